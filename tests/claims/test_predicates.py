"""Each predicate on figures of publishers and of print, worked out by hand."""

import pandas as pd
import pytest

from strategybook import observations
from strategybook.claims import check
from strategybook.claims.evidence import WITHIN, Evidence
from strategybook.claims.predicates import PREDICATES

# Of a case: it holds, it does not, or it cannot be tested; within the margin is told as it is.
VERDICTS = {True: check.HOLDS, False: check.FAILS, None: check.OPEN}

# UN survey, ASEAN 2022 (EGDI), and Thailand in earlier surveys.
UN = {
    "egdi.score": {
        ("THA", 2020): 0.7565,
        ("THA", 2022): 0.7660,
        ("SGP", 2022): 0.9133,
        ("MYS", 2022): 0.7740,
        ("BRN", 2022): 0.7270,
        ("IDN", 2022): 0.7160,
    },
    "egdi.rank": {("THA", 2016): 77, ("THA", 2018): 73, ("THA", 2020): 57, ("THA", 2022): 55},
    "epi.rank": {("THA", 2016): 67, ("THA", 2018): 82, ("THA", 2020): 51, ("THA", 2022): 18},
    "osi.score": {("THA", 2020): 0.7941, ("THA", 2022): 0.7763, ("SGP", 2022): 0.9620},
    "tii.score": {("THA", 2020): 0.7004, ("THA", 2022): 0.7338},
    "hci.score": {("THA", 2020): 0.7751, ("THA", 2022): 0.7879},
}
IMD = {
    "imd_overall.rank": {
        ("THA", 2018): 30,
        ("THA", 2019): 25,
        ("THA", 2020): 29,
        ("THA", 2021): 28,
        ("THA", 2022): 33,
    },
    "imd_economic_performance.rank": {("THA", 2021): 21, ("THA", 2022): 34},
    "imd_government_efficiency.rank": {("THA", 2021): 20, ("THA", 2022): 31},
    "imd_business_efficiency.rank": {("THA", 2021): 21, ("THA", 2022): 30},
}
EDELMAN = {
    "edelman_trust_government.percent": {
        ("THA", 2022): 60,
        ("THA", 2023): 56,
        ("CHN", 2023): 89,
        ("EDELM", 2023): 50,
    },
    "edelman_trust_business.percent": {
        ("THA", 2022): 70,
        ("THA", 2023): 71,
        ("CHN", 2023): 84,
        ("EDELM", 2023): 62,
    },
    "edelman_trust_ngo.percent": {("EDELM", 2023): 59, ("THA", 2023): 62},
}
# WJP 2022, overall, the eight members of ASEAN that it covers.
WJP = {
    "wjp_overall.score": {
        ("SGP", 2022): 0.777,
        ("MYS", 2022): 0.565,
        ("IDN", 2022): 0.531,
        ("THA", 2022): 0.495,
        ("VNM", 2022): 0.489,
        ("PHL", 2022): 0.467,
        ("MMR", 2022): 0.362,
        ("KHM", 2022): 0.312,
    }
}
# WGI 2022, Voice and Accountability, and a made-up one that rose beyond its margin.
WGI = {
    "wgi_voice_and_accountability.percentile_rank": {("THA", 2018): 19.81, ("THA", 2021): 27.05},
    "wgi_voice_and_accountability.estimate": {("THA", 2018): -1.02, ("THA", 2021): -0.79},
    "wgi_voice_and_accountability.standard_error": {("THA", 2018): 0.13, ("THA", 2021): 0.13},
    "wgi_rule_of_law.estimate": {("THA", 2018): -1.02, ("THA", 2021): -0.45},
    "wgi_rule_of_law.standard_error": {("THA", 2018): 0.13, ("THA", 2021): 0.12},
    # bounds alone, as in the layout of 2025: 0.30 +- 1.645 * 0.20 and 0.10 +- 1.645 * 0.20
    "wgi_regulatory_quality.estimate": {("THA", 2018): 0.30, ("THA", 2021): 0.10},
    "wgi_regulatory_quality.estimate_lower": {("THA", 2018): -0.029, ("THA", 2021): -0.229},
    "wgi_regulatory_quality.estimate_upper": {("THA", 2018): 0.629, ("THA", 2021): 0.429},
    "wgi_control_of_corruption.estimate": {("THA", 2018): 0.3, ("THA", 2021): 0.1},
}
EDITION = {"wgi": "2022", "wjp": "2022"}


