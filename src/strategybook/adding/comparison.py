"""Two tables of figures side by side: what they say together, where they differ, in lines of text.

Publishers print the same figure with more or fewer decimals. Two figures agree where they are
within half a unit of the last decimal of the coarser one. A text does not tell its decimals,
since the shortest text of 0.50 is 0.5; so the longest text of the same series and year does.

Programs that save a file again round the last binary digits, or pass a figure through single
precision (float32). Figures that differ by no more are the same figure: nowhere do they count as
changed, and the text that is held stays.
"""

from decimal import Decimal

import numpy as np
import pandas as pd

from strategybook.adding.held import KEYS

LARGEST = 5
MOST_DECIMALS = 5
MOST_INDICATORS = 12
# How far, relatively, the last binary digits may be apart, and a float32 from its 15 digits.
LAST_DIGITS = 1e-12
ERROR_OF_15_DIGITS = 5.1e-15


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


def _is_single(numbers: np.ndarray) -> np.ndarray:
    """Mark numbers of single precision that are written out, such as 0.8351000189781189."""
    single = numbers.astype(np.float32).astype(float)
    return np.isclose(single, numbers, rtol=ERROR_OF_15_DIGITS, atol=0)


def _same(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Mark numbers that differ in their last binary digits alone, if at all."""
    as_singles = before.astype(np.float32) == after.astype(np.float32)
    through_single = as_singles & (_is_single(before) | _is_single(after))
    return np.isclose(before, after, rtol=LAST_DIGITS, atol=0) | through_single


def _apart(before: pd.DataFrame, after: pd.DataFrame, *, exactly: bool = False) -> np.ndarray:
    """Mark the figures that both tables have and that do not agree, or are not the same."""
    differ = _differ(before, after).to_numpy(copy=True)
    if not differ.any():
        return differ  # the rest takes a second for a source with many figures
    was, now = _numbers(before).to_numpy(), _numbers(after).to_numpy()
    differ[differ] = ~_same(was[differ], now[differ])
    if exactly:
        return differ
    coarser = np.minimum(_precision(before), _precision(after)).to_numpy()
    # A little more than half a unit, since decimal fractions have no exact binary form.
    return differ & (np.abs(now - was) > 0.500001 * 10.0**-coarser)


def differences(old: pd.DataFrame, new: pd.DataFrame, *, exactly: bool = False) -> pd.DataFrame:
    """Return the figures that two tables both have and that do not agree, largest change first.

    Parameters
    ----------
    old, new
        Tables as in `Publication.figures`.
    exactly
        Whether a figure with fewer decimals is another figure.

    Returns
    -------
    Columns `series, entity, year, old, new` (texts) and `size`: the change as a share of the
    range of the series, so that scores and ranks can be compared.
    """
    before, after = _aligned(old, new)
    rows, columns = np.nonzero(_apart(before, after, exactly=exactly))
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


def _written_out(text: str, short: str) -> bool:
    """Tell whether a text is a short one that passed through single precision."""
    number = np.array([float(text)])
    return bool(_is_single(number)[0]) and float(str(np.float32(number[0]))) == float(short)


def _is_finer(text: str, other: str) -> bool:
    """Tell whether a text of a figure says more than another of it."""
    if _written_out(text, other) or _written_out(other, text):
        return decimals(text) < decimals(other)
    return decimals(text) > decimals(other)


def together(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of both tables, which must agree; of two, the one with more decimals.

    The order of the tables makes no difference.
    """
    before, after = _aligned(old, new)
    finer = _differ(before, after).to_numpy(copy=True)
    texts = zip(before.to_numpy()[finer], after.to_numpy()[finer], strict=True)
    finer[finer] = [_is_finer(new, old) for old, new in texts]
    return _unaligned(before.mask((before == "") | finer, after))


def replaced(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return the new table, and what the old one has besides; of the same figure the old text."""
    before, after = _aligned(old, new)
    return _unaligned(before.mask((before == "") | _apart(before, after, exactly=True), after))


def whole(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return the new table alone; of the same figure the old text."""
    kept = replaced(old, new).set_index(KEYS)
    shape = new.set_index(KEYS)
    return _unaligned(kept.reindex_like(shape).mask(shape == "", ""))


def has_all(whole: pd.DataFrame, part: pd.DataFrame) -> bool:
    """Tell whether every figure of `part` is in `whole` and agrees with it."""
    before, after = _aligned(whole, part)
    return bool(((before != "") | (after == "")).all(axis=None)) and differences(whole, part).empty


def counts(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return how many figures are added, changed and removed, by series and year.

    Returns
    -------
    Columns `added, changed, removed`, indexed by `series, year`; only where there is one.
    """
    before, after = _aligned(old, new)
    marks = {
        "added": (before == "") & (after != ""),
        "changed": pd.DataFrame(_apart(before, after, exactly=True), before.index, before.columns),
        "removed": (before != "") & (after == ""),
    }
    by_year = {name: mark.groupby(level="year").sum().T.stack() for name, mark in marks.items()}
    table = pd.DataFrame(by_year).rename_axis(["series", "year"])
    return table[(table > 0).any(axis=1)]


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


def _spans(counts: pd.DataFrame) -> pd.DataFrame:
    """Return counts by spans of years in which the same kinds of changes are."""
    by_year = counts.groupby(level="year").sum().sort_index()
    kinds = by_year > 0
    number = (kinds != kinds.shift()).any(axis=1).cumsum()
    ends = by_year.index.to_series().astype(str).groupby(number).agg(["first", "last"])
    names = [first if first == last else f"{first}-{last}" for first, last in ends.to_numpy()]
    return by_year.groupby(number).sum().set_axis(names)


def _by_indicator(counts: pd.DataFrame) -> pd.DataFrame:
    """Return counts by indicator, the most first; many small ones in one row."""
    names = counts.index.get_level_values("series").str.rsplit(".", n=1).str[0]
    table = counts.groupby(names).sum()
    table = table.loc[table.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    rest = table.iloc[MOST_INDICATORS:]
    if len(rest) < 2:
        return table
    row = rest.sum().to_frame(f"{len(rest)} more indicators").T
    return pd.concat([table.iloc[:MOST_INDICATORS], row])


def tally(counts: pd.DataFrame) -> list[str]:
    """Return lines on how many figures are added, changed and removed, by year and by indicator.

    Parameters
    ----------
    counts
        As the function of that name returns them.
    """
    if counts.empty:
        return []
    parts = pd.concat([_spans(counts), _by_indicator(counts)]).astype(int)
    rows = [(str(name), *(f"{number:,}" for number in row)) for name, row in parts.iterrows()]
    return columns([("by year and indicator", *counts.columns), *rows], indent="    ")


def largest(apart: pd.DataFrame, before: str = "old", after: str = "new") -> list[str]:
    """Return lines on the largest of some `differences`; none where there are none.

    Parameters
    ----------
    before, after
        What the two tables are called.
    """
    rows = [
        (row.series, row.entity, str(row.year), *old_new_change(row.old, row.new))
        for row in apart.head(LARGEST).itertuples()
    ]
    heading = ("largest, for the range of its series", "", "", before, after, "change")
    return columns([heading, *rows], indent="    ") if rows else []
