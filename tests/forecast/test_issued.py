"""Issued forecasts: frozen with their date, never altered, and scored when figures come."""

import hashlib
import sys

import pandas as pd
import pytest

from strategybook import paths
from strategybook.errors import UserError
from strategybook.forecast import issued
from tests.projects import note_moves


def test_no_issued_file_was_altered():
    register = issued.register()
    assert len(register)
    files = {file.name for file in paths.ISSUED.glob("*.csv")} - {"register.csv"}
    assert files == set(register["file"])
    for row in register.itertuples():
        content = (paths.ISSUED / row.file).read_bytes()
        assert hashlib.sha256(content).hexdigest() == row.sha256


def test_the_first_issue_holds_forecasts_and_chances_of_thailand():
    table = issued.read()
    first = table[table["issued_on"] == "2026-11-25"]
    assert set(first["entity"]) == {"THA"}
    assert {"egdi", "osi", "epi", "imd_government_efficiency"} <= set(first["indicator"])
    assert {"quantile", "chance"} == set(first["kind"])
    assert first.loc[first["kind"] == "chance", "value"].between(0, 1).all()


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "ISSUED", tmp_path)
    monkeypatch.setattr(issued, "REGISTER", tmp_path / "register.csv")
    return tmp_path


def test_a_date_is_issued_once(elsewhere):
    issued.issue("2027-01-31")
    before = (elsewhere / "2027-01-31.csv").read_bytes()
    with pytest.raises(UserError, match="that it was issued already"):
        issued.issue("2027-01-31")
    with pytest.raises(UserError, match="expected a date"):
        issued.issue("January")
    assert (elsewhere / "2027-01-31.csv").read_bytes() == before


def test_what_a_killed_run_left_without_a_register_is_issued_again(elsewhere):
    (elsewhere / "2027-01-31.csv").write_text("half", encoding="utf-8")
    issued.issue("2027-01-31")
    assert issued.read()["issued_on"].unique().tolist() == ["2027-01-31"]


@pytest.mark.skipif(sys.platform == "win32", reason="it opens no folders")
def test_what_is_issued_outlasts_a_power_cut(elsewhere, monkeypatch):
    noted = note_moves(monkeypatch, elsewhere)
    issued.issue("2027-01-31")
    assert noted == [
        "sync .2027-01-31.csv.*",
        "move 2027-01-31.csv",
        f"sync {elsewhere.name}",
        "sync .register.csv.*",
        "move register.csv",
        f"sync {elsewhere.name}",
    ]


def test_a_file_that_was_altered_is_refused(elsewhere):
    issued.issue("2027-01-31")
    file = elsewhere / "2027-01-31.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("egdi", "osi"), encoding="utf-8")
    with pytest.raises(UserError, match="other content than was issued"):
        issued.read()


def test_a_forecast_is_scored_when_the_figure_comes():
    key = {"indicator": "egdi", "entity": "THA", "measure": "rank"}
    quantiles = pd.DataFrame(
        [
            key | {"year": year, "quantile": level, "value": value}
            for year in (2026, 2028)
            for level, value in ((0.1, 30), (0.5, 49), (0.9, 67))
        ]
    )
    actual = pd.DataFrame([key | {"year": 2026, "value": 29.0}])
    found = issued.scored(quantiles, actual)
    assert len(found) == 1
    assert found.loc[0, ["low", "middle", "high", "actual"]].tolist() == [30, 49, 67, 29]
    assert not found.loc[0, "inside"]
