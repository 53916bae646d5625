"""What the chapter on the record shows of issued forecasts: how many were ahead, and how they did.

Everything is read from `data/processed/record.csv`, see `strategybook.forecast.record`.
"""

import pandas as pd

from strategybook import paths
from strategybook.catalogue import indicators, series_name
from strategybook.chapters.decisions import chance_in_words, what_target
from strategybook.chapters.forecast_figures import shown_value
from strategybook.forecast.record import AHEAD, CHANCE, INTERVAL, KNOWN, OPEN
from strategybook.language import shown_day, shown_number, shown_year, words
from strategybook.show.exhibits import Chapter
from strategybook.show.tables import Table
from strategybook.strategy import target

# Columns of the record that hold numbers or nothing.
NUMBERS = ("low", "middle", "high", "chance", "actual", "crps", "brier")
CLAIMED = 0.8


def read() -> pd.DataFrame:
    """Return the record of what the book shows: the WGI as ranks, not estimates.

    Columns of `data/processed/record.csv`, and `source` and `target`.
    """
    table = pd.read_csv(
        paths.PROCESSED / "record.csv",
        keep_default_na=False,
        na_values={name: [""] for name in NUMBERS},
        dtype=dict.fromkeys(["edition", "published_on"], str),
    )
    table = table[table["measure"] != "estimate"].reset_index(drop=True)
    first = indicators().groupby(level="indicator")["source"].first()
    aims = [target(row.indicator, row.measure) for row in table.itertuples()]
    return table.assign(source=table["indicator"].map(first), target=aims)


def of(table: pd.DataFrame, status: str, kind: str) -> pd.DataFrame:
    """Return the rows of a status (`ahead`, `known`, `open`) and kind (`interval`, `chance`)."""
    return table[(table["status"] == status) & (table["kind"] == kind)].reset_index(drop=True)


def issues(chapter: Chapter, register: pd.DataFrame, table: pd.DataFrame) -> Table:
    """Return the releases whose forecasts are frozen, and how many can be judged by now."""
    counts = table.groupby(["issued_on", "status"]).size()
    rows = [
        [
            shown_day(row.issued_on, chapter.language),
            *(str(counts.get((row.issued_on, status), 0)) for status in (AHEAD, KNOWN, OPEN)),
            row.file,
            row.sha256[:12],
        ]
        for row in register.itertuples()
    ]
    numeric = ["judged_ahead", "known_before", "still_open"]
    names = ["issued_on", *numeric, "file", "fingerprint"]
    return Table.headed(chapter.language, names, rows, numeric)


def summary(chapter: Chapter, table: pd.DataFrame) -> str:
    """Tell how the forecasts did that were issued ahead, and what stands apart or is open."""
    language = chapter.language
    told = [_intervals(language, of(table, AHEAD, INTERVAL))]
    told.append(_chances(language, of(table, AHEAD, CHANCE)))
    if not any(told):
        told = [words("sentence.nothing_yet", language)]
    known = int((table["status"] == KNOWN).sum())
    if known:
        told.append(words("sentence.record.known", language, number=known))
    waiting = table[table["status"] == OPEN]
    past = int((waiting["year"] < waiting["issued_on"].str[:4].astype(int)).sum())
    told.append(words("sentence.record.open", language, number=len(waiting)))
    if past:
        told.append(words("sentence.record.past", language, number=past))
    return " ".join(filter(None, told))


def _intervals(language: str, rows: pd.DataFrame) -> str:
    if rows.empty:
        return ""
    return words(
        "sentence.record.intervals",
        language,
        number=len(rows),
        inside=int((rows["hit"] == "yes").sum()),
        expected=round(CLAIMED * len(rows)),
    )


def _chances(language: str, rows: pd.DataFrame) -> str:
    if rows.empty:
        return ""
    return words(
        "sentence.record.chances",
        language,
        number=len(rows),
        met=int((rows["hit"] == "yes").sum()),
        expected=shown_number(rows["chance"].sum(), 1),
        brier=shown_number(rows["brier"].mean(), 2),
    )


def intervals(chapter: Chapter, rows: pd.DataFrame) -> Table:
    """Return forecasts beside what happened, with the day on which that was published."""
    cells = [
        [
            series_name(row.indicator, row.measure, chapter.language),
            shown_year(row.year, chapter.language),
            shown_day(row.issued_on, chapter.language),
            shown_day(row.published_on, chapter.language),
            shown_value(row.middle, row.measure),
            " – ".join(shown_value(one, row.measure) for one in (row.low, row.high)),
            shown_value(row.actual, row.measure),
            words(f"inside.{row.hit}", chapter.language),
            shown_number(row.crps, 3 if row.measure == "score" else 1),
        ]
        for row in rows.itertuples()
    ]
    numeric = ["middle", "interval", "actual", "crps"]
    names = ["indicator", "year", "issued_on", "figure_published", *numeric[:3], "inside", "crps"]
    return Table.headed(chapter.language, names, cells, numeric)


def chances(chapter: Chapter, rows: pd.DataFrame) -> Table:
    """Return chances of targets beside whether they were met."""
    cells = [
        [
            what_target(chapter, row),
            shown_day(row["issued_on"], chapter.language),
            shown_day(row["published_on"], chapter.language),
            chance_in_words(chapter, row["chance"]),
            words(f"met.{row['hit']}", chapter.language),
            shown_number(row["brier"], 2),
        ]
        for _, row in rows.iterrows()
    ]
    names = ["target", "issued_on", "figure_published", "chance", "outcome", "brier"]
    return Table.headed(chapter.language, names, cells, ("chance", "brier"))


def show(chapter: Chapter, table: pd.DataFrame) -> None:
    """Show what was issued ahead and what stands apart beside what happened, if there is any."""
    for status in (AHEAD, KNOWN):
        for kind, told in ((INTERVAL, intervals), (CHANCE, chances)):
            rows = of(table, status, kind)
            if len(rows):
                caption = words(f"caption.record.{status}.{kind}", chapter.language)
                chapter.show_table(
                    f"issued-{status}-{kind}", told(chapter, rows), rows, caption=caption
                )
