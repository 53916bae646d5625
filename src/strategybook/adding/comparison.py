"""Two tables of figures side by side: what they say together, where they differ, in lines of text.

Publishers print the same figure with more or fewer decimals. Two figures agree where they are
within half a unit of the last decimal of the coarser one. A text does not tell its decimals,
since the shortest text of 0.50 is 0.5; so the longest text of the same series and year does.
"""

from decimal import Decimal

import numpy as np
import pandas as pd

from strategybook.adding.held import KEYS

LARGEST = 5
MOST_DECIMALS = 5


def _aligned(old: pd.DataFrame, new: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return both tables with the rows and series of either, "" where there is no figure."""
    both = old.set_index(KEYS).align(new.set_index(KEYS), fill_value="")
    before, after = (table.sort_index().sort_index(axis=1) for table in both)
    return before, after


def decimals(text: str) -> int:
    """Return how many decimals the text of a number has."""
    digits, _, exponent = text.partition("e")
    return max(0, len(digits.partition(".")[2]) - int(exponent or 0))


def _precision(table: pd.DataFrame) -> pd.DataFrame:
    """Return for each figure how many decimals its series has in its year."""
    return table.map(decimals).groupby(level="year").transform("max")


def _numbers(table: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of a table of texts, missing where there is none."""
    return table.apply(pd.to_numeric, errors="coerce").astype(float)


def _differ(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Mark the figures that both tables have, in other words."""
    return (before != after) & (before != "") & (after != "")


def _apart(before: pd.DataFrame, after: pd.DataFrame) -> np.ndarray:
    """Mark the figures that both tables have and that do not agree."""
    differ = _differ(before, after).to_numpy()
    if not differ.any():
        return differ  # the rest takes a second for a source with many figures
    coarser = np.minimum(_precision(before), _precision(after))
    # A little more than half a unit, since decimal fractions have no exact binary form.
    tolerance = 0.500001 * 10.0**-coarser
    return differ & ((_numbers(after) - _numbers(before)).abs() > tolerance).to_numpy()


def differences(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that two tables both have and that do not agree, largest change first.

    Parameters
    ----------
    old, new
        Tables as in `Publication.figures`.

    Returns
    -------
    Columns `series, entity, year, old, new` (texts) and `size`: the change as a share of the
    range of the series, so that scores and ranks can be compared.
    """
    before, after = _aligned(old, new)
    rows, columns = np.nonzero(_apart(before, after))
    was, now = _numbers(before), _numbers(after)
    size = (now - was).abs() / (now.max() - now.min()).replace(0, 1)
    table = pd.DataFrame(
        {
            "series": before.columns[columns],
            **{key: before.index.get_level_values(key)[rows] for key in KEYS},
            "old": before.to_numpy()[rows, columns],
            "new": after.to_numpy()[rows, columns],
            "size": size.to_numpy()[rows, columns],
        }
    )
    return table.sort_values("size", ascending=False, kind="stable", ignore_index=True)


def _unaligned(table: pd.DataFrame) -> pd.DataFrame:
    return table.reset_index().rename_axis(columns=None)


def together(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of both tables, which must agree; of two, the one with more decimals.

    The order of the tables makes no difference.
    """
    before, after = _aligned(old, new)
    finer = _differ(before, after).to_numpy(copy=True)
    texts = zip(before.to_numpy()[finer], after.to_numpy()[finer], strict=True)
    finer[finer] = [decimals(new) > decimals(old) for old, new in texts]
    return _unaligned(before.mask((before == "") | finer, after))


def replaced(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return the new table, and of the old one the series that the new one does not have."""
    before, after = _aligned(old, new)
    own = [series for series in after if series in new]
    return _unaligned(before.assign(**{series: after[series] for series in own}))


def has_all(whole: pd.DataFrame, part: pd.DataFrame) -> bool:
    """Tell whether every figure of `part` is in `whole` and agrees with it."""
    before, after = _aligned(whole, part)
    return bool(((before != "") | (after == "")).all(axis=None)) and differences(whole, part).empty


def lost(old: pd.DataFrame, new: pd.DataFrame) -> int:
    """Return how many figures of `old` are not in `new`."""
    before, after = _aligned(old, new)
    return int(((before != "") & (after == "")).sum(axis=None))


def count(table: pd.DataFrame) -> int:
    """Return how many figures a table has."""
    return int((table.drop(columns=KEYS) != "").sum(axis=None))


def columns(rows: list[tuple[str, ...]], indent: str = "  ") -> list[str]:
    """Return rows as lines: words of the first column to the left, all else to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        indent
        + "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def old_new_change(old: str, new: str) -> tuple[str, str, str]:
    """Return two numbers and their difference, with as many decimals as they have."""
    places = min(MOST_DECIMALS, max(decimals(old), decimals(new)))
    was, now = Decimal(old), Decimal(new)
    return f"{was:.{places}f}", f"{now:.{places}f}", f"{now - was:+.{places}f}"


def largest(apart: pd.DataFrame) -> list[str]:
    """Return lines on the largest of some `differences`; none where there are none."""
    rows = [
        (row.series, row.entity, str(row.year), *old_new_change(row.old, row.new))
        for row in apart.head(LARGEST).itertuples()
    ]
    heading = ("largest, for the range of its series", "", "", "old", "new", "change")
    return columns([heading, *rows], indent="    ") if rows else []
