"""Targets: which edition decides each target of BE 2570, what it said, and the chance before.

Nothing is typed in: which targets there are is in the strategy's registers, and which edition
decides follows from how often its publisher publishes and from the strategy's last year.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from strategybook import editions, strategy
from strategybook.catalogue import indicators
from strategybook.forecast import issued, ranks, singles
from strategybook.forecast.panels import Panel
from strategybook.parameters import OWN_COUNTRY

COLUMNS = ["as_of", "indicator", "entity", "measure", "year", "decides", "target", "status"]
COLUMNS += ["last_year", "last_value", "gain", "chance", "evidence", "reason", "starts", "reached"]
COLUMNS += ["value", "by", "said_chance", "said_issue"]
# A start counts as like the country's if it is no further from it than this.
NEAR = {"score": 0.05, "rank": 10}
# Scores are printed with four decimals; half of the last one is let pass.
HALF_DECIMAL = 0.00005
DECIMALS = 4
BOTH = "both"
# Of a target: its deciding edition is still to come; it decided; or it cannot decide any more.
OPEN, MET, MISSED, UNDECIDED = "open", "met", "missed", "undecided"


@dataclass(frozen=True)
class Seen:
    """What a run may see of an indicator of the strategy.

    Attributes
    ----------
    values
        The country's values: measures by years.
    held
        The years of the editions that its source has held; of a source that publishes when it
        likes, the years of this indicator's figures alone.
    every_years
        The time between editions, None where they are irregular.
    """

    values: dict[str, pd.Series]
    held: list[int]
    every_years: int | None

    def value(self, measure: str, year: int) -> float | None:
        """Return the country's value of a year, None where there is none."""
        own = self.values.get(measure)
        return None if own is None or year not in own.index else float(own[year])


def targets() -> pd.DataFrame:
    """Return the strategy's targets in its order: `indicator, measure`.

    An indicator with two of them has a third, `both`: that each of the two is met.
    """
    rows = []
    for indicator, listed in strategy.success_indicators()["measures"].items():
        measures = [one for one in listed.split() if strategy.target(indicator, one) is not None]
        told = [*measures, BOTH] if len(measures) > 1 else measures
        rows += [(indicator, one) for one in told]
    return pd.DataFrame(rows, columns=["indicator", "measure"])


def deciding_years(held: Iterable[int], every_years: int | None) -> list[int]:
    """Return the year of the edition that decides, and of the one that covers the last year.

    The last edition within the strategy decides. Where none is of its very last year, the first
    one after it is told as well, since it covers that year.

    Parameters
    ----------
    held
        Years of the editions held.
    every_years
        Years between editions, None where they are irregular: the last year itself then decides.
    """
    years = sorted(held)
    if not every_years or not years:
        return [strategy.TARGET_YEAR]
    end = max(strategy.TARGET_YEAR + every_years, years[-1] + 1)
    due = {
        year for one, after in pairwise([*years, end]) for year in range(one, after, every_years)
    }
    decides = max(year for year in due if year <= strategy.TARGET_YEAR)
    covers = min(year for year in due if year >= strategy.TARGET_YEAR)
    return sorted({decides, covers})


def is_met(values: np.ndarray | float, indicator: str, measure: str) -> np.ndarray | bool:
    """Return whether values keep a target, by the end of the measure that is best; ties do."""
    target = strategy.target(indicator, measure)
    lowest_is_best = indicators().loc[(indicator, measure), "best"] == "lowest"
    return values <= target if lowest_is_best else values >= target


def _chance(one, measure: str, year: int) -> float:
    """Return the share of draws of the strategy's country that keep the target."""
    place, step = one.entities.index(OWN_COUNTRY), one.years.index(year)
    measures = list(one.draws) if measure == BOTH else [measure]
    met = [is_met(one.draws[name][step, place], one.indicator, name) for name in measures]
    return round(float(np.all(met, axis=0).mean()), 2)


