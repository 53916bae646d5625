"""Write several files of data/raw, all or none, so that figures and registers agree.

They are written into a folder beside them first. With the folder's last name they are decided upon,
and are moved into place; a run that is killed before that has changed nothing, and after that the
next run moves the rest. Files that are to go are named in the folder, and go last, when no register
speaks of them any more.
"""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from strategybook import paths
from strategybook.files import UNFINISHED, sweep, sync, write_text

GOING = ".going"  # the names of the files that are to go, a line each


def _decided() -> Path:
    """Return the folder of files that are decided upon but not yet all in place."""
    return paths.RAW / ".adding"


def is_unfinished() -> bool:
    """Tell whether a killed run left something to `finish`."""
    return _decided().exists()


def finish() -> None:
    """Move into place what was decided upon, and remove what a killed run had not decided."""
    folder = _decided()
    files = [file for file in folder.rglob("*") if file.is_file() and file.name != GOING]
    # The registers, above the sources' folders, last: figures of which they do not speak yet are
    # nobody's.
    for file in sorted(files, key=lambda file: (file.parent == folder, file)):
        place = paths.RAW / file.relative_to(folder)
        place.parent.mkdir(exist_ok=True)
        os.replace(file, place)
        sync(place.parent)
    _remove(folder / GOING)
    for left in [folder, *paths.RAW.glob(f".adding-*{UNFINISHED}")]:
        shutil.rmtree(left, ignore_errors=True)
    sweep(paths.RAW)


def _remove(names: Path) -> None:
    """Remove the files that a file names, and folders that hold nothing then."""
    lines = names.read_text(encoding="utf-8").splitlines() if names.exists() else []
    for name in lines:
        place = paths.inside(paths.RAW, name)
        place.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # it holds other editions
            place.parent.rmdir()
        sync(paths.RAW)


def write_all(texts: dict[str, str], going: list[str] | None = None) -> None:
    """Write and remove files, all or none, so that it outlasts a power cut.

    Parameters
    ----------
    texts
        By the file's name, relative to data/raw.
    going
        Names of the files to remove.
    """
    paths.RAW.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=paths.RAW, prefix=".adding-", suffix=UNFINISHED))
    try:
        for name, text in texts.items():
            write_text(folder / name, text, lasting=True)
        if going:
            write_text(folder / GOING, "\n".join(going), lasting=True)
        os.replace(folder, _decided())
        sync(paths.RAW)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finish()
