"""The sheets of any file: a workbook's, or the one of a text file or of a Stata file."""

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pandas as pd

from strategybook.errors import InputError
from strategybook.readers import text
from strategybook.readers.guards import column_letters
from strategybook.readers.workbook import is_workbook, open_workbook

STATA_START = re.compile(rb"<stata_dta>|[\x69-\x73][\x01\x02]")
HEADER_WITHIN = 30


@dataclass(frozen=True)
class Sheet:
    """The cells of a workbook's sheet, or of a whole text or Stata file (`name` is None).

    All rows have the same length; `widths` are how long those of a text file were. Cells of a text
    file are text, those of a workbook texts and numbers, empty ones "". A Stata file says itself in
    which year it was `saved`. The names of its columns are its row 1, and stand for the letters
    that other columns have.
    """

    path: Path
    name: str | None
    rows: list[list]
    saved: str = ""
    columns_named: bool = False
    widths: tuple[int, ...] = ()

    def column(self, place: int) -> str:
        """Return what a person calls the column at `place`."""
        return str(self.rows[0][place]) if self.columns_named else column_letters(place)

    def texts(self, row: int) -> list[str]:
        """Return the cells of a row as they would stand in a text file."""
        return self.rows[row] if self.widths else [_as_text(cell) for cell in self.rows[row]]

    def mistake(self, key: str, row: int, place: int, **facts: object) -> InputError:
        """Return an error of a kind at a cell; row and place count from 0."""
        where = {"sheet": self.name, "row": int(row) + 1, "column": self.column(place)}
        return InputError(self.path, key, **where, **facts)


def _as_text(cell: object) -> str:
    """Return a cell of a workbook as text, numbers as the shortest."""
    if isinstance(cell, str):
        return text.plain(cell)
    if isinstance(cell, float):
        return "" if np.isnan(cell) else repr(float(cell)).removesuffix(".0")
    return cell.isoformat() if isinstance(cell, datetime | date) else str(cell)


@dataclass(frozen=True)
class File:
    """A file whose sheets are read once, when they are asked for."""

    path: Path
    names: list[str | None]
    read: Callable[[str | None], Sheet]
    known: dict[str | None, Sheet] = field(default_factory=dict)

    def sheet(self, name: str | None) -> Sheet:
        """Return the sheet of a name."""
        if name not in self.known:
            self.known[name] = self.read(name)
        return self.known[name]

    def __iter__(self) -> Iterator[Sheet]:
        """Yield every sheet."""
        return map(self.sheet, self.names)


def open_file(path: Path) -> File:
    """Return a file by its sheets, whatever format it has.

    The last file is kept, since every reader looks whether it is its own.

    Raises
    ------
    InputError
        Where the file is missing, empty, damaged, or in no format known.
    """
    path = Path(path)
    text.check_is_file(path)
    stamp = path.stat()
    return _opened(path, stamp.st_mtime_ns, stamp.st_size)


@functools.lru_cache(maxsize=1)
def _opened(path: Path, *_stamp: int) -> File:
    start = text.start(path)
    if is_stata(start):
        return File(path, [None], lambda _: _stata_sheet(path))
    if is_workbook(start):
        workbook = open_workbook(path)
        return File(path, workbook.sheet_names, lambda name: Sheet(path, name, workbook.rows(name)))
    return File(path, [None], lambda _: _text_sheet(path))


def is_stata(content: bytes) -> bool:
    """Tell whether a file's content begins as a Stata file's does."""
    return bool(STATA_START.match(content))


def _text_sheet(path: Path) -> Sheet:
    rows = text.read_rows(path)
    widths = tuple(map(len, rows))
    width = max(widths, default=0)
    padded = [row + [""] * (width - len(row)) for row in rows]
    return Sheet(path, None, padded, widths=widths)


def _stata_sheet(path: Path) -> Sheet:
    try:
        with pd.read_stata(path, iterator=True, convert_categoricals=False) as reader:
            table, saved = reader.read(), reader.time_stamp
    except Exception as problem:  # a damaged file makes pandas raise almost anything
        raise InputError(path, "file.stata", problem=str(problem)) from None
    single = dict.fromkeys(table.select_dtypes("float32"), "float64")
    with np.errstate(invalid="ignore"):  # numpy would warn of damaged figures; they become none
        rows = table.astype(single).astype(object).to_numpy().tolist()
    year = re.search(r"\d{4}", saved)
    return Sheet(path, None, [list(table), *rows], year[0] if year else "", columns_named=True)


def _headers(file: File) -> Iterator[tuple[Sheet, int, list[str]]]:
    """Yield each row that may be a header: its sheet, its place and its cells as text."""
    for sheet in file:
        for row in range(min(HEADER_WITHIN, len(sheet.rows))):
            yield sheet, row, _unpadded(sheet.texts(row))


def has_header(path: Path, is_header: Callable[[list[str]], bool]) -> bool:
    """Tell whether a file has a row that is a header of a kind; never raises."""
    try:
        return any(is_header(cells) for _, _, cells in _headers(open_file(path)))
    except Exception:  # whatever is wrong with it, it has none
        return False


def _unpadded(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def read_table(path: Path, known: Callable[[list[str]], int]) -> pd.DataFrame:
    """Return the one table of a file as text, indexed by its rows in a spreadsheet.

    Its header is the first row of those that have most of what is `known`. Blank rows, headers that
    are repeated below, and blank cells beyond the header are left out.

    Parameters
    ----------
    known
        Tells how many of a row's cells are headings of the table.

    Returns
    -------
    Its columns are the headings; `attrs` has the `sheet`, and the row `header` (from 1).

    Raises
    ------
    InputError
        As `open_file` does, and where a row is longer than the header, or shorter in a text file.
    """
    rows = list(_headers(open_file(path)))
    if not any(cells for _, _, cells in rows):
        raise InputError(path, "file.empty")
    sheet, header, headings = max(rows, key=lambda row: (known(row[2]), bool(row[2])))
    lines = {row: cells for row, cells in _lines(sheet, header) if cells != headings}
    for row, cells in lines.items():
        if len(cells) != len(headings):
            facts = {"cells": len(cells), "width": len(headings)}
            raise InputError(path, "file.row", sheet=sheet.name, row=row, **facts)
    table = pd.DataFrame.from_dict(lines, orient="index", columns=headings, dtype=str)
    table.attrs |= {"sheet": sheet.name, "header": header + 1}
    return table


def _lines(sheet: Sheet, header: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the filled rows below a header by their number, as long as it where they are no longer.

    A row of a text file that is shorter stays so: it was cut.
    """
    width = len(_unpadded(sheet.texts(header)))
    for place in range(header + 1, len(sheet.rows)):
        cells = sheet.texts(place)
        if any(cells):
            most = min(width, sheet.widths[place]) if sheet.widths else width
            yield place + 1, cells[:most] if not any(cells[most:]) else _unpadded(cells)
