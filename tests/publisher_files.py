"""Files as publishers issue them, made from the figures held, with something changed."""

import csv
import functools
import io
import zipfile
from collections.abc import Callable

import openpyxl
import pandas as pd

from strategybook import paths
from strategybook.countries import publisher_names
from strategybook.readers import entered, wjp

RAW = paths.RAW
HEADER = (
    "Survey Year,Country Name,E-Government Rank,E-Government Index,E-Participation Index,"
    "Online Service Index,Human Capital Index,Telecommunication Infrastructure Index"
).split(",")
SERIES = "egdi.rank egdi.score epi.score osi.score hci.score tii.score".split()
YEAR, NAME, RANK, EGDI, EPI, OSI = range(6)
# What a spreadsheet would run, in a cell or from a file's name.
FORMULAS = ["=1+1", "@SUM(A1:A9)", "+cmd|' /C calc'!A0", "-2+3", "=HYPERLINK(1)", "\t=1", "-x"]

Rows = list[list[str]]
Change = Callable[[Rows], object]


@functools.cache
def survey_rows() -> Rows:
    """Return the UN's survey of 2024 as the UN lays it out; row 1 is the header."""
    names = {code: name for name, code in publisher_names("un_egov").items()}
    held = pd.read_csv(RAW / "un_egov/2024.csv", dtype=str).to_dict("records")
    figures = [["2024", names[row["entity"]], *(row[name] for name in SERIES)] for row in held]
    return [HEADER, *figures]


