"""Whether a change is larger than its margin: on the World Bank's own figures."""

import pandas as pd
import pytest

from strategybook import editions
from strategybook.catalogue import matching
from strategybook.chapters import margins
from strategybook.show.exhibits import Chapter

DIMENSIONS = matching("wgi_.*")


def test_the_margin_of_a_change_by_hand():
    """Estimates 0.10 and 0.50 with errors 0.3 and 0.4: 1.645 times the root of 0.09 and 0.16."""
    rows = [
        ("wgi_rule_of_law", "THA", year, measure, value)
        for year, estimate, error in ((2018, 0.10, 0.3), (2021, 0.50, 0.4))
        for measure, value in (("estimate", estimate), ("standard_error", error))
    ]
    table = pd.DataFrame(rows, columns=["indicator", "entity", "year", "measure", "value"])
    row = margins.changes(table, ["wgi_rule_of_law"], "THA", [2018, 2021]).iloc[0]
    assert row["change"] == pytest.approx(0.4)
    assert row["margin"] == pytest.approx(1.645 * 0.5)
    assert not row["beyond"]


def test_no_change_that_the_strategy_prints_is_larger_than_its_margin(printed):
    """Exhibit 4.4.1-T, 2018 to 2021; errors of 0.10 to 0.22 in 2022_wgidataset."""
    moved = margins.changes(printed, DIMENSIONS, "THA", [2018, 2021])
    assert list(moved.index) == DIMENSIONS
    assert not moved["beyond"].any()
    english = Chapter("governance", "THA", "en", "latest", [])
    assert margins.told(english, moved, [2018, 2021]).startswith("Of the 6 estimates none changed")


def test_a_change_beyond_its_margin_is_named(panel):
    """Voice and accountability 2020 to 2023, 2024_wgidataset_long.xlsx: -0.81 to -0.45."""
    moved = margins.changes(editions.select(panel, "latest"), DIMENSIONS, "THA", [2020, 2023])
    assert list(moved.index[moved["beyond"]]) == ["wgi_voice_and_accountability"]
    thai = Chapter("governance", "THA", "th", "latest", [])
    told = margins.told(thai, moved, [2020, 2023])
    assert "2563" in told and "เสรีภาพของประชาชนในการแสดงความคิดเห็น" in told


def test_a_margin_is_as_wide_as_the_publishers_bounds(panel):
    """The published lower bound is the percentile rank of the estimate less 1.645 errors."""
    table = editions.select(panel, "latest")
    of_year = table[(table["indicator"] == "wgi_rule_of_law") & (table["year"] == 2023)]
    wide = of_year.pivot(index="entity", columns="measure", values="value").dropna()
    own = wide.loc["THA"]
    low = own["estimate"] - margins.ERRORS_OF_90_PERCENT * own["standard_error"]
    below = 100 * (wide["estimate"] < low).sum() / (len(wide) - 1)
    assert below == pytest.approx(own["lower"], abs=1)


def test_without_estimates_nothing_is_told(printed):
    moved = margins.changes(printed, DIMENSIONS, "XXX", [2018, 2021])
    english = Chapter("governance", "XXX", "en", "latest", [])
    assert moved.empty
    assert margins.told(english, moved, [2018, 2021]) == ""
