"""Pages of another country's book that no chapter makes: its first page and its settings."""

from pathlib import Path
from typing import Annotated

from pytask import Product, PythonNode, task

from strategybook import paths
from strategybook.files import write_text
from strategybook.parameters import Parameters
from strategybook.pipeline import dependencies
from strategybook.pipeline.country_book import contents, first_page
from strategybook.pipeline.nodes import FilesNode, content_hash
from strategybook.pipeline.run import Run

RUN = Run.from_environment()

if not RUN.is_the_book:
    for parameters in RUN.all_parameters():

        @task(id=parameters.language)
        def task_first_page(
            parameters: Parameters = PythonNode(value=parameters, hash=content_hash),
            code: FilesNode = FilesNode("code", dependencies.files_behind(Path(__file__))),
            notebooks: list[Path] = RUN.notebooks,
            silent: list[str] = PythonNode(value=RUN.silent_sources, hash=content_hash),
            page: Annotated[Path, Product] = RUN.book / parameters.language / "index.md",
        ) -> None:
            """The first page of a country's book."""
            write_text(page, first_page(parameters, notebooks, silent))

    def task_config(
        source: Path = paths.ROOT / "_config.yml",
        copy: Annotated[Path, Product] = RUN.root / "_config.yml",
    ) -> None:
        """The settings of the site."""
        write_text(copy, source.read_text(encoding="utf-8"))

    def task_contents(
        source: Path = paths.ROOT / "_toc.yml",
        notebooks: list[Path] = RUN.notebooks,
        code: FilesNode = FilesNode("code", dependencies.files_behind(Path(__file__))),
        copy: Annotated[Path, Product] = RUN.root / "_toc.yml",
    ) -> None:
        """The table of contents, with the pages that a country's book has."""
        write_text(copy, contents(source.read_text(encoding="utf-8"), notebooks))
