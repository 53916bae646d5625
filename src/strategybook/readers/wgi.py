"""World Bank Worldwide Governance Indicators (WGI), in every layout that was issued.

What is read, from xlsx, CSV or Stata:

- *block sheets* (editions to 2023): a sheet a dimension, a row an economy, a block of columns a
  year, under two header rows;
- *panels*: a row an economy and year, a column a measure. The Stata files (`vae` is Voice and
  Accountability, estimate), the long sheet of the 2024 edition (a column names the dimension) and
  the sheets `va pv ge rq rl cc` of the 2025 and 2026 editions;
- *series tables*: a row an economy and series, a column a year. DataBank exports and bulk CSV.

The World Bank estimates in single precision (float32). Its Stata files hold these numbers, its
workbooks the same with all digits of a float64 (92.75362396240234), DataBank with 15 digits. All
three become the shortest text of the float32 (92.753624), so that a figure has one text whatever
file it came in. A number that is not a float32 written out keeps all its digits.
"""

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
import pycountry

from strategybook import countries
from strategybook.countries import entity_of
from strategybook.errors import InputError
from strategybook.language import BUDDHIST_ERA
from strategybook.readers import Publication, text
from strategybook.readers.workbook import (
    COMPOUND_FILE,
    column_letters,
    open_workbook,
    sheet_rows,
)

SOURCE = "wgi"

DIMENSIONS = {
    "va": "wgi_voice_and_accountability",
    "pv": "wgi_political_stability",
    "ge": "wgi_government_effectiveness",
    "rq": "wgi_regulatory_quality",
    "rl": "wgi_rule_of_law",
    "cc": "wgi_control_of_corruption",
}

# Each measure, and the least and the greatest value that it may take. Estimates are standard
# normal: in six editions they lie between -3.4 and 2.5.
LIMITS = {
    "estimate": (-5, 5),
    "estimate_lower": (-7, 7),
    "estimate_upper": (-7, 7),
    "standard_error": (0, 3),
    "sources": (1, 99),
    "percentile_rank": (0, 100),
    # Bounds of the percentile rank.
    "lower": (0, 100),
    "upper": (0, 100),
    # From the 2025 edition on: a place between a fixed worst and best case, no percentile rank.
    "absolute_score": (0, 100),
    "absolute_score_lower": (0, 100),
    "absolute_score_upper": (0, 100),
    "absolute_score_standard_error": (0, 50),
}

BLOCK_HEADINGS = {
    "estimate": "estimate",
    "stderr": "standard_error",
    "numsrc": "sources",
    "rank": "percentile_rank",
    "lower": "lower",
    "upper": "upper",
}

PANEL_HEADINGS = {
    # the 2024 edition
    "estimate": "estimate",
    "stddev": "standard_error",
    "nsource": "sources",
    "pctrank": "percentile_rank",
    "pctranklower": "lower",
    "pctrankupper": "upper",
    # the 2025 and 2026 editions, as public code that reads them has it
    "number of sources": "sources",
    "governance estimate (approx. -2.5 to +2.5)": "estimate",
    "standard error (estimate)": "standard_error",
    "lower threshold (90% conf. int. estimate)": "estimate_lower",
    "upper threshold (90% conf. int. estimate)": "estimate_upper",
    "governance score (0-100)": "absolute_score",
    "standard error (gov. score)": "absolute_score_standard_error",
    "lower threshold (90% conf. int. score)": "absolute_score_lower",
    "upper threshold (90% conf. int. score)": "absolute_score_upper",
}

# Last letters of the headings of Stata files.
STATA_LETTERS = {
    "e": "estimate",
    "s": "standard_error",
    "n": "sources",
    "r": "percentile_rank",
    "l": "lower",
    "u": "upper",
}

# Ends of series codes, as in `VA.EST`.
SERIES_ENDS = {
    "EST": "estimate",
    "STD.ERR": "standard_error",
    "NO.SRC": "sources",
    "PER.RNK": "percentile_rank",
    "PER.RNK.LOWER": "lower",
    "PER.RNK.UPPER": "upper",
    # From the 2025 edition on, as in `GOV_WGI_VA.SE` (in the World Development Indicators
    # `GOV_WGI_VA_SE`): known from public code that reads the World Bank's API, not from a file.
    # SE is on the scale of the estimate.
    "SE": "standard_error",
    "SR": "sources",
    "SC": "absolute_score",
    "SC_LB": "absolute_score_lower",
    "SC_UB": "absolute_score_upper",
}
SERIES_CODE = re.compile(rf"(?:GOV_WGI_)?({'|'.join(DIMENSIONS)})[._](.+)", re.IGNORECASE)

