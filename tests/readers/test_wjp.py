"""Reader of WJP workbooks: the publisher's own files, and small workbooks made here."""

import csv
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from strategybook.errors import InputError
from strategybook.readers import wjp
from tests.publisher_files import workbook

SHARED = Path(__file__).parents[2].parent / "shared"
FILES = {
    "2020": "2020_wjp_rule_of_law_index_historical_data.xlsx",
    "2022": "FINAL_2022_wjp_rule_of_law_index_HISTORICAL_DATA_FILE.xlsx",
    "2025": "2025_wjp_rule_of_law_index_HISTORICAL_DATA_FILE.xlsx",
}
OTHER_SOURCES = ["un_egov", "un_egov_data360", "wgi"]
needs_files = pytest.mark.skipif(not SHARED.is_dir(), reason="publishers' files are not here")

OVERALL = "wjp_overall.score"
OPEN = "wjp_3_open_government.score"
LAWS = "wjp_3_1_publicized_laws_and_government_data.score"
INFORMATION = "wjp_3_2_right_to_information.score"
PARTICIPATION = "wjp_3_3_civic_participation.score"
COMPLAINTS = "wjp_3_4_complaint_mechanisms.score"
# The strategy's table 4.3.2-T and chart 4.3.2-C1, as printed, but for the one known difference.
PRINTED = [
    (LAWS, 2020, "0.44"),
    (LAWS, 2021, "0.448"),
    (LAWS, 2022, "0.436"),
    (INFORMATION, 2020, "0.45"),
    (INFORMATION, 2022, "0.437"),
    (PARTICIPATION, 2020, "0.526"),
    (PARTICIPATION, 2021, "0.5"),
    (PARTICIPATION, 2022, "0.492"),
    (COMPLAINTS, 2020, "0.61"),
    (COMPLAINTS, 2021, "0.567"),
    (COMPLAINTS, 2022, "0.566"),
    (OPEN, 2020, "0.51"),
    (OPEN, 2021, "0.49"),
    (OPEN, 2022, "0.48"),
    (OVERALL, 2020, "0.51"),
    (OVERALL, 2022, "0.50"),
]
ASEAN = {
    "Singapore": "SGP",
    "Malaysia": "MYS",
    "Indonesia": "IDN",
    "Thailand": "THA",
    "Vietnam": "VNM",
    "Philippines": "PHL",
    "Myanmar": "MMR",
    "Cambodia": "KHM",
}


@pytest.fixture(scope="module")
def publication():
    """Return a reader of the publisher's files that reads each once."""
    read = {}

    def of(edition):
        if edition not in read:
            read[edition] = wjp.read(SHARED / "publisher-files" / "wjp" / FILES[edition])
        return read[edition]

    return of


def value(figures, entity, year, series):
    row = figures[(figures["entity"] == entity) & (figures["year"] == year)]
    return row[series].item()


def differing_years(one, other):
    """Return the years in which any figure that both hold differs."""
    both = one.merge(other, on=["entity", "year"], suffixes=("", " other"))
    series = [name for name in one.columns if name.endswith(".score")]
    differs = pd.concat([both[name] != both[f"{name} other"] for name in series], axis=1)
    return set(both.loc[differs.any(axis=1), "year"])


def observed(figures, edition):
    """Return figures as the observations that the pipeline makes of them."""
    long = figures.melt(["entity", "year"], var_name="series")
    long = long[long["value"] != ""]
    long[["indicator", "measure"]] = long["series"].str.split(".", expand=True)
    return long.assign(
        value=long["value"].astype(float),
        edition=edition,
        economies=pd.NA,
        basis="published",
        raw_place="row 2",
    )


# --- The publisher's own files


@needs_files
@pytest.mark.parametrize("edition", FILES)
def test_edition_is_the_last_year_in_the_file(publication, edition):
    read = publication(edition)
    assert (read.source, read.edition) == ("wjp", edition)
    assert read.figures["year"].max() == int(edition)


@needs_files
@pytest.mark.parametrize("edition", ["2022", "2025"])
@pytest.mark.parametrize(("series", "year", "printed"), PRINTED)
def test_thailand_equals_what_the_strategy_printed(publication, edition, series, year, printed):
    figure = Decimal(value(publication(edition).figures, "THA", year, series))
    assert figure.quantize(Decimal(printed), ROUND_HALF_UP) == Decimal(printed)


