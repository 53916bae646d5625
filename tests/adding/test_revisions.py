"""Figures held that change: what a file speaks of and nothing else, counted, logged, undone."""

import csv
import io
import shutil
import subprocess

import numpy as np
import pandas as pd
import pytest

from strategybook import paths
from strategybook.adding import comparison
from strategybook.adding.add import add as add_files
from strategybook.adding.arrivals import Choices
from strategybook.errors import UserError
from tests.projects import contents, make_project, move_to
from tests.publisher_files import EPI, OSI, THAILAND, cell, entry, hand, law_sheet, survey

COMMITTED = paths.RAW
# 0.7534 of the committed survey, and what another file says.
OTHER_EPI = cell(THAILAND, EPI, "0.7543")


@pytest.fixture
def raw(tmp_path, monkeypatch):
    """A project under version control that holds an edition of each kind of source."""
    root = tmp_path / "project"
    held = {"un_egov": ["2022", "2024"], "wgi": ["2023", "2024"], "wjp": ["2025"]}
    folder = make_project(root, held | {"imd": ["2024", "2025"]})
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "As added"]):
        git(root, *command)
    move_to(root, monkeypatch)
    return folder


def git(root, *arguments):
    person = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    subprocess.run(["git", *person, *arguments], cwd=root, check=True, capture_output=True)


def bring(tmp_path, name, content):
    file = tmp_path / name
    file.write_bytes(content)
    return file


def add(*files, **choices):
    """Add files and return what a person sees, with single blanks."""
    lines = []
    add_files(files, Choices(**choices), show=lines.append)
    return "\n".join(" ".join(line.split()) for line in lines)


def refused(*files, **choices):
    """Return the sentence with which files are refused; nothing may have changed."""
    before = contents(paths.RAW)
    with pytest.raises(UserError) as refusal:
        add(*files, **choices)
    assert contents(paths.RAW) == before
    return " ".join(str(refusal.value).split())


def log():
    return pd.read_csv(paths.RAW / "revisions.csv", dtype=str, keep_default_na=False)


def row_of(source, edition):
    table = pd.read_csv(paths.RAW / "editions.csv", dtype=str, keep_default_na=False)
    return table.set_index(["source", "edition"]).loc[(source, edition)]


# What a file replaces


def databank(series, figures, years):
    """Return a DataBank file: figures by country, one series."""
    rows = [["Country Name", "Country Code", "Series Name", "Series Code", *years]]
    rows += [[code, code, "", series, *cells] for code, cells in figures.items()]
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(rows)
    return lines.getvalue().encode()


def laws(years, change=None):
    """Return the rule of law's estimates of the edition of 2024 in some years."""
    held = pd.read_csv(COMMITTED / "wgi/2024.csv", dtype=str, keep_default_na=False)
    wide = held.pivot(index="entity", columns="year", values="wgi_rule_of_law.estimate")
    figures = {code: list(row) for code, row in wide[years].fillna("").iterrows()}
    if change:
        figures["THA"][-1] = change
    return databank("RL.EST", figures, [f"{year} [YR{year}]" for year in years])


def test_years_and_dimensions_that_a_file_does_not_speak_of_stay(raw, tmp_path):
    """A file of five years, one dimension and one changed figure once removed 23 years."""
    before = (raw / "wgi/2024.csv").read_text(encoding="utf-8")
    file = bring(tmp_path, "rl.csv", laws(["2019", "2020", "2021", "2022", "2023"], "0.31"))
    seen = add(file, replace=True, edition="2024")
    assert "figures added 0, changed 1, removed 0" in seen
    assert "wgi_rule_of_law.estimate THA 2023 0.24487 0.31000 +0.06513" in seen
    # 185,844 figures are held; the file has 5 years of estimates of 213 economies.
    assert "of which the files do not speak stay: 184,7" in seen
    after = (raw / "wgi/2024.csv").read_text(encoding="utf-8")
    assert after == before.replace(",0.24487275,", ",0.31,")
    assert row_of("wgi", "2024")["came_from"] == "2024_wgidataset_long.xlsx; rl.csv"


