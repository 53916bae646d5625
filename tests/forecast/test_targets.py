"""Targets: chances and precedents against counting by hand, and none where data are missing."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategybook import editions, observations, strategy
from strategybook.forecast import issued, singles, tables, targets


def test_precedents_are_counted_by_hand():
    values = np.array(
        [
            [0.50, 0.55, 0.65],  # near 0.5 twice: gains 0.05, then 0.10
            [0.54, 0.70, np.nan],  # near once, gains 0.16
            [0.60, 0.90, 0.95],  # never near
            [np.nan, 0.47, 0.40],  # near once, loses
        ]
    )
    assert targets.precedents(values, 0.5, 0.10, 1, 0.05) == (4, 2)


def test_a_chance_is_the_share_of_draws_that_keep_the_target():
    draws = {
        "score": np.array([[[0.81, 0.82, 0.83, 0.90]]]),
        "rank": np.array([[[41.0, 41.0, 40.0, 30.0]]]),
    }
    one = tables.Outlook("egdi", "naive", 2024, [2026], ["THA"], draws)
    assert targets._chance(one, "score", 2026) == 0.75
    assert targets._chance(one, "rank", 2026) == 0.5
    assert targets._chance(one, "both", 2026) == 0.5


@pytest.mark.parametrize(
    ("held", "every_years", "years"),
    [
        # The UN's surveys as held at the end of 2025, after one more, and after two more.
        ([2020, 2022, 2024], 2, [2026, 2028]),
        ([2022, 2024, 2026], 2, [2026, 2028]),
        ([2024, 2026, 2028], 2, [2026, 2028]),
        # The survey of 2026 was never added, or came a year late.
        ([2022, 2024, 2028], 2, [2026, 2028]),
        ([2022, 2024, 2027], 2, [2027]),
        # IMD ranks every year; OPDC reports when it likes.
        ([2023, 2024, 2025], 1, [2027]),
        ([2024, 2025, 2028], 1, [2027]),
        ([2022], None, [2027]),
        ([], 2, [2027]),
    ],
)
def test_the_last_edition_within_the_strategy_decides(held, every_years, years):
    assert targets.deciding_years(held, every_years) == years


def test_the_strategy_has_these_targets_in_its_order():
    assert [" ".join(row) for row in targets.targets().itertuples(index=False)] == [
        "service_satisfaction percent",
        "egdi rank",
        "egdi score",
        "egdi both",
        "imd_government_efficiency rank",
        "service_transfer_success percent",
        "osi rank",
        "osi score",
        "osi both",
        "digital_services count",
        "central_platform_share percent",
        "structure_reform_success percent",
        "epi score",
        "process_digitalisation_success percent",
        "data_digitalisation_success percent",
        "pmqa4_advanced_share percent",
    ]


@pytest.fixture
def to_2024(panel, monkeypatch):
    """Observations of what has targets in the editions up to 2024, and a register of them."""
    register = editions.editions()
    pinned = register[register["edition"] <= "2024"]
    monkeypatch.setattr(editions, "editions", lambda: pinned)
    wanted = panel["indicator"].isin(targets.targets()["indicator"]) & panel["chosen"]
    return panel[wanted & (panel["edition"] <= "2024")]


@pytest.fixture
def survey_of_2026(to_2024, monkeypatch):
    """Return what is seen once a made UN survey of 2026 is held, with these values of Thailand.

    All other countries keep their values of 2024; a value of None is left out.
    """

    def add(published_on="2026-12-10", **changes):
        row = {"source": "un_egov", "edition": "2026", "published_on": published_on}
        register = pd.concat([editions.editions(), pd.DataFrame([row])])
        monkeypatch.setattr(editions, "editions", lambda: register)
        days = register.set_index(["source", "edition"])["published_on"]
        monkeypatch.setattr(editions, "publication_days", lambda: days)
        made = to_2024[(to_2024["source"] == "un_egov") & (to_2024["year"] == 2024)]
        made = made.assign(edition="2026", year=2026)
        for series, value in changes.items():
            indicator, measure = series.split("_")
            own = (made["entity"] == "THA") & (made["indicator"] == indicator)
            own &= made["measure"] == measure
            made = (
                made[~own] if value is None else made.assign(value=made["value"].mask(own, value))
            )
        rows = targets.table(pd.concat([to_2024, made]), {}, {"latest": {}})
        return rows.set_index(["indicator", "measure", "year"])

    return add


def test_with_the_editions_up_to_2024_every_target_is_open(to_2024):
    rows = targets.table(to_2024, {}, {"latest": {}})
    assert set(rows["status"]) == {"open"}
    reasons = rows.set_index("indicator")["reason"]
    assert reasons["central_platform_share"] == "one_value"
    assert reasons["structure_reform_success"] == "no_values"


def test_the_survey_of_2026_decides_by_hand(survey_of_2026):
    """40 or better and 0.82 or more are asked; the forecasts of 25 November 2026 said 22 and 66."""
    rows = survey_of_2026(egdi_rank=45, egdi_score=0.8451, osi_rank=31, osi_score=0.8312)
    columns = ["status", "value", "by", "said_chance", "said_issue"]
    assert rows.loc[("egdi", "rank", 2026), columns].tolist() == [
        "missed",
        45,
        5,
        0.22,
        "2026-11-25",
    ]
    assert rows.loc[("egdi", "score", 2026), columns].tolist() == [
        "met",
        0.8451,
        -0.0251,
        0.66,
        "2026-11-25",
    ]
    assert rows.loc[("egdi", "both", 2026), "status"] == "missed"
    assert rows.loc[("egdi", "both", 2026), "said_chance"] == 0.22
    assert rows.loc[("osi", "both", 2026), "status"] == "met"
    # The survey of 2024, which is kept here, has EPI at 0.7534.
    assert rows.loc[("epi", "score", 2026), ["status", "by"]].tolist() == ["missed", 0.0666]
    assert set(rows.xs(2028, level="year")["status"]) == {"open"}
    assert set(rows.xs(2027, level="year")["status"]) == {"open"}
    assert set(rows.xs(2026, level="year")["decides"]) == {"yes"}


def test_a_tie_with_the_target_meets_it(survey_of_2026):
    rows = survey_of_2026(egdi_rank=40, egdi_score=0.82)
    of_egdi = rows.loc["egdi"].xs(2026, level="year")
    assert set(of_egdi["status"]) == {"met"}
    assert of_egdi.loc[["rank", "score"], "by"].tolist() == [0, 0]


def test_a_hair_short_of_the_target_misses_it(survey_of_2026):
    rows = survey_of_2026(egdi_rank=41, egdi_score=0.8199)
    assert set(rows.loc["egdi"].xs(2026, level="year")["status"]) == {"missed"}


def test_a_country_that_is_not_in_the_survey_is_undecided(survey_of_2026):
    rows = survey_of_2026(egdi_rank=None, egdi_score=None, epi_score=None)
    for key in [("egdi", "rank"), ("egdi", "both"), ("epi", "score")]:
        row = rows.loc[(*key, 2026)]
        assert [row["status"], row["reason"]] == ["undecided", "not_in_edition"]
        assert pd.isna(row["value"]) and pd.isna(row["said_chance"])
    assert rows.loc[("osi", "rank", 2026), "status"] == "missed"


def test_a_survey_that_was_never_added_leaves_its_targets_undecided(to_2024, monkeypatch):
    later = to_2024[to_2024["year"] == 2024].assign(year=2028, edition="2028")
    later = later[later["source"] == "un_egov"]
    row = {"source": "un_egov", "edition": "2028", "published_on": "2028"}
    register = pd.concat([editions.editions(), pd.DataFrame([row])])
    monkeypatch.setattr(editions, "editions", lambda: register)
    monkeypatch.setattr(targets, "_said", lambda *key: {})
    rows = targets.table(pd.concat([to_2024, later]), {}, {"latest": {}})
    of_rank = rows[(rows["indicator"] == "egdi") & (rows["measure"] == "rank")].set_index("year")
    assert of_rank.loc[2026, ["status", "reason"]].tolist() == ["undecided", "no_edition"]
    assert of_rank.loc[2028, ["status", "decides"]].tolist() == ["missed", "no"]


@pytest.mark.parametrize("published_on", ["2026-11-25", "2026-09-22", "2026-12", "2026"])
def test_only_what_was_issued_before_the_figure_came_was_said_of_it(survey_of_2026, published_on):
    """A year alone may mean its first day, on which nothing had been issued."""
    rows = survey_of_2026(published_on)
    said = rows.loc[("egdi", "rank", 2026), "said_chance"]
    assert pd.isna(said) == (published_on != "2026-12")


def test_of_two_issues_the_newest_before_the_figure_is_told(survey_of_2026, monkeypatch):
    first = issued.chances()
    second = first.assign(issued_on="2026-12-01", value=0.3)
    third = first.assign(issued_on="2026-12-10", value=0.9)
    monkeypatch.setattr(issued, "chances", lambda: pd.concat([first, second, third]))
    row = survey_of_2026("2026-12-10").loc[("egdi", "rank", 2026)]
    assert [row["said_chance"], row["said_issue"]] == [0.3, "2026-12-01"]


@given(st.sampled_from(list(targets.targets().itertuples(index=False))), st.floats(0, 2000))
def test_met_and_missed_agree_with_the_distance_and_the_best_end(target, value):
    """A rank is to fall to its target; every other measure is to rise to it (appendix 1)."""
    indicator, measure = target
    if measure == "both":
        return
    goal = strategy.target(indicator, measure)
    seen = targets.Seen({measure: pd.Series({2026: value})}, [2026], 1)
    found = targets.decision(seen, indicator, measure, 2026)
    better = value <= goal if measure == "rank" else value >= goal
    assert found["status"] == ("met" if better else "missed")
    assert (found["by"] <= 0) == better or abs(value - goal) < 0.0001


def series(values, years, scale="percent"):
    return singles.Series(
        np.array(years), np.array(values, float), np.full(len(values), 67.0), scale
    )


def test_a_short_series_goes_on_unchanged_and_ever_wider():
    satisfaction = series([75.42, 84.75, 84.81, 81.69], [2017, 2019, 2021, 2022])
    drawn = singles.draws(satisfaction, np.array([1, 5]), ("service_satisfaction", "THA"), 1999)
    middle, width = np.median(drawn, axis=1), np.ptp(np.quantile(drawn, [0.1, 0.9], axis=1), axis=0)
    assert middle == pytest.approx([81.69, 81.69], abs=0.5)
    assert width[1] > 1.5 * width[0]
    assert ((drawn > 0) & (drawn < 100)).all()


def test_ranks_of_a_short_series_stay_among_the_economies():
    imd = series([22, 20, 23, 20, 31, 24, 24, 32], range(2018, 2026), "place")
    drawn = singles.draws(imd, np.array([2]), ("imd_government_efficiency", "THA"), 1999)
    assert drawn.min() >= 1 and drawn.max() <= 67
    assert np.median(drawn) == pytest.approx(32, abs=1)
    assert (drawn == np.round(drawn)).all()


def test_a_fit_that_explodes_or_has_too_few_values_is_no_forecast(monkeypatch):
    values = np.array([0.0, 0.1, 0.2, 0.2, 0.3, 0.4, 0.4, 0.5, 0.6])
    assert singles.fitted("theta", values, 2) is not None
    assert singles.fitted("theta", values[:5], 2) is None
    assert singles.fitted("theta", np.zeros(9), 2) is None
    monkeypatch.setitem(singles.FITS, "theta", lambda series, steps: np.array([50.0, 900.0]))
    assert singles.fitted("theta", values, 2) is None


@pytest.fixture(scope="module")
def short(panel):
    wanted = panel[panel["chosen"] & panel["source"].isin(["imd", "opdc", "edelman"])]
    assert set(observations.COLUMNS) <= set(wanted.columns)
    return wanted


def test_the_strategys_authors_see_only_what_they_had(short):
    seen = tables.single_outlook(short, "imd_government_efficiency", 2022)
    # From 2026 on the 80 % interval would cover more than half of the places.
    assert seen.last_year == 2022 and seen.years == [2023, 2024, 2025]
    latest = tables.single_outlook(short, "imd_government_efficiency", 2025)
    assert latest.years == [2026, 2027, 2028]


def test_one_value_carries_no_forecast(short):
    first = tables.single_outlook(short, "pmqa4_advanced_share", 2020)
    assert first is None