@needs_files
@pytest.mark.parametrize("edition", ["2022", "2025"])
def test_right_to_information_2021_is_the_known_difference(publication, edition):
    figure = Decimal(value(publication(edition).figures, "THA", 2021, INFORMATION))
    assert round(figure, 6) == Decimal("0.441823")
    assert round(figure, 3) == Decimal("0.442")  # printed as 0.441


@needs_files
def test_values_keep_all_that_the_file_holds_in_the_shortest_form(publication):
    # The cell of the file: 0.49527540789685631
    assert value(publication("2022").figures, "THA", 2022, OVERALL) == "0.4952754078968563"


@needs_files
def test_thailand_is_fourth_in_asean_in_2022_as_printed(publication):
    figures = publication("2022").figures
    scores = {code: float(value(figures, code, 2022, OVERALL)) for code in ASEAN.values()}
    assert sorted(scores, key=scores.get, reverse=True)[:4] == ["SGP", "MYS", "IDN", "THA"]


def asean_facts():
    """Return country, year, indicator, score (4 decimals), rank and economies, from 2020 on."""
    path = SHARED / "facts" / "wjp_asean.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["country"] in ASEAN]
    indicators = {"overall": "wjp_overall", "factor 3 open government": "wjp_3_open_government"}
    return [
        (
            ASEAN[row["country"]],
            int(row["edition"][-4:]),
            indicators[row["indicator"]],
            *(float(row[name]) for name in ("score", "rank", "n_countries")),
        )
        for row in rows
    ]


@needs_files
def test_scores_and_computed_ranks_of_asean_equal_the_collected_facts(publication):
    derived = wjp.derive(observed(publication("2025").figures, "2025"))
    by_key = derived.set_index(["entity", "year", "indicator", "measure"])
    facts = asean_facts()
    assert {fact[:2] for fact in facts} >= {("THA", year) for year in range(2020, 2026)}
    for entity, year, indicator, score, rank, economies in facts:
        scored = by_key.loc[(entity, year, indicator, "score")]
        ranked = by_key.loc[(entity, year, indicator, "rank")]
        assert round(scored["value"], 4) == score
        assert (ranked["value"], ranked["economies"]) == (rank, economies)
        assert ranked["basis"] == "computed"


@needs_files
def test_means_of_the_region_equal_the_collected_facts(publication):
    """East Asia and Pacific, the mean of 15 countries, from 2017-2018 on."""
    derived = wjp.derive(observed(publication("2025").figures, "2025"))
    region = derived[derived["entity"] == "EAP"].set_index(["year", "indicator"])
    facts = pd.read_csv(SHARED / "facts" / "wjp_asean.csv", dtype=str)
    means = facts[facts["country"].str.startswith("East Asia and Pacific")]
    names = {"overall": "wjp_overall", "factor 3 open government": "wjp_3_open_government"}
    assert len(means) >= 16
    for row in means.itertuples():
        found = region.loc[(int(row.edition[-4:]), names[row.indicator])]
        assert abs(found["value"] - float(row.score)) < 0.000051
        assert found["economies"] == 15


@needs_files
def test_thailand_in_2025_is_77th_of_143(publication):
    derived = wjp.derive(observed(publication("2025").figures, "2025"))
    thai = derived[(derived["entity"] == "THA") & (derived["year"] == 2025)]
    rank = thai[(thai["indicator"] == "wjp_overall") & (thai["measure"] == "rank")]
    assert rank[["value", "economies"]].values.tolist() == [[77, 143]]


@needs_files
def test_eight_members_of_asean_are_covered(publication):
    figures = publication("2025").figures
    covered = set(figures.loc[figures["year"] == 2025, "entity"])
    assert covered & {*ASEAN.values(), "BRN", "LAO", "TLS"} == set(ASEAN.values())


@needs_files
def test_only_2015_2016_and_2018_were_revised_between_the_2022_and_2025_editions(publication):
    old, new = publication("2022").figures, publication("2025").figures
    assert differing_years(old, new) == {2015, 2016, 2018}


