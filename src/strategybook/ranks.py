"""Ranks of scores."""

import pandas as pd


def competition_rank(values: pd.Series) -> pd.Series:
    """Return competition ranks, 1 for the highest; ties share the best place.

    Missing values stay missing.
    """
    return values.rank(ascending=False, method="min")
