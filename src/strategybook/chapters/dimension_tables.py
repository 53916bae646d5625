"""Tables of several indicators over several years, and of each one's place in the group."""

import pandas as pd

from strategybook.catalogue import decimals, short_name
from strategybook.chapters.index_tables import arrow
from strategybook.language import country_name, joined, shown_number, shown_year, words
from strategybook.observations import pick
from strategybook.show.exhibits import Chapter
from strategybook.show.tables import Table


def by_year(
    chapter: Chapter,
    table: pd.DataFrame,
    indicators: list[str],
    years: list[int],
    measure: str,
    *,
    heading: str,
) -> Table:
    """Return a row an indicator and a column a year, with arrows, and the change over all years.

    `heading` is the key of what the indicators are: `component`, `dimension`, `factor`.
    """
    shown = pick(table, indicators, [chapter.country], years, [measure])
    values = shown.pivot(index="indicator", columns="year", values="value")
    values = values.reindex(index=indicators, columns=years)
    columns = [shown_year(year, chapter.language) for year in years]
    header = [words(f"table.{heading}", chapter.language), *columns]
    header.append(words("table.change", chapter.language))
    rows = [
        [
            short_name(indicator, chapter.language),
            *_cells(chapter, list(values.loc[indicator]), decimals(indicator, measure)),
        ]
        for indicator in indicators
    ]
    return Table(header, rows, numeric=tuple(header[1:]))


def _cells(chapter: Chapter, values: list[float], digits: int) -> list[str]:
    before = [float("nan"), *values]
    shown = [
        f"{_arrow(old, value, digits)} {shown_number(value, digits)}".strip()
        if pd.notna(value)
        else words("no_data", chapter.language)
        for old, value in zip(before, values, strict=False)
    ]
    change = values[-1] - values[0]
    return [*shown, shown_number(change, digits, signed=True) if pd.notna(change) else ""]


def _arrow(old: float, value: float, digits: int) -> str:
    """Return the arrow between two values as they are shown: the reader sees no other digits."""
    return arrow(round(value, digits) - round(old, digits), digits)


def places(
    chapter: Chapter, table: pd.DataFrame, indicators: list[str], entities: list[str], year: int
) -> Table:
    """Return of each indicator the percentile rank, the place among the countries, who is ahead."""
    names = ["dimension", "percentile_rank", "place", "ahead"]
    ranks = pick(table, indicators, entities, [year], ["percentile_rank"])
    rows = [
        _place(chapter, indicator, ranks[ranks["indicator"] == indicator])
        for indicator in indicators
    ]
    return Table.headed(chapter.language, names, rows, ["percentile_rank", "place"])


def _place(chapter: Chapter, indicator: str, ranks: pd.DataFrame) -> list[str]:
    name = short_name(indicator, chapter.language)
    values = ranks.set_index("entity")["value"]
    if chapter.country not in values:
        return [name, words("no_data", chapter.language), "", ""]
    own = values[chapter.country]
    ahead = values[values > own].sort_values(ascending=False)
    place = words("table.place_of", chapter.language, place=len(ahead) + 1, size=len(values))
    names = [country_name(entity, chapter.language) for entity in ahead.index]
    digits = decimals(indicator, "percentile_rank")
    return [name, shown_number(own, digits), place, joined(names, chapter.language)]


def by_edition(chapter: Chapter, table: pd.DataFrame, indicators: list[str], year: int) -> Table:
    """Return one year as each edition states it, with the newest edition's bounds and error."""
    of_year = table[table["year"] == year]
    names = sorted(of_year["edition"].unique())
    if not names:
        return Table([], [])
    labels = [words("table.edition_of", chapter.language, edition=name) for name in names]
    newest = [words(f"table.{name}", chapter.language) for name in ("bounds", "standard_error")]
    rows = [_editions(chapter, of_year, indicator, names) for indicator in indicators]
    header = [words("table.dimension", chapter.language), *labels, *newest]
    return Table(header, rows, numeric=tuple(header[1:]))


def _editions(
    chapter: Chapter, of_year: pd.DataFrame, indicator: str, names: list[str]
) -> list[str]:
    own = of_year[of_year["indicator"] == indicator]
    values = own.pivot(index="measure", columns="edition", values="value").reindex(columns=names)
    values = values.reindex(["percentile_rank", "lower", "upper", "standard_error"])
    newest = values[names[-1]]
    ranks = [_number(chapter, value, indicator) for value in values.loc["percentile_rank"]]
    low, high, error = (
        _number(chapter, newest[name], indicator) for name in ("lower", "upper", "standard_error")
    )
    has_bounds = newest[["lower", "upper"]].notna().all()
    bounds = f"{low}–{high}" if has_bounds else words("no_data", chapter.language)
    return [short_name(indicator, chapter.language), *ranks, bounds, error]


def _number(chapter: Chapter, value: float, indicator: str) -> str:
    if pd.isna(value):
        return words("no_data", chapter.language)
    return shown_number(value, decimals(indicator, "percentile_rank"))