def rows(source, figures):
    """Return observations in the project's columns, each year from its own edition."""
    return [
        dict.fromkeys(observations.COLUMNS, "")
        | {
            "source": source,
            "edition": EDITION.get(source, str(year)),
            "indicator": series.split(".")[0],
            "measure": series.split(".")[1],
            "entity": entity,
            "year": year,
            "value": float(value),
            "economies": pd.NA,
            "chosen": True,
            "confidence": "primary publisher",
        }
        for series, values in figures.items()
        for (entity, year), value in values.items()
    ]


def table(**more):
    sources = {"un_egov": UN, "imd": IMD, "edelman": EDELMAN, "wjp": WJP, "wgi": WGI} | more
    return pd.DataFrame([row for name, own in sources.items() for row in rows(name, own)])


@pytest.fixture(scope="module")
def evidence():
    return Evidence(table(), "strategy")


CASES = {
    "equals": [
        ("equals(egdi.rank, THA, 2022, 55)", True),
        ('equals(egdi.score, THA, now, "0.77")', True),
        ('equals(egdi.score, THA, now, "0.7660")', True),
        ('equals(egdi.score, THA, before, "0.7660")', False),
    ],
    "at_least": [
        # 62 is within three points of 60
        ("at_least(edelman_trust_ngo.percent, THA, now, 60)", WITHIN),
        ("at_least(egdi.score, THA, 2022, 0.75)", True),
        ("at_least(egdi.score, THA, 2022, 0.766)", True),
        ("at_least(egdi.score, THA, 2022, 0.82)", False),
    ],
    "at_most": [
        ("at_most(egdi.rank, THA, now, 60)", True),
        ("at_most(egdi.rank, THA, now, 55)", True),
        ("at_most(egdi.rank, THA, now, 40)", False),
    ],
    "below": [
        ("below(egdi.score, THA, 2020, 0.75)", False),
        ("below(egdi.score, THA, 2020, 0.7565)", False),
        ("below(egdi.score, THA, 2020, 0.82)", True),
    ],
    "rises": [
        ("rises(egdi.rank, THA, 2020, 2022)", True),
        ("rises(osi.score, THA, 2020, 2022)", False),
        # 0.23 is less than 1.645 * sqrt(0.13 ** 2 + 0.13 ** 2) = 0.302
        ("rises(wgi_voice_and_accountability.estimate, THA, 2018, 2021)", WITHIN),
        ("rises(wgi_voice_and_accountability.percentile_rank, THA, 2018, 2021)", WITHIN),
        # 0.57 is more than 1.645 * sqrt(0.13 ** 2 + 0.12 ** 2) = 0.291
        ("rises(wgi_rule_of_law.estimate, THA, 2018, 2021)", True),
        ("rises(edelman_trust_business.percent, THA, 2022, 2023)", WITHIN),  # one point
        ("rises(epi.rank, THA, 2018, 2020, 2022)", True),
        ("rises(epi.rank, THA, 2016, 2018, 2020)", False),
    ],
    "falls": [
        ("falls(osi.score, THA, before, now)", True),
        ("falls(imd_government_efficiency.rank, THA, 2021, 2022)", True),
        ("falls(egdi.rank, THA, 2020, 2022)", False),
        ("falls(egdi.rank, THA, 2022, 2022)", False),
        # 0.20 is less than 1.645 * sqrt(0.20 ** 2 + 0.20 ** 2) = 0.465, the errors from bounds
        ("falls(wgi_regulatory_quality.estimate, THA, 2018, 2021)", WITHIN),
        ("falls(wgi_control_of_corruption.estimate, THA, 2018, 2021)", None),  # no error at all
        ("falls(wgi_rule_of_law.estimate, THA, 2018, 2021)", False),
    ],
    "rises_every_time": [
        ("rises_every_time(egdi.rank, THA, 2016, now)", True),
        ("rises_every_time(epi.rank, THA, 2016, now)", False),
        ("rises_every_time(epi.rank, THA, 2018, now)", True),
        ("rises_every_time(epi.rank, THA, 2022, now)", None),  # nothing to compare it with
    ],
    "falls_every_time": [
        ("falls_every_time(osi.score, THA, 2020, now)", True),
        ("falls_every_time(imd_overall.rank, THA, 2019, 2022)", False),
    ],
    "stays_within": [
        ("stays_within(imd_overall.rank, THA, 2018, 2022, 8)", True),  # 25 to 33
        ("stays_within(imd_overall.rank, THA, 2018, 2022, 7)", False),
    ],
    "ends_within": [
        ("ends_within(imd_overall.rank, THA, 2018, 2022, 3)", True),  # 30 and 33
        ("ends_within(imd_overall.rank, THA, 2018, 2022, 2)", False),
    ],
    "moves_by": [
        ("moves_by(imd_overall.rank, THA, 2018, 2022, 5)", True),  # 30 to 25; 28 to 33
        ("moves_by(imd_overall.rank, THA, 2019, 2021, 5)", False),  # 25, 29, 28
    ],
    "appears_every": [
        ("appears_every(egdi.rank, THA, 2016, 2)", True),
        ("appears_every(egdi.rank, THA, 2016, 1)", False),
    ],
    "above": [
        ("above(edelman_trust_business.percent, edelman_trust_government.percent, THA, now)", True),
        (
            "above(imd_government_efficiency.rank, imd_business_efficiency.rank, THA, 2022)",
            False,
        ),
    ],
    "highest": [
        (
            "highest(EDELM, now, edelman_trust_business.percent, edelman_trust_ngo.percent,"
            " edelman_trust_government.percent)",
            True,
        ),
        (
            "highest(EDELM, now, edelman_trust_ngo.percent, edelman_trust_business.percent)",
            False,
        ),
    ],
    "falls_most": [
        (  # 13, 11 and 9 places
            "falls_most(THA, 2021, 2022, imd_economic_performance.rank,"
            " imd_government_efficiency.rank, imd_business_efficiency.rank)",
            True,
        ),
        (
            "falls_most(THA, 2021, 2022, imd_business_efficiency.rank,"
            " imd_government_efficiency.rank)",
            False,
        ),
    ],
    "is_mean": [
        ("is_mean(egdi.score, THA, 2022, osi.score, tii.score, hci.score)", True),
        ("is_mean(egdi.score, THA, 2022, osi.score, tii.score)", False),
    ],
    "n_th": [
        ("n_th(egdi.score, THA, ASEAN, 2022, 3)", True),
        ("n_th(egdi.score, THA, ASEAN, 2022, 2)", False),
        ("n_th(wjp_overall.score, THA, ASEAN, now, 4)", True),
    ],
    "behind": [
        ("behind(wjp_overall.score, THA, ASEAN, now, SGP, MYS, IDN)", True),
        ("behind(wjp_overall.score, THA, ASEAN, now, MYS, SGP, IDN)", False),
        ("behind(wjp_overall.score, THA, ASEAN, now, SGP, MYS)", False),
    ],
    "ahead": [
        ("ahead(egdi.score, MYS, THA, 2022)", True),
        ("ahead(egdi.score, BRN, THA, 2022)", False),
    ],
    "below_mean": [
        # (.777 + .565 + .531 + .489 + .467 + .362 + .312) / 7 = .500
        ("below_mean(wjp_overall.score, THA, ASEAN, now)", True),
        ("below_mean(wjp_overall.score, IDN, ASEAN, now)", False),
    ],
    "falls_in_most": [
        ("falls_in_most(osi.score, 2020, 2022)", True),  # only Thailand has both years
        ("falls_in_most(hci.score, 2020, 2022)", False),
    ],
    "above_everywhere": [
        (
            "above_everywhere(edelman_trust_business.percent,"
            " edelman_trust_government.percent, 2023)",
            False,
        ),
        (
            "above_everywhere(edelman_trust_business.percent,"
            " edelman_trust_government.percent, 2022)",
            True,
        ),
    ],
    "score_at_rank": [
        ('score_at_rank(egdi.score, 2, 2022, "0.77")', True),  # Malaysia
        ('score_at_rank(egdi.score, 2, 2022, "0.78")', False),
        ('score_at_rank(egdi.score, 40, 2022, "0.82")', None),
    ],
    "as_printed": [
        ('as_printed("A1.2.07", "4.2.2-T1.09")', True),  # 55; OSI down
        ('as_printed("4.2.2-T1.05")', True),  # HCI 0.7879
        ('as_printed("4.3.1-P.03")', None),  # no score of the EPI here
        ('as_printed("4.3.2-L.02")', None),  # eight factors, whose names we typed in
    ],
    "same": [
        ('same("6-K.02", "A1-T.02", "1.1-T.04")', True),  # 40, 40, 40
        ('same("3.2-P.04", "4.1-P.03")', False),  # 64 and 63
    ],
    "grows": [
        ('grows("3.1-P.01", "3.1-P.02")', True),  # 6.07, 12.06
        ('grows("3.1-C.03", "3.1-L.01")', False),  # 1,395 twice
    ],
    "no_less": [
        ('no_less("3.1-C.05", "3.1-C.06")', True),  # 207, 170
        ('no_less("3.1-C.06", "3.1-C.05")', False),
        ('no_less("3.1-C.03", "3.1-L.01")', True),
    ],
    "sum_of": [
        ('sum_of("3.1-C.02", "3.1-C.03", "3.1-C.04")', True),  # 2,420 = 1,395 + 1,025
        ('sum_of("3.1-C.02", "3.1-C.03", "3.1-C.05")', False),
    ],
    "adds_up": [
        (  # 10 + 45 + 5 + 5 + 35
            'adds_up(100, "4.2.2-T2.04", "4.2.2-T2.05", "4.2.2-T2.06", "4.2.2-T2.07",'
            ' "4.2.2-T2.08")',
            True,
        ),
        ('adds_up(100, "4.2.2-T2.04", "4.2.2-T2.05")', False),
    ],
    "mean_of": [
        (  # (.44 + .45 + .526 + .61) / 4 = .5065
            'mean_of("4.3.2-T.13", "4.3.2-T.01", "4.3.2-T.04", "4.3.2-T.07", "4.3.2-T.10")',
            True,
        ),
        ('mean_of("4.3.2-T.13", "4.3.2-T.01", "4.3.2-T.04")', False),
    ],
    "share": [
        ('share("3.1-C.07", "3.1-C.03", "3.1-C.02")', True),  # 57.64 = 1,395 of 2,420
        ('share("3.1-C.07", "3.1-C.04", "3.1-C.02")', False),
    ],
    "percent_of": [
        ('percent_of("A1.6.02", "A1.6.04", "A1.6.01")', True),  # 1,452 = 60 % of 2,420
        ('percent_of("A1.6.03", "A1.6.04", "A1.6.01")', False),
    ],
    "share_at_least": [
        ('share_at_least("3.3-C.05", "3.2-P.02", 50)', True),  # 59 of 76
        ('share_at_least("3.3-C.05", "3.2-P.02", 80)', False),
    ],
    "number_of_indicators": [
        ('number_of_indicators("A1-T", 12)', True),
        ('number_of_indicators("6.1-K", 3)', False),
    ],
    "covers": [
        ("covers(egdi.score, 2022, 5)", True),
        ("covers(egdi.score, 2022, 193)", False),
    ],
    "has_target": [
        ('has_target("A1-T", epi.score)', True),
        ('has_target("A1-T", epi.rank)', False),  # the 13th plan has one, the strategy has not
        ('has_target("1.1-T", epi.rank)', True),
    ],
    "tends": [
        ("tends(middle, falls)", True),
        ("tends(high, falls)", False),  # advances slightly
    ],
}


