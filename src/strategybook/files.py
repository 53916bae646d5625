"""Write files so that a kill at any moment leaves the old one or the new one, never half."""

import os
import re
import tempfile
from pathlib import Path

import pandas as pd

UNFINISHED = ".unfinished"
# What a spreadsheet takes for a formula, unless it is a number or a sign alone.
FORMULA = re.compile(r"[=+\-@\t\r](?!$)(?!\d*\.?\d+(?:[eE][+-]?\d+)?$)", re.DOTALL)


def write_text(file: Path, text: str) -> None:
    """Write UTF-8 text with `\\n` line ends into `file`, atomically, making its folder."""
    write_bytes(file, text.encode("utf-8"))


def write_bytes(file: Path, content: bytes) -> None:
    """Write `content` into `file`, atomically, making its folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        Path(name).chmod(0o644)
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def sweep(folder: Path) -> None:
    """Remove the unfinished files that killed runs left in `folder`."""
    for file in folder.rglob(f".*{UNFINISHED}"):
        file.unlink()


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
