"""The predicates that claims are made of: each looks figures up and says whether it is so.

A predicate declares the kinds of its arguments, which `strategybook.claims.language` reads them
by; a last kind that ends with `+` takes one or more. It raises `NoFigureError` where a figure is
missing, and answers `WITHIN` where a difference is no larger than its margin of error. Figures are
"better" by the catalogue: a higher score, a smaller rank.
"""

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import pandas as pd

from strategybook import strategy
from strategybook.claims.evidence import (
    SAMPLING_MARGIN,
    TWO_SAMPLES,
    WITHIN,
    NoFigureError,
    Series,
    Witness,
    shown,
)
from strategybook.printed_check import equal_as_printed
from strategybook.recompute import recompute

MOST = 0.5
Answer = bool | str


@dataclass(frozen=True)
class Predicate:
    """A predicate and the kinds of its arguments."""

    test: Callable[..., Answer]
    kinds: tuple[str, ...]


PREDICATES: dict[str, Predicate] = {}


def _predicate(*kinds: str):
    """Register a predicate under its function's name."""

    def register(test: Callable[..., Answer]) -> Callable[..., Answer]:
        PREDICATES[test.__name__] = Predicate(test, kinds)
        return test

    return register


def _each(answers: Iterable[Answer]) -> Answer:
    """Tell whether all are so; unlike `all` it asks each, so that every number is remembered."""
    given = list(answers)
    return False if False in given else WITHIN if WITHIN in given else True


# One country's figures


@_predicate("series", "entity", "year", "number")
def equals(witness: Witness, series: Series, entity: str, year: int, number: str) -> bool:
    """A figure that is not print's own is this number, at the decimals that it is written with."""
    return equal_as_printed(number, witness.independent(series, entity, year))


@_predicate("series", "entity", "year", "number")
def at_least(witness: Witness, series: Series, entity: str, year: int, number: str) -> Answer:
    """The figure is this number or higher."""
    distance, within = _distance(witness, series, entity, year, number)
    return WITHIN if within else distance >= 0


@_predicate("series", "entity", "year", "number")
def at_most(witness: Witness, series: Series, entity: str, year: int, number: str) -> Answer:
    """The figure is this number or lower; of a rank: this place or better."""
    distance, within = _distance(witness, series, entity, year, number)
    return WITHIN if within else distance <= 0


@_predicate("series", "entity", "year", "number")
def below(witness: Witness, series: Series, entity: str, year: int, number: str) -> Answer:
    """The figure is lower than this number."""
    distance, within = _distance(witness, series, entity, year, number)
    return WITHIN if within else distance < 0


def _distance(
    witness: Witness, series: Series, entity: str, year: int, number: str
) -> tuple[Decimal, bool]:
    """Return how far a figure lies above a number, and whether its sample may explain that."""
    distance = Decimal(witness.exactly(series, entity, year)) - Decimal(number)
    return distance, witness.is_sampled(series, entity, float(distance), SAMPLING_MARGIN)


@_predicate("series", "entity", "year", "year+")
def rises(witness: Witness, series: Series, entity: str, *years: int) -> Answer:
    """Each figure is better than the one before it."""
    gains = [witness.gain(series, entity, *step) for step in pairwise(years)]
    return _each(gain.answers(gain.value > 0) for gain in gains)


@_predicate("series", "entity", "year", "year+")
def falls(witness: Witness, series: Series, entity: str, *years: int) -> Answer:
    """Each figure is worse than the one before it."""
    gains = [witness.gain(series, entity, *step) for step in pairwise(years)]
    return _each(gain.answers(gain.value < 0) for gain in gains)


@_predicate("series", "entity", "year", "year")
def rises_every_time(
    witness: Witness, series: Series, entity: str, first: int, last: int
) -> Answer:
    """Each figure published for these years is better than the one before it."""
    return rises(witness, series, entity, *_years(witness, series, entity, first, last))


@_predicate("series", "entity", "year", "year")
def falls_every_time(
    witness: Witness, series: Series, entity: str, first: int, last: int
) -> Answer:
    """Each figure published for these years is worse than the one before it."""
    return falls(witness, series, entity, *_years(witness, series, entity, first, last))


