"""Printed against recomputed: every value that the strategy printed, with a verdict.

Recomputed never means the printed value read back; see `strategybook.recompute`.
"""

import functools
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from strategybook import paths, strategy
from strategybook.language import country_name, joined, shortened, shown_year, words
from strategybook.recompute import PRINT, Figures, Recomputed, recompute

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
VERDICTS = ("equal", "adds up", "differs", "print only")
# Why a value of this role or unit stands in print alone, where `print_only.csv` does not say.
ALONE = {
    "target": "target_of_the_strategy",
    "method": "method_in_report",
    "year BE": "year_of_a_project",
}


def equal_as_printed(printed: str, recomputed: str) -> bool:
    """Tell whether `recomputed`, rounded half up to the decimals of `printed`, is `printed`."""
    try:
        shown = Decimal(printed)
        return Decimal(recomputed).quantize(shown, ROUND_HALF_UP) == shown
    except ArithmeticError:
        return printed == recomputed


@functools.cache
def _told_reasons() -> dict[str, str]:
    """Return why some values stand in print alone: `data/raw/strategy/print_only.csv`."""
    table = pd.read_csv(paths.RAW / "strategy" / "print_only.csv", dtype=str)
    return dict(zip(table["printed_id"], table["reason"], strict=True))


def _why_alone(printed: pd.Series) -> str:
    told = _told_reasons().get(printed["printed_id"])
    return told or ALONE.get(printed["role"]) or ALONE.get(printed["unit"], "no_publisher")


def _verdict(printed: str, found: Recomputed) -> str:
    """Return the verdict; what other printed numbers give is no publisher's confirmation."""
    if not equal_as_printed(printed, found.value):
        return "differs"
    return "adds up" if found.source == PRINT else "equal"


def _check(printed: pd.Series, figures: Figures) -> dict[str, str]:
    row = printed.rename({"value": "printed"})[COLUMNS[:7]].to_dict()
    found = recompute(printed, figures)
    if found is None:
        row |= dict.fromkeys(["recomputed", "source", "edition"], "")
        return row | {"verdict": "print only", "reason": _why_alone(printed)}
    verdict = _verdict(printed["value"], found)
    return row | {
        "recomputed": found.value,
        "source": found.source,
        "edition": found.edition,
        "verdict": verdict,
        "reason": (found.reason or "unexplained") if verdict == "differs" else "",
    }


def check(observations: pd.DataFrame) -> pd.DataFrame:
    """Check every printed value against the observations of all countries.

    Returns
    -------
    Columns of `COLUMNS`, all text, in the strategy's order; places where the strategy prints no
    number are left out. `verdict` is `equal` (to a publisher's figure, at the printed precision),
    `adds up` (follows from other printed numbers), `differs` or `print only`; `reason` is the head
    of a reason and its facts (`tie; first=42; ...`), which `reason_in_words` turns into a sentence.
    """
    figures = Figures(observations)
    printed = strategy.printed_values()
    rows = [_check(row, figures) for _, row in printed[printed["value"] != ""].iterrows()]
    return pd.DataFrame(rows, columns=COLUMNS)


def recomputed_in_words(text: str, language: str) -> str:
    """Return a recomputed value; several, such as the economies ranked, as a list in words."""
    return joined([shortened(value) for value in text.replace(",", " ").split()], language)


def reason_in_words(reason: str, language: str) -> str:
    """Return the sentence for a reason of `printed_check.csv`, "" for none."""
    if not reason:
        return ""
    head, *facts = reason.split("; ")
    pairs = (fact.split("=", 1) for fact in facts)
    values = {name: shortened(value) for name, value in pairs}
    if "entities" in values:
        names = [country_name(code, language) for code in values["entities"].split()]
        values["entities"] = joined(names, language)
    if "year" in values:
        values["year"] = shown_year(values["year"], language)
    if "counts" in values:
        counts = [count.split() for count in values["counts"].split(", ")]
        values["counts"] = ", ".join(f"{shown_year(year, language)}: {n}" for year, n in counts)
    return words(f"reason.{head}", language, **values)
