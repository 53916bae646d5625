"""What the chapter on the record tells of issued forecasts, on a made record."""

import numpy as np
import pandas as pd
import pytest

from strategybook.chapters import record
from strategybook.forecast import issued
from strategybook.language import LANGUAGES
from strategybook.show.exhibits import Chapter

EMPTY = {"edition": "", "published_on": "", "hit": "", "method": "", "source": "un_egov"}
EMPTY |= dict.fromkeys(record.NUMBERS, np.nan) | {"target": 40, "issued_on": "2026-11-25"}


def row(kind, measure, year, status="open", **facts):
    key = {"kind": kind, "indicator": "egdi", "entity": "THA", "measure": measure, "year": year}
    return EMPTY | key | {"status": status} | facts


LATER = {"edition": "2026", "published_on": "2026-12-10"}
FAN = {"low": 35, "middle": 49, "high": 66}
ROWS = pd.DataFrame(
    [
        row("interval", "rank", 2026, "ahead", **LATER, **FAN, actual=45, hit="yes", crps=5.61),
        row("interval", "rank", 2024, "known", **FAN, actual=70, hit="no", crps=12.0)
        | {"edition": "2024", "published_on": "2024-09-17"},
        row("chance", "rank", 2026, "ahead", **LATER, chance=0.22, hit="no", brier=0.0484),
        row("chance", "score", 2026, "ahead", **LATER, chance=0.66, hit="yes", brier=0.1156),
        row("interval", "rank", 2028),
        row("interval", "rank", 2025),
    ]
)


@pytest.fixture(params=LANGUAGES)
def chapter(request):
    return Chapter("forecast_record", "THA", request.param, "latest", [])


@pytest.fixture
def english():
    return Chapter("forecast_record", "THA", "en", "latest", [])


def test_what_can_be_judged_is_told_and_the_rest_counted(english):
    """One interval held; 0.22 and 0.66 add up to 0.9, their Brier scores have a mean of 0.08."""
    assert record.summary(english, ROWS) == (
        "1 forecasts issued ahead of their figure can be judged by now; what happened lies inside "
        "the 8-in-10 interval in 1 of them (1 were to be expected). 2 chances of targets issued "
        "ahead can be judged: 1 of these targets were met, where the chances add up to 0.9. Their "
        "mean Brier score is 0.08: 0 is perfect, and 0.25 is what one in two would score each "
        "time. 1 more are of figures that were out on the day of issue, or may have been; they "
        "stand apart and prove nothing. 2 forecasts and chances still wait for their figure. 1 of "
        "these are of years that were over when they were issued, so that their figures may have "
        "been out; they will count as ahead only if they came out later."
    )


def test_while_nothing_can_be_judged_that_is_said(english):
    waiting = ROWS[ROWS["status"] == "open"]
    assert record.summary(english, waiting).startswith(
        "No figure has come yet by which an issued forecast could be judged. 2 forecasts"
    )


def test_the_issues_tell_how_many_can_be_judged(english):
    register = issued.register().query("issued_on == '2026-11-25'")
    shown = record.issues(english, register, ROWS).rows
    assert [cells[:5] for cells in shown] == [["25 November 2026", "3", "1", "2", "2026-11-25.csv"]]


def test_forecasts_and_chances_stand_beside_what_happened(english):
    ahead = record.of(ROWS, "ahead", "interval")
    assert record.intervals(english, ahead).rows == [
        [
            "EGDI, rank",
            "2026",
            "25 November 2026",
            "10 December 2026",
            "49",
            "35 – 66",
            "45",
            "yes",
            "5.6",
        ]
    ]
    chances = record.chances(english, record.of(ROWS, "ahead", "chance")).rows
    assert chances[0] == [
        "EGDI: rank 40, 2026",
        "25 November 2026",
        "10 December 2026",
        "22 in 100",
        "missed",
        "0.05",
    ]


def test_what_was_known_is_shown_apart(chapter, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    record.show(chapter, ROWS)
    names = {file.name for file in (tmp_path / "forecast_record").glob("*.csv")}
    assert names == {
        "issued-ahead-interval.csv",
        "issued-ahead-chance.csv",
        "issued-known-interval.csv",
    }
    apart = pd.read_csv(tmp_path / "forecast_record" / "issued-known-interval.csv")
    assert list(apart["year"]) == [2024]
