"""Breaks of method: each survey to come carries the chance of one, and a known one is certain."""

import dataclasses

import numpy as np
import pytest

from strategybook.forecast import backtest, breaks, intervals, singles


def test_breaks_of_the_un_are_those_of_its_reports():
    """TII rose for nearly every state in 2012 and 2020; the UN changed its method in 2024."""
    assert {2012, 2018, 2020, 2024} <= set(breaks.years("tii"))
    assert 2014 not in breaks.years("tii")
    # Told of the whole source: another number of economies, or revised scores.
    assert breaks.years("imd_government_efficiency") == breaks.years("wjp_overall") == []


def test_a_break_is_as_likely_as_it_was_so_far():
    broke = np.array([True, False, False, True, False])
    likely = breaks.weights(broke, np.array([False, True]))
    assert likely.sum(axis=1) == pytest.approx([1, 1])
    assert likely[0, broke].sum() == pytest.approx(3 / 7)
    assert likely[1, broke].sum() == 1
    np.testing.assert_array_equal(breaks.weights(np.zeros(4, bool), np.array([True])), 1 / 4)


def test_shocks_come_as_often_as_they_are_likely():
    errors = intervals.Errors(np.array([0.1, 0.5]), [], [], np.array([[0.75, 0.25]]))
    numbers = (np.arange(8000) + 0.5)[None] / 8000
    parts, counts = np.unique(errors.world_parts(numbers), return_counts=True)
    assert parts.tolist() == [-0.5, -0.1, 0.1, 0.5]
    assert counts.tolist() == [1000, 3000, 3000, 1000]
    assert (np.diff(errors.world_parts(numbers)) >= 0).all()


def test_a_break_that_is_recorded_for_the_next_survey_makes_its_interval_wider(
    all_panels, monkeypatch
):
    made = backtest.record(all_panels, "tii", ("naive",))
    origin = len(made.panel.years) - 1

    def width():
        drawn = backtest.simulate(made, "chosen", origin, 1999)[0]
        low, high = intervals.central(intervals.quantiles(drawn))[80]
        return np.nanmean(high - low)

    before, known = width(), breaks.years("tii")
    monkeypatch.setattr(breaks, "years", lambda indicator: [*known, 2026])
    assert width() > 1.05 * before


def test_a_break_is_not_known_before_its_survey(all_panels, monkeypatch):
    """What the register says of 2020 and later changes nothing that was forecast in 2018."""
    made = backtest.record(all_panels, "tii", ("naive",))
    origin = made.panel.years.index(2018)
    here = backtest.simulate(made, "chosen", origin, 199)
    known = breaks.years("tii")
    monkeypatch.setattr(breaks, "years", lambda indicator: [y for y in known if y <= 2018])
    np.testing.assert_array_equal(here, backtest.simulate(made, "chosen", origin, 199))
    monkeypatch.setattr(breaks, "years", lambda indicator: [])
    assert not np.array_equal(here, backtest.simulate(made, "chosen", origin, 199))


def series(**facts):
    return singles.Series(
        np.array([2017, 2019, 2021, 2022]),
        np.array([75.42, 84.75, 84.81, 81.69]),
        np.full(4, np.nan),
        "percent",
        **facts,
    )


def test_a_break_counts_as_a_year_more_in_a_short_series():
    plain, broken = series(), series(breaks=(2022,))
    assert singles.times(plain).tolist() == [2, 2, 1]
    assert singles.times(broken).tolist() == [2, 2, 2]
    ahead = np.array([1, 3])
    assert singles.times_ahead(plain, ahead).tolist() == [1, 3]
    # One of three steps crossed a break, so each year to come has the chance of 2 in 5.
    assert singles.times_ahead(broken, ahead) == pytest.approx([1.4, 4.2])
    known = dataclasses.replace(plain, breaks=(2023,))
    assert singles.times_ahead(known, ahead).tolist() == [2, 4]


def test_a_forecast_over_more_than_half_of_the_scale_says_nothing():
    drawn = np.stack([np.linspace(40, 60, 199), np.linspace(1, 99, 199)])
    assert singles.says_something(series(), drawn).tolist() == [True, False]
    places = singles.Series(np.arange(3), np.arange(1, 4), np.full(3, 69.0), "place")
    assert singles.says_something(places, np.linspace(1, 69, 199)[None]).tolist() == [False]
