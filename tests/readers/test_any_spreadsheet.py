"""Any figures, in any layout of a publisher and any format of a spreadsheet, read back equal."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strategybook.countries import publisher_names
from strategybook.readers import un_egov, un_egov_data360, wgi, wjp
from tests.publisher_files import HEADER, law_labels
from tests.readers import test_wgi as layouts
from tests.spreadsheets import TEXTS, WORKBOOKS

few = settings(
    derandomize=True,
    deadline=None,
    max_examples=5,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
SINGLE = [*TEXTS, *WORKBOOKS]
# What a person, or a program, puts above a header.
ABOVE = st.sampled_from([[], [["From the publisher's site, saved in March"], []]])


def read(reader, content, name="file"):
    """Read what a file holds, whatever its name says."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(content)
        assert reader.recognises(file)
        return reader.read(file)


def figures_of(publication):
    """Return each figure's text by entity, year and series."""
    long = publication.figures.melt(["entity", "year"], var_name="series", value_name="text")
    long = long[long["text"] != ""]
    return {(row.entity, int(row.year), row.series): row.text for row in long.itertuples()}


def shortest(number):
    return repr(number).removesuffix(".0")


# The World Bank's WGI: a function for each layout, from figures to sheets of cells


def blocks(table):
    titles = layouts.TITLES.items()
    return {title: layouts.block_rows(table, key) for key, title in titles}


def merged_blocks(table):
    """As blocks, where the cells of each year are merged, and those of the names downwards."""
    sheets = blocks(table)
    for rows in sheets.values():
        years = [cell if place % 6 == 2 else None for place, cell in enumerate(rows[1])]
        rows[1] = ["Country/Territory", "WBCode", *years[2:]]
        rows[2] = [None, None, *rows[2][2:]]
    return sheets


def repeated_headings(table):
    """As blocks, where a person has copied both header rows before the last economies."""
    sheets = blocks(table)
    for rows in sheets.values():
        rows[6:6] = [list(rows[1]), list(rows[2])]
    return sheets


def long(table):
    heads = ["estimate", "stddev", "nsource", "pctrank", "pctranklower", "pctrankupper"]
    rows = [
        [layouts.world_bank_code(entity), year, key]
        + [table.get((entity, year, key, measure), "..") for measure in layouts.MEASURES]
        for entity in layouts.ENTITIES
        for key in layouts.KEYS
        for year in layouts.YEARS
    ]
    return {"Sheet1": [["code", "year", "indicator", *heads], *rows]}


def databank(table):
    years = layouts.YEARS
    header = ["Country Code", "Series Code", *(f"{year} [YR{year}]" for year in years)]
    rows = layouts.series_rows(table, "{}.{}", layouts.DATABANK_ENDS, years)
    return {"Data": [header, *rows, [], ["Last Updated: 09/23/2022"]]}


def series_in_columns(table):
    """As DataBank lays it out where a person drags the series to the columns."""
    series = [(key, end) for key in layouts.KEYS for end in layouts.DATABANK_ENDS]
    heads = [f"A name, with a comma: it [{key.upper()}.{end}]" for key, end in series]
    rows = [
        [year, f"YR{year}", "A name", entity]
        + [table.get((entity, year, key, layouts.DATABANK_ENDS[end]), "..") for key, end in series]
        for entity in layouts.ENTITIES
        for year in layouts.YEARS
    ]
    return {"Data": [["Time", "Time Code", "Country Name", "Country Code", *heads], *rows]}


def economies_in_columns(table):
    heads = [f"A name [{entity}]" for entity in layouts.ENTITIES]
    rows = [
        [year, f"{key.upper()}.{end}"]
        + [table.get((entity, year, key, measure), "..") for entity in layouts.ENTITIES]
        for key in layouts.KEYS
        for end, measure in layouts.DATABANK_ENDS.items()
        for year in layouts.YEARS
    ]
    return {"Data": [["Time", "Series Code", *heads], *rows]}


def api(table):
    """As the World Bank's API packs one indicator or many, with another database's series."""
    years = list(range(1960, 2026))
    rows = layouts.series_rows(table, "{}.{}", layouts.DATABANK_ENDS, layouts.YEARS)
    spread = [
        [code, series, *(dict(zip(layouts.YEARS, values, strict=True)).get(year) for year in years)]
        for code, series, *values in rows
    ]
    above = [["Data Source", "World Development Indicators"], ["Last Updated Date", "2022-12-22"]]
    other = ["THA", "NY.GDP.PCAP.CD", *([7000.5] * len(years))]
    header = ["Country Code", "Indicator Code", *map(str, years), ""]
    return {"Data": [*above, [], header, *([*row, ""] for row in [*spread, other])]}


def since_2025(table):
    return {key: layouts.new_rows(table, key) for key in layouts.KEYS}


