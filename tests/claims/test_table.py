"""What has become of the claims, on the publishers' figures up to the editions of 2025."""

import pandas as pd
import pytest

from strategybook.claims import check, kinds, table
from strategybook.claims.check import FAILS, HOLDS, OPEN, READING
from strategybook.claims.evidence import WITHIN, Evidence
from strategybook.margins import ERRORS_OF_90_PERCENT

NEWEST = "2025"


def pinned(found):
    """Return findings up to the editions that expectations were worked out on."""
    return {as_of: claims for as_of, claims in found.items() if as_of in ("strategy", NEWEST)}


@pytest.fixture(scope="module")
def found(panel):
    return check.findings(panel)


@pytest.fixture(scope="module")
def claims(found):
    return table.table(pinned(found)).set_index("claim_id")


# By hand: what each is today, and which way.
TODAY = {
    "4.2.2-7": ("no longer so", "better"),  # third in ASEAN by EGDI; second in 2024
    "4.2.2-9": ("no longer so", "better"),  # Malaysia was ahead; 0.8111 against 0.8351
    "4.3.1-5": ("no longer so", "worse"),  # second in ASEAN by EPI; third in 2024
    "4.3.1-7": ("no longer so", "worse"),  # Indonesia is ahead, too
    "SW-S1b": ("no longer so", "worse"),  # EPI rank 18 in 2022, 42 in 2024
    "SW-T1": ("no longer so", "better"),  # trust in government 60, 56, then 63
    "4.3.2-10": ("no longer so", "better"),  # open government 0.479 in 2023, 0.485 in 2024
    "A1-2": ("no longer so", "better"),  # 55th, then 52nd
    "A1-7": ("no longer so", "worse"),  # OSI 47th, then 62nd
    "A1-17": ("no longer so", "worse"),  # EPI 18th, then 42nd
    "3.3-3": ("still so", ""),  # 77, 73, 57, 55, 52
    "4.2.2-1": ("still so", ""),  # 193 states
    "4.3.2-5": ("still so", ""),
    "4.3.2-3": ("depends on reading", ""),  # 0.503 against 0.598 of East Asia, 0.497 of ASEAN
    "1.1-5egdi": ("depends on reading", ""),  # the state at rank 40 has 0.8616 in 2024
    "4.1-7": ("depends on reading", ""),  # 30 in 2018 and in 2025, 25 to 33 between
    "4.4.1-2": ("within margin", ""),  # -0.08 of 0.55 and -0.03 of 0.34 by 2023
    "4.4.1-4pv": ("within margin", ""),
    "4.4.2-2": ("within margin", ""),
    "SW-O2": ("within margin", ""),  # one point each
    "4.4.1-5ge": ("revised", "unchanged"),  # 65.38 to 60.58; now 61.905 to 59.048
    "4.2.2-3": ("fixed past", ""),
    "3.2-3": ("fixed past", ""),
    "3.1-1": ("arithmetic on print", ""),  # satisfaction as the strategy prints it
    "6-4": ("arithmetic on print", ""),
    "SW-S2": ("no newer figure", ""),
    "SW-C1": ("no newer figure", ""),
    "4.2.1-3": ("cannot be tested", ""),
    "A1-19": ("cannot be tested", ""),  # 72 per cent is in print alone
    # of targets
    "T2a": ("still not so", ""),  # EGDI rank 52
    "T2b": ("so since", "better"),  # 0.8351
    "TP1": ("no longer so", "worse"),  # EPI rank 18, then 42
    "TM2": ("still so", ""),
    "T1": ("no newer figure", ""),
}


@pytest.mark.parametrize("claim_id", TODAY)
def test_what_has_become_of_a_claim_worked_out_by_hand(claims, claim_id):
    row = claims.loc[claim_id]
    assert (row["today"], row["direction"]) == TODAY[claim_id]


