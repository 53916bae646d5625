"""Parameters are checked before a kernel starts."""

import pytest

from strategybook.countries import publisher_names
from strategybook.errors import UserError
from strategybook.parameters import ASEAN_PEERS, Parameters, check, with_peers


def test_every_member_state_may_be_the_country():
    states = set(publisher_names("un_egov").values())
    assert len(states) == 193
    for country in states:
        check(Parameters(country=country, peers=with_peers(country, ASEAN_PEERS)))


@pytest.mark.parametrize("country", ["TWN", "HKG", "XKX"])
def test_an_economy_that_only_some_publishers_know_may_be_the_country(country):
    check(Parameters(country=country))


@pytest.mark.parametrize("year", range(2003, 2026))
def test_every_year_since_the_first_publication_may_be_seen(year):
    check(Parameters(as_of=str(year)))


@pytest.mark.parametrize(
    ("wrong", "close"), [("VNN", "VNM (Viet Nam)"), ("THAI", "THA (Thailand)"), ("UAE", "ARE")]
)
def test_an_unknown_country_is_refused_with_a_few_close_ones(wrong, close):
    with pytest.raises(UserError) as refusal:
        check(Parameters(country=wrong))
    assert close in str(refusal.value)
    assert len(str(refusal.value)) < 250


@pytest.mark.parametrize(
    ("wrong", "allowed"),
    [
        ({"country": "Thailand"}, "THA"),
        ({"country": "TH"}, "THA"),
        ({"language": "thai"}, "en, th"),
        ({"as_of": "newest"}, "latest, strategy, a year from 2003"),
        ({"as_of": "2567"}, "a year from 2003"),
        ({"peers": ("SGP", "XXX")}, "ISO 3166 alpha-3 code"),
        ({"peers": ("THA",)}, "the country itself"),
        ({"country": "THA'; import os"}, "THA"),
    ],
)
def test_a_wrong_value_is_refused_with_the_allowed_ones(wrong, allowed):
    with pytest.raises(UserError) as refusal:
        check(Parameters(**wrong))
    assert allowed in str(refusal.value)
    assert next(iter(wrong)) in str(refusal.value)
    assert "\n" not in str(refusal.value)
