"""How long the pipeline takes, beside papermill one after another and a plain Jupyter Book build.

`python benchmarks/pipeline.py [REPEATS]` works in scratch copies of the project. It prints medians
of whole commands and their ratio to the named alternative, measured in turn in the same run.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "_build", ".pytask", "__pycache__", ".*_cache")
TABLES = "data/processed/*.csv"
MADE = ["pytask.lock", TABLES, "book/*/*.ipynb"]


def copy_without_outputs(folder: Path) -> Path:
    """Copy the project into `folder` and remove everything that code makes."""
    root = folder / "project"
    shutil.copytree(ROOT, root, ignore=NOT_COPIED)
    for file in [file for pattern in MADE for file in root.glob(pattern)]:
        file.unlink()
        shutil.rmtree(file.with_suffix(""), ignore_errors=True)  # a chapter's figures
    return root


def seconds(root: Path, *commands: list) -> float:
    """Run commands one after another in `root` and return how long they took together."""
    environment = os.environ | {"STRATEGYBOOK_ROOT": str(root), "PYTHONPATH": str(root / "src")}
    started = time.perf_counter()
    for command in commands:
        subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)
    return time.perf_counter() - started


def by_hand(root: Path) -> list[list]:
    """Return the commands of the alternative: papermill for each page, then Jupyter Book twice.

    They make the executed chapters and two sites, but no tables of data, no checks and no gate.
    """
    papermill, jupyter_book = BIN / "papermill", BIN / "jupyter-book"
    runs = [
        [
            papermill,
            notebook,
            root / "book" / language / notebook.name,
            *("-p", "language", language, "--cwd", root / "book" / language),
        ]
        for notebook in sorted(root.glob("notebooks/*.ipynb"))
        for language in ("en", "th")
    ]
    contents = (root / "_toc.yml").read_text(encoding="utf-8")
    (root / "_toc_th.yml").write_text(contents.replace("book/en/", "book/th/"), encoding="utf-8")
    thai = ["--toc", "_toc_th.yml", "--path-output", "_build/thai"]
    return [*runs, [jupyter_book, "build", "."], [jupyter_book, "build", ".", *thai]]


def measure() -> dict[str, float]:
    """Measure everything once, in fresh copies."""
    book = [sys.executable, "-m", "strategybook.cli", "book"]
    with tempfile.TemporaryDirectory() as folder:
        root = copy_without_outputs(Path(folder).resolve())
        full = seconds(root, book)
        nothing = seconds(root, book)
        figures = root / "data/raw/un_egov/2024.csv"
        text = figures.read_text(encoding="utf-8")
        figures.write_text(text.replace("THA,2024,52,", "THA,2024,51,"), encoding="utf-8")
        changed = seconds(root, book)
    with tempfile.TemporaryDirectory() as folder:
        root = copy_without_outputs(Path(folder).resolve())
        for table in ROOT.glob(TABLES):
            shutil.copy2(table, root / "data/processed")
        alternative = seconds(root, *by_hand(root))
    return {
        "a full run": full,
        "nothing changed": nothing,
        "one figure changed": changed,
        "papermill one after another and two plain builds": alternative,
        "ratio of a full run to these": full / alternative,
    }


def main() -> None:
    """Repeat, and print medians with the smallest and largest."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    runs = [measure() for _ in range(repeats)]
    for name in runs[0]:
        values = [run[name] for run in runs]
        print(
            f"{name}: {statistics.median(values):.2f} "
            f"(from {min(values):.2f} to {max(values):.2f}, {repeats} times)"
        )


if __name__ == "__main__":
    main()
