"""Panels: an index of all countries, survey by survey, as it was known at each survey.

Which indices are forecast, and how, is in `panels.csv`: the `measure` that is modelled on a
`scale` of `strategybook.forecast.scales`, what it is `ranked_as`, the `components` whose mean it
is, the `first_year` used, the `years_between` surveys to come and the `steps_ahead` to forecast.
"""

import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from strategybook import editions


@functools.cache
def indices() -> pd.DataFrame:
    """Return `panels.csv`, indexed by indicator; `components` is a list."""
    table = pd.read_csv(Path(__file__).with_suffix(".csv"), keep_default_na=False)
    table["components"] = table["components"].str.split()
    return table.set_index("indicator")


@dataclass(frozen=True, eq=False)
class Panel:
    """One index of all countries; equal to itself alone, so that it can be the key of a cache.

    Attributes
    ----------
    index
        The index's row of `indices`; its `name` is the indicator.
    entities
        Codes of the countries: the rows of each array, in alphabetical order.
    years
        Years of the surveys: the columns of each array.
    editions
        Arrays of countries by the first surveys, one an edition and oldest first; each has more
        surveys than the one before. NaN where a country has no value.
    """

    index: pd.Series
    entities: list[str]
    years: list[int]
    editions: list[np.ndarray]

    def known(self, origin: int) -> np.ndarray:
        """Return what was known at a survey: the oldest edition that has it, up to it."""
        newest = next(values for values in self.editions if values.shape[1] > origin)
        return newest[:, : origin + 1]

    @functools.cached_property
    def first_published(self) -> np.ndarray:
        """Each survey's values from the oldest edition held that has them."""
        columns = [self.known(origin)[:, origin] for origin in range(len(self.years))]
        return np.column_stack(columns)

    def origin(self, year: int) -> int:
        """Return the number of the last survey up to `year`."""
        return sum(one <= year for one in self.years) - 1

    def year_ahead(self, origin: int, steps: int) -> int:
        """Return the year that lies `steps` surveys after an origin, also one still to come."""
        place = origin + steps
        beyond = place - (len(self.years) - 1)
        if beyond <= 0:
            return self.years[place]
        return self.years[-1] + beyond * int(self.index["years_between"])


def panel(table: pd.DataFrame, indicator: str) -> Panel:
    """Return the panel of an indicator from observations of all countries.

    Where an edition states all years again, editions are kept apart; otherwise they are one.
    """
    index = indices().loc[indicator]
    mine = table[
        (table["source"] == index["source"])
        & (table["indicator"] == indicator)
        & (table["measure"] == index["measure"])
        & (table["year"] >= index["first_year"])
    ]
    entities, years = sorted(mine["entity"].unique()), sorted(int(y) for y in mine["year"].unique())
    cumulative = editions.sources()["revision"][index["source"]] == "cumulative"
    parts = [part for _, part in mine.groupby("edition")] if cumulative else [mine]
    return Panel(index, entities, years, [_array(part, entities, years) for part in parts])


def _array(part: pd.DataFrame, entities: list[str], years: list[int]) -> np.ndarray:
    stated = [year for year in years if year <= part["year"].max()]
    wide = part.pivot(index="entity", columns="year", values="value")
    return wide.reindex(index=entities, columns=stated).to_numpy(dtype=float)


def all_panels(table: pd.DataFrame) -> dict[str, Panel]:
    """Return the panel of every indicator of `indices` that has observations."""
    held = set(table["indicator"])
    return {name: panel(table, name) for name in indices().index if name in held}
