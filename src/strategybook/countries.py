"""Countries and groups: ISO 3166 alpha-3 codes inside, names only at the edges."""

import functools

import pandas as pd

from strategybook import paths

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
