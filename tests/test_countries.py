"""Names of countries: all that publishers and people write, and none taken for another."""

import csv
import io
from collections import defaultdict

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from strategybook import countries, paths
from strategybook.adding import add as adding
from strategybook.adding.arrivals import Choices
from strategybook.countries import close_to, entity_of, folded, known_names, meant_by
from strategybook.errors import InputError, UserError
from tests.projects import forget, make_project, move_to
from tests.publisher_files import HEADER, text_of

# Who writes it so, by heart or from their files; the codes are ISO 3166's.
WRITTEN = """
KOR: Republic of Korea; Korea, Rep.; Korea (Republic of); South Korea; Korea, South; S. Korea
KOR: REPUBLIC OF KOREA; Korea,Rep; เกาหลีใต้; สาธารณรัฐเกาหลี
PRK: Democratic People's Republic of Korea; Democratic People’s Republic of Korea; North Korea
PRK: Korea, Dem. People's Rep.; Korea, Dem. People’s Rep.; Korea, Dem. Rep.; D. P. R. Korea; DPRK
PRK: Korea (Democratic People's Republic of); N. Korea; Korea, North; เกาหลีเหนือ
COD: Democratic Republic of the Congo; Congo, Dem. Rep.; Congo, The Democratic Republic of the
COD: Dem. Rep. of the Congo; DR Congo; D.R. Congo; DRC; Congo - Kinshasa; Congo (Kinshasa)
COG: Congo; Congo, Rep.; Republic of the Congo; The Congo; Congo (Brazzaville); Rep. of Congo
MKD: The former Yugoslav Republic of Macedonia; Macedonia, FYR; TFYR Macedonia; FYR Macedonia
MKD: North Macedonia; Macedonia, the former Yugoslav Republic of; Republic of North Macedonia
LAO: Lao People's Democratic Republic; Lao PDR; Lao P.D.R.; Laos; ลาว; สปป. ลาว; สปป.ลาว
LAO: Lao People’s Dem. Rep.; Lao Peoples Democratic Republic
SWZ: Swaziland; Eswatini; eSwatini; Eswatini (Swaziland)
TUR: Turkey; Türkiye; Turkiye; TURKEY; Turkey (Türkiye); Turkey/Türkiye; ตุรกี; ทูร์เคีย
CZE: Czech Republic; Czechia; The Czech Republic; Czechia (Czech Republic); เช็กเกีย; สาธารณรัฐเช็ก
LBY: Libyan Arab Jamahiriya; Libya
CIV: Côte d'Ivoire; Côte d’Ivoire; Cote d'Ivoire; Cote d`Ivoire; Cote D Ivoire; Ivory Coast
IRN: Iran (Islamic Republic of); Iran, Islamic Rep.; Islamic Republic of Iran; Iran
VEN: Venezuela (Bolivarian Republic of); Venezuela, RB; Venezuela
BOL: Bolivia (Plurinational State of); Plurinational State of Bolivia; Bolivia
FSM: Micronesia (Federated States of); Micronesia, Fed. Sts.; Federated States of Micronesia
GBR: United Kingdom; United Kingdom of Great Britain and Northern Ireland; UK; U.K.; Great Britain
USA: United States; United States of America; USA; U.S.A.; US; U.S.; สหรัฐอเมริกา; สหรัฐฯ
TZA: United Republic of Tanzania; Tanzania; Tanzania, United Rep.; United Rep. of Tanzania
MDA: Republic of Moldova; Moldova; Rep. of Moldova
RUS: Russian Federation; Russia; รัสเซีย; สหพันธรัฐรัสเซีย
VNM: Viet Nam; Vietnam; Viet-Nam; เวียดนาม
MMR: Myanmar; Burma; Myanmar (Burma); เมียนมา; พม่า
TLS: Timor-Leste; Timor Leste; East Timor; ติมอร์-เลสเต
CPV: Cabo Verde; Cape Verde
SRB: Serbia; Serbia and Montenegro
GEO: Georgia (Country); Georgia; GEORGIA
KNA: Saint Kitts and Nevis; St. Kitts and Nevis; St Kitts & Nevis
VCT: Saint Vincent and the Grenadines; St. Vincent & the Grenadines; St. Vincent and The Grenadines
BHS: Bahamas; Bahamas, The; The Bahamas; Bahamas (the)
GMB: Gambia; Gambia, The; The Gambia
BIH: Bosnia and Herzegovina; Bosnia & Herzegovina; Bosnia-Herzegovina
EGY: Egypt; Egypt, Arab Rep.; Arab Republic of Egypt
YEM: Yemen; Yemen, Rep.
SYR: Syrian Arab Republic; Syria
KGZ: Kyrgyzstan; Kyrgyz Republic
SVK: Slovakia; Slovak Republic
BRN: Brunei Darussalam; Brunei; บรูไน; บรูไนดารุสซาลาม
HKG: Hong Kong; Hong Kong SAR, China; Hong Kong SAR China; Hong Kong, China; ฮ่องกง
MAC: Macao; Macau; Macao SAR, China
TWN: Taiwan; Taiwan, China; Taiwan, Province of China; Chinese Taipei; ไต้หวัน
PSE: West Bank and Gaza; Palestine; State of Palestine; Palestine, State of
XKX: Kosovo; Republic of Kosovo; โคโซโว
SOM: Somalia; Somalia, Fed. Rep.
STP: Sao Tome and Principe; São Tomé and Príncipe; São Tomé & Principe
PRI: Puerto Rico; Puerto Rico (US)
VIR: Virgin Islands (U.S.); U.S. Virgin Islands; Virgin Islands, U.S.
JEY: Jersey; Jersey, Channel Islands
REU: Réunion; Reunion
ARE: United Arab Emirates; UAE; U.A.E.
NLD: Netherlands; The Netherlands; Netherlands (Kingdom of the); Holland
SLB: Solomon Islands; Solomon Is.
GIN: Guinea
GNB: Guinea-Bissau; Guinea Bissau
GNQ: Equatorial Guinea; Guinea, Equatorial
PNG: Papua New Guinea
NER: Niger
NGA: Nigeria
DMA: Dominica
DOM: Dominican Republic; Dominican Rep.
SDN: Sudan
SSD: South Sudan; Sudan, South
WSM: Samoa; Western Samoa
ASM: American Samoa
CHN: China; People's Republic of China; China, People's Republic of; จีน
THA: Thailand; THAILAND; thailand ; Thailand*; Thailand¹; Thailand [1]; ไทย; ประเทศไทย
THA: ราชอาณาจักรไทย; Kingdom of Thailand; Thailand (THA); THA; TH; \ufeffThailand; Thai\u200bland
"""
PAIRS = [
    (code, name)
    for line in WRITTEN.strip().splitlines()
    for code, names in [line.split(": ", 1)]
    for name in names.split("; ")
]


