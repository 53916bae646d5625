"""Files as they arrive from a publisher: which reader knows them, and of which edition they are."""

import importlib
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import ModuleType

import pandas as pd

from strategybook import editions
from strategybook.errors import InputError, UserError
from strategybook.held import BETWEEN, KEYS, sha256
from strategybook.readers import Publication
from strategybook.readers.workbook import open_workbook

# Sources whose files may not name their edition, and how many years it comes after the last year
# in them: the World Bank's editions of the WGI run to the year before.
YEARS_AFTER = {"wgi": 1}
EDITION = re.compile(r"(?:19|20)\d\d")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True)
class Choices:
    """What a person says besides the files.

    Attributes
    ----------
    source, edition
        Where a file cannot tell, else "".
    published_on
        Such as `2022-09-28` or `2022`; "" is the edition's year, or what is held.
    replace
        Whether figures that are held may change.
    """

    source: str = ""
    edition: str = ""
    published_on: str = ""
    replace: bool = False


@dataclass(frozen=True)
class Arrival:
    """A file that was read.

    Attributes
    ----------
    publication
        What it says, with the edition filled in.
    names_edition
        Whether the file itself names the edition.
    digest
        The file's SHA-256.
    """

    file: Path
    publication: Publication
    names_edition: bool
    digest: str

    @property
    def key(self) -> tuple[str, str]:
        """Source and edition."""
        return self.publication.source, self.publication.edition

    @property
    def name(self) -> str:
        """The file's name, without what the register puts between two names."""
        return self.file.name.replace(BETWEEN.strip(), ",")

    @property
    def is_entered(self) -> bool:
        """Whether its figures were entered by hand, a row a figure."""
        return "indicator" in self.publication.figures


def _readers() -> pd.Series:
    """Return the name of each source's reader."""
    readers = editions.sources()["reader"]
    return readers[readers != ""]


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return bool(DATE.fullmatch(text))


def check(choices: Choices) -> None:
    """Raise UserError where something that a person said cannot be."""
    known = list(_readers().index)
    if choices.source and choices.source not in known:
        raise UserError(f"--source {choices.source}: say one of {', '.join(known)}.")
    if choices.edition and not EDITION.fullmatch(choices.edition):
        raise UserError(f"--edition {choices.edition}: say a year such as 2024.")
    published = choices.published_on
    if published and not _is_date(published):
        raise UserError(f"--published-on {published}: say a date such as 2024-09-17 or 2024-09.")


def _content(file: Path) -> bytes:
    try:
        content = file.read_bytes()
    except OSError as problem:
        found, cure = problem.strerror or "no readable file", "correct the path"
        raise InputError(file, found.lower(), "a publisher's file", cure) from None
    if not content:
        raise InputError(file, "an empty file", "a publisher's file", "download the file again")
    return content


def _reader(name: str) -> ModuleType:
    return importlib.import_module(f"strategybook.readers.{name}")


def _unrecognised(file: Path, found: list[str]) -> InputError:
    titles = editions.sources().loc[_readers().index, "title_en"]
    known = "; ".join(f"{source}, {title}" for source, title in titles.items())
    if found:
        cure = "say with --source which of them it is"
        return InputError(file, f"what {' and '.join(found)} can read", "one source", cure)
    cure = "take the file as its publisher issues it, or say its --source to see what is wrong"
    return InputError(file, "no known layout", f"a file of one of these sources: {known}", cure)


def _recognised(file: Path, source: str) -> ModuleType:
    """Return the one reader that knows the layout of `file`, or that of the source named."""
    if source:
        return _reader(_readers()[source])
    found = [name for name in _readers().unique() if _reader(name).recognises(file)]
    if not found and file.suffix.casefold() in {".xlsx", ".xls"}:
        open_workbook(file)  # says what is wrong with a workbook that cannot be opened
    if len(found) != 1:
        raise _unrecognised(file, found)
    return _reader(found[0])


def _edition(file: Path, publication: Publication, asked: str) -> str:
    """Return the edition that the file names, else the one asked for, else what the rule gives."""
    named, source = publication.edition, publication.source
    if named and asked not in ("", named):
        found, expected = f"the {named} edition", f"the {asked} edition, as --edition says"
        raise InputError(file, found, expected, "leave --edition out, or take another file")
    if named or source not in YEARS_AFTER:
        return named or asked
    rule = publication.figures["year"].max() + YEARS_AFTER[source]
    if asked and int(asked) < rule:
        found, expected = f"figures up to {rule - 1}", f"only figures of the {asked} edition"
        raise InputError(file, found, expected, f"leave --edition out: it is {rule} or later")
    return asked or str(rule)


def _in_order(figures: pd.DataFrame, edition: str) -> pd.DataFrame:
    """Return figures of a publisher's file in our order, with years that are numbers."""
    years = figures["year"].replace("", edition).astype(int)
    series = sorted(set(figures) - set(KEYS))
    return figures.assign(year=years)[KEYS + series].sort_values(KEYS, ignore_index=True)


def _filled(file: Path, publication: Publication, asked: str) -> Publication:
    """Return the publication with its edition, its figures in our order."""
    edition = _edition(file, publication, asked)
    if not EDITION.fullmatch(edition):
        found = f"the edition {edition!r}" if edition else "no edition"
        raise InputError(file, found, "an edition such as 2024", "say it with --edition")
    figures, notes = publication.figures, publication.notes
    if "indicator" not in figures:
        figures = _in_order(figures, edition)
    if not publication.edition and not asked:
        notes += (f"So it is taken for the {edition} edition; if it is another, say --edition.",)
    return replace(publication, edition=edition, figures=figures, notes=notes)


def read(file: Path, choices: Choices) -> Arrival:
    """Read a file of any publisher.

    Raises
    ------
    InputError
        Where no reader knows the file, or more than one; where it is not of the source and the
        edition that a person says; where its edition cannot be told; and whatever its reader finds.
    """
    digest = sha256(_content(file))
    publication = _recognised(file, choices.source).read(file)
    if choices.source not in ("", publication.source):
        found, expected = f"figures of {publication.source}", f"those of {choices.source}"
        raise InputError(file, found, expected, "leave --source out, or take another file")
    filled = _filled(file, publication, choices.edition)
    return Arrival(file, filled, bool(publication.edition), digest)
