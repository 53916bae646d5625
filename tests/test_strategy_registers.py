"""The strategy in words: registers that hang together, complete in both languages, in its terms."""

import csv

import pandas as pd
import pytest

from strategybook import paths, strategy
from strategybook.chapters import timetable
from strategybook.language import LANGUAGES

FOLDER = paths.RAW / "strategy"
WITH_WORDS = sorted(
    file.stem
    for file in FOLDER.glob("*.csv")
    if {f"{name}_en" for name in ("name", "text", "why", "title", "work")}
    & set(pd.read_csv(file, nrows=0).columns)
)
# Things that the strategy counts, in its own words or by what it lists.
COUNTS = {
    "plans": 5,
    "megatrends": 5,
    "scenarios": 4,
    "digital_futures": 16,
    "tiers": 3,
    "missions": 3,
    "mission_challenges": 9,
    "e_participation": 3,
    "principles": 8,
    "strategies": 3,
    "tactics": 8,
    "enablers": 7,
    "projects": 11,
    "glossary_groups": 6,
    "agenda_services": 12,
    "references": 11,
}
# How many directions each tactic has in tables 6.1-T to 6.3-T; 2.3 of tactic 1.2 has two parts.
DIRECTIONS = {"1.1": 2, "1.2": 4, "1.3": 3, "2.1": 4, "2.2": 3, "3.1": 4, "3.2": 3, "3.3": 4}
# The table that a column of another register is a key of.
KEYS = {
    "plan": "plans",
    "scenario": "scenarios",
    "tier": "tiers",
    "mission": "missions",
    "principle": "principles",
    "strategy": "strategies",
    "tactic": "tactics",
    "direction": "directions",
    "agency": "agencies",
    "project": "projects",
    "group": "glossary_groups",
}
# Words of the registers that are terms of the strategy: term, register, key, column.
TERMS = [
    ("Digital & Innovative Government", "aims", "digital"),
    ("Open Government (goal)", "aims", "open"),
    ("digital government", "keys", "digital"),
    ("open government", "keys", "open"),
    ("National Strategy", "plans", "national_strategy"),
    ("issue 20: public service and government efficiency", "plans", "master_plan_20"),
    ("National Reform Plan", "plans", "reform_plan"),
    ("13th National Economic and Social Development Plan", "plans", "plan_13"),
    ("Milestone 13", "plans", "plan_13"),
    ("National Security Policy and Plan", "plans", "security_plan"),
    ("geopolitical shifts and conflict", "megatrends", "1"),
    ("leap in technology", "megatrends", "2"),
    ("climate change", "megatrends", "3"),
    ("ageing society", "megatrends", "4"),
    ("COVID-19 scars", "megatrends", "5"),
    ("low-tier (basic) functions", "tiers", "low"),
    ("middle-tier functions", "tiers", "middle"),
    ("high-tier functions", "tiers", "high"),
    ("E-information", "e_participation", "e_information"),
    ("E-consultation", "e_participation", "e_consultation"),
    ("E-decision-making", "e_participation", "e_decision_making"),
    ("Strategy 1: raise public services, user at the centre", "strategies", "1"),
    ("Strategy 2: smaller state role, open participation", "strategies", "2"),
    ("Strategy 3: productivity through innovation and digital", "strategies", "3"),
    ("Tactic 1.1: let others serve", "tactics", "1.1"),
    ("Tactic 1.2: end-to-end digital services", "tactics", "1.2"),
    ("Tactic 1.3: move services to the central platform", "tactics", "1.3"),
    ("Tactic 2.1: decentralise", "tactics", "2.1"),
    ("Tactic 2.2: open participation to all", "tactics", "2.2"),
    ("Tactic 3.1: innovation, digital and data for decisions", "tactics", "3.1"),
    ("Tactic 3.2: flexible work, budget, people, structure", "tactics", "3.2"),
    ("Tactic 3.3: transparent, corruption-free processes", "tactics", "3.3"),
    ("Regulatory Guillotine", "enablers", "3"),
    ("Outcome-based Budgeting", "enablers", "4"),
    ("public engagement and participation", "enablers", "6"),
    ("1.1 National Government Services Platform", "projects", "1.1"),
    ("1.2 National Digital Identity Single Gateway", "projects", "1.2"),
    ("1.3 Ease of business and investment", "projects", "1.3"),
    ("2.1 New role of the state", "projects", "2.1"),
    ("2.2 Need and value of agency structures", "projects", "2.2"),
    ("2.3 Joining area plans and budgets", "projects", "2.3"),
    ("2.4 Public Participation Platforms for Citizens", "projects", "2.4"),
    ("3.1 Central Analytics Hub", "projects", "3.1"),
    ("3.2 Modular Platform for Public Sector Transformation", "projects", "3.2"),
    ("3.3 Performance Management System", "projects", "3.3"),
    ("3.4 Regulatory Sandbox Platform", "projects", "3.4"),
    ("high-performance province", "glossary", "1"),
    ("Fully Digital Service", "glossary", "2"),
    ("End to End Service", "glossary", "3"),
    ("Agenda e-Service", "glossary", "4"),
    ("Regulatory Sandbox", "glossary", "5"),
    ("Biz Portal", "glossary", "9"),
    ("Citizen Portal", "glossary", "10"),
    ("Open Government and Meaningful Participation", "glossary", "11"),
    ("Super License", "glossary", "12"),
    ("Digital Government Development Agency (DGA)", "agencies", "dga"),
    ("Electronic Transactions Development Agency (ETDA)", "agencies", "etda"),
    ("National Statistical Office (NSO)", "agencies", "nso"),
    ("Government Big Data Institute (GBDi)", "agencies", "gbdi"),
    ("National Economic and Social Development Council, Office (NESDC)", "agencies", "nesdc"),
    ("Budget Bureau", "agencies", "budget_bureau"),
    ("Comptroller General's Department", "agencies", "cgd"),
    ("Office of the Council of State", "agencies", "council_of_state"),
    ("Ministry of Interior", "agencies", "moi"),
    ("Department of Provincial Administration (DOPA)", "agencies", "dopa"),
    ("Department of Business Development", "agencies", "dbd"),
    ("Office of the Permanent Secretary, Prime Minister's Office", "agencies", "opm"),
    ("Secretariat of the Prime Minister", "agencies", "spm"),
]
ABBREVIATIONS = {
    "Office of the Public Sector Development Commission (OPDC)": "opdc",
    "Office of the Civil Service Commission (OCSC)": "ocsc",
}


