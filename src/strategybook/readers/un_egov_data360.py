"""World Bank Data360: copies of the UN's e-government indices, `UN_EGDI_*_WIDEF.csv`.

One file an index (EGDI, OSI, HCI, TII), one row a country (ISO 3166 alpha-3), one column a survey
year. These copies hold no ranks and no E-Participation Index. A zero may mean "no data", as in
the UN's own files, and is kept as published. The edition is the last survey year in the file,
since no file names it.
"""

from pathlib import Path

import pandas as pd

from strategybook import countries
from strategybook.countries import entity_of
from strategybook.errors import InputError
from strategybook.readers import Publication, sheets, text

SOURCE = "un_egov_data360"

# The file of the Telecommunication Infrastructure Index says TTI.
SERIES = {
    "UN_EGDI_EGDI": "egdi.score",
    "UN_EGDI_HCI": "hci.score",
    "UN_EGDI_OSI": "osi.score",
    "UN_EGDI_TII": "tii.score",
    "UN_EGDI_TTI": "tii.score",
}
# The only values beyond 1, in the UN's own file of 2003 too.
BEYOND_ONE = {("FSM", "2003", "hci.score"): 1.422, ("TUV", "2003", "hci.score"): 1.03}
NOTES = ("The file has no ranks.", "A zero may mean that there is no data.")


def _is_year(word: str) -> bool:
    return word.isdecimal() and len(word) == 4


def _year_columns(table: pd.DataFrame) -> list[str]:
    return [column for column in table.columns if _is_year(column)]


def _known(words: list[str]) -> int:
    """Return how many of the three kinds of headings a row has: indicator, countries, years."""
    has_names = bool({"REF_AREA", "REF_AREA_LABEL"} & {*words})
    return ("INDICATOR" in words) + has_names + any(map(_is_year, words))


def _check_header(path: Path, table: pd.DataFrame) -> None:
    words = list(table.columns)
    names = {"REF_AREA or REF_AREA_LABEL": _names(table), "INDICATOR": "INDICATOR" in words}
    names["survey years, such as 2024"] = _year_columns(table)
    if missing := [name for name, there in names.items() if not there]:
        facts = {"columns": ", ".join(words), "missing": ", ".join(missing)}
        place = {"sheet": table.attrs["sheet"], "row": table.attrs["header"]}
        raise InputError(path, "layout.columns", **place, **facts)
    if not table.columns.is_unique:
        twice = table.columns[table.columns.duplicated()][0]
        raise InputError(path, "layout.column_twice", row=table.attrs["header"], label=twice)
    if table.empty:
        raise InputError(path, "layout.no_rows")


def _names(table: pd.DataFrame) -> str:
    """Return which column says the countries: their codes, or else their names."""
    return next((name for name in ("REF_AREA", "REF_AREA_LABEL") if name in table.columns), "")


def _keys(path: Path, table: pd.DataFrame) -> pd.DataFrame:
    """Return each row's entity and series, each known and each pair once."""
    area, indicator = table[_names(table)], table["INDICATOR"]
    keys = pd.DataFrame({"entity": area.map(entity_of), "series": indicator.map(SERIES)})
    _check_countries(path, area, keys["entity"])
    for wrong, cells, key in [
        (keys["series"].isna(), indicator, "layout.series"),
        (keys.duplicated(), area, "country.twice"),
    ]:
        if wrong.any():
            row, known = wrong.idxmax(), f"one of {', '.join(SERIES)}"
            raise InputError(path, key, row=row, column=cells.name, value=cells[row], known=known)
    return keys


def _check_countries(path: Path, area: pd.Series, entities: pd.Series) -> None:
    """Raise an InputError where a code or a name is no known country."""
    unknown = area[entities.isna()]
    if unknown.empty:
        return
    place = {"row": unknown.index[0], "column": area.name}
    if area.name == "REF_AREA":
        raise InputError(path, "country.code", **place, **countries.unknown_code(unknown.iloc[0]))
    facts = countries.unknown(SOURCE, unknown, set(entities.dropna()))
    raise InputError(path, "country.name", **place, **facts)


def _limits(keys: pd.DataFrame, year: str) -> pd.Series:
    """Return the highest value that each row may have in a year."""
    rows = zip(keys["entity"], keys["series"], strict=True)
    return pd.Series([BEYOND_ONE.get((entity, year, name), 1) for entity, name in rows], keys.index)


def _scores(path: Path, cells: pd.Series, keys: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return one year's figures in long form, as the shortest texts, "" where blank."""
    numbers = cells.map(lambda cell: text.number(cell, one="1"))
    values = pd.to_numeric(numbers.where(text.is_number(numbers)), errors="coerce")
    wrong = (numbers != "") & ~((values >= 0) & (values <= _limits(keys, str(year))))
    if wrong.any():
        row = wrong.idxmax()
        facts = {"value": cells[row], "series": keys.at[row, "series"], "low": 0, "high": 1}
        raise InputError(path, "figure.number", row=row, column=cells.name, whole="", **facts)
    shortest = values.astype(str).str.removesuffix(".0").where(values.notna(), "")
    return keys.assign(year=year, value=shortest)


def recognises(path: Path) -> bool:
    """Tell whether `path` is a Data360 copy of a UN e-government index, by its header."""
    return sheets.has_header(path, lambda words: _known(words) > 2)


def read(path: Path) -> Publication:
    """Read one index of all countries and survey years.

    Returns
    -------
    Publication
        One of the series `egdi.score, hci.score, osi.score, tii.score` (or more, where files
        were put together), from 0 to 1 but for two states in 2003.

    Raises
    ------
    InputError
        Where a column is missing or repeated, a row is too short or long, a country or indicator
        is unknown, a country has two rows, or a value is no number from 0 to 1. Where the codes of
        countries are missing, their names are read.
    """
    table = sheets.read_table(path, _known)
    _check_header(path, table)
    keys = _keys(path, table)
    columns = _year_columns(table)
    stated = pd.Series(columns, columns).astype(int)
    years = text.common_era(
        path, stated, lambda year: {"row": table.attrs["header"], "column": year}
    )
    tables = [_scores(path, table[column], keys, int(years[column])) for column in columns]
    long = pd.concat(tables, ignore_index=True)
    figures = long.pivot(index=["entity", "year"], columns="series", values="value")
    figures = figures.sort_index(axis=1).fillna("").reset_index().rename_axis(columns=None)
    return Publication(SOURCE, str(years.max()), figures, NOTES + text.note_on_era(stated))


def derive(table: pd.DataFrame) -> pd.DataFrame:
    """Mark every figure as not chosen: the UN's own files, which these copy, are held."""
    return table.assign(chosen=False)
