"""Cells that calamine would misread, or that would take all memory, found before it reads them.

Each function looks through one part of a workbook in one format and yields `Wrong` cells; `Size` is
how much a part unpacks to where a text is stored once and shown in many cells.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

# No publisher's workbook reaches beyond column ZZ or row 99999.
LAST_COLUMN, LAST_ROW = 702, 99_999
# The largest workbook of a publisher so far has 350,000 filled cells.
MOST_CELLS = 5_000_000
MOST_LETTERS = 1000

FAR_CELL = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*\br\s*=\s*["'](?![A-Za-z]{1,2}[0-9]{1,5}["'])[^>/]*>\s*<"""
    rb"""|<(?:\w+:)?row\s[^>]*\br\s*=\s*["'](?![0-9]{1,5}["'])[^>/]*>\s*<"""
)
"""A filled cell of an xlsx sheet beyond column ZZ or row 99999. Calamine takes small letters, and
any number of them, for a column too."""

ERROR_CELL = re.compile(
    rb' r="([A-Z]+)([0-9]+)"[^>]* t="e"[^>]*>(?:<f[^>]*>[^<]*</f>|<f[^>]*/>)?<v>(#(?!N/A)[^<]+)'
)
"""A broken formula (#REF!, #DIV/0!) of an xlsx sheet. #N/A means missing."""

FORMULA_CELL = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"((?: [a-z]+="[^"]*")*)>(?:<f[^>]*>[^<]*</f>|<f[^>]*/>)'
    rb"(?:<v></v>|<v */>)?</c>"
)
"""A formula of an xlsx sheet that was saved without its value, as programs write it."""

XLSX_TEXT = re.compile(rb"<si>(.*?)</si>", re.DOTALL)

ODS_PART = re.compile(
    rb"<table:table\s(?P<table>[^>]*)>|<table:table-row(?P<row>[^>]*?)/?>"
    rb"|<table:(?:covered-)?table-cell(?P<cell>[^>]*?)(?P<empty>/?)>"
)
ODS_REPEATED = re.compile(rb'table:number-(?:columns|rows)-repeated="([0-9]+)"')
ODS_NAME = re.compile(rb'table:name="([^"]*)"')
ODS_ERROR = re.compile(rb"\s*<text:p>(#(?!N/A)[^<]+|Err:[0-9]+)<")

# Records of an xlsb sheet (MS-XLSB 2.3): a row, the kinds of cells, a text that cells share. Some
# programs write a cell behind another without its column, which calamine passes over.
XLSB_SHORT = range(12, 19)
XLSB_ROW, XLSB_CELLS, XLSB_ERRORS, XLSB_SHARED, XLSB_TEXT = 0, range(2, 12), (3, 11), 7, 19
# As BIFF numbers them, in xls and xlsb.
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!"}


@dataclass(frozen=True)
class Wrong:
    """A cell at which a workbook is refused; `key` is the kind of error, `sheet` what is known."""

    key: str
    row: int | None = None
    column: str | None = None
    error: str = ""
    sheet: str = ""


class Size(NamedTuple):
    """The longest text of a part in bytes, and how many cells of it show a shared text."""

    longest: int = 0
    shown: int = 0


def column_letters(place: int) -> str:
    """Return a spreadsheet's name of the column at `place` (0 is A, 26 is AA)."""
    before, last = divmod(place, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + last)


def xlsx_size(name: str, content: bytes) -> Size:
    """Return what one part of an xlsx workbook adds to its size."""
    if name == "xl/sharedStrings.xml":
        return Size(max((len(text[1]) for text in XLSX_TEXT.finditer(content)), default=0))
    return Size(shown=content.count(b't="s"'))


