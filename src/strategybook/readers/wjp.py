"""World Justice Project: the historical workbooks of the WJP Rule of Law Index, 2020 and later.

Layouts known:

- a tidy sheet `Historical Data` (from the 2021 edition on), one row a country and year: preferred;
- year sheets, `WJP ROL Index 2020 Scores`: a column a country, a row a score, a label in column A;
- the year sheet 2012-2013 of the 2020 edition, which has a row a country. No 2012-2013 sheet has
  country codes, and in it the factors are numbered otherwise (Factor 5 is Open Government).

Rules, since no file says so itself: the edition is the last year in the file; the years
`2012-2013` and `2017-2018` are 2013 and 2018, the last year named. A file re-states all years;
2015, 2016 and 2017-2018 were revised from the 2023 edition on. Sub-factors 3.1 to 3.4 before 2015
measured other things under today's labels, and are left out.
"""

import functools
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pycountry

from strategybook import countries
from strategybook.countries import REGION, entity_of, members
from strategybook.errors import InputError
from strategybook.ranks import competition_rank
from strategybook.readers import Publication, rounding, text
from strategybook.readers.guards import column_letters
from strategybook.readers.sheets import File, open_file

SOURCE = "wjp"

# WJP's number of each factor and sub-factor, and our name for it, after WJP's short names.
NAMES = {
    "1": "constraints_on_government_powers",
    "1.1": "limits_by_legislature",
    "1.2": "limits_by_judiciary",
    "1.3": "independent_auditing",
    "1.4": "sanctions_for_official_misconduct",
    "1.5": "non_governmental_checks",
    "1.6": "lawful_transition_of_power",
    "2": "absence_of_corruption",
    "2.1": "no_corruption_in_the_executive_branch",
    "2.2": "no_corruption_in_the_judiciary",
    "2.3": "no_corruption_in_the_police_and_military",
    "2.4": "no_corruption_in_the_legislature",
    "3": "open_government",
    "3.1": "publicized_laws_and_government_data",
    "3.2": "right_to_information",
    "3.3": "civic_participation",
    "3.4": "complaint_mechanisms",
    "4": "fundamental_rights",
    "4.1": "no_discrimination",
    "4.2": "right_to_life_and_security",
    "4.3": "due_process_of_law",
    "4.4": "freedom_of_expression",
    "4.5": "freedom_of_religion",
    "4.6": "right_to_privacy",
    "4.7": "freedom_of_association",
    "4.8": "labor_rights",
    "5": "order_and_security",
    "5.1": "absence_of_crime",
    "5.2": "absence_of_civil_conflict",
    "5.3": "absence_of_violent_redress",
    "6": "regulatory_enforcement",
    "6.1": "effective_regulatory_enforcement",
    "6.2": "no_improper_influence",
    "6.3": "no_unreasonable_delay",
    "6.4": "respect_for_due_process",
    "6.5": "no_expropriation_without_adequate_compensation",
    "7": "civil_justice",
    "7.1": "accessibility_and_affordability",
    "7.2": "no_discrimination",
    "7.3": "no_corruption",
    "7.4": "no_improper_government_influence",
    "7.5": "no_unreasonable_delay",
    "7.6": "effective_enforcement",
    "7.7": "impartial_and_effective_dispute_resolution",
    "8": "criminal_justice",
    "8.1": "effective_investigations",
    "8.2": "timely_and_effective_adjudication",
    "8.3": "effective_correctional_system",
    "8.4": "no_discrimination",
    "8.5": "no_corruption",
    "8.6": "no_improper_government_influence",
    "8.7": "due_process_of_law",
}
OVERALL = "wjp_overall.score"
SERIES = {number: f"wjp_{number.replace('.', '_')}_{name}.score" for number, name in NAMES.items()}
# A factor's title, its number today, and the number of its first sub-factor. The title decides,
# because 2012-2013 numbered the factors otherwise and began factor 1 with 1.2.
FACTORS = {
    name.replace("_", " "): (number, 1) for number, name in NAMES.items() if "." not in number
} | {"limited government powers": ("1", 2)}
COLUMNS = ["entity", "year", *sorted([OVERALL, *SERIES.values()])]
# Before this year, sub-factors 3.1 to 3.4 measured other things.
FACTOR_3_SINCE = 2015
SUBFACTORS_OF_3 = [SERIES[number] for number in SERIES if number.startswith("3.")]
FACTOR_SERIES = [SERIES[number] for number in SERIES if "." not in number]
RANKED = ["wjp_overall", "wjp_3_open_government"]

