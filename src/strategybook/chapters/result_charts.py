"""Charts of results against targets, and of the funnel of public services."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from strategybook.catalogue import short_name
from strategybook.chapters import funnel
from strategybook.chapters.charts import name_target
from strategybook.language import shown_number, words
from strategybook.show.exhibits import Chapter
from strategybook.show.svg import BLUE, GREY, SKY, VERMILION, new_figure


def services(chapter: Chapter, numbers: pd.Series) -> Figure:
    """Draw the funnel of services, and beside each step what is not reached.

    `numbers` holds how many there are of each indicator (the index), the widest first.
    """
    figure, axis = new_figure(0.5 + 0.75 * len(numbers))
    widest = numbers.iloc[0]
    for height, step in enumerate(reversed(funnel.steps(numbers))):
        axis.barh(height, step.number, color=BLUE, height=0.5)
        axis.barh(height, step.lost, left=step.number, color=SKY, alpha=0.35, height=0.5)
        axis.text(0, height + 0.31, _title(chapter, step), va="bottom", fontsize=9.5)
        if step.lost:
            left = words("chart.left", chapter.language, number=shown_number(step.lost, 0))
            axis.text(step.number + step.lost + widest / 80, height, left, va="center", fontsize=9)
    axis.set_xlim(0, widest * 1.02)
    axis.set_ylim(-0.4, len(numbers) - 0.2)
    axis.axis("off")
    return figure


def _title(chapter: Chapter, step: funnel.Step) -> str:
    name = short_name(step.indicator, chapter.language)
    number = shown_number(step.number, 0)
    if not step.lost:
        return f"{name}: {number}"
    share = words("chart.share", chapter.language, share=shown_number(step.of_previous, 1))
    return f"{name}: {number} ({share})"


@dataclass(frozen=True)
class Bar:
    """A bar of a result with its target, where it has one; both in the same unit."""

    name: str
    value: float
    target: float | None = None
    digits: int = 0


def results(chapter: Chapter, panels: list[tuple[str, list[Bar]]]) -> Figure:
    """Draw results as bars with their targets as dashed lines.

    Parameters
    ----------
    panels
        A title and bars of one unit each; every panel has its own scale from zero.
    """
    sizes = [len(bars) for _, bars in panels]
    figure, axes = new_figure(
        0.3 + 0.62 * len(panels) + 0.36 * sum(sizes),
        rows=len(panels),
        squeeze=False,
        height_ratios=[size + 0.8 for size in sizes],
    )
    for axis, (title, bars) in zip(axes[:, 0], panels, strict=True):
        _draw_bars(axis, bars)
        axis.set_title(title)
        _name_target(axis, chapter, bars)
    return figure


def _draw_bars(axis: Axes, bars: list[Bar]) -> None:
    for height, bar in enumerate(reversed(bars)):
        axis.barh(height, bar.value, color=BLUE, height=0.6)
        axis.annotate(
            shown_number(bar.value, bar.digits),
            (bar.value, height),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=9.5,
        )
        if bar.target is not None:
            ends = [height - 0.42, height + 0.42]
            axis.plot([bar.target] * 2, ends, color=VERMILION, linestyle="--", linewidth=1.8)
    widest = max(max(bar.value, bar.target or 0) for bar in bars)
    axis.set_xlim(0, widest * 1.18)
    axis.set_ylim(-0.6, len(bars) - 0.4)
    axis.set_yticks(range(len(bars)), [bar.name for bar in reversed(bars)])
    axis.tick_params(left=False)
    axis.grid(visible=False)
    axis.spines["left"].set_color(GREY)
    axis.set_xticks([])
    axis.spines["bottom"].set_visible(False)


def _name_target(axis: Axes, chapter: Chapter, bars: list[Bar]) -> None:
    targets = {bar.target for bar in bars if bar.target is not None}
    if len(targets) != 1:
        return
    name_target(axis, shown_number(targets.pop(), 0), chapter)
