"""Remove an edition from data/raw: afterwards it is as if the edition had never come."""

import contextlib
from collections.abc import Callable

import pandas as pd

from strategybook import commit, editions, paths, seal
from strategybook.adding import extent
from strategybook.adding.held import Edition, Held
from strategybook.adding.summary import size_and_own_figures
from strategybook.alone import alone
from strategybook.errors import InputError


def _check_held(holding: Held, source: str, name: str) -> None:
    """Raise InputError where there is no such edition, with those that there are."""
    sources = sorted({key[0] for key in holding.rows})
    if source not in sources:
        raise InputError("SOURCE", "option.source", value=source, known=", ".join(sources))
    names = holding.names(source)
    if name not in names:
        facts = {"source": source, "known": ", ".join(names)}
        raise InputError("EDITION", "option.not_held", value=name, **facts)


def _is_the_strategys(source: str, name: str) -> bool:
    register = pd.read_csv(paths.RAW / "strategy" / "editions.csv", dtype=str)
    return (register["source"].eq(source) & register["edition"].eq(name)).any()


def _issued() -> pd.DataFrame:
    """Return indicator and year of every forecast issued, with its day in `issued_on`."""
    files = sorted(paths.ISSUED.glob("????-??-??.csv"))
    tables = [pd.read_csv(file, usecols=["indicator", "year"]) for file in files]
    columns = [table.assign(issued_on=file.stem) for file, table in zip(files, tables, strict=True)]
    return pd.concat(columns or [pd.DataFrame(columns=["indicator", "year", "issued_on"])])


def _issues_on(holding: Held, edition: Edition) -> list[str]:
    """Return the days of the issued forecasts that rest on an edition.

    Forecasts begin after the last year that was known. So an issue rests on what was out by then
    and speaks of years before its forecasts; of a source that re-states all years, on the newest.
    """
    table = _issued()
    indicators = {series.rsplit(".", 1)[0] for series in edition.table}
    firsts = table[table["indicator"].isin(indicators)].groupby("issued_on")["year"].min()
    last = edition.table["year"].max()
    days = firsts[(firsts > last) & (firsts.index >= edition.published_on)].index
    return [day for day in days if _was_seen(holding, edition, day)]


def _was_seen(holding: Held, edition: Edition, day: str) -> bool:
    """Tell whether an edition was the newest of its source on a day, if one alone is seen."""
    if editions.sources().loc[edition.source, "revision"] != "cumulative":
        return True
    rows = [holding.rows[edition.source, name] for name in holding.names(edition.source)]
    out = [row for row in rows if row["published_on"] <= day and row["extent"] != editions.PARTIAL]
    return max(row["edition"] for row in out) == edition.name if out else True


def _uses(holding: Held, source: str, name: str, edition: Edition | None) -> list[str]:
    """Return what rests on an edition, of which the figures may be gone."""
    days = _issues_on(holding, edition) if edition else []
    uses = [f"data/issued/{day}.csv" for day in days]
    if _is_the_strategys(source, name):
        uses.append("data/raw/strategy/editions.csv")
    return uses


def _figures(holding: Held, source: str, name: str) -> Edition | None:
    """Return an edition whose figures are as registered, or None where their file is gone."""
    row = holding.rows[source, name]
    if not paths.inside(paths.RAW, row["figures"]).exists():
        return None
    edition = holding.get(source, name)
    if not edition.intact:
        raise seal.edited(row)
    return edition


def _summary(holding: Held, edition: Edition) -> list[str]:
    before = holding.before(edition.source, edition.name)
    log = [row for row in holding.revisions if (row["source"], row["edition"]) == edition.key]
    logged = [f"  with {len(log)} rows of data/raw/revisions.csv"] if log else []
    return [
        f"{edition.source} {edition.name}, published {edition.published_on}: to be removed",
        *size_and_own_figures(edition, before),
        *logged,
    ]


def _checked(holding: Held, source: str, name: str, although_used: bool) -> list[str]:
    """Return the lines to show of an edition that may go."""
    edition = _figures(holding, source, name)
    uses = _uses(holding, source, name, edition)
    if uses and not although_used:
        raise InputError(f"{source} {name}", "held.used", uses=" and ".join(uses))
    if edition is None:
        return [f"{source} {name}: to be removed; its file of figures is gone already"]
    return _summary(holding, edition)


def remove(
    source: str,
    name: str,
    *,
    although_used: bool = False,
    dry_run: bool = False,
    show: Callable[[str], object] = print,
) -> None:
    """Remove an edition: its figures, its row of the register, and what the log says of it.

    Parameters
    ----------
    source, name
        Key of `data/raw/sources.csv`, and the edition's name, such as 2024.
    although_used
        Whether to remove it although issued forecasts or the strategy rest on it.
    dry_run
        Whether to check and show only.
    show
        Called with each line of what is to go, before anything does.

    Raises
    ------
    InputError
        Where it is not held; where its figures were changed since they were registered; where
        something rests on it.
    """
    is_quiet = dry_run and not commit.is_unfinished()
    with contextlib.nullcontext() if is_quiet else alone():
        holding = Held()
        _check_held(holding, source, name)
        for line in _checked(holding, source, name, although_used):
            show(line)
        holding.remove(source, name)
        extent.settle(holding, source, name)
        written = [] if dry_run else holding.write()
    show("Nothing was removed (--dry-run)." if dry_run else _closing(written))


def _closing(written: list[str]) -> str:
    gone, *changed = written
    return f"Removed from data/raw: {gone}; changed: {', '.join(changed)}. Now run `make book`."
