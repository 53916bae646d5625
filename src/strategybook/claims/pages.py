"""What the chapter on claims shows: totals, tables of claims, and what flipped a verdict."""

import functools

import pandas as pd

from strategybook import paths
from strategybook.claims import wording
from strategybook.claims.check import FAILS, HOLDS, OPEN, register
from strategybook.language import joined, words
from strategybook.show.exhibits import Chapter
from strategybook.show.myst import escape
from strategybook.show.tables import Markup, Table

# What became of a claim, by its verdicts as of the strategy and today.
STATUSES = {
    (HOLDS, HOLDS): "holds",
    (HOLDS, FAILS): "no_longer_holds",
    (FAILS, FAILS): "never_held",
    (FAILS, HOLDS): "holds_since",
}
ORDER = ("holds", "holds_since", "no_longer_holds", "never_held", "cannot_be_tested")


def _read(name: str) -> pd.DataFrame:
    return pd.read_csv(paths.PROCESSED / name, dtype=str, keep_default_na=False)


@functools.cache
def claims() -> pd.DataFrame:
    """Return the claims with their verdicts, statements and notes, and `status` (see `ORDER`)."""
    told = register()[["claim_id", "statement_en", "statement_th", "note_en", "note_th"]]
    table = _read("claims.csv").merge(told, on="claim_id", validate="one_to_one")
    verdicts = zip(table["verdict_strategy"], table["verdict_latest"], strict=True)
    return table.assign(status=[STATUSES.get(pair, "cannot_be_tested") for pair in verdicts])


def of_status(kind: str, *statuses: str) -> pd.DataFrame:
    """Return the claims of a kind (`statement` or `target`) that have one of these statuses."""
    table = claims()
    wanted = (table["kind"] == kind) & table["status"].isin(statuses or ORDER)
    return table[wanted].reset_index(drop=True)


def totals(chapter: Chapter, table: pd.DataFrame) -> str:
    """Return how many claims of one kind there are, and what became of them."""
    kind = table["kind"].iloc[0]
    counts = table["status"].value_counts()
    parts = [
        words(f"claims.{kind}.{status}", chapter.language, number=counts[status])
        for status in ORDER
        if counts.get(status, 0)
    ]
    tested = int((table["status"] != "cannot_be_tested").sum())
    return words(
        f"claims.{kind}.totals",
        chapter.language,
        number=len(table),
        tested=tested,
        parts=joined(parts, chapter.language),
    )


def show(chapter: Chapter, name: str, table: pd.DataFrame) -> None:
    """Show claims as a table: each with its exhibit, numbers, and verdicts then and today."""
    chapter.show_table(
        name,
        verdicts_table(chapter, table),
        table,
        caption=words(f"caption.claims.{name}", chapter.language, number=len(table)),
        cited=cited(table),
    )


def cited(table: pd.DataFrame) -> pd.DataFrame:
    """Return the sources and editions that claims rest on, the strategy's print among them."""
    found = {("strategy", "2024")}
    for text in pd.concat([table["editions_strategy"], table["editions_latest"]]):
        found |= {tuple(pair.split(" ", 1)) for pair in text.split("; ") if pair}
    return pd.DataFrame(sorted(found), columns=["source", "edition"])


def verdicts_table(chapter: Chapter, table: pd.DataFrame) -> Table:
    """Return claims in rows; where none can be tested, with the reason alone."""
    is_open = (table["verdict_latest"] == OPEN).all()
    columns = ["claim", "why"] if is_open else ["claim", "as_of_strategy", "today"]
    rows = [
        [statement(chapter, row), _why(chapter, row)]
        if is_open
        else [statement(chapter, row), _found(chapter, row, "strategy"), _today(chapter, row)]
        for _, row in table.iterrows()
    ]
    return Table.headed(chapter.language, columns, rows)


