"""Adding files: nothing is written by mistake, and the order makes no difference."""

import contextlib
import itertools
import os
import subprocess
import sys

import pandas as pd
import pytest
from filelock import FileLock

from strategybook import observations, paths
from strategybook.adding import held
from strategybook.adding.add import add as add_files
from strategybook.adding.arrivals import Choices
from strategybook.errors import UserError
from tests.projects import contents, make_project, move_to, note_moves

PROJECT = paths.ROOT
COMMITTED = paths.RAW
PUBLISHERS = ["un_egov", "un_egov_data360", "wgi", "wjp"]
UN_HEADER = (
    "Survey Year,Country Name,E-Government Rank,E-Government Index,E-Participation Index,"
    "Online Service Index,Human Capital Index,Telecommunication Infrastructure Index\n"
)
SURVEY_2022 = """\
2022,Singapore,1,0.9133,0.9773,0.962,0.9021,0.8758
2022,Thailand,2,0.766,0.7841,0.7763,0.7879,0.7338
2022,Viet Nam,3,0.6787,0.6,0.6484,0.6903,0.6973
"""
SURVEY_2024 = """\
2024,Singapore,1,0.96914,0.9863,0.98310,0.92850,0.99589
2024,Thailand,2,0.83510,0.7534,0.76105,0.80320,0.94101
"""
ENTERED_HEADER = (
    "indicator,entity,year,measure,value,economies,basis,origin,chosen,confidence,note\n"
)
OVERALL = (
    "imd_overall,THA,{year},rank,{rank},69,published,IMD,yes,primary publisher,{note}\n".format
)


@pytest.fixture
def raw(tmp_path, monkeypatch):
    """A project that holds no edition: its data/raw."""
    move_to(tmp_path / "project", monkeypatch)
    return make_project(tmp_path / "project")


@pytest.fixture
def downloads(tmp_path):
    """Write a downloaded file from its text."""

    def write(name, text):
        file = tmp_path / "downloads" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        return file

    return write


def add(*files, dry_run=False, **choices):
    """Add files and return what a person sees, with single blanks."""
    lines = []
    add_files(files, Choices(**choices), dry_run=dry_run, show=lines.append)
    return "\n".join(" ".join(line.split()) for line in lines)


def refused(*files, **choices):
    """Return the sentence with which files are refused; nothing may have changed."""
    before = contents(paths.RAW)
    with pytest.raises(UserError) as refusal:
        add(*files, **choices)
    assert contents(paths.RAW) == before
    return " ".join(str(refusal.value).split())


def register():
    return pd.read_csv(paths.RAW / "editions.csv", dtype=str, keep_default_na=False)


# On the publishers' own files


def publisher_files(shared):
    folder = shared / "publisher-files"
    return sorted(file for source in PUBLISHERS for file in (folder / source).iterdir())


def held_figures(raw):
    """Return the files of figures of the publishers' sources, by name."""
    return {source: contents(raw / source) for source in PUBLISHERS}


def rows_of_publishers(raw):
    """Return the register's rows of the publishers' sources, but for the dates."""
    table = pd.read_csv(raw / "editions.csv", dtype=str, keep_default_na=False)
    return table[table["source"].isin(PUBLISHERS)].drop(columns="published_on").to_csv(index=False)


@pytest.mark.parametrize(
    "calls",
    [
        lambda files: [[file] for file in reversed(files)],
        lambda files: [files[1::2], files[0::2]],
    ],
    ids=["one by one from the last", "every second first"],
)
def test_any_order_gives_what_is_committed(shared, raw, calls):
    for files in calls(publisher_files(shared)):
        add(*files)
    assert held_figures(raw) == held_figures(COMMITTED)
    assert rows_of_publishers(raw) == rows_of_publishers(COMMITTED)


def test_all_files_in_one_go_give_the_same_and_are_summed_up(shared, raw):
    """Printed by the UN: Thailand's EGDI rank was 55 in 2022 and 52 in 2024."""
    seen = add(*publisher_files(shared))
    assert held_figures(raw) == held_figures(COMMITTED)
    assert rows_of_publishers(raw) == rows_of_publishers(COMMITTED)
    assert "egdi.rank 2022 55 2024 52 -3" in seen
    assert "wgi 2024: 2024_wgidataset_long.xlsx" in seen
    assert "if it is another, say --edition" in seen
    # WJP revised 2015, 2016 and 2017-2018 from its edition of 2023 on, and nothing before.
    assert "Figures revised since the 2020 edition: 0" in seen
    assert "wjp_3_2_right_to_information.score EGY 2015 0.41" in seen


