"""Words: complete in both languages, and spelled as the strategy spells them."""

import ast
import csv
import json
import re
import string

import numpy as np
import pytest

from strategybook import countries, language, paths, strategy
from strategybook.language import (
    LANGUAGES,
    country_name,
    in_order,
    shortened,
    shown_day,
    shown_number,
    shown_year,
    words,
)

TABLE = language._table("language.csv", "key")
PLACES = string.Formatter()
REGISTERS = (
    "data/raw/*.csv",
    "data/raw/strategy/*.csv",
    "src/strategybook/catalogue.csv",
    "src/strategybook/forecast/*.csv",
)
# Terms of the strategy that the book's words must contain as they stand.
TERMS = {
    "indicator.egdi": "E-Government Development Index (EGDI)",
    "indicator.osi": "Online Service Index (OSI)",
    "indicator.epi": "E-Participation Index (EPI)",
    "indicator.hci": "Human Capital Index",
    "indicator.tii": "Telecommunication Infrastructure (TII)",
    "measure.rank": "rank",
    "measure.score": "score",
    "table.component": "component",
    "level.very_high": "very high group (EGDI)",
    "group.ASEAN": "ASEAN",
    "verdict.equal": "equal",
    "verdict.differs": "differs",
    "verdict.print_only": "print only",
    "table.printed": "printed value",
    "table.recomputed": "recomputed value",
    "site.figure": "figure",
    "site.table": "table",
    "unit.states": "member states",
    "series.yes/no questions": "yes/no questionnaire",
    "indicator.wgi": "Worldwide Governance Indicators (WGI)",
    "indicator.wgi_voice_and_accountability": "Voice and Accountability",
    "indicator.wgi_political_stability": "Political Stability and Absence of Violence/Terrorism",
    "indicator.wgi_government_effectiveness": "Government Effectiveness",
    "indicator.wgi_regulatory_quality": "Regulatory Quality",
    "indicator.wgi_rule_of_law": "Rule of Law",
    "indicator.wgi_control_of_corruption": "Control of Corruption",
    "indicator.wjp_overall": "WJP Rule of Law Index",
    "indicator.wjp_1_constraints_on_government_powers": "Constraints on Government Powers",
    "indicator.wjp_2_absence_of_corruption": "Absence of Corruption",
    "indicator.wjp_3_open_government": "open government",
    "indicator.wjp_3_1_publicized_laws_and_government_data": (
        "Publicized Laws and Government Data"
    ),
    "indicator.wjp_3_2_right_to_information": "Right to Information",
    "indicator.wjp_3_3_civic_participation": "Civic Participation",
    "indicator.wjp_3_4_complaint_mechanisms": "Complaint Mechanisms",
    "indicator.wjp_4_fundamental_rights": "Fundamental Rights",
    "indicator.wjp_5_order_and_security": "Order and Security",
    "indicator.wjp_6_regulatory_enforcement": "Regulatory Enforcement",
    "indicator.wjp_7_civil_justice": "Civil Justice",
    "indicator.wjp_8_criminal_justice": "Criminal Justice",
    "indicator.imd_overall": "IMD World Competitiveness Ranking",
    "indicator.imd_economic_performance": "Economic Performance",
    "indicator.imd_government_efficiency": "Government Efficiency",
    "indicator.imd_business_efficiency": "Business Efficiency",
    "indicator.imd_infrastructure": "Infrastructure",
    "indicator.imd_public_finance": "Public finance",
    "indicator.imd_tax_policy": "Tax policy",
    "indicator.imd_institutional_framework": "Institutional framework",
    "indicator.imd_business_legislation": "Business legislation",
    "indicator.imd_societal_framework": "Societal framework",
    "indicator.edelman_trust_government": "government (institution)",
    "indicator.edelman_trust_business": "business (institution)",
    "indicator.edelman_trust_ngo": "NGOs / civil society",
    "indicator.edelman_trust_media": "media",
    "indicator.service_satisfaction": "satisfaction with the quality of public services",
    "indicator.pmqa4_advanced_share": "PMQA 4.0: assessment as a Government 4.0 agency",
    "indicator.central_platform_share": "share of use through the central platform (indicator 7)",
    "indicator.digital_services": "fully digital services (indicator 6)",
    "indicator.digital_services_central_manual": "central standard manual",
    "indicator.service_transfer_success": "success of transferring service tasks (indicator 4)",
    "indicator.structure_reform_success": "success of structure reform (indicator 8)",
    "indicator.process_digitalisation_success": "success of process digitalisation (indicator 10)",
    "indicator.data_digitalisation_success": "success of data digitalisation (indicator 11)",
    "indicator.state_capability": "state capability",
    "claim.statement.cannot_be_tested": "cannot be tested",
    "claim.target.holds": "target met",
    "group.EAP": "East Asia and Pacific",
    "number.recomputed": "recomputed value",
    "reason.sampling_margin": "margin of error",
    "swot.strength": "strengths",
    "swot.weakness": "weaknesses",
    "swot.opportunity": "opportunities",
    "swot.threat": "threats",
    "unit.percentage points": "percentage points",
    "unit.economies": "economies ranked",
    "unit.factors": "factor (IMD, WJP)",
    "unit.sub-factors": "sub-factor",
    "unit.dimensions": "dimension",
    "house.vision": "vision",
    "table.artificial_intelligence": "artificial intelligence",
    "table.digital_transaction": "digital transaction",
    "table.direction": "direction of action",
    "table.enabler": "key enablers",
    "table.megatrend": "megatrends",
    "table.outlook": "state capability",
    "table.principle": "guiding principle",
    "table.project": "flagship project",
    "table.responsible_agencies": "responsible agency",
    "table.scenario": "scenario",
    "table.success_indicators": "success indicator",
    "table.sudden_crisis": "sudden crisis",
    "table.tactic": "tactic",
    "source.edelman": "Edelman Trust Barometer",
    "source.opdc": "Office of the Public Sector Development Commission (OPDC)",
}


