"""What the World Bank calls things in its files of the WGI, and what is meant."""

import functools
import re

import pandas as pd
import pycountry

from strategybook.language import BUDDHIST_ERA

DIMENSIONS = {
    "va": "wgi_voice_and_accountability",
    "pv": "wgi_political_stability",
    "ge": "wgi_government_effectiveness",
    "rq": "wgi_regulatory_quality",
    "rl": "wgi_rule_of_law",
    "cc": "wgi_control_of_corruption",
}

# Each measure, and the least and the greatest value that it may take. Estimates are standard
# normal: in six editions they lie between -3.4 and 2.5.
LIMITS = {
    "estimate": (-5, 5),
    "estimate_lower": (-7, 7),
    "estimate_upper": (-7, 7),
    "standard_error": (0, 3),
    "sources": (1, 99),
    "percentile_rank": (0, 100),
    # Bounds of the percentile rank.
    "lower": (0, 100),
    "upper": (0, 100),
    # From the 2025 edition on: a place between a fixed worst and best case, no percentile rank.
    "absolute_score": (0, 100),
    "absolute_score_lower": (0, 100),
    "absolute_score_upper": (0, 100),
    "absolute_score_standard_error": (0, 50),
}

BLOCK_HEADINGS = {
    "estimate": "estimate",
    "stderr": "standard_error",
    "numsrc": "sources",
    "rank": "percentile_rank",
    "lower": "lower",
    "upper": "upper",
}

PANEL_HEADINGS = {
    # the 2024 edition
    "estimate": "estimate",
    "stddev": "standard_error",
    "nsource": "sources",
    "pctrank": "percentile_rank",
    "pctranklower": "lower",
    "pctrankupper": "upper",
    # the 2025 and 2026 editions, as public code that reads them has it
    "number of sources": "sources",
    "governance estimate (approx. -2.5 to +2.5)": "estimate",
    "standard error (estimate)": "standard_error",
    "lower threshold (90% conf. int. estimate)": "estimate_lower",
    "upper threshold (90% conf. int. estimate)": "estimate_upper",
    "governance score (0-100)": "absolute_score",
    "standard error (gov. score)": "absolute_score_standard_error",
    "lower threshold (90% conf. int. score)": "absolute_score_lower",
    "upper threshold (90% conf. int. score)": "absolute_score_upper",
}

# Last letters of the headings of Stata files.
STATA_LETTERS = {
    "e": "estimate",
    "s": "standard_error",
    "n": "sources",
    "r": "percentile_rank",
    "l": "lower",
    "u": "upper",
}

# Ends of series codes, as in `VA.EST`.
SERIES_ENDS = {
    "EST": "estimate",
    "STD.ERR": "standard_error",
    "NO.SRC": "sources",
    "PER.RNK": "percentile_rank",
    "PER.RNK.LOWER": "lower",
    "PER.RNK.UPPER": "upper",
    # From the 2025 edition on, as in `GOV_WGI_VA.SE` (in the World Development Indicators
    # `GOV_WGI_VA_SE`): known from public code that reads the World Bank's API, not from a file.
    # SE is on the scale of the estimate.
    "SE": "standard_error",
    "SR": "sources",
    "SC": "absolute_score",
    "SC_LB": "absolute_score_lower",
    "SC_UB": "absolute_score_upper",
}
SERIES_CODE = re.compile(rf"(?:GOV_WGI_)?({'|'.join(DIMENSIONS)})[._](.+)", re.IGNORECASE)
# DataBank puts a code behind what it stands for: `Rule of Law: Estimate [RL.EST]`.
CODE_IN_HEADING = re.compile(r".*\[([^\[\]]+)\]")

CODE_HEADINGS = {"code", "wbcode", "country code", "economy (code)"}
# Read where there are no codes.
NAME_HEADINGS = {"country/territory", "country name", "countryname", "economy (name)"}
YEAR_HEADINGS = {"year", "time"}
DIMENSION_HEADINGS = {"indicator", "governance dimension"}
SERIES_HEADINGS = {"series code", "indicator code"}

