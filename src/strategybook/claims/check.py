"""Test every claim as of the strategy and on the latest editions, and find what flipped it."""

import functools
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from strategybook import editions, strategy
from strategybook.claims.evidence import Evidence, NoFigureError, Number, Witness
from strategybook.claims.language import FILE, Call, parse
from strategybook.claims.predicates import PREDICATES
from strategybook.errors import InputError

HOLDS, FAILS, OPEN = "holds", "does not hold", "cannot be tested"
VERDICTS = {True: HOLDS, False: FAILS, None: OPEN}
KINDS = ("statement", "target")
AS_OF = ("strategy", "latest")
CLAIM_COLUMNS = ["claim_id", "exhibit", "place", "kind", "expression"]
FOUND = ("verdict", "reason", "numbers", "editions")
COLUMNS = CLAIM_COLUMNS + [f"{what}_{as_of}" for what in FOUND for as_of in AS_OF]
CHANGE_COLUMNS = ["claim_id", "published", "editions", "verdict_before", "verdict", "numbers"]


@dataclass(frozen=True)
class Finding:
    """What became of a claim: so, not so or None, on which numbers, and what limits it."""

    holds: bool | None
    numbers: tuple[Number, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """The verdict in the words of `data/processed/claims.csv`."""
        return VERDICTS[self.holds]

    @property
    def subjects(self) -> list[str]:
        """What the numbers are of."""
        return [number.subject for number in self.numbers]

    @property
    def editions(self) -> list[tuple[str, str]]:
        """The sources and editions of the numbers, in order."""
        return sorted({(one.source, one.edition) for one in self.numbers if one.edition})


@functools.cache
def register() -> pd.DataFrame:
    """Return `data/raw/strategy/claims.csv`: the claims, all columns text, in the strategy's order.

    Columns `claim_id, kind` (`statement` or `target`), `exhibit, place` (section), `statement_en,
    statement_th` (our words), `expression` (see `strategybook.claims.language`; "" where no figure
    could test it) and `note_en, note_th` (how it was read, or why it cannot be tested).

    Raises
    ------
    InputError
        Where a kind, an exhibit or an expression is none, or a claim is there twice.
    """
    table = pd.read_csv(FILE, dtype=str, keep_default_na=False)
    _refuse(table, ~table["kind"].isin(KINDS), "kind", f"one of {', '.join(KINDS)}")
    exhibits = strategy.exhibits().index
    _refuse(table, ~table["exhibit"].isin(exhibits), "exhibit", "a key of exhibits.csv")
    _refuse(table, table["claim_id"].duplicated(), "claim_id", "each claim once")
    for row, expression in enumerate(table["expression"], start=2):
        if expression:
            parse(expression, row)
    return table


def _refuse(table: pd.DataFrame, wrong: pd.Series, column: str, expected: str) -> None:
    if wrong.any():
        row = int(wrong.idxmax())
        facts = {"value": repr(table.at[row, column]), "expected": expected}
        raise InputError(FILE, "held.claim", row=row + 2, column=column, **facts)


def find(expression: str, evidence: Evidence, row: int = 0) -> Finding:
    """Test one expression on evidence; an empty one cannot be tested.

    Joined predicates hold where all do; where one does not, the others need not be known.
    """
    if not expression:
        return Finding(None, reasons=("not_testable",))
    findings = [_find(call, evidence) for call in parse(expression, row)]
    verdicts = [finding.holds for finding in findings]
    holds = False if False in verdicts else None if None in verdicts else True
    numbers = dict.fromkeys(number for finding in findings for number in finding.numbers)
    reasons = dict.fromkeys(reason for finding in findings for reason in finding.reasons)
    return Finding(holds, tuple(numbers), tuple(reasons))


def _find(call: Call, evidence: Evidence) -> Finding:
    witness = Witness(evidence)
    try:
        holds = PREDICATES[call.predicate].test(witness, *call.resolved(evidence))
    except NoFigureError as missing:
        witness.note(f"no_figure; missing={missing}")
        return Finding(None, tuple(witness.numbers), tuple(witness.reasons))
    return Finding(bool(holds), tuple(witness.numbers), tuple(witness.reasons))


def findings(table: pd.DataFrame) -> dict[str, dict[str, Finding]]:
    """Test every claim again whenever editions were published since the strategy.

    Parameters
    ----------
    table
        Observations of all countries.

    Returns
    -------
    The finding of each claim, first as of `strategy` and then of each year of publication from the
    strategy's newest edition on (its authors had not all editions of that year), oldest first. The
    last one is that on the latest editions.
    """
    moments = ["strategy", *_years_since_the_strategy()]
    return {as_of: _all(Evidence(table, as_of)) for as_of in moments}


def _years_since_the_strategy() -> list[str]:
    seen = editions.editions().merge(editions.visible("strategy"))
    newest = seen["published_on"].str[:4].max()
    return [year for year in editions.publication_years() if year >= newest]


def _all(evidence: Evidence) -> dict[str, Finding]:
    return {
        claim.claim_id: find(claim.expression, evidence, row)
        for row, claim in enumerate(register().itertuples(), start=2)
    }


def check(found: dict[str, dict[str, Finding]]) -> pd.DataFrame:
    """Return every claim with its verdict as of the strategy and on the latest editions.

    Parameters
    ----------
    found
        As `findings` returns them.

    Returns
    -------
    Columns of `COLUMNS`, all text, in the strategy's order. Verdicts are `holds`, `does not hold`
    and `cannot be tested`; of a target, whether it is reached. `reason` limits the verdict or says
    why there is none: heads and facts (`sampling_margin; margin=4.2`), joined by ` | `. `numbers`
    are those that the verdict rests on (`egdi.rank THA 2022 = 55`), `editions` theirs.
    """
    then, *_, now = found.values()
    rows = []
    for _, claim in register().iterrows():
        first = then[claim["claim_id"]]
        last = _since_then(first, now[claim["claim_id"]], claim["expression"])
        rows.append(_row(claim, {"strategy": first, "latest": last}))
    return pd.DataFrame(rows, columns=COLUMNS)


def _since_then(then: Finding, now: Finding, expression: str) -> Finding:
    """Return a finding on the latest editions with how it stands to that of the strategy."""
    is_about_now = "now" in expression
    if is_about_now and now.holds is not None and then.subjects == now.subjects:
        return Finding(now.holds, now.numbers, (*now.reasons, "no_newer_figure"))
    if not is_about_now and then.holds != now.holds and _is_restated(now):
        return Finding(now.holds, now.numbers, (*now.reasons, "restated"))
    return now


def _is_restated(finding: Finding) -> bool:
    """Tell whether a number is from a source whose editions state all years again."""
    kinds = editions.sources()["revision"]
    return any(kinds.get(source) == "cumulative" for source, _ in finding.editions)


def _row(claim: pd.Series, by_as_of: dict[str, Finding]) -> dict[str, str]:
    row = claim[CLAIM_COLUMNS].to_dict()
    for as_of, finding in by_as_of.items():
        row[f"verdict_{as_of}"] = finding.verdict
        row[f"reason_{as_of}"] = " | ".join(finding.reasons)
        row[f"numbers_{as_of}"] = "; ".join(map(str, finding.numbers))
        row[f"editions_{as_of}"] = "; ".join(" ".join(pair) for pair in finding.editions)
    return row


def changes(found: dict[str, dict[str, Finding]]) -> pd.DataFrame:
    """Return each flip of a verdict: in which year of publication, and by which editions.

    Returns
    -------
    Columns of `CHANGE_COLUMNS`, all text, by year and then in the strategy's order. `editions` are
    those published in that year that the new verdict rests on.
    """
    rows = [
        _change(claim_id, year, found[before][claim_id], found[year][claim_id])
        for before, year in pairwise(found)
        for claim_id in register()["claim_id"]
        if found[before][claim_id].holds != found[year][claim_id].holds
    ]
    return pd.DataFrame(rows, columns=CHANGE_COLUMNS)


def _change(claim_id: str, year: str, before: Finding, after: Finding) -> dict[str, str]:
    published = editions.editions().set_index(["source", "edition"])["published_on"]
    new = [pair for pair in after.editions if published[pair][:4] == year]
    return {
        "claim_id": claim_id,
        "published": year,
        "editions": "; ".join(" ".join(pair) for pair in new),
        "verdict_before": before.verdict,
        "verdict": after.verdict,
        "numbers": "; ".join(map(str, after.numbers)),
    }
