"""Series of one country: short ones go on unchanged with a wide interval; long ones may be fitted.

Which short series are forecast is in `singles.csv`. They have no panel to learn from, so that
nothing proves their intervals: they are weak evidence, and are shown as such. Where even the 80 %
interval holds more than half of the scale, a forecast says nothing and none is made.

A break of method (`strategybook.forecast.breaks`) counts as much as a year does: it may move the
series by itself, and one series does not tell by how much.
"""

import functools
import warnings
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd

from strategybook.forecast import breaks, intervals
from strategybook.forecast.scales import SCALES, from_logit, logit

# A fitted step may be this many times the largest step of the past, no more.
LARGEST_STEP = 3
# A fit needs this many values.
FIT_NEEDS = 8
# An 80 % interval over more than this share of the scale says nothing.
WIDEST = 0.5
# Any forecast of a series alone needs this many: two changes to learn a pace from.
NEEDS = 3


@functools.cache
def short_series() -> pd.DataFrame:
    """Return `singles.csv`, indexed by indicator: `source`, `measure` and `scale` of each."""
    return pd.read_csv(Path(__file__).with_suffix(".csv"), index_col="indicator")


@dataclass(frozen=True)
class Series:
    """A country's own series.

    Attributes
    ----------
    years, values
        What was published, oldest first.
    economies
        How many were ranked in each year, for ranks.
    scale
        `percent`, or `place` for a rank among economies.
    breaks
        Years with a break of method, also ones to come.
    """

    years: np.ndarray
    values: np.ndarray
    economies: np.ndarray
    scale: str
    breaks: tuple[int, ...] = ()

    @property
    def modelled(self) -> np.ndarray:
        """Values on a scale without ends; for ranks a better place is lower."""
        if self.scale == "place":
            return logit((self.values - 0.5) / self.economies)
        return SCALES[self.scale].forward(self.values)

    def published(self, modelled: np.ndarray) -> np.ndarray:
        """Return values as they would be published, ranks among the last number of economies."""
        if self.scale != "place":
            return SCALES[self.scale].back(modelled)
        economies = self.economies[-1]
        return np.clip(np.round(from_logit(modelled) * economies + 0.5), 1, economies)


def _breaks_in(series: Series, first: int, last: int) -> int:
    """Return how many breaks lie after a year and up to another."""
    return sum(first < year <= last for year in series.breaks)


def times(series: Series) -> np.ndarray:
    """Return how long each change took: its years, and one more for each break."""
    spans = list(pairwise(series.years))
    return np.array([last - first + _breaks_in(series, first, last) for first, last in spans])


def times_ahead(series: Series, ahead: np.ndarray) -> np.ndarray:
    """Return how long it is to years ahead, with breaks on record or the chance of one a year."""
    spans = pairwise(series.years)
    broke = np.array([_breaks_in(series, first, last) > 0 for first, last in spans])
    last = int(series.years[-1])
    years = range(last + 1, last + int(max(ahead)) + 1)
    added = [1.0 if year in series.breaks else breaks.chance(broke) for year in years]
    return ahead + np.cumsum(added)[ahead - 1]


def pace(series: Series) -> float:
    """Return the root mean square of the changes, each per square root of its time."""
    return float(np.sqrt((np.diff(series.modelled) ** 2 / times(series)).mean()))


def says_something(series: Series, drawn: np.ndarray) -> np.ndarray:
    """Return for each year ahead whether the 80 % interval of draws is narrow enough to tell."""
    low, high = intervals.central(intervals.quantiles(drawn))[80]
    size = 100 if series.scale != "place" else series.economies[-1] - 1
    return high - low <= WIDEST * size


def draws(series: Series, ahead: np.ndarray, names: tuple[str, str], number: int) -> np.ndarray:
    """Draw what may come of a short series: no change, and changes as large as those before.

    A random walk whose pace is known from few changes: Student's t with as many degrees of freedom
    as there are changes, wider with the square root of time.

    Parameters
    ----------
    ahead
        Years after the last value.
    names
        Indicator and country, for the random numbers.

    Returns
    -------
    Years ahead by draws, as published.
    """
    random = intervals.generator(*names, int(series.years[-1]))
    changes = len(series.values) - 1
    moved = random.standard_t(changes, number) * pace(series)
    time = times_ahead(series, ahead)
    return series.published(series.modelled[-1] + np.sqrt(time)[:, None] * moved)


def _theta(values: np.ndarray, steps: int) -> np.ndarray:
    from statsmodels.tsa.forecasting.theta import ThetaModel

    return ThetaModel(values, deseasonalize=False).fit().forecast(steps).to_numpy()


def _damped_trend(values: np.ndarray, steps: int) -> np.ndarray:
    from statsmodels.tsa.holtwinters import ExponentialSmoothing

    model = ExponentialSmoothing(
        values, trend="add", damped_trend=True, initialization_method="estimated"
    )
    return np.asarray(model.fit().forecast(steps))


FITS = {"theta": _theta, "damped_trend": _damped_trend}


def fitted(name: str, values: np.ndarray, steps: int) -> np.ndarray | None:
    """Fit a model of statsmodels to one series, or return None where it must not be trusted.

    Parameters
    ----------
    name
        Key of `FITS`.
    values
        On the scale of the model, oldest first, without gaps.

    Returns
    -------
    None where values are too few, the fit fails, or a step is beyond all that was seen: a caller
    then says that there is no such forecast, and never puts another in its place.
    """
    largest = np.abs(np.diff(values)).max(initial=0)
    if len(values) < FIT_NEEDS or largest == 0:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            forecast = FITS[name](pd.Series(values), steps)
        except (Warning, ValueError, np.linalg.LinAlgError):
            return None
    stepped = np.abs(np.diff(forecast, prepend=values[-1]))
    is_sound = np.isfinite(forecast).all() and stepped.max() <= LARGEST_STEP * largest
    return forecast if is_sound else None
