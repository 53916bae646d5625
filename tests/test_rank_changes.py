"""Why a rank moved: worked out by hand, and by brute force on the publishers' figures."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategybook import editions, paths, rank_changes
from strategybook.rank_changes import PARTS, explain, spans
from strategybook.readers.wgi import percentile_rank


def scores(**values):
    return pd.Series(values, dtype=float)


def test_a_rank_that_rose_because_others_fell():
    """B and C fall behind A, whose score stays: both of its places come from the others."""
    row = explain(scores(A=5, B=6, C=7, D=1), scores(A=5, B=4, C=4, D=1), "rank").loc["A"]
    assert (row["first"], row["last"]) == (3, 1)
    assert (row["if_others_stood_still"], row["if_it_stood_still"]) == (3, 1)
    assert (row["own_score"], row["other_scores"]) == (0, 2)


def test_a_rank_that_rose_by_its_own_score():
    row = explain(scores(A=5, B=6, C=7), scores(A=8, B=6, C=7), "rank").loc["A"]
    assert (row["own_score"], row["other_scores"]) == (2, 0)
    assert (row["if_others_stood_still"], row["if_it_stood_still"]) == (1, 3)


def test_parts_are_the_mean_of_both_orders():
    """A from 5 to 7, B from 6 to 6.5, C from 7.5 to 5.5.

    Own score first: A passes B, 3 to 2; then C falls behind, 2 to 1. Others first: C falls to
    5.5, still above 5: no place; then A passes B and C, 3 to 1. So 1 or 2 places are its own:
    1.5, and half a place the others'.
    """
    row = explain(scores(A=5, B=6, C=7.5), scores(A=7, B=6.5, C=5.5), "rank").loc["A"]
    assert (row["if_others_stood_still"], row["if_it_stood_still"]) == (2, 3)
    assert (row["own_score"], row["other_scores"]) == (1.5, 0.5)


def test_who_came_and_who_left_are_counted_apart():
    """L, ahead, is no longer rated: one place up; N and M come in ahead: two places down."""
    row = explain(scores(A=5, L=9, Z=1), scores(A=5, N=8, M=8, Z=1), "rank").loc["A"]
    assert (row["first"], row["last"]) == (2, 3)
    assert (row["left"], row["entered"]) == (1, -2)
    assert (row["own_score"], row["other_scores"]) == (0, 0)


def test_equal_scores_share_the_best_place():
    row = explain(scores(A=5, B=6, C=7), scores(A=6, B=6, C=6), "rank").loc["A"]
    assert row["last"] == 1


def test_a_percentile_rank_in_points():
    """Of four others two are below, then three: 50 to 75, by the own estimate alone."""
    before, after = (scores(A=own, B=1, C=2, D=4, E=6) for own in (3, 5))
    row = explain(before, after, "percentile_rank").loc["A"]
    assert (row["first"], row["last"], row["own_score"]) == (50, 75, 25)
    assert row["other_scores"] == 0


some_scores = st.dictionaries(
    st.sampled_from("ABCDEFGH"), st.integers(0, 6).map(float), min_size=2
).map(pd.Series)


@given(some_scores, some_scores, st.sampled_from(["rank", "percentile_rank"]))
def test_the_parts_add_up_to_the_change(before, after, measure):
    stayed = before.index.intersection(after.index)
    if measure == "percentile_rank" and len(stayed) < 2:
        return
    table = explain(before, after, measure)
    change = (table["last"] - table["first"]) * rank_changes.BETTER[measure]
    parts = table[["own_score", "other_scores", "entered", "left"]].sum(axis=1)
    assert list(table.index) == list(stayed)
    assert ((change - parts).abs() < 1e-9).all()


def test_spans_are_each_year_with_the_next_and_runs():
    assert spans([2018, 2019, 2020, 2021], 3) == [
        (2018, 2019),
        (2018, 2020),
        (2019, 2020),
        (2019, 2021),
        (2020, 2021),
    ]
    assert spans([2020, 2022], 2) == [(2020, 2022)]
    assert spans([2020], 2) == []


@pytest.fixture(scope="module")
def changes(panel):
    return rank_changes.of_the_book(panel)


def of(table, indicator, first, last, entity="THA", edition=None):
    """Return one change of rank."""
    keep = (table["indicator"] == indicator) & (table["entity"] == entity)
    keep &= (table["first_year"] == first) & (table["last_year"] == last)
    if edition:
        keep &= table["edition"] == edition
    (_, row), *others = table[keep].iterrows()
    assert not others
    return row


def test_e_participation_rose_33_places_because_most_states_fell(changes, panel):
    """Section 4.3.1 prints 51 and 18; the score rose by 0.0103, from 0.7738 to 0.7841."""
    row = of(changes, "epi", 2020, 2022)
    assert (row["first"], row["last"]) == (51, 18)
    assert row["if_others_stood_still"] == 51
    assert row["if_it_stood_still"] == 20
    assert (row["own_score"], row["other_scores"]) == (1, 32)
    epi = panel[(panel["indicator"] == "epi") & (panel["measure"] == "score") & panel["chosen"]]
    both = epi[epi["entity"] != "WLD"].pivot(index="entity", columns="year", values="value")
    own = both.loc["THA"]
    assert (own[2020], own[2022], round(own[2022] - own[2020], 4)) == (0.7738, 0.7841, 0.0103)
    assert (both[2022] < both[2020]).sum() > 193 / 2


def test_newly_rated_countries_cost_seven_places_in_the_rule_of_law(changes):
    """128 countries in 2020, 140 in 2022: seven of the twelve that came in stand ahead."""
    row = of(changes, "wjp_overall", 2020, 2022, edition="2022")
    assert (row["first"], row["last"], row["entered"], row["left"]) == (71, 80, -7, 0)


def swapped(before, after, entity, ranked):
    """Return a country's rank with its new score among old ones, and its old among new ones."""
    stayed = before.index.intersection(after.index)
    old, new = before[stayed].copy(), after[stayed].copy()
    old[entity], new[entity] = after[entity], before[entity]
    return ranked(old)[entity], ranked(new)[entity]


