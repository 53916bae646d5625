"""Percentile ranks of the WGI, where the World Bank publishes none."""

import pandas as pd

from strategybook.readers import rounding

# A file of fewer economies may be an extract, whose estimates give other ranks.
WHOLE_WORLD = 150
# From one edition to the next, at most 6 % of the economies went missing from a ranking. The World
# Bank's API leaves out 4 % (Taiwan and some territories), an extract of a region or group far more.
SHARE_OF_ALL = 0.93


def percentile_rank(estimates: pd.Series) -> pd.Series:
    """Return percentile ranks from 0 to 100 of the estimates of one indicator and year.

    100 (r - 1) / (N - 1), where r is the number of economies with an estimate not above their own
    and N the number of economies with an estimate; ties share the best place. Missing stays
    missing. This is how the World Bank ranked until the 2024 edition: it gives every percentile
    rank that it published, but for those of the years before 2006 in the editions 2014 to 2016.
    """
    return 100 * (estimates.rank(method="max") - 1) / (estimates.count() - 1)


Ranking = tuple[str, int]  # edition and year


def _nearest(rankings: dict[Ranking, frozenset], edition: str, year: int) -> frozenset | None:
    """Return the economies that the nearest edition ranked in the nearest year, if any did."""

    def how_far(ranking: Ranking) -> tuple:
        return abs(int(ranking[0]) - int(edition)), ranking[0], abs(ranking[1] - year), ranking[1]

    return rankings[min(rankings, key=how_far)] if rankings else None


def _are_all(rated: frozenset, ranked: frozenset | None) -> bool:
    if ranked is None:
        return len(rated) >= WHOLE_WORLD
    return len(rated & ranked) >= SHARE_OF_ALL * len(ranked)


def _rated(table: pd.DataFrame) -> pd.Series:
    """Return how many economies have an estimate, by edition, indicator and year.

    Missing where they are only some of the economies: too few for a ranking of all.
    """
    needed = rounding.exact(table[table["measure"].isin(["estimate", "percentile_rank"])])
    sets = needed.groupby(["measure", "indicator", "edition", "year"])["entity"].agg(frozenset)
    numbers = {}
    for indicator in table["indicator"].unique():
        ranked = sets.get(("percentile_rank", indicator), pd.Series(dtype=object))
        whole = {place: ranking for place, ranking in ranked.items() if len(ranking) >= WHOLE_WORLD}
        estimates = sets.get(("estimate", indicator), pd.Series(dtype=object))
        for (edition, year), rated in estimates.items():
            are_all = _are_all(rated, _nearest(whole, edition, year))
            numbers[edition, indicator, year] = len(rated) if are_all else pd.NA
    index = pd.MultiIndex.from_tuples(numbers, names=["edition", "indicator", "year"])
    return pd.Series(numbers.values(), index, dtype="Int64", name="rated")


def derive(table: pd.DataFrame) -> pd.DataFrame:
    """Add percentile ranks where none are published, and how many economies were rated.

    Both only where an edition holds the estimates of enough economies: at least `SHARE_OF_ALL` of
    those that the nearest edition with published percentile ranks ranked in that year (in its last
    year, for later ones), or where there is no such edition, `WHOLE_WORLD` economies. An extract of
    some economies gives no rank, since its ranking would be another one. A rank worked out without
    the economies that are missing may be off by as many steps as are missing, of half a point each.

    Parameters
    ----------
    table
        Observations of this source, of every economy, as read from `data/raw`.
    """
    key = ["edition", "indicator", "year"]
    together = table.join(_rated(table), on=key).reset_index(drop=True)
    ranked = table.loc[table["measure"] == "percentile_rank", key]
    is_ranked = pd.MultiIndex.from_frame(together[key]).isin(pd.MultiIndex.from_frame(ranked))
    is_estimate = together["measure"] == "estimate"
    group = together[is_estimate & ~is_ranked & together["rated"].notna()]
    ranks = group.groupby(key)["value"].transform(percentile_rank)
    # Rounded, since the last digits of a quotient depend on the processor.
    computed = group.assign(measure="percentile_rank", value=ranks.round(6), basis="computed")
    if "raw_place" in computed:
        computed["raw_place"] += ", column " + group["indicator"] + ".estimate of every economy"
    together = pd.concat([together, computed], ignore_index=True)
    together["economies"] = together["rated"]
    return together.drop(columns="rated")
