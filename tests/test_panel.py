"""Figures of all countries for work outside the book: tidy, whole and quick the second time."""

import pandas as pd
import pytest

import strategybook
from strategybook import cli, kept, observations, paths
from strategybook import panel as every
from strategybook.errors import InputError
from tests.projects import forget
from trials.kill_runs import write_registered


def test_one_call_gives_every_country_and_edition_of_an_index():
    table = strategybook.load("egdi")
    assert list(table.columns) == every.COLUMNS
    newest = table[(table["year"] == 2024) & (table["measure"] == "rank")]
    assert len(newest) == newest["entity"].nunique() == 193  # EGOV_DATA_2024.csv
    values = newest.set_index("country")["value"]
    assert (values["Thailand"], values["Denmark"]) == (52, 1)
    assert set(table["year"]) >= set(range(2008, 2025, 2)) | {2003, 2004, 2005}
    assert not table.duplicated(["entity", "year", "measure", "edition"]).any()
    assert table["unit"].notna().all()


def test_editions_that_state_all_years_again_are_told_apart_or_chosen_by_date():
    own = {"countries": "Thailand", "measures": "estimate"}
    table = strategybook.load("wgi_rule_of_law", **own)
    of_2018 = table[table["year"] == 2018]
    assert len(of_2018) == of_2018["edition"].nunique() > 1
    then = strategybook.load("wgi_rule_of_law", as_of="2022", **own)
    assert set(then["edition"]) == {"2022"}
    assert not then.duplicated("year").any()


def test_several_indicators_countries_and_a_whole_source():
    some = strategybook.load(["egdi", "epi"], countries=["VNM", "เอสโตเนีย"], measures=["score"])
    assert set(some["indicator"]) == {"egdi", "epi"}
    assert set(some["entity"]) == {"VNM", "EST"}
    whole = strategybook.load("wjp", as_of="latest")
    assert set(whole["source"]) == {"wjp"}
    assert "wjp_overall" in set(whole["indicator"])


def test_what_may_be_loaded_is_listed():
    table = strategybook.indicators().set_index("indicator")
    assert table.loc["egdi", "name_en"] == "E-Government Development Index (EGDI)"
    assert table.loc["egdi", "measures"] == "rank, score"


@pytest.mark.parametrize(
    ("asked", "close"),
    [
        ({"what": "egdy"}, "egdi"),
        ({"what": "egdi", "countries": "Thailnd"}, "THA (Thailand)"),
        ({"what": "egdi", "measures": "scores"}, "score"),
        ({"what": "egdi", "as_of": "2566"}, "latest, strategy, a year from 2003"),
    ],
)
def test_a_name_that_is_not_known_is_refused_with_a_close_one(asked, close):
    with pytest.raises(InputError) as refusal:
        strategybook.load(**asked)
    assert close in str(refusal.value)
    assert len(str(refusal.value)) < 250


def test_what_is_kept_is_what_the_raw_figures_give(panel):
    """Read from data/raw once more, and from the files that are kept of it."""
    every.everything()
    every._together.cache_clear()
    pd.testing.assert_frame_equal(every.everything(), panel)


def test_nothing_is_read_again_until_a_figure_changes(root, monkeypatch):
    first = strategybook.load("egdi", countries="THA")
    forget()
    with monkeypatch.context() as patch:
        patch.setattr(observations, "of_editions", lambda *_: pytest.fail("read again"))
        pd.testing.assert_frame_equal(strategybook.load("egdi", countries="THA"), first)
    file = root / "data/raw/un_egov/2024.csv"
    rows = file.read_text(encoding="utf-8")
    thailand = next(line for line in rows.splitlines() if line.startswith("THA,"))
    changed = thailand.replace("0.8351", "0.8352")  # EGOV_DATA_2024.csv
    assert changed != thailand
    write_registered(root, "un_egov/2024.csv", rows.replace(thailand, changed))
    forget()  # as the next run does
    table = strategybook.load("egdi", countries="THA", measures="score")
    assert list(table["value"]) == [0.8352]


def test_half_a_file_after_a_power_cut_is_made_again(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "BUILD", tmp_path)
    table = pd.DataFrame({"a": [1, 2]})
    kept.kept("some", "key", lambda: table)
    file = tmp_path / "kept" / "some-key.parquet"
    file.write_bytes(file.read_bytes()[:20])
    pd.testing.assert_frame_equal(kept.kept("some", "key", lambda: table), table)


def test_a_table_of_older_figures_is_removed(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "BUILD", tmp_path)
    for key in ("old", "new"):
        kept.kept("some", key, lambda: pd.DataFrame({"a": [1]}))
    assert [file.name for file in (tmp_path / "kept").iterdir()] == ["some-new.parquet"]


@pytest.mark.parametrize("kind", every.FORMATS)
def test_one_command_writes_a_file_for_use_outside(root, capsys, kind):
    cli.main(["panel", "egdi", "--format", kind])
    file = root / "data/processed" / f"panel.{kind}"
    assert f"rows are in data/processed/panel.{kind}" in capsys.readouterr().out
    reading = {"parquet": pd.read_parquet, "csv": pd.read_csv, "xlsx": pd.read_excel}
    table = reading[kind](file)
    assert list(table.columns) == every.COLUMNS
    own = table[(table["country"] == "Thailand") & (table["measure"] == "rank")]
    assert list(own["value"]) == [52]  # EGOV_DATA_2024.csv


def test_a_sheet_that_would_be_too_long_is_refused(root, monkeypatch, capsys):
    monkeypatch.setattr(every, "MOST_ROWS", 100)
    with pytest.raises(SystemExit):
        cli.main(["panel", "egdi", "--format", "xlsx"])
    assert "at most 100" in capsys.readouterr().err
    assert not (root / "data/processed/panel.xlsx").exists()
