"""Small projects for tests, made from what data/raw holds."""

import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from strategybook import cli, paths

COMMITTED = paths.RAW
UNFINISHED_NAME = r"\w{8}\.unfinished$"  # the end that makes a new file's name its own


def make_project(folder, sources=None):
    """Make a project that holds some editions of some sources, and return its data/raw."""
    raw = folder / "data" / "raw"
    shutil.copytree(COMMITTED / "strategy", raw / "strategy")
    for file in COMMITTED.glob("*.csv"):
        if file.name != "editions.csv":
            shutil.copy(file, raw)
    names = [f"{source}/{name}.csv" for source, held in (sources or {}).items() for name in held]
    for name in names:
        (raw / name).parent.mkdir(exist_ok=True)
        shutil.copy(COMMITTED / name, raw / name)
    if names:
        lines = (COMMITTED / "editions.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines[1:] if any(f",{name}," in line for name in names)]
        (raw / "editions.csv").write_text("".join([lines[0], *kept]), "utf-8", newline="\n")
    return raw


def move_to(folder, patch):
    """Let the package work in a project."""
    patch.setattr(paths, "ROOT", folder)
    patch.setattr(paths, "RAW", folder / "data" / "raw")
    patch.setattr(paths, "PROCESSED", folder / "data" / "processed")
    patch.setattr(paths, "BOOK", folder / "book")
    patch.setattr(paths, "BUILD", folder / "_build")
    forget()


def forget():
    """Empty the package's caches, which hold what another project's files say."""
    modules = [module for name, module in sys.modules.items() if name.startswith("strategybook")]
    for module in modules:
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def refused(capsys, *arguments):
    """Run a command that must end with status 2, and return its sentence."""
    with pytest.raises(SystemExit) as end:
        cli.main([str(argument) for argument in arguments])
    assert end.value.code == 2
    return capsys.readouterr().err


def note_moves(patch, folder):
    """Return a list that gets each wait for the disk and each move in `folder`, in their order.

    Such as `sync .2022.csv.*`, `move 2022.csv`, `sync un_egov`: a file, its move and its folder.
    """
    noted, names = [], {}
    opened, fsync, replace = os.open, os.fsync, os.replace

    def note(word, place):
        if folder in (place, *place.parents):
            noted.append(f"{word} {re.sub(UNFINISHED_NAME, '*', place.name)}")

    def note_open(place, *flags, **more):
        handle = opened(place, *flags, **more)
        names[handle] = Path(place)
        return handle

    def note_sync(handle):
        fsync(handle)
        note("sync", names[handle])

    def note_move(source, target):
        replace(source, target)
        note("move", target)

    patch.setattr(os, "open", note_open)
    patch.setattr(os, "fsync", note_sync)
    patch.setattr(os, "replace", note_move)
    return noted


def contents(folder):
    """Return what every file of a folder holds, but for the lock of runs, which holds nothing."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != "run.lock"
    }
