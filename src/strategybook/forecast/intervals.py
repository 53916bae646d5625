"""Intervals: how wrong a forecast may be, from how wrong its kind was before, in all countries.

An error has two parts. The world's part is common to all countries of a survey: a change of
method moves everyone at once. It is drawn from the world's parts of past surveys, either way up,
one for each survey ahead; those of surveys with a break of method come as often as a break is to
be expected (`strategybook.forecast.breaks`). A country's own part is drawn from the own errors of
countries that were near its level. Each is measured against what was known of their size before it
was made, and so takes in that errors shrink or grow, and that their size is a surprise (normalised
conformal prediction: H. Papadopoulos, V. Vovk and A. Gammerman, J. Artif. Intell. Res. 40, 2011,
815-840). Their median is taken out, so that the middle of what may come is the forecast: that
countries of a level were once all too low does not tell that they will be again.

The spread is not corrected by an index's own past coverage (adaptive conformal inference: I. Gibbs
and E. Candes, 2021, arXiv:2106.00170). An index has few surveys, and whether one surprised everyone
does not tell whether the next will: backtested, such rules left too wide intervals too wide and
did not better the scores.
"""

import functools
import zlib
from dataclasses import dataclass

import numpy as np

SEED = 2570
# A record of errors starts at the third survey, when two steps of the world are known.
START = 2
# Own errors are drawn from this many that were made nearest in level.
NEAREST = 300
# Own errors are expected to be as large as in this many of the last surveys.
LAST = 2
# Own errors of that many steps need this many past origins; else shorter ones are stretched.
ORIGINS_NEEDED = 3
LEVELS = np.round(np.arange(1, 40) / 40, 3)
# What a central interval claims to hold, in per cent, and the quantiles at its ends.
CENTRAL = {50: (0.25, 0.75), 80: (0.1, 0.9), 95: (0.025, 0.975)}


@dataclass(frozen=True)
class Errors:
    """Past errors of a method, on the scale of the model.

    Attributes
    ----------
    world
        The world's part of each past survey, one step ahead.
    levels, own
        For each step ahead, past forecasts sorted upwards, and the own error of each.
    weights
        How likely each of `world` is drawn: steps ahead by past surveys; None if all are alike.
    """

    world: np.ndarray
    levels: list[np.ndarray]
    own: list[np.ndarray]
    weights: np.ndarray | None = None

    def world_parts(self, numbers: np.ndarray) -> np.ndarray:
        """Return world's parts, either way up, picked by numbers between nought and one.

        Parameters
        ----------
        numbers
            Steps ahead by draws: 0 picks the lowest, and one just below 1 the highest.
        """
        both = np.concatenate([self.world, -self.world])
        order = np.argsort(both, kind="stable")
        parts = []
        for step, wanted in enumerate(numbers):
            alike = np.full(len(self.world), 1 / len(self.world))
            likely = alike if self.weights is None else self.weights[step]
            reached = np.cumsum(np.tile(likely / 2, 2)[order])
            # Sums fall short of one, and of their like on another processor, by a rounding error.
            place = np.searchsorted(np.round(reached, 12), wanted, side="right")
            parts.append(both[order[np.minimum(place, len(order) - 1)]])
        return np.stack(parts)


@dataclass(frozen=True)
class _Survey:
    """Errors of one past origin: the world's part, forecasts and own errors of countries."""

    world: float
    levels: np.ndarray
    own: np.ndarray

    @property
    def size(self) -> float:
        """How large the countries' own errors are: the mean of their absolute values."""
        return float(np.abs(self.own).mean())


def generator(*names: object) -> np.random.Generator:
    """Return the generator of random numbers of an indicator, a country and an origin.

    Each has its own stream, so that one country more or less moves no other's draws.
    """
    return np.random.default_rng([SEED, *(zlib.crc32(str(name).encode()) for name in names)])


def past_errors(record: np.ndarray, actual: np.ndarray, origin: int) -> Errors:
    """Return the errors of past forecasts that were known at an origin.

    Parameters
    ----------
    record
        Forecasts by origin, country and step ahead, on the scale of the model.
    actual
        Values by country and survey, on the same scale; none after the origin is looked at.
    """
    steps = range(record.shape[2])
    by_step = [_surveys(record, actual, origin, step) for step in steps]
    pools = [_pool(by_step, step) for step in steps]
    world = np.array([survey.world for survey in by_step[0]])
    return Errors(world, [levels for levels, _ in pools], [own for _, own in pools])