def test_only_what_met_a_newer_figure_is_still_so_or_no_longer_so(claims):
    on_newer = claims["today"].isin(set(kinds.ON_NEWER.values()))
    assert (claims.loc[on_newer, "newer"] == "yes").all()
    others = claims[~on_newer & ~claims["today"].isin([WITHIN, READING])]
    assert (others["newer"] == "").all()
    assert set(claims["today"]) <= set(kinds.KINDS)


def test_what_was_tested_on_newer_figures_names_their_edition(claims):
    """Its editions are not those of the strategy alone."""
    met = claims[claims["newer"] == "yes"]
    assert (met["editions_strategy"] != met["editions_latest"]).all()


def test_restated_decimals_do_not_make_print_untrue(claims):
    wgi = claims[claims["source"] == "wgi"]
    assert not wgi["today"].isin([kinds.NO_LONGER, kinds.STILL_NOT]).any()


def test_the_strategys_own_figures_confirm_nothing(claims):
    own = claims[claims["reason_latest"].str.contains("own_figures")]
    assert set(own["today"]) <= {kinds.PRINT, kinds.NO_NEWER, READING}
    alone = claims[claims["reason_latest"].str.contains("print_alone")]
    assert list(alone.index) == ["A1-13", "A1-18", "A1-19", "A1-22"]
    assert set(alone["today"]) == {OPEN}


def test_each_claim_is_about_an_index(claims):
    expected = {"4.1-8": "imd", "4.3.2-1": "wjp", "4.4.1-1": "wgi", "4.4.2-6": "edelman"}
    expected |= {"4.2.2-18": "un_egov", "T1": "opdc", "6-4": "strategy"}
    assert claims.loc[list(expected), "source"].to_dict() == expected


# An edition of WGI in the layout of 2025: estimates with bounds, no percentile ranks


def in_the_layout_of_2025(panel, newest="2024"):
    """Return the newest edition of WGI as it would be in that layout."""
    mine = (panel["source"] == "wgi") & (panel["edition"] == newest)
    wide = panel[mine & (panel["entity"] == "THA")]
    estimates = wide[wide["measure"] == "estimate"]
    key = ["indicator", "year"]
    errors = wide[wide["measure"] == "standard_error"].set_index(key)["value"]
    half = ERRORS_OF_90_PERCENT * errors.reindex(pd.MultiIndex.from_frame(estimates[key]))
    bounds = [
        estimates.assign(measure=measure, value=estimates["value"] + side * half.to_numpy())
        for measure, side in (("estimate_lower", -1), ("estimate_upper", 1))
    ]
    gone = ["percentile_rank", "lower", "upper", "standard_error"]
    return pd.concat([panel[~mine | ~panel["measure"].isin(gone)], *bounds], ignore_index=True)


def test_an_edition_without_percentile_ranks_makes_no_claim_untestable(panel, claims):
    """Claims about change rest on estimates, and their margins on bounds."""
    wgi = [name for name, row in claims.iterrows() if row["source"] == "wgi"]
    later = Evidence(in_the_layout_of_2025(panel), NEWEST)
    moments = {"strategy": Evidence(panel, "strategy"), NEWEST: later}
    found = {as_of: check.test_all(evidence) for as_of, evidence in moments.items()}
    again = table.table(found).set_index("claim_id")
    was_open = claims.loc[wgi, "today"] == OPEN
    assert ((again.loc[wgi, "today"] == OPEN) == was_open).all()
    for claim_id in ("4.4.1-2", "4.4.1-3", "4.4.1-4va"):
        assert again.at[claim_id, "today"] == WITHIN
    assert "-0.08 of 0.55" in again.at["4.4.1-2", "numbers_latest"]
    assert "not_stated" in again.at["4.4.1-5va", "reason_latest"]


# What turned a claim