def test_a_whole_edition_of_less_asks_for_a_second_word(raw, tmp_path):
    file = bring(tmp_path, "rl.csv", laws(["2022", "2023"], "0.31"))
    sentence = refused(file, whole=True, edition="2024")
    assert "figures held that would go, more than the 1 that are added or changed" in sentence
    assert "by year and indicator added changed removed 1996-2022 0 0 " in sentence
    assert " 2023 0 1 " in sentence
    assert "wgi_control_of_corruption 0 0 30,858" in sentence
    assert "say --remove-figures" in sentence
    seen = add(file, whole=True, remove_figures=True, edition="2024")
    assert "figures added 0, changed 1, removed 185,4" in seen
    assert "Missing, though in the 2023 edition" in seen
    assert "indicators 5 of 6" in seen
    assert row_of("wgi", "2024")["came_from"] == "rl.csv"


def test_the_publishers_own_file_of_one_changed_figure(shared, raw):
    folder = shared / "publisher-files" / "failing"
    seen = add(folder / "databank_one_changed_for_replace.csv", replace=True)
    assert "figures added 0, changed 1, removed 0" in seen


def test_a_blank_where_a_figure_is_held_takes_it_away_only_as_the_whole(raw, tmp_path):
    file = bring(tmp_path, "un.csv", survey(cell(THAILAND, EPI, "")))
    seen = add(file, replace=True)
    assert "stay: 1" in seen
    assert "1 figures held that would go, more than the 0" in refused(file, whole=True)
    assert "removed 1" in add(file, whole=True, remove_figures=True)


def overall_row():
    """Return the place of Thailand's overall rank in IMD's edition of 2025."""
    rows = csv.reader(io.StringIO(hand().decode()))
    return next(place for place, row in enumerate(rows) if row[:2] == ["imd_overall", "THA"])


def test_rows_entered_by_hand_that_a_file_does_not_have_stay(raw, tmp_path):
    rows = list(csv.reader(io.StringIO(hand().decode())))
    place = overall_row()
    alone = hand(
        lambda rows: rows.__setitem__(slice(1, None), [rows[place]]), entry(2, "value", "31")
    )
    seen = add(bring(tmp_path, "imd_2025.csv", alone), replace=True)
    assert "figures added 0, changed 1, removed 0" in seen
    assert "imd_overall.rank THA 2025 30 31 +1" in seen
    before = (COMMITTED / "imd/2025.csv").read_text(encoding="utf-8").splitlines()
    after = (raw / "imd/2025.csv").read_text(encoding="utf-8").splitlines()
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [
        ",".join([*rows[place][:4], "31", *rows[place][5:]])
    ]


# Figures that differ in the last binary digits


def saved_again(text, how):
    """Return a number as another program saves it."""
    number = float(text)
    if how == "single":
        return repr(float(np.float32(number)))
    return repr(float(f"{number:.{how}g}"))


@pytest.mark.parametrize("how", [15, 16, "single"])
def test_last_binary_digits_are_no_revision_and_change_no_byte(raw, how):
    """12,100 "revisions" of 0.00000 were once reported of a workbook that was saved again."""
    held = pd.read_csv(raw / "wjp/2025.csv", dtype=str, keep_default_na=False)
    series = [name for name in held if name not in ("entity", "year")]
    again = held.copy()
    again[series] = held[series].map(lambda text: text and saved_again(text, how))
    if how == "single":  # of figures that have no more digits than single precision keeps
        short = held[series].map(len) <= 9
        again[series], held[series] = again[series].where(short, ""), held[series].where(short, "")
    assert (again[series] != held[series]).sum(axis=None) > 1000
    assert comparison.differences(held, again).empty
    assert comparison.differences(held, again, exactly=True).empty
    assert comparison.counts(held, again).empty
    assert comparison.replaced(held, again)[series].equals(held[series])
    for one, other in ((held, again), (again, held)):
        assert comparison.together(one, other)[series].equals(held[series])


def test_a_change_of_the_last_printed_digit_is_a_revision():
    held = pd.DataFrame({"entity": ["THA"], "year": [2024], "egdi.score": ["0.8351"]})
    other = held.assign(**{"egdi.score": ["0.8352"]})
    assert len(comparison.differences(held, other)) == 1


# The log


