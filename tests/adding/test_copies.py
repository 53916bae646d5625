"""Publishers' figures as they come through other hands: rounded, packed, saved by a spreadsheet."""

import shutil

import pandas as pd
import pytest

from strategybook import observations
from strategybook.adding.add import add as add_files
from strategybook.adding.arrivals import Choices
from tests.projects import make_project, move_to
from tests.publisher_files import EGDI, OSI, every, packed, survey, survey_rows, wgi_held, workbook
from tests.spreadsheets import ods

LAW = "wgi_rule_of_law"


@pytest.fixture
def raw(tmp_path, monkeypatch):
    """A project that holds no edition: its data/raw."""
    move_to(tmp_path / "project", monkeypatch)
    return make_project(tmp_path / "project")


@pytest.fixture
def add(tmp_path, raw):
    """Add a file of a name and content, and return what a person sees."""

    def add(name, content, **choices):
        (tmp_path / name).write_bytes(content)
        lines = []
        add_files([tmp_path / name], Choices(**choices), show=lines.append)
        return " ".join("\n".join(lines).split())

    return add


def figures(raw, name):
    return (raw / name).read_text(encoding="utf-8")


def rows_of_numbers():
    header, *rows = survey_rows()
    return [header, *([int(row[0]), row[1], *map(float, row[2:])] for row in rows)]


FORMS = {
    "a workbook": ("EGOV.xlsx", lambda: workbook({"Sheet1": rows_of_numbers()})),
    "a workbook with a title": (
        "EGOV.xlsx",
        lambda: workbook({"Sheet1": [["E-Government 2024"], [], *rows_of_numbers()]}),
    ),
    "an OpenDocument spreadsheet": ("EGOV.ods", lambda: ods({"Sheet1": rows_of_numbers()})),
    "a zip": ("EGOV.zip", lambda: packed({"data/EGOV.csv": survey(), "__MACOSX/EGOV.csv": b"x"})),
    "a zip with notes": (
        "EGOV.zip",
        lambda: packed({"EGOV.csv": survey(), "Metadata.csv": b"Code,Note\r\nX,Y\r\n"}),
    ),
    "a zip with a workbook": (
        "EGOV.zip",
        lambda: packed({"EGOV.xlsx": workbook({"Sheet1": rows_of_numbers()})}),
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_survey_is_the_same_in_whatever_it_comes(raw, add, form):
    name, content = FORMS[form]
    add("EGOV.csv", survey())
    plain = figures(raw, "un_egov/2024.csv")
    assert "figures added 0, changed 0, removed 0" in add(name, content())
    assert figures(raw, "un_egov/2024.csv") == plain


def test_rounded_scores_are_taken_on_demand_marked_and_not_ranked(raw, add):
    changes = [
        every(column, lambda score: f"{float(score):.2f}") for column in range(EGDI, OSI + 3)
    ]
    said = add("rounded.csv", survey(*changes), rounded=True)
    assert "Rounded to 2 decimal place(s), and marked so: score of 2024." in said
    table = observations.collect().query("entity == 'THA' and indicator == 'osi'")
    assert table[["measure", "value", "confidence"]].to_numpy().tolist() == [
        ["score", 0.76, "rounded copy"]
    ]
    rank = observations.collect().query("entity == 'THA' and measure == 'rank'")
    assert rank[["indicator", "confidence"]].to_numpy().tolist() == [["egdi", "primary publisher"]]


def wgi_of(rows):
    header = ["Country Code", "Series Code", "2021 [YR2021]"]
    return "\n".join(",".join(row) for row in [header, *rows]).encode()


def test_estimates_of_all_economies_are_ranked_and_rounded_ones_are_not(raw, add):
    """As the World Bank ranks Thailand in 2021: 55.77, of 209 economies."""
    estimates = wgi_held()[f"{LAW}.estimate"].dropna()
    add("exact.csv", wgi_of([[code, "RL.EST", str(value)] for code, value in estimates.items()]))
    ranks = observations.collect().query("entity == 'THA' and measure == 'percentile_rank'")
    assert ranks[["value", "economies", "basis"]].round(2).to_numpy().tolist() == [
        [55.77, 209, "computed"]
    ]
    (raw / "editions.csv").unlink()
    shutil.rmtree(raw / "wgi")
    observations.editions.editions.cache_clear()
    coarse = [[code, "RL.EST", f"{value:.1f}"] for code, value in estimates.items()]
    add("rounded.csv", wgi_of(coarse), rounded=True, replace=True)
    table = observations.collect().query("entity == 'THA'")
    assert table[["measure", "confidence"]].to_numpy().tolist() == [["estimate", "rounded copy"]]
    assert pd.isna(table["economies"].item())
