"""Tables of what the strategy says: its lists and registers, in this book's words."""

import pandas as pd

from strategybook.catalogue import indicator_name, short_name
from strategybook.language import shown_year, words
from strategybook.show.exhibits import Chapter
from strategybook.show.tables import StackedTable, Table

NUMBERS = ("number",)
ROOM_ON_A_PHONE = 3  # columns


def listed(chapter: Chapter, table: pd.DataFrame, columns: list[str]) -> Table:
    """Return the columns of a register of the strategy, each in the chapter's language.

    More columns of words than a phone has room for make a `StackedTable`.

    Parameters
    ----------
    table
        A register as `strategy.listed` returns it.
    columns
        Names of columns, those in both languages without `_en` or `_th`. The heading of a column
        is the entry `table.NAME` of the language table.
    """
    rows = [[_cell(chapter, row, name) for name in columns] for _, row in table.iterrows()]
    kind = Table if len(columns) <= ROOM_ON_A_PHONE else StackedTable
    return kind.headed(chapter.language, columns, rows, NUMBERS)


def _cell(chapter: Chapter, row: pd.Series, name: str) -> str:
    if name == "sub_factor":
        return short_name(row["indicator"], chapter.language)
    if name == "indicator":
        return indicator_name(row["indicator"], chapter.language)
    if name == "outcome":
        return words(f"outcome.{row['outcome']}", chapter.language)
    if name == "baseline_year":
        return row[name] and shown_year(row[name], chapter.language)
    return row[name] if name in row else row[f"{name}_{chapter.language}"]
