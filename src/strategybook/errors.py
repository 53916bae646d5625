"""Errors for the person who meets them: one sentence that says what to do.

All that can be wrong with what a person brings is in `errors.csv`, a row a kind: its key, and what
was found, what was expected and what to do, in both languages. The sentences are made from it, and
the page on troubles lists it. `{places}` are filled by whoever finds the fault.
"""

import csv
import functools
from pathlib import Path

from strategybook import paths

LONGEST = 1500


class UserError(Exception):
    """A mistake in what the project was given; its text is shown without a traceback."""


@functools.cache
def kinds() -> dict[str, dict[str, str]]:
    """Return the rows of `errors.csv` (columns `key` and `found, expected, cure`, _en and _th)."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as lines:
        return {row["key"]: row for row in csv.DictReader(lines)}


def _shortened(fact: object) -> object:
    """Return a fact so that it fits into a sentence, on one line."""
    if not isinstance(fact, str):
        return fact
    return fact if len(fact) <= LONGEST else f"{fact[: LONGEST - 3]}..."


def _on_one_line(text: str) -> str:
    """Return text without line ends and without what a terminal would take for a command."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


class InputError(UserError):
    """Something wrong in what a person brought: where, what was found and expected, what to do.

    Parameters
    ----------
    place
        A file, shown relative to the project's root, or the name of whatever else is wrong.
    key
        Of the kind of error, in `errors.csv`.
    sheet, row, column
        The place in the file, as a spreadsheet shows it (rows from 1), where known.
    lines
        Shown below the sentence: such as the figures that differ.
    facts
        What fills the places of the kind's words.
    """

    def __init__(
        self,
        place: Path | str,
        key: str,
        *,
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
        lines: tuple[str, ...] | list[str] = (),
        **facts: object,
    ):
        self.key, self.sheet, self.row, self.column = key, sheet, row, column
        named = {"sheet": sheet, "row": row, "column": column}
        where = [paths.shown(place) if isinstance(place, Path) else place]
        where += [f"{word} {value}" for word, value in named.items() if value is not None]
        facts = {name: _shortened(fact) for name, fact in facts.items()}
        part = {
            name: kinds()[key][f"{name}_en"].format(**facts)
            for name in ("found", "expected", "cure")
        }
        told = f"{', '.join(where)}: found {part['found']}, expected {part['expected']}"
        super().__init__("\n".join([_on_one_line(f"{told}; {part['cure']}."), *lines]))

    def __reduce__(self):
        """Travel between processes as the finished sentence."""
        return UserError, (str(self),)
