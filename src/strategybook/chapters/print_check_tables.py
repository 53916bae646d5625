"""The tables of the page on print against publisher: totals, differences, what is print only."""

import pandas as pd

from strategybook import strategy
from strategybook.chapters import sentences
from strategybook.language import shortened, words
from strategybook.printed_check import VERDICTS, reason_in_words, recomputed_in_words
from strategybook.show.exhibits import Chapter
from strategybook.show.tables import Table


def by_exhibit(chapter: Chapter, check: pd.DataFrame) -> Table:
    """Return how many printed values of each exhibit have each verdict."""
    counts = check.groupby("exhibit", sort=False)["verdict"].value_counts().unstack(fill_value=0)
    counts = counts.reindex(columns=list(VERDICTS), fill_value=0)
    rows = [
        [
            exhibit,
            strategy.exhibit_title(exhibit, chapter.language),
            *(str(number) for number in row),
        ]
        for exhibit, row in counts.iterrows()
    ]
    total = [str(number) for number in counts.sum()]
    rows.append([words("table.total", chapter.language), "", *total])
    numbers = [f"number_{name.replace(' ', '_')}" for name in VERDICTS]
    names = ["exhibit", "what_it_shows", *numbers]
    return Table.headed(chapter.language, names, rows, numbers)


def differences(chapter: Chapter, check: pd.DataFrame) -> Table:
    """Return each printed value that differs from the recomputed one, with the reason in words."""
    rows = [
        [row["exhibit"], _both(chapter, row), reason_in_words(row["reason"], chapter.language)]
        for _, row in check[check["verdict"] == "differs"].iterrows()
    ]
    return Table.headed(chapter.language, ["exhibit", "what", "reason"], rows)


def _both(chapter: Chapter, row: pd.Series) -> str:
    """Return what is printed and what is recomputed in one cell, so that a phone shows both."""
    printed, recomputed = (
        words(f"table.{name}", chapter.language) for name in ("printed", "recomputed")
    )
    value = recomputed_in_words(row["recomputed"], chapter.language)
    both = f"{printed}: {shortened(row['printed'])}; {recomputed}: {value}"
    return f"{sentences.what(chapter, row)} ({both})"


def print_only(chapter: Chapter, check: pd.DataFrame) -> Table:
    """Return how many values of each exhibit stand in print only, and why."""
    alone = check[check["verdict"] == "print only"]
    rows = [
        [
            exhibit,
            strategy.exhibit_title(exhibit, chapter.language),
            reason_in_words(reason, chapter.language),
            str(number),
        ]
        for (exhibit, reason), number in alone.groupby(["exhibit", "reason"], sort=False)
        .size()
        .items()
    ]
    names = ["exhibit", "what_it_shows", "reason", "number_of_values"]
    return Table.headed(chapter.language, names, rows, names[-1:])
