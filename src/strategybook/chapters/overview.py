"""The overview: where each success indicator stands on its way to its target of BE 2570.

Everything is reckoned from the figures and editions held, never from the day of the run.
"""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from strategybook import editions, strategy
from strategybook.catalogue import decimals, short_name
from strategybook.chapters import decisions, forecast_figures
from strategybook.chapters.charts import BASELINE_YEAR
from strategybook.forecast import issued
from strategybook.language import joined, shown_number, shown_year, words
from strategybook.observations import pick, series
from strategybook.show.exhibits import Chapter
from strategybook.show.svg import BLUE, GREEN, VERMILION, new_figure
from strategybook.show.tables import Table

INK = "#333333"
NOTHING = "\N{EN DASH}"
WEAK = "*"
# What may become of an indicator, see `fates`.
FATES = ("met", "missed", "undecided", "open", "no_figures")
# How the column is named that tells the distance to a target, or how it was decided.
HEADINGS = {"ahead": "to_go", "deciding": "to_go_or_outcome", "over": "outcome"}


def progress(chapter: Chapter, table: pd.DataFrame) -> pd.DataFrame:
    """Return how far each success indicator has come, one row for each of its targets.

    Parameters
    ----------
    table
        Observations as the run may see them.

    Returns
    -------
    Columns `number, indicator, measure, target, source, edition, baseline_year, baseline,
    latest_year, latest, distance` and, of the year that decides, `year, status, by, chance,
    evidence, said_chance`. `source` and `edition` are those of the latest value; `distance` is how
    much is still to go, 0 or less where the target is reached; `chance` of reaching a target that
    is open is from 0 to 1, by the evidence of a panel or of one series; `by` and `said_chance` are
    of one that is decided, as in `strategybook.forecast.targets`. Values are missing where no
    figures are published, chances where the figures cannot carry one.
    """
    rows = [
        _progress(chapter, table, number, indicator, measure)
        for indicator, number in strategy.success_indicators()["number"].items()
        for measure in strategy.success_indicators()["measures"][indicator].split()
        if strategy.target(indicator, measure) is not None
    ]
    return pd.DataFrame(rows).merge(_decisions(chapter), how="left")


def _decisions(chapter: Chapter) -> pd.DataFrame:
    """Return how each target stands in the year that decides."""
    table = forecast_figures.targets(chapter.as_of)
    columns = ["indicator", "measure", "year", "status", "by", "chance", "evidence", "said_chance"]
    return table.loc[table["decides"] == "yes", columns]


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
    """Tell how many indicators meet all their targets on the newest figures, and how many not.

    Once a target is decided, what became of each indicator is counted; of a strategy that is over
    in the past tense.
    """
    phase = decisions.phase(chapter)
    if phase == "ahead":
        counts = _reached(rows)
        key = "sentence.overview.ahead" if counts["reached"] else "sentence.overview.none_yet"
        return words(key, chapter.language, **counts)
    found = fates(rows)
    is_open = rows["indicator"].map(found) == "open"
    if phase == "over":
        found = found.replace("open", "undecided")
    numbers = {fate: int((found == fate).sum()) for fate in FATES}
    told = words(
        f"sentence.overview.{phase}",
        chapter.language,
        year=shown_year(strategy.TARGET_YEAR, chapter.language),
        all=len(found),
        reached=_reached(rows[is_open])["reached"],
        **numbers,
    )
    return " ".join([told, *_named(chapter, found)])


def _reached(rows: pd.DataFrame) -> dict[str, int]:
    """Return how many indicators meet all their targets, how many not, and how many say nothing."""
    farthest = rows.groupby("indicator")["distance"].max()
    return {
        "all": len(farthest),
        "reached": int((farthest <= 0).sum()),
        "short": int((farthest > 0).sum()),
        "no_figures": int(farthest.isna().sum()),
    }


def fates(rows: pd.DataFrame) -> pd.Series:
    """Return what became of each indicator, by all its targets together.

    `missed` if one was, else `undecided` or `open` if one is, else `met`; `no_figures` where none
    are published.
    """
    found = pd.Series({name: _fate(own) for name, own in rows.groupby("indicator", sort=False)})
    return found.rename_axis("indicator")


