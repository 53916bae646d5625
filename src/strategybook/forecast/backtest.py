"""The backtest: every method at every survey of the past, knowing only what was known then.

Where a source states all years again, what was known before its oldest edition held is not held:
for those years the figures are as that edition states them.
"""

import dataclasses
from dataclasses import dataclass

import numpy as np
import pandas as pd

from strategybook.forecast import breaks, choice, intervals, methods, places, ranks
from strategybook.forecast.panels import Panel
from strategybook.forecast.scales import SCALES

# Scores count from the sixth survey on; what came before was needed to learn from.
FIRST_ORIGIN = 5
DRAWS = 199
COLUMNS = ["indicator", "measure", "method", "origin", "horizon", "n", "mae", "mae_ratio"]
COLUMNS += ["crps", "interval_score", "coverage_50", "coverage_80", "coverage_95"]
# The methods that have intervals: no change, and what the rule chose.
CHOSEN = "chosen"
WITH_INTERVALS = ("naive", CHOSEN)
DECIMALS = 5
METHODS = (*methods.METHODS, *places.METHODS)


@dataclass(frozen=True)
class Record:
    """What was forecast of an index at each survey, on the scale of the model.

    Attributes
    ----------
    panel
        The index of all countries.
    forecasts
        For each method, origins by countries by steps ahead; NaN before the third survey.
    picks
        For each origin the name of the method that the rule picked, "" before the third survey.
    """

    panel: Panel
    forecasts: dict[str, np.ndarray]
    picks: list[str]

    @property
    def actual(self) -> np.ndarray:
        """Values by countries and surveys, each as first published, on the scale of the model."""
        return SCALES[self.panel.index["scale"]].forward(self.panel.first_published)

    def judged(self) -> list[tuple[int, int]]:
        """Return each origin that scores count from, with how many steps ahead have come."""
        last = len(self.panel.years) - 1
        ahead = int(self.panel.index["steps_ahead"])
        return [(origin, min(ahead, last - origin)) for origin in range(FIRST_ORIGIN, last)]

    def compared(self, origin: int, step: int) -> np.ndarray:
        """Mark the countries that have a value at an origin and so many steps after it."""
        came = self.panel.first_published[:, origin + step + 1]
        return ~np.isnan(came) & ~np.isnan(self.forecasts["naive"][origin, :, step])


def record(panels: dict[str, Panel], indicator: str, names: tuple[str, ...] = METHODS) -> Record:
    """Forecast an index at every survey, by every method named and by the rule."""
    panel, others = panels[indicator], places.family(panels, indicator)
    steps = int(panel.index["steps_ahead"])
    empty = np.full((len(panel.years), len(panel.entities), steps), np.nan)
    forecasts = {name: empty.copy() for name in (*names, CHOSEN)}
    picks = [""] * len(panel.years)
    for origin in range(intervals.START, len(panel.years)):
        history = places.history(panel, origin)
        for name in names:
            if name in places.METHODS:
                moved = places.changes(name, panel, others, origin)
                forecasts[name][origin] = history[:, -1:] + moved
            else:
                forecasts[name][origin] = methods.METHODS[name](history, steps)
        picks[origin], forecasts[CHOSEN][origin] = choice.chosen(panels, indicator, origin)
    return Record(panel, forecasts, picks)


def errors(made: Record, name: str, origin: int) -> intervals.Errors:
    """Return how wrong a method was before an origin, and how likely each survey is to recur."""
    panel = made.panel
    known = intervals.past_errors(made.forecasts[name], made.actual, origin)
    recorded = breaks.years(panel.index.name)
    past = panel.years[origin - len(known.world) + 1 : origin + 1]
    ahead = [panel.year_ahead(origin, step + 1) for step in range(panel.index["steps_ahead"])]
    # A break in a survey that is held now was not known before it was published.
    certain = [year in recorded and year > panel.years[-1] for year in ahead]
    likely = breaks.weights(np.isin(past, recorded), np.array(certain))
    return dataclasses.replace(known, weights=likely)


def simulate(made: Record, name: str, origin: int, number: int) -> np.ndarray:
    """Draw what a method expects at an origin: steps ahead by countries by draws."""
    key = (made.panel.index.name, made.panel.years[origin])
    forecast = made.forecasts[name][origin]
    return intervals.draws(forecast, errors(made, name, origin), key, made.panel.entities, number)