def test_thailands_regulatory_quality_of_2018_differs_by_edition():
    """59.13 in the edition of 2021, 50.96 in that of 2022, 50.00 in those of 2023 and 2024."""
    found = {}
    for year in ("2021", "2022", "2023", "2024"):
        table = observations.read_figures(COMMITTED / "wgi" / f"{year}.csv")
        mine = observations.pick(
            table, "wgi_regulatory_quality", ["THA"], [2018], ["percentile_rank"]
        )
        found[year] = round(mine["value"].item(), 2)
    assert found == {"2021": 59.13, "2022": 50.96, "2023": 50.0, "2024": 50.0}


def test_a_cut_copy_is_named_as_a_source_of_its_edition():
    table = pd.read_csv(COMMITTED / "editions.csv", dtype=str)
    row = table[(table["source"] == "wgi") & (table["edition"] == "2022")].iloc[0]
    assert row["came_from"] == ("2022_wgidataset.dta; 2022_wgidataset_political-stability-cut.xlsx")
    assert len(row["publisher_sha256"].split("; ")) == 2


def test_the_register_speaks_of_the_figures_that_are_committed():
    table = pd.read_csv(COMMITTED / "editions.csv", dtype=str)
    found = [held.sha256((COMMITTED / figures).read_bytes()) for figures in table["figures"]]
    assert found == table["figures_sha256"].tolist()


def test_a_survey_cut_short_is_refused(shared, raw, downloads):
    """Ranks up to 193 among 60 states cannot be."""
    file = shared / "publisher-files" / "un_egov" / "EGOV_DATA_2024.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    thailand = [line for line in lines if "Thailand" in line]
    sentence = refused(downloads("cut.csv", "".join(lines[:60] + thailand)))
    assert "a rank from 1 to the number of economies, 60" in sentence


# What a person sees


def test_newest_figures_stand_beside_those_of_the_edition_before(raw, downloads):
    add(downloads("a.csv", UN_HEADER + SURVEY_2022))
    seen = add(downloads("b.csv", UN_HEADER + SURVEY_2024))
    assert "un_egov 2024: b.csv\nnew edition, published 2024" in seen
    assert "countries 2, years 2024 (1), series 6, figures 12" in seen
    assert "egdi.score 2022 0.7660 2024 0.8351 +0.0691" in seen
    assert "osi.score 2022 0.77630 2024 0.76105 -0.01525" in seen
    assert "Missing, though in the 2022 edition: 6 of 18 figures" in seen
    assert "countries 1 of 3: Viet Nam" in seen
    assert "Written to data/raw: un_egov/2024.csv, editions.csv." in seen


def wgi_panel(*figures):
    rows = [f"{entity},{entity},{year},{value}\n" for entity, year, value in figures]
    return "code,countryname,year,vae\n" + "".join(rows)


def test_revisions_of_a_cumulative_source_are_shown_largest_first(raw, downloads):
    names = ["BRN", "IDN", "KHM", "LAO", "MMR", "MYS", "PHL", "THA"]
    moves = [0.0, 0.3, -0.9, 0.1, 0.2, 0.4, -0.8, 0.0]
    old = wgi_panel(*((name, 2020, 0.500001) for name in names))
    new = [(name, 2020, round(0.500001 + move, 6)) for name, move in zip(names, moves, strict=True)]
    add(downloads("a.csv", old))
    seen = add(downloads("b.csv", wgi_panel(*new, ("BRN", 2021, 0.1), ("IDN", 2021, 0.2))))
    assert "Figures revised since the 2021 edition: 6" in seen
    lines = [line.split() for line in seen.splitlines() if line.startswith("wgi_voice")][1:]
    assert [line[1] for line in lines] == ["KHM", "PHL", "MYS", "IDN", "MMR"]
    assert [float(number) for number in lines[0][2:]] == [2020, 0.5, -0.4, -0.9]


