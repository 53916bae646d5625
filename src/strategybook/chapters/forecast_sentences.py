"""Sentences of the chapters on forecasts, from templates: each is true of what it is given."""

import pandas as pd

from strategybook.catalogue import indicator_name, series_name, short_name
from strategybook.chapters import forecast_figures
from strategybook.chapters.amounts import places
from strategybook.chapters.forecast_figures import shown_value
from strategybook.chapters.sentences import no_figures
from strategybook.forecast import singles
from strategybook.language import country_name, joined, shown_number, shown_year, words
from strategybook.show.exhibits import Chapter

THE_LOW, THE_MIDDLE, THE_HIGH = 0.1, 0.5, 0.9
# Coverage this near to what an interval claims is as good as right, in percentage points.
NEAR = 5


def outlook(chapter: Chapter, table: pd.DataFrame, indicator: str, measure: str, year: int) -> str:
    """Tell between which values a forecast lies in eight of ten cases."""
    fan = forecast_figures.quantiles(table, indicator, measure, chapter.country)
    if year not in fan.index:
        return ""
    return words(
        "sentence.outlook",
        chapter.language,
        year=shown_year(year, chapter.language),
        name=short_name(indicator, chapter.language),
        measure=words(f"measure.{measure}", chapter.language).lower(),
        low=shown_value(fan.loc[year, THE_LOW], measure),
        middle=shown_value(fan.loc[year, THE_MIDDLE], measure),
        high=shown_value(fan.loc[year, THE_HIGH], measure),
    )


def method(chapter: Chapter, table: pd.DataFrame, indicator: str) -> str:
    """Tell in plain words how an index was forecast, or that nothing is left to forecast."""
    mine = table[table["indicator"] == indicator]
    if mine.empty and not chapter.is_the_strategys:
        return no_figures(chapter, indicator)
    if mine.empty:
        return words("sentence.nothing_ahead", chapter.language)
    is_short = indicator in singles.short_series().index
    used = "short" if is_short else mine["method"].iloc[0]
    return words(f"sentence.method.{used}", chapter.language)


def no_forecast(chapter: Chapter, targets: pd.DataFrame, indicator: str) -> str:
    """Tell why an index with a target that is open has no forecast; nothing of any other."""
    is_told = (targets["indicator"] == indicator) & (targets["status"] == "open")
    reasons = targets.loc[is_told & (targets["reason"] != ""), "reason"]
    if reasons.empty:
        return ""
    reason = words(f"no_forecast.{reasons.iloc[0]}", chapter.language)
    return words("sentence.no_forecast", chapter.language, reason=reason[0].lower() + reason[1:])


def what_target(chapter: Chapter, row: pd.Series) -> str:
    """Return a target in words: what, which measure, how much."""
    return words(
        f"target.{row['measure']}",
        chapter.language,
        name=short_name(row["indicator"], chapter.language),
        target=f"{row['target']:,g}",
        year=shown_year(row["year"], chapter.language),
    )


def chance_in_words(chapter: Chapter, chance: float) -> str:
    """Return a chance as so many in a hundred; nought and certainty are never claimed."""
    number = round(100 * chance)
    key = "chance.below" if number == 0 else "chance.above" if number == 100 else "chance.about"
    return words(key, chapter.language, number=number)


def chance(chapter: Chapter, targets: pd.DataFrame, indicator: str) -> str:
    """Tell the chance of each target of an index, in the year that decides first."""
    mine = targets[(targets["indicator"] == indicator) & targets["chance"].notna()]
    decides = mine[mine["year"] == mine["year"].min()]
    told = [
        words(
            f"sentence.chance.{row['measure']}",
            chapter.language,
            year=shown_year(row["year"], chapter.language),
            target=f"{row['target']:g}",
            chance=chance_in_words(chapter, row["chance"]),
        )
        for _, row in decides.iterrows()
    ]
    weak = words("sentence.weak", chapter.language)
    return " ".join([*told, *([weak] if "one series" in set(decides["evidence"]) else [])])