@needs_files
def test_year_sheets_equal_the_tidy_sheet_in_which_wjp_renumbered_2012_2013(publication):
    sheets, tidy = publication("2020").figures, publication("2022").figures
    tidy = tidy[tidy["year"] <= 2020].reset_index(drop=True)
    assert (tidy.loc[tidy["year"] == 2013, OVERALL] != "").all()
    # The older file has no overall score for 2012-2013.
    tidy = tidy.assign(**{OVERALL: tidy[OVERALL].mask(tidy["year"] == 2013, "")})
    assert_frame_equal(sheets, tidy)


@needs_files
@pytest.mark.parametrize("edition", FILES)
def test_sub_factors_of_factor_3_are_left_out_before_2015_only(publication, edition):
    figures = publication(edition).figures
    sub_factors = figures[[LAWS, INFORMATION, PARTICIPATION, COMPLAINTS]]
    assert ((sub_factors == "").all(axis=1) == (figures["year"] < 2015)).all()
    assert any("3.1 to 3.4" in note for note in publication(edition).notes)
    assert (figures[OPEN] != "").all()


@needs_files
@pytest.mark.parametrize("edition", FILES)
def test_special_codes_become_the_codes_of_the_country(publication, edition):
    entities = publication(edition).figures.groupby("entity")["year"].agg(set)
    assert 2016 in entities["SLE"]  # written SLN
    assert 2020 in entities["XKX"]
    assert "SLN" not in entities


@needs_files
def test_only_the_files_of_wjp_are_recognised(tmp_path):
    renamed = tmp_path / "figures.bin"
    renamed.write_bytes((SHARED / "publisher-files" / "wjp" / FILES["2020"]).read_bytes())
    own = sorted((SHARED / "publisher-files" / "wjp").glob("*.xlsx"))
    other = [
        path for name in OTHER_SOURCES for path in (SHARED / "publisher-files" / name).iterdir()
    ]
    assert [path.name for path in [renamed, *own] if not wjp.recognises(path)] == []
    assert len(other) > 10
    assert [path.name for path in other if wjp.recognises(path)] == []


# --- Small workbooks

FACTORS = {
    "Constraints on Government Powers": 6,
    "Absence of Corruption": 4,
    "Open Government ": 4,
    "Fundamental Rights": 8,
    "Order and Security": 3,
    "Regulatory Enforcement": 5,
    "Civil Justice": 7,
    "Criminal Justice": 7,
}
# As 2012-2013 ordered them; its first factor began with 1.2.
FACTORS_2013 = [
    "Limited Government Powers",
    "Absence of Corruption",
    "Order and Security",
    "Fundamental Rights",
    "Open Government ",
    "Regulatory Enforcement",
    "Civil Justice",
    "Criminal Justice",
]
LABELS = ["WJP Rule of Law Index: Overall Score"] + [
    label
    for number, (title, size) in enumerate(FACTORS.items(), start=1)
    for label in [f"Factor {number}: {title}"]
    + [f"{number}.{place}{'.' * (place == 1)} Some words " for place in range(1, size + 1)]
]
KEYS = ["Country", "Year", "Country Code", "Region"]


def labels_2013():
    labels = []
    for number, title in enumerate(FACTORS_2013, start=1):
        first = 2 if number == 1 else 1
        size = FACTORS.get(title, 6)
        places = range(first, first + size)
        labels += [f"Factor {number}: {title}", *(f"{number}.{k} Old words" for k in places)]
    return labels


def save(path, sheets):
    """Write a workbook with sheets of rows; None leaves a cell empty."""
    path.write_bytes(workbook(sheets))
    return path


def tidy(records):
    """Return the rows of a tidy sheet: records of country, code, year, scores."""
    rows = [[name, year, code, "Asia", *scores] for name, code, year, scores in records]
    return [KEYS + LABELS, *rows]


def across(names, codes, scores, labels=LABELS):
    """Return the rows of a year sheet, a column a country."""
    head = [["Country", *names], ["Country Code", *codes], ["Region", *["Asia"] * len(names)]]
    cells = zip(*scores, strict=True)
    return head + [[label, *cell] for label, cell in zip(labels, cells, strict=True)]