OLD, NEW = set(layouts.MEASURES), set(layouts.NEW_MEASURES)
WGI = {
    blocks: (OLD, WORKBOOKS),
    merged_blocks: (OLD, WORKBOOKS),
    repeated_headings: (OLD, WORKBOOKS),
    since_2025: (NEW, WORKBOOKS),
    long: (OLD, SINGLE),
    databank: (OLD, SINGLE),
    series_in_columns: (OLD, SINGLE),
    economies_in_columns: (OLD, SINGLE),
    api: (OLD, SINGLE),
}


@pytest.mark.parametrize("layout", WGI, ids=lambda layout: layout.__name__)
@few
@given(data=st.data(), table=layouts.tables(), above=ABOVE)
def test_the_wgi_read_back_from_any_layout_in_any_format(layout, data, table, above):
    measures, formats = WGI[layout]
    table = {place: number for place, number in table.items() if place[3] in measures}
    # Of the numbers that a sheet may hold.
    table[("THA", 2021, "va", "estimate")] = -0.5
    save = data.draw(st.sampled_from(formats))
    sheets = {name: [*above, *rows] for name, rows in layout(table).items()}
    publication = read(wgi, save(sheets))
    assert figures_of(publication) == layouts.expected_figures(table)


# The UN's surveys, and Data360's copies

STATES = sorted(publisher_names("un_egov").items())
UN_SERIES = "egdi.score epi.score osi.score hci.score tii.score".split()
scores = st.integers(0, 100000).map(lambda number: number / 100000)


@few
@given(
    save=st.sampled_from(SINGLE),
    states=st.lists(st.sampled_from(STATES), min_size=1, max_size=6, unique_by=lambda one: one[1]),
    above=ABOVE,
    data=st.data(),
)
def test_a_survey_reads_back_in_any_format(save, states, above, data):
    rows, expected = [], {}
    for place, (name, entity) in enumerate(states, 1):
        figures = dict(zip(UN_SERIES, data.draw(st.tuples(*[scores] * 5)), strict=True))
        rows.append([2022, f"{name} ", place, *figures.values()])
        texts = {series: shortest(number) for series, number in figures.items()}
        for series, text in (texts | {"egdi.rank": str(place)}).items():
            expected[(entity, 2022, series)] = text
    publication = read(un_egov, save({"Sheet1": [*above, HEADER, *rows]}))
    assert publication.edition == "2022"
    assert figures_of(publication) == expected


@few
@given(
    save=st.sampled_from(SINGLE),
    figures=st.dictionaries(
        st.tuples(st.sampled_from(["THA", "VNM", "NAM"]), st.sampled_from([2020, 2024])), scores
    ).filter(bool),
    above=ABOVE,
)
def test_a_copy_of_data360_reads_back_in_any_format(save, figures, above):
    entities = sorted({entity for entity, _ in figures})
    rows = [
        [entity, "UN_EGDI_OSI", *(figures.get((entity, year)) for year in (2020, 2024))]
        for entity in entities
    ]
    header = ["REF_AREA", "INDICATOR", "2020", "2024"]
    publication = read(un_egov_data360, save({"Sheet1": [*above, header, *rows]}))
    expected = {(*place, "osi.score"): shortest(number) for place, number in figures.items()}
    assert figures_of(publication) == expected


# The World Justice Project's workbooks

LABELS = law_labels()


def tidy_sheet(figures):
    places = sorted({place[:2] for place in figures})
    rows = [
        ["A name", year, entity, *(figures.get((entity, year, series)) for series in LABELS)]
        for entity, year in places
    ]
    return {"Historical Data": [["Country", "Year", "Country Code", *LABELS.values()], *rows]}


def year_sheets(figures):
    sheets = {}
    for year in sorted({place[1] for place in figures}):
        entities = sorted({place[0] for place in figures if place[1] == year})
        rows = [["Country", *(f"Name of {entity}" for entity in entities)]]
        rows += [["Country Code", *entities]]
        rows += [
            [label, *(figures.get((entity, year, series)) for entity in entities)]
            for series, label in LABELS.items()
        ]
        sheets[f"WJP ROL Index {year} Scores"] = rows
    return sheets


@pytest.mark.parametrize("layout", [tidy_sheet, year_sheets], ids=lambda layout: layout.__name__)
@few
@given(
    save=st.sampled_from(WORKBOOKS),
    figures=st.dictionaries(
        st.tuples(
            st.sampled_from(["THA", "VNM", "SGP"]),
            st.sampled_from([2019, 2024]),
            st.sampled_from(list(LABELS)),
        ),
        # openpyxl writes 16 digits, Excel 17: of 15 every number is left.
        st.integers(0, 10**15).map(lambda number: number / 10**15),
        max_size=12,
    ).filter(bool),
    above=ABOVE,
)
def test_wjp_reads_back_from_either_layout_in_any_format(layout, save, figures, above):
    sheets = {name: [*above, *rows] for name, rows in layout(figures).items()}
    publication = read(wjp, save(sheets))
    expected = {place: shortest(number + 0.0) for place, number in figures.items()}
    assert figures_of(publication) == expected
