"""United Nations E-Government Survey: `EGOV_DATA_YYYY.csv` of the E-Government Knowledgebase.

One file a survey, one row a member state. Only the EGDI rank is published; the ranks of the
other indices are worked out here. EGDI is the mean of OSI, TII and HCI (UN DESA, *United
Nations E-Government Survey*, technical appendix).
"""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from strategybook import countries
from strategybook.countries import WORLD, entity_of
from strategybook.errors import InputError
from strategybook.ranks import competition_rank
from strategybook.readers import Publication, rounding, sheets, text

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
# The UN's own file prints these two above the top of the scale, and its EGDI of 2003 is made with
# them; they are kept as published.
ABOVE_SCALE = {("2003", "FSM", "hci.score"): 1.422, ("2003", "TUV", "hci.score"): 1.03}
# OSI's weight in EGDI, where it is not that of the two others.
OSI_WEIGHT = {"2008": 0.34, "2010": 0.34}
# Of these the UN's own file of 2008 prints an EGDI that its components do not give.
OTHER_MEAN = {("2008", "CMR"), ("2008", "KHM")}
MEAN_TOLERANCE = 0.00015  # three scores and their mean, each rounded to four decimals


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
    needed = set(ALIASES) - {"edition"}
    return sheets.has_header(file, lambda words: needed <= set(_matched(words).values()))


def _heading(column: str) -> str:
    """Return what the UN calls a column of ours."""
    return ALIASES[column][0].title()


def _bounds(column: str) -> tuple[int, int]:
    return (1, STATES) if column.endswith(".rank") else (0, 1)


def _numbers(file: Path, table: pd.DataFrame, column: str) -> pd.Series:
    """Check a column of numbers and return it, missing where blank."""
    low, high = _bounds(column)
    cells = table[column].map(lambda cell: text.number(cell, one="1" if high == 1 else ""))
    value = pd.to_numeric(cells.where(text.is_number(cells)), errors="coerce")
    known = [
        ABOVE_SCALE.get((edition, entity, column)) == number
        for edition, entity, number in zip(table["edition"], table["entity"], value, strict=True)
    ]
    wrong = (cells != "") & ~value.between(low, high) & ~pd.Series(known, index=table.index)
    if column.endswith(".rank"):
        wrong |= value % 1 > 0
    if wrong.any():
        row = wrong.idxmax()
        facts = {"value": table.at[row, column], "series": column, "low": low, "high": high}
        facts["whole"] = "whole " if column.endswith(".rank") else ""
        raise InputError(file, "figure.number", row=row, column=_heading(column), **facts)
    return value


def _shortest(value: float) -> str:
    return "" if pd.isna(value) else repr(float(value)).removesuffix(".0")


def _entities(file: Path, names: pd.Series) -> pd.Series:
    """Return the codes of the publisher's names, each known and each once."""
    entities = names.map(entity_of)
    unknown, again = entities.isna(), entities.duplicated()
    if unknown.any():
        facts = countries.unknown(SOURCE, names[unknown], set(entities.dropna()))
        raise InputError(file, "country.name", row=unknown.idxmax(), column="Country Name", **facts)
    if again.any():
        row = again.idxmax()
        raise InputError(file, "country.twice", row=row, column="Country Name", value=names[row])
    return entities


def _edition(file: Path, table: pd.DataFrame) -> tuple[str, tuple[str, ...]]:
    """Return the survey year, "" where there is no such column, and a note on its era."""
    if "edition" not in table:
        return "", ()
    wrong = ~table["edition"].str.fullmatch("[12][0-9]{3}")
    if wrong.any():
        row = wrong.idxmax()
        facts = {"value": table.at[row, "edition"], "known": "a year such as 2024"}
        raise InputError(file, "year.unknown", row=row, column="Survey Year", **facts)
    stated = table["edition"].astype(int)
    place = {"column": "Survey Year"}
    years = text.common_era(file, stated, lambda row: place | {"row": row})
    years = sorted(years.astype(str).unique())
    if len(years) > 1:
        raise InputError(file, "year.several", **place, years=", ".join(years))
    return years[0], text.note_on_era(stated)


