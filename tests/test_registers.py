"""The registers of data/raw say only what the figures bear out."""

import re

import pandas as pd
import pytest

from strategybook import editions, paths
from strategybook.catalogue import indicators
from strategybook.observations import pick


def register(name):
    return pd.read_csv(paths.RAW / f"{name}.csv", dtype=str, keep_default_na=False)


BREAKS = register("method_breaks")
MISSING = register("missing")


def said(source, year):
    rows = BREAKS[(BREAKS["source"] == source) & (BREAKS["year"] == str(year))]
    return " ".join(rows["what_en"])


def test_every_break_is_of_a_known_source_and_of_known_indicators_of_it():
    sources = indicators()["source"].groupby("indicator").first()
    assert set(BREAKS["source"]) <= set(editions.sources().index)
    for row in BREAKS.itertuples():
        assert {sources[name] for name in row.series.split()} <= {row.source}, row


def test_the_number_of_economies_that_imd_ranks_is_told_whenever_it_changes(panel):
    overall = pick(panel, "imd_overall", ["THA"])
    numbers = overall.set_index("year")["economies"].sort_index()
    for before, year in zip(numbers.index, numbers.index[1:], strict=False):
        told = re.findall(r"\d+", said("imd", year))
        changed = numbers[before] != numbers[year]
        assert told == ([str(numbers[year]), str(numbers[before])] if changed else []), year


@pytest.mark.parametrize(
    ("year", "indicator", "way", "least"),
    [
        (2012, "hci", -1, 0.9),
        (2012, "osi", 1, 0.9),
        (2012, "tii", 1, 0.9),
        (2020, "tii", 1, 0.9),
        (2022, "epi", -1, 0.6),
        (2024, "hci", -1, 0.6),
    ],
)
def test_what_is_said_to_move_nearly_every_state_did(panel, year, indicator, way, least):
    """Nearly every: nine in ten at least; most: six in ten at least."""
    scores = panel[(panel["indicator"] == indicator) & (panel["source"] == "un_egov")]
    scores = scores[(scores["measure"] == "score") & (scores["entity"] != "WLD")]
    wide = scores.pivot(index="entity", columns="year", values="value")
    change = wide[year] - wide[wide.columns[wide.columns < year].max()]
    assert (change.dropna() * way > 0).mean() >= least
    assert indicator.upper() in said("un_egov", year)


def test_egdi_is_weighted_only_where_the_register_says_so(panel):
    """The plain mean of three published components, but for 2008 and 2010."""
    scores = panel[(panel["source"] == "un_egov") & (panel["measure"] == "score")]
    wide = scores[scores["entity"] != "WLD"].pivot(
        index=["year", "entity"], columns="indicator", values="value"
    )
    off = (wide[["osi", "tii", "hci"]].mean(axis=1) - wide["egdi"]).abs()
    years = off[off > 0.0005].groupby("year").size()
    assert set(years[years > 20].index) == {2008, 2010}
    for year in (2008, 2010):
        assert "0.34, 0.33 and 0.33" in said("un_egov", year)


def test_sub_factors_of_open_government_begin_where_the_register_says(panel):
    names = BREAKS.loc[BREAKS["year"] == "2015", "series"].iloc[0].split()
    assert len(names) == 4
    assert panel.loc[panel["indicator"].isin(names), "year"].min() == 2015


def test_wjp_revised_the_years_that_the_register_names(panel):
    """From the edition of 2023 on, 2015, 2016 and 2017-2018 have other scores than in 2022."""
    scores = panel[(panel["indicator"] == "wjp_overall") & (panel["measure"] == "score")]
    wide = scores.pivot(index=["year", "entity"], columns="edition", values="value").dropna()
    moved = ((wide["2022"] - wide["2025"]).abs() > 1e-9).groupby("year").any()
    assert list(moved[moved].index) == [2015, 2016, 2018]


def _years(text):
    """Return each year of `2018-2020; 2025`."""
    for span in re.findall(r"(\d{4})(?:-(\d{4}))?", text):
        yield from range(int(span[0]), int(span[1] or span[0]) + 1)


def test_what_is_missing_is_not_held(panel):
    have = set(zip(panel["indicator"], panel["entity"], panel["year"], strict=True))
    looked_for = [
        (row.indicator, entity, year)
        for row in MISSING.itertuples()
        if row.entity.isupper()
        for entity in row.entity.split()
        for year in _years(row.years)
    ]
    assert len(looked_for) > 300
    assert [key for key in looked_for if key in have] == []


def test_thailands_gaps_in_imd_are_all_told(panel):
    """Between the first and the last edition of IMD, a year is held or told to be missing."""
    mine = MISSING[(MISSING["source"] == "imd") & MISSING["entity"].str.contains("THA")]
    for indicator, rows in panel[panel["source"] == "imd"].groupby("indicator"):
        held = set(rows.loc[rows["entity"] == "THA", "year"])
        told = {
            year
            for text in mine.loc[mine["indicator"] == indicator, "years"]
            for year in _years(text)
        }
        assert held | told == set(range(2018, 2026)), indicator
