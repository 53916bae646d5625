"""The chapters on IMD, trust, the last strategy and the success indicators, run in this process."""

import functools
import re
from collections import Counter

import nbformat
import pytest

from strategybook import paths, strategy
from strategybook.editions import select
from strategybook.parameters import ASEAN_PEERS, with_peers
from strategybook.show import exhibits
from strategybook.show.exhibits import Chapter

KEYS = {
    "imd": ["4.1-C", "4.1-P", "4.1-T", "4.2.1-C", "4.2.1-L"],
    "trust": ["4.4.2-C", "4.4.2-P"],
    "last_strategy": [
        *("3.1-C", "3.1-C2", "3.1-L", "3.1-P"),
        *("3.2-C", "3.2-P", "3.3-C", "3.3-L", "3.3-P"),
    ],
    "success_indicators": [
        *("A1-T", "A1.1", "A1.3", "A1.4", "A1.6", "A1.7", "A1.8", "A1.10", "A1.11", "A1.12"),
        *("6-K", "6.1-K", "6.2-K", "6.3-K"),
    ],
}


def code(name):
    notebook = nbformat.read(paths.NOTEBOOKS / f"{name}.ipynb", as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def seen(panel):
    """Return the observations that `as_of` may see, each selected once."""
    return functools.cache(lambda when: select(panel, when))


def run(name, country, language, as_of, seen, monkeypatch):
    """Run the code of a chapter and return what it shows, as plain text."""
    shown = []
    monkeypatch.setattr(exhibits, "display", lambda output, raw: shown.append(output["text/plain"]))
    monkeypatch.setattr(Chapter, "observations", lambda _, when: seen(when))
    peers = list(with_peers(country, ASEAN_PEERS))
    values = {"country": country, "language": language, "as_of": as_of, "peers": peers}
    for cell in code(name):
        if "parameters" not in cell.metadata.get("tags", []):
            exec(cell.source, values)
    return "\n".join(shown)


@pytest.fixture
def here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def keys_of(name):
    source = "\n".join(cell.source for cell in code(name))
    return re.findall(r'exhibit="([^"]+)"', source)


@pytest.mark.parametrize("name", KEYS)
def test_a_chapter_has_its_exhibits(name):
    assert sorted(keys_of(name)) == sorted(KEYS[name])


def test_no_exhibit_stands_twice_in_the_book():
    every = [key for file in paths.NOTEBOOKS.glob("*.ipynb") for key in keys_of(file.stem)]
    assert [key for key, times in Counter(every).items() if times > 1] == []


@pytest.mark.parametrize("name", KEYS)
def test_what_the_strategy_printed_is_on_the_page(name, here, seen, monkeypatch):
    """Each printed value of the chapter's exhibits, with its exact digits."""
    text = run(name, "THA", "en", "latest", seen, monkeypatch)
    # Prose writes numbers with separators and true minus signs.
    plain = text.replace("\N{MINUS SIGN}", "-").replace(",", "")
    table = strategy.printed_values()
    for _, row in table[table["exhibit"].isin(KEYS[name])].iterrows():
        digits = rf"(?<![\d.]){re.escape(row['value'].lstrip('+-'))}(?![\d]|\.\d)"
        assert re.search(digits, plain), row["printed_id"]


@pytest.mark.parametrize("name", KEYS)
def test_thai_pages_have_thai_words_and_buddhist_years(name, here, seen, monkeypatch):
    text = run(name, "THA", "th", "latest", seen, monkeypatch)
    told = re.sub(r"ค\.ศ\. [\d, ถึง(และรวมฉบับ)]+|https?://\S+", "", text)
    assert not re.search(r"ปี 20\d\d", told)
    assert re.search("25[67]\\d", told)


@pytest.mark.parametrize("name", ["imd", "trust"])
@pytest.mark.parametrize(
    ("country", "as_of"),
    [("VNM", "latest"), ("SGP", "strategy"), ("FRA", "2022"), ("THA", "2018"), ("THA", "2010")],
)
def test_an_index_chapter_runs_for_any_country_and_edition(
    name, country, as_of, here, seen, monkeypatch
):
    text = run(name, country, "en", as_of, seen, monkeypatch)
    assert exhibits.country_name(country, "en") in text
    assert ("2025" in text) == (as_of == "latest")


def test_a_country_that_imd_does_not_rank_is_told_so(here, seen, monkeypatch):
    text = run("imd", "VNM", "en", "latest", seen, monkeypatch)
    assert "IMD overall: there are no data for Viet Nam." in text
    assert "target 20" not in text


def test_the_numbers_in_the_registers_of_the_last_strategy_are_the_printed_ones():
    table = strategy.printed_values()
    mine = table["exhibit"].isin([*KEYS["last_strategy"], "A1.1"])
    # Years that the words name, and how many components the EGDI has.
    known = set(table.loc[mine, "value"]) | {"2022", "2565", "3", "1", "2"}
    for name in ("last_strategy_results", "last_strategy_lists"):
        text = (paths.RAW / "strategy" / f"{name}.csv").read_text(encoding="utf-8")
        rows = text.replace("1,395", "1395").replace("1,025", "1025").splitlines()[1:]
        for row in rows:
            told = re.sub(r"^(\d|[\d.]+-L,\d),", "", row)
            assert set(re.findall(r"\d+(?:\.\d+)?", told)) <= known, row
