"""Countries and groups: ISO 3166 alpha-3 codes inside, names only at the edges."""

import difflib
import functools
from pathlib import Path

import pandas as pd
import pycountry

from strategybook import paths
from strategybook.language import LANGUAGES, country_name

# The group of every country that has a value: its observations are means.
WORLD = "WLD"
# WJP's region of Thailand, as its data files group countries.
REGION = "EAP"
# All groups whose observations are means; EDELM is Edelman's own, of the markets that it surveys.
MEANS = (WORLD, REGION, "EDELM")


@functools.cache
def publisher_names(source: str) -> dict[str, str]:
    """Return a publisher's spellings of countries and their codes.

    From `data/raw/country_names.csv` (columns `source, name, entity`).
    """
    table = pd.read_csv(paths.RAW / "country_names.csv", keep_default_na=False)
    mine = table[table["source"] == source]
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


def folded(name: str) -> str:
    """Return a name as names are compared: without stray blanks and capitals."""
    return " ".join(name.split()).casefold()


@functools.cache
def codes() -> dict[str, str]:
    """Return the code of each country by its code, also by that of two letters (NA is Namibia)."""
    every = [(country.alpha_3, country.alpha_2) for country in pycountry.countries]
    return {code: three for three, two in [*every, ("XKX", "XK")] for code in (three, two)}


@functools.cache
def codes_by_name() -> dict[str, str]:
    """Return the code of each country by every name known, English and Thai, see `folded`.

    Publishers' spellings (`data/raw/country_names.csv`), the book's own names, and ISO's.
    """
    table = pd.read_csv(paths.RAW / "country_names.csv", keep_default_na=False)
    names = dict(zip(table["name"], table["entity"], strict=True))
    shown = pd.read_csv(Path(__file__).with_name("country_names.csv"), keep_default_na=False)
    for language in LANGUAGES:
        names |= dict(zip(shown[language], shown["entity"], strict=True))
    for country in pycountry.countries:
        for kind in ("name", "official_name", "common_name"):
            names.setdefault(getattr(country, kind, country.name), country.alpha_3)
    return {folded(name): entity for name, entity in names.items()}


def entity_of(text: str) -> str | None:
    """Return the code of the country that a code or a name stands for, None where none is known."""
    return codes().get(text.strip()) or codes_by_name().get(folded(text))


def close_codes(text: str) -> str:
    """Return codes with their names that a text may stand for, as a person is told them."""
    names = codes_by_name()
    found = [entity_of(text) or entity_of(text.upper())]
    found += [names[name] for name in difflib.get_close_matches(folded(text), names, 5, 0.7)]
    found += difflib.get_close_matches(text.upper(), list(regions().index), 3, 0.6)
    kept = list(dict.fromkeys(code for code in found if code in regions().index))[:4]
    return ", ".join(f"{code} ({country_name(code, 'en')})" for code in kept or ["THA", "VNM"])