def test_every_predicate_has_its_cases():
    assert set(CASES) == set(PREDICATES)


@pytest.mark.parametrize(
    ("expression", "holds"), [case for cases in CASES.values() for case in cases]
)
def test_a_predicate_on_figures_worked_out_by_hand(evidence, expression, holds):
    assert check.find(expression, evidence).verdict == VERDICTS.get(holds, holds)


def told(evidence, expression):
    found = check.find(expression, evidence)
    return [str(number) for number in found.numbers], list(found.reasons)


def test_the_numbers_of_a_verdict_are_remembered_with_their_editions(evidence):
    found = check.find("rises(egdi.rank, THA, 2020, 2022)", evidence)
    assert [str(number) for number in found.numbers] == [
        "egdi.rank THA 2020 = 57",
        "egdi.rank THA 2022 = 55",
    ]
    assert found.editions == [("un_egov", "2020"), ("un_egov", "2022")]


def test_a_group_names_how_many_of_its_members_are_covered(evidence):
    numbers, _ = told(evidence, "n_th(wjp_overall.score, THA, ASEAN, now, 4)")
    assert "covered wjp_overall.score ASEAN 2022 = 8 of 10" in numbers
    assert "place wjp_overall.score THA ASEAN 2022 = 4" in numbers


def test_timor_leste_counts_from_the_year_that_it_joined():
    figures = {"egdi.score": {("THA", 2025): 0.8, ("TLS", 2025): 0.4}}
    later = Evidence(pd.DataFrame(rows("un_egov", figures)).assign(edition="2024"), "latest")
    numbers, _ = told(later, "n_th(egdi.score, THA, ASEAN, now, 1)")
    assert "covered egdi.score ASEAN 2025 = 2 of 11" in numbers


