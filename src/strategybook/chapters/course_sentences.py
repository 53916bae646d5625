"""Sentences about courses of ranks and shares whose number of economies or sources matters.

Every function returns a finished sentence in the chapter's language, or "" where the data cannot
carry one.
"""

from collections.abc import Mapping

import pandas as pd

from strategybook import strategy
from strategybook.catalogue import decimals, short_name
from strategybook.chapters import decisions, forecast_figures
from strategybook.chapters.amounts import places, shown_distance
from strategybook.chapters.course_charts import SURE
from strategybook.chapters.sentences import moved, no_figures
from strategybook.language import country_name, in_order, joined, shown_number, shown_year, words
from strategybook.observations import pick
from strategybook.show.exhibits import Chapter


def _own(chapter: Chapter, table: pd.DataFrame, indicator: str, measure: str) -> pd.DataFrame:
    rows = pick(table, indicator, [chapter.country], measures=[measure])
    return rows.set_index("year").sort_index()


def place_change(chapter: Chapter, table: pd.DataFrame, indicator: str, years: list[int]) -> str:
    """Tell how the country's rank moved between two years, each out of how many economies."""
    rows = _own(chapter, table, indicator, "rank")
    if not years or not set(years) <= set(rows.index):
        return no_figures(chapter, indicator, years, rows.index)
    first, last = years[0], years[-1]
    gain = rows["value"][first] - rows["value"][last]
    return words(
        f"sentence.place.{moved(gain) if first < last else 'one'}",
        chapter.language,
        indicator=short_name(indicator, chapter.language),
        country=chapter.country_name,
        places=places(abs(gain), chapter.language),
        first=int(rows["value"][first]),
        last=int(rows["value"][last]),
        first_of=rows["economies"][first],
        last_of=rows["economies"][last],
        first_year=shown_year(first, chapter.language),
        last_year=shown_year(last, chapter.language),
    )


def economies_change(chapter: Chapter, table: pd.DataFrame, indicator: str) -> str:
    """Tell that ranks of different years are out of different numbers of economies."""
    rows = pick(table, indicator, list(table["entity"].unique()), measures=["rank"])
    numbers = rows.groupby("year")["economies"].max()
    if numbers.nunique() < 2:
        return ""
    return words(
        "sentence.economies_change",
        chapter.language,
        numbers=", ".join(
            f"{shown_year(year, chapter.language)}: {number}" for year, number in numbers.items()
        ),
    )


def range_of_ranks(chapter: Chapter, table: pd.DataFrame, indicator: str) -> str:
    """Tell between which ranks the country lay over the years."""
    rows = _own(chapter, table, indicator, "rank")
    if rows.empty:
        return ""
    return words(
        "sentence.range_of_ranks",
        chapter.language,
        first_year=shown_year(rows.index[0], chapter.language),
        last_year=shown_year(rows.index[-1], chapter.language),
        best=int(rows["value"].min()),
        worst=int(rows["value"].max()),
    )


def without_figures(
    chapter: Chapter, table: pd.DataFrame, indicator: str, entities: list[str], year: int
) -> str:
    """Tell for which of some countries no figure is held in a year."""
    held = set(pick(table, indicator, entities, [year])["entity"])
    return _lacking(chapter, indicator, year, sorted(set(entities) - held))


def _lacking(chapter: Chapter, indicator: str, year: int, entities: list[str]) -> str:
    if not entities:
        return ""
    names = in_order(country_name(entity, chapter.language) for entity in entities)
    return words(
        "sentence.without_figures",
        chapter.language,
        indicator=short_name(indicator, chapter.language),
        year=shown_year(year, chapter.language),
        names=joined(names, chapter.language),
    )


def points_not_held(
    chapter: Chapter, table: pd.DataFrame, indicators: list[str], years: list[int], measure: str
) -> str:
    """Tell which values of the country are not held, indicator by indicator."""
    rows = pick(table, indicators, [chapter.country], years, [measure])
    held = set(zip(rows["indicator"], rows["year"], strict=True))
    lacking = [
        f"{short_name(indicator, chapter.language)} ({', '.join(missing)})"
        for indicator in indicators
        if (
            missing := [
                shown_year(year, chapter.language)
                for year in years
                if (indicator, year) not in held
            ]
        )
    ]
    if not lacking:
        return ""
    return words("sentence.not_held", chapter.language, names=joined(lacking, chapter.language))


def percent_change(chapter: Chapter, table: pd.DataFrame, indicator: str, years: list[int]) -> str:
    """Tell how a share in per cent moved between two years, in percentage points."""
    rows = _own(chapter, table, indicator, "percent")
    first, last = years[0], years[-1]
    if not {first, last} <= set(rows.index):
        return ""
    digits = decimals(indicator, "percent")
    change = round(float(rows["value"][last] - rows["value"][first]), digits)
    return words(
        f"sentence.percent.{moved(change)}",
        chapter.language,
        indicator=short_name(indicator, chapter.language),
        change=shown_distance(change, indicator, "percent", chapter.language),
        first=shown_number(rows["value"][first], digits),
        last=shown_number(rows["value"][last], digits),
        first_year=shown_year(first, chapter.language),
        last_year=shown_year(last, chapter.language),
    )


