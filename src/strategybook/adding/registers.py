"""The registers that adding keeps in data/raw: of editions, and of what replacements changed.

`revisions.csv` has a row for each time that figures held were replaced: what brought it, how many
figures were added, changed and removed, the largest change, and what was registered before. It
tells how the figures held differ from those that came first: of a revision that was undone no row
is left, so that the folder is again as if it had never come.
"""

import csv

import pandas as pd

from strategybook import paths
from strategybook.errors import InputError

EDITIONS = "editions.csv"
REVISIONS = "revisions.csv"
# What the register says of where an edition's figures are from, and the log of where they were.
FACTS = ["published_on", "came_from", "publisher_sha256", "figures_sha256"]
COLUMNS = {
    EDITIONS: [
        "source",
        "edition",
        "published_on",
        "came_from",
        "publisher_sha256",
        "figures",
        "figures_sha256",
        "extent",
    ],
    REVISIONS: [
        "source",
        "edition",
        "revision",
        "revised_on",
        "file",
        "file_sha256",
        "added",
        "changed",
        "removed",
        "series",
        "entity",
        "year",
        "old",
        "new",
        *(f"{fact}_before" for fact in FACTS),
    ],
}
BETWEEN = "; "

Row = dict[str, str]


def read(name: str) -> list[Row]:
    """Return the rows of a register, none where there is no such file.

    Raises
    ------
    InputError
        Where it has other columns.
    """
    file = paths.RAW / name
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        rows = list(reader)
    if reader.fieldnames != COLUMNS[name]:
        facts = {
            "columns": ", ".join(reader.fieldnames or []),
            "expected": ", ".join(COLUMNS[name]),
        }
        raise InputError(file, "held.register", row=1, **facts)
    return rows


def text(name: str, rows: list[Row]) -> str:
    """Return the text of a register."""
    return pd.DataFrame(rows, columns=COLUMNS[name]).to_csv(index=False, lineterminator="\n")


def files_of(row: Row, end: str = "") -> dict[str, str]:
    """Return the names of the files that figures came from, by their SHA-256.

    Parameters
    ----------
    end
        `_before` for those that a row of the log names.
    """
    names = row[f"came_from{end}"].split(BETWEEN)
    digests = row[f"publisher_sha256{end}"].split(BETWEEN)
    return dict(zip(digests, names, strict=True))
