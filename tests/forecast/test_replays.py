"""The range beside each coverage: right intervals lie in it, too wide ones above it."""

import numpy as np
import pytest

from strategybook.forecast import backtest, intervals, replays


@pytest.fixture
def make_record(make_panel, simulate):
    """Forecast a simulated world as no change, which is right there; the own steps are 0.2."""

    def make(world, seed):
        values = simulate(0.0, world, 0.2, countries=60, surveys=16, seed=seed)
        return backtest.record({"made": make_panel(values, ranked_as="")}, "made", ("naive",))

    return make


def ranges(record):
    return replays.table([record], backtest.table([record]))


def test_right_intervals_lie_in_the_range_in_nearly_all_worlds(make_record):
    """As the widths are learnt from few surveys, in somewhat fewer than in 95 of 100."""
    found = [ranges(make_record(0.2, seed)) for seed in range(20)]
    inside = [one["coverage"].between(one["low"], one["high"]) for one in found]
    assert np.mean(inside) > 0.85


def test_intervals_twice_too_wide_lie_above_the_range(make_record, monkeypatch):
    records = [make_record(0.2, seed) for seed in range(5)]
    right = [ranges(record) for record in records]
    known = intervals.past_errors

    def doubled(*arguments):
        errors = known(*arguments)
        return intervals.Errors(2 * errors.world, errors.levels, [2 * own for own in errors.own])

    monkeypatch.setattr(intervals, "past_errors", doubled)
    for record, one in zip(records, right, strict=True):
        table = backtest.table([record]).query("method == 'chosen'")
        wide = table[["coverage_50", "coverage_80", "coverage_95"]].mean().to_numpy()
        assert (wide > one["high"]).all()


def test_a_common_shock_lets_right_intervals_miss_by_more(make_record):
    widths = []
    for world in (0.0, 0.2):
        one = ranges(make_record(world, 3))
        widths.append((one["high"] - one["low"]).to_numpy())
    assert (widths[1] > 2 * widths[0]).all()


def test_replays_hold_on_average_what_intervals_claim(all_panels):
    """Scores just that; ranks more, since an interval of ranks ends on whole places."""
    covered = replays.replayed(backtest.record(all_panels, "osi", ("naive",)))
    assert covered["score"].mean(axis=1) == pytest.approx([0.50, 0.80, 0.95], abs=0.015)
    assert (covered["rank"].mean(axis=1)[:2] > [0.51, 0.805]).all()


def test_the_table_says_what_the_backtest_measured(make_record):
    record = make_record(0.2, 1)
    scores = backtest.table([record])
    table = replays.table([record], scores).set_index("level")
    chosen = scores[scores["method"] == "chosen"]
    # Surveys 6 to 15 are origins; the sixteenth is only forecast.
    assert set(table["surveys"]) == {10}
    for level in (50, 80, 95):
        mean = chosen[f"coverage_{level}"].mean()
        assert table.loc[level, "coverage"] == pytest.approx(mean, abs=1e-5)
