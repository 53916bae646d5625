"""Observations: one row a number, with where it comes from.

`data/raw` holds figures in the project's own layout: columns `entity, year` and one column for
each series, named `indicator.measure`. Here they become one long, validated, sorted table.
"""

import functools
import importlib
from pathlib import Path

import pandas as pd

from strategybook import countries, editions, paths, seal
from strategybook.catalogue import indicators
from strategybook.errors import InputError
from strategybook.files import csv_text, write_text
from strategybook.parameters import OWN_COUNTRY
from strategybook.readers import rounding

COLUMNS = [
    "source",
    "edition",
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
    "raw_file",
    "raw_place",
]
KEY = ["source", "edition", "indicator", "entity", "year", "measure"]
MEASURES = [
    "score",
    "rank",
    "percentile_rank",
    "estimate",
    "estimate_lower",
    "estimate_upper",
    "standard_error",
    "sources",
    "lower",
    "upper",
    "absolute_score",
    "absolute_score_lower",
    "absolute_score_upper",
    "absolute_score_standard_error",
    "percent",
    "count",
]


@functools.cache
def schema():
    """Return the rules of observations, as a schema of pandera.

    It is built late: importing pandera costs a second that chapters need not pay.
    """
    import pandera.pandas as pa

    text = {"nullable": False, "coerce": True}
    return pa.DataFrameSchema(
        {
            "source": pa.Column(str, pa.Check.isin(list(editions.sources().index)), **text),
            "edition": pa.Column(str, pa.Check.str_length(min_value=1), **text),
            "indicator": pa.Column(str, pa.Check.str_matches(r"^[a-z][a-z0-9_]*$"), **text),
            "entity": pa.Column(str, pa.Check.str_matches(r"^[A-Z]{3,5}$"), **text),
            "year": pa.Column(int, pa.Check.in_range(1990, 2100)),
            "measure": pa.Column(str, pa.Check.isin(MEASURES), **text),
            "value": pa.Column(float, nullable=False),
            "economies": pa.Column("Int64", pa.Check.ge(1), nullable=True),
            "basis": pa.Column(str, pa.Check.isin(["published", "computed", "implied"]), **text),
            "origin": pa.Column(str, nullable=True),  # a publisher's file is named in the register
            "chosen": pa.Column(bool),
            "confidence": pa.Column(str, **text),
            "raw_file": pa.Column(str, **text),
            "raw_place": pa.Column(str, **text),
        },
        checks=[
            pa.Check(
                lambda table: (
                    ~table[table["chosen"]].duplicated(KEY).reindex(table.index, fill_value=False)
                ),
                name="one chosen observation a key",
            ),
            pa.Check(
                lambda table: (
                    (table["measure"] != "rank")
                    | table["economies"].isna()
                    | table["value"].between(1, table["economies"].astype(float))
                ),
                name="a rank from 1 to the number of economies",
            ),
        ],
        strict=True,
        ordered=True,
    )


def validate(table: pd.DataFrame) -> pd.DataFrame:
    """Return `table` if it keeps the rules of observations.

    Raises
    ------
    InputError
        Naming the first row that breaks a rule, and the rule.
    """
    from pandera.errors import SchemaErrors

    try:
        return schema().validate(table, lazy=True)
    except SchemaErrors as error:
        first = error.failure_cases.iloc[0]
        place, of_row = "data/raw", first["schema_context"] == "DataFrameSchema"
        if pd.notna(first["index"]):
            row = table.loc[first["index"]]
            series = f"{row['indicator']}.{row['measure']} of {row['entity']}"
            place = f"{row['raw_file']}, {row['raw_place']} ({series})"
        column, cell = first["column"], first["failure_case"]
        found = shown_value(row["value"]) if of_row else f"{column} {str(cell)!r}"
        raise InputError(place, "figure.rule", value=found, rule=str(first["check"])) from None


def read_figures(file: Path) -> pd.DataFrame:
    """Read one file of `data/raw` in the project's own layout.

    Returns
    -------
    Columns `entity, year, indicator, measure, value` (float) and `raw_place`: the row, in the
    column `indicator.measure`. Missing figures are absent.
    """
    wide = pd.read_csv(file, keep_default_na=False, na_values=[""], dtype={"entity": str})
    if not {"entity", "year"} <= set(wide.columns):
        raise InputError(file, "held.columns", row=1, columns=", ".join(wide.columns))
    wide["raw_place"] = [f"row {row}" for row in range(2, len(wide) + 2)]
    long = wide.melt(["entity", "year", "raw_place"], var_name="series").dropna(subset="value")
    for place, name in enumerate(["indicator", "measure"]):
        part = {series: series.rsplit(".", 1)[place] for series in long["series"].unique()}
        long[name] = long["series"].map(part)
    return long[["entity", "year", "indicator", "measure", "value", "raw_place"]]


def _reader(source: str):
    return importlib.import_module(f"strategybook.readers.{editions.sources()['reader'][source]}")


