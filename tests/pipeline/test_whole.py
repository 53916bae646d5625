"""All or nothing: what is committed after a run that fails, and after one that was killed."""

import os
import subprocess

import pytest

from strategybook.errors import UserError
from strategybook.files import write_text
from strategybook.pipeline import remake, whole
from strategybook.pipeline.whole import all_or_nothing
from tests.projects import contents

TABLE, PAGE, FIGURE = "data/processed/a.csv", "book/en/x.ipynb", "book/en/x/f.svg"
OLD = {TABLE: "1\n", PAGE: "old", FIGURE: "<old/>", "pytask.lock": "old"}


@pytest.fixture
def book(root):
    """A project with a few made files."""
    for name, text in OLD.items():
        write_text(root / name, text)
    return root


def made(root):
    return {name: file.read_text(encoding="utf-8") for name, file in remake.made(root).items()}


def make(root, **texts):
    """Make some files as tasks do, and the lock file as pytask does: in its place."""
    for name, text in texts.items():
        write_text(root / name, text)
    (root / "pytask.lock").write_text("new", encoding="utf-8")


def test_a_run_that_ends_well_leaves_what_it_made(book):
    with all_or_nothing():
        make(book, **{TABLE: "2\n"})
    assert made(book) == OLD | {TABLE: "2\n", "pytask.lock": "new"}
    assert not list((book / "_build").glob("before*"))


@pytest.mark.parametrize("fault", [UserError("x"), KeyboardInterrupt(), RuntimeError("x")])
def test_a_run_that_fails_leaves_all_as_it_was(book, fault):
    """Changed, new and removed files alike, and nothing is left beside them."""
    before = contents(book / "book") | contents(book / "data")
    with pytest.raises(type(fault)), all_or_nothing():
        make(book, **{TABLE: "2\n", PAGE: "new", "book/en/x/g.svg": "<new/>"})
        (book / FIGURE).unlink()
        raise fault
    assert made(book) == OLD
    assert contents(book / "book") | contents(book / "data") == before


def test_the_next_run_goes_on_from_what_was_made(book):
    with pytest.raises(UserError), all_or_nothing():
        make(book, **{TABLE: "2\n"})
        raise UserError("x")
    with all_or_nothing():
        assert made(book) == OLD | {TABLE: "2\n", "pytask.lock": "new"}
        make(book, **{PAGE: "new"})
    assert made(book) == OLD | {TABLE: "2\n", PAGE: "new", "pytask.lock": "new"}
    assert not list((book / "_build").glob("after*"))


def test_after_a_kill_what_was_there_before_is_what_is_put_back(book):
    whole._keep_before()
    make(book, **{TABLE: "2\n"})  # and killed
    with pytest.raises(UserError), all_or_nothing():
        make(book, **{PAGE: "new"})
        raise UserError("x")
    assert made(book) == OLD


def test_what_was_there_before_another_commit_is_not_put_back(book):
    def git(*arguments):
        person = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
        subprocess.run(["git", *person, *arguments], cwd=book, check=True, capture_output=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-q", "-m", "One")
    whole._keep_before()  # and killed
    write_text(book / TABLE, "3\n")
    git("add", "-A")
    git("commit", "-q", "-m", "Two")
    with pytest.raises(UserError), all_or_nothing():
        make(book, **{TABLE: "4\n"})
        raise UserError("x")
    assert made(book) == OLD | {TABLE: "3\n"}


def test_a_disk_without_links_keeps_copies(book, monkeypatch):
    def refused(*_):
        raise OSError

    monkeypatch.setattr(os, "link", refused)
    with pytest.raises(UserError), all_or_nothing():
        make(book, **{TABLE: "2\n"})
        raise UserError("x")
    assert made(book) == OLD
