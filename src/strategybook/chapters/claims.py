"""What the chapter on claims shows: what newer figures did to the strategy's sentences."""

import functools

import pandas as pd

from strategybook import paths
from strategybook.chapters import claim_words, decisions
from strategybook.chapters.claim_words import slug
from strategybook.chapters.logic import exhibit_link, lines, myst
from strategybook.claims.check import FAILS, HOLDS, OPEN, READING, WITHIN, register
from strategybook.claims.kinds import NO_LONGER, NO_NEWER, PAST, PRINT, REVISED, SINCE, STILL
from strategybook.language import joined, words
from strategybook.show.exhibits import Chapter
from strategybook.show.myst import escape
from strategybook.show.tables import Markup, StackedTable, Table

# Statements that the figures of their own time did not bear out are a group of their own.
FROM_START = "from start"
GROUPS = (
    NO_LONGER,
    STILL,
    SINCE,
    FROM_START,
    WITHIN,
    READING,
    REVISED,
    NO_NEWER,
    PAST,
    PRINT,
    OPEN,
)
# Where the figures then and today are both told.
THEN_AND_TODAY = (NO_LONGER, STILL, SINCE)

# What the heading of a group says of each of its claims.
KNOWN = {PRINT: ("own_figures",), WITHIN: ("within_error",)}


@functools.cache
def claims() -> pd.DataFrame:
    """Return the claims with what has become of them, our words, and `group` (see `GROUPS`)."""
    told = register().drop(columns=["kind", "exhibit", "place", "expression", "other_reading"])
    file = paths.PROCESSED / "claims.csv"
    table = pd.read_csv(file, dtype=str, keep_default_na=False)
    table = table.merge(told, on="claim_id", validate="one_to_one")
    was_wrong = (table["verdict_strategy"] == FAILS) & (table["today"] != SINCE)
    return table.assign(group=table["today"].mask(was_wrong, FROM_START))


def of_kind(kind: str) -> pd.DataFrame:
    """Return the claims of a kind: `statement` or `target`."""
    table = claims()
    return table[table["kind"] == kind].reset_index(drop=True)


# How many


def headline(chapter: Chapter, statements: pd.DataFrame) -> str:
    """Return how many statements met a newer figure and what it did, and the same of the others."""
    is_newer = statements["newer"] == "yes"
    sentences = [
        words(
            f"claims.headline.{name}",
            chapter.language,
            number=len(part),
            all=len(statements),
            parts=counted(chapter, part),
        )
        for name, part in (("newer", statements[is_newer]), ("others", statements[~is_newer]))
        if len(part)
    ]
    return "\n".join(sentences)


def counted(chapter: Chapter, table: pd.DataFrame) -> str:
    """Return in words how many claims there are of each group and direction."""
    counts = table.groupby(["group", "direction"]).size()
    parts = [
        claim_words.counted(group, way, counts[pair], chapter.language)
        for group in GROUPS
        for way in ("worse", "better", "unchanged", "changed", "")
        if (pair := (group, way)) in counts.index
    ]
    return joined(parts, chapter.language)


def targets_counted(chapter: Chapter, targets: pd.DataFrame) -> str:
    """Return how many targets the newest figures have reached."""
    counts = targets["verdict_latest"].value_counts()
    parts = [
        words(f"claims.target.{slug(verdict)}", chapter.language, number=number)
        for verdict, number in counts.items()
    ]
    told = {"number": len(targets), "parts": joined(parts, chapter.language)}
    return words("claims.targets", chapter.language, **told)


# Tables


def show_leading(chapter: Chapter, statements: pd.DataFrame) -> None:
    """Show the statements that matter most, with what became of each."""
    mine = statements[statements["lead"] != ""]
    mine = mine.sort_values("lead", key=lambda lead: lead.astype(int))
    show(chapter, "leading", mine, then_and_today(chapter, mine))