def _fate(own: pd.DataFrame) -> str:
    statuses = set(own["status"])
    worst = next(one for one in ("missed", "undecided", "open", "met") if one in statuses)
    return "no_figures" if worst == "open" and own["latest"].isna().all() else worst


def _named(chapter: Chapter, found: pd.Series) -> list[str]:
    """Name the indicators that are decided, and those that cannot be."""
    told = []
    for fate in ("met", "missed", "undecided"):
        names = [short_name(name, chapter.language) for name in found.index[found == fate]]
        if names:
            listed = joined(names, chapter.language)
            told.append(words(f"sentence.overview.{fate}", chapter.language, names=listed))
    return told


def scoreboard(chapter: Chapter, rows: pd.DataFrame) -> Table:
    """Return baseline, latest value, target and what is still to go, one row a target."""
    left = HEADINGS[decisions.phase(chapter)]
    names = ["success_indicator", "baseline_of", "latest", "target", left, "chance_of_target"]
    years = sorted(rows["baseline_year"].dropna().unique())
    baselines = ", ".join(shown_year(year, chapter.language) for year in years)
    header = [words(f"table.{name}", chapter.language, years=baselines) for name in names]
    cells = [_scoreboard_row(chapter, row) for _, row in rows.iterrows()]
    return Table(header, cells, numeric=tuple(header[1:]))


def _scoreboard_row(chapter: Chapter, row: pd.Series) -> list[str]:
    values = [_baseline(row), _dated(chapter, row), _target(row)]
    return [_target_of(chapter, row), *values, _to_go(chapter, row), _chance(chapter, row)]


def _chance(chapter: Chapter, row: pd.Series) -> str:
    """Return a chance in per cent, marked where its evidence is weak; the caption says so.

    Of a target that is decided it is the chance that was said before.
    """
    if pd.notna(row["said_chance"]):
        said = _share(chapter, row["said_chance"])
        return words("overview.said", chapter.language, chance=said)
    if pd.isna(row["chance"]):
        return NOTHING
    mark = WEAK if row["evidence"] == "one series" else ""
    return _share(chapter, row["chance"]) + mark


def _share(chapter: Chapter, chance: float) -> str:
    return words("chance.share", chapter.language, number=f"{100 * chance:.0f}")


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
    if row["status"] != "open":
        return decisions.outcome(chapter, row)
    if pd.isna(row["distance"]):
        return NOTHING
    if decisions.phase(chapter) == "over":
        return words("decided.left_open", chapter.language)
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
    ends = (BASELINE_YEAR, max(strategy.TARGET_YEAR, int(values.index[-1])))
    axis.set_xlim(ends[0] - 0.5, ends[1] + 0.5)
    axis.set_xticks(ends, [shown_year(year, chapter.language) for year in ends], fontsize=8)
    for label, side in zip(axis.get_xticklabels(), ("left", "right"), strict=True):
        label.set_horizontalalignment(side)


def _write_standing(chapter: Chapter, axis: Axes, row: pd.Series) -> None:
    """Write above a panel what it is, and below that its latest value, target and chance.

    Where the target is decided, how it was stands in place of the chance.
    """
    axis.set_title(_target_of(chapter, row), fontsize=9, pad=26)
    latest, target = _dated(chapter, row), _target(row)
    lines = [words("overview.standing", chapter.language, latest=latest, target=target)]
    lines += [line for line in [_prospect(chapter, row)] if line]
    is_good = row["status"] == "met" if row["status"] != "open" else row["distance"] <= 0
    colour = GREEN if is_good else INK
    standing = "\n".join(lines)
    axis.text(0, 1.04, standing, transform=axis.transAxes, fontsize=8, color=colour)


def _prospect(chapter: Chapter, row: pd.Series) -> str:
    """Return how a target was decided, or else its chance; "" where there is none."""
    if row["status"] != "open":
        return decisions.outcome(chapter, row)
    if pd.isna(row["chance"]):
        return ""
    return words("overview.chance", chapter.language, chance=_chance(chapter, row))


