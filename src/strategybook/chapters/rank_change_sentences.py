"""Sentences on why ranks moved, true of the changes that they are given.

Each takes rows of `Chapter.rank_changes` and returns a finished sentence in the chapter's
language, or "" where there is nothing to tell.
"""

import pandas as pd

from strategybook.catalogue import short_name
from strategybook.language import joined, shown_number, shown_year, words
from strategybook.show.exhibits import Chapter

# Below this a part is nothing but rounding.
NOTHING = 0.001


def of_span(table: pd.DataFrame, indicators: list[str], years: list[int]) -> pd.DataFrame:
    """Return the changes of some indicators between two years, in the order of the indicators."""
    span = (table["first_year"] == years[0]) & (table["last_year"] == years[-1])
    named = table[span].set_index("indicator", drop=False)
    return named.reindex([name for name in indicators if name in named.index])


def steps(table: pd.DataFrame) -> pd.DataFrame:
    """Return the parts to be told: own score, others' scores and, where any is, the rest."""
    parts = table[["own_score", "other_scores"]]
    rest = table[["entered", "left", "unrounded"]].sum(axis=1)
    return parts.assign(came_or_left=rest) if (rest.abs() > NOTHING).any() else parts


def shown_rank(value: float, measure: str) -> str:
    """Return a rank as a whole number, a percentile rank with two decimals."""
    return shown_number(value, 0 if measure == "rank" else 2)


def _shown_part(chapter: Chapter, part: str, places: float, measure: str) -> str:
    """Return a part in words: `33.5 places up by its own score`."""
    what = words(f"part.{part}", chapter.language)
    digits = 0 if measure == "rank" and float(places).is_integer() else 1
    if round(abs(places), digits) == 0:
        return words("part.none", chapter.language, what=what)
    one = "one" if abs(places) == 1 else "many"
    number = words(
        f"amount.{measure}.{one}", chapter.language, number=shown_number(abs(places), digits)
    )
    way = "up" if places > 0 else "down"
    return words(f"part.{way}", chapter.language, amount=number, what=what)


def why(chapter: Chapter, table: pd.DataFrame) -> str:
    """Tell of each change of rank how much is the country's own score and how much the others'."""
    return "\n".join(
        words(
            "sentence.why",
            chapter.language,
            indicator=short_name(row["indicator"], chapter.language),
            measure=words(f"measure.{row['measure']}", chapter.language).lower(),
            first_year=shown_year(row["first_year"], chapter.language),
            last_year=shown_year(row["last_year"], chapter.language),
            parts=joined(
                [
                    _shown_part(chapter, part, places, row["measure"])
                    for part, places in moves.items()
                ],
                chapter.language,
            ),
            **_ranks(row),
        )
        for (_, row), (_, moves) in zip(table.iterrows(), steps(table).iterrows(), strict=True)
    )


def _ranks(row: pd.Series) -> dict[str, str]:
    names = {
        "first": "first",
        "last": "last",
        "alone": "if_others_stood_still",
        "without": "if_it_stood_still",
    }
    return {name: shown_rank(row[column], row["measure"]) for name, column in names.items()}


def mostly(chapter: Chapter, table: pd.DataFrame) -> str:
    """Tell of which indicators more than half of the movement is the country's own."""
    own, others = (table[part].abs() for part in ("own_score", "other_scores"))
    named = {"own": table.loc[own >= others, "indicator"]}
    named["others"] = table.loc[own < others, "indicator"]
    return "\n".join(
        words(
            f"sentence.mostly.{whose}",
            chapter.language,
            names=joined([short_name(name, chapter.language) for name in names], chapter.language),
        )
        for whose, names in named.items()
        if len(names)
    )


def ties(chapter: Chapter, table: pd.DataFrame) -> str:
    """Tell which ranks are shared with countries of the same score."""
    told = [
        words(
            "sentence.tie",
            chapter.language,
            indicator=short_name(row["indicator"], chapter.language),
            year=shown_year(row[f"{end}_year"], chapter.language),
            rank=shown_rank(row[end], row["measure"]),
            number=row[f"tied_{end}"],
        )
        for _, row in table.iterrows()
        for end in ("first", "last")
        if row[f"tied_{end}"]
    ]
    return " ".join([words("sentence.ties", chapter.language), *told]) if told else ""
