"""Opening of xlsx workbooks, safely and quickly."""

import re
import zipfile
import zlib
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from strategybook.errors import InputError
from strategybook.readers.text import check_size

# The largest workbook of a publisher so far unpacks to 17 MB.
UNPACKED_LIMIT = 200_000_000
BIG_MEMBER = 50_000_000
RATIO_LIMIT = 200
MOST_MEMBERS = 2000
# A text is stored once, however many cells show it, and unpacks once for each of them.
MOST_TEXT = 2_000_000_000

COMPOUND_FILE = b"\xd0\xcf\x11\xe0"
"""First bytes of a workbook with a password, and of the older .xls."""

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

FAR_CELL = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*\br\s*=\s*["'](?![A-Za-z]{1,2}[0-9]{1,5}["'])[^>/]*>\s*<"""
    rb"""|<(?:\w+:)?row\s[^>]*\br\s*=\s*["'](?![0-9]{1,5}["'])[^>/]*>\s*<"""
)
"""A filled cell beyond column ZZ or row 99999, which no publisher's workbook has. Calamine keeps
a place for every cell up to the last one, so that one stray cell can take all memory; it takes
small letters, and any number of them, for a column too."""

ERROR_CELL = re.compile(
    rb' r="([A-Z]+)([0-9]+)"[^>]* t="e"[^>]*>(?:<f[^>]*>[^<]*</f>|<f[^>]*/>)?<v>(#(?!N/A)[^<]+)'
)
"""A broken formula (#REF!, #DIV/0!), which calamine reads as an empty cell. #N/A means missing."""


FORMULA_CELL = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"((?: [a-z]+="[^"]*")*)>(?:<f[^>]*>[^<]*</f>|<f[^>]*/>)'
    rb"(?:<v></v>|<v */>)?</c>"
)
"""A formula that was saved without its value, as programs write it; calamine reads no figure."""

TEXT = re.compile(rb"<si>(.*?)</si>", re.DOTALL)


def open_workbook(path: Path) -> CalamineWorkbook:
    """Return the xlsx workbook at `path`.

    Raises
    ------
    InputError
        If the file is missing, empty, cut short, protected by a password or not an xlsx workbook,
        if it would unpack to far more than any publisher's workbook does, or if a formula in it
        is broken or has no value.
    """
    _check_start(path)
    try:
        with zipfile.ZipFile(path) as archive:
            _check_sizes(path, archive)
            _check_cells(path, archive)
        return CalamineWorkbook.from_path(path)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError):
        raise InputError(path, "file.damaged") from None
    except CalamineError as problem:
        raise InputError(path, "file.no_workbook", problem=str(problem)) from None


def sheet_rows(workbook: CalamineWorkbook, name: str) -> list[list]:
    """Return the cells of sheet `name`, row 1 of the sheet first, all rows of the same length.

    An empty cell is "", a number is a float. #N/A is "" where it is an error of a formula, and
    "#N/A" where it is text.

    Raises
    ------
    InputError
        If the sheet cannot be read.
    """
    try:
        return workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except CalamineError as problem:
        place = Path(workbook.path or "")
        raise InputError(place, "file.sheet", sheet=name, problem=str(problem)) from None


def column_letters(place: int) -> str:
    """Return a spreadsheet's name of the column at `place` (0 is A, 26 is AA)."""
    before, last = divmod(place, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + last)


def _check_start(path: Path) -> None:
    if not path.is_file():
        raise InputError(path, "file.no_file" if path.exists() else "file.missing")
    check_size(path)
    with path.open("rb") as file:
        start = file.read(len(COMPOUND_FILE))
    if not start:
        raise InputError(path, "file.empty")
    if start == COMPOUND_FILE:
        is_encrypted = ENCRYPTED in path.read_bytes()
        raise InputError(path, "file.password" if is_encrypted else "file.older_excel")


def _too_large(path: Path, size: float, most: float = UNPACKED_LIMIT) -> InputError:
    return InputError(path, "file.unpacks", size=round(size / 1e6), most=round(most / 1e6))


def _check_sizes(path: Path, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    inflated = any(
        member.file_size > BIG_MEMBER and member.file_size > RATIO_LIMIT * member.compress_size
        for member in members
    )
    if inflated or unpacked > UNPACKED_LIMIT or len(members) > MOST_MEMBERS:
        raise _too_large(path, unpacked, BIG_MEMBER if inflated else UNPACKED_LIMIT)


def _check_cells(path: Path, archive: zipfile.ZipFile) -> None:
    """Raise an InputError for cells that calamine would misread or that would take all memory.

    Reading every member also finds one that unpacks to more than it says.
    """
    longest, shown = 0, 0
    for name in archive.namelist():
        content = archive.read(name)
        if name == "xl/sharedStrings.xml":
            longest = max((len(text[1]) for text in TEXT.finditer(content)), default=0)
        else:  # a sheet may lie anywhere
            _check_sheet(path, name, content)
            shown += content.count(b't="s"')
    if longest * shown > MOST_TEXT:
        raise _too_large(path, longest * shown)


def _check_sheet(path: Path, name: str, cells: bytes) -> None:
    if FAR_CELL.search(cells):
        raise InputError(path, "file.far_cell")
    broken = ERROR_CELL.search(cells) if b't="e"' in cells else None
    if broken:
        column, row, error = (part.decode(errors="replace") for part in broken.groups())
        place = {"sheet": Path(name).name, "row": int(row), "column": column}
        raise InputError(path, "figure.error_cell", **place, error=error)
    for found in FORMULA_CELL.finditer(cells) if b"<f" in cells else ():
        if b't="str"' not in found[3]:
            place = {"sheet": Path(name).name, "row": int(found[2]), "column": found[1].decode()}
            raise InputError(path, "figure.formula", **place)