def show_groups(chapter: Chapter, statements: pd.DataFrame) -> None:
    """Show every statement once, in a fold for each group."""
    for group in GROUPS:
        mine = statements[statements["group"] == group]
        if len(mine):
            told = {"number": len(mine)}
            fold = words(f"claims.group.{slug(group)}", chapter.language, **told)
            show(chapter, group, mine, of_group(chapter, group, mine), fold)


def show_targets(chapter: Chapter, targets: pd.DataFrame) -> None:
    """Show every target in a fold: reached or not, then and today."""
    fold = words("claims.group.targets", chapter.language, number=len(targets))
    show(chapter, "targets", targets, then_and_today(chapter, targets), fold)


def show(chapter: Chapter, name: str, claims: pd.DataFrame, table: Table, fold: str = "") -> None:
    """Show a table of claims with its sources, behind a line where `fold` is one."""
    chapter.show_table(
        name.replace(" ", "-"),
        table,
        claims,
        caption=words(f"caption.claims.{slug(name)}", chapter.language),
        cited=cited(claims),
        fold=fold,
    )


def show_filter(chapter: Chapter) -> None:
    """Show the words of the buttons that the page's script makes; without it they are not seen."""
    chapter.say_marked(
        Markup(
            "",
            "{.claims-filter}\n"
            + " ".join(
                f"[{escape(words(f'claims.filter.{name}', chapter.language))}]{{.{name}}}"
                for name in ("kind", "index", "all")
            ),
        )
    )


def cited(table: pd.DataFrame) -> pd.DataFrame:
    """Return the sources and editions that claims rest on, the strategy's print among them."""
    found = {("strategy", "2024")}
    for text in pd.concat([table["editions_strategy"], table["editions_latest"]]):
        found |= {tuple(pair.split(" ", 1)) for pair in text.split("; ") if pair}
    return pd.DataFrame(sorted(found), columns=["source", "edition"])


def of_group(chapter: Chapter, group: str, claims: pd.DataFrame) -> Table:
    """Return the claims of one group: what decides it, which of some is both then and today."""
    if group in THEN_AND_TODAY:
        return then_and_today(chapter, claims, in_group=True)
    columns = ["claim", "why" if group == OPEN else "figures_say"]
    rows = [
        [statement(chapter, row), _why(chapter, row) if group == OPEN else _decides(chapter, row)]
        for _, row in claims.iterrows()
    ]
    return StackedTable.headed(chapter.language, columns, rows)


def then_and_today(chapter: Chapter, claims: pd.DataFrame, *, in_group: bool = False) -> Table:
    """Return claims with their verdicts as of the strategy, and what has become of them.

    With `in_group` the verdicts that all of a group have are left to its heading.
    """
    columns = ["claim", "as_of_strategy", "today"]
    rows = [
        [
            statement(chapter, row),
            _rest(chapter, row, "strategy")
            if in_group and row["verdict_strategy"] == HOLDS
            else _found(chapter, row, "strategy"),
            _today_in_group(chapter, row) if in_group else _today(chapter, row),
        ]
        for _, row in claims.iterrows()
    ]
    return StackedTable.headed(chapter.language, columns, rows)


# Cells


def statement(chapter: Chapter, row: pd.Series) -> Markup:
    """Return what a claim says and how it was read, with its exhibit and the index it is about."""
    note = row[f"note_{chapter.language}"].rstrip(".")
    is_told = row["expression"] and note and READING not in _verdicts(row)
    text = row[f"statement_{chapter.language}"] + (f" ({note})" if is_told else "")
    index = words(f"source.{row['source']}.short", chapter.language)
    link = f"\\[{exhibit_link(row['exhibit'], row['exhibit']).myst}\\]"
    return Markup(
        f"{text} [{row['exhibit']}] {index}", f"{escape(text)} {link} [{escape(index)}]{{.about}}"
    )


def _verdicts(row: pd.Series) -> tuple[str, str]:
    return row["verdict_strategy"], row["verdict_latest"]


