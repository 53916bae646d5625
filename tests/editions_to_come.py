"""Editions to come: plausible next editions of every source, made from the newest one held.

Each is a file in its publisher's own layout, and consistent as the publisher's are: EGDI is the
mean of its parts, ranks are those of the scores, bounds lie around their values. The same arguments
give the same bytes, and the word `thailand` says what becomes of Thailand:

    un_survey("2026", thailand=MET)     # also MISSED, TIED (exactly the target) or GONE
    wgi("2025")                         # the layout in use since 2025
    wgi("2026", layout=LONG)
    wjp("2026")                         # one country came, one left
    imd("2026"), edelman("2026"), opdc("2026")

`every_edition()` returns all of them up to 2028, in the order in which they would come.
"""

import functools
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd

from strategybook import paths
from strategybook.countries import publisher_names
from strategybook.files import csv_text
from strategybook.ranks import competition_rank
from strategybook.readers import entered
from strategybook.readers.wgi.ranking import percentile_rank
from tests.publisher_files import HEADER, SERIES, law_labels, text_of

RAW = paths.RAW
THAILAND = "THA"
AS_IT_COMES, MET, MISSED, TIED, GONE = "as it comes", "met", "missed", "tied", "gone"
BLOCKS, LONG = "a sheet a dimension", "one long sheet"


@dataclass(frozen=True)
class Made:
    """A made edition: the figures in the project's own layout, and the publisher's file of them.

    `options` are what `strategybook add` needs to be told beside the file.
    """

    source: str
    edition: str
    name: str
    published_on: str
    figures: pd.DataFrame = field(repr=False)
    write: Callable[[pd.DataFrame], bytes] = field(repr=False)
    options: tuple[str, ...] = ()

    def content(self) -> bytes:
        """Return the file as the publisher would issue it."""
        return self.write(self.figures)

    def save(self, folder: Path) -> Path:
        """Write the file into a folder, and return it."""
        file = folder / self.name
        file.write_bytes(self.content())
        return file

    def arguments(self, folder: Path) -> list[str]:
        """Write the file, and return what to say to `strategybook add`."""
        return [str(self.save(folder)), "--published-on", self.published_on, *self.options]

    def hold(self, raw: Path) -> None:
        """Put the figures straight into a project's `data/raw`, as `add` would, but faster."""
        place = f"{self.source}/{self.edition}.csv"
        (raw / self.source).mkdir(exist_ok=True)
        (raw / place).write_text(csv_text(self.figures), "utf-8", newline="\n")
        register = pd.read_csv(raw / "editions.csv", dtype=str, keep_default_na=False)
        same = (register["source"] == self.source) & (register["edition"] == self.edition)
        row = dict.fromkeys(register.columns, "") | {
            "source": self.source,
            "edition": self.edition,
            "published_on": self.published_on,
            "came_from": self.name,
            "figures": place,
        }
        register = pd.concat([register[~same], pd.DataFrame([row])])
        (raw / "editions.csv").write_text(csv_text(register), "utf-8", newline="\n")

    def without(self, **left_out: Sequence) -> "Made":
        """Return the edition without some of its `series`, `entities`, `years` or `indicators`.

        A series is a column's name, or the start or end of it: `osi.`, `.standard_error`.
        """
        table = self.figures
        for column in ("entity", "year", "indicator"):
            gone = [str(value) for value in left_out.get(PLURALS[column], ())]
            if gone:
                table = table[~table[column].astype(str).isin(gone)]
        parts = tuple(left_out.get("series", ()))
        dropped = (
            [name for name in table.columns if name.startswith(parts) or name.endswith(parts)]
            if parts
            else []
        )
        return replace(self, figures=table.drop(columns=dropped).reset_index(drop=True))

    def changed(self, entity: str, year: int, **values: object) -> "Made":
        """Return the edition with other values of one row; `_` stands for a series' point."""
        table = self.figures.copy()
        row = (table["entity"] == entity) & (table["year"].astype(int) == year)
        for name, value in values.items():
            column = next(one for one in table.columns if one.replace(".", "_") == name)
            table.loc[row, column] = value
        return replace(self, figures=table)


PLURALS = {"entity": "entities", "year": "years", "indicator": "indicators"}