def test_the_log_keeps_what_a_replacement_changed(raw, tmp_path):
    file = bring(tmp_path, "b.csv", survey(OTHER_EPI))
    add(file, replace=True, revised_on="2025-03-04")
    row = log().iloc[0]
    told = ["source", "edition", "revision", "revised_on", "file", "added", "changed", "removed"]
    assert row[told].tolist() == ["un_egov", "2024", "1", "2025-03-04", "b.csv", "0", "1", "0"]
    largest = ["series", "entity", "year", "old", "new"]
    assert row[largest].tolist() == ["epi.score", "THA", "2024", "0.7534", "0.7543"]
    before = pd.read_csv(COMMITTED / "editions.csv", dtype=str).set_index(["source", "edition"])
    was = before.loc[("un_egov", "2024")]
    for fact in ("came_from", "publisher_sha256", "figures_sha256", "published_on"):
        assert row[f"{fact}_before"] == was[fact]
    assert row["file_sha256"] == row_of("un_egov", "2024")["publisher_sha256"]


def test_the_day_in_the_log_is_never_the_clock_s(raw, tmp_path):
    add(bring(tmp_path, "b.csv", survey(OTHER_EPI)), replace=True)
    assert log()["revised_on"].tolist() == ["2024"]


def test_an_addition_or_a_replacement_that_changes_nothing_is_not_logged(raw, tmp_path):
    add(bring(tmp_path, "b.csv", survey()), replace=True)
    add(bring(tmp_path, "x.csv", law_sheet()), edition="2025")
    assert log().empty


# Edited in place


def edit(raw, old, new):
    file = raw / "imd/2025.csv"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    return file


OVERALL = "imd_overall,THA,2025,rank,30,"


def test_a_figure_edited_in_place_is_a_revision_of_what_was_registered(raw):
    """Once it said "changed 0" and put the new fingerprint into the register."""
    file = edit(raw, OVERALL, "imd_overall,THA,2025,rank,31,")
    assert "imd_overall.rank THA 2025 30 31 +1" in refused(file)
    seen = add(file, replace=True)
    assert "held already, but changed since then; figures added 0, changed 1, removed 0" in seen
    assert log()[["changed", "old", "new"]].to_numpy().tolist() == [["1", "30", "31"]]
    assert "nothing changes" in add(file)


def test_a_row_added_in_place_is_taken_as_the_tutorial_says(raw):
    file = raw / "imd/2025.csv"
    with file.open("a", encoding="utf-8", newline="\n") as lines:
        lines.write("imd_overall,VNM,2025,rank,40,69,published,IMD,yes,doubtful,\n")
    assert "figures added 1, changed 0, removed 0" in add(file)
    assert log().empty


def test_a_row_deleted_in_place_goes_when_both_words_are_said(raw):
    line = next(
        line for line in (raw / "imd/2025.csv").read_text("utf-8").splitlines() if OVERALL in line
    )
    file = edit(raw, line + "\n", "")
    assert "rows held that are not in the file" in refused(file)
    assert "1 figures held that would go" in refused(file, replace=True)
    assert "removed 1" in add(file, replace=True, remove_figures=True)


def test_other_words_of_the_same_figure_are_counted(raw):
    file = edit(raw, OVERALL, OVERALL)
    text = file.read_text(encoding="utf-8").replace(
        ",two secondary sources agree,", ",doubtful,", 1
    )
    file.write_text(text, encoding="utf-8", newline="\n")
    assert "or have other words: 1" in refused(file)
    seen = add(file, replace=True)
    assert "added 0, changed 0, removed 0, rows with other words 1" in seen


def test_what_was_added_and_not_committed_is_compared_as_well(raw, tmp_path, monkeypatch):
    """A person adds a new file, finds a slip and mends it in place."""
    monkeypatch.setenv("PATH", "")
    new = hand().replace(b",2025,", b",2026,")
    add(bring(tmp_path, "imd_2026.csv", new))
    file = raw / "imd/2026.csv"
    file.write_bytes(
        file.read_bytes().replace(
            b"imd_overall,THA,2026,rank,30,", b"imd_overall,THA,2026,rank,31,"
        )
    )
    assert "imd_overall.rank THA 2026 30 31 +1" in refused(file)
    assert "added 0, changed 1, removed 0" in add(file, replace=True)


def test_what_git_has_staged_is_compared_as_well(raw):
    file = edit(raw, OVERALL, "imd_overall,THA,2025,rank,31,")
    add(file, replace=True)
    shutil.rmtree(paths.BUILD)
    git(paths.ROOT, "add", "-A")
    edit(raw, "imd_overall,THA,2025,rank,31,", "imd_overall,THA,2025,rank,32,")
    assert "imd_overall.rank THA 2025 31 32 +1" in refused(file)


