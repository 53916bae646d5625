"""The layouts that the World Bank has used for the WGI: how to tell each, and how to read it.

- *blocks* (editions to 2023): a sheet a dimension, a row an economy, a block of columns a year,
  under two header rows;
- *panel*: a row an economy and year, a column a measure. The Stata files (`vae` is Voice and
  Accountability, estimate), the long sheet of the 2024 edition (a column names the dimension), the
  sheets `va pv ge rq rl cc` since the 2025 edition, DataBank exports with series in columns;
- *series*: a row an economy and series, a column a year. DataBank exports, files of the World
  Bank's API, bulk CSV;
- *economies*: a row a series and year, a column an economy. DataBank exports again.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from strategybook.readers.sheets import Sheet
from strategybook.readers.wgi import terms
from strategybook.readers.wgi.tables import MISSING, Label, Table

HEADER_WITHIN = 40
# Codes that look like the WGI's. Others are of other databases, whose rows are left out.
LIKE_WGI = re.compile(r"GOV_WGI_|(?:VA|PV|GE|RQ|RL|CC)\.", re.IGNORECASE)
MOST_NAMED = 3
KNOWN_SERIES = {"known": "a series code of the WGI, such as VA.EST or GOV_WGI_VA.EST"}


@dataclass(frozen=True)
class Layout:
    """How to tell a header, and how to read the figures below it."""

    name: str
    is_header: Callable[[Table], bool]
    figures: Callable[[Table], pd.DataFrame]


def _is_block_header(table: Table) -> bool:
    own = terms.words(table.sheet.rows[table.header])
    has_figures = any(word in terms.BLOCK_HEADINGS or terms.year(word) for word in own)
    named = table.indicator is not None and "country/territory" in table.words
    # Where the names of columns are merged over both header rows, the lower one has the measures.
    return has_figures and named and not _are_years_of_blocks(table)


def _are_years_of_blocks(table: Table) -> bool:
    """Tell whether a row is the upper of two header rows: years, over measures."""
    rows = table.sheet.rows
    next_words = terms.words(rows[table.header + 1]) if table.header + 1 < len(rows) else []
    return any(word in terms.BLOCK_HEADINGS for word in next_words)


def _block_heading(table: Table, place: int) -> tuple[int, str]:
    """Return the year and the measure of a heading.

    The year stands above the measure. A sheet cut to one measure has years alone.
    """
    word = table.words[place]
    if year := terms.year(word):
        return year, "estimate"
    if word not in terms.BLOCK_HEADINGS:
        known = ", ".join(terms.BLOCK_HEADINGS)
        raise table.mistake("layout.heading", place, heading=word, known=known)
    year = table.years_above[place]
    if year is None:
        raise table.mistake("layout.heading_year", place, heading=word)
    return year, terms.BLOCK_HEADINGS[word]


def _check_estimates(table: Table, figures: pd.DataFrame) -> None:
    """Raise an InputError where years stand alone over anything but estimates.

    Of all measures, only estimates are negative.
    """
    alone = [place for place, word in enumerate(table.words) if terms.year(word)]
    if alone and not (figures.loc[figures["place"].isin(alone), "number"] < 0).any():
        known = ", ".join(terms.BLOCK_HEADINGS)
        raise table.mistake("layout.years_alone", alone[0], known=known)


def _block_figures(table: Table) -> pd.DataFrame:
    own = {"", "country/territory"} | terms.CODE_HEADINGS
    places = [place for place, word in enumerate(table.words) if word not in own]
    headings = [_block_heading(table, place) for place in places]
    figures = table.figures(
        places,
        entity=table.entities,
        year=[year for year, _ in headings],
        indicator=[table.indicator] * len(places),
        measure=[measure for _, measure in headings],
    )
    _check_estimates(table, figures)
    return figures


def _years(table: Table) -> Label:
    known = {"known": f"a year from {terms.FIRST_YEAR} on"}
    return Label(table.place(terms.YEAR_HEADINGS), "year.unknown", terms.year, known)


def _is_panel_header(table: Table) -> bool:
    indicators = {heading[0] for heading in map(terms.panel_heading, table.words) if heading}
    if not indicators or not table.has_entities or table.place(terms.YEAR_HEADINGS) is None:
        return False
    place = table.place(terms.DIMENSION_HEADINGS)
    by_row = place is not None and any(map(terms.dimension, table.cells(place)[:HEADER_WITHIN]))
    return by_row or table.indicator is not None or None not in indicators


def _panel_figures(table: Table) -> pd.DataFrame:
    headings = {place: terms.panel_heading(word) for place, word in enumerate(table.words)}
    headings = {place: heading for place, heading in headings.items() if heading}
    by_row = table.place(terms.DIMENSION_HEADINGS)
    known = {"known": ", ".join(terms.DIMENSIONS)}
    return table.figures(
        list(headings),
        entity=table.entities,
        year=_years(table),
        indicator=[indicator or table.indicator for indicator, _ in headings.values()]
        if by_row is None
        else Label(by_row, "layout.dimension", terms.dimension, known),
        measure=[measure for _, measure in headings.values()],
    )


def _has_series(table: Table) -> bool:
    place = table.place(terms.SERIES_HEADINGS)
    return place is not None and any(terms.series(cell)[0] for cell in table.cells(place))


def _of_wgi(table: Table) -> np.ndarray:
    """Mark the rows that do not name a series of another database, and note the others."""
    codes = pd.Series(table.cells(table.place(terms.SERIES_HEADINGS)), dtype=object)
    codes = codes.where(~codes.isin(MISSING), "").astype(str).str.strip()
    others = (codes != "") & ~codes.str.match(LIKE_WGI) & codes.str.contains(".", regex=False)
    if others.any():
        named = list(codes[others].unique())
        more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
        shown = ", ".join(named[:MOST_NAMED]) + more
        table.left_out.append(f"Series that are not of the WGI were left out: {shown}.")
    return ~others.to_numpy()


def _series_labels(table: Table) -> dict[str, Label]:
    place, key = table.place(terms.SERIES_HEADINGS), "layout.series"
    return {
        "indicator": Label(place, key, lambda cell: terms.series(cell)[0], KNOWN_SERIES),
        "measure": Label(place, key, lambda cell: terms.series(cell)[1], KNOWN_SERIES),
    }


def _is_series_header(table: Table) -> bool:
    return table.has_entities and any(map(terms.year, table.words)) and _has_series(table)


def _series_figures(table: Table) -> pd.DataFrame:
    years = {place: terms.year(word) for place, word in enumerate(table.words) if terms.year(word)}
    return table.figures(
        list(years),
        rows=_of_wgi(table),
        entity=table.entities,
        year=list(years.values()),
        **_series_labels(table),
    )


def _entities_above(table: Table) -> dict[int, str]:
    """Return the economies that headings such as `Thailand [THA]` stand for, by their column."""
    codes = {place: terms.code_in_heading(word).upper() for place, word in enumerate(table.words)}
    return {place: terms.entity(code) for place, code in codes.items() if terms.entity(code)}


def _is_economies_header(table: Table) -> bool:
    has_years = table.place(terms.YEAR_HEADINGS) is not None
    return has_years and bool(_entities_above(table)) and _has_series(table)


def _economies_figures(table: Table) -> pd.DataFrame:
    entities = _entities_above(table)
    return table.figures(
        list(entities),
        rows=_of_wgi(table),
        entity=list(entities.values()),
        year=_years(table),
        **_series_labels(table),
    )


LAYOUTS = (
    Layout("blocks", _is_block_header, _block_figures),
    Layout("panel", _is_panel_header, _panel_figures),
    Layout("series", _is_series_header, _series_figures),
    Layout("economies", _is_economies_header, _economies_figures),
)


def found(sheet: Sheet) -> tuple[Layout, Table] | None:
    """Return a sheet's layout and its table, None where it has none of the WGI."""
    for row in range(min(HEADER_WITHIN, len(sheet.rows))):
        table = Table(sheet, row)
        for layout in LAYOUTS:
            if layout.is_header(table):
                return layout, table
    return None
