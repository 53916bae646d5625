"""The table of errors: complete in both languages, and one with the code and with the page."""

import ast
import string

import nbformat
import pytest

from strategybook import errors, paths
from strategybook.chapters import troubleshooting
from strategybook.errors import InputError
from strategybook.language import LANGUAGES
from strategybook.show.exhibits import Chapter

KINDS = errors.kinds()
PACKAGE = paths.ROOT / "src/strategybook"
PARTS = ("found", "expected", "cure")


def places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def texts_in_code():
    """Return every text in the package's code."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in PACKAGE.rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    return {node.value for node in nodes if isinstance(node, ast.Constant)}


@pytest.mark.parametrize("key", KINDS)
def test_a_kind_is_told_in_both_languages_with_the_same_facts(key):
    row = KINDS[key]
    for part in PARTS:
        english, thai = (row[f"{part}_{language}"] for language in LANGUAGES)
        assert english
        assert thai
        assert places(thai) <= places(english)
        assert not english.endswith((".", ";"))
    thai = " ".join(row[f"{part}_th"] for part in PARTS)
    assert any("\u0e00" <= letter <= "\u0e7f" for letter in thai)


def test_every_kind_is_told_by_the_code():
    assert set(KINDS) - texts_in_code() == set()


def test_keys_are_in_order_and_each_once():
    lines = (PACKAGE / "errors.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(lines) == len(KINDS)
    assert list(KINDS) == sorted(KINDS)


def test_the_page_shows_every_kind_once():
    notebook = nbformat.read(paths.NOTEBOOKS / "troubleshooting.ipynb", as_version=4)
    cells = [cell.id.removeprefix("show-") for cell in notebook.cells if cell.id[:5] == "show-"]
    shown = [key for group in cells for key in troubleshooting.of_group(group)["key"]]
    assert sorted(shown) == sorted(KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_of_the_page_tells_message_and_cure(language):
    chapter = Chapter("troubleshooting", "THA", language, "latest", [])
    table = troubleshooting.table(chapter, troubleshooting.of_group("year"))
    row = next(row for row in table.rows if "Buddhist" in row[0])
    assert row[0] == (
        "found the Buddhist year … beside the Christian year …, expected years of one era"
    )
    assert row[-1] == {
        "en": "write all years of the file in one era",
        "th": "ปรับปีทั้งไฟล์ให้เป็นศักราชเดียวกัน",
    }.get(language)
    assert len(row) == len(table.header)


def test_a_sentence_names_place_fault_and_cure():
    place = {"sheet": "S", "row": 3, "column": "D"}
    told = str(InputError("a.csv", "year.unknown", **place, value="soon", known="a year"))
    assert told.startswith(
        "a.csv, sheet S, row 3, column D: found the year 'soon', expected a year;"
    )
    assert told.endswith("download the file again from its publisher.")


def test_a_sentence_is_one_short_line_whatever_the_file_holds():
    told = str(InputError("a.csv", "layout.columns", columns="x\ny\x1b[2J" * 5000, missing="z"))
    assert len(told) < 2000
    assert told.isprintable()


@pytest.fixture
def speaking(monkeypatch):
    """Let a person's machine say its language; return that of messages."""

    def speak(**said):
        for name in errors.ASKED:
            monkeypatch.setenv(name, said.get(name, ""))
        errors.speak_as_the_machine()
        return errors.language()

    return speak


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ({}, "en"),
        ({"LANG": "th_TH.UTF-8"}, "th"),
        ({"LANG": "th_TH.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", errors.SPOKEN: "th"}, "th"),
    ],
)
def test_messages_are_in_the_language_of_the_machine_where_it_is_one_of_the_books(
    speaking, said, language
):
    assert speaking(**said) == language


def test_a_message_in_thai_says_the_same_and_leaves_names_as_they_are(speaking):
    speaking(LANG="th_TH.UTF-8")
    place = {"sheet": "ก1", "row": 3, "column": "D"}
    told = str(InputError("ข้อมูลUN.csv", "year.unknown", **place, value="soon", known="2024"))
    assert told == (
        "ข้อมูลUN.csv, แผ่นงาน ก1, แถว 3, คอลัมน์ D: ปี 'soon' ที่ถูกต้องคือ 2024 "
        "แก้ไขเซลล์นั้น หรือดาวน์โหลดไฟล์จากผู้จัดทำดัชนีใหม่"
    )


@pytest.mark.parametrize("key", KINDS)
def test_every_kind_can_be_told_in_thai(speaking, key):
    facts = dict.fromkeys(places(" ".join(KINDS[key].values())), "x")
    speaking(LANG="th_TH.UTF-8")
    told = str(InputError("a.csv", key, **facts))
    assert told.startswith("a.csv: ")
    assert " ที่ถูกต้องคือ " in told