def _why(chapter: Chapter, row: pd.Series, as_of: str = "latest") -> str:
    """Return why a claim cannot be tested, or could not on the strategy's editions."""
    reason = claim_words.reasons(row[f"reason_{as_of}"], chapter.language)
    why = reason or row[f"note_{chapter.language}"].rstrip(".")
    return why[0].upper() + why[1:]


def _decides(chapter: Chapter, row: pd.Series) -> str:
    """Return the numbers that put a claim into its group: of its own time, or newer or restated."""
    as_of = "latest" if row["newer"] or row["group"] in (REVISED, READING) else "strategy"
    if row[f"verdict_{as_of}"] == READING:
        return lines(_readings(chapter, row, as_of))
    return _rest(chapter, row, as_of)


def _rest(chapter: Chapter, row: pd.Series, as_of: str) -> str:
    """Return the numbers of a verdict and what limits it, "" for nothing."""
    numbers = claim_words.numbers(row[f"numbers_{as_of}"], chapter.language)
    known = KNOWN.get(row["group"], ())
    reasons = claim_words.reasons(row[f"reason_{as_of}"], chapter.language, known)
    return claim_words.together(numbers, reasons)


def _readings(chapter: Chapter, row: pd.Series, as_of: str) -> list[str]:
    """Return both readings, each with its verdict and, where they differ, its numbers."""
    readings = (("note", "first_verdict", "numbers"), ("other", "other_verdict", "other_numbers"))
    told = []
    for how, verdict, numbers in readings:
        found = claim_words.verdict(row["kind"], row[f"{verdict}_{as_of}"], chapter.language)
        text = claim_words.numbers(row[f"{numbers}_{as_of}"], chapter.language)
        is_told = how == "other" and row[f"numbers_{as_of}"] == row[f"other_numbers_{as_of}"]
        reading = row[f"{how}_{chapter.language}"].rstrip(".")
        told.append(f"{reading}: {found}" + (f" ({text})" if text and not is_told else ""))
    return told


def _found(chapter: Chapter, row: pd.Series, as_of: str) -> Markup:
    """Return a verdict with its numbers and with what limits it."""
    verdict = row[f"verdict_{as_of}"]
    told = claim_words.verdict(row["kind"], verdict, chapter.language)
    if verdict == READING:
        return lines([_coloured(told, verdict), *_readings(chapter, row, as_of)])
    rest = _why(chapter, row, as_of) if verdict == OPEN else _rest(chapter, row, as_of)
    return _with(_coloured(told, verdict), rest)


def _today(chapter: Chapter, row: pd.Series) -> Markup:
    """Return what has become of a claim; with its numbers, where they are others than then.

    Of a target of the strategy that is decided, how it was.
    """
    same = all(row[f"{what}_strategy"] == row[f"{what}_latest"] for what in ("verdict", "numbers"))
    told = decisions.of_claim(chapter, row) or claim_words.today(row, chapter.language)
    label = _coloured(told, f"{row['today']} {row['direction']}".strip())
    if same:
        return _with(label, "")
    if row["verdict_latest"] == READING:
        return lines([label, *_readings(chapter, row, "latest")])
    return _with(label, _rest(chapter, row, "latest"))


def _today_in_group(chapter: Chapter, row: pd.Series) -> str:
    """Return the newest numbers, and whether a turn is for the better or for the worse."""
    rest = _rest(chapter, row, "latest")
    way = row["direction"]
    if not way:
        return rest
    label = words(f"claim.way.{way}", chapter.language)
    return _with(_coloured(label, f"{row['today']} {way}"), rest)


def _coloured(text: str, kind: str) -> Markup:
    return Markup(text, f"[{escape(text)}]{{.claim-{kind.replace(' ', '-')}}}")


def _with(label: Markup, rest: str) -> Markup:
    """Return a label with what is told of it."""
    return Markup(f"{label}: {rest}", f"{myst(label)}: {escape(rest)}") if rest else label
