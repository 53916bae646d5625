"""Work out again what the strategy printed.

A printed value's *role* tells how: a value is looked up, a change or an arrow is the difference
of two looked-up values, a rank inside a group is a rank of looked-up scores. What is none of
these follows a *rule* of `data/raw/strategy/arithmetic.csv`: arithmetic on other printed numbers,
how many indicators rose or fell, the years between editions, or a survey's sample.
"""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

import pandas as pd

from strategybook import countries, editions, paths, strategy
from strategybook.observations import shown_value
from strategybook.ranks import competition_rank

# A figure that was copied from the strategy proves nothing about the strategy.
NO_EVIDENCE = "printed in the strategy"
# The source of what follows from other printed numbers.
PRINT = "strategy"
# Which way is up: the strategy counts a smaller rank as a rise.
UPWARDS = {"rank": -1}


@dataclass(frozen=True)
class Recomputed:
    """A value worked out again (text), from which source and edition, and why it may differ.

    `reason` is a head and facts, as `strategybook.printed_check.reason_in_words` reads them.
    """

    value: str
    source: str
    edition: str
    reason: str = ""


class Figures:
    """The observations of some editions, by default the strategy's authors', for look-ups."""

    def __init__(self, observations: pd.DataFrame, as_of: str = "strategy"):
        seen = editions.select(observations, as_of)
        self.table = seen[seen["confidence"] != NO_EVIDENCE]
        key = ["indicator", "entity", "year", "measure"]
        self._found = self.table.drop_duplicates(key).set_index(key).sort_index()

    def row(self, indicator: str, entity: str, year: str, measure: str) -> pd.Series | None:
        """Return the one observation of this key, or None."""
        try:
            return self._found.loc[(indicator, entity, int(year), measure)]
        except (KeyError, ValueError):
            return None

    def of_year(self, indicator: str, year: str, measure: str) -> pd.DataFrame:
        """Return the observations of every country."""
        table = self.table[~self.table["entity"].isin(countries.MEANS)]
        return table[
            (table["indicator"] == indicator)
            & (table["year"] == int(year))
            & (table["measure"] == measure)
        ]

    def change(self, printed: pd.Series, indicator: str, measure: str) -> Decimal | None:
        """Return how far a series rose between the two years of a printed value, or None."""
        ends = [
            self.row(indicator, printed["entity"], year, measure)
            for year in (printed["compared_with"], printed["year"])
        ]
        if any(end is None for end in ends):
            return None
        first, last = (Decimal(shown_value(end["value"])) for end in ends)
        return (last - first) * UPWARDS.get(measure, 1)


def _from(row: pd.Series, value: str, reason: str = "") -> Recomputed:
    return Recomputed(value, row["source"], row["edition"], reason)


def _key(printed: Mapping[str, str]) -> list[str]:
    return [printed[name] for name in ("indicator", "entity", "year", "measure")]


def _value(printed: pd.Series, figures: Figures) -> Recomputed | None:
    row = figures.row(*_key(printed))
    if row is None:
        return None
    value = shown_value(row["value"])
    reason = _reason_of_rank(printed, row, figures) or _reason_of_cut(printed["value"], value)
    return _from(row, value, reason)


def _reason_of_cut(printed: str, value: str) -> str:
    """Explain a value whose further decimals were cut off instead of rounded."""
    cut = Decimal(value).quantize(Decimal(printed), ROUND_DOWN)
    return f"cut_off; value={value}" if cut == Decimal(printed) else ""


def _reason_of_rank(printed: pd.Series, row: pd.Series, figures: Figures) -> str:
    """Explain a rank that differs by a tie, where the printed place lies inside the tie."""
    if printed["measure"] != "rank" or float(printed["value"]) == row["value"]:
        return ""
    scores = figures.of_year(printed["indicator"], printed["year"], "score")
    own = scores.loc[scores["entity"] == printed["entity"], "value"]
    tied = sorted(scores.loc[scores["value"].isin(own), "entity"])
    first, last = int(row["value"]), int(row["value"]) + len(tied) - 1
    if not first <= int(printed["value"]) <= last:
        return ""
    score = shown_value(own.iloc[0])
    return f"tie; first={first}; last={last}; score={score}; entities={' '.join(tied)}"


def _change(printed: pd.Series, figures: Figures) -> Recomputed | None:
    change = figures.change(printed, printed["indicator"], printed["measure"])
    if change is None:
        return None
    row = figures.row(*_key(printed))
    return _from(row, str(change), _reason_of_rounded_ends(printed, figures))


def _reason_of_rounded_ends(printed: pd.Series, figures: Figures) -> str:
    """Explain a change that was taken between values already rounded to two decimals."""
    first, last = (
        round(Decimal(shown_value(figures.row(*key)["value"])), 2)
        for key in (_key(dict(printed) | {"year": printed["compared_with"]}), _key(printed))
    )
    if last - first != Decimal(printed["value"]):
        return ""
    return f"rounded_ends; first={first}; last={last}"


def _direction(printed: pd.Series, figures: Figures) -> Recomputed | None:
    change = figures.change(printed, printed["indicator"], printed["measure"])
    if change is None:
        return None
    arrow = "up" if change > 0 else "down" if change < 0 else "level"
    return _from(figures.row(*_key(printed)), arrow)


def _group_rank(printed: pd.Series, figures: Figures) -> Recomputed | None:
    inside = countries.members(printed["group"], int(printed["year"]))
    scores = figures.of_year(printed["indicator"], printed["year"], "score")
    scores = scores[scores["entity"].isin(inside)].set_index("entity")
    if printed["entity"] not in scores.index:
        return None
    place = competition_rank(scores["value"])[printed["entity"]]
    return _from(scores.loc[printed["entity"]], shown_value(place))


