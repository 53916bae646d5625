"""Each vectorised method against a plain loop, on the UN's panel and on made-up ones."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from strategybook.forecast import methods, singles
from strategybook.forecast.scales import SCALES, logit

STEPS = 3


def has(value):
    return not np.isnan(value)


def steps_of_the_world(history):
    paces = []
    for survey in range(1, history.shape[1]):
        moved = [row[survey] - row[survey - 1] for row in history]
        paces.append(np.median([step for step in moved if has(step)]))
    return paces


def own_pace(row):
    first = next(place for place, value in enumerate(row) if has(value))
    length = len(row) - 1 - first
    return (row[-1] - row[first]) / length if length else 0.0


def fitted_line(row):
    known = [(place, value) for place, value in enumerate(row) if has(value)]
    if len(known) < 4:
        return row[-1], 0.0
    slope, intercept = np.polyfit(*zip(*known, strict=True), 1)
    return intercept + slope * (len(row) - 1), slope


def smoothed_level(row):
    """Try each weight and keep the level whose one-step errors were least."""
    best = None
    for weight in np.linspace(0.1, 1.0, 10):
        level, errors, before = None, 0.0, None
        for value in row:
            value = before if not has(value) else value
            before = value
            if value is None:
                continue
            if level is None:
                level = value
                continue
            errors += (value - level) ** 2
            level += weight * (value - level)
        if best is None or errors < best[0]:
            best = (errors, level)
    return best[1]


def caught_up(history, row):
    before, step = [], []
    for one in history:
        for survey in range(1, len(one)):
            if has(one[survey]) and has(one[survey - 1]):
                before.append(one[survey - 1])
                step.append(one[survey] - one[survey - 1])
    slope, intercept = np.polyfit(before, step, 1)
    values, value = [], row[-1]
    for _ in range(STEPS):
        value = value + intercept + slope * value
        values.append(value)
    return values


def shrunken(history):
    paces = steps_of_the_world(history)
    pace = np.mean(paces)
    t = pace / (np.std(paces, ddof=1) / np.sqrt(len(paces)))
    return pace * max(0, 1 - 1 / t**2) if pace > 0 else 0


LOOPS = {
    "naive": lambda history, row, h: row[-1],
    "drift": lambda history, row, h: row[-1] + h * own_pace(row),
    "half_drift": lambda history, row, h: row[-1] + h * own_pace(row) / 2,
    "damped_drift": lambda history, row, h: (
        row[-1] + own_pace(row) * sum(0.8**k for k in range(1, h + 1))
    ),
    "world_drift": lambda history, row, h: row[-1] + h * np.mean(steps_of_the_world(history)),
    "shrunken_world_drift": lambda history, row, h: row[-1] + h * shrunken(history),
    "local_level": lambda history, row, h: smoothed_level(row),
    "theta": lambda history, row, h: smoothed_level(row) + h * fitted_line(row)[1] / 2,
    "straight_line": lambda history, row, h: fitted_line(row)[0] + h * fitted_line(row)[1],
    "convergence": lambda history, row, h: caught_up(history, row)[h - 1],
}
LOOPS["combination"] = lambda history, row, h: np.mean(
    [LOOPS[m](history, row, h) for m in ("world_drift", "half_drift", "convergence", "local_level")]
)


def by_loop(name, history):
    return np.array(
        [
            [LOOPS[name](history, row, h) if has(row[-1]) else np.nan for h in range(1, STEPS + 1)]
            for row in history
        ]
    )


def test_every_method_has_a_loop_to_be_compared_with():
    assert set(LOOPS) == set(methods.METHODS)


@pytest.mark.parametrize("name", methods.METHODS)
def test_a_method_gives_what_a_plain_loop_gives_on_the_survey_of_the_un(all_panels, name):
    # Some states lack early surveys.
    history = logit(all_panels["egdi"].known(8))[:60]
    assert np.isnan(history).any()
    found = methods.METHODS[name](history, STEPS)
    np.testing.assert_allclose(found, by_loop(name, history), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", methods.METHODS)
@settings(max_examples=25, deadline=None)
@given(
    values=arrays(
        float, (5, 6), elements=st.floats(0.02, 0.98).map(lambda x: round(x, 3)), unique=True
    )
)
def test_a_method_gives_what_a_plain_loop_gives_on_any_panel(name, values):
    history = logit(values)
    found = methods.METHODS[name](history, STEPS)
    np.testing.assert_allclose(found, by_loop(name, history), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("name", methods.METHODS)
def test_a_country_without_a_last_value_gets_no_forecast(name):
    history = logit(np.linspace(0.1, 0.9, 40).reshape(5, 8))
    history[2, -1] = np.nan
    found = methods.METHODS[name](history, STEPS)
    assert np.isnan(found[2]).all()
    assert not np.isnan(np.delete(found, 2, axis=0)).any()


def test_no_forecast_of_a_share_leaves_its_bounds():
    shares = np.column_stack([np.full(6, 0.05), np.linspace(0.9, 1.0, 6)])
    history = logit(np.repeat(shares, 3, axis=1) + np.linspace(0, 0.01, 6))
    for method in methods.METHODS.values():
        back = SCALES["share"].back(method(history, 10))
        assert ((back >= 0) & (back <= 1)).all()


def test_theta_is_close_to_that_of_statsmodels(all_panels):
    """Both smooth and add half the slope; ours picks the weight from a grid."""
    history = logit(all_panels["egdi"].known(11))
    full = history[~np.isnan(history).any(axis=1)][:40]
    ours = methods.theta(full, 2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = [singles.fitted("theta", row, 2) for row in full]
    pairs = [(a, b) for a, b in zip(ours, theirs, strict=True) if b is not None]
    assert len(pairs) > 25
    differences = [np.abs(a - b).mean() for a, b in pairs]
    assert np.median(differences) < 0.06
