"""Countries and groups: ISO 3166 alpha-3 codes inside, names only at the edges.

Names come from ISO 3166 (pycountry, with its Thai translation), from Unicode's CLDR in English and
Thai (babel), from the names that the book shows, and, for what publishers and people write besides,
from `data/raw/country_names.csv`. All of them are compared as `folded` has them.
"""

import csv
import difflib
import functools
import gettext
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd
import pycountry
from babel import Locale

from strategybook import paths
from strategybook.errors import InputError
from strategybook.language import LANGUAGES

# The group of every country that has a value: its observations are means.
WORLD = "WLD"
# WJP's region of Thailand, as its data files group countries.
REGION = "EAP"
# All groups whose observations are means; EDELM is Edelman's own, of the markets that it surveys.
MEANS = (WORLD, REGION, "EDELM")

REGISTER = "country_names.csv"
REGISTER_COLUMNS = ["source", "name", "entity"]
# Codes that are in use without being ISO's today: Kosovo, and the former Netherlands Antilles.
OTHER_CODES = {"XKX": "XK", "ANT": "AN"}

POSSESSIVE = re.compile(r"['’ʼ`´]s\b")
ALONE = re.compile(r"\b([a-z]) (?=[a-z]\b)")
PARTS = re.compile(r"[()\[\]/=]")
RAISED = re.compile("[¹²³⁰-⁹]")
LINKS = {"the", "of", "and"}
# What publishers shorten, written out.
SHORT = {
    "dem": "democratic",
    "divoire": "d ivoire",
    "dpr": "democratic people republic",
    "dr": "democratic republic",
    "fed": "federated",
    "federal": "federated",
    "fyr": "former yugoslav republic",
    "is": "islands",
    "island": "islands",
    "n": "north",
    "pdr": "people democratic republic",
    "peoples": "people",
    "rb": "bolivarian republic",
    "rep": "republic",
    "s": "south",
    "st": "saint",
    "sts": "states",
    "uae": "united arab emirates",
    "uk": "united kingdom",
    "us": "united states",
    "usa": "united states america",
}
THAI_COUNTRY = "ประเทศ"
# A slip of the pen: at most so many letters too many and too few, and a second letter of these for
# each so many letters of the name. The next country must be at least twice as far away.
MOST_SLIPS = 4
LETTERS_A_SLIP = 4
MOST_CLOSE = 3
# A text of so few letters may be a code with a slip in it.
LONGEST_CODE = 4
FEWEST_LETTERS = 3
MOST_LINES = 20


@functools.cache
def _register() -> pd.DataFrame:
    """Return `data/raw/country_names.csv` by row of the file, checked, since people add to it.

    Raises
    ------
    InputError
        Where a row has more or fewer than three cells, or a code that is none.
    """
    file = paths.RAW / REGISTER
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:  # a spreadsheet saved it in letters of its own
        raise InputError(file, "file.encoding") from None
    lines = csv.reader(io.StringIO(text, newline=""))
    rows = {number: [cell.strip() for cell in row] for number, row in enumerate(lines, 1) if row}
    header = rows.pop(1, [])
    if header != REGISTER_COLUMNS:
        facts = {"columns": ", ".join(header), "expected": ", ".join(REGISTER_COLUMNS)}
        raise InputError(file, "held.register", row=1, **facts)
    for number, row in rows.items():
        if len(row) != len(REGISTER_COLUMNS):
            raise InputError(file, "country.register_row", row=number, cells=len(row))
        if row[2] not in codes():
            facts = {"column": "entity", "value": row[2]}
            raise InputError(file, "country.register_code", row=number, **facts)
    return pd.DataFrame(rows.values(), index=list(rows), columns=REGISTER_COLUMNS)


@functools.cache
def publisher_names(source: str) -> dict[str, str]:
    """Return a publisher's spellings of countries and their codes.

    From `data/raw/country_names.csv` (columns `source, name, entity`).
    """
    mine = _register()[_register()["source"] == source]
    return dict(zip(mine["name"], mine["entity"], strict=True))


@functools.cache
def _groups() -> pd.DataFrame:
    return pd.read_csv(paths.RAW / "groups.csv", keep_default_na=False)


def groups() -> list[str]:
    """Return the keys of all groups, in alphabetical order."""
    return sorted(_groups()["group"].unique())


def members(group: str, year: int) -> list[str]:
    """Return the codes of a group's members at the end of `year`, in alphabetical order.

    From `data/raw/groups.csv` (columns `group, entity, from, to`; dates of joining and leaving).
    """
    table = _groups()
    last_day = f"{year}-12-31"
    joined = table["from"] <= last_day
    stayed = (table["to"] == "") | (table["to"] > last_day)
    return sorted(table.loc[(table["group"] == group) & joined & stayed, "entity"])