CODE_HEADINGS = {"code", "country code", "economy (code)"}
# Read where there are no codes.
NAME_HEADINGS = {"country/territory", "country name", "countryname", "economy (name)"}
DIMENSION_HEADINGS = {"indicator", "governance dimension"}
SERIES_HEADINGS = {"series code", "indicator code"}

# The World Bank's own codes of economies, and ISO's; XKX (Kosovo) is user-assigned there, ANT (the
# Netherlands Antilles, dissolved in 2010) withdrawn.
CODES = {
    "ADO": "AND",
    "ANT": "ANT",
    "KSV": "XKX",
    "ROM": "ROU",
    "TMP": "TLS",
    "WBG": "PSE",
    "XKX": "XKX",
    "ZAR": "COD",
}

FIRST_YEAR = 1996
YEAR = re.compile(r"((?:19|20|2[45])[0-9]{2})(?:\.0| \[yr\1\])?")
MISSING = ["", "..", "#N/A", np.nan, None]
NUMBERS = {"floating", "integer", "mixed-integer-float", "empty"}
# How far a number may be from itself written with 15 digits, relatively.
ERROR_OF_15_DIGITS = 5.1e-15

EDITION = re.compile(r"Worldwide Governance Indicators, (\d{4}) Update")
SAVED = re.compile(r"Last Updated: \d\d/\d\d/(\d{4})")
SAID_WITHIN = 10
HEADER_WITHIN = 40
STATA_START = re.compile(rb"<stata_dta>|[\x69-\x73][\x01\x02]")

# How far a published percentile rank may be from the rank of its estimate. Six editions keep to
# 0.00001; a copy may be rounded to two decimals.
RANK_TOLERANCE = 0.006
# A file of fewer economies may be an extract, whose estimates give other ranks.
WHOLE_WORLD = 150
# From one edition to the next, at most 6 % of the economies went missing from a ranking. The World
# Bank's API leaves out 4 % (Taiwan and some territories), an extract of a region or group far more.
SHARE_OF_ALL = 0.93


@dataclass(frozen=True)
class _Sheet:
    """The cells of a workbook's sheet, or of a whole CSV or Stata file.

    A Stata file says itself in which year it was `saved`. The names of its columns are its row 1,
    and stand for the letters that other columns have.
    """

    path: Path
    name: str | None
    rows: list[list]
    saved: str = ""
    columns_named: bool = False

    @property
    def indicator(self) -> str | None:
        """The indicator that the sheet is named after, in full or with two letters."""
        letters = re.sub("[^a-z]", "", (self.name or "").casefold())
        for key, indicator in DIMENSIONS.items():
            title = indicator.removeprefix("wgi_").replace("_", "")
            if letters == key or letters.startswith(title):
                return indicator
        return None

    def column(self, place: int) -> str:
        """Return what a person calls the column at `place`."""
        return str(self.rows[0][place]) if self.columns_named else column_letters(place)

    def mistake(self, key: str, row: int, place: int, **facts: object) -> InputError:
        """Return an error of a kind at a cell; row and place count from 0."""
        where = {"sheet": self.name, "row": int(row) + 1, "column": self.column(place)}
        return InputError(self.path, key, **where, **facts)


