"""What a person should see before an edition is written: plain text, aligned, short."""

import pandas as pd

from strategybook import editions, strategy
from strategybook.adding import companions, comparison
from strategybook.adding.held import KEYS, Edition
from strategybook.adding.plans import Plan
from strategybook.language import country_name
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


def _present(table: pd.DataFrame, *, by_year: bool) -> pd.DataFrame:
    """Return where a table has a figure, whatever its year unless years are compared."""
    present = table.set_index(KEYS) != ""
    return present if by_year else present.groupby(level="entity").any()


def _country(code: str) -> str:
    """Return a country's name; the code of one that is no more."""
    try:
        return country_name(code, "en")
    except KeyError:
        return code


def _gone(before: set, here: set) -> list:
    """Return what is not here any more, the book's own country first."""
    return sorted(before - here, key=lambda one: (one != OWN_COUNTRY, one))


def _parts(before: pd.DataFrame, here: pd.DataFrame) -> dict[str, tuple[set, set]]:
    """Return countries, years, indicators and measures that have a figure, before and here."""
    parts = {}
    for name in before.index.names:
        parts[name] = tuple(
            set(table[table.any(axis=1)].index.get_level_values(name)) for table in (before, here)
        )
    filled = [[series for series in table if table[series].any()] for table in (before, here)]
    for place, name in enumerate(("indicator", "measure")):
        parts[name] = tuple({series.rsplit(".", 1)[place] for series in some} for some in filled)
    gone = [set.difference(*parts[name]) for name in ("indicator", "measure")]
    own = (
        {one for one in some if not {*one.rsplit(".", 1)} & {*gone[0], *gone[1]}} for some in filled
    )
    return parts | {"series": tuple(own)}


CALLED = {
    "entity": "countries",
    "year": "years",
    "indicator": "indicators",
    "measure": "measures",
    "series": "series",
}


def _missing(edition: Edition, previous: Edition | None) -> list[str]:
    """Return lines on what the edition before has and this one has not."""
    if previous is None:
        return []
    by_year = editions.sources().loc[edition.source, "revision"] == "cumulative"
    before, here = (_present(its.table, by_year=by_year) for its in (previous, edition))
    absent = before & ~here.reindex(before.index, columns=before.columns, fill_value=False)
    number = int(absent.sum(axis=None))
    heading = f"  Missing, though in the {previous.name} edition: "
    if not number:
        return [f"{heading}nothing"]
    lines = [f"{heading}{number:,} of {int(before.sum(axis=None)):,} figures"]
    own = absent[absent.index.get_level_values("entity") == OWN_COUNTRY]
    if of_own := int(own.sum(axis=None)):
        had = int(before.loc[own.index].sum(axis=None))
        lines.append(f"    of {_country(OWN_COUNTRY)} {of_own:,} of {had:,}")
    for name, (had, has) in _parts(before, here).items():
        if gone := _gone(had, has):
            shown = [_country(one) if name == "entity" else str(one) for one in gone]
            lines.append(f"    {CALLED[name]} {len(gone)} of {len(had)}: {_listed(shown)}")
    return lines


def _extent(edition: Edition, previous: Edition | None) -> list[str]:
    if edition.extent != editions.PARTIAL:
        return []
    return [
        f"  It is a part of an edition: the book stays with the {previous.name} edition, and this "
        "one is held beside it until the rest is added."
    ]


def _held_before(plan: Plan) -> str:
    """Return how what is held changes."""
    if not plan.held.is_known:
        return "; what was held before is not known, since neither git nor _build has it"
    number = plan.counts.sum().astype(int)
    told = ", ".join(f"{name} {number[name]:,}" for name in plan.counts)
    words = f", rows with other words {plan.other_words:,}" if plan.other_words else ""
    return f"; figures {told}{words}"


def _status(plan: Plan) -> str:
    edition, held = plan.edition, plan.held
    if held is None:
        return f"new edition, published {edition.published_on}"
    if not plan.changes_anything:
        return "held already; nothing changes"
    since = "" if held.intact else ", but changed since then"
    return f"held already{since}{_held_before(plan)}"


def _changes(plan: Plan) -> list[str]:
    """Return lines on what changes of the figures held, and on what stays."""
    if plan.held is None or not plan.held.is_known:
        return []
    return [*comparison.tally(plan.counts), *comparison.largest(plan.changes), *_stays(plan)]


def _stays(plan: Plan) -> list[str]:
    if not plan.stays:
        return []
    return [
        f"  Figures held of which the files do not speak stay: {plan.stays:,} (if the files are "
        "the whole edition, say --whole)"
    ]


def size_and_own_figures(edition: Edition, previous: Edition | None) -> list[str]:
    """Return lines on an edition's size and on the own country's newest figures in it."""
    return [_size(edition), *_own_country(edition, previous)]


def summary(plan: Plan, previous: Edition | None) -> list[str]:
    """Return lines on a plan: what changes, the own country's newest figures, what is missing.

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
        return [*lines, *_stays(plan)]
    notes = dict.fromkeys(note for arrival in plan.group for note in arrival.publication.notes)
    return [
        *lines,
        *_changes(plan),
        *size_and_own_figures(edition, previous),
        *_revisions(edition, previous),
        *_missing(edition, previous),
        *_extent(edition, previous),
        *(f"  Note: {note}" for note in notes),
        *companions.missing(edition, previous),
    ]
