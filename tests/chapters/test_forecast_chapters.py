"""What the chapters on forecasts say and draw, on real figures and on made-up ones."""

import numpy as np
import pandas as pd
import pytest

from strategybook import paths
from strategybook.chapters import (
    decisions,
    forecast_charts,
    forecast_figures,
    forecast_sections,
    forecast_sentences,
    forecast_tables,
)
from strategybook.forecast import issued
from strategybook.parameters import ASEAN_PEERS
from strategybook.show.exhibits import Chapter


@pytest.fixture(params=["en", "th"])
def chapter(request):
    return Chapter("forecasts", "THA", request.param, "latest", list(ASEAN_PEERS))


@pytest.fixture
def english():
    return Chapter("forecasts", "THA", "en", "latest", list(ASEAN_PEERS))


@pytest.fixture(scope="module")
def observed():
    return Chapter("forecasts", "THA", "en", "latest", list(ASEAN_PEERS)).observations("latest")


def test_no_chance_is_told_as_nought_or_certain(english):
    say = forecast_sentences.chance_in_words
    assert [say(english, chance) for chance in (0.0, 0.004, 0.29, 1.0)] == [
        "under 1 in 100",
        "under 1 in 100",
        "29 in 100",
        "over 99 in 100",
    ]


def test_only_the_first_survey_still_to_come_is_told(english):
    """Seen from the editions that the strategy's authors had, which are never added to."""
    told = forecast_sentences.chance(english, forecast_figures.targets("strategy"), "egdi")
    assert "in 2026" in told and "2028" not in told
    assert told.count("The chance") == 3


def test_once_a_survey_has_decided_the_chance_of_the_next_one_is_told(english):
    targets = forecast_figures.targets("strategy")
    decided = targets["year"] == 2026
    targets.loc[decided, ["status", "chance", "starts"]] = ["met", np.nan, ""]
    told = forecast_sentences.chance(english, targets, "egdi")
    assert "in 2028" in told and "2026" not in told
    shown = targets[forecast_sentences.is_shown(targets)]
    assert set(shown.loc[shown["indicator"] == "egdi", "year"]) == {2028}
    assert set(shown.loc[shown["indicator"] == "service_satisfaction", "year"]) == {2027}


def test_a_forecast_from_one_short_series_says_that_it_is_weak(chapter):
    targets = forecast_figures.targets("strategy")
    weak = {"en": "weak", "th": "มีน้อย"}[chapter.language]
    assert weak in forecast_sentences.chance(chapter, targets, "service_satisfaction")
    assert weak not in forecast_sentences.chance(chapter, targets, "egdi")


def test_a_short_series_is_not_said_to_be_proved(english):
    ahead = forecast_figures.forecasts("latest")
    told = {
        name: forecast_sentences.method(english, ahead, name)
        for name in ("epi", "tii", "egdi", "service_satisfaction")
    }
    assert "too few figures" in told["service_satisfaction"]
    assert "place" in told["epi"]
    assert "whole world" in told["tii"]
    assert "component" in told["egdi"]


def test_a_fan_too_wide_to_say_anything_is_left_out_and_the_page_says_why(chapter):
    """Four figures of PMQA rose from 12 to 72 per cent."""
    ahead, targets = forecast_figures.forecasts("latest"), forecast_figures.targets("latest")
    assert "pmqa4_advanced_share" not in set(ahead["indicator"])
    told = forecast_sentences.no_forecast(chapter, targets, "pmqa4_advanced_share")
    assert "80" in told and {"en": "half", "th": "ครึ่ง"}[chapter.language] in told


@pytest.mark.parametrize("as_of", ["latest", "strategy"])
def test_every_target_of_the_strategy_is_decided_or_has_a_chance_or_a_reason(as_of):
    targets = forecast_figures.targets(as_of)
    named = {*targets["indicator"]}
    assert len(named) == 12  # the strategy's twelve success indicators, of which A1-T has one each
    is_open = targets["status"] == "open"
    assert ((targets["reason"] != "") == targets["chance"].isna())[is_open].all()
    assert targets.loc[~is_open, "chance"].isna().all()


def test_as_of_a_year_only_what_was_decided_by_then_is_told(tmp_path, monkeypatch):
    """Made: a table of targets as it stands once the survey of 2026 is held."""
    written = pd.read_csv(paths.PROCESSED / "targets.csv")
    of_2026 = (written["as_of"] == "latest") & (written["year"] == 2026)
    written.loc[of_2026, ["status", "value", "chance"]] = ["missed", 45.0, np.nan]
    written.to_csv(tmp_path / "targets.csv", index=False)
    monkeypatch.setattr(paths, "PROCESSED", tmp_path)
    later, earlier = forecast_figures.targets("2026"), forecast_figures.targets("2025")
    assert set(later.loc[later["year"] == 2026, "status"]) == {"missed"}
    assert set(earlier["status"]) == {"open"} and earlier["value"].isna().all()
    assert later["chance"].isna().all() and earlier["chance"].isna().all()


