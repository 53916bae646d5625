"""Sentences about data are true: against the strategy's own figures, and by property."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategybook.chapters import dimension_tables, group_charts, sentences
from strategybook.printed_check import check
from strategybook.show.exhibits import Chapter


@pytest.fixture(params=["en", "th"])
def chapter(request):
    return Chapter("egovernment", "THA", request.param, "latest", ["SGP", "MYS"])


def test_egdi_of_2022_as_the_strategy_tells_it(printed):
    """Section 4.2.2: up two places to 55 from 57, third in ASEAN, very high group."""
    chapter = Chapter("egovernment", "THA", "en", "latest", [])
    years = [2020, 2022]
    assert sentences.rank_change(chapter, printed, "egdi", years) == (
        "EGDI: Thailand rose 2 places, from rank 57 in 2020 to rank 55 in 2022 "
        "(193 countries rated)."
    )
    assert sentences.score_change(chapter, printed, "egdi", years) == (
        "The score rose by 0.0095, from 0.7565 to 0.7660."
    )
    assert sentences.place_in_group(chapter, printed, "egdi", 2022) == (
        "In ASEAN, Thailand is in place 3 of the 10 that are rated, behind Singapore (rank 12) "
        "and Malaysia (rank 53)."
    )
    assert "very high group" in sentences.level(chapter, printed, "egdi", 2022)


def test_thai_sentences_have_buddhist_years(printed):
    chapter = Chapter("egovernment", "THA", "th", "latest", [])
    sentence = sentences.rank_change(chapter, printed, "epi", [2020, 2022])
    assert "ดีขึ้น 33 อันดับ จากอันดับที่ 51 ในปี 2563 เป็นอันดับที่ 18 ในปี 2565" in sentence


def test_arrows_of_the_components_as_the_strategy_prints_them(printed):
    """Exhibit 4.2.2-T1: OSI down, TII and HCI up."""
    chapter = Chapter("egovernment", "THA", "en", "latest", [])
    assert sentences.components_moved(chapter, printed, ["osi", "tii", "hci"], [2020, 2022]) == (
        "Higher than in 2020: TII and HCI. Lower than in 2020: OSI."
    )


def test_a_score_that_is_the_same_as_shown_neither_rose_nor_fell(printed):
    """By WJP's edition of 2022 Civil Justice is 0.48 in all of 2020, 2021 and 2022."""
    chapter = Chapter("rule_of_law", "THA", "en", "latest", [])
    factors = ["wjp_7_civil_justice", "wjp_5_order_and_security"]
    rows = dimension_tables.by_year(
        chapter, printed, factors, [2020, 2021, 2022], "score", heading="factor"
    ).rows
    assert rows[0][1:] == ["0.48", "→ 0.48", "→ 0.48", "0.00"]
    assert rows[1][3:] == ["↑ 0.74", "+0.03"]
    assert sentences.components_moved(chapter, printed, factors, [2020, 2022]) == (
        "Higher than in 2020: Order and Security. The same as in 2020: Civil Justice."
    )


def test_one_sentence_tells_how_a_score_lies_to_both_means(printed):
    """Exhibits 4.3.2-C1 and 4.3.2-C2: both scores are below the region's."""
    chapter = Chapter("rule_of_law", "THA", "en", "latest", [])
    peers = ["THA", "SGP", "MYS", "IDN", "VNM", "PHL", "MMR", "KHM"]
    told = group_charts.below_or_above(chapter, printed, "wjp_overall", peers, [2020, 2021, 2022])
    assert told.startswith("Its score of 2022 (0.495) is below the mean of the countries compared")
    assert " and below the mean of East Asia and Pacific" in told
    assert told.count("0.495") == 1


def test_distance_to_the_targets_in_2022(printed):
    """Rank 55 against 40; 0.7660 against 0.82."""
    chapter = Chapter("egovernment", "THA", "en", "latest", [])
    assert sentences.distance_to_target(chapter, printed, "egdi", 2022) == (
        "The rank is 15 places from the target for 2027 (rank 40 or better). "
        "The score is 0.0540 below the target for 2027 (at least 0.82)."
    )


def test_targets_and_checks_are_thailands_alone(panel, printed):
    other = Chapter("egovernment", "VNM", "en", "latest", [])
    assert sentences.distance_to_target(other, printed, "egdi", 2022) == ""
    assert sentences.differences(other, check(panel)) == ""
    assert "Viet Nam" in sentences.check_summary(other, check(panel))


def test_a_country_outside_asean_is_compared_with_its_peers(printed):
    chapter = Chapter("egovernment", "FRA", "en", "latest", ["DEU", "ESP"])
    sentence = sentences.place_in_group(chapter, printed, "egdi", 2022)
    assert sentence.startswith("In the countries compared, France is in place 2 of the 3")


def test_without_data_nothing_is_claimed(printed, chapter):
    unborn = Chapter("egovernment", "SSD", chapter.language, "latest", [])
    assert sentences.score_change(unborn, printed, "egdi", [2005, 2008]) == ""
    assert sentences.level(unborn, printed, "egdi", 2008) == ""
    assert sentences.rank_change(unborn, printed, "egdi", [2005, 2008])


def table(first, last):
    """Return the ranks and scores of Thailand in two surveys."""
    rows = [
        ("osi", "THA", year, measure, value, 193)
        for year, (rank, score) in ((2020, first), (2022, last))
        for measure, value in (("rank", rank), ("score", score))
    ]
    return pd.DataFrame(
        rows, columns=["indicator", "entity", "year", "measure", "value", "economies"]
    ).assign(value=lambda rows: rows["value"].astype(float))


standing = st.tuples(st.integers(1, 193), st.integers(0, 10000).map(lambda score: score / 10000))


@given(standing, standing)
def test_direction_words_agree_with_the_numbers(first, last):
    english = Chapter("egovernment", "THA", "en", "latest", [])
    thai = Chapter("egovernment", "THA", "th", "latest", [])
    data = table(first, last)
    rank, score = (
        (
            tell(english, data, "osi", [2020, 2022]),
            tell(thai, data, "osi", [2020, 2022]),
        )
        for tell in (sentences.rank_change, sentences.score_change)
    )
    assert ("rose" in rank[0], "ดีขึ้น" in rank[1]) == (last[0] < first[0],) * 2
    assert ("fell" in rank[0], "ลดลง" in rank[1]) == (last[0] > first[0],) * 2
    assert ("stayed" in rank[0], "คงที่" in rank[1]) == (last[0] == first[0],) * 2
    assert ("rose" in score[0], "เพิ่มขึ้น" in score[1]) == (last[1] > first[1],) * 2
    assert ("fell" in score[0], "ลดลง" in score[1]) == (last[1] < first[1],) * 2