def read(file: Path) -> Publication:
    """Read one survey as the UN serves it.

    Parameters
    ----------
    file
        In any format that `readers.sheets` reads, with the UN's column names or a known alias.

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
    table, renamed = _named(file, sheets.read_table(file, lambda words: len(_matched(words))))
    edition, notes = _edition(file, table)
    table = table.assign(edition=edition, entity=_entities(file, table["name"]))
    numbers = {column: _numbers(file, table, column).map(_shortest) for column in sorted(SERIES)}
    figures = pd.DataFrame({"entity": table["entity"], "year": edition} | numbers)
    if renamed:
        notes += (f"Renamed columns were matched: {'; '.join(renamed)}.",)
    rows = dict(zip(table["entity"], table.index, strict=True))
    figures = figures.sort_values("entity", ignore_index=True)
    return Publication(SOURCE, edition, figures, notes, rows)


def _named(file: Path, table: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return the table with our names of columns, and what was renamed."""
    matched = _matched(list(table.columns))
    missing = set(ALIASES) - {"edition"} - set(matched.values())
    if missing:
        words = ", ".join(sorted(ALIASES[name][0] for name in missing))
        columns = ", ".join(table.columns)
        place = {"sheet": table.attrs["sheet"], "row": table.attrs["header"]}
        raise InputError(file, "layout.columns", **place, columns=columns, missing=words)
    named = table.rename(columns=matched)
    twice = named.columns[named.columns.duplicated()].intersection(list(ALIASES))
    if len(twice):
        raise InputError(file, "layout.column_twice", row=table.attrs["header"], label=twice[0])
    if table.empty:
        raise InputError(file, "layout.no_rows")
    renamed = [
        f"{theirs} as {ours}"
        for theirs, ours in matched.items()
        if theirs.strip().casefold() != ALIASES[ours][0]
    ]
    return named, renamed


def check(file: Path, publication: Publication) -> None:
    """Raise InputError where a survey's figures do not hang together as the UN's do.

    Ranks have no gap, only equal scores tie, no rank stands before a higher score, and EGDI is the
    mean of its components. All surveys so far keep these rules, but for two states in 2008.
    """
    figures = publication.figures.replace("", "nan").set_index("entity").drop(columns="year")
    table = figures.astype(float)
    ranked = table.dropna(subset="egdi.rank").sort_values("egdi.rank", kind="stable")
    places = _misplaced(ranked["egdi.rank"].astype(int), len(table))
    means = _other_means(publication.edition, table)
    for entity, key, facts in itertools.chain(places, _disordered(ranked), means):
        column = _heading("egdi.score" if key == "figure.mean" else "egdi.rank")
        row = publication.rows[entity]
        raise InputError(file, key, row=row, column=column, entity=entity, **facts)


def _misplaced(rank: pd.Series, states: int) -> Iterator[tuple[str, str, dict]]:
    """Yield the states whose rank cannot be among so many states: state, kind of error, facts."""
    for entity in rank.index[rank > states]:
        yield entity, "figure.rank_high", {"rank": rank[entity], "economies": states}
    before = rank.rank(method="min").astype(int) - 1
    for entity in rank.index[rank != before + 1]:
        yield entity, "figure.rank_gap", {"rank": rank[entity], "before": before[entity]}


def _disordered(ranked: pd.DataFrame) -> Iterator[tuple[str, str, dict]]:
    """Yield the states whose rank and score do not go together with their neighbour's."""
    rank, score = ranked["egdi.rank"].astype(int), ranked["egdi.score"]
    for one, other in itertools.pairwise(ranked.index):
        if rank[one] == rank[other] and score[one] != score[other]:
            yield other, "figure.tie", {"rank": rank[other], "other": one}
        if score[other] > score[one]:
            yield one, "figure.order", {"rank": rank[one], "other": other}


def _other_means(edition: str, table: pd.DataFrame) -> Iterator[tuple[str, str, dict]]:
    """Yield the states whose EGDI is not the mean of its components."""
    weight = OSI_WEIGHT.get(edition, 1 / 3)
    rest = (1 - weight) / 2
    mean = weight * table["osi.score"] + rest * (table["hci.score"] + table["tii.score"])
    # Of a rounded copy each of the scores, and their mean, may be half a unit off.
    unit = 10.0 ** -rounding.decimals(table.filter(like=".score").stack())
    apart = (mean - table["egdi.score"]).abs() > max(MEAN_TOLERANCE, 1.1 * unit)
    for entity in table.index[apart]:
        if table.at[entity, "egdi.score"] and (edition, entity) not in OTHER_MEAN:
            value, expected = table.at[entity, "egdi.score"], round(mean[entity], 5)
            facts = {"value": value, "mean": expected, "series": "egdi.score", "year": edition}
            yield entity, "figure.mean", facts


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
    ranks = _computed_ranks(rounding.exact(scores))
    together = pd.concat([table, ranks, _world_means(scores)], ignore_index=True)
    rated = scores.groupby(["edition", "indicator"]).size().rename("rated")
    together["economies"] = together.join(rated, on=["edition", "indicator"])["rated"]
    return together
