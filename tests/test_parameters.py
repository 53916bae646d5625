"""Parameters are checked before a kernel starts."""

import pytest

from strategybook.errors import UserError
from strategybook.parameters import ASEAN_PEERS, Parameters, check, known_countries, with_peers


def test_every_member_state_may_be_the_country():
    for country in known_countries():
        check(Parameters(country=country, peers=with_peers(country, ASEAN_PEERS)))
    assert len(known_countries()) == 193


@pytest.mark.parametrize(
    ("wrong", "allowed"),
    [
        ({"country": "Thailand"}, "THA"),
        ({"country": "TH"}, "THA"),
        ({"language": "thai"}, "en, th"),
        ({"as_of": "newest"}, "latest, strategy, 2003"),
        ({"as_of": "2567"}, "2024"),
        ({"peers": ("SGP", "XXX")}, "MYS"),
        ({"peers": ("THA",)}, "MYS"),
        ({"country": "THA'; import os"}, "THA"),
    ],
)
def test_a_wrong_value_is_refused_with_the_allowed_ones(wrong, allowed):
    with pytest.raises(UserError) as refusal:
        check(Parameters(**wrong))
    assert allowed in str(refusal.value)
    assert next(iter(wrong)) in str(refusal.value)
    assert "\n" not in str(refusal.value)
