"""How decided targets are told, on made outcomes of the survey of 2026."""

import numpy as np
import pandas as pd
import pytest

from strategybook import observations, paths, strategy
from strategybook.chapters import course_sentences, decisions, forecast_figures, sentences
from strategybook.language import LANGUAGES
from strategybook.show.exhibits import Chapter

ENGLISH = Chapter("success_indicators", "THA", "en", "latest", [])
THAI = Chapter("success_indicators", "THA", "th", "latest", [])
SAID = {"said_chance": 0.22, "said_issue": "2026-11-25"}


@pytest.fixture
def outcomes(monkeypatch):
    """Let the survey of 2026 have decided on EGDI as given: facts by measure."""

    def put(**facts):
        table = pd.read_csv(paths.PROCESSED / "targets.csv", keep_default_na=False)
        table = table[table["as_of"] == "latest"].reset_index(drop=True)
        numbers = ["target", "last_value", "gain", "chance", "value", "by", "said_chance"]
        table[numbers] = table[numbers].apply(pd.to_numeric)
        table = table.assign(status="open", reason="", value=np.nan, by=np.nan, said_chance=np.nan)
        table["said_issue"] = table["said_issue"].astype(str)
        for measure, its in facts.items():
            mine = (table["indicator"] == "egdi") & (table["measure"] == measure)
            for name, value in its.items():
                table.loc[mine & (table["year"] == 2026), name] = value
        monkeypatch.setattr(forecast_figures, "targets", lambda as_of: table)
        return table

    return put


def test_a_missed_target_tells_by_how_much_and_what_was_said(outcomes):
    table = outcomes(rank={"status": "missed", "value": 45, "by": 5} | SAID)
    assert decisions.sentences(ENGLISH, table, "egdi") == (
        "The target for 2027 (rank 40 or better) was decided by the figure of 2026: rank 45, which "
        "falls short of it by 5 places, so the target was missed. The last forecast issued before "
        "that figure, on 25 November 2026, had given it a chance of 22 in 100."
    )
    thai = decisions.sentences(THAI, table, "egdi")
    for part in ("ไม่บรรลุเป้าหมาย", "5 อันดับ", "2569", "25 พฤศจิกายน 2569", "ร้อยละ 22"):
        assert part in thai


def test_a_met_target_and_a_tie_are_told_as_met(outcomes):
    table = outcomes(
        score={"status": "met", "value": 0.8451, "by": -0.0251},
        rank={"status": "met", "value": 40, "by": 0},
    )
    score = decisions.sentences(ENGLISH, table, "egdi", "score")
    assert "score 0.8451, which is better than the target by 0.0251, so the target was met" in score
    assert "No forecast is known to have been issued before that figure." in score
    rank = decisions.sentences(ENGLISH, table, "egdi", "rank")
    assert "rank 40, which equals the target, so the target was met" in rank


def test_a_country_that_left_is_told_as_undecided(outcomes):
    table = outcomes(rank={"status": "undecided", "reason": "not_in_edition"})
    told = decisions.sentences(ENGLISH, table, "egdi", "rank")
    assert "has none of Thailand, so the target stays undecided" in told
    assert decisions.outcome(ENGLISH, table[table["status"] == "undecided"].iloc[0]) == (
        "undecided (2026)"
    )


def test_what_came_after_the_decision_is_told_as_that(outcomes):
    outcomes(rank={"status": "missed", "value": 45, "by": 5}, score={"status": "met", "by": -0.01})
    rows = observations.read(paths.PROCESSED / "observations.csv")
    rows = rows[(rows["indicator"] == "egdi") & (rows["entity"] == "THA") & (rows["year"] == 2024)]
    later = rows.assign(year=2028, value=rows["value"].where(rows["measure"] != "rank", 38.0))
    told = course_sentences.standing(ENGLISH, pd.concat([rows, later]), "egdi")
    assert "missed" in told and "Since then: rank 38 (2028)." in told
    assert "Latest value" not in told


def test_a_chapter_of_an_index_tells_the_decision_in_place_of_the_distance(outcomes):
    rows = observations.read(paths.PROCESSED / "observations.csv")
    outcomes(rank={"status": "missed", "value": 45, "by": 5})
    told = sentences.distance_to_target(ENGLISH, rows, "egdi", 2024)
    assert "rank 45, which falls short of it by 5 places" in told
    assert "12 places from the target" not in told
    assert "The score meets the target for 2027" in told  # 0.8351 in 2024; still open here


def test_what_is_still_open_once_the_strategy_is_over_is_said(outcomes, monkeypatch):
    table = outcomes()
    assert decisions.left_open(ENGLISH, table, "egdi", "rank") == ""
    monkeypatch.setattr(strategy, "is_over", lambda as_of: True)
    assert "ended in 2027" in decisions.left_open(ENGLISH, table, "egdi", "rank")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_targets_are_counted_by_how_they_were_decided(outcomes, language):
    chapter = Chapter("claims", "THA", language, "latest", [])
    outcomes()
    none = decisions.summary(chapter)
    outcomes(rank={"status": "missed", "value": 45, "by": 5}, score={"status": "met", "by": -0.01})
    some = decisions.summary(chapter)
    assert none != some
    if language == "en":
        assert some == (
            "Of the 14 targets in figures, 1 are met, 1 missed and 0 undecided; 12 are open."
        )


@pytest.mark.parametrize(
    ("exhibit", "expression", "told"),
    [
        ("6-K", "at_most(egdi.rank, THA, now, 40)", "missed by 5 places (2026)"),
        ("6-K", "at_least(egdi.score, THA, now, 0.82)", ""),
        # The master plan asks for rank 60; its target is its own.
        ("1.1-T", "at_most(egdi.rank, THA, now, 60)", ""),
        ("6.2-K", "", ""),
    ],
)
def test_a_claim_that_names_a_target_tells_how_it_was_decided(outcomes, exhibit, expression, told):
    outcomes(rank={"status": "missed", "value": 45, "by": 5})
    claim = pd.Series({"kind": "target", "exhibit": exhibit, "expression": expression})
    assert decisions.of_claim(ENGLISH, claim) == told
