"""Search in Thai: cut alike in Python and JavaScript, and found by Sphinx's own search page."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import quickjs
from hypothesis import given
from hypothesis import strategies as st

from strategybook.sphinx_extension.thai_search import javascript, split

QUERIES = ("ดัชนี รัฐบาลอิเล็กทรอนิกส์ อันดับ ธรรมาภิบาล ประเทศไทย สิงคโปร์ การมีส่วนร่วม ทุนมนุษย์ ไทย EGDI").split()
PAGES = {
    "rank": "ดัชนีรัฐบาลอิเล็กทรอนิกส์ (EGDI) ของสหประชาชาติจัดให้ไทยอยู่ในอันดับที่ 55",
    "governance": "หลักธรรมาภิบาลเป็นพื้นฐานของการบริหารราชการในประเทศไทย",
    "participation": "การมีส่วนร่วมของประชาชนในประเทศสิงคโปร์สูงกว่าค่าเฉลี่ยของอาเซียน",
    "people": "ทุนมนุษย์วัดจากการรู้หนังสือและจำนวนปีการศึกษา",
    "near": "การมีงานทำ ส่วนรวม รัฐบาลท้องถิ่น ทุนสำรอง อันดี ประเทศเพื่อนบ้าน มนุษยชาติ ดัชนภา สิงหาคม",
    "alone": "ไทย",
}
# What Sphinx's search page finds in a browser; quickjs has none.
BROWSER = """
const window = {location: {search: ""}}, localStorage = {setItem() {}};
const document = {getElementById: () => null, documentElement: {dataset: {}}};
const DOCUMENTATION_OPTIONS = {}, SPHINX_HIGHLIGHT_ENABLED = false;
const _ready = () => {}, _ = (text) => text, Documentation = {gettext: _};
"""


@pytest.fixture(scope="module")
def javascript_split():
    """The search page's `splitQuery`."""
    engine = quickjs.Context()
    engine.eval(javascript())
    return lambda text: json.loads(engine.eval(f"JSON.stringify(splitQuery({json.dumps(text)}))"))


@pytest.fixture(scope="module")
def search(tmp_path_factory):
    """The search page of a small site with the pages above: query -> names of pages."""
    source, html = (tmp_path_factory.mktemp(name) for name in ("source", "html"))
    (source / "conf.py").write_text(
        "from strategybook.sphinx_extension.thai_search import ThaiSearch\n"
        "language, html_theme = 'th', 'basic'\n"
        "def setup(app):\n    app.add_search_language(ThaiSearch)\n",
        encoding="utf-8",
    )
    for name, text in PAGES.items():
        (source / f"{name}.rst").write_text(f"{name}\n====\n\n{text}\n", encoding="utf-8")
    (source / "index.rst").write_text(".. toctree::\n\n   " + "\n   ".join(PAGES), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "sphinx", "-q", source, html], check=True)
    return _search_page(html)


def _search_page(html: Path):
    engine = quickjs.Context()
    engine.eval(BROWSER)
    for script in ("_static/language_data.js", "_static/searchtools.js", "searchindex.js"):
        engine.eval((html / script).read_text(encoding="utf-8"))
    return lambda query: {
        page[0]
        for page in json.loads(
            engine.eval(
                f"JSON.stringify(Search._performSearch(...Search._parseQuery({json.dumps(query)})))"
            )
        )
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("น้ำ", ["น้ำ"]),
        ("ไทย", ["ไทย"]),
        ("ดัชนีEGDI", ["ดัช", "ชนี", "ดัชนี", "EGDI"]),
        (
            "ประเทศไทย",
            "ประ ระเท เทศ ศไท ไทย ประเท ระเทศ เทศไท ศไทย".split(),
        ),
        ("ปี 2567-2570", ["ปี", "2567", "2570"]),
        ("พ.ศ. ๒๕๖๗", ["พ", "ศ", "๒๕๖๗"]),
        ("e-government", ["e", "government"]),
    ],
)
def test_thai_is_cut_between_letters_and_never_between_a_letter_and_its_marks(text, expected):
    assert split(text) == expected


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x17F) | st.sampled_from("๐๙ๆฯ฿")))
def test_other_scripts_are_cut_alike_in_python_and_javascript(javascript_split, text):
    assert javascript_split(text) == split(text)


@given(st.text(st.characters(min_codepoint=0x0E00, max_codepoint=0x0E7F) | st.sampled_from(" a1-")))
def test_thai_is_cut_alike_in_python_and_javascript(javascript_split, text):
    assert javascript_split(text) == split(text)


@given(st.lists(st.sampled_from("กา ที่ เมื่ ไท ย ศ นี้ ผู้ แห ระ ส์".split()), min_size=2), st.data())
def test_any_two_or_more_letters_within_a_text_are_found_in_it(letters, data):
    start = data.draw(st.integers(0, len(letters) - 2))
    end = data.draw(st.integers(start + 2, len(letters)))
    assert set(split("".join(letters[start:end]))) <= set(split("".join(letters)))


@pytest.mark.parametrize("query", QUERIES)
def test_the_search_page_finds_the_pages_that_hold_the_query_and_no_other(search, query):
    assert search(query) == {name for name, text in PAGES.items() if query in text}


def test_a_query_of_two_words_finds_the_page_that_holds_both(search):
    assert search("อาเซียน สิงคโปร์") == {"participation"}
    assert search("อาเซียน ธรรมาภิบาล") == set()
