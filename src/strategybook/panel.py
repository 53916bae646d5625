"""The panel: every figure held, of all countries and editions, as tidy tables.

For work outside the book: `strategybook.load("egdi")`, or `strategybook panel` for a file. The
books of other countries are made from it as well. What takes seconds is made once, see `kept`.
"""

import difflib
import functools
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from strategybook import countries as known
from strategybook import editions, kept, observations, paths
from strategybook.catalogue import indicator_name, matching
from strategybook.catalogue import indicators as catalogue
from strategybook.errors import InputError
from strategybook.files import csv_text, write_bytes, write_text
from strategybook.language import country_name

PACKAGE = Path(__file__).parent
# Words, which no figure depends on.
_WORDS = {"language.csv", "errors.csv", "datapackage.csv"}
COLUMNS = ["indicator", "entity", "country", "year", "measure", "value", "unit", "economies"]
COLUMNS += ["source", "edition", "basis", "confidence"]
UNITS = {
    "score": "0 to 1",
    "rank": "place, 1 is best",
    "percentile_rank": "0 to 100",
    "lower": "0 to 100",
    "upper": "0 to 100",
    "estimate": "standard deviations from the mean of all countries",
    "estimate_lower": "standard deviations from the mean of all countries",
    "estimate_upper": "standard deviations from the mean of all countries",
    "standard_error": "standard deviations",
    "sources": "number",
    "absolute_score": "0 to 100",
    "absolute_score_lower": "0 to 100",
    "absolute_score_upper": "0 to 100",
    "absolute_score_standard_error": "0 to 100",
    "percent": "per cent",
    "count": "number",
}
FORMATS = ("parquet", "csv", "xlsx")
MOST_ROWS = 1_048_576  # of a sheet of Excel


def code_behind(*folders: str) -> list[Path]:
    """Return the package's own files and those of some of its folders, but for words."""
    found = [file for file in PACKAGE.glob("*.*") if file.name not in _WORDS and file.is_file()]
    return found + [file for name in folders for file in (PACKAGE / name).glob("*.*")]


@functools.cache
def _key(source: str) -> str:
    """Return what tells whether the figures of a source are still those that were read."""
    register = editions.editions()
    own = register[register["source"] == source].to_csv(index=False)
    registers = [file for file in paths.RAW.glob("*.csv") if file.name != "editions.csv"]
    figures = (paths.RAW / source).glob("*")
    lock = [file for file in [paths.ROOT / "requirements.lock"] if file.exists()]
    return kept.digest([*registers, *figures, *code_behind("readers"), *lock], own)


def _of_source(source: str, key: str) -> pd.DataFrame:
    register = editions.editions()
    mine = register[register["source"] == source]
    return kept.kept(source, key, lambda: observations.of_editions(mine, paths.RAW))


def sources() -> list[str]:
    """Return the sources of which an edition is held, in alphabetical order."""
    return sorted(editions.editions()["source"].unique())