@dataclass(frozen=True)
class _Label:
    """A column that says what the figures of its rows speak of.

    `meaning` turns a cell into an entity, year, indicator or measure, or else None; then it is an
    error of the kind `key`, told with `facts`.
    """

    place: int
    key: str
    meaning: Callable
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Table:
    """A sheet's header, as words without capitals, and the cells below it."""

    sheet: _Sheet
    header: int
    words: list[str]
    below: np.ndarray

    def place(self, wanted: set[str]) -> int | None:
        """Return the place of the first heading that is one of the wanted words."""
        return _place(self.words, wanted)

    def mistake(self, key: str, place: int, **facts: object) -> InputError:
        """Return an error of a kind at a heading."""
        return self.sheet.mistake(key, self.header, place, **facts)

    def figures(self, places: list[int], **labels: _Label | list) -> pd.DataFrame:
        """Return the filled cells below the headings at `places`, one a row.

        Parameters
        ----------
        labels
            What says the `entity`, `year`, `indicator` and `measure` of a cell: a column, or the
            headings (a list of what each means).

        Returns
        -------
        Columns `value, number, row, place`, and the labels as categories.

        Raises
        ------
        InputError
            At the first filled cell of which a column says something unknown.
        """
        values = self.below[:, places]
        rows = np.arange(len(values))[:, None] + self.header + 1
        columns = {"row": rows, "place": np.array([places])}
        columns |= {name: self._codes(name, label) for name, label in labels.items()}
        spread = {
            name: np.broadcast_to(column, values.shape).ravel() for name, column in columns.items()
        }
        table = pd.DataFrame({"value": values.ravel()} | spread)
        table["number"] = pd.to_numeric(table["value"], errors="coerce")
        blank = table.loc[table["number"].isna(), "value"].isin(MISSING)
        table = table.drop(index=blank.index[blank])
        for name, label in labels.items():
            self._check_known(table, name, label)
            table[name] = pd.Categorical.from_codes(table[name], dtype=_kinds()[name])
        return table

    def _codes(self, name: str, label: _Label | list) -> np.ndarray:
        """Return codes of what a label means, for each row (a column) or heading (a row)."""
        if isinstance(label, list):
            return pd.Categorical(label, dtype=_kinds()[name]).codes[None, :]
        cells = pd.Series(self.below[:, label.place], dtype=object)
        meanings = cells.map({cell: label.meaning(cell) for cell in cells.unique()})
        return pd.Categorical(meanings, dtype=_kinds()[name]).codes[:, None]

    def _check_known(self, table: pd.DataFrame, name: str, label: _Label | list) -> None:
        unknown = table["row"][table[name] == -1]
        if len(unknown):
            row = unknown.iloc[0]
            facts = {"value": self.sheet.rows[row][label.place]} | label.facts
            if name == "entity":
                facts = self._unknown_entities(label)
            raise self.sheet.mistake(label.key, row, label.place, **facts)

    def _unknown_entities(self, label: _Label) -> dict[str, object]:
        """Return what is told of the cells of a column that are no known country."""
        meant = {str(cell): label.meaning(cell) for cell in self.below[:, label.place]}
        unknown = [cell for cell, entity in meant.items() if entity is None]
        if label.key == "country.code":
            return countries.unknown_code(unknown[0])
        return countries.unknown(SOURCE, unknown, set(meant.values()))


@dataclass(frozen=True)
class _Layout:
    """How to tell a header by its words and the rows below it, and how to read its table."""

    is_header: Callable[[_Sheet, list[str], list[list]], bool]
    figures: Callable[[_Table], pd.DataFrame]


def _words(row: list) -> list[str]:
    return [" ".join(str(cell).split()).casefold() for cell in row]


def _place(words: list[str], wanted: set[str]) -> int | None:
    return next((place for place, word in enumerate(words) if word in wanted), None)


@functools.cache
def _known_codes() -> dict[str, str]:
    return {country.alpha_3: country.alpha_3 for country in pycountry.countries} | CODES


@functools.cache
def _kinds() -> dict[str, pd.CategoricalDtype]:
    """Return the categories of each label: what the figures of all sheets can speak of."""
    known = {
        "entity": sorted(set(_known_codes().values())),
        # Of both eras; `_read_sheets` converts.
        "year": [*range(FIRST_YEAR, 2100), *range(FIRST_YEAR + BUDDHIST_ERA, 2100 + BUDDHIST_ERA)],
        "indicator": sorted(DIMENSIONS.values()),
        "measure": sorted(LIMITS),
    }
    return {name: pd.CategoricalDtype(values) for name, values in known.items()}


def _entity(cell: object) -> str | None:
    return _known_codes().get(str(cell).strip())


def _year(cell: object) -> int | None:
    """Return the year that a cell states, of either era: 2022, "2022" or "2022 [YR2022]"."""
    match = YEAR.fullmatch(str(cell).strip().casefold())
    return int(match[1]) if match and int(match[1]) in _kinds()["year"].categories else None


def _indicator(cell: object) -> str | None:
    return DIMENSIONS.get(str(cell).strip().casefold())


