"""Evidence: the figures that a claim is tested on, and a witness who writes down each one used."""

import math
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import pandas as pd

from strategybook import countries, editions
from strategybook.catalogue import decimals, indicators
from strategybook.margins import error_within, margin_of_change
from strategybook.observations import shown_value
from strategybook.ranks import competition_rank
from strategybook.recompute import NO_EVIDENCE, Figures

# Confidence of figures that a verdict should not rest on without saying so.
DOUBTFUL = ("doubtful", "sources disagree")
# Sampling margin of one country's percentage, in points: "2.5 to 3.0, varies by country" (Edelman,
# 2023 Edelman Trust Barometer, Global Report, page on methodology). Two samples add in squares.
SAMPLING_MARGIN = 3.0
TWO_SAMPLES = round(math.sqrt(2) * SAMPLING_MARGIN, 1)
# What rests on samples whose publisher gives no margin with its figures.
WITHOUT_MARGIN = ("service_satisfaction", "wjp_")
# The answer where a difference is no larger than its margin of error: it may be chance.
WITHIN = "within margin"


class Row(NamedTuple):
    """What a verdict needs of an observation."""

    entity: str
    year: int
    value: float
    confidence: str
    source: str
    edition: str


@dataclass(frozen=True)
class Series:
    """An indicator and how it is measured, as a claim names them: `egdi.score`."""

    indicator: str
    measure: str

    def __str__(self):
        return f"{self.indicator}.{self.measure}"

    @property
    def upwards(self) -> int:
        """1 where a higher figure is better, -1 where a lower one is, as with ranks."""
        best = indicators().loc[(self.indicator, self.measure), "best"]
        return 1 if best == "highest" else -1


@dataclass(frozen=True)
class Number:
    """One number that a verdict rests on: what it is, its value, its source and edition."""

    subject: str
    value: str
    source: str = ""
    edition: str = ""

    def __str__(self):
        return f"{self.subject} = {self.value}"


class Cited(Protocol):
    """What names its source and edition: an observation, or a recomputed value."""

    source: str
    edition: str


class NoFigureError(Exception):
    """A figure that a claim needs is not held, or only in print; the text says which."""

    def __init__(self, missing: str, head: str = "no_figure"):
        super().__init__(missing)
        self.reason = f"{head}; missing={missing}"


class Evidence:
    """What the editions that `as_of` may see say, for quick look-ups.

    Parameters
    ----------
    table
        Observations of all countries.
    as_of
        `strategy`, `latest` or a year of publication.
    """

    def __init__(self, table: pd.DataFrame, as_of: str):
        self.as_of = as_of
        self.recomputable = Figures(table, as_of)
        seen = editions.select(table, as_of)
        self._tables = dict(tuple(seen.groupby(["indicator", "measure"])))
        self._rows: dict[Series, dict[tuple[str, int], Row]] = {}

    def _of_series(self, series: Series) -> dict[tuple[str, int], Row]:
        """Return the observations of a series by country and year."""
        if series not in self._rows:
            table = self._tables.get((series.indicator, series.measure))
            columns = [] if table is None else [table[name].tolist() for name in Row._fields]
            rows = map(Row._make, zip(*columns, strict=True))
            self._rows[series] = {(row.entity, row.year): row for row in rows}
        return self._rows[series]

    def years(self, series: Series, entity: str | None = None) -> list[int]:
        """Return the years that a country (or else any country) has a figure for, in order."""
        return sorted(
            {
                year
                for own, year in self._of_series(series)
                if (own == entity if entity else own not in countries.MEANS)
            }
        )

    def of_year(self, series: Series, year: int) -> pd.DataFrame:
        """Return the observations of every country in a year, indexed by country.

        Raises
        ------
        NoFigureError
            Where there is none.
        """
        if year not in self.years(series):
            raise NoFigureError(f"{series} {year}")
        table = self._tables[(series.indicator, series.measure)]
        own = (table["year"] == year) & ~table["entity"].isin(countries.MEANS)
        return table[own].set_index("entity")

    def margin(self, indicator: str, entity: str, years: tuple[int, int]) -> float:
        """Return the margin of a change of WGI's estimate, see `strategybook.margins`.

        Raises
        ------
        NoFigureError
            Where an edition gives neither standard errors nor bounds.
        """
        return margin_of_change(*(self._error(indicator, entity, year) for year in years))

    def _error(self, indicator: str, entity: str, year: int) -> float:
        """Return the standard error of an estimate, from its bounds where an edition has these."""
        error = self._of_series(Series(indicator, "standard_error")).get((entity, year))
        if error is not None:
            return error.value
        lower, upper = (Series(indicator, f"estimate_{end}") for end in ("lower", "upper"))
        return error_within(
            self.row(lower, entity, year).value, self.row(upper, entity, year).value
        )

    def row(self, series: Series, entity: str, year: int) -> Row:
        """Return one observation; raise NoFigureError where it is not held."""
        rows = self._of_series(series)
        if (entity, year) not in rows:
            raise NoFigureError(f"{series} {entity} {year}")
        return rows[entity, year]


def shown(series: Series, value: float) -> str:
    """Return a figure as it is told: as the publisher prints it, scores with a decimal more."""
    digits = decimals(series.indicator, series.measure)
    return f"{value:.{max(digits, 3) if series.measure == 'score' else digits}f}"