def test_differences_below_the_publishers_precision_are_no_revisions(raw, downloads):
    add(downloads("a.csv", wgi_panel(("THA", 2020, 0.51), ("VNM", 2020, 0.42))), edition="2021")
    finer = wgi_panel(("THA", 2020, 0.5123), ("VNM", 2020, 0.4321))
    seen = add(downloads("b.csv", finer), edition="2022")
    assert "Figures revised since the 2021 edition: 1" in seen
    assert "VNM 2020 0.4200 0.4321 +0.0121" in seen


# The edition


def test_a_wgi_file_that_names_no_edition_is_of_the_year_after_its_last(raw, downloads):
    seen = add(downloads("panel.csv", wgi_panel(("THA", 2023, -0.4504), ("VNM", 2023, -1.1))))
    assert register()[["source", "edition"]].to_numpy().tolist() == [["wgi", "2024"]]
    assert "taken for the 2024 edition" in seen


def test_a_wgi_file_cut_short_is_not_taken_for_an_older_edition(raw, downloads):
    early = [("THA", 2020, 0.1), ("VNM", 2020, 0.2)]
    add(downloads("whole.csv", wgi_panel(*early, ("THA", 2023, 0.3), ("VNM", 2023, 0.4))))
    sentence = refused(downloads("cut.csv", wgi_panel(*early)))
    assert "only figures of the 2024 edition" in sentence
    assert "say --edition 2024" in sentence
    assert "2021" in sentence


@pytest.mark.parametrize(
    ("text", "choices", "words"),
    [
        (UN_HEADER + SURVEY_2022, {"edition": "2024"}, ["the 2022 edition", "--edition"]),
        (
            (UN_HEADER + SURVEY_2022).replace("Survey Year,", "").replace("2022,", ""),
            {},
            ["no edition", "say it with --edition"],
        ),
        (
            wgi_panel(("THA", 2023, 0.1)),
            {"edition": "2022"},
            ["figures up to 2023", "it is 2024 or later"],
        ),
        (UN_HEADER + SURVEY_2022, {"edition": "22"}, ["--edition: found '22'", "2024"]),
        (UN_HEADER + SURVEY_2022, {"source": "wgi"}, ["no figures of the WGI"]),
        (
            UN_HEADER + SURVEY_2022,
            {"source": "un"},
            ["--source: found 'un'", "un_egov, un_egov_data360"],
        ),
        (
            UN_HEADER + SURVEY_2022,
            {"published_on": "28.9.2022"},
            ["--published-on: found '28.9.2022'"],
        ),
        (UN_HEADER + SURVEY_2022, {"published_on": "2022-13"}, ["--published-on: found '2022-13'"]),
        (UN_HEADER + SURVEY_2022, {"published_on": "2021"}, ["before the 2022 edition"]),
    ],
)
def test_what_a_person_says_must_fit_the_file(raw, downloads, text, choices, words):
    sentence = refused(downloads("file.csv", text), **choices)
    assert [word for word in words if word not in sentence] == []


def test_edition_and_date_are_filled_in_where_the_file_cannot_tell(raw, downloads):
    text = (UN_HEADER + SURVEY_2022).replace("Survey Year,", "").replace("2022,", "")
    add(downloads("a.csv", text), edition="2022", published_on="2022-09-28")
    row = register().iloc[0]
    assert (row["edition"], row["published_on"]) == ("2022", "2022-09-28")
    assert "THA,2022,2,0.766," in (raw / "un_egov" / "2022.csv").read_text(encoding="utf-8")


def test_the_date_stays_when_a_file_is_added_again(raw, downloads):
    file = downloads("a.csv", UN_HEADER + SURVEY_2022)
    add(file, published_on="2022-09-28")
    add(file)
    assert register()["published_on"].tolist() == ["2022-09-28"]


# What is held already


def test_the_same_file_again_changes_nothing_and_says_so(raw, downloads):
    file = downloads("a.csv", UN_HEADER + SURVEY_2022)
    add(file)
    before = contents(raw)
    seen = add(file)
    assert "held already; nothing changes" in seen
    assert "nothing was written" in seen
    assert contents(raw) == before


def test_a_dry_run_writes_nothing(raw, downloads):
    before = contents(raw.parents[1])
    seen = add(downloads("a.csv", UN_HEADER + SURVEY_2022), dry_run=True)
    assert "new edition" in seen
    assert "Nothing was written (--dry-run)." in seen
    assert contents(raw.parents[1]) == before