def _series(cell: object) -> tuple[str, str] | tuple[None, None]:
    """Return the indicator and measure of a code such as `VA.EST` or `GOV_WGI_VA.EST`."""
    match = SERIES_CODE.fullmatch(str(cell).strip())
    measure = SERIES_ENDS.get(match[2].upper()) if match else None
    return (DIMENSIONS[match[1].lower()], measure) if measure else (None, None)


def _entity_label(words: list[str]) -> _Label:
    """Return the column of codes, or else that of names."""
    place = _place(words, CODE_HEADINGS)
    if place is not None:
        return _Label(place, "country.code", _entity)
    named = _place(words, NAME_HEADINGS)
    return _Label(named, "country.name", lambda cell: entity_of(str(cell)))


def _has_entities(words: list[str]) -> bool:
    return _place(words, CODE_HEADINGS | NAME_HEADINGS) is not None


def _is_block_header(sheet: _Sheet, words: list[str], below: list[list]) -> bool:
    has_figures = any(word in BLOCK_HEADINGS or _year(word) for word in words)
    return sheet.indicator is not None and "country/territory" in words and has_figures


def _block_heading(table: _Table, place: int) -> tuple[int, str]:
    """Return the year and the measure of a heading.

    The year stands above the measure. A sheet cut to one measure has years alone.
    """
    word = table.words[place]
    if year := _year(word):
        return year, "estimate"
    if word not in BLOCK_HEADINGS:
        known = ", ".join(BLOCK_HEADINGS)
        raise table.mistake("layout.heading", place, heading=word, known=known)
    year = _year(table.sheet.rows[table.header - 1][place]) if table.header else None
    if year is None:
        raise table.mistake("layout.heading_year", place, heading=word)
    return year, BLOCK_HEADINGS[word]


def _check_estimates(table: _Table, figures: pd.DataFrame) -> None:
    """Raise an InputError where years stand alone over anything but estimates.

    Of all measures, only estimates are negative.
    """
    alone = [place for place, word in enumerate(table.words) if _year(word)]
    if alone and not (figures.loc[figures["place"].isin(alone), "number"] < 0).any():
        raise table.mistake("layout.years_alone", alone[0], known=", ".join(BLOCK_HEADINGS))


def _block_figures(table: _Table) -> pd.DataFrame:
    own = {"", "country/territory", "code"}
    places = [place for place, word in enumerate(table.words) if word not in own]
    headings = [_block_heading(table, place) for place in places]
    figures = table.figures(
        places,
        entity=_entity_label(table.words),
        year=[year for year, _ in headings],
        indicator=[table.sheet.indicator] * len(places),
        measure=[measure for _, measure in headings],
    )
    _check_estimates(table, figures)
    return figures


def _panel_heading(word: str) -> tuple[str | None, str] | None:
    """Return the indicator, None where a row or the sheet says it, and the measure."""
    if word in PANEL_HEADINGS:
        return None, PANEL_HEADINGS[word]
    if word[:2] in DIMENSIONS and word[2:] in STATA_LETTERS:
        return DIMENSIONS[word[:2]], STATA_LETTERS[word[2:]]
    return None


def _is_panel_header(sheet: _Sheet, words: list[str], below: list[list]) -> bool:
    indicators = {heading[0] for heading in map(_panel_heading, words) if heading}
    place = _place(words, DIMENSION_HEADINGS)
    by_row = place is not None and any(_indicator(row[place]) for row in below)
    named = by_row or sheet.indicator is not None or None not in indicators
    has_keys = "year" in words and _has_entities(words)
    return bool(indicators) and named and has_keys


def _panel_figures(table: _Table) -> pd.DataFrame:
    headings = {place: _panel_heading(word) for place, word in enumerate(table.words)}
    headings = {place: heading for place, heading in headings.items() if heading}
    by_row = table.place(DIMENSION_HEADINGS)
    return table.figures(
        list(headings),
        entity=_entity_label(table.words),
        year=_Label(
            table.place({"year"}), "year.unknown", _year, {"known": f"a year from {FIRST_YEAR} on"}
        ),
        indicator=[indicator or table.sheet.indicator for indicator, _ in headings.values()]
        if by_row is None
        else _Label(by_row, "layout.dimension", _indicator, {"known": ", ".join(DIMENSIONS)}),
        measure=[measure for _, measure in headings.values()],
    )


def _is_series_header(sheet: _Sheet, words: list[str], below: list[list]) -> bool:
    place = _place(words, SERIES_HEADINGS)
    of_wgi = place is not None and any(_series(row[place])[0] for row in below)
    return of_wgi and _has_entities(words) and any(map(_year, words))


