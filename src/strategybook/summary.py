"""What a person should see before an edition is written: plain text, aligned, short."""

from decimal import Decimal

import pandas as pd

from strategybook import comparison, editions, strategy
from strategybook.held import KEYS, Edition
from strategybook.parameters import OWN_COUNTRY

# Measures that say how exact another one is, or stand beside it, are left out of the first table.
BESIDE = ("standard_error", "sources", "lower", "upper")
LARGEST = 5
MOST_SERIES = 12
MOST_NAMES = 10
MOST_DECIMALS = 4


def columns(rows: list[tuple[str, ...]], indent: str = "  ") -> list[str]:
    """Return rows as lines: words of the first column to the left, all else to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        indent
        + "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def _old_new_change(old: str, new: str) -> tuple[str, str, str]:
    """Return two numbers and their difference, with as many decimals as they have."""
    places = min(MOST_DECIMALS, max(comparison.decimals(old), comparison.decimals(new)))
    was, now = Decimal(old), Decimal(new)
    return f"{was:.{places}f}", f"{now:.{places}f}", f"{now - was:+.{places}f}"


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
        return series, "", "", str(year), new, ""
    old, new, change = _old_new_change(then[1], new)
    return series, str(then[0]), old, str(year), new, change


def _own_country(edition: Edition, previous: Edition | None) -> list[str]:
    now = _newest(edition.table)
    if not now:
        return [f"  {OWN_COUNTRY} has no figure."]
    then = _newest(previous.table) if previous else {}
    shown = _of_interest(list(now))
    held = f"in the {previous.name} edition" if previous else "no earlier edition is held"
    rows = [(f"{OWN_COUNTRY}, newest figures", "", held, "", "here", "change")]
    rows += [_own_row(series, then.get(series), now[series]) for series in shown]
    more = len(now) - len(shown)
    return columns(rows) + ([f"  and {more} more series"] if more else [])


def largest(apart: pd.DataFrame) -> list[str]:
    """Return lines on the largest of the `comparison.differences`, for the range of each series."""
    rows = [("the largest for their series", "", "", "old", "new", "change")]
    for row in apart.head(LARGEST).itertuples():
        rows.append((row.series, row.entity, str(row.year), *_old_new_change(row.old, row.new)))
    return columns(rows, indent="    ")


def _revisions(edition: Edition, previous: Edition | None) -> list[str]:
    is_cumulative = editions.sources().loc[edition.source, "revision"] == "cumulative"
    if not is_cumulative or previous is None:
        return []
    apart = comparison.differences(previous.table, edition.table)
    heading = f"  Figures revised since the {previous.name} edition: {len(apart):,}"
    return [heading, *(largest(apart) if len(apart) else [])]


def _missing(edition: Edition, previous: Edition | None) -> list[str]:
    if previous is None:
        return []
    gone = {
        "countries": sorted({*previous.table["entity"]} - {*edition.table["entity"]}),
        "series": sorted({*previous.table} - {*edition.table}),
    }
    found = "; ".join(f"{what} {_listed(names)}" for what, names in gone.items() if names)
    return [f"  Missing, though in the {previous.name} edition: {found or 'nothing'}"]


def summary(edition: Edition, previous: Edition | None, notes: list[str]) -> list[str]:
    """Return lines on an edition: its size, the own country's newest figures, what changed.

    Parameters
    ----------
    edition
        As it shall be held.
    previous
        The edition before it, if one is held.
    notes
        What a person should know about its files.
    """
    return [
        _size(edition),
        *_own_country(edition, previous),
        *_revisions(edition, previous),
        *_missing(edition, previous),
        *(f"  Note: {note}" for note in notes),
    ]
