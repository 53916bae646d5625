"""Printed against recomputed."""

import pandas as pd
import pytest

from strategybook import editions, paths, printed_check, recompute, strategy
from strategybook.language import LANGUAGES
from strategybook.printed_check import equal_as_printed, reason_in_words


@pytest.fixture(scope="module")
def check(panel):
    return printed_check.check(panel).set_index("printed_id")


def test_every_printed_value_is_checked_once(check):
    """All but the two years of project 1.3, of which the strategy prints none."""
    assert len(check) == 285
    unprinted = ["7.2-T.21", "7.2-T.22"]
    ids = [name for name in strategy.printed_values()["printed_id"] if name not in unprinted]
    assert list(check.index) == ids
    assert set(check["verdict"]) == set(printed_check.VERDICTS)


def test_printed_values_are_those_handed_over(shared):
    """The project's copy keeps every printed value as it was read off the document, twice."""
    original = pd.read_csv(
        shared / "strategy/printed_values.csv", dtype=str, keep_default_na=False
    ).rename(columns={"year_ce": "year"})
    columns = ["printed_id", "exhibit", "indicator", "entity", "measure", "role", "year", "value"]
    assert original[columns].equals(strategy.printed_values()[columns])


# What the publishers' files are known to give otherwise than print, and why.
DIFFERENCES = {
    "3.2-P.04": ("64", "63", "64 economies were ranked in 2021"),
    "4.1-C.01": ("63", "63, 64", "2021: 64"),
    "4.1-T.13": ("63", "64, 63", "2021: 64, 2022: 63"),
    "4.3.2-T.05": ("0.441", "0.4418226647208681", "cuts off"),
    "4.4.1-T.05": ("7.24", "7.246377", "27.05 less 19.81"),
    "4.4.1-T.30": ("-5.28", "-5.288464", "35.10 less 40.38"),
    "4.4.2-P.06": ("36000", "32000", "36,000 is the number given in the edition of 2022"),
    "A1.5.03": ("43", "42", "ranks 42 to 44"),
}


def test_all_recomputed_values_are_equal_but_the_known_ones(check):
    assert set(check.index[check["verdict"] == "differs"]) == set(DIFFERENCES)


@pytest.mark.parametrize("printed_id", DIFFERENCES)
def test_a_known_difference_is_shown_with_its_reason(check, printed_id):
    printed, recomputed, reason = DIFFERENCES[printed_id]
    row = check.loc[printed_id]
    assert (row["printed"], row["recomputed"]) == (printed, recomputed)
    assert reason in reason_in_words(row["reason"], "en")


def test_a_sample_of_a_year_without_an_edition_is_print_only(printed):
    values = strategy.printed_values().set_index("printed_id", drop=False)
    figures = recompute.Figures(printed)
    number = values.loc["4.4.2-P.06"]
    assert recompute.recompute(number, figures).value == "32000"
    assert recompute.recompute(number.replace({"2023": "1999"}), figures) is None


def test_the_24_cells_of_wgi_are_the_2022_editions(check):
    """Exhibit 4.4.1-T; all other editions give other numbers."""
    cells = check[(check["exhibit"] == "4.4.1-T") & (check["measure"] == "percentile_rank")]
    values = cells[~cells.index.isin(["4.4.1-T.05", "4.4.1-T.30"])]
    assert len(cells) == 30
    assert set(values["verdict"]) == {"equal"}
    assert set(cells["edition"]) == {"2022"}


@pytest.mark.parametrize(
    ("printed_id", "recomputed"),
    [
        ("4.4.1-P.01", "2"),  # government effectiveness and control of corruption
        ("3.3-C.09", "2"),  # TII and HCI
        ("3.3-P.03", "18"),  # from 73 to 55
        ("4.1-T.06", "-11"),  # from 20 to 31
    ],
)
def test_counts_and_changes(check, printed_id, recomputed):
    assert float(check.loc[printed_id, "recomputed"]) == float(recomputed)
    assert check.loc[printed_id, "verdict"] == "equal"


def test_arithmetic_on_print_confirms_print_alone_and_is_counted_apart(check):
    """2,420 less 1,395; 57.64 % of 2,420; 60 % of 2,420."""
    own = check[check["verdict"] == "adds up"]
    assert set(own.index) == {"3.1-C.04", "3.1-C.07", "3.1-L.03", "6.1-K.04", "A1-T.08", "A1.6.02"}
    assert set(own["source"]) == {"strategy"}
    assert own.at["3.1-C.04", "recomputed"] == "1025"
    assert float(own.at["A1.6.02", "recomputed"]) == 1452


@pytest.mark.parametrize("printed_id", ["A1-T.15", "A1-T.16", "A1-T.17"])
def test_published_every_two_years_is_so_of_the_editions_held(check, panel, printed_id):
    assert check.loc[printed_id, ["recomputed", "verdict"]].tolist() == ["2", "equal"]
    without_2014 = panel[panel["year"] != 2014]
    again = printed_check.check(without_2014).set_index("printed_id")
    assert again.loc[printed_id, ["recomputed", "verdict"]].tolist() == ["2, 4", "differs"]


