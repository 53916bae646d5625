"""What a person should see before an edition is written: plain text, aligned, short."""

import pandas as pd

from strategybook import editions, strategy
from strategybook.adding import comparison
from strategybook.adding.held import KEYS, Edition
from strategybook.adding.plans import Plan
from strategybook.parameters import OWN_COUNTRY

# Ends of measures that say how exact another one is, or stand beside it: left out of the tables.
BESIDE = ("standard_error", "sources", "lower", "upper")
MOST_SERIES = 12
MOST_NAMES = 10


def _listed(names: list[str]) -> str:
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _size(edition: Edition) -> str:
    table = edition.table
    years = sorted(table["year"].unique())
    span = f"{years[0]}" if len(years) == 1 else f"{years[0]}-{years[-1]}"
    return (
        f"  countries {table['entity'].nunique()}, years {span} ({len(years)}), "
        f"series {len(table.columns) - len(KEYS)}, figures {comparison.count(table):,}"
    )


def _newest(table: pd.DataFrame) -> dict[str, tuple[int, str]]:
    """Return the newest year of each series of the book's own country, and its figure."""
    own = table[table["entity"] == OWN_COUNTRY].sort_values("year").set_index("year")
    filled = own.drop(columns="entity").replace("", pd.NA)
    years = {series: filled[series].last_valid_index() for series in filled}
    return {series: (year, filled.at[year, series]) for series, year in years.items() if year}


def _of_interest(series: list[str]) -> list[str]:
    """Return the series to show: those of the indicators that the strategy printed, if any."""
    main = [name for name in series if not name.endswith(BESIDE)]
    printed = set(strategy.printed_values()["indicator"])
    return [name for name in main if name.rsplit(".", 1)[0] in printed] or main[:MOST_SERIES]


def _own_row(series: str, then: tuple[int, str] | None, now: tuple[int, str]) -> tuple[str, ...]:
    year, new = now
    if then is None:
        return series, "", "", str(year), comparison.old_new_change(new, new)[1], ""
    old, new, change = comparison.old_new_change(then[1], new)
    return series, str(then[0]), old, str(year), new, change


def _own_country(edition: Edition, previous: Edition | None) -> list[str]:
    """Return lines on the own country's newest figures, here and in the edition before."""
    now = _newest(edition.table)
    if not now:
        return [f"  {OWN_COUNTRY} has no figure."]
    then = _newest(previous.table) if previous else {}
    shown = _of_interest(list(now))
    before = f"{previous.name} edition" if previous else "none before"
    rows = [(f"newest of {OWN_COUNTRY}", "", before, "", f"{edition.name} edition", "change")]
    rows += [_own_row(series, then.get(series), now[series]) for series in shown]
    more = len(now) - len(shown)
    return comparison.columns(rows) + ([f"  and {more} more series"] if more else [])


def _revisions(edition: Edition, previous: Edition | None) -> list[str]:
    """Return lines on what an edition that re-states all years says otherwise."""
    is_cumulative = editions.sources().loc[edition.source, "revision"] == "cumulative"
    if not is_cumulative or previous is None:
        return []
    apart = comparison.differences(previous.table, edition.table)
    main = apart[~apart["series"].str.endswith(BESIDE)]
    heading = f"  Figures revised since the {previous.name} edition: {len(apart):,}"
    return [heading, *comparison.largest(main)]


def _missing(edition: Edition, previous: Edition | None) -> list[str]:
    if previous is None:
        return []
    gone = {
        "countries": sorted({*previous.table["entity"]} - {*edition.table["entity"]}),
        "series": sorted({*previous.table} - {*edition.table}),
    }
    found = "; ".join(f"{what} {_listed(names)}" for what, names in gone.items() if names)
    return [f"  Missing, though in the {previous.name} edition: {found or 'nothing'}"]


def _status(plan: Plan) -> str:
    edition, held = plan.edition, plan.held
    if held is None:
        return f"new edition, published {edition.published_on}"
    if not plan.changes_anything:
        return "held already; nothing changes"
    removed = comparison.lost(held.table, edition.table)
    added = comparison.count(edition.table) - comparison.count(held.table) + removed
    since = "" if held.intact else ", but changed since then"
    figures = f"added {added:,}, changed {len(plan.changes):,}, removed {removed:,}"
    return f"held already{since}; figures {figures}"


def summary(plan: Plan, previous: Edition | None) -> list[str]:
    """Return lines on a plan: size, the own country's newest figures, what changed.

    Parameters
    ----------
    plan
        The edition as it shall be.
    previous
        The edition before it, if one is held.
    """
    edition = plan.edition
    files = ", ".join(dict.fromkeys(arrival.name for arrival in plan.group))
    lines = [f"{edition.source} {edition.name}: {files}", f"  {_status(plan)}"]
    if not plan.changes_anything:
        return lines
    notes = dict.fromkeys(note for arrival in plan.group for note in arrival.publication.notes)
    return [
        *lines,
        *comparison.largest(plan.changes),
        _size(edition),
        *_own_country(edition, previous),
        *_revisions(edition, previous),
        *_missing(edition, previous),
        *(f"  Note: {note}" for note in notes),
    ]
