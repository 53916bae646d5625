"""The record: which issued forecasts count as ahead, and how they are judged."""

import hashlib

import numpy as np
import pandas as pd
import pytest

from strategybook import editions, paths
from strategybook.forecast import issued, record

LEVELS = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)


@pytest.fixture
def first_issue(monkeypatch):
    """What was issued on 25 November 2026, and nothing else."""
    only = issued.register().query("issued_on == '2026-11-25'")
    assert len(only) == 1
    monkeypatch.setattr(issued, "register", lambda: only)


@pytest.fixture
def judged(panel, first_issue, monkeypatch):
    """Return the record once a made edition is held: figures by indicator, measure and year."""
    register = editions.editions()
    days = register.set_index(["source", "edition"])["published_on"]
    pinned = panel[panel["chosen"] & (panel["entity"] == "THA") & (panel["edition"] <= "2025")]

    def judge(source, edition, published_on, figures, known=()):
        dates = {(source, edition): published_on} | dict(known)
        monkeypatch.setattr(
            editions, "publication_days", lambda: pd.concat([days, pd.Series(dates)])
        )
        rows = [
            {"indicator": key[0], "measure": key[1], "year": key[2], "value": value}
            for key, value in figures.items()
        ]
        made = pd.DataFrame(rows, columns=["indicator", "measure", "year", "value"])
        made = made.assign(source=source, edition=edition, entity="THA", chosen=True)
        found = record.table(pd.concat([pinned, made]))
        return found.set_index(["kind", "indicator", "measure", "year"]).sort_index()

    return judge


SURVEY = {
    ("egdi", "rank", 2026): 45,
    ("egdi", "score", 2026): 0.8451,
    ("osi", "rank", 2026): 40,
    ("osi", "score", 2026): 0.82,
}


def test_a_survey_published_after_the_issue_is_judged_as_ahead(judged):
    """What was issued of EGDI for 2026 stands in the file, which never changes."""
    found = judged("un_egov", "2026", "2026-12-10", SURVEY)
    told = pd.read_csv(paths.ISSUED / "2026-11-25.csv")
    told = told[(told["indicator"] == "egdi") & (told["year"] == 2026)]
    quantiles = told[told["measure"] == "rank"].set_index("quantile")["value"].dropna()
    rank = found.loc[("interval", "egdi", "rank", 2026)]
    assert rank["status"] == "ahead"
    assert rank[["low", "middle", "high"]].tolist() == quantiles[[0.1, 0.5, 0.9]].tolist()
    assert rank[["actual", "hit"]].tolist() == [45, "yes"]
    # The chance of rank 40 or better was 0.22 and it was missed; of a score of 0.82 it was 0.66.
    chances = found.loc["chance"].loc["egdi"].xs(2026, level="year")
    assert chances["hit"].to_dict() == {"both": "no", "rank": "no", "score": "yes"}
    assert chances["brier"].to_dict() == pytest.approx(
        {"both": 0.22**2, "rank": 0.22**2, "score": 0.34**2}
    )
    assert set(chances["status"]) == {"ahead"}
    # Just what is asked meets a target; the chance of both had been 0.10.
    ties = found.loc["chance"].loc["osi"].xs(2026, level="year")
    assert set(ties["hit"]) == {"yes"}
    assert ties.loc["both", "brier"] == pytest.approx(0.9**2)


@pytest.mark.parametrize("published_on", ["2026-09-22", "2026-11-25", "2026-11", "2026"])
def test_a_survey_that_was_out_or_may_have_been_is_not_ahead(judged, published_on):
    found = judged("un_egov", "2026", published_on, SURVEY)
    row = found.loc[("interval", "egdi", "rank", 2026)]
    assert [row["status"], row["actual"], row["published_on"]] == ["known", 45, published_on]
    assert not (found["status"] == "ahead").any()


@pytest.mark.parametrize("published_on", ["2026-11-26", "2026-12", "2027"])
def test_a_month_or_year_counts_if_all_of_it_lies_after_the_issue(judged, published_on):
    found = judged("un_egov", "2026", published_on, SURVEY)
    assert found.loc[("chance", "egdi", "score", 2026), "status"] == "ahead"