CASES = [
    ("un_egov", ["egdi", "epi", "hci", "osi", "tii"], "score", "latest"),
    ("wjp", ["wjp_overall", "wjp_3_open_government"], "score", "strategy"),
    ("wgi", ["wgi_rule_of_law", "wgi_political_stability"], "estimate", "latest"),
]


@pytest.mark.parametrize(("source", "indicators", "score", "as_of"), CASES)
@pytest.mark.parametrize("entity", ["THA", "VNM"])
def test_by_brute_force_the_ranks_if_one_side_stood_still(
    changes, panel, source, indicators, score, as_of, entity
):
    """Swap the score, rank everyone again, and look."""
    seen = editions.select(panel, as_of)
    ranked = percentile_rank if source == "wgi" else competition
    for indicator in indicators:
        own = seen[(seen["indicator"] == indicator) & (seen["measure"] == score)]
        wide = own[~own["entity"].isin(["WLD", "EAP"])].pivot(
            index="entity", columns="year", values="value"
        )
        edition = own["edition"].iloc[0] if source != "un_egov" else None
        for first, last in pairwise([year for year in wide if year >= 2016]):
            row = of(changes, indicator, first, last, entity, edition)
            alone, without = swapped(wide[first].dropna(), wide[last].dropna(), entity, ranked)
            assert row["if_others_stood_still"] == pytest.approx(alone), (indicator, first)
            assert row["if_it_stood_still"] == pytest.approx(without), (indicator, first)


def competition(values):
    """Return ranks by counting, one by one, who is ahead."""
    return pd.Series({one: 1 + sum(values > own) for one, own in values.items()})


def test_ranks_shown_are_the_books_and_parts_add_up(changes, panel):
    chosen = panel[panel["chosen"]].set_index(
        ["edition", "indicator", "entity", "year", "measure"]
    )["value"]
    for row in changes.itertuples():
        key = (row.edition, row.indicator, row.entity, row.last_year, row.measure)
        assert row.last == chosen[key], key
    change = changes["last"] - changes["first"]
    better = changes["measure"].map(rank_changes.BETTER)
    assert (change * better - changes[PARTS].sum(axis=1)).abs().max() < 1e-6


def test_ranks_of_scores_finer_than_printed_leave_a_place_over(panel):
    """In 2020 the UN ranks Hungary one place below a rank of the scores that it prints."""
    row = of(rank_changes.changes(editions.select(panel, "latest")), "egdi", 2018, 2020, "HUN")
    assert row["unrounded"] == -1


def test_ties_are_counted(changes):
    """Thailand, Serbia and Iceland have an OSI of 0.7941 each in EGOV_DATA_2020.csv."""
    assert of(changes, "osi", 2018, 2020)["tied_last"] == 2


@pytest.mark.as_held
def test_the_committed_table_is_what_data_give(panel_as_held, tmp_path):
    rank_changes.write(rank_changes.of_the_book(panel_as_held), tmp_path / "again.csv")
    committed = paths.PROCESSED / "rank_changes.csv"
    assert (tmp_path / "again.csv").read_bytes() == committed.read_bytes()
    assert rank_changes.read(committed)[PARTS].notna().all(axis=None)
