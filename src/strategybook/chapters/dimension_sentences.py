"""What charts of several indicators show, in words, for those who cannot see them."""

import pandas as pd

from strategybook.catalogue import decimals, short_name
from strategybook.chapters import sentences
from strategybook.language import country_name, shown_number, shown_year, words
from strategybook.observations import pick, series
from strategybook.show.exhibits import Chapter


def with_bounds_described(chapter: Chapter, table: pd.DataFrame, indicators: list[str]) -> str:
    """Describe percentile ranks with bounds: of each the first and the last, with its bounds."""
    return " ".join(filter(None, (_with_bounds(chapter, table, name) for name in indicators)))


def _with_bounds(chapter: Chapter, table: pd.DataFrame, indicator: str) -> str:
    ranks, lower, upper = (
        series(table, indicator, chapter.country, measure)
        for measure in ("percentile_rank", "lower", "upper")
    )
    if ranks.empty or lower.empty:
        return ""
    digits = decimals(indicator, "percentile_rank")
    numbers = {"first": ranks.iloc[0], "last": ranks.iloc[-1]}
    numbers |= {"lower": lower.iloc[-1], "upper": upper.iloc[-1]}
    return words(
        "alternative.with_bounds",
        chapter.language,
        indicator=short_name(indicator, chapter.language),
        first_year=shown_year(ranks.index[0], chapter.language),
        last_year=shown_year(ranks.index[-1], chapter.language),
        **{name: shown_number(value, digits) for name, value in numbers.items()},
    )


def by_edition_described(chapter: Chapter, ranks: pd.DataFrame, indicators: list[str]) -> str:
    """Describe percentile ranks by edition: of each indicator what `sentences` tells of one."""
    return " ".join(
        f"{short_name(indicator, chapter.language)}: "
        + sentences.editions_described(chapter, ranks[ranks["indicator"] == indicator])
        for indicator in indicators
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
    )