def plain(number=0.5):
    return [number] * len(LABELS)


def read_tidy(tmp_path, rows):
    return wjp.read(save(tmp_path / "wjp.xlsx", {"Introduction": [], "Historical Data": rows}))


COUNTRIES = [("Thailand", "THA"), ("Vietnam", "VNM"), ("Kosovo", "XKX")]
# At most 15 digits: the library that writes these workbooks cuts longer ones.
SCORE = st.none() | st.integers(0, 10**9).map(lambda number: number / 10**9)
YEARS = ["2014", "2017-2018", "2024"]


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    scores=st.dictionaries(
        st.tuples(st.sampled_from(COUNTRIES), st.sampled_from(YEARS)),
        st.lists(SCORE, min_size=3, max_size=3).map(lambda some: (some * 18)[: len(LABELS)]),
        min_size=1,
    )
)
def test_tidy_and_year_sheets_of_the_same_table_read_alike(tmp_path, scores):
    records = [
        (name, code, int(year) if year.isdigit() else year, cells)
        for ((name, code), year), cells in scores.items()
    ]
    sheets = {}
    for year in {year for _, year in scores}:
        of_year = {country: cells for (country, when), cells in scores.items() if when == year}
        names, codes = zip(*of_year, strict=True)
        sheets[f"WJP ROL Index {year} Scores"] = across(names, codes, of_year.values())
    from_tidy = read_tidy(tmp_path, tidy(records))
    from_years = wjp.read(save(tmp_path / "years.xlsx", sheets))
    assert_frame_equal(from_tidy.figures, from_years.figures)
    assert from_tidy.edition == from_years.edition == max(year[-4:] for _, year in scores)
    for name, code, year, cells in records:
        year = int(str(year)[-4:])
        overall = value(from_tidy.figures, code, year, OVERALL)
        assert (float(overall) if overall else None) == cells[0], name


def test_values_are_the_shortest_text_and_blanks_are_empty(tmp_path):
    scores = [0.1, 1, 0, None, 0.123456789012345, " ", *plain()[6:]]
    figures = read_tidy(tmp_path, tidy([("Thailand", "THA", 2024, scores)])).figures
    row = figures.loc[0]
    expected = {
        OVERALL: "0.1",
        "wjp_1_constraints_on_government_powers.score": "1",
        "wjp_1_1_limits_by_legislature.score": "0",
        "wjp_1_2_limits_by_judiciary.score": "",
        "wjp_1_3_independent_auditing.score": "0.123456789012345",
        "wjp_1_4_sanctions_for_official_misconduct.score": "",
        "wjp_8_7_due_process_of_law.score": "0.5",
    }
    assert row[list(expected)].to_dict() == expected
    assert row[["entity", "year"]].tolist() == ["THA", 2024]


def test_spelling_of_labels_rows_above_the_header_and_empty_rows_do_not_matter(tmp_path):
    rows = tidy([("Thailand", "THA", 2024, plain(0.25))])
    rows[0] = [f" {label.upper()} " for label in rows[0]]
    noise = [["PLEASE NOTE: scores were updated"], []]
    figures = read_tidy(tmp_path, noise + rows + [["", "", "", "", ""], [None]]).figures
    assert len(figures) == 1
    assert set(figures.iloc[0, 2:]) == {"0.25"}


@pytest.mark.parametrize("country_a_row", [True, False])
def test_2012_2013_is_renumbered_by_the_factors_titles(tmp_path, country_a_row):
    labels = labels_2013()
    scores = [place / 100 for place in range(len(labels))]
    old = [["Country", "Region", *labels], ["Thailand", "Asia", *scores]]
    if not country_a_row:
        old = [list(cells) for cells in zip(*old, strict=True)]
    sheets = {
        "WJP ROL Index 2012-2013 Scores": old,
        "WJP ROL Index 2020 Scores": across(["Thailand"], ["THA"], [plain()]),
    }
    read = wjp.read(save(tmp_path / "wjp.xlsx", sheets))
    score = dict(zip(labels, scores, strict=True))
    expected = {
        OVERALL: "",
        "wjp_1_1_limits_by_legislature.score": score["1.2 Old words"],
        "wjp_1_6_lawful_transition_of_power.score": score["1.7 Old words"],
        OPEN: score["Factor 5: Open Government "],
        INFORMATION: "",
        "wjp_4_8_labor_rights.score": score["4.8 Old words"],
        "wjp_5_order_and_security.score": score["Factor 3: Order and Security"],
        "wjp_5_3_absence_of_violent_redress.score": score["3.3 Old words"],
    }
    found = {name: value(read.figures, "THA", 2013, name) for name in expected}
    assert found == {name: str(number) for name, number in expected.items()}
    assert any("2012-2013" in note for note in read.notes)
    assert any("no overall score for 2013" in note for note in read.notes)


