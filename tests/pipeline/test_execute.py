"""A chapter's run: what is kept, what is taken out, what a failure leaves."""

import os
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from strategybook.errors import UserError
from strategybook.parameters import Parameters
from strategybook.pipeline import execute, warm_kernels
from strategybook.pipeline.execute import connection, in_language, run_chapter

PARAMETERS = 'country = "THA"\nlanguage = "en"\nas_of = "latest"\npeers = ["SGP"]'
SHOW = "from IPython.display import display\ndisplay({{'text/markdown': {}}}, raw=True)"


def tagged(cell, *tags):
    cell.metadata["tags"] = list(tags)
    return cell


@pytest.fixture
def chapter(tmp_path):
    """Return a function that writes a notebook of the given code cells."""

    def write(*sources):
        cells = [
            tagged(new_markdown_cell("# Hello", id="title-en"), "en"),
            tagged(new_markdown_cell("# สวัสดี", id="title-th"), "th"),
            tagged(new_code_cell(PARAMETERS, id="parameters"), "parameters"),
            *(new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(sources)),
        ]
        file = tmp_path / "chapter.ipynb"
        nbformat.write(new_notebook(cells=cells), file)
        return file

    return write


def test_a_run_keeps_one_language(chapter):
    notebook = nbformat.read(chapter(), as_version=4)
    for language, title in (("en", "# Hello"), ("th", "# สวัสดี")):
        kept = in_language(notebook, language)
        assert [cell.source for cell in kept.cells if cell.cell_type == "markdown"] == [title]


def test_parameters_stand_readable_in_a_cell_with_a_fixed_id(chapter, tmp_path):
    parameters = Parameters(country="VNM", language="th", as_of="2022", peers=("THA", "SGP"))
    run_chapter(chapter(SHOW.format("country + str(peers)")), parameters, tmp_path / "th")
    executed = nbformat.read(tmp_path / "th" / "chapter.ipynb", as_version=4)
    injected = executed.cells[2]
    assert injected.id == "injected-parameters"
    assert injected.source.splitlines() == [
        "country = 'VNM'",
        "language = 'th'",
        "as_of = '2022'",
        "peers = ['THA', 'SGP']",
    ]
    assert executed.cells[3].outputs[0].data["text/markdown"] == "VNM['THA', 'SGP']"


def test_a_failure_names_cell_and_error_and_leaves_the_previous_output(chapter, tmp_path):
    good = chapter("open('figure.svg', 'w').close()\n" + SHOW.format("'good'"))
    run_chapter(good, Parameters(), tmp_path / "en")
    before = (tmp_path / "en/chapter.ipynb").read_bytes()
    bad = chapter(SHOW.format("'good'"), "raise ValueError('no such survey')")
    with pytest.raises(UserError) as failure:
        run_chapter(bad, Parameters(), tmp_path / "en")
    assert "cell 'cell-1'" in str(failure.value)
    assert "ValueError: no such survey" in str(failure.value)
    assert (tmp_path / "en/chapter.ipynb").read_bytes() == before


def test_an_output_that_the_gate_refuses_leaves_the_previous_output(chapter, tmp_path):
    run_chapter(chapter(SHOW.format("'good'")), Parameters(), tmp_path / "en")
    before = (tmp_path / "en/chapter.ipynb").read_bytes()
    with pytest.raises(UserError, match="shows nothing"):
        run_chapter(chapter("1"[:0] or "pass"), Parameters(), tmp_path / "en")
    assert (tmp_path / "en/chapter.ipynb").read_bytes() == before


def test_what_a_chapter_no_longer_makes_is_dropped(chapter, tmp_path):
    stale = tmp_path / "en/chapter/old.svg"
    stale.parent.mkdir(parents=True)
    stale.touch()
    run_chapter(chapter(SHOW.format("'good'")), Parameters(), tmp_path / "en")
    assert not stale.exists()


def test_parameters_are_checked_before_a_kernel_starts(chapter, tmp_path, monkeypatch):
    monkeypatch.setattr(execute, "_run", lambda *_: pytest.fail("a kernel started"))
    with pytest.raises(UserError, match="country"):
        run_chapter(chapter(), Parameters(country="SIAM"), tmp_path / "en")


def test_a_kernel_is_talked_to_without_ports(tmp_path):
    """So that of two kernels that start at once, none takes the other's port and dies."""
    chosen = connection(tmp_path)["KernelManager"]
    assert chosen["transport"] == "ipc"
    assert Path(chosen["ip"]).parent == tmp_path


def test_a_folder_too_deep_for_sockets_is_no_hindrance(chapter, tmp_path, monkeypatch):
    deep = tmp_path.joinpath(*["a-folder-of-twenty-ch"] * 5)
    deep.mkdir(parents=True)
    monkeypatch.setattr("tempfile.tempdir", str(deep))
    run_chapter(chapter(SHOW.format("'good'")), Parameters(), tmp_path / "en")
    assert (tmp_path / "en/chapter.ipynb").exists()


def test_a_kernel_that_dies_in_a_chapter_is_told_in_one_sentence(chapter, tmp_path):
    with pytest.raises(UserError) as failure:
        run_chapter(chapter("import os; os._exit(1)"), Parameters(), tmp_path / "en")
    assert str(failure.value).startswith("notebooks/chapter.ipynb: found a kernel (")
    assert "did not live on: Kernel died, expected one that answers" in str(failure.value)
    assert not (tmp_path / "en").exists()


@pytest.mark.parametrize("forks", [True, False])
def test_a_kernel_that_does_not_start_is_told_in_one_sentence(
    chapter, tmp_path, monkeypatch, forks
):
    monkeypatch.setattr(warm_kernels, "_has_forks", lambda: forks)
    monkeypatch.setattr(warm_kernels, "_run_kernel", os._exit)  # a fork that ends at once
    if not forks:
        monkeypatch.setenv("PYTHONHOME", str(tmp_path))  # where Python finds nothing of its own
    with pytest.raises(UserError, match="did not start or did not live on: Kernel died before"):
        run_chapter(chapter(SHOW.format("'good'")), Parameters(), tmp_path / "en")
    assert not (tmp_path / "en").exists()


def test_another_error_is_not_taken_for_a_dead_kernel(chapter, tmp_path, monkeypatch):
    def fails(*_, **__):
        raise RuntimeError("cannot schedule new futures after shutdown")

    monkeypatch.setattr("papermill.execute_notebook", fails)
    with pytest.raises(RuntimeError, match="cannot schedule"):
        run_chapter(chapter(SHOW.format("'good'")), Parameters(), tmp_path / "en")