def _series_figures(table: _Table) -> pd.DataFrame:
    years = {place: _year(word) for place, word in enumerate(table.words) if _year(word)}
    place = table.place(SERIES_HEADINGS)
    known = {"known": "a series code of the WGI, such as VA.EST or GOV_WGI_VA.EST"}
    return table.figures(
        list(years),
        entity=_entity_label(table.words),
        year=list(years.values()),
        indicator=_Label(place, "layout.series", lambda cell: _series(cell)[0], known),
        measure=_Label(place, "layout.series", lambda cell: _series(cell)[1], known),
    )


LAYOUTS = (
    _Layout(_is_block_header, _block_figures),
    _Layout(_is_panel_header, _panel_figures),
    _Layout(_is_series_header, _series_figures),
)


def _workbook_sheets(path: Path) -> Iterator[_Sheet]:
    workbook = open_workbook(path)
    for name in workbook.sheet_names:
        yield _Sheet(path, name, sheet_rows(workbook, name))


def _csv_sheet(path: Path, most_rows: int | None) -> _Sheet:
    rows = [[text.number(cell) for cell in row] for row in text.read_rows(path, most_rows)]
    width = max(map(len, rows), default=0)
    return _Sheet(path, None, [row + [""] * (width - len(row)) for row in rows])


def _stata_sheet(path: Path) -> _Sheet:
    try:
        with pd.read_stata(path, iterator=True, convert_categoricals=False) as reader:
            table, saved = reader.read(), reader.time_stamp
    except Exception as problem:  # a damaged file makes pandas raise almost anything
        raise InputError(path, "file.stata", problem=str(problem)) from None
    single = dict.fromkeys(table.select_dtypes("float32"), "float64")
    with np.errstate(invalid="ignore"):  # numpy would warn of damaged figures; they become none
        rows = table.astype(single).astype(object).to_numpy().tolist()
    year = re.search(r"\d{4}", saved)
    return _Sheet(path, None, [list(table), *rows], year[0] if year else "", columns_named=True)


def is_stata(content: bytes) -> bool:
    """Tell whether a file's content begins as a Stata file's does."""
    return bool(STATA_START.match(content))


def _sheets(path: Path, most_rows: int | None = None) -> Iterator[_Sheet]:
    """Yield the sheets of a file; of a CSV file not more than `most_rows`."""
    start = b""
    if path.is_file():
        with path.open("rb") as file:
            start = file.read(16)
    if is_stata(start):
        yield _stata_sheet(path)
    elif start.startswith((b"PK", COMPOUND_FILE)) or not start:
        yield from _workbook_sheets(path)
    else:
        yield _csv_sheet(path, most_rows)


def _found(sheet: _Sheet) -> tuple[_Layout, int] | None:
    """Return a sheet's layout and the row of its header, None where it has none of the WGI."""
    for row, cells in enumerate(sheet.rows[:HEADER_WITHIN]):
        words, below = _words(cells), sheet.rows[row + 1 : row + 1 + HEADER_WITHIN]
        for layout in LAYOUTS:
            if layout.is_header(sheet, words, below):
                return layout, row
    return None


def recognises(path: Path) -> bool:
    """Tell whether a file holds the WGI, by the words of its sheets; never raises."""
    try:
        return any(_found(sheet) for sheet in _sheets(Path(path), most_rows=2 * HEADER_WITHIN))
    except Exception:  # whatever is wrong with it, it is not ours
        return False


def _check_numbers(sheet: _Sheet, figures: pd.DataFrame) -> None:
    """Raise an InputError at the first value that is no number, or out of its measure's range."""
    limits = np.array([LIMITS[measure] for measure in figures["measure"].cat.categories])
    low, high = limits[figures["measure"].cat.codes].T
    wrong = ~figures["number"].between(low, high)
    wrong |= (figures["measure"] == "sources") & (figures["number"] % 1 != 0)
    if pd.api.types.infer_dtype(figures["value"]) not in NUMBERS:
        # What pandas takes for a number, but a person would not: True, a date, 1_0, 0x10.
        wrong |= ~text.is_number(figures["value"].astype(str).str.strip())
    if wrong.any():
        cell = figures.loc[wrong.idxmax()]
        series = f"{cell['indicator']}.{cell['measure']}"
        facts = dict(zip(("low", "high"), LIMITS[cell["measure"]], strict=True))
        facts |= {"value": cell["value"], "series": series}
        facts["whole"] = "whole " if cell["measure"] == "sources" else ""
        raise sheet.mistake("figure.number", cell["row"], cell["place"], **facts)


