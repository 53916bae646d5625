"""Whom a country is compared with, where nobody has said it."""

import pytest

from strategybook import countries, peers
from strategybook.parameters import ASEAN_PEERS

ASEAN = {"BRN", "IDN", "KHM", "LAO", "MMR", "MYS", "PHL", "SGP", "THA", "TLS", "VNM"}


def test_a_member_of_asean_sees_the_other_ten_with_thailand_among_them():
    assert set(peers.fitting("VNM")) == ASEAN - {"VNM"}
    assert set(peers.fitting("TLS")) == ASEAN - {"TLS"}


def test_the_book_itself_compares_with_those_of_the_strategy():
    assert peers.fitting("THA") == ASEAN_PEERS


@pytest.mark.parametrize(
    ("country", "among"),
    [  # by UN M49
        ("EST", {"LVA", "LTU", "FIN"}),
        ("SSD", {"ETH", "SOM"}),
        ("TWN", {"JPN", "KOR", "HKG"}),
        ("HKG", {"JPN", "KOR", "TWN"}),
        ("KAZ", {"KGZ", "TJK", "TKM", "UZB"}),
        ("AUS", {"NZL"}),
    ],
)
def test_others_see_their_region(country, among):
    found = peers.fitting(country)
    assert among <= set(found)
    assert country not in found
    assert peers.LEAST <= len(found) <= peers.MOST


def test_every_economy_has_peers_and_a_region():
    for entity in countries.regions().index:
        assert len(peers.fitting(entity)) >= peers.LEAST, entity
