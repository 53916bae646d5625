"""The rule: it picks before the fact, finds what moves, and keeps still otherwise."""

import numpy as np
import pytest

from strategybook.forecast import choice
from strategybook.forecast.scales import logit


def test_a_world_that_moves_is_seen_and_one_that_does_not_is_left_alone(simulate):
    assert choice.picked(simulate(0.3, 0.05, 0.2), "share") == "world_drift"
    still = [choice.picked(simulate(0.0, 0.3, 0.2, seed=seed), "share") for seed in range(200)]
    # A test at ten per cent is wrong in ten per cent of still worlds.
    assert still.count("world_drift") / 200 == pytest.approx(0.1, abs=0.06)


def test_a_standardised_scale_never_moves(simulate):
    assert choice.picked(simulate(0.3, 0.05, 0.2), "standardised") == "naive"


def test_the_pace_of_the_world_is_recovered(simulate, make_panel):
    history = simulate(0.2, 0.01, 0.1, countries=400)
    name, forecast = choice.chosen({"made": make_panel(history)}, "made", history.shape[1] - 1)
    assert name == "world_drift"
    assert np.median(forecast[:, 0] - history[:, -1]) == pytest.approx(0.2, abs=0.02)


def test_in_the_surveys_of_the_un_only_infrastructure_moves(all_panels):
    """The world's median TII rose in nearly every survey; OSI, HCI and EPI went both ways."""
    picks = {
        name: [choice.chosen(all_panels, name, origin)[0] for origin in range(5, 12)]
        for name in ("tii", "osi", "hci", "epi")
    }
    assert picks["tii"] == ["world_drift"] * 7
    assert {*picks["osi"], *picks["hci"], *picks["epi"]} == {"naive"}


def test_egdi_is_forecast_as_the_mean_of_its_components(all_panels):
    name, forecast = choice.chosen(all_panels, "egdi", 10)
    assert name == "components"
    panel = all_panels["egdi"]
    thailand = panel.entities.index("THA")
    osi, hci = (
        all_panels[one].known(10)[all_panels[one].entities.index("THA"), -1]
        for one in ("osi", "hci")
    )
    tii_panel = all_panels["tii"]
    history = logit(tii_panel.known(10))
    pace = np.mean(
        [np.nanmedian(history[:, k + 1] - history[:, k]) for k in range(history.shape[1] - 1)]
    )
    tii = 1 / (1 + np.exp(-(history[tii_panel.entities.index("THA"), -1] + pace)))
    assert 1 / (1 + np.exp(-forecast[thailand, 0])) == pytest.approx((osi + tii + hci) / 3)
