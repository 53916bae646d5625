"""Opening of xlsx workbooks, safely and quickly."""

import re
import zipfile
import zlib
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from strategybook.errors import InputError

UNPACKED_LIMIT = 400_000_000
BIG_MEMBER = 50_000_000
RATIO_LIMIT = 200

COMPOUND_FILE = b"\xd0\xcf\x11\xe0"
"""First bytes of a workbook with a password, and of the older .xls."""

FAR_CELL = re.compile(rb' r="(?:[A-Z]{3}[0-9]+|[A-Z]+[0-9]{6,})"[^>/]*><')
"""A filled cell beyond column ZZ or row 99999, which no publisher's workbook has. Calamine keeps
a place for every cell up to the last one, so that one stray cell can take all memory."""

ERROR_CELL = re.compile(
    rb' r="([A-Z]+)([0-9]+)"[^>]* t="e"[^>]*>(?:<f[^>]*>[^<]*</f>|<f[^>]*/>)?<v>(#(?!N/A)[^<]+)'
)
"""A broken formula (#REF!, #DIV/0!), which calamine reads as an empty cell. #N/A means missing."""


def open_workbook(path: Path) -> CalamineWorkbook:
    """Return the xlsx workbook at `path`.

    Raises
    ------
    InputError
        If the file is missing, empty, cut short, protected by a password or not an xlsx workbook,
        if it would unpack to far more than any publisher's workbook does, or if a formula in it
        is broken.
    """
    _check_start(path)
    try:
        with zipfile.ZipFile(path) as archive:
            _check_sizes(path, archive)
            _check_cells(path, archive)
        return CalamineWorkbook.from_path(path)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError):
        raise _not_a_workbook(path, "a file that is cut short, damaged or no workbook") from None
    except CalamineError as problem:
        raise _not_a_workbook(path, f"a file that cannot be read ({problem})") from None


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
        raise InputError(
            workbook.path or "",
            found=f"a sheet that cannot be read ({problem})",
            expected="a sheet of an xlsx workbook",
            cure="download the file again",
            sheet=name,
        ) from None


def column_letters(place: int) -> str:
    """Return a spreadsheet's name of the column at `place` (0 is A, 26 is AA)."""
    before, last = divmod(place, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + last)


def _check_start(path: Path) -> None:
    if not path.is_file():
        raise _not_a_workbook(path, "no such file")
    with path.open("rb") as file:
        start = file.read(len(COMPOUND_FILE))
    if not start:
        raise _not_a_workbook(path, "an empty file")
    if start == COMPOUND_FILE:
        raise _not_a_workbook(path, "a workbook with a password, or one in the older .xls format")


def _check_sizes(path: Path, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    inflated = any(
        member.file_size > BIG_MEMBER and member.file_size > RATIO_LIMIT * member.compress_size
        for member in members
    )
    if inflated or unpacked > UNPACKED_LIMIT:
        raise _not_a_workbook(path, f"a workbook that unpacks to {unpacked / 1e6:.0f} MB")


def _check_cells(path: Path, archive: zipfile.ZipFile) -> None:
    for name in archive.namelist():
        cells = archive.read(name) if name.startswith("xl/worksheets/") else b""
        if FAR_CELL.search(cells):
            raise _not_a_workbook(path, "a filled cell beyond column ZZ or row 99999")
        broken = ERROR_CELL.search(cells) if b't="e"' in cells else None
        if broken:
            column, row, error = (part.decode() for part in broken.groups())
            raise InputError(
                path,
                found=f"the error {error}",
                expected="a number or a text",
                cure="mend the formula, or download the file again",
                sheet=Path(name).name,
                row=int(row),
                column=column,
            )


def _not_a_workbook(path: Path, found: str) -> InputError:
    return InputError(
        path,
        found=found,
        expected="an xlsx workbook as the publisher issues it",
        cure="download the file again, or save it as .xlsx without a password",
    )
