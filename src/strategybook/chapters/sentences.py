"""Sentences about data, from templates: each is true of the observations that it is given.

Every function returns a finished sentence in the chapter's language, or "" where the data
cannot carry one.
"""

from collections.abc import Collection, Sequence

import pandas as pd

from strategybook import countries, strategy
from strategybook.catalogue import decimals, indicator_name, short_name
from strategybook.chapters import decisions, forecast_figures
from strategybook.chapters.amounts import places
from strategybook.language import (
    country_name,
    joined,
    shortened,
    shown_number,
    shown_year,
    words,
)
from strategybook.observations import last_years, pick, series
from strategybook.printed_check import VERDICTS, reason_in_words, recomputed_in_words
from strategybook.show.exhibits import Chapter

# Lower bounds of the UN's groups of EGDI (UN DESA, United Nations E-Government Survey 2020,
# chapter 1).
LEVELS = ((0.75, "very_high"), (0.5, "high"), (0.25, "middle"), (0.0, "low"))


def _ends(
    chapter: Chapter, table: pd.DataFrame, indicator: str, measure: str, years: list[int]
) -> tuple[float, float] | None:
    values = series(table, indicator, chapter.country, measure)
    if not {years[0], years[-1]} <= set(values.index):
        return None
    return values[years[0]], values[years[-1]]


def moved(change: float) -> str:
    """Return which way a value moved, as the keys of sentences name it."""
    return "rose" if change > 0 else "fell" if change < 0 else "same"


def no_figures(
    chapter: Chapter, indicator: str, years: Sequence[int] = (), held: Collection[int] = ()
) -> str:
    """Tell that there are no figures of the country, or none for some of `years`."""
    missing = [shown_year(year, chapter.language) for year in years if year not in held]
    return words(
        "sentence.no_data_of" if len(held) and missing else "sentence.no_data",
        chapter.language,
        indicator=short_name(indicator, chapter.language),
        country=chapter.country_name,
        years=joined(missing, chapter.language),
    )


def rank_change(chapter: Chapter, table: pd.DataFrame, indicator: str, years: list[int]) -> str:
    """Tell how the country's rank moved between two surveys."""
    ends = _ends(chapter, table, indicator, "rank", years)
    if ends is None:
        held = series(table, indicator, chapter.country, "rank").index
        return no_figures(chapter, indicator, sorted({years[0], years[-1]}), held)
    first, last = ends
    newest = pick(table, indicator, [chapter.country], [years[-1]], ["rank"])
    return words(
        f"sentence.rank.{moved(first - last)}",
        chapter.language,
        indicator=short_name(indicator, chapter.language),
        country=chapter.country_name,
        places=places(abs(first - last), chapter.language),
        first=int(first),
        last=int(last),
        first_year=shown_year(years[0], chapter.language),
        last_year=shown_year(years[-1], chapter.language),
        economies=newest["economies"].iloc[0],
    )


def score_change(chapter: Chapter, table: pd.DataFrame, indicator: str, years: list[int]) -> str:
    """Tell how the country's score moved between two surveys."""
    ends = _ends(chapter, table, indicator, "score", years)
    if ends is None:
        return ""
    digits = decimals(indicator, "score")
    change = round(float(ends[1] - ends[0]), digits)
    first, last = (shown_number(end, digits) for end in ends)
    return words(
        # Ends that look alike did not move, for a reader.
        f"sentence.score.{moved(change if first != last else 0)}",
        chapter.language,
        change=shown_number(abs(change), digits),
        first=first,
        last=last,
    )


def _company(chapter: Chapter, year: int) -> tuple[str, list[str]]:
    """Return the group that the country is compared in: ASEAN, or the peers."""
    asean = countries.members("ASEAN", year)
    if chapter.country in asean:
        return words("group.ASEAN", chapter.language), asean
    return words("group.peers", chapter.language), sorted([chapter.country, *chapter.peers])


def place_in_group(chapter: Chapter, table: pd.DataFrame, indicator: str, year: int) -> str:
    """Tell where the country stands in ASEAN (or among the peers), and who is ahead."""
    group, entities = _company(chapter, year)
    ranks = pick(table, indicator, entities, [year], ["rank"]).set_index("entity")["value"]
    if chapter.country not in ranks:
        return ""
    ahead = ranks[ranks < ranks[chapter.country]].sort_values()
    names = [
        words(
            "sentence.group.ahead",
            chapter.language,
            country=country_name(entity, chapter.language),
            rank=int(rank),
        )
        for entity, rank in ahead.items()
    ]
    return words(
        "sentence.group.behind" if names else "sentence.group.first",
        chapter.language,
        group=group,
        country=chapter.country_name,
        place=len(names) + 1,
        size=len(ranks),
        ahead=joined(names, chapter.language),
    )