def trends_described(chapter: Chapter, rows: pd.DataFrame) -> str:
    """Describe the small multiples: latest value, target, and its chance or how it was decided."""
    return " ".join(
        words(
            "alternative.overview",
            chapter.language,
            name=_target_of(chapter, row),
            latest=_dated(chapter, row),
            target=_target(row),
            prospect=_prospect(chapter, row) or NOTHING,
        )
        for _, row in rows[rows["latest"].notna()].iterrows()
    )


def shown_observations(chapter: Chapter, table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the observations that the overview shows."""
    keys = rows[["indicator", "measure"]].drop_duplicates()
    own = pick(table, list(keys["indicator"]), [chapter.country])
    return own.merge(keys)


def caption(chapter: Chapter, key: str) -> str:
    """Return a caption of the overview in the tense that fits, with the target's year."""
    year = shown_year(strategy.TARGET_YEAR, chapter.language)
    return words(f"caption.{key}.{decisions.phase(chapter)}", chapter.language, target_year=year)


def freshness(chapter: Chapter, table: pd.DataFrame) -> pd.DataFrame:
    """Return how old the newest values are and when the next edition is due, a row a source.

    Parameters
    ----------
    table
        Observations as the run may see them.

    Returns
    -------
    Columns `source, latest_year, edition, published, age, out, next`. `age` is in years, from the
    year of the value to the newest publication or issue of forecasts that is known; `out` lists
    later editions that are published but not held, with commas between; `next` is the year of the
    first edition that is not known to be published, "" of a source that is not regular.
    """
    own = table[table["entity"] == chapter.country].sort_values(["source", "year", "edition"])
    found = own.drop_duplicates("source", keep="last")[["source", "year", "edition"]]
    found = found.rename(columns={"year": "latest_year"}).reset_index(drop=True)
    days = editions.publication_days()
    later = {row.source: _out(chapter, row) for row in found.itertuples()}
    every = editions.sources()["every_years"]
    return found.assign(
        published=[int(days[row.source, row.edition][:4]) for row in found.itertuples()],
        age=_newest_year(chapter) - found["latest_year"],
        out=[", ".join(later[source]) for source in found["source"]],
        next=[
            str(int([row.edition, *later[row.source]][-1]) + int(every[row.source]))
            if every[row.source]
            else ""
            for row in found.itertuples()
        ],
    )


def _out(chapter: Chapter, row) -> list[str]:
    """Return the editions of a source after the newest one seen that are known to be out."""
    if chapter.as_of != "latest":
        return []
    known = editions.publication_days().index
    return [edition for source, edition in known if source == row.source and edition > row.edition]


def _newest_year(chapter: Chapter) -> int:
    """Return the year of the newest publication or issue of forecasts that a run may know of."""
    days = editions.publication_days()
    if chapter.as_of == "latest":
        return max(int(day[:4]) for day in [*days, *issued.register()["issued_on"]])
    seen = list(editions.visible(chapter.as_of).itertuples(index=False, name=None))
    return int(days[seen].str[:4].max())


def freshness_table(chapter: Chapter, ages: pd.DataFrame) -> Table:
    """Return `freshness` as a table."""
    titles = editions.sources()[f"title_{chapter.language}"]
    cells = [
        [
            titles[row.source],
            *(shown_year(year, chapter.language) for year in (row.latest_year, row.published)),
            _age(chapter, row.age),
            _years(chapter, row.out) or NOTHING,
            _years(chapter, row.next) or words("overview.irregular", chapter.language),
        ]
        for row in ages.itertuples()
    ]
    names = ["source", "latest_year", "published", "age", "not_held", "next"]
    return Table.headed(chapter.language, names, cells, names[1:])


def _age(chapter: Chapter, age: int) -> str:
    key = {0: "none", 1: "one"}.get(age, "many")
    return words(f"overview.years.{key}", chapter.language, number=age)


def _years(chapter: Chapter, listed: str) -> str:
    return ", ".join(shown_year(int(year), chapter.language) for year in listed.split(", ") if year)
