"""What a person may bring by mistake: one sentence, exit status 2, and not a byte is changed."""

import gzip
import re
import zipfile
from pathlib import Path

import pytest

from strategybook import cli, errors, paths
from strategybook.pipeline import environment
from strategybook.readers import text
from tests.projects import contents, make_project, move_to
from tests.publisher_files import (
    CHAD,
    EPI,
    NAME,
    OSI,
    RANK,
    RAW,
    SURVEY_ROW,
    THAILAND,
    YEAR,
    again,
    by_score,
    cell,
    copy,
    entry,
    every,
    hand,
    law,
    law_sheet,
    packed,
    survey,
    wgi,
    wgi_world,
    with_broken_error,
    with_formula,
    with_long_column,
    with_long_texts,
    without,
    without_column,
)

OF_OSI = f"a.csv, row {THAILAND}, column Online Service Index"
OF_RANK = f"a.csv, row {THAILAND}, column E-Government Rank"

# No tables of figures: kind of error, what is told, what it is, name of the file, what it holds
FOREIGN = [
    ("file.pdf", "a PDF", "a report", "a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    ("file.pdf", "a PDF", "a report", "a.csv", b"%PDF-1.4\n"),
    ("file.picture", "a picture", "PNG", "a.xlsx", b"\x89PNG\r\n\x1a\n\0\0"),
    ("file.picture", "a picture", "JPEG", "a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF"),
    ("file.picture", "a picture", "HEIC", "a.heic", b"\0\0\0\x18ftypheic"),
    ("file.picture", "a picture", "SVG", "a.svg", b'<?xml version="1.0"?>\n<svg xmlns="x"/>'),
    (
        "file.web_page",
        "a web page (HTML)",
        "a saved page",
        "a.csv",
        b"<!DOCTYPE html><html></html>",
    ),
    (
        "file.web_page",
        "a web page (HTML)",
        "a table",
        "a.xls",
        b"<table><tr><td>1</td></tr></table>",
    ),
    (
        "file.web_page",
        "a web page (HTML)",
        "a whole page",
        "a.mhtml",
        b"From: <Saved by Blink>\r\n",
    ),
    ("file.lock", "a lock file", "Excel's", "~$a.xlsx", b"\x05Name" + b" " * 160),
    ("file.lock", "a lock file", "LibreOffice's", ".~lock.a.xlsx#", b",me,host;"),
    ("file.document", "a document", "Word", "a.docx", packed({"word/document.xml": b"<w/>"})),
    ("file.document", "a document", "slides", "a.pptx", packed({"ppt/presentation.xml": b"<p/>"})),
    (
        *("file.document", "a document", "older Word", "a.doc"),
        b"\xd0\xcf\x11\xe0" + bytes(500) + "WordDocument".encode("utf-16-le"),
    ),
    (
        *("file.document", "a document", "LibreOffice Writer", "a.odt"),
        packed({"mimetype": b"application/vnd.oasis.opendocument.text"}, zipfile.ZIP_STORED),
    ),
    ("file.document", "a document", "rich text", "a.rtf", b"{\\rtf1\\ansi"),
    (
        "file.numbers",
        "a spreadsheet of Apple",
        "Numbers",
        "a.numbers",
        packed({"Index/Document.iwa": b""}),
    ),
    (
        "file.json",
        "a JSON file",
        "the World Bank's API",
        "a.json",
        b'[{"page":1},[{"date":"2023"}]]',
    ),
    ("file.json", "a JSON file", "an object", "a.json", b'{\n  "data": []}'),
    ("file.xml", "an XML file", "SDMX", "a.xml", b'<?xml version="1.0"?><message:GenericData/>'),
    (
        "file.xml",
        "an XML file",
        "the World Bank's API",
        "a.xml",
        b"\xef\xbb\xbf<?xml?>\r\n<Root><data/>",
    ),
    (
        *("file.older_excel", "a workbook in the older .xls", "XML of Excel 2003", "a.xml"),
        b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>',
    ),
    ("file.parquet", "a file for programs", "Parquet", "a.parquet", b"PAR1\x15\0"),
    ("file.packed", "a compressed file", "gzip", "a.csv.gz", gzip.compress(survey())),
    ("file.packed", "a compressed file", "7-Zip", "a.7z", b"7z\xbc\xaf\x27\x1c"),
    ("file.unfinished", "a download that has not ended", "Chrome's", "a.csv.crdownload", survey()),
    (
        "file.unfinished",
        "a download that has not ended",
        "Firefox's",
        "a.csv.part",
        survey()[:9000],
    ),
    (
        "file.address",
        "a web address",
        "a shortcut",
        "a.url",
        b"[InternetShortcut]\r\nURL=https://x",
    ),
]

# The table: case; kind of error, name of the file and options, what it holds, sentence

CASES = {
    # the file
    "empty": (
        "file.empty",
        "a.csv",
        b"",
        "a.csv: found an empty file, expected a publisher's file",
    ),
    "blank": ("file.empty", "a.csv", b"\n\n", "a.csv: found an empty file, expected"),
    "blank but for the mark of its letters": (
        "file.empty",
        "a.csv",
        b"\xef\xbb\xbf\r\n \r\n",
        "a.csv: found an empty file, expected",
    ),
    "bytes": (
        "file.no_text",
        "a.csv",
        bytes(range(256)),
        "a.csv: found a file that is neither workbook nor text",
    ),
    **{
        f"{what}, as {name}": (kind, name, content, f"{name}: found {told}")
        for kind, told, what, name, content in FOREIGN
    },
    "a web page as xls": (
        "file.web_page",
        "a.xls",
        b"<html><table><tr><td>Thailand</td></tr></table></html>",
        "a.xls: found a web page (HTML), whatever its name ends with, expected a table",
    ),
    "a password": (
        "file.password",
        "a.xlsx",
        b"\xd0\xcf\x11\xe0" + bytes(500) + "EncryptedPackage".encode("utf-16-le"),
        "a.xlsx: found a workbook with a password, expected a workbook",
    ),
    "older Excel": (
        "file.other_workbook",
        "a.xls",
        b"\xd0\xcf\x11\xe0" + bytes(500),
        "a.xls: found a workbook in an unusual form",
    ),
    "cut short": (
        "file.damaged",
        "a.xlsx",
        wgi()[:4000],
        "a.xlsx: found a file that is cut short, damaged or no workbook",
    ),
    "corrupt": (
        "file.damaged",
        "a.xlsx",
        wgi()[:3000] + bytes(50) + wgi()[3050:],
        "a.xlsx: found a file that is cut short, damaged or no workbook",
    ),
    "another archive": (
        "file.no_workbook",
        "a.xlsx",
        packed({"readme.txt": b"no workbook"}),
        "a.xlsx: found a file that cannot be read",
    ),
    "unpacks to gigabytes": (
        "file.unpacks",
        "a.xlsx",
        packed({"xl/worksheets/sheet1.xml": bytes(60_000_000)}),
        "a.xlsx: found a workbook that unpacks to 60 MB",
    ),
    "long texts again and again": (
        "file.unpacks",
        "a.xlsx",
        with_long_texts(),
        "a.xlsx: found a workbook that unpacks to 3001 MB",
    ),
    "a stray cell": (
        "file.far_cell",
        "a.xlsx",
        wgi(lambda sheets: sheets["RuleofLaw"][0].extend([""] * 800 + ["x"])),
        "a.xlsx: found a filled cell beyond column ZZ or row 99999",
    ),
    "a stray cell, its column in small letters": (
        "file.far_cell",
        "a.xlsx",
        with_long_column(),
        "a.xlsx: found a filled cell beyond column ZZ or row 99999",
    ),
    "a damaged Stata file": (
        "file.stata",
        "a.dta",
        b"<stata_dta><header><release>118</release>",
        "a.dta: found a Stata file that cannot be read",
    ),
    "Western letters": (
        "file.encoding",
        "a.csv",
        survey(cell(THAILAND, NAME, "Türkiye"), encoding="latin-1"),
        "a.csv: found text whose letters cannot be told, expected CSV in UTF-8, UTF-16 or Windows",
    ),
    "a quotation mark too many": (
        "file.csv",
        "a.csv",
        survey() + b'"2024,Siam',
        "a.csv, row 195: found a cell that never ends",
    ),
    "a cell too few": (
        "file.row",
        "a.csv",
        survey(lambda rows: rows[THAILAND - 1].pop()),
        f"a.csv, row {THAILAND}: found 7 cells, expected 8, as in the header",
    ),
    # the layout
    "prose": (
        "layout.unknown",
        "a.txt",
        "ไทยอยู่อันดับ 52".encode(),
        "a.txt: found no known layout, expected a file",
    ),
    "a column missing": (
        "layout.columns",
        "a.csv --source un_egov",
        survey(without_column(OSI)),
        "a.csv, row 1: found columns Survey Year, Country Name,",
    ),
    "a column twice": (
        "layout.column_twice",
        "a.csv",
        survey(lambda rows: [row.append(row[OSI]) for row in rows]),
        "a.csv, row 1: found the column 'osi.score' twice, expected each column once",
    ),
    "a header alone": (
        "layout.no_rows",
        "a.csv",
        survey(lambda rows: rows.__delitem__(slice(1, None))),
        "a.csv: found no row below the header",
    ),
    "no header": (
        "layout.header",
        "a.xlsx",
        wgi(lambda sheets: sheets["RuleofLaw"].pop(1)),
        "a.xlsx, sheet RuleofLaw: found no header, expected Country/Territory and Code",
    ),
    "a sheet missing": (
        "layout.sheet_missing",
        "a.xlsx",
        wgi(lambda sheets: sheets.pop("RuleofLaw")),
        "a.xlsx: found no sheet for wgi_rule_of_law, expected one sheet for each of the six",
    ),
    "no sheet of WJP": (
        "layout.sheets",
        "a.xlsx --source wjp",
        law_sheet(name="Sheet1"),
        "a.xlsx: found the sheets Sheet1, expected a sheet Historical Data, or year sheets",
    ),
    "an unknown heading": (
        "layout.heading",
        "a.xlsx",
        wgi(law(2, 3, "Deviation")),
        "a.xlsx, sheet RuleofLaw, row 2, column D: found the heading 'deviation', expected one of",
    ),
    "no year above a heading": (
        "layout.heading_year",
        "a.xlsx",
        wgi(law(1, 2, "")),
        "a.xlsx, sheet RuleofLaw, row 2, column C: found no year above the heading 'estimate'",
    ),
    "an unknown factor": (
        "layout.factor",
        "a.xlsx --source wjp",
        law_sheet(cell(1, 4, "Factor 9: Trust")),
        "a.xlsx, sheet Historical Data, row 1, column E: found the factor 'factor 9: trust'",
    ),
    "a score missing": (
        "layout.label_missing",
        "a.xlsx --source wjp",
        law_sheet(cell(1, 5, "Legislature")),
        "a.xlsx, sheet Historical Data: found no label for wjp_1_1_limits_by_legislature",
    ),
    "an unknown sub-factor": (
        "layout.subfactor",
        "a.xlsx --source wjp",
        law_sheet(cell(1, 5, "9.9 Trust")),
        "a.xlsx, sheet Historical Data, row 1, column F: found '9.9 trust', expected a sub-factor",
    ),
    "a label twice": (
        "layout.label_twice",
        "a.xlsx --source wjp",
        law_sheet(cell(1, 6, "1.1 Again")),
        "a.xlsx, sheet Historical Data, row 1, column G: found '1.1 again' a second time",
    ),
    "another table": (
        "layout.no_figures",
        "a.csv --source wgi",
        survey(),
        "a.csv: found no figures of the WGI, expected dimension sheets",
    ),
    "an unknown series": (
        "layout.series",
        "a.csv",
        copy(cell(3, 2, "UN_EGDI_GDP")),
        "a.csv, row 3, column INDICATOR: found the series code 'UN_EGDI_GDP', expected one of",
    ),
    # countries
    "an unknown country": (
        "country.name",
        "a.csv",
        survey(cell(THAILAND, NAME, "Siam")),
        f"a.csv, row {THAILAND}, column Country Name: found the unknown country 'Siam'",
    ),
    "an unknown code": (
        "country.code",
        "a.csv",
        copy(cell(3, 0, "VIE")),
        "a.csv, row 3, column REF_AREA: found the country code 'VIE', expected an ISO 3166",
    ),
    "no codes and an unknown name": (
        "country.name",
        "a.csv",
        copy(cell(3, 1, "Annam"), without_column(0)),
        "a.csv, row 3, column REF_AREA_LABEL: found the unknown country 'Annam'",
    ),
    "no codes and an unknown name, WGI": (
        "country.name",
        "a.xlsx",
        wgi(
            lambda sheets: (law(5, 0, "Annam")(sheets), [row.pop(1) for row in sheets["RuleofLaw"]])
        ),
        "a.xlsx, sheet RuleofLaw, row 5, column A: found the unknown country 'Annam'",
    ),
    "a country twice": (
        "country.twice",
        "a.csv",
        survey(again(THAILAND)),
        "a.csv, row 195, column Country Name: found a second row for 'Thailand'",
    ),
    "Thailand missing": (
        "country.thailand",
        "a.csv",
        survey(without(THAILAND)),
        "a.csv: found no figure of Thailand (THA), expected Thailand among the countries",
    ),
    "Thailand without a figure": (
        "country.thailand",
        "a.csv",
        copy(cell(2, 3, ""), cell(2, 4, "")),
        "a.csv: found no figure of Thailand (THA), expected Thailand among the countries",
    ),
    "no figure at all": (
        "country.thailand",
        "a.csv",
        copy(every(3, lambda _: ""), every(4, lambda _: "..")),
        "a.csv: found no figure of Thailand (THA), expected Thailand among the countries",
    ),
    # years and editions
    "two eras": (
        "year.mixed",
        "a.csv",
        survey(cell(CHAD, YEAR, "2567")),
        f"a.csv, row {CHAD}, column Survey Year: found the Buddhist year 2567 beside",
    ),
    "two eras, WGI": (
        "year.mixed",
        "a.xlsx",
        wgi(law(1, 7, 2564)),
        "a.xlsx, sheet RuleofLaw, row 3, column H: found the Buddhist year 2564 beside",
    ),
    "two eras by hand": (
        "year.mixed",
        "imd_2025.csv",
        hand(entry(3, "year", "2568")),
        "imd_2025.csv, row 3, column year: found the Buddhist year 2568 beside",
    ),
    "two surveys": (
        "year.several",
        "a.csv",
        survey(cell(CHAD, YEAR, "2022")),
        "a.csv, column Survey Year: found the survey years 2022, 2024, expected one survey year",
    ),
    "a year twice": (
        "layout.column_twice",
        "a.csv",
        copy(cell(1, 3, "2024")),
        "a.csv, row 1: found the column '2024' twice, expected each column once",
    ),
    "a year that is none": (
        "year.unknown",
        "a.csv",
        survey(cell(CHAD, YEAR, "soon")),
        f"a.csv, row {CHAD}, column Survey Year: found the year 'soon', expected a year such as",
    ),
    "later than the edition": (
        "year.unknown",
        "imd_2024.csv",
        hand(),
        "imd_2024.csv, row 2, column year: found the year '2025', expected a year up to the",
    ),
    "before the source began": (
        "year.before_source",
        "a.csv",
        survey(every(YEAR, lambda year: "2001")),
        "a.csv: found a figure of 2001, expected figures from 2003 on, when the source began",
    ),
    "two editions": (
        "edition.several",
        "a.xlsx",
        wgi(
            lambda sheets: sheets["Introduction"].append(
                ["Worldwide Governance Indicators, 2023 Update"]
            )
        ),
        "a.xlsx: found the editions 2022, 2023, expected one edition",
    ),
    "figures later than the edition that the file names": (
        "year.after_edition",
        "a.xlsx",
        wgi(lambda sheets: sheets["RuleofLaw"].__setitem__(0, ["", "", *[2023] * 6])),
        "a.xlsx: found a figure of 2023, expected figures up to the edition, 2022",
    ),
    "years of no era": (
        "edition.bad",
        "a.csv",
        copy(cell(1, 3, "9998"), cell(1, 4, "9999")),
        "a.csv: found the edition '9456', expected an edition such as 2024",
    ),
    "no edition": (
        "edition.none",
        "a.csv",
        survey(without_column(YEAR)),
        "a.csv: found no edition, expected an edition such as 2024; say it with --edition",
    ),
    "another edition than said": (
        "edition.other",
        "a.csv --edition 2022",
        survey(),
        "a.csv: found the 2024 edition, expected the 2022 edition, as --edition says",
    ),
    "last survey's figures for this one": (
        "edition.only_of",
        "a.csv --edition 2026",
        survey(without_column(YEAR)),
        "a.csv: found only figures of the 2024 edition, expected those of the 2026 edition",
    ),
    "later figures than the edition said": (
        "edition.later",
        "a.csv --edition 2020",
        wgi_world(id),
        "a.csv: found figures up to 2021, expected only figures of the 2020 edition",
    ),
    # figures
    "text for a number": (
        "figure.number",
        "a.csv",
        survey(cell(THAILAND, OSI, "high")),
        f"{OF_OSI}: found 'high' as osi.score, expected a number",
    ),
    "a letter in a number": (
        "figure.number",
        "a.csv",
        survey(cell(THAILAND, OSI, "0.761O5")),
        f"{OF_OSI}: found '0.761O5'",
    ),
    "a comma for a point beside commas": (
        "figure.number",
        "a.csv",
        survey(cell(THAILAND, OSI, "0,76105")),
        f"{OF_OSI}: found '0,76105'",
    ),
    "a score on another scale": (
        "figure.number",
        "a.csv",
        survey(cell(THAILAND, OSI, "76.105")),
        f"{OF_OSI}: found '76.105' as osi.score, expected a number",
    ),
    "per cent of no share": (
        "figure.number",
        "a.csv",
        survey(cell(THAILAND, RANK, "52%")),
        f"{OF_RANK}: found '52%' as egdi.rank, expected a whole",
    ),
    "rank 0": (
        "figure.number",
        "a.csv",
        survey(cell(THAILAND, RANK, "0")),
        f"{OF_RANK}: found '0' as egdi.rank, expected a whole",
    ),
    "half a rank": (
        "figure.number",
        "a.csv",
        survey(cell(THAILAND, RANK, "52.5")),
        f"{OF_RANK}: found '52.5' as egdi.rank, expected a whole",
    ),
    "a rank beyond the states": (
        "figure.rank_high",
        "a.csv",
        survey(cell(THAILAND, RANK, "193"), without(CHAD)),
        # 192 states are left, and the last of all is the 193rd.
        f"a.csv, row {SURVEY_ROW['Central African Republic']}, column E-Government Rank: found "
        "rank 193 of CAF, expected a rank from 1 to the number of economies, 192",
    ),
    "a tie that cannot be": (
        "figure.tie",
        "a.csv",
        survey(cell(THAILAND, RANK, "51"), cell(SURVEY_ROW["Romania"], RANK, "72")),
        "a.csv, row ",
    ),
    "a rank in the wrong order": (
        "figure.order",
        "a.csv",
        survey(cell(THAILAND, RANK, "20"), cell(SURVEY_ROW["Ireland"], RANK, "52")),
        f"{OF_RANK}: found rank 20 of THA, though",
    ),
    "an index that its components do not give": (
        "figure.mean",
        "a.csv",
        survey(cell(THAILAND, OSI, "0.71605")),
        f"a.csv, row {THAILAND}, column E-Government Index: found 0.8351 as egdi.score of THA in "
        "2024, expected 0.82009, the mean of its components",
    ),
    "an overall score that its factors do not give": (
        "figure.mean",
        "a.xlsx",
        law_sheet(cell(3, 3, 0.9)),
        "a.xlsx: found 0.9 as wjp_overall.score of THA in 2025, expected 0.",
    ),
    "a score as percentile rank": (
        "figure.percentile",
        "a.csv",
        wgi_world(by_score),
        "a.csv, row 2, column D: found ",
    ),
    "a value beyond its bounds": (
        "figure.bounds",
        "a.xlsx",
        wgi(law(4, 6, 99.0)),
        "a.xlsx, sheet RuleofLaw, row 4, column F: found ",
    ),
    "a formula without a value": (
        "figure.formula",
        "a.xlsx",
        with_formula(),
        "a.xlsx, sheet sheet1.xml, row 3, column E: found a formula without its value",
    ),
    "a broken formula with a damaged byte": (
        "figure.error_cell",
        "a.xlsx",
        with_broken_error(),
        "a.xlsx, sheet sheet1.xml, row 7, column B: found the error #R\ufffdF!",
    ),
    "a broken formula": (
        "figure.error_cell",
        "a.xlsx",
        wgi(law(4, 2, "#REF!")),
        "a.xlsx, sheet sheet6.xml, row 4, column C: found the error #REF!",
    ),
    "a figure twice": (
        "figure.twice",
        "a.xlsx",
        wgi(lambda sheets: again(4)(sheets["RuleofLaw"])),
        "a.xlsx, sheet RuleofLaw, row 6, column C: found a second wgi_rule_of_law.estimate of THA",
    ),
    # entered by hand
    "an unknown indicator": (
        "entered.indicator",
        "imd_2025.csv",
        hand(entry(2, "indicator", "imd_overal")),
        "imd_2025.csv, row 2, column indicator: found 'imd_overal', expected an indicator of",
    ),
    "a column too few by hand": (
        "entered.columns",
        "imd_2025.csv",
        hand(lambda rows: [row.pop() for row in rows]),
        "imd_2025.csv, row 1: found columns indicator, entity, year,",
    ),
    "an unknown measure": (
        "entered.measure",
        "imd_2025.csv",
        hand(entry(2, "measure", "percent")),
        "imd_2025.csv, row 2, column measure: found 'percent', expected a measure that",
    ),
    "an unknown word": (
        "entered.word",
        "imd_2025.csv",
        hand(entry(2, "confidence", "sure")),
        "imd_2025.csv, row 2, column confidence: found 'sure', expected one of primary publisher",
    ),
    "an unknown country by hand": (
        "country.entered",
        "imd_2025.csv",
        hand(entry(2, "entity", "Siam")),
        "imd_2025.csv, row 2, column entity: found 'Siam', expected an ISO 3166 alpha-3 code or",
    ),
    "no origin": (
        "entered.origin",
        "imd_2025.csv",
        hand(entry(2, "origin", "")),
        "imd_2025.csv, row 2, column origin: found '', expected where the figure stands",
    ),
    "no number of economies": (
        "figure.economies",
        "imd_2025.csv",
        hand(entry(2, "economies", "n/a")),
        "imd_2025.csv, row 2, column economies: found '', expected how many economies were ranked",
    ),
    "a rank beyond the economies": (
        "figure.entered_rank",
        "imd_2025.csv",
        hand(entry(2, "value", "128")),
        "imd_2025.csv, row 2, column value: found '128', expected a rank up to the number of",
    ),
    "a rank beyond all": (
        "figure.entered_range",
        "imd_2025.csv",
        hand(entry(2, "value", "1280")),
        "imd_2025.csv, row 2, column value: found '1280', expected a whole number from 1 to 300",
    ),
    "a word for a value": (
        "figure.entered_number",
        "imd_2025.csv",
        hand(entry(2, "value", "30th")),
        "imd_2025.csv, row 2, column value: found '30th', expected a number such as",
    ),
    "nothing chosen": (
        "entered.chosen",
        "imd_2025.csv",
        hand(entry(2, "chosen", "no")),
        "imd_2025.csv, row 2, column chosen: found 'no', expected yes in exactly one row",
    ),
    "two sources": (
        "entered.sources",
        "imd_2025.csv",
        hand(entry(3, "indicator", "service_satisfaction"), entry(3, "measure", "percent")),
        "imd_2025.csv, row 3, column indicator: found 'service_satisfaction', expected indicators",
    ),
    # what is held
    "other values than held": (
        "held.differs",
        "a.csv",
        survey(cell(THAILAND, EPI, "0.7543")),
        "un_egov 2024: found figures that are not those held: 1, expected the figures held",
    ),
    "fewer rows than held": (
        "held.rows",
        "imd_2025.csv",
        hand(lambda rows: rows.pop()),
        "imd 2025: found rows held that are not in the file, or have other words: 1",
    ),
    "a whole edition of less than is held": (
        "held.removes",
        "a.csv --whole",
        survey(cell(THAILAND, EPI, "")),
        "un_egov 2024: found 1 figures held that would go, more than the 0 that are added or",
    ),
    "a whole file of fewer rows": (
        "held.removes",
        "imd_2025.csv --whole",
        hand(lambda rows: rows.pop()),
        "imd 2025: found 1 figures held that would go, more than the 0 that are added or",
    ),
    # options
    "an unknown source": (
        "option.source",
        "a.csv --source oecd",
        survey(),
        "--source: found 'oecd', expected one of un_egov, un_egov_data360, wgi, wjp",
    ),
    "another source than said": (
        "option.source_other",
        "a.csv --source imd",
        (RAW / "opdc/2024.csv").read_bytes(),
        "a.csv: found figures of opdc, expected those of imd, as --source says",
    ),
    "no edition at all": (
        "option.edition",
        "a.csv --edition next",
        survey(),
        "--edition: found 'next', expected a year such as 2024",
    ),
    "no date": (
        "option.published_on",
        "a.csv --published-on 2024-13-01",
        survey(),
        "--published-on: found '2024-13-01', expected a date such as 2024-09-17",
    ),
    "no date of a revision": (
        "option.published_on",
        "a.csv --replace --revised-on soon",
        survey(cell(THAILAND, EPI, "0.7543")),
        "--revised-on: found 'soon', expected a date such as 2024-09-17",
    ),
    "a date before the edition": (
        "option.published_before",
        "a.csv --published-on 2023-09",
        survey(),
        "--published-on: found '2023-09', which is before the 2024 edition",
    ),
    "no file": ("file.missing", "", b"", "a.csv: found no such file, expected a publisher's file"),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A project that holds the UN's survey of 2024, and IMD's figures of 2025."""
    folder = tmp_path_factory.mktemp("bad") / "project"
    make_project(folder, {"un_egov": ["2024"], "imd": ["2025"]})
    return folder


@pytest.fixture
def run(root, monkeypatch, capsys):
    """Run the command line within the project; return exit status and what is said."""
    move_to(root, monkeypatch)
    monkeypatch.setattr(environment, "fix", lambda: None)

    def run(*arguments: object) -> tuple[int, str]:
        status = 0
        try:
            cli.main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = end.code
        said = capsys.readouterr()
        return status, said.err or said.out

    return run


def kind_of(sentence: str) -> str:
    """Return the key of the kind of error that a sentence tells."""
    for key, row in errors.kinds().items():
        told = f"found {row['found_en']}, expected {row['expected_en']}; {row['cure_en']}."
        parts = [re.escape(part) for part in re.split(r"\{.*?\}", told)]
        if re.search(f": {'.*?'.join(parts)}$", sentence):
            return key
    return ""


def bring(folder: Path, case: str) -> tuple[list[str], str, str]:
    """Write the file of a case; return the arguments, the kind and the sentence."""
    kind, named, content, sentence = CASES[case]
    name, *options = named.split() or ["a.csv"]
    if named:
        (folder / name).write_bytes(content)
    return [str(folder / name), *options], kind, sentence


def test_a_folder_a_device_and_a_far_too_large_file_are_no_files(root, run, tmp_path, monkeypatch):
    assert "found a folder, expected a file; say the file in it" in run("add", tmp_path)[1]
    address = "https://data360files.worldbank.org/UN_EGDI_OSI_WIDEF.csv"
    assert "found a web address, expected a file on this computer" in run("add", address)[1]
    assert "found a folder or a device, expected" in run("add", "/dev/null")[1]
    monkeypatch.setattr(text, "MOST_MB", 0.001)
    (tmp_path / "a.csv").write_bytes(survey())
    assert "found a file of 0 MB, expected at most 0.001 MB" in run("add", tmp_path / "a.csv")[1]


# What a person may do to data/raw by mistake, the command after it, and its sentence.
FIGURES = "data/raw/un_egov/2024.csv"
ENTERED = "data/raw/imd/2025.csv"
DONE = {
    "a publisher's figure edited": (
        "held.changed",
        (FIGURES, "THA,2024,52,", "THA,2024,42,"),
        ["book"],
        f"{FIGURES}: found other figures than data/raw/editions.csv speaks of",
    ),
    "a publisher's figure edited and added": (
        "file.ours",
        (FIGURES, "THA,2024,52,", "THA,2024,42,"),
        ["add", FIGURES],
        f"{FIGURES}: found the project's own file of a publisher's figures",
    ),
    "an entered figure edited": (
        "held.edited",
        (ENTERED, "imd_overall,THA,2025,rank,30,", "imd_overall,THA,2025,rank,31,"),
        ["check"],
        f"{ENTERED}: found other figures than data/raw/editions.csv speaks of, expected figures",
    ),
    "an entered figure edited where no git is": (
        "held.unknown",
        (ENTERED, "imd_overall,THA,2025,rank,30,", "imd_overall,THA,2025,rank,31,"),
        ["add", ENTERED, "--replace"],
        f"{ENTERED}: found other figures than data/raw/editions.csv speaks of, and no version",
    ),
    "an edition that is not held": (
        "option.not_held",
        None,
        ["remove", "un_egov", "2026"],
        "EDITION: found '2026', expected an edition held of un_egov: 2024; say one of them.",
    ),
    "an edition that issued forecasts rest on": (
        "held.used",
        None,
        ["remove", "un_egov", "2024"],
        "un_egov 2024: found that data/issued/2026-11-25.csv rests on it",
    ),
}


@pytest.mark.parametrize("case", DONE)
def test_a_mistake_in_data_raw_is_told_in_one_sentence(root, run, monkeypatch, case):
    monkeypatch.setattr(paths, "ISSUED", RAW.parent / "issued")
    kind, edit, (command, *arguments), expected = DONE[case]
    files = [root / name if (root / name).exists() else name for name in arguments]
    before = contents(root)
    if edit:
        name, old, new = edit
        (root / name).write_bytes(before[name].replace(old.encode(), new.encode()))
    changed = contents(root)
    status, said = run(command, *files)
    after = contents(root)
    if edit:
        (root / edit[0]).write_bytes(before[edit[0]])
    assert (status, after) == (2, changed), said
    sentence = said.splitlines()[0]
    assert sentence.startswith(expected), sentence
    assert kind_of(sentence) == kind
    assert "Traceback" not in said


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_told_in_one_sentence_and_changes_nothing(root, run, tmp_path, case):
    arguments, kind, expected = bring(tmp_path, case)
    before = contents(root)
    status, said = run("add", *arguments)
    changed = [name for name, content in contents(root).items() if before.get(name) != content]
    assert (status, changed) == (2, []), said
    sentence = said.splitlines()[0]
    assert sentence.startswith(expected), sentence
    assert sentence.endswith(".")
    assert kind_of(sentence) == kind
    assert "Traceback" not in said


def test_a_mistake_is_told_in_thai_where_a_person_asks_for_it(root, run, tmp_path, monkeypatch):
    monkeypatch.setenv(errors.SPOKEN, "en")  # put back after the test
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    said = run("--language", "th", "add", tmp_path / "a.pdf")[1]
    assert said.splitlines() == [
        "a.pdf: ไฟล์ PDF ที่ถูกต้องคือ ตารางในรูปไฟล์ CSV ไฟล์ตารางคำนวณ หรือไฟล์ Stata "
        "ดาวน์โหลดตารางจากหน้าข้อมูลของผู้จัดทำดัชนี หากไม่มีให้กรอกตัวเลขด้วยมือ",
        "ยังไม่มีการเขียนไฟล์ใด",
    ]


def test_most_kinds_of_errors_are_in_the_table():
    assert {kind for kind, *_ in CASES.values()} <= set(errors.kinds())
    assert len({kind for kind, *_ in CASES.values()}) >= 65
