"""World Bank Data360: copies of the UN's e-government indices, `UN_EGDI_*_WIDEF.csv`.

One file an index (EGDI, OSI, HCI, TII), one row a country (ISO 3166 alpha-3), one column a survey
year. These copies hold no ranks and no E-Participation Index. A zero may mean "no data", as in
the UN's own files, and is kept as published. The edition is the last survey year in the file,
since no file names it.
"""

import csv
from pathlib import Path

import pandas as pd
import pycountry

from strategybook.errors import InputError
from strategybook.readers import Publication

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
CURE = "download the file again from World Bank Data360"


def _read_table(path: Path) -> pd.DataFrame:
    """Return the file as text, indexed by its rows as a spreadsheet counts them."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = list(csv.reader(file)) or [[]]
    except (csv.Error, UnicodeDecodeError, OSError):
        raise InputError(path, "no readable table", "CSV in UTF-8", CURE) from None
    header = [word.strip() for word in header]
    numbered = {row: cells for row, cells in enumerate(rows, start=2) if any(cells)}
    for row, cells in numbered.items():
        if len(cells) != len(header):
            found, expected = f"{len(cells)} columns", f"{len(header)}, as in the header"
            raise InputError(path, found, expected, CURE, row=row)
    return pd.DataFrame.from_dict(numbered, orient="index", columns=header, dtype=str)


def _year_columns(table: pd.DataFrame) -> list[str]:
    return [column for column in table.columns if column.isdigit() and len(column) == 4]


def _check_header(path: Path, table: pd.DataFrame) -> None:
    words = list(table.columns)
    complete = {"REF_AREA", "INDICATOR"} <= set(words) and _year_columns(table)
    if table.empty or not complete or len(set(words)) < len(words):
        found = f"{len(table)} rows with the columns {', '.join(words)}"
        expected = "rows with REF_AREA, INDICATOR and survey years, each column once"
        raise InputError(path, found, expected, CURE, row=1)


def _check(path: Path, wrong: pd.Series, cells: pd.Series, expected: str, column: str) -> None:
    """Raise an InputError at the first row that is marked as wrong."""
    if wrong.any():
        row = wrong.idxmax()
        raise InputError(path, repr(cells[row]), expected, CURE, row=row, column=column)


def _keys(path: Path, table: pd.DataFrame) -> pd.DataFrame:
    """Return each row's entity and series, each known and each pair once."""
    area, indicator = table["REF_AREA"].str.strip(), table["INDICATOR"].str.strip()
    codes = {country.alpha_3 for country in pycountry.countries}
    keys = pd.DataFrame({"entity": area, "series": indicator.map(SERIES)})
    known = ", ".join(SERIES)
    _check(path, ~area.isin(codes), area, "an ISO 3166 alpha-3 code", "REF_AREA")
    _check(path, keys["series"].isna(), indicator, f"one of {known}", "INDICATOR")
    _check(path, keys.duplicated(), area, "each country once for an indicator", "REF_AREA")
    return keys


def _limits(keys: pd.DataFrame, year: str) -> pd.Series:
    """Return the highest value that each row may have in a year."""
    rows = zip(keys["entity"], keys["series"], strict=True)
    return pd.Series([BEYOND_ONE.get((entity, year, name), 1) for entity, name in rows], keys.index)


def _scores(path: Path, table: pd.DataFrame, keys: pd.DataFrame, year: str) -> pd.DataFrame:
    """Return one year's figures in long form, as the shortest texts, "" where blank."""
    text = table[year].str.strip()
    numbers = pd.to_numeric(text, errors="coerce")
    wrong = (text != "") & ~((numbers >= 0) & (numbers <= _limits(keys, year)))
    _check(path, wrong, text, "a number from 0 to 1", year)
    shortest = numbers.astype(str).str.removesuffix(".0").where(numbers.notna(), "")
    return keys.assign(year=int(year), value=shortest)


def recognises(path: Path) -> bool:
    """Tell whether `path` is a Data360 copy of a UN e-government index, by header and codes."""
    try:
        table = _read_table(path)
    except InputError:
        return False
    has_keys = {"REF_AREA", "INDICATOR"} <= set(table.columns) and table.columns.is_unique
    return has_keys and bool(table["INDICATOR"].isin(SERIES).any())


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
        is unknown, a country has two rows, or a value is no number from 0 to 1.
    """
    table = _read_table(path)
    _check_header(path, table)
    keys = _keys(path, table)
    years = _year_columns(table)
    long = pd.concat([_scores(path, table, keys, year) for year in years], ignore_index=True)
    figures = long.pivot(index=["entity", "year"], columns="series", values="value")
    figures = figures.sort_index(axis=1).fillna("").reset_index().rename_axis(columns=None)
    return Publication(SOURCE, max(years), figures, NOTES)


def derive(table: pd.DataFrame) -> pd.DataFrame:
    """Mark every figure as not chosen: the UN's own files, which these copy, are held."""
    return table.assign(chosen=False)
