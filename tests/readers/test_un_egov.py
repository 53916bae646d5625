"""The reader of the UN's surveys, on the UN's own files and on small files with each trap."""

import csv
import hashlib

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategybook import editions, paths
from strategybook.countries import publisher_names
from strategybook.errors import InputError
from strategybook.readers import un_egov

HEADER = (
    "Survey Year,Country Name,E-Government Rank,E-Government Index,E-Participation Index,"
    "Online Service Index,Human Capital Index,Telecommunication Infrastructure Index"
)
# Thailand and Viet Nam in the survey of 2022, as EGOV_DATA_2022.csv prints them.
THAILAND = '2022,"Thailand ",55,0.76600,0.78410,0.77630,0.78790,0.73380'
VIET_NAM = '2022,"Viet Nam ",86,0.67870,0.60230,0.64840,0.69030,0.69730'
SURVEYS = ["2003", "2004", "2005", "2008"] + [str(year) for year in range(2010, 2026, 2)]


def survey(folder, *rows, header=HEADER, line_end="\r\n", encoding="utf-8"):
    """Write a small survey as the UN would and return its file."""
    file = folder / "EGOV_DATA_2022.csv"
    file.write_bytes((line_end.join([header, *rows]) + line_end).encode(encoding))
    return file


def test_every_survey_has_every_state(shared):
    for year in SURVEYS:
        publication = un_egov.read(shared / f"publisher-files/un_egov/EGOV_DATA_{year}.csv")
        assert publication.edition == year
        assert publication.figures["entity"].nunique() == 193
        assert list(publication.figures["entity"]) == sorted(publication.figures["entity"])


def test_figures_held_are_those_of_the_uns_files(shared):
    held = editions.editions().set_index(["source", "edition"]).loc["un_egov"]
    assert list(held.index) == SURVEYS
    for _, edition in held.iterrows():
        file = shared / "publisher-files/un_egov" / edition["came_from"]
        figures = un_egov.read(file).figures.to_csv(index=False, lineterminator="\n")
        assert (paths.RAW / edition["figures"]).read_text(encoding="utf-8") == figures
        assert hashlib.sha256(file.read_bytes()).hexdigest() == edition["publisher_sha256"]


