"""The strategy: its exhibits, what they printed, and its targets."""

import functools

import pandas as pd

from strategybook import editions, paths
from strategybook.language import shown_number

# The strategy begins in this year; it is cited as the edition.
EDITION = "2024"
# Its last year, BE 2570: when its targets are due.
TARGET_YEAR = 2027


@functools.cache
def exhibits() -> pd.DataFrame:
    """Return `data/raw/strategy/exhibits.csv`, indexed by exhibit key.

    Columns `section, form, content, title_en, title_th, page` (the chapter that shows it).
    """
    file = paths.RAW / "strategy" / "exhibits.csv"
    return pd.read_csv(file, dtype=str, keep_default_na=False, index_col="exhibit")


@functools.cache
def printed_values() -> pd.DataFrame:
    """Return `data/raw/strategy/printed_values.csv`, all columns text.

    One row a printed number or arrow: `printed_id, exhibit, indicator, entity, group, series,
    measure, role, year` (CE), `compared_with` (CE year that a change or arrow starts from),
    `value` (exactly as printed), `unit, note`.
    """
    file = paths.RAW / "strategy" / "printed_values.csv"
    return pd.read_csv(file, dtype=str, keep_default_na=False)


@functools.cache
def success_indicators() -> pd.DataFrame:
    """Return `data/raw/strategy/success_indicators.csv`: the twelve success indicators, in order.

    Indexed by indicator key, whose name the language table has. Columns, all text: `number`,
    `list_exhibit` and `exhibit` (where section 6 and appendix 1 print it), `baseline_year` (CE, ""
    where the strategy has no baseline), `measures` (with spaces between) and in both languages
    (`_en`, `_th`) `about`, `origin`, `publisher`, `cycle`, `baseline` and `target` (of 2027).
    """
    file = paths.RAW / "strategy" / "success_indicators.csv"
    return pd.read_csv(file, dtype=str, keep_default_na=False, index_col="indicator")


def listed(name: str) -> pd.DataFrame:
    """Return the register `data/raw/strategy/NAME.csv`, all columns text, citing the strategy.

    It has two columns more than the file, `source` and `edition`, which exhibits cite.
    """
    file = paths.RAW / "strategy" / f"{name}.csv"
    return as_printed(pd.read_csv(file, dtype=str, keep_default_na=False))


def as_printed(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table as figures of the strategy itself, for an exhibit to cite."""
    return table.assign(source="strategy", edition=EDITION)


def exhibit_title(exhibit: str, language: str) -> str:
    """Return what an exhibit of the strategy shows, in words."""
    return exhibits().loc[exhibit, f"title_{language}"]


def target(indicator: str, measure: str) -> float | None:
    """Return the strategy's target for BE 2570 (appendix 1), or None where it set none."""
    table = printed_values()
    mine = table[
        (table["exhibit"] == "A1-T")
        & (table["role"] == "target")
        & (table["indicator"] == indicator)
        & (table["measure"] == measure)
    ]
    return float(mine["value"].iloc[0]) if len(mine) else None


def is_over(as_of: str) -> bool:
    """Return whether an edition that may be seen was published after the strategy's last year.

    The clock is never asked: what is told follows from the figures that are held.
    """
    seen = editions.visible(as_of).merge(editions.editions())
    return int(seen["published_on"].str[:4].max()) > TARGET_YEAR


def distance(value: float, target: float, measure: str) -> float:
    """Return how far a value is from its target, in the measure's unit: 0 or less where it is met.

    A rank has to fall to its target, every other measure has to rise to it.
    """
    return value - target if measure == "rank" else target - value


def shown_target(target: float, measure: str) -> str:
    """Return a target as the strategy prints it: scores with two decimals, others whole."""
    return shown_number(target, 2 if measure == "score" else 0)
