"""The rule that picks a method before the fact.

No change, unless the past steps of the whole world tell of a movement beyond chance: then the
world's mean pace goes on for everyone. An index that is the mean of components is forecast
through them, each by the same rule. Nothing is learnt from the surveys to come.
"""

import functools

import numpy as np

from strategybook.forecast import methods
from strategybook.forecast.panels import Panel
from strategybook.forecast.scales import SCALES, STANDARDISED

# How likely the test is to see a movement where there is none, either way.
CHANCE_OF_ERROR = 0.1


@functools.cache
def _critical(freedom: int) -> float:
    """Return the critical value of Student's t, two-sided, for some degrees of freedom."""
    # Slow to import, and needed by nothing but the making of forecasts.
    from scipy import stats

    return float(stats.t.ppf(1 - CHANCE_OF_ERROR / 2, freedom))


def world_moves(history: np.ndarray) -> bool:
    """Tell whether the world's steps so far differ from none beyond chance (t-test, 10 %)."""
    moved = methods.world_steps(history)
    error = methods.standard_error(moved)
    return bool(error > 0 and abs(moved.mean()) > _critical(len(moved) - 1) * error)


def picked(history: np.ndarray, scale: str) -> str:
    """Return the name of the method that the rule picks for a panel's past on a scale."""
    can_move = scale != STANDARDISED
    return "world_drift" if can_move and world_moves(history) else "naive"


def chosen(panels: dict[str, Panel], indicator: str, origin: int) -> tuple[str, np.ndarray]:
    """Return the picked method's name and its forecast at an origin, on the model's scale.

    Parameters
    ----------
    panels
        All panels, by indicator; the components of an index are among them.
    origin
        Number of the last survey that is known.

    Returns
    -------
    A key of `methods.METHODS` or `components`; countries by steps ahead.
    """
    index = panels[indicator].index
    steps = int(index["steps_ahead"])
    history = SCALES[index["scale"]].forward(panels[indicator].known(origin))
    if index["components"]:
        return "components", _through_components(panels, indicator, origin, history)
    name = picked(history, index["scale"])
    return name, methods.METHODS[name](history, steps)


def _through_components(
    panels: dict[str, Panel], indicator: str, origin: int, history: np.ndarray
) -> np.ndarray:
    """Return the mean of the components' forecasts; no change where a component is missing."""
    index = panels[indicator].index
    parts = [
        _of(panels[component], panels[indicator].entities, chosen(panels, component, origin)[1])
        for component in index["components"]
    ]
    whole = SCALES[index["scale"]].forward(np.mean(parts, axis=0))
    unchanged = methods.naive(history, whole.shape[1])
    whole = np.where(np.isnan(whole), unchanged, whole)
    return np.where(np.isnan(history[:, -1:]), np.nan, whole)


def _of(panel: Panel, entities: list[str], forecast: np.ndarray) -> np.ndarray:
    """Return a forecast as published values of other countries' rows, NaN where it has none."""
    rows = {entity: row for row, entity in enumerate(panel.entities)}
    values = np.full((len(entities), forecast.shape[1]), np.nan)
    for place, entity in enumerate(entities):
        if entity in rows:
            values[place] = forecast[rows[entity]]
    return SCALES[panel.index["scale"]].back(values)