def _texts(numbers: pd.Series) -> pd.Series:
    """Return the shortest texts that read back to the numbers, float32 where they are such."""
    double, places = np.unique(numbers.to_numpy() + 0.0, return_inverse=True)  # -0.0 is 0.0
    single = double.astype(np.float32)
    texts = single.astype(str).astype(object)
    other = ~np.isclose(single.astype(float), double, rtol=ERROR_OF_15_DIGITS, atol=0)
    texts[other] = double[other].astype(str)
    return pd.Series(texts).str.removesuffix(".0").take(places)


def _read_sheet(sheet: _Sheet, layout: _Layout, header: int) -> pd.DataFrame:
    """Return columns `entity, year, indicator, measure, number, sheet, row, column`."""
    below = np.array(sheet.rows[header + 1 :], dtype=object).reshape(-1, len(sheet.rows[header]))
    figures = layout.figures(_Table(sheet, header, _words(sheet.rows[header]), below))
    _check_numbers(sheet, figures)
    columns = {place: sheet.column(place) for place in figures["place"].unique()}
    return figures[[*_kinds(), "number"]].assign(
        sheet=sheet.name,
        row=figures["row"] + 1,
        column=figures["place"].map(columns),
    )


def _check_once(path: Path, figures: pd.DataFrame) -> None:
    """Raise an InputError at the second figure of one economy, year and series."""
    again = figures.duplicated([*_kinds()])
    if again.any():
        figure = figures.loc[again.idxmax()]
        facts = {"entity": figure["entity"], "year": figure["year"], "series": _name(figure)}
        raise InputError(path, "figure.twice", **_where(figure), **facts)


def _where(figure: pd.Series) -> dict[str, object]:
    return {"sheet": figure["sheet"], "row": int(figure["row"]), "column": figure["column"]}


def _name(figure: pd.Series) -> str:
    return f"{figure['indicator']}.{figure['measure']}"


def _check_ranks(path: Path, figures: pd.DataFrame) -> None:
    """Raise an InputError at a percentile rank that does not follow from the estimates.

    From the 2025 edition on there is a score from 0 to 100 instead, which looks like one.
    """
    key = ["indicator", "year"]
    ranks = figures[figures["measure"] == "percentile_rank"].set_index([*key, "entity"])
    estimates = figures[figures["measure"] == "estimate"].set_index([*key, "entity"])["number"]
    groups = estimates.groupby(key, observed=True)
    ours = groups.transform(percentile_rank)[groups.transform("size") >= WHOLE_WORLD]
    ranks = ranks.assign(expected=ours).dropna(subset="expected")
    apart = (ranks["number"] - ranks["expected"]).abs() > RANK_TOLERANCE
    if apart.any():
        figure = ranks[apart].reset_index().iloc[0]
        facts = {"value": figure["number"], "rank": round(figure["expected"], 2)}
        facts |= {"series": _name(figure), "entity": figure["entity"], "year": figure["year"]}
        raise InputError(path, "figure.percentile", **_where(figure), **facts)


BOUNDS = {
    "percentile_rank": ("lower", "upper"),
    "estimate": ("estimate_lower", "estimate_upper"),
    "absolute_score": ("absolute_score_lower", "absolute_score_upper"),
}


def _check_bounds(path: Path, figures: pd.DataFrame) -> None:
    """Raise an InputError at a figure that is not between its bounds."""
    key = ["indicator", "year", "entity"]
    of = {
        measure: table.set_index(key)
        for measure, table in figures.groupby("measure", observed=True)
    }
    for measure, (low, high) in BOUNDS.items():
        if not {measure, low, high} <= set(of):
            continue
        table = of[measure].assign(low=of[low]["number"], high=of[high]["number"])
        beyond = (table["number"] < table["low"]) | (table["number"] > table["high"])
        if beyond.any():
            figure = table[beyond].reset_index().iloc[0]
            facts = {"value": figure["number"], "low": figure["low"], "high": figure["high"]}
            facts |= {"series": _name(figure), "entity": figure["entity"], "year": figure["year"]}
            raise InputError(path, "figure.bounds", **_where(figure), **facts)