@functools.cache
def regions() -> pd.DataFrame:
    """Return `data/raw/regions.csv`, indexed by entity: `region, sub_region` (UN M49), `origin`."""
    return pd.read_csv(paths.RAW / "regions.csv", keep_default_na=False, index_col="entity")


def of_the_same_region(entity: str) -> list[str]:
    """Return the codes of the others in a country's UN sub-region, in alphabetical order."""
    places = regions()["sub_region"]
    if entity not in places:
        return []
    return sorted(places.index[places == places[entity]].drop(entity))


@functools.cache
def codes() -> dict[str, str]:
    """Return the code of each country by its code, also by that of two letters (NA is Namibia)."""
    every = {country.alpha_3: country.alpha_2 for country in pycountry.countries} | OTHER_CODES
    return {code: three for three, two in every.items() for code in (three, two)}


def _plain(text: str) -> str:
    """Return text without accents, invisible letters and signs; Thai keeps its vowels and tones."""
    text = POSSESSIVE.sub("", text)
    letters = []
    for letter in unicodedata.normalize("NFKD", RAISED.sub(" ", text)).casefold():
        kind = unicodedata.category(letter)
        is_accent = kind == "Mn" and not "\u0e00" <= letter <= "\u0e7f"
        if is_accent or kind == "Cf":
            continue
        letters.append(" " if kind[0] in "PZSC" else letter)
    return "".join(letters)


def _words(name: str) -> list[str]:
    """Return the words of a name, written out, without links and the numbers of footnotes.

    Letters that stand alone belong together: `U.S.` and `P. D. R.`.
    """
    spelled = ALONE.sub(r"\1", " ".join(_plain(name).split()))
    words = " ".join(SHORT.get(word, word) for word in spelled.split()).split()
    words = [word.removeprefix(THAI_COUNTRY) or word for word in words]
    return [word for word in words if word not in LINKS and not word.isdigit()] or words


def folded(name: str) -> str:
    """Return a name as names are compared.

    Capitals, accents, signs and the order of words make no difference, nor do `the`, `of`, `and`:
    `Korea, Rep.` is `Republic of Korea`.
    """
    return " ".join(sorted(_words(name)))


def _iso_names() -> Iterator[tuple[str, str]]:
    thai = gettext.translation(
        "iso3166-1", pycountry.LOCALES_DIR, languages=["th"], fallback=True
    ).gettext
    for country in pycountry.countries:
        for kind in ("name", "official_name", "common_name"):
            if name := getattr(country, kind, ""):
                yield name, country.alpha_3
                yield thai(name), country.alpha_3


def _cldr_names() -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code in codes():
                yield name, codes()[code]


def _shown_names() -> Iterator[tuple[str, str]]:
    shown = pd.read_csv(Path(__file__).with_name("country_names.csv"), keep_default_na=False)
    for language in LANGUAGES:
        yield from zip(shown[language], shown["entity"], strict=True)


def _registered_names() -> Iterator[tuple[str, str]]:
    yield from zip(_register()["name"], _register()["entity"], strict=True)


def known_names() -> dict[str, list[tuple[str, str]]]:
    """Return every spelling that is known and its code, by where it comes from."""
    sources = {
        "ISO 3166": _iso_names,
        "CLDR": _cldr_names,
        "book": _shown_names,
        "register": _registered_names,
    }
    return {name: list(dict.fromkeys(spellings())) for name, spellings in sources.items()}


@functools.cache
def codes_by_name() -> dict[str, str]:
    """Return the code of each country by every name known, see `folded`.

    A name of two countries is none of either.
    """
    found = defaultdict(set)
    for spellings in known_names().values():
        for name, entity in spellings:
            if entity in codes():  # the book also shows groups
                found[folded(name)].add(entity)
    _check_register({name: entities for name, entities in found.items() if len(entities) > 1})
    return {name: entities.pop() for name, entities in found.items() if len(entities) == 1 and name}


def _check_register(of_several: Mapping[str, set[str]]) -> None:
    """Raise InputError where a row of the register gives a name to another country as well."""
    for row, (_, name, entity) in _register()[::-1].T.items():  # the last was added last
        if others := of_several.get(folded(name), set()) - {entity}:
            facts = {"value": name, "entity": entity, "known": shown(min(others))}
            raise InputError(paths.RAW / REGISTER, "country.register_other", row=row, **facts)


def _entity_of_one(text: str) -> str | None:
    return codes().get(text.strip()) or codes_by_name().get(folded(text))


def entity_of(text: str) -> str | None:
    """Return the code of the country that a code or a name stands for, None where none is known.

    Two names of one country are a name of it: `Eswatini (Swaziland)`.
    """
    if entity := _entity_of_one(text):
        return entity
    parts = [_entity_of_one(part) for part in PARTS.split(text) if part.strip()]
    return parts[0] if len(parts) > 1 and len(set(parts)) == 1 else None


@functools.cache
def _spellings() -> dict[str, str]:
    """Return the words of every name known, in their order, and its code."""
    named = [pair for spellings in known_names().values() for pair in spellings]
    return {" ".join(_words(name)): entity for name, entity in named if entity in codes()}


