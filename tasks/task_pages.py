"""Pages of another country's book that no chapter makes: its first page and its settings."""

from pathlib import Path
from typing import Annotated

from pytask import Product, PythonNode, task

from strategybook import dependencies, paths
from strategybook.country_book import first_page
from strategybook.files import write_text
from strategybook.nodes import content_hash
from strategybook.parameters import Parameters
from strategybook.run import Run

RUN = Run.from_environment()

if not RUN.is_the_book:
    for parameters in RUN.all_parameters():

        @task(id=parameters.language)
        def task_first_page(
            parameters: Parameters = PythonNode(value=parameters, hash=content_hash),
            code: list[Path] = dependencies.files_behind(Path(__file__)),
            page: Annotated[Path, Product] = RUN.book / parameters.language / "index.md",
        ) -> None:
            """The first page of a country's book."""
            write_text(page, first_page(parameters))

    for name in ("_config.yml", "_toc.yml"):

        @task(id=name)
        def task_settings(
            source: Path = paths.ROOT / name,
            copy: Annotated[Path, Product] = RUN.root / name,
        ) -> None:
            """The settings of the site."""
            write_text(copy, source.read_text(encoding="utf-8"))
