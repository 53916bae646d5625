"""The reader of the WGI, on the World Bank's own files and on small files in each layout.

Figures printed by the strategy, and the counts of the publisher's files, are written here.
"""

import csv
import functools
import tempfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pycountry
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategybook.errors import InputError
from strategybook.readers import wgi
from tests.publisher_files import workbook

VOICE = "wgi_voice_and_accountability"
STABILITY = "wgi_political_stability"
EFFECTIVENESS = "wgi_government_effectiveness"
REGULATION = "wgi_regulatory_quality"
LAW = "wgi_rule_of_law"
CORRUPTION = "wgi_control_of_corruption"
KEYS = {
    "va": VOICE,
    "pv": STABILITY,
    "ge": EFFECTIVENESS,
    "rq": REGULATION,
    "rl": LAW,
    "cc": CORRUPTION,
}
MEASURES = ["estimate", "standard_error", "sources", "percentile_rank", "lower", "upper"]

# Table 4.4.1-T of the strategy: Thailand's percentile ranks of 2018 to 2021.
PRINTED = {
    VOICE: ["19.81", "23.67", "25.60", "27.05"],
    STABILITY: ["18.87", "28.30", "25.94", "27.36"],
    EFFECTIVENESS: ["65.38", "64.42", "62.50", "60.58"],
    REGULATION: ["50.96", "52.40", "55.77", "56.73"],
    LAW: ["53.37", "57.21", "56.73", "55.77"],
    CORRUPTION: ["40.38", "37.02", "36.54", "35.10"],
}

EDITION_2021 = "2021_wgidataset.xlsx"
EDITION_2022 = "2022_wgidataset.dta"
EDITION_2022_CUT = "2022_wgidataset_political-stability-cut.xlsx"
EDITION_2023 = "2023_wgidataset.xlsx"
EDITION_2023_DATABANK = "2023_databank_P_Data_Extract_From_Worldwide_Governance_Indicators.xlsx"
EDITION_2024 = "2024_wgidataset_long.xlsx"
# The edition that each file can tell, and its last year.
FILES = {
    EDITION_2021: ("2021", 2020),
    EDITION_2022: ("2022", 2021),
    EDITION_2022_CUT: ("2022", 2021),
    EDITION_2023: ("2023", 2022),
    EDITION_2023_DATABANK: ("2023", 2022),
    EDITION_2024: ("", 2023),
}


@functools.cache
def read(file):
    return wgi.read(file)


@pytest.fixture(scope="module")
def published(shared):
    """What the World Bank's file of a name says."""
    return lambda name: read(shared / "publisher-files" / "wgi" / name)


def decimals(text, places="0.01"):
    """Round as a printer does."""
    return str(Decimal(text).quantize(Decimal(places), ROUND_HALF_UP))


def of(publication, entity, year):
    figures = publication.figures.set_index(["entity", "year"])
    return figures.loc[(entity, year)]


def thailand(publication, indicator, measure="percentile_rank"):
    series = f"{indicator}.{measure}"
    return [decimals(of(publication, "THA", year)[series]) for year in range(2018, 2022)]


def numbers(publication):
    """Return columns `entity, year, indicator, measure, value` (a number)."""
    long = publication.figures.melt(["entity", "year"], var_name="series", value_name="value")
    long = long[long["value"] != ""].astype({"value": float})
    long[["indicator", "measure"]] = long["series"].str.split(".", expand=True).to_numpy()
    return long.drop(columns="series")


# The World Bank's own files


@pytest.mark.parametrize("indicator", PRINTED)
def test_the_stata_file_gives_what_the_strategy_printed(published, indicator):
    assert thailand(published(EDITION_2022), indicator) == PRINTED[indicator]


@pytest.mark.parametrize("indicator", [name for name in PRINTED if name != STABILITY])
def test_the_workbook_of_2022_gives_what_the_strategy_printed(published, indicator):
    assert thailand(published(EDITION_2022_CUT), indicator) == PRINTED[indicator]


def test_a_sheet_cut_to_estimates_gives_them_and_says_so(published):
    cut, whole = published(EDITION_2022_CUT), published(EDITION_2022)
    held = [name for name in cut.figures if name.startswith(STABILITY)]
    assert held == [f"{STABILITY}.estimate"]
    assert cut.figures[held].equals(whole.figures[held])
    assert cut.notes == (
        f"{STABILITY} has no standard_error, sources, percentile_rank, lower, upper here.",
    )


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        (EDITION_2021, "59.13"),
        (EDITION_2022, "50.96"),
        (EDITION_2022_CUT, "50.96"),
        (EDITION_2023, "50.00"),
        (EDITION_2023_DATABANK, "50.00"),
        (EDITION_2024, "50.00"),
    ],
)
def test_editions_restate_a_year(published, name, printed):
    regulation = of(published(name), "THA", 2018)[f"{REGULATION}.percentile_rank"]
    assert decimals(regulation) == printed


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_its_edition_years_and_economies(published, name):
    publication, (edition, last_year) = published(name), FILES[name]
    figures = publication.figures
    assert (publication.source, publication.edition) == ("wgi", edition)
    assert sorted(figures["year"].unique()) == [1996, 1998, 2000, *range(2002, last_year + 1)]
    # One for each row of the sheets, 16 to 229.
    assert figures["entity"].nunique() == 229 - 15
    assert {"AND", "COD", "PSE", "ROU", "TLS", "XKX"} <= set(figures["entity"])
    assert not {"ADO", "ZAR", "WBG", "ROM", "TMP", "KSV"} & set(figures["entity"])


