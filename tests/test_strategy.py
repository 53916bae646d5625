"""The strategy's own registers: what they say is what the strategy printed."""

import re

import pytest

from strategybook import strategy
from strategybook.language import LANGUAGES, words

INDICATORS = strategy.success_indicators()
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def numbers(text: str) -> set[str]:
    return {found.replace(",", "") for found in NUMBER.findall(text.replace("PMQA 4.0", ""))}


def printed(*exhibits: str) -> set[str]:
    table = strategy.printed_values()
    return set(table.loc[table["exhibit"].isin(exhibits), "value"])


def test_there_are_twelve_success_indicators_in_their_order_with_their_names():
    assert list(INDICATORS["number"]) == [str(number) for number in range(1, 13)]
    assert list(INDICATORS["exhibit"]) == [f"A1.{number}" for number in range(1, 13)]
    counts = INDICATORS["list_exhibit"].value_counts()
    assert dict(counts) == {"6-K": 3, "6.1-K": 4, "6.2-K": 2, "6.3-K": 3}
    for indicator in INDICATORS.index:
        assert all(words(f"indicator.{indicator}", language) for language in LANGUAGES)


@pytest.mark.parametrize("indicator", INDICATORS.index)
def test_baseline_and_target_hold_the_numbers_that_the_strategy_printed(indicator):
    row = INDICATORS.loc[indicator]
    # The number of fully digital services stands in section 3 alone.
    baselines = printed(row["exhibit"]) | printed("3.1-C") | {"2024"}
    targets = printed(row["list_exhibit"])
    assert numbers(row["baseline_en"]) <= baselines
    assert numbers(row["target_en"]) <= targets
    assert numbers(row["target_en"]) == numbers(row["target_th"])
    assert numbers(row["baseline_en"]) == {
        {"2567": "2024"}.get(number, number) for number in numbers(row["baseline_th"])
    }


@pytest.mark.parametrize("indicator", INDICATORS.index)
def test_each_target_measure_is_among_the_measures(indicator):
    table = strategy.printed_values()
    mine = table[(table["exhibit"] == "A1-T") & (table["indicator"] == indicator)]
    targeted = set(mine.loc[mine["role"] == "target", "measure"])
    assert targeted
    assert targeted <= set(INDICATORS.loc[indicator, "measures"].split())