@pytest.mark.parametrize("code, name", PAIRS)
def test_a_name_that_is_written_is_understood(code, name):
    assert entity_of(name) == code


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Korea",
            "เกาหลี",
            "Republic of China",
            "Virgin Islands",
            "Dominican",
            "Nigerian",
            "Guineas",
        ),
        *(
            "Georgia (US)",
            "Puerto Rico (Chile)",
            "Channel Islands",
            "World",
            "South Asia",
            "Africa",
        ),
        *(
            "North America",
            "Euro area",
            "",
            "-",
            "..",
            "()",
            "[NA]",
            "N/A",
            "n/a",
            "the",
            "and",
            "1",
        ),
    ],
)
def test_what_may_be_another_or_none_is_no_name(name):
    assert entity_of(name) is None


def test_no_name_is_of_two_economies():
    found = defaultdict(set)
    for spellings in known_names().values():
        for name, entity in spellings:
            if entity in countries.codes():
                found[folded(name)].add(entity)
    assert {name: entities for name, entities in found.items() if len(entities) > 1} == {}
    assert len(found) > 900


def test_every_name_known_is_its_own():
    named = [pair for spellings in known_names().values() for pair in spellings]
    wrong = [(name, code) for name, code in named if entity_of(name) not in (code, None)]
    groups = {entity for name, entity in named if entity_of(name) is None}
    assert wrong == []
    assert groups == {"EAP", "EDELM", "WLD"}