@pytest.mark.parametrize("name", FILES)
def test_figures_are_in_order_each_once_none_without_value(published, name):
    figures = published(name).figures
    keys = list(zip(figures["entity"], figures["year"], strict=True))
    series = list(figures.columns[2:])
    assert list(figures.columns[:2]) == ["entity", "year"]
    assert keys == sorted(set(keys))
    assert series == sorted(series)
    assert (figures[series] != "").any(axis=1).all()


@pytest.mark.parametrize(
    ("name", "note"),
    [
        (
            EDITION_2022,
            "The file names no edition, but its last year is 2021 and it was saved in 2022, "
            "so that it is of the 2022 edition.",
        ),
        (
            EDITION_2023_DATABANK,
            "The file names no edition, but its last year is 2022 and it was saved in 2023, "
            "so that it is of the 2023 edition.",
        ),
        (EDITION_2024, "The file names no edition; its last year is 2023."),
    ],
)
def test_a_file_without_edition_says_what_is_known(published, name, note):
    assert published(name).notes == (note,)


def test_databank_equals_the_workbook_of_its_edition(published):
    databank, workbook = published(EDITION_2023_DATABANK), published(EDITION_2023)
    pd.testing.assert_frame_equal(databank.figures, workbook.figures)


def test_the_stata_file_equals_the_workbook_of_its_edition(published):
    workbook = published(EDITION_2022_CUT).figures
    stata = published(EDITION_2022).figures
    pd.testing.assert_frame_equal(stata[workbook.columns], workbook)


@pytest.mark.filterwarnings("error")
def test_a_damaged_figure_of_a_stata_file_warns_nobody_and_is_none(tmp_path):
    """A signalling not-a-number, by which numpy would warn."""
    table = pd.DataFrame({"code": ["THA", "VNM"], "year": [2021, 2021], "vae": [0.5, 0.25]})
    file = tmp_path / "wgi.dta"
    table.astype({"vae": "float32"}).to_stata(file, write_index=False)
    damaged = file.read_bytes().replace(np.float32(0.5).tobytes(), b"\x01\x00\x80\x7f")
    file.write_bytes(damaged)
    figures = wgi.read(file).figures
    assert figures[["entity", f"{VOICE}.estimate"]].to_numpy().tolist() == [["VNM", "0.25"]]


def test_a_text_reads_back_to_the_float32_in_the_file(published, shared):
    """Thailand's figures in the Stata file, against pandas' own reading."""
    folder = shared / "publisher-files" / "wgi"
    table = pd.read_stata(folder / EDITION_2022).set_index(["code", "year"])
    figures = published(EDITION_2022).figures.set_index(["entity", "year"])
    letters = dict(zip("esnrlu", MEASURES, strict=True))
    for key, indicator in KEYS.items():
        for letter, measure in letters.items():
            raw = table[key + letter].xs("THA").to_numpy()
            read_back = figures[f"{indicator}.{measure}"].xs("THA").astype(np.float32).to_numpy()
            assert (raw == read_back).all()
    assert figures.loc[("THA", 2018), f"{VOICE}.percentile_rank"] == "19.806763"


@pytest.mark.parametrize("name", FILES)
def test_every_published_percentile_rank_is_reproduced(published, name):
    """To float32, the published precision: the largest difference is one of its rounding."""
    table = numbers(published(name)).pivot(
        index=["entity", "year", "indicator"], columns="measure", values="value"
    )
    ranked = table[table["percentile_rank"].notna()]
    ranks = ranked.groupby(["year", "indicator"])["estimate"].transform(wgi.percentile_rank)
    assert len(ranked) > 23000
    assert (ranks.astype(np.float32) == ranked["percentile_rank"].astype(np.float32)).all()
    assert (ranks - ranked["percentile_rank"]).abs().max() < 7.4e-6


def test_ranks_that_a_file_lacks_are_computed(published, shared):
    observations = numbers(published(EDITION_2022_CUT)).assign(
        source="wgi", edition="2022", raw_place="row 2", basis="published"
    )
    derived = wgi.derive(observations)
    added = derived.iloc[len(observations) :]
    assert set(added["indicator"]) == {STABILITY}
    assert set(added["measure"]) == {"percentile_rank"}
    assert set(added["basis"]) == {"computed"}
    mine = added[(added["entity"] == "THA") & added["year"].between(2018, 2021)]
    assert [decimals(value) for value in mine["value"]] == PRINTED[STABILITY]
    stata = pd.read_stata(shared / "publisher-files" / "wgi" / EDITION_2022)
    rated = stata.groupby("year")["pve"].count().loc[2018:2021]
    assert list(mine["economies"]) == list(rated)


