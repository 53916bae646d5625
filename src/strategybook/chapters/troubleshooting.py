"""The page on troubles: every message that a person may meet, and its cure, from `errors.csv`."""

import re

import pandas as pd

from strategybook import errors
from strategybook.language import words
from strategybook.show.exhibits import Chapter
from strategybook.show.tables import Table

# What differs from case to case.
PLACE = re.compile(r"\{[^}]*\}")


def of_group(group: str) -> pd.DataFrame:
    """Return the rows of `errors.csv` whose key begins with a group, such as `file`."""
    rows = [row for key, row in errors.kinds().items() if key.startswith(f"{group}.")]
    return pd.DataFrame(rows)


def table(chapter: Chapter, kinds: pd.DataFrame) -> Table:
    """Return messages and cures; in Thai also what a message means, since messages are English."""
    names = ["message", "cure"] if chapter.language == "en" else ["message", "meaning", "cure"]
    rows = [[_cells(chapter, kind)[name] for name in names] for kind in kinds.to_dict("records")]
    return Table.headed(chapter.language, names, rows)


def _cells(chapter: Chapter, kind: dict[str, str]) -> dict[str, str]:
    own = {
        name: PLACE.sub("…", kind[f"{name}_{chapter.language}"])
        for name in ("found", "expected", "cure")
    }
    message = f"found {kind['found_en']}, expected {kind['expected_en']}"
    return {
        "message": PLACE.sub("…", message),
        "meaning": words("error.meaning", chapter.language, **own),
        "cure": own["cure"],
    }
