"""Kernels that are forks of a process that has imported much: as good as new ones, but sooner."""

import nbformat
import pytest

from strategybook import paths
from strategybook.parameters import Parameters
from strategybook.pipeline import warm_kernels
from strategybook.pipeline.execute import run_chapter

pytestmark = pytest.mark.skipif(
    not warm_kernels._has_forks(), reason="processes cannot be forked on this system"
)


def made(folder):
    return {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("name", ["trends", "trust"])
def test_a_chapter_has_the_bytes_that_a_plain_kernel_gives(name, tmp_path, monkeypatch):
    notebook = paths.NOTEBOOKS / f"{name}.ipynb"
    run_chapter(notebook, Parameters(), tmp_path / "warm")
    monkeypatch.setattr(warm_kernels, "_has_forks", lambda: False)
    run_chapter(notebook, Parameters(), tmp_path / "plain")
    assert made(tmp_path / "warm") == made(tmp_path / "plain") != {}


def test_a_kernel_finds_nothing_of_the_one_before(tmp_path):
    """Neither a variable, nor one of the environment, nor a module that holds what it has read."""
    look = (
        "import os, sys\n"
        "from IPython.display import display\n"
        "found = ['left' in os.environ, 'mark' in dir(sys), 'strategybook.paths' in sys.modules]\n"
        "display({'text/markdown': str(found)}, raw=True)\n"
        "os.environ['left'] = 'yes'\nsys.mark = 1\nimport strategybook.paths"
    )
    cells = [
        nbformat.v4.new_code_cell(
            'country = "THA"\nlanguage = "en"\nas_of = "latest"\npeers = []',
            id="parameters",
            metadata={"tags": ["parameters"]},
        ),
        nbformat.v4.new_code_cell(look, id="look"),
    ]
    file = tmp_path / "look.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), file)
    for run in ("first", "second"):
        run_chapter(file, Parameters(), tmp_path / run)
        executed = nbformat.read(tmp_path / run / "look.ipynb", as_version=4)
        assert executed.cells[-1].outputs[0].data["text/markdown"] == str([False] * 3)
