"""Run a chapter: one language of its notebook, by papermill, into the book.

A run happens in a temporary folder; only a run that passes the gate is moved into the book, so a
failure leaves the previous output in place. What differs between two equal runs (times, random
ids, versions) is taken out.
"""

import os
import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from traitlets.config import Config

from strategybook import panel
from strategybook.disk import refusal_in
from strategybook.errors import InputError
from strategybook.files import scratch, write_bytes
from strategybook.language import LANGUAGES
from strategybook.parameters import OWN_COUNTRY, Parameters, check
from strategybook.pipeline import environment, gate
from strategybook.pipeline.elsewhere import of_country

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
METADATA = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
INJECTED = "injected-parameters"
# How Jupyter says that a kernel does not start, or does not live on: out of memory, for one.
OF_THE_KERNEL = re.compile(r"Kernel (died|didn't respond)")
LONGEST_SOCKET = 100  # bytes of a socket's path: Linux allows 107, macOS 103


def in_language(notebook: NotebookNode, language: str) -> NotebookNode:
    """Return the notebook without the narrative of other languages, set for the book's kernel."""
    others = set(LANGUAGES) - {language}
    kept = [cell for cell in notebook.cells if not others & set(cell.metadata.get("tags", []))]
    return nbformat.from_dict(notebook | {"cells": kept, "metadata": METADATA})


def prepared(notebook: NotebookNode, parameters: Parameters) -> NotebookNode:
    """Return what of a notebook is run: in one language, and of another country its own part."""
    if parameters.country != OWN_COUNTRY:
        sources = panel.sources_of(parameters.country, parameters.as_of)
        notebook = of_country(notebook, parameters.language, sources)
    return in_language(notebook, parameters.language)


def _assignments(parameters: Parameters) -> str:
    """Return the source of the injected cell, Thai kept as Thai and nothing left to formatters."""
    values = parameters.for_papermill()
    return "\n".join(f"{name} = {value!r}" for name, value in values.items())


def normalised(notebook: NotebookNode, parameters: Parameters) -> NotebookNode:
    """Return an executed notebook without anything that two equal runs may differ in."""
    for cell in notebook.cells:
        tags = list(cell.metadata.get("tags", []))
        if INJECTED in tags:
            cell.id = INJECTED
            cell.source = _assignments(parameters)
        if cell.cell_type == "code":
            # The defaults say nothing once the values of the run stand below them.
            tags.append("remove-cell" if "parameters" in tags else "hide-input")
        cell.metadata = NotebookNode(tags=tags) if tags else NotebookNode()
    notebook.metadata = nbformat.from_dict(METADATA)
    return notebook


def _failure(name: str, language: str, executed: NotebookNode, error: Exception) -> InputError:
    failed = [
        cell.id
        for cell in executed.cells
        if any(output.output_type == "error" for output in cell.get("outputs", []))
    ]
    place = f"notebooks/{name}.ipynb ({language}), cell {failed[0] if failed else '?'!r}"
    return InputError(place, "book.cell", error=error.ename, what=error.evalue)


def connection(folder: Path) -> Config:
    """Return how to talk to a kernel: by sockets in its own folder, wherever there can be such.

    Over TCP a kernel is told a port that was free a moment ago; of kernels that start side by
    side, one can lose that port to another, and dies.
    """
    kernel = {"connection_file": str(folder / "kernel.json")}
    sockets = os.fsencode(folder / "kernel")
    if os.name != "nt" and len(sockets) <= LONGEST_SOCKET:
        kernel |= {"transport": "ipc", "ip": os.fsdecode(sockets)}
    return Config(KernelManager=kernel)


def _run(source: NotebookNode, name: str, parameters: Parameters, folder: Path) -> NotebookNode:
    import papermill

    from strategybook.pipeline.warm_kernels import WarmKernelManager

    environment.fix()
    # The cache of fonts is made here, once, so that no kernel says that it is making it.
    import matplotlib.font_manager  # noqa: F401

    to_run, output = folder / "prepared.ipynb", folder / "output.ipynb"
    nbformat.write(source, to_run)
    try:
        papermill.execute_notebook(
            to_run,
            output,
            parameters=parameters.for_papermill(),
            kernel_name=KERNEL["name"],
            kernel_manager_class=WarmKernelManager,
            config=connection(folder),
            cwd=folder,
            progress_bar=False,
            record_timing=False,
        )
    except papermill.PapermillExecutionError as error:
        executed = nbformat.read(output, as_version=4)
        of_the_disk = refusal_in(error.evalue, f"notebooks/{name}.ipynb")
        raise of_the_disk or _failure(name, parameters.language, executed, error) from None
    except RuntimeError as error:
        if not OF_THE_KERNEL.match(str(error)):
            raise
        raise InputError(f"notebooks/{name}.ipynb", "book.kernel", what=error) from None
    return nbformat.read(output, as_version=4)


def _move_into_place(folder: Path, name: str, content: str, target: Path) -> None:
    """Move figures and data first and the notebook last; drop what the chapter no longer makes."""
    made = {file.name: file for file in sorted((folder / name).glob("*"))}
    for file_name, file in made.items():
        write_bytes(target / name / file_name, file.read_bytes())
    for file in (target / name).glob("*"):
        if file.name not in made:
            file.unlink()
    write_bytes(target / f"{name}.ipynb", content.encode("utf-8"))


def run_chapter(notebook: Path, parameters: Parameters, target: Path) -> None:
    """Run one chapter in one language and put the result into `target`.

    Parameters
    ----------
    notebook
        The chapter's source, stored without outputs.
    parameters
        Checked before a kernel starts.
    target
        The folder of the language's pages: gets `NAME.ipynb` and `NAME/` with figures and data.

    Raises
    ------
    InputError
        For a parameter that is not allowed, a cell that fails (named, with its error), a kernel
        that dies, or an output that the gate refuses; `target` is then as it was.
    """
    check(parameters)
    name = notebook.stem
    source = prepared(nbformat.read(notebook, as_version=4), parameters)
    with scratch() as place:
        folder = Path(place)
        executed = normalised(_run(source, name, parameters, folder), parameters)
        gate.check(executed, f"{name} ({parameters.language})")
        _move_into_place(folder, name, nbformat.writes(executed) + "\n", target)
