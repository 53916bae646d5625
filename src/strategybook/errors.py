"""Errors for the person who meets them: one sentence that says what to do.

All that can be wrong with what a person brings is in `errors.csv`, a row a kind: its key, and what
was found, what was expected and what to do, in both languages. The sentences are made from it, and
the page on troubles lists it. `{places}` are filled by whoever finds the fault.
"""

import csv
import functools
import os
from pathlib import Path

from strategybook import paths
from strategybook.language import LANGUAGES, template

LONGEST = 1500
# The language of messages; the environment carries it to every process of a run.
SPOKEN = "STRATEGYBOOK_LANGUAGE"
# What says a person's language, the first that is set; as in GNU gettext.
ASKED = (SPOKEN, "LC_ALL", "LC_MESSAGES", "LANG")


class UserError(Exception):
    """A mistake in what the project was given; its text is shown without a traceback."""


def language() -> str:
    """Return the language of messages: what the command line was asked for, else English."""
    asked = os.environ.get(SPOKEN, "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def speak_as_the_machine() -> None:
    """Let messages be in the language of the person's machine, such as `LANG=th_TH.UTF-8`."""
    asked = next((os.environ[name] for name in ASKED if os.environ.get(name)), "")
    os.environ[SPOKEN] = asked[:2] if asked[:2] in LANGUAGES else LANGUAGES[0]


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
        spoken = language()
        where = [paths.shown(place) if isinstance(place, Path) else place]
        where += [
            template(f"error.{word}", spoken).format(value=value)
            for word, value in named.items()
            if value is not None
        ]
        facts = {name: _shortened(fact) for name, fact in facts.items()}
        part = {
            name: kinds()[key][f"{name}_{spoken}"].format(**facts)
            for name in ("found", "expected", "cure")
        }
        told = template("error.told", spoken).format(where=", ".join(where), **part)
        super().__init__("\n".join([_on_one_line(told), *lines]))

    def __reduce__(self):
        """Travel between processes as the finished sentence."""
        return UserError, (str(self),)
