"""The overview: how far each success indicator is, against the strategy's and publishers' print."""

import numpy as np
import pandas as pd
import pytest

from strategybook import editions, observations, paths, strategy
from strategybook.chapters import decisions, forecast_figures, overview
from strategybook.forecast import issued
from strategybook.language import LANGUAGES
from strategybook.show.exhibits import Chapter

# Figures are those of the editions published up to 2025, whatever else is held.
CHAPTER = Chapter("overview", "THA", "en", "2025", [])
TABLE = observations.read(paths.PROCESSED / "observations.csv")
SEEN = editions.select(TABLE, "2025")
ROWS = overview.progress(CHAPTER, SEEN)


def row(indicator, measure):
    found = ROWS[(ROWS["indicator"] == indicator) & (ROWS["measure"] == measure)]
    assert len(found) == 1
    return found.iloc[0]


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
        "On the newest figures, none of the 12 success indicators meets every part of its target; "
        "8 do not yet, and for 4 no figures are published."
    )


def test_a_score_that_is_reached_says_so_and_a_rank_counts_downwards():
    table = overview.scoreboard(CHAPTER, ROWS)
    cells = {cells[0]: cells[1:] for cells in table.rows}
    assert cells["2 EGDI (score)"][:-1] == ["0.7660", "0.8351 (2024)", "0.82", "reached"]
    assert cells["2 EGDI (rank)"][:-1] == ["55", "52 (2024)", "40", "12"]
    assert cells["8 Structure reform (per cent)"] == ["–", "no data", "100", "–", "–"]


def test_ages_and_dates_follow_the_editions_held_and_never_the_clock():
    ages = overview.freshness(CHAPTER, SEEN).set_index("source")
    assert set(ages.index) == {"un_egov", "wgi", "wjp", "imd", "edelman", "opdc"}
    # The UN surveys every two years; the newest edition of any source up to then is of 2025.
    columns = ["latest_year", "published", "age", "out", "next"]
    assert list(ages.loc["un_egov", columns]) == [2024, 2024, 1, "", "2026"]
    # The World Bank's edition of 2024 ends with 2023.
    assert list(ages.loc["wgi", columns]) == [2023, 2024, 2, "", "2025"]
    assert ages.loc["opdc", "next"] == ""


def test_an_edition_that_is_out_but_not_held_is_named(monkeypatch):
    """With what was held at the end of 2025; Edelman's edition of 2026 came out in January."""
    latest = Chapter("overview", "THA", "en", "latest", [])
    days = pd.read_csv(paths.RAW / "publication_days.csv", dtype=str)
    stated = days.set_index(["source", "edition"])["published_on"]
    held = editions.editions().set_index(["source", "edition"])["published_on"]
    known = stated.combine_first(held[held.str[:4] <= "2025"])
    monkeypatch.setattr(editions, "publication_days", lambda: known)
    first = issued.register().iloc[:1]  # of 25 November 2026
    monkeypatch.setattr(issued, "register", lambda: first)
    ages = overview.freshness(latest, SEEN).set_index("source")
    assert list(ages.loc["edelman", ["latest_year", "age", "out", "next"]]) == [
        2025,
        1,
        "2026",
        "2027",
    ]
    shown = overview.freshness_table(latest, ages.reset_index())
    assert "2026" in next(row for row in shown.rows if row[0].startswith("Edelman"))


def test_a_target_moves_from_short_to_reached_with_the_figure():
    raised = SEEN.copy()
    own = (raised["indicator"] == "epi") & (raised["entity"] == "THA") & (raised["year"] == 2024)
    raised.loc[own & (raised["measure"] == "score"), "value"] = 0.82
    rows = overview.progress(CHAPTER, raised)
    changed = rows[["indicator", "measure"]][
        rows["latest"].ne(ROWS["latest"]) & rows["latest"].notna()
    ]
    assert changed.to_numpy().tolist() == [["epi", "score"]]
    assert "1 of 12 success indicators meet every part" in overview.summary(CHAPTER, rows)


LATEST = Chapter("overview", "THA", "en", "latest", [])


@pytest.fixture
def targets(monkeypatch):
    """Set some of the targets as given; all others are open, with their chances left out."""

    def put(**changes):
        table = pd.read_csv(paths.PROCESSED / "targets.csv", keep_default_na=False)
        table = table[table["as_of"] == "latest"].assign(
            status="open", reason="", chance=np.nan, value=np.nan, by=np.nan, said_chance=np.nan
        )
        for name, values in changes.items():
            indicator, measure, year = name.split("__")
            mine = (table["indicator"] == indicator) & (table["measure"] == measure)
            table.loc[mine & (table["year"] == int(year)), list(values)] = list(values.values())
        monkeypatch.setattr(forecast_figures, "targets", lambda as_of: table)
        return overview.progress(LATEST, SEEN)

    return put


