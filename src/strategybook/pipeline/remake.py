"""Prove that what is committed is what code and data give: make everything again from nothing.

Everything that people write is copied into a scratch folder, everything that code makes is left
out, the pipeline runs there, and what it makes is compared byte by byte with what is here.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from strategybook import files, paths, seal
from strategybook.alone import alone
from strategybook.errors import InputError

# What people write: all that a run reads.
SOURCES = [
    "data/raw",
    "data/issued",
    "notebooks",
    "tasks",
    "src",
    "pyproject.toml",
    "requirements.lock",
    "_config.yml",
    "_toc.yml",
    "book",
]
# What code makes, and version control keeps.
MADE = ["data/datapackage.json", "data/processed/*.csv", "book/*/*.ipynb", "book/*/*/*"]
MADE += ["pytask.lock"]
NOT_COMMITTED = {"data/processed/panel.csv"}  # made by `strategybook panel` for use outside


def made(root: Path) -> dict[str, Path]:
    """Return the files under `root` that code makes, by their path from the root."""
    found = {
        file.relative_to(root).as_posix(): file
        for pattern in MADE
        for file in root.glob(pattern)
        if file.is_file()
    }
    return {name: found[name] for name in sorted(found) if name not in NOT_COMMITTED}


def _copy_sources(scratch: Path) -> None:
    ignore = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    for name in SOURCES:
        source, target = paths.ROOT / name, scratch / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=ignore)
        else:
            shutil.copy2(source, target)
    for file in made(scratch).values():
        file.unlink()


def _make(scratch: Path) -> None:
    environment = os.environ | {
        "STRATEGYBOOK_ROOT": str(scratch),
        "PYTHONPATH": str(scratch / "src"),
    }
    command = [sys.executable, "-m", "strategybook.cli", "book"]
    if subprocess.run(command, cwd=scratch, env=environment, check=False).returncode:
        raise InputError("strategybook check", "book.nothing")


def compare() -> list[str]:
    """Make everything from nothing in a scratch folder and compare.

    Returns
    -------
    One line a file that differs, is missing here, or is here though nothing makes it.
    """
    with files.scratch() as folder:
        scratch = Path(folder).resolve()
        with alone():
            seal.check()
            _copy_sources(scratch)
        _make(scratch)
        here, again = made(paths.ROOT), made(scratch)
        lines = [f"{name}: nothing makes this file" for name in here if name not in again]
        lines += [f"{name}: missing here" for name in again if name not in here]
        lines += [
            f"{name}: other bytes"
            for name in here.keys() & again.keys()
            if here[name].read_bytes() != again[name].read_bytes()
        ]
        return sorted(lines)
