"""The log of revisions: what each replacement of figures held changed."""

from dataclasses import replace

from strategybook.adding import registers
from strategybook.adding.arrivals import Choices
from strategybook.adding.held import Edition
from strategybook.adding.plans import Plan
from strategybook.adding.registers import BETWEEN, FACTS, Row


def _of(log: list[Row], edition: Edition) -> list[Row]:
    """Return the log's rows on an edition, oldest first."""
    return [row for row in log if (row["source"], row["edition"]) == (edition.source, edition.name)]


def _counts(plan: Plan) -> Row:
    """Return what a replacement changed; nothing where what was held before is not known."""
    if not plan.held.is_known:
        return {}
    largest = plan.changes.head(1).astype(str).to_dict("records")
    told = ("series", "entity", "year", "old", "new")
    return {name: str(number) for name, number in plan.counts.sum().astype(int).items()} | {
        name: row[name] for row in largest for name in told
    }


def _row(plan: Plan, choices: Choices, number: int, before: Row) -> Row:
    edition = plan.edition
    files = sorted((arrival.name, arrival.digest) for arrival in plan.group)
    return dict.fromkeys(registers.COLUMNS[registers.REVISIONS], "") | {
        "source": edition.source,
        "edition": edition.name,
        "revision": str(number),
        "revised_on": choices.revised_on or edition.published_on,
        "file": BETWEEN.join(name for name, _ in files),
        "file_sha256": BETWEEN.join(digest for _, digest in files),
        **_counts(plan),
        **{f"{fact}_before": before[fact] for fact in FACTS},
    }


def _undone(plan: Plan, mine: list[Row], choices: Choices) -> Plan:
    """Return the plan with the files and the day that its figures had before a revision."""
    first = mine[0]
    edition = replace(
        plan.edition,
        files=registers.files_of(first, "_before"),
        published_on=choices.published_on or first["published_on_before"],
    )
    return replace(plan, edition=edition)


def logged(log: list[Row], plan: Plan, choices: Choices, before: Row) -> tuple[list[Row], Plan]:
    """Return the log with what a plan replaces, and the plan.

    Of a revision that the plan undoes no row is left, nor of those after it, and the figures come
    from the files again that they came from before.

    Parameters
    ----------
    before
        The edition's row of the register of editions.
    """
    mine = _of(log, plan.edition)
    digest = plan.edition.row["figures_sha256"]
    undone = [row for row in mine if row["figures_sha256_before"] == digest]
    if undone:
        number = int(undone[0]["revision"])
        kept = [row for row in log if row not in mine or int(row["revision"]) < number]
        return kept, _undone(plan, undone, choices)
    if not plan.replaces or digest == before["figures_sha256"]:
        return log, plan
    rows = [*log, _row(plan, choices, len(mine) + 1, before)]
    key = ("source", "edition", "revision")
    return sorted(rows, key=lambda row: [row[name] for name in key]), plan
