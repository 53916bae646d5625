"""Figures entered by hand: `data/raw/SOURCE/EDITION.csv` of IMD, Edelman and OPDC.

These publishers issue no file, so a person writes each figure down with where it stands and how far
to trust it. Such a file is its own publisher's file and our extract at once: what is read here is
written unchanged, but for order and the shortest text of numbers.
"""

import csv
import functools
import re
from pathlib import Path

import pandas as pd
import pycountry

from strategybook.catalogue import indicators
from strategybook.errors import InputError
from strategybook.readers import Publication

COLUMNS = [
    "indicator",
    "entity",
    "year",
    "measure",
    "value",
    "economies",
    "basis",
    "origin",
    "chosen",
    "confidence",
    "note",
]
KEY = ["indicator", "entity", "year", "measure"]
# Edelman's own mean of the markets that it surveys.
GROUPS = {"EDELM"}
# How far a figure is to be trusted, best first.
CONFIDENCE = [
    "primary publisher",
    "two secondary sources agree",
    "one secondary source",
    "printed in the strategy",
    "sources disagree",
    "doubtful",
]
WORDS = {
    "basis": ["published", "computed", "implied"],
    "chosen": ["yes", "no"],
    "confidence": CONFIDENCE,
}
# The least and the greatest value of each measure, and whether it is whole; a rank also ends with
# the number of economies.
LIMITS = {
    "rank": (1, 300, True),
    "score": (0, 100, False),
    "percent": (0, 100, False),
    "count": (0, 10**9, True),
}
NUMBER = r"\d+(?:\.\d+)?"
EDITION = re.compile(r"(\d{4})$")
CURE = "correct the cell"


def _read_table(path: Path) -> pd.DataFrame:
    """Return the file as text, indexed by its rows as a spreadsheet counts them."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *lines = [[cell.strip() for cell in line] for line in csv.reader(file)] or [[]]
    except (csv.Error, UnicodeDecodeError, OSError):
        cure = "save it as CSV in UTF-8"
        raise InputError(path, "no readable table", "CSV in UTF-8", cure) from None
    rows = {row: cells for row, cells in enumerate(lines, start=2) if any(cells)}
    for row, cells in rows.items():
        if len(cells) != len(header):
            found, expected = f"{len(cells)} cells", f"{len(header)}, as in the header"
            raise InputError(path, found, expected, "put commas where cells end", row=row)
    return pd.DataFrame.from_dict(rows, orient="index", columns=header, dtype=str)


def recognises(path: Path) -> bool:
    """Tell whether `path` holds figures entered by hand, by its header."""
    try:
        return {*KEY, "value", "chosen"} <= set(_read_table(path).columns)
    except InputError:
        return False


@functools.cache
def _entities() -> set[str]:
    return {country.alpha_3 for country in pycountry.countries} | {"XKX"} | GROUPS


@functools.cache
def _sources() -> dict[str, str]:
    """Return the source of each indicator of the catalogue."""
    return indicators()["source"].groupby("indicator").first().to_dict()


def _check(
    path: Path, wrong: pd.Series, cells: pd.Series, expected: str, column: str, cure: str = CURE
) -> None:
    """Raise an InputError at the first row that is marked as wrong."""
    if wrong.any():
        row = int(wrong.idxmax())
        raise InputError(path, repr(cells[row]), expected, cure, row=row, column=column)


def _check_columns(path: Path, table: pd.DataFrame) -> None:
    if sorted(table.columns) != sorted(COLUMNS) or table.empty:
        found = f"{len(table)} rows with the columns {', '.join(table.columns)}"
        expected = f"rows with the columns {', '.join(COLUMNS)}"
        raise InputError(path, found, expected, "restore the header", row=1)


def _check_words(path: Path, table: pd.DataFrame) -> None:
    """Raise an InputError where a cell is none of the words that its column may have."""
    for column, words in WORDS.items():
        expected = f"one of {', '.join(words)}"
        _check(path, ~table[column].isin(words), table[column], expected, column)
    for column, known, expected in [
        ("indicator", _sources(), "an indicator of src/strategybook/catalogue.csv"),
        ("entity", _entities(), "an ISO 3166 alpha-3 code, or EDELM for Edelman's mean"),
    ]:
        _check(path, ~table[column].isin(known), table[column], expected, column)
    _check(path, table["origin"] == "", table["origin"], "where the figure stands", "origin")


def _check_measures(path: Path, table: pd.DataFrame) -> None:
    known = indicators().index
    wrong = ~pd.MultiIndex.from_frame(table[["indicator", "measure"]]).isin(known)
    expected = "a measure that the catalogue has for this indicator"
    _check(path, pd.Series(wrong, table.index), table["measure"], expected, "measure")


def _check_one_source(path: Path, table: pd.DataFrame) -> str:
    """Return the one source of all indicators."""
    sources = table["indicator"].map(_sources())
    first = sources.iloc[0]
    cure = "keep one file for each source"
    _check(path, sources != first, table["indicator"], f"indicators of {first}", "indicator", cure)
    return first


def _edition(path: Path, table: pd.DataFrame) -> str:
    """Return the edition, which the file's name ends with; else it is the last year in the file."""
    year = table["year"]
    _check(path, ~year.str.fullmatch("(?:19|20)[0-9]{2}"), year, "a year such as 2026 (CE)", "year")
    named = EDITION.search(path.stem)
    edition = named[1] if named else year.max()
    _check(path, year > edition, year, f"a year up to the edition, {edition}", "year")
    return edition