def test_what_happened_since_the_strategy_is_judged_by_the_figures_of_the_un(observed):
    """The survey of 2024 put Thailand 52nd with a score of 0.8351."""
    then = forecast_figures.forecasts("strategy")
    scored = issued.scored(then[then["entity"] == "THA"], observed)
    of_egdi = scored[scored["indicator"] == "egdi"].set_index("measure")
    assert of_egdi.loc["rank", "actual"] == 52
    assert of_egdi.loc["score", "actual"] == 0.8351
    assert set(of_egdi["year"]) == {2024}
    assert not (scored["year"] > observed["year"].max()).any()


def test_thai_pages_have_buddhist_years(observed):
    thai = Chapter("forecasts", "THA", "th", "latest", list(ASEAN_PEERS))
    told = forecast_sentences.outlook(
        thai, forecast_figures.forecasts("latest"), "egdi", "rank", 2026
    )
    assert "2569" in told and "2026" not in told


def test_a_fan_shows_history_target_bands_and_what_came_later(english, observed):
    then = forecast_figures.forecasts("strategy")
    old = observed[observed["year"] <= 2022]
    figure = forecast_charts.fans(english, old, then, [("egdi", "rank")], later=observed)
    axis = figure.axes[0]
    assert len(axis.collections) == 3
    low, high = axis.get_ylim()
    assert low > high  # a rank of one is best, and on top
    texts = [text.get_text() for text in axis.texts]
    assert {"19 in 20", "8 in 10", "5 in 10"} <= set(texts)
    points = [line for line in axis.lines if line.get_marker() == "D"]
    assert [(x, y) for x, y in zip(*points[0].get_data(), strict=True)] == [(2024, 52)]
    assert any(set(line.get_ydata()) == {40} for line in axis.lines)


def test_labels_at_the_edge_stay_apart():
    figure = forecast_charts.new_figure(2)[0]
    axis = figure.axes[0]
    axis.set_ylim(0, 1)
    heights = forecast_charts._spread(axis, [0.9, 0.89, 0.88, 0.2])
    assert np.diff(heights).max() <= -0.1 + 1e-12
    assert heights[0] == 0.9 and heights[-1] == 0.2


def made_backtest():
    rows = [
        {
            "indicator": "egdi",
            "measure": "score",
            "method": method,
            "origin": origin,
            "horizon": horizon,
            "n": n,
            "mae": mae,
        }
        for origin, horizon, n, unchanged, ours in (
            (2012, 1, 100, 0.04, 0.02),
            (2014, 1, 300, 0.02, 0.02),
            (2012, 2, 100, 0.08, 0.02),
        )
        for method, mae in (("naive", unchanged), ("chosen", ours))
    ]
    return pd.DataFrame(rows)


def test_a_ratio_weighs_all_countries():
    one_step = made_backtest().query("horizon == 1")
    ratio = forecast_figures.pooled_ratios(one_step)["chosen"]
    assert ratio == pytest.approx((100 * 0.02 + 300 * 0.02) / (100 * 0.04 + 300 * 0.02))


def test_the_range_of_a_ratio_comes_from_whole_surveys():
    """With one survey there is nothing to draw anew; with two the ratio moves between them."""
    one_step = made_backtest().query("horizon == 1")
    low, high = forecast_figures.ratio_range(one_step.query("origin == 2012"), "chosen")
    assert (low, high) == (0.5, 0.5)
    low, high = forecast_figures.ratio_range(one_step, "chosen")
    assert (low, high) == (0.5, 1.0)


