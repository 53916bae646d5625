"""What the chapter on claims says, in both languages."""

import pandas as pd
import pytest

from strategybook.chapters import claim_words, claims
from strategybook.claims import kinds
from strategybook.language import words
from strategybook.show.exhibits import Chapter
from strategybook.show.myst import escape

ROW = {
    "claim_id": "SW-S1b",
    "exhibit": "4-SWOT",
    "kind": "statement",
    "expression": "rises(epi.rank, THA, before, now)",
    "statement_en": "E-participation is a strength.",
    "statement_th": "การมีส่วนร่วมทางอิเล็กทรอนิกส์เป็นจุดแข็ง",
    "note_en": "Read as a rise.",
    "note_th": "อ่านว่าดีขึ้น",
    "other_en": "",
    "other_th": "",
    "lead": "",
    "source": "un_egov",
    "today": "no longer so",
    "direction": "worse",
    "newer": "yes",
    "group": "no longer so",
    "verdict_strategy": "holds",
    "verdict_latest": "does not hold",
    "reason_strategy": "",
    "reason_latest": "",
    "numbers_strategy": "epi.rank THA 2020 = 51; epi.rank THA 2022 = 18",
    "numbers_latest": "epi.rank THA 2022 = 18; epi.rank THA 2024 = 42",
    "editions_strategy": "un_egov 2020; un_egov 2022",
    "editions_latest": "un_egov 2022; un_egov 2024",
}


@pytest.fixture(params=["en", "th"])
def chapter(request):
    return Chapter("claims", "THA", request.param, "latest", [])


@pytest.mark.parametrize(
    ("numbers", "english", "thai"),
    [
        (
            ROW["numbers_latest"],
            "EPI rank 18 (2022), 42 (2024)",
            "อันดับ EPI 18 (2565), 42 (2567)",
        ),
        (
            "egdi.score MYS 2022 = 0.7740; egdi.score THA 2022 = 0.7660",
            "EGDI score, Malaysia 0.7740 (2022); EGDI score 0.7660 (2022)",
            "คะแนน EGDI, มาเลเซีย 0.7740 (2565); คะแนน EGDI 0.7660 (2565)",
        ),
        (
            "printed 4.2.2-T1.01 = 0.7763; printed 4.2.2-T1.09 = down",
            "printed 0.7763, ↓",
            "ค่าที่พิมพ์ 0.7763, ↓",
        ),
        (
            "printed A1.5.03 = 43; recomputed A1.5.03 = 42; printed A1.5.04 = 47",
            "printed 43 (recomputed 42), 47",
            "ค่าที่พิมพ์ 43 (ค่าที่คำนวณใหม่ 42), 47",
        ),
        ("printed 3.2-P.05 = -11", "printed −11", "ค่าที่พิมพ์ −11"),
        ("printed 3.1-C.02 = 2420", "printed 2,420", "ค่าที่พิมพ์ 2,420"),
        (
            "covered egdi.score ASEAN 2022 = 10 of 10; place egdi.score THA ASEAN 2022 = 3",
            "Thailand at place 3 in ASEAN (2022)",
            "ไทยอยู่ลำดับที่ 3 ของอาเซียน (2565)",
        ),
        (
            "covered wjp_overall.score ASEAN 2022 = 8 of 10",
            "ASEAN, 8 of 10 members covered (2022)",
            "อาเซียนมีข้อมูล 8 จาก 10 ประเทศสมาชิก (2565)",
        ),
        (
            "fell osi.score 2020 2022 = 108 of 193",
            "OSI lower in 108 of 193 states (2020 to 2022)",
            "OSI ลดลงใน 108 จาก 193 ประเทศ (2563 ถึง 2565)",
        ),
        (
            "wgi_rule_of_law.estimate THA 2018 = 0.02; wgi_rule_of_law.estimate THA 2021 = 0.11;"
            " change wgi_rule_of_law.estimate THA 2018 2021 = +0.10 of 0.36",
            "Rule of Law estimate 0.02 (2018), 0.11 (2021); "
            "change +0.10, margin ±0.36 (2018 to 2021)",
            "ค่าประมาณหลักนิติธรรม 0.02 (2561), 0.11 (2564); "
            "การเปลี่ยนแปลง +0.10 ค่าความคลาดเคลื่อน ±0.36 (2561 ถึง 2564)",
        ),
        (
            "targets A1-T epi.score = 1; targets A1-T epi.rank = 0",
            "no target of EPI rank in A1-T",
            "ไม่มีค่าเป้าหมายของอันดับ EPI ใน A1-T",
        ),
        ("countries egdi.rank 2024 = 193", "193 countries (2024)", "193 ประเทศ (2567)"),
        ("", "", ""),
    ],
)
def test_numbers_in_words(numbers, english, thai):
    assert claim_words.numbers(numbers, "en") == english
    assert claim_words.numbers(numbers, "th") == thai