def test_what_was_copied_from_the_strategy_is_no_evidence(check):
    """The satisfaction of 2022 is known from the strategy alone."""
    assert check.loc["A1.1.04", "verdict"] == "print only"


def test_the_known_difference_is_explained_by_its_tie(check):
    """Thailand, Serbia and Iceland have 0.7941 each in EGOV_DATA_2020.csv."""
    sentence = reason_in_words(check.loc["A1.5.03", "reason"], "en")
    for words in ("Iceland, Serbia and Thailand", "0.7941", "ranks 42 to 44"):
        assert words in sentence
    assert "ไอซ์แลนด์" in reason_in_words(check.loc["A1.5.03", "reason"], "th")


def test_what_no_data_file_gives_stands_in_print_only(check):
    alone = check[check["verdict"] == "print only"]
    assert (alone["recomputed"] == "").all()
    assert (alone["reason"] != "").all()
    method = alone[alone["exhibit"].isin(["4.2.2-T1", "4.2.2-T2"])]
    assert set(method["reason"]) == {"method_in_report"}


# Why a value stands in print alone, read in the strategy's text.
WHY_ALONE = {
    "6-K.02": "target_of_the_strategy",  # EGDI rank 40 of 2027
    "A1.8.01": "target_of_the_strategy",  # six policy issues by 2024
    "1.1-T.02": "target_of_another_plan",  # the master plan's 60th
    "A1.12.05": "target_of_another_plan",  # the master plan's 85 per cent
    "3.3-C.01": "target_of_the_last_strategy",  # 50th in 2022
    "7.2-T.01": "year_of_a_project",
    "4.2.2-T2.04": "method_in_report",  # weight in the OSI
    "4.3.2-L.02": "method_in_report",  # the eight factors: we typed their names in
    "4.4.1-P.02": "method_in_report",
    "7.3-L.01": "parts_of_a_model",
    "4.4.2-P.12": "publisher_not_held",  # "results 4 times better"
    "4.2.1-L.04": "publisher_not_held",
    "3.3-C.04": "no_publisher",  # agencies with a data catalogue
}


@pytest.mark.parametrize("printed_id", WHY_ALONE)
def test_the_reason_for_standing_in_print_alone_is_what_is_so(check, printed_id):
    row = check.loc[printed_id]
    assert (row["verdict"], row["reason"]) == ("print only", WHY_ALONE[printed_id])


def test_every_equal_rests_on_a_publishers_file(check):
    """No figure of its own, none copied from the strategy, and no count of names typed in."""
    equal = check[check["verdict"] == "equal"]
    held = editions.editions().set_index(["source", "edition"])["figures"]
    for row in equal.itertuples():
        assert (paths.RAW / held[row.source, row.edition]).is_file(), row.Index
    survey = equal[(equal["source"] == "un_egov") & (equal["year"] != "")]
    assert (survey["edition"] == survey["year"]).all()


def test_without_publishers_figures_nothing_is_equal(panel):
    """What is equal turns print only; what is typed in elsewhere confirms nothing."""
    bare = printed_check.check(panel.head(0)).set_index("printed_id")
    left = bare.index[bare["verdict"] == "equal"]
    # The number of countries asked, which the publisher's report gives (`survey_samples.csv`).
    assert list(left) == ["4.4.2-P.07"]


@pytest.mark.as_held
def test_the_committed_table_is_what_data_give(panel_as_held):
    committed = pd.read_csv(paths.PROCESSED / "printed_check.csv", dtype=str, keep_default_na=False)
    assert committed.equals(printed_check.check(panel_as_held))


def test_a_changed_figure_changes_the_checks_that_use_it_and_no_other(panel, check):
    """Thailand's OSI score of 2022 one thousandth higher: its place in ASEAN stays."""
    changed = panel.copy()
    key = ["osi", "THA", 2022, "score"]
    changed.loc[
        (changed[["indicator", "entity", "year", "measure"]] == key).all(axis=1), "value"
    ] = 0.7773
    again = printed_check.check(changed).set_index("printed_id")
    moved = again.index[(again != check).any(axis=1)]
    assert list(moved) == ["4.2.2-T1.01", "A1.5.05"]
    assert set(again.loc[moved, "verdict"]) == {"differs"}
    assert set(again.loc[moved, "reason"]) == {"unexplained"}


@pytest.mark.parametrize(
    ("printed", "recomputed", "equal"),
    [
        ("0.7660", "0.766", True),
        ("0.77", "0.766", True),
        ("0.441", "0.441823", False),
        ("0.5", "0.500826", True),
        ("19.81", "19.805", True),
        ("-4.8", "-4.80", True),
        ("55", "55", True),
        ("43", "42", False),
        ("up", "up", True),
        ("up", "down", False),
    ],
)
def test_equal_means_equal_at_the_printed_precision(printed, recomputed, equal):
    assert equal_as_printed(printed, recomputed) is equal


def test_every_reason_has_words_in_every_language(check):
    for reason in check["reason"].unique():
        for language in LANGUAGES:
            assert bool(reason_in_words(reason, language)) == bool(reason)