def xlsx_wrong(name: str, content: bytes) -> Iterator[Wrong]:
    """Yield the wrong cells of a part of an xlsx workbook; a sheet may lie anywhere."""
    if name == "xl/sharedStrings.xml":
        return
    if FAR_CELL.search(content):
        yield Wrong("file.far_cell")
    broken = ERROR_CELL.search(content) if b't="e"' in content else None
    if broken:
        column, row, error = (part.decode(errors="replace") for part in broken.groups())
        yield Wrong("figure.error_cell", int(row), column, error)
    for found in FORMULA_CELL.finditer(content) if b"<f" in content else ():
        if b't="str"' not in found[3]:
            yield Wrong("figure.formula", int(found[2]), found[1].decode())


def _records(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the records of an xlsb part: kind, place and length of what it holds."""
    at, end = 0, len(content)
    while at < end:
        kind, at = _number(content, at, 2)
        length, at = _number(content, at, 4)
        yield kind, at, length
        at += length


def _number(content: bytes, at: int, most: int) -> tuple[int, int]:
    """Return a number that is written with seven bits a byte, and the place behind it."""
    value = 0
    for place in range(most):
        byte = content[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            return value, at + place + 1
    return value, at + most


def xlsb_size(name: str, content: bytes) -> Size:
    """Return what one part of an xlsb workbook adds to its size."""
    if not name.endswith(".bin"):
        return Size()
    kinds = [(kind, length) for kind, _, length in _records(content)]
    if name == "xl/sharedStrings.bin":
        return Size(max((length for kind, length in kinds if kind == XLSB_TEXT), default=0))
    return Size(shown=sum(kind == XLSB_SHARED for kind, _ in kinds))


def xlsb_wrong(name: str, content: bytes) -> Iterator[Wrong]:
    """Yield the wrong cells of a part of an xlsb workbook."""
    if "worksheets" not in name or not name.endswith(".bin"):
        return
    row = 0
    for kind, at, _ in _records(content):
        if kind == XLSB_ROW:
            (row,) = struct.unpack_from("<I", content, at)
        elif kind in XLSB_SHORT:
            yield Wrong("file.other_workbook")
        elif kind in XLSB_CELLS:
            (column,) = struct.unpack_from("<I", content, at)
            if column >= LAST_COLUMN or row >= LAST_ROW:
                yield Wrong("file.far_cell")
            elif kind in XLSB_ERRORS and content[at + 8] in ERRORS:
                error = ERRORS[content[at + 8]]
                yield Wrong("figure.error_cell", row + 1, column_letters(column), error)


def _repeated(attributes: bytes) -> int:
    match = ODS_REPEATED.search(attributes)
    return int(match[1]) if match else 1


def ods_wrong(name: str, content: bytes) -> Iterator[Wrong]:
    """Yield the wrong cells of a part of an ods workbook, where a cell or row may be repeated."""
    if name != "content.xml":
        return
    row = column = rows = cells = 0
    sheet = ""
    for part in ODS_PART.finditer(content):
        if part["table"] is not None:
            match = ODS_NAME.search(part["table"])
            row, rows, sheet = 0, 0, match[1].decode(errors="replace") if match else ""
        elif part["row"] is not None:
            row, column, rows = row + rows, 0, _repeated(part["row"])
        else:
            times = _repeated(part["cell"])
            column += times
            if part["empty"] and b"office:value" not in part["cell"]:
                if b"table:formula" in part["cell"]:
                    place = row + 1, column_letters(column - 1)
                    yield Wrong("figure.formula", *place, sheet=sheet)
                continue
            end = content.find(b"</table:", part.end())
            # A long text that is repeated fills as much as many cells.
            cells += times * rows * (1 + max(0, end - part.end()) // MOST_LETTERS)
            if column > LAST_COLUMN or row + rows > LAST_ROW or cells > MOST_CELLS:
                yield Wrong("file.far_cell")
            error = ODS_ERROR.match(content, part.end())
            if error and b'value-type="error"' in part["cell"]:
                place = row + 1, column_letters(column - 1)
                yield Wrong("figure.error_cell", *place, error[1].decode(errors="replace"), sheet)