def test_a_tie_is_told(evidence):
    tied = {"egdi.score": UN["egdi.score"] | {("IDN", 2022): 0.7660}}
    numbers, reasons = told(
        Evidence(table(un_egov=UN | tied), "strategy"), "n_th(egdi.score, THA, ASEAN, 2022, 3)"
    )
    assert reasons == ["place_tie; number=2"]
    assert "place egdi.score THA ASEAN 2022 = 3" in numbers


@pytest.mark.parametrize(
    ("expression", "reasons"),
    [
        (
            "rises(wgi_voice_and_accountability.percentile_rank, THA, 2018, 2021)",
            ["within_error"],
        ),
        ("rises(wgi_rule_of_law.estimate, THA, 2018, 2021)", []),
        (
            "falls(wgi_control_of_corruption.estimate, THA, 2018, 2021)",
            ["no_figure; missing=wgi_control_of_corruption.estimate_lower THA 2018"],
        ),
        # WJP gives no errors with its scores
        ("falls(wjp_overall.score, THA, 2022, 2022)", ["margin_unknown"]),
        # two samples with a margin of 3 points each: the root of 18 is 4.2
        (
            "falls(edelman_trust_government.percent, THA, 2022, 2023)",
            ["sampling_margin; margin=4.2"],
        ),
        (
            "at_least(edelman_trust_ngo.percent, THA, now, 60)",
            ["sampling_margin; margin=3.0"],
        ),
        ("at_least(edelman_trust_business.percent, THA, now, 60)", []),
        ('same("3.2-P.04", "4.1-P.03")', ["own_figures"]),
        (
            "rises(egdi.rank, THA, 2014, 2022)",
            ["no_figure; missing=egdi.rank THA 2014"],
        ),
        ("at_most(tii.rank, THA, now, 40)", ["no_figure; missing=tii.rank THA now"]),
    ],
)
def test_what_limits_a_verdict_is_told(evidence, expression, reasons):
    assert told(evidence, expression)[1] == reasons


