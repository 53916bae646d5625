"""Amounts in words, with their units."""

from strategybook.catalogue import decimals
from strategybook.language import shown_number, words


def places(number: float, language: str) -> str:
    """Return a number of ranks in words: `1 place`, `2 places`."""
    key = "places.one" if number == 1 else "places.many"
    return words(key, language, number=int(number))


def shown_distance(short: float, indicator: str, measure: str, language: str) -> str:
    """Return a distance in words: places, points, percentage points or a number."""
    if measure == "rank":
        return places(abs(short), language)
    number = shown_number(abs(short), decimals(indicator, measure))
    amount = "one" if abs(short) == 1 else "many"
    return words(f"distance.{measure}.{amount}", language, number=number)
