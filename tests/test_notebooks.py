"""Notebooks as sources: for reading, in two languages, without outputs."""

import re

import nbformat
import pytest

from strategybook import paths
from strategybook.language import LANGUAGES
from strategybook.parameters import Parameters

NOTEBOOKS = sorted(paths.NOTEBOOKS.glob("*.ipynb"))
LABEL = re.compile(r"^\(([a-z0-9-]+)\)=$", re.MULTILINE)
HEADING = re.compile(r"^#+ ", re.MULTILINE)
# Figures that no country, edition or year changes: official names and numbers, the levels of the
# intervals and of a test, Edelman's scale, and how many years a change compares.
FIXED = re.compile(
    r"โควิด-19|COVID-19|ยุทธศาสตร์ที่ \d|\(พ\.ศ\. 2564 - 2565\)|ร้อยละ (50|80|95)(?!\d)|\b(50|80|95) %"
    r"|คะแนน 6 ถึง 9 จากมาตรวัด 9 ระดับ|ระหว่าง 2 ปี|ระดับนัยสำคัญ 0\.10"
)


@pytest.fixture(params=NOTEBOOKS, ids=lambda file: file.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def narrative(notebook, language):
    return [cell for cell in notebook.cells if language in cell.metadata.get("tags", [])]


def test_there_are_notebooks():
    assert NOTEBOOKS


def test_no_outputs_are_stored(notebook):
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)


def test_narrative_comes_in_pairs(notebook):
    markdown = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    assert [cell.metadata["tags"] for cell in markdown] == [["en"], ["th"]] * (len(markdown) // 2)
    for english, thai in zip(narrative(notebook, "en"), narrative(notebook, "th"), strict=True):
        assert english.id.removesuffix("-en") == thai.id.removesuffix("-th")
        assert LABEL.findall(english.source) == LABEL.findall(thai.source)


def test_every_heading_has_a_label(notebook):
    for language in LANGUAGES:
        for cell in narrative(notebook, language):
            assert len(HEADING.findall(cell.source)) == len(LABEL.findall(cell.source))


def test_narrative_holds_no_figure(notebook):
    """Another country, edition or year would make it false; what is fixed may stand there."""
    for language in LANGUAGES:
        for cell in narrative(notebook, language):
            source = FIXED.sub("", cell.source)
            assert not re.search(r"[0-9๐-๙]", source), cell.id


def test_narrative_holds_no_word_of_direction_about_data(notebook):
    words = r"\b(rose|fell|risen|fallen|increased|decreased|dropped|improved|worsened|doubled)\b"
    for cell in narrative(notebook, "en"):
        assert not re.search(words, cell.source), cell.id
    for cell in narrative(notebook, "th"):
        assert not re.search("เพิ่มขึ้น|ลดลง|ดีขึ้นเป็น|แย่ลง", cell.source), cell.id


def test_parameters_are_the_books_with_their_defaults_and_a_comment_each(notebook):
    cells = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    assert len(cells) == 1
    values = {}
    exec(cells[0].source, values)
    defaults = Parameters().for_papermill()
    assert {name: values[name] for name in defaults} == defaults
    lines = cells[0].source.splitlines()
    assert len(lines) == len(defaults)
    assert all(re.search(r"  # \w", line) for line in lines)


def test_cells_have_human_names_and_are_short(notebook):
    for cell in notebook.cells:
        assert re.fullmatch(r"[a-z][a-z0-9-]*", cell.id), cell.id
        assert not re.fullmatch(r"[0-9a-f]{8}", cell.id), cell.id
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= 16, cell.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_work_on_method_is_cited_and_every_cited_work_is_listed(language):
    bib = (paths.ROOT / "book/references.bib").read_text(encoding="utf-8")
    listed = re.findall(r"^@\w+\{([a-z-]+),$", bib, re.MULTILINE)
    books = [nbformat.read(file, as_version=4) for file in NOTEBOOKS]
    text = "\n".join(cell.source for book in books for cell in narrative(book, language))
    assert sorted(set(re.findall(r"\{cite:t\}`([a-z-]+)`", text))) == sorted(listed)
