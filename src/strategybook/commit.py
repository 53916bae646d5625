"""Write several files of data/raw, all or none, so that figures and registers agree.

They are written into a folder beside them first. With the folder's last name they are decided upon,
and are moved into place; a run that is killed before that has changed nothing, and after that the
next run moves the rest.
"""

import os
import shutil
import tempfile
from pathlib import Path

from strategybook import paths
from strategybook.files import UNFINISHED, sweep, sync, write_text


def _decided() -> Path:
    """Return the folder of files that are decided upon but not yet all in place."""
    return paths.RAW / ".adding"


def is_unfinished() -> bool:
    """Tell whether a killed run left something to `finish`."""
    return _decided().exists()


def finish() -> None:
    """Move into place what was decided upon, and remove what a killed run had not decided."""
    folder = _decided()
    files = [file for file in folder.rglob("*") if file.is_file()]
    # The registers, above the sources' folders, last: figures of which they do not speak yet are
    # nobody's.
    for file in sorted(files, key=lambda file: (file.parent == folder, file)):
        place = paths.RAW / file.relative_to(folder)
        place.parent.mkdir(exist_ok=True)
        os.replace(file, place)
        sync(place.parent)
    for left in [folder, *paths.RAW.glob(f".adding-*{UNFINISHED}")]:
        shutil.rmtree(left, ignore_errors=True)
    sweep(paths.RAW)


def write_all(texts: dict[str, str]) -> None:
    """Write files, all or none, so that they outlast a power cut.

    Parameters
    ----------
    texts
        By the file's name, relative to data/raw.
    """
    paths.RAW.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=paths.RAW, prefix=".adding-", suffix=UNFINISHED))
    try:
        for name, text in texts.items():
            write_text(folder / name, text, lasting=True)
        os.replace(folder, _decided())
        sync(paths.RAW)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finish()
