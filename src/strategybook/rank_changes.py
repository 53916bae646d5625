"""Why a rank moved: by the country's own score, by everyone else's, by who came and who left.

A rank compares, so it moves without its country too. Here each change of rank is taken apart: the
rank that the country would have had if only its own score had moved, the rank if only the others'
had, and the share of each in the change.
"""

import itertools
from pathlib import Path

import numpy as np
import pandas as pd

from strategybook import countries, editions, kept, panel
from strategybook.files import write_text

# How each source ranks, by what, and how many of its years an exhibit of the strategy spans.
RANKED = {
    "un_egov": ("rank", "score", 2),
    "wgi": ("percentile_rank", "estimate", 4),
    "wjp": ("rank", "score", 3),
}
# The first survey that the appendix of the strategy draws. No edition held that states all years
# again is as old, and the years before would make the tables three times as long.
FIRST_YEAR = 2016
# Which way is better.
BETTER = {"rank": -1, "percentile_rank": 1}
KEY = ["source", "edition", "indicator", "entity", "first_year", "last_year"]
PARTS = ["own_score", "other_scores", "entered", "left", "unrounded"]
COLUMNS = [
    *KEY,
    "measure",
    "first",
    "last",
    "if_others_stood_still",
    "if_it_stood_still",
    *PARTS,
    "tied_first",
    "tied_last",
]


def standing(own: pd.Series, others: pd.Series, measure: str) -> pd.Series:
    """Return where scores stand among those of others, each without its own.

    Parameters
    ----------
    own
        Scores of some countries, indexed by country.
    others
        Scores of all, indexed by country; a country is not compared with itself.
    measure
        `rank`: one more than the number of scores above its own. `percentile_rank`: how many per
        cent of the others have no score above its own, as the World Bank counts (see
        `strategybook.readers.wgi.percentile_rank`).
    """
    mine, theirs = own.to_numpy()[:, None], others.to_numpy()[None, :]
    other = np.arange(len(others))[None, :] != others.index.get_indexer(own.index)[:, None]
    if measure == "rank":
        places = 1.0 + ((theirs > mine) & other).sum(axis=1)
    else:
        places = 100 * ((theirs <= mine) & other).sum(axis=1) / other.sum(axis=1)
    return pd.Series(places, index=own.index)


def explain(before: pd.Series, after: pd.Series, measure: str) -> pd.DataFrame:
    """Take apart how ranks moved between two years.

    Whoever has a score in one of the years only is taken out first: what that moves is the part of
    those who `left` or `entered`. Of the rest, the own score and the others' can move one after
    the other in two orders, which give different shares; a part is the mean of both (the Shapley
    value of a game of two, L. S. Shapley, A Value for n-Person Games, 1953).

    Parameters
    ----------
    before, after
        Scores of all countries, indexed by country.
    measure
        As in `standing`.

    Returns
    -------
    One row a country with a score in both years: `first` and `last` (the ranks),
    `if_others_stood_still` and `if_it_stood_still` (the ranks if only its own score had moved, or
    only the others', of those that stayed), and the parts `own_score, other_scores, entered,
    left`: places or percentile points, positive for the better, which add up to the change. Halves
    come from the mean of two orders.
    """
    stayed = before.index.intersection(after.index)
    old, new = before[stayed], after[stayed]
    first, last = standing(old, before, measure), standing(new, after, measure)
    still, moved = standing(old, old, measure), standing(new, new, measure)
    alone, without = standing(new, old, measure), standing(old, new, measure)
    better = BETTER[measure]
    return pd.DataFrame(
        {
            "first": first,
            "last": last,
            "if_others_stood_still": alone,
            "if_it_stood_still": without,
            "own_score": better * ((alone - still) + (moved - without)) / 2,
            "other_scores": better * ((without - still) + (moved - alone)) / 2,
            "entered": better * (last - moved),
            "left": better * (still - first),
        }
    ).rename_axis("entity")


def spans(years: list[int], length: int) -> list[tuple[int, int]]:
    """Return pairs of years: each with the next, and the ends of each run of `length` years."""
    together = zip(years, years[length - 1 :], strict=False)
    return sorted({*itertools.pairwise(years), *together})