def places(template):
    return {name for _, name, _, _ in PLACES.parse(template) if name}


@pytest.mark.parametrize("key", TABLE)
def test_every_entry_says_the_same_in_both_languages(key):
    entry = TABLE[key]
    assert entry["en"].strip() and entry["th"].strip()
    assert places(entry["en"]) == places(entry["th"]) or "places" in key
    abbreviation = entry["en"] == entry["th"]
    has_words = re.search("[A-Za-z]", re.sub("{.*?}", "", entry["en"]))
    is_thai = re.search("[ก-๙]", entry["th"]) or key == "site.other_language"
    assert abbreviation or not has_words or is_thai


def test_thai_terms_are_the_strategys(shared):
    with (shared / "strategy/terms.csv").open(encoding="utf-8", newline="") as lines:
        thai = {row["term_en"]: row["term_th"] for row in csv.DictReader(lines)}
    for key, term in TERMS.items():
        assert thai[term] in TABLE[key]["th"], key


def test_country_names_are_complete_and_spelled_as_agreed(shared):
    with (shared / "strategy/terms.csv").open(encoding="utf-8", newline="") as lines:
        thai = {row["term_en"]: row["term_th"] for row in csv.DictReader(lines)}
    for code in countries.publisher_names("un_egov").values():
        for name in LANGUAGES:
            assert country_name(code, name)
    for code, term in {
        "SGP": "Singapore",
        "LAO": "Lao PDR",
        "VNM": "Viet Nam",
        "MMR": "Myanmar",
    }.items():
        assert country_name(code, "th") == thai[term]


def test_every_indicator_of_the_catalogue_has_names():
    from strategybook.catalogue import indicator_name, indicators, short_name

    for indicator in indicators().index.unique("indicator"):
        for name in LANGUAGES:
            assert indicator_name(indicator, name)
            assert short_name(indicator, name)


def test_every_exhibit_has_titles_in_both_languages():
    table = strategy.exhibits()
    assert len(table) == 68
    assert (table[["title_en", "title_th"]] != "").all(axis=None)


def test_years_are_buddhist_in_thai():
    assert shown_year(2022, "th") == "2565"
    assert shown_year(2022, "en") == "2022"


@pytest.mark.parametrize(
    ("day", "english", "thai"),
    [
        ("2026-11-25", "25 November 2026", "25 พฤศจิกายน 2569"),
        ("2026-01-05", "5 January 2026", "5 มกราคม 2569"),
        ("2025-06", "June 2025", "มิถุนายน 2568"),
        ("2024", "2024", "2567"),
    ],
)
def test_a_day_is_told_as_exactly_as_it_is_known(day, english, thai):
    assert [shown_day(day, language) for language in LANGUAGES] == [english, thai]


def test_numbers_have_a_true_minus_and_separated_thousands():
    assert shown_number(-0.0178, 4, signed=True) == "\N{MINUS SIGN}0.0178"
    assert shown_number(0.0334, 4, signed=True) == "+0.0334"
    assert shown_number(10402, 0) == "10,402"
    assert shortened("-5.288464000") == "\N{MINUS SIGN}5.288464"


