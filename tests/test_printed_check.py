"""Printed against recomputed."""

import pandas as pd
import pytest

from strategybook import paths, printed_check, strategy
from strategybook.language import LANGUAGES
from strategybook.printed_check import equal_as_printed, reason_in_words
from strategybook.recompute import Figures, recompute


@pytest.fixture(scope="module")
def check(panel):
    return printed_check.check(panel).set_index("printed_id")


def test_every_printed_value_is_checked_once(check):
    assert len(check) == 287
    assert list(check.index) == list(strategy.printed_values()["printed_id"])
    assert set(check["verdict"]) == {"equal", "differs", "print only"}


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
    "4.4.2-P.06": ("36000", "32000", "36,000 is the number of the edition of 2022"),
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


def test_a_sample_of_a_survey_that_is_not_held_cannot_be_checked(panel):
    row = strategy.printed_values().set_index("printed_id", drop=False).loc["4.4.2-P.06"].copy()
    row["year"] = "1999"
    assert recompute(row, Figures(panel)) is None


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
        ("3.1-C.04", "1025"),  # 2,420 less 1,395
        ("A1.6.02", "1452"),  # 60 % of 2,420
        ("4.4.1-P.01", "2"),  # government effectiveness and control of corruption
        ("3.3-C.09", "2"),  # TII and HCI
        ("3.3-P.03", "18"),  # from 73 to 55
        ("4.1-T.06", "-11"),  # from 20 to 31
    ],
)
def test_arithmetic_and_counts(check, printed_id, recomputed):
    assert float(check.loc[printed_id, "recomputed"]) == float(recomputed)
    assert check.loc[printed_id, "verdict"] == "equal"


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


def test_nothing_is_called_equal_without_evidence(check):
    equal = check[check["verdict"] == "equal"]
    assert (equal[["recomputed", "source", "edition"]] != "").all(axis=None)
    survey = equal[equal["source"] == "un_egov"]
    assert (survey["edition"] == survey["year"]).all()


def test_the_committed_table_is_what_data_give(check):
    committed = pd.read_csv(paths.PROCESSED / "printed_check.csv", dtype=str, keep_default_na=False)
    assert committed.set_index("printed_id").equals(check)


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
