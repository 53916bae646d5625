"""The timetable of the flagship projects: when each runs, and the chart of it."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from strategybook import editions, strategy
from strategybook.language import shown_year, words
from strategybook.show.drawing import PAGE, pieces, wrapped
from strategybook.show.exhibits import Chapter
from strategybook.show.svg import BLUE, GREY, ORANGE, SKY, VERMILION, new_figure

FIRST, LAST = 2023, 2027  # years that the projects' own years reach over
PHASES = {"preparation": ORANGE, "project": BLUE, "follow_up": SKY}
BAR, LINE, GAP, ROOM = 12, 17, 12, 4  # heights in points
LABEL_SIZE = 10.5


def projects() -> pd.DataFrame:
    """Return the flagship projects with their printed years (7.2-T) and their agencies.

    Columns of `projects.csv`, `from` and `to` (CE, "" where none are printed) and `agencies`
    (keys with spaces between).
    """
    table = strategy.listed("projects")
    years = phases().query("phase == 'project'").set_index("project")
    agencies = strategy.listed("project_agencies").groupby("project")["agency"].agg(" ".join)
    return table.assign(
        **{end: table["project"].map(years[end]) for end in ("from", "to")},
        agencies=table["project"].map(agencies),
    )


def phases() -> pd.DataFrame:
    """Return `data/raw/strategy/project_phases.csv`: preparation, project and follow-up.

    `from` and `to` are first and last year (CE), "" where the strategy prints none. `basis` is
    `strategy` for the printed years of a project and `reading` where the chart's cells, whose
    spans were lost, are placed by us.
    """
    return strategy.listed("project_phases")


def newest_edition(as_of: str) -> pd.Series:
    """Return the newest edition that a run may see, by its date of publication."""
    table = editions.visible(as_of).merge(editions.editions())
    return table.sort_values(["published_on", "source"]).iloc[-1]


def place_of(published_on: str) -> float:
    """Return where a date lies on an axis of years: a year alone stands for its middle."""
    if len(published_on) == 4:
        return int(published_on) + 0.5
    day = pd.Timestamp(published_on)
    return day.year + (day.day_of_year - 1) / (365 + day.is_leap_year)


def chart(chapter: Chapter, table: pd.DataFrame) -> Figure:
    """Draw the timetable: a bar a phase below the name of its project."""
    names = [_name(chapter, row) for _, row in table.iterrows()]
    heights = [LINE * (name.count("\n") + 1) + ROOM + BAR + GAP for name in names]
    figure, axis = new_figure((sum(heights) + 100) / 72)
    _frame(chapter, axis, sum(heights))
    top = 0
    for name, height, project in zip(names, heights, table["project"], strict=True):
        _write_name(axis, top, name)
        _draw_phases(chapter, axis, project, top + height - GAP - BAR / 2)
        top += height
    _draw_newest_edition(chapter, axis)
    _draw_legend(chapter, figure)
    return figure


def _name(chapter: Chapter, row: pd.Series) -> str:
    name = [f"{row['project']} ", *pieces(row, chapter.language)]
    return wrapped(name, PAGE * 0.93, LABEL_SIZE)


def _write_name(axis: Axes, top: float, name: str) -> None:
    # The line of the newest edition stops at a name.
    behind = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
    style = {"va": "baseline", "fontsize": LABEL_SIZE, "bbox": behind}
    for number, line in enumerate(name.split("\n")):
        # A long name reaches over the years and must not push them together.
        axis.text(FIRST, top + (number + 0.8) * LINE, line, **style).set_in_layout(False)


def _frame(chapter: Chapter, axis: Axes, height: float) -> None:
    axis.set_xlim(FIRST - 0.05, LAST + 1.12)
    axis.set_ylim(height, -4)
    axis.set_xticks(
        [year + 0.5 for year in range(FIRST, LAST + 1)],
        [shown_year(year, chapter.language) for year in range(FIRST, LAST + 1)],
    )
    axis.set_yticks([])
    axis.tick_params(axis="x", length=0, labeltop=True)
    axis.spines[["left", "bottom"]].set_visible(False)
    axis.grid(visible=False)
    for year in range(FIRST, LAST + 2):
        axis.axvline(year, color="#e3e3e3", linewidth=0.8, zorder=0)


def _draw_phases(chapter: Chapter, axis: Axes, project: str, height: float) -> None:
    table = phases()
    mine = table[table["project"] == project]
    own = mine[mine["phase"] == "project"].iloc[0]
    for _, row in mine.iterrows():
        if row["from"]:
            _draw_bar(axis, row, height)
        elif row["phase"] == "project":
            _draw_without_years(chapter, axis, height)
        elif own["from"]:
            _draw_mark(axis, row["phase"], own, height)


def _draw_bar(axis: Axes, row: pd.Series, height: float) -> None:
    first, last = int(row["from"]), int(row["to"])
    colour = PHASES[row["phase"]]
    axis.barh(height, last - first + 0.96, BAR, left=first + 0.02, color=colour, zorder=2)


def _draw_without_years(chapter: Chapter, axis: Axes, height: float) -> None:
    years = {"left": FIRST + 1.02, "width": LAST - FIRST - 0.04}
    axis.barh(height, height=BAR, **years, color="none", edgecolor=GREY, linestyle="--", zorder=2)
    text = words("project.no_years", chapter.language)
    axis.text(FIRST + 3.7, height, text, ha="center", va="center_baseline", fontsize=8)


def _draw_mark(axis: Axes, phase: str, own: pd.Series, height: float) -> None:
    """Draw a phase without years as an arrow before or after the project."""
    is_before = phase == "preparation"
    place = int(own["from"]) - 0.06 if is_before else int(own["to"]) + 1.06
    axis.plot(place, height, marker="<" if is_before else ">", color=PHASES[phase], markersize=7)


def _draw_newest_edition(chapter: Chapter, axis: Axes) -> None:
    edition = newest_edition(chapter.as_of)
    place = place_of(edition["published_on"])
    axis.axvline(place, color=VERMILION, linestyle="--", linewidth=1.5, zorder=1)


def _draw_legend(chapter: Chapter, figure: Figure) -> None:
    year = newest_edition(chapter.as_of)["published_on"][:4]
    newest = words(
        "chart.newest_edition", chapter.language, year=shown_year(year, chapter.language)
    )
    handles = [
        Patch(color=colour, label=words(f"phase.{phase}", chapter.language))
        for phase, colour in PHASES.items()
    ]
    handles.append(Line2D([], [], color=VERMILION, linestyle="--", label=newest))
    figure.legend(handles=handles, loc="outside lower center", ncols=2, fontsize=9)


def described(chapter: Chapter, table: pd.DataFrame) -> str:
    """Tell the years of each phase of each project, for who cannot see the chart."""
    language = chapter.language
    parts = []
    for project in table["project"]:
        mine = phases().query("project == @project")
        told = ", ".join(_phase_in_words(row, language) for _, row in mine.iterrows())
        parts.append(f"{project}: {told}")
    newest = newest_edition(chapter.as_of)["published_on"][:4]
    line = words("chart.newest_edition", language, year=shown_year(newest, language))
    return "; ".join([*parts, line])


def _phase_in_words(row: pd.Series, language: str) -> str:
    name = words(f"phase.{row['phase']}", language)
    if not row["from"]:
        return f"{name} ({words('project.no_years', language)})"
    years = dict.fromkeys(shown_year(row[end], language) for end in ("from", "to"))
    return f"{name} {'-'.join(years)}"
