"""Reader of Data360 copies of the UN's e-government indices: real files, and small ones."""

import csv
from pathlib import Path

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategybook.errors import InputError
from strategybook.readers import un_egov_data360

FILES = Path(__file__).parents[2].parent / "shared" / "publisher-files"
needs_files = pytest.mark.skipif(not FILES.is_dir(), reason="publishers' files are not here")
INDICES = ["EGDI", "HCI", "OSI", "TII"]
SURVEYS = [2003, 2004, 2005, 2008, 2010, 2012, 2014, 2016, 2018, 2020, 2022, 2024]
UN_COLUMNS = {
    "EGDI": "E-Government Index",
    "HCI": "Human Capital Index",
    "OSI": "Online Service Index",
    "TII": "Telecommunication Infrastructure Index",
}
# Where the UN's name of a state is not one that pycountry finds.
UN_NAMES = {
    "Congo": "COG",
    "Democratic Republic of the Congo": "COD",
    "Georgia (Country)": "GEO",
    "Iran (Islamic Republic of)": "IRN",
    "Micronesia (Federated States of)": "FSM",
    "Republic of Korea": "KOR",
}


def data360(index):
    return FILES / "un_egov_data360" / f"UN_EGDI_{index}_WIDEF.csv"


def entity(name):
    return UN_NAMES.get(name) or pycountry.countries.lookup(name).alpha_3


