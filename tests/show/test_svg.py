"""Figures: the same bytes each time, Thai shaped right, rank axes the right way up."""

import subprocess
import sys
from pathlib import Path

import fontpkg_sarabun
import pandas as pd
import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from strategybook.chapters import charts, group_charts
from strategybook.show import svg
from strategybook.show.exhibits import Chapter

FONT = FontProperties(fname=Path(fontpkg_sarabun.__file__).parent / "files/Sarabun-Regular.ttf")


def test_a_figure_has_the_same_bytes_twice(tmp_path):
    for folder in ("first", "second"):
        figure, axis = svg.new_figure(2)
        axis.plot([1, 2], [2, 1], marker="o", label="ที่")
        axis.legend()
        svg.write(figure, tmp_path / folder / "figure.svg")
    first = (tmp_path / "first/figure.svg").read_bytes()
    assert first == (tmp_path / "second/figure.svg").read_bytes()
    assert b"<dc:date>" not in first


def top(word):
    """Return how high a word reaches when drawn."""
    return TextPath((0, 0), word, prop=FONT).vertices[:, 1].max()


@pytest.mark.parametrize(
    ("vowel", "tone", "both"),
    [("ทึ", "ท่", "ทึ่"), ("ที", "ท้", "ที้"), ("ญี", "ญ่", "ญี่"), ("นำ", "น้", "น้ำ")],
)
def test_a_tone_mark_stands_above_a_vowel_not_upon_it(vowel, tone, both):
    assert top(both) > top(vowel)
    assert top(both) > top(tone)


def test_a_mark_below_does_not_raise_one_above():
    """The vowel of ผู้ stands below the letter, so its tone mark stays where it was."""
    assert top("ผู้") == pytest.approx(top("ผ้"), abs=0.01)


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


def test_a_person_s_own_settings_stay_outside(tmp_path):
    (tmp_path / "matplotlibrc").write_text("font.size: 33\naxes.facecolor: red\n")
    code = (
        "from strategybook.show import svg; f, a = svg.new_figure(2); print(a.get_facecolor()[:3])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "(1.0, 1.0, 1.0)"


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
