"""Chapters: each notebook in each language, run by papermill into the book."""

from pathlib import Path
from typing import Annotated

from pytask import Product, PythonNode, task

from strategybook import dependencies, paths
from strategybook.nodes import FolderNode, content_hash
from strategybook.parameters import Parameters
from strategybook.run import Run

RUN = Run.from_environment()
# What a chapter may read: it never looks into the publishers' figures.
PROCESSED = [paths.PROCESSED / name for name in (RUN.processed, "printed_check.csv")]
REGISTERS = sorted(paths.RAW.glob("*.csv")) + sorted((paths.RAW / "strategy").glob("*.csv"))
RUNNER = dependencies.files_behind(Path(__file__))

for notebook in RUN.notebooks:
    for parameters in RUN.all_parameters():
        page = RUN.page(notebook, parameters.language)

        @task(id=f"{notebook.stem}-{parameters.language}")
        def task_chapter(
            parameters: Parameters = PythonNode(value=parameters, hash=content_hash),
            notebook: Path = notebook,
            reads: list[Path] = PROCESSED + REGISTERS,
            code: list[Path] = sorted({*RUNNER, *dependencies.files_behind(notebook)}),
            lock: Path = paths.ROOT / "requirements.lock",
            page: Annotated[Path, Product] = page,
            figures: Annotated[Path, Product] = FolderNode(page.with_suffix("")),
        ) -> None:
            """One chapter in one language."""
            from strategybook.execute import run_chapter

            run_chapter(notebook, parameters, page.parent)
