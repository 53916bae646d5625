"""Opening of workbooks: what is not a workbook, or would take all memory, is refused in words."""

import zipfile

import openpyxl
import pytest

from strategybook.errors import InputError
from strategybook.readers.guards import column_letters
from strategybook.readers.workbook import open_workbook


def saved(folder, cells):
    """Write a workbook with some cells and return its file."""
    workbook = openpyxl.Workbook()
    for place, value in cells.items():
        workbook.active[place] = value
    file = folder / "book.xlsx"
    workbook.save(file)
    return file


def packed(folder, members):
    file = folder / "packed.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


def test_rows_keep_their_numbers(tmp_path):
    workbook = open_workbook(saved(tmp_path, {"B3": 1.5, "C3": "text"}))
    assert workbook.rows("Sheet") == [["", "", ""], ["", "", ""], ["", 1.5, "text"]]


def test_not_available_is_empty_as_an_error_and_itself_as_text(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.append([1, "#N/A", "#N/A", 2])
    workbook.active["B1"].data_type = "e"
    workbook.active["C1"].data_type = "s"
    workbook.save(tmp_path / "book.xlsx")
    workbook = open_workbook(tmp_path / "book.xlsx")
    assert workbook.rows("Sheet") == [[1.0, "", "#N/A", 2.0]]


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#VALUE!", "#NAME?"])
def test_a_broken_formula_is_named_and_not_taken_for_missing(tmp_path, error):
    with pytest.raises(InputError) as mistake:
        open_workbook(saved(tmp_path, {"A1": "#N/A", "C2": error}))
    assert str(mistake.value).startswith(
        f"book.xlsx, sheet sheet1.xml, row 2, column C: found the error {error}, expected a number"
    )


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "an empty file"),
        (b"Country,Year\r\n", "a file that is cut short, damaged or no workbook"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "a workbook in an unusual form"),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "a workbook with a password",
        ),
    ],
)
def test_what_is_no_workbook_is_named(tmp_path, content, found):
    file = tmp_path / "book.xlsx"
    file.write_bytes(content)
    with pytest.raises(InputError, match=rf"^book\.xlsx: found {found}"):
        open_workbook(file)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"^none\.xlsx: found no such file"):
        open_workbook(tmp_path / "none.xlsx")


def test_a_cut_or_damaged_workbook_is_refused(tmp_path):
    file = saved(tmp_path, {f"A{row}": row / 7 for row in range(1, 500)})
    whole = file.read_bytes()
    half = len(whole) // 2
    for content in (whole[:half], whole[:half] + bytes(50) + whole[half + 50 :]):
        file.write_bytes(content)
        with pytest.raises(InputError, match="cut short, damaged or no workbook"):
            open_workbook(file)


def test_another_archive_is_refused(tmp_path):
    with pytest.raises(InputError, match="found a file that cannot be read"):
        open_workbook(packed(tmp_path, {"readme.txt": "no workbook"}))


def test_an_archive_that_unpacks_to_far_more_is_refused(tmp_path):
    file = packed(tmp_path, {"xl/worksheets/sheet1.xml": bytes(60_000_000)})
    with pytest.raises(InputError, match="found a workbook that unpacks to 60 MB"):
        open_workbook(file)


@pytest.mark.parametrize("place", ["XFD1048576", "A100000", "AAA1"])
def test_a_stray_cell_far_away_is_refused(tmp_path, place):
    with pytest.raises(InputError, match="found a filled cell beyond column ZZ or row 99999"):
        open_workbook(saved(tmp_path, {"A1": 1, place: 2}))


def test_a_sheet_that_is_no_sheet_is_named(tmp_path):
    workbook = open_workbook(saved(tmp_path, {"A1": 1}))
    with pytest.raises(InputError, match=r"^book\.xlsx, sheet Data: found a sheet that cannot"):
        workbook.rows("Data")


@pytest.mark.parametrize(
    ("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (145, "EP"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_named_as_a_spreadsheet_does(place, letters):
    assert column_letters(place) == letters
