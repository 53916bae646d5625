"""Copies of publishers' figures that were rounded: told as such, and marked where they are taken.

A rounded score gives no rank, since many tie that the publisher told apart.
"""

import numpy as np
import pandas as pd

# The decimals that some figure of each year has, at least, in every edition that was published. The
# World Bank's copy has a file an index, and the human capital of 2003 to 2005 has three.
DECIMALS = {"un_egov": 4, "un_egov_data360": 3, "wgi": 5, "wjp": 5}
WHOLE = {"rank", "sources"}
# Shares of the economies ranked: of 201 each is a multiple of 0.5, so that a year alone tells
# nothing; all years of a file together do.
SHARES = {"percentile_rank", "lower", "upper"}
# So many figures of one measure and year do not end in 0 by chance.
FEWEST = 5
CONFIDENCE = "rounded copy"


def decimals(numbers: pd.Series, most: int = 9) -> int:
    """Return how many decimals numbers have, up to `most`."""
    known = numbers.dropna().to_numpy(dtype=float)
    exact = (place for place in range(most) if np.allclose(known.round(place), known, 0, 1e-9))
    return next(exact, most)


def are_rounded(source: str, figures: pd.DataFrame) -> pd.Series:
    """Mark figures whose measure has fewer decimals in their year than the source publishes.

    Parameters
    ----------
    figures
        Columns `measure, year, value` (numbers).
    """
    if source not in DECIMALS:
        return pd.Series(False, index=figures.index)
    value = figures["value"].astype(float)
    is_coarse = (value - value.round(DECIMALS[source] - 1)).abs() < 1e-9
    years = figures["year"].where(~figures["measure"].isin(SHARES), 0)
    groups = is_coarse.groupby([figures["measure"], years])
    together = groups.transform("all") & (groups.transform("size") >= FEWEST)
    return together & ~figures["measure"].isin(WHOLE)


def exact(table: pd.DataFrame) -> pd.DataFrame:
    """Return the observations of a table that are no rounded copies."""
    return table[table["confidence"] != CONFIDENCE] if "confidence" in table else table