def of_the_un(index):
    """Return the UN's own value for each entity and survey."""
    values = {}
    for path in (FILES / "un_egov").glob("EGOV_DATA_*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                key = (entity(row["Country Name"].strip()), int(row["Survey Year"]))
                values[key] = row[UN_COLUMNS[index]]
    return values


def by_key(figures, series):
    return dict(
        zip(zip(figures["entity"], figures["year"], strict=True), figures[series], strict=True)
    )


@needs_files
@pytest.mark.parametrize("index", INDICES)
def test_every_value_equals_the_un_own_file(index):
    read = un_egov_data360.read(data360(index))
    assert (read.source, read.edition) == ("un_egov_data360", "2024")
    copied = by_key(read.figures, f"{index.lower()}.score")
    own = of_the_un(index)
    assert len(copied) == 193 * len(SURVEYS)
    assert copied.keys() == own.keys()
    # As numbers: the copies leave out closing zeros.
    assert {
        key: (value, own[key]) for key, value in copied.items() if float(value) != float(own[key])
    } == {}


@needs_files
@pytest.mark.parametrize(
    ("index", "year", "printed"),
    [
        ("EGDI", 2020, "0.7565"),
        ("EGDI", 2022, "0.766"),
        ("OSI", 2020, "0.7941"),
    ],
)
def test_thailand_is_as_the_un_printed(index, year, printed):
    figures = un_egov_data360.read(data360(index)).figures
    assert by_key(figures, f"{index.lower()}.score")["THA", year] == printed


@needs_files
def test_zeros_that_mean_no_data_and_values_beyond_one_stay_as_published():
    egdi = by_key(un_egov_data360.read(data360("EGDI")).figures, "egdi.score")
    hci = by_key(un_egov_data360.read(data360("HCI")).figures, "hci.score")
    assert egdi["SSD", 2008] == "0"  # South Sudan did not exist yet
    assert hci["FSM", 2003] == "1.422"
    assert hci["TUV", 2003] == "1.03"


@needs_files
def test_only_its_own_files_are_recognised():
    own = sorted((FILES / "un_egov_data360").glob("*.csv"))
    other = [path for name in ("un_egov", "wgi", "wjp") for path in (FILES / name).iterdir()]
    assert [path.name for path in own if not un_egov_data360.recognises(path)] == []
    assert len(other) > 10
    assert [path.name for path in other if un_egov_data360.recognises(path)] == []


# --- Small files

HEADER = ["FREQ", "REF_AREA", "REF_AREA_LABEL", "INDICATOR", "2022", "2024"]
THAI = ["A", "THA", "Thailand", "UN_EGDI_TTI", "0.5", "0.0"]
LAO = ["A", "LAO", "Lao People's Democratic Republic, The", "UN_EGDI_TTI", "", "0.25000"]


def save(tmp_path, rows, line_end="\n", encoding="utf-8"):
    path = tmp_path / "download.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, lineterminator=line_end).writerows(rows)
    return path


@pytest.mark.parametrize(("line_end", "encoding"), [("\n", "utf-8"), ("\r\n", "utf-8-sig")])
def test_years_become_rows_sorted_by_country_and_year(tmp_path, line_end, encoding):
    path = save(tmp_path, [HEADER, THAI, [], LAO], line_end, encoding)
    assert un_egov_data360.recognises(path)
    figures = un_egov_data360.read(path).figures
    assert figures.columns.tolist() == ["entity", "year", "tii.score"]
    assert figures.values.tolist() == [
        ["LAO", 2022, ""],
        ["LAO", 2024, "0.25"],
        ["THA", 2022, "0.5"],
        ["THA", 2024, "0"],
    ]


def changed(row, column, cell):
    return [cell if name == column else old for name, old in zip(HEADER, row, strict=True)]


BAD = {
    "text for a number": ([HEADER, LAO, changed(THAI, "2022", "high")], 3, "2022", "'high'"),
    "not a number": ([HEADER, changed(THAI, "2022", "nan")], 2, "2022", "'nan'"),
    "above 1": ([HEADER, changed(THAI, "2024", "1.001")], 2, "2024", "'1.001'"),
    "below 0": ([HEADER, changed(THAI, "2024", "-0.1")], 2, "2024", "'-0.1'"),
    "unknown code": ([HEADER, changed(THAI, "REF_AREA", "THX")], 2, "REF_AREA", "'THX'"),
    "unknown index": ([HEADER, changed(THAI, "INDICATOR", "GDP")], 2, "INDICATOR", "'GDP'"),
    "a country twice": ([HEADER, THAI, LAO, THAI], 4, "REF_AREA", "'THA'"),
    "a short row": ([HEADER, THAI, LAO[:-1]], 3, None, "5 cells"),
    "a long row after a blank one": ([HEADER, THAI, [], [*LAO, "0"]], 4, None, "7 cells"),
    "no years": ([HEADER[:4], THAI[:4]], 1, None, "survey years"),
    "a year twice": ([[*HEADER[:5], "2022"], THAI], 1, None, "each column once"),
    "no countries": ([["FREQ", "A", "B", *HEADER[3:]], THAI], 1, None, "REF_AREA"),
    "no rows": ([HEADER], None, None, "no row below the header"),
    "nothing": ([], None, None, "an empty file"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_files_are_refused_with_the_place(tmp_path, case):
    rows, row, column, words = BAD[case]
    with pytest.raises(InputError) as error:
        un_egov_data360.read(save(tmp_path, rows))
    assert (error.value.row, error.value.column) == (row, column)
    assert words in str(error.value)
    assert "download.csv" in str(error.value)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"PK\x03\x04\x00\x00", b"a,b\n1\n"])
def test_what_is_no_such_table_is_neither_recognised_nor_read(tmp_path, content):
    path = tmp_path / "UN_EGDI_EGDI_WIDEF.csv"
    path.write_bytes(content)
    assert not un_egov_data360.recognises(path)
    assert not un_egov_data360.recognises(tmp_path / "absent.csv")
    assert not un_egov_data360.recognises(tmp_path)
    with pytest.raises(InputError):
        un_egov_data360.read(path)


LABELS = {
    "FREQ": "A",
    "FREQ_LABEL": "Annual",
    "REF_AREA": "",
    "REF_AREA_LABEL": "",
    "INDICATOR": "UN_EGDI_OSI",
    "INDICATOR_LABEL": "Online Service Index (EGDI)",
    "UNIT_MEASURE": "SCORE",
    "UNIT_MEASURE_LABEL": "Score",
    "DATABASE_ID": "UN_EGDI",
    "DATABASE_ID_LABEL": "E-Government Development Index (EGDI)",
    "UNIT_MULT": "0",
    "UNIT_MULT_LABEL": "Units",
    "OBS_STATUS": "A",
    "OBS_STATUS_LABEL": "Normal value",
    "OBS_CONF": "PU",
    "OBS_CONF_LABEL": "Public",
}


@given(
    scores=st.dictionaries(
        st.sampled_from(["THA", "VNM", "CIV", "NAM", "GBR"]),
        st.lists(st.integers(0, 100000), min_size=len(SURVEYS), max_size=len(SURVEYS)),
        min_size=1,
    )
)
def test_any_table_in_the_layout_reads_back_equal(tmp_path_factory, scores):
    file = tmp_path_factory.mktemp("data360") / "copy.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([*LABELS, *SURVEYS])
        for code, values in scores.items():
            facts = LABELS | {"REF_AREA": code, "REF_AREA_LABEL": f"{code}, a name"}
            writer.writerow([*facts.values(), *(value / 100000 for value in values)])
    read = by_key(un_egov_data360.read(file).figures, "osi.score")
    assert {key: float(value) for key, value in read.items()} == {
        (code, year): value / 100000
        for code, values in scores.items()
        for year, value in zip(SURVEYS, values, strict=True)
    }
