"""Readers on small cuts of the publishers' own files, in every layout and format.

What is expected was read off the whole files with pandas; WGI figures in single precision.
"""

from pathlib import Path

import pytest

from strategybook.errors import InputError
from strategybook.readers import un_egov, un_egov_data360, wgi, wjp

DATA = Path(__file__).parents[1] / "data"
MEASURES = "estimate standard_error sources percentile_rank lower upper".split()


def six(entity, year, indicator, *texts):
    """Return the six measures of an indicator of the WGI by their places."""
    return {
        (entity, year, f"wgi_{indicator}.{measure}"): text
        for measure, text in zip(MEASURES, texts, strict=True)
    }


BLOCKS_2021 = six(
    *("COD", 2020, "rule_of_law", "-1.7905704", "0.14759308", "11"),
    *("2.8846154", "0.96153843", "4.8076925"),
)
SURVEY_2024 = {
    ("THA", 2024, "egdi.rank"): "52",
    ("THA", 2024, "egdi.score"): "0.8351",
    ("GEO", 2024, "tii.score"): "0.90713",
    ("GEO", 2024, "hci.score"): "0.86539",
}
TIDY_2025 = {
    ("THA", 2025, "wjp_overall.score"): "0.5028866955505675",
    ("THA", 2025, "wjp_3_open_government.score"): "0.4834591025872054",
}
YEARS_2020 = {("THA", 2013, "wjp_2_1_no_corruption_in_the_executive_branch.score"): "0.43"}
SAVED_IN_ALL = ("EGOV_DATA_2024", "blocks_2021", "tidy_2025")
FORMATS = ["xlsx", "xlsb", "xls", "ods"]
# The reader, the edition and some figures of each file.
CUTS = {
    "wgi/blocks_2015_wbcode.xlsx": (
        wgi,
        "2015",
        six(
            *("THA", 1996, "control_of_corruption", "-0.20548047", "0.18052353", "6"),
            *("50.243904", "32.038834", "61.165047"),
        ),
    ),
    **{f"wgi/blocks_2021.{end}": (wgi, "2021", BLOCKS_2021) for end in FORMATS},
    "wgi/wide_2022.dta": (
        wgi,
        "2022",
        {
            ("AND", 2021, "wgi_political_stability.sources"): "3",
            ("THA", 2021, "wgi_political_stability.percentile_rank"): "27.35849",
        },
    ),
    "wgi/databank_2023.xlsx": (
        wgi,
        "2023",
        six(
            *("COD", 2022, "government_effectiveness", "-1.7459201", "0.20482983", "10"),
            *("3.3018868", "0.9433962", "8.490566"),
        ),
    ),
    "wgi/databank_series_in_columns_2023.csv": (
        wgi,
        "2023",
        six(
            *("THA", 2022, "political_stability", "-0.38309932", "0.21676841", "8"),
            *("31.603773", "19.339622", "45.75472"),
        ),
    ),
    "wgi/long_2024.xlsx": (
        wgi,
        "",
        six(
            *("THA", 2023, "regulatory_quality", "0.15825778", "0.21512067", "8"),
            *("57.07547", "44.339622", "67.45283"),
        ),
    ),
    "wgi/api_2025.csv": (
        wgi,
        "2025",
        {
            ("THA", 1996, "wgi_rule_of_law.estimate"): "0.5396288",
            ("THA", 2024, "wgi_rule_of_law.estimate"): "-0.2155096",
        },
    ),
    "un_egov/EGOV_DATA_2024.csv": (un_egov, "2024", SURVEY_2024),
    **{f"un_egov/EGOV_DATA_2024.{end}": (un_egov, "2024", SURVEY_2024) for end in FORMATS},
    "un_egov_data360/UN_EGDI_TII_WIDEF.csv": (
        un_egov_data360,
        "2024",
        {("VNM", 2018, "tii.score"): "0.389", ("VNM", 2024, "tii.score"): "0.87797"},
    ),
    **{f"wjp/tidy_2025.{end}": (wjp, "2025", TIDY_2025) for end in FORMATS},
    "wjp/years_2020.xlsx": (
        wjp,
        "2020",
        {("THA", 2013, "wjp_2_1_no_corruption_in_the_executive_branch.score"): "0.43"},
    ),
}


@pytest.mark.parametrize("name", CUTS)
def test_a_publishers_file_is_read_exactly(name):
    reader, edition, expected = CUTS[name]
    assert reader.recognises(DATA / name)
    publication = reader.read(DATA / name)
    assert publication.edition == edition
    figures = publication.figures.astype({"year": int}).set_index(["entity", "year"])
    read = {place: figures.loc[place[:2], place[2]] for place in expected}
    assert read == expected


def test_one_layout_gives_the_same_in_every_format():
    for folder, reader in (("un_egov", un_egov), ("wgi", wgi), ("wjp", wjp)):
        first, *others = [
            reader.read(file)
            for file in sorted((DATA / folder).iterdir())
            if file.suffix[1:] in FORMATS and file.stem in SAVED_IN_ALL
        ]
        assert len(others) == 3
        for other in others:
            assert other.figures.equals(first.figures)
            assert other.notes == first.notes


def test_only_cells_with_figures_are_read_of_a_file_of_the_api():
    """The file has aggregates, such as Africa Eastern and Southern, without figures."""
    publication = wgi.read(DATA / "wgi/api_2025.csv")
    assert set(publication.figures["entity"]) == {"AND", "COD", "MMR", "SGP", "THA", "VNM"}
    assert publication.notes[0] == (
        "The file names no edition, but its last year is 2024 and it was last updated on "
        "2026-03-11, before an edition of 2026, so that it is of the 2025 edition."
    )
    assert publication.published_on == ""


def test_databank_tells_the_day_on_which_its_edition_came():
    publication = wgi.read(DATA / "wgi/databank_series_in_columns_2023.csv")
    assert publication.published_on == "2023-09-29"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("broken.xls", "sheet Sheet1, row 3, column F: found the error #REF!"),
        ("broken.xlsb", "row 3, column F: found the error #REF!"),
        ("short_records.xlsb", "found a workbook in an unusual form"),
    ],
)
def test_what_cannot_be_read_right_is_refused(name, found):
    with pytest.raises(InputError, match=found):
        un_egov.read(DATA / name)