def test_ranks_that_a_file_has_are_left_alone(published):
    observations = numbers(published(EDITION_2022)).assign(source="wgi", edition="2022")
    derived = wgi.derive(observations)
    pd.testing.assert_frame_equal(
        derived[observations.columns], observations.reset_index(drop=True)
    )


def world(edition, year, economies=210, **measures):
    """Return observations of one indicator: the economies C001, C002 ... one place apart."""
    rows = [
        (f"C{number:03}", measure, value(number))
        for number in range(economies)
        for measure, value in measures.items()
    ]
    table = pd.DataFrame(rows, columns=["entity", "measure", "value"])
    return table.assign(edition=edition, indicator=LAW, year=year, basis="published")


def estimates(edition, year, economies=210):
    return world(edition, year, economies, estimate=lambda number: number / 100 - 1)


def ranks(edition, year, economies=210):
    return world(edition, year, economies, percentile_rank=lambda number: 100 * number / 209)


def computed(*tables):
    """Return the ranks that are worked out from tables, by edition, year and economy."""
    derived = wgi.derive(pd.concat(tables, ignore_index=True))
    added = derived[derived["basis"] == "computed"]
    assert set(added["measure"]) <= {"percentile_rank"}
    return added.set_index(["edition", "year", "entity"])[["value", "economies"]]


def test_an_edition_that_publishes_no_ranks_gets_them_from_its_estimates():
    older = [estimates("2024", 2023), ranks("2024", 2023)]
    added = computed(*older, estimates("2025", 2024, 205), estimates("2025", 2023, 205))
    assert len(added) == 2 * 205
    # The 103rd of 205 has half of the others below it.
    assert tuple(added.loc["2025", 2024, "C102"]) == (50, 205)
    assert tuple(added.loc["2025", 2023, "C000"]) == (0, 205)


@pytest.mark.parametrize("economies", [1, 3, 100, 190])
def test_some_economies_are_not_ranked_as_if_they_were_all(economies):
    """Of 210 economies ranked in the edition before, too few have an estimate."""
    older = [estimates("2024", 2023), ranks("2024", 2023)]
    extract = estimates("2025", 2024, economies)
    assert computed(*older, extract).empty
    derived = wgi.derive(pd.concat([*older, extract], ignore_index=True)).set_index("edition")
    assert derived.loc[["2025"], "economies"].isna().all()
    assert set(derived.loc["2024", "economies"]) == {210}


def test_each_year_is_judged_by_itself():
    """Thailand's neighbours may have been followed back further than the rest."""
    older = [estimates("2024", 2023), ranks("2024", 2023)]
    added = computed(*older, estimates("2025", 2024), estimates("2025", 2023, 10))
    assert set(added.index.get_level_values("year")) == {2024}


def test_without_an_older_edition_the_number_of_economies_decides():
    assert len(computed(estimates("2025", 2024, 150))) == 150
    assert computed(estimates("2025", 2024, 149)).empty


def test_ranks_of_an_extract_do_not_stand_for_the_ranking_of_all():
    """An extract of ten economies with their ranks says nothing of how many were ranked."""
    extract = [estimates("2024", 2023, 10), ranks("2024", 2023, 10)]
    assert computed(*extract).empty
    assert computed(*extract, estimates("2025", 2024, 10)).empty
    assert len(computed(*extract, estimates("2025", 2024, 200))) == 200


ECONOMIES = sorted(country.alpha_3 for country in pycountry.countries)[:200]


def ranked_csv(folder, rank):
    """Write estimates of 200 economies, a hundredth apart, and what `rank` gives for each place."""
    rows = [
        [code, 1996, f"{place / 101 - 1:.8f}", f"{rank(place):.6f}"]
        for place, code in enumerate(ECONOMIES)
    ]
    return save_csv(folder / "wgi.csv", [["code", "year", "rle", "rlr"], *rows])


def among_more(place):
    """Return a rank as editions 2014 to 2016 have it before 2006: among 210 economies."""
    return 100 * (place + 10 * (place > 90)) / 209


def test_ranks_among_more_economies_are_taken_and_told(tmp_path):
    publication = wgi.read(ranked_csv(tmp_path, among_more))
    # At place 91 it is 101 of 209 (48.3), where 91 of 199 (45.7) is expected.
    assert publication.notes[1] == (
        "Percentile ranks of 1996 to 1996 are up to 2.6 points from those that follow from the "
        "estimates here: the publisher ranked more economies. They are taken as published."
    )
    ranks = publication.figures.set_index("entity")[f"{LAW}.percentile_rank"].astype(float)
    assert ranks[ECONOMIES[91]] == pytest.approx(100 * 101 / 209, abs=1e-6)


