"""Thin editions: a chapter tells what the newest figures lack, and shows the rest."""

import re

import pytest

from strategybook import editions, observations, paths
from strategybook.show.exhibits import Chapter
from tests import books

CHAPTERS = {
    "wgi": ["governance"],
    "un_egov": ["egovernment", "overview", "success_indicators"],
    "wjp": ["rule_of_law"],
    "imd": ["imd"],
    "edelman": ["trust"],
    "opdc": ["success_indicators"],
}
# What is not in the newest edition: a measure, an indicator, a year or a country; or all but one.
GONE = {
    "wgi": [
        *(("measure", one) for one in ("percentile_rank", "estimate", "standard_error", "lower")),
        ("indicator", "wgi_voice_and_accountability"),
        ("indicator", "wgi_control_of_corruption"),
        ("only indicator", "wgi_rule_of_law"),
        ("only measure", "estimate"),
        ("year", -1),
        ("year", -2),
        ("only year", -1),
    ],
    "un_egov": [
        *(("measure", one) for one in ("rank", "score")),
        *(("indicator", one) for one in ("egdi", "osi", "tii", "hci", "epi")),
    ],
    "wjp": [
        *(("measure", one) for one in ("rank", "score")),
        ("indicator", "wjp_overall"),
        ("indicator", "wjp_3_open_government"),
        ("indicator", "wjp_3_2_right_to_information"),
        ("only indicator", "wjp_overall"),
        ("year", -1),
        ("only year", -1),
    ],
    "imd": [("indicator", one) for one in ("imd_overall", "imd_government_efficiency")],
    "edelman": [("indicator", f"edelman_trust_{one}") for one in ("government", "business")],
    "opdc": [],
}
EVERY = [("entity", "THA"), ("entity", "SGP"), ("only entity", "THA"), ("edition", "newest")]


def _left_out(table, source, kind, value):
    """Return the observations without some of the newest edition of a source."""
    newest = editions.editions().query("source == @source")["edition"].max()
    its = (table["source"] == source) & (table["edition"] == newest)
    if kind == "edition":
        return table[~its].reset_index(drop=True)
    column, others = kind.removeprefix("only "), kind.startswith("only ")
    if column == "year":
        value = sorted(table.loc[its, "year"].unique())[value]
    is_it = table[column] == value
    return table[~(its & (~is_it if others else is_it))].reset_index(drop=True)


CASES = [
    (source, kind, value, chapter)
    for source, cases in GONE.items()
    for kind, value in [*cases, *EVERY]
    for chapter in CHAPTERS[source]
]


@pytest.fixture(scope="module")
def table():
    return observations.read(paths.PROCESSED / "observations.csv")


@pytest.fixture
def run(table, monkeypatch, tmp_path):
    """Run a chapter on changed observations; pictures are drawn, but not written."""

    def run(change, chapter, language="en"):
        monkeypatch.setattr(Chapter, "_everything", lambda _: change(table))
        with books.without_pictures():
            return books.run(chapter, language, tmp_path)

    return run


@pytest.mark.parametrize(("source", "kind", "value", "chapter"), CASES)
def test_a_chapter_copes_with_whatever_is_missing(source, kind, value, chapter, run):
    page = run(lambda table: _left_out(table, source, kind, value), chapter)
    wrong = re.search(r".{,80}(\bnan\b|<NA>|: \.|, \.(?!\.)|\(\)|: ,).{,80}", page.plain)
    assert wrong is None
    assert ":alt: \n" not in page.markdown