@_predicate("series", "entity", "year", "year", "number")
def stays_within(
    witness: Witness, series: Series, entity: str, first: int, last: int, number: str
) -> bool:
    """The best and the worst figure of these years are no further apart than this number."""
    values = _values(witness, series, entity, first, last)
    return max(values) - min(values) <= Decimal(number)


@_predicate("series", "entity", "year", "year", "number")
def ends_within(
    witness: Witness, series: Series, entity: str, first: int, last: int, number: str
) -> bool:
    """The first and the last figure of these years are no further apart than this number."""
    values = _values(witness, series, entity, first, last)
    return abs(values[-1] - values[0]) <= Decimal(number)


@_predicate("series", "entity", "year", "year", "number")
def moves_by(
    witness: Witness, series: Series, entity: str, first: int, last: int, number: str
) -> bool:
    """Some figure of these years differs from the one before it by this number or more."""
    values = _values(witness, series, entity, first, last)
    return max(abs(later - value) for value, later in pairwise(values)) >= Decimal(number)


def _values(witness: Witness, series: Series, entity: str, first: int, last: int) -> list[Decimal]:
    years = _years(witness, series, entity, first, last)
    return [Decimal(witness.exactly(series, entity, year)) for year in years]


@_predicate("series", "entity", "year", "number")
def appears_every(witness: Witness, series: Series, entity: str, first: int, gap: str) -> bool:
    """The figures since the first year are this many years apart."""
    years = witness.evidence.years(series, entity)
    years = _years(witness, series, entity, first, years[-1] if years else first)
    for year in years:
        witness.value(series, entity, year)
    return all(later - year == int(gap) for year, later in pairwise(years))


def _years(witness: Witness, series: Series, entity: str, first: int, last: int) -> list[int]:
    """Return the years from first to last that have a figure: both ends, which must differ."""
    years = witness.evidence.years(series, entity)
    for end in (first, last):
        if end not in years or first >= last:
            raise NoFigureError(f"{series} {entity} {end}")
    return [year for year in years if first <= year <= last]


# Several series of one country


@_predicate("series", "series", "entity", "year")
def above(witness: Witness, series: Series, other: Series, entity: str, year: int) -> Answer:
    """The first series' figure is better than the second's."""
    lead = witness.value(series, entity, year) - witness.value(other, entity, year)
    if witness.is_sampled(series, entity, lead, TWO_SAMPLES):
        return WITHIN
    return lead * series.upwards > 0


@_predicate("entity", "year", "series", "series+")
def highest(witness: Witness, entity: str, year: int, series: Series, *others: Series) -> Answer:
    """The first series' figure is better than that of every other series."""
    return _each(above(witness, series, other, entity, year) for other in others)


@_predicate("entity", "year", "year", "series", "series+")
def falls_most(
    witness: Witness, entity: str, first: int, last: int, series: Series, *others: Series
) -> bool:
    """The first series fell further between the two years than every other series."""
    own, *rest = [witness.gain(one, entity, first, last).value for one in (series, *others)]
    return own < 0 and all(own < other for other in rest)


@_predicate("series", "entity", "year", "series+")
def is_mean(witness: Witness, series: Series, entity: str, year: int, *parts: Series) -> bool:
    """The figure is the plain mean of the parts, at the decimals that are shown."""
    values = [witness.value(part, entity, year) for part in parts]
    mean = shown(series, sum(values) / len(values))
    witness.value(series, entity, year)
    witness.tell(f"mean {series} {entity} {year}", mean)
    return abs(Decimal(mean) - Decimal(witness.exactly(series, entity, year))) <= _unit(mean)


def _unit(number: str) -> Decimal:
    """Return one unit of a number's last decimal: the parts were rounded before."""
    return Decimal(1).scaleb(Decimal(number).as_tuple().exponent)


# A country among others


@_predicate("series", "entity", "group", "year", "number")
def n_th(witness: Witness, series: Series, entity: str, group: str, year: int, number: str) -> bool:
    """The country has this place among the members of the group that are covered."""
    return witness.place(series, entity, group, year) == int(number)


@_predicate("series", "entity", "group", "year", "entity+")
def behind(
    witness: Witness, series: Series, entity: str, group: str, year: int, *ahead: str
) -> bool:
    """Exactly these members of the group are better, in this order."""
    values = witness.covered(series, group, year) * series.upwards
    own = witness.value(series, entity, year) * series.upwards
    better = values[values > own].sort_values(ascending=False, kind="stable")
    witness.place(series, entity, group, year)
    for other in better.index:
        witness.value(series, other, year)
    return list(better.index) == list(ahead)


