"""The gate: what may be published.

Jupyter Book renders a notebook with errors or without outputs and says nothing, so every
executed notebook passes here, after its run and again before the site is built.
"""

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from strategybook.errors import InputError

# A code cell with one of these tags shows nothing; every other one must show something.
SILENT_TAGS = {"parameters", "injected-parameters", "setup"}


def _faults_of(cell: NotebookNode, number: int):
    """Yield what is wrong with a code cell that should have been the n-th to run."""
    if cell.execution_count != number:
        yield f"ran as number {cell.execution_count}, not {number}, in order from the top"
    for output in cell.outputs:
        if output.output_type == "error":
            yield f"shows the error {output.ename}: {output.evalue}"
        elif output.output_type == "stream":
            yield f"prints on {output.name}: {output.text.strip().splitlines()[:1]}"
        elif not any("".join(text).strip() for text in output.get("data", {}).values()):
            yield "has an empty output"
    if not cell.outputs and not SILENT_TAGS & set(cell.metadata.get("tags", [])):
        yield "shows nothing"


def faults(notebook: NotebookNode) -> list[str]:
    """Return one sentence for each reason not to publish an executed notebook."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [
        f"cell {cell.id!r} {fault}"
        for number, cell in enumerate(code, start=1)
        for fault in _faults_of(cell, number)
    ]


def check(notebook: NotebookNode, name: str) -> None:
    """Raise InputError with the first fault of an executed notebook, if it has one."""
    found = faults(notebook)
    if found:
        raise InputError(name, "book.chapter", fault=found[0])


def check_folder(folder: Path) -> None:
    """Check every executed notebook of a folder of pages."""
    for file in sorted(folder.glob("*.ipynb")):
        check(nbformat.read(file, as_version=4), f"{folder.parent.name}/{folder.name}/{file.name}")
