"""What figures of the WGI must keep, each by itself and among each other."""

from pathlib import Path

import numpy as np
import pandas as pd

from strategybook.errors import InputError
from strategybook.readers import rounding, text
from strategybook.readers.sheets import Sheet
from strategybook.readers.wgi import terms
from strategybook.readers.wgi.ranking import WHOLE_WORLD, percentile_rank

NUMBERS = {"floating", "integer", "mixed-integer-float", "empty"}
# How far a published percentile rank may be from the rank of its estimate. Six editions keep to
# 0.00001; a copy may be rounded to two decimals.
RANK_TOLERANCE = 0.006
# Ranks may be among more economies than have an estimate in the year, at most so many times more.
MORE_ECONOMIES = 1.2
BOUNDS = {
    "percentile_rank": ("lower", "upper"),
    "estimate": ("estimate_lower", "estimate_upper"),
    "absolute_score": ("absolute_score_lower", "absolute_score_upper"),
}


def where(figure: pd.Series) -> dict[str, object]:
    """Return the place of a figure, for a sentence of error."""
    return {"sheet": figure["sheet"], "row": int(figure["row"]), "column": figure["column"]}


def _series(figure: pd.Series) -> str:
    return f"{figure['indicator']}.{figure['measure']}"


def check_numbers(sheet: Sheet, figures: pd.DataFrame) -> None:
    """Raise an InputError at the first value that is no number, or out of its measure's range."""
    limits = np.array([terms.LIMITS[measure] for measure in figures["measure"].cat.categories])
    low, high = limits[figures["measure"].cat.codes].T
    wrong = ~figures["number"].between(low, high)
    wrong |= (figures["measure"] == "sources") & (figures["number"] % 1 != 0)
    if pd.api.types.infer_dtype(figures["value"]) not in NUMBERS:
        # What pandas takes for a number, but a person would not: True, a date, 1_0, 0x10.
        wrong |= ~text.is_number(figures["value"].astype(str).str.strip())
    if wrong.any():
        cell = figures.loc[wrong.idxmax()]
        facts = dict(zip(("low", "high"), terms.LIMITS[cell["measure"]], strict=True))
        facts |= {"value": cell["value"], "series": _series(cell)}
        facts["whole"] = "whole " if cell["measure"] == "sources" else ""
        raise sheet.mistake("figure.number", cell["row"], cell["place"], **facts)


def check_once(path: Path, figures: pd.DataFrame) -> None:
    """Raise an InputError at the second figure of one economy, year and series."""
    again = figures.duplicated(list(terms.kinds()))
    if again.any():
        figure = figures.loc[again.idxmax()]
        facts = {"entity": figure["entity"], "year": figure["year"], "series": _series(figure)}
        raise InputError(path, "figure.twice", **where(figure), **facts)


def _half_unit(numbers: pd.Series) -> float:
    """Return half a unit of the last decimal of numbers, which rounding may have changed."""
    return 0.51 * 10.0 ** -rounding.decimals(numbers)


def check_bounds(path: Path, figures: pd.DataFrame) -> None:
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
        half = max(_half_unit(of[name]["number"]) for name in (measure, low, high))
        outside = [table["low"] - table["number"], table["number"] - table["high"]]
        beyond = pd.concat(outside, axis=1).max(axis=1) > half
        if beyond.any():
            figure = table[beyond].reset_index().iloc[0]
            facts = {"value": figure["number"], "low": figure["low"], "high": figure["high"]}
            facts |= {"series": _series(figure), "entity": figure["entity"], "year": figure["year"]}
            raise InputError(path, "figure.bounds", **where(figure), **facts)


def check_ranks(path: Path, figures: pd.DataFrame) -> list[str]:
    """Check that percentile ranks follow from the estimates; return notes on those of other rules.

    From the 2025 edition on there is a score from 0 to 100 instead, which looks like one. Editions
    2014 to 2016 ranked the years before 2006 among all economies that they ever rated, and a file
    may lack some that were ranked: then ranks are still in the order of the estimates, and in even
    steps, as a score is not.

    Raises
    ------
    InputError
        At a percentile rank that does not follow from the estimates.
    """
    key = ["indicator", "year"]
    estimates = figures[figures["measure"] == "estimate"].set_index([*key, "entity"])["number"]
    ranks = figures[figures["measure"] == "percentile_rank"].set_index([*key, "entity"])
    both = ranks.assign(estimate=estimates).dropna(subset="estimate")
    groups = estimates.groupby(key, observed=True)
    both["expected"] = groups.transform(percentile_rank)[groups.transform("size") >= WHOLE_WORLD]
    both = both.dropna(subset="expected")
    if both.empty or rounding.decimals(both["estimate"]) < rounding.DECIMALS["wgi"]:
        return []  # a rounded copy, in which many estimates tie
    both["apart"] = (both["number"] - both["expected"]).abs()
    others = both.groupby(key, observed=True).filter(lambda group: _apart(group).any())
    for _, group in others.groupby(key, observed=True):
        wrong = ~_ranked_among_more(group)
        if wrong.any():
            figure = group[wrong].reset_index().iloc[0]
            facts = {"value": figure["number"], "rank": round(figure["expected"], 2)}
            facts |= {"series": _series(figure), "entity": figure["entity"], "year": figure["year"]}
            raise InputError(path, "figure.percentile", **where(figure), **facts)
    return _notes(others)


def _tolerance(group: pd.DataFrame) -> float:
    """Return how far ranks may be from those expected: half a unit of their last decimal, or so."""
    return max(RANK_TOLERANCE, _half_unit(group["number"]))


def _apart(group: pd.DataFrame) -> pd.Series:
    """Mark the ranks that do not follow from the estimates of their year."""
    return group["apart"] > _tolerance(group)


def _ranked_among_more(group: pd.DataFrame) -> pd.Series:
    """Mark the ranks of a year that are in the order of estimates and in even steps of one size."""
    ranked = len(group)
    sizes = np.arange(ranked, int(ranked * MORE_ECONOMIES) + 1) - 1
    steps = group["number"].to_numpy()[:, None] * sizes / 100
    even = np.abs(steps - steps.round()) <= _tolerance(group) * sizes / 100
    best = even.sum(axis=0).argmax()
    in_order = group["number"].rank(method="max") == group["estimate"].rank(method="max")
    # By no rule at all, or by ours: what is apart is named.
    if even[:, best].sum() <= ranked / 2 or sizes[best] + 1 == ranked:
        return ~_apart(group)
    return pd.Series(even[:, best], group.index) & in_order


def _notes(others: pd.DataFrame) -> list[str]:
    if others.empty:
        return []
    years = others.index.get_level_values("year").astype(int)
    return [
        f"Percentile ranks of {years.min()} to {years.max()} are up to {others['apart'].max():.1f} "
        "points from those that follow from the estimates here: the publisher ranked more "
        "economies. They are taken as published."
    ]
