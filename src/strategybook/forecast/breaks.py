"""Breaks of method: surveys in which a publisher changed how an index is measured.

They are in `data/raw/method_breaks.csv`; a row counts for the indices that its `series` names. A
break moves all countries at once, and nobody is told of it beforehand, so each survey to come
carries the chance of one; a break that is recorded for a survey still to come is certain.
"""

import numpy as np
import pandas as pd

from strategybook import paths


def recorded(indicator: str) -> pd.DataFrame:
    """Return the rows of `data/raw/method_breaks.csv` whose series name the indicator, by year."""
    table = pd.read_csv(paths.RAW / "method_breaks.csv", keep_default_na=False)
    touched = table["series"].str.split().map(lambda names: indicator in names)
    return table[touched].sort_values("year", ignore_index=True)


def years(indicator: str) -> list[int]:
    """Return the years of the breaks of an indicator, oldest first."""
    return [int(year) for year in recorded(indicator)["year"]]


def chance(broke: np.ndarray) -> float:
    """Return the chance of a break in the next survey, from which of the past ones had one.

    Laplace's rule of succession; nought where none is recorded, since nothing tells of its size.
    """
    return (broke.sum() + 1) / (len(broke) + 2) if broke.any() else 0.0


def weights(broke: np.ndarray, is_certain: np.ndarray) -> np.ndarray:
    """Return how likely each past survey is to be drawn for each survey ahead.

    Parameters
    ----------
    broke
        For each past survey whether it had a break.
    is_certain
        For each survey ahead whether a break in it is recorded already.

    Returns
    -------
    Surveys ahead by past surveys; each row sums to one. Those with a break share the chance of
    one, the others the rest; all are alike where they do not differ.
    """
    if broke.all() or not broke.any():
        return np.full((len(is_certain), len(broke)), 1 / len(broke))
    with_break = np.where(is_certain, 1.0, chance(broke))[:, None]
    return np.where(broke, with_break / broke.sum(), (1 - with_break) / (~broke).sum())
