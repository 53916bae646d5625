"""Books made in this process: projects that hold more editions, their tables and their chapters.

Much faster than the pipeline, and it tells all that fails, not only what fails first.
"""

import contextlib
import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pandas as pd

from strategybook import cli, editions, observations, paths, printed_check, rank_changes
from strategybook.files import csv_text, write_text
from strategybook.parameters import ASEAN_PEERS, with_peers
from strategybook.show import exhibits
from tests.editions_to_come import Made
from tests.projects import COMMITTED, move_to

PROJECT = COMMITTED.parents[1]


@dataclass(frozen=True)
class Page:
    """What a chapter showed: each output as MyST text and plainly, and the files it wrote."""

    markdown: str
    plain: str
    files: dict[str, bytes]


def project(folder: Path, patch) -> Path:
    """Make a copy of the project's data that the package then works in, and return its data/raw."""
    for name in ("raw", "issued"):
        shutil.copytree(PROJECT / "data" / name, folder / "data" / name)
    (folder / "data" / "processed").mkdir()
    move_to(folder.resolve(), patch)
    return folder / "data" / "raw"


def add(made: Made, folder: Path) -> None:
    """Take an edition in as a person would."""
    folder.mkdir(exist_ok=True)
    cli.cli.main(["add", *made.arguments(folder)], standalone_mode=False)


def make_data() -> pd.DataFrame:
    """Make the tables of figures and checks, and return the observations of all countries."""
    panel = observations.collect()
    processed = paths.PROCESSED
    observations.write(observations.of_the_book(panel), processed / "observations.csv")
    write_text(processed / "printed_check.csv", csv_text(printed_check.check(panel)))
    rank_changes.write(rank_changes.of_the_book(panel), processed / "rank_changes.csv")
    return panel


def make_data_of(source: str, patch) -> pd.DataFrame:
    """Let chapters read the observations of one source, why its ranks moved and what it decides.

    There are no forecasts, and what the strategy printed is checked as in the project itself.
    """
    from strategybook.forecast import targets

    register = editions.editions()
    panel = observations.of_editions(register[register["source"] == source], paths.RAW)
    shown, changes = observations.of_the_book(panel), rank_changes.of_the_book(panel)
    patch.setattr(exhibits.Chapter, "_everything", lambda _: shown)
    patch.setattr(rank_changes, "read", lambda _: changes)
    shutil.copy(PROJECT / "data" / "processed" / "printed_check.csv", paths.PROCESSED)
    decided = targets.table(panel[panel["chosen"]], {}, {"latest": {}, "strategy": {}})
    write_text(paths.PROCESSED / "targets.csv", csv_text(decided))
    return panel


def make_claims(panel: pd.DataFrame) -> None:
    """Make the tables of the strategy's statements."""
    from strategybook.claims import check, table

    found = check.findings(panel)
    made = {"claims": table.table(found), "claim_changes": table.changes(found)}
    for name, claims in made.items():
        write_text(paths.PROCESSED / f"{name}.csv", csv_text(claims))


def make_forecasts() -> None:
    """Make the tables of forecasts, of their record and of the targets."""
    from strategybook.forecast import record, tables

    observed = observations.read(paths.PROCESSED / "observations.csv")
    made = vars(tables.all_tables(tables.read())) | {"record": record.table(observed)}
    for name, table in made.items():
        write_text(paths.PROCESSED / f"{name}.csv", csv_text(table))


def chapters() -> list[str]:
    return sorted(file.stem for file in paths.NOTEBOOKS.glob("*.ipynb"))


@contextlib.contextmanager
def without_pictures():
    """Let chapters draw their pictures, but not write them, which takes most of their time."""
    write, exhibits.svg.write = exhibits.svg.write, lambda figure, file: None
    try:
        yield
    finally:
        exhibits.svg.write = write


def run(chapter: str, language: str, folder: Path, country: str = "THA", as_of="latest") -> Page:
    """Run the code of a chapter, which writes its files into `folder`, and return its page."""
    shown = []
    peers = list(with_peers(country, ASEAN_PEERS))
    values = {"country": country, "language": language, "as_of": as_of, "peers": peers}
    place = folder / language
    shutil.rmtree(place / chapter, ignore_errors=True)
    place.mkdir(parents=True, exist_ok=True)
    original, exhibits.display = exhibits.display, lambda output, raw: shown.append(output)
    try:
        with contextlib.chdir(place):
            for cell in nbformat.read(paths.NOTEBOOKS / f"{chapter}.ipynb", as_version=4).cells:
                if cell.cell_type == "code" and "parameters" not in cell.metadata.get("tags", []):
                    exec(compile(cell.source, f"{chapter}, cell {cell.id}", "exec"), values)
    finally:
        exhibits.display = original
    files = {file.name: file.read_bytes() for file in sorted((place / chapter).glob("*"))}
    markdown, plain = (
        "\n\n".join(output[form] for output in shown) for form in ("text/markdown", "text/plain")
    )
    return Page(markdown, plain, files)