def ranked(panel: Panel) -> np.ndarray:
    """Return the ranks of a panel's countries, survey by survey; NaN where one has no value."""
    values = panel.first_published
    result = np.full(values.shape, np.nan)
    for survey in range(values.shape[1]):
        has = ~np.isnan(values[:, survey])
        result[has, survey] = ranks.rank(values[has, survey : survey + 1])[:, 0]
    return result


def precedents(
    values: np.ndarray, start: float, gain: float, steps: int, near: float
) -> tuple[int, int]:
    """Count how often a country stood near a start, and how often it then gained that much.

    Parameters
    ----------
    values
        Countries by surveys, the highest best.
    steps
        In how many surveys.

    Returns
    -------
    Starts (a country in a survey, with a value `steps` later), and those that gained `gain`.
    """
    before, after = values[:, :-steps], values[:, steps:]
    alike = ~np.isnan(before) & ~np.isnan(after) & (np.abs(before - start) <= near + HALF_DECIMAL)
    gained = (after - before)[alike] >= gain - HALF_DECIMAL
    return int(alike.sum()), int(gained.sum())


def _precedents(panel: Panel | None, one, measure: str, year: int, row: dict) -> dict:
    if panel is None or measure not in NEAR:
        return {}
    seen = panel.origin(one.last_year) + 1
    values = ranked(panel) if measure == "rank" else panel.first_published
    upwards = -1 if measure == "rank" else 1
    steps = one.years.index(year) + 1
    counts = precedents(
        upwards * values[:, :seen], upwards * row["last_value"], row["gain"], steps, NEAR[measure]
    )
    return dict(zip(("starts", "reached"), counts, strict=True))


def seen_of(table: pd.DataFrame, indicator: str) -> Seen:
    """Return what observations have of an indicator of the strategy.

    Parameters
    ----------
    table
        Chosen observations of the editions that a run may see, of the source's other indicators
        as well: a survey that leaves out one of them was held all the same.
    """
    source = indicators().loc[indicator, "source"].iloc[0]
    every = editions.sources().loc[source, "every_years"]
    figures = table[table["indicator"] == indicator]
    of_source = table[table["source"] == source] if every else figures
    own = figures[figures["entity"] == OWN_COUNTRY].sort_values("year")
    values = {name: rows.set_index("year")["value"] for name, rows in own.groupby("measure")}
    held = sorted({int(year) for year in of_source["year"]})
    return Seen(values, held, int(every) if every else None)


def parts(indicator: str, measure: str) -> list[str]:
    """Return the measures that a target asks for."""
    if measure != BOTH:
        return [measure]
    table = targets()
    mine = table[(table["indicator"] == indicator) & (table["measure"] != BOTH)]
    return list(mine["measure"])


def decision(seen: Seen, indicator: str, measure: str, year: int) -> dict:
    """Return whether an edition has decided a target: `status`, and where it has `value` and `by`.

    `by` is what is missing, 0 or less where the target is met, in the measure's unit. `reason` says
    why an edition that was due cannot decide: `no_edition` or `not_in_edition`.
    """
    asked = parts(indicator, measure)
    found = {part: seen.value(part, year) for part in asked}
    if None in found.values():
        if not seen.held or seen.held[-1] < year:
            return {"status": OPEN}
        reason = "not_in_edition" if year in seen.held else "no_edition"
        return {"status": UNDECIDED, "reason": reason}
    all_met = all(is_met(value, indicator, part) for part, value in found.items())
    status = {"status": MET if all_met else MISSED}
    if measure == BOTH:
        return status
    value, target = found[measure], strategy.target(indicator, measure)
    by = round(strategy.distance(value, target, measure), DECIMALS)
    return status | {"value": value, "by": by}


def _said(indicator: str, measure: str, year: int) -> dict:
    """Return the chance in the newest forecast that was issued before the figure was published."""
    source = indicators().loc[indicator, "source"].iloc[0]
    published = editions.published_on(source, str(year))
    told = issued.chances()
    told = told[(told["indicator"] == indicator) & (told["measure"] == measure)]
    told = told[(told["year"] == year) & (told["issued_on"] < editions.first_day(published))]
    if told.empty:
        return {}
    newest = told.sort_values("issued_on").iloc[-1]
    return {"said_chance": newest["value"], "said_issue": newest["issued_on"]}


