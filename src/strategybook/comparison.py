"""Two tables of figures side by side: where they differ, and what they say together.

Publishers print the same figure with more or fewer decimals. Two figures agree where they are
within half a unit of the last decimal of the coarser one. A text does not tell its decimals,
since the shortest text of 0.50 is 0.5; so the longest text of the same series and year does.
"""

from decimal import Decimal

import numpy as np
import pandas as pd

from strategybook.held import KEYS


def _aligned(old: pd.DataFrame, new: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return both tables with the rows and series of either, "" where there is no figure."""
    both = old.set_index(KEYS).align(new.set_index(KEYS), fill_value="")
    before, after = (table.sort_index().sort_index(axis=1) for table in both)
    return before, after


def decimals(text: str) -> int:
    """Return how many decimals the text of a number has."""
    return max(0, -Decimal(text).as_tuple().exponent) if text else 0


def _precision(table: pd.DataFrame) -> pd.DataFrame:
    """Return for each figure how many decimals its series has in its year."""
    return table.map(decimals).groupby(level="year").transform("max")


def numbers(table: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of a table of texts, missing where there is none."""
    return table.apply(pd.to_numeric, errors="coerce").astype(float)


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
    was, now = numbers(before), numbers(after)
    coarser = np.minimum(_precision(before), _precision(after))
    # A little more than half a unit, since decimal fractions have no exact binary form.
    tolerance = 0.500001 * 10.0**-coarser
    change = (now - was).abs()
    rows, columns = np.nonzero((change > tolerance).to_numpy())
    spread = (now.max() - now.min()).replace(0, 1)
    entities, years = (before.index.get_level_values(key)[rows] for key in KEYS)
    table = pd.DataFrame(
        {
            "series": before.columns[columns],
            "entity": entities,
            "year": years,
            "old": before.to_numpy()[rows, columns],
            "new": after.to_numpy()[rows, columns],
            "size": (change / spread).to_numpy()[rows, columns],
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
    better = (before == "") | ((after != "") & (after.map(decimals) > before.map(decimals)))
    return _unaligned(before.mask(better, after))


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
