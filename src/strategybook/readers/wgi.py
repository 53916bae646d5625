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

import csv
import functools
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pycountry

from strategybook.errors import InputError
from strategybook.readers import Publication
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
YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0| \[yr\1\])?")
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
MISSING = ["", "..", "#N/A", np.nan, None]
DIGITS_OF_FLOAT64 = 5.1e-15

EDITION = re.compile(r"Worldwide Governance Indicators, (\d{4}) Update")
SAVED = re.compile(r"Last Updated: \d\d/\d\d/(\d{4})")
SAID_WITHIN = 15
HEADER_WITHIN = 40
STATA_START = re.compile(rb"<stata_dta>|[\x69-\x73][\x01\x02]")

CURE = "download the file again from the World Bank, or undo what was changed in it"


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
    def dimension(self) -> str | None:
        """The key in `DIMENSIONS` of the dimension that the sheet is named after."""
        letters = re.sub("[^a-z]", "", (self.name or "").casefold())
        for key, indicator in DIMENSIONS.items():
            title = indicator.removeprefix("wgi_").replace("_", "")
            if letters == key or letters.startswith(title):
                return key
        return None

    def column(self, place: int) -> str:
        """Return what a person calls the column at `place`."""
        return str(self.rows[0][place]) if self.columns_named else column_letters(place)

    def mistake(self, found: str, expected: str, row: int, place: int) -> InputError:
        """Return an error at a cell; row and place count from 0."""
        where = {"sheet": self.name, "row": row + 1, "column": self.column(place)}
        return InputError(self.path, found, expected, CURE, **where)


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

    def mistake(self, found: str, expected: str, place: int) -> InputError:
        """Return an error at a heading."""
        return self.sheet.mistake(found, expected, self.header, place)

    def cells(self, places: list[int], **labels: np.ndarray | int) -> pd.DataFrame:
        """Return the filled cells below the headings at `places`, one a row.

        A label says what a cell speaks of: the place of a column that says it in each row, or an
        array, of one row for each heading or of one row for each row.

        Returns
        -------
        Columns `value, row, place` and the labels, as the file has them.
        """
        parts = {
            "value": self.below[:, places],
            "row": np.arange(len(self.below))[:, None] + self.header + 1,
            "place": np.array([places]),
        }
        for name, label in labels.items():
            parts[name] = self.below[:, [label]] if isinstance(label, int) else label
        spread = np.broadcast_arrays(*parts.values())
        table = pd.DataFrame({name: part.ravel() for name, part in zip(parts, spread, strict=True)})
        return table[~table["value"].isin(MISSING)]

    def understood(
        self, cells: pd.DataFrame, label: str, meaning: Callable, place: int, expected: str
    ) -> pd.Series:
        """Return the meaning of a label for each cell.

        Raises
        ------
        InputError
            At the first cell whose label, in the column at `place`, has none.
        """
        known = cells[label].map({text: meaning(text) for text in cells[label].unique()})
        if known.isna().any():
            first = cells.loc[known.isna().idxmax()]
            raise self.sheet.mistake(f"the {label} {first[label]!r}", expected, first["row"], place)
        return known


@dataclass(frozen=True)
class _Layout:
    """How to tell a header by its words and the rows below it, and how to read its table."""

    is_header: Callable[[_Sheet, list[str], list[list]], bool]
    cells: Callable[[_Table], pd.DataFrame]


def _words(row: list) -> list[str]:
    return [" ".join(str(cell).split()).casefold() for cell in row]


def _place(words: list[str], wanted: set[str]) -> int | None:
    return next((place for place, word in enumerate(words) if word in wanted), None)


def _year(cell: object) -> int | None:
    """Return the year that a cell states: 2022, "2022" or "2022 [YR2022]"."""
    match = YEAR.fullmatch(str(cell).strip().casefold())
    return int(match[1]) if match and int(match[1]) >= FIRST_YEAR else None


@functools.cache
def _known_codes() -> dict[str, str]:
    return {country.alpha_3: country.alpha_3 for country in pycountry.countries} | CODES


def _entity(cell: object) -> str | None:
    return _known_codes().get(str(cell).strip())


def _series(cell: object) -> str | None:
    """Return the series of a code such as `VA.EST` or `GOV_WGI_VA.EST`."""
    match = SERIES_CODE.fullmatch(str(cell).strip())
    measure = SERIES_ENDS.get(match[2].upper()) if match else None
    return f"{DIMENSIONS[match[1].lower()]}.{measure}" if measure else None


def _dimension(cell: object) -> str | None:
    return DIMENSIONS.get(str(cell).strip().casefold())


