"""Ranks: everyone's place in every draw, since a rank depends on everyone."""

import numpy as np


def places(values: np.ndarray) -> np.ndarray:
    """Return how many countries are ahead of each, in every draw.

    Parameters
    ----------
    values
        Countries by draws, the highest best; no value may be missing.

    Returns
    -------
    Whole numbers of the same shape: 0 for the best. Ties share the better place.
    """
    # Much faster than scipy.stats.rankdata, of which this is the method `min`.
    lowest = np.ascontiguousarray(-values.T)
    order = np.argsort(lowest, axis=1, kind="stable")
    ordered = np.take_along_axis(lowest, order, axis=1)
    starts = np.ones(lowest.shape, dtype=bool)
    starts[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    first = np.maximum.accumulate(np.where(starts, np.arange(len(values)), 0), axis=1)
    ahead = np.empty(lowest.shape, dtype=int)
    np.put_along_axis(ahead, order, first, axis=1)
    return ahead.T


def rank(values: np.ndarray) -> np.ndarray:
    """Return competition ranks, 1 for the highest, of countries by draws."""
    return places(values) + 1


def percentile_rank(values: np.ndarray) -> np.ndarray:
    """Return the share of the other countries that are below, in per cent, as the WGI do.

    Of `n` countries the lowest has 0 and the highest 100 (World Bank, Worldwide Governance
    Indicators, https://www.worldbank.org/en/publication/worldwide-governance-indicators).
    """
    below = places(-values)
    return 100 * below / (len(values) - 1)


RANKINGS = {"rank": rank, "percentile_rank": percentile_rank}
