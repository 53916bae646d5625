"""Words: complete in both languages, and spelled as the strategy spells them."""

import csv
import re
import string

import pytest

from strategybook import countries, language, paths, strategy
from strategybook.language import LANGUAGES, country_name, shown_number, shown_year, words

TABLE = language._table("language.csv", "key")
PLACES = string.Formatter()
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
}


def places(template):
    return {name for _, name, _, _ in PLACES.parse(template) if name}


@pytest.mark.parametrize("key", TABLE)
def test_every_entry_says_the_same_in_both_languages(key):
    entry = TABLE[key]
    assert entry["en"].strip() and entry["th"].strip()
    assert places(entry["en"]) == places(entry["th"]) or "places" in key
    abbreviation = entry["en"] == entry["th"]
    assert abbreviation or re.search("[ก-๙]", entry["th"]) or key == "site.other_language"


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


def test_numbers_have_a_true_minus_and_separated_thousands():
    assert shown_number(-0.0178, 4, signed=True) == "\N{MINUS SIGN}0.0178"
    assert shown_number(0.0334, 4, signed=True) == "+0.0334"
    assert shown_number(10402, 0) == "10,402"


def test_an_unknown_key_is_an_error():
    with pytest.raises(KeyError):
        words("indicator.unheard_of", "en")


def test_no_word_is_there_for_nothing():
    """Each key is used by its whole name, or by a prefix that code completes."""
    code = "\n".join(
        file.read_text(encoding="utf-8")
        for pattern in ("src/**/*.py", "notebooks/*.ipynb")
        for file in paths.ROOT.glob(pattern)
    )
    used = set(re.findall(r"""["']([a-z_]+(?:\.[a-z_]+)*)\.?[{"']""", code))
    for key in TABLE:
        parts = key.split(".")
        beginnings = {".".join(parts[:length]) for length in range(1, len(parts) + 1)}
        assert beginnings & used, key
