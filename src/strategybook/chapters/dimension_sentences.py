"""What charts of several indicators show, in words, for those who cannot see them."""

import pandas as pd

from strategybook.catalogue import decimals, short_name
from strategybook.chapters import sentences
from strategybook.chapters.dimension_charts import bounds_of, has_bounds, with_margin
from strategybook.language import country_name, shown_number, shown_year, words
from strategybook.observations import pick, series
from strategybook.show.exhibits import Chapter


def caption_with_bounds(
    chapter: Chapter, table: pd.DataFrame, indicators: list[str], years: list[int]
) -> str:
    """Return the caption of percentile ranks, with their bounds where the publisher has any."""
    key = "with_bounds" if has_bounds(chapter, table, indicators) else "dimensions"
    return sentences.caption(chapter, key, "", years)


def with_bounds_described(chapter: Chapter, table: pd.DataFrame, indicators: list[str]) -> str:
    """Describe percentile ranks with bounds: of each the first and the last, with its bounds."""
    return " ".join(filter(None, (_with_bounds(chapter, table, name) for name in indicators)))


def _with_bounds(chapter: Chapter, table: pd.DataFrame, indicator: str) -> str:
    ranks = series(table, indicator, chapter.country, "percentile_rank")
    bounds = bounds_of(chapter, table, indicator)
    if ranks.empty:
        return ""
    digits = decimals(indicator, "percentile_rank")
    numbers = {"first": ranks.iloc[0], "last": ranks.iloc[-1]}
    has_bounds = ranks.index[-1] in bounds.index
    if has_bounds:
        numbers |= bounds.loc[ranks.index[-1]].to_dict()
    return words(
        "alternative.with_bounds" if has_bounds else "alternative.without_bounds",
        chapter.language,
        indicator=short_name(indicator, chapter.language),
        first_year=shown_year(ranks.index[0], chapter.language),
        last_year=shown_year(ranks.index[-1], chapter.language),
        **{name: shown_number(value, digits) for name, value in numbers.items()},
    )


def band(chapter: Chapter, table: pd.DataFrame, indicators: list[str]) -> str:
    """Tell whose margin the shaded band of the chart by edition is, and what it says."""
    edition = with_margin(table)
    if not has_bounds(chapter, table[table["edition"] == edition], indicators):
        return ""
    return words("sentence.band", chapter.language, edition=edition)


def by_edition_described(chapter: Chapter, ranks: pd.DataFrame, indicators: list[str]) -> str:
    """Describe percentile ranks by edition: of each indicator what `sentences` tells of one."""
    return " ".join(
        f"{short_name(indicator, chapter.language)}: "
        + sentences.editions_described(chapter, ranks[ranks["indicator"] == indicator])
        for indicator in indicators
        if (ranks["indicator"] == indicator).any()
    )


def beside_peers_described(
    chapter: Chapter, table: pd.DataFrame, indicators: list[str], entities: list[str], year: int
) -> str:
    """Describe where each country stands: every value, best first."""
    ranks = pick(table, indicators, entities, [year], ["percentile_rank"])
    return " ".join(
        words(
            "alternative.beside_peers",
            chapter.language,
            indicator=short_name(indicator, chapter.language),
            values=", ".join(
                f"{country_name(row.entity, chapter.language)} {shown_number(row.value, 2)}"
                for row in ranks[ranks["indicator"] == indicator]
                .sort_values("value", ascending=False)
                .itertuples()
            ),
        )
        for indicator in indicators
        if (ranks["indicator"] == indicator).any()
    )
