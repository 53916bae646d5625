"""The seal of data/raw: each file of figures is the one that the register speaks of.

Nothing is made from figures that were changed since they were added, whatever changed them.
"""

from strategybook import editions, paths
from strategybook.adding import registers
from strategybook.adding.held import edited
from strategybook.adding.registers import Row
from strategybook.errors import InputError, UserError
from strategybook.files import sha256


def _broken(row: Row) -> InputError | None:
    """Return what is wrong with an edition's file of figures, if something is."""
    file = paths.inside(paths.RAW, row["figures"])
    if not file.is_file():
        facts = {"source": row["source"], "edition": row["edition"]}
        return InputError(file, "held.gone", file=paths.shown(file), **facts)
    return None if sha256(file.read_bytes()) == row["figures_sha256"] else edited(row)


def _strays(rows: list[Row]) -> list[InputError]:
    """Return what is wrong with files of figures of which the register does not speak."""
    known = {row["figures"] for row in rows}
    readers = editions.sources()["reader"]
    folders = [paths.RAW / source for source in readers[readers != ""].index]
    files = sorted(file for folder in folders for file in folder.glob("*.csv"))
    strays = [file for file in files if file.relative_to(paths.RAW).as_posix() not in known]
    return [InputError(file, "held.stray", file=paths.shown(file)) for file in strays]


def check() -> None:
    """Raise UserError with a sentence for each file of figures that breaks the seal."""
    rows = registers.read(registers.EDITIONS)
    broken = [one for one in map(_broken, rows) if one is not None]
    if faults := [*broken, *_strays(rows)]:
        raise UserError("\n".join(map(str, faults)))
