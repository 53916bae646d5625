"""Charts of several indicators side by side: small panels, one an indicator."""

import textwrap

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from strategybook.catalogue import short_name
from strategybook.language import shown_year, words
from strategybook.observations import pick, series
from strategybook.show.exhibits import Chapter
from strategybook.show.svg import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    SKY,
    VERMILION,
    new_figure,
)

# Of the editions, the newest last.
COLOURS = (SKY, PURPLE, VERMILION, ORANGE, GREEN, BLUE)
# As many letters of a panel's name as fit into a line above it.
LETTERS = {"en": 26, "th": 30}


def _panels(chapter: Chapter, indicators: list[str]) -> tuple[Figure, dict[str, Axes]]:
    """Return a figure with a panel an indicator, two beside each other, named above each."""
    columns = min(2, len(indicators))
    rows = -(-len(indicators) // columns)
    figure, axes = new_figure(
        1.75 * rows + 0.6 if columns == 2 else 3.8,
        rows=rows,
        columns=columns,
        sharex=True,
        sharey=True,
        squeeze=False,
    )
    panels = dict(zip(indicators, axes.flat, strict=False))
    for axis in axes.flat[len(panels) :]:
        axis.remove()
        axes[-2, 1].tick_params(labelbottom=True)  # of which nothing is below any more
    for indicator, axis in panels.items() if columns == 2 else ():
        name = short_name(indicator, chapter.language)
        axis.set_title("\n".join(textwrap.wrap(name, LETTERS[chapter.language])), fontsize=9)
    return figure, panels


def _year_ticks(axis: Axes, years: list[int], language: str) -> None:
    """Mark four years or fewer, the newest among them."""
    step = max(-(-len(years) // 4), 1)
    shown = years[::-1][::step]
    axis.set_xticks(shown, [shown_year(year, language) for year in shown])
    axis.tick_params(axis="both", labelsize=9)


def bounds_of(chapter: Chapter, table: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Return the `lower` and `upper` bound of each year that has both."""
    return pd.DataFrame(
        {
            measure: series(table, indicator, chapter.country, measure)
            for measure in ("lower", "upper")
        }
    ).dropna()


def has_bounds(chapter: Chapter, table: pd.DataFrame, indicators: list[str]) -> bool:
    """Tell whether the publisher gives bounds of any of the indicators."""
    return any(len(bounds_of(chapter, table, indicator)) for indicator in indicators)


def with_margin(table: pd.DataFrame) -> str:
    """Return the newest edition that gives bounds of percentile ranks, "" where none does."""
    return max(table.loc[table["measure"].isin(["lower", "upper"]), "edition"], default="")


def _draw_band(
    axis: Axes, chapter: Chapter, table: pd.DataFrame, indicator: str, edition: str = ""
) -> None:
    bounds = bounds_of(chapter, table, indicator)
    if bounds.empty:
        return
    axis.fill_between(
        bounds.index,
        bounds["lower"],
        bounds["upper"],
        color=BLUE,
        alpha=0.15,
        lw=0,
        label=words("chart.bounds", chapter.language, edition=edition),
    )


def with_bounds(chapter: Chapter, table: pd.DataFrame, indicators: list[str]) -> Figure:
    """Draw percentile ranks with the bounds that their publisher gives them, a panel each."""
    figure, panels = _panels(chapter, _ranked(table, indicators))
    years = sorted(int(year) for year in table["year"].unique())
    for indicator, axis in panels.items():
        ranks = series(table, indicator, chapter.country, "percentile_rank")
        _draw_band(axis, chapter, table, indicator)
        axis.plot(ranks.index, ranks, color=BLUE, marker="o" if len(ranks) < 12 else "")
        _year_ticks(axis, years, chapter.language)
    axis.set_ylim(0, 100)
    return figure


def _ranked(table: pd.DataFrame, indicators: list[str]) -> list[str]:
    """Return the indicators that have percentile ranks; all, if none has."""
    has = set(table.loc[table["measure"] == "percentile_rank", "indicator"])
    return [name for name in indicators if name in has] or indicators


def by_edition(chapter: Chapter, table: pd.DataFrame, indicators: list[str]) -> Figure:
    """Draw percentile ranks as each edition states them, with the margin of the newest one.

    Of the newest one, that is, that gives bounds.

    `table` holds the percentile ranks and their bounds of one country, in every edition.
    """
    figure, panels = _panels(chapter, indicators)
    names = sorted(table["edition"].unique())[-len(COLOURS) :]
    if not names:
        return figure
    banded = with_margin(table)
    for indicator, axis in panels.items():
        _draw_band(axis, chapter, table[table["edition"] == banded], indicator, banded)
        for edition, colour in zip(names, COLOURS[-len(names) :], strict=True):
            of_edition = table[table["edition"] == edition]
            ranks = series(of_edition, indicator, chapter.country, "percentile_rank")
            label = words("chart.edition", chapter.language, edition=edition)
            axis.plot(ranks.index, ranks, color=colour, linewidth=1.5, label=label)
        _year_ticks(axis, sorted(int(year) for year in table["year"].unique()), chapter.language)
    handles, labels = axis.get_legend_handles_labels()
    figure.legend(
        handles, labels, loc="outside upper center", ncols=2, fontsize=9, columnspacing=1.0
    )
    return figure


def beside_peers(
    chapter: Chapter, table: pd.DataFrame, indicators: list[str], entities: list[str], year: int
) -> Figure:
    """Draw where each country stands: a row an indicator, a point a country, the own one full."""
    ranks = pick(table, indicators, entities, [year], ["percentile_rank"])
    indicators = _ranked(ranks, indicators)
    figure, axis = new_figure(0.9 + 0.46 * len(indicators))
    names = []
    for height, indicator in enumerate(indicators[::-1]):
        own = ranks[ranks["indicator"] == indicator].set_index("entity")["value"]
        others = own.drop(chapter.country, errors="ignore")
        axis.plot(
            others, [height] * len(others), "o", color=GREY, markerfacecolor="white", markersize=7
        )
        if chapter.country in own:
            axis.plot(own[chapter.country], height, "o", color=BLUE, markersize=9)
        name = short_name(indicator, chapter.language)
        names.append("\n".join(textwrap.wrap(name, LETTERS[chapter.language])))
    axis.set_yticks(range(len(names)), names, fontsize=9)
    axis.grid(visible=True, axis="both")
    axis.set_xlim(-3, 103)
    measure = words("measure.percentile_rank", chapter.language)
    # Of the figure and not of the axis, which is too narrow for it beside long names.
    label = words("chart.best_on_the_right", chapter.language, measure=measure)
    figure.supxlabel(label, fontsize=10)
    return figure