def test_a_wrong_rank_among_more_economies_is_named(tmp_path):
    def rank(place):
        return among_more(place) + 0.2 * (place == 150)

    with pytest.raises(InputError, match="row 152, column D: found 76.755024") as error:
        wgi.read(ranked_csv(tmp_path, rank))
    assert error.value.key == "figure.percentile"


def test_a_score_from_0_to_100_is_no_rank_of_whatever_rule(tmp_path):
    with pytest.raises(InputError, match="a score from 0 to 100 is no percentile rank"):
        wgi.read(ranked_csv(tmp_path, lambda place: 50 + 20 * (place / 101 - 1)))


def test_a_rank_of_the_world_banks_edition_of_2015_is_taken_and_told(shared):
    file = shared / "publisher-files/failing/wgi2015_wbcode_cut_1996.xlsx"
    publication = wgi.read(file)
    assert publication.edition == "2015"
    assert "up to 4.9 points from those that follow" in " ".join(publication.notes)
    # Its sheets name 214 economies, of which the year 1996 has an estimate for 184 to 200.
    assert publication.figures["entity"].nunique() == 200


def test_a_whole_workbook_of_the_layout_since_2025_tells_its_edition(tmp_path):
    def sheets(year):
        header = ["Economy (code)", "Year", "Governance score (0-100)"]
        return {key: [header, *([code, year, 51.5] for code in ECONOMIES)] for key in KEYS}

    for year, edition in {2024: "2025", 2025: "2026", 2020: ""}.items():
        publication = wgi.read(save_workbook(tmp_path / "wgi.xlsx", sheets(year)))
        assert (publication.edition, publication.not_before) == (edition, "2025")
    few = {key: rows[:50] for key, rows in sheets(2024).items()}
    assert wgi.read(save_workbook(tmp_path / "few.xlsx", few)).edition == ""


def test_series_of_other_databases_are_left_out_and_told(tmp_path):
    header = ["Country Code", "Indicator Code", "2021"]
    rows = [["THA", "RL.EST", 0.5], ["THA", "NY.GDP.PCAP.CD", 7000], ["AFE", "SP.POP.TOTL", 7e8]]
    publication = wgi.read(save_csv(tmp_path / "bulk.csv", [header, *rows]))
    assert publication.figures.to_numpy().tolist() == [["THA", 2021, "0.5"]]
    assert (
        "Series that are not of the WGI were left out: NY.GDP.PCAP.CD, SP.POP.TOTL."
        in publication.notes
    )


@pytest.mark.parametrize("name", FILES)
def test_its_own_files_are_recognised(shared, name):
    assert wgi.recognises(shared / "publisher-files" / "wgi" / name)


def test_other_publishers_files_are_not_recognised(shared):
    folder = shared / "publisher-files"
    others = [
        file for name in ("un_egov", "un_egov_data360", "wjp") for file in (folder / name).iterdir()
    ]
    assert len(others) > 10
    assert [file.name for file in others if wgi.recognises(file)] == []


# Percentile ranks


def test_percentile_ranks_run_from_0_to_100_and_ties_share_the_best_place():
    ranks = wgi.percentile_rank(pd.Series([1.0, -2.0, 0.5, 0.5, None]))
    assert list(ranks[:4]) == [100, 0, 200 / 3, 200 / 3]
    assert ranks.isna().tolist() == [False, False, False, False, True]


def one_by_one(estimates):
    """The formula, in a plain loop."""
    return [
        100 * (sum(other <= own for other in estimates) - 1) / (len(estimates) - 1)
        for own in estimates
    ]


@settings(derandomize=True, deadline=None)
@given(st.lists(st.floats(-3, 3), min_size=2, max_size=30))
def test_percentile_ranks_are_the_formula(estimates):
    assert list(wgi.percentile_rank(pd.Series(estimates))) == pytest.approx(one_by_one(estimates))


# Small files in each layout. A table is {(entity, year, key of the dimension, measure): number}.

TITLES = {
    "va": "VoiceandAccountability",
    "pv": "Political StabilityNoViolence",
    "ge": "GovernmentEffectiveness",
    "rq": "RegulatoryQuality",
    "rl": "RuleofLaw",
    "cc": "ControlofCorruption",
}
WORLD_BANK_CODES = {"AND": "ADO", "COD": "ZAR", "ROU": "ROM", "XKX": "KSV"}
ENTITIES = ["AND", "COD", "MYS", "ROU", "THA", "XKX"]
YEARS = [1996, 2018, 2021]
NEW_MEASURES = [
    "estimate",
    "standard_error",
    "estimate_lower",
    "estimate_upper",
    "absolute_score",
    "absolute_score_standard_error",
    "absolute_score_lower",
    "absolute_score_upper",
    "sources",
]
NEW_HEADINGS = [
    "Governance estimate (approx. -2.5 to +2.5)",
    "Standard error (estimate)",
    "Lower threshold (90% conf. int. estimate)",
    "Upper threshold (90% conf. int. estimate)",
    "Governance score (0-100)",
    "Standard error (gov. score)",
    "Lower threshold (90% conf. int. score)",
    "Upper threshold (90% conf. int. score)",
    "Number of sources",
]


