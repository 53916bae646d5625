"""Editions that are removed: as if they had never come."""

import contextlib
import itertools
import os

import pandas as pd
import pytest

from strategybook import cli, paths
from strategybook.adding.add import add as add_files
from strategybook.adding.arrivals import Choices
from strategybook.adding.remove import remove
from strategybook.errors import UserError
from strategybook.pipeline import environment
from tests.projects import contents, make_project, move_to
from tests.projects import refused as refused_command
from tests.publisher_files import EPI, THAILAND, YEAR, cell, every, hand, survey

HELD = {"un_egov": ["2022", "2024"], "wgi": ["2022"], "wjp": ["2025"], "imd": ["2024", "2025"]}


@pytest.fixture
def raw(tmp_path, monkeypatch):
    root = (tmp_path / "project").resolve()
    folder = make_project(root, HELD)
    move_to(root, monkeypatch)
    monkeypatch.setattr(paths, "ISSUED", root / "data/issued")
    monkeypatch.setattr(environment, "fix", lambda: None)
    return folder


def add(*files, **choices):
    add_files(files, Choices(**choices), show=lambda line: None)


def removed(source, edition, **choices):
    """Remove an edition and return what a person sees, with single blanks."""
    lines = []
    remove(source, edition, show=lines.append, **choices)
    return "\n".join(" ".join(line.split()) for line in lines)


def refused(source, edition, **choices):
    """Return the sentence with which it is refused; nothing may have changed."""
    before = contents(paths.RAW)
    with pytest.raises(UserError) as refusal:
        removed(source, edition, **choices)
    assert contents(paths.RAW) == before
    return str(refusal.value)


def next_edition(source, tmp_path):
    """Write a file of the edition after those held."""
    years = {"un_egov": ("2024", "2026"), "imd": ("2025", "2026"), "wgi": ("2021", "2022")}
    if source == "un_egov":
        content = survey(every(YEAR, lambda year: "2026"))
    elif source == "imd":
        content = hand().replace(b",2025,", b",2026,")
    else:
        table = pd.read_csv(paths.RAW / "wgi/2022.csv", dtype=str, keep_default_na=False)
        table = table[["entity", "year", "wgi_rule_of_law.estimate"]]
        table["year"] = (table["year"].astype(int) + 1).astype(str)
        table.columns = ["code", "year", "rle"]
        content = table.to_csv(index=False).encode()
    file = tmp_path / f"{source}_{years[source][1]}.csv"
    file.write_bytes(content)
    return file


@pytest.mark.parametrize(
    ("source", "edition"), [("un_egov", "2026"), ("imd", "2026"), ("wgi", "2023")]
)
def test_an_edition_that_came_and_went_leaves_no_byte(raw, tmp_path, source, edition):
    before = contents(raw)
    add(next_edition(source, tmp_path))
    assert f"{source}/{edition}.csv" in contents(raw)
    seen = removed(source, edition)
    assert f"Removed from data/raw: {source}/{edition}.csv; changed: editions.csv" in seen
    assert contents(raw) == before


@pytest.mark.parametrize(("source", "edition"), [("wgi", "2021"), ("wgi", "2024"), ("wjp", "2022")])
def test_a_publishers_edition_that_came_and_went_leaves_no_byte(
    shared, raw, tmp_path, source, edition
):
    """Of the WGI, one before those held and one after."""
    names = {
        ("wgi", "2021"): "wgi/2021_wgidataset.xlsx",
        ("wgi", "2024"): "wgi/2024_wgidataset_long.xlsx",
        ("wjp", "2022"): "wjp/FINAL_2022_wjp_rule_of_law_index_HISTORICAL_DATA_FILE.xlsx",
    }
    before = contents(raw)
    add(shared / "publisher-files" / names[source, edition])
    removed(source, edition, although_used=True)
    assert contents(raw) == before


def test_the_last_edition_of_a_source_leaves_no_folder(raw, tmp_path):
    removed("wjp", "2025")
    assert not (raw / "wjp").exists()


def test_what_the_log_says_of_it_goes_too(raw, tmp_path):
    before = contents(raw)
    file = next_edition("un_egov", tmp_path)
    add(file)
    file.write_bytes(file.read_bytes().replace(b"0.7534", b"0.7543"))
    add(file, replace=True)
    assert contents(raw)["revisions.csv"] != before["revisions.csv"]
    assert "with 1 rows of data/raw/revisions.csv" in removed("un_egov", "2026")
    assert contents(raw) == before


def test_a_person_sees_what_goes(raw):
    seen = removed("un_egov", "2024", dry_run=True)
    assert "un_egov 2024, published 2024: to be removed" in seen
    assert "countries 193, years 2024 (1), series 6, figures 1,158" in seen
    assert "egdi.rank 2022 55 2024 52 -3" in seen
    assert "Nothing was removed (--dry-run)." in seen