def _entities(table: _Table, cells: pd.DataFrame, place: int) -> pd.Series:
    expected = "an ISO 3166 alpha-3 code, or one of the World Bank's own"
    return table.understood(cells, "code", _entity, place, expected)


def _is_block_header(sheet: _Sheet, words: list[str], below: list[list]) -> bool:
    return sheet.dimension is not None and {"country/territory", "code"} <= set(words)


def _block_heading(table: _Table, place: int) -> tuple[int, str]:
    """Return the year and the measure of a heading.

    The year stands above the measure. A sheet cut to one measure has years alone.
    """
    word = table.words[place]
    if year := _year(word):
        return year, "estimate"
    if word not in BLOCK_HEADINGS:
        raise table.mistake(f"the heading {word!r}", f"one of {', '.join(BLOCK_HEADINGS)}", place)
    year = _year(table.sheet.rows[table.header - 1][place]) if table.header else None
    if year is None:
        raise table.mistake(f"no year above the heading {word!r}", "a year above it", place)
    return year, BLOCK_HEADINGS[word]


def _check_estimates(table: _Table, cells: pd.DataFrame) -> None:
    """Raise an InputError where years stand alone over anything but estimates.

    Of all measures, only estimates are negative.
    """
    alone = [place for place, word in enumerate(table.words) if _year(word)]
    numbers = pd.to_numeric(cells.loc[cells["place"].isin(alone), "value"], errors="coerce")
    if alone and not (numbers < 0).any():
        expected = f"a row of measures ({', '.join(BLOCK_HEADINGS)}) under a row of years"
        raise table.mistake("years without a measure", expected, alone[0])


def _block_cells(table: _Table) -> pd.DataFrame:
    own = {"", "country/territory", "code"}
    places = [place for place, word in enumerate(table.words) if word not in own]
    headings = [_block_heading(table, place) for place in places]
    indicator = DIMENSIONS[table.sheet.dimension]
    code = table.place({"code"})
    cells = table.cells(
        places,
        year=np.array([[year for year, _ in headings]]),
        series=np.array([[f"{indicator}.{measure}" for _, measure in headings]], dtype=object),
        code=code,
    )
    _check_estimates(table, cells)
    return cells.assign(entity=_entities(table, cells, code))


def _panel_heading(word: str) -> tuple[str, str] | None:
    """Return the dimension's key ("" where a row says it) and the measure of a heading."""
    if word in PANEL_HEADINGS:
        return "", PANEL_HEADINGS[word]
    if word[:2] in DIMENSIONS and word[2:] in STATA_LETTERS:
        return word[:2], STATA_LETTERS[word[2:]]
    return None


def _is_panel_header(sheet: _Sheet, words: list[str], below: list[list]) -> bool:
    keys = {heading[0] for heading in map(_panel_heading, words) if heading}
    place = _place(words, DIMENSION_HEADINGS)
    said = place is not None and any(_dimension(row[place]) for row in below)
    named = keys and (keys != {""} or said or sheet.dimension is not None)
    return bool(named) and "year" in words and _place(words, CODE_HEADINGS) is not None


def _panel_dimensions(table: _Table, cells: pd.DataFrame) -> pd.Series:
    """Return the indicator of each cell, from its heading, its row or its sheet."""
    place = table.place(DIMENSION_HEADINGS)
    if place is None:
        return cells["dimension"].replace("", table.sheet.dimension or "").map(DIMENSIONS)
    expected = f"one of {', '.join(DIMENSIONS)}"
    return table.understood(cells, "dimension", _dimension, place, expected)


def _panel_cells(table: _Table) -> pd.DataFrame:
    headings = {place: _panel_heading(word) for place, word in enumerate(table.words)}
    headings = {place: heading for place, heading in headings.items() if heading}
    by_row = table.place(DIMENSION_HEADINGS)
    keys = np.array([[key for key, _ in headings.values()]], dtype=object)
    code, year = table.place(CODE_HEADINGS), table.place({"year"})
    cells = table.cells(
        list(headings),
        year=year,
        dimension=keys if by_row is None else by_row,
        measure=np.array([[measure for _, measure in headings.values()]], dtype=object),
        code=code,
    )
    return cells.assign(
        entity=_entities(table, cells, code),
        year=table.understood(cells, "year", _year, year, f"a year from {FIRST_YEAR} on"),
        series=_panel_dimensions(table, cells) + "." + cells["measure"],
    )


