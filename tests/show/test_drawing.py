"""Figures of words: lines break where a word ends, and figures say what the registers say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.patches import Rectangle

from strategybook import strategy
from strategybook.chapters import house, timetable
from strategybook.language import LANGUAGES
from strategybook.show.drawing import _width, pieces, wrapped
from strategybook.show.exhibits import Chapter

THAI = strategy.listed("projects")["words_th"].str.split("|").tolist()


@given(st.sampled_from(THAI), st.integers(60, 330))
@settings(max_examples=15, deadline=None)
def test_thai_breaks_between_words_alone_and_fits_where_a_word_can(words, width):
    lines = wrapped(words, width, 11).split("\n")
    assert "".join(lines).replace(" ", "") == "".join(words).replace(" ", "")
    ends = {"".join(words[:count]).replace(" ", "") for count in range(len(words) + 1)}
    for count in range(len(lines) + 1):
        assert "".join(lines[:count]).replace(" ", "") in ends
    widest = max(_width(word.strip(), 11, False) for word in words)
    assert max(_width(line, 11, False) for line in lines) <= max(width, widest)


@pytest.fixture(params=LANGUAGES)
def chapter(request):
    return Chapter("projects", "THA", request.param, "latest", [])


def words_of(figure):
    return "".join(
        text.get_text() for text in figure.findobj(match=lambda one: hasattr(one, "get_text"))
    )


def test_the_house_has_every_strategy_and_tactic_and_says_so_in_words(chapter):
    drawn = words_of(house.house(chapter)).replace(" ", "")
    told = house.house_in_words(chapter)
    for name in ("strategies", "tactics", "aims"):
        for _, row in strategy.listed(name).iterrows():
            assert "".join(pieces(row, chapter.language)).replace(" ", "") in drawn
            assert row[f"name_{chapter.language}"] in told


@pytest.mark.parametrize("name", ["principles", "enablers"])
def test_a_numbered_figure_has_every_name(chapter, name):
    table = strategy.listed(name)
    drawn = words_of(house.numbered(chapter, table)).replace(" ", "")
    for text in table[f"name_{chapter.language}"]:
        assert text.replace(" ", "") in drawn


def test_the_timetable_has_a_bar_for_each_dated_phase(chapter):
    axis = timetable.chart(chapter, timetable.projects()).axes[0]
    bars = [patch for patch in axis.patches if isinstance(patch, Rectangle)]
    drawn = sorted(
        (round(bar.get_x()), round(bar.get_x() + bar.get_width()) - 1)
        for bar in bars
        if bar.get_linestyle() == "solid" or bar.get_linestyle() == "-"
    )
    dated = timetable.phases().query("`from` != ''")
    assert drawn == sorted(
        (int(first), int(last)) for first, last in zip(dated["from"], dated["to"], strict=True)
    )
    assert len(bars) == len(dated) + 1  # the frame of the project without years


def test_the_alternative_text_of_the_timetable_tells_every_project(chapter):
    told = timetable.described(chapter, timetable.projects())
    for project in timetable.projects()["project"]:
        assert f"{project}: " in told
    years = {"en": "2023-2025", "th": "2566-2568"}[chapter.language]
    assert years in told
