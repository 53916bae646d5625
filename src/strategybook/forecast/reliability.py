"""Reliability: how often came true what chances like that of each target had said before.

For each target and each survey of the past, all countries are taken that stood near the country's
last value. The chance of the same gain in as many surveys was worked out from what was known then,
and is compared with what happened. The share that came true is told beside the mean chance, and
beside the range in which it should lie if the chances were right (`strategybook.forecast.replays`).

Chances are not corrected by this record. Before the fact a correction made them worse: the few
surveys of the past err together, and whether one brought more gains than expected does not tell
what the next will bring. Nor was the plain share of like starts that had made such a gain better:
the Brier score of both is told (G. W. Brier, Monthly Weather Review 78, 1950, 1-3).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from strategybook.forecast import backtest, intervals, ranks, replays, targets
from strategybook.forecast.backtest import Record
from strategybook.forecast.scales import SCALES

KEYS = ["as_of", "indicator", "measure", "year"]
COLUMNS = [*KEYS, "steps", "surveys", "cases", "said", "happened", "low", "high"]
COLUMNS += ["brier", "brier_base_rate"]
DECIMALS = 4


@dataclass(frozen=True)
class Event:
    """A gain from near a start: what a target asks for.

    Attributes
    ----------
    measure
        `score` or `rank`.
    start, gain
        The country's last value, and what is missing; of a rank, places.
    steps
        In how many surveys.
    """

    measure: str
    start: float
    gain: float
    steps: int

    def standing(self, values: np.ndarray) -> np.ndarray:
        """Return values, countries by draws, so that the highest is best."""
        return -ranks.rank(values) if self.measure == "rank" else values

    def is_near(self, standing: np.ndarray) -> np.ndarray:
        """Return whether countries stood near the start."""
        start = -self.start if self.measure == "rank" else self.start
        return np.abs(standing - start) <= targets.NEAR[self.measure] + targets.HALF_DECIMAL

    def is_gained(self, before: np.ndarray, after: np.ndarray) -> np.ndarray:
        """Return whether what was missing was gained from one standing to another."""
        return after - before >= self.gain - targets.HALF_DECIMAL


@dataclass(frozen=True)
class _Cases:
    """The cases of an event at one survey: chances, whether it happened, and in replays."""

    said: np.ndarray
    happened: np.ndarray
    replayed: np.ndarray
    base_rate: float


def _base_rate(panel_values: np.ndarray, event: Event) -> float:
    """Return the share of like starts that gained as much in the surveys known by then."""
    if panel_values.shape[1] <= event.steps:
        return 0.5
    standing = np.full(panel_values.shape, np.nan)
    for survey, values in enumerate(panel_values.T):
        has = ~np.isnan(values)
        standing[has, survey] = event.standing(values[has, None])[:, 0]
    before, after = standing[:, : -event.steps], standing[:, event.steps :]
    alike = event.is_near(before) & ~np.isnan(after)
    gained = event.is_gained(before, after)[alike]
    return float((gained.sum() + 0.5) / (alike.sum() + 1))


def _cases(made: Record, event: Event, origin: int, drawn: np.ndarray, came: np.ndarray) -> _Cases:
    """Return the cases of an event at an origin.

    Parameters
    ----------
    drawn, came
        What was expected of the survey that many steps ahead, and what replays made of it:
        countries by draws, as published.
    """
    values = made.panel.first_published
    has = made.compared(origin, event.steps - 1)
    before, after = (
        event.standing(values[has, survey, None]) for survey in (origin, origin + event.steps)
    )
    near = event.is_near(before)[:, 0]
    expected, replayed = (
        event.is_gained(before, event.standing(draws[has]))[near] for draws in (drawn, came)
    )
    return _Cases(
        expected.mean(axis=1),
        event.is_gained(before, after)[near, 0],
        replayed,
        _base_rate(values[:, : origin + 1], event),
    )


def _row(found: list[_Cases]) -> dict:
    """Return what the cases of all surveys say together."""
    said = np.concatenate([one.said for one in found])
    happened = np.concatenate([one.happened for one in found])
    replayed = np.concatenate([one.replayed for one in found]).mean(axis=0)
    base_rate = np.concatenate([np.full(len(one.said), one.base_rate) for one in found])
    low, high = intervals.central(intervals.quantiles(replayed))[replays.RANGE]
    return {
        "surveys": sum(len(one.said) > 0 for one in found),
        "cases": len(said),
        "said": said.mean(),
        "happened": happened.mean(),
        "low": low,
        "high": high,
        "brier": ((said - happened) ** 2).mean(),
        "brier_base_rate": ((base_rate - happened) ** 2).mean(),
    }


def records_of(made: Record, events: dict[tuple, tuple[Event, int]]) -> dict[tuple, dict]:
    """Return the record of each event of an index.

    Parameters
    ----------
    events
        By any key: the event, and the number of the last survey that is known.
    """
    back = SCALES[made.panel.index["scale"]].back
    shocks, walks = replays.drawn_anew(made)
    found: dict[tuple, list[_Cases]] = {key: [] for key in events}
    for origin, steps in made.judged():
        drawn = back(backtest.simulate(made, backtest.CHOSEN, origin, backtest.DRAWS))
        came = [back(one) for one in replays.came(made, origin, steps, shocks, walks)]
        for key, (event, last) in events.items():
            ahead = event.steps - 1
            if event.steps <= steps and origin + event.steps <= last:
                found[key].append(_cases(made, event, origin, drawn[ahead], came[ahead]))
    return {key: _row(cases) for key, cases in found.items() if any(len(c.said) for c in cases)}


def table(records: dict[str, Record], chances: pd.DataFrame) -> pd.DataFrame:
    """Return how reliable chances like that of each target were, as `as_of` could know it.

    Parameters
    ----------
    chances
        What `targets.table` returns.

    Returns
    -------
    Columns `COLUMNS`: `cases` are countries at past surveys; `said` is the mean chance given and
    `happened` the share that came true, which lies from `low` to `high` in 95 % of replays if the
    chances were right; `brier` is the score of the chances and `brier_base_rate` that of the share
    of like starts known at each survey, the lower the better.
    """
    rows = []
    open_ones = chances[chances["chance"].notna() & chances["measure"].isin(targets.NEAR)]
    for indicator, own in open_ones[open_ones["indicator"].isin(records)].groupby("indicator"):
        made = records[indicator]
        events = {}
        for row in own.itertuples():
            last = made.panel.origin(row.last_year)
            steps = _steps(made, last, row.year)
            event = Event(row.measure, row.last_value, row.gain, steps)
            events[row.as_of, indicator, row.measure, row.year] = (event, last)
        for key, found in records_of(made, events).items():
            facts = dict(zip(KEYS, key, strict=True)) | {"steps": events[key][0].steps}
            rows.append(facts | found)
    result = pd.DataFrame(rows, columns=COLUMNS)
    return result.sort_values(KEYS, ignore_index=True).round(DECIMALS)


def _steps(made: Record, last: int, year: int) -> int:
    """Return how many surveys after the last one that of a year is."""
    ahead = range(1, int(made.panel.index["steps_ahead"]) + 1)
    return next(step for step in ahead if made.panel.year_ahead(last, step) == year)
