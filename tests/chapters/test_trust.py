"""Trust: gaps, margins and what is told of them, against Edelman's own figures and by property."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategybook import strategy
from strategybook.chapters import sentences, trust
from strategybook.observations import pick
from strategybook.show.exhibits import Chapter


@pytest.fixture
def chapter():
    return Chapter("trust", "THA", "en", "latest", ["SGP", "MYS"])


def test_the_gaps_of_2023_that_edelman_and_others_state(printed):
    """Thailand 71-56 (the strategy), Mexico 24, South Africa 40, China -5, Saudi Arabia -10."""
    gaps = trust.gaps(printed, 2023)["gap"]
    stated = {"THA": 15, "MEX": 24, "ZAF": 40, "USA": 13, "CHN": -5, "SAU": -10, "SGP": -14}
    assert {market: gaps[market] for market in stated} == stated
    assert list(gaps) == sorted(gaps, reverse=True)


def test_a_market_with_one_figure_alone_is_not_drawn_but_named(chapter, latest, printed):
    assert not {"KOR", "ESP", "BRA", "COL"} & set(trust.gaps(printed, 2023).index)
    told = trust.lacking(chapter, latest, 2023)
    assert "Only one of the two figures is held of Brazil, Colombia, Republic of Korea" in told
    assert "Neither is held of Australia, Canada, France" in told


def test_every_market_that_edelman_surveyed_is_drawn_or_named(latest, printed):
    """The strategy prints 28 countries (4.4.2-P.07)."""
    values = strategy.printed_values().set_index("printed_id")["value"]
    assert len(trust.markets(latest)) == int(values["4.4.2-P.07"])
    assert set(trust.gaps(printed, 2023).index) <= {*trust.markets(latest), "EDELM"}


def test_samples_are_as_edelman_states_them():
    """Its reports of 2022 (36,000+, 1,150 each, +/-2.9) and 2023 (32,000+, 2.5 to 3.0)."""
    samples = trust.samples()
    assert samples.loc[2022, ["respondents", "sample_least", "margin_most"]].tolist() == [
        36000,
        1150,
        2.9,
    ]
    assert samples.loc[2023, ["respondents", "margin_least", "margin_most"]].tolist() == [
        32000,
        2.5,
        3.0,
    ]


def test_a_margin_is_that_of_the_smallest_sample_asked():
    """At 95 per cent a share's margin is at most 98 / sqrt(n) percentage points."""
    for _, row in trust.samples().iterrows():
        assert row["margin_most"] == pytest.approx(98 / row["sample_least"] ** 0.5, abs=0.05)


def test_the_strategy_prints_the_respondents_of_the_year_before(chapter):
    assert (
        "the strategy prints 36,000, recomputed it is 32,000: "
        "36,000 is the number given in the edition of 2022."
    ) in sentences.differences(chapter, chapter.printed_check("4.4.2-P"))


def test_the_fall_of_four_points_is_within_what_chance_explains(chapter, printed):
    """Margins of 2.9 and 3.0 make one of 4.2 for a difference."""
    told = trust.against_chance(chapter, printed, trust.INSTITUTIONS, [2022, 2023])
    assert told.startswith("Small enough to be chance between two samples of this size")
    assert "Trust in government" in told
    assert trust.is_beyond_margin(-4.3, [2022, 2023]) is True
    assert trust.is_beyond_margin(-4, [2022, 2025]) is None


@given(
    st.dictionaries(
        st.sampled_from(["THA", "SGP", "MYS", "CHN", "EDELM"]),
        st.tuples(st.integers(0, 100), st.integers(0, 100)),
        min_size=1,
    )
)
def test_a_gap_is_business_less_government_and_the_widest_is_first(pairs):
    table = pd.DataFrame(
        [
            (indicator, market, 2023, "percent", float(value), "primary publisher")
            for market, values in pairs.items()
            for indicator, value in zip((trust.BUSINESS, trust.GOVERNMENT), values, strict=True)
        ],
        columns=["indicator", "entity", "year", "measure", "value", "confidence"],
    )
    gaps = trust.gaps(table, 2023)
    assert dict(gaps["gap"]) == {market: one - two for market, (one, two) in pairs.items()}
    assert gaps["gap"].is_monotonic_decreasing
    assert len(trust.figures_of_gaps(table, [2023])) == 2 * len(pairs)


def test_a_country_that_edelman_does_not_survey_gets_no_claim(latest):
    chapter = Chapter("trust", "VNM", "th", "latest", ["THA"])
    assert trust.gap(chapter, latest, 2023) == "เวียดนาม: ไม่มีตัวเลขคู่นี้ของปี 2566"
    assert pick(latest, trust.GOVERNMENT, ["VNM"]).empty
