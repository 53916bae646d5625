"""Margins of error of estimates."""

import pytest

from strategybook.margins import error_within, margin_of_change


def test_an_error_follows_from_the_bounds_of_90_percent():
    """0.30 with an error of 0.20 has the bounds 0.30 -+ 1.645 * 0.20."""
    assert error_within(-0.029, 0.629) == pytest.approx(0.20)


def test_the_margin_of_a_change_adds_errors_in_squares():
    """1.645 times 5 is 8.225."""
    assert margin_of_change(3, 4) == pytest.approx(8.225)