KEYS = {"country": "country", "country code": "code", "abbreviation": "code", "year": "year"}
# Kosovo has no ISO code; the 2016 sheets write Sierra Leone SLN.
CODES = {"XKX": "XKX", "SLN": "SLE"}

BLANK = ["", None]
TIDY_SHEET = "historical data"
YEAR_SHEETS = "wjp rol index "
YEAR = re.compile(r"(?:[0-9]{4}-)?2[05][0-9]{2}")
FACTOR = re.compile(r"factor (?P<number>\d+) ?[:.] ?(?P<title>.+)")
SUBFACTOR = re.compile(r"(?P<factor>\d+)\.(?P<place>\d+)\b")
HEADER_WITHIN = 20
# How far the overall score may be from the mean of the factors: all editions keep it exactly.
MEAN_TOLERANCE = 0.0006


@dataclass(frozen=True)
class _Sheet:
    """The cells of a sheet, turned where a column is a country, so that a line is a country."""

    path: Path
    name: str
    cells: pd.DataFrame
    turned: bool

    def mistake(
        self, key: str, line: int | None = None, item: int | None = None, **facts: object
    ) -> InputError:
        """Return an error of a kind at the `item`-th cell of a line, both from 0."""
        row, column = (item, line) if self.turned else (line, item)
        where = {
            "sheet": self.name,
            "row": None if row is None else row + 1,
            "column": None if column is None else column_letters(column),
        }
        return InputError(self.path, key, **where, **facts)


@dataclass(frozen=True)
class _Table:
    """A sheet's records: a line a country (and year), a column a key or series.

    `items` tells where in a line each column stands; `stated` is the year of a year sheet as its
    name states it, or None where each record states its own.
    """

    sheet: _Sheet
    items: dict[str, int]
    records: pd.DataFrame
    stated: str | None

    def mistake(self, key: str, line: int, column: str, **facts: object) -> InputError:
        """Return an error of a kind at a record's cell."""
        return self.sheet.mistake(key, line, self.items[column], **facts)


def _words(cell: object) -> str:
    """Return a cell's text without stray blanks and capitals."""
    return " ".join(str(cell).split()).casefold()


def _sheet(path: Path, workbook: File, name: str) -> _Sheet:
    rows = workbook.sheet(name).rows
    turned = any(FACTOR.match(_words(row[0])) for row in rows)
    cells = pd.DataFrame(rows, dtype=object)
    return _Sheet(path, name, cells.T if turned else cells, turned)


def _header(sheet: _Sheet) -> tuple[int, list[str]]:
    """Return the line of the header, found by its words, and the words."""
    for line in sheet.cells.index[:HEADER_WITHIN]:
        words = [_words(cell) for cell in sheet.cells.loc[line]]
        if "country" in words:
            return line, words
    raise sheet.mistake("layout.header", words="a header with the word Country")


def _factors(sheet: _Sheet, line: int, words: list[str]) -> dict[str, tuple[str, int]]:
    """Return for each factor, as this sheet numbers it, its entry in `FACTORS`."""
    found = {}
    for item, label in enumerate(words):
        factor = FACTOR.fullmatch(label)
        if factor and factor["title"] not in FACTORS:
            known = ", ".join(FACTORS)
            raise sheet.mistake("layout.factor", line, item, label=label, known=known)
        if factor:
            found[factor["number"]] = FACTORS[factor["title"]]
    return found