def _read_edition(edition: pd.Series, raw: Path) -> pd.DataFrame:
    """Read an edition's figures; those entered by hand say, each, where they are from."""
    if fault := seal.broken(edition, raw):
        raise fault
    file = paths.inside(raw, edition["figures"])
    read_own = getattr(_reader(edition["source"]), "observations", None)
    figures = (
        read_own(file)
        if read_own
        else read_figures(file).assign(
            economies=pd.NA,
            basis="published",
            origin="",  # the register says it once
            chosen=True,
            confidence="primary publisher",
        )
    )
    if read_own is None:
        rounded = rounding.are_rounded(edition["source"], figures)
        figures["confidence"] = figures["confidence"].mask(rounded, rounding.CONFIDENCE)
    return figures.assign(
        source=edition["source"],
        edition=edition["edition"],
        raw_file=paths.shown(file),
    )


def _derive(source: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return the observations of a source with what its reader works out, if it does."""
    derive = getattr(_reader(source), "derive", None)
    return derive(table) if derive else table


def collect() -> pd.DataFrame:
    """Return the observations of every edition held, of all countries."""
    return of_editions(editions.editions(), paths.RAW)


def of_editions(register: pd.DataFrame, raw: Path) -> pd.DataFrame:
    """Read editions, work out what their publishers leave out, validate and sort.

    Parameters
    ----------
    register
        Rows as `editions.editions` returns them.
    raw
        The folder that their figures are in.

    Returns
    -------
    The columns of `COLUMNS`, all countries.
    """
    read = pd.concat([_read_edition(row, raw) for _, row in register.iterrows()])
    read["value"] = read["value"].astype(float)
    derived = [_derive(source, table) for source, table in read.groupby("source", sort=True)]
    table = pd.concat(derived, ignore_index=True)
    table["economies"] = table["economies"].astype("Int64")
    order = ["source", "edition", "indicator", "entity", "year", "measure", "basis", "raw_place"]
    return validate(table[COLUMNS].sort_values(order, ignore_index=True))


def shown_value(value: float) -> str:
    """Return the shortest text that reads back to `value`, whole numbers without a point."""
    return repr(float(value)).removesuffix(".0")


def write(table: pd.DataFrame, file: Path) -> None:
    """Write observations as CSV, atomically."""
    shown = table.assign(
        value=table["value"].map(shown_value),
        chosen=table["chosen"].map({True: "yes", False: "no"}),
    )
    write_text(file, csv_text(shown))


def read(file: Path) -> pd.DataFrame:
    """Read observations that `write` wrote."""
    text = ["edition", "origin", "confidence", "raw_file", "raw_place"]
    table = pd.read_csv(
        file,
        keep_default_na=False,
        na_values={"economies": [""]},
        dtype={"economies": "Int64", "value": float} | dict.fromkeys(text, str),
    )
    return table.assign(chosen=table["chosen"] == "yes")


def of_the_book(table: pd.DataFrame) -> pd.DataFrame:
    """Return the part that is committed and reviewed: what the book's chapters show.

    The catalogue says of each indicator and measure whose values are kept: everyone's (Thailand,
    the rest of ASEAN, world and group means), all countries', Thailand's own, or nobody's. Of a
    source that re-states all years, others than Thailand are kept in the newest edition and in
    that of the strategy; of a source that only copies another, nothing. Every edition and measure
    of everyone would be eight times as large.
    """
    kept = indicators()["kept"].reindex(pd.MultiIndex.from_frame(table[["indicator", "measure"]]))
    kept = kept.fillna("everyone").to_numpy()
    copied = ~table.groupby("source")["chosen"].transform("any")
    own = (table["entity"] == OWN_COUNTRY) & (kept != "nobody")
    others = table["entity"].isin({*countries.members("ASEAN", 9999), *countries.MEANS})
    shown = pd.concat(map(editions.visible, editions.AS_OF_WORDS)).drop_duplicates()
    edition = ["source", "edition"]
    seen = pd.MultiIndex.from_frame(table[edition]).isin(pd.MultiIndex.from_frame(shown[edition]))
    everyones = (others & (kept == "everyone")) | (kept == "all countries")
    return table[(own | (everyones & seen)) & ~copied].reset_index(drop=True)


def series(table: pd.DataFrame, indicator: str, entity: str, measure: str) -> pd.Series:
    """Return the values of one country's series, indexed by year."""
    mine = pick(table, indicator, [entity], measures=[measure])
    return mine.set_index("year")["value"].sort_index()


def pick(
    table: pd.DataFrame,
    indicators: str | list[str],
    entities: list[str],
    years: list[int] | None = None,
    measures: list[str] | None = None,
) -> pd.DataFrame:
    """Return the rows of some indicators, entities, years and measures, in the table's order."""
    wanted = [indicators] if isinstance(indicators, str) else indicators
    keep = table["indicator"].isin(wanted) & table["entity"].isin(entities)
    if years is not None:
        keep &= table["year"].isin(years)
    if measures is not None:
        keep &= table["measure"].isin(measures)
    return table[keep].reset_index(drop=True)


def last_years(table: pd.DataFrame, indicators: str | list[str], number: int = 2) -> list[int]:
    """Return the newest years that any country has a value of any indicator for, oldest first."""
    wanted = [indicators] if isinstance(indicators, str) else indicators
    years = table.loc[table["indicator"].isin(wanted), "year"].unique()
    return [int(year) for year in sorted(years)[-number:]]
