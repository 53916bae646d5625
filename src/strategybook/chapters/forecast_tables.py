"""The tables of the chapters on forecasts. Each returns a `Table`."""

import pandas as pd

from strategybook.catalogue import series_name, short_name
from strategybook.chapters import forecast_figures, forecast_sentences
from strategybook.chapters.forecast_figures import shown_value
from strategybook.chapters.sentences import places
from strategybook.language import shown_number, shown_year, words
from strategybook.show.exhibits import Chapter
from strategybook.show.tables import Table

# Stands beside a survey in which the method changed.
BREAK = "*"
# Methods in the order of the table of errors.
METHODS = (
    "chosen",
    "places",
    "place_smoothing",
    "place_regression",
    "shrunken_world_drift",
    "world_drift",
    "convergence",
    "combination",
    "half_drift",
    "damped_drift",
    "drift",
    "theta",
    "local_level",
    "straight_line",
)


def chances(chapter: Chapter, table: pd.DataFrame) -> Table:
    """Return the chance of each target, with the last value and how good the evidence is."""
    rows = [
        [
            forecast_sentences.what_target(chapter, row),
            _last(chapter, row),
            forecast_sentences.chance_in_words(chapter, row["chance"]),
            words(f"evidence.{row['evidence'].replace(' ', '_')}", chapter.language),
        ]
        for _, row in table[table["chance"].notna()].iterrows()
    ]
    numeric = ("last_value", "chance")
    return Table.headed(chapter.language, ["target", *numeric, "evidence"], rows, numeric)


def _last(chapter: Chapter, row: pd.Series) -> str:
    if pd.isna(row["last_value"]):
        return ""
    value = shown_value(row["last_value"], row["measure"])
    return f"{value} ({shown_year(row['last_year'], chapter.language)})"


def needed(chapter: Chapter, table: pd.DataFrame) -> Table:
    """Return the gain that each target needs, and how often such a gain was made."""
    known = table[(table["starts"] != "")]
    rows = [
        [
            forecast_sentences.what_target(chapter, row),
            _gain(chapter, row),
            words(
                "table.cell.precedents",
                chapter.language,
                reached=row["reached"],
                starts=row["starts"],
            ),
        ]
        for _, row in known.iterrows()
    ]
    return Table.headed(chapter.language, ["target", "gain", "precedents"], rows)


def _gain(chapter: Chapter, row: pd.Series) -> str:
    if row["gain"] <= 0:
        return words("table.cell.reached", chapter.language)
    if row["measure"] == "rank":
        return places(row["gain"], chapter.language)
    return words("amount.score", chapter.language, number=shown_number(row["gain"], 2))


def without(chapter: Chapter, table: pd.DataFrame) -> Table:
    """Return the open targets that get no forecast, and why."""
    rows = [
        [
            short_name(row["indicator"], chapter.language),
            _target(chapter, row),
            words(f"no_forecast.{row['reason']}", chapter.language),
        ]
        for _, row in table[table["chance"].isna() & (table["status"] == "open")].iterrows()
    ]
    return Table.headed(chapter.language, ["indicator", "target", "why"], rows, ("target",))


def _target(chapter: Chapter, row: pd.Series) -> str:
    value = f"{row['target']:,g}"
    if row["measure"] != "percent":
        return value
    return words("value.percent", chapter.language, value=value)


def happened(chapter: Chapter, scored: pd.DataFrame) -> Table:
    """Return forecasts beside what happened."""
    rows = [
        [
            series_name(row.indicator, row.measure, chapter.language),
            shown_year(row.year, chapter.language),
            shown_value(row.middle, row.measure),
            " – ".join(shown_value(one, row.measure) for one in (row.low, row.high)),
            shown_value(row.actual, row.measure),
            words(f"inside.{'yes' if row.inside else 'no'}", chapter.language),
        ]
        for row in scored.itertuples()
    ]
    names = ["indicator", "year", "middle", "interval", "actual", "inside"]
    return Table.headed(chapter.language, names, rows, ("middle", "interval", "actual"))