def _series(label: str, factors: dict[str, tuple[str, int]]) -> str | None:
    """Return the series that a label stands for: None if for none, "" if for an unknown one."""
    if label.endswith("overall score"):
        return OVERALL
    if factor := FACTOR.fullmatch(label):
        return SERIES[factors[factor["number"]][0]]
    if not (subfactor := SUBFACTOR.match(label)):
        return None
    number, first = factors.get(subfactor["factor"], ("", 1))
    return SERIES.get(f"{number}.{int(subfactor['place']) - first + 1}", "")


def _items(sheet: _Sheet, line: int, words: list[str]) -> dict[str, int]:
    """Return where in a line each key and each series stands."""
    factors = _factors(sheet, line, words)
    items = {}
    for item, label in enumerate(words):
        name = KEYS.get(label, _series(label, factors))
        if name == "":
            raise sheet.mistake("layout.subfactor", line, item, label=label)
        if name in items:
            raise sheet.mistake("layout.label_twice", line, item, label=label)
        if name:
            items[name] = item
    return items


def _check_complete(sheet: _Sheet, items: dict[str, int], stated: str | None) -> None:
    """Raise an InputError where a label is missing that the sheet must have.

    A year sheet may lack codes, and that of 2012-2013 the overall score.
    """
    needed = ["country", *SERIES.values()]
    needed += ["year"] if stated is None else []
    needed += [OVERALL] if stated != "2012-2013" else []
    if missing := [name.removesuffix(".score") for name in needed if name not in items]:
        raise sheet.mistake("layout.label_missing", missing=", ".join(missing))


def _table(sheet: _Sheet, stated: str | None = None) -> _Table:
    """Read the records below (or beside) the header, leaving out empty lines."""
    line, words = _header(sheet)
    items = _items(sheet, line, words)
    _check_complete(sheet, items, stated)
    records = sheet.cells.loc[line + 1 :, list(items.values())].set_axis(list(items), axis=1)
    empty = records.drop(columns="country").isin(BLANK).all(axis=1)
    return _Table(sheet, items, records[~empty], stated)


@functools.cache
def _codes() -> dict[str, str]:
    """Return the entity for each code that WJP may write."""
    return {country.alpha_3: country.alpha_3 for country in pycountry.countries} | CODES


def _entities(table: _Table, by_name: dict[str, str]) -> pd.Series:
    """Return each record's country: by its code, or by its name in a sheet without codes."""
    column = "code" if "code" in table.items else "country"
    cells = table.records[column].astype(str).str.strip()
    find = _codes().get if column == "code" else lambda name: by_name.get(name) or entity_of(name)
    entities = cells.map(find)
    if entities.isna().any():
        unknown, line = cells[entities.isna()], entities.isna().idxmax()
        if column == "code":
            raise table.mistake("country.code", line, column, **countries.unknown_code(cells[line]))
        facts = countries.unknown(SOURCE, unknown, set(entities.dropna()))
        raise table.mistake("country.name", line, column, **facts)
    return entities


def _years(table: _Table) -> pd.Series:
    """Return each record's year as the file states it: `2024` or `2017-2018`."""
    if table.stated is not None:
        return pd.Series(table.stated, index=table.records.index, dtype=str)
    stated = table.records["year"].astype(str).str.strip().str.removesuffix(".0")
    known = stated.str.fullmatch(YEAR)
    if not known.all():
        line = known.idxmin()
        known = "a year such as 2024 or 2017-2018"
        raise table.mistake("year.unknown", line, "year", value=stated[line], known=known)
    return stated


def _scores(table: _Table) -> pd.DataFrame:
    """Return every series as the shortest texts, "" where a cell is blank.

    Raises
    ------
    InputError
        Where a cell is neither blank nor a number from 0 to 1.
    """
    cells = table.records[[name for name in table.items if name.endswith(".score")]]
    numbers = cells.apply(pd.to_numeric, errors="coerce")
    wrong = (~(numbers.ge(0) & numbers.le(1)) & ~cells.isin(BLANK)).stack()
    for line, name in wrong[wrong].index:
        if _words(cells.at[line, name]):
            country = table.records.at[line, "country"]
            series = f"{name.removesuffix('.score')} of {country}"
            facts = {"value": cells.at[line, name], "series": series, "low": 0, "high": 1}
            raise table.mistake("figure.number", line, name, whole="", **facts)
    texts = numbers.apply(lambda series: series.astype(str).str.removesuffix(".0"))
    return texts.where(numbers.notna(), "")


