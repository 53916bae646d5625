"""Margins of error of estimates: how large a change must be to be more than chance."""

import math

# Standard errors on each side of an estimate that hold 90 % of a normal distribution, as the
# World Bank's own bounds do (Kaufmann, Kraay and Mastruzzi, The Worldwide Governance Indicators:
# Methodology and Analytical Issues, World Bank Policy Research Working Paper 5430, 2010).
ERRORS_OF_90_PERCENT = 1.645


def error_within(lower: float, upper: float) -> float:
    """Return the standard error of an estimate whose 90 % interval is `lower` to `upper`."""
    return (upper - lower) / (2 * ERRORS_OF_90_PERCENT)


def margin_of_change(first: float, last: float) -> float:
    """Return half the width of the 90 % interval of a change, from the standard errors of its ends.

    The errors are taken as independent: `1.645 * sqrt(first**2 + last**2)`. They are not quite,
    since most sources of WGI are the same in both years, so the margin is rather too wide than too
    narrow. WGI's authors call a change significant where the two 90 % intervals do not overlap,
    which asks for more still: `1.645 * (first + last)`.
    """
    return ERRORS_OF_90_PERCENT * math.hypot(first, last)
