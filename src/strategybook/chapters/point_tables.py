"""Tables that tell of each figure where it stands and how far to trust it."""

import re

import pandas as pd

from strategybook.catalogue import decimals, short_name
from strategybook.chapters.index_tables import arrow, of_years
from strategybook.language import country_name, shortened, shown_number, shown_year, words
from strategybook.observations import pick
from strategybook.printed_check import recomputed_in_words
from strategybook.show.exhibits import Chapter
from strategybook.show.tables import Table

SITE = re.compile(r"https?://(?:www\.)?([^/\s]+)")
# Units to be told; any other is what is counted, and the series names it.
MEASURES = ("percent", "percentage points", "places", "index 0-1", "people", "years")
# Its printed numbers count several things, each of which its series names in full.
NAMED_BY_SERIES = ("digital_services",)
STRATEGY = "Public-sector development strategy"


def in_order(rows: pd.DataFrame, indicators: list[str]) -> pd.DataFrame:
    """Return observations in the order of these indicators, each from its first year on."""
    place = rows["indicator"].map(indicators.index)
    return rows.assign(place=place).sort_values(["place", "year"]).drop(columns="place")


def points(chapter: Chapter, rows: pd.DataFrame, columns: list[str]) -> Table:
    """Return one row a figure.

    Parameters
    ----------
    rows
        Observations, in the order of the table.
    columns
        Those shown before the figure: some of `indicator`, `country` and `year`. The figure, how
        sure it is and the sites that state it follow; the data have the whole addresses.
    """
    names = [*columns, "figure", "confidence", "stated_by"]
    cells = [[_cell(chapter, row, name) for name in names] for _, row in rows.iterrows()]
    return Table.headed(chapter.language, names, cells, ["year", "figure"])


def _cell(chapter: Chapter, row: pd.Series, name: str) -> str:
    language = chapter.language
    if name == "indicator":
        return short_name(row["indicator"], language)
    if name == "country":
        return country_name(row["entity"], language)
    if name == "year":
        return shown_year(row["year"], language)
    if name == "figure":
        return figure(chapter, row)
    if name == "confidence":
        return confidence(chapter, row)
    return stated_by(row["origin"], language)


def figure(chapter: Chapter, row: pd.Series) -> str:
    """Return a value with its decimals; a rank with the number of economies."""
    shown = shown_number(row["value"], decimals(row["indicator"], row["measure"]))
    if pd.isna(row["economies"]):
        return shown
    return f"{shown} {words('chart.of', chapter.language, number=row['economies'])}"


def confidence(chapter: Chapter, row: pd.Series) -> str:
    """Return how far a figure is to be trusted, and whether it was worked out from others."""
    sure = words(f"confidence.{row['confidence'].replace(' ', '_')}", chapter.language)
    if row["basis"] != "implied":
        return sure
    return f"{sure}; {words('confidence.implied', chapter.language)}"


def stated_by(origin: str, language: str) -> str:
    """Return the sites that an origin names, once each, and the strategy where it does."""
    sites = list(dict.fromkeys(SITE.findall(origin)))
    own = [words("table.the_strategy", language)] if STRATEGY in origin else []
    return ", ".join(sites + own) or origin


def changes(
    chapter: Chapter,
    table: pd.DataFrame,
    indicators: list[str],
    years: list[int],
    measure: str,
    heading: str,
) -> Table:
    """Return the country's values in two years and how far they moved; of ranks up is better.

    `heading` is the entry of the language table for the first column.
    """
    rows = pick(table, indicators, [chapter.country], years, [measure])
    columns = of_years(chapter, measure, years)
    header = [words(heading, chapter.language), *columns, words("table.change", chapter.language)]
    body = [_change(chapter, rows[rows["indicator"] == name], name, years) for name in indicators]
    return Table(header, body, numeric=tuple(header[1:]))


def _change(chapter: Chapter, rows: pd.DataFrame, indicator: str, years: list[int]) -> list[str]:
    of_year = {row["year"]: row for _, row in rows.iterrows()}
    cells = [
        figure(chapter, of_year[year]) if year in of_year else words("no_data", chapter.language)
        for year in years
    ]
    ends = [of_year[year] for year in (years[0], years[-1]) if year in of_year]
    return [short_name(indicator, chapter.language), *cells, _moved(*ends)]


def _moved(first: pd.Series | None = None, last: pd.Series | None = None) -> str:
    if first is None or last is None:
        return ""
    is_rank = first["measure"] == "rank"
    change = first["value"] - last["value"] if is_rank else last["value"] - first["value"]
    digits = decimals(first["indicator"], first["measure"])
    return f"{arrow(change, digits)} {shown_number(change, digits, signed=True)}"


def countries(
    chapter: Chapter,
    table: pd.DataFrame,
    indicator: str,
    entities: list[str],
    years: list[int],
    measure: str,
) -> Table:
    """Return countries' values, newest year first, best on top; none where none is held."""
    rows = pick(table, indicator, entities, years, [measure])
    by_country = rows.set_index(["entity", "year"])
    newest = rows.sort_values("year").groupby("entity").last().reset_index()
    order = newest.sort_values(["year", "value"], ascending=[False, measure == "rank"])["entity"]
    columns = of_years(chapter, measure, years[::-1])
    cells = [
        [country_name(entity, chapter.language)]
        + [_value(chapter, by_country, (entity, year)) for year in years[::-1]]
        for entity in order
    ]
    header = [words("table.country", chapter.language), *columns]
    return Table(header, cells, tuple(columns))


def _value(chapter: Chapter, rows: pd.DataFrame, key: tuple[str, int]) -> str:
    if key not in rows.index:
        return words("no_data", chapter.language)
    return figure(chapter, rows.loc[key])


def printed(chapter: Chapter, check: pd.DataFrame) -> Table:
    """Return what exhibits print, in words with year and unit, beside what it is recomputed to."""
    names = ["exhibit", "series", "printed", "recomputed", "verdict"]
    if check["exhibit"].nunique() == 1:
        names.remove("exhibit")
    rows = [[_printed_cell(chapter, row, name) for name in names] for _, row in check.iterrows()]
    return Table.headed(chapter.language, names, rows, ["printed", "recomputed"])


def _printed_cell(chapter: Chapter, row: pd.Series, name: str) -> str:
    language = chapter.language
    if name == "series":
        return _what(row, language)
    if name == "recomputed":
        return row["recomputed"] and _rounded(chapter, row)
    if name == "verdict":
        return words(f"verdict.{row['verdict'].replace(' ', '_')}", language)
    if name == "printed" and row[name].isdigit():
        return f"{int(row[name]):,}"
    return shortened(row[name])


def _what(row: pd.Series, language: str) -> str:
    """Return what a printed value is, with its year and, unless it counts things, its unit."""
    what = words(f"series.{row['series']}", language)
    if row["indicator"] not in NAMED_BY_SERIES:
        what = f"{short_name(row['indicator'], language)}: {what}"
    year = row["year"] and shown_year(row["year"], language)
    unit = words(f"unit.{row['unit']}", language)
    facts = [year, unit if row["unit"] in MEASURES else ""]
    told = ", ".join(filter(None, facts))
    return f"{what} ({told})" if told else what


def _rounded(chapter: Chapter, row: pd.Series) -> str:
    """Return a recomputed value with at most the two decimals that print has here."""
    try:
        value = float(row["recomputed"])
    except ValueError:
        return recomputed_in_words(row["recomputed"], chapter.language)
    return shown_number(value, 0 if value.is_integer() else 2)