def _figures(table: _Table, by_name: dict[str, str]) -> pd.DataFrame:
    """Return a table's figures, with the column `stated` for the year as the file states it."""
    stated = _years(table)
    keys = {"stated": stated, "year": stated.str[-4:].astype(int)}
    figures = _scores(table).assign(**keys, entity=_entities(table, by_name))
    second = figures.duplicated(["entity", "year"])
    if second.any():
        line = second.idxmax()
        facts = {"entity": figures.at[line, "entity"], "year": stated[line], "series": "record"}
        raise table.mistake("figure.twice", line, "country", **facts)
    return figures


def _names(tables: list[_Table]) -> dict[str, str]:
    """Return each country's entity by the names that the sheets with codes call it."""
    coded = [table for table in tables if "code" in table.items]
    return {
        name: entity
        for table in coded
        for name, entity in zip(
            table.records["country"].astype(str).str.strip(), _entities(table, {}), strict=True
        )
    }


def _year_sheets(workbook: File) -> list[str]:
    return [name for name in workbook.names if _words(name or "").startswith(YEAR_SHEETS)]


def _tidy_sheet(workbook: File) -> str | None:
    return next((name for name in workbook.names if _words(name) == TIDY_SHEET), None)


def _stated_by_sheet(path: Path, names: list[str]) -> dict[str, str]:
    """Return the year that the name of each year sheet states."""
    stated = {}
    for name in names:
        year = YEAR.search(name)
        if year is None or year[0][-4:] in {known[-4:] for known in stated.values()}:
            raise InputError(path, "layout.sheet_year", sheet=name)
        stated[name] = year[0]
    return stated


def _tables(path: Path, workbook: File) -> list[_Table]:
    """Read the tidy sheet, or else every year sheet."""
    if tidy := _tidy_sheet(workbook):
        return [_table(_sheet(path, workbook, tidy))]
    if names := _year_sheets(workbook):
        stated = _stated_by_sheet(path, names)
        return [_table(_sheet(path, workbook, name), year) for name, year in stated.items()]
    expected = "a sheet Historical Data, or year sheets such as WJP ROL Index 2020 Scores"
    sheets = ", ".join(name or "of a text file" for name in workbook.names)
    raise InputError(path, "layout.sheets", sheets=sheets, expected=expected)


def _notes(figures: pd.DataFrame, is_tidy: bool) -> tuple[str, ...]:
    spans = sorted(figures.loc[figures["stated"].str.len() > 4, "stated"].unique())
    without = figures.groupby("year")[OVERALL].max().loc[lambda best: best == ""].index
    notes = {
        f"{' and '.join(spans)} stand under the last year named.": len(spans),
        "Sub-factors 3.1 to 3.4 before 2015 are left out: they measured other things.": (
            figures["year"].min() < FACTOR_3_SINCE
        ),
        "The file has no sheet Historical Data: its year sheets were read.": not is_tidy,
        f"The file has no overall score for {', '.join(map(str, without))}.": len(without),
    }
    return tuple(note for note, applies in notes.items() if applies)


def recognises(path: Path) -> bool:
    """Tell whether `path` is a historical workbook of WJP, by its sheets and their header."""
    try:
        workbook = open_file(path)
        names = [_tidy_sheet(workbook), *_year_sheets(workbook)[:1]]
        sheets = [_sheet(path, workbook, name) for name in names if name]
        return any(SERIES["3"] in _items(sheet, *_header(sheet)) for sheet in sheets)
    except Exception:  # whatever is wrong with it, it is not WJP's
        return False


