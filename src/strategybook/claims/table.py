"""The claims as tables: what each is today, and which editions turned it."""

from itertools import pairwise

import pandas as pd

from strategybook import editions, strategy
from strategybook.claims import kinds
from strategybook.claims.check import OPEN, Finding, Tested, register

AS_OF = ("strategy", "latest")
CLAIM_COLUMNS = ["claim_id", "exhibit", "place", "kind"]
EXPRESSIONS = ["expression", "other_reading"]
FOUND = (
    "verdict",
    "first_verdict",
    "numbers",
    "other_verdict",
    "other_numbers",
    "reason",
    "editions",
)
COLUMNS = [
    *CLAIM_COLUMNS,
    "source",
    "today",
    "direction",
    "newer",
    *EXPRESSIONS,
    *(f"{what}_{as_of}" for what in FOUND for as_of in AS_OF),
]
CHANGE_COLUMNS = ["claim_id", "published", "editions", "before", "today", "direction", "numbers"]
# Whose index a page is about, for claims that no number of a publisher could test.
SOURCE_OF_PAGE = {
    "imd": "imd",
    "egovernment": "un_egov",
    "rule_of_law": "wjp",
    "governance": "wgi",
    "trust": "edelman",
}


def table(found: dict[str, dict[str, Tested]]) -> pd.DataFrame:
    """Return every claim with its verdicts and what has become of it.

    Parameters
    ----------
    found
        As `strategybook.claims.check.findings` returns them.

    Returns
    -------
    Columns of `COLUMNS`, all text, in the strategy's order. `source` is the index that the claim
    is about; `today`, `direction` and `newer` (`yes` or "") are those of `kinds.Today`. Verdicts
    are those of `check.VERDICTS`; of a target, whether it is reached. Where there are two
    readings, `first_verdict` and `numbers` are those of the first, `other_verdict` and
    `other_numbers` those of the second. `reason` limits the verdict or says why there is none:
    heads and facts (`sampling_margin; margin=4.2`), joined by ` | `. `numbers` are those that the
    verdict rests on (`egdi.rank THA 2022 = 55`), `editions` theirs.
    """
    then, *_, now = found.values()
    rows = [_row(claim, then[claim["claim_id"]], now[claim["claim_id"]]) for claim in _claims()]
    return pd.DataFrame(rows, columns=COLUMNS)


def _claims() -> list[pd.Series]:
    return [claim for _, claim in register().iterrows()]


def _row(claim: pd.Series, then: Tested, now: Tested) -> dict[str, str]:
    now = _still_stated(then, now)
    today = kinds.today(then, now)
    row = claim[CLAIM_COLUMNS + EXPRESSIONS].to_dict()
    row |= {"source": _source(claim, now), "today": today.kind, "direction": today.direction}
    row["newer"] = "yes" if today.is_newer else ""
    for as_of, tested in zip(AS_OF, (then, now), strict=True):
        row |= {f"{what}_{as_of}": text for what, text in _told(tested).items()}
    return row


def _still_stated(then: Tested, now: Tested) -> Tested:
    """Return a finding on the latest editions, or the strategy's where they do not give it."""
    if OPEN not in (now.verdict, then.verdict) or then.verdict == OPEN:
        return now
    first = then.first
    reasons = (*first.reasons, "not_stated")
    return Tested(Finding(first.verdict, first.numbers, reasons, first.calls), then.other)


def _source(claim: pd.Series, now: Tested) -> str:
    """Return whose figures a claim is about, "strategy" where no publisher has any."""
    if now.first.editions:
        return now.first.editions[0][0]
    page = strategy.exhibits().at[claim["exhibit"], "page"]
    return SOURCE_OF_PAGE.get(page, "strategy")


def _told(tested: Tested) -> dict[str, str]:
    reasons = dict.fromkeys(reason for finding in tested.readings for reason in finding.reasons)
    other = tested.other
    return {
        "verdict": tested.verdict,
        "first_verdict": tested.first.verdict if other else "",
        "numbers": _numbers(tested.first),
        "other_verdict": other.verdict if other else "",
        "other_numbers": _numbers(other) if other else "",
        "reason": " | ".join(reasons),
        "editions": "; ".join(" ".join(pair) for pair in tested.editions),
    }


def _numbers(finding: Finding) -> str:
    return "; ".join(map(str, finding.numbers))


def changes(found: dict[str, dict[str, Tested]]) -> pd.DataFrame:
    """Return each turn of what had become of a claim, and the editions behind it.

    Returns
    -------
    Columns of `CHANGE_COLUMNS`, all text, by year of publication and then in the strategy's order.
    `editions` are those published in that year that the claim rests on since.
    """
    moments = list(found)[1:]
    rows = [
        _change(claim["claim_id"], year, found, before)
        for before, year in pairwise(["strategy", *moments])
        for claim in _claims()
        if _outcome(found, claim["claim_id"], before) != _outcome(found, claim["claim_id"], year)
    ]
    return pd.DataFrame(rows, columns=CHANGE_COLUMNS)


def _outcome(found: dict[str, dict[str, Tested]], claim_id: str, as_of: str) -> tuple[str, str]:
    """Return kind and direction of a claim at a moment."""
    then = found["strategy"][claim_id]
    today = kinds.today(then, _still_stated(then, found[as_of][claim_id]))
    return today.kind, today.direction


def _change(
    claim_id: str, year: str, found: dict[str, dict[str, Tested]], before: str
) -> dict[str, str]:
    after = found[year][claim_id]
    published = editions.editions().set_index(["source", "edition"])["published_on"]
    new = [pair for pair in after.editions if published[pair][:4] == year]
    kind, direction = _outcome(found, claim_id, year)
    return {
        "claim_id": claim_id,
        "published": year,
        "editions": "; ".join(" ".join(pair) for pair in new),
        "before": _outcome(found, claim_id, before)[0],
        "today": kind,
        "direction": direction,
        "numbers": _numbers(after.first),
    }