def components_moved(
    chapter: Chapter,
    table: pd.DataFrame,
    indicators: list[str],
    years: list[int],
    measure: str = "score",
) -> str:
    """Tell which components have a higher value than before and which a lower one."""
    by_way: dict[str, list[str]] = {"rose": [], "fell": [], "same": []}
    for indicator in indicators:
        ends = _ends(chapter, table, indicator, measure, years)
        if ends is not None:
            change = round(float(ends[1] - ends[0]), decimals(indicator, measure))
            by_way[moved(change)].append(short_name(indicator, chapter.language))
    year = shown_year(years[0], chapter.language)
    return " ".join(
        words(
            f"sentence.components.{way}",
            chapter.language,
            year=year,
            names=joined(names, chapter.language),
        )
        for way, names in by_way.items()
        if names
    )


def level(chapter: Chapter, table: pd.DataFrame, indicator: str, year: int) -> str:
    """Tell which of the UN's four groups the country's score falls into."""
    values = series(table, indicator, chapter.country, "score")
    if year not in values.index:
        return ""
    group, bound = next((name, bound) for bound, name in LEVELS if values[year] >= bound)
    return words(
        "sentence.level",
        chapter.language,
        year=shown_year(year, chapter.language),
        level=words(f"level.{group}", chapter.language),
        bound=shown_number(bound, 2),
    )


def distance_to_target(chapter: Chapter, table: pd.DataFrame, indicator: str, year: int) -> str:
    """Tell how far the strategy's targets of BE 2570 are, or how they were decided.

    The targets are Thailand's alone.
    """
    if not chapter.is_the_strategys:
        return ""
    targets = forecast_figures.targets(chapter.as_of)
    told = [
        decisions.sentences(chapter, targets, indicator, measure)
        or _distance(chapter, table, indicator, measure, year)
        for measure in ("rank", "score")
    ]
    return " ".join(filter(None, told))


def _distance(
    chapter: Chapter, table: pd.DataFrame, indicator: str, measure: str, year: int
) -> str:
    target = strategy.target(indicator, measure)
    values = series(table, indicator, chapter.country, measure)
    if target is None or year not in values.index:
        return ""
    short = strategy.distance(values[year], target, measure)
    digits = decimals(indicator, measure)
    distance = places(short, chapter.language) if measure == "rank" else shown_number(short, digits)
    return words(
        f"sentence.target.{measure}.{'short' if short > 0 else 'met'}",
        chapter.language,
        distance=distance,
        target=strategy.shown_target(target, measure),
        year=shown_year(strategy.TARGET_YEAR, chapter.language),
    )


def check_summary(chapter: Chapter, check: pd.DataFrame) -> str:
    """Tell how many printed values have each verdict."""
    if not chapter.is_the_strategys:
        return words("sentence.check.other_country", chapter.language, country=chapter.country_name)
    found = check["verdict"].value_counts()
    return " ".join(
        words(
            f"sentence.check.{verdict.replace(' ', '_')}", chapter.language, number=found[verdict]
        )
        for verdict in VERDICTS
        if found.get(verdict, 0)
    )


def what(chapter: Chapter, row: pd.Series) -> str:
    """Return in words what a printed value is; `row` is one of `Chapter.printed_check`."""
    language = chapter.language
    years = {
        name: row[name] and shown_year(row[name], language) for name in ("year", "compared_with")
    }
    if row["role"] == "method" or row["measure"] == "count":
        series = words(f"series.{row['series']}", language)
        text = f"{series} {years['year']}"
    else:
        text = words(
            f"what.{row['role']}",
            language,
            indicator=short_name(row["indicator"], language),
            measure=words(f"measure.{row['measure']}", language).lower(),
            group=row["group"] and words(f"group.{row['group']}", language),
            **years,
        )
    elsewhere = row["entity"] != chapter.country
    return f"{text}, {country_name(row['entity'], language)}" if elsewhere else text.strip()


def differences(chapter: Chapter, check: pd.DataFrame) -> str:
    """Tell each printed value that differs from the recomputed one, and why."""
    if not chapter.is_the_strategys:
        return ""
    return "\n".join(
        words(
            "sentence.difference",
            chapter.language,
            what=what(chapter, row),
            printed=shortened(row["printed"]),
            recomputed=recomputed_in_words(row["recomputed"], chapter.language),
            reason=reason_in_words(row["reason"], chapter.language),
        )
        for _, row in check[check["verdict"] == "differs"].iterrows()
    )


def caption(
    chapter: Chapter, key: str, indicator: str = "", years: list[int] | None = None, **values: int
) -> str:
    """Return the caption of this key, with years as the language writes them."""
    if years:
        values = {"first_year": years[0], "last_year": years[-1]} | values
    shown = {name: shown_year(year, chapter.language) for name, year in values.items()}
    name = indicator and indicator_name(indicator, chapter.language)
    return words(
        f"caption.{key}", chapter.language, indicator=name, country=chapter.country_name, **shown
    )


