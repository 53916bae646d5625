"""The site: what is in the book, rendered by Jupyter Book, in every language."""

from pathlib import Path
from typing import Annotated

from pytask import Product

from strategybook import datapackage, paths
from strategybook.language import LANGUAGES
from strategybook.pipeline import dependencies
from strategybook.pipeline.nodes import FilesNode, FolderNode
from strategybook.pipeline.run import Run

RUN = Run.from_environment()
EXTENSION = dependencies.PACKAGE / "sphinx_extension"
CHAPTERS = [RUN.page(notebook, language) for notebook in RUN.notebooks for language in LANGUAGES]
FIGURES = [FolderNode(page.with_suffix("")) for page in CHAPTERS]
PROSE = sorted(
    {file for language in LANGUAGES for file in (RUN.book / language).glob("*.md")}
    | {RUN.book / language / "index.md" for language in LANGUAGES}
)
# What the pages offer to download.
TABLES = [datapackage.DATA / name for name in datapackage.tables() if name.startswith("processed")]
TABLES += [datapackage.FILE]


def task_site(
    chapters: list[Path] = CHAPTERS,
    figures: list[Path] = FIGURES,
    prose: list[Path] = PROSE,
    tables: list[Path] = TABLES if RUN.is_the_book else [],
    extension: Path = FolderNode(EXTENSION, "**/*.*[!c]"),
    config: Path = RUN.root / "_config.yml",
    contents: Path = RUN.root / "_toc.yml",
    references: Path = paths.ROOT / "book" / "references.bib",
    code: FilesNode = FilesNode("code", dependencies.files_behind(Path(__file__))),
    lock: Path = paths.ROOT / "requirements.lock",
    html: Annotated[Path, Product] = FolderNode(RUN.html),
) -> None:
    """The site in English and Thai."""
    from strategybook.pipeline.build import render

    render(RUN)
