"""Words, numbers, years and names in the language of a page.

All words come from `language.csv` (columns `key, en, th`): names of things, and templates of
sentences whose `{places}` are filled by the caller.
"""

import csv
import functools
import re
from collections.abc import Iterable
from pathlib import Path

LANGUAGES = ("en", "th")
BUDDHIST_ERA = 543
_VOWEL_FIRST = re.compile("([เแโใไ])([ก-ฮ])")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august")
MONTHS += ("september", "october", "november", "december")
MINUS = "\N{MINUS SIGN}"
ARROWS = {"up": "↑", "down": "↓", "level": "→"}
THAI, LATIN = "[\u0e01-\u0e5b]", "[A-Za-z0-9]"
TOUCHING = re.compile(f"(?<={THAI})(?={LATIN}|[(])|(?<={LATIN}|[)])(?={THAI})")


@functools.cache
def _table(file: str, key: str) -> dict[str, dict[str, str]]:
    with Path(__file__).with_name(file).open(encoding="utf-8", newline="") as lines:
        return {row[key]: row for row in csv.DictReader(lines)}


def words(key: str, language: str, **values: object) -> str:
    """Return the words of `key` in `language`, with `values` put into their places.

    Raises
    ------
    KeyError
        Where the table has no such key, so that a missing translation never passes silently.
    """
    text = template(key, language).format(**values)
    return spaced(text) if language == "th" else text


def template(key: str, language: str) -> str:
    """Return the words of `key` as they are, with their places empty.

    For text whose values may not be spaced, such as names of files.
    """
    return _table("language.csv", "key")[key][language]


def spaced(text: str) -> str:
    """Return Thai text with the space that Thai sets between its letters and Latin ones.

    A value may begin or end in either, so that no template can hold the space itself.
    """
    return TOUCHING.sub(" ", text)


def country_name(entity: str, language: str) -> str:
    """Return the display name of an ISO 3166 alpha-3 code."""
    return _table("country_names.csv", "entity")[entity][language]


def shown_year(year: int, language: str) -> str:
    """Return a Christian year as the language writes it: the Buddhist year in Thai."""
    return str(int(year) + BUDDHIST_ERA if language == "th" else int(year))


def shown_day(day: str, language: str) -> str:
    """Return a day such as `2026-11-25` in words, or a month or year that is all there is."""
    year, *rest = day.split("-")
    parts = [shown_year(int(year), language)]
    if rest:
        month = MONTHS[int(rest[0]) - 1]
        parts.append(words(f"month.{month}", language))
    parts += [str(int(day)) for day in rest[1:]]
    return " ".join(reversed(parts))


def shown_number(value: float, decimals: int, *, signed: bool = False) -> str:
    """Return a number with a fixed number of decimals and a true minus sign.

    What rounds to zero has no sign: shown so, it neither rose nor fell.
    """
    text = f"{value:{'+' if signed else ''},.{decimals}f}"
    if not text.strip("+-0."):
        return text.lstrip("+-")
    return text.replace("-", MINUS)


def shortened(text: str, most: int = 6) -> str:
    """Return the text of a number with no more than `most` decimals and a true minus sign.

    A whole number too long for a year has its thousands set apart; other text is returned as is.
    """
    if text.isdecimal() and len(text) > 4:
        return f"{int(text):,}"
    decimals = text.partition(".")[2]
    if len(decimals) > most and decimals.isdigit():
        text = f"{float(text):.{most}f}"
    return text.replace("-", MINUS, text.startswith("-"))


def in_order(names: Iterable[str]) -> list[str]:
    """Return names as a dictionary orders them.

    Thai writes some vowels before the consonant that they follow in speech; a Thai dictionary goes
    by that consonant first.
    """
    return sorted(names, key=lambda name: _VOWEL_FIRST.sub(r"\2\1", name))


def joined(names: list[str], language: str) -> str:
    """Return names as a list in words: `A, B and C`."""
    if len(names) < 2:
        return "".join(names)
    return words("list.join", language, first=", ".join(names[:-1]), last=names[-1])
