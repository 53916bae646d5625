"""Runs: the book has every chapter, another country's those that can be about it."""

import json

import nbformat
import pytest

from strategybook import paths
from strategybook.language import LANGUAGES
from strategybook.pipeline import country_book, elsewhere
from strategybook.pipeline.run import Run

BOOK_ONLY = {"data", "missing"}


@pytest.fixture
def notebooks(tmp_path, monkeypatch):
    """A folder of three chapters, one of which denies to be about any country."""
    metadata = {
        "index": {},
        "open": {"strategybook": {"country": True}},
        "closed": {"strategybook": {"country": False}},
    }
    for name, own in metadata.items():
        text = json.dumps({"cells": [], "metadata": own, "nbformat": 4, "nbformat_minor": 5})
        (tmp_path / f"{name}.ipynb").write_text(text, encoding="utf-8")
    monkeypatch.setattr(paths, "NOTEBOOKS", tmp_path)
    return tmp_path


def names(run):
    return [file.stem for file in run.notebooks]


def test_a_chapter_is_about_any_country_unless_it_denies_it(notebooks):
    assert names(Run()) == ["closed", "index", "open"]
    assert names(Run("VNM")) == names(Run(as_of="2022")) == ["index", "open"]


def test_the_books_own_chapters_are_left_out_of_a_countrys_book():
    assert set(names(Run())) >= BOOK_ONLY
    assert not BOOK_ONLY & set(names(Run("VNM")))


def test_a_countrys_contents_list_only_what_it_has():
    run = Run("VNM")
    text = (paths.ROOT / "_toc.yml").read_text(encoding="utf-8")
    contents = country_book.contents(text, run.notebooks)
    listed = {line.split("/")[-1] for line in contents.splitlines() if "file:" in line}
    assert listed == set(names(run))
    assert "root: book/en/index" in contents
    for parameters in run.all_parameters():
        page = country_book.first_page(parameters, run.notebooks, run.silent_sources)
        assert [f"{{doc}}`{name}`" in page for name in names(run)] == [True] * len(listed)
        assert not any(f"`{name}`" in page for name in BOOK_ONLY)


@pytest.mark.parametrize(
    ("country", "chapters", "silent"),
    [  # who publishes figures of whom: the files of data/raw
        ("VNM", {"egovernment", "governance", "rule_of_law", "forecasts"}, {"imd", "edelman"}),
        ("SSD", {"egovernment", "governance", "forecasts"}, {"imd", "edelman", "wjp"}),
        ("TWN", {"governance", "forecasts"}, {"imd", "edelman", "wjp", "un_egov"}),
    ],
)
def test_a_countrys_book_has_the_chapters_that_have_figures_of_it(country, chapters, silent):
    run = Run(country)
    assert set(names(run)) == chapters
    assert set(run.silent_sources) == silent
    page = country_book.first_page(run.parameters("en"), run.notebooks, run.silent_sources)
    assert "Edelman Trust Barometer" in page
    assert "Thailand" in page if country == "VNM" else "Compared with" in page


@pytest.mark.parametrize("name", ["egovernment", "governance", "rule_of_law", "imd", "trust"])
def test_another_countrys_chapter_has_nothing_of_the_strategy(name):
    notebook = nbformat.read(paths.NOTEBOOKS / f"{name}.ipynb", as_version=4)
    for language, word in (("en", "strategy"), ("th", "ยุทธศาสตร์")):
        kept = elsewhere.of_country(notebook, language, ["un_egov", "wgi", "wjp"])
        mine = [cell for cell in kept.cells if language in cell.metadata.get("tags", [])]
        assert len(mine) > 3
        assert not [cell.id for cell in mine if word in cell.source]
        assert not [cell.id for cell in kept.cells if "exhibit=" in cell.source]


def test_the_books_contents_list_every_chapter_and_page():
    text = (paths.ROOT / "_toc.yml").read_text(encoding="utf-8")
    listed = {line.split("/")[-1] for line in text.splitlines() if "file:" in line}
    for language in LANGUAGES:
        pages = {file.stem for file in (paths.BOOK / language).glob("*.md")} - {"index"}
        assert listed == set(names(Run())) | pages
