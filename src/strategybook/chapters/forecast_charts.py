"""The charts of the chapters on forecasts. Each returns a figure."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from strategybook import strategy
from strategybook.catalogue import indicators, series_name, short_name
from strategybook.chapters import forecast_figures
from strategybook.chapters.charts import HALO, apart, best_rank_first, draw_target
from strategybook.chapters.course_charts import say_no_data
from strategybook.language import shown_number, shown_year, words
from strategybook.observations import series
from strategybook.show.exhibits import Chapter
from strategybook.show.svg import BLUE, GREY, ORANGE, VERMILION, new_figure

# Each band: its lower and upper quantile, how dark, and the words at its edge.
BANDS = (
    (0.025, 0.975, 0.15, "chart.band_nineteen"),
    (0.1, 0.9, 0.25, "chart.band_eight"),
    (0.25, 0.75, 0.40, "chart.band_half"),
)
# Decimals of each measure: no more than a forecast can mean.
DIGITS = {"rank": 0, "score": 2, "percentile_rank": 0, "percent": 0}
# Labels at the right edge keep this share of the height apart.
APART = 0.1
# A chart of fans starts no earlier, so that what is to come has room.
FIRST_YEAR = 2012


def fans(
    chapter: Chapter,
    observed: pd.DataFrame,
    forecasts: pd.DataFrame,
    what: list[tuple[str, str]],
    *,
    later: pd.DataFrame | None = None,
) -> Figure:
    """Draw series with what may come of them, one beneath the other.

    Parameters
    ----------
    observed
        Observations up to where the forecasts begin.
    forecasts
        From `forecast_figures.forecasts`.
    what
        Indicator and measure of each.
    later
        Observations in which what came later may be found: drawn as hollow points.
    """
    figure, axes = new_figure(2.5 * len(what), rows=len(what), squeeze=False)
    names = {indicator for indicator, _ in what}
    for axis, (indicator, measure) in zip(axes[:, 0], what, strict=True):
        past = series(observed, indicator, chapter.country, measure)
        ahead = forecast_figures.quantiles(forecasts, indicator, measure, chapter.country)
        if ahead.empty and past.empty:
            say_no_data(axis, chapter)
            continue
        first_ahead = ahead.index[0] if len(ahead) else past.index[-1] + 1
        past = past[past.index < first_ahead]
        past = past[past.index >= min(FIRST_YEAR, past.index[-2:].min())]
        _draw(axis, chapter, past, ahead, (indicator, measure))
        if later is not None:
            _draw_later(axis, series(later, indicator, chapter.country, measure), past)
        title = words(f"measure.{measure}", chapter.language)
        alone = len(names) == 1
        axis.set_title(title if alone else f"{short_name(indicator, chapter.language)}")
        draw_target(axis, strategy.target(indicator, measure), chapter, measure)
    return figure


def _draw(axis: Axes, chapter: Chapter, past: pd.Series, ahead: pd.DataFrame, key) -> None:
    """Draw one series with its fan, if anything is left to forecast, and the labels at its edge."""
    if len(ahead):
        _draw_fan(axis, past, ahead)
    axis.plot(past.index, past, marker="o", color=BLUE, markersize=4.5)
    lowest_is_best = indicators().loc[key, "best"] == "lowest"
    axis.margins(x=0.02, y=0.12)
    if lowest_is_best:
        best_rank_first(axis.yaxis)
    digits = DIGITS[key[1]]
    if len(ahead):
        _label(axis, chapter, ahead.iloc[-1], digits, lowest_is_best=lowest_is_best)
    _label_last(axis, past, digits, lowest_is_best=lowest_is_best)
    years = [*past.index, *ahead.index]
    _year_ticks(axis, years, chapter.language)


def _draw_fan(axis: Axes, past: pd.Series, ahead: pd.DataFrame) -> None:
    """Draw what may come after the last value: bands, and the middle as a dotted line."""
    start = pd.DataFrame([[past.iloc[-1]] * ahead.shape[1]], [past.index[-1]], ahead.columns)
    fan = pd.concat([start, ahead])
    for low, high, dark, _ in BANDS:
        axis.fill_between(fan.index, fan[low], fan[high], color=BLUE, alpha=dark, linewidth=0)
    axis.plot(fan.index, fan[0.5], color="white", linewidth=1.2, linestyle=":")


def _label(axis: Axes, chapter: Chapter, end: pd.Series, digits: int, *, lowest_is_best) -> None:
    """Write at the right edge how likely each band is, and the middle of the fan."""
    upper = [(low if lowest_is_best else high) for low, high, _, _ in BANDS]
    texts = [words(key, chapter.language) for _, _, _, key in BANDS]
    values = [*(end[level] for level in upper), end[0.5]]
    texts.append(words("chart.middle", chapter.language, value=shown_number(end[0.5], digits)))
    for place, (height, text) in enumerate(zip(_spread(axis, values), texts, strict=True)):
        axis.annotate(
            text,
            (1, height),
            xycoords="axes fraction",
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
            color=BLUE if place < len(BANDS) else "black",
        )


def _spread(axis: Axes, values: list[float]) -> list[float]:
    """Return heights from 0 to 1 for labels, in their order from the top, kept apart."""
    bottom, top = axis.get_ylim()
    heights = [(value - bottom) / (top - bottom) for value in values]
    for place in range(1, len(heights)):
        heights[place] = min(heights[place], heights[place - 1] - APART)
    return heights


def _label_last(axis: Axes, past: pd.Series, digits: int, *, lowest_is_best: bool) -> None:
    """Write the last value on the side of its point that the line does not come from."""
    came = past.iloc[-1] - past.iloc[-2:].iloc[0]
    from_above = came > 0 if lowest_is_best else came < 0
    axis.annotate(
        shown_number(past.iloc[-1], digits),
        (past.index[-1], past.iloc[-1]),
        xytext=(-3, -15 if from_above else 7),
        textcoords="offset points",
        ha="right",
        fontsize=9,
        path_effects=HALO,
    )


def _draw_later(axis: Axes, later: pd.Series, past: pd.Series) -> None:
    """Draw what was published after the forecast, as hollow points."""
    after = later[later.index > past.index[-1]]
    axis.plot(
        after.index,
        after,
        marker="D",
        linestyle="",
        markerfacecolor="white",
        color=VERMILION,
        markersize=6,
    )


def _year_ticks(axis: Axes, years: list[int], language: str) -> None:
    shown = apart(years, longest=8)
    axis.set_xticks(shown, [shown_year(year, language) for year in shown], fontsize=8.5)


def chances(chapter: Chapter, table: pd.DataFrame, names: list[str]) -> Figure:
    """Draw the chance of each target as a bar beneath its name, in their order from the top."""
    figure, axis = new_figure(0.2 + 0.5 * len(table))
    colours = np.where(table["evidence"] == "one series", GREY, BLUE)
    heights = np.arange(len(table))[::-1]
    axis.barh(heights, 100, color="#eeeeee", height=0.4)
    axis.barh(heights, 100 * table["chance"], color=colours, height=0.4)
    for height, name, chance in zip(heights, names, table["chance"], strict=True):
        axis.text(0, height + 0.28, name, fontsize=9.5, va="bottom")
        text = words("chart.in_hundred", chapter.language, chance=round(100 * chance))
        axis.text(100 * chance + 1.5, height - 0.02, text, fontsize=9.5, va="center")
    axis.set_xlim(0, 100)
    axis.set_ylim(-0.4, len(table) - 0.2)
    axis.set_axis_off()
    return figure


def errors(chapter: Chapter, table: pd.DataFrame, methods: dict[str, str]) -> Figure:
    """Draw the error of some methods for each index, relative to no change.

    Parameters
    ----------
    table
        From `forecast_figures.error_ratios`.
    methods
        Colour of each method shown.
    """
    figure, axis = new_figure(1.1 + 0.36 * len(table))
    heights = np.arange(len(table))[::-1]
    axis.axvline(1, color=GREY, linewidth=1.5)
    for method, colour in methods.items():
        label = words(f"method.{method}", chapter.language)
        axis.plot(table[method], heights, marker="o", linestyle="", color=colour, label=label)
    axis.set_yticks(heights, _series_names(table.index, chapter.language))
    axis.tick_params(axis="y", labelsize=9)
    axis.grid(axis="x")
    figure.supxlabel(words("chart.error_axis", chapter.language), fontsize=9)
    figure.legend(loc="outside upper left", ncols=2, fontsize=9, columnspacing=1.2)
    return figure


def _series_names(keys: pd.MultiIndex, language: str) -> list[str]:
    """Return the name of each series, with its measure where an index has more than one."""
    number = keys.get_level_values("indicator").value_counts()
    return [
        series_name(indicator, measure, language)
        if number[indicator] > 1
        else short_name(indicator, language)
        for indicator, measure in keys
    ]


def coverage(chapter: Chapter, table: pd.DataFrame) -> Figure:
    """Draw the share of countries inside the 8-in-10 interval, each survey a dot, the mean a line.

    `table` has the columns `name, coverage_80`, one row a survey and step ahead.
    """
    names = list(dict.fromkeys(table["name"]))
    figure, axis = new_figure(0.9 + 0.36 * len(names))
    for height, name in enumerate(names[::-1]):
        values = 100 * table.loc[table["name"] == name, "coverage_80"]
        axis.plot(values, [height] * len(values), marker="o", linestyle="", color=BLUE, alpha=0.3)
        axis.plot(values.mean(), height, marker="D", color=ORANGE, markeredgecolor="black")
    axis.axvline(80, color=GREY, linewidth=1.5)
    axis.set_yticks(range(len(names)), names[::-1])
    axis.tick_params(axis="y", labelsize=9)
    axis.set_xlim(0, 102)
    axis.grid(axis="x")
    figure.supxlabel(words("chart.coverage_axis", chapter.language), fontsize=9)
    return figure