def world_bank_code(entity):
    return WORLD_BANK_CODES.get(entity, entity)


def save_workbook(file, sheets):
    file.write_bytes(workbook(sheets))
    return file


def save_csv(file, rows):
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows(rows)
    return file


def block_rows(table, key, above=1):
    """A sheet of the editions to 2023, with so many rows above its header."""
    blocks = [(year, measure) for year in YEARS for measure in MEASURES]
    headings = ["Estimate", "StdErr", "NumSrc", "Rank", "Lower", "Upper"] * len(YEARS)
    return [
        *[["Legend"]] * above,
        [None, None, *(year for year, _ in blocks)],
        ["Country/Territory", "Code", *headings],
        *(
            [
                f"Name of {entity}",
                world_bank_code(entity),
                *(table.get((entity, year, key, measure), "#N/A") for year, measure in blocks),
            ]
            for entity in ENTITIES
        ),
    ]


def save_blocks(folder, table):
    introduction = [[None], ["The Worldwide Governance Indicators, 2022 Update"]]
    sheets = {title: block_rows(table, key) for key, title in TITLES.items()}
    return save_workbook(folder / "blocks.xlsx", {"Introduction": introduction} | sheets)


def save_long(folder, table):
    heads = ["estimate", "stddev", "nsource", "pctrank", "pctranklower", "pctrankupper"]
    rows = [
        [
            f"{entity}{key}{year}",
            world_bank_code(entity),
            f"Name of {entity}",
            year,
            key,
            *(table.get((entity, year, key, measure), "..") for measure in MEASURES),
        ]
        for entity in ENTITIES
        for key in KEYS
        for year in YEARS
    ]
    header = ["codeindyr", "code", "countryname", "year", "indicator", *heads]
    return save_workbook(folder / "long.xlsx", {"Sheet1": [header, *rows]})


def save_stata(folder, table):
    letters = dict(zip("esnrlu", MEASURES, strict=True))
    frame = pd.DataFrame(
        {
            "code": [world_bank_code(entity) for entity in ENTITIES for _ in YEARS],
            "year": np.array(YEARS * len(ENTITIES), dtype=np.int16),
        }
        | {
            key + letter: np.array(
                [
                    table.get((entity, year, key, measure), np.nan)
                    for entity in ENTITIES
                    for year in YEARS
                ],
                dtype=np.float32,
            )
            for key in KEYS
            for letter, measure in letters.items()
        }
    )
    frame.to_stata(folder / "wide.dta", write_index=False, version=118)
    return folder / "wide.dta"


def series_rows(table, code, measures, years, digits=None):
    """Rows of a series table; `code` is the pattern of its series codes."""
    shown = (lambda number: float(f"{number:.{digits}g}")) if digits else float
    return [
        [
            entity,
            code.format(key.upper(), end),
            *(
                shown(table[place]) if (place := (entity, year, key, measure)) in table else ".."
                for year in years
            ),
        ]
        for entity in ENTITIES
        for key in KEYS
        for end, measure in measures.items()
    ]


DATABANK_ENDS = {
    "EST": "estimate",
    "STD.ERR": "standard_error",
    "NO.SRC": "sources",
    "PER.RNK": "percentile_rank",
    "PER.RNK.LOWER": "lower",
    "PER.RNK.UPPER": "upper",
}


def save_databank(folder, table):
    """As DataBank exports it: 15 digits, the newest year first, two footers."""
    years = sorted(YEARS, reverse=True)
    header = ["Country Code", "Series Code", *(f"{year} [YR{year}]" for year in years)]
    rows = series_rows(table, "{}.{}", DATABANK_ENDS, years, digits=15)
    footers = [[], [], [], ["Data from database: ..."], ["Last Updated: 09/23/2022"]]
    return save_workbook(folder / "databank.xlsx", {"Data": [header, *rows, *footers]})


def save_bulk(folder, table):
    header = ["Country Code", "Indicator Code", *map(str, YEARS), ""]
    rows = series_rows(table, "{}.{}", DATABANK_ENDS, YEARS)
    return save_csv(folder / "bulk.csv", [header, *([*row, ""] for row in rows)])