def _random(*seed: object) -> np.random.Generator:
    return np.random.default_rng([ord(letter) for letter in " ".join(map(str, seed))])


def _newest_before(source: str, edition: str) -> str:
    """Return the newest edition held that is older than one to come."""
    held = sorted(file.stem for file in (RAW / source).glob("*.csv"))
    return [name for name in held if name < edition][-1]


def _held(source: str, before: str) -> pd.DataFrame:
    """Return the figures of the newest edition held before one to come."""
    file = RAW / source / f"{_newest_before(source, before)}.csv"
    return pd.read_csv(file)


# --- The UN's survey

PARTS = ["hci.score", "osi.score", "tii.score"]
# A target of the strategy: at least this score, and at least this rank (appendix 1).
TARGET_SCORE, TARGET_RANK = 0.82, 40
DECIMALS = 5


def un_survey(
    year: str = "2026",
    thailand: str = AS_IT_COMES,
    states: Sequence[str] | None = None,
    names: dict[str, str] | None = None,
    headings: dict[str, str] | None = None,
) -> Made:
    """Return a survey to come, as the UN serves it: 193 states, or those of `states`.

    `names` has other names of states, `headings` other names of columns: {"Human Capital Index":
    "Digital Literacy Index"}.
    """
    table = _survey_before(year)
    for survey in range(int(table["year"].iloc[0]) + 2, int(year) + 1, 2):
        table = _next_survey(table, str(survey))
    table = table[table["entity"].isin(states)] if states else table
    table = _with_thailand(table.reset_index(drop=True), thailand)

    def write(figures: pd.DataFrame) -> bytes:
        return _survey_file(figures, names or {}, headings or {})

    return Made("un_egov", year, f"EGOV_DATA_{year}.csv", f"{year}-09", table, write)


def _survey_before(year: str) -> pd.DataFrame:
    table = _held("un_egov", year)
    return table.assign(year=table["year"].astype(int))


def _next_survey(before: pd.DataFrame, year: str) -> pd.DataFrame:
    """Let every part of every state gain a little, the less the nearer it is to the top."""
    table, random = before.assign(year=int(year)), _random("un", year)
    for name, decimals in (dict.fromkeys(PARTS, DECIMALS) | {"epi.score": 4}).items():
        gains = 0.06 * (1 - table[name]) + random.normal(0, 0.03, len(table))
        table[name] = (table[name] + gains).clip(0.01, 1).round(decimals)
    return _ranked(table)


def _ranked(table: pd.DataFrame) -> pd.DataFrame:
    """Give each state the mean of its parts and the rank of it."""
    score = table[PARTS].mean(axis=1).round(DECIMALS)
    return table.assign(**{"egdi.score": score, "egdi.rank": competition_rank(score).astype(int)})


def _with_thailand(table: pd.DataFrame, fate: str) -> pd.DataFrame:
    """Let Thailand meet each target of e-government, miss each, tie exactly with it, or leave."""
    if fate == AS_IT_COMES:
        return table
    others = table[table["entity"] != THAILAND]
    if fate == GONE:
        return _ranked(others).reset_index(drop=True)
    if fate == TIED:
        table, others = _with_others_around(table), table[table["entity"] != THAILAND]
    mine = table.index[table["entity"] == THAILAND][0]
    wanted = {name: _wanted(others[name], fate) for name in ("egdi.score", "osi.score")}
    table.loc[mine, "epi.score"] = {MET: 0.8904, MISSED: 0.7671, TIED: 0.82}[fate]
    table.loc[mine, "osi.score"] = wanted["osi.score"]
    rest = round(3 * wanted["egdi.score"] - wanted["osi.score"], DECIMALS)
    table.loc[mine, "hci.score"] = round(rest / 2, 4)
    table.loc[mine, "tii.score"] = round(rest - round(rest / 2, 4), DECIMALS)
    return _ranked(table)


def _wanted(others: pd.Series, fate: str) -> float:
    """Return a score with which Thailand meets score and rank of a target, or neither."""
    best_first = others.sort_values(ascending=False).reset_index(drop=True)
    if fate == MET:
        return round(max(TARGET_SCORE + 0.01, best_first[TARGET_RANK - 6] + 0.0001), DECIMALS)
    if fate == MISSED:
        return round(min(TARGET_SCORE - 0.004, best_first[TARGET_RANK + 7] - 0.0001), DECIMALS)
    return TARGET_SCORE