def scores(made: Record) -> list[dict]:
    """Return a row for each method, origin and step ahead that has come, and of ranks as well."""
    unchanged, chosen = (made.forecasts[name] for name in WITH_INTERVALS)
    if np.array_equal(unchanged, chosen, equal_nan=True):
        others = {name: made.forecasts[name] for name in made.forecasts if name != CHOSEN}
        rows = _all_scores(Record(made.panel, others, made.picks))
        return rows + [row | {"method": CHOSEN} for row in rows if row["method"] == "naive"]
    return _all_scores(made)


def _all_scores(made: Record) -> list[dict]:
    rows = []
    for origin, steps in made.judged():
        names = [name for name in WITH_INTERVALS if name in made.forecasts]
        drawn = {name: simulate(made, name, origin, DRAWS) for name in names}
        for step in range(steps):
            rows += _scores_ahead(made, origin, step, {n: d[step] for n, d in drawn.items()})
    return rows


def _scores_ahead(made: Record, origin: int, step: int, drawn: dict[str, np.ndarray]) -> list[dict]:
    """Return the rows of one origin and step: of the values and of the ranks."""
    panel, back = made.panel, SCALES[made.panel.index["scale"]].back
    actual = panel.first_published[:, origin + step + 1]
    points = {name: back(made.forecasts[name][origin, :, step]) for name in made.forecasts}
    has = made.compared(origin, step)
    key = {
        "indicator": panel.index.name,
        "origin": panel.years[origin],
        "horizon": step + 1,
        "n": int(has.sum()),
    }
    values = {name: back(draws[has]) for name, draws in drawn.items()}
    of_all = {name: point[has] for name, point in points.items()}
    rows = _rows(key | {"measure": panel.index["measure"]}, actual[has], of_all, values)
    if panel.index["ranked_as"]:
        rows += _rank_rows(key, panel.index["ranked_as"], actual[has], of_all, values)
    return rows


def _rank_rows(
    key: dict, ranked_as: str, actual: np.ndarray, points: dict, draws: dict
) -> list[dict]:
    """Return the rows of the ranks among the countries that have a value then and now."""
    ranking = ranks.RANKINGS[ranked_as]
    return _rows(
        key | {"measure": ranked_as},
        ranking(actual[:, None])[:, 0],
        {name: ranking(point[:, None])[:, 0] for name, point in points.items()},
        {name: ranking(drawn) for name, drawn in draws.items()},
    )


def _rows(key: dict, actual: np.ndarray, points: dict, draws: dict) -> list[dict]:
    unchanged = np.abs(points["naive"] - actual).mean()
    rows = []
    for name, point in points.items():
        mae = np.abs(point - actual).mean()
        row = key | {"method": name, "mae": mae, "mae_ratio": mae / unchanged}
        rows.append(row | (spread_scores(actual, draws[name]) if name in draws else {}))
    return rows


def spread_scores(actual: np.ndarray, draws: np.ndarray) -> dict[str, float]:
    """Return how good the draws of all countries are, as means over countries.

    CRPS from quantiles, the interval score of the 80 % interval, and the shares inside the
    central intervals (T. Gneiting and A. E. Raftery, J. Am. Stat. Assoc. 102, 2007, 359-378).
    """
    import scoringrules

    found = intervals.quantiles(draws)
    bounds = intervals.central(found)
    inside = {
        f"coverage_{share}": ((low <= actual) & (actual <= high)).mean()
        for share, (low, high) in bounds.items()
    }
    return {
        "crps": scoringrules.crps_quantile(actual, found.T, intervals.LEVELS).mean(),
        "interval_score": scoringrules.interval_score(actual, *bounds[80], 0.2).mean(),
    } | inside


def table(records: list[Record]) -> pd.DataFrame:
    """Return the scores of every index, sorted, with the columns `COLUMNS`."""
    rows = pd.DataFrame([row for made in records for row in scores(made)])
    order = ["indicator", "measure", "method", "origin", "horizon"]
    return rows[COLUMNS].sort_values(order, ignore_index=True).round(DECIMALS)