def test_what_no_figure_is_held_for_is_open(judged):
    found = judged("un_egov", "2026", "2026-12-10", {})
    assert set(found["status"]) == {"open"}
    assert found[["actual", "crps", "brier"]].isna().all(axis=None)
    assert set(found["hit"]) == {""}
    assert (found["published_on"].fillna("") == "").all()


def test_of_rank_and_score_together_nothing_is_said_while_one_is_missing(judged):
    found = judged("un_egov", "2026", "2026-12-10", {("egdi", "rank", 2026): 45})
    assert found.loc[("chance", "egdi", "rank", 2026), "hit"] == "no"
    assert found.loc[("chance", "egdi", "both", 2026), "status"] == "open"


ESTIMATES = {
    ("wgi_rule_of_law", "percentile_rank", 2024): 55.0,
    ("wgi_rule_of_law", "percentile_rank", 2025): 56.0,
}


def test_a_year_that_an_edition_not_held_stated_first_is_not_ahead(judged):
    """The edition of 2025 stated 2024 and came out in 2025; it was never added, that of 2026 was.

    An edition of the World Bank ends with the year before it, as those held do.
    """
    known = {("wgi", "2025"): "2025-10"}
    found = judged("wgi", "2026", "2026-12-01", ESTIMATES, known)
    of_law = found.loc["interval"].loc["wgi_rule_of_law"].loc["percentile_rank"]
    assert of_law.loc[2024, ["status", "edition"]].tolist() == ["known", "2025"]
    assert of_law.loc[2025, ["status", "edition"]].tolist() == ["ahead", "2026"]


def test_a_figure_revised_later_is_judged_as_it_first_came_out(panel):
    """The World Bank put Thailand's Regulatory Quality of 2021 elsewhere in 2022 and in 2024."""
    pinned = panel[panel["edition"] <= "2024"]
    first = record.first_figures(pinned).loc[("wgi_regulatory_quality", "percentile_rank", 2021)]
    own = pinned[(pinned["indicator"] == "wgi_regulatory_quality") & (pinned["year"] == 2021)]
    own = own[(own["entity"] == "THA") & (own["measure"] == "percentile_rank")]
    by_edition = own.set_index("edition")["value"]
    assert by_edition["2022"] != by_edition["2024"]
    assert [first["value"], first["edition"]] == [by_edition["2022"], "2022"]


def test_crps_of_a_point_forecast_is_its_error():
    levels = np.array(LEVELS)
    assert record.crps(levels, np.full(7, 50.0), 45.0) == pytest.approx(5)
    assert record.crps(levels, np.full(7, 50.0), 57.0) == pytest.approx(7)
    assert record.crps(levels, np.full(7, 50.0), 50.0) == 0


def test_crps_is_near_that_of_the_normal_distribution():
    """At nought it is 2 / sqrt(2 pi) - 1 / sqrt(pi) = 0.2337, at two 1.4528 (Gneiting and Raftery
    2007, equation 21)."""
    values = np.array([-1.95996, -1.28155, -0.67449, 0, 0.67449, 1.28155, 1.95996])
    assert record.crps(np.array(LEVELS), values, 0.0) == pytest.approx(0.2337, abs=0.01)
    assert record.crps(np.array(LEVELS), values, 2.0) == pytest.approx(1.4528, abs=0.02)


def test_judging_never_changes_what_was_issued(judged):
    before = {file: file.read_bytes() for file in paths.ISSUED.glob("*.csv")}
    judged("un_egov", "2026", "2026-12-10", SURVEY)
    assert {file: file.read_bytes() for file in paths.ISSUED.glob("*.csv")} == before
    digest = hashlib.sha256(before[paths.ISSUED / "2026-11-25.csv"]).hexdigest()
    assert digest == "dff1048e4664086217f8fc453b64b8800794424ce1a08928adaac8a5caba7994"


def test_every_issued_row_is_in_the_record_once(judged):
    found = judged("un_egov", "2026", "2026-12-10", SURVEY)
    told = pd.read_csv(paths.ISSUED / "2026-11-25.csv")
    series = told[told["kind"] == "quantile"].drop_duplicates(["indicator", "measure", "year"])
    assert len(found) == len(series) + (told["kind"] == "chance").sum()
    assert not found.index.duplicated().any()