def register(name):
    return strategy.listed(name).drop(columns=["source", "edition"])


@pytest.fixture
def thai(shared):
    with (shared / "strategy/terms.csv").open(encoding="utf-8", newline="") as file:
        return {row["term_en"]: row["term_th"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("name", WITH_WORDS)
def test_every_row_says_something_in_both_languages(name):
    table = register(name)
    pairs = [column.removesuffix("_en") for column in table if column.endswith("_en")]
    assert pairs
    for column in pairs:
        english, thai_words = (table[f"{column}_{language}"].str.strip() for language in LANGUAGES)
        assert (english != "").all() and (thai_words != "").all(), column
        is_a_name = english == thai_words
        assert (thai_words.str.contains("[ก-๙]") | is_a_name).all(), column
        assert not english.str.contains("[ก-๙]").any(), column


@pytest.mark.parametrize("name", COUNTS)
def test_there_are_as_many_as_the_strategy_counts(name):
    table = register(name)
    assert len(table) == COUNTS[name]
    keys = 2 if name in ("digital_futures", "mission_challenges") else 1
    assert not table.iloc[:, :keys].duplicated().any()


def test_each_tactic_has_the_directions_that_the_strategy_lists():
    assert dict(register("directions")["tactic"].value_counts()) == DIRECTIONS


@pytest.mark.parametrize("name", sorted(file.stem for file in FOLDER.glob("*.csv")))
def test_keys_are_keys_of_the_table_that_they_name(name):
    table = pd.read_csv(FOLDER / f"{name}.csv", dtype=str, keep_default_na=False)
    checked = set(KEYS) & set(table.columns)
    for column in checked - ({"group"} if name == "printed_values" else set()):
        assert set(table[column]) <= set(register(KEYS[column])[column]), column


@pytest.mark.parametrize(("term", "name", "key"), TERMS)
def test_names_are_the_strategys_own_terms(thai, term, name, key):
    table = register(name).set_index(register(name).columns[0])
    assert thai[term] in table.loc[key, "name_th"]


def test_abbreviations_are_the_strategys_own(thai):
    short = register("agencies").set_index("agency")["short_th"]
    for term, key in ABBREVIATIONS.items():
        assert thai[term] == short[key]


def test_drawn_words_are_the_names_themselves():
    for name in ("aims", "keys", "principles", "strategies", "tactics", "enablers", "projects"):
        table = register(name)
        assert (table["words_th"].str.replace("|", "") == table["name_th"]).all(), name


def test_every_agency_is_responsible_for_something_and_every_direction_and_project_has_one():
    pairs = [register("direction_agencies"), register("project_agencies")]
    responsible = set(pairs[0]["agency"]) | set(pairs[1]["agency"])
    assert responsible == set(register("agencies")["agency"])
    assert set(pairs[0]["direction"]) == set(register("directions")["direction"])
    assert set(pairs[1]["project"]) == set(register("projects")["project"])


def test_the_logic_has_no_loose_end():
    """Every success indicator has a tactic, every tactic a direction, every project a tactic."""
    tactics = set(register("tactics")["tactic"])
    indicators = register("indicator_tactics")
    assert set(indicators["indicator"]) == set(strategy.success_indicators().index)
    assert set(indicators["tactic"]) == tactics == set(register("directions")["tactic"])
    pairs = register("tactic_projects")
    assert set(pairs["project"]) == set(register("projects")["project"])
    # A project is printed below a strategy, and so are the tactics that it carries out, but that
    # 2.1 transfers services too, which tactic 1.1 asks for.
    across = pairs[pairs["tactic"].str[0] != pairs["project"].str[0]]
    assert across[["tactic", "project"]].to_numpy().tolist() == [["1.1", "2.1"]]


def test_a_success_indicator_serves_only_tactics_of_its_own_strategy():
    """The nine are printed below a strategy; those of the whole may be served by any."""
    table = register("indicator_tactics")
    lists = table["indicator"].map(strategy.success_indicators()["list_exhibit"])
    own = lists.str.extract(r"6\.(\d)-K")[0]
    assert (own.isna() | (own == table["tactic"].str[0])).all()
    assert own.notna().sum() >= 9


def test_plans_of_indicators_are_those_that_the_appendix_names():
    origins = strategy.success_indicators()["origin_en"]
    named = {"master_plan_20": "issue 20", "plan_13": "milestone 13"}
    pairs = register("indicator_plans")
    for indicator, origin in origins.items():
        mine = set(pairs.loc[pairs["indicator"] == indicator, "plan"])
        assert mine == {plan for plan, words in named.items() if words in origin}, indicator


def test_targets_of_plans_are_all_that_table_1_1_prints():
    printed = strategy.printed_values()
    targets = printed[(printed["exhibit"] == "1.1-T") & (printed["role"] == "target")]
    pairs = register("plan_targets")
    assert set(pairs["printed_id"]) == set(targets["printed_id"])
    named = targets.merge(pairs, on="printed_id")
    words = {"master_plan_20": "master plan 20", "plan_13": "13th plan", "reform_plan": "reform"}
    for row in named.itertuples():
        assert words[row.plan] in row.series


@pytest.mark.parametrize("project", register("projects")["project"])
def test_the_timetable_has_the_years_that_the_strategy_prints(project):
    printed = strategy.printed_values()
    mine = printed[
        (printed["exhibit"] == "7.2-T") & (printed["indicator"] == f"flagship_project_{project}")
    ]
    years = dict(zip(mine["series"], mine["year"], strict=True))
    row = timetable.projects().set_index("project").loc[project]
    assert (row["from"], row["to"]) == (years["start"], years["end"])


def test_phases_follow_each_other_without_a_gap():
    table = timetable.phases()
    dated = table[table["from"] != ""]
    for project, mine in dated.groupby("project"):
        ends = mine["to"].astype(int).tolist()
        starts = mine["from"].astype(int).tolist()
        assert starts[1:] == [end + 1 for end in ends[:-1]], project
        assert ends[-1] == timetable.LAST
    prepared = set(table.loc[table["phase"] == "preparation", "project"])
    assert prepared == {"1.2", "3.3", "3.4"}
    assert set(table.loc[table["phase"] == "follow_up", "project"]) == set(table["project"])
    assert set(table.loc[table["basis"] == "strategy", "phase"]) == {"project"}


def test_the_line_is_at_the_newest_edition_that_the_run_may_see():
    assert timetable.newest_edition("latest")["published_on"][:4] == max(
        pd.read_csv(paths.RAW / "editions.csv", dtype=str)["published_on"].str[:4]
    )
    assert timetable.newest_edition("2022")["published_on"][:4] == "2022"
    assert timetable.place_of("2025") == 2025.5
    assert timetable.place_of("2022-09-28") == pytest.approx(2022 + 270 / 365)
    assert timetable.place_of("2024-12-31") == pytest.approx(2024 + 365 / 366)