def test_other_figures_are_refused_until_a_person_says_replace(raw, downloads):
    add(downloads("a.csv", UN_HEADER + SURVEY_2022))
    other = downloads("b.csv", UN_HEADER + SURVEY_2022.replace("0.7841", "0.7814"))
    sentence = refused(other)
    assert "un_egov 2022: found figures that are not those held: 1, expected" in sentence
    assert "epi.score THA 2022 0.7841 0.7814 -0.0027" in sentence
    assert "--replace" in sentence

    seen = add(other, replace=True)
    assert "figures added 0, changed 1, removed 0" in seen
    assert "epi.score THA 2022 0.7841 0.7814 -0.0027" in seen
    assert "THA,2022,2,0.766,0.7814,0.7879,0.7763,0.7338" in (
        raw / "un_egov" / "2022.csv"
    ).read_text(encoding="utf-8")
    assert register()["came_from"].tolist() == ["b.csv"]


def data360(indicator, thailand, vietnam="0.6"):
    return f"REF_AREA,INDICATOR,2022\nTHA,{indicator},{thailand}\nVNM,{indicator},{vietnam}\n"


def test_a_file_replaces_only_the_series_that_it_has(raw, downloads):
    add(downloads("egdi.csv", data360("UN_EGDI_EGDI", "0.766")))
    add(downloads("osi.csv", data360("UN_EGDI_OSI", "0.7763")))
    add(downloads("osi.csv", data360("UN_EGDI_OSI", "0.7736")), replace=True)
    text = (raw / "un_egov_data360" / "2022.csv").read_text(encoding="utf-8")
    assert text == "entity,year,egdi.score,osi.score\nTHA,2022,0.766,0.7736\nVNM,2022,0.6,0.6\n"
    row = register().iloc[0]
    assert row["came_from"] == "egdi.csv; osi.csv"
    assert len(set(row["publisher_sha256"].split("; "))) == 2


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_of_two_agreeing_figures_the_more_precise_stays(raw, downloads, order):
    files = [
        downloads("coarse.csv", data360("UN_EGDI_EGDI", "0.77", "0.68")),
        downloads("fine.csv", data360("UN_EGDI_EGDI", "0.766", "0.6787")),
    ]
    for place in order:
        add(files[place])
    text = (raw / "un_egov_data360" / "2022.csv").read_text(encoding="utf-8")
    assert text == "entity,year,egdi.score\nTHA,2022,0.766\nVNM,2022,0.6787\n"


def test_a_round_figure_of_a_precise_series_is_not_coarse(raw, downloads):
    """0.5 beside 0.6787 is 0.5000, so that 0.5321 is another figure."""
    add(downloads("a.csv", data360("UN_EGDI_EGDI", "0.5", "0.6787")))
    assert "egdi.score THA 2022" in refused(
        downloads("b.csv", data360("UN_EGDI_EGDI", "0.5321", "0.6787"))
    )


def test_figures_changed_by_hand_are_not_overwritten(raw, downloads):
    add(downloads("egdi.csv", data360("UN_EGDI_EGDI", "0.766")))
    file = raw / "un_egov_data360" / "2022.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("0.766", "0.765"), encoding="utf-8")
    sentence = refused(downloads("osi.csv", data360("UN_EGDI_OSI", "0.7763")))
    assert "data/raw/un_egov_data360/2022.csv: found other figures" in sentence
    assert "no version kept" in sentence


def test_figures_that_the_register_speaks_of_must_be_there(raw, downloads):
    file = downloads("a.csv", UN_HEADER + SURVEY_2022)
    add(file)
    (raw / "un_egov" / "2022.csv").unlink()
    assert "data/raw/un_egov/2022.csv: found no readable figures" in refused(file)


# Files that are no good


def test_one_bad_file_stops_all_and_every_bad_one_is_named(raw, downloads):
    sentence = refused(
        downloads("good.csv", UN_HEADER + SURVEY_2022),
        downloads("bad.csv", UN_HEADER + SURVEY_2024.replace("0.94101", "9.4101")),
        downloads("notes.csv", "a,b\n1,2\n"),
    )
    assert (
        "bad.csv, row 3, column Telecommunication Infrastructure Index: found '9.4101'" in sentence
    )
    assert "notes.csv: found no known layout" in sentence
    assert "Nothing was written." in sentence


