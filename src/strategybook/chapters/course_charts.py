"""Charts of courses: how ranks, shares and counts moved year by year, with targets and margins."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from strategybook.catalogue import decimals, short_name
from strategybook.chapters.charts import HALO, draw_target, free_sides, rank_ticks, write_value
from strategybook.language import country_name, shown_number, shown_year, words
from strategybook.observations import pick
from strategybook.show.exhibits import Chapter
from strategybook.show.svg import BLUE, GREY, new_figure

# Figures that a publisher states itself or two sources agree on; others are drawn hollow.
SURE = ("primary publisher", "two secondary sources agree")


def courses(
    chapter: Chapter,
    table: pd.DataFrame,
    indicators: list[str],
    measure: str,
    *,
    targets: Mapping[str, float] | None = None,
    margins: Mapping[int, float] | None = None,
) -> Figure:
    """Draw the course of indicators in panels under each other, missing years dotted over.

    All panels have one scale, so that a small move looks small.

    Parameters
    ----------
    targets
        The target of an indicator, drawn as a dashed line.
    margins
        The margin of error of a year's values, plus or minus, in the unit of the values.
    """
    rows = pick(table, indicators, [chapter.country], measures=[measure])
    figure, axes = new_figure(
        0.7 + 1.35 * len(indicators) + 0.7 * (len(indicators) == 1),
        rows=len(indicators),
        sharex=True,
        sharey=True,
        squeeze=False,
    )
    for axis, indicator in zip(axes[:, 0], indicators, strict=True):
        own = rows[rows["indicator"] == indicator].sort_values("year")
        _draw_course(axis, own, chapter, margins or {})
        draw_target(axis, (targets or {}).get(indicator), chapter, measure)
        name = short_name(indicator, chapter.language)
        axis.set_title(
            name if len(indicators) > 1 else words(f"measure.{measure}", chapter.language)
        )
    if measure == "rank" and len(rows):
        best_on_top(axes[0, 0])
    year_ticks(axes[-1, 0], rows, chapter)
    say_hollow(figure, rows, chapter)
    return figure


def _draw_course(
    axis: Axes, rows: pd.DataFrame, chapter: Chapter, margins: Mapping[int, float]
) -> None:
    if rows.empty:
        say_no_data(axis, chapter)
        return
    axis.margins(x=0.08, y=0.35)
    _draw_runs(axis, rows, BLUE, 2)
    sides = free_sides(rows["value"], rows["measure"].iloc[0])
    for row in rows.itertuples():
        _draw_point(axis, row, margins.get(row.year), sides[row.Index])


def _draw_runs(axis: Axes, rows: pd.DataFrame, colour: str, width: float) -> None:
    """Draw a line through values, dotted where a year of the publisher's cycle has none."""
    values = rows.set_index("year")["value"]
    axis.plot(values.index, values, color=GREY, linestyle=":", linewidth=1.4)
    gaps = values.index.diff()
    for _, run in values.groupby((gaps > gaps.min()).cumsum()):
        axis.plot(run.index, run, color=colour, linewidth=width)


def _draw_point(axis: Axes, row, margin: float | None, side: tuple[int, int]) -> None:
    if margin:
        axis.errorbar(row.year, row.value, yerr=margin, color=GREY, linewidth=1.2, capsize=3)
    fill = BLUE if row.confidence in SURE else "white"
    axis.plot(row.year, row.value, marker="o", color=BLUE, markerfacecolor=fill, zorder=3)
    text = shown_number(row.value, decimals(row.indicator, row.measure))
    if not margin:
        write_value(axis, (row.year, row.value), text, side=side, fontsize=9)
        return
    axis.annotate(
        text,
        (row.year, row.value),
        xytext=(7, 4),
        textcoords="offset points",
        fontsize=9,
        path_effects=HALO,
        zorder=4,
    )


def say_no_data(axis: Axes, chapter: Chapter) -> None:
    """Say in an empty panel that there are no data."""
    axis.text(0.5, 0.5, words("no_data", chapter.language), ha="center", transform=axis.transAxes)
    axis.tick_params(left=False, labelleft=False)
    axis.grid(visible=False)