def test_forecasts_that_overlap_are_drawn_together():
    """Of errors that turn with each survey, two that follow each other are as good as all."""
    rows = [
        made_backtest().iloc[0].to_dict()
        | {"origin": origin, "horizon": 2, "method": method, "n": 1, "mae": mae}
        for origin in range(2000, 2016, 2)
        for method, mae in (("naive", 1.0), ("chosen", 0.5 + origin // 2 % 2))
    ]
    alone = pd.DataFrame(rows).assign(horizon=1)
    assert forecast_figures.ratio_range(pd.DataFrame(rows), "chosen") == (1.0, 1.0)
    assert forecast_figures.ratio_range(alone, "chosen")[1] > 1.1


def test_the_horizon_that_decides_is_told(english):
    """Of the UN the next survey decides; the WGI's next years are years ahead of 2027."""
    found = forecast_figures.deciding_horizons()
    assert found["egdi"] == 1
    assert found["wgi_rule_of_law"] > 1
    rows = forecast_figures.at_horizon(forecast_figures.backtest())
    assert set(rows.loc[rows["indicator"] == "egdi", "horizon"]) == {1}
    assert "estimate" not in set(rows["measure"])


def test_what_was_gained_is_that_of_the_survey_that_decides(english):
    """Others measured 9 per cent for the score of EGDI, 1 to 15 if surveys are resampled."""
    backtest = forecast_figures.backtest()
    told = forecast_sentences.gain(english, backtest, "egdi", "score")
    assert "one survey ahead erred 9 per cent less" in told and ": 1 to 15)" in told
    told = forecast_sentences.gain(english, backtest, "hci", "score")
    assert "as much as no change" in told
    listed = forecast_sentences.gained(english, forecast_figures.at_horizon(backtest))
    assert "EGDI, score 9 (1 to 15)" in listed


def made_told(reached, starts, chance, middle, **record):
    """Return a chance of a rank of 40 from 52 with its base rate and its record."""
    key = {"indicator": "egdi", "measure": "rank", "year": 2026}
    row = key | {"chance": chance, "starts": str(starts), "reached": str(reached)}
    targets = pd.DataFrame([row | {"gain": 12.0, "last_value": 52.0}])
    ahead = pd.DataFrame([key | {"entity": "THA", "quantile": 0.5, "value": middle}])
    said = key | {"said": 0.17, "happened": 0.1, "low": 0.12, "high": 0.23, "cases": 126}
    records = pd.DataFrame([said | record])
    told = forecast_sections.Told(pd.DataFrame(), ahead, targets, pd.DataFrame(), records)
    return told, targets.iloc[0]


def test_a_chance_beside_its_base_rate_comes_with_the_reasons(english):
    told = forecast_sentences.reliability(english, *made_told(26, 231, 0.25, 50.0))
    assert "25 in 100, is higher than that share, 11 in 100" in told
    assert "17 in 100 on average already" in told and "2 places better" in told
    assert "only 10 per cent of 126 cases" in told and "probably too high" in told
    told = forecast_sentences.reliability(english, *made_told(26, 231, 0.13, 52.0, happened=0.15))
    assert "is close to that share" in told and "agrees with them" in told
    told = forecast_sentences.reliability(english, *made_told(80, 100, 0.6, 60.0, said=0.79))
    assert "is lower than that share, 80 in 100" in told and "8 places worse" in told


def test_chances_that_came_true_too_often_are_told(chapter):
    told = forecast_sentences.reliability(chapter, *made_told(26, 231, 0.2, 52.0, happened=0.3))
    assert {"en": "probably too low", "th": "น่าจะต่ำเกินไป"}[chapter.language] in told


def test_editions_of_the_time_that_are_not_held_are_named(chapter):
    """The oldest WGI held is that of 2021, the oldest WJP that of 2020; both tell of 2020."""
    found = forecast_figures.editions_then().set_index("source")
    assert found["edition"].to_dict() == {"wgi": "2021", "wjp": "2020"}
    assert found["year"].to_dict() == {"wgi": 2020, "wjp": 2020}
    told = forecast_sentences.editions_then(chapter, found.reset_index())
    assert {"en": "before 2020", "th": "2563"}[chapter.language] in told


def test_the_coverage_of_each_survey_has_its_break_marked(english):
    """TII held 44 per cent of states in 2020, when it rose for nearly every state."""
    covered = forecast_figures.by_survey(forecast_figures.backtest())
    row = next(one for one in forecast_tables.by_survey(english, covered).rows if one[0] == "TII")
    by_year = dict(zip(sorted(covered["year"].unique()), row[1:], strict=True))
    assert by_year[2020].endswith("*") and int(by_year[2020][:-1]) < 60
    assert not by_year[2014].endswith("*")


def test_breaks_of_a_short_series_are_told(chapter):
    told = forecast_sentences.short_breaks(chapter, "service_satisfaction")
    assert {"en": "2022: Questions were added", "th": "ปี 2565 เพิ่มข้อคำถาม"}[chapter.language] in told
    assert forecast_sentences.short_breaks(chapter, "imd_government_efficiency") == ""


def test_the_trend_line_is_told_as_the_backtest_measured_it(english):
    lines = {("egdi", "score"): 0.9, ("osi", "score"): 1.2, ("hci", "score"): 2.44}
    told = forecast_sentences.trend_line(english, pd.DataFrame({"straight_line": lines}))
    assert "on 2 of 3 series" in told and "on HCI, score its error was 2.4 times" in told


def made_ranges(*rows):
    """Return coverage of the UN's scores: indicator, level, coverage, low, high in per cent."""
    table = pd.DataFrame(rows, columns=["indicator", "level", "coverage", "low", "high"])
    shares = table[["coverage", "low", "high"]] / 100
    return table.assign(measure="score", surveys=6, **shares)


NEAR_OSI, SLIGHT_TII = ("osi", 80, 83, 65, 89), ("tii", 95, 91, 92.5, 98)
CHANCE_HCI, WRONG_EPI = ("hci", 50, 58.4, 24, 80), ("epi", 80, 94.6, 70, 88)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [NEAR_OSI, ("egdi", 50, 48.4, 37, 60)],
            "All 2 figures of the table lie within 5 percentage points of what the intervals "
            "claim.",
        ),
        (
            # In binary 55 less 50 is a little more than 5.
            [NEAR_OSI, ("egdi", 50, 55, 37, 60)],
            "All 2 figures of the table lie within 5 percentage points of what the intervals "
            "claim.",
        ),
        (
            [NEAR_OSI, CHANCE_HCI],
            "Of the 2 figures of the table, within 5 percentage points of what the intervals "
            "claim: 1. The others lie further away, but inside their range, so chance alone may "
            "explain them: HCI, score (58.4 where 50 is claimed).",
        ),
        (
            [CHANCE_HCI, WRONG_EPI],
            "Of the 2 figures of the table, within 5 percentage points of what the intervals "
            "claim: 0. Further away, but inside their range, so chance alone may explain them: "
            "HCI, score (58.4 where 50 is claimed). Further away, and outside the range of 19 in "
            "20 replays, so that chance hardly explains them: EPI, score (94.6 where 80 is "
            "claimed).",
        ),
        (
            [WRONG_EPI, NEAR_OSI],
            "Of the 2 figures of the table, within 5 percentage points of what the intervals "
            "claim: 1. Further away, and outside the range of 19 in 20 replays, so that chance "
            "hardly explains them: EPI, score (94.6 where 80 is claimed).",
        ),
        (
            [NEAR_OSI, SLIGHT_TII],
            "All 2 figures of the table lie within 5 percentage points of what the intervals "
            "claim. Of the figures within 5 percentage points, this many lie outside their range "
            "before rounding, by 1.5 percentage points at most: 1. About one figure in twenty "
            "would do so by chance.",
        ),
    ],
)
def test_whether_chance_explains_the_coverage_is_told(english, rows, told):
    assert forecast_sentences.coverage(english, made_ranges(*rows)) == told


