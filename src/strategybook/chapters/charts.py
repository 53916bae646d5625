"""The charts of the index chapters. Each takes observations and returns a figure."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from strategybook import strategy
from strategybook.catalogue import decimals, short_name
from strategybook.chapters import method_breaks
from strategybook.countries import WORLD
from strategybook.language import country_name, shown_number, shown_year, words
from strategybook.observations import series
from strategybook.show.exhibits import Chapter
from strategybook.show.svg import BLUE, GREEN, GREY, ORANGE, PURPLE, VERMILION, new_figure

# Keeps a value readable where a line crosses it.
HALO = [withStroke(linewidth=2.5, foreground="white")]
DIGIT_HEIGHT = 0.72  # of a digit, as a share of the font's size
# The first survey that the appendix of the strategy draws.
BASELINE_YEAR = 2016


def history(
    chapter: Chapter,
    table: pd.DataFrame,
    indicator: str,
    *,
    measures: tuple[str, ...] = ("rank", "score"),
    targets: bool = False,
    breaks: bool = False,
    check: pd.DataFrame | None = None,
) -> Figure:
    """Draw an indicator's rank above its score, survey by survey.

    A measure without values has no panel. With the strategy's targets and the changes of method
    if asked, and hollow what it printed otherwise than recomputed (`check`: rows of the printed
    check).
    """
    own = {measure: series(table, indicator, chapter.country, measure) for measure in measures}
    held = {measure: values for measure, values in own.items() if len(values)} or own
    figure, axes = new_figure(2.3 * len(held), rows=len(held), sharex=True, squeeze=False)
    for axis, (measure, values) in zip(axes[:, 0], held.items(), strict=True):
        _draw_series(axis, values, indicator, measure)
        if breaks:
            _draw_breaks(axis, method_breaks.between(indicator, values.index))
        if targets:
            draw_target(axis, strategy.target(indicator, measure), chapter, measure)
        if check is not None and chapter.is_the_strategys:
            _draw_differences(axis, check[check["measure"] == measure], chapter)
        axis.set_title(words(f"measure.{measure}", chapter.language))
        axis.margins(x=0.08, y=0.25)
        if measure == "rank":
            best_rank_first(axis.yaxis)
        _year_ticks(axis, values.index, chapter.language)
    return figure


def _draw_series(axis: Axes, values: pd.Series, indicator: str, measure: str) -> None:
    axis.plot(values.index, values, marker="o", color=BLUE)
    sides = free_sides(values, measure)
    for year in apart(values.index):
        write_value(
            axis,
            (year, values[year]),
            shown_number(values[year], decimals(indicator, measure)),
            side=sides[year],
            fontsize=9 if len(values) < 8 else 7.5,
        )


def free_sides(values: pd.Series, measure: str) -> pd.Series:
    """Return on which side of each point of a line there is room for its label.

    A pair: left (-1), right (1) or neither (0), and above (1) or below (-1). Above is where the
    point stands no lower than the middle of its neighbours; where the line passes through it
    rising or falling, the label moves away from the line. Ranks run downwards.
    """
    upwards = -values if measure == "rank" else values
    before, after = upwards.shift(1), upwards.shift(-1)
    middle = pd.concat([before, after], axis=1).mean(axis=1)
    up = np.where((upwards >= middle) | middle.isna(), 1, -1)
    passes = (upwards - before) * (after - upwards) > 0
    aside = np.where(passes, -np.sign(after - before) * up, 0).astype(int)
    return pd.Series(list(zip(aside.tolist(), up.tolist(), strict=True)), index=values.index)


def write_value(
    axis: Axes,
    point: tuple[float, float],
    text: str,
    *,
    side: tuple[int, int],
    fontsize: float,
    **style,
) -> None:
    """Write a value on a side of its point (see `free_sides`), with a halo that keeps lines off."""
    aside, up = side
    axis.annotate(
        text,
        point,
        xytext=(7 * aside, 7 if up > 0 else -7 - DIGIT_HEIGHT * fontsize),
        textcoords="offset points",
        ha="center",
        fontsize=fontsize,
        path_effects=HALO,
        zorder=4,
        **style,
    )


def apart(years: Sequence[int], longest: int = 15) -> list[int]:
    """Return the years that leave room for a label each: the newest, and back from it.

    A span of `longest` years or more has room for every second year.
    """
    room = 1 if len(years) and years[-1] - years[0] < longest else 2
    kept: list[int] = []
    for year in years[::-1]:
        if not kept or kept[-1] - year >= room:
            kept.append(int(year))
    return kept[::-1]


def _draw_breaks(axis: Axes, breaks: list[float]) -> None:
    for place in breaks:
        axis.axvline(place, color=GREY, linestyle=":", linewidth=1)


def draw_target(axis: Axes, target: float | None, chapter: Chapter, measure: str) -> None:
    """Draw a target as a dashed line and write it above the panel; nothing where there is none.

    Targets are the strategy's, and so of its country alone.
    """
    if target is None or not chapter.is_the_strategys:
        return
    axis.axhline(target, color=VERMILION, linestyle="--", linewidth=1.5)
    name_target(axis, strategy.shown_target(target, measure), chapter)


def name_target(axis: Axes, shown: str, chapter: Chapter) -> None:
    """Write a target above a panel, on the right."""
    axis.set_title(
        words("chart.target", chapter.language, target=shown),
        loc="right",
        color=VERMILION,
        fontsize=9,
        fontweight="normal",
    )


def _draw_differences(axis: Axes, check: pd.DataFrame, chapter: Chapter) -> None:
    for row in check[check["verdict"] == "differs"].itertuples():
        point = (int(row.year), float(row.printed))
        axis.plot(*point, marker="o", markerfacecolor="white", color=VERMILION)
        axis.annotate(
            words("chart.printed", chapter.language, printed=row.printed),
            point,
            xytext=(6, -16),
            textcoords="offset points",
            color=VERMILION,
            fontsize=9,
        )


def best_rank_first(axis: Axis) -> None:
    """Turn an axis of ranks, `xaxis` or `yaxis`, so that 1 is best: on top, or on the right."""
    low, high = sorted(axis.get_view_interval())
    axis.set_ticks(rank_ticks(axis.get_ticklocs(), low, high))
    axis.axes.set(**{f"{axis.axis_name}lim": (high, low)})


def rank_ticks(ticks: Iterable[float], low: float, high: float) -> list[int]:
    """Return the ranks nearest to those ticks that lie on an axis: whole, and none below 1."""
    return sorted({max(round(tick), 1) for tick in ticks if low <= tick <= high})


def _year_ticks(axis: Axes, years: pd.Index, language: str) -> None:
    shown = apart(years)
    axis.set_xticks(shown, [shown_year(year, language) for year in shown])
    axis.tick_params(axis="x", labelsize=9 if len(shown) < 8 else 8)


def components(chapter: Chapter, table: pd.DataFrame, indicators: list[str]) -> Figure:
    """Draw the components of an index as lines, each with the mean of all states dotted."""
    figure, axis = new_figure(3.8)
    for indicator, colour in zip(indicators, (BLUE, ORANGE, GREEN, PURPLE), strict=False):
        own = series(table, indicator, chapter.country, "score")
        world = series(table, indicator, WORLD, "score")
        axis.plot(
            own.index, own, color=colour, marker="o", label=short_name(indicator, chapter.language)
        )
        axis.plot(world.index, world, color=colour, linestyle=":", linewidth=1.5)
    axis.plot([], [], color=GREY, linestyle=":", label=country_name(WORLD, chapter.language))
    axis.set_ylim(0, 1)
    figure.legend(loc="outside upper center", ncols=4, fontsize=9, columnspacing=1.2)
    _year_ticks(axis, own.index, chapter.language)
    return figure


def rank_moves(
    chapter: Chapter, table: pd.DataFrame, indicator: str, entities: list[str], years: list[int]
) -> Figure:
    """Draw where each country stood in two surveys: hollow before, full after, best on top."""
    first, last = years[0], years[-1]
    ranks = table[
        (table["indicator"] == indicator)
        & (table["measure"] == "rank")
        & table["entity"].isin(entities)
        & table["year"].isin([first, last])
    ].pivot(index="entity", columns="year", values="value")
    ranks = ranks.reindex(columns=[first, last]).dropna().sort_values(last, ascending=False)
    figure, axis = new_figure(1.2 + 0.34 * len(ranks))
    for height, (entity, row) in enumerate(ranks.iterrows()):
        colour = BLUE if entity == chapter.country else GREY
        axis.plot([row[first], row[last]], [height, height], color=colour)
        axis.plot(row[first], height, marker="o", markerfacecolor="white", color=colour)
        axis.plot(row[last], height, marker="o", color=colour)
    axis.set_yticks(
        range(len(ranks)), [country_name(entity, chapter.language) for entity in ranks.index]
    )
    axis.grid(axis="x")
    best_rank_first(axis.xaxis)
    measure = words("measure.rank", chapter.language)
    axis.set_xlabel(words("chart.best_on_the_right", chapter.language, measure=measure))
    for year, fill in ((first, "white"), (last, GREY)):
        axis.plot(
            [],
            [],
            marker="o",
            linestyle="",
            color=GREY,
            markerfacecolor=fill,
            label=shown_year(year, chapter.language),
        )
    figure.legend(loc="outside upper right", ncols=2, fontsize=9)
    return figure


def weights(chapter: Chapter, printed: pd.DataFrame) -> Figure:
    """Draw printed weights in per cent as bars, in their order from the top."""
    names = [words(f"bar.{series}", chapter.language) for series in printed["series"]]
    figure, axis = new_figure(0.7 + 0.34 * len(names))
    bars = axis.barh(names[::-1], printed["printed"].astype(float)[::-1], color=BLUE)
    axis.bar_label(bars, fmt="%.0f", padding=3)
    axis.margins(x=0.12)
    axis.grid(visible=False)
    axis.set_xlabel(words("unit.percent", chapter.language))
    return figure
