"""Tables written in every format that a spreadsheet saves and that can be written here."""

import csv
import io
from xml.sax.saxutils import escape

from tests.publisher_files import packed, workbook

Sheets = dict[str, list[list]]

ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">'
    "<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    "</office:document-content>"
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>'
    "</manifest:manifest>"
)


def _ods_cell(cell: object, attributes: str = "") -> str:
    if cell is None or cell == "":
        return f"<table:table-cell{attributes}/>"
    kind = 'string"'
    if isinstance(cell, int | float):
        kind = f'float" office:value="{cell!r}"'
    text = escape(str(cell))
    return (
        f'<table:table-cell{attributes} office:value-type="{kind}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def _ods_row(row: list) -> str:
    cells = "".join(map(_ods_cell, row))
    rest = _ods_cell(None, ' table:number-columns-repeated="16000"')
    return f"<table:table-row>{cells}{rest}</table:table-row>"


def ods(sheets: Sheets) -> bytes:
    """Return an OpenDocument spreadsheet, blank cells up to its edges, as LibreOffice saves it."""
    tables = ""
    for name, rows in sheets.items():
        body = "".join(map(_ods_row, rows))
        rest = _ods_cell(None, ' table:number-columns-repeated="16384"')
        end = f'<table:table-row table:number-rows-repeated="1048000">{rest}</table:table-row>'
        tables += f'<table:table table:name="{escape(name)}">{body}{end}</table:table>'
    members = {"mimetype": ODS_TYPE, "META-INF/manifest.xml": MANIFEST}
    members["content.xml"] = ODS.format(tables=tables)
    return packed({name: text.encode() for name, text in members.items()})


def _text(rows: list[list], delimiter: str, decimal: str = ".") -> str:
    lines = io.StringIO()
    shown = [
        [repr(cell).replace(".", decimal) if isinstance(cell, float) else cell for cell in row]
        for row in rows
    ]
    csv.writer(lines, delimiter=delimiter, lineterminator="\r\n").writerows(shown)
    return lines.getvalue()


def _only(sheets: Sheets) -> list[list]:
    (rows,) = sheets.values()
    return rows


def comma(sheets: Sheets) -> bytes:
    """Return CSV as most programs write it."""
    return _text(_only(sheets), ",").encode()


def semicolon(sheets: Sheets) -> bytes:
    """Return CSV as a spreadsheet of a country with decimal commas writes it."""
    return _text(_only(sheets), ";", ",").encode("utf-8-sig")


def unicode_text(sheets: Sheets) -> bytes:
    """Return what Excel calls Unicode text."""
    return _text(_only(sheets), "\t").encode("utf-16")


TEXTS = [comma, semicolon, unicode_text]
WORKBOOKS = [workbook, ods]
