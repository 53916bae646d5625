"""The chart of why ranks moved: step by step from the old rank to the new one."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import blended_transform_factory

from strategybook.catalogue import short_name
from strategybook.chapters.charts import best_rank_first
from strategybook.chapters.rank_change_sentences import NOTHING, shown_rank, steps
from strategybook.language import shown_number, words
from strategybook.rank_changes import BETTER
from strategybook.show.exhibits import Chapter
from strategybook.show.svg import BLUE, GREY, ORANGE, new_figure

COLOURS = {"own_score": BLUE, "other_scores": ORANGE, "came_or_left": GREY}


def waterfall(chapter: Chapter, table: pd.DataFrame) -> Figure:
    """Draw how each rank moved: from the hollow point, by each part, to the full point.

    `table` holds changes of one span of years, as `Chapter.rank_changes` returns them, in the
    order in which they are drawn. The better rank is on the right.
    """
    if table.empty:
        return new_figure(1)[0]
    parts = steps(table)
    figure, axes = new_figure(
        len(table) * (0.42 + 0.24 * parts.shape[1]) + 0.4,
        rows=len(table),
        sharex=True,
        squeeze=False,
    )
    for axis, (_, row), (_, moves) in zip(
        axes[:, 0], table.iterrows(), parts.iterrows(), strict=True
    ):
        _draw(axis, row, moves)
        _name(axis, chapter, row, moves)
    _widen(axis, table)
    measure = words(f"measure.{row['measure']}", chapter.language)
    axis.set_xlabel(words("chart.best_on_the_right", chapter.language, measure=measure))
    if row["measure"] == "rank":
        best_rank_first(axis.xaxis)
    return figure


def _draw(axis: Axes, row: pd.Series, moves: pd.Series) -> None:
    """Draw one bar a part, each from where the bar before it ended."""
    place = row["first"]
    for height, (part, places) in enumerate(moves.items()):
        width = BETTER[row["measure"]] * places
        axis.barh(height, width, left=place, height=0.62, color=COLOURS[part])
        place += width
        if height + 1 < len(moves):
            axis.plot([place, place], [height, height + 1], color=GREY, linewidth=0.8)
    hollow = {"marker": "o", "color": "black", "markerfacecolor": "white", "zorder": 3}
    axis.plot(row["first"], 0, **hollow)
    axis.plot(row["last"], len(moves) - 1, **hollow | {"markerfacecolor": "black"})


def _widen(axis: Axes, table: pd.DataFrame) -> None:
    """Leave room beside the outermost steps, on the axis that all share."""
    parts = steps(table).mul(table["measure"].map(BETTER), axis=0)
    places = parts.cumsum(axis=1).add(table["first"], axis=0).join(table["first"])
    low, high = places.min(axis=None), places.max(axis=None)
    room = max(0.06 * (high - low), 0.5)
    axis.set_xlim(low - room, high + room)


def _name(axis: Axes, chapter: Chapter, row: pd.Series, moves: pd.Series) -> None:
    first, last = (shown_rank(row[end], row["measure"]) for end in ("first", "last"))
    name = short_name(row["indicator"], chapter.language)
    axis.set_title(" ")  # room for the name, which begins at the figure's own edge
    axis.text(
        0.01,
        1.08,
        f"{name}: {first} → {last}",
        transform=blended_transform_factory(axis.figure.transFigure, axis.transAxes),
        fontsize=10,
        fontweight="bold",
        in_layout=False,
    )
    labels = [
        f"{words(f'chart.part.{part}', chapter.language)} {_signed(places)}"
        for part, places in moves.items()
    ]
    axis.set_yticks(range(len(labels)), labels, fontsize=9)
    axis.set_axisbelow(True)
    axis.set_ylim(len(labels) - 0.4, -0.6)
    axis.grid(visible=False, axis="y")
    axis.grid(visible=True, axis="x")
    axis.tick_params(axis="y", length=0)


def _signed(places: float) -> str:
    return shown_number(places, 1, signed=True) if abs(places) > NOTHING else "0"