def _with_others_around(table: pd.DataFrame) -> pd.DataFrame:
    """Spread the other states so that the target's score is just the target's rank, and a tie.

    Ranks of OSI and of EGDI stay as they were among the others, since every part is spread alike.
    """
    table = table.copy()
    others = table["entity"] != THAILAND
    for name in PARTS:
        value = table.loc[others, name]
        place = value.rank(ascending=False, method="first")
        above = TARGET_SCORE + 0.17 * (TARGET_RANK - place) / TARGET_RANK
        below = TARGET_SCORE - 0.7 * (place - TARGET_RANK) / len(place)
        table.loc[others, name] = above.where(place <= TARGET_RANK, below).round(DECIMALS)
    order = table[others].sort_values("egdi.score", ascending=False).index
    for name in PARTS:  # the same order in every part, so that the means are as spread
        table.loc[order, name] = sorted(table.loc[others, name], reverse=True)
    return _ranked(table)


def _survey_file(figures: pd.DataFrame, names: dict[str, str], headings: dict[str, str]) -> bytes:
    theirs = {code: name for name, code in publisher_names("un_egov").items()} | names
    kept = [name for name in SERIES if name in figures.columns]
    header = [*HEADER[:2], *(HEADER[2 + SERIES.index(name)] for name in kept)]
    rows = [[headings.get(word, word) for word in header]]
    for row in figures.sort_values("entity").to_dict("records"):
        cells = [_shortest(row[name]) for name in kept]
        # Most names carry a blank in the UN's own files.
        rows.append([str(row["year"]), theirs[row["entity"]].rstrip() + " ", *cells])
    return text_of(rows).encode()


def _shortest(value: object) -> str:
    return "" if pd.isna(value) else repr(float(value)).removesuffix(".0")


# --- The Worldwide Governance Indicators

DIMENSIONS = {
    "va": "wgi_voice_and_accountability",
    "pv": "wgi_political_stability",
    "ge": "wgi_government_effectiveness",
    "rq": "wgi_regulatory_quality",
    "rl": "wgi_rule_of_law",
    "cc": "wgi_control_of_corruption",
}
HEADINGS = {
    "sources": "Number of sources",
    "estimate": "Governance estimate (approx. -2.5 to +2.5)",
    "standard_error": "Standard error (estimate)",
    "estimate_lower": "Lower threshold (90% conf. int. estimate)",
    "estimate_upper": "Upper threshold (90% conf. int. estimate)",
    "absolute_score": "Governance score (0-100)",
    "absolute_score_standard_error": "Standard error (gov. score)",
    "absolute_score_lower": "Lower threshold (90% conf. int. score)",
    "absolute_score_upper": "Upper threshold (90% conf. int. score)",
}
LONG_COLUMNS = {
    "estimate": "estimate",
    "standard_error": "stddev",
    "sources": "nsource",
    "percentile_rank": "pctrank",
    "lower": "pctranklower",
    "upper": "pctrankupper",
}
NINETY = 1.645  # standard errors on either side
LONG_LAYOUT_UNTIL = "2024"


def wgi(
    edition: str = "2025",
    layout: str = BLOCKS,
    dimensions: Sequence[str] = tuple(DIMENSIONS),
    revised: float = 0.02,
) -> Made:
    """Return an edition to come: all years again, a little re-estimated, and those to the last.

    An edition ends with the year before it. `dimensions` are WGI's two letters; a standard
    deviation of 0 for `revised` leaves the past as it was.
    """
    frames = [_dimension(edition, DIMENSIONS[key], layout, revised) for key in dimensions]
    table = pd.concat(frames, axis=1).sort_index().reset_index()
    columns = ["entity", "year", *sorted(name for name in table.columns if "." in name)]
    name = f"wgidataset-{edition}.xlsx"
    write = _wgi_sheets if layout == BLOCKS else _wgi_long
    options = ("--edition", edition)
    return Made("wgi", edition, name, f"{edition}-10", table[columns], write, options)


@functools.cache
def _wgi_before(edition: str) -> pd.DataFrame:
    table = _held("wgi", edition)
    return table.set_index(["entity", "year"])