@_predicate("series", "entity", "entity", "year")
def ahead(witness: Witness, series: Series, entity: str, other: str, year: int) -> bool:
    """The first country's figure is better than the second's."""
    return witness.lead(series, entity, other, year) > 0


@_predicate("series", "entity", "group", "year")
def below_mean(witness: Witness, series: Series, entity: str, group: str, year: int) -> bool:
    """The figure is lower than the mean of the group's other members that are covered."""
    others = witness.covered(series, group, year).drop(entity, errors="ignore")
    own = witness.value(series, entity, year)
    mean = others.mean()
    rows = witness.evidence.of_year(series, year)
    witness.tell(
        f"mean_of_others {series} {entity} {group} {year}", shown(series, mean), rows.iloc[0]
    )
    return own < mean


@_predicate("series", "year", "year")
def falls_in_most(witness: Witness, series: Series, first: int, last: int) -> bool:
    """The figure is worse in more than half of the countries that have both years."""
    rows = witness.evidence.of_year(series, last)
    then, now = (witness.evidence.of_year(series, year)["value"] for year in (first, last))
    changes = ((now - then) * series.upwards).dropna()
    fell = int((changes < 0).sum())
    witness.tell(f"fell {series} {first} {last}", f"{fell} of {len(changes)}", rows.iloc[0])
    return fell > MOST * len(changes)


@_predicate("series", "year", "number")
def covers(witness: Witness, series: Series, year: int, number: str) -> bool:
    """This many countries have a figure."""
    rows = witness.evidence.of_year(series, year)
    witness.tell(f"countries {series} {year}", str(len(rows)), rows.iloc[0])
    return len(rows) == int(number)


@_predicate("series", "series", "year")
def above_everywhere(witness: Witness, series: Series, other: Series, year: int) -> bool:
    """The first series' figure is better in every country that has both."""
    rows = witness.evidence.of_year(series, year)
    values, others = rows["value"], witness.evidence.of_year(other, year)["value"]
    leads = ((values - others) * series.upwards).dropna()
    better = int((leads > 0).sum())
    witness.tell(f"above {series} {other} {year}", f"{better} of {len(leads)}", rows.iloc[0])
    for entity in leads[leads <= 0].sort_index().index:
        above(witness, series, other, entity, year)
    return better == len(leads)


@_predicate("series", "number", "year", "number")
def score_at_rank(witness: Witness, series: Series, rank: str, year: int, number: str) -> bool:
    """The score of the country at this rank is this number, at its decimals."""
    rows = witness.evidence.of_year(series, year).sort_values("value", ascending=False)
    if len(rows) < int(rank):
        raise NoFigureError(f"{series} {year}")
    score = rows["value"].iloc[int(rank) - 1]
    witness.tell(f"score_at_rank {series} {rank} {year}", shown(series, score), rows.iloc[0])
    return equal_as_printed(number, shown(series, score))


# What the strategy printed


@_predicate("printed+")
def as_printed(witness: Witness, *printed_ids: str) -> Answer:
    """Each printed number is the one that the editions give, at the printed decimals."""
    return _each(_recomputed_as_printed(witness, printed_id) for printed_id in printed_ids)


def _recomputed_as_printed(witness: Witness, printed_id: str) -> bool:
    printed = _printed(printed_id)
    found = recompute(printed, witness.evidence.recomputable)
    witness.tell(f"printed {printed_id}", printed["value"], found)
    if found is None:
        raise NoFigureError(f"printed {printed_id}")
    if equal_as_printed(printed["value"], found.value):
        return True
    value = _rounded(found.value, printed["value"])
    witness.tell(f"recomputed {printed_id}", value, found)
    witness.note(found.reason)
    # The difference of two rounded numbers is what print says it is.
    return found.reason.startswith("rounded_ends")


def _rounded(value: str, printed: str) -> str:
    """Return a fraction with one decimal more than print has, so that a difference shows."""
    try:
        unit = Decimal(printed).as_tuple().exponent
        longer = Decimal(1).scaleb(unit - 1) if unit else Decimal(1)
        return str(Decimal(value).quantize(longer, ROUND_HALF_UP))
    except ArithmeticError:
        return value


