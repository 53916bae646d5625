"""Places: where each country stands against the world, and how much of its last step will stay.

A country's place is how far it is from the world's median, on the scale of the model. Two methods
say how it goes on; both leave the world's median where it is, and both learn one rule for all
countries from the surveys so far. *Smoothing* takes part of each new step back, as simple
exponential smoothing with one weight an index does. *Regression* foretells the step from the
country's level and last steps, and from its place on the source's other indices; half of what it
foretells is used (pooled, or global, models of many short series: P. Montero-Manso and
R. J. Hyndman, Int. J. Forecasting 37, 2021, 1632-1653; ridge: A. E. Hoerl and R. W. Kennard,
Technometrics 12, 1970, 55-67). `combined` is the plain mean of both.
"""

import functools
from collections.abc import Callable

import numpy as np
import pandas as pd

from strategybook.forecast import methods
from strategybook.forecast.panels import Panel
from strategybook.forecast.scales import SCALES

# The first survey from which a step is learnt; those before it give its two last steps.
START = 2
# Weights of the newest survey that are tried; with 1 the place stays where it is.
WEIGHTS = np.arange(2, 21) / 20
# How strongly the regression draws its coefficients to nought, on predictors of unit variance.
PENALTY = 100.0
# The share of the foretold step that is used.
STRENGTH = 0.5
# Sums over countries may differ in the last decimals from one processor to another.
DECIMALS = 9


def history(panel: Panel, origin: int) -> np.ndarray:
    """Return what was known of an index at an origin, on the scale of the model."""
    return SCALES[panel.index["scale"]].forward(panel.known(origin))


def family(panels: dict[str, Panel], indicator: str) -> tuple[Panel, ...]:
    """Return the panels of the other indices of the same source, without means of components."""
    source = panels[indicator].index["source"]
    return tuple(
        panel
        for name, panel in panels.items()
        if name != indicator and panel.index["source"] == source and not panel.index["components"]
    )


def places(values: np.ndarray) -> np.ndarray:
    """Return how far each country is from the median, survey by survey.

    In a survey without a value a country keeps the place that it had.
    """
    table = pd.DataFrame(values)
    return (table - table.median()).ffill(axis=1).to_numpy()


@functools.lru_cache(maxsize=1024)
def _places(panel: Panel, origin: int) -> np.ndarray:
    return places(history(panel, origin))


def weight(own: np.ndarray) -> float:
    """Return the weight of the newest survey that would have served best so far.

    Least mean absolute error one survey ahead, of all countries and surveys together.
    """
    errors = []
    for one in WEIGHTS:
        levels = methods.smoothed(own, one)
        missed = np.abs(own[:, START + 1 :] - levels[:, START:-1])
        errors.append(np.round(np.nanmean(missed), DECIMALS))
    # The largest of equal ones: it changes least.
    return float(WEIGHTS[::-1][np.argmin(errors[::-1])])


@functools.lru_cache(maxsize=1024)
def smoothing(panel: Panel, _others: tuple[Panel, ...], origin: int) -> np.ndarray:
    """Return places of the surveys ahead by exponential smoothing with one weight an index."""
    own = _places(panel, origin)
    can_learn = own.shape[1] > START + 1
    level = methods.smoothed(own, weight(own))[:, -1] if can_learn else own[:, -1]
    return np.repeat(level[:, None], int(panel.index["steps_ahead"]), axis=1)


def _beside(panel: Panel, other: Panel, origin: int) -> np.ndarray:
    """Return the places on another index in the rows and surveys of an index, NaN where none."""
    known = _places(other, other.origin(panel.years[origin]))
    table = pd.DataFrame(known, other.entities, other.years[: known.shape[1]])
    wanted = table.reindex(index=panel.entities, columns=panel.years[: origin + 1])
    return wanted.to_numpy()


