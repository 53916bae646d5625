"""Printed against recomputed."""

import pandas as pd
import pytest

from strategybook import paths, printed_check, strategy
from strategybook.language import LANGUAGES
from strategybook.printed_check import equal_as_printed, reason_in_words


@pytest.fixture(scope="module")
def check(panel):
    return printed_check.check(panel).set_index("printed_id")


def test_every_printed_value_of_the_chapter_is_checked(check):
    printed = strategy.printed_values()
    for exhibit in ("4.2.2-P", "4.2.2-T1", "4.2.2-T2", "4.3.1-P", "A1.2", "A1.5", "A1.9"):
        assert set(printed.loc[printed["exhibit"] == exhibit, "printed_id"]) <= set(check.index)


def test_printed_values_are_those_handed_over(shared):
    """The project's copy keeps every printed value as it was read off the document, twice."""
    original = pd.read_csv(
        shared / "strategy/printed_values.csv", dtype=str, keep_default_na=False
    ).rename(columns={"year_ce": "year"})
    columns = ["printed_id", "exhibit", "indicator", "entity", "measure", "role", "year", "value"]
    assert original[columns].equals(strategy.printed_values()[columns])


def test_all_values_are_equal_but_the_known_one(check):
    """What the UN's files are known to give: OSI 2020 is rank 42, and print says 43."""
    differs = check[check["verdict"] == "differs"]
    assert list(differs.index) == ["A1.5.03"]
    assert differs["printed"].item() == "43"
    assert differs["recomputed"].item() == "42"


def test_the_known_difference_is_explained_by_its_tie(check):
    """Thailand, Serbia and Iceland have 0.7941 each in EGOV_DATA_2020.csv."""
    sentence = reason_in_words(check.loc["A1.5.03", "reason"], "en")
    for words in ("Iceland, Serbia and Thailand", "0.7941", "ranks 42 to 44"):
        assert words in sentence
    assert "ไอซ์แลนด์" in reason_in_words(check.loc["A1.5.03", "reason"], "th")


def test_what_no_data_file_gives_stands_in_print_only(check):
    alone = check[check["verdict"] == "print only"]
    assert set(alone["exhibit"]) == {"4.2.2-T1", "4.2.2-T2"}
    assert (alone["recomputed"] == "").all()
    assert (alone["reason"] == "method_in_report").all()


def test_nothing_is_called_equal_without_evidence(check):
    equal = check[check["verdict"] == "equal"]
    assert (equal["recomputed"] != "").all()
    assert (equal["source"] == "un_egov").all()
    assert (equal["edition"] == equal["year"]).all()


def test_the_committed_table_is_what_data_give(check):
    committed = pd.read_csv(paths.PROCESSED / "printed_check.csv", dtype=str, keep_default_na=False)
    assert committed.set_index("printed_id").equals(check)


def test_a_changed_figure_changes_the_checks_that_use_it_and_no_other(panel, check):
    """Thailand's OSI score of 2022 one thousandth higher."""
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