@functools.cache
def _printed(printed_id: str) -> pd.Series:
    table = strategy.printed_values()
    return table[table["printed_id"] == printed_id].iloc[0]


def _print(witness: Witness, printed_id: str) -> str:
    """Return what print says, and remember it."""
    value = _printed(printed_id)["value"]
    witness.tell(f"printed {printed_id}", value)
    witness.note("own_figures")
    return value


def _print_numbers(witness: Witness, printed_ids: tuple[str, ...]) -> list[Decimal]:
    return [Decimal(_print(witness, printed_id)) for printed_id in printed_ids]


@_predicate("printed", "printed+")
def same(witness: Witness, *printed_ids: str) -> bool:
    """Print gives the same number in all these places."""
    return len(set(_print_numbers(witness, printed_ids))) == 1


@_predicate("printed", "printed+")
def grows(witness: Witness, *printed_ids: str) -> bool:
    """Each printed number is larger than the one before it."""
    numbers = _print_numbers(witness, printed_ids)
    return all(later > number for number, later in pairwise(numbers))


@_predicate("printed", "printed")
def no_less(witness: Witness, *printed_ids: str) -> bool:
    """The first printed number is the second or larger."""
    number, other = _print_numbers(witness, printed_ids)
    return number >= other


@_predicate("printed", "printed+")
def sum_of(witness: Witness, *printed_ids: str) -> bool:
    """The first printed number is the sum of the others."""
    whole, *parts = _print_numbers(witness, printed_ids)
    return whole == sum(parts)


@_predicate("number", "printed+")
def adds_up(witness: Witness, number: str, *printed_ids: str) -> bool:
    """The printed numbers sum to this number."""
    return sum(_print_numbers(witness, printed_ids)) == Decimal(number)


@_predicate("printed", "printed+")
def mean_of(witness: Witness, *printed_ids: str) -> bool:
    """The first printed number is the mean of the others, at its decimals."""
    mean, *parts = _print_numbers(witness, printed_ids)
    return equal_as_printed(str(mean), str(sum(parts) / len(parts)))


@_predicate("printed", "printed", "printed")
def share(witness: Witness, *printed_ids: str) -> bool:
    """The first printed number is the second as a percentage of the third, at its decimals."""
    percent, part, whole = _print_numbers(witness, printed_ids)
    return equal_as_printed(str(percent), str(100 * part / whole))


@_predicate("printed", "printed", "printed")
def percent_of(witness: Witness, *printed_ids: str) -> bool:
    """The first printed number is the second, per cent, of the third, at its decimals."""
    number, percent, whole = _print_numbers(witness, printed_ids)
    return equal_as_printed(str(number), str(percent * whole / 100))


@_predicate("printed", "printed", "number")
def share_at_least(witness: Witness, part: str, whole: str, number: str) -> bool:
    """The first printed number is at least this percentage of the second."""
    part_of, all_of = _print_numbers(witness, (part, whole))
    return 100 * part_of / all_of >= Decimal(number)


@_predicate("exhibit", "number")
def number_of_indicators(witness: Witness, exhibit: str, number: str) -> bool:
    """The exhibit prints numbers of this many indicators or projects."""
    table = strategy.printed_values()
    found = table.loc[table["exhibit"] == exhibit, "indicator"].nunique()
    witness.note("own_figures")
    witness.tell(f"indicators {exhibit}", str(found))
    return found == int(number)


@_predicate("exhibit", "series")
def has_target(witness: Witness, exhibit: str, series: Series) -> bool:
    """The exhibit sets a target of this series."""
    table = strategy.printed_values()
    targets = table[(table["exhibit"] == exhibit) & (table["role"] == "target")]
    mine = (targets["indicator"] == series.indicator) & (targets["measure"] == series.measure)
    witness.note("own_figures")
    witness.tell(f"targets {exhibit} {series}", str(int(mine.sum())))
    return bool(mine.any())


@_predicate("tier", "outlook")
def tends(witness: Witness, tier: str, outlook: str) -> bool:
    """Section 2.3 says this of the state's capability in this tier of functions."""
    says = strategy.listed("tiers").set_index("tier").at[tier, "outlook"]
    witness.note("own_figures")
    witness.tell(f"outlook {tier}", says)
    return says == outlook