def changes(observations: pd.DataFrame) -> pd.DataFrame:
    """Take apart every change of rank of the sources that publish everyone's scores.

    Parameters
    ----------
    observations
        The chosen observations of all countries, of any number of editions.

    Returns
    -------
    The columns of `COLUMNS`, sorted by `KEY`; of sources that state all years again from
    `FIRST_YEAR` on. `first` and `last` are the ranks that the book
    shows; `unrounded` is what remains of the change where a publisher ranks scores that are finer
    than those it prints. `tied_first` and `tied_last` count the others with the same score.
    """
    cumulative = observations["source"].map(editions.sources()["revision"]) == "cumulative"
    lately = observations["year"] >= FIRST_YEAR
    keep = observations["chosen"] & (lately | ~cumulative)
    chosen = observations[keep & ~observations["entity"].isin(countries.MEANS)]
    parts = [
        _of_indicator(own, source)
        for source in RANKED
        for _, own in chosen[chosen["source"] == source].groupby(_series_of(source))
    ]
    found = [part for part in parts if len(part)] or [pd.DataFrame(columns=COLUMNS)]
    together = pd.concat(found, ignore_index=True)
    return together[COLUMNS].sort_values(KEY, ignore_index=True)


def _series_of(source: str) -> list[str]:
    """Return what one line of years is made of; editions that re-state all years never mix."""
    cumulative = editions.sources()["revision"][source] == "cumulative"
    return ["edition", "indicator"] if cumulative else ["indicator"]


def _of_indicator(table: pd.DataFrame, source: str) -> pd.DataFrame:
    """Return the changes of one indicator in one line of years, none where it has no ranks."""
    measure, score, length = RANKED[source]
    ranks, scores = (
        table[table["measure"] == name].pivot(index="entity", columns="year", values="value")
        for name in (measure, score)
    )
    of_year = table.groupby("year")["edition"].first()
    found = [
        _between(ranks, scores, span, measure).assign(edition=of_year[span[1]])
        for span in spans(list(ranks.columns), length)
    ]
    named = {"source": source, "indicator": table["indicator"].iloc[0], "measure": measure}
    return pd.concat(found).assign(**named) if found else pd.DataFrame()


def _between(
    ranks: pd.DataFrame, scores: pd.DataFrame, span: tuple[int, int], measure: str
) -> pd.DataFrame:
    before, after = (scores[year].dropna() for year in span)
    table = explain(before, after, measure)
    shown = ranks.loc[table.index, list(span)].set_axis(["first", "last"], axis=1)
    ways = BETTER[measure] * (shown - table[["first", "last"]])
    table[["first", "last"]] = shown
    return table.assign(
        unrounded=ways["last"] - ways["first"],
        tied_first=_tied(before, table.index),
        tied_last=_tied(after, table.index),
        first_year=span[0],
        last_year=span[1],
    ).reset_index()


def _tied(scores: pd.Series, entities: pd.Index) -> pd.Series:
    """Return how many others have the same score."""
    return scores.groupby(scores).transform("size")[entities].astype(int) - 1


def of_the_book(observations: pd.DataFrame) -> pd.DataFrame:
    """Return the changes that are committed and reviewed: ASEAN's, lately, in editions shown."""
    own = countries.members("ASEAN", 9999)
    seen = pd.concat(map(editions.visible, editions.AS_OF_WORDS)).drop_duplicates()
    lately = observations[observations["year"] >= FIRST_YEAR]
    table = changes(lately.merge(seen, on=["source", "edition"]))
    return table[table["entity"].isin(own)].reset_index(drop=True)


def of_everyone() -> pd.DataFrame:
    """Return the changes of all countries in every edition held, made once for what is held."""
    return kept.kept(
        "rank_changes", panel.key(), lambda: rounded(changes(panel.everything(RANKED)))
    )


def write(table: pd.DataFrame, file: Path) -> None:
    """Write changes of rank as CSV, atomically, with no more decimals than are known."""
    write_text(file, rounded(table).to_csv(index=False, lineterminator="\n"))


def rounded(table: pd.DataFrame) -> pd.DataFrame:
    """Return changes rounded, since the last digits of a quotient depend on the processor."""
    return table.assign(**(table.select_dtypes("float").round(4) + 0.0))


def read(file: Path) -> pd.DataFrame:
    """Read changes of rank that `write` wrote."""
    return pd.read_csv(file, dtype={"edition": str})
