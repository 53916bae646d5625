"""United Nations E-Government Survey: `EGOV_DATA_YYYY.csv` of the E-Government Knowledgebase.

One file a survey, one row a member state. Only the EGDI rank is published; the ranks of the
other indices are worked out here. EGDI is the mean of OSI, TII and HCI (UN DESA, *United
Nations E-Government Survey*, technical appendix).
"""

import difflib
from pathlib import Path

import pandas as pd

from strategybook.countries import WORLD, publisher_names
from strategybook.errors import InputError
from strategybook.ranks import competition_rank
from strategybook.readers import Publication

SOURCE = "un_egov"
STATES = 193
# Header words of the publisher, and of copies in the wild, for each column that we keep.
ALIASES = {
    "edition": ["survey year", "year"],
    "name": ["country name", "country"],
    "egdi.rank": ["e-government rank", "egdi rank", "rank"],
    "egdi.score": ["e-government index", "e-government development index", "egdi", "e_index"],
    "epi.score": ["e-participation index", "e_participation", "epi"],
    "hci.score": ["human capital index", "human_capital", "hci"],
    "osi.score": ["online service index", "online_service", "osi"],
    "tii.score": [
        "telecommunication infrastructure index",
        "telecommunications infrastructure index",
        "tele_infra",
        "tii",
    ],
}
SERIES = [name for name in ALIASES if "." in name]
SCORES = [name for name in SERIES if name.endswith(".score")]
# The UN's own file prints these two above the top of the scale, and its EGDI of 2003 is made with
# them; they are kept as published.
ABOVE_SCALE = {("2003", "FSM", "hci.score"): 1.422, ("2003", "TUV", "hci.score"): 1.03}
MOST_SPELLINGS = 3
CURE = "download the file again from the UN E-Government Knowledgebase"


def _read_table(file: Path) -> pd.DataFrame:
    try:
        return pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError):
        raise InputError(file, "no readable table", "CSV in UTF-8", CURE) from None


def _matched(header: list[str]) -> dict[str, str]:
    """Return which column of the file serves which of ours."""
    words = {column.strip().casefold(): column for column in header}
    return {
        words[alias]: ours
        for ours, aliases in ALIASES.items()
        for alias in aliases[::-1]
        if alias in words
    }


def recognises(file: Path) -> bool:
    """Tell whether `file` is a survey's table, by its header."""
    try:
        header = list(_read_table(file).columns)
    except (InputError, OSError):
        return False
    return set(_matched(header).values()) >= set(ALIASES) - {"edition"}


def _bounds(column: str) -> tuple[int, int]:
    return (1, STATES) if column.endswith(".rank") else (0, 1)


def _numbers(file: Path, table: pd.DataFrame, column: str) -> pd.Series:
    """Check a column of numbers and return it, missing where blank."""
    text = table[column].str.strip()
    value = pd.to_numeric(text, errors="coerce")
    low, high = _bounds(column)
    known = [
        ABOVE_SCALE.get((edition, entity, column)) == number
        for edition, entity, number in zip(table["edition"], table["entity"], value, strict=True)
    ]
    wrong = (text != "") & ~value.between(low, high) & ~pd.Series(known, index=table.index)
    if wrong.any():
        row = wrong.idxmax()
        raise InputError(
            file,
            repr(text[row]),
            f"a number from {low} to {high}",
            CURE,
            row=row + 2,
            column=column,
        )
    return value


def _shortest(value: float) -> str:
    return "" if pd.isna(value) else repr(float(value)).removesuffix(".0")


def _spellings(unknown: list[str], found: set[str]) -> str:
    """Return the rows of names that could make unknown ones known: the nearest not yet found."""
    known = publisher_names(SOURCE)
    free = [name for name, entity in known.items() if entity not in found] or list(known)
    rows = []
    for name in unknown[:MOST_SPELLINGS]:
        nearest = difflib.get_close_matches(name, free, n=1, cutoff=0)[0]
        rows.append(f"`{SOURCE},{name},{known[nearest]}` if it is {nearest}")
    return "; ".join(rows)


def _entities(file: Path, names: pd.Series) -> pd.Series:
    """Return the codes of the publisher's names, each known and each once."""
    names = names.str.strip()
    entities = names.map(publisher_names(SOURCE))
    spellings = _spellings(list(names[entities.isna()]), set(entities))
    for wrong, found, cure in [
        (entities.isna(), "the unknown country", f"add to data/raw/country_names.csv {spellings}"),
        (entities.duplicated(), "a second row for", "remove one of the two rows"),
    ]:
        if wrong.any():
            row = wrong.idxmax()
            raise InputError(
                file,
                f"{found} {names[row]!r}",
                "each member state once",
                cure,
                row=row + 2,
                column="Country Name",
            )
    return entities


