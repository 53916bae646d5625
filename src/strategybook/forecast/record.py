"""The record: what issued forecasts said of figures that have come since.

A forecast counts as ahead only if its figure was published after the day of issue, for certain: of
an edition of which only the year is known, that whole year has to lie after it. What was out before
is kept apart as known; what no figure is held for is open.
"""

import numpy as np
import pandas as pd

from strategybook import editions
from strategybook.forecast import issued, targets
from strategybook.parameters import OWN_COUNTRY

KEY = ["issued_on", "kind", "indicator", "entity", "measure", "year"]
COLUMNS = [*KEY, "method", "status", "edition", "published_on", "low", "middle", "high", "chance"]
COLUMNS += ["actual", "hit", "crps", "brier"]
INTERVAL, CHANCE = "interval", "chance"
AHEAD, KNOWN, OPEN = "ahead", "known", "open"
LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9
DECIMALS = 5


def first_figures(observations: pd.DataFrame) -> pd.DataFrame:
    """Return each figure of the strategy's country as it was first published.

    Parameters
    ----------
    observations
        Of all editions held.

    Returns
    -------
    Columns `source, edition, value, published_on`, indexed by `indicator, measure, year`. The value
    is that of the oldest edition held that states the year; `edition` and `published_on` are of the
    oldest edition known to state it, held or not.
    """
    own = observations[observations["chosen"] & (observations["entity"] == OWN_COUNTRY)]
    lag = _lags(own)
    keys = ["indicator", "measure", "year"]
    first = own.sort_values("edition").drop_duplicates(keys).set_index(keys)
    found = first[["source", "edition", "value"]].copy()
    found["edition"] = [
        _first_edition(row.source, row.edition, row.Index[-1], lag) for row in first.itertuples()
    ]
    days = editions.publication_days()
    pairs = zip(found["source"], found["edition"], strict=True)
    return found.assign(published_on=[days[pair] for pair in pairs])


def _lags(own: pd.DataFrame) -> dict[str, int]:
    """Return how many years after a year the edition comes that first states it.

    Only of sources whose editions state all years again: elsewhere an edition has its own year.
    """
    is_cumulative = own["source"].map(editions.sources()["revision"]) == "cumulative"
    last = own[is_cumulative].groupby(["source", "edition"])["year"].max().reset_index()
    years = last["edition"].astype(int) - last["year"]
    return years.groupby(last["source"]).min().to_dict()


def _first_edition(source: str, held: str, year: int, lags: dict[str, int]) -> str:
    """Return the first edition known to state a year; `held` is the first one that is held."""
    if source not in lags:
        return held
    known = [edition for its, edition in editions.publication_days().index if its == source]
    return min(one for one in [held, *known] if int(one) - lags[source] >= year)


def _status(issued_on: str, published_on: object) -> str:
    if pd.isna(published_on):
        return OPEN
    return AHEAD if issued_on < editions.first_day(str(published_on)) else KNOWN


def crps(levels: np.ndarray, values: np.ndarray, actual: float) -> float:
    """Return the continuous ranked probability score of a forecast that is given by quantiles.

    The squared distance between the forecast's distribution and that of what happened, summed over
    all values (T. Gneiting and A. E. Raftery, J. Am. Stat. Assoc. 102, 2007, 359-378). Between its
    quantiles the distribution is taken as even, and outside of them as empty. NaN where nothing
    has happened yet.
    """
    if np.isnan(actual):
        return np.nan
    knots = np.unique(np.append(values, actual))
    half, middle = np.diff(knots) / 2, (knots[1:] + knots[:-1]) / 2
    # Between two knots the square is a parabola, which two points of Gauss and Legendre sum.
    nodes = np.concatenate([middle - half / np.sqrt(3), middle + half / np.sqrt(3)])
    share = np.interp(nodes, values, levels, left=0, right=1)
    return float((np.tile(half, 2) * (share - (nodes > actual)) ** 2).sum())


def _intervals(told: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Return each issued forecast of a series and year, beside its figure if there is one."""
    quantiles = told[told["kind"] == "quantile"].assign(kind=INTERVAL)
    wide = quantiles.pivot(index=[*KEY, "method"], columns="quantile", values="value")
    levels = wide.columns.to_numpy(dtype=float)
    found = wide[[LOW, MIDDLE, HIGH]].set_axis(["low", "middle", "high"], axis=1).reset_index()
    found = found.join(figures, on=["indicator", "measure", "year"])
    scores = [
        crps(levels, values, actual)
        for values, actual in zip(wide.to_numpy(), found["value"], strict=True)
    ]
    inside = found["value"].between(found["low"], found["high"])
    return found.assign(actual=found["value"], crps=scores, hit=_told(inside, found["value"]))


def _chances(told: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Return each issued chance of a target, beside whether it was met if that is known."""
    found = told[told["kind"] == CHANCE].rename(columns={"value": "chance"})
    rows = [_met(figures, row.indicator, row.measure, row.year) for row in found.itertuples()]
    judged = pd.DataFrame(rows, index=found.index, columns=["met", *figures.columns])
    found = found.join(judged)
    met = found["met"].astype(float)
    return found.assign(
        actual=found["value"],
        brier=(found["chance"] - met) ** 2,
        hit=_told(met == 1, met),
    )


def _met(figures: pd.DataFrame, indicator: str, measure: str, year: int) -> dict:
    """Return whether a target was met in a year, with the figure; nothing where it is not held."""
    parts = targets.parts(indicator, measure)
    keys = [(indicator, part, year) for part in parts]
    if not set(keys) <= set(figures.index):
        return {}
    rows = figures.loc[keys]
    met = [
        targets.is_met(value, indicator, part)
        for value, part in zip(rows["value"], parts, strict=True)
    ]
    first = rows.iloc[0].to_dict() | ({"value": np.nan} if len(parts) > 1 else {})
    return first | {"met": float(all(met))}


def _told(truth: pd.Series, known: pd.Series) -> pd.Series:
    """Return yes and no, and nothing where there is nothing to know it by."""
    return truth.map({True: "yes", False: "no"}).where(known.notna(), "")


def table(observations: pd.DataFrame) -> pd.DataFrame:
    """Return every forecast and chance ever issued, judged where its figure is held.

    Columns `COLUMNS`: `kind` is `interval` (a forecast of a value, told by the ends of its central
    80 % and its middle) or `chance` (of a target); `status` is `ahead`, `known` or `open`;
    `edition` and `published_on` are those in which the figure first came out; `hit` tells whether
    it lies inside the interval, or the target was met; `crps` (in the unit of the measure) and
    `brier` are scores of the two kinds, the lower the better.
    """
    told = issued.read()
    figures = first_figures(observations)
    found = pd.concat([_intervals(told, figures), _chances(told, figures)])
    pairs = zip(found["issued_on"], found["published_on"], strict=True)
    found["status"] = [_status(issued_on, published_on) for issued_on, published_on in pairs]
    numbers = ["low", "middle", "high", "chance", "actual", "crps", "brier"]
    found[numbers] = found[numbers].astype(float).round(DECIMALS)
    return found[COLUMNS].sort_values(KEY, ignore_index=True)
