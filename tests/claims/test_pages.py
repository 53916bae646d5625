"""What the chapter on claims says, in both languages."""

import pandas as pd
import pytest

from strategybook.claims import pages, wording
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
        ("years 7.2-T = 2023-2027", "printed years 2023-2027", "ปีที่พิมพ์ 2566-2570"),
        ("", "", ""),
    ],
)
def test_numbers_in_words(numbers, english, thai):
    assert wording.numbers(numbers, "en") == english
    assert wording.numbers(numbers, "th") == thai


def test_reasons_in_words():
    english = wording.reasons("own_figures | sampling_margin; margin=4.2", "en")
    assert english.startswith("tested on the strategy's own figures; within the sampling margin")
    assert "about 4.2 percentage points" in english
    assert "ประมาณ 4.2 จุดร้อยละ" in wording.reasons("sampling_margin; margin=4.2", "th")
    assert wording.reasons("not_testable", "en") == ""


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
            "no_figure; missing=printed 4.2.1-L.04",
            "no figure is held: the figures to work it out",
            "ไม่มีตัวเลข: ตัวเลขสำหรับคำนวณ",
        ),
    ],
)
def test_a_missing_figure_is_named(reason, english, thai):
    assert wording.reasons(reason, "en") == english
    assert wording.reasons(reason, "th") == thai


def test_a_row_tells_statement_link_and_verdicts(chapter):
    table = pages.verdicts_table(chapter, pd.DataFrame([ROW]))
    myst = table.as_myst(escape).splitlines()[-1]
    assert r"\[{exhibit-link}`4-SWOT`\]" in myst
    assert "{.claim-holds}" in myst
    assert "{.claim-does-not-hold}" in myst
    plain = table.rows[0]
    if chapter.language == "en":
        assert plain == [
            "E-participation is a strength. (Read as a rise) [4-SWOT]",
            "holds: EPI rank 51 (2020), 18 (2022)",
            "does not hold: EPI rank 18 (2022), 42 (2024)",
        ]
    else:
        assert plain[2] == "ไม่สอดคล้องกับข้อมูล: อันดับ EPI 18 (2565), 42 (2567)"


def test_a_target_is_reached_or_not_and_never_true_or_untrue(chapter):
    target = pd.DataFrame([ROW | {"kind": "target"}])
    cells = pages.verdicts_table(chapter, target).rows[0]
    reached = {"en": ("reached: ", "not reached: "), "th": ("บรรลุเป้าหมาย: ", "ยังไม่บรรลุเป้าหมาย: ")}
    for cell, words in zip(cells[1:], reached[chapter.language], strict=True):
        assert cell.startswith(words)


def test_what_cannot_be_tested_says_why_alone(chapter):
    untested = ROW | dict.fromkeys(["verdict_strategy", "verdict_latest"], "cannot be tested")
    untested |= {"reason_latest": "not_testable", "numbers_latest": "", "expression": ""}
    table = pages.verdicts_table(chapter, pd.DataFrame([untested]))
    assert len(table.header) == 2
    assert table.rows[0][1] == {"en": "Read as a rise", "th": "อ่านว่าดีขึ้น"}[chapter.language]


def test_unchanged_numbers_are_told_once(chapter):
    same = ROW | {"numbers_latest": ROW["numbers_strategy"], "verdict_latest": "holds"}
    same |= {"reason_latest": "no_newer_figure"}
    cell = pages.verdicts_table(chapter, pd.DataFrame([same])).rows[0][2]
    assert "51" not in cell
    assert {"en": "no newer figure", "th": "ยังไม่มีตัวเลขใหม่กว่านี้"}[chapter.language] in cell


def test_a_change_is_one_sentence():
    row = pd.Series(ROW | {"verdict": "does not hold", "numbers": ROW["numbers_latest"]})
    assert pages.change(row, "en") == (
        "“E-participation is a strength” is no longer true: EPI rank 18 (2022), 42 (2024)."
    )
    assert pages.change(row, "th") == (
        "“การมีส่วนร่วมทางอิเล็กทรอนิกส์เป็นจุดแข็ง” ไม่เป็นจริงแล้ว: อันดับ EPI 18 (2565), 42 (2567)"
    )


def test_totals_count_each_status_once(chapter):
    rows = [
        ROW | {"status": "no_longer_holds"},
        ROW | {"status": "holds"},
        ROW | {"status": "holds"},
        ROW | {"status": "cannot_be_tested"},
    ]
    said = pages.totals(chapter, pd.DataFrame(rows))
    parts = {
        "en": ("lists 4 statements", "held for 3", "2 true then and today", "1 no longer true"),
        "th": ("ข้อความในยุทธศาสตร์ 4 ", "ตรวจสอบ 3 ", "ปัจจุบัน 2 ", "ไม่เป็นจริงแล้ว 1 "),
    }
    for part in parts[chapter.language]:
        assert part in said


def test_sources_are_cited_with_their_editions():
    cited = pages.cited(pd.DataFrame([ROW]))
    assert cited.to_numpy().tolist() == [
        ["strategy", "2024"],
        ["un_egov", "2020"],
        ["un_egov", "2022"],
        ["un_egov", "2024"],
    ]


def test_all_claims_can_be_told(chapter):
    """No number, reason or verdict of the table lacks its words."""
    table = pages.claims()
    told = pages.verdicts_table(chapter, table)
    assert len(told.rows) == len(table)
    assert all(cell for row in told.rows for cell in row)
    assert not any("_" in cell.replace("own_", "") for row in told.rows for cell in row[1:])
