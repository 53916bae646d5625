"""Charts of the trust chapter: business against government, market by market."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from strategybook.catalogue import short_name
from strategybook.chapters.course_charts import SURE, say_no_data
from strategybook.chapters.trust import BUSINESS, GOVERNMENT, gaps
from strategybook.countries import MEANS
from strategybook.language import country_name, shown_number, shown_year, words
from strategybook.show.exhibits import Chapter
from strategybook.show.svg import BLUE, GREY, ORANGE, new_figure

COLOURS = {GOVERNMENT: ORANGE, BUSINESS: BLUE}
MARKERS = {GOVERNMENT: "s", BUSINESS: "o"}


def dumbbell(chapter: Chapter, table: pd.DataFrame, years: list[int]) -> Figure:
    """Draw trust in government and in business with the gap between, a panel a year.

    Parameters
    ----------
    table
        Observations; of each year the markets that have both figures are drawn, the widest gap on
        top.
    """
    pairs = {year: gaps(table, year) for year in years}
    sizes = [max(len(rows), 1) for rows in pairs.values()] or [1]
    figure, axes = new_figure(
        1.2 + 0.36 * sum(sizes) + 0.5 * len(sizes),
        rows=len(sizes),
        sharex=True,
        squeeze=False,
        height_ratios=[size + 0.6 for size in sizes],
    )
    for axis, (year, rows) in zip(axes[:, 0], pairs.items(), strict=False):
        _draw_year(axis, rows, chapter)
        if len(years) > 1:
            axis.set_title(shown_year(year, chapter.language))
    if all(rows.empty for rows in pairs.values()):
        say_no_data(axes[0, 0], chapter)
        return figure
    axes[-1, 0].set_xlabel(words("chart.percent_trust", chapter.language))
    _legend(figure, axes[0, 0], chapter)
    return figure


def _draw_year(axis: Axes, rows: pd.DataFrame, chapter: Chapter) -> None:
    ordered = rows.iloc[::-1]
    for height, row in enumerate(ordered.itertuples()):
        is_own = row.Index == chapter.country
        colour = "black" if is_own else GREY
        axis.plot([row.government, row.business], [height, height], color=colour, zorder=1)
        _draw_ends(axis, row, height)
        _write_gap(axis, row, height, is_own=is_own)
    names = [_name(chapter, entity) for entity in ordered.index]
    axis.set_yticks(range(len(ordered)), names)
    for label, entity in zip(axis.get_yticklabels(), ordered.index, strict=True):
        label.set_fontweight("bold" if entity == chapter.country else "normal")
    axis.set_xlim(0, 118)
    axis.set_xticks(range(0, 101, 20))
    axis.set_ylim(-0.6, len(ordered) - 0.4)
    axis.grid(visible=False, axis="y")
    axis.grid(axis="x")


def _name(chapter: Chapter, entity: str) -> str:
    if entity in MEANS:
        return words("chart.mean", chapter.language)
    return country_name(entity, chapter.language)


def _draw_ends(axis: Axes, row, height: int) -> None:
    for indicator, value, confidence in (
        (GOVERNMENT, row.government, row.government_confidence),
        (BUSINESS, row.business, row.business_confidence),
    ):
        colour = COLOURS[indicator]
        fill = colour if confidence in SURE else "white"
        marker = MARKERS[indicator]
        axis.plot(value, height, marker=marker, color=colour, markerfacecolor=fill, zorder=2)
        is_right = value == max(row.government, row.business)
        axis.annotate(
            shown_number(value, 0),
            (value, height),
            xytext=(7 if is_right else -7, 0),
            textcoords="offset points",
            ha="left" if is_right else "right",
            va="center",
            fontsize=8.5,
        )


def _write_gap(axis: Axes, row, height: int, *, is_own: bool) -> None:
    axis.text(
        117,
        height,
        shown_number(row.gap, 0, signed=True),
        ha="right",
        va="center",
        fontsize=9.5,
        fontweight="bold" if is_own else "normal",
    )


def _legend(figure: Figure, axis: Axes, chapter: Chapter) -> None:
    for indicator in (GOVERNMENT, BUSINESS):
        name = short_name(indicator, chapter.language)
        colour, marker = COLOURS[indicator], MARKERS[indicator]
        axis.plot([], [], marker, color=colour, label=name)
    hollow = words("chart.hollow", chapter.language)
    axis.plot([], [], "o", color=GREY, markerfacecolor="white", label=hollow)
    axis.plot([], [], " ", label=words("chart.gap", chapter.language))
    figure.legend(loc="outside upper center", ncols=2, fontsize=8, columnspacing=1.0)
