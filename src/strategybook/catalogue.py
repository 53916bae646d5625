"""What the book knows about its indicators: source, decimals, which end is best."""

import functools
from pathlib import Path

import pandas as pd

from strategybook.language import words


@functools.cache
def indicators() -> pd.DataFrame:
    """Return one row an indicator and measure, from `catalogue.csv`.

    Columns `source`, `decimals` (int, as the publisher prints), `best` (`highest` or `lowest`)
    and `kept` (whose values are in the committed observations, see
    `strategybook.observations.of_the_book`), indexed by `indicator, measure`.
    """
    return pd.read_csv(
        Path(__file__).with_name("catalogue.csv"), index_col=["indicator", "measure"]
    ).sort_index()


def matching(pattern: str) -> list[str]:
    """Return the indicators whose whole key matches a regular expression, as the file has them."""
    names = pd.read_csv(Path(__file__).with_name("catalogue.csv"))["indicator"]
    return list(names[names.str.fullmatch(pattern)].unique())


def decimals(indicator: str, measure: str) -> int:
    """Return how many decimals the publisher prints."""
    return int(indicators().loc[(indicator, measure), "decimals"])


def indicator_name(indicator: str, language: str) -> str:
    """Return the full name of an indicator."""
    return words(f"indicator.{indicator}", language)


def short_name(indicator: str, language: str) -> str:
    """Return the name of an indicator for tight places: its abbreviation or one or two words."""
    return words(f"indicator.{indicator}.short", language)


def series_name(indicator: str, measure: str, language: str) -> str:
    """Return the name of a series in a table: `EGDI, rank`."""
    return f"{short_name(indicator, language)}, {words(f'measure.{measure}', language).lower()}"
