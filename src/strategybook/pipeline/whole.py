"""All or nothing: a run that fails leaves what it makes as it was before it began.

Tasks write into the book as they end, so that each file is the old one or the new one whenever a
run is killed. Here the files of the beginning are kept beside, as links, until the run has ended
well; where it fails they are put back, and what it had made waits for the next run to go on from.
A run that is killed leaves both to the next one.
"""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from strategybook import paths
from strategybook.files import UNFINISHED
from strategybook.pipeline.remake import made

LOCK = "pytask.lock"  # which pytask writes in place
COMMIT = ".commit"  # the commit that a state is of


def _before() -> Path:
    """Return the folder of what there was when the run began."""
    return paths.BUILD / "before"


def _after() -> Path:
    """Return the folder of what a run had made when it failed."""
    return paths.BUILD / "after"


@contextlib.contextmanager
def all_or_nothing() -> Iterator[None]:
    """Put back what is committed if what runs inside fails; the next run goes on from there."""
    _keep_before()
    if _after().is_dir():
        _put(_after())
        shutil.rmtree(_after())
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):  # such as a full disk
            _keep(_after())
        _put(_before())
        shutil.rmtree(_before())
        raise
    shutil.rmtree(_before())


def _commit() -> str:
    """Return the commit that is checked out, "" where there is none."""
    command = ["git", "rev-parse", "HEAD"]
    with contextlib.suppress(OSError):
        return subprocess.run(command, cwd=paths.ROOT, capture_output=True, text=True).stdout
    return ""


def _keep_before() -> None:
    """Keep what there is, unless a killed run has kept what was there before it began.

    Once another commit is checked out, that is no longer what there was.
    """
    kept = _before() / COMMIT
    if not (kept.is_file() and kept.read_text(encoding="utf-8") == _commit()):
        _keep(_before())


def _keep(folder: Path) -> None:
    """Keep all that runs make in a folder, under its name only when it is whole."""
    paths.BUILD.mkdir(parents=True, exist_ok=True)
    for left in paths.BUILD.glob(f"{folder.name}-*{UNFINISHED}"):
        shutil.rmtree(left)
    new = Path(tempfile.mkdtemp(dir=paths.BUILD, prefix=f"{folder.name}-", suffix=UNFINISHED))
    for name, file in made(paths.ROOT).items():
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        _link(file, new / name)
    (new / COMMIT).write_text(_commit(), encoding="utf-8")
    if folder.is_dir():
        shutil.rmtree(folder)
    os.replace(new, folder)


def _link(file: Path, place: Path) -> None:
    """Give a file a second name: it is never written in place, but for the lock file."""
    try:
        if file.name == LOCK:
            raise OSError
        os.link(file, place)
    except OSError:  # not on every disk
        shutil.copyfile(file, place)


def _put(folder: Path) -> None:
    """Put what a folder keeps into its place, each file at once, and remove what it has not."""
    kept = made(folder)
    for name, file in made(paths.ROOT).items():
        if name not in kept:
            file.unlink()
    for name, file in kept.items():
        place = paths.ROOT / name
        if not (place.is_file() and place.samefile(file)):
            place.parent.mkdir(parents=True, exist_ok=True)
            new = place.with_name(f".{place.name}{UNFINISHED}")
            new.unlink(missing_ok=True)
            _link(file, new)
            os.replace(new, place)
    (paths.ROOT / f"{LOCK}.journal").unlink(missing_ok=True)
