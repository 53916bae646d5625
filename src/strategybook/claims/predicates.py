"""The predicates that claims are made of: each looks figures up and says whether it is so.

A predicate declares the kinds of its arguments, which `strategybook.claims.language` reads them
by; a last kind that ends with `+` takes one or more. It raises `NoFigureError` where a figure is
missing. Figures are "better" by the catalogue: a higher score, a smaller rank.
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
    NoFigureError,
    Series,
    Witness,
    shown,
    within_margin,
)
from strategybook.printed_check import equal_as_printed
from strategybook.recompute import recompute

MOST = 0.5


@dataclass(frozen=True)
class Predicate:
    """A predicate and the kinds of its arguments."""

    test: Callable[..., bool]
    kinds: tuple[str, ...]


PREDICATES: dict[str, Predicate] = {}


def _predicate(*kinds: str):
    """Register a predicate under its function's name."""

    def register(test: Callable[..., bool]) -> Callable[..., bool]:
        PREDICATES[test.__name__] = Predicate(test, kinds)
        return test

    return register


def _each(answers: Iterable[bool]) -> bool:
    """Tell whether all are so; unlike `all` it asks each, so that every number is remembered."""
    return all(list(answers))


# One country's figures


@_predicate("series", "entity", "year", "number")
def equals(witness: Witness, series: Series, entity: str, year: int, number: str) -> bool:
    """The figure is this number, at the decimals that the number is written with."""
    return equal_as_printed(number, witness.exactly(series, entity, year))


@_predicate("series", "entity", "year", "number")
def at_least(witness: Witness, series: Series, entity: str, year: int, number: str) -> bool:
    """The figure is this number or higher."""
    return _distance(witness, series, entity, year, number) >= 0


@_predicate("series", "entity", "year", "number")
def at_most(witness: Witness, series: Series, entity: str, year: int, number: str) -> bool:
    """The figure is this number or lower; of a rank: this place or better."""
    return _distance(witness, series, entity, year, number) <= 0


@_predicate("series", "entity", "year", "number")
def below(witness: Witness, series: Series, entity: str, year: int, number: str) -> bool:
    """The figure is lower than this number."""
    return _distance(witness, series, entity, year, number) < 0


def _distance(witness: Witness, series: Series, entity: str, year: int, number: str) -> Decimal:
    distance = Decimal(witness.exactly(series, entity, year)) - Decimal(number)
    if series.indicator.startswith("edelman_") and abs(distance) <= SAMPLING_MARGIN:
        witness.note(f"sampling_margin; margin={SAMPLING_MARGIN}")
    return distance


@_predicate("series", "entity", "year", "year+")
def rises(witness: Witness, series: Series, entity: str, *years: int) -> bool:
    """Each figure is better than the one before it."""
    return _each(witness.gain(series, entity, *step) > 0 for step in pairwise(years))


@_predicate("series", "entity", "year", "year+")
def falls(witness: Witness, series: Series, entity: str, *years: int) -> bool:
    """Each figure is worse than the one before it."""
    return _each(witness.gain(series, entity, *step) < 0 for step in pairwise(years))


@_predicate("series", "entity", "year", "year")
def rises_every_time(witness: Witness, series: Series, entity: str, first: int, last: int) -> bool:
    """Each figure published for these years is better than the one before it."""
    return rises(witness, series, entity, *_years(witness, series, entity, first, last))


@_predicate("series", "entity", "year", "year")
def falls_every_time(witness: Witness, series: Series, entity: str, first: int, last: int) -> bool:
    """Each figure published for these years is worse than the one before it."""
    return falls(witness, series, entity, *_years(witness, series, entity, first, last))


@_predicate("series", "entity", "year", "year", "number")
def stays_within(
    witness: Witness, series: Series, entity: str, first: int, last: int, number: str
) -> bool:
    """The best and the worst figure of these years are no further apart than this number."""
    years = _years(witness, series, entity, first, last)
    values = [Decimal(witness.exactly(series, entity, year)) for year in years]
    return max(values) - min(values) <= Decimal(number)


@_predicate("series", "entity", "year", "year")
def beyond_margin(witness: Witness, series: Series, entity: str, first: int, last: int) -> bool:
    """The margins that the publisher gives for the two years do not overlap."""
    witness.gain(series, entity, first, last)
    overlap = within_margin(witness.evidence, series, entity, first, last)
    if overlap is None:
        raise NoFigureError(f"margin {series}")
    return not overlap


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
def above(witness: Witness, series: Series, other: Series, entity: str, year: int) -> bool:
    """The first series' figure is better than the second's."""
    lead = witness.value(series, entity, year) - witness.value(other, entity, year)
    return lead * series.upwards > 0


@_predicate("entity", "year", "series", "series+")
def highest(witness: Witness, entity: str, year: int, series: Series, *others: Series) -> bool:
    """The first series' figure is better than that of every other series."""
    return _each(above(witness, series, other, entity, year) for other in others)


@_predicate("entity", "year", "year", "series", "series+")
def falls_most(
    witness: Witness, entity: str, first: int, last: int, series: Series, *others: Series
) -> bool:
    """The first series fell further between the two years than every other series."""
    own, *rest = [witness.gain(one, entity, first, last) for one in (series, *others)]
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
def as_printed(witness: Witness, *printed_ids: str) -> bool:
    """Each printed number is the one that the editions give, at the printed decimals."""
    return _each(_recomputed_as_printed(witness, printed_id) for printed_id in printed_ids)


def _recomputed_as_printed(witness: Witness, printed_id: str) -> bool:
    printed = _printed(printed_id)
    found = recompute(printed, witness.evidence.recomputable)
    witness.tell(f"printed {printed_id}", printed["value"], found)
    if found is None:
        raise NoFigureError(f"printed {printed_id}")
    equal = equal_as_printed(printed["value"], found.value)
    if not equal:
        value = _rounded(found.value, printed["value"])
        witness.tell(f"recomputed {printed_id}", value, found)
        witness.note(found.reason)
    return equal


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
    witness.tell(f"indicators {exhibit}", str(found))
    return found == int(number)


@_predicate("exhibit", "year", "year")
def years_within(witness: Witness, exhibit: str, first: int, last: int) -> bool:
    """All years that the exhibit prints lie from first to last."""
    table = strategy.printed_values()
    years = table.loc[(table["exhibit"] == exhibit) & (table["year"] != ""), "year"].astype(int)
    witness.tell(f"years {exhibit}", f"{years.min()}-{years.max()}")
    return first <= years.min() and years.max() <= last
