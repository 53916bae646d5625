"""What is written of the forecasts: all tables, and the rows of `forecasts.csv`."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from strategybook import countries, editions, panel
from strategybook.forecast import (
    backtest,
    breaks,
    intervals,
    panels,
    ranks,
    reliability,
    replays,
    singles,
    targets,
)
from strategybook.forecast.scales import SCALES
from strategybook.parameters import OWN_COUNTRY

COLUMNS = ["as_of", "indicator", "entity", "measure", "year", "method", "quantile", "value"]
QUANTILES = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
LAST_YEAR = 2028
# One less than a multiple of 40, see `intervals.quantiles`.
DRAWS = 1999
DECIMALS = 4


@dataclass(frozen=True)
class Outlook:
    """What may come of one index, seen from one survey.

    Attributes
    ----------
    indicator, method
        The index, and the method that the rule picked.
    last_year
        The last survey that was known.
    years
        The surveys ahead.
    entities
        The countries that had a value then.
    draws
        For each measure, surveys ahead by countries by draws, as published.
    """

    indicator: str
    method: str
    last_year: int
    years: list[int]
    entities: list[str]
    draws: dict[str, np.ndarray]


def read() -> pd.DataFrame:
    """Return the chosen observations, of all countries, of all that is forecast or has a target."""
    forecast = pd.concat([panels.indices(), singles.short_series()])
    aims = targets.targets()
    table = editions.without_parts(panel.everything(forecast["source"]))
    wanted = {*forecast.index, *aims["indicator"]}
    measures = {*forecast["measure"], *forecast["ranked_as"].dropna(), *aims["measure"]}
    kept = table["chosen"] & table["indicator"].isin(wanted) & table["measure"].isin(measures)
    return table[kept & ~table["entity"].isin(countries.MEANS)].reset_index(drop=True)


def last_years(table: pd.DataFrame, as_of: str) -> pd.Series:
    """Return the last year that `as_of` may see of each indicator."""
    seen = table.merge(editions.visible(as_of), on=["source", "edition"])
    return seen.groupby("indicator")["year"].max()


def outlook(made: backtest.Record, year: int) -> Outlook | None:
    """Return what may come of an index after a year, None where no survey is left to forecast."""
    panel = made.panel
    origin = panel.origin(year)
    ahead = [panel.year_ahead(origin, step + 1) for step in range(panel.index["steps_ahead"])]
    years = [one for one in ahead if one <= LAST_YEAR]
    if not years:
        return None
    drawn = backtest.simulate(made, backtest.CHOSEN, origin, DRAWS)[: len(years)]
    has = ~np.isnan(drawn[0, :, 0])
    entities = [entity for entity, there in zip(panel.entities, has, strict=True) if there]
    draws = _as_published(panel.index, drawn[:, has])
    name, method = panel.index.name, made.picks[origin]
    return Outlook(name, method, panel.years[origin], years, entities, draws)


def _as_published(index: pd.Series, drawn: np.ndarray) -> dict[str, np.ndarray]:
    """Return draws for each measure of an index, ranks worked out draw by draw."""
    draws = {index["measure"]: SCALES[index["scale"]].back(drawn)}
    ranked_as = index["ranked_as"]
    if ranked_as:
        draws[ranked_as] = np.stack([ranks.RANKINGS[ranked_as](one) for one in drawn])
    return draws


def single_outlook(table: pd.DataFrame, indicator: str, year: int) -> Outlook | None:
    """Return what may come of a short series of the strategy's country after a year.

    None where there are not two changes to learn from, no year is left to forecast, or the
    interval is too wide to tell anything. Years from which on it is are left out.
    """
    kind = singles.short_series().loc[indicator]
    mine = table[(table["indicator"] == indicator) & (table["entity"] == OWN_COUNTRY)]
    mine = mine[(mine["measure"] == kind["measure"]) & (mine["year"] <= year)].sort_values("year")
    if len(mine) < singles.NEEDS:
        return None
    series = singles.Series(
        mine["year"].to_numpy(),
        mine["value"].to_numpy(),
        mine["economies"].to_numpy(dtype=float, na_value=np.nan),
        kind["scale"],
        tuple(breaks.years(indicator)),
    )
    last = int(series.years[-1])
    years = list(range(last + 1, LAST_YEAR + 1))
    if not years:
        return None
    drawn = singles.draws(series, np.array(years) - last, (indicator, OWN_COUNTRY), DRAWS)
    number = int(np.logical_and.accumulate(singles.says_something(series, drawn)).sum())
    if number == 0:
        return None
    draws = {kind["measure"]: drawn[:number, None]}
    return Outlook(indicator, "naive", last, years[:number], [OWN_COUNTRY], draws)


def outlooks(
    table: pd.DataFrame, records: dict[str, backtest.Record], as_of: str
) -> dict[str, Outlook]:
    """Return what may come of every index and short series, as `as_of` could see it."""
    last = last_years(table, as_of)
    found = {
        name: outlook(made, int(last[name]))
        for name, made in records.items()
        # Before, there is no forecast of the past to learn from.
        if name in last and made.panel.origin(int(last[name])) > intervals.START
    }
    for name in singles.short_series().index.intersection(last.index):
        found[name] = single_outlook(table, name, int(last[name]))
    return {name: one for name, one in found.items() if one is not None}


def _rows(one: Outlook, as_of: str, shown: set[str]) -> list[tuple]:
    places = [place for place, entity in enumerate(one.entities) if entity in shown]
    levels = np.searchsorted(intervals.LEVELS, QUANTILES)
    rows = []
    for measure, drawn in one.draws.items():
        found = intervals.quantiles(drawn[:, places])[levels]
        for step, year in enumerate(one.years):
            for column, place in enumerate(places):
                key = (as_of, one.indicator, one.entities[place], measure, year, one.method)
                rows += [
                    (*key, level, found[row, step, column]) for row, level in enumerate(QUANTILES)
                ]
    return rows


def forecasts(
    by_as_of: dict[str, dict[str, Outlook]], entities: set[str] | None = None
) -> pd.DataFrame:
    """Return the quantiles of what may come, of some countries or of the strategy's and of ASEAN.

    Columns `COLUMNS`: `method` is the one that the rule picked, `value` as published.
    """
    shown = entities or {OWN_COUNTRY, *countries.members("ASEAN", 9999)}
    rows = [
        row
        for as_of, found in by_as_of.items()
        for name in sorted(found)
        for row in _rows(found[name], as_of, shown)
    ]
    table = pd.DataFrame(rows, columns=COLUMNS).round({"value": DECIMALS})
    return table.sort_values(["as_of", *COLUMNS[1:5], "quantile"], ignore_index=True)


@dataclass(frozen=True)
class Tables:
    """The tables, as they are written."""

    backtest: pd.DataFrame
    coverage: pd.DataFrame
    forecasts: pd.DataFrame
    targets: pd.DataFrame
    reliability: pd.DataFrame


def all_tables(table: pd.DataFrame) -> Tables:
    """Work out everything from observations of all countries."""
    by_indicator = panels.all_panels(table)
    records = {name: backtest.record(by_indicator, name) for name in by_indicator}
    found = {as_of: outlooks(table, records, as_of) for as_of in editions.AS_OF_WORDS}
    scores = backtest.table(list(records.values()))
    chances = targets.table(table, by_indicator, found)
    return Tables(
        scores,
        replays.table(list(records.values()), scores),
        forecasts(found),
        chances,
        reliability.table(records, chances),
    )
