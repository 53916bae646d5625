"""Methods: from the past of all countries to the surveys ahead, all countries at once.

Each method takes an array of countries by surveys on the scale of the model, oldest first and NaN
where a country has no value, and a number of steps; it returns countries by steps ahead. A country
without a value in the last survey gets NaN. No method looks at anything but its argument.
"""

import functools
from collections.abc import Callable

import numpy as np

DAMPING = 0.8
# How likely a test is to see a movement where there is none, either way.
CHANCE_OF_ERROR = 0.1
# Weights of the newest value that simple exponential smoothing tries.
WEIGHTS = np.linspace(0.1, 1.0, 10)
# A country needs this many values for a line of its own.
LINE_NEEDS = 4


def _ahead(history: np.ndarray, step: np.ndarray | float, multiples: np.ndarray) -> np.ndarray:
    """Return the last values plus a step a country (or one for all), taken `multiples` times."""
    steps = np.broadcast_to(np.asarray(step, dtype=float), history.shape[:1])
    return history[:, -1:] + steps[:, None] * multiples[None, :]


def _counted(steps: int) -> np.ndarray:
    return np.arange(1, steps + 1, dtype=float)


def world_steps(history: np.ndarray) -> np.ndarray:
    """Return how far the world moved at each survey: the median of all countries' steps.

    A survey that an edition does not state is left out.
    """
    moved = np.diff(history, axis=1)
    return np.nanmedian(moved[:, ~np.isnan(moved).all(axis=0)], axis=0)


def own_step(history: np.ndarray) -> np.ndarray:
    """Return each country's mean step from its first value to its last."""
    has = ~np.isnan(history)
    rows = np.arange(len(history))
    first = has.argmax(axis=1)
    length = history.shape[1] - 1 - first
    moved = history[:, -1] - history[rows, first]
    return np.divide(moved, length, out=np.zeros(len(history)), where=length > 0)


def naive(history: np.ndarray, steps: int) -> np.ndarray:
    """No change: the last value."""
    return _ahead(history, 0, _counted(steps))


def drift(history: np.ndarray, steps: int) -> np.ndarray:
    """Go on at each country's own mean pace."""
    return _ahead(history, own_step(history), _counted(steps))


def half_drift(history: np.ndarray, steps: int) -> np.ndarray:
    """Go on at half of each country's own mean pace."""
    return _ahead(history, own_step(history) / 2, _counted(steps))


def damped_drift(history: np.ndarray, steps: int) -> np.ndarray:
    """Go on at each country's own mean pace, slower by a fifth with each step."""
    return _ahead(history, own_step(history), np.cumsum(DAMPING ** _counted(steps)))


def world_drift(history: np.ndarray, steps: int) -> np.ndarray:
    """Go on at the world's mean pace."""
    return _ahead(history, world_steps(history).mean(), _counted(steps))


def shrunken_world_drift(history: np.ndarray, steps: int) -> np.ndarray:
    """Go on at the world's mean pace, less the less sure it is; never backwards.

    The factor is the positive part of James and Stein's, 1 - 1/t^2 with t the mean over its
    standard error (W. James and C. Stein, Proc. 4th Berkeley Symp. 1, 1961, 361-379).
    """
    moved = world_steps(history)
    pace, error = moved.mean(), standard_error(moved)
    factor = max(0.0, 1 - (error / pace) ** 2) if pace > 0 else 0.0
    return _ahead(history, factor * pace, _counted(steps))


def standard_error(moved: np.ndarray) -> float:
    """Return the standard error of the mean of the world's steps, without end of a single one."""
    return float(moved.std(ddof=1) / np.sqrt(len(moved))) if len(moved) > 1 else np.inf


@functools.cache
def _critical(freedom: int) -> float:
    """Return the critical value of Student's t, two-sided, for some degrees of freedom."""
    # Slow to import, and needed by nothing but the making of forecasts.
    from scipy import stats

    return float(stats.t.ppf(1 - CHANCE_OF_ERROR / 2, freedom))


def differs(values: np.ndarray) -> bool:
    """Tell whether the mean of values, one a survey, is not nought beyond chance (t-test, 10 %)."""
    error = standard_error(values)
    return bool(error > 0 and abs(values.mean()) > _critical(len(values) - 1) * error)


def _filled(history: np.ndarray) -> np.ndarray:
    """Return the history with gaps filled by the value before; a late start stays empty."""
    filled = history.copy()
    for survey in range(1, history.shape[1]):
        gap = np.isnan(filled[:, survey])
        filled[gap, survey] = filled[gap, survey - 1]
    return filled


