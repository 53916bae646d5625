"""What an edition shall be when files are added to what is held of it.

Files of one edition must agree; then they are put together, and the order in which they come makes
no difference. Figures that are held change only when a person asks for it, and only those that the
files speak of, unless the person says that the files are the whole edition. The file in data/raw
itself, where a person has edited it, is the whole edition.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from strategybook import editions, paths, seal
from strategybook.adding import comparison
from strategybook.adding.arrivals import Arrival, Choices
from strategybook.adding.held import Edition, Held
from strategybook.errors import InputError
from strategybook.files import sha256
from strategybook.readers import entered

BY_HAND = {"": "entered by hand"}
FIGURE = [*entered.KEY, "value"]


@dataclass(frozen=True)
class Plan:
    """What an edition shall be.

    Attributes
    ----------
    group
        The files that are added to it.
    edition, held
        What it shall be, and what is held of it, if anything.
    replaces
        Whether figures held may change.
    stays
        How many figures are held of which the files do not speak.
    """

    group: list[Arrival]
    edition: Edition
    held: Edition | None
    replaces: bool = False
    stays: int = 0

    @property
    def changes_figures(self) -> bool:
        """Whether the file of figures is not what is held."""
        return self.held is None or self.edition.text != self.held.text

    @property
    def changes_anything(self) -> bool:
        """Whether figures or the row of the register are not what is held."""
        return self.held is None or not self.held.intact or self.edition.row != self.held.row

    @cached_property
    def changes(self) -> pd.DataFrame:
        """The figures held that change, as `comparison.differences` returns them."""
        held = self.held or self.edition
        return comparison.differences(held.table, self.edition.table, exactly=self.replaces)

    @cached_property
    def counts(self) -> pd.DataFrame:
        """How many figures held are added, changed and removed, as `comparison.counts` does."""
        held = self.held or self.edition
        return comparison.counts(held.table, self.edition.table)

    @cached_property
    def other_words(self) -> int:
        """How many rows entered by hand say figures that are held in other words."""
        if self.held is None or not self.edition.is_entered:
            return 0
        said, figures = (_rows(self.held.figures, some) for some in (entered.COLUMNS, FIGURE))
        here = zip(
            _rows(self.edition.figures, entered.COLUMNS),
            _rows(self.edition.figures, FIGURE),
            strict=True,
        )
        return sum(figure in figures and row not in said for row, figure in here)


def _rows(figures: pd.DataFrame, columns: list[str]) -> list[tuple[str, ...]]:
    """Return rows entered by hand, or some columns of them."""
    return list(map(tuple, figures[columns].astype(str).to_numpy()))


def _called(edition: Edition) -> str:
    return f"{edition.source} {edition.name}"


def _agreed(group: list[Arrival], edition: Edition) -> pd.DataFrame:
    """Return what files of one edition say together."""
    figures = edition.figures
    for place, arrival in enumerate(group[1:], start=1):
        its = arrival.publication.figures
        apart = comparison.differences(figures, its)
        if len(apart):
            others = ", ".join(earlier.name for earlier in group[:place])
            lines = comparison.largest(apart, others, arrival.name)
            facts = {"file": arrival.name, "others": others, "number": f"{len(apart):,}"}
            raise InputError(_called(edition), "held.files_differ", lines=lines, **facts)
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


def _rows_together(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return rows entered by hand, and of those held what speaks of something else."""
    keys = entered.KEY
    held = old.astype(str)
    spoken_of = pd.MultiIndex.from_frame(held[keys]).isin(pd.MultiIndex.from_frame(new[keys]))
    return entered.in_order(pd.concat([held[~spoken_of], new]))


def _files_after_replacing(old: Edition, new: Edition) -> dict[str, str]:
    """Return the files that figures now come from: one of the same name is superseded."""
    if not comparison.lost(old.table, new.table):
        return new.files
    kept = {key: name for key, name in old.files.items() if name not in new.files.values()}
    return kept | new.files