def changed(rows, row, column, cell):
    """Return rows with one cell changed, both counted from 1."""
    copy = [list(cells) for cells in rows]
    copy[row - 1][column - 1] = cell
    return copy


GOOD = tidy([("Thailand", "THA", 2024, plain()), ("Vietnam", "VNM", "2017-2018", plain())])
BAD_TIDY = {
    "text for a number": (changed(GOOD, 3, 6, "n/a"), 3, "F", "'n/a'"),
    "a date for a number": (changed(GOOD, 2, 5, pd.Timestamp("2024-01-01")), 2, "E", "2024"),
    "above 1": (changed(GOOD, 2, 57, 1.01), 2, "BE", "1.01"),
    "below 0": (changed(GOOD, 2, 5, -0.1), 2, "E", "-0.1"),
    "unknown code": (changed(GOOD, 3, 3, "XYZ"), 3, "C", "'XYZ'"),
    "no code": (changed(GOOD, 3, 3, None), 3, "C", "''"),
    "unknown year": (changed(GOOD, 3, 2, "soon"), 3, "B", "'soon'"),
    "half a year": (changed(GOOD, 3, 2, 2017.5), 3, "B", "'2017.5'"),
    "a country twice": (GOOD + [GOOD[2][:1] + [2018] + GOOD[2][2:]], 4, "A", "VNM in 2018"),
    "unknown factor": (changed(GOOD, 1, 13, "Factor 2: Absence"), 1, "M", "factor 2: absence"),
    "unknown sub-factor": (changed(GOOD, 1, 57, "8.8 New"), 1, "BE", "8.8 new"),
    "a label twice": (changed(GOOD, 1, 8, "1.1 Again"), 1, "H", "'1.1 again' a second time"),
    "a label missing": (changed(GOOD, 1, 8, "Judiciary"), None, None, "wjp_1_2_limits"),
    "no years": (changed(GOOD, 1, 2, "When"), None, None, "no label for year"),
    "no header": (GOOD[1:], None, None, "no header"),
    "no records": (GOOD[:1], None, None, "no row below the header"),
    "nothing": ([], None, None, "no header"),
}


@pytest.mark.parametrize("case", BAD_TIDY)
def test_bad_tidy_sheets_are_refused_with_the_place(tmp_path, case):
    rows, row, column, words = BAD_TIDY[case]
    with pytest.raises(InputError) as error:
        read_tidy(tmp_path, rows)
    place = (error.value.sheet, error.value.row, error.value.column)
    assert place == ("Historical Data", row, column)
    assert words in str(error.value)
    assert "download the file again" in str(error.value)


TWO = across(["Thailand", "Vietnam"], ["THA", "VNM"], [plain(), plain()])
UNKNOWN = changed([row for row in TWO if row[0] != "Country Code"], 1, 2, "Siam")
BAD_YEARS = {
    "text for a number": ({"2024": changed(TWO, 5, 3, "low")}, "2024", 5, "C", "'low'"),
    "unknown code": ({"2024": changed(TWO, 2, 2, "TH")}, "2024", 2, "B", "'TH'"),
    "a country twice": ({"2024": changed(TWO, 2, 3, "THA")}, "2024", 1, "C", "THA in 2024"),
    "unknown factor": ({"2024": changed(TWO, 5, 1, "Factor 1: X")}, "2024", 5, "A", "factor 1: x"),
    "no overall score": ({"2024": changed(TWO, 4, 1, "")}, "2024", None, None, "wjp_overall"),
    "nameless country": ({"2012-2013": UNKNOWN}, "2012-2013", 1, "B", "'Siam'"),
    "a year twice": (
        {"2018": TWO, "2017-2018": TWO},
        "2017-2018",
        None,
        None,
        "a year in its name",
    ),
    "no year": ({"final": TWO}, "final", None, None, "a year in its name"),
}


