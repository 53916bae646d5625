"""A part of an edition: what it lacks is told, and it does not take the place of a whole one."""

import pandas as pd
import pytest

from strategybook import editions, paths
from strategybook.adding import extent
from strategybook.adding.add import add as add_files
from strategybook.adding.arrivals import Choices
from strategybook.adding.held import Held
from tests.projects import forget, make_project, move_to
from tests.publisher_files import EPI, YEAR, every, survey

COMMITTED = paths.RAW


@pytest.fixture
def raw(tmp_path, monkeypatch):
    root = tmp_path / "project"
    folder = make_project(root, {"un_egov": ["2024"], "wgi": ["2023", "2024"], "edelman": ["2023"]})
    move_to(root, monkeypatch)
    return folder


def add(file, **choices):
    """Add a file and return what a person sees, with single blanks."""
    lines = []
    add_files([file], Choices(**choices), show=lines.append)
    forget()
    return "\n".join(" ".join(line.split()) for line in lines)


def seen(as_of="latest"):
    table = editions.visible(as_of)
    return table.loc[table["source"] == "wgi", "edition"].item()


LETTERS = {
    "estimate": "e",
    "standard_error": "s",
    "sources": "n",
    "percentile_rank": "r",
    "lower": "l",
    "upper": "u",
}
DIMENSIONS = {
    "wgi_voice_and_accountability": "va",
    "wgi_political_stability": "pv",
    "wgi_government_effectiveness": "ge",
    "wgi_regulatory_quality": "rq",
    "wgi_rule_of_law": "rl",
    "wgi_control_of_corruption": "cc",
}


def panel(raw, tmp_path, keep=lambda table: table, columns=lambda dimension, measure: True):
    """Write an edition of 2025, as the World Bank's Stata panel has it: a year after that held."""
    table = pd.read_csv(raw / "wgi/2024.csv", dtype=str, keep_default_na=False)
    newest = table[table["year"] == "2023"].assign(year="2024")
    table = keep(pd.concat([table, newest]))
    names = {}
    for series in list(table)[2:]:
        dimension, measure = series.rsplit(".", 1)
        if columns(dimension, measure):
            names[series] = DIMENSIONS[dimension] + LETTERS[measure]
    shown = table[["entity", "year", *names]].rename(columns={"entity": "code"} | names)
    file = tmp_path / "panel.csv"
    shown.to_csv(file, index=False)
    return file


def test_a_whole_edition_is_the_latest(raw, tmp_path):
    said = add(panel(raw, tmp_path))
    assert "Missing, though in the 2024 edition: nothing" in said
    assert "part of an edition" not in said
    assert (seen(), seen("2024")) == ("2025", "2024")


def without_ranks(_, measure):
    """Keep what does not follow from the other countries' estimates."""
    return measure in ("estimate", "standard_error")


PARTS = {
    "one dimension": {"columns": lambda dimension, _: dimension == "wgi_rule_of_law"},
    "five dimensions": {"columns": lambda dimension, _: dimension != "wgi_rule_of_law"},
    "estimates alone": {"columns": lambda _, measure: measure == "estimate"},
    "five years": {"keep": lambda table: table[table["year"] >= "2020"]},
    "ten countries": {
        "keep": lambda table: table[
            table["entity"].isin("THA VNM MYS IDN PHL LAO KHM MMR SGP BRN".split())
        ]
    },
    "Thailand's newest year alone": {
        "keep": lambda table: table[(table["entity"] != "THA") | (table["year"] == "2024")],
        "columns": without_ranks,
    },
}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_held_but_the_whole_edition_before_it_stays_the_latest(raw, tmp_path, part):
    said = add(panel(raw, tmp_path, **PARTS[part]))
    assert "the book stays with the 2024 edition" in said
    assert (seen(), seen("2025")) == ("2024", "2024")
    register = editions.editions().set_index(["source", "edition"])
    assert register.loc[("wgi", "2025"), "extent"] == "partial"
    every = register.reset_index()
    kept = editions.without_parts(every)
    assert set(zip(every["source"], every["edition"], strict=True)) - set(
        zip(kept["source"], kept["edition"], strict=True)
    ) == {("wgi", "2025")}


THIN = {
    "no percentile ranks, as since 2025": {"columns": without_ranks},
    "without 20 countries": {
        "keep": lambda table: table[~table["entity"].isin(sorted(set(table["entity"]))[:20])],
        "columns": without_ranks,
    },
    "without the first two years": {"keep": lambda table: table[table["year"] > "1998"]},
}


