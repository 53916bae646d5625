"""The SWOT: nine points, each with what it rests on."""

import pytest
from markdown_it import MarkdownIt

from strategybook.catalogue import indicators
from strategybook.chapters import swot
from strategybook.claims import check
from strategybook.show.exhibits import Chapter
from strategybook.show.myst import escape

POINTS = swot.points()


def test_there_are_nine_points_as_the_strategy_has_them():
    """Section 4: two strengths, three weaknesses, two opportunities, two threats."""
    counts = POINTS["kind"].value_counts()
    assert dict(counts) == {"strength": 2, "weakness": 3, "opportunity": 2, "threat": 2}
    assert list(POINTS["kind"].unique()) == list(swot.KINDS)
    assert POINTS["point"].is_unique


def test_every_point_is_told_in_both_languages():
    assert (POINTS[["wording_en", "wording_th"]] != "").all(axis=None)
    assert POINTS["wording_th"].str.contains("[ก-๙]").all()
    assert ((POINTS["evidence_en"] == "") == (POINTS["evidence_th"] == "")).all()


def test_claims_and_indicators_of_a_point_exist():
    known = set(check.register()["claim_id"])
    for point in POINTS.itertuples():
        assert set(point.claims.split()) <= known
        for name in point.indicators.split():
            assert tuple(name.rsplit(".", 1)) in indicators().index


def test_every_claim_on_a_point_is_linked_to_it():
    linked = set(" ".join(POINTS["claims"]).split())
    own = [name for name in check.register()["claim_id"] if name.startswith("SW-")]
    # A remark after the matrix, on no point of it.
    assert set(own) - linked == {"SW-C2"}


@pytest.mark.parametrize("language", ["en", "th"])
def test_the_matrix_has_two_rows_of_two_lists(language):
    parts = [(kind, list(swot.of_kind(kind)[f"wording_{language}"])) for kind in swot.KINDS]
    matrix = swot.Matrix(parts)
    myst = matrix.as_myst(escape)
    body = myst.split("\n\n", 1)[1].rsplit("\n", 1)[0]
    html = MarkdownIt().render(body)
    assert html.count("<ul>") == 1 + 2 + 4  # rows, cells of each, points of each cell
    assert html.count("<li>") == 2 + 4 + 9
    assert all(wording in matrix.as_text() for wording in POINTS[f"wording_{language}"])


def said(monkeypatch, kind, language):
    """Return what the points of a kind say, without their tables."""
    sentences, tables = [], []
    chapter = Chapter("swot", "THA", language, "latest", [])
    monkeypatch.setattr(
        Chapter, "say", lambda self, *parts: sentences.append(" ".join(filter(None, parts)))
    )
    monkeypatch.setattr(Chapter, "show_table", lambda self, name, *_, **__: tables.append(name))
    swot.show_points(chapter, kind)
    return sentences, tables


def test_e_participation_was_a_strength_and_is_one_no_longer(monkeypatch):
    """EPI rank 18 in 2022, 42 in 2024."""
    sentences, tables = said(monkeypatch, "strength", "en")
    assert "EPI, rank: 18 in 2022 for the strategy, 42 in 2024 today." in sentences[1]
    assert tables == ["s1", "s2"]


def test_the_number_of_services_is_held_against_how_good_they_are(monkeypatch):
    """OSI 0.7763 and 47th in 2022, 0.7611 and 62nd in 2024."""
    sentences, _ = said(monkeypatch, "strength", "en")
    assert "OSI, score: 0.7763 in 2022 for the strategy, 0.7611 in 2024 today." in sentences[3]
    assert "OSI, rank: 47 in 2022 for the strategy, 62 in 2024 today." in sentences[3]


def test_an_improvement_is_not_counted_as_untrue_nor_chance_as_true(monkeypatch):
    """Third in ASEAN, then second; trust in business and NGOs rose by a point each."""
    strengths, _ = said(monkeypatch, "strength", "en")
    assert "2 no longer in agreement since things are worse" in strengths[1]
    assert "1 no longer in agreement since things are better" in strengths[1]
    opportunities, _ = said(monkeypatch, "opportunity", "en")
    assert "3 within the margin of error" in opportunities[3]


def test_trust_in_government_was_a_threat_and_has_risen(monkeypatch):
    """56 per cent in 2023, 63 in 2025."""
    sentences, _ = said(monkeypatch, "threat", "th")
    assert "56 (ปี 2566)" in sentences[1]
    assert "63 (ปี 2568)" in sentences[1]


def test_trust_in_business_has_no_newer_figure(monkeypatch):
    sentences, _ = said(monkeypatch, "opportunity", "en")
    assert "Trust in business, per cent: 71 in 2023; there is no newer figure." in sentences[3]


def test_a_point_without_numbers_says_so(monkeypatch):
    sentences, tables = said(monkeypatch, "weakness", "en")
    without = "The strategy cites no number for this point, and this book holds none."
    assert [sentence == without for sentence in sentences[1::2]] == [True, True, False]
    assert tables == ["w3"]
