"""What data/raw holds: the register of editions, and the figures of each.

An edition is one file of figures, `data/raw/SOURCE/EDITION.csv`, and one row of
`data/raw/editions.csv`.
"""

import csv
import hashlib
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from strategybook import commit, paths
from strategybook.errors import InputError

COLUMNS = [
    "source",
    "edition",
    "published_on",
    "came_from",
    "publisher_sha256",
    "figures",
    "figures_sha256",
]
KEYS = ["entity", "year"]
BETWEEN = "; "
REGISTER = "editions.csv"


def sha256(content: bytes) -> str:
    """Return the SHA-256 of `content`, as `sha256sum` shows it."""
    return hashlib.sha256(content).hexdigest()


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
    intact
        Whether the file of figures is the one that the register speaks of.
    """

    source: str
    name: str
    published_on: str
    files: dict[str, str]
    figures: pd.DataFrame
    intact: bool = True

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
    def row(self) -> dict[str, str]:
        """The edition's row of the register."""
        files = sorted((name, digest) for digest, name in self.files.items())
        return {
            "source": self.source,
            "edition": self.name,
            "published_on": self.published_on,
            "came_from": BETWEEN.join(name for name, _ in files),
            "publisher_sha256": BETWEEN.join(digest for _, digest in files),
            "figures": f"{self.source}/{self.name}.csv",
            "figures_sha256": sha256(self.text.encode()),
        }


def _register() -> list[dict[str, str]]:
    file = paths.RAW / REGISTER
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        rows = list(reader)
    if reader.fieldnames != COLUMNS:
        facts = {"columns": ", ".join(reader.fieldnames or []), "expected": ", ".join(COLUMNS)}
        raise InputError(file, "held.register", row=1, **facts)
    return rows


def _read(row: dict[str, str]) -> Edition:
    file = paths.inside(paths.RAW, row["figures"])
    try:
        intact = sha256(file.read_bytes()) == row["figures_sha256"]
        figures = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8")
        figures = figures.astype({"year": int})
    except (OSError, ValueError, KeyError):
        facts = {"source": row["source"], "edition": row["edition"]}
        raise InputError(file, "held.unreadable", **facts) from None
    names, digests = row["came_from"].split(BETWEEN), row["publisher_sha256"].split(BETWEEN)
    files = dict(zip(digests, names, strict=True))
    return Edition(row["source"], row["edition"], row["published_on"], files, figures, intact)


class Held:
    """The editions held, and those that are about to be."""

    def __init__(self):
        self.rows = {(row["source"], row["edition"]): row for row in _register()}
        self.editions: dict[tuple[str, str], Edition] = {}
        self.changed: set[tuple[str, str]] = set()

    def get(self, source: str, name: str) -> Edition | None:
        """Return an edition, or None where it is not held.

        Raises
        ------
        InputError
            Where the register speaks of figures that are not there.
        """
        key = source, name
        if key in self.rows and key not in self.editions:
            self.editions[key] = _read(self.rows[key])
        return self.editions.get(key)

    def others(self, source: str, name: str) -> list[str]:
        """Return the names of the other editions held of a source, oldest first."""
        return sorted(other for its, other in self.rows if its == source and other != name)

    def before(self, source: str, name: str) -> Edition | None:
        """Return the newest edition held before that of the given name, if there is one."""
        earlier = [other for other in self.others(source, name) if other < name]
        return self.get(source, earlier[-1]) if earlier else None

    def put(self, edition: Edition) -> None:
        """Hold an edition in place of the one of its name, in memory."""
        key = edition.source, edition.name
        held = self.get(*key)
        if held is None or not held.intact or held.row != edition.row:
            self.changed.add(key)
        self.editions[key], self.rows[key] = edition, edition.row

    def write(self) -> list[str]:
        """Write what was put, if it changes anything; return the files, relative to data/raw."""
        if not self.changed:
            return []
        changed = sorted(self.changed)
        texts = {self.rows[key]["figures"]: self.editions[key].text for key in changed}
        register = pd.DataFrame([self.rows[key] for key in sorted(self.rows)], columns=COLUMNS)
        commit.write_all(texts | {REGISTER: register.to_csv(index=False, lineterminator="\n")})
        return [*texts, REGISTER]