def smoothed(filled: np.ndarray, weight: float) -> np.ndarray:
    """Return each country's level after each survey, by simple exponential smoothing.

    Parameters
    ----------
    filled
        Without gaps; NaN before a country's first value.
    weight
        Of the newest value.
    """
    levels = filled.copy()
    for survey in range(1, filled.shape[1]):
        before = levels[:, survey - 1]
        starts = np.isnan(before)
        after = before + weight * (filled[:, survey] - before)
        levels[:, survey] = np.where(starts, filled[:, survey], after)
    return levels


def _levels(history: np.ndarray) -> np.ndarray:
    """Return each country's level by the weight that would have served it best."""
    filled = _filled(history)
    tried = [smoothed(filled, weight) for weight in WEIGHTS]
    errors = [np.nansum((filled[:, 1:] - levels[:, :-1]) ** 2, axis=1) for levels in tried]
    best = np.argmin(errors, axis=0)
    chosen = np.array([levels[:, -1] for levels in tried])[best, np.arange(len(history))]
    return np.where(np.isnan(history[:, -1]), np.nan, chosen)


def local_level(history: np.ndarray, steps: int) -> np.ndarray:
    """Simple exponential smoothing: the level beneath the noise goes on."""
    return np.repeat(_levels(history)[:, None], steps, axis=1)


def _line(history: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the least-squares line of each country: its value at the last survey and slope."""
    has = ~np.isnan(history)
    number = np.maximum(has.sum(axis=1), 1)
    time = np.where(has, np.arange(history.shape[1]) - (history.shape[1] - 1), 0)
    mean_time, mean = time.sum(axis=1) / number, np.nansum(history, axis=1) / number
    apart = np.where(has, time - mean_time[:, None], 0)
    spread = (apart**2).sum(axis=1)
    product = (apart * np.nan_to_num(history)).sum(axis=1)
    enough = number >= LINE_NEEDS
    slope = np.divide(product, spread, out=np.zeros(len(history)), where=enough & (spread > 0))
    at_last = np.where(enough, mean - slope * mean_time, history[:, -1])
    return np.where(has[:, -1], at_last, np.nan), slope


def straight_line(history: np.ndarray, steps: int) -> np.ndarray:
    """Draw a straight line through each country's whole past: the usual chart's trend line."""
    at_last, slope = _line(history)
    return at_last[:, None] + slope[:, None] * _counted(steps)


def theta(history: np.ndarray, steps: int) -> np.ndarray:
    """Smooth the level and add half the slope of the straight line.

    The theta method as simple exponential smoothing with drift (R. J. Hyndman and B. Billah,
    Int. J. Forecasting 19, 2003, 287-290), without the term that fades with time.
    """
    _, slope = _line(history)
    return _levels(history)[:, None] + slope[:, None] / 2 * _counted(steps)


def _pooled_line(history: np.ndarray) -> tuple[float, float]:
    """Return intercept and slope of all countries' steps on the level before, all surveys."""
    level, step = history[:, :-1].ravel(), np.diff(history, axis=1).ravel()
    has = ~np.isnan(step)
    level, step = level[has], step[has]
    apart = level - level.mean()
    slope = float((apart * step).sum() / (apart**2).sum())
    return float(step.mean() - slope * level.mean()), slope


def convergence(history: np.ndarray, steps: int) -> np.ndarray:
    """Let those behind catch up as they did so far: one regression over all countries."""
    intercept, slope = _pooled_line(history)
    values = [history[:, -1]]
    for _ in range(steps):
        values.append(values[-1] + intercept + slope * values[-1])
    return np.column_stack(values[1:])


COMBINED = (world_drift, half_drift, convergence, local_level)


def combination(history: np.ndarray, steps: int) -> np.ndarray:
    """Take the plain mean of world drift, half drift, convergence and local level."""
    return np.mean([method(history, steps) for method in COMBINED], axis=0)


METHODS: dict[str, Callable[[np.ndarray, int], np.ndarray]] = {
    "naive": naive,
    "drift": drift,
    "half_drift": half_drift,
    "damped_drift": damped_drift,
    "world_drift": world_drift,
    "shrunken_world_drift": shrunken_world_drift,
    "local_level": local_level,
    "theta": theta,
    "straight_line": straight_line,
    "convergence": convergence,
    "combination": combination,
}
