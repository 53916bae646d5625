"""Sentences of the chapters on forecasts, from templates: each is true of what it is given."""

import pandas as pd

from strategybook.catalogue import indicator_name, series_name, short_name
from strategybook.chapters import forecast_figures
from strategybook.chapters.amounts import places
from strategybook.chapters.decisions import chance_in_words, what_target
from strategybook.chapters.forecast_figures import shown_value
from strategybook.forecast import breaks, singles
from strategybook.language import country_name, joined, shown_number, shown_year, words
from strategybook.show.exhibits import Chapter

THE_LOW, THE_MIDDLE, THE_HIGH = 0.1, 0.5, 0.9
# A chance this near to a share is like it.
APART = 0.05
# A method that errs less by no more than this share of no change is no better.
SLIGHT = 0.005
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
        name, country = short_name(indicator, chapter.language), chapter.country_name
        return words("sentence.no_data", chapter.language, indicator=name, country=country)
    if mine.empty:
        return words("sentence.nothing_ahead", chapter.language)
    is_short = indicator in singles.short_series().index
    used = "short" if is_short else mine["method"].iloc[0]
    return words(f"sentence.method.{used}", chapter.language)


def ahead_in_words(chapter: Chapter, horizon: int) -> str:
    """Return a horizon in words: one survey ahead."""
    return words(f"ahead.{'one' if horizon == 1 else 'many'}", chapter.language, number=horizon)


def _less(chapter: Chapter, rows: pd.DataFrame) -> dict | None:
    """Return how much less the rule erred than no change, with its range; None where it did not.

    In per cent; a minus sign stands for more error than no change.
    """
    ratio = forecast_figures.pooled_ratios(rows)["chosen"]
    if round(100 * (1 - ratio)) <= 0:
        return None
    low, high = forecast_figures.ratio_range(rows, "chosen")
    return {
        "less": shown_number(100 * (1 - ratio), 0),
        "low": shown_number(100 * (1 - high), 0),
        "high": shown_number(100 * (1 - low), 0),
    }


def gain(chapter: Chapter, backtest: pd.DataFrame, indicator: str, measure: str) -> str:
    """Tell how much less than no change such forecasts erred at the horizon that decides."""
    rows = forecast_figures.at_horizon(backtest)
    rows = rows[(rows["indicator"] == indicator) & (rows["measure"] == measure)]
    if rows.empty:
        return ""
    name = words(f"measure.{measure}", chapter.language).lower()
    ahead = ahead_in_words(chapter, int(rows["horizon"].iloc[0]))
    told = {"measure": name, "ahead": ahead, "surveys": rows["origin"].nunique()}
    less = _less(chapter, rows)
    if less is None:
        return words("sentence.gain.none", chapter.language, **told)
    return words("sentence.gain.less", chapter.language, **told, **less)


def middle(chapter: Chapter, told_of, indicator: str) -> str:
    """Tell why the middle of the ranks moves although the score is forecast not to change.

    Parameters
    ----------
    told_of
        `forecast_sections.Told`.
    """
    mine = told_of.ahead[told_of.ahead["indicator"] == indicator]
    mine = mine[(mine["entity"] == chapter.country) & (mine["method"] == "naive")]
    for measure in ("rank", "percentile_rank"):
        fan = forecast_figures.quantiles(mine, indicator, measure, chapter.country)
        past = forecast_figures.of_series(told_of.observed, indicator, measure, chapter.country)
        if fan.empty or past.empty:
            continue
        last = past.sort_values("year")["value"].iloc[-1]
        if (fan[THE_MIDDLE] - last).abs().round().max() >= 1:
            name = words(f"measure.{measure}", chapter.language).lower()
            return words("sentence.middle", chapter.language, measure=name)
    return ""


def no_forecast(chapter: Chapter, targets: pd.DataFrame, indicator: str) -> str:
    """Tell why an index with a target that is open has no forecast; nothing of any other."""
    is_told = (targets["indicator"] == indicator) & (targets["status"] == "open")
    reasons = targets.loc[is_told & (targets["reason"] != ""), "reason"]
    if reasons.empty:
        return ""
    reason = words(f"no_forecast.{reasons.iloc[0]}", chapter.language)
    return words("sentence.no_forecast", chapter.language, reason=reason[0].lower() + reason[1:])


