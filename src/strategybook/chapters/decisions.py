"""What became of the strategy's targets, in words: which figure decided, and how.

Everything is read from `data/processed/targets.csv`, see `strategybook.forecast.targets`.
"""

import re

import pandas as pd

from strategybook import editions, strategy
from strategybook.catalogue import decimals, indicators, short_name
from strategybook.chapters import forecast_figures
from strategybook.chapters.amounts import shown_distance
from strategybook.language import joined, shown_day, shown_number, shown_year, words
from strategybook.show.exhibits import Chapter
from strategybook.show.tables import Table

NOTHING = "\N{EN DASH}"
DECIDED = ("met", "missed")
# How a claim names a target: indicator and measure of Thailand, now.
OF_TARGET = re.compile(r"at_(?:most|least)\((\w+)\.(\w+), THA, now,")


def phase(chapter: Chapter) -> str:
    """Return how far the strategy is, as the keys of words name it.

    `over` once an edition is held that was published after its last year; `deciding` once a target
    is decided or cannot be; `ahead` before.
    """
    if strategy.is_over(chapter.as_of):
        return "over"
    statuses = forecast_figures.targets(chapter.as_of)["status"]
    return "ahead" if (statuses == "open").all() else "deciding"


def closed(targets: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of targets that are decided, or that cannot be decided any more."""
    return targets[targets["status"] != "open"]


def summary(chapter: Chapter) -> str:
    """Tell of how many targets the figure that decides is held, and how it decided."""
    targets = forecast_figures.targets(chapter.as_of)
    single = targets[(targets["decides"] == "yes") & (targets["measure"] != "both")]
    numbers = single["status"].value_counts()
    if numbers.get("open", 0) == len(single):
        return words("sentence.decided.none", chapter.language)
    by_status = {name: numbers.get(name, 0) for name in ("met", "missed", "undecided", "open")}
    return words("sentence.decided.number", chapter.language, all=len(single), **by_status)


def sentences(
    chapter: Chapter, targets: pd.DataFrame, indicator: str, measure: str | None = None
) -> str:
    """Tell how each target of an indicator was decided and what was said before; "" before.

    Parameters
    ----------
    targets
        From `forecast_figures.targets`.
    measure
        Tell of the target of this measure alone.
    """
    mine = closed(targets)
    mine = mine[(mine["indicator"] == indicator) & (mine["decides"] == "yes")]
    mine = mine[mine["measure"] == (measure or mine["measure"])]
    mine = mine[mine["measure"] != "both"]
    return " ".join(_sentence(chapter, row) for _, row in mine.iterrows())


def year_of(targets: pd.DataFrame, indicator: str, measure: str) -> int:
    """Return the year whose figure decides on a target."""
    mine = targets[(targets["indicator"] == indicator) & (targets["measure"] == measure)]
    return int(mine.loc[mine["decides"] == "yes", "year"].iloc[0])


def left_open(chapter: Chapter, targets: pd.DataFrame, indicator: str, measure: str) -> str:
    """Tell that a target is not decided although the strategy is over; "" where it is."""
    mine = targets[(targets["indicator"] == indicator) & (targets["measure"] == measure)]
    mine = mine[(mine["decides"] == "yes") & (mine["status"] == "open")]
    if mine.empty or not strategy.is_over(chapter.as_of):
        return ""
    year = shown_year(strategy.TARGET_YEAR, chapter.language)
    return words("sentence.left_open", chapter.language, year=year)


def _sentence(chapter: Chapter, row: pd.Series) -> str:
    years = {"year": row["year"], "target_year": strategy.TARGET_YEAR}
    facts = {name: shown_year(year, chapter.language) for name, year in years.items()}
    facts |= {"asked": _asked(chapter, row)}
    if row["status"] not in DECIDED:
        key = f"sentence.undecided.{row['reason']}"
        return words(key, chapter.language, country=chapter.country_name, **facts)
    key = "missed" if row["by"] > 0 else "met" if row["by"] < 0 else "even"
    facts |= {"got": _got(chapter, row), "distance": _distance(chapter, row)}
    told = words(f"sentence.decided.{key}", chapter.language, **facts)
    return f"{told} {_said_before(chapter, row)}"


def _asked(chapter: Chapter, row: pd.Series) -> str:
    target = strategy.shown_target(row["target"], row["measure"])
    return words(f"asked.{row['measure']}", chapter.language, target=target)


def _got(chapter: Chapter, row: pd.Series) -> str:
    value = shown_number(row["value"], decimals(row["indicator"], row["measure"]))
    return words(f"got.{row['measure']}", chapter.language, value=value)


def _distance(chapter: Chapter, row: pd.Series) -> str:
    return shown_distance(row["by"], row["indicator"], row["measure"], chapter.language)


def _said_before(chapter: Chapter, row: pd.Series) -> str:
    if pd.isna(row["said_chance"]):
        return words("sentence.said.nothing", chapter.language)
    return words(
        "sentence.said.chance",
        chapter.language,
        day=shown_day(row["said_issue"], chapter.language),
        chance=chance_in_words(chapter, row["said_chance"]),
    )


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


def outcome(chapter: Chapter, row: pd.Series) -> str:
    """Return in a few words how a target was decided, with the year: `missed by 5 places (2026)`.

    `row` is one of `closed`.
    """
    distance = "" if pd.isna(row["by"]) else _distance(chapter, row)
    key = "missed_both" if row["status"] == "missed" and not distance else row["status"]
    year = shown_year(row["year"], chapter.language)
    return words(f"decided.{key}", chapter.language, year=year, distance=distance)


def of_claim(chapter: Chapter, claim: pd.Series) -> str:
    """Return how the target of the strategy was decided that a claim names; "" where it was not.

    Parameters
    ----------
    claim
        With `kind`, `exhibit` and `expression`, such as `at_most(egdi.rank, THA, now, 40)`.
    """
    own = set(strategy.success_indicators()["list_exhibit"])
    found = OF_TARGET.match(claim["expression"])
    if claim["kind"] != "target" or claim["exhibit"] not in own or not found:
        return ""
    targets = closed(forecast_figures.targets(chapter.as_of))
    mine = targets[(targets["indicator"] == found[1]) & (targets["measure"] == found[2])]
    mine = mine[mine["decides"] == "yes"]
    return "" if mine.empty else outcome(chapter, mine.iloc[0])


def table(chapter: Chapter, targets: pd.DataFrame) -> Table:
    """Return the targets that are decided: the value, how it decided, and what was said before."""
    rows = [
        [
            what_target(chapter, row),
            NOTHING if pd.isna(row["value"]) else _got(chapter, row),
            outcome(chapter, row),
            *_issued_before(chapter, row),
        ]
        for _, row in closed(targets).iterrows()
    ]
    names = ["target", "actual", "outcome", "said_chance", "said_issue"]
    return Table.headed(chapter.language, names, rows, ("said_chance",))


def _issued_before(chapter: Chapter, row: pd.Series) -> list[str]:
    if pd.isna(row["said_chance"]):
        return [NOTHING, NOTHING]
    chance = chance_in_words(chapter, row["said_chance"])
    return [chance, shown_day(row["said_issue"], chapter.language)]


def calendar(chapter: Chapter) -> pd.DataFrame:
    """Return which edition decides on which targets, in their order.

    Returns
    -------
    Columns `year, source, edition, indicators` (with spaces between) and `status`: `held`, `out`
    (published, but not held) or `expected`. Targets of which no figures are published are left out.
    """
    targets = forecast_figures.targets(chapter.as_of)
    decides = targets[(targets["decides"] == "yes") & (targets["last_year"] != "")]
    first = indicators().groupby(level="indicator", sort=False)["source"].first()
    named = decides.assign(source=decides["indicator"].map(first))
    groups = named.groupby(["year", "source"], sort=True)["indicator"]
    found = groups.agg(lambda names: " ".join(dict.fromkeys(names))).rename("indicators")
    found = found.reset_index()
    found["edition"] = found["year"].astype(str)
    found["status"] = [_status(chapter, row) for row in found.itertuples()]
    return found[["year", "source", "edition", "indicators", "status"]]


def _status(chapter: Chapter, row) -> str:
    key = (row.source, row.edition)
    if key in set(editions.visible(chapter.as_of).itertuples(index=False, name=None)):
        return "held"
    return "out" if key in editions.publication_days().index else "expected"


def cited(found: pd.DataFrame) -> pd.DataFrame:
    """Return the sources that `calendar` rests on: editions held, and the strategy itself."""
    held = found.loc[found["status"] == "held", ["source", "edition"]]
    return pd.concat([held, strategy.as_printed(pd.DataFrame(index=[0]))])


def calendar_table(chapter: Chapter, found: pd.DataFrame) -> Table:
    """Return `calendar` as a table."""
    rows = [
        [
            shown_year(row.year, chapter.language),
            editions.sources()[f"title_{chapter.language}"][row.source],
            _names(chapter, row.indicators),
            words(f"calendar.{row.status}", chapter.language),
        ]
        for row in found.itertuples()
    ]
    return Table.headed(chapter.language, ["year", "source", "decides_on", "state"], rows)


def _names(chapter: Chapter, listed: str) -> str:
    return "; ".join(short_name(name, chapter.language) for name in listed.split())


def next_to_decide(chapter: Chapter) -> str:
    """Tell which editions decide next; "" once the strategy is over or nothing is open."""
    found = calendar(chapter)
    waited_for = found[found["status"] != "held"]
    if waited_for.empty or strategy.is_over(chapter.as_of):
        return ""
    listed = [
        words(
            "list.decides",
            chapter.language,
            source=editions.sources()[f"title_{chapter.language}"][row.source],
            year=shown_year(row.year, chapter.language),
            names=_names(chapter, row.indicators),
        )
        for row in waited_for[waited_for["year"] == waited_for["year"].min()].itertuples()
    ]
    named = joined(listed, chapter.language)
    return words("sentence.next_to_decide", chapter.language, listed=named)
