"""The funnel of services: the strategy's own numbers, and by property."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategybook import editions, strategy
from strategybook.chapters import funnel, last_strategy
from strategybook.show.exhibits import Chapter

PRINTED = strategy.printed_values().set_index("printed_id")["value"]


@pytest.fixture(scope="module")
def services(panel):
    return last_strategy.services(editions.select(panel, "strategy"), 2022)


def test_the_funnel_has_the_numbers_that_the_strategy_printed(services):
    """3,830 in the manual, 2,420 possible, 1,395 e-services, 207 fully digital; 1,025 left."""
    steps = funnel.steps(services.set_index("indicator")["value"])
    expected = [int(PRINTED[f"3.1-C.0{number}"]) for number in (1, 2, 3, 5)]
    assert [step.number for step in steps] == expected == [3830, 2420, 1395, 207]
    assert steps[2].lost == int(PRINTED["3.1-C.04"]) == 1025
    assert round(steps[2].of_previous, 2) == float(PRINTED["3.1-C.07"]) == 57.64


def test_the_funnel_in_words(services):
    told = last_strategy.funnel_told(Chapter("x", "THA", "en", "latest", []), services)
    for part in ("3,830", "2,420", "1,395", "207", "1,025 are not yet", "57.6 per cent"):
        assert part in told


counts = st.lists(st.integers(1, 10**6), min_size=1, max_size=8).map(
    lambda numbers: sorted(numbers, reverse=True)
)


@given(counts)
def test_shares_lie_between_nothing_and_all_and_multiply(numbers):
    steps = funnel.steps(pd.Series(numbers, index=range(len(numbers)), dtype=float))
    share = 1.0
    for step, number in zip(steps, numbers, strict=True):
        assert 0 < step.of_previous <= 100
        share *= step.of_previous / 100
        assert step.of_first == pytest.approx(100 * share)
        assert step.number == number
    assert sum(step.lost for step in steps) == numbers[0] - numbers[-1]


@pytest.mark.parametrize("numbers", [[5, 6], [5, 0], [5, -1]])
def test_what_is_no_part_of_the_step_before_is_refused(numbers):
    with pytest.raises(ValueError, match="no funnel"):
        funnel.steps(pd.Series(numbers, index=["a", "b"]))


def test_provinces_are_the_one_share_that_print_gives():
    """59 of 76 provinces, by hand 77.6 per cent; target 50 per cent."""
    told = last_strategy.provinces_told(Chapter("x", "THA", "en", "latest", []))
    assert "59 of 76" in told
    assert "77.6 per cent" in told
    assert "50 per cent" in told


def test_the_rank_of_2022_missed_its_target_by_five_places():
    chapter = Chapter("x", "THA", "en", "latest", [])
    assert last_strategy.goal_told(chapter, 55, last_strategy.printed("3.3-C.01"), 2022) == (
        "The target of 2022 (rank 50 or better) was missed by 5 places: rank 55."
    )
    assert "was met: rank 50" in last_strategy.goal_told(chapter, 50, 50, 2022)
