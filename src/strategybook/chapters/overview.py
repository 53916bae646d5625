"""The overview: where each success indicator stands on its way to its target of BE 2570.

Everything is reckoned from the figures and editions held, never from the day of the run.
"""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from strategybook import editions, strategy
from strategybook.catalogue import decimals, short_name
from strategybook.chapters import forecast_figures
from strategybook.chapters.charts import BASELINE_YEAR
from strategybook.language import shown_number, shown_year, words
from strategybook.observations import pick, series
from strategybook.show.exhibits import Chapter
from strategybook.show.svg import BLUE, GREEN, VERMILION, new_figure
from strategybook.show.tables import Table

INK = "#333333"
NOTHING = "\N{EN DASH}"
WEAK = "*"


def progress(chapter: Chapter, table: pd.DataFrame) -> pd.DataFrame:
    """Return how far each success indicator has come, one row for each of its targets.

    Parameters
    ----------
    table
        Observations as the run may see them.

    Returns
    -------
    Columns `number, indicator, measure, target, source, edition, baseline_year, baseline,
    latest_year, latest, distance, chance, evidence`. `source` and `edition` are those of the
    latest value; `distance` is how much is still to go, 0 or less where the target is reached;
    `chance` of reaching it is from 0 to 1, by the evidence of a panel or of one series. Values are
    missing where no figures are published, chances where
    the figures cannot carry one.
    """
    rows = [
        _progress(chapter, table, number, indicator, measure)
        for indicator, number in strategy.success_indicators()["number"].items()
        for measure in strategy.success_indicators()["measures"][indicator].split()
        if strategy.target(indicator, measure) is not None
    ]
    return pd.DataFrame(rows).merge(_chances(chapter), how="left")


def _chances(chapter: Chapter) -> pd.DataFrame:
    """Return the chance of each target in the year that decides first."""
    table = forecast_figures.targets(chapter.as_of).sort_values("year", kind="stable")
    decides = table.drop_duplicates(["indicator", "measure"])
    return decides[["indicator", "measure", "chance", "evidence"]]


def _progress(
    chapter: Chapter, table: pd.DataFrame, number: str, indicator: str, measure: str
) -> dict[str, object]:
    target = strategy.target(indicator, measure)
    row = {"number": number, "indicator": indicator, "measure": measure, "target": target}
    own = pick(table, indicator, [chapter.country], measures=[measure]).sort_values("year")
    if own.empty:
        return row
    baseline_year = int(strategy.success_indicators()["baseline_year"][indicator])
    latest = own.iloc[-1]
    left = strategy.distance(latest["value"], target, measure)
    return row | {
        "source": latest["source"],
        "edition": latest["edition"],
        "baseline_year": baseline_year,
        "baseline": own.set_index("year")["value"].get(baseline_year),
        "latest_year": int(latest["year"]),
        "latest": latest["value"],
        "distance": round(left, decimals(indicator, measure)),
    }


def summary(chapter: Chapter, rows: pd.DataFrame) -> str:
    """Tell how many indicators have reached all their targets, how many not, and the rest."""
    farthest = rows.groupby("indicator")["distance"].max()
    return words(
        "sentence.overview",
        chapter.language,
        all=len(farthest),
        reached=(farthest <= 0).sum(),
        short=(farthest > 0).sum(),
        no_figures=farthest.isna().sum(),
    )


def scoreboard(chapter: Chapter, rows: pd.DataFrame) -> Table:
    """Return baseline, latest value, target and what is still to go, one row a target."""
    names = ["success_indicator", "baseline_of", "latest", "target", "to_go", "chance_of_target"]
    years = sorted(rows["baseline_year"].dropna().unique())
    baselines = ", ".join(shown_year(year, chapter.language) for year in years)
    header = [words(f"table.{name}", chapter.language, years=baselines) for name in names]
    cells = [_scoreboard_row(chapter, row) for _, row in rows.iterrows()]
    return Table(header, cells, numeric=tuple(header[1:]))


def _scoreboard_row(chapter: Chapter, row: pd.Series) -> list[str]:
    latest, to_go = _dated(chapter, row), _to_go(chapter, row)
    return [_target_of(chapter, row), _baseline(row), latest, _target(row), to_go, _chance(row)]


def _chance(row: pd.Series) -> str:
    """Return a chance in per cent, marked where its evidence is weak; the caption says so."""
    if pd.isna(row["chance"]):
        return NOTHING
    mark = WEAK if row["evidence"] == "one series" else ""
    return f"{100 * row['chance']:.0f} %{mark}"


def _baseline(row: pd.Series) -> str:
    return NOTHING if pd.isna(row["baseline"]) else _value(row, "baseline")


def _value(row: pd.Series, which: str) -> str:
    return shown_number(row[which], decimals(row["indicator"], row["measure"]))


def _target_of(chapter: Chapter, row: pd.Series) -> str:
    """Return what a target is of: the number and name of the indicator, and the measure."""
    return words(
        "overview.target_of",
        chapter.language,
        number=row["number"],
        indicator=short_name(row["indicator"], chapter.language),
        measure=words(f"measure.{row['measure']}", chapter.language).lower(),
    )


def _target(row: pd.Series) -> str:
    return strategy.shown_target(row["target"], row["measure"])


def _dated(chapter: Chapter, row: pd.Series) -> str:
    """Return the latest value with its year, if there is one."""
    if pd.isna(row["latest"]):
        return words("no_data", chapter.language)
    return f"{_value(row, 'latest')} ({shown_year(row['latest_year'], chapter.language)})"


