"""What a chapter of another country's book says otherwise, and what it leaves out.

Its notebook lists, by their labels, the sections that are of the strategy alone, and those that
need figures of a source (metadata `strategybook.of_the_strategy` and `.needs`). `elsewhere.csv` has
other words for the cells that open with a label: a heading, where it is another, and the text below
it.
"""

import csv
import functools
import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode

HEADING = re.compile(r"^\(([a-z0-9-]+)\)=\n(#+) (.*)$", re.MULTILINE)


@functools.cache
def _words() -> dict[str, dict[str, str]]:
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as lines:
        return {row["label"]: row for row in csv.DictReader(lines)}


def of_country(notebook: NotebookNode, language: str, sources: list[str]) -> NotebookNode:
    """Return a notebook without what is of the strategy alone, or has no figures of the country.

    Parameters
    ----------
    sources
        Those that have figures of the country.
    """
    about = notebook.metadata.get("strategybook", {})
    needs = about.get("needs", {}).items()
    left_out = {label for label, source in needs if source not in sources}
    left_out |= set(about.get("of_the_strategy", []))
    kept, depth = [], None
    for cell in notebook.cells:
        found = HEADING.search(cell.source) if cell.cell_type == "markdown" else None
        if found and (depth is None or len(found[2]) <= depth):
            depth = len(found[2]) if found[1] in left_out else None
        if depth is None:
            kept.append(_in_other_words(cell, found, language))
    return nbformat.from_dict(notebook | {"cells": kept})


def _in_other_words(cell: NotebookNode, found: re.Match | None, language: str) -> NotebookNode:
    own = _words().get(found[1]) if found else None
    if own is None:
        return cell
    heading, text = own[f"heading_{language}"] or found[3], own[f"text_{language}"]
    source = f"({found[1]})=\n{found[2]} {heading}\n\n{text}".rstrip()
    return nbformat.from_dict(cell | {"source": source})
