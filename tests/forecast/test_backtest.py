"""The backtest: nothing is known early, scores are right, coverage is what it says."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
import scoringrules

from strategybook.forecast import backtest, intervals, panels


@pytest.fixture(scope="module")
def un_records(all_panels):
    return {
        name: backtest.record(all_panels, name) for name in ("egdi", "osi", "tii", "hci", "epi")
    }


def ratios(record, method):
    """Return errors of all origins together, relative to no change, by surveys ahead."""
    rows = pd.DataFrame(backtest.scores(record))
    rows = rows[rows["measure"] == "score"]
    total = (rows["mae"] * rows["n"]).groupby([rows["horizon"], rows["method"]]).sum().unstack()
    return (total[method] / total["naive"]).to_numpy()


@pytest.mark.parametrize(
    ("indicator", "bar"),
    [
        # Measured by others on the same surveys, origins from the sixth survey.
        ("egdi", [0.95, 0.91, 0.87]),
        ("tii", [0.81, 0.68, 0.60]),
        ("osi", [1.00, 1.01, 1.00]),
        ("epi", [1.02, 1.06, 1.07]),
        ("hci", [1.00, 1.00, 1.00]),
    ],
)
def test_the_shrunken_drift_of_the_world_does_as_others_measured(un_records, indicator, bar):
    found = ratios(un_records[indicator], "shrunken_world_drift")
    assert found == pytest.approx(bar, abs=0.012)


def test_the_rule_beats_the_bar_where_the_world_moves_and_costs_nothing_elsewhere(un_records):
    for indicator in ("egdi", "tii"):
        bar = ratios(un_records[indicator], "shrunken_world_drift")
        assert ratios(un_records[indicator], "chosen").mean() < bar.mean()
    for indicator in ("osi", "hci", "epi"):
        assert ratios(un_records[indicator], "chosen").max() <= 1.0


def test_the_usual_trend_line_is_worse_than_no_change(un_records):
    for indicator in ("osi", "hci", "epi"):
        assert ratios(un_records[indicator], "straight_line").min() > 1


def spoilt(panel, first):
    """Return a panel whose values from a survey on are nonsense."""
    editions = [values.copy() for values in panel.editions]
    for values in editions:
        values[:, first:] = np.random.default_rng(0).random(values[:, first:].shape)
    return dataclasses.replace(panel, editions=editions)


UN = ("egdi", "osi", "tii", "hci", "epi")


@pytest.mark.parametrize("indicator", ["egdi", "epi"])
@pytest.mark.parametrize("origin", [4, 8, 10])
def test_a_changed_future_changes_no_earlier_forecast(all_panels, indicator, origin):
    other = all_panels | {name: spoilt(all_panels[name], origin + 1) for name in UN}
    here, there = (backtest.record(panels, indicator) for panels in (all_panels, other))
    assert here.picks[: origin + 1] == there.picks[: origin + 1]
    for name, forecasts in here.forecasts.items():
        np.testing.assert_array_equal(forecasts[: origin + 1], there.forecasts[name][: origin + 1])
        assert not np.array_equal(
            forecasts[origin + 1 :], there.forecasts[name][origin + 1 :], equal_nan=True
        )
    drawn = [backtest.simulate(record, "chosen", origin, 199) for record in (here, there)]
    np.testing.assert_array_equal(*drawn)


def test_an_edition_is_not_known_before_it_came_out(panel, all_panels):
    """The world bank restates all years: in 2021 only the edition of 2022 was known."""
    wgi = all_panels["wgi_regulatory_quality"]
    row, column = wgi.entities.index("THA"), wgi.years.index(2018)
    stated = panel[
        (panel["indicator"] == "wgi_regulatory_quality")
        & (panel["entity"] == "THA")
        & (panel["year"] == 2018)
        & (panel["measure"] == "estimate")
    ].set_index("edition")["value"]
    for year, edition in ((2020, "2021"), (2021, "2022"), (2022, "2023"), (2023, "2024")):
        known = wgi.known(wgi.years.index(year))
        assert known[row, column] == stated[edition]
    assert stated["2021"] != stated["2024"]


def test_scores_are_those_of_scoringrules_and_of_plain_formulas():
    random = np.random.default_rng(5)
    actual = random.normal(size=30)
    draws = random.normal(size=(30, 1999))
    found = backtest.spread_scores(actual, draws)
    assert found["crps"] == pytest.approx(
        scoringrules.crps_ensemble(actual, draws).mean(), rel=0.03
    )
    low, high = (np.sort(draws, axis=1)[:, place] for place in (199, 1799))
    inside = (low <= actual) & (actual <= high)
    assert found["coverage_80"] == inside.mean()
    below, above = np.maximum(low - actual, 0), np.maximum(actual - high, 0)
    assert found["interval_score"] == pytest.approx((high - low + 10 * (below + above)).mean())


def test_errors_are_plain_means(un_records):
    record = un_records["tii"]
    row = next(
        one
        for one in backtest.scores(record)
        if (one["method"], one["measure"], one["origin"], one["horizon"])
        == ("drift", "score", 2016, 2)
    )
    panel = record.panel
    errors = []
    for country in range(len(panel.entities)):
        values = panel.editions[0][country]
        odds = [np.log(v / (1 - v)) for v in np.clip(values, 0.005, 0.995)]
        first = next(survey for survey, odd in enumerate(odds) if not np.isnan(odd))
        step = (odds[7] - odds[first]) / (7 - first)
        errors.append(abs(1 / (1 + np.exp(-(odds[7] + 2 * step))) - values[9]))
    assert panel.years[7] == 2016
    assert row["mae"] == pytest.approx(np.mean(errors), rel=1e-6)


def test_intervals_of_a_simulated_world_cover_what_they_say(simulate, make_panel):
    """Known drift, a shock common to each survey and own steps: coverage is nominal."""
    rows = []
    for seed in range(12):
        panel = make_panel(simulate(0.15, 0.15, 0.3, surveys=16, seed=seed), ranked_as="")
        record = backtest.record({"made": panel}, "made", ("naive",))
        rows += [row for row in backtest.scores(record) if row["method"] == "chosen"]
    table = pd.DataFrame(rows).mean(numeric_only=True)
    assert table["coverage_50"] == pytest.approx(0.50, abs=0.05)
    assert table["coverage_80"] == pytest.approx(0.80, abs=0.05)
    assert table["coverage_95"] == pytest.approx(0.95, abs=0.05)


def test_few_surveys_with_a_common_shock_prove_little(simulate, make_panel):
    """Right intervals miss their mark by chance, and far more so where all are surprised together.

    Simulated worlds with as many surveys as the UN's, shocks as large as the own steps, or none.
    """
    apart = {}
    for world in (0.0, 0.2):
        covered = []
        for seed in range(40):
            panel = make_panel(simulate(0.0, world, 0.2, surveys=12, seed=seed), ranked_as="")
            rows = backtest.scores(backtest.record({"made": panel}, "made", ("naive",)))
            covered.append(np.mean([row["coverage_80"] for row in rows]))
        assert np.mean(covered) == pytest.approx(0.80, abs=0.05)
        apart[world] = np.std(covered)
    assert apart[0.0] < 0.03
    assert apart[0.2] > 0.05


@pytest.mark.parametrize("indicator", ["wjp_overall", "wjp_3_open_government"])
def test_intervals_narrow_as_the_errors_of_an_index_do(all_panels, indicator):
    """The WJP's scores moved less and less from survey to survey."""
    record = backtest.record(all_panels, indicator, ("naive",))
    rows = pd.DataFrame(backtest.scores(record)).query("method == 'chosen' and measure == 'score'")
    covered = rows[["coverage_50", "coverage_80", "coverage_95"]].mean().to_numpy()
    assert covered == pytest.approx([0.5, 0.8, 0.95], abs=0.05)