@pytest.mark.parametrize("kind", THIN)
def test_what_a_publisher_may_leave_out_makes_no_part(raw, tmp_path, kind):
    add(panel(raw, tmp_path, **THIN[kind]))
    assert seen() == "2025"


def test_what_is_missing_is_told_by_number_and_name(raw, tmp_path):
    def keep(table):
        return table[(table["year"] > "1998") & ~table["entity"].isin(["VNM", "KHM"])]

    said = add(panel(raw, tmp_path, keep, without_ranks))
    assert "Missing, though in the 2024 edition: " in said
    assert "countries 2 of 214: Cambodia, Viet Nam" in said
    assert "years 2 of 25: 1996, 1998" in said
    assert "measures 4 of 6: lower, percentile_rank, sources, upper" in said
    # Of Thailand two years of 36 series, and 23 years of four measures of six dimensions.
    assert "of Thailand 624 of 900" in said


def test_what_the_rest_brings_makes_it_whole(raw, tmp_path):
    add(panel(raw, tmp_path, **PARTS["one dimension"]))
    assert seen() == "2024"
    add(panel(raw, tmp_path, **PARTS["five dimensions"]))
    assert seen() == "2025"


def test_a_survey_without_a_column_says_so(raw, tmp_path):
    """A survey adds a year: figures are missing whatever their year."""
    file = tmp_path / "un.csv"
    file.write_bytes(survey(every(YEAR, lambda year: "2026"), every(EPI, lambda score: "")))
    said = add(file)
    assert "Missing, though in the 2024 edition: 193 of 1,158 figures" in said
    assert "of Thailand 1" in said
    assert "indicators 1 of 5: epi" in said
    assert "part of an edition" not in said


def test_the_register_that_is_committed_says_what_the_figures_bear_out():
    holding = Held()
    before = dict(holding.rows)
    for source in {source for source, _ in before}:
        extent.settle(holding, source, "")
    assert holding.rows == before
    assert {row["extent"] for row in before.values()} == {"", "whole"}


# What belongs beside an edition


def test_what_is_still_to_be_written_beside_an_edition_is_told_with_its_row(raw, tmp_path):
    file = tmp_path / "un.csv"
    file.write_bytes(survey(every(YEAR, lambda year: "2026")))
    said = add(file)
    assert (
        "a change of method, if there was one: in data/raw/method_breaks.csv "
        "`un_egov,2026,series,what_en,what_th`"
    ) in said
    row = "`un_egov,2026,2026-MM-DD,stated_by,address`"
    assert f"the day of publication: in data/raw/publication_days.csv {row}" in said
    assert "survey_samples" not in said  # the UN asks nobody
    said = add(file, published_on="2026-09-17")
    assert "day of publication" not in said
    assert "method_breaks.csv" in said


def test_a_survey_s_sample_is_asked_for(raw, tmp_path):
    file = tmp_path / "edelman_2026.csv"
    text = (raw / "edelman/2023.csv").read_text(encoding="utf-8").replace(",2023,", ",2026,")
    file.write_text(text, encoding="utf-8")
    row = "`edelman,2026,respondents,countries,sample_least,sample_most,margin_least,margin_most,"
    assert f"how many were asked: in data/raw/survey_samples.csv {row}" in add(file)


def test_nothing_is_asked_for_that_is_there(raw, tmp_path):
    """The UN changed its method in 2024, as data/raw/method_breaks.csv tells."""
    (raw / "un_egov/2024.csv").unlink()
    (raw / "editions.csv").unlink()
    forget()
    file = tmp_path / "un.csv"
    file.write_bytes(survey())
    assert "Still to be written" not in add(file, published_on="2024-09-17")


def test_another_number_of_economies_is_told_in_the_register_s_words(tmp_path, monkeypatch):
    """As of 2025: 69 economies, 67 the year before."""
    root = tmp_path / "project"
    raw = make_project(root, {"imd": ["2024"]})
    breaks = (raw / "method_breaks.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    row = next(line for line in breaks if line.startswith("imd,2025"))
    breaks.remove(row)
    (raw / "method_breaks.csv").write_text("".join(breaks), encoding="utf-8", newline="\n")
    move_to(root, monkeypatch)
    assert f"in data/raw/method_breaks.csv `{row.strip()}`" in add(COMMITTED / "imd/2025.csv")
