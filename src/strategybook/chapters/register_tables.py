"""The tables of the pages about data: sources, editions, changes of method, what is missing."""

import pandas as pd

from strategybook import editions, paths
from strategybook.catalogue import indicator_name
from strategybook.language import country_name, joined, shown_number, shown_year, words
from strategybook.show.exhibits import Chapter
from strategybook.show.tables import StackedTable, Table


def read_register(name: str) -> pd.DataFrame:
    """Return a register of `data/raw`, all columns text."""
    return pd.read_csv(paths.RAW / f"{name}.csv", dtype=str, keep_default_na=False)


def _title(chapter: Chapter, source: str) -> str:
    """Return a source's title; of a source that is no more than looked for, its key."""
    titles = editions.sources()[f"title_{chapter.language}"]
    return titles.get(source, source.upper())


def sources(chapter: Chapter, table: pd.DataFrame) -> Table:
    """Return what each source measures and how often it is published."""
    fields = [f"{name}_{chapter.language}" for name in ("title", "about", "frequency")]
    return Table.headed(
        chapter.language, ["source", "about", "frequency"], table[fields].to_numpy().tolist()
    )


def terms(chapter: Chapter, table: pd.DataFrame) -> Table:
    """Return under which terms each source stands, how to cite it and where to get it."""
    fields = [f"title_{chapter.language}", f"terms_{chapter.language}", "cite", "address"]
    names = ["source", "terms", "cite", "address"]
    return StackedTable.headed(chapter.language, names, table[fields].to_numpy().tolist())


def editions_held(chapter: Chapter, table: pd.DataFrame) -> Table:
    """Return the editions held of each source, oldest first, and what kind of edition they are.

    Of an edition that is held in part it is said, since the book does not show it.
    """
    kinds = editions.sources()["revision"]
    rows = [
        [
            _title(chapter, source),
            ", ".join(_edition(chapter, row) for row in group.itertuples()),
            words(f"revision.{kinds[source]}", chapter.language),
        ]
        for source, group in table.groupby("source", sort=False)
    ]
    return Table.headed(chapter.language, ["source", "editions", "revision"], rows)


def _edition(chapter: Chapter, row: tuple) -> str:
    if row.extent != editions.PARTIAL:
        return row.edition
    return words("edition.partial", chapter.language, edition=row.edition)


def method_breaks(chapter: Chapter, table: pd.DataFrame) -> Table:
    """Return when and how publishers changed what they measure."""
    rows = [
        [
            _title(chapter, row.source),
            shown_year(row.year, chapter.language),
            getattr(row, f"what_{chapter.language}"),
        ]
        for row in table.itertuples()
    ]
    return Table.headed(chapter.language, ["source", "year", "change"], rows)


def missing(chapter: Chapter, table: pd.DataFrame) -> Table:
    """Return what could not be found, in one column for a phone's sake, and where to look."""
    rows = [
        [
            f"{indicator_name(row.indicator, chapter.language)}: "
            f"{_whose(chapter, row.entity)} ({_years(chapter, row.years)})",
            getattr(row, f"where_to_look_{chapter.language}"),
        ]
        for row in table.itertuples()
    ]
    return Table.headed(chapter.language, ["indicator", "where_to_look"], rows)


def _whose(chapter: Chapter, entity: str) -> str:
    if entity in ("all", "other markets"):
        return words(f"whose.{entity.replace(' ', '_')}", chapter.language)
    names = [country_name(code, chapter.language) for code in entity.split()]
    return joined(names, chapter.language)


def _years(chapter: Chapter, years: str) -> str:
    """Return years such as `2018-2021; 2025` as the language writes them."""
    if years == "all":
        return words("whose.all_years", chapter.language)
    spans = [
        "-".join(shown_year(year, chapter.language) for year in span.split("-"))
        for span in years.split("; ")
    ]
    return ", ".join(spans)


def samples(chapter: Chapter, table: pd.DataFrame) -> Table:
    """Return how many people a survey asked in each edition, and its margin of error."""
    rows = [
        [
            shown_year(row["edition"], chapter.language),
            shown_number(row["respondents"], 0),
            str(row["countries"]),
            span(chapter, row, "sample", 0),
            span(chapter, row, "margin", 1),
        ]
        for _, row in table.iterrows()
    ]
    names = ["year", "respondents", "countries", "each", "margin_of_country"]
    return Table.headed(chapter.language, names, rows)


def span(chapter: Chapter, row: pd.Series, name: str, digits: int) -> str:
    """Return the least and the most of something, once where they are the same."""
    least, most = (shown_number(row[f"{name}_{end}"], digits) for end in ("least", "most"))
    return least if least == most else words("range", chapter.language, least=least, most=most)


def by_edition(chapter: Chapter, table: pd.DataFrame, years: list[int]) -> Table:
    """Return one series as each edition states it: a row an edition, a column a year."""
    values = table.pivot(index="edition", columns="year", values="value")
    columns = [shown_year(year, chapter.language) for year in years]
    rows = [
        [edition, *(_cell(chapter, row.get(year)) for year in years)]
        for edition, row in values.iterrows()
    ]
    header = [words("table.edition", chapter.language), *columns]
    return Table(header, rows, numeric=tuple(columns))


def _cell(chapter: Chapter, value: float | None) -> str:
    return words("no_data", chapter.language) if value is None or pd.isna(value) else f"{value:.2f}"
