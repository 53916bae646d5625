"""The record: issued forecasts beside what has come since."""

from pathlib import Path
from typing import Annotated

from pytask import Product

from strategybook import paths
from strategybook.pipeline import dependencies
from strategybook.pipeline.nodes import FilesNode, FolderNode
from strategybook.pipeline.run import Run

CODE = FilesNode("code", [*dependencies.files_behind(Path(__file__)), Path(__file__)])

if Run.from_environment().is_the_book:

    def task_record(
        raw: Path = FolderNode(paths.RAW),
        issued: Path = FolderNode(paths.ISSUED),
        code: FilesNode = CODE,
        observed: Path = paths.PROCESSED / "observations.csv",
        product: Annotated[Path, Product] = paths.PROCESSED / "record.csv",
    ) -> None:
        """Every forecast and chance ever issued, judged where its figure is held."""
        from strategybook import observations
        from strategybook.files import csv_text, write_text
        from strategybook.forecast import record

        write_text(product, csv_text(record.table(observations.read(observed))))
