"""The logic of the strategy: plan -> success indicator -> tactic -> project -> agency.

Each thing has one place in the book, to which its key links from everywhere else: a tactic on the
strategy house, a project among the projects, an agency in the index of agencies, an indicator in
what the appendix says of it.
"""

import functools

import pandas as pd

from strategybook import strategy
from strategybook.catalogue import short_name
from strategybook.show.exhibits import Chapter
from strategybook.show.myst import escape
from strategybook.show.tables import Markup


def label(kind: str, key: str) -> str:
    """Return the label of the place of a thing: `tactic-1-1`, `agency-opdc`."""
    return f"{kind}-{key}".replace(".", "-").replace("_", "-")


def anchor(kind: str, key: str, text: str) -> Markup:
    """Return text that is the place of a thing, and stands out."""
    return Markup(text, f"[**{escape(text)}**]{{#{label(kind, key)}}}")


def link(kind: str, key: str, text: str) -> Markup:
    """Return text that links to the place of a thing."""
    return Markup(text, f"[{escape(text)}]({label(kind, key)})")


def exhibit_link(key: str, text: str) -> Markup:
    """Return text that links to an exhibit of the strategy, on whichever page it is."""
    return Markup(text, f"{{exhibit-link}}`{text} <{key}>`")


def myst(text: str) -> str:
    """Return the MyST of plain text or of text with markup."""
    return text.myst if isinstance(text, Markup) else escape(text)


def strong(text: str) -> Markup:
    """Return text that stands out."""
    return Markup(text, f"**{escape(text)}**")


def together(*parts: str) -> Markup:
    """Return parts of one line, with spaces between."""
    return Markup(" ".join(parts), " ".join(map(myst, parts)))


def in_a_row(parts: list[str]) -> Markup:
    """Return parts with commas between."""
    return Markup(", ".join(parts), ", ".join(map(myst, parts)))


def lines(parts: list[str]) -> Markup:
    """Return parts as lines of one cell."""
    return Markup("; ".join(parts), " ".join(f"[{myst(part)}]{{.line}}" for part in parts))


@functools.cache
def names(kind: str) -> pd.DataFrame:
    """Return the register of a kind (`tactic`, `project`, `agency`, `plan`), indexed by key."""
    registers = {"agency": "agencies"}
    return strategy.listed(registers.get(kind, f"{kind}s")).set_index(kind)


def agency_links(chapter: Chapter, keys: list[str]) -> Markup:
    """Return links to agencies by their short names."""
    short = names("agency")[f"short_{chapter.language}"]
    return in_a_row([link("agency", key, short[key]) for key in keys])


def number_links(kind: str, keys: list[str]) -> Markup:
    """Return links to tactics or projects by their numbers."""
    return in_a_row([link(kind, key, key) for key in keys])


def named_links(chapter: Chapter, kind: str, keys: list[str]) -> Markup:
    """Return links to plans by name, to tactics or projects by number and name, one a line."""
    name = names(kind)[f"name_{chapter.language}"]
    numbered = [name[key] if kind == "plan" else f"{key} {name[key]}" for key in keys]
    return lines([link(kind, *pair) for pair in zip(keys, numbered, strict=True)])


def indicator_links(chapter: Chapter, keys: list[str]) -> Markup:
    """Return links to what the appendix says of success indicators, one a line."""
    table = strategy.success_indicators()
    texts = [f"{table.loc[key, 'number']}. {short_name(key, chapter.language)}" for key in keys]
    exhibits = table.loc[keys, "exhibit"]
    return lines([exhibit_link(*pair) for pair in zip(exhibits, texts, strict=True)])


def partners(register: str, of: str, key: str) -> list[str]:
    """Return what a register of pairs joins with a key, in its order.

    Parameters
    ----------
    register
        `tactic_projects` and the like, whose first two columns are the pairs.
    of
        The column that `key` is of.
    """
    table = strategy.listed(register)
    other = next(name for name in table.columns[:2] if name != of)
    return list(table.loc[table[of] == key, other])