def test_without_git_what_changed_cannot_be_told_and_is_taken_only_whole(raw, monkeypatch):
    monkeypatch.setenv("PATH", "")
    file = edit(raw, OVERALL, "imd_overall,THA,2025,rank,31,")
    assert "no version kept that it speaks of" in refused(file)
    assert "say --whole" in refused(file, replace=True)
    seen = add(file, whole=True)
    assert "what was held before is not known" in seen
    assert log()[["added", "changed", "old"]].to_numpy().tolist() == [["", "", ""]]


def test_another_file_is_not_added_to_figures_that_were_edited(raw, tmp_path):
    edit(raw, OVERALL, "imd_overall,THA,2025,rank,31,")
    more = hand(lambda rows: rows.append([*rows[1][:1], "VNM", *rows[1][2:]]))
    sentence = refused(bring(tmp_path, "imd_2025.csv", more))
    assert "data/raw/imd/2025.csv: found other figures" in sentence
    assert "`strategybook add data/raw/imd/2025.csv`" in sentence


def test_our_own_file_of_a_publishers_figures_is_not_taken(raw):
    file = raw / "un_egov/2024.csv"
    file.write_text(file.read_text("utf-8").replace("0.7534", "0.7543"), "utf-8", newline="\n")
    sentence = refused(file)
    assert "found the project's own file of a publisher's figures" in sentence
    assert "`git checkout data/raw/un_egov/2024.csv`" in sentence


def test_a_publishers_file_added_again_puts_its_figures_back(raw, tmp_path):
    before = contents(raw)
    file = raw / "un_egov/2024.csv"
    file.write_text(file.read_text("utf-8").replace("0.7534", "0.7543"), "utf-8", newline="\n")
    right = bring(tmp_path, "EGOV_DATA_2024.csv", survey())
    assert "add the publisher's file again with --replace" in refused(right)
    add(right, replace=True)
    assert contents(raw)["un_egov/2024.csv"] == before["un_egov/2024.csv"]
    assert log().empty


# Back again


def test_a_revision_that_is_undone_leaves_no_byte(raw, tmp_path):
    before = contents(raw)
    for number, change in enumerate([OTHER_EPI, cell(THAILAND, OSI, "0.76106")]):
        wrong = bring(tmp_path, f"wrong{number}.csv", survey(change))
        add(wrong, replace=True, published_on=f"2025-0{number + 1}")
    assert log()["revision"].tolist() == ["1", "2"]
    add(bring(tmp_path, "right.csv", survey()), replace=True)
    assert contents(raw) == before


def test_a_revision_in_place_that_is_undone_leaves_no_byte(raw):
    before = contents(raw)
    add(edit(raw, OVERALL, "imd_overall,THA,2025,rank,31,"), replace=True)
    git(paths.ROOT, "checkout", "data/raw/imd/2025.csv")
    add(raw / "imd/2025.csv", whole=True)
    assert contents(raw) == before


@pytest.mark.parametrize(
    ("source", "edition"), [("wgi", "2024"), ("wjp", "2025"), ("un_egov", "2024"), ("imd", "2025")]
)
def test_a_wrong_file_and_then_the_right_one_leave_no_byte(shared, raw, tmp_path, source, edition):
    """One figure of Thailand differs in the wrong file, which is ours of all figures."""
    before = contents(raw)
    right, wrong = right_and_wrong(shared, tmp_path, source)
    seen = add(*wrong, replace=True, edition=edition)
    assert "changed 1, removed 0" in seen
    assert len(log()) == 1
    add(*right, replace=True, edition=edition)
    assert contents(raw) == before


def right_and_wrong(shared, tmp_path, source):
    files = shared / "publisher-files"
    if source == "wgi":
        wrong = bring(tmp_path, "wrong.csv", laws(["2022", "2023"], "0.31"))
        return [files / "wgi/2024_wgidataset_long.xlsx"], [wrong]
    if source == "wjp":
        wrong = bring(tmp_path, "wrong.xlsx", law_sheet(cell(3, 5, 0.5)))
        return [files / "wjp/2025_wjp_rule_of_law_index_HISTORICAL_DATA_FILE.xlsx"], [wrong]
    if source == "un_egov":
        wrong = bring(tmp_path, "wrong.csv", survey(OTHER_EPI))
        return [files / "un_egov/EGOV_DATA_2024.csv"], [wrong]
    wrong = bring(tmp_path, "imd_2025.csv", hand(entry(overall_row() + 1, "value", "31")))
    return [bring(tmp_path, "2025.csv", hand())], [wrong]
