"""Scales: what a bounded score is turned into before it is forecast, and back.

A score between 0 and 1 is forecast on the logit scale, so that no forecast leaves the bounds and
gains get smaller near them. Quantiles survive the way back, means do not.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import special

# Scores at or beyond a bound are taken as this far inside, since a logit has no end.
MARGIN = 0.005


@dataclass(frozen=True)
class Scale:
    """A way from published values to the values that are modelled, and the way back."""

    forward: Callable[[np.ndarray], np.ndarray]
    back: Callable[[np.ndarray], np.ndarray]


def logit(share: np.ndarray) -> np.ndarray:
    """Return the log odds of shares between 0 and 1, kept `MARGIN` inside the bounds."""
    return special.logit(np.clip(share, MARGIN, 1 - MARGIN))


def from_logit(odds: np.ndarray) -> np.ndarray:
    """Return the shares of log odds."""
    return special.expit(np.asarray(odds, dtype=float))


# Values that the publisher gives a mean of nought in each year, so that the world cannot move.
STANDARDISED = "standardised"
SCALES = {
    "share": Scale(logit, from_logit),
    "percent": Scale(
        lambda percent: logit(np.asarray(percent) / 100), lambda odds: 100 * from_logit(odds)
    ),
    STANDARDISED: Scale(np.asarray, np.asarray),
}
