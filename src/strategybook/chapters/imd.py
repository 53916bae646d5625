"""IMD's ranks that the strategy reads, and the chart of two years of them."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from strategybook.catalogue import short_name
from strategybook.chapters.charts import best_rank_first
from strategybook.chapters.course_charts import SURE
from strategybook.language import shown_year, words
from strategybook.observations import pick
from strategybook.show.exhibits import Chapter
from strategybook.show.svg import BLUE, GREY, ORANGE, new_figure

OVERALL = "imd_overall"
GOVERNMENT = "imd_government_efficiency"
FACTORS = ["imd_economic_performance", GOVERNMENT, "imd_business_efficiency", "imd_infrastructure"]
# Those of Government Efficiency.
SUB_FACTORS = [
    "imd_public_finance",
    "imd_tax_policy",
    "imd_institutional_framework",
    "imd_business_legislation",
    "imd_societal_framework",
]


def two_years(
    chapter: Chapter, table: pd.DataFrame, indicators: list[str], years: list[int]
) -> Figure:
    """Draw the ranks of indicators in two years, best on the right; a missing one is said.

    The newer year is a circle, the older one a square; what is not sure is hollow.
    """
    rows = pick(table, indicators, [chapter.country], years, ["rank"])
    figure, axis = new_figure(1.5 + 0.5 * len(indicators))
    for height, indicator in enumerate(reversed(indicators)):
        _draw_indicator(axis, rows[rows["indicator"] == indicator], height, chapter, years)
    names = [short_name(indicator, chapter.language) for indicator in reversed(indicators)]
    axis.set_yticks(range(len(indicators)), names)
    axis.set_ylim(-0.6, len(indicators) - 0.4)
    axis.grid(axis="x")
    axis.margins(x=0.1)
    best_rank_first(axis.xaxis)
    axis.set_xlabel(
        words(
            "chart.best_on_the_right",
            chapter.language,
            measure=words("measure.rank", chapter.language),
        )
    )
    if rows.empty:
        axis.set_xticks([])
    _legend(figure, axis, chapter, years)
    return figure


def _draw_indicator(
    axis: Axes, rows: pd.DataFrame, height: int, chapter: Chapter, years: list[int]
) -> None:
    if rows.empty:
        axis.text(
            0.5,
            height,
            words("no_data", chapter.language),
            ha="center",
            va="center",
            transform=axis.get_yaxis_transform(),
        )
    axis.plot(rows["value"], [height] * len(rows), color=GREY)
    for row in rows.itertuples():
        colour, marker = (BLUE, "o") if row.year == years[-1] else (ORANGE, "s")
        fill = colour if row.confidence in SURE else "white"
        axis.plot(row.value, height, marker=marker, color=colour, markerfacecolor=fill)
        axis.annotate(
            f"{row.value:.0f}",
            (row.value, height),
            xytext=(0, 7),
            textcoords="offset points",
            ha="center",
            fontsize=9,
        )


def _legend(figure: Figure, axis: Axes, chapter: Chapter, years: list[int]) -> None:
    for year, marker, colour in ((years[0], "s", ORANGE), (years[-1], "o", BLUE)):
        label = shown_year(year, chapter.language)
        axis.plot([], [], marker=marker, linestyle="", color=colour, label=label)
    hollow = words("chart.hollow", chapter.language)
    axis.plot([], [], "o", color=GREY, markerfacecolor="white", label=hollow)
    figure.legend(loc="outside upper center", ncols=3, fontsize=8, columnspacing=1.0)
