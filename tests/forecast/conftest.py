"""What tests of forecasts share."""

import numpy as np
import pandas as pd
import pytest

from strategybook.forecast import panels
from strategybook.forecast.scales import SCALES


@pytest.fixture(scope="session")
def all_panels(panel):
    """Every panel that is forecast, on real figures."""
    return panels.all_panels(panel[panel["chosen"] & ~panel["entity"].isin(["WLD", "EDELM"])])


def made_panel(modelled, scale="share", **facts):
    """Return a panel of made-up countries from values on the scale of the model."""
    index = {"scale": scale, "components": [], "steps_ahead": 3, "years_between": 2}
    index |= {"source": "made", "measure": "score", "ranked_as": "rank"} | facts
    values = SCALES[scale].back(np.asarray(modelled, dtype=float))
    entities = [f"C{number:03d}" for number in range(len(values))]
    years = [2000 + 2 * survey for survey in range(values.shape[1])]
    return panels.Panel(pd.Series(index, name="made"), entities, years, [values])


@pytest.fixture
def make_panel():
    """Make a panel, see `made_panel`."""
    return made_panel


def simulated(drift, world, own, countries=150, surveys=13, seed=1):
    """Return random walks with a drift, a shock common to each survey, and own steps."""
    random = np.random.default_rng(seed)
    start = random.normal(0, 1, (countries, 1))
    steps = random.normal(0, own, (countries, surveys - 1))
    steps += drift + random.normal(0, world, surveys - 1)
    return np.hstack([start, start + steps.cumsum(axis=1)])


@pytest.fixture
def simulate():
    """Simulate countries, see `simulated`."""
    return simulated
