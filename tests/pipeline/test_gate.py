"""The gate refuses what Jupyter Book would render without a word."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from strategybook import paths
from strategybook.errors import UserError
from strategybook.language import LANGUAGES
from strategybook.pipeline import gate


def shown(text="55"):
    return new_output("display_data", data={"text/markdown": text})


def notebook(*cells):
    return new_notebook(
        cells=[
            new_code_cell(
                f"show({number})", id=f"cell-{number}", execution_count=count, outputs=outputs
            )
            for number, (count, outputs) in enumerate(cells, start=1)
        ]
    )


def test_a_clean_run_passes():
    assert gate.faults(notebook((1, [shown()]), (2, [shown()]))) == []


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ([(1, [new_output("error", ename="KeyError", evalue="'egdi'", traceback=[])])], "KeyError"),
        ([(1, [shown("")])], "empty output"),
        ([(1, [])], "shows nothing"),
        ([(None, [shown()])], "ran as number None"),
        ([(2, [shown()]), (1, [shown()])], "in order"),
        ([(1, [new_output("stream", name="stderr", text="Warning: x")])], "prints on stderr"),
    ],
)
def test_a_fault_is_named_with_its_cell(cells, fault):
    with pytest.raises(UserError) as refusal:
        gate.check(notebook(*cells), "chapter")
    assert "cell 'cell-1'" in str(refusal.value)
    assert fault in str(refusal.value)


def test_what_is_committed_passes():
    for language in LANGUAGES:
        assert list((paths.BOOK / language).glob("*.ipynb"))
        gate.check_folder(paths.BOOK / language)


def test_committed_chapters_hold_nothing_of_a_machine_or_a_moment():
    for file in paths.BOOK.glob("*/*.ipynb"):
        text = file.read_text(encoding="utf-8")
        for trace in (
            "papermill",
            "iopub",
            "ipykernel",
            "/home/",
            "/tmp/",
            "object at 0x",
            "C:\\\\",
        ):
            assert trace not in text, (file, trace)
        cells = nbformat.reads(text, as_version=4).cells
        assert len({cell.id for cell in cells}) == len(cells)
