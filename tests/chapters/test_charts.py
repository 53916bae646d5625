"""Charts: rank axes the right way up, values where there is room for them."""

import pandas as pd

from strategybook.chapters import charts, group_charts
from strategybook.show.exhibits import Chapter


def test_rank_axes_have_the_best_on_top(panel):
    chapter = Chapter("egovernment", "THA", "en", "latest", [])
    chosen = panel[panel["chosen"]]
    figure = charts.history(chapter, chosen, "egdi", targets=True)
    ranks, scores = figure.axes
    assert ranks.get_ylim()[0] > ranks.get_ylim()[1]
    assert scores.get_ylim()[0] < scores.get_ylim()[1]


def test_targets_are_drawn_at_the_strategys_values(panel):
    chapter = Chapter("egovernment", "THA", "en", "latest", [])
    figure = charts.history(chapter, panel[panel["chosen"]], "egdi", targets=True)
    lines = [
        [line.get_ydata()[0] for line in axis.lines if line.get_linestyle() == "--"]
        for axis in figure.axes
    ]
    assert lines == [[40.0], [0.82]]


def test_a_value_is_written_where_its_line_leaves_room():
    """Above a peak, below a trough; beside a line that passes, away from it. Ranks run down."""
    zigzag = pd.Series([30, 25, 29, 28, 33, 30], index=range(2018, 2024))
    above, below = (0, 1), (0, -1)
    assert list(charts.free_sides(zigzag, "score")) == [above, below] * 3
    assert list(charts.free_sides(zigzag, "rank")) == [below, above] * 3
    rising = pd.Series([0.55, 0.65, 0.76, 0.77])
    assert list(charts.free_sides(rising, "score")) == [below, (1, -1), (-1, 1), above]
    falling = pd.Series([0.77, 0.76, 0.65, 0.55])
    assert list(charts.free_sides(falling, "score")) == [above, (1, 1), (-1, -1), below]
    assert list(charts.free_sides(pd.Series([62]), "rank")) == [above]


def test_a_value_is_written_away_from_the_nearest_line_of_the_others():
    assert not group_charts.has_room_above(0.49, pd.Series([0.50, 0.46, float("nan")]))
    assert group_charts.has_room_above(0.48, pd.Series([0.53, 0.47]))
    assert group_charts.has_room_above(0.78, pd.Series([0.6, 0.3]))


def test_no_rank_is_better_than_one():
    assert charts.rank_ticks([-50, 0, 50, 100, 150], -10, 130) == [1, 50, 100]
    assert charts.rank_ticks([40, 60, 80], 38, 105) == [40, 60, 80]
