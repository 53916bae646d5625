"""Readers of publishers' files, one module or folder a publisher.

A reader knows every layout that its publisher has used and nothing else: it turns a file as
the publisher issues it into a `Publication`, whose figures are in the project's own layout.
Files of any format come by way of `sheets`. A reader may also have `check`
(what figures of its source must keep among each other) and `derive` (what its publisher leaves
out).
"""

from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True)
class Publication:
    """What one file of a publisher says.

    Attributes
    ----------
    source
        Key of `data/raw/sources.csv`.
    edition
        The edition that the file names, or "" where the file cannot tell.
    figures
        Columns `entity` (ISO 3166 alpha-3), `year` (int, CE) and one column for each series,
        named `indicator.measure` (`egdi.score`), in alphabetical order; values are text in the
        shortest form that reads back to the published number, "" where there is none. Sorted
        by entity and year; no duplicates.
    notes
        One sentence for each thing that a person should know about this file.
    rows
        The row of each entity in the file, where it has one.
    published_on
        The day of publication, where the file tells it, such as `2022-09-28`; else "".
    not_before
        The first edition that the file can be of by its layout; "" where it can be of any.
    """

    source: str
    edition: str
    figures: pd.DataFrame
    notes: tuple[str, ...] = ()
    rows: dict[str, int] = field(default_factory=dict)
    published_on: str = ""
    not_before: str = ""