def test_a_common_shock_makes_intervals_wider(simulate, make_panel):
    widths = []
    for world in (0.0, 0.5):
        panel = make_panel(simulate(0.0, world, 0.2, seed=3))
        record = backtest.record({"made": panel}, "made", ("naive",))
        found = intervals.quantiles(backtest.simulate(record, "naive", 12, 1999))
        widths.append((found[-4] - found[3]).mean())
    assert widths[1] > 1.5 * widths[0]


def test_a_new_country_moves_no_others_draws(all_panels):
    """Random numbers belong to a country, not to its place in the table."""
    osi = all_panels["osi"]
    errors = intervals.Errors(np.array([0.1, -0.2]), [np.arange(5.0)], [np.arange(5.0) / 10])
    forecast = np.linspace(0, 1, len(osi.entities))[:, None]
    key = ("osi", 2024)
    before = intervals.draws(forecast, errors, key, osi.entities, 199)
    wider = intervals.draws(
        np.vstack([[[0.5]], forecast]), errors, key, ["AAA", *osi.entities], 199
    )
    np.testing.assert_array_equal(wider[:, 1:], before)
    other = intervals.draws(forecast, errors, ("osi", 2022), osi.entities, 199)
    assert not np.array_equal(other, before)


def test_the_year_of_a_survey_to_come(all_panels):
    egdi, wgi = all_panels["egdi"], all_panels["wgi_rule_of_law"]
    assert [egdi.year_ahead(egdi.origin(2024), step) for step in (1, 2)] == [2026, 2028]
    assert egdi.year_ahead(egdi.origin(2022), 1) == 2024
    assert wgi.year_ahead(wgi.origin(2023), 5) == 2028
    assert isinstance(egdi, panels.Panel)


def test_the_middle_of_no_change_is_the_last_value(all_panels):
    """Also where countries of a level were once mostly too low or too high."""
    record = backtest.record(all_panels, "hci", ("naive",))
    origin = record.panel.years.index(2022)
    drawn = backtest.simulate(record, "naive", origin, 1999)
    middle = np.median(drawn[:, :, :], axis=2).T
    apart = np.abs(middle - record.forecasts["naive"][origin])
    assert np.nanmedian(apart) < 0.02
    assert np.nanmax(apart) < 0.1