def _edition(file: Path, table: pd.DataFrame) -> str:
    if "edition" not in table:
        return ""
    found = sorted(table["edition"].str.strip().unique())
    if len(found) != 1 or not found[0].isdigit():
        raise InputError(
            file,
            f"the survey years {', '.join(found)}",
            "one survey year",
            "split the file by survey year",
            column="Survey Year",
        )
    return found[0]


def read(file: Path) -> Publication:
    """Read one survey as the UN serves it.

    Parameters
    ----------
    file
        CSV in UTF-8, either kind of line end, with the UN's column names or a known alias.

    Returns
    -------
    Publication
        Series `egdi.rank, egdi.score, epi.score, hci.score, osi.score, tii.score` of each state,
        zeros as served.

    Raises
    ------
    InputError
        Where a column is missing, a country is unknown or named twice, a number is out of range,
        or the file holds more than one survey.
    """
    table = _read_table(file)
    matched = _matched(list(table.columns))
    missing = set(ALIASES) - {"edition"} - set(matched.values())
    if missing:
        words = sorted(ALIASES[name][0] for name in missing)
        raise InputError(
            file, f"columns {', '.join(table.columns)}", f"also {', '.join(words)}", CURE, row=1
        )
    renamed = [
        f"{theirs} as {ours}"
        for theirs, ours in matched.items()
        if theirs.strip().casefold() != ALIASES[ours][0]
    ]
    table = table.rename(columns=matched)
    edition = _edition(file, table)
    table = table.assign(edition=edition, entity=_entities(file, table["name"]))
    numbers = {column: _numbers(file, table, column).map(_shortest) for column in sorted(SERIES)}
    figures = pd.DataFrame({"entity": table["entity"], "year": edition} | numbers)
    notes = (f"Renamed columns were matched: {'; '.join(renamed)}.",) if renamed else ()
    return Publication(SOURCE, edition, figures.sort_values("entity", ignore_index=True), notes)


def _without_no_data(table: pd.DataFrame) -> pd.DataFrame:
    """Drop the zeros that mean "no data": those of a state whose EGDI is zero.

    Until 2012 the UN printed 0 for states that it could not rate; a zero of a rated state (an
    EPI of 0, say) is a measured zero.
    """
    key = ["edition", "entity"]
    unrated = table[
        (table["indicator"] == "egdi") & (table["measure"] == "score") & (table["value"] == 0)
    ]
    is_unrated = pd.MultiIndex.from_frame(table[key]).isin(pd.MultiIndex.from_frame(unrated[key]))
    is_rank = table["measure"] == "rank"
    unborn = _unranked_zeros(table)
    return table[~(is_unrated & ((table["value"] == 0) | is_rank)) & ~unborn]


def _unranked_zeros(table: pd.DataFrame) -> pd.Series:
    """Mark the zeros of states that have no rank: they did not exist yet."""
    key = ["edition", "entity"]
    ranked = table[table["measure"] == "rank"]
    has_rank = pd.MultiIndex.from_frame(table[key]).isin(pd.MultiIndex.from_frame(ranked[key]))
    return ~has_rank & (table["value"] == 0)


def _computed_ranks(scores: pd.DataFrame) -> pd.DataFrame:
    survey = scores.groupby(["edition", "indicator"])["value"]
    return scores.assign(
        measure="rank",
        value=survey.transform(competition_rank),
        basis="computed",
        chosen=scores["indicator"] != "egdi",
        raw_place=scores["raw_place"] + ", column " + scores["indicator"] + ".score of every state",
    )


def _world_means(scores: pd.DataFrame) -> pd.DataFrame:
    key = ["source", "edition", "indicator", "year", "measure"]
    means = scores.groupby(key, as_index=False).agg(
        value=("value", "mean"), origin=("origin", "first"), raw_file=("raw_file", "first")
    )
    return means.assign(
        entity=WORLD,
        # Rounded, since the last digits of a mean depend on the processor.
        value=means["value"].round(6),
        basis="computed",
        chosen=True,
        confidence="primary publisher",
        raw_place="column " + means["indicator"] + ".score, mean of every state",
    )


def derive(table: pd.DataFrame) -> pd.DataFrame:
    """Drop "no data", add computed ranks, the mean of all states and how many were rated.

    The published EGDI rank stays the chosen one: in 2020 four states stand one place below a
    rank of the printed scores, which the UN ranks before rounding.

    Parameters
    ----------
    table
        Observations of this source, as read from `data/raw`.
    """
    table = _without_no_data(table)
    scores = table[table["measure"] == "score"]
    together = pd.concat([table, _computed_ranks(scores), _world_means(scores)], ignore_index=True)
    rated = scores.groupby(["edition", "indicator"]).size().rename("rated")
    together["economies"] = together.join(rated, on=["edition", "indicator"])["rated"]
    return together