def needed(chapter: Chapter, targets: pd.DataFrame, indicator: str) -> str:
    """Tell what would have to happen, and how often it did."""
    mine = targets[(targets["indicator"] == indicator) & (targets["starts"] != "")]
    decides = mine[mine["year"] == mine["year"].min()]
    return " ".join(_needed(chapter, row) for _, row in decides.iterrows())


def _needed(chapter: Chapter, row: pd.Series) -> str:
    rank, gain = row["measure"] == "rank", row["gain"]
    return words(
        f"sentence.needed.{'gain' if gain > 0 else 'kept'}",
        chapter.language,
        measure=words(f"measure.{row['measure']}", chapter.language).lower(),
        gain=places(abs(gain), chapter.language) if rank else shown_number(abs(gain), 2),
        year=shown_year(row["year"], chapter.language),
        starts=row["starts"],
        reached=row["reached"],
    )


def past_record(chapter: Chapter, backtest: pd.DataFrame, indicator: str, measure: str) -> str:
    """Tell how far such forecasts were off, and how often the interval held, on all countries."""
    mine = backtest[
        (backtest["indicator"] == indicator)
        & (backtest["measure"] == measure)
        & (backtest["method"] == "chosen")
    ]
    if mine.empty:
        return ""
    off, rank = mine.loc[mine["horizon"] == 1, "mae"].mean(), measure == "rank"
    return words(
        "sentence.past_record",
        chapter.language,
        surveys=mine["origin"].nunique(),
        off=places(round(off), chapter.language) if rank else shown_value(off, measure),
        inside=round(100 * mine["coverage_80"].mean()),
        worst=round(100 * mine["coverage_80"].min()),
    )


def happened(chapter: Chapter, scored: pd.DataFrame) -> str:
    """Tell how many of the forecasts that can be judged by now held what happened."""
    if scored.empty:
        return words("sentence.nothing_yet", chapter.language)
    return words(
        "sentence.happened",
        chapter.language,
        number=len(scored),
        inside=int(scored["inside"].sum()),
        expected=round(0.8 * len(scored)),
    )


def trend_line(chapter: Chapter, ratios: pd.DataFrame) -> str:
    """Tell on how many indices a straight line was worse than no change, and where worst."""
    line = ratios["straight_line"]
    return words(
        "sentence.trend_line",
        chapter.language,
        worse=int((line > 1).sum()),
        number=len(line),
        name=short_name(line.idxmax(), chapter.language),
        factor=shown_number(line.max(), 1),
    )


def gained(chapter: Chapter, ratios: pd.DataFrame) -> str:
    """Tell where the rule was better than no change, and where no change stands."""
    better = ratios.index[ratios["chosen"] < 0.995]
    listed = [
        words(
            "list.less_error",
            chapter.language,
            name=short_name(name, chapter.language),
            less=round(100 * (1 - ratios.loc[name, "chosen"])),
        )
        for name in better
    ]
    return words(
        "sentence.gained",
        chapter.language,
        listed=joined(listed, chapter.language),
        others=len(ratios) - len(better),
    )


def surprises(chapter: Chapter, coverage: pd.DataFrame, number: int = 3) -> str:
    """Tell in which surveys the fewest countries were inside the interval, one step ahead."""
    next_survey = coverage[(coverage["horizon"] == 1) & (coverage["measure"] != "rank")]
    worst = next_survey.nsmallest(number, "coverage_80")
    listed = [
        words(
            "list.surprise",
            chapter.language,
            name=short_name(row.indicator, chapter.language),
            year=shown_year(row.origin, chapter.language),
            inside=round(100 * row.coverage_80),
        )
        for row in worst.itertuples()
    ]
    return words("sentence.surprises", chapter.language, listed=joined(listed, chapter.language))


