"""Figures: the same bytes each time, Thai shaped right, rank axes the right way up."""

import subprocess
import sys
from pathlib import Path

import fontpkg_sarabun
import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from strategybook.show import svg

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


def test_a_person_s_own_settings_stay_outside(tmp_path):
    (tmp_path / "matplotlibrc").write_text("font.size: 33\naxes.facecolor: red\n")
    code = (
        "from strategybook.show import svg; f, a = svg.new_figure(2); print(a.get_facecolor()[:3])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "(1.0, 1.0, 1.0)"
