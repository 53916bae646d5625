"""A country against the others of its group: a line each, the mean of the others, the region."""

from statistics import fmean

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from strategybook import countries
from strategybook.catalogue import decimals
from strategybook.chapters.charts import write_value
from strategybook.language import country_name, joined, shown_number, shown_year, words
from strategybook.observations import pick
from strategybook.show.exhibits import Chapter
from strategybook.show.svg import BLUE, GREEN, GREY, VERMILION, new_figure

# How close the names at the right may stand, as a share of the height.
CLOSEST = 0.062
MEAN_COLOURS = (VERMILION, GREEN)


def scores_of(
    table: pd.DataFrame, indicator: str, entities: list[str], years: list[int]
) -> pd.DataFrame:
    """Return the scores of those countries that have any: a row a year, a column a country."""
    shown = pick(table, indicator, entities, years, ["score"])
    return shown.pivot(index="year", columns="entity", values="value").sort_index()


def mean_of_others(scores: pd.DataFrame, country: str) -> pd.Series:
    """Return the plain mean of the others, of those that have a score in every year shown."""
    return scores.drop(columns=country, errors="ignore").dropna(axis=1).mean(axis=1)


def means(
    chapter: Chapter, table: pd.DataFrame, indicator: str, entities: list[str], years: list[int]
) -> pd.DataFrame:
    """Return the mean of the others and, of a country of that region, of East Asia and Pacific.

    A row a year, a column a mean under its name in the chapter's language.
    """
    scores = scores_of(table, indicator, entities, years)
    found = pd.DataFrame(
        {words("chart.mean_of_others", chapter.language): mean_of_others(scores, chapter.country)}
    )
    if chapter.country in countries.members(countries.REGION, years[-1]):
        region = scores_of(table, indicator, [countries.REGION], years)
        if countries.REGION in region:
            found[country_name(countries.REGION, chapter.language)] = region[countries.REGION]
    return found


def against_group(
    chapter: Chapter, table: pd.DataFrame, indicator: str, entities: list[str], years: list[int]
) -> Figure:
    """Draw scores year by year: the country, each of the others, and dashed the means."""
    scores = scores_of(table, indicator, entities, years)
    dashed = means(chapter, table, indicator, entities, years)
    figure, axis = new_figure(4.6)
    if scores.empty:
        return figure
    for entity in scores:
        own = entity == chapter.country
        axis.plot(
            scores.index,
            scores[entity],
            color=BLUE if own else GREY,
            linewidth=2.5 if own else 1,
            marker="o",
            markersize=5 if own else 3,
            zorder=3 if own else 2,
        )
    for name, colour in zip(dashed, MEAN_COLOURS, strict=False):
        axis.plot(dashed.index, dashed[name], color=colour, linestyle="--", linewidth=1.8)
    _name_lines(axis, chapter, scores, dashed)
    _write_values(axis, chapter, scores.join(dashed), indicator)
    axis.margins(x=0.09)
    shown = scores.index[::-1][:: 1 if len(scores) < 6 else 2]
    axis.set_xticks(shown, [shown_year(year, chapter.language) for year in shown])
    axis.tick_params(axis="x", labelsize=9)
    return figure


def _name_lines(axis: Axes, chapter: Chapter, scores: pd.DataFrame, dashed: pd.DataFrame) -> None:
    """Write each line's name at its right end, apart from each other."""
    named = scores.rename(columns=lambda entity: country_name(entity, chapter.language))
    ends = named.join(dashed).ffill().iloc[-1].dropna().sort_values()
    low, high = axis.get_ylim()
    colours = dict(zip(dashed, MEAN_COLOURS, strict=False)) | {chapter.country_name: BLUE}
    for (label, end), height in zip(
        ends.items(), _apart(ends, (high - low) * CLOSEST), strict=True
    ):
        axis.annotate(
            label,
            (scores.index[-1], end),
            xytext=(1.08, height),
            textcoords=axis.get_yaxis_transform(),
            va="center",
            arrowprops={"arrowstyle": "-", "color": "#bbbbbb", "linewidth": 0.6},
            fontsize=9,
            color=colours.get(label, GREY),
            fontweight="bold" if label == chapter.country_name else "normal",
            annotation_clip=False,
        )


def _apart(heights: pd.Series, closest: float) -> list[float]:
    """Return rising heights, moved as little as may be to stand `closest` apart.

    Heights that touch become a block, which stands in the middle of where they were.
    """
    blocks: list[list[float]] = []
    for place, height in enumerate(heights):
        blocks.append([height - place * closest])
        while len(blocks) > 1 and fmean(blocks[-2]) > fmean(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    moved = [fmean(block) for block in blocks for _ in block]
    return [height + place * closest for place, height in enumerate(moved)]


def _write_values(axis: Axes, chapter: Chapter, lines: pd.DataFrame, indicator: str) -> None:
    if chapter.country not in lines:
        return
    own = lines[chapter.country].dropna()
    shown = own if len(own) < 5 else own.iloc[[0, -1]]
    for year, score in shown.items():
        write_value(
            axis,
            (year, score),
            shown_number(score, decimals(indicator, "score")),
            side=(0, 1 if has_room_above(score, lines.loc[year].drop(chapter.country)) else -1),
            fontsize=9,
            color=BLUE,
        )


def has_room_above(value: float, others: pd.Series) -> bool:
    """Tell whether the nearest of the other lines above a value is as far as that below, or more.

    A side without any line has the most room.
    """
    gaps = others.dropna() - value
    nearest_above = gaps[gaps >= 0].min() if (gaps >= 0).any() else float("inf")
    nearest_below = -gaps[gaps <= 0].max() if (gaps <= 0).any() else float("inf")
    return nearest_above >= nearest_below


def described(
    chapter: Chapter, table: pd.DataFrame, indicator: str, entities: list[str], years: list[int]
) -> str:
    """Describe the chart: each country's first and last score, and the mean of the others."""
    scores = scores_of(table, indicator, entities, years)
    digits = decimals(indicator, "score")
    named = scores.rename(columns=lambda entity: country_name(entity, chapter.language))
    lines = named.join(means(chapter, table, indicator, entities, years))
    if scores.empty:
        return ""
    values = ", ".join(
        f"{name} {shown_number(line.iloc[0], digits)} → {shown_number(line.iloc[-1], digits)}"
        for name, line in ((name, lines[name].dropna()) for name in lines)
        if len(line)
    )
    return words(
        "alternative.against_group",
        chapter.language,
        first_year=shown_year(years[0], chapter.language),
        last_year=shown_year(years[-1], chapter.language),
        values=values,
    )


def below_or_above(
    chapter: Chapter, table: pd.DataFrame, indicator: str, entities: list[str], years: list[int]
) -> str:
    """Tell whether the country's newest score is below or above the means."""
    language = chapter.language
    own = scores_of(table, indicator, [chapter.country], [years[-1]])
    if own.empty:
        return ""
    score = own.iloc[-1, 0]
    of_year = means(chapter, table, indicator, entities, years).iloc[-1].dropna()
    if of_year.empty:
        return ""
    in_chart, in_sentence = (
        words(key, language) for key in ("chart.mean_of_others", "group.peers")
    )
    parts = [
        words(
            f"sentence.mean.{'above' if score > mean else 'below'}",
            language,
            name=name,
            mean=shown_number(mean, 3),
        )
        for name, mean in of_year.rename({in_chart: in_sentence}).items()
    ]
    return words(
        "sentence.mean",
        language,
        year=shown_year(years[-1], language),
        own=shown_number(score, 3),
        parts=joined(parts, language),
    )