def text_of(rows: Rows, delimiter: str = ",") -> str:
    lines = io.StringIO()
    csv.writer(lines, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return lines.getvalue()


def survey(*changes: Change, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    rows = [list(row) for row in survey_rows()]
    for change in changes:
        change(rows)
    return text_of(rows, delimiter).encode(encoding)


SURVEY_ROW = {row[NAME]: number for number, row in enumerate(survey_rows(), start=1)}
THAILAND, CHAD = SURVEY_ROW["Thailand"], SURVEY_ROW["Chad"]


def cell(row: int, column: int, text: object) -> Change:
    return lambda rows: rows[row - 1].__setitem__(column, text)


def every(column: int, make: Callable[[str], str]) -> Change:
    def change(rows):
        for row in rows[1:]:
            row[column] = make(row[column])

    return change


def without(row: int) -> Change:
    return lambda rows: rows.pop(row - 1)


def without_column(column: int) -> Change:
    return lambda rows: [row.pop(column) for row in rows]


def again(row: int) -> Change:
    return lambda rows: rows.append(list(rows[row - 1]))


COPY = [["REF_AREA", "REF_AREA_LABEL", "INDICATOR", "2022", "2024"]]
COPY += [["THA", "Thailand", "UN_EGDI_OSI", "0.7763", "0.76105"]]
COPY += [["VNM", "Viet Nam", "UN_EGDI_OSI", "0.6484", "0.7281"]]


def copy(*changes: Change) -> bytes:
    rows = [list(row) for row in COPY]
    for change in changes:
        change(rows)
    return text_of(rows).encode()


def hand(*changes: Change) -> bytes:
    """Return IMD's figures of 2025 as they are entered; row 2 is the first figure."""
    rows = list(csv.reader(io.StringIO((RAW / "imd/2025.csv").read_text(encoding="utf-8"))))
    for change in changes:
        change(rows)
    return text_of(rows).encode()


ENTERED = {name: place for place, name in enumerate(entered.COLUMNS)}


def entry(row: int, column: str, text: str) -> Change:
    return cell(row, ENTERED[column], text)


def workbook(sheets: dict[str, list[list]]) -> bytes:
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(content)
    return content.getvalue()


def packed(members: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", how) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return content.getvalue()


WGI = {
    "VoiceandAccountability": "wgi_voice_and_accountability",
    "Political StabilityNoViolence": "wgi_political_stability",
    "GovernmentEffectiveness": "wgi_government_effectiveness",
    "RegulatoryQuality": "wgi_regulatory_quality",
    "RuleofLaw": "wgi_rule_of_law",
    "ControlofCorruption": "wgi_control_of_corruption",
}
MEASURES = {
    "Estimate": "estimate",
    "StdErr": "standard_error",
    "NumSrc": "sources",
    "Rank": "percentile_rank",
    "Lower": "lower",
    "Upper": "upper",
}


@functools.cache
def wgi_held() -> pd.DataFrame:
    return pd.read_csv(RAW / "wgi/2022.csv").query("year == 2021").set_index("entity")


def wgi_sheets(title: str = "Worldwide Governance Indicators, 2022 Update") -> dict[str, Rows]:
    """Return the edition of 2022 as the World Bank lays it out, cut to three economies and 2021."""
    held, sheets = wgi_held(), {"Introduction": [[title]]}
    for name, indicator in WGI.items():
        rows = [["", "", *[2021] * 6], ["Country/Territory", "Code", *MEASURES]]
        for code, country in (("SGP", "Singapore"), ("THA", "Thailand"), ("VNM", "Vietnam")):
            row = [float(held.at[code, f"{indicator}.{measure}"]) for measure in MEASURES.values()]
            rows.append([country, code, *row])
        sheets[name] = rows
    return sheets


def wgi(change: Callable[[dict[str, Rows]], object] = id, **options: str) -> bytes:
    sheets = wgi_sheets(**options)
    change(sheets)
    return workbook(sheets)


def law(row: int, column: int, value: object) -> Callable[[dict[str, Rows]], object]:
    return lambda sheets: sheets["RuleofLaw"][row - 1].__setitem__(column, value)


def wgi_world(change: Change) -> bytes:
    """Return estimates and percentile ranks of every economy in 2021, as Stata files have them."""
    held, name = wgi_held(), "wgi_rule_of_law"
    columns = held[[f"{name}.estimate", f"{name}.percentile_rank"]].dropna().astype(str)
    rows = [["code", "year", "rle", "rlr"]]
    rows += [[code, "2021", *columns.loc[code]] for code in columns.index]
    change(rows)
    return text_of(rows).encode()


def by_score(rows: Rows) -> None:
    """Put a score from 0 to 100 into the column of percentile ranks."""
    for row in rows[1:]:
        row[3] = f"{50 + 20 * float(row[2]):.2f}"


@functools.cache
def wjp_held() -> pd.DataFrame:
    return pd.read_csv(RAW / "wjp/2025.csv").query("year == 2025").set_index("entity")


def law_labels() -> dict[str, str]:
    """Return WJP's label of each series."""
    labels = {wjp.OVERALL: "WJP Rule of Law Index: Overall Score"}
    for number, series in wjp.SERIES.items():
        title = wjp.NAMES[number].replace("_", " ").capitalize()
        labels[series] = f"{number} {title}" if "." in number else f"Factor {number}: {title}"
    return labels


def law_sheet(*changes: Change, name: str = "Historical Data") -> bytes:
    """Return WJP's scores of 2025 for three countries, as its tidy sheet has them."""
    held, labels = wjp_held(), law_labels()
    rows = [["Country", "Year", "Country Code", *labels.values()]]
    for code, country in (("SGP", "Singapore"), ("THA", "Thailand"), ("VNM", "Vietnam")):
        rows.append([country, 2025, code, *(float(held.at[code, series]) for series in labels)])
    for change in changes:
        change(rows)
    return workbook({name: rows})


def with_long_column() -> bytes:
    """Return a small workbook for which calamine would take 143 GB: small letters are a column."""
    sheet = b"<worksheet><sheetData><row><c r='" + b"w" * 39 + b"B1'><v>1</v></c></row></sheetData>"
    return packed({"xl/worksheets/sheet1.xml": sheet + b"</worksheet>"})


def with_broken_error() -> bytes:
    """Return a workbook with a broken formula of which a byte is damaged."""
    return packed({"xl/worksheets/sheet1.xml": b'<c r="B7" t="e"><v>#R\xffF!</v></c>'})


def with_formula() -> bytes:
    return law_sheet(cell(3, 3 + 1, "=0.5"))


def with_long_texts() -> bytes:
    """Return a small workbook whose cells would fill gigabytes: each shows the same long text."""
    texts = b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    shown = b"<row>" + b'<c t="s"><v>0</v></c>' * 100_000 + b"</row>"
    return packed({"xl/sharedStrings.xml": texts, "xl/worksheets/sheet1.xml": shown})
