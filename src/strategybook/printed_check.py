"""Printed against recomputed: every value that the strategy printed, with a verdict.

Recomputed never means the printed value read back; see `strategybook.recompute`.
"""

from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from strategybook import strategy
from strategybook.language import country_name, joined, shortened, shown_year, words
from strategybook.recompute import Figures, recompute

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
    row = printed.rename({"value": "printed"})[COLUMNS[:7]].to_dict()
    found = recompute(printed, figures)
    if found is None:
        row |= dict.fromkeys(["recomputed", "source", "edition"], "")
        reason = PRINT_ONLY.get(printed["role"], "no_figures")
        return row | {"verdict": "print only", "reason": reason}
    equal = equal_as_printed(printed["value"], found.value)
    return row | {
        "recomputed": found.value,
        "source": found.source,
        "edition": found.edition,
        "verdict": "equal" if equal else "differs",
        "reason": "" if equal else found.reason or "unexplained",
    }


def check(observations: pd.DataFrame) -> pd.DataFrame:
    """Check every printed value against the observations of all countries.

    Returns
    -------
    Columns of `COLUMNS`, all text, in the strategy's order. `verdict` is `equal` (at the printed
    precision), `differs` or `print only`; `reason` is the head of a reason and its facts
    (`tie; first=42; ...`), which `reason_in_words` turns into a sentence.
    """
    figures = Figures(observations)
    rows = [_check(row, figures) for _, row in strategy.printed_values().iterrows()]
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
