"""Forecasts: the backtest, what may come, and the chance of each target.

What the task needs is imported when it runs, so that a run with nothing to do takes no time.
"""

from pathlib import Path
from typing import Annotated

from pytask import Product

from strategybook import paths
from strategybook.files import write_text
from strategybook.pipeline import dependencies
from strategybook.pipeline.nodes import FilesNode, FolderNode
from strategybook.pipeline.run import Run

PACKAGE = dependencies.PACKAGE
# Imports inside the task do not show; a reader is found by the name of its source.
CODE = sorted(
    {
        file
        for own in [Path(__file__), *PACKAGE.glob("readers/*.py"), *PACKAGE.glob("forecast/*.py")]
        for file in [*dependencies.files_behind(own), own]
    }
)

if Run.from_environment().is_the_book:

    def task_forecasts(
        raw: Path = FolderNode(paths.RAW),
        issued: Path = FolderNode(paths.ISSUED),
        code: FilesNode = FilesNode("code", CODE),
        lock: Path = paths.ROOT / "requirements.lock",
        backtest: Annotated[Path, Product] = paths.PROCESSED / "backtest.csv",
        coverage: Annotated[Path, Product] = paths.PROCESSED / "coverage.csv",
        forecasts: Annotated[Path, Product] = paths.PROCESSED / "forecasts.csv",
        targets: Annotated[Path, Product] = paths.PROCESSED / "targets.csv",
        reliability: Annotated[Path, Product] = paths.PROCESSED / "reliability.csv",
    ) -> None:
        """The backtest, the coverage, the forecasts, the targets' chances and their reliability."""
        from strategybook.forecast import tables

        made = tables.all_tables(tables.read())
        for file, table in (
            (backtest, made.backtest),
            (coverage, made.coverage),
            (forecasts, made.forecasts),
            (targets, made.targets),
            (reliability, made.reliability),
        ):
            write_text(file, table.to_csv(index=False, lineterminator="\n"))
