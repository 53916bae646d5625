"""The seal of data/raw: each file of figures is the one that the register speaks of.

Nothing is made from figures that were changed since they were added, whatever changed them.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

from strategybook import editions, paths
from strategybook.errors import InputError, UserError
from strategybook.files import sha256


def edited(row: Mapping[str, str], raw: Path | None = None) -> InputError:
    """Return the sentence on a file of figures that was changed since it was registered.

    Parameters
    ----------
    row
        Of the register of editions.
    raw
        The folder of the figures, unless it is data/raw.
    """
    file = (raw or paths.RAW) / row["figures"]
    key = "held.changed" if row["publisher_sha256"] else "held.edited"
    return InputError(file, key, file=paths.shown(file))


def broken(row: Mapping[str, str], raw: Path | None = None) -> InputError | None:
    """Return what is wrong with an edition's file of figures, None where it is as registered."""
    file = paths.inside(raw or paths.RAW, row["figures"])
    if not file.is_file():
        facts = {"source": row["source"], "edition": row["edition"]}
        return InputError(file, "held.gone", file=paths.shown(file), **facts)
    intact = sha256(file.read_bytes()) == row["figures_sha256"]
    return None if intact else edited(row, raw)


def _strays(rows: list[dict[str, str]]) -> list[InputError]:
    """Return what is wrong with files of figures of which the register does not speak."""
    known = {row["figures"] for row in rows}
    readers = editions.sources()["reader"]
    folders = [paths.RAW / source for source in readers[readers != ""].index]
    files = sorted(file for folder in folders for file in folder.glob("*.csv"))
    strays = [file for file in files if file.relative_to(paths.RAW).as_posix() not in known]
    return [InputError(file, "held.stray", file=paths.shown(file)) for file in strays]


def check() -> None:
    """Raise UserError with a sentence for each file of figures that breaks the seal."""
    with (paths.RAW / "editions.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    found = [one for one in map(broken, rows) if one is not None]
    if faults := [*found, *_strays(rows)]:
        raise UserError("\n".join(map(str, faults)))
