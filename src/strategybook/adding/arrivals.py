"""Files as they arrive from a publisher: which reader knows them, and of which edition they are."""

import importlib
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import ModuleType

import pandas as pd

from strategybook import editions, paths
from strategybook.adding import formats
from strategybook.adding.held import KEYS
from strategybook.adding.registers import BETWEEN
from strategybook.errors import InputError
from strategybook.files import sha256
from strategybook.parameters import OWN_COUNTRY
from strategybook.readers import Publication, entered, packed, rounding, text
from strategybook.readers.sheets import is_stata, open_file

# Sources whose files may not name their edition, and how many years it comes after the last year
# in them: the World Bank's editions of the WGI run to the year before.
YEARS_AFTER = {"wgi": 1}
EDITION = re.compile(r"(?:19|20)[0-9]{2}")
DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


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
    whole
        Whether the files are the whole edition, so that figures held which they lack go.
    remove_figures
        Whether more may go than the files bring.
    revised_on
        When the publisher changed its figures, such as `2025-03-04`; "" is `published_on`.
    rounded
        Whether a copy with rounded figures is taken; they are marked as such.
    """

    source: str = ""
    edition: str = ""
    published_on: str = ""
    replace: bool = False
    whole: bool = False
    remove_figures: bool = False
    revised_on: str = ""
    rounded: bool = False

    @property
    def may_replace(self) -> bool:
        """Whether figures held may change or go."""
        return self.replace or self.whole


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
    """Raise InputError where something that a person said cannot be."""
    known = list(_readers().index)
    if choices.source and choices.source not in known:
        raise InputError("--source", "option.source", value=choices.source, known=", ".join(known))
    if choices.edition and not EDITION.fullmatch(choices.edition):
        raise InputError("--edition", "option.edition", value=choices.edition)
    for option, value in (
        ("--published-on", choices.published_on),
        ("--revised-on", choices.revised_on),
    ):
        if value and not _is_date(value):
            raise InputError(option, "option.published_on", value=value)


def _content(file: Path) -> bytes:
    """Return what a file holds."""
    try:
        formats.check_name(file)
        if not file.is_file():
            raise InputError(file, "file.no_file" if file.exists() else "file.missing")
        text.check_size(file)
        content = file.read_bytes()
    except (OSError, ValueError) as problem:  # ValueError: no name of a file at all
        reason = getattr(problem, "strerror", None) or str(problem)
        raise InputError(file, "file.closed", reason=reason) from None
    formats.check_content(file, content)
    return content


def _check_is_brought(file: Path) -> None:
    """Raise InputError where a file is our own extract of a publisher's figures."""
    is_ours = file.resolve().is_relative_to(paths.RAW.resolve())
    if is_ours and not entered.recognises(file):
        raise InputError(file, "file.ours", file=paths.shown(file))


def _reader(name: str) -> ModuleType:
    return importlib.import_module(f"strategybook.readers.{name}")


def _unrecognised(file: Path, found: list[str]) -> InputError:
    """Return the reason why no one reader is for a file; its kind of content may be it."""
    if found:
        return InputError(file, "layout.several", readers=" and ".join(found))
    for _ in open_file(file):  # says it where it cannot be read at all
        pass
    return InputError(file, "layout.unknown", sources=", ".join(_readers().index))


def _known_by(file: Path) -> list[str]:
    """Return the names of the readers that know the layout of a file."""
    return [name for name in _readers().unique() if _reader(name).recognises(file)]


def _is_known(file: Path, source: str) -> bool:
    """Tell whether a reader knows a file, or that of the source named."""
    return _reader(_readers()[source]).recognises(file) if source else bool(_known_by(file))


def _recognised(file: Path, source: str) -> ModuleType:
    """Return the one reader that knows the layout of `file`, or that of the source named."""
    if source:
        return _reader(_readers()[source])
    if is_stata(file.read_bytes()):  # none but the World Bank's are known
        return _reader("wgi")
    found = _known_by(file)
    if len(found) != 1:
        raise _unrecognised(file, found)
    return _reader(found[0])


