"""Write files so that a kill at any moment leaves the old one or the new one, never half."""

import contextlib
import hashlib
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

UNFINISHED = ".unfinished"
SCRATCH = "strategybook-scratch-"
A_DAY = 24 * 60 * 60  # seconds; no run takes as long
# What a spreadsheet takes for a formula, unless it is a number or a sign alone.
FORMULA = re.compile(r"[=+\-@\t\r](?!$)(?!\d*\.?\d+(?:[eE][+-]?\d+)?$)", re.DOTALL)


def sha256(content: bytes) -> str:
    """Return the SHA-256 of `content`, as `sha256sum` shows it."""
    return hashlib.sha256(content).hexdigest()


def write_text(file: Path, text: str, *, lasting: bool = False) -> None:
    """Write UTF-8 text with `\\n` line ends into `file`, as `write_bytes` does."""
    write_bytes(file, text.encode("utf-8"), lasting=lasting)


def write_bytes(file: Path, content: bytes, *, lasting: bool = False) -> None:
    """Write `content` into `file`, atomically, making its folder.

    With `lasting` it outlasts a power cut, for what cannot be made again: waiting for the disk
    takes some milliseconds, and a book is 600 files.

    Raises
    ------
    SystemExit
        In a worker whose run was killed, see `stop_if_abandoned`.
    """
    stop_if_abandoned()
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        Path(name).chmod(0o644)
        if lasting:
            sync(Path(name))
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    if lasting:
        sync(file.parent)


def sync(place: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk and outlast a power cut."""
    if place.is_dir() and os.name == "nt":  # which opens no folders
        return
    handle = os.open(place, os.O_RDONLY if place.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Remove the unfinished files that killed runs left in `folder`."""
    for file in folder.rglob(f".*{UNFINISHED}"):
        file.unlink()


def stop_if_abandoned() -> None:
    """End a worker whose run was killed: what it made may be older than what is there by now.

    Such a worker goes on until it has done what it was given, while the next run may be at work.
    Windows does not tell.
    """
    run = multiprocessing.parent_process()
    if run and os.name == "posix" and os.getppid() != run.pid:
        sys.exit("The run was killed.")


def scratch() -> tempfile.TemporaryDirectory:
    """Return a new folder outside the project, for as long as it is in a `with` statement."""
    return tempfile.TemporaryDirectory(prefix=SCRATCH, ignore_cleanup_errors=True)


def sweep_scratch() -> None:
    """Remove the scratch folders that runs left which were killed more than a day ago.

    A younger one may be of a run that is at work, in this project's folder or in another.
    """
    for folder in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_mtime < time.time() - A_DAY:
                shutil.rmtree(folder)


def _inert(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    # A lone carriage return is not quoted, and would end the row.
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if FORMULA.match(text) else text


def csv_text(table: pd.DataFrame) -> str:
    """Return a table as CSV in which no cell is a formula to a spreadsheet.

    A text that begins as a formula does gets an apostrophe before it, by which spreadsheets know
    text; numbers stay as they are.
    """
    inert = table.map(_inert).rename(columns=_inert)
    return inert.to_csv(index=False, lineterminator="\n")
