"""The index chapters on the editions that come next: they run, and what they say is right."""

import re

import pytest

from strategybook.language import LANGUAGES
from tests import books
from tests import editions_to_come as to_come
from tests.projects import forget


@pytest.fixture
def pages(tmp_path, monkeypatch):
    """Return a function that holds an edition and returns its chapter in both languages."""

    def pages(made, chapter):
        raw = books.project(tmp_path / "project", monkeypatch)
        made.hold(raw)
        forget()
        books.make_data_of(made.source, monkeypatch)
        with books.without_pictures():
            return {one: books.run(chapter, one, tmp_path) for one in LANGUAGES}

    return pages


def test_the_un_survey_of_2026(pages):
    made = to_come.un_survey(thailand=to_come.MISSED)
    told = pages(made, "egovernment")
    english, thai = (told[language].plain for language in LANGUAGES)
    rank = int(made.figures.set_index("entity").at["THA", "egdi.rank"])
    assert f"to rank {rank} in 2026" in english
    assert f"อันดับที่ {rank} ในปี 2569" in thai
    # The targets of 2027 are decided by the survey of 2026: by 21 places and by 0.004.
    assert "missed" in english
    # The eleventh member joined in 2025, and the UN rates all eleven: sentence and table agree.
    assert "of the 11 that are rated" in english
    assert "Timor-Leste" in english and "ติมอร์-เลสเต" in thai


def test_the_wgi_in_the_layout_without_percentile_ranks(pages):
    told = pages(to_come.wgi(), "governance")
    english, thai = (told[language].plain for language in LANGUAGES)
    assert "The edition of 2025 states no percentile ranks" in english
    assert "ฉบับปีข้อมูล ค.ศ. 2025 ไม่ได้ระบุอันดับเปอร์เซ็นไทล์" in thai
    # Its ranks have no bounds, so that only the half as printed draws some.
    assert english.count("with their bounds") == 1
    assert "margin of the edition of 2024" in english


def test_one_dimension_of_the_wgi(pages):
    made = to_come.databank(to_come.wgi(dimensions=["rl"]))
    told = pages(made, "governance")["en"].plain
    gaps = "lack standard error, Voice and Accountability"
    assert gaps in told
    assert "margin of the edition of 2024" in told


def test_six_estimates_of_the_wgi(pages):
    told = pages(to_come.databank(to_come.wgi()), "governance")["en"].plain
    assert "lack standard error; what rests on them is left out" in told


def test_the_rule_of_law_index_of_2026(pages):
    made = to_come.wjp()
    told = pages(made, "rule_of_law")["en"].plain
    # Laos came and Myanmar left; Brunei and Timor-Leste were never rated.
    assert "Lao" in told
    assert re.search(r"rank \d+ in 2026", told)
