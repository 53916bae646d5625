"""Peers: which countries a country is compared with, where nobody has said it.

A member of ASEAN is compared with the other members, any other economy with those of its UN
sub-region (M49): of more than twelve the twelve nearest in score, and where they are fewer than
four the nearest of all others are added. Scores are the newest EGDI, or of an economy that the UN
does not survey the World Bank's government effectiveness.
"""

import functools

import pandas as pd

from strategybook import countries, panel
from strategybook.parameters import ASEAN_PEERS, OWN_COUNTRY

MOST, LEAST, FILLED = 12, 4, 6
SCORES = (("egdi", "score"), ("wgi_government_effectiveness", "estimate"))


@functools.cache
def fitting(country: str) -> tuple[str, ...]:
    """Return the codes of the countries that a country is compared with, in alphabetical order."""
    asean = countries.members("ASEAN", 9999)
    if country == OWN_COUNTRY:
        return ASEAN_PEERS
    if country in asean:
        return tuple(entity for entity in asean if entity != country)
    near = _nearest(country)
    region = countries.of_the_same_region(country)
    inside = [entity for entity in near or region if entity in region][:MOST]
    if len(inside) < LEAST:
        inside = [*inside, *(entity for entity in near if entity not in inside)][:FILLED]
    return tuple(sorted(inside))


def _nearest(country: str) -> list[str]:
    """Return the other economies, the nearest in score first; none where it has no score."""
    for indicator, measure in SCORES:
        scores = _newest(indicator, measure)
        if country in scores:
            away = (scores - scores[country]).abs().drop(country).rename("away").reset_index()
            return list(away.sort_values(["away", "entity"])["entity"])
    return []


@functools.cache
def _newest(indicator: str, measure: str) -> pd.Series:
    table = panel.load(indicator, as_of="latest", measures=measure)
    newest = table[(table["year"] == table["year"].max()) & ~table["entity"].isin(countries.MEANS)]
    return newest.set_index("entity")["value"]