def test_the_register_has_only_what_iso_cldr_and_the_book_lack():
    others = [
        pair for source, pairs in known_names().items() if source != "register" for pair in pairs
    ]
    known = {(folded(name), entity) for name, entity in others}
    register = pd.read_csv(paths.RAW / "country_names.csv", keep_default_na=False)
    # Of the UN it has today's spelling of every member state, to be written back.
    of_states = register["source"] == "un_egov"
    needless = [
        row.name
        for row in register[~of_states].itertuples()
        if (folded(row.name), row.entity) in known
    ]
    assert needless == []
    assert register["name"].is_unique


# The publishers' own files


def _pairs(rows, name, code):
    """Return names and codes of a table whose header is somewhere in its first rows."""
    line = next(place for place, row in enumerate(rows) if {name, code} <= set(map(str, row)))
    columns = [list(map(str, rows[line])).index(word) for word in (name, code)]
    cells = [[str(row[column]).strip() for column in columns] for row in rows[line + 1 :]]
    return {(named, coded) for named, coded in cells if named and coded}


def _of_sheet(file, sheet, name, code):
    rows = (
        CalamineWorkbook.from_path(file).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    )
    return _pairs(rows, name, code)


def _of_csv(file, name, code):
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return _pairs([row + [""] * 20 for row in csv.reader(lines)], name, code)


def _of_stata(file):
    table = pd.read_stata(file)
    return set(zip(table["countryname"], table["code"], strict=True))


WGI, WJP = ("Country/Territory", "Code"), ("Country", "Country Code")
FILES = {
    "wgi/2021_wgidataset.xlsx": lambda file: _of_sheet(file, "RuleofLaw", *WGI),
    "wgi/2022_wgidataset.dta": _of_stata,
    "wgi/2023_wgidataset.xlsx": lambda file: _of_sheet(file, "RuleofLaw", *WGI),
    "wgi/2023_databank_P_Data_Extract_From_Worldwide_Governance_Indicators.xlsx": (
        lambda file: _of_sheet(file, "Data", "Country Name", "Country Code")
    ),
    "wgi/2024_wgidataset_long.xlsx": lambda file: _of_sheet(file, "Sheet1", "countryname", "code"),
    "wjp/2025_wjp_rule_of_law_index_HISTORICAL_DATA_FILE.xlsx": (
        lambda file: _of_sheet(file, "Historical Data", *WJP)
    ),
    "wjp/FINAL_2022_wjp_rule_of_law_index_HISTORICAL_DATA_FILE.xlsx": (
        lambda file: _of_sheet(file, "Historical data", *WJP)
    ),
    "un_egov_data360/UN_EGDI_OSI_WIDEF.csv": (
        lambda file: _of_csv(file, "REF_AREA_LABEL", "REF_AREA")
    ),
    "failing/wgi2015_wbcode_cut_1996.xlsx": (
        lambda file: _of_sheet(file, "RuleofLaw", "Country/Territory", "WBCode")
    ),
    "failing/egovspace_EGOV_DATA_2018.csv": lambda file: _of_csv(file, "Country Name", "CODE"),
}
# The World Bank's own codes in its workbooks, WJP's, and a slip of the one who copied the UN's.
OTHER_CODES = {"ADO": "AND", "ROM": "ROU", "ZAR": "COD", "WBG": "PSE", "TMP": "TLS", "KSV": "XKX"}
OTHER_CODES |= {"SLN": "SLE", "BHM": "BHS"}


@pytest.mark.parametrize("name", FILES)
def test_every_name_in_a_publishers_file_has_the_code_beside_it(shared, name):
    pairs = FILES[name](shared / "publisher-files" / name)
    wrong = {
        (named, code, entity_of(named))
        for named, code in pairs
        if entity_of(named) != OTHER_CODES.get(code, code)
    }
    assert wrong == set()
    assert len({code for _, code in pairs}) > 100


