"""What an edition shall be when files are added to what is held of it.

Files of one edition must agree; then they are put together, and the order in which they come makes
no difference. Figures that are held change only when a person asks for it.
"""

from dataclasses import dataclass, replace

import pandas as pd

from strategybook import editions, paths
from strategybook.adding import comparison
from strategybook.adding.arrivals import Arrival, Choices
from strategybook.adding.held import Edition, Held
from strategybook.errors import InputError

BY_HAND = {"": "entered by hand"}


@dataclass(frozen=True)
class Plan:
    """What an edition shall be.

    Attributes
    ----------
    group
        The files that are added to it.
    edition, held
        What it shall be, and what is held of it, if anything.
    changes
        The figures held that change, as `comparison.differences` returns them.
    """

    group: list[Arrival]
    edition: Edition
    held: Edition | None
    changes: pd.DataFrame

    @property
    def changes_figures(self) -> bool:
        """Whether the file of figures is not what is held."""
        return self.held is None or self.edition.text != self.held.text

    @property
    def changes_anything(self) -> bool:
        """Whether figures or the row of the register are not what is held."""
        return self.held is None or not self.held.intact or self.edition.row != self.held.row


def _called(edition: Edition) -> str:
    return f"{edition.source} {edition.name}"


def _agreed(group: list[Arrival], edition: Edition) -> pd.DataFrame:
    """Return what files of one edition say together."""
    figures = edition.figures
    for arrival in group[1:]:
        its = arrival.publication.figures
        apart = comparison.differences(figures, its)
        if len(apart):
            facts = {"file": arrival.name, "lines": comparison.largest(apart)}
            raise InputError(_called(edition), "held.files_differ", number=len(apart), **facts)
        figures = comparison.together(figures, its)
    return figures


def _new(group: list[Arrival], choices: Choices) -> Edition:
    """Return the edition that files make, without what is held."""
    source, name = group[0].key
    files = {arrival.digest: arrival.name for arrival in group}
    published_on = choices.published_on or group[0].publication.published_on or name
    edition = Edition(source, name, published_on, files, group[0].publication.figures)
    if not edition.is_entered:
        return replace(edition, figures=_agreed(group, edition))
    if len(group) > 1:
        raise InputError(_called(edition), "entered.files", number=len(group))
    return replace(edition, files=BY_HAND)


def _files_after_replacing(old: Edition, new: Edition) -> dict[str, str]:
    """Return the files that figures now come from: one of the same name is superseded."""
    if set(old.table) <= set(new.table):
        return new.files
    kept = {key: name for key, name in old.files.items() if name not in new.files.values()}
    return kept | new.files


def _replaced(old: Edition, new: Edition) -> Edition:
    """Return the held edition with all series of the new files as these have them."""
    if new.is_entered:
        return new
    figures = comparison.replaced(old.figures, new.figures)
    return replace(new, figures=figures, files=_files_after_replacing(old, new))


def _together(old: Edition, new: Edition) -> Edition:
    """Return the held edition with what the new files add to it."""
    if new.is_entered:
        return new
    # Of two names of one file the first, whichever came first.
    files = {key: min(name, old.files.get(key, name)) for key, name in new.files.items()}
    figures = comparison.together(old.figures, new.figures)
    return replace(new, figures=figures, files=old.files | files)


def _check_agrees(old: Edition, new: Edition, changes: pd.DataFrame) -> None:
    """Raise InputError where figures that are held would change, or their words."""
    if len(changes):
        lines = comparison.largest(changes)
        raise InputError(_called(new), "held.differs", number=f"{len(changes):,}", lines=lines)
    if not new.is_entered:
        return
    held, here = (set(map(tuple, its.figures.astype(str).to_numpy())) for its in (old, new))
    if not held <= here:
        raise InputError(_called(new), "held.rows", number=len(held - here))


def _check_intact(old: Edition, planned: Edition) -> None:
    """Raise InputError where what is held was changed by hand."""
    if not old.intact and planned.text != old.text:
        raise InputError(paths.RAW / old.row["figures"], "held.changed")


def _is_the_held_file(arrival: Arrival) -> bool:
    """Tell whether a file is the one in data/raw, where a person has edited it."""
    source, name = arrival.key
    return arrival.file.resolve() == (paths.RAW / source / f"{name}.csv").resolve()


def plan(held: Held, group: list[Arrival], choices: Choices) -> Plan:
    """Return what files of one edition make of it.

    Raises
    ------
    InputError
        Where the files do not agree with each other, or with what is held and a person does not
        say that this is to be replaced.
    """
    new = _new(group, choices)
    old = held.get(new.source, new.name)
    if old is None:
        return Plan(group, new, None, comparison.differences(new.table, new.table))
    new = replace(new, published_on=choices.published_on or old.published_on)
    changes = comparison.differences(old.table, new.table)
    if choices.replace or _is_the_held_file(group[0]):
        return Plan(group, _replaced(old, new), old, changes)
    _check_agrees(old, new, changes)
    planned = _together(old, new)
    _check_intact(old, planned)
    return Plan(group, planned, old, changes)


def _ageless(table: pd.DataFrame, source: str) -> pd.DataFrame:
    """Return figures without their year, where an edition is of one year alone."""
    one_year = editions.sources().loc[source, "revision"] == "one_year"
    return table.assign(year=0) if one_year else table


def check_is_no_other(held: Held, arrival: Arrival) -> None:
    """Raise InputError where a file that names no edition says only what another edition says.

    It is then most likely of that other edition, cut short.
    """
    source, name = arrival.key
    if arrival.names_edition or arrival.is_entered:
        return
    mine = _ageless(arrival.publication.figures, source)
    for other in held.others(source, name):
        if comparison.has_all(_ageless(held.get(source, other).table, source), mine):
            raise InputError(arrival.file, "edition.only_of", other=other, name=name)