def coverage(chapter: Chapter, ranges: pd.DataFrame) -> str:
    """Tell how many intervals cover what they claim, and whether the others miss it by chance."""
    misses = (100 * ranges["coverage"] - ranges["level"]).abs().round(3)
    beyond = 100 * (ranges["coverage"] - ranges["coverage"].clip(ranges["low"], ranges["high"]))
    near, inside = misses <= NEAR, beyond == 0
    by_chance, wrong, slight = ~near & inside, ~near & ~inside, near & ~inside
    told = {
        "right": near.all(),
        "near": not near.all(),
        "chance": by_chance.any() and not wrong.any(),
        "some_chance": by_chance.any() and wrong.any(),
        "wrong": wrong.any(),
        "slight": slight.any(),
    }
    facts = {
        "points": NEAR,
        "number": len(ranges),
        "near": int(near.sum()),
        "slight": int(slight.sum()),
        "most": shown_number(beyond[near].abs().max(), 1),
        "by_chance": _covered(chapter, ranges[by_chance]),
        "wrong": _covered(chapter, ranges[wrong]),
    }
    return " ".join(
        words(f"sentence.coverage.{key}", chapter.language, **facts)
        for key, is_so in told.items()
        if is_so
    )


def _covered(chapter: Chapter, ranges: pd.DataFrame) -> str:
    """List what intervals of each series covered, and what they claim."""
    listed = []
    for (name, measure), own in ranges.groupby(["indicator", "measure"]):
        values = [
            words(
                "list.covered_value",
                chapter.language,
                measured=shown_number(100 * row.coverage, 1),
                level=row.level,
            )
            for row in own.itertuples()
        ]
        series = series_name(name, measure, chapter.language)
        told = {"name": series, "values": ", ".join(values)}
        listed.append(words("list.covered", chapter.language, **told))
    return "; ".join(listed)


def caption(chapter: Chapter, key: str, indicator: str = "", **values: object) -> str:
    """Return the caption of this key."""
    name = indicator and indicator_name(indicator, chapter.language)
    country = country_name(chapter.country, chapter.language)
    return words(f"caption.{key}", chapter.language, indicator=name, country=country, **values)


def fan_described(chapter: Chapter, table: pd.DataFrame, what: list[tuple[str, str]]) -> str:
    """Describe a fan chart: the interval of each year that it shows."""
    told = []
    for indicator, measure in what:
        fan = forecast_figures.quantiles(table, indicator, measure, chapter.country)
        told += [outlook(chapter, table, indicator, measure, year) for year in fan.index]
    return " ".join(told) or words("sentence.nothing_ahead", chapter.language)


def chances_described(chapter: Chapter, names: list[str], chances: pd.Series) -> str:
    """Describe the chart of chances: every bar."""
    return "; ".join(
        f"{name}: {chance_in_words(chapter, value)}"
        for name, value in zip(names, chances, strict=True)
    )


def errors_described(chapter: Chapter, ratios: pd.DataFrame, methods: list[str]) -> str:
    """Describe the chart of errors: every point."""
    return " ".join(
        words(
            "alternative.errors",
            chapter.language,
            method=words(f"method.{method}", chapter.language),
            values=", ".join(
                f"{short_name(name, chapter.language)} {shown_number(value, 2)}"
                for name, value in ratios[method].items()
            ),
        )
        for method in methods
    )


def with_names(chapter: Chapter, coverage: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of coverage with the `name` of each index in the chapter's language."""
    return coverage.assign(
        name=[short_name(name, chapter.language) for name in coverage["indicator"]]
    )


def coverage_described(chapter: Chapter, named: pd.DataFrame) -> str:
    """Describe the chart of coverage: the mean of each index."""
    means = named.groupby("name", sort=False)["coverage_80"].mean()
    values = ", ".join(f"{name} {100 * value:.0f}" for name, value in means.items())
    return words("alternative.coverage", chapter.language, values=values)


def bar_names(chapter: Chapter, targets: pd.DataFrame) -> list[str]:
    """Return the name of each bar of the chart of chances."""
    return [what_target(chapter, row) for _, row in targets.iterrows()]


def is_shown(targets: pd.DataFrame) -> pd.Series:
    """Mark the open targets with a chance, in the first year that is still to come."""
    has = targets["chance"].notna()
    first = targets["year"].where(has).groupby(targets["indicator"]).transform("min")
    return has & (targets["year"] == first)
