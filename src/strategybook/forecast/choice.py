"""The rule that picks a method before the fact.

It has two parts, each no change unless the past surveys tell of more beyond chance. Where the
past steps of the whole world do, the world's mean pace goes on for everyone. Where places of
countries against the world were foretold better than no change at the surveys before, they are
foretold again (`strategybook.forecast.places`). An index that is the mean of components is
forecast through them, each by the same rule. Nothing is learnt from the surveys to come.
"""

import numpy as np

from strategybook.forecast import methods, places
from strategybook.forecast.panels import Panel
from strategybook.forecast.scales import SCALES, STANDARDISED

# What the rule picked, by whether the world moves and whether places are foretold.
NAMES = {
    (False, False): "naive",
    (True, False): "world_drift",
    (False, True): "places",
    (True, True): "world_drift_and_places",
}


def world_moves(history: np.ndarray, scale: str) -> bool:
    """Tell whether the world's steps so far differ from none beyond chance (t-test, 10 %)."""
    return scale != STANDARDISED and methods.differs(methods.world_steps(history))


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
    One of `NAMES` or `components`; countries by steps ahead.
    """
    panel = panels[indicator]
    history = places.history(panel, origin)
    if panel.index["components"]:
        return "components", _through_components(panels, indicator, origin, history)
    moves = world_moves(history, panel.index["scale"])
    world = methods.world_drift if moves else methods.naive
    forecast = world(history, int(panel.index["steps_ahead"]))
    others = places.family(panels, indicator)
    foretold = places.are_foretold(panel, others, origin)
    if foretold:
        forecast = forecast + places.changes("places", panel, others, origin)
    return NAMES[moves, foretold], forecast


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
