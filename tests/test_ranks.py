"""Ranks: cases worked by hand."""

import math

import pandas as pd
from pandas.testing import assert_series_equal

from strategybook.ranks import competition_rank


def test_ties_share_the_best_place_and_the_next_places_stay_empty():
    scores = pd.Series([0.5, 0.9, 0.7, 0.7, 0.7, 0.1], index=list("abcdef"))
    expected = pd.Series([5.0, 1.0, 2.0, 2.0, 2.0, 6.0], index=list("abcdef"))
    assert_series_equal(competition_rank(scores), expected)


def test_missing_scores_have_no_rank_and_take_no_place():
    scores = pd.Series([math.nan, 0.2, math.nan, 0.4])
    assert_series_equal(competition_rank(scores), pd.Series([math.nan, 2.0, math.nan, 1.0]))


def test_scores_that_differ_in_the_last_digit_do_not_tie():
    assert competition_rank(pd.Series([0.1 + 0.2, 0.3])).tolist() == [1.0, 2.0]


def test_negative_scores_rank_below_positive_ones():
    assert competition_rank(pd.Series([-1.5, 0.0, -0.5])).tolist() == [3.0, 1.0, 2.0]
