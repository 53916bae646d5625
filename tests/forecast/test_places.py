"""Places: what smoothing and regression make of made-up and real countries, against plain loops."""

import numpy as np
import pandas as pd
import pytest

from strategybook.forecast import backtest, places
from strategybook.forecast.scales import logit


def test_the_median_country_is_at_nought_and_a_gap_keeps_its_place():
    values = np.array([[1.0, 5.0, 2.0], [2.0, np.nan, 4.0], [4.0, 9.0, 9.0]])
    found = places.places(values)
    np.testing.assert_allclose(found, [[-1, -2, -2], [0, 0, 0], [2, 2, 5]])


def test_the_weight_is_that_which_would_have_served_best():
    """Places that swing about a level want a small weight, places that walk the whole step."""
    random = np.random.default_rng(3)
    level = random.normal(0, 1, (200, 1))
    noise = random.normal(0, 0.3, (200, 12))
    assert places.weight(level + noise) <= 0.3
    assert places.weight(level + noise.cumsum(axis=1)) >= 0.9


def smoothed_by_loop(row, weight):
    level = row[0]
    for value in row[1:]:
        level = level + weight * (value - level)
    return level


def test_smoothing_of_online_services_is_that_of_a_plain_loop(all_panels):
    osi = all_panels["osi"]
    history = logit(osi.known(9))
    full = ~np.isnan(history).any(axis=1)
    own = history - np.nanmedian(history, axis=0)
    found = places.smoothing(osi, (), 9)[full, 0]
    weight = places.weight(places.places(history))
    by_loop = [smoothed_by_loop(row, weight) for row in own[full]]
    np.testing.assert_allclose(found, by_loop, atol=1e-9)
    assert 0.3 < weight < 1


def test_regression_recovers_how_places_come_back(make_panel):
    """Where half of each distance to the median is lost in a step, half of that is used."""
    random = np.random.default_rng(4)
    values = np.empty((300, 9))
    values[:, 0] = random.normal(0, 1, 300)
    for survey in range(1, 9):
        values[:, survey] = values[:, survey - 1] / 2 + random.normal(0, 0.3, 300)
    panel = make_panel(values)
    now = places.places(values)[:, -1]
    foretold = places.regression(panel, (), 8)[:, 0] - now
    slope = np.polyfit(now, foretold, 1)[0]
    assert slope == pytest.approx(-0.25, abs=0.06)


def test_another_index_that_runs_ahead_is_heeded(make_panel):
    random = np.random.default_rng(5)
    leader = random.normal(0, 0.4, (150, 10)).cumsum(axis=1)
    follower = np.column_stack([random.normal(0, 0.4, 150), leader[:, :-1]])
    ahead, behind = make_panel(leader), make_panel(follower)
    came = leader[:, -1] - follower[:, -1]
    alone = places.regression(behind, (), 9)[:, 0] - places.places(follower)[:, -1]
    with_leader = places.regression(behind, (ahead,), 9)[:, 0] - places.places(follower)[:, -1]
    assert np.corrcoef(with_leader, came)[0, 1] > 0.95
    assert np.corrcoef(alone, came)[0, 1] < 0.5


@pytest.mark.parametrize("name", places.METHODS)
def test_the_world_stays_where_it_is(all_panels, name):
    osi, others = all_panels["osi"], places.family(all_panels, "osi")
    assert {one.index.name for one in others} == {"tii", "hci", "epi"}
    moved = places.changes(name, osi, others, 10)
    assert np.isnan(moved[:, 0]).sum() == np.isnan(osi.known(10)[:, -1]).sum()
    np.testing.assert_allclose(np.nanmedian(moved, axis=0), 0, atol=1e-8)


def ranks_missed(rows, method):
    own = rows[(rows["measure"] == "rank") & (rows["method"] == method)]
    return (own["mae"] * own["n"]).groupby(own["horizon"]).sum()


@pytest.mark.parametrize(
    ("indicator", "smoothing", "regression"),
    # Measured by others on the same surveys: rank errors, mean of one to three surveys ahead.
    [("osi", 0.948, 0.954), ("epi", 0.940, 0.940)],
)
def test_ranks_are_foretold_as_well_as_others_measured(
    all_panels, indicator, smoothing, regression
):
    rows = pd.DataFrame(backtest.scores(backtest.record(all_panels, indicator)))
    unchanged = ranks_missed(rows, "naive")
    found = {name: (ranks_missed(rows, name) / unchanged).mean() for name in places.METHODS}
    assert found["place_smoothing"] == pytest.approx(smoothing, abs=0.01)
    assert found["place_regression"] == pytest.approx(regression, abs=0.01)
    assert found["places"] < min(found["place_smoothing"], found["place_regression"])
    assert (ranks_missed(rows, "chosen") / unchanged).max() < 0.98