@pytest.mark.parametrize("value", [0, 0.0, 0.0049, -0.0049, -0.0])
def test_what_rounds_to_zero_has_no_sign(value):
    assert shown_number(value, 2, signed=True) == shown_number(value, 2) == "0.00"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(np.float64(0.005), "+0.01"), (np.float64(-0.005), "\N{MINUS SIGN}0.01")],
)
def test_a_number_has_the_sign_of_its_shown_digits(value, shown):
    """0.005 is held as a little more than that: to two decimals it is 0.01."""
    assert shown_number(value, 2, signed=True) == shown


def test_an_unknown_key_is_an_error():
    with pytest.raises(KeyError):
        words("indicator.unheard_of", "en")


def parsed():
    """Yield the syntax of all code: of the package and of the chapters."""
    for file in paths.ROOT.glob("src/**/*.py"):
        yield ast.parse(file.read_text(encoding="utf-8"))
    for file in paths.ROOT.glob("notebooks/*.ipynb"):
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        yield from (ast.parse("".join(c["source"])) for c in cells if c["cell_type"] == "code")


def register_texts():
    """Return all columns and cells of the registers, and the captions of the contents."""
    contents = (paths.ROOT / "_toc.yml").read_text(encoding="utf-8")
    texts = {caption.lower() for caption in re.findall("caption: (.+)", contents)}
    for file in [file for pattern in REGISTERS for file in paths.ROOT.glob(pattern)]:
        with file.open(encoding="utf-8", newline="") as lines:
            texts.update(*csv.reader(lines))
    return texts


def template(node):
    """Return the names that an f-string may make, with a group for each of its places."""
    parts = [re.escape(p.value) if isinstance(p, ast.Constant) else "(.+)" for p in node.values]
    return re.compile("".join(parts))


def test_no_word_is_there_for_nothing():
    """A key stands in code as it is, or a template makes it of texts, columns and cells."""
    nodes = [node for tree in parsed() for node in ast.walk(tree)]
    texts = {node.value for node in nodes if isinstance(node, ast.Constant)}
    # The head of a reason stands before its facts: `tie; first=...`.
    parts = {str(text).split(";")[0] for text in texts} | register_texts()
    parts |= {part.replace(" ", "_") for part in parts}
    templates = [template(node) for node in nodes if isinstance(node, ast.JoinedStr)]
    templates = [one for one in templates if re.match(r"[a-z_]+(_|\\\.)", one.pattern)]

    def is_made(name, of):
        found = (one.fullmatch(name) for one in templates)
        return any(one and all(map(of, one.groups())) for one in found)

    def is_part(name):
        return name in parts or is_made(name, parts.__contains__)

    unused = [key for key in TABLE if key not in texts and not is_made(key, is_part)]
    assert not unused


@pytest.mark.parametrize(
    ("name", "caption"),
    [
        ("ดัชนีรัฐบาลอิเล็กทรอนิกส์ (EGDI)", "ดัชนีรัฐบาลอิเล็กทรอนิกส์ (EGDI) รายปี: ไทย"),
        ("EGDI", "EGDI รายปี: ไทย"),
        ("ประสิทธิภาพของภาครัฐ", "ประสิทธิภาพของภาครัฐ รายปี: ไทย"),
    ],
)
def test_thai_has_a_space_beside_latin_letters_alone(name, caption):
    """Office of the Royal Society, rules of spacing: between Thai and other letters."""
    assert words("caption.courses", "th", indicator=name, country="ไทย") == caption


@pytest.mark.parametrize(
    ("text", "shown"),
    [("36000", "36,000"), ("2022", "2022"), ("0.8201234567", "0.820123"), ("17.4", "17.4")],
)
def test_a_number_of_print_or_of_a_file_is_shown_so_that_it_can_be_read(text, shown):
    assert shortened(text) == shown


def test_thai_names_stand_in_the_order_of_a_dictionary():
    """Royal Institute Dictionary: by consonant, a vowel written before it coming after it."""
    names = ["เคนยา", "แคนาดา", "ฝรั่งเศส", "อิตาลี", "เยอรมนี", "ไอร์แลนด์", "Chile", "Brazil"]
    assert in_order(names) == [
        *("Brazil", "Chile"),
        *("เคนยา", "แคนาดา", "ฝรั่งเศส", "เยอรมนี", "อิตาลี", "ไอร์แลนด์"),
    ]