def _to_go(chapter: Chapter, row: pd.Series) -> str:
    if pd.isna(row["distance"]):
        return NOTHING
    if row["distance"] <= 0:
        return words("overview.reached", chapter.language)
    return _value(row, "distance")


def trends(chapter: Chapter, table: pd.DataFrame, rows: pd.DataFrame) -> Figure:
    """Draw the course of each target's series that has figures, with the target dashed."""
    shown = rows[rows["latest"].notna()]
    height = max(1, -(-len(shown) // 2))
    figure, axes = new_figure(1.4 * height, rows=height, columns=2, squeeze=False)
    for axis, (_, row) in zip(axes.flat, shown.iterrows(), strict=False):
        _draw_trend(chapter, axis, table, row)
        _write_standing(chapter, axis, row)
    for axis in axes.flat[len(shown) :]:
        axis.remove()
    return figure


def _draw_trend(chapter: Chapter, axis: Axes, table: pd.DataFrame, row: pd.Series) -> None:
    values = series(table, row["indicator"], chapter.country, row["measure"])
    values = values[values.index >= BASELINE_YEAR]
    axis.axhline(row["target"], color=VERMILION, linestyle="--", linewidth=1.5)
    axis.plot(values.index, values, color=BLUE)
    axis.plot(values.index[-1:], values.iloc[-1:], marker="o", color=BLUE)
    axis.margins(x=0.06, y=0.15)
    if row["measure"] == "rank":
        axis.invert_yaxis()
    axis.set_yticks([])
    axis.set_xlim(BASELINE_YEAR - 0.5, strategy.TARGET_YEAR + 0.5)
    ends = (BASELINE_YEAR, strategy.TARGET_YEAR)
    axis.set_xticks(ends, [shown_year(year, chapter.language) for year in ends], fontsize=8)
    for label, side in zip(axis.get_xticklabels(), ("left", "right"), strict=True):
        label.set_horizontalalignment(side)


def _write_standing(chapter: Chapter, axis: Axes, row: pd.Series) -> None:
    """Write above a panel what it is, and below that its latest value, target and chance."""
    axis.set_title(_target_of(chapter, row), fontsize=9, pad=26)
    latest, target = _dated(chapter, row), _target(row)
    lines = [words("overview.standing", chapter.language, latest=latest, target=target)]
    if pd.notna(row["chance"]):
        lines.append(words("overview.chance", chapter.language, chance=_chance(row)))
    colour = GREEN if row["distance"] <= 0 else INK
    standing = "\n".join(lines)
    axis.text(0, 1.04, standing, transform=axis.transAxes, fontsize=8, color=colour)


def trends_described(chapter: Chapter, rows: pd.DataFrame) -> str:
    """Describe the small multiples: the latest value of each, and its target."""
    return " ".join(
        words(
            "alternative.overview",
            chapter.language,
            name=_target_of(chapter, row),
            latest=_dated(chapter, row),
            target=_target(row),
            chance=_chance(row),
        )
        for _, row in rows[rows["latest"].notna()].iterrows()
    )


def shown_observations(chapter: Chapter, table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the observations that the overview shows."""
    keys = rows[["indicator", "measure"]].drop_duplicates()
    own = pick(table, list(keys["indicator"]), [chapter.country])
    return own.merge(keys)


def freshness(chapter: Chapter, rows: pd.DataFrame) -> pd.DataFrame:
    """Return how old the newest values are and when the next edition is due, a row a source.

    Returns
    -------
    Columns `source, latest_year, edition, published, age, next`. `age` is in years, from the year
    of the value to the newest publication of all sources held; `next` is "" of a source that is
    not published regularly.
    """
    published = (
        editions.editions().set_index(["source", "edition"])["published_on"].str[:4].astype(int)
    )
    newest = published[list(editions.visible(chapter.as_of).itertuples(index=False))].max()
    dated = rows.dropna(subset="source").sort_values("latest_year")
    latest = dated.drop_duplicates("source", keep="last").sort_values("source")
    found = latest[["source", "latest_year", "edition"]].astype({"latest_year": int})
    years = [published[source, edition] for source, edition in latest[["source", "edition"]].values]
    every = editions.sources()["every_years"][latest["source"]]
    return found.assign(
        published=years,
        age=newest - found["latest_year"],
        next=[str(year + int(gap)) if gap else "" for year, gap in zip(years, every, strict=True)],
    ).reset_index(drop=True)


def freshness_table(chapter: Chapter, rows: pd.DataFrame) -> Table:
    """Return `freshness` as a table."""
    titles = editions.sources()[f"title_{chapter.language}"]
    cells = [
        [
            titles[row.source],
            *(shown_year(year, chapter.language) for year in (row.latest_year, row.published)),
            _age(chapter, row.age),
            _next(chapter, row.next),
        ]
        for row in rows.itertuples()
    ]
    names = ["source", "latest_year", "published", "age", "next"]
    return Table.headed(chapter.language, names, cells, names[1:])


def _age(chapter: Chapter, age: int) -> str:
    return words(f"overview.years.{'one' if age == 1 else 'many'}", chapter.language, number=age)


def _next(chapter: Chapter, year: str) -> str:
    return (
        shown_year(year, chapter.language)
        if year
        else words("overview.irregular", chapter.language)
    )
