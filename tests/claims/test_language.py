"""The language of claims: what it reads, and that it refuses all else in one sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategybook.claims.evidence import Series
from strategybook.claims.language import Call, parse
from strategybook.errors import InputError


def test_a_predicate_is_read_with_the_kinds_of_its_arguments():
    assert parse("rises(egdi.rank, THA, 2020, now)", 2) == [
        Call(
            "rises",
            (
                ("series", Series("egdi", "rank")),
                ("entity", "THA"),
                ("year", 2020),
                ("year", "now"),
            ),
        )
    ]


def test_predicates_are_joined_by_and():
    joined = 'at_most(egdi.rank, THA, now, 40) and as_printed("A1.2.07")'
    assert [call.predicate for call in parse(joined, 2)] == ["at_most", "as_printed"]


def test_a_number_in_quotes_keeps_its_zeros():
    (call,) = parse('equals(egdi.score, THA, now, "0.7660")', 2)
    assert call.of_kind("number") == ["0.7660"]


REFUSED = {
    '__import__("os").system("true")': "expected a predicate such as",
    '__import__("os")': "found predicate '__import__'",
    "open('claims.csv')": "found predicate 'open'",
    "egdi.rank": "expected a predicate such as",
    "2022": "expected a predicate such as",
    "rise(egdi.rank, THA, 2020, 2022)": "found predicate 'rise'",
    "rises(egdi.rang, THA, 2020, 2022)": "found series 'egdi.rang'",
    "rises(egdi, THA, 2020, 2022)": "found series 'egdi'",
    "rises(egdi.rank, XYZ, 2020, 2022)": "found entity 'XYZ'",
    'rises(egdi.rank, "THA", 2020, 2022)': "found entity",
    "rises(egdi.rank, THA, 2565, 2022)": "found year '2565'",
    "rises(egdi.rank, THA, 2020.0, 2022)": "found year '2020.0'",
    "rises(egdi.rank, THA, True, 2022)": "found year 'True'",
    "rises(egdi.rank, THA, later, 2022)": "found year 'later'",
    "rises(egdi.rank, THA)": "expected the arguments rises(series, entity, year, year+)",
    "rises()": "expected the arguments rises(series, entity, year, year+)",
    "at_least(egdi.score, THA, now)": "expected the arguments at_least(series, entity, year, ",
    "rises(egdi.rank, THA, 2020)": "expected the arguments rises(series, entity, year, year+)",
    "at_least(egdi.score, THA, now, 0.75, 1)": "expected the arguments",
    "at_least(egdi.score, THA, now, number=0.75)": "expected the arguments",
    "at_least(*egdi.score)": "expected the arguments",
    "at_least(egdi.score, THA, now, -1)": "found number '-1'",
    "at_least(egdi.score, THA, now, 1e999)": "found number '1e309'",
    'at_least(egdi.score, THA, now, "nan")': "found number",
    'at_least(egdi.score, THA, now, "high")': "found number",
    "n_th(egdi.score, THA, EU, now, 3)": "found group 'EU'",
    'as_printed("A1.2.99")': "found printed",
    "as_printed(A1)": "found printed 'A1'",
    'number_of_indicators("A9-T", 12)': "found exhibit",
    "same(rises(egdi.rank, THA, 2020, 2022))": "expected the arguments same(printed, printed+)",
    "rises(egdi.rank, THA, 2020, 2022) or falls(egdi.rank, THA, 2020, 2022)": "a predicate such as",
    "not rises(egdi.rank, THA, 2020, 2022)": "expected a predicate such as",
    "rises(egdi.rank, THA, 2020, 2022) == 1": "expected a predicate such as",
    "[rises(egdi.rank, THA, 2020, 2022)]": "expected a predicate such as",
    "lambda: rises(egdi.rank, THA, 2020, 2022)": "expected a predicate such as",
    "rises(egdi.rank, THA, 2020, 2022); 1": "expected predicates joined by 'and'",
    "rises(egdi.rank, THA, 2020": "expected predicates joined by 'and'",
    "\0": "expected predicates joined by 'and'",
    "": "expected predicates joined by 'and'",
    "(" * 3000: "expected predicates joined by 'and'",
    "-" * 5000 + "1": "expected",
}


@pytest.mark.parametrize("expression", REFUSED, ids=lambda text: repr(text[:40]))
def test_all_else_is_refused_with_its_place(expression):
    with pytest.raises(InputError) as refusal:
        parse(expression, 7)
    sentence = str(refusal.value)
    assert sentence.startswith("data/raw/strategy/claims.csv, row 7, column expression: found ")
    assert REFUSED[expression] in sentence
    assert sentence.endswith("; correct the expression and run again.")


@given(st.text(max_size=60))
def test_any_text_is_an_expression_or_an_error_in_one_sentence(text):
    try:
        assert parse(text, 2)
    except InputError as refusal:
        assert "column expression" in str(refusal)