def read(path: Path) -> Publication:
    """Read a historical workbook, of whatever layout.

    Returns
    -------
    Publication
        Series `wjp_overall.score`, those of the 8 factors (`wjp_3_open_government.score`) and of
        the 44 sub-factors (`wjp_3_2_right_to_information.score`), from 0 to 1.

    Raises
    ------
    InputError
        Where no known sheet is found, a label is missing, unknown or repeated, a country or year
        is unknown, a country has two records a year, or a score is no number from 0 to 1.
    """
    tables = _tables(path, open_file(path))
    by_name = _names(tables)
    figures = pd.concat([_figures(table, by_name) for table in tables], ignore_index=True)
    if figures.empty:
        raise tables[0].sheet.mistake("layout.no_rows")
    stated = figures["year"]
    figures["year"] = text.common_era(path, stated)
    figures = figures.fillna({OVERALL: ""})
    notes = _notes(figures, tables[0].stated is None) + text.note_on_era(stated)
    figures.loc[figures["year"] < FACTOR_3_SINCE, SUBFACTORS_OF_3] = ""
    figures = figures.sort_values(["entity", "year"], ignore_index=True)
    edition = str(figures["year"].max())
    return Publication(SOURCE, edition, figures[COLUMNS], notes)


def check(path: Path, publication: Publication) -> None:
    """Raise InputError at an overall score that is not the mean of the eight factors."""
    table = publication.figures.set_index(["entity", "year"])[[OVERALL, *FACTOR_SERIES]]
    numbers = table.replace("", "nan").astype(float)
    mean = numbers[FACTOR_SERIES].mean(axis=1, skipna=False)
    # Of a rounded copy the mean and the score may each be half a unit off.
    unit = 10.0 ** -rounding.decimals(numbers.stack())
    apart = (mean - numbers[OVERALL]).abs() > max(MEAN_TOLERANCE, unit)
    if apart.any():
        entity, year = place = apart.idxmax()
        facts = {"value": numbers.at[place, OVERALL], "mean": round(mean[place], 4)}
        facts |= {"entity": entity, "year": year, "series": OVERALL}
        raise InputError(path, "figure.mean", **facts)


def _region_means(table: pd.DataFrame) -> pd.DataFrame:
    """Return the plain means of the region East Asia and Pacific, as WJP groups countries."""
    inside = table[table["entity"].isin(members(REGION, table["year"].max()))]
    groups = inside.groupby(["edition", "indicator", "year", "measure"])
    means = groups.first().assign(
        entity=REGION,
        # Rounded, since the last digits of a mean depend on the processor.
        value=groups["value"].mean().round(6),
        economies=groups.size(),
        basis="computed",
    )
    column = "column " + means.index.get_level_values("indicator") + ".score"
    return means.assign(raw_place=column + ", mean of East Asia and Pacific").reset_index()


def derive(observations: pd.DataFrame) -> pd.DataFrame:
    """Add ranks of the overall and open-government scores, and the number of economies scored.

    And the means of WJP's region East Asia and Pacific.

    WJP ranks the unrounded scores, and its workbooks leave the ranks out. Ranks are competition
    ranks within an edition and a year (1 is the highest score).

    Parameters
    ----------
    observations
        Observations of this source, as read from `data/raw`.

    Returns
    -------
    All rows of `observations`, with `economies`, and the rows of ranks and means (basis
    `computed`).
    """
    table = observations.reset_index(drop=True)
    key = ["edition", "indicator", "year"]
    table["economies"] = table.groupby(key)["value"].transform("count")
    ranked = rounding.exact(table[table["indicator"].isin(RANKED)])
    column = ", column " + ranked["indicator"] + ".score of every country"
    ranks = ranked.assign(
        measure="rank",
        value=ranked.groupby(key)["value"].transform(competition_rank),
        basis="computed",
        raw_place=ranked["raw_place"] + column,
    )
    return pd.concat([table, ranks, _region_means(table)], ignore_index=True)
