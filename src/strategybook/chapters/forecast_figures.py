"""What the chapters on forecasts read: forecasts, targets, backtest and coverage ranges."""

import numpy as np
import pandas as pd

from strategybook import editions, paths
from strategybook.forecast import everyone, intervals, panels
from strategybook.language import shown_number
from strategybook.parameters import OWN_COUNTRY
from strategybook.show.exhibits import Chapter

# Decimals of each measure in words and tables: no more than a forecast can mean.
DECIMALS = {"rank": 0, "score": 2, "estimate": 2, "percentile_rank": 1, "percent": 1}
RESAMPLES = 1999
# Columns of the targets that hold numbers or nothing, and those that tell of a decision.
NUMBERS = ("target", "last_value", "gain", "chance", "value", "by", "said_chance")
OF_DECISION = {"status": "open", "reason": "", "said_issue": ""} | dict.fromkeys(
    ("value", "by", "said_chance"), np.nan
)


def forecasts(as_of: str, country: str = OWN_COUNTRY) -> pd.DataFrame:
    """Return the forecasts as `as_of` could make them, of all countries or the reviewed ones."""
    if country != OWN_COUNTRY or as_of not in editions.AS_OF_WORDS:
        return everyone.forecasts(as_of)
    table = pd.read_csv(paths.PROCESSED / "forecasts.csv")
    return table[table["as_of"] == as_of].reset_index(drop=True)


def targets(as_of: str, country: str = OWN_COUNTRY) -> pd.DataFrame:
    """Return how a country's targets stand as `as_of` could see them.

    None of another country, which has no targets here. No chance was worked out as of a year: there
    only what was decided by then is told.
    """
    table = pd.read_csv(
        paths.PROCESSED / "targets.csv",
        keep_default_na=False,
        na_values={name: [""] for name in NUMBERS},
        dtype=dict.fromkeys(["last_year", "starts", "reached", "said_issue"], str),
    )
    table = table[table["entity"] == country]
    if as_of in editions.AS_OF_WORDS:
        return table[table["as_of"] == as_of].reset_index(drop=True)
    known = table[table["as_of"] == "latest"].assign(chance=np.nan, starts="", reached="")
    is_later = (known["status"] != "open") & (known["year"] > int(as_of))
    known.loc[is_later, list(OF_DECISION)] = list(OF_DECISION.values())
    return known.reset_index(drop=True)


def backtest() -> pd.DataFrame:
    """Return how every method did at each survey of the past."""
    return pd.read_csv(paths.PROCESSED / "backtest.csv")


def reliability(as_of: str) -> pd.DataFrame:
    """Return how often chances like those of the targets came true before."""
    table = pd.read_csv(paths.PROCESSED / "reliability.csv")
    return table[table["as_of"] == as_of].reset_index(drop=True)


def coverage_ranges() -> pd.DataFrame:
    """Return what the intervals covered beside their ranges, of what the book shows."""
    return _as_shown(pd.read_csv(paths.PROCESSED / "coverage.csv"))


def shown_value(value: float, measure: str) -> str:
    """Return a value with the decimals of its measure."""
    return shown_number(value, DECIMALS[measure])


def of_series(table: pd.DataFrame, indicator: str, measure: str, entity: str) -> pd.DataFrame:
    """Return the rows of one series."""
    keep = (table["indicator"] == indicator) & (table["measure"] == measure)
    return table[keep & (table["entity"] == entity)].reset_index(drop=True)


def quantiles(table: pd.DataFrame, indicator: str, measure: str, entity: str) -> pd.DataFrame:
    """Return a forecast as years by quantiles."""
    mine = of_series(table, indicator, measure, entity)
    return mine.pivot(index="year", columns="quantile", values="value")


def shown_data(
    chapter: Chapter,
    observed: pd.DataFrame,
    table: pd.DataFrame,
    indicators: list[str],
    measures: list[str],
) -> pd.DataFrame:
    """Return what a fan chart shows: figures and forecasts, with the edition that each rests on.

    A forecast cites the newest edition of the figures that it goes on from.
    """
    mine = observed["indicator"].isin(indicators) & observed["measure"].isin(measures)
    past = observed[mine & (observed["entity"] == chapter.country)]
    newest = past.sort_values("year").groupby("indicator")[["source", "edition"]].last()
    ahead = table[table["indicator"].isin(indicators) & table["measure"].isin(measures)]
    ahead = ahead[ahead["entity"] == chapter.country].join(newest, on="indicator")
    keys = ["source", "edition", "indicator", "entity", "measure", "year"]
    return pd.concat([past[[*keys, "value"]], ahead[[*keys, "method", "quantile", "value"]]])[
        [*keys, "method", "quantile", "value"]
    ]


def with_sources(table: pd.DataFrame, observed: pd.DataFrame) -> pd.DataFrame:
    """Return a table of indicators with the source and newest edition that each rests on.

    What has no figures is cited as the strategy's, whose target it is.
    """
    newest = observed.sort_values("year").groupby("indicator")[["source", "edition"]].last()
    cited = table.join(newest, on="indicator")
    return cited.fillna({"source": "strategy", "edition": "2024"})


def with_sources_of_panels(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of indices with the source of each and all editions that are held of it."""
    held = editions.editions().groupby("source")["edition"].agg(["min", "max"])
    source = table["indicator"].map(panels.indices()["source"])
    edition = source.map(held["min"] + "-" + held["max"])
    return table.assign(source=source, edition=edition)


def pooled_ratios(table: pd.DataFrame) -> pd.Series:
    """Return the error of each method relative to no change: of all surveys together, per step
    ahead, and then the mean over the steps.

    Parameters
    ----------
    table
        Rows of `backtest` of one index and measure.
    """
    summed = (table["mae"] * table["n"]).groupby([table["horizon"], table["method"]]).sum()
    by_method = summed.unstack()
    return by_method.div(by_method["naive"], axis=0).mean()


def error_ratios(table: pd.DataFrame) -> pd.DataFrame:
    """Return the pooled ratios of every index, of what is modelled: indices by methods."""
    modelled = table[table["measure"].isin(["score", "estimate"])]
    return pd.DataFrame(
        {name: pooled_ratios(rows) for name, rows in modelled.groupby("indicator")}
    ).T


def ratios_shown(ratios: pd.DataFrame) -> pd.DataFrame:
    """Return the ratios as they are offered as data, with their sources."""
    return with_sources_of_panels(ratios.rename_axis("indicator").reset_index().round(3))


def ratio_range(table: pd.DataFrame, method: str) -> tuple[float, float]:
    """Return where nine in ten ratios lie if the surveys had been drawn anew, with repeats.

    All countries share a survey, so whole surveys are drawn, never single countries.
    """
    summed = table.assign(error=table["mae"] * table["n"])
    ours, unchanged = (
        summed[summed["method"] == name].pivot(index="origin", columns="horizon", values="error")
        for name in (method, "naive")
    )
    random = intervals.generator("ratio", method, table["indicator"].iloc[0])
    drawn = random.multinomial(len(ours), np.full(len(ours), 1 / len(ours)), RESAMPLES)
    ratios = (drawn @ ours.fillna(0)) / (drawn @ unchanged.fillna(0))
    low, high = ratios.mean(axis=1).quantile([0.05, 0.95])
    return float(low), float(high)


def coverage(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the chosen method that have intervals, of what the book shows."""
    return _as_shown(table[table["method"] == "chosen"])


def _as_shown(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the measures that the book shows: the WGI as ranks, not estimates."""
    return table[table["measure"] != "estimate"].reset_index(drop=True)
