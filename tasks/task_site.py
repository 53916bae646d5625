"""The site: what is in the book, rendered by Jupyter Book, in every language."""

from pathlib import Path
from typing import Annotated

from pytask import Product

from strategybook import dependencies, gate, paths, site
from strategybook.language import LANGUAGES
from strategybook.nodes import FolderNode
from strategybook.run import Run

RUN = Run.from_environment()
EXTENSION = dependencies.PACKAGE / "sphinx_extension"


def task_site(
    pages: Path = FolderNode(RUN.book),
    extension: Path = FolderNode(EXTENSION, "**/*.*[!c]"),
    config: Path = paths.ROOT / "_config.yml",
    contents: Path = paths.ROOT / "_toc.yml",
    code: list[Path] = dependencies.files_behind(Path(__file__)),
    lock: Path = paths.ROOT / "requirements.lock",
    html: Annotated[Path, Product] = FolderNode(RUN.html),
) -> None:
    """The site in English and Thai."""
    for language in LANGUAGES:
        gate.check_folder(pages / language)
    site.build(RUN.root, html)