def save_new_bulk(folder, table):
    ends = {
        "EST": "estimate",
        "SE": "standard_error",
        "SR": "sources",
        "SC": "absolute_score",
        "SC_LB": "absolute_score_lower",
        "SC_UB": "absolute_score_upper",
    }
    header = ["Country Name", "Country Code", "Indicator Name", "Indicator Code", *map(str, YEARS)]
    rows = [
        [f"Name of {entity}", entity, "A name", code, *values]
        for entity, code, *values in series_rows(table, "GOV_WGI_{}.{}", ends, YEARS)
    ]
    return save_csv(folder / "WGICSV.csv", [header, *rows])


def new_rows(table, key):
    header = ["Economy (name)", "Economy (code)", "Region", "Year", "Governance dimension"]
    return [
        [*header, *NEW_HEADINGS, "A source's own figure"],
        *(
            [
                f"Name of {entity}",
                entity,
                "A region",
                year,
                key,
                *(table.get((entity, year, key, measure)) for measure in NEW_MEASURES),
                0.25,
            ]
            for entity in ENTITIES
            for year in YEARS
        ),
    ]


def save_new(folder, table):
    return save_workbook(folder / "new.xlsx", {key: new_rows(table, key) for key in KEYS})


# Each writer, and the measures that its layout can hold.
OLD = set(MEASURES)
WRITERS = {
    save_blocks: OLD,
    save_long: OLD,
    save_stata: OLD,
    save_databank: OLD,
    save_bulk: OLD,
    save_new: set(NEW_MEASURES),
    save_new_bulk: set(NEW_MEASURES)
    - {"estimate_lower", "estimate_upper", "absolute_score_standard_error"},
}
SCALES = {
    "sources": st.integers(1, 20).map(float),
    "standard_error": st.floats(0, 1, width=32),
    "absolute_score_standard_error": st.floats(0, 20, width=32),
} | dict.fromkeys(["estimate", "estimate_lower", "estimate_upper"], st.floats(-3, 3, width=32))


@st.composite
def tables(draw):
    """Draw a table of some figures, in single precision as the World Bank's are."""
    places = st.tuples(
        st.sampled_from(ENTITIES),
        st.sampled_from(YEARS),
        st.sampled_from(list(KEYS)),
        st.sampled_from(sorted({*MEASURES, *NEW_MEASURES})),
    )
    ranks = st.floats(0, 100, width=32)
    chosen = draw(st.lists(places, min_size=1, max_size=25, unique=True))
    return {place: draw(SCALES.get(place[3], ranks)) for place in chosen}


def expected_figures(table):
    """What should be read: the shortest text of each number, by entity, year and series."""
    return {
        (entity, year, f"{KEYS[key]}.{measure}"): str(np.float32(number) + 0).removesuffix(".0")
        for (entity, year, key, measure), number in table.items()
    }


def read_figures(publication):
    long = publication.figures.melt(["entity", "year"], var_name="series", value_name="text")
    long = long[long["text"] != ""]
    return {(row.entity, row.year, row.series): row.text for row in long.itertuples(index=False)}


@pytest.mark.parametrize("writer", WRITERS)
@settings(derandomize=True, deadline=None, max_examples=15)
@given(table=tables())
def test_a_table_reads_back_from_each_layout(writer, table):
    table = {place: number for place, number in table.items() if place[3] in WRITERS[writer]}
    with tempfile.TemporaryDirectory() as folder:
        file = writer(Path(folder), table)
        if not table:
            with pytest.raises(InputError, match="found no figures of the WGI"):
                wgi.read(file)
            return
        assert wgi.recognises(file)
        assert read_figures(wgi.read(file)) == expected_figures(table)


# One economy's figures, enough for each layout.
SMALL = {("THA", 2021, key, "estimate"): -0.5 for key in KEYS} | {
    ("THA", 2021, "va", "percentile_rank"): 27.053139,
    ("MYS", 2021, "va", "estimate"): 0.25,
    ("THA", 2021, "va", "sources"): 9.0,
}


def test_rows_above_a_header_may_be_deleted(tmp_path):
    for above in (0, 1, 12):
        sheets = {title: block_rows(SMALL, key, above) for key, title in TITLES.items()}
        file = save_workbook(tmp_path / "blocks.xlsx", sheets)
        assert read_figures(wgi.read(file)) == expected_figures(SMALL)
        assert wgi.read(file).edition == ""


def test_the_edition_that_a_file_names_stands_and_a_contradiction_is_noted(tmp_path):
    publication = wgi.read(save_blocks(tmp_path, SMALL))
    assert publication.edition == "2022"
    older = {("THA", 2018, key, "estimate"): -0.5 for key in KEYS}
    publication = wgi.read(save_blocks(tmp_path, older))
    assert publication.edition == "2022"
    assert publication.notes[0] == "The file names the 2022 edition, but its last year is 2018."


def test_databank_tells_its_edition_if_no_later_one_can_have_been_out(tmp_path):
    rows = [["Country Code", "Series Code", "2021 [YR2021]"], ["THA", "VA.EST", -0.5]]
    saved_in = {"09/23/2022": "2022", "01/15/2023": "2022", "09/29/2023": "", "09/24/2021": ""}
    for saved, edition in saved_in.items():
        footer = [[f"Last Updated: {saved}"]]
        file = save_workbook(tmp_path / "databank.xlsx", {"Data": [*rows, *footer]})
        assert wgi.read(file).edition == edition