def test_every_case_of_coverage_is_told_in_thai():
    thai = Chapter("forecasts", "THA", "th", "latest", list(ASEAN_PEERS))
    rows = [NEAR_OSI, SLIGHT_TII, CHANCE_HCI, WRONG_EPI]
    told = forecast_sentences.coverage(thai, made_ranges(*rows))
    assert "4 ค่า มี 2 ค่า" in told
    order = ["ร้อยละ 58.4 (ควรเป็นร้อยละ 50)", "ร้อยละ 94.6 (ควรเป็นร้อยละ 80)", "ไม่เกิน 1.5 จุดร้อยละ"]
    places = [told.index(one) for one in order]
    assert places == sorted(places)


def test_each_coverage_has_its_range_beside_it(english):
    ranges = made_ranges(
        ("osi", 50, 60.6, 33.4, 64.2), ("osi", 80, 86.2, 64.2, 89.3), ("osi", 95, 96.3, 89.6, 97.5)
    )
    assert forecast_tables.coverage(english, ranges).rows == [
        ["OSI, score", "61 (33–64)", "86 (64–89)", "96 (90–98)"]
    ]


def test_the_tables_have_a_row_for_every_target(chapter):
    targets = forecast_figures.targets("latest")
    given = forecast_tables.chances(chapter, targets)
    missing = forecast_tables.without(chapter, targets)
    decided = decisions.table(chapter, targets)
    assert len(given.rows) + len(missing.rows) + len(decided.rows) == len(targets)
    assert all(all(row) for row in missing.rows)


def test_the_written_forecasts_keep_their_order_and_bounds():
    table = forecast_figures.forecasts("latest")
    keys = ["indicator", "entity", "measure", "year"]
    assert not table.duplicated([*keys, "quantile"]).any()
    rises = table.sort_values([*keys, "quantile"]).groupby(keys)["value"].diff().dropna()
    assert (rises >= 0).all()
    scores = table[table["measure"] == "score"]
    assert scores["value"].between(0, 1).all()
    assert table["year"].max() == 2028