def standing(chapter: Chapter, table: pd.DataFrame, indicator: str) -> str:
    """Tell the newest value of a success indicator, and how far its targets are or were decided."""
    measures = strategy.success_indicators().loc[indicator, "measures"].split()
    targets = forecast_figures.targets(chapter.as_of)
    told = []
    for measure in measures:
        decided = decisions.sentences(chapter, targets, indicator, measure)
        if decided:
            told += [decided, _since(chapter, table, targets, indicator, measure)]
        else:
            told.append(_standing(chapter, table, indicator, measure))
            told.append(decisions.left_open(chapter, targets, indicator, measure))
    return " ".join(filter(None, told)) or words("sentence.no_value", chapter.language)


def _since(
    chapter: Chapter, table: pd.DataFrame, targets: pd.DataFrame, indicator: str, measure: str
) -> str:
    """Tell the newest value where it is of a later year than the one that decides."""
    rows = _own(chapter, table, indicator, measure)
    later = rows[rows.index > decisions.year_of(targets, indicator, measure)]
    if later.empty:
        return ""
    value = shown_number(later["value"].iloc[-1], decimals(indicator, measure))
    return words(
        "sentence.since",
        chapter.language,
        year=shown_year(later.index[-1], chapter.language),
        got=words(f"got.{measure}", chapter.language, value=value),
    )


def _standing(chapter: Chapter, table: pd.DataFrame, indicator: str, measure: str) -> str:
    rows = _own(chapter, table, indicator, measure)
    target = strategy.target(indicator, measure)
    if rows.empty or target is None:
        return ""
    newest = rows.iloc[-1]
    # What is left is told of the value as it is shown, so that the sentence adds up.
    shown = round(float(newest["value"]), decimals(indicator, measure))
    # What binary fractions leave over is no distance.
    short = round(strategy.distance(shown, target, measure), 10)
    return words(
        f"sentence.standing.{measure}.{'short' if short > 0 else 'met'}",
        chapter.language,
        year=shown_year(rows.index[-1], chapter.language),
        value=shown_number(newest["value"], decimals(indicator, measure)),
        target=strategy.shown_target(target, measure),
        target_year=shown_year(strategy.TARGET_YEAR, chapter.language),
        distance=shown_distance(short, indicator, measure, chapter.language),
    )


def course_described(
    chapter: Chapter,
    table: pd.DataFrame,
    indicators: list[str],
    measure: str,
    targets: Mapping[str, float] | None = None,
) -> str:
    """Describe a chart of courses: every value, how sure it is, and the targets."""
    rows = pick(table, indicators, [chapter.country], measures=[measure])
    described = [
        _described(chapter, _own(chapter, rows, indicator, measure), indicator, measure)
        + _target_described(chapter, (targets or {}).get(indicator), measure)
        for indicator in indicators
    ]
    return " ".join(described + _mark_explained(chapter, rows))


def _mark_explained(chapter: Chapter, rows: pd.DataFrame) -> list[str]:
    if rows["confidence"].isin(SURE).all():
        return []
    return [words("alternative.unsure", chapter.language)]


def _described(chapter: Chapter, rows: pd.DataFrame, indicator: str, measure: str) -> str:
    if rows.empty:
        return no_figures(chapter, indicator)
    digits = decimals(indicator, measure)
    values = ", ".join(
        f"{shown_year(year, chapter.language)}: {shown_number(row['value'], digits)}"
        + ("" if row["confidence"] in SURE else "*")
        + _of(chapter, row["economies"])
        for year, row in rows.iterrows()
    )
    return words(
        "alternative.history",
        chapter.language,
        indicator=short_name(indicator, chapter.language),
        country=chapter.country_name,
        measure=words(f"measure.{measure}", chapter.language),
        values=values,
    )


def _of(chapter: Chapter, economies: object) -> str:
    if pd.isna(economies):
        return ""
    return f" {words('chart.of', chapter.language, number=economies)}"


def _target_described(chapter: Chapter, target: float | None, measure: str) -> str:
    if target is None:
        return ""
    shown = strategy.shown_target(target, measure)
    return f" {words('alternative.target', chapter.language, target=shown)}"


def peers_described(
    chapter: Chapter, table: pd.DataFrame, indicator: str, entities: list[str]
) -> str:
    """Describe a chart of the ranks of countries: each country's first and last rank."""
    rows = pick(table, indicator, entities, measures=["rank"]).sort_values("year")
    newest = rows.groupby("entity").last().sort_values("value")
    values = ", ".join(_line_described(chapter, rows, entity) for entity in newest.index)
    return words(
        "alternative.peers",
        chapter.language,
        indicator=short_name(indicator, chapter.language),
        values=values,
    )


def _line_described(chapter: Chapter, rows: pd.DataFrame, entity: str) -> str:
    own = rows[rows["entity"] == entity]
    points = ", ".join(
        f"{shown_year(row.year, chapter.language)} {int(row.value)}" for row in own.itertuples()
    )
    return f"{country_name(entity, chapter.language)} ({points})"


def caption(chapter: Chapter, what: str) -> str:
    """Return the caption of a chart of several indicators' courses, named by `what.WHAT`."""
    return words(
        "caption.courses_of",
        chapter.language,
        what=words(f"what.{what}", chapter.language),
        country=chapter.country_name,
    )


def two_years_described(
    chapter: Chapter, table: pd.DataFrame, indicators: list[str], years: list[int]
) -> str:
    """Describe a chart of ranks in two years, indicator by indicator."""
    rows = pick(table, indicators, [chapter.country], years, ["rank"])
    return course_described(chapter, rows, indicators, "rank")
