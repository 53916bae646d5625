"""Replays: what the intervals would have covered if they were right, and chance alone decided.

Over few surveys even right intervals miss their mark by chance, and by far more where a shock
moves all countries at once. So what came is replayed many times as the forecasts themselves say.
Each survey has one shock of the world, and each country takes a step of its own; a forecast errs
by all that came since it was made, so that those which look ahead over the same survey are
surprised together. Coverage in the range of the replays is no evidence against the intervals.

This is a parametric bootstrap of the mean coverage (B. Efron and R. J. Tibshirani, An Introduction
to the Bootstrap, Chapman & Hall, 1993, chapter 6).
"""

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
from scipy.special import ndtr

from strategybook.forecast import backtest, intervals, ranks
from strategybook.forecast.backtest import CHOSEN, Record

COLUMNS = ["indicator", "measure", "level", "surveys", "coverage", "low", "high"]
# One less than a multiple of 40, see `intervals.quantiles`.
REPLAYS = 999
# The range holds this share of the replays, in per cent.
RANGE = 95


def table(records: list[Record], scores: pd.DataFrame) -> pd.DataFrame:
    """Return the coverage of every index beside the range that right intervals would give.

    Parameters
    ----------
    scores
        What `backtest.table` returns of these records.

    Returns
    -------
    Columns `COLUMNS`: `level` is what the interval claims to hold, in per cent; `coverage`, `low`
    and `high` are shares of countries, means of all origins and steps ahead.
    """
    chosen = scores[scores["method"] == CHOSEN]
    measured = chosen.groupby(["indicator", "measure"])
    rows = []
    for made in records:
        for measure, covered in replayed(made).items():
            key = (made.panel.index.name, measure)
            own = measured.get_group(key)
            ends = intervals.central(intervals.quantiles(covered))[RANGE].T
            for level, (low, high) in zip(intervals.CENTRAL, ends, strict=True):
                mean = own[f"coverage_{level}"].mean()
                rows.append((*key, level, own["origin"].nunique(), mean, low, high))
    found = pd.DataFrame(rows, columns=COLUMNS)
    return found.sort_values(COLUMNS[:3], ignore_index=True).round(backtest.DECIMALS)


def replayed(made: Record) -> dict[str, np.ndarray]:
    """Return what the intervals of each measure of an index cover: `CENTRAL` by replays."""
    shocks, walks = drawn_anew(made)
    measures = _measures(made)
    covered = {measure: [] for measure in measures}
    for origin, steps in made.judged():
        drawn = backtest.simulate(made, CHOSEN, origin, backtest.DRAWS)
        for step, values in enumerate(came(made, origin, steps, shocks, walks)):
            has = made.compared(origin, step)
            for measure, measured in measures.items():
                cell = _inside(measured(values[has]), measured(drawn[step][has]))
                covered[measure].append(cell)
    return {measure: np.mean(cells, axis=0) for measure, cells in covered.items()}


def drawn_anew(made: Record) -> tuple[np.ndarray, np.ndarray]:
    """Return the random numbers of the replays of an index: shocks and walks, see `came`."""
    random = intervals.generator(made.panel.index.name, "replays")
    surveys, countries = len(made.panel.years), len(made.panel.entities)
    shocks = random.random((surveys, REPLAYS))
    walks = random.standard_normal((surveys, countries, REPLAYS)).cumsum(axis=0)
    return shocks, walks


def came(
    made: Record, origin: int, steps: int, shocks: np.ndarray, walks: np.ndarray
) -> Iterator[np.ndarray]:
    """Yield what came of each step ahead of an origin: countries by replays.

    Parameters
    ----------
    shocks
        Between nought and one, surveys by replays: the place of a shock among those known, either
        way up, from the lowest to the highest.
    walks
        Random walks of unit steps, surveys by countries by replays. How far one went since the
        origin is, as a share of how far it may, the place of the country's own error.
    """
    forecast = made.forecasts[CHOSEN][origin]
    errors = backtest.errors(made, CHOSEN, origin)
    world = errors.world_parts(shocks[origin + 1 : origin + 1 + steps]).cumsum(axis=0)
    for step in range(steps):
        own = np.sort(intervals.nearest(forecast[:, step], errors, step), axis=1)
        place = ndtr((walks[origin + step + 1] - walks[origin]) / np.sqrt(step + 1))
        yield forecast[:, step, None] + intervals.picked(own, place) + world[step]


def _measures(made: Record) -> dict[str, Callable[[np.ndarray], np.ndarray]]:
    """Return how each measure follows from values on the scale of the model.

    A score lies inside its interval on that scale just as it does as published.
    """
    index = made.panel.index
    ranked_as = index["ranked_as"]
    return {index["measure"]: np.asarray} | (
        {ranked_as: ranks.RANKINGS[ranked_as]} if ranked_as else {}
    )


def _inside(came: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """Return the share of countries inside each of the `CENTRAL` intervals, by replays."""
    ends = intervals.central(intervals.quantiles(drawn)).values()
    return np.stack(
        [((low[:, None] <= came) & (came <= high[:, None])).mean(axis=0) for low, high in ends]
    )