# The edition since which the World Bank publishes absolute scores and no percentile ranks.
SCORES_SINCE = 2025

# The World Bank's own codes of economies, and ISO's; XKX (Kosovo) is user-assigned there, ANT (the
# Netherlands Antilles, dissolved in 2010) withdrawn.
CODES = {
    "ADO": "AND",
    "ANT": "ANT",
    "KSV": "XKX",
    "ROM": "ROU",
    "TMP": "TLS",
    "WBG": "PSE",
    "XKX": "XKX",
    "ZAR": "COD",
}

FIRST_YEAR = 1996
YEAR = re.compile(r"((?:19|20|2[45])[0-9]{2})(?:\.0| \[yr\1\])?")


@functools.cache
def known_codes() -> dict[str, str]:
    """Return the entity of each code that a file may have."""
    return {country.alpha_3: country.alpha_3 for country in pycountry.countries} | CODES


@functools.cache
def kinds() -> dict[str, pd.CategoricalDtype]:
    """Return the categories of each label: what the figures of all sheets can speak of."""
    known = {
        "entity": sorted(set(known_codes().values())),
        # Of both eras; reading converts.
        "year": [*range(FIRST_YEAR, 2100), *range(FIRST_YEAR + BUDDHIST_ERA, 2100 + BUDDHIST_ERA)],
        "indicator": sorted(DIMENSIONS.values()),
        "measure": sorted(LIMITS),
    }
    return {name: pd.CategoricalDtype(values) for name, values in known.items()}


def words(row: list) -> list[str]:
    """Return cells as headings are compared: without stray blanks and capitals."""
    return [" ".join(str(cell).split()).casefold() for cell in row]


def entity(cell: object) -> str | None:
    """Return the economy that a code stands for."""
    return known_codes().get(str(cell).strip())


def year(cell: object) -> int | None:
    """Return the year that a cell states, of either era: 2022, "2022" or "2022 [YR2022]"."""
    match = YEAR.fullmatch(str(cell).strip().casefold())
    return int(match[1]) if match and int(match[1]) in kinds()["year"].categories else None


def dimension(cell: object) -> str | None:
    """Return the indicator that two letters stand for."""
    return DIMENSIONS.get(str(cell).strip().casefold())


def sheet_dimension(name: str) -> str | None:
    """Return the indicator that a sheet is named after, in full or with two letters."""
    letters = re.sub("[^a-z]", "", name.casefold())
    for key, indicator in DIMENSIONS.items():
        title = indicator.removeprefix("wgi_").replace("_", "")
        if letters == key or letters.startswith(title):
            return indicator
    return None


def series(cell: object) -> tuple[str, str] | tuple[None, None]:
    """Return the indicator and measure of a code such as `VA.EST` or `GOV_WGI_VA.EST`."""
    match = SERIES_CODE.fullmatch(str(cell).strip())
    measure = SERIES_ENDS.get(match[2].upper()) if match else None
    return (DIMENSIONS[match[1].lower()], measure) if measure else (None, None)


def code_in_heading(word: str) -> str:
    """Return the code in brackets at the end of a heading of DataBank, "" where there is none."""
    match = CODE_IN_HEADING.fullmatch(word)
    return match[1] if match else ""


def panel_heading(word: str) -> tuple[str | None, str] | None:
    """Return the indicator, None where a row or the sheet says it, and the measure."""
    if word in PANEL_HEADINGS:
        return None, PANEL_HEADINGS[word]
    if word[:2] in DIMENSIONS and word[2:] in STATA_LETTERS:
        return DIMENSIONS[word[:2]], STATA_LETTERS[word[2:]]
    coded = series(code_in_heading(word))
    return coded if coded[0] else None