def _wide(figures: pd.DataFrame) -> pd.DataFrame:
    """Return one row an economy and year, one column a series, as in `Publication.figures`."""
    texts = _texts(figures["number"]).set_axis(pd.MultiIndex.from_frame(figures[[*_kinds()]]))
    wide = texts.unstack(["indicator", "measure"])
    wide.columns = [f"{indicator}.{measure}" for indicator, measure in wide.columns]
    keys = wide.index.to_frame(index=False).astype({"entity": str, "year": int})
    filled = wide.sort_index(axis=1).fillna("").reset_index(drop=True)
    return pd.concat([keys, filled], axis=1).sort_values(["entity", "year"], ignore_index=True)


def _said(sheet: _Sheet) -> tuple[set[str], set[str]]:
    """Return the editions that a sheet names, and the years in which it was saved."""
    ends = sheet.rows[:SAID_WITHIN] + sheet.rows[-SAID_WITHIN:]
    text = "\n".join(str(cell) for row in ends for cell in row[:SAID_WITHIN])
    return set(EDITION.findall(text)), {*SAVED.findall(text), sheet.saved} - {""}


def _edition(named: set[str], saved: set[str], last_year: int) -> tuple[str, list[str]]:
    """Return the edition, "" where the file cannot tell, and notes on it.

    Each edition ends with the year before it. So a file that ends with 2021 is of no edition
    before 2022, and if it was saved in 2022 of none after it.
    """
    ends, after = f"its last year is {last_year}", str(last_year + 1)
    if len(named) == 1:
        edition = min(named)
        odd = edition != after
        return edition, [f"The file names the {edition} edition, but {ends}."] if odd else []
    if after in saved:
        return after, [
            f"The file names no edition, but {ends} and it was saved in {after}, "
            f"so that it is of the {after} edition."
        ]
    return "", [f"The file names no edition; {ends}."]


def _gaps(figures: pd.DataFrame) -> list[str]:
    """Return a note on each dimension that has less than the others have together."""
    held = figures.groupby("indicator", observed=False)["measure"].unique()
    every = [measure for measure in LIMITS if (figures["measure"] == measure).any()]
    missing = {
        indicator: [measure for measure in every if measure not in held[indicator]]
        for indicator in DIMENSIONS.values()
    }
    notes = [f"{name} has no {', '.join(gaps)} here." for name, gaps in missing.items() if gaps]
    if "percentile_rank" not in every:
        notes.append("No percentile ranks are published here; they follow from the estimates.")
    return notes


def _read_sheets(path: Path) -> tuple[pd.DataFrame, set[str], set[str]]:
    """Return the figures of all sheets, the editions they name, and the years of saving."""
    tables, named, saved, dimensions = [], set(), set(), set()
    for sheet in _sheets(path):
        dimensions |= {sheet.indicator} - {None}
        if found := _found(sheet):
            tables.append(_read_sheet(sheet, *found))
        elif sheet.indicator:
            words = "Country/Territory and Code, or Economy (code) and Year, in one row"
            raise InputError(path, "layout.header", sheet=sheet.name, words=words)
        names, years = _said(sheet)
        named, saved = named | names, saved | years
    if dimensions and (missing := sorted(set(DIMENSIONS.values()) - dimensions)):
        raise InputError(path, "layout.sheet_missing", missing=", ".join(missing))
    if len(named) > 1:
        raise InputError(path, "edition.several", editions=", ".join(sorted(named)))
    if not sum(map(len, tables)):
        raise InputError(path, "layout.no_figures")
    figures = pd.concat(tables, ignore_index=True)
    figures["year"] = text.common_era(
        path, figures["year"].astype(int), lambda label: _where(figures.loc[label])
    )
    return figures, named, saved


def read(path: Path) -> Publication:
    """Read a file of the WGI as the World Bank issues it.

    Parameters
    ----------
    path
        Block sheets or dimension sheets (xlsx), a panel or a series table (xlsx, CSV, Stata).

    Returns
    -------
    Publication
        Series of the six indicators `wgi_...`: `estimate` (about -2.5 to 2.5), `standard_error`,
        `sources` (their number), `percentile_rank` and its 90% bounds `lower` and `upper`; from
        the 2025 edition on instead `absolute_score` (0-100), and 90% bounds and standard error
        of estimate and score. Every economy and year that has a figure.

    Raises
    ------
    InputError
        Where the file is damaged or has no layout of the WGI, a heading, code, year or series is
        unknown, a value is no number or out of range, or a figure is there twice.
    """
    path = Path(path)
    figures, named, saved = _read_sheets(path)
    _check_once(path, figures)
    _check_bounds(path, figures)
    _check_ranks(path, figures)
    wide = _wide(figures)
    edition, notes = _edition(named, saved, int(wide["year"].max()))
    return Publication(SOURCE, edition, wide, (*notes, *_gaps(figures)))


