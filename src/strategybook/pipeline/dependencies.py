"""Which files of the package a module or notebook depends on, through its imports.

pytask re-runs what depends on a changed file, if it knows of the file. A module's own data lie
beside it under the same stem (`language.py`, `language.csv`), so they are found with it.
"""

import ast
import functools
import json
from pathlib import Path

from strategybook import datapackage

PACKAGE = Path(__file__).parents[1]


@functools.cache
def _module_files(name: str) -> list[Path]:
    """Return the files of a module of the package, with its data, or none for other modules."""
    parts = name.split(".")
    if parts[0] != PACKAGE.name:
        return []
    module = PACKAGE.joinpath(*parts[1:])
    if module.is_dir():
        return [module / "__init__.py"]
    return sorted(module.parent.glob(f"{module.name}.*"))


def _imported(source: str) -> set[str]:
    """Return the names of all modules, and of what is imported from them, in Python source."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


@functools.cache
def _source(file: Path) -> str:
    if file.suffix != ".ipynb":
        return file.read_text(encoding="utf-8")
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


@functools.cache
def _files_imported(file: Path) -> set[Path]:
    """Return the files of the package that `file` itself imports, with their data."""
    return {path for name in _imported(_source(file)) for path in _module_files(name)}


def files_behind(file: Path) -> list[Path]:
    """Return the files of the package that `file` imports, directly or not, with their data.

    Parameters
    ----------
    file
        A Python module or a notebook; it is not in the result unless the package imports it.
    """
    found: set[Path] = set()
    waiting = [file]
    while waiting:
        new = _files_imported(waiting.pop()) - found
        found |= new
        waiting += [path for path in new if path.suffix == ".py"]
    return sorted(found)


def files_behind_data(file: Path) -> list[Path]:
    """Return the files behind a module that reads `data/raw`, the readers among them.

    A reader is found by the name of its source when it is needed, so imports do not show it.
    """
    readers = sorted((PACKAGE / "readers").rglob("*.py"))
    return sorted({*readers, *(path for own in [file, *readers] for path in files_behind(own))})


def tables_named(code: list[Path]) -> list[Path]:
    """Return the tables of `data/processed` that code names, as a string with their ending.

    Parameters
    ----------
    code
        Python modules and notebooks; other files are passed over.
    """
    source = "\n".join(_source(file) for file in code if file.suffix in (".py", ".ipynb"))
    made = [name for name in datapackage.tables() if name.startswith("processed/")]
    return [datapackage.DATA / name for name in made if f'"{Path(name).name}"' in source]
