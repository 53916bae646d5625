"""Zips as publishers serve them: the World Bank packs its tables with tables of notes on them."""

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from strategybook.errors import InputError
from strategybook.files import scratch
from strategybook.readers import text
from strategybook.readers.workbook import NO_ARCHIVE, check_sizes

# What a spreadsheet has that is itself a zip.
WORKBOOK_PARTS = {"[content_types].xml", "content.xml", "mimetype"}
TABLES = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".dta"}
# What a Mac adds.
HIDDEN = "__MACOSX"


def _is_table(name: str) -> bool:
    place = PurePosixPath(name)
    is_hidden = place.name.startswith(".") or HIDDEN in place.parts
    return place.suffix.casefold() in TABLES and not is_hidden


def tables_in(path: Path) -> list[str]:
    """Return the names of the tables that a zip packs; none where it is no zip, or a workbook."""
    if not text.start(path).startswith(b"PK"):
        return []
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except NO_ARCHIVE:
        return []  # whoever opens it says so
    parts = {name.casefold() for name in names}
    is_workbook = bool(WORKBOOK_PARTS & parts) or any(name.startswith("xl/") for name in parts)
    return [] if is_workbook else sorted(filter(_is_table, names))


@contextmanager
def table_of(path: Path, is_known: Callable[[Path], bool]) -> Iterator[Path]:
    """Give the one file of a zip that `is_known`, for as long as it is in a `with` statement.

    A file that is no zip is given itself; so is a zip without any table that is known.

    Raises
    ------
    InputError
        Where the zip is damaged, would unpack to far more than any publisher's, or has several.
    """
    names = tables_in(path)
    if not names:
        yield path
        return
    with scratch() as folder:
        known = [table for table in _unpacked(path, names, Path(folder)) if is_known(table)]
        if len(known) > 1:
            raise InputError(path, "file.several", files=", ".join(table.name for table in known))
        yield known[0] if known else path


def _unpacked(path: Path, names: list[str], folder: Path) -> Iterator[Path]:
    """Yield the tables of a zip as files, each in a folder of its own, under their own names."""
    try:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            check_sizes(path, archive)
            for number, name in enumerate(names):
                file = folder / str(number) / PurePosixPath(name).name
                file.parent.mkdir()
                file.write_bytes(archive.read(name))
                yield file
    except NO_ARCHIVE:
        raise InputError(path, "file.damaged") from None