def test_a_chance_on_weak_evidence_is_marked(targets):
    """One short series of Thailand's alone, against a panel of all countries."""
    rows = targets(
        egdi__rank__2026={"chance": 0.22, "evidence": "panel"},
        imd_government_efficiency__rank__2027={"chance": 0.13, "evidence": "one series"},
    )
    cells = {row[0]: row[-1] for row in overview.scoreboard(LATEST, rows).rows}
    assert cells["2 EGDI (rank)"] == "22 %"
    assert cells["3 Government Efficiency (rank)"] == "13 %*"
    assert cells["5 OSI (rank)"] == "–"


MISSED = {"status": "missed", "value": 45, "by": 5, "said_chance": 0.22}
MET = {"status": "met", "value": 0.8451, "by": -0.0251, "said_chance": 0.66}


def test_a_decided_target_tells_how_and_what_was_said_before(targets):
    rows = targets(egdi__rank__2026=MISSED, egdi__score__2026=MET)
    table = overview.scoreboard(LATEST, rows)
    cells = {row[0]: row[-2:] for row in table.rows}
    assert cells["2 EGDI (rank)"] == ["missed by 5 places (2026)", "22 % before"]
    assert cells["2 EGDI (score)"] == ["met (2026)", "66 % before"]
    assert cells["5 OSI (rank)"][0] == "22"  # 62nd in 2024, where 40th is asked
    assert table.header[-2] == "Outcome or still to go"


def test_an_indicator_meets_its_target_only_if_it_meets_every_part(targets):
    rows = targets(
        egdi__rank__2026=MISSED,
        egdi__score__2026=MET,
        epi__score__2026=MET,
        osi__rank__2026={"status": "undecided", "reason": "not_in_edition"},
        osi__score__2026=MET,
    )
    assert overview.summary(LATEST, rows) == (
        "Of the 12 success indicators, 1 met every part of their target, 1 missed it, 1 cannot be "
        "decided and 5 are open (0 of these meet it on the newest figures); for 4 no figures are "
        "published. Met: EPI. Missed: EGDI. Undecided, since the figure is missing: OSI."
    )


def test_a_strategy_that_is_over_is_told_in_the_past_tense(targets, monkeypatch):
    rows = targets(egdi__rank__2026=MISSED, egdi__score__2026=MET, epi__score__2026=MET)
    monkeypatch.setattr(strategy, "is_over", lambda as_of: True)
    assert overview.summary(LATEST, rows).startswith(
        "The strategy ended in 2027. Of its 12 success indicators 1 met every part of their "
        "target, 1 missed it and 6 could not be decided; for 4 no figures were published."
    )
    cells = {row[0]: row[-2] for row in overview.scoreboard(LATEST, rows).rows}
    assert cells["5 OSI (rank)"] == "undecided"
    assert cells["8 Structure reform (per cent)"] == "–"
    assert decisions.next_to_decide(LATEST) == ""
    assert "became of their targets" in overview.caption(LATEST, "overview")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phase_of_the_strategy_has_its_words(targets, monkeypatch, language):
    chapter = Chapter("overview", "THA", language, "latest", [])
    told = []
    for over, changes in ((False, {}), (False, {"epi__score__2026": MET}), (True, {})):
        monkeypatch.setattr(strategy, "is_over", lambda as_of, over=over: over)
        rows = targets(**changes)
        parts = [overview.caption(chapter, key) for key in ("overview", "overview_trends")]
        told += [*parts, overview.summary(chapter, rows)]
        assert overview.trends_described(chapter, rows)
    assert len(set(told)) == len(told)


def test_which_editions_decide_follows_from_the_targets(targets):
    targets()
    calendar = decisions.calendar(LATEST)
    assert calendar[["year", "source", "indicators"]].to_numpy().tolist() == [
        [2026, "un_egov", "egdi osi epi"],
        [2027, "imd", "imd_government_efficiency"],
        [
            2027,
            "opdc",
            "service_satisfaction digital_services central_platform_share pmqa4_advanced_share",
        ],
    ]


def test_the_next_editions_to_decide_are_named_while_they_are_awaited(targets, monkeypatch):
    targets()
    monkeypatch.setattr(editions, "visible", lambda as_of: pd.DataFrame(columns=["source", "ed"]))
    monkeypatch.setattr(strategy, "is_over", lambda as_of: False)
    assert decisions.next_to_decide(LATEST) == (
        "Next to decide on targets: United Nations E-Government Survey 2026 (EGDI; OSI; EPI)."
    )
