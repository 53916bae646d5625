"""Chapters: each notebook in each language, run by papermill into the book."""

from pathlib import Path
from typing import Annotated

from pytask import Product, PythonNode, task

from strategybook import paths
from strategybook.parameters import Parameters
from strategybook.pipeline import dependencies
from strategybook.pipeline.nodes import FilesNode, FolderNode, content_hash
from strategybook.pipeline.run import Run

RUN = Run.from_environment()
# A chapter of the book never looks into the publishers' figures: it reads tables and registers. One
# of another country's book reads the panel, which is made from the figures when it is asked for.
FIGURES = [] if RUN.is_the_book else [FolderNode(paths.RAW)]
READERS = [] if RUN.is_the_book else dependencies.files_behind_data(Path(__file__))
REGISTERS = sorted(paths.RAW.glob("*.csv")) + sorted((paths.RAW / "strategy").glob("*.csv"))
ISSUED = sorted(paths.ISSUED.glob("*.csv"))
RUNNER = dependencies.files_behind(Path(__file__))


def code_of(notebook: Path) -> list[Path]:
    """Return the code that runs a chapter and that it calls."""
    return sorted({*RUNNER, *READERS, *dependencies.files_behind(notebook)})


def tables_of(notebook: Path) -> list[Path]:
    """Return the tables that a chapter may read."""
    return sorted(dependencies.tables_named([notebook, *code_of(notebook)]))


def registers_of(notebook: Path) -> list[Path]:
    """Return the registers and issued forecasts that a chapter may read."""
    is_reader = dependencies.PACKAGE / "forecast" / "issued.py" in code_of(notebook)
    return REGISTERS + (ISSUED if is_reader else [])


for notebook in RUN.notebooks:
    for parameters in RUN.all_parameters():
        page = RUN.page(notebook, parameters.language)

        @task(id=f"{notebook.stem}-{parameters.language}")
        def task_chapter(
            parameters: Parameters = PythonNode(value=parameters, hash=content_hash),
            notebook: Path = notebook,
            tables: list[Path] = tables_of(notebook),
            registers: FilesNode = FilesNode("registers", registers_of(notebook)),
            panel: list[Path] = FIGURES,
            code: FilesNode = FilesNode("code", code_of(notebook)),
            lock: Path = paths.ROOT / "requirements.lock",
            page: Annotated[Path, Product] = page,
            figures: Annotated[Path, Product] = FolderNode(page.with_suffix("")),
        ) -> None:
            """One chapter in one language."""
            from strategybook.pipeline.execute import run_chapter

            run_chapter(notebook, parameters, page.parent)