def _economies(printed: pd.Series, figures: Figures) -> Recomputed | None:
    """Return how many were ranked; other facts of method stand in reports, not in data files."""
    if printed["series"] != "economies":
        return None
    row = figures.row(printed["indicator"], printed["entity"], printed["year"], "rank")
    if row is None or pd.isna(row["economies"]):
        return None
    return _from(row, str(row["economies"]), _reason_of_other_year(printed, figures))


def _reason_of_other_year(printed: pd.Series, figures: Figures) -> str:
    """Explain a number of economies that is right of the year before."""
    year = str(int(printed["year"]) - 1)
    before = figures.row(printed["indicator"], printed["entity"], year, "rank")
    if before is None or str(before["economies"]) != printed["value"]:
        return ""
    return f"economies_of_other_year; year={year}; number={printed['value']}"


ROLES: dict[str, Callable[[pd.Series, Figures], Recomputed | None]] = {
    "value": _value,
    "change": _change,
    "direction": _direction,
    "group_rank": _group_rank,
    "method": _economies,
}


@functools.cache
def _printed_numbers() -> dict[str, Decimal]:
    table = strategy.printed_values()
    numbers = table[table["value"].str.fullmatch(r"-?\d+(\.\d+)?")]
    return {row.printed_id: Decimal(row.value) for row in numbers.itertuples()}


def _arithmetic(work_out: Callable[..., Decimal]):
    """Return a rule that applies `work_out` to printed numbers, named by their ids."""

    def rule(printed: pd.Series, figures: Figures, operands: list[str]) -> Recomputed:
        numbers = [_printed_numbers()[name] for name in operands]
        return Recomputed(str(work_out(*numbers)), PRINT, strategy.EDITION)

    return rule


def _moved(way: int):
    """Return a rule that counts the indicators that rose (`way` 1) or fell (-1)."""

    def rule(printed: pd.Series, figures: Figures, operands: list[str]) -> Recomputed | None:
        measure, *indicators = operands
        changes = [figures.change(printed, indicator, measure) for indicator in indicators]
        if None in changes:
            return None
        row = figures.row(indicators[0], printed["entity"], printed["year"], measure)
        return _from(row, str(sum(change * way > 0 for change in changes)))

    return rule


def _years_between(printed: pd.Series, figures: Figures, operands: list[str]) -> Recomputed | None:
    """Return how many years lie between the editions since a year; each number once."""
    indicator, first = operands
    scores = figures.table[
        (figures.table["indicator"] == indicator)
        & (figures.table["entity"] == printed["entity"])
        & (figures.table["measure"] == "score")
        & (figures.table["year"] >= int(first))
    ].sort_values("year")
    gaps = scores["year"].diff().dropna().astype(int)
    if gaps.empty:
        return None
    return _from(scores.iloc[-1], ", ".join(map(str, gaps.unique())))


def _economies_each_year(
    printed: pd.Series, figures: Figures, operands: list[str]
) -> Recomputed | None:
    """Return the number of economies, which must be the same in every year named."""
    indicator, *years = operands
    rows = {year: figures.row(indicator, printed["entity"], year, "rank") for year in years}
    if any(row is None for row in rows.values()):
        return None
    counts = {year: str(row["economies"]) for year, row in rows.items()}
    reason = "economies_vary; counts=" + ", ".join(f"{year} {counts[year]}" for year in years)
    return _from(rows[years[-1]], ", ".join(dict.fromkeys(counts.values())), reason)


def _sample(printed: pd.Series, figures: Figures, operands: list[str]) -> Recomputed | None:
    """Return how many a survey asked, as its publisher says of the printed year's edition."""
    source, column = operands
    numbers = editions.samples(source)[column].map(shown_value)
    if int(printed["year"]) not in numbers.index:
        return None
    same = numbers.index[numbers == printed["value"]]
    reason = f"number_of_edition; number={printed['value']}; year={same[-1]}" if len(same) else ""
    return Recomputed(numbers[int(printed["year"])], source, printed["year"], reason)


RULES: dict[str, Callable[[pd.Series, Figures, list[str]], Recomputed | None]] = {
    "difference": _arithmetic(lambda whole, part: whole - part),
    "share": _arithmetic(lambda part, whole: 100 * part / whole),
    "percent_of": _arithmetic(lambda percent, whole: percent * whole / 100),
    "number_rose": _moved(1),
    "number_fell": _moved(-1),
    "years_between": _years_between,
    "economies": _economies_each_year,
    "sample": _sample,
}


@functools.cache
def _rules() -> dict[str, tuple[str, list[str]]]:
    table = pd.read_csv(paths.RAW / "strategy" / "arithmetic.csv", dtype=str)
    return {row.printed_id: (row.rule, row.operands.split()) for row in table.itertuples()}


def recompute(printed: pd.Series, figures: Figures) -> Recomputed | None:
    """Work out one printed value again.

    Parameters
    ----------
    printed
        A row of `strategybook.strategy.printed_values`.
    figures
        What the strategy's authors could see.

    Returns
    -------
    None where neither a publisher's figures nor other printed numbers give the value.
    """
    if printed["printed_id"] in _rules():
        rule, operands = _rules()[printed["printed_id"]]
        return RULES[rule](printed, figures, operands)
    work_out = ROLES.get(printed["role"])
    return work_out(printed, figures) if work_out else None