def short_breaks(chapter: Chapter, indicator: str) -> str:
    """Tell where the method of a short series changed; nothing of other indices."""
    if indicator not in singles.short_series().index:
        return ""
    table = breaks.recorded(indicator)
    listed = [
        words(
            "list.break",
            chapter.language,
            year=shown_year(row["year"], chapter.language),
            what=row[f"what_{chapter.language}"],
        )
        for _, row in table.iterrows()
    ]
    return (
        words("sentence.short_breaks", chapter.language, listed=" ".join(listed)) if listed else ""
    )


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


def deciding(targets: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Return the targets of an index with a chance and precedents, in the year that decides."""
    mine = targets[(targets["indicator"] == indicator) & (targets["starts"] != "")]
    mine = mine[mine["chance"].notna()]
    return mine[mine["year"] == mine["year"].min()]


def needed(chapter: Chapter, row: pd.Series) -> str:
    """Tell what a target of `deciding` would take, and how often it was done."""
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


def _share(reached: object, starts: object) -> float:
    return int(reached) / int(starts)


def _moved(chapter: Chapter, fan: pd.DataFrame, row: pd.Series) -> float:
    """Return by how much the middle of a fan is better than the last value."""
    ahead = fan.loc[row["year"], THE_MIDDLE] - row["last_value"]
    return -ahead if row["measure"] == "rank" else ahead


def _why(chapter: Chapter, told_of, row: pd.Series, record: pd.Series) -> str:
    """Tell why a chance differs from the share of like starts that made the gain."""
    base = _share(row["reached"], row["starts"])
    apart = row["chance"] - base
    facts = {
        "chance": chance_in_words(chapter, row["chance"]),
        "base": chance_in_words(chapter, base),
        "said": chance_in_words(chapter, record["said"]),
    }
    if abs(apart) < APART:
        return words("sentence.why.alike", chapter.language, **facts)
    reasons = []
    if apart * (record["said"] - base) > 0 and abs(record["said"] - base) >= APART:
        reasons.append(words("list.why.of_late", chapter.language, **facts))
    mine = (row["indicator"], row["measure"], chapter.country)
    moved = _moved(chapter, forecast_figures.quantiles(told_of.ahead, *mine), row)
    rank = row["measure"] == "rank"
    if apart * moved > 0 and abs(moved) >= (1 if rank else 0.005):
        amount = (
            places(abs(round(moved)), chapter.language)
            if rank
            else words("amount.score", chapter.language, number=shown_number(abs(moved), 2))
        )
        key = "list.why.better" if moved > 0 else "list.why.worse"
        reasons.append(words(key, chapter.language, amount=amount))
    if len(reasons) > 1:
        first, last = reasons
        reasons = [words("list.why.join", chapter.language, first=first, last=last)]
    reason = reasons[0] if reasons else words("list.why.shape", chapter.language)
    key = "sentence.why.higher" if apart > 0 else "sentence.why.lower"
    return words(key, chapter.language, reasons=reason, **facts)


def reliability(chapter: Chapter, told_of, row: pd.Series) -> str:
    """Tell why a chance differs from the base rate, and how often such chances came true.

    Parameters
    ----------
    told_of
        `forecast_sections.Told`.
    row
        Of `deciding`.
    """
    keys = ["indicator", "measure", "year"]
    found = told_of.reliability[(told_of.reliability[keys] == row[keys]).all(axis=1)]
    if found.empty:
        return ""
    record = found.iloc[0]
    shares = ("said", "happened", "low", "high")
    told = words(
        f"sentence.reliability.{verdict(record)}",
        chapter.language,
        measure=words(f"measure.{row['measure']}", chapter.language).lower(),
        cases=int(record["cases"]),
        **{name: shown_number(100 * record[name], 0) for name in shares},
    )
    # In a paragraph of its own, since Thai has no full stop.
    return f"{_why(chapter, told_of, row, record)}\n{told}"


def verdict(record: pd.Series) -> str:
    """Return whether chances came true as often as right ones do: `right, too_high, too_low`."""
    if record["happened"] < record["low"]:
        return "too_high"
    return "too_low" if record["happened"] > record["high"] else "right"


def editions_then(chapter: Chapter, table: pd.DataFrame) -> str:
    """Tell for which sources and years the backtest knows figures of a later edition.

    Parameters
    ----------
    table
        From `forecast_figures.editions_then`.
    """
    listed = [
        words(
            "list.edition_then",
            chapter.language,
            name=words(f"source.{row.source}.short", chapter.language),
            edition=row.edition,
            year=shown_year(row.year, chapter.language),
        )
        for row in table.itertuples()
    ]
    if not listed:
        return ""
    return words("sentence.editions_then", chapter.language, listed=" ".join(listed))


def past_record(chapter: Chapter, backtest: pd.DataFrame, indicator: str, measure: str) -> str:
    """Tell how far such forecasts were off, and how often the interval held, on all countries."""
    rows = forecast_figures.at_horizon(backtest)
    mine = rows[
        (rows["indicator"] == indicator)
        & (rows["measure"] == measure)
        & (rows["method"] == "chosen")
    ]
    if mine.empty:
        return ""
    off, rank = mine["mae"].mean(), measure == "rank"
    return words(
        "sentence.past_record",
        chapter.language,
        surveys=mine["origin"].nunique(),
        ahead=ahead_in_words(chapter, int(mine["horizon"].iloc[0])),
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
    """Tell on how many series a straight line was worse than no change, and where worst."""
    line = ratios["straight_line"]
    return words(
        "sentence.trend_line",
        chapter.language,
        worse=int((line > 1).sum()),
        number=len(line),
        name=series_name(*line.idxmax(), chapter.language),
        factor=shown_number(line.max(), 1),
    )


def gained(chapter: Chapter, backtest: pd.DataFrame) -> str:
    """Tell where the rule erred less than no change, and by how much.

    Parameters
    ----------
    backtest
        From `forecast_figures.at_horizon`.
    """
    groups = list(backtest.groupby(["indicator", "measure"]))
    listed = []
    for key, rows in groups:
        less = _less(chapter, rows)
        if less:
            name = series_name(*key, chapter.language)
            listed.append(words("list.less_error", chapter.language, name=name, **less))
    if not listed:
        return words("sentence.gained.none", chapter.language, all=len(groups))
    facts = {"listed": "; ".join(listed), "number": len(listed), "all": len(groups)}
    return words("sentence.gained", chapter.language, **facts)


def hindsight(chapter: Chapter, backtest: pd.DataFrame) -> str:
    """Tell on how many series another method than the one that was used would have done better.

    Parameters
    ----------
    backtest
        From `forecast_figures.at_horizon`.
    """
    ratios = forecast_figures.error_ratios(backtest)
    better = ratios.drop(columns="chosen").min(axis=1) < ratios["chosen"] - SLIGHT
    facts = {"better": int(better.sum()), "number": len(ratios)}
    return words("sentence.hindsight", chapter.language, **facts)


def held(chapter: Chapter, backtest: pd.DataFrame) -> str:
    """Tell how many countries the intervals of the series held on average, least and most.

    Parameters
    ----------
    backtest
        From `forecast_figures.at_horizon`.
    """
    used = backtest[backtest["method"] == "chosen"]
    means = 100 * used.groupby(["indicator", "measure"])["coverage_80"].mean()
    facts = {"least": f"{means.min():.0f}", "most": f"{means.max():.0f}"}
    return words("sentence.held", chapter.language, **facts)


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


def caption_of_measure(chapter: Chapter, key: str, measure: str) -> str:
    """Return the caption of this key for a measure."""
    name = words(f"measure.{measure}", chapter.language).lower()
    return caption(chapter, key, measure=name)


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
                f"{series_name(*key, chapter.language)} {shown_number(value, 2)}"
                for key, value in ratios[method].items()
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