def test_an_absolute_score_is_no_percentile_rank(tmp_path):
    table = {("THA", 2021, key, "estimate"): -0.5 for key in KEYS} | {
        ("THA", 2021, key, "absolute_score"): 41.7 for key in KEYS
    }
    publication = wgi.read(save_new(tmp_path, table))
    assert of(publication, "THA", 2021)[f"{VOICE}.absolute_score"] == "41.7"
    assert not any("rank" in name for name in publication.figures)
    assert publication.notes == (
        "The file names no edition; its last year is 2021.",
        "No percentile ranks are published here; they follow from the estimates.",
    )


def test_a_sheet_of_the_new_layout_saved_as_csv_is_read(tmp_path):
    table = {("THA", 2021, "rl", "estimate"): -0.5}
    file = save_csv(tmp_path / "rule_of_law.csv", new_rows(table, "rl"))
    assert wgi.recognises(file)
    assert read_figures(wgi.read(file)) == expected_figures(table)


def test_a_number_that_is_no_float32_keeps_its_digits(tmp_path):
    table = {("THA", 2021, "va", "estimate"): 0.123456789012}
    file = save_bulk(tmp_path, table)
    assert of(wgi.read(file), "THA", 2021)[f"{VOICE}.estimate"] == "0.123456789012"


# What is wrong is named with its place.


def blocks_with(change):
    """A workbook whose sheet RuleofLaw is changed: header in row 3, first economy in row 4."""

    def save(folder):
        rows = block_rows(SMALL, "rl")
        change(rows)
        sheets = {title: block_rows(SMALL, key) for key, title in TITLES.items()}
        return save_workbook(folder / "file.xlsx", sheets | {"RuleofLaw": rows})

    return save


def cell(row, column, value):
    def change(rows):
        rows[row - 1][column] = value

    return change


def long_with(row, column, value):
    rows = [
        ["code", "year", "indicator", "estimate", "nsource"],
        ["THA", 2021, "va", -0.5, 9],
        ["MYS", 2021, "va", 0.25, 9],
    ]
    rows[row - 1][column] = value
    return lambda folder: save_workbook(folder / "file.xlsx", {"Sheet1": rows})


def bulk_with(row, column, value):
    rows = [
        ["Country Code", "Indicator Code", "2020", "2021"],
        ["THA", "VA.EST", "-0.5", "-0.4"],
        ["MYS", "VA.EST", "0.25", "0.3"],
    ]
    rows[row - 1][column] = value
    return lambda folder: save_csv(folder / "file.csv", rows)


def stata_with(**columns):
    table = {"code": ["THA", "MYS"], "year": [2021, 2021], "vae": [-0.5, 0.25]} | columns

    def save(folder):
        pd.DataFrame(table).to_stata(folder / "file.dta", write_index=False)
        return folder / "file.dta"

    return save


def holding(name, content):
    def save(folder):
        (folder / name).write_bytes(content)
        return folder / name

    return save


