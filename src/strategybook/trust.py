"""Edelman's Trust Barometer: gaps between institutions, and how exact its figures are."""

import functools

import pandas as pd

from strategybook import countries, paths

GOVERNMENT = "edelman_trust_government"
BUSINESS = "edelman_trust_business"
INSTITUTIONS = [GOVERNMENT, BUSINESS, "edelman_trust_ngo", "edelman_trust_media"]


def gaps(table: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return trust in business and in government of one year, and how far they are apart.

    Returns
    -------
    Indexed by `entity`, the widest gap first: `business, government` and `gap` (business less
    government, percentage points), `business_confidence, government_confidence`; only markets
    that have both figures.
    """
    rows = table[(table["year"] == year) & (table["measure"] == "percent")]
    ends = {
        name: rows[rows["indicator"] == indicator].set_index("entity")
        for name, indicator in (("business", BUSINESS), ("government", GOVERNMENT))
    }
    pairs = pd.DataFrame(
        {name: end["value"] for name, end in ends.items()}
        | {f"{name}_confidence": end["confidence"] for name, end in ends.items()}
    ).dropna(subset=list(ends))
    pairs["gap"] = pairs["business"] - pairs["government"]
    pairs.index.name = "entity"
    return (
        pairs.reset_index()
        .sort_values(["gap", "entity"], ascending=[False, True])
        .set_index("entity")
    )


def figures_of_gaps(table: pd.DataFrame, years: list[int]) -> pd.DataFrame:
    """Return the observations that the gaps of some years come from, market by market."""
    kept = [
        table[
            table["indicator"].isin([GOVERNMENT, BUSINESS])
            & (table["year"] == year)
            & table["entity"].isin(gaps(table, year).index)
        ]
        for year in years
    ]
    whole = pd.concat(kept) if kept else table.head(0)
    return whole.sort_values(["year", "entity", "indicator"]).reset_index(drop=True)


def years_of_gaps(table: pd.DataFrame) -> list[int]:
    """Return the years in which at least one market has both figures."""
    years = table.loc[table["indicator"] == GOVERNMENT, "year"].unique()
    return [int(year) for year in sorted(years) if len(gaps(table, year))]


def markets(table: pd.DataFrame) -> list[str]:
    """Return the markets that Edelman gives any figure of, without its mean."""
    mine = table.loc[table["source"] == "edelman", "entity"]
    return sorted(set(mine) - set(countries.MEANS))


@functools.cache
def samples() -> pd.DataFrame:
    """Return Edelman's statements of method, from `data/raw/survey_samples.csv`, by year.

    Columns `respondents` and `countries` (how many in all), `sample_least` and `sample_most` (in
    a country), `margin_least` and `margin_most` (of a country's value, plus or minus, percentage
    points), `source, edition, origin, confidence`.
    """
    table = pd.read_csv(paths.RAW / "survey_samples.csv", dtype={"edition": str})
    mine = table[table["source"] == "edelman"]
    return mine.set_index(mine["edition"].astype(int).rename("year"))


def margins() -> dict[int, float]:
    """Return the greatest margin of error of a country's value, plus or minus, by year."""
    return samples()["margin_most"].to_dict()


def is_beyond_margin(change: float, years: list[int]) -> bool | None:
    """Tell whether a change between two surveys is larger than chance explains, None if unknown.

    The margin of a difference of two independent samples is the root of the sum of their squared
    margins (L. Kish, Survey Sampling, Wiley, 1965).
    """
    known = margins()
    if not {years[0], years[-1]} <= set(known):
        return None
    return abs(change) > (known[years[0]] ** 2 + known[years[-1]] ** 2) ** 0.5