def _distances(text: str, spellings: Mapping[str, str]) -> list[tuple[int, str]]:
    """Return how many letters each country's nearest spelling has too many or few, nearest first.

    A letter in place of another, or two letters turned round, count twice.
    """
    matcher, nearest = difflib.SequenceMatcher(autojunk=False), {}
    matcher.set_seq2(text)
    for spelling, entity in spellings.items():
        matcher.set_seq1(spelling)
        same = sum(block.size for block in matcher.get_matching_blocks())
        apart = len(text) + len(spelling) - 2 * same
        nearest[entity] = min(apart, nearest.get(entity, apart))
    return sorted((apart, entity) for entity, apart in nearest.items())


def _with_all_words(words: list[str]) -> list[str]:
    """Return the codes of the countries that have all of some words in one of their names."""
    names = codes_by_name().items()
    return sorted({entity for name, entity in names if words and {*words} <= {*name.split()}})


def _begun_by(words: list[str]) -> list[str]:
    """Return the codes of the countries of which a name begins with some words, or letters."""
    text = " ".join(words)
    names = _spellings().items() if len(text) >= FEWEST_LETTERS else ()
    return sorted({entity for name, entity in names if name.startswith(text)})


def close_to(text: str, among: Collection[str] = ()) -> list[str]:
    """Return the codes of the few countries that an unknown code or name may mean, nearest first.

    Parameters
    ----------
    among
        The codes to choose from; empty is all.
    """
    words = _words(text)
    near = _distances(" ".join(words), _spellings())
    if len(text.strip()) <= LONGEST_CODE:
        length = min(3, len(text.strip()))
        own = {code: three for code, three in codes().items() if len(code) == length}
        near += _distances(text.strip().upper(), own)
        # Of codes as near as each other, first those that begin alike.
        near.sort(key=lambda pair: (pair[0], pair[1][:1] != text.strip()[:1].upper(), pair[1]))
    found = [*_with_all_words(words), *_begun_by(words), *(entity for _, entity in near)]
    known = [entity for entity in dict.fromkeys(found) if not len(among) or entity in among]
    return known[:MOST_CLOSE]


def _meant(name: str) -> list[str]:
    """Return the codes of the countries that a misspelled name may mean: one where it is clear.

    It is clear where the next country is much further away, so that no name is taken for another
    one, and where no other country has the same words in a longer name: `Dominican` is not
    `Dominica`.
    """
    words = _words(name)
    text = " ".join(words)
    distances = _distances(text, _spellings())
    most = min(MOST_SLIPS, len(text) // LETTERS_A_SLIP)
    nearest = [(apart, entity) for apart, entity in distances if apart <= most]
    first = nearest[0][0] if nearest else 0
    near = [entity for apart, entity in distances if nearest and apart < max(2 * first, first + 2)]
    return list(dict.fromkeys([*near, *_with_all_words(words)]))


def meant_by(name: str) -> str | None:
    """Return the code of the country that a misspelled name must mean, None where none is clear."""
    meant = _meant(name)
    is_slip = len(meant) == 1 and meant[0] not in _with_all_words(_words(name))
    return meant[0] if is_slip else None


def shown(code: str) -> str:
    """Return a code with the country's English name, for messages: `THA (Thailand)`."""
    names = (name for name, entity in _shown_names() if entity == code)
    iso = pycountry.countries.get(alpha_3=code)
    return f"{code} ({next(names, iso.name if iso else code)})"


def _row(source: str, name: str, entity: str) -> str:
    """Return a row of the register as it stands in its file."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([source, " ".join(name.split()), entity])
    return line.getvalue()


def unknown(source: str, names: Iterable[str], found: Collection[str] = ()) -> dict[str, object]:
    """Return what a message says of unknown names: the facts of `country.name`.

    Parameters
    ----------
    names
        The unknown names of a file, the one that the message is about first.
    found
        The codes of the countries that the file has under names that are known: no unknown name
        can mean one of these.

    Returns
    -------
    dict
        `value`, the first name; `lines`, the rows to add to the register, each with the code that
        its name means, or the few that it may mean, to choose from.
    """
    once = list(dict.fromkeys(names))
    meant = {name: _meant(name) for name in once[:MOST_LINES] if folded(name)}
    lines = [
        _row(source, name, " or ".join(code for code in codes[:MOST_CLOSE] if code not in found))
        for name, codes in meant.items()
    ]
    return {"value": once[0], "lines": lines}


def unknown_code(code: str) -> dict[str, object]:
    """Return what a message says of an unknown code: the facts of `country.code`."""
    return {"value": code, "near": nearest(code)}


def nearest(text: str, among: Collection[str] = ()) -> str:
    """Return the countries of `close_to` as a message lists them."""
    return ", ".join(shown(code) for code in close_to(text, among))