def _replaced(old: Edition, new: Edition) -> Edition:
    """Return the held edition with what the new files speak of as these have it."""
    if new.is_entered:
        return replace(new, figures=_rows_together(old.figures, new.figures))
    figures = comparison.replaced(old.figures, new.figures)
    return replace(new, figures=figures, files=_files_after_replacing(old, new))


def _whole(old: Edition, new: Edition) -> Edition:
    """Return the new files alone; a figure that is the same keeps its text."""
    if new.is_entered:
        return new
    return replace(new, figures=comparison.whole(old.figures, new.figures))


def _together(old: Edition, new: Edition) -> Edition:
    """Return the held edition with what the new files add to it."""
    if new.is_entered:
        return new
    # Of two names of one file the first, whichever came first.
    files = {key: min(name, old.files.get(key, name)) for key, name in new.files.items()}
    figures = comparison.together(old.figures, new.figures)
    return replace(new, figures=figures, files=old.files | files)


def _check_agrees(old: Edition, new: Edition) -> None:
    """Raise InputError where figures that are held would change, or their words."""
    changes = comparison.differences(old.table, new.table)
    if len(changes):
        lines = comparison.largest(changes, "held", "file")
        raise InputError(_called(new), "held.differs", number=f"{len(changes):,}", lines=lines)
    if not new.is_entered:
        return
    held, here = (set(_rows(its.figures, entered.COLUMNS)) for its in (old, new))
    if not held <= here:
        raise InputError(_called(new), "held.rows", number=len(held - here))


def _recovered(old: Edition, new: Edition, digest: str) -> Edition:
    """Return what is held as registered, where the new files say just that."""
    is_it = not old.is_known and sha256(new.text.encode()) == digest
    return replace(old, figures=new.figures, is_known=True) if is_it else old


def _check_known(old: Edition, *, is_held_file: bool, choices: Choices) -> None:
    """Raise InputError where the file of figures was changed since it was registered.

    Such a file is itself to be added, if people enter it; a publisher's figures are only those of
    its files.
    """
    file = paths.RAW / old.file
    if not old.is_known and not choices.whole:
        raise InputError(file, "held.unknown", file=paths.shown(file))
    if not old.intact and not is_held_file and not choices.may_replace:
        raise seal.edited(old.row)


def _is_the_held_file(arrival: Arrival) -> bool:
    """Tell whether a file is the one in data/raw, where a person has edited it."""
    source, name = arrival.key
    return arrival.file.resolve() == (paths.RAW / source / f"{name}.csv").resolve()


def _check_removes(plan: Plan, choices: Choices) -> None:
    """Raise InputError where more would go than comes, unless a person says that it is meant."""
    number = plan.counts.sum()
    brought = number["added"] + number["changed"]
    if choices.remove_figures or not plan.held.is_known or number["removed"] <= brought:
        return
    facts = {"removed": f"{number['removed']:,}", "brought": f"{brought:,}"}
    lines = comparison.tally(plan.counts)
    raise InputError(_called(plan.edition), "held.removes", lines=lines, **facts)


def plan(held: Held, group: list[Arrival], choices: Choices) -> Plan:
    """Return what files of one edition make of it.

    Raises
    ------
    InputError
        Where the files do not agree with each other, or with what is held and a person does not
        say that this is to be replaced; or where more would be removed than they bring.
    """
    new = _new(group, choices)
    old = held.get(new.source, new.name)
    if old is None:
        return Plan(group, new, None)
    old = _recovered(old, new, held.rows[group[0].key]["figures_sha256"])
    is_held_file = _is_the_held_file(group[0])
    _check_known(old, is_held_file=is_held_file, choices=choices)
    new = replace(new, published_on=choices.published_on or old.published_on)
    if not choices.may_replace:
        _check_agrees(old, new)
        return Plan(group, _together(old, new), old)
    make = _whole if choices.whole or is_held_file else _replaced
    edition = make(old, new)
    stays = comparison.lost(edition.table, new.table)
    planned = Plan(group, edition, old, replaces=True, stays=stays)
    _check_removes(planned, choices)
    return planned


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
