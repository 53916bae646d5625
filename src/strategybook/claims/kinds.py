"""What has become of a claim since the strategy: kinds that say whether anything new could speak.

Whether a claim is still so depends on whether a newer figure has come. A sentence about a fixed
past, on what only the strategy printed, or on years that a publisher has since restated means
something else each time, so each has a kind of its own, and only what met a newer figure counts as
still so or no longer so.
"""

from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from strategybook import editions, strategy
from strategybook.claims.check import FAILS, HOLDS, OPEN, READING, WITHIN, Finding, Tested
from strategybook.claims.evidence import Series
from strategybook.claims.language import Call
from strategybook.parameters import OWN_COUNTRY

# On a newer figure
STILL, NO_LONGER = "still so", "no longer so"
SINCE, STILL_NOT = "so since", "still not so"
# On nothing new
REVISED, NO_NEWER, PAST, PRINT = "revised", "no newer figure", "fixed past", "arithmetic on print"
KINDS = (STILL, NO_LONGER, SINCE, STILL_NOT, WITHIN, READING, REVISED, NO_NEWER, PAST, PRINT, OPEN)
ON_NEWER = {
    (True, True): STILL,
    (True, False): NO_LONGER,
    (False, True): SINCE,
    (False, False): STILL_NOT,
}


class Today(NamedTuple):
    """What has become of a claim.

    Attributes
    ----------
    kind
        One of `KINDS`.
    direction
        Where a verdict turned: `better` or `worse` for Thailand, "" where it is neither. Of years
        that a publisher restated: `unchanged` or `changed`, the direction of what is stated.
    is_newer
        Whether a newer figure than the strategy's could speak.
    """

    kind: str
    direction: str = ""
    is_newer: bool = False


def today(then: Tested, now: Tested) -> Today:
    """Return what has become of a claim.

    Parameters
    ----------
    then, now
        How it was found on the editions that the strategy's authors had, and on later ones.
    """
    is_newer = _is_newer(then, now)
    kind = _kind(then, now, is_newer)
    if kind in (NO_LONGER, SINCE):
        return Today(kind, _way(then.first, now.first), is_newer)
    if kind == REVISED:
        same = _signs(then.first) == _signs(now.first)
        return Today(kind, "unchanged" if same else "changed")
    return Today(kind, "", is_newer)


def _kind(then: Tested, now: Tested, is_newer: bool) -> str:
    for told in (OPEN, READING, WITHIN):
        if now.verdict == told:
            return told
    if is_newer:
        was_so = then.verdict != FAILS
        return ON_NEWER[was_so, now.verdict == HOLDS]
    return _kind_without_news(then, now.first)


def _kind_without_news(then: Tested, now: Finding) -> str:
    if then.verdict == WITHIN:
        return WITHIN
    if now.is_about_now:
        return NO_NEWER
    if "own_figures" in now.reasons:
        return PRINT
    is_restated = now.numbers != then.first.numbers and _is_cumulative(now)
    stated = [list(map(str, finding.numbers)) for finding in (then.first, now)]
    return REVISED if is_restated and stated[0] != stated[1] else PAST


def _is_cumulative(finding: Finding) -> bool:
    """Tell whether a number is from a source whose editions state all years again."""
    kinds = editions.sources()["revision"]
    return any(kinds.get(source) == "cumulative" for source, _ in finding.editions)


def _is_newer(then: Tested, now: Tested) -> bool:
    """Tell whether a verdict rests on a later year than that of the strategy's editions."""
    if then.verdict == OPEN:
        return now.first.is_about_now and now.verdict != OPEN
    return _newest_year(now) > _newest_year(then)


def _newest_year(tested: Tested) -> int:
    """Return the newest year of the numbers of all readings; each subject ends with its year."""
    numbers = [number for finding in tested.readings for number in finding.numbers]
    words = [number.subject.split()[-1] for number in numbers]
    return max((int(word) for word in words if word.isdigit()), default=0)


# Which way a verdict turned


def _way(then: Finding, now: Finding) -> str:
    """Return whether the turn of a verdict is for the better or for the worse of Thailand."""
    for (call, before), (_, after) in zip(then.calls, now.calls, strict=True):
        if before != after and FAILS in (before, after):
            news = _news(call) * (-1 if after == FAILS else 1)
            gain = news or _gain(call, then, now)
            return "better" if gain > 0 else "worse" if gain < 0 else ""
    return ""


def _news(call: Call) -> int:
    """Return 1 where it is good for Thailand that a predicate holds, -1 where bad, else 0."""
    entities = call.of_kind("entity")
    series: list[Series] = call.of_kind("series")
    if OWN_COUNTRY not in entities:
        return 0
    if call.predicate == "ahead":
        return 1 if entities[0] == OWN_COUNTRY else -1
    if call.predicate in ("rises", "rises_every_time"):
        return 1
    if call.predicate in ("falls", "falls_every_time"):
        return -1
    upwards = {"at_least": 1, "at_most": -1, "below": -1, "below_mean": -1}
    return upwards.get(call.predicate, 0) * (series[0].upwards if series else 0)


def _gain(call: Call, then: Finding, now: Finding) -> Decimal:
    """Return how much better Thailand's figure or place is that a predicate compared."""
    if OWN_COUNTRY not in call.of_kind("entity")[:1]:
        return Decimal(0)
    series = call.of_kind("series")[0]
    place = f"place {series} {OWN_COUNTRY} "
    places = [_last(finding, place) for finding in (then, now)]
    if None not in places:
        return places[0] - places[1]
    if call.predicate != "equals":
        return Decimal(0)
    values = [_last(finding, f"{series} {OWN_COUNTRY} ") for finding in (then, now)]
    return Decimal(0) if None in values else (values[1] - values[0]) * series.upwards


def _last(finding: Finding, start: str) -> Decimal | None:
    """Return the last number whose subject begins so."""
    values = [number.value for number in finding.numbers if number.subject.startswith(start)]
    return Decimal(values[-1]) if values else None


# What restated years say


def _signs(finding: Finding) -> dict[tuple[str, ...], int]:
    """Return the direction of each series that a finding has two years or a change of."""
    values: dict[tuple[str, ...], dict[str, Decimal]] = {}
    for number in finding.numbers:
        key, year = _series_and_year(number.subject)
        try:
            values.setdefault(key, {})[year] = Decimal(number.value)
        except InvalidOperation:  # an arrow, or a count such as `8 of 10`
            continue
    return {key: _sign(by_year) for key, by_year in values.items() if key}


def _series_and_year(subject: str) -> tuple[tuple[str, ...], str]:
    """Return what a number is of; the recomputed value of print takes the printed one's place."""
    head, *rest = subject.split()
    if head not in ("printed", "recomputed"):
        return (head, *rest[:-1]), rest[-1]
    printed = strategy.printed_values().set_index("printed_id").loc[rest[0]]
    key = (printed["indicator"], printed["entity"], printed["measure"], printed["role"])
    return key, printed["year"]


def _sign(by_year: dict[str, Decimal]) -> int:
    """Return the sign of the change from the first to the last year; of one number, its own."""
    values = [by_year[year] for year in sorted(by_year)]
    moved = values[-1] - values[0] if len(values) > 1 else values[0]
    return (moved > 0) - (moved < 0)