def _predictors(own: np.ndarray, others: list[np.ndarray], survey: int) -> np.ndarray:
    """Return countries by predictors at a survey; what is not known is taken as nought."""
    now = own[:, survey]
    earlier = [now - own[:, survey - lag] for lag in (1, 2)]
    elsewhere = [other[:, survey] - now for other in others]
    return np.nan_to_num(np.column_stack([now, *earlier, *elsewhere]))


def _foretold(own: np.ndarray, others: list[np.ndarray], ahead: int) -> np.ndarray:
    """Return the step of each country over so many surveys, by one ridge regression on the past."""
    last = own.shape[1] - 1
    learnt = range(START, last - ahead + 1)
    if not learnt:
        return np.zeros(len(own))
    causes = np.concatenate([_predictors(own, others, survey) for survey in learnt])
    steps = np.concatenate([own[:, survey + ahead] - own[:, survey] for survey in learnt])
    has = ~np.isnan(steps)
    causes, steps = causes[has], steps[has]
    size = causes.std(axis=0)
    size[size == 0] = 1
    scaled = causes / size
    penalty = PENALTY * np.eye(scaled.shape[1])
    slopes = np.linalg.solve(scaled.T @ scaled + penalty, scaled.T @ steps)
    return _predictors(own, others, last) / size @ slopes


@functools.lru_cache(maxsize=1024)
def regression(panel: Panel, others: tuple[Panel, ...], origin: int) -> np.ndarray:
    """Return places of the surveys ahead by half of what a pooled ridge regression foretells."""
    own = _places(panel, origin)
    elsewhere = [_beside(panel, other, origin) for other in others]
    steps = range(1, int(panel.index["steps_ahead"]) + 1)
    foretold = [_foretold(own, elsewhere, ahead) for ahead in steps]
    return own[:, -1:] + STRENGTH * np.column_stack(foretold)


def combined(panel: Panel, others: tuple[Panel, ...], origin: int) -> np.ndarray:
    """Return the plain mean of smoothing and regression."""
    return np.mean([method(panel, others, origin) for method in (smoothing, regression)], axis=0)


METHODS: dict[str, Callable[[Panel, tuple[Panel, ...], int], np.ndarray]] = {
    "place_smoothing": smoothing,
    "place_regression": regression,
    "places": combined,
}


@functools.lru_cache(maxsize=4096)
def changes(name: str, panel: Panel, others: tuple[Panel, ...], origin: int) -> np.ndarray:
    """Return by how much each country's place changes: countries by steps ahead.

    The median change is nought, so that a method moves places and never the world. NaN where a
    country has no value in the last survey.
    """
    has = ~np.isnan(panel.known(origin)[:, -1])
    moved = METHODS[name](panel, others, origin) - _places(panel, origin)[:, -1:]
    moved = np.where(has[:, None], moved - np.median(moved[has], axis=0), np.nan)
    return np.round(moved, DECIMALS)


def gain(panel: Panel, others: tuple[Panel, ...], origin: int) -> float:
    """Return the log of the error of `places` over that of no change, one survey after an origin.

    Of each, what all countries were off by together is taken out first: the median error.
    """
    came = SCALES[panel.index["scale"]].forward(panel.first_published[:, origin + 1])
    unchanged = came - history(panel, origin)[:, -1]
    ours = unchanged - changes("places", panel, others, origin)[:, 0]
    return float(np.log(_own_size(ours) / _own_size(unchanged)))


def _own_size(errors: np.ndarray) -> float:
    return float(np.nanmean(np.abs(errors - np.nanmedian(errors))))


def are_foretold(panel: Panel, others: tuple[Panel, ...], origin: int) -> bool:
    """Tell whether `places` did better than no change beyond chance at the surveys before.

    A t-test at 10 % over surveys, each forecast before the fact.
    """
    gains = np.array([gain(panel, others, past) for past in range(START + 1, origin)])
    return bool(len(gains) and gains.mean() < 0 and methods.differs(gains))