def test_a_dry_run_removes_nothing(raw):
    before = contents(paths.ROOT)
    removed("un_egov", "2024", dry_run=True)
    assert contents(paths.ROOT) == before


def test_what_is_not_held_is_refused_with_what_is(raw):
    sentence = refused("un_egov", "2030")
    assert sentence == (
        "EDITION: found '2030', expected an edition held of un_egov: 2022, 2024; say one of them."
    )
    assert "SOURCE: found 'oecd', expected one of imd, un_egov, wgi, wjp" in refused("oecd", "2024")


def test_an_edition_of_the_strategy_asks_for_a_second_word(raw):
    sentence = refused("un_egov", "2022")
    assert "found that data/raw/strategy/editions.csv rests on it" in sentence
    assert "say --although-used" in sentence
    removed("un_egov", "2022", although_used=True)
    assert "un_egov/2022.csv" not in contents(raw)


def issue(day, indicator, years):
    """Issue forecasts of an indicator."""
    paths.ISSUED.mkdir(exist_ok=True)
    rows = "".join(f"quantile,{indicator},THA,score,{year},naive,0.5,,0.8\n" for year in years)
    header = "kind,indicator,entity,measure,year,method,quantile,target,value\n"
    (paths.ISSUED / f"{day}.csv").write_text(header + rows, encoding="utf-8")


def test_an_edition_that_issued_forecasts_rest_on_asks_for_a_second_word(raw, tmp_path):
    """The forecasts of 2026 rest on the survey of 2024, and not on that of 2026 itself."""
    add(next_edition("un_egov", tmp_path))
    issue("2026-11-25", "egdi", [2026, 2028])
    assert "found that data/issued/2026-11-25.csv rests on it" in refused("un_egov", "2024")
    removed("un_egov", "2026")


def test_forecasts_of_before_it_came_out_or_of_others_do_not_rest_on_it(raw):
    issue("2023-11-25", "egdi", [2026, 2028])
    issue("2026-11-25", "imd_overall", [2026, 2027])
    removed("un_egov", "2024")


def test_figures_that_were_edited_are_not_removed(raw):
    file = raw / "un_egov/2024.csv"
    file.write_text(file.read_text("utf-8").replace("0.7534", "0.7543"), "utf-8", newline="\n")
    assert "found other figures than data/raw/editions.csv speaks of" in refused("un_egov", "2024")


def test_an_edition_whose_file_a_person_deleted_can_be_given_up(raw):
    (raw / "un_egov/2022.csv").unlink()
    assert "data/raw/strategy/editions.csv rests on it" in refused("un_egov", "2022")
    (raw / "un_egov/2024.csv").unlink()
    assert "its file of figures is gone already" in removed("un_egov", "2024")
    assert "un_egov,2024" not in (raw / "editions.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("step", range(1, 6))
def test_a_kill_at_any_move_leaves_the_old_state_or_the_new(raw, monkeypatch, step):
    """Two files are written and decided upon at the third move; then the register is moved.

    The next run, of whatever kind, ends what was decided upon and forgets the rest.
    """
    before = contents(raw)
    moves, move = itertools.count(1), os.replace

    def killed(source, target):
        if next(moves) == step:
            raise KeyboardInterrupt
        move(source, target)

    with monkeypatch.context() as patch, contextlib.suppress(KeyboardInterrupt):
        patch.setattr(os, "replace", killed)
        removed("un_egov", "2024")
    with contextlib.suppress(UserError):
        removed("un_egov", "2030")
    after = contents(raw)
    assert ("un_egov/2024.csv" in after) == (step <= 3)
    assert ("un_egov,2024" in after["editions.csv"].decode()) == (step <= 3)
    assert (after == before) == (step <= 3)


def test_a_kill_between_register_and_figures_is_ended_by_the_next_run(raw, monkeypatch):
    def killed(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(type(raw), "unlink", killed)
        removed("un_egov", "2024")
    assert "un_egov/2024.csv" in contents(raw)
    with contextlib.suppress(UserError):
        removed("un_egov", "2030")
    assert "un_egov/2024.csv" not in contents(raw)
    assert not [name for name in contents(raw) if name.startswith(".adding")]


def test_the_command_removes_and_refuses_with_status_2(raw, capsys):
    cli.main(["remove", "un_egov", "2024"])
    assert "Removed from data/raw: un_egov/2024.csv" in capsys.readouterr().out
    assert refused_command(capsys, "remove", "un_egov", "2024").startswith("EDITION: found '2024'")


def test_other_figures_of_the_edition_do_not_come_back(raw, tmp_path):
    """What was replaced before the removal is not what is added after it."""
    removed("un_egov", "2024")
    other = tmp_path / "EGOV_DATA_2024.csv"
    other.write_bytes(survey(cell(THAILAND, EPI, "0.7543")))
    add(other)
    assert "0.7543" in (raw / "un_egov/2024.csv").read_text(encoding="utf-8")
    assert (raw / "revisions.csv").read_text(encoding="utf-8").count("\n") == 1
