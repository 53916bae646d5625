"""Targets: the chance of each target of BE 2570, and what would have to happen.

The targets and the year that decides each are in `targets.csv`; where the data cannot carry a
forecast it says why. Of a survey in even years that of 2026 decides; 2028 is shown beside it.
"""

import functools
from pathlib import Path

import numpy as np
import pandas as pd

from strategybook import strategy
from strategybook.catalogue import indicators
from strategybook.forecast import ranks
from strategybook.forecast.panels import Panel
from strategybook.parameters import OWN_COUNTRY

COLUMNS = ["as_of", "indicator", "entity", "measure", "year", "target", "last_year", "last_value"]
COLUMNS += ["gain", "chance", "evidence", "reason", "starts", "reached"]
# A start counts as like the country's if it is no further from it than this.
NEAR = {"score": 0.05, "rank": 10}
# Scores are printed with four decimals; half of the last one is let pass.
HALF_DECIMAL = 0.00005
BOTH = "both"
NO_VALUES = "no_values"
DECIDED = "decided"


@functools.cache
def decided() -> pd.DataFrame:
    """Return `targets.csv`: `indicator, measure, year`, and `reason` where there is no chance."""
    return pd.read_csv(Path(__file__).with_suffix(".csv"), keep_default_na=False)


def _is_met(values: np.ndarray, indicator: str, measure: str) -> np.ndarray:
    """Return whether values keep a target, by the end of the measure that is best."""
    target = strategy.target(indicator, measure)
    lowest_is_best = indicators().loc[(indicator, measure), "best"] == "lowest"
    return values <= target if lowest_is_best else values >= target


def _chance(one, measure: str, year: int) -> float:
    """Return the share of draws of the strategy's country that keep the target."""
    place, step = one.entities.index(OWN_COUNTRY), one.years.index(year)
    measures = list(one.draws) if measure == BOTH else [measure]
    met = [_is_met(one.draws[name][step, place], one.indicator, name) for name in measures]
    return round(float(np.all(met, axis=0).mean()), 2)


def _last(table: pd.DataFrame, indicator: str, measure: str, year: int) -> float:
    """Return the country's value of a year in the oldest edition that has it."""
    mine = table[
        (table["indicator"] == indicator)
        & (table["entity"] == OWN_COUNTRY)
        & (table["measure"] == measure)
        & (table["year"] == year)
    ]
    return float(mine.sort_values("edition")["value"].iloc[0])


def ranked(panel: Panel) -> np.ndarray:
    """Return the ranks of a panel's countries, survey by survey; NaN where one has no value."""
    values = panel.first_published
    result = np.full(values.shape, np.nan)
    for survey in range(values.shape[1]):
        has = ~np.isnan(values[:, survey])
        result[has, survey] = ranks.rank(values[has, survey : survey + 1])[:, 0]
    return result


def precedents(
    values: np.ndarray, start: float, gain: float, steps: int, near: float
) -> tuple[int, int]:
    """Count how often a country stood near a start, and how often it then gained that much.

    Parameters
    ----------
    values
        Countries by surveys, the highest best.
    steps
        In how many surveys.

    Returns
    -------
    Starts (a country in a survey, with a value `steps` later), and those that gained `gain`.
    """
    before, after = values[:, :-steps], values[:, steps:]
    alike = ~np.isnan(before) & ~np.isnan(after) & (np.abs(before - start) <= near + HALF_DECIMAL)
    gained = (after - before)[alike] >= gain - HALF_DECIMAL
    return int(alike.sum()), int(gained.sum())


def _precedents(panel: Panel | None, one, measure: str, year: int, row: dict) -> dict:
    if panel is None or measure not in NEAR:
        return {}
    seen = panel.origin(one.last_year) + 1
    values = ranked(panel) if measure == "rank" else panel.first_published
    upwards = -1 if measure == "rank" else 1
    steps = one.years.index(year) + 1
    counts = precedents(
        upwards * values[:, :seen], upwards * row["last_value"], row["gain"], steps, NEAR[measure]
    )
    return dict(zip(("starts", "reached"), counts, strict=True))


def _row(table: pd.DataFrame, panels: dict[str, Panel], found: dict, as_of: str, wanted) -> dict:
    """Return the row of one target, as `as_of` could see it."""
    indicator, measure, year, reason = wanted
    row = {"as_of": as_of, "indicator": indicator, "entity": OWN_COUNTRY, "measure": measure}
    row |= {"year": year, "reason": reason, "evidence": "none"}
    if measure != BOTH:
        row["target"] = strategy.target(indicator, measure)
    one = found.get(indicator)
    if one is None:
        return row | {"reason": reason or NO_VALUES}
    if year not in one.years:
        return row | {"last_year": one.last_year, "reason": DECIDED}
    row |= {"last_year": one.last_year, "chance": _chance(one, measure, year)}
    row["evidence"] = "panel" if indicator in panels else "one series"
    if measure == BOTH:
        return row
    row["last_value"] = _last(table, indicator, measure, one.last_year)
    row["gain"] = round(strategy.distance(row["last_value"], row["target"], measure), 4)
    return row | _precedents(panels.get(indicator), one, measure, year, row)


def table(
    observations: pd.DataFrame, panels: dict[str, Panel], by_as_of: dict[str, dict]
) -> pd.DataFrame:
    """Return the chance of each target, seen from each `as_of`.

    Columns `COLUMNS`: `gain` is what is missing (none if met) in the measure's unit, `evidence`
    `panel`, `one series` or `none`, `starts` and `reached` count precedents.
    """
    rows = [
        _row(observations, panels, found, as_of, wanted)
        for as_of, found in sorted(by_as_of.items())
        for wanted in decided().itertuples(index=False)
    ]
    result = pd.DataFrame(rows)
    whole = ["last_year", "starts", "reached"]
    return result.reindex(columns=COLUMNS).astype(dict.fromkeys(whole, "Int64"))