def test_a_figure_that_only_the_strategy_prints_is_named_so():
    figures = {"pmqa4_advanced_share.percent": {("THA", 2022): 72}}
    own = pd.DataFrame(rows("opdc", figures)).assign(confidence="printed in the strategy")
    _, reasons = told(
        Evidence(own, "strategy"), "at_least(pmqa4_advanced_share.percent, THA, now, 85)"
    )
    assert reasons == ["own_figures"]


def test_what_print_alone_says_is_not_held_against_itself():
    figures = {"pmqa4_advanced_share.percent": {("THA", 2022): 72}}
    own = pd.DataFrame(rows("opdc", figures)).assign(confidence="printed in the strategy")
    found = check.find(
        "equals(pmqa4_advanced_share.percent, THA, now, 72)", Evidence(own, "strategy")
    )
    assert found.verdict == check.OPEN
    assert found.reasons == ("print_alone; missing=pmqa4_advanced_share.percent THA 2022",)


def test_a_change_of_an_estimate_is_told_with_its_margin(evidence):
    numbers, _ = told(evidence, "rises(wgi_voice_and_accountability.estimate, THA, 2018, 2021)")
    assert numbers[-1] == (
        "change wgi_voice_and_accountability.estimate THA 2018 2021 = +0.23 of 0.30"
    )


def test_a_doubtful_figure_is_named_so():
    figures = {"imd_business_legislation.rank": {("THA", 2022): 38}}
    doubtful = pd.DataFrame(rows("imd", figures)).assign(confidence="doubtful")
    _, reasons = told(
        Evidence(doubtful, "strategy"), "at_most(imd_business_legislation.rank, THA, now, 40)"
    )
    assert reasons == ["doubtful"]


def test_a_countries_with_the_less_trusted_business_is_named(evidence):
    numbers, _ = told(
        evidence,
        "above_everywhere(edelman_trust_business.percent, edelman_trust_government.percent, 2023)",
    )
    assert numbers[1:] == [
        "edelman_trust_business.percent CHN 2023 = 84",
        "edelman_trust_government.percent CHN 2023 = 89",
    ]


@pytest.mark.parametrize(
    ("expression", "holds"),
    [
        ("at_most(egdi.rank, THA, now, 60) and at_most(epi.rank, THA, now, 20)", True),
        ("at_most(egdi.rank, THA, now, 60) and at_most(epi.rank, THA, now, 10)", False),
        # where one does not hold, the other need not be known
        ("at_most(tii.rank, THA, now, 40) and at_most(epi.rank, THA, now, 10)", False),
        ("at_most(tii.rank, THA, now, 40) and at_most(epi.rank, THA, now, 20)", None),
    ],
)
def test_joined_predicates(evidence, expression, holds):
    assert check.find(expression, evidence).verdict == VERDICTS.get(holds, holds)
