"""The tables of the index chapters. Each takes observations and returns a `Table`."""

import pandas as pd

from strategybook.catalogue import decimals, indicator_name
from strategybook.chapters import sentences
from strategybook.language import (
    ARROWS,
    country_name,
    shortened,
    shown_number,
    shown_year,
    words,
)
from strategybook.observations import pick
from strategybook.show.exhibits import Chapter
from strategybook.show.tables import Table


def _cell(
    chapter: Chapter, values: pd.Series, key: tuple[str, int], indicator: str, measure: str
) -> str:
    if key not in values.index:
        return words("no_data", chapter.language)
    return shown_number(values[key], decimals(indicator, measure))


def _values(table: pd.DataFrame, measure: str, by: str) -> pd.Series:
    return table[table["measure"] == measure].set_index([by, "year"])["value"]


def components(
    chapter: Chapter, table: pd.DataFrame, indicators: list[str], years: list[int]
) -> Table:
    """Return the components of an index, newest survey first, with an arrow and the change."""
    first, last = years[0], years[-1]
    shown = pick(table, indicators, [chapter.country], years)
    values = _values(shown, "score", "indicator")
    columns = of_years(chapter, "score", [last, first])
    change = words("table.change", chapter.language)
    rows = []
    for indicator in indicators:
        cells = [
            _cell(chapter, values, (indicator, year), indicator, "score") for year in (last, first)
        ]
        moved = values.get((indicator, last), float("nan")) - values.get(
            (indicator, first), float("nan")
        )
        rows.append([indicator_name(indicator, chapter.language), *cells, _moved(moved, indicator)])
    header = [words("table.component", chapter.language), *columns, change]
    return Table(header, rows, numeric=tuple(header[1:]))


def arrow(change: float, digits: int) -> str:
    """Return the arrow of a change, level where it rounds to zero; "" where it is not known."""
    if pd.isna(change):
        return ""
    shown = round(float(change), digits)  # as `shown_number` rounds, unlike numpy
    return ARROWS["up" if shown > 0 else "down" if shown < 0 else "level"]


def of_years(chapter: Chapter, measure: str, years: list[int]) -> list[str]:
    """Return the headings of a measure's columns, one a year."""
    return [
        words(f"table.{measure}_of", chapter.language, year=shown_year(year, chapter.language))
        for year in years
    ]


def _moved(change: float, indicator: str) -> str:
    if pd.isna(change):
        return ""
    digits = decimals(indicator, "score")
    return f"{arrow(change, digits)} {shown_number(change, digits, signed=True)}"


def countries(
    chapter: Chapter, table: pd.DataFrame, indicator: str, entities: list[str], years: list[int]
) -> Table:
    """Return ranks and scores of some countries in two surveys, best first in the newest."""
    shown = pick(table, indicator, entities, years)
    order = shown[(shown["year"] == years[-1]) & (shown["measure"] == "rank")]
    rows = [
        _country_row(chapter, shown, indicator, entity, years)
        for entity in order.sort_values(["value", "entity"])["entity"]
    ]
    headings = [
        heading
        for measure in ("rank", "score")
        for heading in of_years(chapter, measure, years[::-1])
    ]
    header = [words("table.country", chapter.language), *headings]
    return Table(header, rows, numeric=tuple(headings))


def _country_row(
    chapter: Chapter, shown: pd.DataFrame, indicator: str, entity: str, years: list[int]
) -> list[str]:
    cells = [
        _cell(chapter, _values(shown, measure, "entity"), (entity, year), indicator, measure)
        for measure in ("rank", "score")
        for year in years[::-1]
    ]
    return [country_name(entity, chapter.language), *cells]


def printed_values(chapter: Chapter, printed: pd.DataFrame) -> Table:
    """Return printed values as they stand: what, year, value and unit."""
    rows = [
        [
            words(f"series.{row['series']}", chapter.language),
            shown_year(row["year"], chapter.language),
            shortened(row["printed"]),
            words(f"unit.{row['unit']}", chapter.language),
        ]
        for _, row in printed.iterrows()
    ]
    names = ["series", "year", "printed", "unit"]
    return Table.headed(chapter.language, names, rows, ["printed"])


def check(chapter: Chapter, table: pd.DataFrame) -> Table:
    """Return printed values beside recomputed ones, with the verdict."""
    rows = [_check_row(chapter, row) for _, row in table.iterrows()]
    names = ["exhibit", "what", "printed", "recomputed", "verdict"]
    return Table.headed(chapter.language, names, rows, ["printed", "recomputed"])


def _check_row(chapter: Chapter, row: pd.Series) -> list[str]:
    return [
        row["exhibit"],
        sentences.what(chapter, row),
        ARROWS.get(row["printed"], shortened(row["printed"])),
        ARROWS.get(row["recomputed"], shortened(row["recomputed"])),
        words(f"verdict.{row['verdict'].replace(' ', '_')}", chapter.language),
    ]