def _is_series_header(sheet: _Sheet, words: list[str], below: list[list]) -> bool:
    place = _place(words, SERIES_HEADINGS)
    said = place is not None and any(_series(row[place]) for row in below)
    return said and _place(words, CODE_HEADINGS) is not None and any(map(_year, words))


def _series_cells(table: _Table) -> pd.DataFrame:
    years = {place: _year(word) for place, word in enumerate(table.words) if _year(word)}
    code, series = table.place(CODE_HEADINGS), table.place(SERIES_HEADINGS)
    cells = table.cells(
        list(years), year=np.array([list(years.values())]), series=series, code=code
    )
    expected = "a code of the WGI, such as VA.EST or GOV_WGI_VA.EST"
    return cells.assign(
        entity=_entities(table, cells, code),
        series=table.understood(cells, "series", _series, series, expected),
    )


LAYOUTS = (
    _Layout(_is_block_header, _block_cells),
    _Layout(_is_panel_header, _panel_cells),
    _Layout(_is_series_header, _series_cells),
)


def _workbook_sheets(path: Path) -> Iterator[_Sheet]:
    workbook = open_workbook(path)
    for name in workbook.sheet_names:
        yield _Sheet(path, name, sheet_rows(workbook, name))


def _csv_sheet(path: Path, most_rows: int | None) -> _Sheet:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(itertools.islice(csv.reader(file), most_rows))
    except (UnicodeDecodeError, csv.Error):
        found, expected = "a file that is neither workbook nor text", "xlsx, Stata or CSV in UTF-8"
        raise InputError(path, found, expected, CURE) from None
    width = max(map(len, rows), default=0)
    return _Sheet(path, None, [row + [""] * (width - len(row)) for row in rows])


def _stata_sheet(path: Path) -> _Sheet:
    try:
        with pd.read_stata(path, iterator=True, convert_categoricals=False) as reader:
            table, saved = reader.read(), reader.time_stamp
    except Exception as problem:  # a damaged file makes pandas raise almost anything
        found = f"a Stata file that cannot be read ({problem})"
        raise InputError(path, found, "a Stata file as the World Bank issues it", CURE) from None
    single = dict.fromkeys(table.select_dtypes("float32"), "float64")
    rows = table.astype(single).astype(object).to_numpy().tolist()
    year = re.search(r"\d{4}", saved)
    return _Sheet(path, None, [list(table), *rows], year[0] if year else "", columns_named=True)


def _sheets(path: Path, most_rows: int | None = None) -> Iterator[_Sheet]:
    """Yield the sheets of a file; of a CSV file not more than `most_rows`."""
    start = b""
    if path.is_file():
        with path.open("rb") as file:
            start = file.read(16)
    if STATA_START.match(start):
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


def _measure(series: str) -> str:
    return series.rpartition(".")[2]


def _numbers(sheet: _Sheet, cells: pd.DataFrame) -> pd.Series:
    """Return the values as numbers.

    Raises
    ------
    InputError
        At the first that is no number, or out of its measure's range.
    """
    measures = cells["series"].map({name: _measure(name) for name in cells["series"].unique()})
    low, high = (measures.map({name: LIMITS[name][end] for name in LIMITS}) for end in (0, 1))
    numbers = pd.to_numeric(cells["value"], errors="coerce")
    wrong = ~numbers.between(low, high) | ((measures == "sources") & (numbers % 1 != 0))
    # What pandas takes for a number, but a person would not: True, a date, 1_0, 0x10.
    odd = cells["value"][~cells["value"].map(type).isin([float, int])].astype(str).str.strip()
    wrong[odd.index] |= ~odd.str.fullmatch(NUMBER)
    if wrong.any():
        cell = cells.loc[wrong.idxmax()]
        found = f"{cell['value']!r} as {cell['series']}"
        expected = f"a number from {low[cell.name]} to {high[cell.name]}"
        raise sheet.mistake(found, expected, cell["row"], cell["place"])
    return numbers.astype(float)


def _texts(numbers: pd.Series) -> pd.Series:
    """Return the shortest texts that read back to the numbers, float32 where they are such."""
    double = numbers.to_numpy() + 0.0  # no negative zero
    single = double.astype(np.float32)
    texts = pd.Series(single.astype(str), index=numbers.index)
    other = ~np.isclose(single.astype(float), double, rtol=DIGITS_OF_FLOAT64, atol=0)
    texts[other] = double[other].astype(str)
    return texts.str.removesuffix(".0")


