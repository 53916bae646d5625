"""Make the whole book with each edition to come, and tell what fails and what changes.

`python -m trials.editions_to_come FOLDER [SCENARIO...]` works in scratch copies of the data: it
adds the made files of a scenario (`tests/editions_to_come.py`) as a person would, makes every
table, and runs every chapter in both languages in this process. It tells failures, the pages that
changed, the verdicts that flipped and the time, and leaves every page as plain text in FOLDER.
"""

import contextlib
import io
import pickle
import sys
import tempfile
import time
import traceback
from pathlib import Path

import pandas as pd
import pytest

from strategybook import paths
from strategybook.language import LANGUAGES
from tests import books
from tests import editions_to_come as to_come
from tests.editions_to_come import GONE, MET, MISSED, TIED

SCENARIOS = {
    "as held": list,
    "UN 2026": lambda: [to_come.un_survey()],
    "UN 2026, targets met": lambda: [to_come.un_survey(thailand=MET)],
    "UN 2026, targets missed": lambda: [to_come.un_survey(thailand=MISSED)],
    "UN 2026, exactly the targets": lambda: [to_come.un_survey(thailand=TIED)],
    "UN 2026 without Thailand": lambda: [to_come.un_survey(thailand=GONE)],
    "WGI 2025": lambda: [to_come.wgi()],
    "WGI 2026, long layout": lambda: [to_come.wgi("2026", layout=to_come.LONG)],
    "WGI 2025, one dimension": lambda: [to_come.databank(to_come.wgi(dimensions=["rl"]))],
    "WGI 2025, six estimates": lambda: [to_come.databank(to_come.wgi())],
    "WJP 2026": lambda: [to_come.wjp()],
    "IMD 2026": lambda: [to_come.imd()],
    "IMD 2027, target met": lambda: [to_come.imd(), to_come.imd("2027", 71, MET)],
    "Edelman 2026": lambda: [to_come.edelman()],
    "OPDC 2026": lambda: [to_come.opdc()],
    "all up to 2028": to_come.every_edition,
    "all up to 2028, met": lambda: to_come.every_edition(MET),
}
VERDICTS = {"claims": "claim_id", "printed_check": "printed_id"}


def _tried(name: str, failures: list[str], task, *arguments):
    """Call a task; keep what it raises as a failure."""
    try:
        return task(*arguments)
    except BaseException as error:
        trace = traceback.extract_tb(error.__traceback__)
        own = [
            frame for frame in trace if "strategybook" in frame.filename or "cell" in frame.filename
        ]
        where = " <- ".join(f"{Path(one.filename).name}:{one.lineno}" for one in own[::-1][:4])
        failures.append(f"{name}: {type(error).__name__}: {str(error)[:300]} ({where})")
        return None


def make(made: list, output: Path) -> tuple[dict[str, books.Page], dict[str, dict], list[str]]:
    """Return pages by chapter and language, verdicts by table, and failures."""
    failures, pages, summary = [], {}, io.StringIO()
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        folder = Path(place)
        books.project(folder, patch)
        for one in made:
            with contextlib.redirect_stdout(summary):
                _tried(f"add {one.name}", failures, books.add, one, folder / "files")
        panel = _tried("data", failures, books.make_data)
        if panel is not None:
            _tried("claims", failures, books.make_claims, panel)
        _tried("forecasts", failures, books.make_forecasts)
        for chapter in books.chapters():
            for language in LANGUAGES:
                name = f"{chapter} ({language})"
                with books.without_pictures():
                    page = _tried(name, failures, books.run, chapter, language, output)
                if page:
                    pages[name] = page
                    (output / language / f"{chapter}.txt").write_text(page.plain, "utf-8")
        (output / "add.txt").write_text(summary.getvalue(), "utf-8")
        verdicts = {name: _verdicts(name, key) for name, key in VERDICTS.items()}
    return pages, verdicts, failures


def _verdicts(name: str, key: str) -> dict:
    file = paths.PROCESSED / f"{name}.csv"
    if not file.exists():
        return {}
    table = pd.read_csv(file, dtype=str, keep_default_na=False)
    said = [column for column in table.columns if "verdict" in column]
    return {row[key]: tuple(row[column] for column in said) for row in table.to_dict("records")}


def main(folder: Path, wanted: list[str]) -> None:
    """Print a line a scenario, with what flipped and what failed."""
    _, *names = SCENARIOS
    kept = folder / "as held.pickle"  # made anew after a change of code: remove it
    base = pickle.loads(kept.read_bytes()) if kept.exists() else None
    for name in ["as held", *(wanted or names)][base is not None :]:
        began = time.monotonic()
        output = folder / name.replace(" ", "-").replace(",", "")
        output.mkdir(parents=True, exist_ok=True)
        pages, verdicts, failures = make(SCENARIOS[name](), output)
        if base is None:
            base = (pages, verdicts)
            kept.write_bytes(pickle.dumps(base))
        changed = sorted(page for page in pages if pages[page] != base[0].get(page))
        flipped = [
            f"{table} {key}: {base[1][table].get(key)} -> {said}"
            for table, of_table in verdicts.items()
            for key, said in of_table.items()
            if base[1][table].get(key) != said
        ]
        print(
            f"{name}: {len(changed)} of {len(base[0])} pages changed, {len(flipped)} verdicts "
            f"flipped, {len(failures)} failures, {time.monotonic() - began:.0f} s",
            flush=True,
        )
        for line in [*flipped, *failures]:
            print("   ", line, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), sys.argv[2:])