def outlooks(
    chapter: Chapter, table: pd.DataFrame, what: list[tuple[str, str]], years: list[int]
) -> Table:
    """Return the 8-in-10 interval of several series in some years."""
    names = [shown_year(year, chapter.language) for year in years]
    rows = []
    for indicator, measure in what:
        fan = forecast_figures.quantiles(table, indicator, measure, chapter.country)
        cells = [
            " – ".join(shown_value(fan.loc[year, level], measure) for level in (0.1, 0.9))
            if year in fan.index
            else ""
            for year in years
        ]
        rows.append([series_name(indicator, measure, chapter.language), *cells])
    header = [words("table.indicator", chapter.language), *names]
    return Table(header, rows, tuple(names))


def reliability(chapter: Chapter, records: pd.DataFrame) -> Table:
    """Return each chance beside the base rate, and how often such chances came true before.

    Parameters
    ----------
    records
        From `forecast_figures.of_open_targets`.
    """
    shares = ["chance", "base_rate", "said", "happened"]
    rows = [
        [
            forecast_sentences.what_target(chapter, row),
            *(forecast_sentences.chance_in_words(chapter, row[name]) for name in shares),
            words(
                "table.cell.range",
                chapter.language,
                low=shown_number(100 * row["low"], 0),
                high=shown_number(100 * row["high"], 0),
            ),
            str(row["cases"]),
        ]
        for _, row in records.iterrows()
    ]
    names = ["target", "chance", "base_rate", "said", "came_true", "if_right", "cases"]
    return Table.headed(chapter.language, names, rows, names[1:])


def errors(chapter: Chapter, ratios: pd.DataFrame) -> Table:
    """Return each method's error relative to no change, methods by series."""
    names = [series_name(*key, chapter.language) for key in ratios.index]
    rows = [
        [
            words(f"method.{method}", chapter.language),
            *(shown_number(value, 2) for value in ratios[method]),
        ]
        for method in METHODS
    ]
    return Table([words("table.method", chapter.language), *names], rows, tuple(names))


def rule(chapter: Chapter, backtest: pd.DataFrame) -> Table:
    """Return the rule's error on each series with its range, beside the trend line's.

    Parameters
    ----------
    backtest
        From `forecast_figures.at_horizon`.
    """
    rows = []
    for key, own in backtest.groupby(["indicator", "measure"]):
        ratios = forecast_figures.pooled_ratios(own)
        low, high = forecast_figures.ratio_range(own, "chosen")
        span = "" if low == high else f"{shown_number(low, 2)} – {shown_number(high, 2)}"
        cells = [str(own["horizon"].iloc[0]), shown_number(ratios["chosen"], 2), span]
        name = series_name(*key, chapter.language)
        rows.append([name, *cells, shown_number(ratios["straight_line"], 2)])
    names = ["indicator", "ahead", "rule", "rule_range", "trend_line"]
    return Table.headed(chapter.language, names, rows, names[1:])


def by_survey(chapter: Chapter, covered: pd.DataFrame) -> Table:
    """Return the share inside the 80 % interval survey by survey, those with a break marked."""
    years = sorted(covered["year"].unique())
    names = [shown_year(year, chapter.language) for year in years]
    rows = []
    for indicator, own in covered.groupby("indicator"):
        by_year = own.set_index("year")
        cells = [
            f"{100 * row.coverage_80:.0f}{BREAK if row.broke else ''}"
            for row in by_year.reindex(years).itertuples()
        ]
        rows.append([short_name(indicator, chapter.language), *cells])
    return Table([words("table.indicator", chapter.language), *names], rows, tuple(names))


def coverage(chapter: Chapter, ranges: pd.DataFrame) -> Table:
    """Return the share of countries inside each interval with its range."""
    rows = []
    for (name, measure), own in ranges.groupby(["indicator", "measure"]):
        by_level = own.set_index("level")
        cells = [_in_range(by_level.loc[level]) for level in (50, 80, 95)]
        rows.append([series_name(name, measure, chapter.language), *cells])
    names = ["indicator", "inside_50", "inside_80", "inside_95"]
    return Table.headed(chapter.language, names, rows, names[1:])


def _in_range(row: pd.Series) -> str:
    share, low, high = (f"{100 * row[name]:.0f}" for name in ("coverage", "low", "high"))
    return f"{share} ({low}–{high})"
