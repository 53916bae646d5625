"""The ways in (pip with requirements.lock, conda with environment.yml) give the same versions.

`python make.py lock` puts right whatever fails here.
"""

import re
import tomllib
from importlib.metadata import distributions

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from make import CONDA_NAMES, ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
GROUPS = {"project": PYPROJECT["project"]["dependencies"], **PYPROJECT["dependency-groups"]}
ASKED = {
    canonicalize_name(requirement.name): requirement
    for requirement in map(Requirement, [line for group in GROUPS.values() for line in group])
}
ENTRIES = re.split(r"\n(?=\S)", LOCK.strip())
LOCKED = {
    canonicalize_name(requirement.name): requirement
    for requirement in (Requirement(entry.split("\\\n")[0]) for entry in ENTRIES)
}


def version(name):
    """Return the version that the lock pins a package to."""
    return str(LOCKED[name].specifier).removeprefix("==")


def installed():
    """Return the version of every package that this Python can import."""
    return {canonicalize_name(one.name): one.version for one in distributions()}


def test_there_is_a_group_for_running_testing_and_building():
    assert {"project", "test", "build"} <= set(GROUPS)


@pytest.mark.parametrize("name", sorted(ASKED))
def test_lock_satisfies_what_is_asked_for(name):
    assert name in LOCKED, f"{name} is not in requirements.lock: run `python make.py lock`"
    assert ASKED[name].specifier.contains(version(name))


def test_lock_pins_each_package_once_to_one_version():
    assert len(ENTRIES) == len(LOCKED)
    loose = [
        name for name, one in LOCKED.items() if not re.fullmatch(r"==[^,*]+", str(one.specifier))
    ]
    assert loose == []


def test_every_package_of_the_lock_has_hashes():
    hashed = r"\\\n    --hash=sha256:[0-9a-f]{64}"
    without = [entry.split(" ")[0] for entry in ENTRIES if not re.search(hashed, entry)]
    assert without == []


def test_lock_names_no_place_to_get_packages_from():
    assert re.findall(r"://|--index|--find-links|--trusted", LOCK) == []


def test_this_python_has_the_versions_of_the_lock():
    """A conda environment has not: only what is asked for by name is pinned there."""
    found = installed()
    different = {
        name: found.get(name)
        for name, one in LOCKED.items()
        if one.marker is None or one.marker.evaluate()
        if name not in found or Version(found[name]) != Version(version(name))
    }
    assert different == {}, "run `make test`, which sets up .venv from the lock"


def test_conda_gets_the_same_versions_of_all_that_is_asked_for_and_nothing_else():
    *packages, pip = CONDA["dependencies"]
    by_pip = {name for name in ASKED if CONDA_NAMES.get(name, name) is None}
    from_conda = {name: CONDA_NAMES.get(name, name) for name in set(ASKED) - by_pip}
    expected = [f"{its}={version(name)}" for name, its in from_conda.items()]
    assert sorted(packages) == sorted([*expected, "python=3.11", "pip"])
    assert sorted(pip["pip"]) == sorted([*(f"{name}=={version(name)}" for name in by_pip), "-e ."])


def test_conda_uses_the_open_channel_alone():
    assert (CONDA["name"], CONDA["channels"]) == ("strategybook", ["conda-forge", "nodefaults"])


def test_jupyter_book_stays_below_version_2():
    """Jupyter Book 2 is another program: it reads neither _config.yml nor Sphinx extensions."""
    assert not ASKED["jupyter-book"].specifier.contains("2.0.0")
    assert version("jupyter-book").startswith("1.")