THAILAND = 4 + ENTITIES.index("THA")
WRONG = {
    "unknown economy": (
        blocks_with(cell(THAILAND, 1, "XYZ")),
        f"file.xlsx, sheet RuleofLaw, row {THAILAND}, column B: found the country code 'XYZ', "
        "expected an ISO 3166 alpha-3 code, or one of the publisher's own",
    ),
    "no economy": (
        blocks_with(cell(THAILAND, 1, None)),
        f"file.xlsx, sheet RuleofLaw, row {THAILAND}, column B: found the country code ''",
    ),
    "text for a number": (
        blocks_with(cell(THAILAND, 14, "high")),
        f"file.xlsx, sheet RuleofLaw, row {THAILAND}, column O: "
        "found 'high' as wgi_rule_of_law.estimate, expected a number from -5 to 5",
    ),
    "a percentage for an estimate": (
        blocks_with(cell(THAILAND, 14, 55.77)),
        f"file.xlsx, sheet RuleofLaw, row {THAILAND}, column O: found 55.77",
    ),
    "a rank above 100": (
        blocks_with(cell(THAILAND, 17, 100.5)),
        f"file.xlsx, sheet RuleofLaw, row {THAILAND}, column R: "
        "found 100.5 as wgi_rule_of_law.percentile_rank, expected a number from 0 to 100",
    ),
    "a truth value": (
        blocks_with(cell(THAILAND, 14, True)),
        f"file.xlsx, sheet RuleofLaw, row {THAILAND}, column O: found True",
    ),
    "an economy twice": (
        blocks_with(lambda rows: rows.append(rows[THAILAND - 1])),
        f"file.xlsx, sheet RuleofLaw, row {4 + len(ENTITIES)}, column O: "
        "found a second wgi_rule_of_law.estimate of THA in 2021",
    ),
    "a year twice": (
        blocks_with(lambda rows: [row.append(row[14]) for row in rows[1:]]),
        f"file.xlsx, sheet RuleofLaw, row {THAILAND}, column U: "
        "found a second wgi_rule_of_law.estimate of THA in 2021",
    ),
    "an unknown heading": (
        blocks_with(cell(3, 3, "Deviation")),
        "file.xlsx, sheet RuleofLaw, row 3, column D: found the heading 'deviation', "
        "expected one of estimate, stderr, numsrc, rank, lower, upper",
    ),
    "no year above a heading": (
        blocks_with(cell(2, 2, None)),
        "file.xlsx, sheet RuleofLaw, row 3, column C: found no year above the heading 'estimate'",
    ),
    "no header": (
        blocks_with(cell(3, 0, "ISO")),
        "file.xlsx, sheet RuleofLaw: found no header, expected Country/Territory and Code",
    ),
    "years alone over ranks": (
        blocks_with(
            lambda rows: rows.__setitem__(
                slice(None), [["Country/Territory", "Code", 2020, 2021], ["Thailand", "THA", 5, 4]]
            )
        ),
        "file.xlsx, sheet RuleofLaw, row 1, column C: found years without a measure",
    ),
    "an unknown dimension": (
        long_with(3, 2, "gov"),
        "file.xlsx, sheet Sheet1, row 3, column C: found the dimension 'gov', "
        "expected one of va, pv, ge, rq, rl, cc",
    ),
    "a year before the first": (
        long_with(3, 1, 1995),
        "file.xlsx, sheet Sheet1, row 3, column B: found the year 1995.0, "
        "expected a year from 1996 on",
    ),
    "half a source": (
        long_with(3, 4, 2.5),
        "file.xlsx, sheet Sheet1, row 3, column E: "
        "found 2.5 as wgi_voice_and_accountability.sources, expected a whole number from 1 to 99",
    ),
    "the same row twice": (
        long_with(3, 0, "THA"),
        "file.xlsx, sheet Sheet1, row 3, column D: "
        "found a second wgi_voice_and_accountability.estimate of THA in 2021",
    ),
    "an unknown series": (
        bulk_with(3, 1, "VA.ESTIMATE"),
        "file.csv, row 3, column B: found the series code 'VA.ESTIMATE', "
        "expected a series code of the WGI",
    ),
    "a comma for a point": (
        bulk_with(3, 3, "0,3"),
        "file.csv, row 3, column D: found '0,3' as wgi_voice_and_accountability.estimate",
    ),
    "infinity": (bulk_with(3, 3, "inf"), "file.csv, row 3, column D: found 'inf'"),
    "an underscore": (bulk_with(3, 3, "1_0"), "file.csv, row 3, column D: found '1_0'"),
    "an unknown economy in Stata": (
        stata_with(code=["THA", "XYZ"]),
        "file.dta, row 3, column code: found the country code 'XYZ'",
    ),
    "a value out of range in Stata": (
        stata_with(vae=[-0.5, 27.05]),
        "file.dta, row 3, column vae: found 27.05 as wgi_voice_and_accountability.estimate",
    ),
    "an empty file": (holding("file.csv", b""), "file.csv: found an empty file"),
    "a damaged Stata file": (
        holding("file.dta", b"<stata_dta><header><release>118</release>"),
        "file.dta: found a Stata file that cannot be read",
    ),
    "neither workbook nor text": (
        holding("file.csv", b"\xff\xfe\x00\x01\x80"),
        "file.csv: found a file that is neither workbook nor text",
    ),
    "another table": (
        holding("file.csv", b"Country,Year,Score\r\nThailand,2021,0.5\r\n"),
        "file.csv: found no figures of the WGI, expected dimension sheets",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_named_with_its_place(tmp_path, case):
    save, sentence = WRONG[case]
    with pytest.raises(InputError) as error:
        wgi.read(save(tmp_path))
    assert str(error.value).startswith(sentence)


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9])
def test_a_file_cut_short_is_refused(tmp_path, cut):
    for writer in (save_blocks, save_stata):
        file = writer(tmp_path, SMALL)
        whole = file.read_bytes()
        file.write_bytes(whole[: int(len(whole) * cut)])
        with pytest.raises(InputError, match="cut short|cannot be read"):
            wgi.read(file)


def test_what_cannot_be_read_is_not_recognised(tmp_path):
    contents = [
        b"",
        b"PK\x03\x04",
        b"\xff\xfe\x00",
        b"<stata_dta>",
        b"Country,Year\r\nThailand,1\r\n",
    ]
    for content in contents:
        (tmp_path / "file").write_bytes(content)
        assert not wgi.recognises(tmp_path / "file")
    assert not wgi.recognises(tmp_path)
    assert not wgi.recognises(tmp_path / "none.xlsx")