def _surveys(record: np.ndarray, actual: np.ndarray, origin: int, step: int) -> list[_Survey]:
    """Return the errors of each past origin whose survey was known by now."""
    found = []
    for made in range(START, origin - step):
        forecast = record[made, :, step]
        error = actual[:, made + step + 1] - forecast
        has = ~np.isnan(error)
        world = float(np.median(error[has]))
        found.append(_Survey(world, forecast[has], error[has] - world))
    return found


def _pool(by_step: list[list[_Survey]], step: int) -> tuple[np.ndarray, np.ndarray]:
    """Return levels, sorted, and own errors of as many steps ahead, or stretched from fewer."""
    used = step
    while used and len(by_step[used]) < ORIGINS_NEEDED:
        used -= 1
    surveys = by_step[used]
    sizes = [survey.size for survey in surveys]
    now = np.mean(sizes[-LAST:]) * np.sqrt((step + 1) / (used + 1))
    levels = np.concatenate([survey.levels for survey in surveys])
    own = np.concatenate(
        [
            survey.own * (now / _expected(sizes, number, used))
            for number, survey in enumerate(surveys)
        ]
    )
    order = np.argsort(levels, kind="stable")
    return levels[order], own[order]


def _expected(sizes: list[float], number: int, step: int) -> float:
    """Return the size that a survey's own errors were expected to have; at first, the one it had.

    When the forecast of survey `number` was made, what came of the last `step` before it was not
    known yet.
    """
    known = sizes[: max(0, number - step)]
    return float(np.mean(known[-LAST:] or sizes[number]))


@functools.lru_cache(maxsize=4096)
def _own_numbers(indicator: str, entity: str, year: int, number: int) -> np.ndarray:
    """Return a country's random numbers, the same for each step, so that a fan grows smoothly.

    Methods share them, so that they differ by merit.
    """
    return generator(indicator, entity, year).random(number, dtype=np.float32)


def draws(
    forecast: np.ndarray, errors: Errors, key: tuple[str, int], entities: list[str], number: int
) -> np.ndarray:
    """Draw what may happen in all countries together.

    Parameters
    ----------
    forecast
        Countries by steps ahead, on the scale of the model.
    key
        Indicator and year of the origin.
    number
        How many draws.

    Returns
    -------
    Steps ahead by countries by draws, on the scale of the model.
    """
    indicator, year = key
    steps = forecast.shape[1]
    chosen = generator(indicator, "", year).random((steps, number))
    # One upon the other.
    world = np.cumsum(errors.world_parts(chosen), axis=0)
    numbers = np.stack([_own_numbers(indicator, one, year, number) for one in entities])
    parts = [
        forecast[:, step, None] + _own(forecast[:, step], errors, step, numbers) + world[step]
        for step in range(steps)
    ]
    return np.stack(parts)


def _own(forecast: np.ndarray, errors: Errors, step: int, numbers: np.ndarray) -> np.ndarray:
    """Return own errors of countries by draws, taken from those made nearest in level."""
    return picked(nearest(forecast, errors, step), numbers)


def nearest(forecast: np.ndarray, errors: Errors, step: int) -> np.ndarray:
    """Return the own errors made nearest in level to the forecast of each country, one a row.

    Their median is nought.
    """
    levels, own = errors.levels[step], errors.own[step]
    size = min(NEAREST, len(levels))
    place = np.searchsorted(levels, np.nan_to_num(forecast))
    start = np.clip(place - size // 2, 0, len(levels) - size)
    near = own[start[:, None] + np.arange(size)]
    return near - np.median(near, axis=1, keepdims=True)


def picked(values: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Return values of each row: number 0 picks its first, and one just below 1 its last."""
    return np.take_along_axis(values, (numbers * values.shape[1]).astype(int), axis=1)


def quantiles(values: np.ndarray) -> np.ndarray:
    """Return the quantiles `LEVELS` of draws, which are the last axis: levels first.

    The number of draws is one less than a multiple of 40, so that each is one of the draws.
    """
    number = values.shape[-1] + 1
    places = np.round(LEVELS * number).astype(int) - 1
    return np.moveaxis(np.sort(values, axis=-1)[..., places], -1, 0)


def central(found: np.ndarray) -> dict[int, np.ndarray]:
    """Return the low and the high end of each interval of `CENTRAL`, of what `quantiles` found."""
    return {share: found[np.searchsorted(LEVELS, ends)] for share, ends in CENTRAL.items()}
