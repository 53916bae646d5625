"""Where everything lies, relative to the project's root."""

import os
from pathlib import Path

ROOT = Path(os.environ.get("STRATEGYBOOK_ROOT", Path(__file__).parents[2])).resolve()
RAW = ROOT / "data" / "raw"
PROCESSED = ROOT / "data" / "processed"
ISSUED = ROOT / "data" / "issued"
NOTEBOOKS = ROOT / "notebooks"
BOOK = ROOT / "book"
BUILD = ROOT / "_build"


def shown(path: Path) -> str:
    """Return `path` as a person should read it: relative to the root where it lies inside."""
    path = Path(path)
    try:
        return path.resolve().relative_to(ROOT).as_posix()
    except ValueError:
        return path.name


def inside(folder: Path, name: str) -> Path:
    """Return the place of a file that a register names, relative to `folder`.

    Raises
    ------
    InputError
        Where the name leads out of the folder.
    """
    from strategybook.errors import InputError  # which itself shows paths

    if not (folder / name).resolve().is_relative_to(folder.resolve()):
        raise InputError(RAW / "editions.csv", "held.outside")
    return folder / name