def _edition(file: Path, publication: Publication, asked: str) -> str:
    """Return the edition that the file names, else the one asked for, else what the rule gives."""
    named, source = publication.edition, publication.source
    if named and asked not in ("", named):
        raise InputError(file, "edition.other", named=named, asked=asked)
    if named or source not in YEARS_AFTER:
        return named or asked
    last = int(publication.figures["year"].max())
    rule = max(last + YEARS_AFTER[source], int(publication.not_before or 0))
    if asked and int(asked) < rule:
        raise InputError(file, "edition.later", last=last, asked=asked, rule=rule)
    return asked or str(rule)


def _in_order(figures: pd.DataFrame, edition: str) -> pd.DataFrame:
    """Return figures of a publisher's file in our order, with years that are numbers."""
    years = figures["year"].replace("", edition).astype(int)
    series = sorted(set(figures) - set(KEYS))
    return figures.assign(year=years)[KEYS + series].sort_values(KEYS, ignore_index=True)


def _filled(file: Path, publication: Publication, asked: str) -> Publication:
    """Return the publication with its edition, its figures in our order."""
    edition = _edition(file, publication, asked)
    if not edition:
        raise InputError(file, "edition.none")
    if not EDITION.fullmatch(edition):
        raise InputError(file, "edition.bad", edition=edition)
    figures, notes = publication.figures, publication.notes
    if "indicator" not in figures:
        figures = _in_order(figures, edition)
    if not publication.edition and not asked:
        notes += (f"So it is taken for the {edition} edition; if it is another, say --edition.",)
    return replace(publication, edition=edition, figures=figures, notes=notes)


def _check_plausible(file: Path, publication: Publication) -> None:
    """Raise InputError where figures cannot be of their edition and source, or lack Thailand's."""
    figures, edition = publication.figures, publication.edition
    years = figures["year"].astype(int)
    first = int(editions.sources().loc[publication.source, "first_year"])
    if years.max() > int(edition):
        raise InputError(file, "year.after_edition", year=years.max(), edition=edition)
    if years.min() < first:
        raise InputError(file, "year.before_source", year=years.min(), first=first)
    own = figures[figures["entity"] == OWN_COUNTRY].drop(columns=KEYS)
    if not (own != "").any(axis=None):
        raise InputError(file, "country.thailand")
    if check := getattr(_reader(_readers()[publication.source]), "check", None):
        check(file, publication)


def _rounded(publication: Publication) -> pd.DataFrame:
    """Return the figures that are rounded further than their publisher does, in long form."""
    if publication.source not in rounding.DECIMALS:
        return pd.DataFrame()
    long = publication.figures.melt(KEYS, var_name="series").query("value != ''")
    long = long.astype({"value": float}).assign(measure=long["series"].str.split(".").str[-1])
    return long[rounding.are_rounded(publication.source, long)]


def _marked(file: Path, publication: Publication, may_be_rounded: bool) -> Publication:
    """Return a publication with a note on figures that are rounded.

    Raises
    ------
    InputError
        Where figures are rounded and a person does not say that they may be.
    """
    rounded = _rounded(publication)
    if rounded.empty:
        return publication
    facts = {
        "measures": ", ".join(rounded["measure"].unique()),
        "years": "-".join(map(str, sorted({rounded["year"].min(), rounded["year"].max()}))),
        "decimals": rounding.decimals(rounded["value"]),
    }
    if not may_be_rounded:
        known = rounding.DECIMALS[publication.source]
        raise InputError(file, "figure.rounded", **facts, known=known)
    note = "Rounded to {decimals} decimal place(s), and marked so: {measures} of {years}."
    return replace(publication, notes=(*publication.notes, note.format(**facts)))


def read(file: Path, choices: Choices) -> Arrival:
    """Read a file of any publisher.

    Raises
    ------
    InputError
        Where no reader knows the file, or more than one; where it is not of the source and the
        edition that a person says; where its edition cannot be told; and whatever its reader finds.
    """
    digest = sha256(_content(file))
    _check_is_brought(file)
    with packed.table_of(file, lambda table: _is_known(table, choices.source)) as table:
        publication = _recognised(table, choices.source).read(table)
    if choices.source not in ("", publication.source):
        facts = {"found": publication.source, "asked": choices.source}
        raise InputError(file, "option.source_other", **facts)
    filled = _filled(file, publication, choices.edition)
    filled = _marked(file, filled, choices.rounded)
    _check_plausible(file, filled)
    return Arrival(file, filled, bool(publication.edition), digest)