class Gain(NamedTuple):
    """How far a figure became better, and whether its margin of error may explain all of it."""

    value: float
    within: bool

    def answers(self, so: bool) -> bool | str:
        """Return the answer to what was asked of it, `WITHIN` where chance may explain it."""
        return WITHIN if self.within else so


@dataclass
class Witness:
    """Looks figures up for one predicate, and remembers all that it was asked for.

    Attributes
    ----------
    numbers
        The numbers used, in the order of use.
    reasons
        What limits the verdict: heads and facts, as `strategybook.claims.pages` reads them.
    """

    evidence: Evidence
    numbers: list[Number] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def tell(self, subject: str, value: str, of: Cited | None = None) -> None:
        """Remember a number, and the source and edition of what it was read or worked out from."""
        cited = (of.source, of.edition) if of is not None else ("", "")
        number = Number(subject, value, *cited)
        if number not in self.numbers:
            self.numbers.append(number)

    def note(self, reason: str) -> None:
        """Remember what limits the verdict, "" for nothing."""
        if reason and reason not in self.reasons:
            self.reasons.append(reason)

    def value(self, series: Series, entity: str, year: int) -> float:
        """Return one figure, and remember it with its source."""
        row = self.evidence.row(series, entity, year)
        self.tell(f"{series} {entity} {year}", shown(series, row.value), row)
        if row.confidence == NO_EVIDENCE:
            self.note("own_figures")
        if row.confidence in DOUBTFUL:
            self.note("doubtful")
        return row.value

    def exactly(self, series: Series, entity: str, year: int) -> str:
        """Return one figure as the shortest text that reads back to it, and remember it."""
        return shown_value(self.value(series, entity, year))

    def independent(self, series: Series, entity: str, year: int) -> str:
        """Return one figure as text that reads back to it, unless it was copied from print.

        Raises
        ------
        NoFigureError
            Where only the strategy has it: what it says cannot be held against itself.
        """
        row = self.evidence.row(series, entity, year)
        if row.confidence == NO_EVIDENCE:
            self.tell(f"{series} {entity} {year}", shown(series, row.value), row)
            raise NoFigureError(f"{series} {entity} {year}", "print_alone")
        return self.exactly(series, entity, year)

    def gain(self, series: Series, entity: str, first: int, last: int) -> Gain:
        """Return how far a figure became better between two years, and what chance may explain."""
        then, now = (self.value(series, entity, year) for year in (first, last))
        gain = (now - then) * series.upwards
        return Gain(gain, self._is_within_margin(series, entity, (first, last), gain))

    def _is_within_margin(
        self, series: Series, entity: str, years: tuple[int, int], change: float
    ) -> bool:
        """Tell whether chance may explain a change, and remember the margin or that none is given.

        Of percentile ranks it is the change of the estimates behind them that has a margin.
        """
        if series.indicator.startswith(WITHOUT_MARGIN):
            self.note("margin_unknown")
        if self.is_sampled(series, entity, change, TWO_SAMPLES):
            return True
        if series.measure in ("estimate", "percentile_rank"):
            estimates = Series(series.indicator, "estimate")
            first, last = (self.evidence.row(estimates, entity, year).value for year in years)
            margin = self.evidence.margin(series.indicator, entity, years)
            digits = decimals(series.indicator, "estimate")
            moved = f"{last - first:+.{digits}f} of {margin:.{digits}f}"
            self.tell(f"change {estimates} {entity} {years[0]} {years[1]}", moved)
            return self._is_chance(abs(last - first) <= margin, "within_error")
        return False

    def is_sampled(self, series: Series, entity: str, difference: float, margin: float) -> bool:
        """Tell whether a country's sample may explain a difference, and remember its margin."""
        is_survey = series.indicator.startswith("edelman_") and entity not in countries.MEANS
        within = is_survey and abs(difference) <= margin
        return self._is_chance(within, f"sampling_margin; margin={margin}")

    def _is_chance(self, within: bool, reason: str) -> bool:
        if within:
            self.note(reason)
        return within

    def lead(self, series: Series, first: str, second: str, year: int) -> float:
        """Return how far the first country's figure is better than the second's."""
        values = [self.value(series, entity, year) for entity in (first, second)]
        return (values[0] - values[1]) * series.upwards

    def covered(self, series: Series, group: str, year: int) -> pd.Series:
        """Return the figures of a group's members that have one, and remember how many those are.

        Raises
        ------
        NoFigureError
            Where no member has one.
        """
        table = self.evidence.of_year(series, year)
        members = countries.members(group, year)
        inside = table[table.index.isin(members)]
        if inside.empty:
            raise NoFigureError(f"{series} {group} {year}")
        of = f"{len(inside)} of {len(members)}"
        self.tell(f"covered {series} {group} {year}", of, inside.iloc[0])
        return inside["value"]

    def place(self, series: Series, entity: str, group: str, year: int) -> int:
        """Return a country's place among the members covered; ties share the best place."""
        values = self.covered(series, group, year)
        own = self.value(series, entity, year)
        place = int(competition_rank(values * series.upwards)[entity])
        ties = int((values == own).sum())
        if ties > 1:
            self.note(f"place_tie; number={ties}")
        self.tell(f"place {series} {entity} {group} {year}", str(place))
        return place
