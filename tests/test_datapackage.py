"""The description of the data for programs: whole, true of the files, and valid."""

import csv
import json
import shutil

import frictionless
import pytest

from strategybook import datapackage, paths

WRITTEN = json.loads(datapackage.FILE.read_text(encoding="utf-8"))
NOT_COMMITTED = {"processed/panel.csv"}


def resource(name):
    return next(one for one in WRITTEN["resources"] if one["name"] == name)


def field(table, column):
    fields = resource(table)["schema"]["fields"]
    return next(one for one in fields if one["name"] == column)


def problems(descriptor):
    report = frictionless.validate(str(descriptor))
    return [tuple(one) for one in report.flatten(["rowNumber", "fieldName", "type"])]


def test_the_committed_description_is_that_of_the_committed_files():
    assert datapackage.FILE.read_text(encoding="utf-8") == datapackage.text()


def test_frictionless_finds_nothing_wrong():
    assert problems(datapackage.FILE) == []


def test_every_table_is_described_and_each_of_its_columns():
    kinds = ("raw/*.csv", "raw/strategy/*.csv", "processed/*.csv")
    files = {file for kind in kinds for file in datapackage.DATA.glob(kind)}
    names = {file.relative_to(datapackage.DATA).as_posix() for file in files} - NOT_COMMITTED
    assert {one["path"] for one in WRITTEN["resources"]} == names
    for one in WRITTEN["resources"]:
        with (datapackage.DATA / one["path"]).open(encoding="utf-8", newline="") as lines:
            header = next(csv.reader(lines))
        assert [its["name"] for its in one["schema"]["fields"]] == header
        assert all(its["description"] for its in one["schema"]["fields"])


def test_every_source_has_its_terms_and_its_citation():
    with (paths.RAW / "sources.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    told = {(one["title"], one["terms"], one["cite"]) for one in WRITTEN["sources"]}
    assert told == {(row["title_en"], row["terms_en"], row["cite"]) for row in rows}
    wgi = next(one for one in WRITTEN["sources"] if "WGI" in one["title"])
    assert "CC BY 4.0" in wgi["terms"]


def test_types_and_rules_of_observations_are_those_that_the_project_keeps():
    assert field("observations", "value")["type"] == "number"
    assert field("observations", "chosen")["trueValues"] == ["yes"]
    assert field("observations", "economies")["constraints"] == {"minimum": 1}
    assert field("observations", "year")["constraints"]["minimum"] == 1990
    assert {"rank", "percentile_rank"} <= set(
        field("observations", "measure")["constraints"]["enum"]
    )
    assert field("observations", "basis")["constraints"]["enum"] == [
        "published",
        "computed",
        "implied",
    ]


@pytest.fixture
def copy(tmp_path):
    """Copy what the description speaks of, to spoil it."""
    for one in WRITTEN["resources"]:
        target = tmp_path / one["path"]
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(datapackage.DATA / one["path"], target)
    shutil.copy(datapackage.FILE, tmp_path)
    return tmp_path / "datapackage.json"


def test_a_row_of_an_unknown_source_is_found_by_a_program(copy):
    file = copy.parent / "raw/method_breaks.csv"
    with file.open("a", encoding="utf-8", newline="\n") as lines:
        lines.write("nobody,2020,,It changed.,ปรับปรุง\n")
    found = problems(copy)
    assert any(kind == "foreign-key" for _, _, kind in found)
    # The fingerprint tells that the file is not the one described.
    assert any(kind == "hash-count" or kind == "byte-count" for _, _, kind in found)


def test_a_year_that_is_none_is_found_by_a_program(copy):
    file = copy.parent / "processed/observations.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(",THA,2022,", ",THA,BE 2565,", 1), encoding="utf-8", newline="\n")
    assert any(name == "year" and kind == "type-error" for _, name, kind in problems(copy))
