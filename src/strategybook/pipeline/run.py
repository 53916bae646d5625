"""What one run of the pipeline makes: the book itself, or the index chapters of a country.

The command line hands a run to the tasks through the environment, since pytask collects tasks
from modules; `Run.from_environment` reads it back.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from strategybook import paths
from strategybook.language import LANGUAGES
from strategybook.parameters import ASEAN_PEERS, OWN_COUNTRY, Parameters, with_peers

_COUNTRY, _AS_OF, _PEERS = (f"STRATEGYBOOK_{name}" for name in ("COUNTRY", "AS_OF", "PEERS"))


@dataclass(frozen=True)
class Run:
    """A run: its country, editions and peers, and from these where its outputs go."""

    country: str = OWN_COUNTRY
    as_of: str = "latest"
    peers: tuple[str, ...] = ASEAN_PEERS

    @classmethod
    def from_environment(cls) -> "Run":
        """Return the run that `to_environment` described; the book itself where nothing did."""
        peers = os.environ.get(_PEERS, "")
        return cls(
            os.environ.get(_COUNTRY, OWN_COUNTRY),
            os.environ.get(_AS_OF, "latest"),
            tuple(peers.split(",")) if peers else ASEAN_PEERS,
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
    def book(self) -> Path:
        """The folder of the pages, with one folder a language."""
        return self.root / "book"

    @property
    def html(self) -> Path:
        """The folder of the site."""
        return (paths.BUILD if self.is_the_book else self.root) / "html"

    @property
    def processed(self) -> list[str]:
        """The names of the tables in `data/processed` that the chapters of the run read."""
        if self.is_the_book:
            return ["observations.csv", "rank_changes.csv"]
        return ["panel.csv", "panel_rank_changes.csv"]

    def parameters(self, language: str) -> Parameters:
        """Return the parameters of a chapter in one language."""
        return Parameters(self.country, language, self.as_of, with_peers(self.country, self.peers))

    def all_parameters(self) -> list[Parameters]:
        """Return the parameters of a chapter in every language."""
        return [self.parameters(language) for language in LANGUAGES]

    @property
    def notebooks(self) -> list[Path]:
        """The chapters that the run makes: of another country those that can be about it."""
        every = sorted(paths.NOTEBOOKS.glob("*.ipynb"))
        return [file for file in every if self.is_the_book or _is_for_countries(file)]

    def page(self, notebook: Path, language: str) -> Path:
        """Return the executed copy of a chapter; its figures and data lie beside it."""
        return self.book / language / notebook.name


def _is_for_countries(notebook: Path) -> bool:
    """Tell whether a chapter can be about any country, unless its own metadata denies it."""
    metadata = json.loads(notebook.read_text(encoding="utf-8"))["metadata"]
    return metadata.get("strategybook", {}).get("country", True)
