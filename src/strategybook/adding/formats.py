"""Files that cannot be a table of figures: told by their name or by how they begin.

Each is a kind of error of its own, since each has its own cure.
"""

import io
import re
import zipfile
from pathlib import Path

from strategybook.errors import InputError

# By what a person typed, whether there is such a file or not.
NAMES = {
    "file.address": re.compile(r"(https?|ftp|file):/.*", re.IGNORECASE),
    "file.lock": re.compile(r"(.*[/\\])?(~\$|\.~lock\.)[^/\\]*"),
    "file.unfinished": re.compile(r".*\.(crdownload|part|partial|download)", re.IGNORECASE),
}
BLANK = rb"(?:\xef\xbb\xbf)?\s*"
# By how the content begins.
STARTS = {
    "file.pdf": re.compile(rb"%PDF-"),
    "file.picture": re.compile(
        rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP|.{4}ftyp(?:heic|mif1|avif)"
        rb"|" + BLANK + rb"(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE svg[^>]*>\s*)?<svg",
        re.DOTALL,
    ),
    "file.document": re.compile(rb"\{\\rtf"),
    "file.parquet": re.compile(rb"PAR1|ARROW1|FEA1|Obj\x01|SQLite format 3\0|\x89HDF"),
    "file.packed": re.compile(rb"\x1f\x8b|7z\xbc\xaf|Rar!|BZh|\xfd7zXZ"),
    "file.json": re.compile(BLANK + rb"(?:\{\s*(?:\"|\})|\[\s*[\[{\"\]])"),
    "file.address": re.compile(BLANK + rb"\[InternetShortcut\]"),
    "file.web_page": re.compile(rb"MIME-Version:|From: <Saved by"),
    "file.other_workbook": re.compile(BLANK + rb"<\?xml[^>]*>\s*<\?mso-application progid=\"Excel"),
    "file.xml": re.compile(
        BLANK + rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?"
        rb"<(?!/|!|stata_dta|html|head|body|table|meta|div|script)[a-z][\w.-]*[\s:>]",
        re.IGNORECASE | re.DOTALL,
    ),
}
# By what an archive holds, and by the streams of a compound file, as older programs write it.
MEMBERS = {
    "file.document": re.compile(r"word/document\.xml|ppt/presentation\.xml"),
    "file.numbers": re.compile(r"Index/.*\.iwa|.*\.numbers/.*|Index\.zip"),
}
OLDER_DOCUMENTS = tuple(
    name.encode("utf-16-le") for name in ("WordDocument", "PowerPoint Document")
)
COMPOUND_FILE = b"\xd0\xcf\x11\xe0"
OPEN_TEXT = re.compile(rb"application/vnd\.oasis\.opendocument\.(?!spreadsheet)")


def check_name(file: Path) -> None:
    """Raise InputError where a name is none of a publisher's file, such as an address."""
    for key, pattern in NAMES.items():
        if pattern.fullmatch(str(file)):
            raise InputError(str(file) if key == "file.address" else file, key)
    if file.is_dir():
        raise InputError(file, "file.folder")


def _of_archive(content: bytes) -> str | None:
    """Return the kind of a zip archive by its members, None where it may hold a table."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return None  # it is cut short: its reader says so
    found = [key for key, pattern in MEMBERS.items() if any(map(pattern.fullmatch, names))]
    if OPEN_TEXT.search(content[:200]):
        found.append("file.document")
    return found[0] if found else None


def _kind(content: bytes) -> str | None:
    """Return the kind of error that a content is by itself, None where it may be a table."""
    if content.startswith(b"PK"):
        return _of_archive(content)
    if content.startswith(COMPOUND_FILE):
        is_document = any(name in content for name in OLDER_DOCUMENTS)
        return "file.document" if is_document else None
    return next((key for key, pattern in STARTS.items() if pattern.match(content)), None)


def check_content(file: Path, content: bytes) -> None:
    """Raise InputError where a content is no table of figures, such as a PDF."""
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise InputError(file, "file.empty")
    if key := _kind(content):
        raise InputError(file, key)
