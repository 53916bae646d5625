"""The made editions: the project's readers take them as the publishers' own."""

import pandas as pd
import pytest

from strategybook.readers import entered, un_egov, wgi, wjp
from tests import editions_to_come as to_come
from tests.editions_to_come import GONE, MET, MISSED, TIED

READERS = {"un_egov": un_egov, "wgi": wgi, "wjp": wjp}


def _read(made, folder):
    file = made.save(folder)
    reader = READERS.get(made.source, entered)
    assert reader.recognises(file)
    publication = reader.read(file)
    if hasattr(reader, "check"):
        reader.check(file, publication)
    return publication


@pytest.mark.parametrize(
    "make",
    [
        to_come.un_survey,
        lambda: to_come.un_survey("2028", TIED),
        lambda: to_come.wgi().without(years=range(1996, 2022)),
        lambda: to_come.wgi("2026", layout=to_come.LONG).without(years=range(1996, 2024)),
        to_come.wjp,
        to_come.imd,
        to_come.edelman,
        to_come.opdc,
    ],
)
def test_a_made_file_reads_back_as_it_was_made(make, tmp_path):
    made = make()
    keys = [name for name in made.figures if name in ("indicator", "entity", "year")]
    read, meant = (
        table.astype({"year": int}).set_index(keys).sort_index()
        for table in (_read(made, tmp_path).figures, made.figures)
    )
    if made.source in READERS:
        read = read.map(lambda cell: float(cell or "nan"))
    pd.testing.assert_frame_equal(
        # openpyxl writes sixteen digits.
        read[list(meant.columns)],
        meant,
        check_dtype=False,
        rtol=1e-15,
        atol=0,
    )
    pd.testing.assert_frame_equal(make().figures, made.figures)


@pytest.mark.parametrize(
    ("fate", "ranks"), [(MET, range(1, 40)), (TIED, [40]), (MISSED, range(41, 194))]
)
@pytest.mark.parametrize("year", ["2026", "2028"])
def test_thailand_meets_the_targets_ties_with_them_or_misses_them(fate, ranks, year):
    table = to_come.un_survey(year, fate).figures.set_index("entity")
    own = table.loc["THA"]
    assert own["egdi.rank"] in ranks
    assert table["osi.score"].rank(ascending=False, method="min")["THA"] in ranks
    for name in ("egdi.score", "osi.score", "epi.score"):
        assert {MET: own[name] > 0.82, TIED: own[name] == 0.82, MISSED: own[name] < 0.82}[fate]
    assert (table["egdi.rank"] == own["egdi.rank"]).sum() == (2 if fate == TIED else 1)


def test_countries_come_and_leave():
    assert "THA" not in set(to_come.un_survey(thailand=GONE).figures["entity"])
    law = to_come.wjp().figures
    new = set(law.loc[law["year"] == 2026, "entity"])
    before = set(law.loc[law["year"] == 2025, "entity"])
    assert new - before == {to_come.LAW_CAME}
    assert before - new == {to_come.LAW_LEFT}


def test_an_edition_can_lack_anything():
    made = to_come.wgi(dimensions=["rl"]).without(series=[".standard_error"], entities=["THA"])
    assert not [name for name in made.figures if "standard_error" in name.split(".")]
    assert "THA" not in set(made.figures["entity"])
    assert {name.split(".")[0] for name in made.figures if "." in name} == {"wgi_rule_of_law"}
    hand = to_come.imd().without(indicators=["imd_overall"])
    assert "imd_overall" not in set(hand.figures["indicator"])


def test_all_editions_to_come_are_in_the_order_of_their_publication():
    every = to_come.every_edition()
    assert [one.published_on for one in every] == sorted(one.published_on for one in every)
    assert {one.source for one in every} == {"un_egov", "wgi", "wjp", "imd", "edelman", "opdc"}
    assert max(one.edition for one in every) == "2028"