def percentile_rank(estimates: pd.Series) -> pd.Series:
    """Return percentile ranks from 0 to 100 of the estimates of one indicator and year.

    100 (r - 1) / (N - 1), where r is the number of economies with an estimate not above their own
    and N the number of economies with an estimate; ties share the best place. Missing stays
    missing. This is how the World Bank ranked until the 2024 edition: it gives every percentile
    rank that it published.
    """
    return 100 * (estimates.rank(method="max") - 1) / (estimates.count() - 1)


Ranking = tuple[str, int]  # edition and year


def _nearest(rankings: dict[Ranking, frozenset], edition: str, year: int) -> frozenset | None:
    """Return the economies that the nearest edition ranked in the nearest year, if any did."""

    def how_far(ranking: Ranking) -> tuple:
        return abs(int(ranking[0]) - int(edition)), ranking[0], abs(ranking[1] - year), ranking[1]

    return rankings[min(rankings, key=how_far)] if rankings else None


def _are_all(rated: frozenset, ranked: frozenset | None) -> bool:
    if ranked is None:
        return len(rated) >= WHOLE_WORLD
    return len(rated & ranked) >= SHARE_OF_ALL * len(ranked)


def _rated(table: pd.DataFrame) -> pd.Series:
    """Return how many economies have an estimate, by edition, indicator and year.

    Missing where they are only some of the economies: too few for a ranking of all.
    """
    needed = table[table["measure"].isin(["estimate", "percentile_rank"])]
    sets = needed.groupby(["measure", "indicator", "edition", "year"])["entity"].agg(frozenset)
    numbers = {}
    for indicator in table["indicator"].unique():
        ranked = sets.get(("percentile_rank", indicator), pd.Series(dtype=object))
        whole = {place: ranking for place, ranking in ranked.items() if len(ranking) >= WHOLE_WORLD}
        estimates = sets.get(("estimate", indicator), pd.Series(dtype=object))
        for (edition, year), rated in estimates.items():
            are_all = _are_all(rated, _nearest(whole, edition, year))
            numbers[edition, indicator, year] = len(rated) if are_all else pd.NA
    index = pd.MultiIndex.from_tuples(numbers, names=["edition", "indicator", "year"])
    return pd.Series(numbers.values(), index, dtype="Int64", name="rated")


def derive(table: pd.DataFrame) -> pd.DataFrame:
    """Add percentile ranks where none are published, and how many economies were rated.

    Both only where an edition holds the estimates of enough economies: at least `SHARE_OF_ALL` of
    those that the nearest edition with published percentile ranks ranked in that year (in its last
    year, for later ones), or where there is no such edition, `WHOLE_WORLD` economies. An extract of
    some economies gives no rank, since its ranking would be another one. A rank worked out without
    the economies that are missing may be off by as many steps as are missing, of half a point each.

    Parameters
    ----------
    table
        Observations of this source, of every economy, as read from `data/raw`.
    """
    key = ["edition", "indicator", "year"]
    together = table.join(_rated(table), on=key).reset_index(drop=True)
    ranked = table.loc[table["measure"] == "percentile_rank", key]
    is_ranked = pd.MultiIndex.from_frame(together[key]).isin(pd.MultiIndex.from_frame(ranked))
    is_estimate = together["measure"] == "estimate"
    group = together[is_estimate & ~is_ranked & together["rated"].notna()]
    ranks = group.groupby(key)["value"].transform(percentile_rank)
    # Rounded, since the last digits of a quotient depend on the processor.
    computed = group.assign(measure="percentile_rank", value=ranks.round(6), basis="computed")
    if "raw_place" in computed:
        computed["raw_place"] += ", column " + group["indicator"] + ".estimate of every economy"
    together = pd.concat([together, computed], ignore_index=True)
    together["economies"] = together["rated"]
    return together.drop(columns="rated")
