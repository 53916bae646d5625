"""Opening of spreadsheets (xlsx, xlsb, ods, xls), safely and quickly.

Calamine reads the first three, but it keeps a place for every cell up to the last one, so that one
stray cell can take all memory; and it reads a broken formula as an empty cell. So their cells are
looked through before: `guards` has how for each format. In the older .xls xlrd sees both itself.
"""

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import xlrd
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from strategybook.errors import InputError
from strategybook.readers import guards
from strategybook.readers.text import check_is_file

# The largest workbook of a publisher so far unpacks to 17 MB; saved as .ods the largest has 90 MB.
UNPACKED_LIMIT = 200_000_000
BIG_MEMBER = 50_000_000
RATIO_LIMIT = 200
MOST_MEMBERS = 2000

COMPOUND_FILE = b"\xd0\xcf\x11\xe0"
"""First bytes of the older .xls, and of a workbook with a password."""

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

# A text is stored once, however many cells show it, and unpacks once for each of them.
MOST_TEXT = 2_000_000_000

NO_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    NotImplementedError,
    OSError,
)


@dataclass(frozen=True)
class Workbook:
    """A workbook that can be read: the names of its sheets, and how to read one."""

    path: Path
    sheet_names: list[str]
    read: Callable[[str], list[list]]

    def rows(self, name: str) -> list[list]:
        """Return the cells of a sheet, row 1 of the sheet first, all rows of the same length.

        An empty cell is "", a number is a float. #N/A is "" where it is an error of a formula, and
        "#N/A" where it is text.

        Raises
        ------
        InputError
            If the sheet cannot be read, or if a formula of an older .xls is broken.
        """
        try:
            return self.read(name)
        except (CalamineError, xlrd.XLRDError) as problem:
            raise InputError(self.path, "file.sheet", sheet=name, problem=str(problem)) from None


def is_workbook(content: bytes) -> bool:
    """Tell whether a file's content begins as that of a spreadsheet does."""
    return content.startswith((b"PK", COMPOUND_FILE))


def open_workbook(path: Path) -> Workbook:
    """Return the workbook at `path`.

    Raises
    ------
    InputError
        If the file is missing, empty, cut short, protected by a password or no workbook, if it
        would unpack to far more than any publisher's workbook does, or if a formula in it is
        broken or has no value.
    """
    check_is_file(path)
    content = path.read_bytes()
    if content.startswith(COMPOUND_FILE):
        return _open_older(path, content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_sizes(path, archive)
            _check_parts(path, archive)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError:
        raise InputError(path, "file.password") from None
    except NO_ARCHIVE:
        raise InputError(path, "file.damaged") from None
    except CalamineError as problem:
        raise InputError(path, "file.no_workbook", problem=str(problem)) from None

    def read(name: str) -> list[list]:
        return workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)

    return Workbook(path, workbook.sheet_names, read)


def _open_older(path: Path, content: bytes) -> Workbook:
    """Return a workbook in the older .xls format."""
    if ENCRYPTED in content:
        raise InputError(path, "file.password")
    try:
        book = xlrd.open_workbook(file_contents=content, ragged_rows=True, logfile=io.StringIO())
    except Exception as problem:  # a damaged file makes xlrd raise almost anything
        is_encrypted = "encrypted" in str(problem)
        key = "file.password" if is_encrypted else "file.other_workbook"
        raise InputError(path, key) from None

    def read(name: str) -> list[list]:
        sheet = book.sheet_by_name(name)
        rows = [_older_row(path, sheet, row) for row in range(sheet.nrows)]
        width = max(map(len, rows), default=0)
        return [row + [""] * (width - len(row)) for row in rows]

    return Workbook(path, book.sheet_names(), read)


def _older_row(path: Path, sheet: xlrd.sheet.Sheet, row: int) -> list:
    """Return the cells of a row of an .xls sheet."""
    cells = list(sheet.row_values(row))
    for column, kind in enumerate(sheet.row_types(row)):
        if kind == xlrd.XL_CELL_ERROR:
            error = guards.ERRORS.get(cells[column])
            if error:
                where = {"sheet": sheet.name, "row": row + 1}
                where["column"] = guards.column_letters(column)
                raise InputError(path, "figure.error_cell", **where, error=error)
            cells[column] = ""
        elif kind == xlrd.XL_CELL_DATE:
            cells[column] = xlrd.xldate.xldate_as_datetime(cells[column], sheet.book.datemode)
        elif kind == xlrd.XL_CELL_BOOLEAN:
            cells[column] = bool(cells[column])
    return cells


def _too_large(path: Path, size: float, most: float = UNPACKED_LIMIT) -> InputError:
    return InputError(path, "file.unpacks", size=round(size / 1e6), most=round(most / 1e6))


def check_sizes(path: Path, archive: zipfile.ZipFile) -> None:
    """Raise an InputError where a zip would unpack to far more than any publisher's file does."""
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    inflated = any(
        member.file_size > BIG_MEMBER and member.file_size > RATIO_LIMIT * member.compress_size
        for member in members
    )
    if inflated or unpacked > UNPACKED_LIMIT or len(members) > MOST_MEMBERS:
        raise _too_large(path, unpacked, BIG_MEMBER if inflated else UNPACKED_LIMIT)


def _check_parts(path: Path, archive: zipfile.ZipFile) -> None:
    """Raise an InputError for cells that calamine would misread or that would take all memory.

    Reading every part also finds one that unpacks to more than it says.
    """
    size_of, wrong_in = _guards(archive.namelist())
    longest, shown = 0, 0
    for name in archive.namelist():
        content = archive.read(name)
        size = size_of(name, content)
        longest, shown = max(longest, size.longest), shown + size.shown
        for wrong in wrong_in(name, content):
            sheet = wrong.sheet or Path(name).name
            where = {"sheet": sheet, "row": wrong.row, "column": wrong.column} if wrong.row else {}
            raise InputError(path, wrong.key, **where, error=wrong.error)
    if longest * shown > MOST_TEXT:
        raise _too_large(path, longest * shown)


def _guards(names: list[str]) -> tuple[Callable, Callable]:
    """Return what looks for the size, and for wrong cells, of the parts of a workbook's format."""
    if "content.xml" in names:
        return (lambda name, content: guards.Size()), guards.ods_wrong
    if "xl/workbook.bin" in names:
        return guards.xlsb_size, guards.xlsb_wrong
    return guards.xlsx_size, guards.xlsx_wrong