def test_files_of_one_call_must_agree_with_each_other(raw, downloads):
    sentence = refused(
        downloads("a.csv", data360("UN_EGDI_EGDI", "0.766")),
        downloads("b.csv", data360("UN_EGDI_EGDI", "0.667")),
    )
    assert "figures of b.csv that are not those of a.csv: 1" in sentence
    assert "a.csv b.csv change egdi.score THA 2022 0.766 0.667 -0.099" in sentence


def test_unknown_layouts_name_what_is_known(raw, downloads):
    sentence = refused(downloads("notes.csv", "a,b\n1,2\n"))
    for words in ("the sources un_egov, un_egov_data360, wgi, wjp, imd,", "--source"):
        assert words in sentence


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.csv", b"", "an empty file"),
        ("page.xlsx", b"<!DOCTYPE html><title>Sign in</title>", "a web page (HTML)"),
        ("old.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "in an unusual form"),
        ("noise.csv", bytes(range(256)), "neither workbook nor text"),
    ],
)
def test_files_that_cannot_be_read_say_why(raw, tmp_path, name, content, words):
    file = tmp_path / name
    file.write_bytes(content)
    sentence = refused(file)
    assert sentence.startswith(f"{name}: found ")
    assert words in sentence


def test_a_file_or_folder_that_is_no_file(raw, tmp_path):
    (tmp_path / "downloads").mkdir()
    assert "missing.csv: found no such file" in refused(tmp_path / "missing.csv")
    assert "downloads: found " in refused(tmp_path / "downloads")


def survey_of(*names):
    rows = [f'2022,"{name}",,0.5,0.5,0.5,0.5,0.5\n' for name in names]
    return UN_HEADER + "".join(rows)


def test_an_unknown_country_comes_with_the_line_that_makes_it_known(raw, downloads):
    names = "Thailand", "Turkiyye", "Nigera", "Siam, Kingdom of"
    told = refused(downloads("a.csv", survey_of(*names)))
    assert "row 3, column Country Name: found the unknown country 'Turkiyye'" in told
    assert ' un_egov,Turkiyye,TUR un_egov,Nigera,NER or NGA un_egov,"Siam, Kingdom of",' in told


# Runs that are cut off, and two at once


@pytest.mark.parametrize("step", range(1, 9))
def test_a_kill_at_any_move_leaves_the_old_state_or_the_new(raw, downloads, monkeypatch, step):
    """Figures are checked and three files written, decided upon at the fifth move, and moved.

    The next run, of whatever file, ends what was decided upon and forgets the rest.
    """
    first = downloads("a.csv", data360("UN_EGDI_EGDI", "0.766"))
    second = downloads("b.csv", data360("UN_EGDI_EGDI", "0.756"))
    states = []
    for file in (second, first):
        add(file, replace=True)
        states.append(contents(raw))
    moves, move = itertools.count(1), os.replace

    def killed(source, target):
        if next(moves) == step:
            raise KeyboardInterrupt
        move(source, target)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(os, "replace", killed)
        add(second, replace=True)
    with contextlib.suppress(UserError):  # where the new state is held, the first file is refused
        add(first)
    assert contents(raw) == states[step <= 5]


@pytest.mark.skipif(sys.platform == "win32", reason="it opens no folders")
def test_what_is_added_outlasts_a_power_cut(raw, downloads, monkeypatch):
    noted = note_moves(monkeypatch, raw)
    add(downloads("a.csv", UN_HEADER + SURVEY_2022))
    written = ["sync .2022.csv.*", "move 2022.csv", "sync un_egov"]
    written += ["sync .editions.csv.*", "move editions.csv", "sync .adding-*"]
    decided = ["move .adding", "sync raw"]
    in_place = ["move 2022.csv", "sync un_egov", "move editions.csv", "sync raw"]
    assert noted == [*written, *decided, *in_place]


def test_figures_that_no_row_speaks_of_are_overwritten(raw, downloads):
    stray = raw / "un_egov" / "2022.csv"
    stray.parent.mkdir()
    stray.write_text("entity,year,egdi.score\nTHA,2022,0.1\n", encoding="utf-8")
    add(downloads("a.csv", UN_HEADER + SURVEY_2022))
    assert "0.766" in stray.read_text(encoding="utf-8")