@pytest.mark.parametrize("case", BAD_YEARS)
def test_bad_year_sheets_are_refused_with_the_place(tmp_path, case):
    years, year, row, column, words = BAD_YEARS[case]
    sheets = {f"WJP ROL Index {name} Scores": rows for name, rows in years.items()}
    with pytest.raises(InputError) as error:
        wjp.read(save(tmp_path / "wjp.xlsx", sheets))
    place = (error.value.sheet, error.value.row, error.value.column)
    assert place == (f"WJP ROL Index {year} Scores", row, column)
    assert words in str(error.value)


def test_a_workbook_without_known_sheets_is_refused(tmp_path):
    path = save(tmp_path / "other.xlsx", {"Sheet1": GOOD})
    assert not wjp.recognises(path)
    with pytest.raises(InputError, match=r"other\.xlsx: found the sheets Sheet1, expected a sheet"):
        wjp.read(path)


@pytest.mark.parametrize("content", [b"", b"Country,Year\nThailand,2024\n", b"PK\x03\x04 cut"])
def test_what_is_no_workbook_is_neither_recognised_nor_read(tmp_path, content):
    path = tmp_path / "wjp.xlsx"
    path.write_bytes(content)
    assert not wjp.recognises(path)
    assert not wjp.recognises(tmp_path / "absent.xlsx")
    assert not wjp.recognises(tmp_path)
    with pytest.raises(InputError):
        wjp.read(path)


def test_a_sheet_of_that_name_with_other_contents_is_not_recognised(tmp_path):
    rows = [["Country", "Year", "Country Code", "GDP"], ["Thailand", 2024, "THA", 0.5]]
    assert not wjp.recognises(save(tmp_path / "gdp.xlsx", {"Historical Data": rows}))
    assert wjp.recognises(save(tmp_path / "wjp.xlsx", {"Historical data": GOOD}))


def test_ranks_are_worked_out_within_an_edition_and_a_year():
    def rows(edition, year, indicator, **scores):
        return [(edition, year, indicator, *score) for score in scores.items()]

    table = pd.DataFrame(
        rows("2022", 2022, "wjp_overall", THA=0.5, VNM=0.5, SGP=0.8, KHM=0.3)
        + rows("2022", 2021, "wjp_overall", THA=0.9)
        + rows("2025", 2022, "wjp_overall", THA=0.1, VNM=0.2)
        + rows("2022", 2022, "wjp_7_civil_justice", THA=0.5, VNM=0.4),
        columns=["edition", "year", "indicator", "entity", "value"],
    ).assign(measure="score", basis="published", economies=pd.NA, raw_place="row 2")
    derived = wjp.derive(table)
    key = ["edition", "year", "indicator", "entity"]
    ranks = derived[derived["measure"] == "rank"].set_index(key)[["value", "economies"]]
    assert {index: tuple(row) for index, row in ranks.T.items()} == {
        ("2022", 2022, "wjp_overall", "SGP"): (1, 4),
        ("2022", 2022, "wjp_overall", "THA"): (2, 4),
        ("2022", 2022, "wjp_overall", "VNM"): (2, 4),
        ("2022", 2022, "wjp_overall", "KHM"): (4, 4),
        ("2022", 2021, "wjp_overall", "THA"): (1, 1),
        ("2025", 2022, "wjp_overall", "VNM"): (1, 2),
        ("2025", 2022, "wjp_overall", "THA"): (2, 2),
    }
    assert set(derived.loc[derived["measure"] == "rank", "basis"]) == {"computed"}
    own = derived[(derived["measure"] == "score") & (derived["entity"] != "EAP")]
    kept = own.drop(columns="economies").reset_index(drop=True)
    assert_frame_equal(kept, table.drop(columns="economies"))