def test_every_state_of_every_survey_is_known_once(shared):
    for file in sorted((shared / "publisher-files/un_egov").glob("*.csv")):
        names = pd.read_csv(file)["Country Name"]
        assert names.map(entity_of).nunique() == len(names) == 193


# Close misses

NAMES = sorted(
    {
        (name, entity)
        for spellings in known_names().values()
        for name, entity in spellings
        if entity in countries.codes()
    }
)


@st.composite
def slips(draw):
    """Draw a name with a slip of the pen in it, and the country that was meant."""
    name, entity = draw(st.sampled_from(NAMES))
    place = draw(st.integers(0, len(name) - 1))
    before, letter, after = name[:place], name[place], name[place + 1 :]
    other = draw(st.sampled_from("aeiourstlnกนรา,'\""))
    slip = draw(st.sampled_from(["left out", "twice", "another", "turned round", "too many"]))
    return {
        "left out": before + after,
        "twice": before + letter * 2 + after,
        "another": before + other + after,
        "turned round": before + after[:1] + letter + after[1:],
        "too many": before + letter + other + after,
    }[slip], entity


@given(slips())
@settings(max_examples=150, deadline=None)
def test_a_slip_is_never_taken_for_another_country(slip):
    name, entity = slip
    read = entity_of(name)
    if read is None:
        assert meant_by(name) in (entity, None)
        assert entity_of(name) is None
    elif read != entity:  # then what was written is the other's own name: Iraq for Iran
        assert (
            folded(name) in {folded(known) for known, code in NAMES if code == read}
            or len(name) < 4
        )


@pytest.mark.parametrize(
    "name, meant",
    [
        *(("Thialand", "THA"), ("Tailand", "THA"), ("Viet Namm", "VNM"), ("North Corea", "PRK")),
        *(
            ("North Macedonja", "MKD"),
            ("Phillipines", "PHL"),
            ("Camboda", "KHM"),
            ("Turkiyye", "TUR"),
        ),
        # Two countries are as near, or the name is the beginning of another's.
        *(
            (name, None)
            for name in ("Nigera", "Austrlia", "Irak", "Dominican", "Korea", "Republic of China")
        ),
        *(
            (name, None)
            for name in ("Siam", "Northern Cyprus", "Somaliland", "South Asia", "World")
        ),
    ],
)
def test_a_country_is_meant_only_where_it_is_clearly_the_nearest(name, meant):
    assert meant_by(name) == meant


def test_the_few_nearest_are_offered_first_those_that_have_all_the_words():
    assert {*close_to("Korea")[:2]} == {"KOR", "PRK"}
    assert close_to("Thialand")[0] == "THA"
    assert "THA" in close_to("TAH")
    assert close_to("THAI")[0] == "THA"
    assert close_to("VIE")[0] == "VNM"
    assert len(close_to("x")) == 3
    assert close_to("Thialand", among=["VNM", "LAO"]) != []
    assert {*close_to("Thialand", among=["VNM", "LAO"])} == {"VNM", "LAO"}


# The advice, followed to the letter


@pytest.fixture
def raw(tmp_path, monkeypatch):
    """A project that holds no edition: its data/raw."""
    move_to(tmp_path / "project", monkeypatch)
    yield make_project(tmp_path / "project")
    forget()


def survey(folder, name):
    """Write a UN survey of Thailand and of a country of some name."""
    rows = [["2024", "Thailand", "1", *["0.5123"] * 5], ["2024", name, "2", *["0.4123"] * 5]]
    file = folder / "survey.csv"
    file.write_text(text_of([HEADER, *rows]), encoding="utf-8", newline="")
    return file


def tried(file):
    """Add a file on trial; return what is said against it, and nothing where it is good."""
    for value in vars(countries).values():  # what the register said before
        getattr(value, "cache_clear", lambda: None)()
    try:
        adding.add([file], Choices(), dry_run=True, show=lambda _: None)
    except UserError as mistake:
        return str(mistake).splitlines()
    return []


