"""Data: from the figures in data/raw to the tidy tables in data/processed."""

from pathlib import Path
from typing import Annotated

from pytask import Product

from strategybook import dependencies, observations, paths, printed_check
from strategybook.files import write_text
from strategybook.nodes import FolderNode
from strategybook.run import Run

RAW = FolderNode(paths.RAW)
CODE = [*dependencies.files_behind(Path(__file__)), *sorted(dependencies.PACKAGE.glob("readers/*.py"))]

if Run.from_environment().is_the_book:

    def task_observations(
        raw: Path = RAW,
        code: list[Path] = CODE,
        product: Annotated[Path, Product] = paths.PROCESSED / "observations.csv",
    ) -> None:
        """Observations of the book's own countries, every edition held."""
        observations.write(observations.of_the_book(observations.collect()), product)

    def task_printed_check(
        raw: Path = RAW,
        code: list[Path] = CODE,
        product: Annotated[Path, Product] = paths.PROCESSED / "printed_check.csv",
    ) -> None:
        """Printed values against recomputed ones."""
        checks = printed_check.check(observations.collect())
        write_text(product, checks.to_csv(index=False, lineterminator="\n"))

else:

    def task_panel(
        raw: Path = RAW,
        code: list[Path] = CODE,
        product: Annotated[Path, Product] = paths.PROCESSED / "panel.csv",
    ) -> None:
        """Observations of all countries."""
        observations.write(observations.collect(), product)