def test_what_turned_a_claim_is_told_with_its_edition(found):
    changes = table.changes(found)
    changes = changes[changes["published"] <= NEWEST].set_index("claim_id")
    assert changes.at["SW-S1b", "editions"] == "un_egov 2024"
    assert changes.at["SW-T1", "editions"] == "edelman 2025"
    assert changes.at["4.3.2-3", "editions"] == "wjp 2025"
    assert changes.at["4.4.1-5pv", "editions"] == "wgi 2023"
    assert changes.at["1.1-5egdi", "editions"] == "un_egov 2024"
    assert (changes["editions"] != "").all()
    same = (changes["before"] == changes["today"]) & (changes["direction"] == "")
    assert not same.any()


# One figure changed: which claims turn, by hand
MUTATIONS = {
    # trust in government falls from 56 to 50 instead of rising to 63
    ("edelman_trust_government", "percent", 2025, 50): {"SW-T1": ("still so", "")},
    # trust in government rises to 58: two points are no more than chance
    ("edelman_trust_government", "percent", 2025, 58): {"SW-T1": ("within margin", "")},
    # just below the mean 0.4967 of ASEAN's others, but above Viet Nam's 0.4955
    ("wjp_overall", "score", 2025, 0.4960): {"4.3.2-3": ("still so", "")},
    # one place better than in 2022
    ("epi", "rank", 2024, 17): {
        "TP1": ("still so", ""),
        "SW-S1b": ("still so", ""),
        "A1-17": ("no longer so", "better"),
    },
    # as good as its target, and as Government Efficiency never was
    ("imd_government_efficiency", "rank", 2025, 20): {
        "T3": ("so since", "better"),
        "SW-C2": ("no longer so", ""),
    },
}


@pytest.mark.parametrize("figure", MUTATIONS, ids=lambda figure: f"{figure[0]} {figure[-1]}")
def test_one_changed_figure_turns_exactly_the_claims_that_rest_on_it(panel, found, claims, figure):
    indicator, measure, year, value = figure
    one = (panel["indicator"] == indicator) & (panel["measure"] == measure)
    one &= (panel["entity"] == "THA") & (panel["year"] == year) & panel["chosen"]
    assert one.sum() == 1
    changed = panel.assign(value=panel["value"].where(~one, value))
    after = table.table(
        {"strategy": found["strategy"], NEWEST: check.test_all(Evidence(changed, NEWEST))}
    ).set_index("claim_id")
    told = ["today", "direction"]
    turned = after.index[(after[told] != claims[told]).any(axis=1)]
    assert {key: tuple(after.loc[key, told]) for key in turned} == MUTATIONS[figure]
    subject = f"{indicator}.{measure} THA {year}"
    numbers = claims["numbers_latest"] + claims["other_numbers_latest"]
    assert set(turned) <= set(claims.index[numbers.str.contains(subject, regex=False)])


def test_verdicts_and_kinds_go_together(claims):
    """As of the strategy and on the newest figures."""
    pairs = {
        kinds.STILL: ({HOLDS, WITHIN, OPEN}, {HOLDS}),
        kinds.NO_LONGER: ({HOLDS, WITHIN, READING}, {FAILS}),
        kinds.SINCE: ({FAILS}, {HOLDS}),
        kinds.STILL_NOT: ({FAILS}, {FAILS}),
    }
    for kind, (before, after) in pairs.items():
        mine = claims[claims["today"] == kind]
        assert set(mine["verdict_strategy"]) <= before, kind
        assert set(mine["verdict_latest"]) <= after, kind


def test_a_newer_figure_tests_what_was_in_print_alone(panel, found):
    """72 per cent of agencies in 2022, 80 in 2024: untestable before, and no longer so."""
    mine = (panel["indicator"] == "pmqa4_advanced_share") & (panel["year"] == 2022)
    newer = panel[mine].assign(
        year=2024, edition="2024", value=80.0, confidence="primary publisher"
    )
    more = pd.concat([panel, newer], ignore_index=True)
    later = check.test_all(Evidence(more, NEWEST))
    row = (
        table.table({"strategy": found["strategy"], NEWEST: later})
        .set_index("claim_id")
        .loc["A1-19"]
    )
    assert (row["verdict_strategy"], row["today"], row["direction"]) == (
        OPEN,
        "no longer so",
        "better",
    )
