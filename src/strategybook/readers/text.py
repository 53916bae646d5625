"""Tables as text files, as they come off any desk: every reader of CSV goes through here.

Thai Excel saves CSV in UTF-8 with a byte order mark, as Unicode text (UTF-16 with tabs) or in
Windows-874; a spreadsheet of a country with decimal commas puts semicolons between cells. Figures
may have Thai digits, and years may be of the Buddhist era, 543 years ahead.
"""

import csv
import io
import itertools
import re
from collections.abc import Callable, Hashable
from decimal import Decimal
from pathlib import Path

import pandas as pd

from strategybook.errors import InputError
from strategybook.language import BUDDHIST_ERA

MOST_MB = 100
BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
ENCODINGS = ("utf-8", "cp874")
DELIMITERS = ",;\t"
DELIMITED_WITHIN = 30
WEB_PAGE = re.compile(
    r"\s*<(!doctype\s|!--|\?xml|html|head|body|table|meta|div|script)", re.IGNORECASE
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
# Thai vowels, tones and digits behind a Latin letter: text of another code page read as Thai.
NO_THAI = re.compile("[A-Za-z][\u0e31\u0e34-\u0e3a\u0e47-\u0e5b]")
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙\N{MINUS SIGN}", "0123456789-")
NUMBER = re.compile(r"[+-]?[\d๐-๙]+([.,][\d๐-๙]+)?([eE][+-]?\d+)?\s?%?")
PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")
# What stands for no figure; never the letters NA, which are Namibia's code.
MISSING = {"", "-", "\N{EN DASH}", "\N{EM DASH}", "..", "...", "\N{HORIZONTAL ELLIPSIS}"}
MISSING |= {"n/a", "N/A", "#N/A"}
FIRST_BUDDHIST_YEAR = 2400


def decoded(path: Path) -> str:
    """Return a file's text.

    Raises
    ------
    InputError
        Where the file is no text, in no known encoding, a web page, or far too large.
    """
    check_size(path)
    content = path.read_bytes()
    marks = [name for mark, name in BYTE_ORDER_MARKS.items() if content.startswith(mark)]
    for encoding in marks or ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _checked(path, text, encoding)
    raise InputError(path, "file.no_text" if b"\0" in content else "file.encoding")


def check_is_file(path: Path) -> None:
    """Raise InputError where there is no file at `path`, or one that is no publisher's."""
    if not path.is_file():
        raise InputError(path, "file.no_file" if path.exists() else "file.missing")
    check_size(path)
    if not path.stat().st_size:
        raise InputError(path, "file.empty")


def start(path: Path) -> bytes:
    """Return the first bytes of a file, which tell its format."""
    with path.open("rb") as file:
        return file.read(16)


def check_size(path: Path) -> None:
    """Raise InputError where a file is larger than any publisher's."""
    size = path.stat().st_size / 1e6
    if size > MOST_MB:
        raise InputError(path, "file.large", size=round(size), most=MOST_MB)


def _checked(path: Path, text: str, encoding: str) -> str:
    if CONTROL.search(text):
        raise InputError(path, "file.no_text")
    if WEB_PAGE.match(text):
        raise InputError(path, "file.web_page")
    if encoding == "cp874" and NO_THAI.search(text):
        raise InputError(path, "file.encoding")
    return text


def _delimiter(text: str) -> str:
    """Return what stands between cells: the candidate that one of the first lines has most of.

    These have the header, below a title perhaps.
    """
    lines = itertools.islice(io.StringIO(text), DELIMITED_WITHIN)
    unquoted = [re.sub(r'"[^"]*"', "", line) for line in lines]
    return max(DELIMITERS, key=lambda mark: max(line.count(mark) for line in unquoted or [""]))


def plain(cell: str, delimiter: str = "") -> str:
    """Return a cell without blanks around it; a number in digits 0-9 with a decimal point.

    A decimal comma is taken for one only where the comma does not also stand between cells.
    """
    cell = cell.strip(" \t\r\n\N{NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}")
    if not NUMBER.fullmatch(cell.replace("\N{MINUS SIGN}", "-", 1)):
        return cell
    if delimiter == "," and "," in cell:
        return cell
    return cell.translate(THAI_DIGITS).replace(",", ".")


def read_rows(path: Path) -> list[list[str]]:
    """Return the cells of a text file, row 1 of the spreadsheet first.

    Raises
    ------
    InputError
        As `decoded` does, and where a quoted cell never ends.
    """
    text = decoded(path)
    delimiter = _delimiter(text)
    rows = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append([plain(cell, delimiter) for cell in cells])
    except csv.Error:
        raise InputError(path, "file.csv", row=len(rows) + 1) from None
    return rows


def number(cell: str, one: str = "") -> str:
    """Return a cell of figures as a plain number, "" where it stands for none, else unchanged.

    Parameters
    ----------
    one
        What 100% is in the cell's series: "1" or "100"; "" where per cent make no sense there.
    """
    if cell in MISSING:
        return ""
    share = cell.removesuffix("%").rstrip()
    if cell.endswith("%") and one and PLAIN_NUMBER.fullmatch(share):
        return format(Decimal(share) * Decimal(one) / 100, "f")
    return cell


def is_number(cells: pd.Series) -> pd.Series:
    """Mark the cells that are plain numbers, as a person would write them."""
    return cells.str.fullmatch(PLAIN_NUMBER)


def is_buddhist(year: int) -> bool:
    """Tell whether a year is of the Buddhist era."""
    return year >= FIRST_BUDDHIST_YEAR


def common_era(
    path: Path, years: pd.Series, where: Callable[[Hashable], dict[str, object]] = lambda _: {}
) -> pd.Series:
    """Return years (int) of a file in the Common Era, Buddhist ones converted.

    Parameters
    ----------
    where
        The place in the file of a year, by its label in the index: sheet, row, column.

    Raises
    ------
    InputError
        Where the file has years of both eras.
    """
    buddhist = years >= FIRST_BUDDHIST_YEAR
    if not buddhist.any():
        return years
    if not buddhist.all():
        pair = {"buddhist": years[buddhist].iloc[0], "christian": years[~buddhist].iloc[0]}
        odd = years.index[buddhist != buddhist.iloc[0]][0]
        raise InputError(path, "year.mixed", **where(odd), **pair)
    return years - BUDDHIST_ERA


def note_on_era(years: pd.Series) -> tuple[str, ...]:
    """Return a note on years (int) that were converted, none where there were none."""
    return ("Buddhist years were converted.",) if (years >= FIRST_BUDDHIST_YEAR).any() else ()
