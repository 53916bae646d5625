"""Data: from the figures in data/raw to the tidy tables in data/processed.

What a task needs is imported when it runs, so that a run with nothing to do takes no time.
"""

from pathlib import Path
from typing import Annotated

from pytask import Product

from strategybook import datapackage, paths
from strategybook.pipeline import dependencies
from strategybook.pipeline.nodes import FilesNode, FolderNode
from strategybook.pipeline.run import Run

RAW = FolderNode(paths.RAW)
TABLES = [datapackage.DATA / name for name in datapackage.tables()]
CODE = FilesNode("code", dependencies.files_behind_data(Path(__file__)))

if Run.from_environment().is_the_book:

    def task_observations(
        raw: Path = RAW,
        code: FilesNode = CODE,
        product: Annotated[Path, Product] = paths.PROCESSED / "observations.csv",
    ) -> None:
        """Observations of the book's own countries, every edition held."""
        from strategybook import observations

        observations.write(observations.of_the_book(observations.collect()), product)

    def task_printed_check(
        raw: Path = RAW,
        code: FilesNode = CODE,
        product: Annotated[Path, Product] = paths.PROCESSED / "printed_check.csv",
    ) -> None:
        """Printed values against recomputed ones."""
        from strategybook import observations, printed_check
        from strategybook.files import csv_text, write_text

        checks = printed_check.check(observations.collect())
        write_text(product, csv_text(checks))

    def task_rank_changes(
        raw: Path = RAW,
        code: FilesNode = CODE,
        product: Annotated[Path, Product] = paths.PROCESSED / "rank_changes.csv",
    ) -> None:
        """Why ranks moved: of the book's own countries."""
        from strategybook import observations, rank_changes

        rank_changes.write(rank_changes.of_the_book(observations.collect()), product)

    def task_datapackage(
        tables: list[Path] = TABLES,
        code: FilesNode = CODE,
        product: Annotated[Path, Product] = datapackage.FILE,
    ) -> None:
        """The description of the tables for programs."""
        from strategybook.files import write_text

        write_text(product, datapackage.text())
