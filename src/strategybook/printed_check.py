"""Printed against recomputed: every printed value worked out again from publishers' figures.

Recomputed never means the printed value read back: a value is looked up in the editions that
the strategy's authors had, a change or an arrow is the difference of two looked-up values, a
rank inside a group is a rank of looked-up values, a number of economies is counted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from strategybook import countries, editions, strategy
from strategybook.language import country_name, joined, words
from strategybook.observations import shown_value
from strategybook.ranks import competition_rank

COLUMNS = [
    "printed_id",
    "exhibit",
    "indicator",
    "entity",
    "year",
    "measure",
    "printed",
    "recomputed",
    "source",
    "edition",
    "verdict",
    "reason",
]
# The exhibits whose chapters exist; a new chapter adds its own.
EXHIBITS = ["4.2.2-P", "4.2.2-T1", "4.2.2-T2", "4.3.1-P", "A1.2", "A1.5", "A1.9"]


@dataclass(frozen=True)
class Recomputed:
    """A value worked out again (text), from which edition, and a reason where one is known."""

    value: str
    source: str
    edition: str
    reason: str = ""


class Figures:
    """The observations that the strategy's authors could see, for quick look-ups."""

    def __init__(self, observations: pd.DataFrame):
        self.table = editions.select(observations, "strategy")
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
        table = self.table[self.table["entity"] != countries.WORLD]
        return table[
            (table["indicator"] == indicator)
            & (table["year"] == int(year))
            & (table["measure"] == measure)
        ]


def _value(printed: pd.Series, figures: Figures) -> Recomputed | None:
    row = figures.row(printed["indicator"], printed["entity"], printed["year"], printed["measure"])
    if row is None:
        return None
    reason = _reason_of_rank(printed, row, figures)
    return Recomputed(shown_value(row["value"]), row["source"], row["edition"], reason)


def _reason_of_rank(printed: pd.Series, row: pd.Series, figures: Figures) -> str:
    """Explain a rank that differs by a tie, where the printed place lies inside the tie."""
    if printed["measure"] != "rank" or float(printed["value"]) == row["value"]:
        return ""
    scores = figures.of_year(printed["indicator"], printed["year"], "score")
    own = scores.loc[scores["entity"] == printed["entity"], "value"].iloc[0]
    tied = sorted(scores.loc[scores["value"] == own, "entity"])
    first = int(row["value"])
    last = first + len(tied) - 1
    if not first <= int(printed["value"]) <= last:
        return ""
    return f"tie; first={first}; last={last}; score={shown_value(own)}; entities={' '.join(tied)}"


def _difference(printed: pd.Series, figures: Figures) -> tuple[Decimal, pd.Series] | None:
    ends = [
        figures.row(printed["indicator"], printed["entity"], year, printed["measure"])
        for year in (printed["compared_with"], printed["year"])
    ]
    if any(end is None for end in ends):
        return None
    first, last = (Decimal(shown_value(end["value"])) for end in ends)
    return last - first, ends[1]


def _change(printed: pd.Series, figures: Figures) -> Recomputed | None:
    found = _difference(printed, figures)
    if found is None:
        return None
    change, row = found
    # The strategy counts places upwards: a rank that falls from 57 to 55 has risen by two.
    signed = -change if printed["measure"] == "rank" else change
    return Recomputed(str(signed), row["source"], row["edition"])


def _direction(printed: pd.Series, figures: Figures) -> Recomputed | None:
    found = _difference(printed, figures)
    if found is None:
        return None
    change, row = found
    arrow = "up" if change > 0 else "down" if change < 0 else "level"
    return Recomputed(arrow, row["source"], row["edition"])


def _group_rank(printed: pd.Series, figures: Figures) -> Recomputed | None:
    inside = countries.members(printed["group"], int(printed["year"]))
    scores = figures.of_year(printed["indicator"], printed["year"], "score")
    scores = scores[scores["entity"].isin(inside)].set_index("entity")
    if printed["entity"] not in scores.index:
        return None
    place = competition_rank(scores["value"])[printed["entity"]]
    row = scores.loc[printed["entity"]]
    return Recomputed(shown_value(place), row["source"], row["edition"])


def _method(printed: pd.Series, figures: Figures) -> Recomputed | None:
    """Count the economies ranked; other facts of method stand in reports, not in data files."""
    if printed["series"] != "economies" or not printed["year"]:
        return None
    ranked = figures.of_year(printed["indicator"], printed["year"], "rank")
    if ranked.empty:
        return None
    return Recomputed(str(len(ranked)), ranked["source"].iloc[0], ranked["edition"].iloc[0])


ROLES: dict[str, Callable[[pd.Series, Figures], Recomputed | None]] = {
    "value": _value,
    "change": _change,
    "direction": _direction,
    "group_rank": _group_rank,
    "method": _method,
}


# Why a value of this role may stand in print alone.
PRINT_ONLY = {"method": "method_in_report", "target": "target_of_the_strategy"}


def equal_as_printed(printed: str, recomputed: str) -> bool:
    """Tell whether `recomputed`, rounded half up to the decimals of `printed`, is `printed`."""
    try:
        shown = Decimal(printed)
        return Decimal(recomputed).quantize(shown, ROUND_HALF_UP) == shown
    except ArithmeticError:
        return printed == recomputed


def _check(printed: pd.Series, figures: Figures) -> dict[str, str]:
    work_out = ROLES.get(printed["role"])
    found = work_out(printed, figures) if work_out else None
    row = printed.rename({"value": "printed"})[COLUMNS[:7]].to_dict()
    if found is None:
        reason = PRINT_ONLY.get(printed["role"], "no_figures")
        return (
            row
            | dict.fromkeys(["recomputed", "source", "edition"], "")
            | {
                "verdict": "print only",
                "reason": reason,
            }
        )
    equal = equal_as_printed(printed["value"], found.value)
    return row | {
        "recomputed": found.value,
        "source": found.source,
        "edition": found.edition,
        "verdict": "equal" if equal else "differs",
        "reason": "" if equal else found.reason or "unexplained",
    }


def check(observations: pd.DataFrame) -> pd.DataFrame:
    """Check every printed value of `EXHIBITS` against the observations of all countries.

    Returns
    -------
    Columns of `COLUMNS`, all text, in the strategy's order. `verdict` is `equal` (at the printed
    precision), `differs` or `print only`; `reason` is the head of a reason and its facts
    (`tie; first=42; ...`), which `reason_in_words` turns into a sentence.
    """
    printed = strategy.printed_values()
    mine = printed[printed["exhibit"].isin(EXHIBITS)]
    figures = Figures(observations)
    return pd.DataFrame([_check(row, figures) for _, row in mine.iterrows()], columns=COLUMNS)


def reason_in_words(reason: str, language: str) -> str:
    """Return the sentence for a reason of `printed_check.csv`, "" for none."""
    if not reason:
        return ""
    head, *facts = reason.split("; ")
    values = dict(fact.split("=", 1) for fact in facts)
    if "entities" in values:
        names = [country_name(code, language) for code in values["entities"].split()]
        values["entities"] = joined(names, language)
    return words(f"reason.{head}", language, **values)
