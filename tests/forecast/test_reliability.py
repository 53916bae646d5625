"""Reliability: counted by hand on small worlds, and what others counted on the UN's surveys."""

import numpy as np
import pandas as pd
import pytest

from strategybook.forecast import backtest, reliability
from strategybook.forecast.reliability import Event


def test_a_gain_is_counted_upwards_in_scores_and_downwards_in_ranks():
    values = np.array([[0.9], [0.7], [0.5]])
    rank = Event("rank", start=2, gain=1, steps=1)
    assert rank.standing(values)[:, 0].tolist() == [-1, -2, -3]
    assert rank.is_gained(np.array([-2, -2]), np.array([-1, -2])).tolist() == [True, False]
    assert rank.is_near(np.array([-12.0, -13.0])).tolist() == [True, False]
    kept = Event("score", start=0.84, gain=-0.02, steps=1)
    assert kept.is_gained(np.array([0.84, 0.84]), np.array([0.82, 0.81])).tolist() == [True, False]
    assert kept.is_near(np.array([0.79, 0.78])).tolist() == [True, False]


@pytest.fixture(scope="module")
def egdi(all_panels):
    return backtest.record(all_panels, "egdi", ("naive",))


def test_cases_near_thailand_are_those_that_others_counted(egdi):
    """Ranks 42 to 62: in 126 cases since 2012 twelve places were gained in 9.5 per cent."""
    last = len(egdi.panel.years) - 1
    events = {
        "rank": (Event("rank", 52, 12, 1), last),
        "score": (Event("score", 0.8351, -0.0151, 1), last),
    }
    found = reliability.records_of(egdi, events)
    assert found["rank"]["cases"] == 126 and found["rank"]["surveys"] == 6
    assert found["rank"]["happened"] == pytest.approx(0.095, abs=0.001)
    assert found["score"]["happened"] == pytest.approx(0.849, abs=0.001)


def test_only_what_was_known_counts(egdi):
    event = Event("rank", 55, 15, 1)
    seen = egdi.panel.years.index(2018)
    early = reliability.records_of(egdi, {"then": (event, seen)})["then"]
    assert early["surveys"] == 3 and early["cases"] == 63


def test_right_chances_come_true_in_the_range_in_nearly_all_worlds(simulate, make_panel):
    inside = []
    for seed in range(16):
        values = simulate(0.0, 0.2, 0.2, countries=80, surveys=14, seed=seed)
        made = backtest.record({"made": make_panel(values)}, "made", ("naive",))
        event = Event("score", float(np.median(made.panel.first_published)), 0.03, 1)
        row = reliability.records_of(made, {"it": (event, 13)})["it"]
        inside.append(row["low"] <= row["happened"] <= row["high"])
    assert np.mean(inside) > 0.8


def test_each_chance_on_all_countries_has_its_record(egdi):
    chances = pd.DataFrame(
        {
            "as_of": "latest",
            "indicator": "egdi",
            "measure": ["rank", "both"],
            "year": 2026,
            "last_year": 2024,
            "last_value": [52.0, np.nan],
            "gain": [12.0, np.nan],
            "chance": [0.22, 0.2],
        }
    )
    found = reliability.table({"egdi": egdi}, chances)
    assert found[["measure", "steps"]].to_numpy().tolist() == [["rank", 1]]
    assert found.columns.tolist() == reliability.COLUMNS
    assert found.loc[0, ["low", "said"]].is_monotonic_increasing