def test_reasons_in_words():
    english = claim_words.reasons("own_figures | sampling_margin; margin=4.2", "en")
    assert english.startswith("tested on the strategy's own figures; within the sampling margin")
    assert "about 4.2 percentage points" in english
    assert "ประมาณ 4.2 จุดร้อยละ" in claim_words.reasons("sampling_margin; margin=4.2", "th")
    assert claim_words.reasons("not_testable", "en") == ""
    assert claim_words.reasons("own_figures | not_stated", "en", ("own_figures",)) == (
        "the newest edition does not give it"
    )


@pytest.mark.parametrize(
    ("reason", "english", "thai"),
    [
        (
            "no_figure; missing=imd_societal_framework.rank THA 2021",
            "no figure is held: Societal framework rank 2021",
            "ไม่มีตัวเลข: อันดับกรอบการบริหารทางสังคม 2564",
        ),
        (
            "no_figure; missing=imd_government_efficiency.rank NOR now",
            "no figure is held: Government Efficiency rank Norway",
            "ไม่มีตัวเลข: อันดับประสิทธิภาพของภาครัฐ นอร์เวย์",
        ),
        (
            "no_figure; missing=wgi_rule_of_law.estimate_lower THA 2018",
            "no figure is held: Rule of Law, lower bound of the estimate 2018",
            "ไม่มีตัวเลข: หลักนิติธรรม, ขอบล่างของค่าประมาณ 2561",
        ),
        (
            "no_figure; missing=printed 4.2.1-L.04",
            "no figure is held: the figures to work it out",
            "ไม่มีตัวเลข: ตัวเลขสำหรับคำนวณ",
        ),
    ],
)
def test_a_missing_figure_is_named(reason, english, thai):
    assert claim_words.reasons(reason, "en") == english
    assert claim_words.reasons(reason, "th") == thai


def then_and_today(chapter, **changed):
    return claims.then_and_today(chapter, pd.DataFrame([ROW | changed]))


def test_a_row_tells_statement_link_index_and_what_became_of_it(chapter):
    table = then_and_today(chapter)
    myst = table.as_myst(escape).splitlines()[-1]
    assert r"\[{exhibit-link}`4-SWOT <4-SWOT>`\]" in myst
    assert "{.about}" in myst
    assert "{.claim-no-longer-so-worse}" in myst
    expected = {
        "en": [
            "E-participation is a strength. (Read as a rise) [4-SWOT] UN",
            "agrees with the data: EPI rank 51 (2020), 18 (2022)",
            "no longer agrees with the data (worse now): EPI rank 18 (2022), 42 (2024)",
        ],
        "th": [
            "การมีส่วนร่วมทางอิเล็กทรอนิกส์เป็นจุดแข็ง (อ่านว่าดีขึ้น) [4-SWOT] สหประชาชาติ",
            "สอดคล้องกับข้อมูล: อันดับ EPI 51 (2563), 18 (2565)",
            "ไม่สอดคล้องกับข้อมูลแล้ว (แย่ลง): อันดับ EPI 18 (2565), 42 (2567)",
        ],
    }
    assert table.rows[0] == expected[chapter.language]


def test_in_a_group_the_heading_says_the_verdict_once(chapter):
    table = claims.of_group(chapter, "no longer so", pd.DataFrame([ROW]))
    expected = {
        "en": ["EPI rank 51 (2020), 18 (2022)", "worse now: EPI rank 18 (2022), 42 (2024)"],
        "th": ["อันดับ EPI 51 (2563), 18 (2565)", "แย่ลง: อันดับ EPI 18 (2565), 42 (2567)"],
    }
    assert table.rows[0][1:] == expected[chapter.language]


def test_an_improvement_is_told_as_one(chapter):
    cell = then_and_today(chapter, direction="better").rows[0][2]
    assert {"en": "(better now)", "th": "(ดีขึ้น)"}[chapter.language] in cell


def test_both_readings_are_told_with_their_verdicts(chapter):
    read = {"today": "depends on reading", "direction": "", "verdict_latest": "depends on reading"}
    read |= {"first_verdict_latest": "holds", "other_verdict_latest": "does not hold"}
    read |= {"note_en": "Read as: A.", "note_th": "ตีความว่า ก", "other_en": "Read as: B."}
    read |= {"other_th": "ตีความว่า ข", "other_numbers_latest": ROW["numbers_latest"]}
    statement, _, cell = then_and_today(chapter, **read).rows[0]
    expected = {
        "en": "depends on the reading; Read as: A: agrees with the data (EPI rank 18 (2022), "
        "42 (2024)); Read as: B: does not agree with the data",
        "th": "ขึ้นอยู่กับการตีความ; ตีความว่า ก: สอดคล้องกับข้อมูล (อันดับ EPI 18 (2565), 42 (2567)); "
        "ตีความว่า ข: ไม่สอดคล้องกับข้อมูล",
    }
    assert cell == expected[chapter.language]
    assert "A" not in statement.partition("[")[0].split("(")[-1]


