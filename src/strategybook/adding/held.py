"""What data/raw holds: the register of editions, and the figures of each.

An edition is one file of figures, `data/raw/SOURCE/EDITION.csv`, and one row of
`data/raw/editions.csv`.
"""

import io
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from strategybook import commit, editions, paths
from strategybook.adding import registers, versions
from strategybook.adding.registers import BETWEEN, Row
from strategybook.errors import InputError
from strategybook.files import sha256

KEYS = ["entity", "year"]


@dataclass(frozen=True)
class Edition:
    """An edition as data/raw holds it, or shall hold it.

    Attributes
    ----------
    source, name
        Key of `data/raw/sources.csv`, and the edition's name, such as 2024.
    published_on
        As exactly as known: `2022-09-28` or `2012`.
    files
        The names of the publisher's files that it was read from, by their SHA-256.
    figures
        Of publishers' files as in `Publication.figures`; of a hand-entered file its rows.
    extent
        Of a source that re-states all years `whole` or `partial`, see `extent`; else "".
    intact
        Whether the file of figures is the one that the register speaks of.
    is_known
        Whether `figures` are those that the register speaks of. Where the file was changed since
        then, they are if git has them.
    """

    source: str
    name: str
    published_on: str
    files: dict[str, str]
    figures: pd.DataFrame
    extent: str = ""
    intact: bool = True
    is_known: bool = True

    @property
    def key(self) -> tuple[str, str]:
        """Source and name."""
        return self.source, self.name

    @cached_property
    def text(self) -> str:
        """The file of figures."""
        return self.figures.to_csv(index=False, lineterminator="\n")

    @property
    def is_entered(self) -> bool:
        """Whether people wrote it by hand, a row a figure with its own origin."""
        return "indicator" in self.figures

    @cached_property
    def table(self) -> pd.DataFrame:
        """The chosen figures, as in `Publication.figures`."""
        if not self.is_entered:
            return self.figures
        chosen = self.figures[self.figures["chosen"] == "yes"]
        series = chosen["indicator"] + "." + chosen["measure"]
        named = chosen.assign(series=series, year=chosen["year"].astype(int))
        # Of a file that is edited by hand, the second of two chosen rows is its reader's to refuse.
        once = named.drop_duplicates([*KEYS, "series"])
        wide = once.pivot(index=KEYS, columns="series", values="value")
        return wide.fillna("").reset_index().rename_axis(columns=None)

    @property
    def file(self) -> str:
        """The name of the file of figures, relative to data/raw."""
        return f"{self.source}/{self.name}.csv"

    @property
    def row(self) -> Row:
        """The edition's row of the register."""
        files = sorted((name, digest) for digest, name in self.files.items())
        return {
            "source": self.source,
            "edition": self.name,
            "published_on": self.published_on,
            "came_from": BETWEEN.join(name for name, _ in files),
            "publisher_sha256": BETWEEN.join(digest for _, digest in files),
            "figures": self.file,
            "figures_sha256": sha256(self.text.encode()),
            "extent": self.extent,
        }


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _read(row: Row) -> Edition:
    """Return an edition as it was registered, or where that is lost, as its file is now."""
    file, digest = paths.inside(paths.RAW, row["figures"]), row["figures_sha256"]
    content = _content(file)
    intact = sha256(content) == digest
    registered = content if intact else versions.version(file, digest)
    try:
        lines = io.BytesIO(content if registered is None else registered)
        figures = pd.read_csv(lines, dtype=str, keep_default_na=False, encoding="utf-8")
        figures = figures.astype({"year": int})
    except (ValueError, KeyError):
        facts = {"source": row["source"], "edition": row["edition"]}
        raise InputError(file, "held.unreadable", **facts) from None
    return Edition(
        row["source"],
        row["edition"],
        row["published_on"],
        registers.files_of(row),
        figures,
        row["extent"],
        intact,
        is_known=registered is not None,
    )


class Held:
    """The editions held and the log of their revisions, and what is about to be held.

    Attributes
    ----------
    rows
        Those of the register of editions, by source and edition.
    revisions
        The rows of the log.
    """

    def __init__(self):
        rows = registers.read(registers.EDITIONS)
        self.rows = {(row["source"], row["edition"]): row for row in rows}
        self.revisions = registers.read(registers.REVISIONS)
        self._editions: dict[tuple[str, str], Edition] = {}
        self._changed: dict[str, Edition] = {}
        self._going: list[str] = []
        self._registers = self._texts_of_registers()

    def get(self, source: str, name: str) -> Edition | None:
        """Return an edition, or None where it is not held.

        Raises
        ------
        InputError
            Where the register speaks of figures that are not there.
        """
        key = source, name
        if key in self.rows and key not in self._editions:
            self._editions[key] = _read(self.rows[key])
        return self._editions.get(key)

    def names(self, source: str) -> list[str]:
        """Return the names of the editions held of a source, oldest first."""
        return sorted(name for its, name in self.rows if its == source)

    def others(self, source: str, name: str) -> list[str]:
        """Return the names of the other editions held of a source, oldest first."""
        return [other for other in self.names(source) if other != name]

    def before(self, source: str, name: str) -> Edition | None:
        """Return the newest edition before that of the given name, or None where none is held.

        A partial one is taken only where there is no other.
        """
        earlier = [other for other in self.names(source) if other < name]
        extents = {other: self.rows[source, other]["extent"] for other in earlier}
        best = [other for other in earlier if extents[other] != editions.PARTIAL] or earlier
        return self.get(source, best[-1]) if best else None

    def put(self, edition: Edition) -> None:
        """Hold an edition in place of the one of its name, in memory."""
        key = edition.source, edition.name
        held = self.get(*key)
        if held is None or not held.intact or held.text != edition.text:
            self._changed[edition.file] = edition
        self._editions[key], self.rows[key] = edition, edition.row

    def tell_extent(self, source: str, name: str, extent: str) -> None:
        """Hold an edition as whole or partial, in memory, whatever its file is now."""
        key = source, name
        self._editions[key] = replace(self.get(*key), extent=extent)
        self.rows[key] = self.rows[key] | {"extent": extent}

    def remove(self, source: str, name: str) -> None:
        """Hold an edition no longer, nor what the log says of it, in memory."""
        self._going.append(self.rows.pop((source, name))["figures"])
        self._editions.pop((source, name), None)
        self.revisions = [
            row for row in self.revisions if (row["source"], row["edition"]) != (source, name)
        ]

    def _texts_of_registers(self) -> dict[str, str]:
        rows = [self.rows[key] for key in sorted(self.rows)]
        return {
            registers.EDITIONS: registers.text(registers.EDITIONS, rows),
            registers.REVISIONS: registers.text(registers.REVISIONS, self.revisions),
        }

    def write(self) -> list[str]:
        """Write what changed, if anything did; return those files, relative to data/raw."""
        after = self._texts_of_registers()
        changed = {name: after[name] for name in after if after[name] != self._registers[name]}
        texts = {name: self._changed[name].text for name in sorted(self._changed)} | changed
        for edition in self._changed.values():
            if edition.is_entered:
                versions.keep(edition.text)
        if texts or self._going:
            commit.write_all(texts, self._going)
        return [*self._going, *texts]