def test_half_written_files_of_a_killed_run_are_removed(raw, downloads):
    (raw / "un_egov").mkdir()
    half = raw / "un_egov" / ".2022.csv.x1y2z3.unfinished"
    half.write_text("entity,ye", encoding="utf-8")
    add(downloads("a.csv", UN_HEADER + SURVEY_2022))
    assert not half.exists()


def test_two_runs_at_once_do_not_mix(raw, downloads):
    file = downloads("a.csv", UN_HEADER + SURVEY_2022)
    paths.BUILD.mkdir()
    with FileLock(paths.BUILD / "run.lock"):
        assert "found another run at work" in refused(file)
    assert "new edition" in add(file)


def test_a_lock_file_left_by_a_killed_run_does_not_matter(raw, downloads):
    paths.BUILD.mkdir()
    (paths.BUILD / "run.lock").touch()
    assert "new edition" in add(downloads("a.csv", UN_HEADER + SURVEY_2022))


# Figures entered by hand


def test_an_edited_file_is_registered_in_place(raw):
    file = raw / "imd" / "2025.csv"
    file.parent.mkdir()
    first = ENTERED_HEADER + OVERALL(year=2025, rank=30, note="")
    file.write_text("\ufeff" + first.replace("\n", "\r\n"), encoding="utf-8", newline="")
    add(file)
    assert file.read_bytes() == first.encode()
    assert register()[["came_from", "publisher_sha256"]].to_numpy().tolist() == [
        ["entered by hand", ""]
    ]

    # As a spreadsheet saves it again: the same figures.
    file.write_text("\ufeff" + first.replace("\n", "\r\n"), encoding="utf-8", newline="")
    seen = add(file)
    assert "held already, but changed since then; figures added 0, changed 0, removed 0" in seen
    assert file.read_bytes() == first.encode()
    assert "nothing changes" in add(file)


def test_entered_figures_from_elsewhere_may_add_but_not_change(raw, downloads):
    text = ENTERED_HEADER + OVERALL(year=2025, rank=30, note="")
    add(downloads("imd_2025.csv", text))
    assert "imd_overall.rank THA 2025 30 29 -1" in refused(
        downloads("imd_2025.csv", text.replace(",30,", ",29,"))
    )
    assert "have other words: 1" in refused(
        downloads("imd_2025.csv", ENTERED_HEADER + OVERALL(year=2025, rank=30, note="from memory"))
    )
    more = text + OVERALL(year=2025, rank=34, note="").replace("THA", "VNM")
    assert "figures added 1, changed 0, removed 0" in add(downloads("imd_2025.csv", more))
    less = downloads("imd_2025.csv", text)
    assert "have other words: 1" in refused(less)
    seen = add(less, replace=True)
    assert "nothing changes" in seen
    assert "of which the files do not speak stay: 1" in seen
    assert "1 figures held that would go, more than the 0" in refused(less, whole=True)
    assert "added 0, changed 0, removed 1" in add(less, whole=True, remove_figures=True)


def test_a_bad_cell_in_entered_figures_is_named(raw, downloads):
    text = ENTERED_HEADER + OVERALL(year=2025, rank=70, note="")
    sentence = refused(downloads("imd_2025.csv", text))
    assert "imd_2025.csv, row 2, column value: found '70'" in sentence


# The command


def command(root, *arguments):
    environment = os.environ | {"STRATEGYBOOK_ROOT": str(root), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "strategybook.cli", "add", *map(str, arguments)],
        env=environment,
        capture_output=True,
        encoding="utf-8",
    )


def test_the_command_adds_and_refuses_with_status_2_and_no_traceback(tmp_path, downloads):
    raw = make_project(tmp_path / "project")
    good = downloads("a.csv", UN_HEADER + SURVEY_2022)
    done = command(tmp_path / "project", good, "--published-on", "2022-09-28")
    assert done.returncode == 0, done.stderr
    assert "un_egov,2022,2022-09-28,a.csv," in (raw / "editions.csv").read_text(encoding="utf-8")

    bad = command(tmp_path / "project", downloads("b.csv", "a,b\n1,2\n"))
    assert bad.returncode == 2
    assert "b.csv: found no known layout" in bad.stderr
    assert "Traceback" not in bad.stderr
