"""World Bank Worldwide Governance Indicators (WGI), in every layout that was issued.

`layouts` has a table of them; any spreadsheet, text or Stata file may have them.

The World Bank estimates in single precision (float32). Its Stata files hold these numbers, its
workbooks the same with all digits of a float64 (92.75362396240234), DataBank with 15 digits. All
three become the shortest text of the float32 (92.753624), so that a figure has one text whatever
file it came in. A number that is not a float32 written out keeps all its digits.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from strategybook.errors import InputError
from strategybook.readers import Publication, text
from strategybook.readers.sheets import Sheet, open_file
from strategybook.readers.wgi import checks, layouts, terms
from strategybook.readers.wgi.edition import Said, edition_of, published_on
from strategybook.readers.wgi.ranking import WHOLE_WORLD, derive, percentile_rank
from strategybook.readers.wgi.tables import Table

__all__ = ["SOURCE", "derive", "percentile_rank", "read", "recognises"]

SOURCE = "wgi"
# How far a number may be from itself written with 15 digits, relatively.
ERROR_OF_15_DIGITS = 5.1e-15


def recognises(path: Path) -> bool:
    """Tell whether a file holds the WGI, by the words of its sheets; never raises."""
    try:
        return any(layouts.found(sheet) for sheet in open_file(path))
    except Exception:  # whatever is wrong with it, it is not ours
        return False


def _texts(numbers: pd.Series) -> pd.Series:
    """Return the shortest texts that read back to the numbers, float32 where they are such."""
    double, places = np.unique(numbers.to_numpy() + 0.0, return_inverse=True)  # -0.0 is 0.0
    single = double.astype(np.float32)
    texts = single.astype(str).astype(object)
    other = ~np.isclose(single.astype(float), double, rtol=ERROR_OF_15_DIGITS, atol=0)
    texts[other] = double[other].astype(str)
    return pd.Series(texts).str.removesuffix(".0").take(places)


def _read_table(layout: layouts.Layout, table: Table) -> pd.DataFrame:
    """Return columns `entity, year, indicator, measure, number, sheet, row, column`."""
    sheet, figures = table.sheet, layout.figures(table)
    checks.check_numbers(sheet, figures)
    columns = {place: sheet.column(place) for place in figures["place"].unique()}
    return figures[[*terms.kinds(), "number"]].assign(
        sheet=sheet.name,
        row=figures["row"] + 1,
        column=figures["place"].map(columns),
    )


def _wide(figures: pd.DataFrame) -> pd.DataFrame:
    """Return one row an economy and year, one column a series, as in `Publication.figures`."""
    texts = _texts(figures["number"]).set_axis(pd.MultiIndex.from_frame(figures[[*terms.kinds()]]))
    wide = texts.unstack(["indicator", "measure"])
    wide.columns = [f"{indicator}.{measure}" for indicator, measure in wide.columns]
    keys = wide.index.to_frame(index=False).astype({"entity": str, "year": int})
    filled = wide.sort_index(axis=1).fillna("").reset_index(drop=True)
    return pd.concat([keys, filled], axis=1).sort_values(["entity", "year"], ignore_index=True)


def _gaps(figures: pd.DataFrame) -> list[str]:
    """Return a note on each dimension that has less than the others have together."""
    held = figures.groupby("indicator", observed=False)["measure"].unique()
    every = [measure for measure in terms.LIMITS if (figures["measure"] == measure).any()]
    missing = {
        indicator: [measure for measure in every if measure not in held[indicator]]
        for indicator in terms.DIMENSIONS.values()
    }
    notes = [f"{name} has no {', '.join(gaps)} here." for name, gaps in missing.items() if gaps]
    if "percentile_rank" not in every:
        notes.append("No percentile ranks are published here; they follow from the estimates.")
    return notes


def _check_found(path: Path, sheet: Sheet, is_found: bool) -> None:
    """Raise an InputError where a sheet that is named after a dimension has no header."""
    if not is_found and sheet.name and terms.sheet_dimension(sheet.name):
        words = "Country/Territory and Code, or Economy (code) and Year, in one row"
        raise InputError(path, "layout.header", sheet=sheet.name, words=words)


def _check_dimensions(path: Path, names: list[str | None]) -> None:
    """Raise an InputError where some dimensions have a sheet of their name, and some have not."""
    named = {terms.sheet_dimension(name) for name in names if name} - {None}
    if named and (missing := sorted(set(terms.DIMENSIONS.values()) - named)):
        raise InputError(path, "layout.sheet_missing", missing=", ".join(missing))


def _read_sheets(path: Path) -> tuple[pd.DataFrame, Said, list[str]]:
    """Return the figures of all sheets, what these say of themselves, and notes."""
    file, said, tables, notes = open_file(path), Said(), [], []
    for sheet in file:
        found = layouts.found(sheet)
        _check_found(path, sheet, bool(found))
        if found:
            tables.append(_read_table(*found))
            notes += found[1].left_out
        said.hear(sheet)
    _check_dimensions(path, file.names)
    if len(said.named) > 1:
        raise InputError(path, "edition.several", editions=", ".join(sorted(said.named)))
    if not sum(map(len, tables)):
        raise InputError(path, "layout.no_figures")
    figures = pd.concat(tables, ignore_index=True)
    figures["year"] = text.common_era(
        path, figures["year"].astype(int), lambda label: checks.where(figures.loc[label])
    )
    return figures, said, notes


def _is_whole_of_scores(figures: pd.DataFrame) -> bool:
    """Tell whether all dimensions have the scores of all economies in the last year."""
    scores = figures[figures["measure"] == "absolute_score"]
    last = scores[scores["year"] == figures["year"].max()]
    numbers = last.groupby("indicator", observed=False)["entity"].nunique()
    return len(numbers) == len(terms.DIMENSIONS) and bool((numbers >= WHOLE_WORLD).all())


def read(path: Path) -> Publication:
    """Read a file of the WGI as the World Bank issues it.

    Parameters
    ----------
    path
        Block sheets or dimension sheets, a panel or a series table, in any format.

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
    figures, said, left_out = _read_sheets(path)
    checks.check_once(path, figures)
    checks.check_bounds(path, figures)
    ranks = checks.check_ranks(path, figures)
    wide, has_scores = _wide(figures), bool((figures["measure"] == "absolute_score").any())
    edition, notes = edition_of(said, int(wide["year"].max()), _is_whole_of_scores(figures))
    return Publication(
        SOURCE,
        edition,
        wide,
        (*notes, *left_out, *ranks, *_gaps(figures)),
        published_on=published_on(said, edition),
        not_before=str(terms.SCORES_SINCE) if has_scores else "",
    )