def _read_sheet(sheet: _Sheet, layout: _Layout, header: int) -> pd.DataFrame:
    """Return columns `entity, year, series, text, sheet, row, column`, one row a figure."""
    below = np.array(sheet.rows[header + 1 :], dtype=object).reshape(-1, len(sheet.rows[header]))
    cells = layout.cells(_Table(sheet, header, _words(sheet.rows[header]), below))
    columns = {place: sheet.column(place) for place in cells["place"].unique()}
    return pd.DataFrame(
        {
            "entity": cells["entity"],
            "year": cells["year"].astype(int),
            "series": cells["series"],
            "text": _texts(_numbers(sheet, cells)),
            "sheet": sheet.name,
            "row": cells["row"] + 1,
            "column": cells["place"].map(columns),
        }
    )


def _check_once(path: Path, figures: pd.DataFrame) -> None:
    """Raise an InputError at the second figure of one economy, year and series."""
    again = figures.duplicated(["entity", "year", "series"])
    if again.any():
        figure = figures.loc[again.idxmax()]
        found = f"a second {figure['series']} of {figure['entity']} in {figure['year']}"
        expected = "one figure of each economy, year and series"
        where = {"sheet": figure["sheet"], "row": int(figure["row"]), "column": figure["column"]}
        raise InputError(path, found, expected, CURE, **where)


def _said(sheet: _Sheet) -> tuple[set[str], set[str]]:
    """Return the editions that a sheet names, and the years in which it was saved."""
    ends = sheet.rows[:SAID_WITHIN] + sheet.rows[-SAID_WITHIN:]
    text = "\n".join(cell for row in ends for cell in row if isinstance(cell, str))
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


def _gaps(series: pd.Index) -> list[str]:
    """Return a note on each dimension that has less than the others."""
    held = {indicator: set() for indicator in DIMENSIONS.values()}
    for indicator, measure in series.str.rsplit(".", n=1):
        held[indicator].add(measure)
    every = [measure for measure in LIMITS if measure in set().union(*held.values())]
    notes = [
        f"{indicator} has no {', '.join(name for name in every if name not in measures)}."
        for indicator, measures in held.items()
        if len(measures) < len(every)
    ]
    if "percentile_rank" not in every:
        notes.append("No percentile ranks are published here; they follow from the estimates.")
    return notes


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
    tables, named, saved = [], set(), set()
    for sheet in _sheets(path):
        if found := _found(sheet):
            tables.append(_read_sheet(sheet, *found))
        elif sheet.dimension:
            expected = "Country/Territory and Code, or Economy (code) and Year, in one row"
            raise InputError(path, "no header", expected, CURE, sheet=sheet.name)
        names, years = _said(sheet)
        named, saved = named | names, saved | years
    figures = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()
    if figures.empty:
        expected = "dimension sheets, or a table of economies with WGI series and years"
        raise InputError(path, "no figures of the WGI", expected, CURE)
    _check_once(path, figures)
    edition, notes = _edition(named, saved, int(figures["year"].max()))
    wide = figures.pivot(index=["entity", "year"], columns="series", values="text").fillna("")
    notes += _gaps(wide.columns)
    return Publication(SOURCE, edition, wide.rename_axis(columns=None).reset_index(), tuple(notes))


def percentile_rank(estimates: pd.Series) -> pd.Series:
    """Return percentile ranks from 0 to 100 of the estimates of one indicator and year.

    100 (r - 1) / (N - 1), where r is the number of economies with an estimate not above their own
    and N the number of economies with an estimate; ties share the best place. Missing stays
    missing. This is how the World Bank ranked until the 2024 edition: it gives every percentile
    rank that it published.
    """
    return 100 * (estimates.rank(method="max") - 1) / (estimates.count() - 1)


def derive(table: pd.DataFrame) -> pd.DataFrame:
    """Add percentile ranks where none are published, and how many economies were rated.

    Parameters
    ----------
    table
        Observations of this source, of every economy, as read from `data/raw`.
    """
    key = ["edition", "indicator", "year"]
    estimates = table[table["measure"] == "estimate"]
    ranked = table.loc[table["measure"] == "percentile_rank", key]
    unranked = ~pd.MultiIndex.from_frame(estimates[key]).isin(pd.MultiIndex.from_frame(ranked))
    group = estimates[unranked]
    ranks = group.groupby(key)["value"].transform(percentile_rank)
    # Rounded, since the last digits of a quotient depend on the processor.
    computed = group.assign(measure="percentile_rank", value=ranks.round(6), basis="computed")
    if "raw_place" in computed:
        computed["raw_place"] += " of every economy"
    together = pd.concat([table, computed], ignore_index=True)
    rated = estimates.groupby(key).size().rename("rated")
    together["economies"] = together.join(rated, on=key)["rated"]
    return together
