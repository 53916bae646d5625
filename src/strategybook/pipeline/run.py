"""What one run of the pipeline makes: the book itself, or the index chapters of a country.

The command line hands a run to the tasks through the environment, since pytask collects tasks
from modules; `Run.from_environment` reads it back.
"""

import functools
import itertools
import json
import os
from dataclasses import dataclass
from pathlib import Path

from strategybook import panel, paths, peers
from strategybook.language import LANGUAGES
from strategybook.parameters import OWN_COUNTRY, Parameters

_COUNTRY, _AS_OF, _PEERS = (f"STRATEGYBOOK_{name}" for name in ("COUNTRY", "AS_OF", "PEERS"))


@dataclass(frozen=True)
class Run:
    """A run: its country, editions and peers, and from these where its outputs go."""

    country: str = OWN_COUNTRY
    as_of: str = "latest"
    peers: tuple[str, ...] = ()  # those that fit the country

    @classmethod
    def from_environment(cls) -> "Run":
        """Return the run that `to_environment` described; the book itself where nothing did."""
        named = os.environ.get(_PEERS, "")
        return cls(
            os.environ.get(_COUNTRY, OWN_COUNTRY),
            os.environ.get(_AS_OF, "latest"),
            tuple(named.split(",")) if named else (),
        )

    def to_environment(self) -> None:
        """Describe the run to the tasks, also in worker processes."""
        os.environ.update(
            {_COUNTRY: self.country, _AS_OF: self.as_of, _PEERS: ",".join(self.peers)}
        )

    @property
    def is_the_book(self) -> bool:
        """Whether this is the book itself, whose outputs are committed."""
        return self == Run()

    @property
    def root(self) -> Path:
        """Where `book/`, `_config.yml` and `_toc.yml` of the run lie."""
        if self.is_the_book:
            return paths.ROOT
        editions = "" if self.as_of == "latest" else f"-{self.as_of}"
        return paths.BUILD / "countries" / f"{self.country}{editions}"

    @property
    def shown_root(self) -> str:
        """Where it lies, as a person is told it."""
        return paths.shown(self.root)

    @property
    def book(self) -> Path:
        """The folder of the pages, with one folder a language."""
        return self.root / "book"

    @property
    def html(self) -> Path:
        """The folder of the site."""
        return (paths.BUILD if self.is_the_book else self.root) / "html"

    @property
    def compared(self) -> tuple[str, ...]:
        """The countries to compare with: those that were named, or those that fit."""
        return self.peers or peers.fitting(self.country)

    def parameters(self, language: str) -> Parameters:
        """Return the parameters of a chapter in one language."""
        return Parameters(self.country, language, self.as_of, self.compared)

    def all_parameters(self) -> list[Parameters]:
        """Return the parameters of a chapter in every language."""
        return [self.parameters(language) for language in LANGUAGES]

    @property
    def notebooks(self) -> list[Path]:
        """The chapters that the run makes: of another country those that can be about it.

        A chapter on indices that have no figures of the country is left out.
        """
        every = sorted(paths.NOTEBOOKS.glob("*.ipynb"))
        if self.is_the_book:
            return every
        return [file for file in every if self._is_about(_metadata(file))]

    def _is_about(self, chapter: dict) -> bool:
        """Tell whether a chapter can be about the country, and has figures of it."""
        needs = chapter.get("sources", [])
        if not chapter.get("country", True):
            return False
        return self.country == OWN_COUNTRY or not needs or bool({*needs} & {*self.sources})

    @functools.cached_property
    def sources(self) -> list[str]:
        """The sources that have figures of the country, in the editions that may be seen."""
        return panel.sources_of(self.country, self.as_of)

    @property
    def silent_sources(self) -> list[str]:
        """The sources of chapters on indices that have no figures of the country."""
        every = [_metadata(file).get("sources", []) for file in paths.NOTEBOOKS.glob("*.ipynb")]
        return sorted(set(itertools.chain(*every)) - {*self.sources})

    def page(self, notebook: Path, language: str) -> Path:
        """Return the executed copy of a chapter; its figures and data lie beside it."""
        return self.book / language / notebook.name


def _metadata(notebook: Path) -> dict:
    """Return what a chapter says of itself: `country` (false where it is Thailand's alone),
    `sources` (some of which it needs) and `of_the_strategy` (see `pipeline.elsewhere`).
    """
    metadata = json.loads(notebook.read_text(encoding="utf-8"))["metadata"]
    return metadata.get("strategybook", {})
