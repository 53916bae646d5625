"""Courses in words: IMD's ranks with their number of economies, and distances to targets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategybook import strategy
from strategybook.chapters import course_charts, course_sentences, imd
from strategybook.show.exhibits import Chapter


@pytest.fixture
def chapter():
    return Chapter("imd", "THA", "en", "latest", ["SGP", "MYS", "VNM"])


def test_the_overall_rank_of_2022_as_the_strategy_tells_it(chapter, printed):
    """Section 4.1: rank 33 of 63, down 5; IMD ranked 64 economies in 2021."""
    assert course_sentences.place_change(chapter, printed, imd.OVERALL, [2021, 2022]) == (
        "IMD overall: Thailand fell 5 places, from rank 28 of 64 in 2021 to rank 33 of 63 in 2022."
    )
    told = course_sentences.economies_change(chapter, printed, imd.OVERALL)
    assert "2020: 63, 2021: 64, 2022: 63" in told


def test_ranks_of_2025_are_out_of_sixty_nine(latest):
    """Bangkok Post, June 2025: 30th of 69, from 25th of 67; Government Efficiency 32nd."""
    chapter = Chapter("imd", "THA", "th", "latest", [])
    told = course_sentences.place_change(chapter, latest, imd.OVERALL, [2024, 2025])
    assert "ลดลง 5 อันดับ จากอันดับที่ 25 (ใน 67" in told
    assert "เป็นอันดับที่ 30 (ใน 69 เขตเศรษฐกิจ) ในปี 2568" in told


def test_sub_factors_that_were_not_found_are_named(chapter, printed):
    told = course_sentences.points_not_held(chapter, printed, imd.SUB_FACTORS, [2021, 2022], "rank")
    assert "Societal framework (2021, 2022)" in told
    assert "Institutional framework (2021)" in told
    assert "Public finance" not in told


def test_countries_that_imd_does_not_rank_are_named(chapter, latest):
    told = course_sentences.without_figures(
        chapter, latest, imd.OVERALL, ["THA", "SGP", "MYS", "VNM", "LAO"], 2025
    )
    assert told == "IMD overall 2025: no figure is held of Lao PDR and Viet Nam."


@pytest.mark.parametrize(
    ("indicator", "words"),
    [
        ("egdi", "rank 52 (2024), 12 places from the target of 2027 (rank 40 or better)"),
        ("egdi", "0.8351 (2024), which meets the target of 2027 (at least 0.82)"),
        ("imd_government_efficiency", "rank 32 (2025), 12 places from"),
        ("osi", "0.7611 (2024), 0.0589 below"),
        ("epi", "0.7534 (2024), 0.0666 below"),
        ("service_satisfaction", "81.69 per cent (2022), 8.31 percentage points below"),
        ("digital_services", "207 (2022), 1,245 short of the target of 2027 (1,452)"),
        ("central_platform_share", "9 per cent (2022), 26 percentage points below"),
        ("pmqa4_advanced_share", "72 per cent (2022), 13 percentage points below"),
        ("process_digitalisation_success", "No value is held"),
        ("data_digitalisation_success", "No value is held"),
    ],
)
def test_the_distance_left_worked_out_by_hand(chapter, latest, indicator, words):
    assert words in course_sentences.standing(chapter, latest, indicator)


def test_every_success_indicator_has_a_standing(chapter, latest):
    for indicator in strategy.success_indicators().index:
        assert course_sentences.standing(chapter, latest, indicator)


@given(st.integers(1, 300), st.integers(1, 300))
def test_a_rank_is_short_of_its_target_just_when_it_is_larger(rank, target):
    short = strategy.distance(rank, target, "rank")
    assert (short > 0) == (rank > target)
    assert strategy.distance(rank, target, "percent") == -short


@given(st.lists(st.floats(1, 70), max_size=12).map(sorted), st.floats(0.5, 5))
def test_names_at_the_ends_of_lines_keep_their_order_and_a_gap(places, gap):
    moved = course_charts.spread(places, gap)
    assert len(moved) == len(places)
    for first, second in zip(moved, moved[1:], strict=False):
        assert second - first >= gap - 1e-9
    apart = all(two - one >= gap for one, two in zip(places, places[1:], strict=False))
    if apart:
        assert moved == pytest.approx(places)


def test_imds_chart_of_the_first_country_shows_rank_1_and_no_better(latest):
    """By IMD Switzerland is first in 2022, its only rank here, so that the axis is all about 1."""
    switzerland = Chapter("imd", "CHE", "en", "latest", ["THA"])
    figure = imd.two_years(switzerland, latest, [imd.GOVERNMENT], [2022, 2025])
    axis = figure.axes[0]
    assert axis.xaxis_inverted()
    assert list(axis.get_xticks()) == [1]