def everything(of: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the observations of all countries and editions: all, or those of some sources.

    The same as `observations.collect` reads from data/raw, which takes seconds.
    """
    wanted = tuple(sources() if of is None else sorted(set(of) & set(sources())))
    return _together(wanted, tuple(map(_key, wanted))).copy(deep=False)


@functools.lru_cache(maxsize=3)
def _together(wanted: tuple[str, ...], keys: tuple[str, ...]) -> pd.DataFrame:
    if not wanted:
        return pd.DataFrame(columns=observations.COLUMNS)
    parts = [_of_source(source, key) for source, key in zip(wanted, keys, strict=True)]
    return pd.concat(parts, ignore_index=True)


@functools.cache
def key(*folders: str) -> str:
    """Return what tells whether a table of all figures, made by code in folders, is still right."""
    return kept.digest(code_behind(*folders), " ".join(map(_key, sources())))


@functools.cache
def held() -> pd.DataFrame:
    """Return which economies each edition has figures of: `source, edition, entity`, each once."""

    def make() -> pd.DataFrame:
        table = everything()
        return table.loc[table["chosen"], ["source", "edition", "entity"]].drop_duplicates()

    return kept.kept("held", key(), make)


def sources_of(entity: str, as_of: str = "latest") -> list[str]:
    """Return the sources that have figures of an economy, in the editions that `as_of` may see."""
    table = held().merge(editions.visible(as_of))
    return sorted(table.loc[table["entity"] == entity, "source"].unique())


@functools.cache
def indicators() -> pd.DataFrame:
    """Return what `load` can load: one row an indicator, with its names, source and measures."""
    table = catalogue().reset_index()
    rows = table.groupby("indicator", sort=False).agg(source=("source", "first"))
    rows["measures"] = table.groupby("indicator")["measure"].agg(", ".join)
    for language in ("en", "th"):
        rows[f"name_{language}"] = [indicator_name(name, language) for name in rows.index]
    return rows.reset_index()


def load(
    what: str | Iterable[str] | None = None,
    *,
    as_of: str | None = None,
    countries: str | Iterable[str] | None = None,
    measures: str | Iterable[str] | None = None,
) -> pd.DataFrame:
    """Return every country's figures of some indicators as one tidy table, one row a value.

    Parameters
    ----------
    what
        Keys of indicators such as `egdi` (`indicators()` lists them) or of sources such as `wgi`;
        everything where it is left out.
    as_of
        Which editions: all that are held where it is left out. `latest`, `strategy` (what the
        strategy's authors had) or a year of publication give what was known then, and each
        indicator, country, year and measure once.
    countries
        ISO 3166 alpha-3 codes or names in English or Thai, or groups (`WLD`: mean of the world);
        all where it is left out.
    measures
        Such as `score` and `rank`; all where it is left out.

    Returns
    -------
    Columns `indicator`; `entity` (ISO 3166 alpha-3) and `country` (its name); `year` (CE, that the
    value speaks of); `measure`, `value` and `unit`; `economies` (how many were ranked); `source`
    and `edition` (release, whose year may be a later one); `basis` (`published` by the source,
    `computed` from its figures or `implied` by a change that it states) and `confidence`. Where
    sources disagree, the value that the book has chosen.

    Raises
    ------
    InputError
        For a name that is not known, with a few close ones.
    """
    wanted, entities = _indicators_of(what), _entities_of(countries)
    of = None if wanted is None else set(catalogue()["source"].loc[wanted])
    table = everything(of)
    keep = table["chosen"].to_numpy(copy=True)
    for column, values in (
        ("indicator", wanted),
        ("entity", entities),
        ("measure", _measures_of(measures)),
    ):
        if values is not None:
            keep &= table[column].isin(values).to_numpy()
    found = table[keep]
    if as_of is not None:
        seen = pd.MultiIndex.from_frame(editions.visible(editions.checked(as_of)))
        found = found[pd.MultiIndex.from_frame(found[["source", "edition"]]).isin(seen)]
    return _tidy(found)


def _tidy(table: pd.DataFrame) -> pd.DataFrame:
    names = {entity: _name(entity) for entity in table["entity"].unique()}
    shown = table.assign(
        country=table["entity"].map(names).astype("str"),
        unit=table["measure"].map(UNITS).astype("str"),
    )
    order = ["indicator", "entity", "measure", "year", "edition"]
    return shown[COLUMNS].sort_values(order, ignore_index=True)


def _name(entity: str) -> str:
    try:
        return country_name(entity, "en")
    except KeyError:  # a code that is out of use
        return entity


def _listed(values: str | Iterable[str]) -> list[str]:
    return [values] if isinstance(values, str) else list(values)


def _indicators_of(what: str | Iterable[str] | None) -> list[str] | None:
    if what is None:
        return None
    by_source = indicators().groupby("source")["indicator"].agg(list)
    found = []
    for name in _listed(what):
        if name not in by_source and not matching(name):
            _refuse("what", name, [*by_source.index, *indicators()["indicator"]])
        found += by_source.get(name, [name])
    return found


def _entities_of(values: str | Iterable[str] | None) -> list[str] | None:
    if values is None:
        return None
    groups = [*known.groups(), *known.MEANS]
    found = []
    for name in _listed(values):
        entity = name if name in groups else known.entity_of(name)
        if entity is None:
            near = f"such as {known.nearest(name, list(known.regions().index))}"
            raise InputError("Parameter countries", "option.close", value=name, known=near)
        found.append(entity)
    return found


def _measures_of(values: str | Iterable[str] | None) -> list[str] | None:
    if values is None:
        return None
    for name in _listed(values):
        if name not in UNITS:
            _refuse("measures", name, list(UNITS))
    return _listed(values)


def _refuse(name: str, value: str, allowed: list[str]) -> None:
    close = difflib.get_close_matches(str(value), allowed, 5, 0.5) or allowed[:5]
    known_ones = f"such as {', '.join(close)}"
    raise InputError(f"Parameter {name}", "option.close", value=value, known=known_ones)


def write(table: pd.DataFrame, file: Path) -> None:
    """Write a table of `load` as its name ends: `.parquet`, `.csv` or `.xlsx` (a sheet a source).

    Raises
    ------
    InputError
        Where a source has more rows than a sheet of Excel.
    """
    if file.suffix == ".parquet":
        write_bytes(file, table.to_parquet(index=False))
    elif file.suffix == ".csv":
        write_text(file, csv_text(table))
    else:
        write_bytes(file, _workbook(table, file))


def _workbook(table: pd.DataFrame, file: Path) -> bytes:
    """Return a workbook, row by row, since a table at once takes gigabytes."""
    import io

    from openpyxl import Workbook

    book, content = Workbook(write_only=True), io.BytesIO()
    for source, rows in table.groupby("source", sort=True):
        if len(rows) >= MOST_ROWS:
            raise InputError(file, "option.rows", source=source, number=len(rows), most=MOST_ROWS)
        sheet = book.create_sheet(source)
        sheet.append(list(rows.columns))
        whole = rows.astype(object).where(rows.notna(), None)
        for row in whole.itertuples(index=False):
            sheet.append(list(row))
    book.save(content)
    return content.getvalue()