def _without_forecast(seen: Seen, indicator: str, measure: str) -> str:
    """Return why figures carry no forecast."""
    number = len(seen.values.get(measure, ()))
    if number == 0:
        return "no_values"
    if number == 1:
        return "one_value"
    if number < singles.NEEDS:
        return "few_values"
    return "too_wide" if indicator in singles.short_series().index else "no_method"


def _forecast(panels: dict[str, Panel], one, seen: Seen, row: dict) -> dict:
    """Return the chance of a target that is open, and what would have to happen."""
    measure, year = row["measure"], row["year"]
    if one is None or year not in one.years or OWN_COUNTRY not in one.entities:
        return {"reason": _without_forecast(seen, row["indicator"], measure), "evidence": "none"}
    panel = panels.get(row["indicator"])
    found = {"chance": _chance(one, measure, year), "evidence": "panel" if panel else "one series"}
    return found | ({} if measure == BOTH else _precedents(panel, one, measure, year, row))


def _standing(seen: Seen, row: dict) -> dict:
    """Return the country's newest value, and what is missing from it to the target."""
    if row["measure"] == BOTH:
        years = [values.index[-1] for values in seen.values.values()]
        return {"last_year": max(years)} if years else {}
    own = seen.values.get(row["measure"])
    if own is None:
        return {}
    last = float(own.iloc[-1])
    gain = round(strategy.distance(last, row["target"], row["measure"]), DECIMALS)
    return {"last_year": own.index[-1], "last_value": last, "gain": gain}


def _row(seen: Seen, panels: dict[str, Panel], one, row: dict) -> dict:
    """Return the row of one target in one year."""
    indicator, measure, year = row["indicator"], row["measure"], row["year"]
    if measure != BOTH:
        row |= {"target": strategy.target(indicator, measure)}
    row |= _standing(seen, row) | decision(seen, indicator, measure, year)
    if row["status"] == OPEN:
        return row | _forecast(panels, one, seen, row)
    said = _said(indicator, measure, year) if row["status"] in (MET, MISSED) else {}
    return row | {"evidence": "none"} | said


def _rows(
    observations: pd.DataFrame, panels: dict[str, Panel], found: dict, as_of: str
) -> list[dict]:
    """Return the row of each target and year, as `as_of` could see it."""
    table = editions.select(observations, as_of)
    rows = []
    for indicator, measure in targets().itertuples(index=False):
        seen = seen_of(table, indicator)
        years = deciding_years(seen.held, seen.every_years)
        for year in years:
            row = {"as_of": as_of, "indicator": indicator, "entity": OWN_COUNTRY}
            row |= {"measure": measure, "year": year, "decides": year == years[0]}
            rows.append(_row(seen, panels, found.get(indicator), row))
    return rows


def table(
    observations: pd.DataFrame, panels: dict[str, Panel], by_as_of: dict[str, dict]
) -> pd.DataFrame:
    """Return how each target stands, seen from each `as_of`: decided, or the chance of it.

    Columns `COLUMNS`: `decides` tells the year that decides from the one shown beside it; `status`
    is `open`, `met`, `missed` or `undecided`; `value` and `by` are as in `decision`. `gain` is what
    is missing now (none if met) in the measure's unit. `chance` is of open targets alone, with
    `evidence` `panel`, `one series` or `none`; `starts` and `reached` count precedents.
    `said_chance` and `said_issue` are what the last forecast issued before had said of a decided
    target, and its day.
    """
    rows = [
        row
        for as_of, found in sorted(by_as_of.items())
        for row in _rows(observations, panels, found, as_of)
    ]
    result = pd.DataFrame(rows).reindex(columns=COLUMNS)
    result["decides"] = result["decides"].map({True: "yes", False: "no"})
    return result.astype(dict.fromkeys(["last_year", "starts", "reached"], "Int64"))
