"""The chapters about the strategy in words: every exhibit once a language, and links that lead."""

import re

import nbformat
import pytest

from strategybook import paths, strategy
from strategybook.chapters.logic import label
from strategybook.language import LANGUAGES

EXHIBITS = {
    "plans": ["1.1-T", "1.2-T"],
    "trends": ["2.1-L", "2.2-T", "2.3-D", "2.3-C", "2.3-L", "4-T"],
    "strategy_house": ["5.1-C", "5.2-C", "5.2-T", "6-C", "6.1-T", "6.2-T", "6.3-T"],
    "projects": ["7.1-C", "7.1-L", "7.2-T", "7.2-C", "7.3-L"],
    "glossary": ["A2-L", "A2-T", "B-L"],
    "exhibits": [],
}
SHOWN = re.compile(r"^:+\{exhibit\} *(\S*)$", re.MULTILINE)
ANCHOR = re.compile(r"\{#([a-z0-9-]+)\}")
LINK = re.compile(r"\]\(((?:plan|tactic|project|agency)-[a-z0-9-]+)\)")


def page(name, language):
    return nbformat.read(paths.ROOT / "book" / language / f"{name}.ipynb", as_version=4)


def outputs(name, language):
    return "\n".join(
        "".join(output["data"]["text/markdown"])
        for cell in page(name, language).cells
        for output in cell.get("outputs", [])
    )


def keys(name, language):
    return [key for key in SHOWN.findall(outputs(name, language)) if key]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXHIBITS)
def test_a_chapter_shows_each_of_its_exhibits_once(name, language):
    assert keys(name, language) == EXHIBITS[name]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_parts_of_e_participation_stand_beside_its_figures(language):
    shown = keys("egovernment", language)
    assert shown.count("4.3.1-L") == 1
    assert abs(shown.index("4.3.1-L") - shown.index("4.3.1-P")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_exhibits_links_to_all_68(language):
    links = re.findall(r"\{exhibit-link\}`(\S+) <\1>`", outputs("exhibits", language))
    assert links == list(strategy.exhibits().index)
    assert len(links) == 68


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_thing_has_one_place_and_every_link_leads_to_one(language):
    text = "\n".join(outputs(name, language) for name in EXHIBITS)
    places = ANCHOR.findall(text)
    kinds = {"plan": "plans", "tactic": "tactics", "project": "projects", "agency": "agencies"}
    expected = {
        label(kind, key)
        for kind, register in kinds.items()
        for key in strategy.listed(register)[kind]
    }
    assert sorted(places) == sorted(expected)
    links = set(LINK.findall(text))
    # Both ways: everything is linked to from somewhere else, but plans that have no target.
    assert links <= expected
    assert {link for link in expected if not link.startswith("plan-")} <= links


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_without_numbers_is_told_in_words_and_not_drawn(language):
    text = outputs("trends", language)
    shown = text[text.index("{exhibit} 2.3-C") :]
    shown = shown[: shown.index("{exhibit} 2.3-L")]
    assert "{figure}" not in shown
    for words in {"en": ("flat", "Falls", "Advances"), "th": ("คงที่", "ถดถอย", "ก้าวหน้า")}[language]:
        assert words in shown
