"""Small projects for tests, made from what data/raw holds."""

import shutil
import sys

from strategybook import paths

COMMITTED = paths.RAW


def make_project(folder, sources=None):
    """Make a project that holds some editions of some sources, and return its data/raw."""
    raw = folder / "data" / "raw"
    shutil.copytree(COMMITTED / "strategy", raw / "strategy")
    for name in ("sources.csv", "country_names.csv", "groups.csv"):
        shutil.copy(COMMITTED / name, raw)
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


def contents(folder):
    """Return what every file of a folder holds, but for the lock of runs, which holds nothing."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != "run.lock"
    }
