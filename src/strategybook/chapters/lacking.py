"""What the newest figures lack beside what a chapter shows, in one sentence.

An edition may be thin: a file of one dimension, a survey without a component, a year that was
skipped, a country that is no longer rated.
"""

from collections.abc import Iterable

import pandas as pd

from strategybook import editions
from strategybook.catalogue import indicator_name, indicators, series_name, short_name
from strategybook.language import joined, shown_year, words
from strategybook.observations import pick
from strategybook.show.exhibits import Chapter


def told(
    chapter: Chapter,
    table: pd.DataFrame,
    shown: list[str],
    measures: list[str],
    years: list[int],
    name: str,
) -> str:
    """Tell what of a chapter's series is not held for the newest year, and which years are not.

    Parameters
    ----------
    shown, measures
        The indicators and measures that the chapter shows.
    years
        The years that it shows, oldest first.
    name
        The indicator that stands for all of them: `wgi`.
    """
    newest = {"year": shown_year(years[-1], chapter.language), "country": chapter.country_name}
    newest |= {"name": indicator_name(name, chapter.language)}
    own = pick(table, shown, [chapter.country], [years[-1]], measures)
    if own.empty:
        return words("sentence.lacking.country", chapter.language, **newest)
    gaps = [*_series(chapter, own, shown, measures), *_years(chapter, table, shown, years)]
    if not gaps:
        return ""
    named = joined(gaps, chapter.language)
    return words("sentence.lacking.some", chapter.language, names=named, **newest)


def _series(
    chapter: Chapter, own: pd.DataFrame, shown: list[str], measures: list[str]
) -> Iterable[str]:
    """Name measures that no indicator has, indicators without any, and what else is not held."""
    known = [(one, measure) for one in shown for measure in measures if (one, measure) in _known()]
    held = set(zip(own["indicator"], own["measure"], strict=True))
    has, says = ({pair[place] for pair in held} for place in (1, 0))
    for measure in measures:
        if measure not in has:
            yield words(f"measure.{measure}", chapter.language).lower()
    for indicator in shown:
        if indicator not in says:
            yield short_name(indicator, chapter.language)
    for indicator, measure in known:
        if indicator in says and measure in has and (indicator, measure) not in held:
            yield series_name(indicator, measure, chapter.language)


def _known() -> set[tuple[str, str]]:
    return set(indicators().index)


def _years(
    chapter: Chapter, table: pd.DataFrame, shown: list[str], years: list[int]
) -> Iterable[str]:
    """Name the years of the publisher's rhythm that lie between those shown and are not held."""
    source = table.loc[table["indicator"].isin(shown), "source"].iloc[-1]
    every = editions.sources().loc[source, "every_years"]
    rhythm = range(years[-1], years[0], -int(every)) if every else ()
    for year in sorted(set(rhythm) - set(years)):
        yield words("list.year", chapter.language, year=shown_year(year, chapter.language))


def ranks_computed(chapter: Chapter, table: pd.DataFrame, shown: list[str], year: int) -> str:
    """Tell that percentile ranks of a year are worked out from estimates, not published."""
    own = pick(table, shown, [chapter.country], [year], ["percentile_rank"])
    if not (own["basis"] == "computed").any():
        return ""
    named = sorted(own.loc[own["basis"] == "computed", "edition"].unique())
    return words("sentence.ranks_computed", chapter.language, edition=named[-1])
