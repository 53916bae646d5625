"""What a change does to the numbers: the committed tables and exhibits beside those of a commit.

For reviewers of pull requests. Line diffs of tables show that something moved; this tells which
value of which key, from what to what.
"""

import io
import subprocess
from pathlib import Path

import pandas as pd

from strategybook import datapackage, paths
from strategybook.errors import InputError, UserError
from strategybook.observations import KEY

SHOWN_ROWS = 20
# A table is read as text, so that what differs is what a person sees to differ.
AS_TEXT = {"dtype": str, "keep_default_na": False}


def _git(*arguments: str) -> str:
    run = subprocess.run(
        ["git", *arguments], cwd=paths.ROOT, capture_output=True, encoding="utf-8", check=False
    )
    if run.returncode:
        raise UserError(f"git {' '.join(arguments)} failed: {run.stderr.strip()}")
    return run.stdout


def _base(commit: str) -> str:
    """Return the commit that the work began from, as the forges compare pull requests."""
    try:
        return _git("merge-base", commit, "HEAD").strip()
    except UserError:
        raise InputError("BASE", "option.base", value=repr(commit)) from None


def compare(old: pd.DataFrame, new: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Return each cell that differs between two tables of text.

    Parameters
    ----------
    key
        Columns that name a row. Rows that the key names twice are left out.

    Returns
    -------
    Columns `row` (the key's values), `kind` (`new`, `gone` or `changed`), `column`, `old, new`;
    `column` is "" for a whole row.
    """
    before, after = (table.drop_duplicates(key, keep=False).set_index(key) for table in (old, new))
    whole = [("new", after.index.difference(before.index))]
    whole += [("gone", before.index.difference(after.index))]
    found = [(_words(row), kind, "", "", "") for kind, rows in whole for row in rows]
    both = before.index.intersection(after.index)
    for column in before.columns.intersection(after.columns):
        pairs = before.loc[both, column], after.loc[both, column]
        differs = pairs[0].to_numpy() != pairs[1].to_numpy()
        ends = (pair[differs] for pair in pairs)
        found += [
            (_words(row), "changed", column, was, now)
            for row, was, now in zip(both[differs], *ends, strict=True)
        ]
    return pd.DataFrame(found, columns=["row", "kind", "column", "old", "new"])


def _words(row: object) -> str:
    return " ".join(row) if isinstance(row, tuple) else str(row)


def _tables_of(name: str, base: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a table of `data/` as the commit has it (empty where it has none) and as it is."""
    new = pd.read_csv(datapackage.DATA / name, **AS_TEXT)
    if not _git("ls-tree", base, f"data/{name}"):
        return new.iloc[:0], new
    return pd.read_csv(io.StringIO(_git("show", f"{base}:data/{name}")), **AS_TEXT), new


def _rows_and_key(name: str, table: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return the rows that a review is about and the columns that name one."""
    if name == "processed/observations.csv":
        return table[table["chosen"] == "yes"], KEY
    return table, datapackage.key(name) or list(table.columns)


def _report_table(name: str, base: str) -> list[str]:
    old, new = _tables_of(name, base)
    (old, key), (new, _) = (_rows_and_key(name, table) for table in (old, new))
    changes = compare(old, new, key)
    if changes.empty:
        return [f"data/{name}: nothing changed"]
    counts = changes.drop_duplicates(["row", "kind"])["kind"].value_counts()
    head = ", ".join(f"{counts.get(kind, 0)} {kind}" for kind in ("new", "gone", "changed"))
    lines = [f"  {_shown(change)}" for change in changes.head(SHOWN_ROWS).itertuples()]
    more = len(changes) - SHOWN_ROWS
    return [f"data/{name}: {head}", *lines, *([f"  and {more} more"] if more > 0 else [])]


def _shown(change) -> str:
    if not change.column:
        return f"{change.kind:8}{change.row}"
    return f"{change.kind:8}{change.row}, {change.column}: {change.old} -> {change.new}"


def _report_exhibits(base: str) -> list[str]:
    """Return the exhibits whose data changed, a line a chapter."""
    names = _git("diff", "--name-only", base, "--", "book/en/*/*.csv").splitlines()
    if not names:
        return ["book/: no exhibit's data changed"]
    chapters = pd.Series([Path(name).stem for name in names]).groupby(
        [Path(name).parent.name for name in names]
    )
    return [f"book/en/{chapter}: {', '.join(stems)}" for chapter, stems in chapters]


def report(commit: str) -> str:
    """Return in lines what differs from `commit` in the committed tables and exhibits.

    Raises
    ------
    UserError
        Where git does not know the commit, or this is no git repository.
    """
    base = _base(commit)
    made = [name for name in datapackage.tables() if name.startswith("processed/")]
    tables = [line for name in made for line in _report_table(name, base)]
    return "\n".join([*tables, *_report_exhibits(base)])
