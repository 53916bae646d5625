"""Edelman's Trust Barometer: gaps between institutions, and how exact its figures are.

Functions that tell something return a finished sentence in the chapter's language, or "" where the
data cannot carry one.
"""

import pandas as pd

from strategybook import countries, editions
from strategybook.catalogue import short_name
from strategybook.chapters.course_charts import SURE
from strategybook.chapters.register_tables import span
from strategybook.language import country_name, joined, shown_number, shown_year, words
from strategybook.observations import series
from strategybook.show.exhibits import Chapter

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


def samples() -> pd.DataFrame:
    """Return Edelman's statements of method, by year, with the columns of `survey_samples`."""
    table = editions.survey_samples()
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


def _names(chapter: Chapter, entities: list[str]) -> str:
    names = sorted(country_name(entity, chapter.language) for entity in entities)
    return joined(names, chapter.language)


def gap(chapter: Chapter, table: pd.DataFrame, year: int) -> str:
    """Tell how far trust in business and in government are apart in the country."""
    rows = gaps(table, year)
    if chapter.country not in rows.index:
        return words(
            "sentence.gap.none",
            chapter.language,
            country=chapter.country_name,
            year=shown_year(year, chapter.language),
        )
    own = rows.loc[chapter.country]
    return words(
        f"sentence.gap.{'business' if own['gap'] > 0 else 'government' if own['gap'] else 'same'}",
        chapter.language,
        country=chapter.country_name,
        year=shown_year(year, chapter.language),
        business=shown_number(own["business"], 0),
        government=shown_number(own["government"], 0),
        gap=shown_number(abs(own["gap"]), 0),
    )


def ahead(chapter: Chapter, table: pd.DataFrame, year: int) -> str:
    """Tell in how many markets business is trusted more than government, and the reverse."""
    rows = gaps(table, year).drop(list(countries.MEANS), errors="ignore")
    if rows.empty:
        return ""
    return words(
        "sentence.ahead",
        chapter.language,
        year=shown_year(year, chapter.language),
        held=len(rows),
        business=(rows["gap"] > 0).sum(),
        government=(rows["gap"] < 0).sum(),
    )


def lacking(chapter: Chapter, table: pd.DataFrame, year: int) -> str:
    """Tell of which markets only one figure of the pair is held, and of which none.

    `table` has every market that the book knows of, also from other years.
    """
    of_year = table[(table["year"] == year) & table["indicator"].isin([GOVERNMENT, BUSINESS])]
    both, some = set(gaps(table, year).index), set(of_year["entity"])
    none = set(markets(table)) - some
    told = [
        words(f"sentence.{key}", chapter.language, names=_names(chapter, sorted(entities)))
        for key, entities in (("only_one", some - both), ("neither", none))
        if entities
    ]
    return " ".join(told)


def sample(chapter: Chapter, years: list[int]) -> str:
    """Tell how many were asked in these years, and the margin of error."""
    known = samples()
    told = [
        words(
            "sentence.sample",
            chapter.language,
            year=shown_year(year, chapter.language),
            respondents=shown_number(known["respondents"][year], 0),
            countries=known["countries"][year],
            each=span(chapter, known.loc[year], "sample", 0),
            margin=span(chapter, known.loc[year], "margin", 1),
        )
        for year in years
        if year in known.index
    ]
    return " ".join([*told, _no_sample(chapter, sorted(set(years) - set(known.index)))]).strip()


def _no_sample(chapter: Chapter, years: list[int]) -> str:
    if not years:
        return ""
    shown = joined([shown_year(year, chapter.language) for year in years], chapter.language)
    return words("sentence.no_sample", chapter.language, years=shown)


def against_chance(
    chapter: Chapter, table: pd.DataFrame, indicators: list[str], years: list[int]
) -> str:
    """Tell which changes between two years are larger than chance explains, and which are not."""
    moved: dict[bool, list[str]] = {True: [], False: []}
    for indicator in indicators:
        values = series(table, indicator, chapter.country, "percent")
        if {years[0], years[-1]} <= set(values.index):
            beyond = is_beyond_margin(values[years[-1]] - values[years[0]], years)
            if beyond is not None:
                moved[beyond].append(short_name(indicator, chapter.language))
    return " ".join(
        words(f"sentence.chance.{key}", chapter.language, names=joined(names, chapter.language))
        for key, names in (("beyond", moved[True]), ("within", moved[False]))
        if names
    )


def dumbbell_described(chapter: Chapter, table: pd.DataFrame, years: list[int]) -> str:
    """Describe a chart of gaps: every market with its two figures, year by year."""
    told = [
        words(
            "alternative.dumbbell",
            chapter.language,
            year=shown_year(year, chapter.language),
            values=", ".join(_pair(chapter, row) for row in gaps(table, year).itertuples()),
        )
        for year in years
    ]
    return " ".join(told) or words("no_data", chapter.language)


def _pair(chapter: Chapter, row) -> str:
    ends = "/".join(
        shown_number(value, 0) + ("" if confidence in SURE else "*")
        for value, confidence in (
            (row.business, row.business_confidence),
            (row.government, row.government_confidence),
        )
    )
    return f"{country_name(row.Index, chapter.language)} {ends}"
