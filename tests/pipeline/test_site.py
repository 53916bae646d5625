"""The site as a reader meets it: both languages of a small book, built once."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from strategybook import paths, strategy
from strategybook.errors import UserError
from strategybook.pipeline import site

BOOK = {
    "en": {
        "home": "The strategy",
        "chapter": "E-government",
        "section": "As printed",
        "text": "The United Nations rank Thailand.",
        "alternative": "Two bars, the second lower",
        "figure": "Scores",
        "table": "Ranks",
        "source": "Source: United Nations.",
    },
    "th": {
        "home": "ยุทธศาสตร์",
        "chapter": "รัฐบาลอิเล็กทรอนิกส์",
        "section": "ตามที่พิมพ์",
        "text": "สหประชาชาติจัดอันดับประเทศไทยดีขึ้น",
        "alternative": "แท่งสองแท่ง แท่งที่สองต่ำกว่า",
        "figure": "คะแนน",
        "table": "อันดับ",
        "source": "ที่มา: สหประชาชาติ",
    },
}
FIGURE = """
::::{{exhibit}} 4.2.2-T1
:name: scores

```{{figure}} chapter/scores.svg
:name: chapter-scores
:alt: {alternative}

{figure}
```

{{.source}}
{source} {{download}}`CSV <chapter/scores.csv>` {{codelink}}`Code <scores>`
::::
"""
TABLE = """
::::{{exhibit}}
:name: ranks

```{{table}} {table}
:name: chapter-ranks

{{.stacked}}
| A | B |
| :-- | --: |
| 1 | 2 |
| 3 | |
```

{{.source}}
{source} {{codelink}}`Code <ranks>`
::::
"""
HOME = """(home)=
# {home}

{{numref}}`chapter-scores`, [](chapter-printed)

{{exhibit-link}}`4.2.2-T1`, {{exhibit-link}}`SWOT <4-SWOT>`

strategybook add --edition 2024

