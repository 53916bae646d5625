"""Whether a change of a governance estimate is larger than its margin of error."""

import numpy as np
import pandas as pd

from strategybook.catalogue import decimals, short_name
from strategybook.chapters.index_tables import of_years
from strategybook.language import joined, shown_number, shown_year, words
from strategybook.margins import ERRORS_OF_90_PERCENT
from strategybook.observations import pick
from strategybook.show.exhibits import Chapter
from strategybook.show.tables import Table


def changes(
    table: pd.DataFrame, indicators: list[str], entity: str, years: list[int]
) -> pd.DataFrame:
    """Return how estimates changed between two years, and within which margin.

    Parameters
    ----------
    table
        Observations of one edition, with the measures `estimate` and `standard_error`.

    Returns
    -------
    One row an indicator that has both years, in their order: `first, last, change, margin` (half
    the width of the 90 % interval of the change, with the errors of both years taken as
    independent; they are not quite, since most sources are the same, so the margin is rather too
    wide than too narrow) and `beyond` (whether the change is larger).
    """
    ends = [years[0], years[-1]]
    own = pick(table, indicators, [entity], ends, ["estimate", "standard_error"])
    wide = own.pivot(index="indicator", columns=["measure", "year"], values="value")
    needed = pd.MultiIndex.from_product([["estimate", "standard_error"], ends])
    wide = wide.reindex(columns=needed).dropna()
    wide = wide.reindex([name for name in indicators if name in wide.index])
    if wide.empty or ends[0] == ends[1]:
        return pd.DataFrame(columns=["first", "last", "change", "margin", "beyond"])
    first, last = (wide["estimate"][year] for year in ends)
    margin = ERRORS_OF_90_PERCENT * np.hypot(*(wide["standard_error"][year] for year in ends))
    change = last - first
    return pd.DataFrame(
        {
            "first": first,
            "last": last,
            "change": change,
            "margin": margin,
            "beyond": change.abs() > margin,
        }
    )


def as_table(chapter: Chapter, moved: pd.DataFrame, years: list[int]) -> Table:
    """Return changes with their margins, and in words whether they are larger."""
    ends = of_years(chapter, "estimate", [years[0], years[-1]])
    names = [words(f"table.{name}", chapter.language) for name in ("change", "margin", "larger")]
    rows = [_row(chapter, indicator, row) for indicator, row in moved.iterrows()]
    header = [words("table.dimension", chapter.language), *ends, *names]
    return Table(header, rows, numeric=tuple(header[1:5]))


def _row(chapter: Chapter, indicator: str, row: pd.Series) -> list[str]:
    digits = decimals(indicator, "estimate")
    numbers = [shown_number(row[name], digits) for name in ("first", "last")]
    return [
        short_name(indicator, chapter.language),
        *numbers,
        shown_number(row["change"], digits, signed=True),
        f"±{shown_number(row['margin'], digits)}",
        words("answer.yes" if row["beyond"] else "answer.no", chapter.language),
    ]


def told(chapter: Chapter, moved: pd.DataFrame, years: list[int]) -> str:
    """Tell which changes are larger than their margin of error."""
    if moved.empty:
        return ""
    beyond = [short_name(name, chapter.language) for name in moved.index[moved["beyond"]]]
    return words(
        "sentence.margin.some" if beyond else "sentence.margin.none",
        chapter.language,
        first_year=shown_year(years[0], chapter.language),
        last_year=shown_year(years[-1], chapter.language),
        number=len(moved),
        names=joined(beyond, chapter.language),
    )