def statement(chapter: Chapter, row: pd.Series) -> Markup:
    """Return what a claim says and how it was read, linked to its exhibit."""
    parts = [row[f"statement_{chapter.language}"]]
    if row["expression"] and row[f"note_{chapter.language}"]:
        parts.append(f"({row[f'note_{chapter.language}'].rstrip('.')})")
    text = " ".join(parts)
    link = f"{{exhibit-link}}`{row['exhibit']}`"
    return Markup(f"{text} [{row['exhibit']}]", f"{escape(text)} \\[{link}\\]")


def _why(chapter: Chapter, row: pd.Series) -> str:
    reason = wording.reasons(row["reason_latest"], chapter.language)
    why = reason or row[f"note_{chapter.language}"].rstrip(".")
    return why[0].upper() + why[1:]


def _found(chapter: Chapter, row: pd.Series, as_of: str) -> Markup:
    """Return a verdict with its numbers and with what limits it."""
    numbers = wording.numbers(row[f"numbers_{as_of}"], chapter.language)
    reasons = wording.reasons(row[f"reason_{as_of}"], chapter.language)
    if row[f"verdict_{as_of}"] == OPEN:
        reasons = _why(chapter, row)
    return _verdict(chapter, row, as_of, f": {wording.together(numbers, reasons)}")


def _today(chapter: Chapter, row: pd.Series) -> Markup:
    """Return today's verdict; where the numbers are the strategy's, in few words."""
    same = all(row[f"{what}_strategy"] == row[f"{what}_latest"] for what in ("verdict", "numbers"))
    if not same:
        return _found(chapter, row, "latest")
    if "no_newer_figure" in row["reason_latest"]:
        newer = wording.reasons("no_newer_figure", chapter.language)
        return _verdict(chapter, row, "latest", f": {newer}")
    return _verdict(chapter, row, "latest", "")


def _verdict(chapter: Chapter, row: pd.Series, as_of: str, rest: str) -> Markup:
    found = row[f"verdict_{as_of}"]
    verdict = wording.verdict(row["kind"], found, chapter.language)
    colour = found.replace(" ", "-")
    return Markup(f"{verdict}{rest}", f"[{escape(verdict)}]{{.claim-{colour}}}{escape(rest)}")


@functools.cache
def changes() -> pd.DataFrame:
    """Return what flipped a verdict since the strategy, with the claims' statements."""
    told = register()[["claim_id", "kind", "exhibit", "statement_en", "statement_th"]]
    return _read("claim_changes.csv").merge(told, on="claim_id", validate="many_to_one")


def changes_counted(chapter: Chapter, table: pd.DataFrame) -> str:
    """Return how many verdicts newer editions changed."""
    if table.empty:
        return words("claims.changes.none", chapter.language)
    return words("claims.changes", chapter.language, number=len(table))


def change(row: pd.Series, language: str) -> str:
    """Return one sentence on what an edition changed."""
    return words(
        f"change.{row['kind']}.{row['verdict'].replace(' ', '_')}",
        language,
        statement=row[f"statement_{language}"].rstrip("."),
        numbers=wording.numbers(row["numbers"], language),
    )


def show_changes(chapter: Chapter, name: str, table: pd.DataFrame) -> None:
    """Show what flipped a verdict, a row a claim: by which edition, and how it reads now."""
    rows = [[_edition(chapter, row), change(row, chapter.language)] for _, row in table.iterrows()]
    pairs = [pair.split(" ", 1) for text in table["editions"] for pair in text.split("; ")]
    chapter.show_table(
        name,
        Table.headed(chapter.language, ["edition", "change"], rows),
        table,
        caption=words("caption.claims.changes", chapter.language),
        cited=pd.DataFrame(pairs, columns=["source", "edition"]),
    )


def _edition(chapter: Chapter, row: pd.Series) -> str:
    """Return the editions behind a flip in words: `WGI, edition 2023`."""
    told = [
        words(
            "claims.edition",
            chapter.language,
            source=words(f"source.{pair.split()[0]}.short", chapter.language),
            edition=pair.split()[1],
        )
        for pair in row["editions"].split("; ")
    ]
    return joined(told, chapter.language)
