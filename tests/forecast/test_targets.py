"""Targets: chances and precedents against counting by hand, and none where data are missing."""

import numpy as np
import pytest

from strategybook import observations
from strategybook.forecast import singles, tables, targets


def test_precedents_are_counted_by_hand():
    values = np.array(
        [
            [0.50, 0.55, 0.65],  # near 0.5 twice: gains 0.05, then 0.10
            [0.54, 0.70, np.nan],  # near once, gains 0.16
            [0.60, 0.90, 0.95],  # never near
            [np.nan, 0.47, 0.40],  # near once, loses
        ]
    )
    assert targets.precedents(values, 0.5, 0.10, 1, 0.05) == (4, 2)


def test_a_chance_is_the_share_of_draws_that_keep_the_target():
    draws = {
        "score": np.array([[[0.81, 0.82, 0.83, 0.90]]]),
        "rank": np.array([[[41.0, 41.0, 40.0, 30.0]]]),
    }
    one = tables.Outlook("egdi", "naive", 2024, [2026], ["THA"], draws)
    assert targets._chance(one, "score", 2026) == 0.75
    assert targets._chance(one, "rank", 2026) == 0.5
    assert targets._chance(one, "both", 2026) == 0.5


def test_the_year_that_decides_is_that_of_the_last_survey_within_the_strategy():
    decided = targets.decided()
    un = decided[decided["indicator"].isin(["egdi", "osi", "epi"])]
    assert sorted(un["year"].unique()) == [2026, 2028]
    others = decided[~decided["indicator"].isin(["egdi", "osi", "epi"])]
    assert set(others["year"]) == {2027}


def test_an_indicator_without_figures_gets_no_forecast_and_says_why():
    none = targets.decided().set_index("indicator")["reason"]
    assert none["central_platform_share"] == "one_value"
    assert none["structure_reform_success"] == "no_values"
    assert not {*none[none != ""].index} & {*singles.short_series().index}


def series(values, years, scale="percent"):
    return singles.Series(
        np.array(years), np.array(values, float), np.full(len(values), 67.0), scale
    )


def test_a_short_series_goes_on_unchanged_and_ever_wider():
    satisfaction = series([75.42, 84.75, 84.81, 81.69], [2017, 2019, 2021, 2022])
    drawn = singles.draws(satisfaction, np.array([1, 5]), ("service_satisfaction", "THA"), 1999)
    middle, width = np.median(drawn, axis=1), np.ptp(np.quantile(drawn, [0.1, 0.9], axis=1), axis=0)
    assert middle == pytest.approx([81.69, 81.69], abs=0.5)
    assert width[1] > 1.5 * width[0]
    assert ((drawn > 0) & (drawn < 100)).all()


def test_ranks_of_a_short_series_stay_among_the_economies():
    imd = series([22, 20, 23, 20, 31, 24, 24, 32], range(2018, 2026), "place")
    drawn = singles.draws(imd, np.array([2]), ("imd_government_efficiency", "THA"), 1999)
    assert drawn.min() >= 1 and drawn.max() <= 67
    assert np.median(drawn) == pytest.approx(32, abs=1)
    assert (drawn == np.round(drawn)).all()


def test_a_fit_that_explodes_or_has_too_few_values_is_no_forecast(monkeypatch):
    values = np.array([0.0, 0.1, 0.2, 0.2, 0.3, 0.4, 0.4, 0.5, 0.6])
    assert singles.fitted("theta", values, 2) is not None
    assert singles.fitted("theta", values[:5], 2) is None
    assert singles.fitted("theta", np.zeros(9), 2) is None
    monkeypatch.setitem(singles.FITS, "theta", lambda series, steps: np.array([50.0, 900.0]))
    assert singles.fitted("theta", values, 2) is None


@pytest.fixture(scope="module")
def short(panel):
    wanted = panel[panel["chosen"] & panel["source"].isin(["imd", "opdc", "edelman"])]
    assert set(observations.COLUMNS) <= set(wanted.columns)
    return wanted


def test_the_strategys_authors_see_only_what_they_had(short):
    seen = tables.single_outlook(short, "imd_government_efficiency", 2022)
    assert seen.last_year == 2022 and seen.years == list(range(2023, 2029))
    latest = tables.single_outlook(short, "imd_government_efficiency", 2025)
    assert latest.years == [2026, 2027, 2028]


def test_one_value_carries_no_forecast(short):
    first = tables.single_outlook(short, "pmqa4_advanced_share", 2020)
    assert first is None
