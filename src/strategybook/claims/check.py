"""Test every claim on the editions of any moment: what holds, and on which numbers."""

import functools
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from strategybook import editions, strategy
from strategybook.claims.evidence import WITHIN, Evidence, NoFigureError, Number, Witness
from strategybook.claims.language import FILE, NEWEST, Call, parse
from strategybook.claims.predicates import PREDICATES
from strategybook.errors import InputError

HOLDS, FAILS, OPEN, READING = "holds", "does not hold", "cannot be tested", "depends on reading"
VERDICTS = (HOLDS, FAILS, WITHIN, READING, OPEN)
# Of joined predicates the first of these that one has is the verdict of all.
WORST_FIRST = (FAILS, OPEN, WITHIN, HOLDS)
KINDS = ("statement", "target")
EXPRESSIONS = ("expression", "other_reading")


@dataclass(frozen=True)
class Finding:
    """What became of an expression: its verdict, on which numbers, and what limits it.

    Attributes
    ----------
    verdict
        One of `VERDICTS`, but for `READING`.
    calls
        The predicates, each with its own verdict.
    """

    verdict: str
    numbers: tuple[Number, ...] = ()
    reasons: tuple[str, ...] = ()
    calls: tuple[tuple[Call, str], ...] = ()

    @property
    def is_about_now(self) -> bool:
        """Whether a newer figure would be used once it is there."""
        return any(word in NEWEST for call, _ in self.calls for word in call.of_kind("year"))

    @property
    def subjects(self) -> list[str]:
        """What the numbers are of."""
        return [number.subject for number in self.numbers]

    @property
    def editions(self) -> list[tuple[str, str]]:
        """The sources and editions of the numbers, in order."""
        return sorted({(one.source, one.edition) for one in self.numbers if one.edition})


class Tested(NamedTuple):
    """How a claim was found in its first reading, and in its other one where it has two."""

    first: Finding
    other: Finding | None = None

    @property
    def readings(self) -> list[Finding]:
        """The findings of all readings."""
        return [finding for finding in self if finding is not None]

    @property
    def editions(self) -> list[tuple[str, str]]:
        """The sources and editions that any reading rests on, in order."""
        return sorted({pair for finding in self.readings for pair in finding.editions})

    @property
    def verdict(self) -> str:
        """The verdict, which depends on the reading where the two differ."""
        if self.other is None or self.first.verdict == self.other.verdict:
            return self.first.verdict
        return OPEN if OPEN in (self.first.verdict, self.other.verdict) else READING


@functools.cache
def register() -> pd.DataFrame:
    """Return `data/raw/strategy/claims.csv`: the claims, all columns text, in the strategy's order.

    Columns `claim_id, kind` (`statement` or `target`), `exhibit, place` (section), `expression`
    (see `strategybook.claims.language`; "" where no figure could test it), `other_reading` (an
    expression too, where the sentence may be read in two ways) and, in both languages,
    `statement_en` (our words), `note_en` (how it was read, or why it cannot be tested) and
    `other_en` (the other reading); `lead` numbers the ones that matter most.

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
    for column in EXPRESSIONS:
        for row, expression in enumerate(table[column], start=2):
            if expression:
                parse(expression, row, column)
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
        return Finding(OPEN, reasons=("not_testable",))
    findings = [_find(call, evidence) for call in parse(expression, row)]
    verdicts = [finding.verdict for finding in findings]
    return Finding(
        next(verdict for verdict in WORST_FIRST if verdict in verdicts),
        tuple(dict.fromkeys(number for finding in findings for number in finding.numbers)),
        tuple(dict.fromkeys(reason for finding in findings for reason in finding.reasons)),
        tuple(call for finding in findings for call in finding.calls),
    )


def _find(call: Call, evidence: Evidence) -> Finding:
    witness = Witness(evidence)
    try:
        answer = PREDICATES[call.predicate].test(witness, *call.resolved(evidence))
        verdict = WITHIN if answer is WITHIN else HOLDS if answer else FAILS
    except NoFigureError as missing:
        witness.note(missing.reason)
        verdict = OPEN
    return Finding(verdict, tuple(witness.numbers), tuple(witness.reasons), ((call, verdict),))


def findings(table: pd.DataFrame) -> dict[str, dict[str, Tested]]:
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
    return {as_of: test_all(Evidence(table, as_of)) for as_of in moments}


def _years_since_the_strategy() -> list[str]:
    seen = editions.editions().merge(editions.visible("strategy"))
    newest = seen["published_on"].str[:4].max()
    return [year for year in editions.publication_years() if year >= newest]


def test_all(evidence: Evidence) -> dict[str, Tested]:
    """Test every claim of the register, by its key."""
    return {
        claim.claim_id: test(claim.expression, claim.other_reading, evidence, row)
        for row, claim in enumerate(register().itertuples(), start=2)
    }


def test(expression: str, other_reading: str, evidence: Evidence, row: int = 0) -> Tested:
    """Test a claim in its readings; `other_reading` is "" where it has but one."""
    other = find(other_reading, evidence, row) if other_reading else None
    return Tested(find(expression, evidence, row), other)
