"""The index chapters as executed: every exhibit on a page, every number against print."""

import json
import re

import pandas as pd
import pytest

from strategybook import paths, strategy
from strategybook.language import LANGUAGES
from tests.test_printed_check import DIFFERENCES

EXHIBIT = re.compile(r"^::::\{exhibit\} (\S+)\n:name: (\S+)", re.MULTILINE)


def outputs(page, form="text/markdown"):
    """Return what an executed chapter shows, as MyST text or plainly."""
    for cell in json.loads(page.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            yield "".join(output.get("data", {}).get(form, ""))


def exhibits_of(language):
    """Return the page that each exhibit of the strategy is on, one row a place."""
    places = [
        (key, page.stem, name)
        for page in sorted((paths.BOOK / language).glob("*.ipynb"))
        for key, name in EXHIBIT.findall("\n".join(outputs(page)))
    ]
    return pd.DataFrame(places, columns=["exhibit", "page", "name"])


def test_every_exhibit_has_a_page():
    assert len(strategy.exhibits()) == 68
    assert (strategy.exhibits()["page"] != "").all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_exhibit_is_on_its_page_once(language):
    """`page` in data/raw/strategy/exhibits.csv says where."""
    expected = strategy.exhibits()["page"]
    shown = exhibits_of(language)
    assert not shown["exhibit"].duplicated().any()
    assert shown.set_index("exhibit")["page"].to_dict() == expected.to_dict()


def test_both_languages_show_the_same_exhibits_under_the_same_names():
    english, thai = (exhibits_of(language) for language in LANGUAGES)
    assert english.equals(thai)


def test_every_printed_value_has_its_row_and_every_verdict_its_evidence():
    check = pd.read_csv(paths.PROCESSED / "printed_check.csv", dtype=str, keep_default_na=False)
    printed = strategy.printed_values()
    assert list(check["printed_id"]) == list(printed.loc[printed["value"] != "", "printed_id"])
    checked = check["verdict"] != "print only"
    evidence = ["recomputed", "source", "edition"]
    assert (check.loc[checked, evidence] != "").all(axis=None)
    assert (check.loc[~checked, evidence] == "").all(axis=None)
    assert (check.loc[check["verdict"].isin(["differs", "print only"]), "reason"] != "").all()
    assert not check["reason"].eq("unexplained").any()


def data_of(page, name, language="en"):
    return pd.read_csv(paths.BOOK / language / page / f"{name}.csv", dtype=str)


# Where the figures of an exhibit lie, which are then held against print.
SHOWN = {
    "4.2.2-T1": ("egovernment", "components"),
    "4.3.1-P": ("egovernment", "epi-countries"),
    "4.3.2-C1": ("rule_of_law", "group"),
    "4.3.2-T": ("rule_of_law", "open-government"),
    "4.4.1-T": ("governance", "ranks"),
    "A1.2": ("egovernment", "egdi-history"),
    "A1.9": ("egovernment", "epi-history"),
}
KEY = ["indicator", "entity", "year", "measure"]
# Print cuts this value off instead of rounding it; the page says so.
CUT_OFF = {"4.3.2-T.05"}


@pytest.mark.parametrize("exhibit", SHOWN)
def test_the_numbers_on_the_page_are_those_that_the_strategy_printed(exhibit):
    printed = strategy.printed_values()
    values = printed[(printed["exhibit"] == exhibit) & (printed["role"] == "value")]
    values = values[~values["printed_id"].isin(CUT_OFF)]
    shown = data_of(*SHOWN[exhibit]).set_index(KEY)["value"]
    assert len(values) > 1
    for row in values.itertuples():
        decimals = len(row.value.partition(".")[2])
        found = float(shown[(row.indicator, row.entity, row.year, row.measure)])
        # A little more than half a unit, since print rounds halves up.
        assert abs(found - float(row.value)) <= 0.500001 * 10**-decimals, row.printed_id


def words_of(page, language):
    return "\n".join(outputs(paths.BOOK / language / f"{page}.ipynb", "text/plain"))


def test_pages_tell_what_the_figures_say():
    law, governance = words_of("rule_of_law", "en"), words_of("governance", "en")
    assert "from rank 71 in 2020 to rank 80 in 2022 (140 countries rated)" in law
    # Section 4.3.2: below the mean of the region, and fourth in ASEAN. The others' mean by hand, of
    # the index as WJP prints it: (0.78 + 0.57 + 0.53 + 0.49 + 0.47 + 0.36 + 0.31) / 7.
    assert (
        "2022 (0.495) is below the mean of the countries compared (0.501) "
        "and below the mean of East Asia and Pacific (0.592)." in law
    )
    assert (
        "Thailand is in place 4 of the 8 that are rated, behind Singapore (rank 17), Malaysia "
        "(rank 55) and Indonesia (rank 64)." in law
    )
    # Open government is below the region as WJP has it, but not below the others of ASEAN.
    assert (
        "2022 (0.483) is above the mean of the countries compared (0.443) "
        "and below the mean of East Asia and Pacific (0.546)." in law
    )
    assert "Lower than in 2018: Government Effectiveness and Control of Corruption." in governance


def test_the_page_on_print_tells_the_totals():
    """Every printed value once; the differing ones are those known by hand."""
    english = words_of("print_check", "en")
    equal, adding_up, differing, print_only = map(
        int, re.search(r"Total +(\d+) +(\d+) +(\d+) +(\d+)", english).groups()
    )
    assert differing == len(DIFFERENCES)
    assert equal + adding_up + differing + print_only == 285
    assert f"equal to the publishers' figures: {equal}. " in english
    assert f"from other printed numbers: {adding_up}. Differing: {differing}." in english
    assert f"In print only, and in no data file: {print_only}." in english
    assert "7.24" in english and "27.05 less 19.81" in english
