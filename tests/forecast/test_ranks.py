"""Ranks of simulated countries against counting by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from strategybook.forecast import ranks
from strategybook.forecast.targets import ranked


@given(arrays(int, (7, 4), elements=st.integers(0, 5)))
def test_a_rank_is_one_more_than_those_ahead(values):
    by_hand = [
        [1 + sum(other > value for other in values[:, draw]) for draw, value in enumerate(row)]
        for row in values
    ]
    np.testing.assert_array_equal(ranks.rank(values), by_hand)


@given(arrays(int, (7, 4), elements=st.integers(0, 5)))
def test_a_percentile_rank_is_the_share_of_the_others_below(values):
    by_hand = [
        [
            sum(other < value for other in values[:, draw]) / 6 * 100
            for draw, value in enumerate(row)
        ]
        for row in values
    ]
    np.testing.assert_allclose(ranks.percentile_rank(values), by_hand)


def test_chance_of_a_rank_against_brute_force():
    random = np.random.default_rng(8)
    centre = np.array([0.0, 0.3, 0.5, 1.0])
    draws = centre[:, None] + random.normal(0, 0.5, (4, 40_000))
    first = (ranks.rank(draws)[2] == 1).mean()
    again, wins = np.random.default_rng(9), 0
    for _ in range(20_000):
        values = centre + again.normal(0, 0.5, 4)
        wins += all(values[2] > values[other] for other in (0, 1, 3))
    assert first == pytest.approx(wins / 20_000, abs=0.01)


def test_ranks_of_the_un_survey_are_those_that_the_un_printed(all_panels):
    egdi = all_panels["egdi"]
    places = ranked(egdi)[egdi.entities.index("THA")]
    assert [places[egdi.years.index(year)] for year in (2018, 2020, 2022, 2024)] == [73, 57, 55, 52]


def test_percentile_ranks_of_the_wgi_are_those_that_the_world_bank_printed(panel, all_panels):
    wgi = all_panels["wgi_rule_of_law"]
    estimates = wgi.known(wgi.years.index(2023))[:, -1:]
    has = ~np.isnan(estimates[:, 0])
    ours = dict(
        zip(
            [one for one, there in zip(wgi.entities, has, strict=True) if there],
            ranks.percentile_rank(estimates[has])[:, 0],
            strict=True,
        )
    )
    printed = panel[
        (panel["indicator"] == "wgi_rule_of_law")
        & (panel["edition"] == "2024")
        & (panel["measure"] == "percentile_rank")
        & (panel["year"] == 2023)
    ].set_index("entity")["value"]
    differences = [abs(ours[one] - printed[one]) for one in printed.index if one in ours]
    assert np.median(differences) < 0.01
    assert abs(ours["THA"] - printed["THA"]) < 0.5
