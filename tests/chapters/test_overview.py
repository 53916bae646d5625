"""The overview: how far each success indicator is, against the strategy's and publishers' print."""

import pandas as pd
import pytest

from strategybook import editions, observations, paths
from strategybook.chapters import overview
from strategybook.show.exhibits import Chapter

CHAPTER = Chapter("overview", "THA", "en", "latest", [])
TABLE = observations.read(paths.PROCESSED / "observations.csv")
ROWS = overview.progress(CHAPTER, editions.select(TABLE, "latest"))


def row(indicator, measure):
    found = ROWS[(ROWS["indicator"] == indicator) & (ROWS["measure"] == measure)]
    assert len(found) == 1
    return found.iloc[0]


def chance_of(indicator, measure):
    """Return the chance that the table of targets has for the survey of 2026, in per cent."""
    table = pd.read_csv(paths.PROCESSED / "targets.csv")
    rows = table[(table["as_of"] == "latest") & (table["year"] == 2026)]
    rows = rows[(rows["indicator"] == indicator) & (rows["measure"] == measure)]
    return f"{100 * rows['chance'].item():.0f} %"


@pytest.mark.parametrize(
    ("indicator", "measure", "baseline", "latest", "target", "distance"),
    [
        # Baselines and targets as the strategy prints them; EGOV_DATA_2024.csv has EGDI 52nd with
        # 0.8351 and EPI 0.7534; IMD ranks Thailand 32nd in government efficiency in 2025.
        ("egdi", "rank", 55, 52, 40, 12),
        ("egdi", "score", 0.7660, 0.8351, 0.82, -0.0151),
        ("epi", "score", 0.7841, 0.7534, 0.82, 0.0666),
        ("imd_government_efficiency", "rank", 31, 32, 20, 12),
        ("service_satisfaction", "percent", 81.69, 81.69, 90, 8.31),
        ("digital_services", "count", 207, 207, 1452, 1245),
    ],
)
def test_each_target_has_baseline_latest_value_and_distance(
    indicator, measure, baseline, latest, target, distance
):
    found = row(indicator, measure)
    assert found["target"] == target
    shown = [found["baseline"], found["latest"], found["distance"]]
    assert shown == pytest.approx([baseline, latest, distance], abs=0.00006)


def test_the_twelve_indicators_have_fourteen_targets_and_four_have_no_figures():
    assert len(ROWS) == 14
    assert ROWS["indicator"].nunique() == 12
    without = ROWS[ROWS["latest"].isna()]
    assert list(without["number"]) == ["4", "8", "10", "11"]
    assert overview.summary(CHAPTER, ROWS) == (
        "On the newest figures, 0 of 12 success indicators meet every part of their target and 8 "
        "do not yet; for 4 no figures are published."
    )


def test_a_score_that_is_reached_says_so_and_a_rank_counts_downwards():
    table = overview.scoreboard(CHAPTER, ROWS)
    cells = {cells[0]: cells[1:] for cells in table.rows}
    assert cells["2 EGDI (score)"] == [
        "0.7660",
        "0.8351 (2024)",
        "0.82",
        "reached",
        chance_of("egdi", "score"),
    ]
    assert cells["2 EGDI (rank)"] == ["55", "52 (2024)", "40", "12", chance_of("egdi", "rank")]
    assert cells["8 Structure reform (per cent)"] == ["–", "no data", "100", "–", "–"]


def test_ages_and_dates_follow_the_editions_held_and_never_the_clock():
    ages = overview.freshness(CHAPTER, ROWS).set_index("source")
    # The UN surveys every two years; the newest edition of any source held is of 2025.
    assert list(ages.loc["un_egov", ["latest_year", "published", "age", "next"]]) == [
        2024,
        2024,
        1,
        "2026",
    ]
    assert ages.loc["opdc", "next"] == ""


def test_a_target_moves_from_short_to_reached_with_the_figure():
    raised = editions.select(TABLE, "latest").copy()
    own = (raised["indicator"] == "epi") & (raised["entity"] == "THA") & (raised["year"] == 2024)
    raised.loc[own & (raised["measure"] == "score"), "value"] = 0.82
    rows = overview.progress(CHAPTER, raised)
    changed = rows[["indicator", "measure"]][
        rows["latest"].ne(ROWS["latest"]) & rows["latest"].notna()
    ]
    assert changed.to_numpy().tolist() == [["epi", "score"]]
    assert "1 of 12 success indicators meet every part" in overview.summary(CHAPTER, rows)


def test_a_chance_on_weak_evidence_is_marked():
    """One short series of Thailand's alone, against a panel of all countries."""
    shown = {row[0]: row[-1] for row in overview.scoreboard(CHAPTER, ROWS).rows}
    marked = {name for name, chance in shown.items() if chance.endswith("*")}
    assert {name.split()[0] for name in marked} == {"1", "3"}