def test_a_target_is_reached_or_not_and_never_in_agreement(chapter):
    cells = then_and_today(chapter, kind="target").rows[0]
    reached = {"en": ("reached: ", "not reached: "), "th": ("บรรลุเป้าหมาย: ", "ยังไม่บรรลุเป้าหมาย: ")}
    for cell, start in zip(cells[1:], reached[chapter.language], strict=True):
        assert cell.startswith(start)


def test_what_cannot_be_tested_says_why_alone(chapter):
    untested = ROW | dict.fromkeys(["verdict_strategy", "verdict_latest"], "cannot be tested")
    untested |= {"reason_latest": "not_testable", "numbers_latest": "", "expression": ""}
    table = claims.of_group(chapter, "cannot be tested", pd.DataFrame([untested]))
    assert len(table.header) == 2
    assert table.rows[0][1] == {"en": "Read as a rise", "th": "อ่านว่าดีขึ้น"}[chapter.language]


def test_unchanged_numbers_are_told_once(chapter):
    same = {"numbers_latest": ROW["numbers_strategy"], "verdict_latest": "holds"}
    same |= {"today": "no newer figure", "direction": ""}
    cell = then_and_today(chapter, **same).rows[0][2]
    assert cell == {"en": "no newer figure", "th": "ยังไม่มีตัวเลขใหม่กว่านี้"}[chapter.language]


def test_the_headline_counts_what_met_a_newer_figure_apart(chapter):
    past = {"newer": "", "group": "fixed past", "direction": ""}
    rows = [
        ROW,
        ROW | {"group": "no longer so", "direction": "better"},
        ROW | {"group": "still so", "direction": ""},
        ROW | past,
        ROW | past,
        ROW | past | {"group": "from start"},
    ]
    expected = {
        "en": "Of the 6 statements listed here, 3 have met a newer figure since the strategy: "
        "1 no longer in agreement since things are worse, "
        "1 no longer in agreement since things are better and "
        "1 still in agreement with the data.\nThe other 3 have met none: "
        "1 out of agreement from the start and 2 about a year gone by.",
        "th": "บทนี้รวบรวมข้อความ 6 ข้อ มีตัวเลขใหม่กว่าที่ยุทธศาสตร์ใช้มาเทียบแล้ว 3 ข้อ ได้แก่ "
        "ไม่สอดคล้องแล้วเพราะแย่ลง 1 ข้อ, ไม่สอดคล้องแล้วเพราะดีขึ้น 1 ข้อ และยังสอดคล้องกับข้อมูล 1 ข้อ\n"
        "อีก 3 ข้อยังไม่มีตัวเลขใหม่มาเทียบ ได้แก่ ไม่สอดคล้องตั้งแต่ต้น 1 ข้อ "
        "และกล่าวถึงปีที่ผ่านไปแล้ว 2 ข้อ",
    }
    assert claims.headline(chapter, pd.DataFrame(rows)) == expected[chapter.language]


def test_sources_are_cited_with_their_editions():
    cited = claims.cited(pd.DataFrame([ROW]))
    assert cited.to_numpy().tolist() == [
        ["strategy", "2024"],
        ["un_egov", "2020"],
        ["un_egov", "2022"],
        ["un_egov", "2024"],
    ]


def test_every_statement_is_in_one_group_and_can_be_told(chapter):
    """No number, reason or kind of the table lacks its words."""
    statements = claims.of_kind("statement")
    groups = statements.groupby("group")
    assert set(groups.groups) <= set(claims.GROUPS)
    for group, mine in groups:
        told = claims.of_group(chapter, group, mine)
        assert len(told.rows) == len(mine)
        assert all(cell for row in told.rows for cell in row)
    everything = claims.then_and_today(chapter, claims.claims())
    cells = [cell for row in everything.rows for cell in row[1:]]
    assert not any("_" in cell or "{" in cell for cell in cells)


def test_all_kinds_have_their_words(chapter):
    """Also those that no claim has today."""
    ways = {"no longer so": ("better", "worse", ""), "so since": ("better", "worse", "")}
    ways["revised"] = ("unchanged", "changed")
    for kind in (*kinds.KINDS, claims.FROM_START):
        name = kind.replace(" ", "_")
        if kind != kinds.STILL_NOT:
            assert words(f"claims.group.{name}", chapter.language, number=1)
            assert words(f"caption.claims.{name}", chapter.language)
        for way in ways.get(kind, ("",)):
            if kind != claims.FROM_START:
                assert claim_words.of_kind(kind, way, chapter.language)
            if kind != kinds.STILL_NOT:
                assert claim_words.counted(kind, way, 1, chapter.language)


def test_what_could_not_be_tested_then_says_why_in_its_place(chapter):
    then = {"verdict_strategy": "cannot be tested", "numbers_strategy": ""}
    then["reason_strategy"] = "print_alone; missing=epi.rank THA 2022"
    cell = then_and_today(chapter, **then).rows[0][1]
    expected = {
        "en": "cannot be tested: Only the strategy has the figure: EPI rank 2022",
        "th": "ตรวจสอบไม่ได้: มีเฉพาะตัวเลขของยุทธศาสตร์เอง: อันดับ EPI 2565",
    }
    assert cell == expected[chapter.language]
