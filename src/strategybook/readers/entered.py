"""Figures entered by hand: `data/raw/SOURCE/EDITION.csv` of IMD, Edelman and OPDC.

These publishers issue no file, so a person writes each figure down with where it stands and how far
to trust it. Such a file is its own publisher's file and our extract at once: what is read here is
written unchanged, but for order and the shortest text of numbers.
"""

import functools
import re
from pathlib import Path

import pandas as pd

from strategybook.catalogue import indicators
from strategybook.countries import entity_of, nearest
from strategybook.errors import InputError
from strategybook.language import BUDDHIST_ERA
from strategybook.readers import Publication, sheets, text

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
NUMBER = r"[0-9]+(?:\.[0-9]+)?"
EDITION = re.compile(r"([0-9]{4})$")


def recognises(path: Path) -> bool:
    """Tell whether `path` holds figures entered by hand, by its header."""
    return sheets.has_header(path, lambda words: {*KEY, "value", "chosen"} <= set(words))


@functools.cache
def _sources() -> dict[str, str]:
    """Return the source of each indicator of the catalogue."""
    return indicators()["source"].groupby("indicator").first().to_dict()


def _check(path: Path, wrong: pd.Series, cells: pd.Series, key: str, **facts: object) -> None:
    """Raise an InputError at the first row that is marked as wrong."""
    if wrong.any():
        row = int(wrong.idxmax())
        raise InputError(path, key, row=row, column=str(cells.name), value=cells[row], **facts)


def _check_columns(path: Path, table: pd.DataFrame) -> None:
    found = list(table.columns)
    if set(found) != set(COLUMNS):
        facts = {"columns": ", ".join(found), "expected": ", ".join(COLUMNS)}
        raise InputError(path, "entered.columns", row=table.attrs["header"], **facts)
    if len(found) != len(COLUMNS):
        twice = next(name for name in found if found.count(name) > 1)
        raise InputError(path, "layout.column_twice", row=table.attrs["header"], label=twice)
    if table.empty:
        raise InputError(path, "layout.no_rows")


def _entity(cell: str) -> str | None:
    return cell if cell in GROUPS else entity_of(cell)


def _named(path: Path, table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the codes of their countries and with years of the Common Era."""
    entities, year = table["entity"].map(_entity), table["year"]
    unknown = table["entity"][entities.isna()]
    near = nearest(unknown.iloc[0]) if len(unknown) else ""
    _check(path, entities.isna(), table["entity"], "country.entered", near=near)
    known = "a year such as 2026 (CE) or 2569 (BE)"
    _check(path, ~year.str.fullmatch("(?:19|20|2[45])[0-9]{2}"), year, "year.unknown", known=known)
    years = text.common_era(path, year.astype(int), lambda row: {"row": row, "column": "year"})
    return table.assign(entity=entities, year=years.astype(str))


def _check_words(path: Path, table: pd.DataFrame) -> None:
    """Raise an InputError where a cell is none of the words that its column may have."""
    for column, words in WORDS.items():
        wrong = ~table[column].isin(words)
        _check(path, wrong, table[column], "entered.word", known=", ".join(words))
    indicator, origin = table["indicator"], table["origin"]
    _check(path, ~indicator.isin(_sources()), indicator, "entered.indicator")
    _check(path, origin == "", origin, "entered.origin")


def _check_measures(path: Path, table: pd.DataFrame) -> None:
    known = indicators().index
    wrong = ~pd.MultiIndex.from_frame(table[["indicator", "measure"]]).isin(known)
    _check(path, pd.Series(wrong, table.index), table["measure"], "entered.measure")


def _check_one_source(path: Path, table: pd.DataFrame) -> str:
    """Return the one source of all indicators."""
    sources = table["indicator"].map(_sources())
    first = sources.iloc[0]
    _check(path, sources != first, table["indicator"], "entered.sources", source=first)
    return first


def _edition(path: Path, table: pd.DataFrame) -> str:
    """Return the edition, which the file's name ends with; else it is the last year in the file."""
    named = EDITION.search(path.stem)
    if named is None:
        return table["year"].max()
    year = int(named[1])
    edition = str(year - BUDDHIST_ERA if text.is_buddhist(year) else year)
    wrong = table["year"] > edition
    known = f"a year up to the edition, {edition}"
    _check(path, wrong, table["year"], "year.unknown", known=known)
    return edition


def _economies(path: Path, table: pd.DataFrame) -> pd.Series:
    """Return how many economies were ranked: whole numbers, missing where no rank is given."""
    cells = table["economies"]
    wrong = ~cells.str.fullmatch("[1-9][0-9]{0,2}") & (cells != "")
    wrong |= (cells == "") & (table["measure"] == "rank")
    _check(path, wrong, cells, "figure.economies")
    return pd.to_numeric(cells)


def _values(path: Path, table: pd.DataFrame, economies: pd.Series) -> pd.Series:
    """Return the values as numbers, each within the limits of its measure."""
    cells = table["value"]
    _check(path, ~cells.str.fullmatch(NUMBER), cells, "figure.entered_number")
    value = cells.astype(float)
    for measure, (low, high, whole) in LIMITS.items():
        mine = table["measure"] == measure
        wrong = mine & (~value.between(low, high) | (whole & (value % 1 != 0)))
        kind = "whole number" if whole else "number"
        _check(path, wrong, cells, "figure.entered_range", kind=kind, low=low, high=high)
    beyond = (table["measure"] == "rank") & (value > economies)
    _check(path, beyond, cells, "figure.entered_rank")
    return value


def _check_chosen(path: Path, table: pd.DataFrame) -> None:
    """Raise an InputError where not exactly one row of a key is chosen."""
    chosen = table["chosen"] == "yes"
    second = chosen & table[chosen].duplicated(KEY).reindex(table.index, fill_value=False)
    none = ~chosen.groupby([table[name] for name in KEY]).transform("any")
    _check(path, second | none, table["chosen"], "entered.chosen")


def _shortest(value: float) -> str:
    return repr(float(value)).removesuffix(".0")


def _checked(path: Path) -> tuple[str, str, pd.DataFrame]:
    """Return source, edition and the checked rows as text, indexed by their row in the file."""
    table = sheets.read_table(path, lambda words: len({*COLUMNS} & {*words}))
    _check_columns(path, table)
    table = _named(path, table)
    for column, one in (("value", "100"), ("economies", "")):
        table[column] = table[column].map(functools.partial(text.number, one=one))
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
        CSV with the columns of `COLUMNS`, in any order, of one source and edition.

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
    return Publication(source, edition, in_order(table))


def in_order(table: pd.DataFrame) -> pd.DataFrame:
    """Return rows sorted by what they speak of, the chosen one of several first."""
    order = table.assign(left=table["chosen"] != "yes").sort_values([*KEY, "left"], kind="stable")
    return order[COLUMNS].reset_index(drop=True)


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