def _dimension(edition: str, indicator: str, layout: str, revised: float) -> pd.DataFrame:
    """Return the series of one dimension, indexed by entity and year."""
    held = _wgi_before(edition)
    names = ["estimate", "standard_error", "sources"]
    own = held[[f"{indicator}.{name}" for name in names]].set_axis(names, axis=1)
    own = own.dropna(subset=["estimate"])
    random = _random("wgi", edition, indicator)
    own["estimate"] += random.normal(0, 1, len(own)) * revised
    last = int(own.index.get_level_values("year").max())
    for year in range(last + 1, int(edition)):
        new = own.xs(year - 1, level="year")
        new = new.assign(estimate=new["estimate"] + random.normal(0, 0.08, len(new)))
        own = pd.concat([own, new.assign(year=year).set_index("year", append=True)])
    # The World Bank writes single precision.
    single = own[["estimate", "standard_error"]].clip([-3, 0.05], [3, 1.5], axis=1)
    own[["estimate", "standard_error"]] = _single(single)
    more = _scores(own) if layout == BLOCKS else _percentile_ranks(own)
    return more.add_prefix(f"{indicator}.")


def _single(table: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers as the shortest texts of single precision read back."""
    return table.apply(lambda column: column.astype(np.float32).astype(str).astype(float))


def _scores(own: pd.DataFrame) -> pd.DataFrame:
    """Add bounds, and scores from 0 to 100 with theirs, as in the layout since 2025."""
    margin = NINETY * own["standard_error"]
    score, spread = 50 + 20 * own["estimate"], 20 * own["standard_error"]
    more = pd.DataFrame(
        {
            "estimate_lower": own["estimate"] - margin,
            "estimate_upper": own["estimate"] + margin,
            "absolute_score": score,
            "absolute_score_standard_error": spread,
            "absolute_score_lower": score - NINETY * spread,
            "absolute_score_upper": score + NINETY * spread,
        }
    )
    shown = [name for name in more.columns if name.startswith("absolute") and "error" not in name]
    more[shown] = more[shown].clip(0, 100)
    return own.join(_single(more))


def _percentile_ranks(own: pd.DataFrame) -> pd.DataFrame:
    """Add percentile ranks and their bounds, as in the layouts until 2024."""
    of_year = own.groupby("year")["estimate"]
    rank = of_year.transform(percentile_rank)
    slack = 60 * own["standard_error"]
    bounds = {
        "percentile_rank": rank,
        "lower": (rank - slack).clip(lower=0),
        "upper": (rank + slack).clip(upper=100),
    }
    return own.join(_single(pd.DataFrame(bounds)))


def _of_dimension(figures: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Return the filled rows of one dimension, its columns named by their measures."""
    mine = [name for name in figures.columns if name.startswith(f"{indicator}.")]
    table = figures.set_index(["entity", "year"])[mine].dropna(how="all")
    table.columns = [name.rsplit(".", 1)[1] for name in mine]
    return table.reset_index()


def _present(figures: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Return the dimensions that have figures: World Bank's letters and the rows."""
    tables = [(key, _of_dimension(figures, name)) for key, name in DIMENSIONS.items()]
    return [(key, table) for key, table in tables if len(table)]


def _cell(value: object) -> object:
    return None if pd.isna(value) else value


def _wgi_sheets(figures: pd.DataFrame) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    for key, table in _present(figures):
        kept = [measure for measure in HEADINGS if measure in table.columns]
        sheet = book.create_sheet(key)
        sheet.append(["Economy (name)", "Economy (code)", "Year"] + [HEADINGS[one] for one in kept])
        for row in table[["entity", "entity", "year", *kept]].itertuples(index=False):
            sheet.append([_cell(value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _wgi_long(figures: pd.DataFrame) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    sheet.append(["codeindyr", "code", "countryname", "year", "indicator", *LONG_COLUMNS.values()])
    for key, table in _present(figures):
        for row in table.reindex(columns=["entity", "year", *LONG_COLUMNS]).itertuples(index=False):
            code, year, *values = row
            cells = [".." if pd.isna(value) else value for value in values]
            sheet.append([f"{code}{key}{year}", code, code, year, key, *cells])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def databank(made: Made, measures: Sequence[str] = ("estimate",)) -> Made:
    """Return figures of an edition of the WGI as DataBank exports them: a row a series."""
    ends = {"estimate": "EST", "standard_error": "STD.ERR", "percentile_rank": "PER.RNK"}

    def write(figures: pd.DataFrame) -> bytes:
        years = sorted(figures["year"].unique())
        rows = [["Country Name", "Country Code", "Series Name", "Series Code"]]
        rows[0] += [f"{year} [YR{year}]" for year in years]
        for key, table in _present(figures):
            wide = table.set_index(["entity", "year"]).unstack("year")
            for measure in measures:
                for code, values in wide[measure].reindex(columns=years).iterrows():
                    cells = [".." if pd.isna(value) else _shortest(value) for value in values]
                    rows.append([code, code, key, f"{key.upper()}.{ends[measure]}", *cells])
        return text_of(rows).encode()

    kept = [name for name in made.figures if "." not in name or name.endswith(tuple(measures))]
    name = made.name.replace("wgidataset", "databank").replace(".xlsx", ".csv")
    return replace(made, name=name, figures=made.figures[kept], write=write)


# --- The rule of law index

LAW_CAME, LAW_LEFT = "LAO", "MMR"


def wjp(edition: str = "2026", came: str = LAW_CAME, left: str = LAW_LEFT) -> Made:
    """Return a historical workbook to come: all years as they were, and each new one.

    In the new years `came` is there for the first time, and `left` is not.
    """
    table = _held("wjp", edition)
    for year in range(int(table["year"].max()) + 1, int(edition) + 1):
        table = pd.concat([table, _next_law(table, year, came, left)])
    table = table.sort_values(["entity", "year"], ignore_index=True)
    name = f"{edition}_wjp_rule_of_law_index_HISTORICAL_DATA_FILE.xlsx"
    return Made("wjp", edition, name, f"{edition}-10", table, _law_workbook)


def _next_law(table: pd.DataFrame, year: int, came: str, left: str) -> pd.DataFrame:
    """Let every sub-factor move a little; a factor moves as its sub-factors do in the mean."""
    new = table[(table["year"] == year - 1) & (table["entity"] != left)].assign(year=year)
    if came and came not in set(new["entity"]):
        new = pd.concat([new, new[new["entity"] == "KHM"].assign(entity=came)])
    new, random = new.sort_values("entity", ignore_index=True), _random("wjp", year)
    factors = []
    for number in map(str, range(1, 9)):
        parts = [name for name in new if name.startswith(f"wjp_{number}_") and name[6].isdigit()]
        moves = random.normal(0, 0.012, (len(new), len(parts)))
        new[parts] = (new[parts] + moves).clip(0.01, 0.99).round(4)
        factor = next(
            name for name in new if name.startswith(f"wjp_{number}_") and not name[6].isdigit()
        )
        new[factor] = (new[factor] + moves.mean(axis=1)).clip(0.01, 0.99).round(6)
        factors.append(factor)
    return new.assign(**{"wjp_overall.score": new[factors].mean(axis=1).round(6)})


def _law_workbook(figures: pd.DataFrame) -> bytes:
    labels = {series: label for series, label in law_labels().items() if series in figures.columns}
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Historical Data")
    sheet.append(["Country", "Year", "Country Code", *labels.values()])
    spans = {2013: "2012-2013", 2018: "2017-2018"}
    for row in figures.to_dict("records"):
        year = spans.get(row["year"], row["year"])
        sheet.append([row["entity"], year, row["entity"], *(_cell(row[name]) for name in labels)])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


# --- Figures entered by hand


def imd(
    edition: str = "2026", economies: int = 70, thailand: str = AS_IT_COMES, target: int = 20
) -> Made:
    """Return IMD's ranks of a year to come; the target of government efficiency is 20th."""
    table = _entered_before("imd", edition)
    random = _random("imd", edition)
    moved = table["value"].astype(int) + random.integers(-4, 5, len(table))
    table["value"] = moved.clip(1, economies)
    mine = (table["entity"] == THAILAND) & (table["indicator"] == "imd_government_efficiency")
    fates = {MET: target - 1, MISSED: target + 5, TIED: target}
    if thailand in fates:
        table.loc[mine, "value"] = fates[thailand]
    table = _without_shared_ranks(table, mine)
    table["value"] = table["value"].astype(str)
    table["economies"] = str(economies)
    return _entered("imd", edition, f"{edition}-06", _leaving(table, thailand))


def _without_shared_ranks(table: pd.DataFrame, fixed: pd.Series) -> pd.DataFrame:
    """Move ranks down until no two economies share one; that of `fixed` stays."""
    table = table.assign(fixed=fixed)
    for _, group in table.groupby("indicator"):
        taken = set(group.loc[group["fixed"], "value"])
        for label, value in group.loc[~group["fixed"], "value"].sort_values().items():
            while value in taken:
                value += 1
            taken.add(value)
            table.loc[label, "value"] = value
    return table.drop(columns="fixed")


def edelman(edition: str = "2026", thailand: str = AS_IT_COMES) -> Made:
    """Return Edelman's shares of a year to come."""
    return _moved_shares("edelman", edition, f"{edition}-01", thailand, {})


def opdc(edition: str = "2026", thailand: str = AS_IT_COMES) -> Made:
    """Return what OPDC itself measures: satisfaction, PMQA 4.0, digital services and their use."""
    targets = {
        "service_satisfaction": 90,
        "pmqa4_advanced_share": 85,
        "central_platform_share": 35,
        "digital_services": 1452,
    }
    return _moved_shares("opdc", edition, f"{edition}-12", thailand, targets)


def _moved_shares(
    source: str, edition: str, published_on: str, thailand: str, targets: dict[str, int]
) -> Made:
    table = _entered_before(source, edition)
    random = _random(source, edition)
    most = np.where(table["measure"] == "percent", 99, 10**6)
    value = table["value"].astype(float)
    moved = np.minimum(value + random.integers(-3, 4, len(table)), most).clip(1)
    table["value"] = moved.round(2)
    for indicator, target in targets.items():
        by = {MET: 1, MISSED: -2, TIED: 0}.get(thailand)
        if by is not None:
            table.loc[table["indicator"] == indicator, "value"] = target + by
    table["value"] = table["value"].map(_shortest)
    return _entered(source, edition, published_on, _leaving(table, thailand))


def _leaving(table: pd.DataFrame, thailand: str) -> pd.DataFrame:
    return table[table["entity"] != THAILAND] if thailand == GONE else table


def _entered_before(source: str, edition: str) -> pd.DataFrame:
    """Return the newest chosen figure of each series before an edition, as if of that edition."""
    files = [file for file in (RAW / source).glob("*.csv") if file.stem < edition]
    table = pd.concat([pd.read_csv(file, dtype=str, keep_default_na=False) for file in files])
    table = table[(table["chosen"] == "yes")].sort_values("year", kind="stable")
    newest = table.groupby(["indicator", "entity", "measure"], as_index=False).tail(1)
    # What was entered last long ago is not what a person would enter next.
    since = 2017 if source == "opdc" else int(table["year"].max()) - 1
    recent = newest["year"].astype(int) >= since
    table = newest[recent].sort_values(["indicator", "entity"], ignore_index=True)
    origin = f"Report of {edition}, made for tests"
    words = {"basis": "published", "confidence": "primary publisher", "note": ""}
    return table.assign(year=edition, origin=origin, **words)[entered.COLUMNS]


def _entered(source: str, edition: str, published_on: str, table: pd.DataFrame) -> Made:
    def write(figures: pd.DataFrame) -> bytes:
        return csv_text(figures).encode()

    name = f"{source}_{edition}.csv"
    table = table.reset_index(drop=True)
    return Made(source, edition, name, published_on, table, write)


def every_edition(thailand: str = AS_IT_COMES) -> list[Made]:
    """Return an edition of every source for every year up to 2028, in order of publication."""
    made = [un_survey(year, thailand) for year in ("2026", "2028")]
    made += [wgi(str(year)) for year in range(2025, 2029)]
    made += [wjp(str(year)) for year in range(2026, 2029)]
    made += [imd(str(year), 70 + year - 2026, thailand) for year in range(2026, 2029)]
    made += [edelman(str(year)) for year in range(2026, 2029)]
    made += [opdc(str(year), thailand) for year in range(2026, 2028)]
    return sorted(made, key=lambda one: (one.published_on, one.source))
