"""What tests share.

Tests see the editions that were held in November 2026, so that what they expect of the newest
figures stays true when editions are added; those marked `as_held` see every edition.
"""

import functools
import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings

from strategybook import editions, observations, paths
from strategybook.errors import SPOKEN
from strategybook.pipeline import environment
from tests.projects import COMMITTED, forget, make_project, move_to
from tests.publisher_files import EPI, THAILAND, cell, survey

# A test that fails when the machine is busy tells nothing.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Messages are tested in English, whatever the machine speaks.
os.environ[SPOKEN] = "en"

SHARED = paths.ROOT.parent / "shared"
HELD_THEN = Path(__file__).with_name("held_in_november_2026.csv")
_every_edition = editions.editions


@functools.cache
def _held_then() -> pd.DataFrame:
    return _every_edition().merge(pd.read_csv(HELD_THEN, dtype=str))


def _editions_for_tests() -> pd.DataFrame:
    """Return the register of editions as it was, or of another project as it is."""
    return _held_then() if paths.RAW == COMMITTED else _every_edition()


_editions_for_tests.cache_clear = _every_edition.cache_clear
editions.editions = _editions_for_tests


@pytest.fixture(autouse=True)
def _as_held(request, monkeypatch):
    """Let tests that are marked so see every edition."""
    if request.node.get_closest_marker("as_held"):
        monkeypatch.setattr(editions, "editions", _every_edition)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the publishers' own files; tests on them are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the publishers' own files are not here")
    return SHARED


@pytest.fixture(scope="session")
def panel():
    """Observations of all countries, from data/raw."""
    return observations.collect()


@pytest.fixture(scope="session")
def panel_as_held(panel):
    """Observations of all countries and every edition, to compare with what was made of them."""
    every = _every_edition()
    return panel if len(every) == len(_held_then()) else observations.of_editions(every, paths.RAW)


@pytest.fixture(scope="session")
def latest(panel):
    """The observations that the newest editions give."""
    return editions.select(panel, "latest")


@pytest.fixture(scope="session")
def printed(panel):
    """The observations that the strategy's authors had."""
    return editions.select(panel, "strategy")


@pytest.fixture(autouse=True)
def _back_to_the_project(monkeypatch):
    """Forget what a test that moved to another project has read there."""
    yield
    if paths.RAW != COMMITTED:
        forget()


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A project that holds the UN's survey of 2024, and that the package works in."""
    folder = (tmp_path / "project").resolve()
    make_project(folder, {"un_egov": ["2024"]})
    move_to(folder, monkeypatch)
    monkeypatch.setattr(environment, "fix", lambda: None)
    return folder


@pytest.fixture
def other(tmp_path):
    """A survey with another figure than the one held."""
    file = tmp_path / "other.csv"
    file.write_bytes(survey(cell(THAILAND, EPI, "0.7543")))
    return file
