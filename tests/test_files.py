"""How files are written: exports without formulas, scratch that goes, workers that stop."""

import csv
import io
import os
import re
import subprocess
import sys
import tempfile
import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategybook.alone import alone
from strategybook.files import csv_text
from tests.publisher_files import FORMULAS

NUMBERS = ["-5", "+1.5", "-0.03", "-1e-05", "0.7", "-", "+"]


def cells_of(text):
    return [row[0] for row in csv.reader(io.StringIO(text, newline=""))][1:]


def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe_and_numbers_do_not():
    assert cells_of(csv_text(pd.DataFrame({"x": FORMULAS}))) == [f"'{one}" for one in FORMULAS]
    assert cells_of(csv_text(pd.DataFrame({"x": NUMBERS}))) == NUMBERS
    assert csv_text(pd.DataFrame({"=x": [-0.5]})) == "'=x\n-0.5\n"


@given(st.lists(st.text(max_size=12), min_size=1))
def test_no_cell_that_is_exported_begins_a_formula(cells):
    exported = cells_of(csv_text(pd.DataFrame({"x": cells, "y": 1})))
    number = re.compile(r"[+-]?\d*\.?\d+([eE][+-]?\d+)?")
    for old, new in zip(cells, exported, strict=True):
        plain = old.replace("\r\n", "\n").replace("\r", "\n")
        assert new in (plain, f"'{plain}")
        assert new[:1] not in "=+-@\t\r" or len(new) < 2 or number.fullmatch(new)


def test_scratch_of_runs_killed_long_ago_is_removed_and_no_other(root, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    old, new = (tmp_path / f"strategybook-scratch-{name}" for name in ("old", "new"))
    own = tmp_path / "strategybook-of-a-person"
    for folder in (old, new, own):
        (folder / "book").mkdir(parents=True)
    two_days_ago = time.time() - 2 * 24 * 60 * 60
    for folder in (old, own):
        os.utime(folder, (two_days_ago, two_days_ago))
    with alone():
        pass
    assert not old.exists()
    assert (new / "book").exists()
    assert (own / "book").exists()


WORK = """
import sys, time
from pathlib import Path
from loky import get_reusable_executor
from strategybook import files

def work(folder):
    (folder / "begun").touch()
    while not (folder / "go on").exists():
        time.sleep(0.05)
    try:
        files.write_text(folder / "page", "old")
    finally:
        (folder / "ended").touch()

get_reusable_executor(1).submit(work, Path(sys.argv[1])).result()
"""


def wait_for(file):
    end = time.monotonic() + 120
    while not file.exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert file.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell of a parent's end")
@pytest.mark.parametrize("is_killed", [False, True])
def test_a_worker_whose_run_was_killed_writes_nothing_more(tmp_path, is_killed):
    """It could overwrite what the next run has made meanwhile."""
    run = subprocess.Popen([sys.executable, "-c", WORK, tmp_path])
    wait_for(tmp_path / "begun")
    if is_killed:
        run.kill()
        run.wait()
    (tmp_path / "go on").touch()
    wait_for(tmp_path / "ended")
    run.wait()
    assert (tmp_path / "page").exists() is not is_killed
