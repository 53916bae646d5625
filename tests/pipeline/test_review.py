"""What reviewers are told of a change: which value of which key, from what to what."""

import shutil
import subprocess

import pandas as pd
import pytest

from strategybook import paths
from strategybook.errors import InputError
from strategybook.pipeline import review

OBSERVATIONS = "data/processed/observations.csv"
CHECK = "data/processed/printed_check.csv"


def git(root, *arguments):
    person = ("-c", "user.name=reviewer", "-c", "user.email=")
    subprocess.run(["git", *person, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A repository with the two tables that the book had first, as committed on main."""
    for name in (OBSERVATIONS, CHECK):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(paths.ROOT / name, tmp_path / name)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "Tables")
    monkeypatch.setattr(review.paths, "ROOT", tmp_path)
    monkeypatch.setattr(review.datapackage, "DATA", tmp_path / "data")
    tables = ["processed/observations.csv", "processed/printed_check.csv"]
    monkeypatch.setattr(review.datapackage, "tables", lambda: tables)
    return tmp_path


def test_without_a_change_nothing_is_reported(project):
    assert review.report("main").splitlines() == [
        f"{OBSERVATIONS}: nothing changed",
        f"{CHECK}: nothing changed",
        "book/: no exhibit's data changed",
    ]


def test_one_changed_figure_is_one_line_with_both_values(project):
    text = (project / OBSERVATIONS).read_text(encoding="utf-8")
    # EGOV_DATA_2024.csv: Thailand's EGDI is 0.8351.
    old = "un_egov,2024,egdi,THA,2024,score,0.8351,"
    assert text.count(old) == 1
    changed = text.replace(old, old.replace("0.8351", "0.84"))
    (project / OBSERVATIONS).write_text(changed, encoding="utf-8", newline="\n")
    assert review.report("main").splitlines()[:2] == [
        f"{OBSERVATIONS}: 0 new, 0 gone, 1 changed",
        "  changed un_egov 2024 egdi THA 2024 score, value: 0.8351 -> 0.84",
    ]


def test_rows_that_come_and_go_are_named_by_their_key(project):
    table = pd.read_csv(project / CHECK, dtype=str, keep_default_na=False)
    table.iloc[1:].to_csv(project / CHECK, index=False, lineterminator="\n")
    line = review.report("main").splitlines()[2]
    assert line == f"  gone    {table['printed_id'].iloc[0]}"


def test_an_unknown_commit_is_one_sentence(project):
    with pytest.raises(InputError, match="BASE: found 'nowhere', expected a branch"):
        review.report("nowhere")
