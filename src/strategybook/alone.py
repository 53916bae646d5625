"""One run at a time: others are kept out, and what a killed run left is put right first."""

import contextlib
from collections.abc import Iterator

from filelock import FileLock, Timeout

from strategybook import commit, files, paths
from strategybook.disk import refusal
from strategybook.errors import InputError


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Keep other runs out, and end what a killed run began.

    The system itself lets go of the lock when a run is killed.

    Raises
    ------
    InputError
        Where another run is at work, or the disk is full or read-only.
    """
    try:
        paths.BUILD.mkdir(parents=True, exist_ok=True)
        with FileLock(paths.BUILD / "run.lock", timeout=0):
            commit.finish()
            for folder in (paths.PROCESSED, paths.ISSUED, paths.BOOK):
                files.sweep(folder)
            files.sweep_scratch()
            yield
    except Timeout:
        raise InputError("strategybook", "run.busy") from None
    except OSError as problem:
        if sentence := refusal(problem):
            raise sentence from None
        raise
