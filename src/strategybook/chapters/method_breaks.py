"""Where publishers changed how they measure, for charts and for the sentences below them."""

import pandas as pd

from strategybook.catalogue import short_name
from strategybook.forecast.breaks import years
from strategybook.language import joined, shown_year, words
from strategybook.observations import series
from strategybook.show.exhibits import Chapter


def between(indicator: str, shown: pd.Index) -> list[float]:
    """Return the places on an axis of years where a method changed: halfway to the year before."""
    return [
        (int(shown[shown < year].max()) + year) / 2
        for year in years(indicator)
        if year in shown and (shown < year).any()
    ]


def told(chapter: Chapter, table: pd.DataFrame, indicator: str) -> str:
    """Tell which dotted lines a chart of the indicator has."""
    shown = series(table, indicator, chapter.country, "score").index
    drawn = [year for year in years(indicator) if year in shown and (shown < year).any()]
    if not drawn:
        return ""
    names = [shown_year(year, chapter.language) for year in drawn]
    return words(
        "sentence.breaks",
        chapter.language,
        indicator=short_name(indicator, chapter.language),
        years=joined(names, chapter.language),
    )
