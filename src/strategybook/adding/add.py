"""Add publishers' files to data/raw: all are read and checked before anything is written."""

import contextlib
import itertools
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from strategybook import commit, observations
from strategybook.adding import arrivals, extent, held, revisions
from strategybook.adding.arrivals import Arrival, Choices
from strategybook.adding.held import Edition, Held
from strategybook.adding.plans import Plan, check_is_no_other, plan
from strategybook.adding.summary import summary
from strategybook.alone import alone
from strategybook.errors import InputError, UserError, language
from strategybook.files import scratch, write_text
from strategybook.language import words


def _each(function: Callable, items: Iterable) -> list:
    """Call `function` on each item; raise one UserError with the sentences of all that failed."""
    results, mistakes = [], []
    for item in items:
        try:
            results.append(function(item))
        except UserError as mistake:
            mistakes.append(str(mistake))
    if mistakes:
        raise UserError("\n".join([*mistakes, words("error.nothing_written", language())]))
    return results


def _groups(arrived: list[Arrival]) -> list[list[Arrival]]:
    """Return the files of each edition together, oldest edition first."""
    ordered = sorted(arrived, key=lambda arrival: (arrival.key, arrival.name))
    return [list(group) for _, group in itertools.groupby(ordered, key=lambda one: one.key)]


def _check_rules(edition: Edition) -> None:
    """Raise UserError where an edition would break a rule of observations."""
    with scratch() as folder:
        write_text(Path(folder) / edition.row["figures"], edition.text)
        try:
            observations.of_editions(pd.DataFrame([edition.row]), Path(folder))
        except UserError as mistake:
            raise UserError(f"{edition.source}, as it would be held: {mistake}") from None


def _planned(holding: Held, group: list[Arrival], choices: Choices) -> Plan:
    """Plan an edition, check it, and hold it, though only in memory."""
    its = plan(holding, group, choices)
    if its.changes_figures:
        _check_rules(its.edition)
    if its.held is not None:
        row = holding.rows[group[0].key]
        holding.revisions, its = revisions.logged(holding.revisions, its, choices, row)
    source, name = group[0].key
    holding.put(its.edition)
    extent.settle(holding, source, name)
    return replace(its, edition=holding.get(source, name))


def _check_published(groups: list[list[Arrival]], published_on: str) -> None:
    if not published_on:
        return
    names = [" ".join(group[0].key) for group in groups]
    if len(names) > 1:
        editions = ", ".join(names)
        raise InputError("--published-on", "option.published_several", editions=editions)
    edition = groups[0][0].publication.edition
    if published_on[:4] < edition:
        facts = {"value": published_on, "edition": edition}
        raise InputError("--published-on", "option.published_before", **facts)


def _plans(holding: Held, arrived: list[Arrival], choices: Choices) -> list[Plan]:
    groups = _groups(arrived)
    _check_published(groups, choices.published_on)
    plans = _each(lambda group: _planned(holding, group, choices), groups)
    _each(lambda arrival: check_is_no_other(holding, arrival), arrived)
    return plans


def add(
    files: Iterable[Path],
    choices: Choices | None = None,
    *,
    dry_run: bool = False,
    show: Callable[[str], object] = print,
) -> None:
    """Add publishers' files, and files of figures entered by hand, to data/raw.

    Parameters
    ----------
    files
        As the publishers issue them, of any sources and editions, in any order.
    choices
        What a person says besides.
    dry_run
        Whether to check and show only.
    show
        Called with each line of what is to be written, before anything is.

    Raises
    ------
    UserError
        With a sentence for each file or edition that is refused; nothing is written then.
    """
    choices = choices or Choices()
    arrivals.check(choices)
    arrived = _each(lambda file: arrivals.read(Path(file), choices), files)
    is_quiet = dry_run and not commit.is_unfinished()
    with contextlib.nullcontext() if is_quiet else alone():
        holding = held.Held()
        for its in _plans(holding, arrived, choices):
            for line in summary(its, holding.before(its.edition.source, its.edition.name)):
                show(line)
        written = [] if dry_run else holding.write()
    show("Nothing was written (--dry-run)." if dry_run else _closing(written))


def _closing(written: list[str]) -> str:
    if not written:
        return "All of it is held already: nothing was written."
    return f"Written to data/raw: {', '.join(written)}. Now run `make book`."
