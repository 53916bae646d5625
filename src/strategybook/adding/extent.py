"""Whether an edition is the whole that its publisher issued, or a part of it.

A person may have one dimension of the WGI, or five years, or an extract for ten countries. It is
held, but must not take the place of a whole edition: of a source that re-states all years a run
sees one edition alone (`strategybook.editions.visible`).

The rule: an edition is whole if it has nine in ten of the figures that each edition before it has,
of all countries and of the book's own alone, of the measures that the book cannot do without. The
first edition held counts as whole. Publishers drop a country now and then, and measures that can be
worked out; of seven editions of the WGI and the WJP each has at least 99.9 in 100 of those before
it. A part that lacks one of six dimensions has 83.
"""

import pandas as pd

from strategybook import editions
from strategybook.adding.held import KEYS, Edition, Held
from strategybook.parameters import OWN_COUNTRY

LEAST = 0.9
# Measures that the book cannot do without: the WGI's percentile ranks follow from the estimates.
NEEDED = {"wgi": ("estimate", "standard_error")}
OTHERWISE = ("score",)


def _present(edition: Edition) -> pd.DataFrame:
    """Return which of the needed figures an edition has."""
    measures = NEEDED.get(edition.source, OTHERWISE)
    table = edition.table.set_index(KEYS)
    needed = [series for series in table if series.rsplit(".", 1)[-1] in measures]
    return table[needed] != ""


def _share(before: pd.DataFrame, here: pd.DataFrame) -> float:
    """Return how much of what was there before is here."""
    both = before & here.reindex(before.index, columns=before.columns, fill_value=False)
    had = before.sum(axis=None)
    return both.sum(axis=None) / had if had else 1


def _is_whole(here: pd.DataFrame, before: pd.DataFrame) -> bool:
    own = before[before.index.get_level_values("entity") == OWN_COUNTRY]
    return min(_share(before, here), _share(own, here)) >= LEAST


def _extent(holding: Held, edition: Edition) -> str:
    """Return what an edition is beside those before it."""
    earlier = [name for name in holding.names(edition.source) if name < edition.name]
    here = _present(edition)
    whole = all(_is_whole(here, _present(holding.get(edition.source, name))) for name in earlier)
    return editions.WHOLE if whole else editions.PARTIAL


def settle(holding: Held, source: str, since: str) -> None:
    """Tell the extent of an edition that came, changed or went, and of those after it."""
    if editions.sources().loc[source, "revision"] != "cumulative":
        return
    for name in holding.names(source):
        if name >= since:
            holding.tell_extent(source, name, _extent(holding, holding.get(source, name)))
