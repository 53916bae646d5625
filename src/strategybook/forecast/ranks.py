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
    order = np.argsort(-values, axis=0, kind="stable")
    sorted_values = np.take_along_axis(values, order, axis=0)
    starts = np.ones(values.shape, dtype=bool)
    starts[1:] = sorted_values[1:] != sorted_values[:-1]
    place = np.arange(len(values))[:, None]
    first = np.maximum.accumulate(np.where(starts, place, 0), axis=0)
    ahead = np.empty(values.shape, dtype=int)
    np.put_along_axis(ahead, order, first, axis=0)
    return ahead


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