def pasted(raw, line):
    with (raw / "country_names.csv").open("a", encoding="utf-8", newline="") as register:
        register.write(line + "\n")


@given(slips())
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_advice_can_be_followed_to_the_letter(raw, tmp_path, slip):
    name, entity = slip
    register = raw / "country_names.csv"
    before = register.read_bytes()
    file = survey(tmp_path, name)
    said = tried(file)
    if said and "found the unknown country" in said[0] and said[1].startswith("un_egov,"):
        line = said[1]
        source, written, code = next(csv.reader(io.StringIO(line)))
        if len(code) != 3:  # it is not clear which one it is
            pasted(raw, line)
            assert tried(file)[0].startswith("data/raw/country_names.csv, row ")
            register.write_bytes(before)
            line = text_of([[source, written, entity]]).strip()
            code = entity
        assert code == entity
        pasted(raw, line)
        again = tried(file)
        assert again == [] or "a second row for" in again[0]
    register.write_bytes(before)


@pytest.mark.parametrize(
    "name", ["Siam, Kingdom of", 'The "Land of Smiles"', "=Siam", "S’iam\tLand"]
)
def test_a_name_with_signs_is_quoted_so_that_it_can_be_pasted(raw, tmp_path, name):
    file = survey(tmp_path, name)
    line = tried(file)[1]
    assert line.endswith(",")
    pasted(raw, line + "LAO")
    assert tried(file) == []


@pytest.mark.parametrize(
    "line, expected",
    [
        ("un_egov,Siam, Kingdom of,THA", "found 4 cells, expected three: source, name and code"),
        ("un_egov,Siam,CODE", "column entity: found the code 'CODE', expected an ISO 3166 alpha-3"),
        ("un_egov,Siam,", "column entity: found the code '', expected an ISO 3166 alpha-3 code"),
        ("un_egov,Niger,NGA", "found 'Niger' as a name of NGA, expected a name of NER (Niger)"),
        ("un_egov;Siam;THA", "found 1 cells, expected three: source, name and code"),
    ],
)
def test_a_slip_in_the_register_is_told_with_its_row(raw, tmp_path, line, expected):
    rows = len((raw / "country_names.csv").read_text(encoding="utf-8").splitlines())
    pasted(raw, line)
    said = tried(survey(tmp_path, "Siam"))
    assert said[0].startswith(f"data/raw/country_names.csv, row {rows + 1}")
    assert expected in said[0]


def test_a_register_that_a_spreadsheet_saved_is_read_or_told(raw, tmp_path):
    register = raw / "country_names.csv"
    text = register.read_text(encoding="utf-8")
    register.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert tried(survey(tmp_path, "Viet Nam")) == []
    register.write_bytes(text.encode("cp874", errors="replace"))
    assert "text whose letters cannot be told" in tried(survey(tmp_path, "Viet Nam"))[0]
    register.write_text(text.replace("entity", "code", 1), encoding="utf-8")
    assert "found the columns source, name, code" in tried(survey(tmp_path, "Viet Nam"))[0]


def test_a_known_country_is_not_proposed_for_a_second_name(raw, tmp_path):
    assert tried(survey(tmp_path, "Thialand"))[1] == "un_egov,Thialand,"


@pytest.mark.parametrize(
    "name, code",
    [("Nigera", "NER or NGA"), ("Korea", "KOR or PRK"), ("Turkiyye", "TUR"), ("Siam", "")],
)
def test_the_line_has_the_code_that_is_meant_or_those_to_choose_from(raw, tmp_path, name, code):
    assert tried(survey(tmp_path, name))[1] == f"un_egov,{name},{code}"


def test_the_error_of_a_row_travels_as_one_sentence(raw):
    pasted(raw, "x,y")
    forget()
    with pytest.raises(InputError, match="found 2 cells"):
        entity_of("Siam")
