"""The rule: it picks before the fact, finds what moves, and keeps still otherwise."""

import numpy as np
import pytest

from strategybook.forecast import choice, places
from strategybook.forecast.scales import logit


def test_a_world_that_moves_is_seen_and_one_that_does_not_is_left_alone(simulate):
    assert choice.world_moves(simulate(0.3, 0.05, 0.2), "share")
    still = [choice.world_moves(simulate(0.0, 0.3, 0.2, seed=seed), "share") for seed in range(200)]
    # A test at ten per cent is wrong in ten per cent of still worlds.
    assert sum(still) / 200 == pytest.approx(0.1, abs=0.06)


def test_a_standardised_scale_never_moves(simulate):
    assert not choice.world_moves(simulate(0.3, 0.05, 0.2), "standardised")


def test_the_pace_of_the_world_is_recovered(simulate, make_panel):
    history = simulate(0.2, 0.01, 0.1, countries=400)
    _, forecast = choice.chosen({"made": make_panel(history)}, "made", history.shape[1] - 1)
    assert np.median(forecast[:, 0] - history[:, -1]) == pytest.approx(0.2, abs=0.02)


def test_noise_about_a_level_is_foretold_and_a_random_walk_is_not(simulate, make_panel):
    walks, levels = [], []
    for seed in range(25):
        walk = simulate(0.0, 0.1, 0.2, countries=80, seed=seed)
        noise = np.random.default_rng(seed).normal(0, 0.3, walk.shape)
        last = walk.shape[1] - 1
        walks.append(choice.chosen({"made": make_panel(walk)}, "made", last)[0])
        levels.append(choice.chosen({"made": make_panel(walk[:, :1] + noise)}, "made", last)[0])
    assert sum("places" in name for name in levels) == 25
    assert sum("places" in name for name in walks) <= 5


def test_in_the_surveys_of_the_un_only_infrastructure_moves(all_panels):
    """The world's median TII rose in nearly every survey; OSI, HCI and EPI went both ways."""
    picks = {
        name: [choice.chosen(all_panels, name, origin)[0] for origin in range(5, 12)]
        for name in ("tii", "osi", "hci", "epi")
    }
    assert all("world_drift" in name for name in picks["tii"])
    assert not any("world_drift" in one for name in ("osi", "hci", "epi") for one in picks[name])


def test_places_of_governance_and_rule_of_law_are_not_foretold(all_panels):
    """Tried by others as well: no method beat no change on these indices."""
    for name in ("wgi_rule_of_law", "wgi_political_stability", "wjp_overall"):
        panel = all_panels[name]
        picks = {choice.chosen(all_panels, name, one)[0] for one in range(5, len(panel.years))}
        assert picks == {"naive"}


def test_egdi_is_forecast_as_the_mean_of_its_components(all_panels):
    name, forecast = choice.chosen(all_panels, "egdi", 10)
    assert name == "components"
    panel = all_panels["egdi"]
    thailand = panel.entities.index("THA")
    hci_panel = all_panels["hci"]
    hci = hci_panel.known(10)[hci_panel.entities.index("THA"), -1]
    osi_panel = all_panels["osi"]
    osi_forecast = choice.chosen(all_panels, "osi", 10)[1]
    osi = 1 / (1 + np.exp(-osi_forecast[osi_panel.entities.index("THA"), 0]))
    tii_panel = all_panels["tii"]
    history = logit(tii_panel.known(10))
    pace = np.mean(
        [np.nanmedian(history[:, k + 1] - history[:, k]) for k in range(history.shape[1] - 1)]
    )
    others = places.family(all_panels, "tii")
    row = tii_panel.entities.index("THA")
    place = places.changes("places", tii_panel, others, 10)[row, 0]
    tii = 1 / (1 + np.exp(-(history[row, -1] + pace + place)))
    assert 1 / (1 + np.exp(-forecast[thailand, 0])) == pytest.approx((osi + tii + hci) / 3)
