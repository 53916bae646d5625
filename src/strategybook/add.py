"""Add publishers' files to data/raw: recognise, check, show, write.

All files are read and checked before anything is written. Files of one edition must agree and are
put together, in whatever order they come; figures that are held change only when asked to.
"""

import functools
import importlib
import contextlib
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import ModuleType

import pandas as pd
from filelock import FileLock, Timeout

from strategybook import comparison, editions, observations, paths
from strategybook.errors import InputError, UserError
from strategybook.held import BETWEEN, Edition, Held, sha256
from strategybook.readers import Publication
from strategybook.readers.workbook import open_workbook
from strategybook.summary import largest, summary

# Sources whose files may not name their edition, and how many years it comes after the last year
# in them: the World Bank's editions of the WGI run to the year before.
YEARS_AFTER = {"wgi": 1}
EDITION = re.compile(r"(?:19|20)\d\d")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
BY_HAND = "entered by hand"


@dataclass(frozen=True)
class Choices:
    """What a person says besides the files.

    Attributes
    ----------
    source, edition, published_on
        Where a file cannot tell, else "".
    replace
        Whether figures that are held may change.
    """

    source: str = ""
    edition: str = ""
    published_on: str = ""
    replace: bool = False


@dataclass(frozen=True)
class _Arrival:
    """A file that was read: its publication, with the edition filled in, and its SHA-256."""

    file: Path
    publication: Publication
    names_edition: bool
    digest: str

    @property
    def key(self) -> tuple[str, str]:
        """Source and edition."""
        return self.publication.source, self.publication.edition


@dataclass(frozen=True)
class _Plan:
    """What an edition shall be, what it is now, and the figures that change."""

    edition: Edition
    held: Edition | None
    changes: pd.DataFrame
    arrivals: list[_Arrival]


def _each(function: Callable, items: Iterable) -> list:
    """Call `function` on each item; raise one UserError with the sentences of all that failed."""
    results, mistakes = [], []
    for item in items:
        try:
            results.append(function(item))
        except UserError as mistake:
            mistakes.append(str(mistake))
    if mistakes:
        raise UserError("\n".join([*mistakes, "Nothing was written."]))
    return results


def _check_choices(choices: Choices) -> None:
    known = list(editions.sources().index)
    if choices.source and choices.source not in known:
        raise UserError(f"--source {choices.source}: expected one of {', '.join(known)}.")
    if choices.edition and not EDITION.fullmatch(choices.edition):
        raise UserError(f"--edition {choices.edition}: expected a year such as 2024.")
    published = choices.published_on
    try:
        if published and not DATE.fullmatch(published):
            raise ValueError
        date.fromisoformat((published + "-01-01")[:10] if published else "2000-01-01")
    except ValueError:
        raise UserError(
            f"--published-on {published}: expected a date such as 2024-09-17, 2024-09 or 2024."
        ) from None


def _reader(name: str) -> ModuleType:
    return importlib.import_module(f"strategybook.readers.{name}")


def _readers() -> list[str]:
    """Return the names of all readers, from `data/raw/sources.csv`."""
    return [name for name in editions.sources()["reader"].unique() if name]


def _unrecognised(file: Path, found: list[str]) -> InputError:
    sources = editions.sources()
    if found:
        what, cure = f"a file that {' and '.join(found)} read", "say with --source which it is"
    else:
        what, cure = "a layout that is not known", "say with --source which it is, to see why not"
    known = "; ".join(f"{source} ({row['title_en']})" for source, row in sources.iterrows())
    return InputError(file, what, f"a file of one of {known}", cure)


def _recognised(file: Path, source: str) -> ModuleType:
    """Return the one reader that knows the layout of `file`, or that of the source named."""
    if source:
        return _reader(editions.sources().loc[source, "reader"])
    found = [name for name in _readers() if _reader(name).recognises(file)]
    if not found and file.suffix.casefold() in {".xlsx", ".xls"}:
        open_workbook(file)  # says what is wrong with a workbook that cannot be opened
    if len(found) != 1:
        raise _unrecognised(file, found)
    return _reader(found[0])


def _content(file: Path) -> bytes:
    try:
        content = file.read_bytes()
    except OSError as problem:
        found, cure = problem.strerror or "no readable file", "correct the path"
        raise InputError(file, found.lower(), "a publisher's file", cure) from None
    if not content:
        raise InputError(file, "an empty file", "a publisher's file", "download the file again")
    return content


def _edition(file: Path, publication: Publication, asked: str) -> str:
    """Return the edition that the file names, else the one asked for, else what the rule gives."""
    named, source = publication.edition, publication.source
    if named and asked and named != asked:
        found, expected = f"the {named} edition", f"the {asked} edition, as --edition says"
        raise InputError(file, found, expected, "leave --edition out, or take another file")
    if named or source not in YEARS_AFTER:
        return named or asked
    rule = publication.figures["year"].max() + YEARS_AFTER[source]
    if asked and rule > int(asked):
        found, expected = f"figures up to {rule - 1}", f"figures of the {asked} edition"
        raise InputError(file, found, expected, f"leave --edition out: it is {rule} or later")
    return asked or str(rule)


def _filled(file: Path, publication: Publication, asked: str) -> Publication:
    """Return the publication with its edition, and years that are numbers."""
    edition = _edition(file, publication, asked)
    if not EDITION.fullmatch(edition):
        expected = "an edition such as 2024"
        raise InputError(file, f"the edition {edition!r}", expected, "say it with --edition 2024")
    figures, notes = publication.figures, publication.notes
    if "indicator" not in figures:
        figures = figures.assign(year=figures["year"].replace("", edition).astype(int))
    if not (publication.edition or asked):
        notes += (f"It is taken for the {edition} edition: say --edition if it is another.",)
    return replace(publication, edition=edition, figures=figures, notes=notes)


def _arrival(file: Path, choices: Choices) -> _Arrival:
    content = _content(file)
    publication = _recognised(file, choices.source).read(file)
    if choices.source not in ("", publication.source):
        expected = f"figures of {choices.source}, as --source says"
        cure = "leave --source out, or take another file"
        raise InputError(file, f"figures of {publication.source}", expected, cure)
    filled = _filled(file, publication, choices.edition)
    return _Arrival(file, filled, bool(publication.edition), sha256(content))


def _name(file: Path) -> str:
    return file.name.replace(BETWEEN.strip(), ",")


def _agreed(first: _Arrival, *others: _Arrival) -> pd.DataFrame:
    """Return what files of one edition say together.

    Raises
    ------
    UserError
        Where they do not agree.
    """
    figures = first.publication.figures
    for other in others:
        its = other.publication.figures
        apart = comparison.differences(figures, its)
        if len(apart):
            raise UserError(
                f"{_name(other.file)}: {len(apart):,} figures are not those of the other files of "
                f"the {' '.join(first.key)} edition that you name; add one of them alone.\n"
                + "\n".join(largest(apart))
            )
        figures = comparison.together(figures, its)
    return figures


def _fresh(arrivals: list[_Arrival]) -> Edition:
    """Return the edition that files make without what is held."""
    source, name = arrivals[0].key
    if "indicator" in arrivals[0].publication.figures:
        if len(arrivals) > 1:
            raise UserError(f"{source} {name}: put the figures entered by hand into one file.")
        return Edition(source, name, name, {"": BY_HAND}, arrivals[0].publication.figures)
    files = {arrival.digest: _name(arrival.file) for arrival in arrivals}
    return Edition(source, name, name, files, _agreed(*arrivals))
