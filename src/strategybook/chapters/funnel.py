"""The funnel of public services: how many of all services are online, and how fully."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Step:
    """A step of a funnel.

    Attributes
    ----------
    indicator
        What is counted.
    number
        How many there are.
    of_first, of_previous
        The share of the first and of the previous step that this is, in per cent.
    lost
        How many fewer than in the previous step.
    """

    indicator: str
    number: int
    of_first: float
    of_previous: float
    lost: int


def steps(numbers: pd.Series) -> list[Step]:
    """Return the steps of a funnel.

    Parameters
    ----------
    numbers
        How many there are of each indicator (the index), the widest first.

    Raises
    ------
    ValueError
        Where a step is wider than the one before it or not positive, since it is then no part.
    """
    counts = [int(number) for number in numbers]
    before = [counts[0], *counts[:-1]]
    if any(number > wider or number <= 0 for number, wider in zip(counts, before, strict=True)):
        raise ValueError(f"no funnel: {counts}")
    return [
        Step(name, number, 100 * number / counts[0], 100 * number / wider, wider - number)
        for name, number, wider in zip(numbers.index, counts, before, strict=True)
    ]