def _economies(path: Path, table: pd.DataFrame) -> pd.Series:
    """Return how many economies were ranked: whole numbers, missing where no rank is given."""
    text = table["economies"]
    wrong = ~text.str.fullmatch("[1-9][0-9]{0,2}") & (text != "")
    wrong |= (text == "") & (table["measure"] == "rank")
    _check(path, wrong, text, "how many economies were ranked", "economies")
    return pd.to_numeric(text)


def _values(path: Path, table: pd.DataFrame, economies: pd.Series) -> pd.Series:
    """Return the values as numbers, each within the limits of its measure."""
    text = table["value"]
    _check(path, ~text.str.fullmatch(NUMBER), text, "a number such as 1503 or 81.69", "value")
    value = text.astype(float)
    for measure, (least, most, whole) in LIMITS.items():
        mine = table["measure"] == measure
        wrong = mine & (~value.between(least, most) | (whole & (value % 1 != 0)))
        kind = "whole number" if whole else "number"
        _check(path, wrong, text, f"a {kind} from {least} to {most}", "value")
    beyond = (table["measure"] == "rank") & (value > economies)
    _check(path, beyond, text, "a rank up to the number of economies", "value")
    return value


def _check_chosen(path: Path, table: pd.DataFrame) -> None:
    """Raise an InputError where not exactly one row of a key is chosen."""
    chosen = table["chosen"] == "yes"
    second = chosen & table[chosen].duplicated(KEY).reindex(table.index, fill_value=False)
    none = ~chosen.groupby([table[name] for name in KEY]).transform("any")
    expected = "yes in exactly one row of an indicator, entity, year and measure"
    _check(path, second | none, table["chosen"], expected, "chosen")


def _shortest(value: float) -> str:
    return repr(float(value)).removesuffix(".0")


def _checked(path: Path) -> tuple[str, str, pd.DataFrame]:
    """Return source, edition and the checked rows as text, indexed by their row in the file."""
    table = _read_table(path)
    _check_columns(path, table)
    _check_words(path, table)
    _check_measures(path, table)
    source = _check_one_source(path, table)
    edition = _edition(path, table)
    value = _values(path, table, _economies(path, table))
    _check_chosen(path, table)
    return source, edition, table[COLUMNS].assign(value=value.map(_shortest))


def read(path: Path) -> Publication:
    """Read figures that were entered by hand.

    Parameters
    ----------
    path
        CSV in UTF-8 with the columns of `COLUMNS`, in any order, of one source and edition.

    Returns
    -------
    Publication
        Its figures are the rows themselves, in the columns of `COLUMNS`, all text: a row a figure,
        sorted by what it speaks of, the chosen one of several first.

    Raises
    ------
    InputError
        Where a column is missing or unknown, an indicator, measure, entity or word is unknown, a
        year is none or after the edition, a value is no number or beyond its limits, or not exactly
        one row of an indicator, entity, year and measure is chosen.
    """
    source, edition, table = _checked(Path(path))
    order = table.assign(left=table["chosen"] != "yes").sort_values([*KEY, "left"], kind="stable")
    return Publication(source, edition, order[COLUMNS].reset_index(drop=True))


def observations(path: Path) -> pd.DataFrame:
    """Return the rows of a file as observations: one a row, with its own basis and origin.

    Returns
    -------
    The columns of `strategybook.observations.COLUMNS` but for `source, edition` and `raw_file`.
    """
    _, _, table = _checked(path)
    return table.drop(columns="note").assign(
        year=table["year"].astype(int),
        value=table["value"].astype(float),
        economies=pd.to_numeric(table["economies"]),
        chosen=table["chosen"] == "yes",
        raw_place="row " + table.index.astype(str),
    )
