"""What tests share."""

from pathlib import Path

import pytest
from hypothesis import settings

from strategybook import observations, paths

# A test that fails when the machine is busy tells nothing.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

SHARED = paths.ROOT.parent / "shared"


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