def best_on_top(axis: Axes) -> None:
    """Turn a rank axis the right way up: 1 is best, and no rank is better than 1."""
    low, high = sorted(axis.get_ylim())
    ticks = MaxNLocator(nbins=5, integer=True).tick_values(max(low, 0), high)
    axis.set_yticks([tick for tick in rank_ticks(ticks, 0, high) if tick < high])
    # Above rank 1 there is room for labels alone.
    axis.set_ylim(high, max(low, -high / 8))


def year_ticks(axis: Axes, rows: pd.DataFrame, chapter: Chapter) -> None:
    """Write each year, and below it how many economies were ranked, where that is known."""
    economies = rows.dropna(subset="economies").groupby("year")["economies"].max()
    years = sorted(rows["year"].unique())
    labels = [shown_year(year, chapter.language) for year in years]
    if len(economies):
        labels = [
            f"{label}\n{words('chart.of', chapter.language, number=economies.get(year, '?'))}"
            for label, year in zip(labels, years, strict=True)
        ]
    axis.set_xticks(years, labels)
    axis.tick_params(axis="x", labelsize=9 if len(years) < 7 else 8)


def say_hollow(figure: Figure, rows: pd.DataFrame, chapter: Chapter) -> None:
    """Say below a figure what a hollow point is, where it has one."""
    if not rows["confidence"].isin(SURE).all():
        figure.supxlabel(words("chart.hollow", chapter.language), fontsize=8, color=GREY)


def spread(places: list[float], gap: float) -> list[float]:
    """Return places in their order, moved as little as a simple pass does to keep a gap.

    Parameters
    ----------
    places
        In ascending order.
    gap
        The least distance between two neighbours.
    """
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap) if moved else place)
    back = (sum(moved) - sum(places)) / len(places) if places else 0
    return [place - back for place in moved]


def peers(
    chapter: Chapter,
    table: pd.DataFrame,
    indicator: str,
    entities: list[str],
    *,
    target: float | None = None,
) -> Figure:
    """Draw the ranks of countries as lines with their names at the end, best on top."""
    rows = pick(table, indicator, entities, measures=["rank"]).sort_values("year")
    figure, axis = new_figure(4.2 if len(rows) else 1.2)
    if rows.empty:
        say_no_data(axis, chapter)
        axis.set_xticks([])
        return figure
    for entity in sorted(rows["entity"].unique(), key=lambda name: name == chapter.country):
        _draw_line(axis, rows[rows["entity"] == entity], is_own=entity == chapter.country)
    draw_target(axis, target, chapter, "rank")
    best_on_top(axis)
    _name_lines(axis, rows, chapter)
    year_ticks(axis, rows, chapter)
    say_hollow(figure, rows, chapter)
    return figure


def _draw_line(axis: Axes, rows: pd.DataFrame, *, is_own: bool) -> None:
    colour = BLUE if is_own else GREY
    _draw_runs(axis, rows, colour, 2.4 if is_own else 1.4)
    for sure, fill in ((True, colour), (False, "white")):
        points = rows[rows["confidence"].isin(SURE) == sure]
        axis.plot(
            points["year"], points["value"], "o", color=colour, markerfacecolor=fill, markersize=5
        )


def _name_lines(axis: Axes, rows: pd.DataFrame, chapter: Chapter) -> None:
    last = rows.groupby("entity").last().sort_values(["value"])
    low, high = sorted(axis.get_ylim())
    places = spread(list(last["value"]), (high - low) / 20)
    end = rows["year"].max()
    for place, (entity, row) in zip(places, last.iterrows(), strict=True):
        name = country_name(entity, chapter.language)
        year = "" if row["year"] == end else f" ({shown_year(row['year'], chapter.language)})"
        axis.annotate(
            f"{name} {shown_number(row['value'], 0)}{year}",
            (end, place),
            xytext=(9, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
            color=BLUE if entity == chapter.country else "black",
            annotation_clip=False,
        )