def test_figures_held_carry_their_hash():
    for _, edition in editions.editions().iterrows():
        content = (paths.RAW / edition["figures"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == edition["figures_sha256"]


def test_asean_figures_are_those_collected_by_hand(shared):
    """The facts were read off another copy of the UN's data."""
    names = {"Brunei": "BRN", "Laos": "LAO", "Vietnam": "VNM", "Lao PDR": "LAO"}
    with (shared / "facts/egdi_asean.csv").open(encoding="utf-8", newline="") as lines:
        facts = list(csv.DictReader(lines))
    assert len(facts) > 20
    for fact in facts:
        figures = pd.read_csv(paths.RAW / f"un_egov/{fact['edition']}.csv", index_col="entity")
        code = names.get(fact["country"]) or publisher_names("un_egov").get(fact["country"])
        row = figures.loc[code]
        assert row["egdi.rank"] == int(fact["rank"])
        for name in ("egdi", "osi", "tii", "hci", "epi"):
            assert row[f"{name}.score"] == float(fact[name]), (fact["edition"], code, name)


@pytest.mark.parametrize("year", SURVEYS)
def test_egdi_is_the_mean_of_its_components(year):
    """By UN DESA's technical appendix; in 2008 and 2010 OSI weighed 0.34.

    Of Cameroon and Cambodia in 2008 the UN's own file breaks the rule.
    """
    figures = pd.read_csv(paths.RAW / f"un_egov/{year}.csv")
    rated = figures[figures["egdi.score"] > 0]
    weight = 0.34 if year in ("2008", "2010") else 1 / 3
    rest = (1 - weight) / 2
    mean = weight * rated["osi.score"] + rest * (rated["hci.score"] + rated["tii.score"])
    apart = (mean - rated["egdi.score"]).abs() > 0.00015
    assert set(rated.loc[apart, "entity"]) == ({"CMR", "KHM"} if year == "2008" else set())


@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_reads_both_line_ends_a_byte_order_mark_and_trailing_blanks(tmp_path, line_end, encoding):
    file = survey(tmp_path, THAILAND, VIET_NAM, line_end=line_end, encoding=encoding)
    figures = un_egov.read(file).figures
    assert list(figures["entity"]) == ["THA", "VNM"]
    assert figures.iloc[0].to_dict() == {
        "entity": "THA",
        "year": "2022",
        "egdi.rank": "55",
        "egdi.score": "0.766",
        "epi.score": "0.7841",
        "hci.score": "0.7879",
        "osi.score": "0.7763",
        "tii.score": "0.7338",
    }


def test_renamed_columns_are_matched_and_named(tmp_path):
    header = (
        "Survey Year,Country,Rank,E_Index,E_Participation,Online_Service,Human_Capital,Tele_Infra"
    )
    publication = un_egov.read(survey(tmp_path, THAILAND, header=header))
    assert publication.figures["osi.score"].tolist() == ["0.7763"]
    assert "Tele_Infra as tii.score" in publication.notes[0]


def test_a_copy_without_survey_year_names_no_edition(tmp_path):
    header = HEADER.removeprefix("Survey Year,")
    file = survey(tmp_path, THAILAND.removeprefix("2022,"), header=header)
    assert un_egov.read(file).edition == ""


def test_recognises_its_own_files_by_their_header(tmp_path, shared):
    assert un_egov.recognises(survey(tmp_path, THAILAND))
    assert not un_egov.recognises(shared / "publisher-files/un_egov_data360/UN_EGDI_OSI_WIDEF.csv")
    assert not un_egov.recognises(shared / "publisher-files/wgi/2022_wgidataset.dta")
    assert not un_egov.recognises(tmp_path / "absent.csv")


BAD = {
    "an unknown country": (
        [THAILAND.replace("Thailand", "Siam")],
        ["row 2", "Siam", "country_names.csv"],
    ),
    "a country named twice": ([THAILAND, VIET_NAM, THAILAND], ["row 4", "second row", "Thailand"]),
    "text for a number": ([THAILAND.replace("0.77630", "high")], ["row 2", "'high'", "osi.score"]),
    "a score above one": ([VIET_NAM, THAILAND.replace("0.77630", "77.63")], ["row 3", "'77.63'"]),
    "a rank of zero": ([THAILAND.replace(",55,", ",0,")], ["'0'", "from 1 to 193"]),
    "a rank above the number of states": ([THAILAND.replace(",55,", ",194,")], ["'194'"]),
    "two surveys": ([THAILAND, VIET_NAM.replace("2022", "2020")], ["2020, 2022", "split"]),
}


@pytest.mark.parametrize("case", BAD)
def test_refuses_in_one_sentence(tmp_path, case):
    rows, expected = BAD[case]
    with pytest.raises(InputError) as refusal:
        un_egov.read(survey(tmp_path, *rows))
    sentence = str(refusal.value).splitlines()[0]
    assert sentence.startswith("EGOV_DATA_2022.csv")
    for words in expected:
        assert words in sentence


def test_refuses_a_file_without_a_column(tmp_path):
    with pytest.raises(InputError, match="also human capital index"):
        un_egov.read(survey(tmp_path, header=HEADER.replace("Human Capital Index", "Education")))


def test_refuses_an_empty_file(tmp_path):
    file = tmp_path / "EGOV_DATA_2022.csv"
    file.touch()
    with pytest.raises(InputError, match="found an empty file"):
        un_egov.read(file)


@given(
    states=st.lists(
        st.tuples(
            st.sampled_from(sorted(publisher_names("un_egov").items())),
            st.integers(1, 193),
            st.lists(st.integers(0, 100000), min_size=5, max_size=5),
        ),
        min_size=1,
        max_size=8,
        unique_by=lambda state: state[0][1],
    ),
    order=st.permutations(range(8)),
)
def test_any_table_in_any_order_of_columns_reads_back_equal(tmp_path_factory, states, order):
    written = [
        ["2022", f'"{name} "', str(rank), *(f"{score / 100000:.5f}" for score in scores)]
        for (name, _), rank, scores in states
    ]
    header = [HEADER.split(",")[column] for column in order]
    rows = [",".join(row[column] for column in order) for row in written]
    file = survey(tmp_path_factory.mktemp("survey"), *rows, header=",".join(header))
    figures = un_egov.read(file).figures.set_index("entity")
    columns = ["egdi.score", "epi.score", "osi.score", "hci.score", "tii.score"]
    assert len(figures) == len(states)
    for (_, entity), rank, scores in states:
        assert figures.loc[entity, "egdi.rank"] == str(rank)
        read = [float(value) for value in figures.loc[entity, columns]]
        assert read == [score / 100000 for score in scores]
