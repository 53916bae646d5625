"""What the strategy of BE 2564-2565 delivered: sentences and bars from what was printed of it.

Every function that tells something returns a finished sentence in the chapter's language.
"""

import pandas as pd

from strategybook import strategy
from strategybook.catalogue import short_name
from strategybook.chapters import funnel
from strategybook.chapters.result_charts import Bar
from strategybook.chapters.sentences import places
from strategybook.language import shown_number, shown_year, words
from strategybook.show.exhibits import Chapter

# The steps of the funnel, the widest first.
SERVICES = [
    "digital_services_central_manual",
    "digital_services_possible",
    "digital_services_online",
    "digital_services",
]


def services(table: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the observations of the funnel of services, the widest step first."""
    rows = table[(table["year"] == year) & (table["measure"] == "count")]
    return rows.set_index("indicator").loc[SERVICES].reset_index()


def funnel_told(chapter: Chapter, rows: pd.DataFrame) -> str:
    """Tell the funnel of services, step by step."""
    year = rows["year"].iloc[0]
    steps = funnel.steps(rows.set_index("indicator")["value"])
    manual, possible, online, digital = (shown_number(step.number, 0) for step in steps)
    of_manual, of_possible, of_online = (shown_number(step.of_previous, 1) for step in steps[1:])
    return words(
        "sentence.funnel",
        chapter.language,
        year=shown_year(year, chapter.language),
        manual=manual,
        possible=possible,
        online=online,
        digital=digital,
        of_manual=of_manual,
        of_possible=of_possible,
        of_online=of_online,
        left=shown_number(steps[2].lost, 0),
    )


def printed(printed_id: str) -> float:
    """Return a printed number."""
    table = strategy.printed_values().set_index("printed_id")["value"]
    return float(table[printed_id])


def bars(chapter: Chapter, rows: pd.DataFrame, target: str = "") -> list[Bar]:
    """Return printed numbers as bars, with the target that a printed value sets."""
    goal = printed(target) if target else None
    return [
        Bar(words(f"series.{row['series']}", chapter.language), float(row["printed"]), goal)
        for _, row in rows.iterrows()
    ]


def bars_described(chapter: Chapter, shown: list[Bar]) -> str:
    """Describe a chart of bars: each with its value and target."""
    told = [_bar_described(chapter, bar) for bar in shown]
    return words("alternative.bars", chapter.language, values=", ".join(told))


def _bar_described(chapter: Chapter, bar: Bar) -> str:
    value = shown_number(bar.value, bar.digits)
    if bar.target is None:
        return f"{bar.name} {value}"
    target = shown_number(bar.target, 0)
    key = "alternative.bar_with_target"
    return words(key, chapter.language, name=bar.name, value=value, target=target)


def funnel_described(chapter: Chapter, rows: pd.DataFrame) -> str:
    """Describe the chart of the funnel."""
    shown = [
        Bar(short_name(row["indicator"], chapter.language), row["value"])
        for _, row in rows.iterrows()
    ]
    return bars_described(chapter, shown)


def goal_told(chapter: Chapter, rank: float, target: float, year: int) -> str:
    """Tell whether a rank met its target of a year."""
    short = strategy.distance(rank, target, "rank")
    return words(
        f"sentence.goal.{'short' if short > 0 else 'met'}",
        chapter.language,
        year=shown_year(year, chapter.language),
        target=int(target),
        rank=int(rank),
        distance=places(abs(short), chapter.language),
    )


def provinces_told(chapter: Chapter) -> str:
    """Tell what share of provinces has a data catalogue, the one share that print gives."""
    made, whole = printed("3.3-C.05"), printed("3.2-P.02")
    return words(
        "sentence.provinces",
        chapter.language,
        with_catalogue=shown_number(made, 0),
        all=shown_number(whole, 0),
        share=shown_number(100 * made / whole, 1),
        target=shown_number(printed("3.3-C.03"), 0),
    )


def use_rates_told(chapter: Chapter, rows: pd.DataFrame) -> str:
    """Tell how far the use of each service through the portals went between two years."""
    wide = rows.pivot(index="series", columns="year", values="printed").dropna()
    first, last = wide.columns
    changes = ", ".join(
        f"{words(f'series.{series}', chapter.language)} {row[first]} → {row[last]}"
        for series, row in wide.iterrows()
    )
    return words(
        "sentence.use_rates",
        chapter.language,
        first_year=shown_year(first, chapter.language),
        last_year=shown_year(last, chapter.language),
        changes=changes,
    )
