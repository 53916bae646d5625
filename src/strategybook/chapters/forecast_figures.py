"""What the chapters on forecasts read: forecasts, targets, backtest and coverage ranges."""

import numpy as np
import pandas as pd

from strategybook import editions, paths, strategy
from strategybook.forecast import breaks, everyone, intervals, panels
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


def of_open_targets(records: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Return the records of chances beside the open targets that they are of, with base rates.

    Parameters
    ----------
    records
        From `reliability`.
    targets
        From `targets`, with their sources.
    """
    names = ["source", "edition", "indicator", "measure", "year", "target", "chance"]
    mine = targets.loc[targets["chance"].notna() & (targets["starts"] != ""), [*names, "starts"]]
    share = targets["reached"].replace("", "0").astype(int) / targets["starts"].replace(
        "", "1"
    ).astype(int)
    mine = mine.assign(base_rate=share.round(4)).drop(columns="starts")
    return mine.merge(records.drop(columns="as_of"), on=["indicator", "measure", "year"])


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


def deciding_horizons() -> pd.Series:
    """Return how many surveys ahead the last one within the strategy is, of every index.

    Where none is left to come, the next survey counts.
    """
    table = forecasts("latest")
    within = table[table["year"] <= strategy.TARGET_YEAR].groupby("indicator")["year"].nunique()
    return within.reindex(table["indicator"].unique()).fillna(1).astype(int)


def at_horizon(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a backtest, of what the book shows, for the horizon that decides."""
    shown = _as_shown(table)
    decides = shown["indicator"].map(deciding_horizons()).fillna(1)
    return shown[shown["horizon"] == decides].reset_index(drop=True)


def pooled_ratios(table: pd.DataFrame) -> pd.Series:
    """Return the error of each method relative to no change, of all surveys together.

    Parameters
    ----------
    table
        Rows of `backtest` of one index, measure and horizon.
    """
    summed = (table["mae"] * table["n"]).groupby(table["method"]).sum()
    return summed / summed["naive"]


def error_ratios(table: pd.DataFrame) -> pd.DataFrame:
    """Return the pooled ratios: a row each indicator and measure, a column each method.

    Parameters
    ----------
    table
        From `at_horizon`.
    """
    groups = table.groupby(["indicator", "measure"])
    return pd.DataFrame({key: pooled_ratios(rows) for key, rows in groups}).T.rename_axis(
        ["indicator", "measure"]
    )


def ratios_shown(ratios: pd.DataFrame) -> pd.DataFrame:
    """Return the ratios as they are offered as data, with their sources."""
    return with_sources_of_panels(ratios.reset_index().round(3))


def ratio_range(table: pd.DataFrame, method: str) -> tuple[float, float]:
    """Return where nine in ten ratios lie if the surveys had been drawn anew, with repeats.

    All countries share a survey, so whole surveys are drawn. Forecasts of more than one survey
    ahead overlap with the next ones, and so as many that follow each other are drawn together
    (circular block bootstrap: D. N. Politis and J. P. Romano, in Exploring the Limits of
    Bootstrap, Wiley, 1992, 263-270).

    Parameters
    ----------
    table
        Rows of `backtest` of one index, measure and horizon.
    """
    summed = table.assign(error=table["mae"] * table["n"])
    by_method = summed.pivot(index="origin", columns="method", values="error")
    ours, unchanged = (by_method[name].to_numpy() for name in (method, "naive"))
    number, length = len(ours), int(table["horizon"].iloc[0])
    random = intervals.generator("ratio", method, *table[["indicator", "measure"]].iloc[0])
    starts = random.integers(0, number, (RESAMPLES, -(-number // length)))
    drawn = (starts[:, :, None] + np.arange(length)) % number
    drawn = drawn.reshape(RESAMPLES, -1)[:, :number]
    ratios = ours[drawn].sum(axis=1) / unchanged[drawn].sum(axis=1)
    low, high = np.quantile(ratios, [0.05, 0.95])
    return float(low), float(high)


def by_survey(table: pd.DataFrame) -> pd.DataFrame:
    """Return the share inside the 80 % interval one survey ahead, of the UN's scores.

    Columns `indicator, year` (of the survey that was forecast), `coverage_80` and `broke` (whether
    the method changed in it).
    """
    mine = table[(table["method"] == "chosen") & (table["horizon"] == 1)]
    mine = mine[mine["measure"] == "score"].copy()
    mine = mine[mine["indicator"].map(panels.indices()["source"]) == "un_egov"]
    held = sorted(mine["origin"].unique())
    following = dict(zip(held, held[1:], strict=False))
    last = held[-1] + int(panels.indices().loc[mine["indicator"].iloc[0], "years_between"])
    mine["year"] = [following.get(origin, last) for origin in mine["origin"]]
    mine["broke"] = [
        row.year in breaks.years(row.indicator) for row in mine[["indicator", "year"]].itertuples()
    ]
    return mine[["indicator", "year", "coverage_80", "broke"]].reset_index(drop=True)


def editions_then() -> pd.DataFrame:
    """Return the sources whose backtest uses, for early years, an edition that came later.

    Columns `source, edition` (the oldest held), `year` (the last that it states): what is forecast
    from an earlier year rests on figures as that edition states them.
    """
    held = editions.editions()
    cumulative = editions.sources().query("revision == 'cumulative'").index
    used = panels.indices()
    mine = held[held["source"].isin(cumulative) & held["source"].isin(used["source"])]
    oldest = mine.sort_values("edition").groupby("source", as_index=False).first()
    table = pd.read_csv(paths.PROCESSED / "observations.csv", dtype={"edition": str})
    table = table[table["indicator"].isin(used.index)]
    last = table.groupby(["source", "edition"])["year"].max()
    year = [int(last[row.source, row.edition]) for row in oldest.itertuples()]
    return oldest.assign(year=year)[["source", "edition", "year"]]


def coverage(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the chosen method that have intervals, of what the book shows."""
    return _as_shown(table[table["method"] == "chosen"])


def _as_shown(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the measures that the book shows: the WGI as ranks, not estimates."""
    return table[table["measure"] != "estimate"].reset_index(drop=True)