```{{table}} {table}
| A | B |
| :-- | --: |
| 1 | 2 |
```
"""
HEADING = "(chapter)=\n# {chapter}\n\n{text}\n\n(chapter-printed)=\n## {section}\n"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'
DATA = "year,score\n2020,0.7565\n2022,0.766\n"


def notebook(words: dict[str, str]) -> dict:
    """Return an executed chapter as Jupyter stores it."""
    outputs = [template.format(**words) for template in (FIGURE, TABLE)]
    shown = [
        {
            "cell_type": "code",
            "id": f"show-{count}",
            "metadata": {"tags": ["hide-input"]},
            "execution_count": count,
            "source": f"show({count})",
            "outputs": [
                {"output_type": "display_data", "metadata": {}, "data": {"text/markdown": output}}
            ],
        }
        for count, output in enumerate(outputs, start=1)
    ]
    heading = {"cell_type": "markdown", "id": "heading", "metadata": {}}
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"language_info": {"name": "python"}},
        "cells": [heading | {"source": HEADING.format(**words)}, *shown],
    }


def write_book(root: Path) -> Path:
    """Write a project's book of two pages in two languages into `root`."""
    for language, words in BOOK.items():
        folder = root / "book" / language
        (folder / "chapter").mkdir(parents=True)
        (folder / "index.md").write_text(HOME.format(**words), encoding="utf-8")
        chapter = json.dumps(notebook(words), ensure_ascii=False)
        (folder / "chapter.ipynb").write_text(chapter, encoding="utf-8")
        (folder / "chapter" / "scores.svg").write_text(PICTURE, encoding="utf-8")
        (folder / "chapter" / "scores.csv").write_text(DATA, encoding="utf-8", newline="\n")
    for file in ("_config.yml", "book/references.bib"):
        shutil.copy(paths.ROOT / file, root / file)
    pages = "format: jb-book\nroot: book/en/index\nchapters:\n  - file: book/en/chapter\n"
    (root / "_toc.yml").write_text(pages, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """The site of the small book; tests that change it work on a copy."""
    root = write_book(tmp_path_factory.mktemp("project"))
    site.build(root, root / "_build" / "html")
    return root / "_build" / "html"


def read(page: Path) -> BeautifulSoup:
    """Return a page of the site for looking into."""
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def change(file: Path, old: str, new: str, times: int = -1) -> None:
    """Replace text in a file, which must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, times), encoding="utf-8")


def test_a_whole_site_has_nothing_to_complain_of(built):
    assert site.check(built) == []


@pytest.mark.parametrize(
    ("page", "twin", "words", "own", "other"),
    [
        ("chapter.html", "th/chapter.html", "ไทย", "en", "th"),
        ("th/chapter.html", "../chapter.html", "English", "th", "en"),
        ("search.html", "th/search.html", "ไทย", "en", "th"),
        ("th/index.html", "../index.html", "English", "th", "en"),
    ],
)
def test_every_page_leads_to_itself_in_the_other_language(built, page, twin, words, own, other):
    html = read(built / page)
    switch = html.select_one("header a.language-switch, .bd-header-article a.language-switch")
    assert (switch["href"], switch.text, switch["hreflang"], switch["lang"]) == (
        twin,
        words,
        other,
        other,
    )
    assert html.html["lang"] == own
    assert html.select_one("head link[rel=alternate]")["href"] == twin


def test_headings_have_their_labels_as_ids_in_both_languages(built):
    for page in ("chapter.html", "th/chapter.html"):
        sections = read(built / page).select("section")
        assert [section["id"] for section in sections] == ["chapter", "chapter-printed"]
        assert not [span for section in sections for span in section.find_all("span", id=True)]


@pytest.mark.parametrize(
    ("page", "captions"),
    [
        ("chapter.html", ["Figure 1 Scores", "Table 1 Ranks"]),
        ("th/chapter.html", ["ภาพประกอบ 1 คะแนน", "ตาราง 1 อันดับ"]),
    ],
)
def test_exhibits_are_numbered_page_by_page_in_the_pages_language(built, page, captions):
    """The home page has a table too, which takes no number from those of the chapter."""
    found = read(built / page).select(".exhibit figcaption, .exhibit caption")
    assert [caption.text.strip("#\n") for caption in found] == captions


def test_an_exhibit_carries_its_key_its_data_and_the_code_that_made_it(built):
    html = read(built / "chapter.html")
    exhibits = html.select(".exhibit")
    assert [exhibit.get("data-exhibit") for exhibit in exhibits] == ["4.2.2-T1", None]
    assert [exhibit["id"] for exhibit in exhibits] == ["exhibit-scores", "exhibit-ranks"]
    data = exhibits[0].select_one("a.download")["href"]
    assert (built / data).read_text(encoding="utf-8") == DATA
    for exhibit, code in zip(exhibits, ("show(1)", "show(2)"), strict=True):
        link = exhibit.find("a", string="Code")["href"]
        assert html.select_one(link).find_parent("details")
        assert html.select_one(link).text.strip() == code


@pytest.mark.parametrize(
    ("page", "absent"),
    [("index.html", "not yet in this book"), ("th/index.html", "ยังไม่มีในหนังสือเล่มนี้")],
)
def test_an_exhibit_is_found_by_its_key_from_any_page(built, page, absent):
    html = read(built / page)
    assert html.find("a", string="4.2.2-T1")["href"] == "chapter.html#exhibit-scores"
    assert html.select_one(".absent").text == f"SWOT ({absent})"
    assert not html.find("a", string="SWOT")


def test_options_stay_as_they_are_typed(built):
    for page in ("index.html", "th/index.html"):
        assert "strategybook add --edition 2024" in read(built / page).text


def test_thai_words_are_kept_whole_at_the_end_of_a_line(built):
    """Chromium would break them in two; what no line shows, such as a description, stays bare."""
    thai = read(built / "th" / "chapter.html")
    assert [word.text for word in thai.select("article .whole")] == ["ดีขึ้น"]
    assert thai.select_one(".exhibit img")["alt"] == BOOK["th"]["alternative"]
    assert not read(built / "chapter.html").select(".whole")


def test_cells_of_a_stacked_table_tell_their_headings(built):
    """On a phone each stands below its heading; an empty cell takes no room."""
    cells = read(built / "chapter.html").select("table.stacked td")
    labels = [(cell.text, cell.get("data-label")) for cell in cells]
    assert labels == [("1", "A"), ("2", "B"), ("3", "A"), ("", None)]


def test_folded_code_and_the_theme_speak_the_pages_language(built):
    thai, english = read(built / "th" / "chapter.html"), read(built / "chapter.html")
    assert thai.select_one("details summary .collapsed").text == "แสดงโค้ด"
    assert english.select_one("details summary .collapsed").text == "Show the code"
    assert thai.select_one("#pst-skip-link").text == "ข้ามไปยังเนื้อหาหลัก"
    assert english.select_one("#pst-skip-link").text == "Skip to main content"


def test_thai_pages_are_indexed_by_groups_of_letters(built):
    assert "splitQuery" in (built / "th" / "_static" / "language_data.js").read_text("utf-8")
    index = (built / "th" / "searchindex.js").read_text(encoding="utf-8")
    terms = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))["terms"]
    assert {"ประเท", "ไทย"} <= terms.keys()


def test_the_fonts_are_served_by_the_site_itself(built):
    for font in ("Sarabun-Regular.ttf", "Sarabun-Bold.ttf"):
        assert (built / "_static" / font).read_bytes()[:4] == b"\x00\x01\x00\x00"
        assert font in (built / "_static" / "book.css").read_text(encoding="utf-8")


def test_the_same_book_gives_the_same_bytes_in_another_folder(built, tmp_path):
    again = tmp_path / "another folder" / "site"
    site.build(write_book(tmp_path / "project"), again)
    assert contents(again) == contents(built)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder`."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("(chapter-printed)=", "", "the heading 'As printed' has no label"),
        ("scores.svg", "lost.svg", "image file not readable: chapter/lost.svg"),
        ("hide-input", "remove-input", "no cell shows the code #code-scores"),
    ],
)
def test_a_page_with_a_defect_leaves_the_old_site_and_says_which(tmp_path, old, new, told):
    root = write_book(tmp_path)
    change(root / "book" / "en" / "chapter.ipynb", old, new)
    (root / "_build" / "html").mkdir(parents=True)
    (root / "_build" / "html" / "index.html").write_text("old", encoding="utf-8")
    with pytest.raises(UserError, match=r"book/en: found pages that cannot be rendered") as error:
        site.build(root, root / "_build" / "html", languages=("en",))
    assert told in str(error.value)
    assert "chapter.ipynb" in str(error.value)
    assert str(root) not in str(error.value)
    assert contents(root / "_build" / "html") == {"index.html": b"old"}


def test_jupyter_book_alone_renders_the_english_book(tmp_path):
    root = write_book(tmp_path)
    (root / ".venv").mkdir()
    (root / ".venv" / "README.md").write_text("# Not of the book\n", encoding="utf-8")
    code = "from jupyter_book.cli.main import main; main()"
    flags = [".", "-W", "--keep-going", "--quiet"]
    subprocess.run(
        [sys.executable, "-c", code, "build", *flags],
        cwd=root,
        env={**os.environ, "PYTHONUTF8": "1"},
        check=True,
        capture_output=True,
    )
    html = read(root / "_build" / "html" / "book" / "en" / "chapter.html")
    assert html.h1.text == "E-government"
    assert not html.select("a.language-switch")


DEFECTS = {
    "chapter.html: lost.html leads nowhere.": (
        "chapter.html",
        'href="index.html"',
        'href="lost.html"',
    ),
    "index.html: chapter.html#lost leads nowhere.": (
        "index.html",
        "chapter.html#chapter-printed",
        "chapter.html#lost",
    ),
    "chapter.html: _images/lost.svg leads nowhere.": (
        "chapter.html",
        "_images/scores.svg",
        "_images/lost.svg",
    ),
    "chapter.html: https://example.org/a.js is fetched from another place.": (
        "chapter.html",
        "</head>",
        '<script src="https://example.org/a.js"></script></head>',
    ),
    "_static/book.css: https://example.org/a.ttf is fetched from another place.": (
        "_static/book.css",
        "Sarabun-Bold.ttf",
        "https://example.org/a.ttf",
    ),
    "_static/book.css: lost.ttf leads nowhere.": (
        "_static/book.css",
        "Sarabun-Bold.ttf",
        "lost.ttf",
    ),
    "chapter.html: the picture _images/scores.svg has no alternative text.": (
        "chapter.html",
        "Two bars, the second lower",
        "",
    ),
    "th/chapter.html: the heading #chapter-printed of the other language is missing.": (
        "th/chapter.html",
        'section id="chapter-printed"',
        'p id="chapter-printed"',
    ),
    "chapter.html: there is no way to the same page in the other language.": (
        "chapter.html",
        'class="language-switch"',
        "",
    ),
    "Exhibit 4.2.2-T1 is shown 0 times in language th, not once.": (
        "th/chapter.html",
        "data-exhibit",
        "data-lost",
    ),
    "Exhibit 4.2.2-T1 is shown 2 times in language en, not once.": (
        "index.html",
        "</article>",
        '<div data-exhibit="4.2.2-T1"></div></article>',
    ),
}


@pytest.mark.parametrize("sentence", DEFECTS)
def test_a_defect_of_the_site_is_told_in_one_sentence(built, tmp_path, sentence):
    copy = shutil.copytree(built, tmp_path / "site")
    file, old, new = DEFECTS[sentence]
    change(copy / file, old, new)
    assert site.check(copy) == [sentence]


def test_the_committed_book_is_fit_to_publish_and_shows_each_exhibit_once(tmp_path):
    """Dead links, pictures without words and requests to elsewhere make the build fail."""
    output = tmp_path / "html"
    site.build(paths.ROOT, output)
    for folder in (output, output / "th"):
        exhibits = [
            element["data-exhibit"]
            for page in sorted(folder.glob("*.html"))
            for element in read(page).select("[data-exhibit]")
        ]
        assert sorted(exhibits) == sorted(strategy.exhibits().index)