def caption_of_history(chapter: Chapter, table: pd.DataFrame, indicator: str) -> str:
    """Return the caption of a chart of an indicator's history, with its first and last year."""
    return _caption_of_span(chapter, table, "history", indicator)


def _caption_of_span(chapter: Chapter, table: pd.DataFrame, key: str, indicator: str) -> str:
    """Return a caption with the first and last year of the country's figures, else everyone's."""
    own = pick(table, indicator, [chapter.country])
    years = last_years(table if own.empty else own, indicator, len(table))
    if not years:
        return caption(chapter, "without_years", indicator)
    return caption(chapter, key, indicator, years)


def caption_of_components(chapter: Chapter, indicator: str, years: list[int]) -> str:
    """Return the caption of a table of an index's components."""
    return caption(chapter, "components", indicator, years)


def caption_of_component_history(chapter: Chapter, table: pd.DataFrame, indicator: str) -> str:
    """Return the caption of a chart of the components' history."""
    return _caption_of_span(chapter, table, "component_history", indicator)


def caption_of_countries(chapter: Chapter, indicator: str, years: list[int]) -> str:
    """Return the caption of a table that compares countries."""
    return caption(chapter, "countries", indicator, years)


def history_described(
    chapter: Chapter,
    table: pd.DataFrame,
    indicator: str,
    measures: tuple[str, ...] = ("rank", "score"),
) -> str:
    """Describe a chart of an indicator's history: every value that it shows."""
    return " ".join(
        words(
            "alternative.history",
            chapter.language,
            indicator=short_name(indicator, chapter.language),
            country=chapter.country_name,
            measure=words(f"measure.{measure}", chapter.language),
            values=values,
        )
        for measure in measures
        if (values := _values(chapter, table, indicator, measure))
    )


def _values(chapter: Chapter, table: pd.DataFrame, indicator: str, measure: str) -> str:
    values = series(table, indicator, chapter.country, measure)
    digits = decimals(indicator, measure)
    return ", ".join(
        f"{shown_year(year, chapter.language)}: {shown_number(value, digits)}"
        for year, value in values.items()
    )


def components_described(chapter: Chapter, table: pd.DataFrame, indicators: list[str]) -> str:
    """Describe a chart of several indicators' scores."""
    return " ".join(
        history_described(chapter, table, indicator, ("score",)) for indicator in indicators
    )


def rank_moves_described(
    chapter: Chapter, table: pd.DataFrame, indicator: str, entities: list[str], years: list[int]
) -> str:
    """Describe a chart of ranks in two surveys: every pair that it shows."""
    ranks = pick(table, indicator, entities, [years[0], years[-1]], ["rank"])
    pairs = ranks.pivot(index="entity", columns="year", values="value")
    pairs = pairs.reindex(columns=[years[0], years[-1]]).dropna()
    if pairs.empty:
        return ""
    values = ", ".join(
        f"{country_name(entity, chapter.language)} {int(ranks.iloc[0])} → {int(ranks.iloc[-1])}"
        for entity, ranks in (pairs.sort_values(years[-1]) if len(pairs) else pairs).iterrows()
    )
    return words(
        "alternative.rank_moves",
        chapter.language,
        indicator=short_name(indicator, chapter.language),
        first_year=shown_year(years[0], chapter.language),
        last_year=shown_year(years[-1], chapter.language),
        values=values,
    )


def weights_described(chapter: Chapter, printed: pd.DataFrame) -> str:
    """Describe a chart of weights: every bar."""
    values = ", ".join(
        f"{words(f'series.{row.series}', chapter.language)} {row.printed}"
        for row in printed.itertuples()
    )
    return words("alternative.weights", chapter.language, values=values)


def by_edition(chapter: Chapter, ranks: pd.DataFrame, year: int) -> str:
    """Tell what each edition says of one year."""
    of_year = ranks[ranks["year"] == year].sort_values("edition")
    return words(
        "sentence.by_edition",
        chapter.language,
        year=shown_year(year, chapter.language),
        editions=joined(list(of_year["edition"]), chapter.language),
        values=joined([shown_number(value, 2) for value in of_year["value"]], chapter.language),
    )


def editions_described(chapter: Chapter, ranks: pd.DataFrame) -> str:
    """Describe a chart of one series by edition: each edition's first and last value."""
    described = []
    for edition, own in ranks.sort_values("year").groupby("edition"):
        ends = [own.iloc[0], own.iloc[-1]]
        values = ", ".join(
            f"{shown_year(end['year'], chapter.language)}: {shown_number(end['value'], 2)}"
            for end in ends
        )
        described.append(
            words("alternative.by_edition", chapter.language, edition=edition, values=values)
        )
    return " ".join(described)
