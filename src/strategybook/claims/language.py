"""The language of claims: predicates with their arguments, joined by `and`.

    rises(egdi.rank, THA, 2020, 2022) and n_th(egdi.score, THA, ASEAN, now, 3)

An expression is read with Python's own grammar, but nothing in it is run: only calls of the
predicates of `strategybook.claims.predicates` pass, with arguments of the kinds that they declare.
`now` is the newest year that the series has for the country, `before` the one before it.
"""

import ast
import math
from collections.abc import Callable
from dataclasses import dataclass

from strategybook import countries, paths, strategy
from strategybook.catalogue import indicators
from strategybook.claims.evidence import Evidence, NoFigureError, Series
from strategybook.claims.predicates import PREDICATES
from strategybook.errors import InputError
from strategybook.language import LANGUAGES, country_name

FILE = paths.RAW / "strategy" / "claims.csv"
NEWEST = {"now": -1, "before": -2}
YEARS = range(1990, 2100)


@dataclass(frozen=True)
class Call:
    """A predicate's name and its arguments, each with its kind."""

    predicate: str
    arguments: tuple[tuple[str, object], ...]

    def of_kind(self, kind: str) -> list:
        """Return the arguments of one kind."""
        return [value for of, value in self.arguments if of == kind]

    def resolved(self, evidence: Evidence) -> list:
        """Return the arguments with `now` and `before` as years that the evidence has."""
        return [
            self._year(value, evidence) if value in NEWEST else value for _, value in self.arguments
        ]

    def _year(self, word: str, evidence: Evidence) -> int:
        """Return a year that all series of the call have for the country they are about."""
        about = self.of_kind("entity")[:1] or [None]
        series = self.of_kind("series")
        years = set.intersection(*(set(evidence.years(one, about[0])) for one in series))
        if len(years) < -NEWEST[word]:
            names = " ".join(map(str, series))
            raise NoFigureError(f"{names} {about[0] or ''} {word}".replace("  ", " "))
        return sorted(years)[NEWEST[word]]


class _Refused(Exception):
    """What was found and what was expected instead."""


def parse(expression: str, row: int, column: str = "expression") -> list[Call]:
    """Read an expression of `claims.csv`.

    Parameters
    ----------
    expression
        Its text.
    row, column
        Its place in the file, for the error.

    Raises
    ------
    InputError
        Where it is anything but predicates with arguments of their kinds, joined by `and`.
    """
    try:
        return [_call(part) for part in _parts(expression)]
    except (_Refused, RecursionError) as refusal:
        deep = ("an expression nested too deeply", "predicates joined by 'and'")
        found, expected = refusal.args if isinstance(refusal, _Refused) else deep
        facts = {"value": found, "expected": expected}
        raise InputError(FILE, "held.claim", row=row, column=column, **facts) from None


def _parts(expression: str) -> list[ast.expr]:
    try:
        body = ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise _Refused(repr(expression), "predicates joined by 'and'") from None
    is_joined = isinstance(body, ast.BoolOp) and isinstance(body.op, ast.And)
    return body.values if is_joined else [body]


def _call(node: ast.expr) -> Call:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        raise _Refused(repr(ast.unparse(node)), "a predicate such as rises(egdi.rank, THA, 2020)")
    name = node.func.id
    if name not in PREDICATES:
        raise _Refused(f"predicate {name!r}", f"one of {', '.join(sorted(PREDICATES))}")
    kinds = _kinds(name, node)
    arguments = zip(kinds, node.args, strict=True)
    return Call(name, tuple((kind, _argument(kind, node)) for kind, node in arguments))


def _kinds(name: str, node: ast.Call) -> list[str]:
    """Return the kind of each argument of a call."""
    kinds = list(PREDICATES[name].kinds)
    if kinds[-1].endswith("+"):
        last = kinds.pop().removesuffix("+")
        kinds += [last] * max(1, len(node.args) - len(kinds))
    if node.keywords or len(node.args) != len(kinds):
        wanted = ", ".join(PREDICATES[name].kinds)
        raise _Refused(repr(ast.unparse(node)), f"the arguments {name}({wanted})")
    return kinds


def _argument(kind: str, node: ast.expr) -> object:
    read, known = KINDS[kind]
    value = read(node)
    if value is None:
        raise _Refused(f"{kind} {ast.unparse(node)!r}", known())
    return value


def _series(node: ast.expr) -> Series | None:
    if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)):
        return None
    series = Series(node.value.id, node.attr)
    return series if (series.indicator, series.measure) in indicators().index else None


def _name(known: Callable[[], list[str]]) -> Callable[[ast.expr], str | None]:
    """Return a reader of a bare name that must be one of the known."""
    return lambda node: node.id if isinstance(node, ast.Name) and node.id in known() else None


def _text(known: Callable[[], list[str]]) -> Callable[[ast.expr], str | None]:
    """Return a reader of a text in quotes that must be one of the known."""
    return lambda node: (
        node.value if isinstance(node, ast.Constant) and node.value in known() else None
    )


def _year(node: ast.expr) -> int | str | None:
    if isinstance(node, ast.Name) and node.id in NEWEST:
        return node.id
    is_year = isinstance(node, ast.Constant) and type(node.value) is int and node.value in YEARS
    return node.value if is_year else None


def _number(node: ast.expr) -> str | None:
    """Return a number as it is written: in quotes where its trailing zeros count."""
    value = node.value if isinstance(node, ast.Constant) else None
    if type(value) not in (int, float, str):
        return None
    try:
        return str(value) if math.isfinite(float(value)) else None
    except (ValueError, OverflowError):
        return None


def _entity(node: ast.expr) -> str | None:
    """Return a country or group that has a name to be shown."""
    code = node.id if isinstance(node, ast.Name) else ""
    try:
        return code if country_name(code, LANGUAGES[0]) else None
    except KeyError:
        return None


def _printed() -> list[str]:
    return list(strategy.printed_values()["printed_id"])


def _exhibits() -> list[str]:
    return list(strategy.exhibits().index)


def _tiers(column: str) -> Callable[[], list[str]]:
    return lambda: list(strategy.listed("tiers")[column])


# How an argument of each kind is read, and what is expected where it is not one.
KINDS: dict[str, tuple[Callable[[ast.expr], object], Callable[[], str]]] = {
    "series": (_series, lambda: "an indicator and measure of catalogue.csv such as egdi.score"),
    "entity": (_entity, lambda: "a code such as THA (ISO 3166 alpha-3), WLD or EDELM"),
    "group": (_name(countries.groups), lambda: f"one of {', '.join(countries.groups())}"),
    "year": (_year, lambda: "a year of the Common Era such as 2022, now or before"),
    "number": (_number, lambda: 'a number such as 40, or "0.7660" where its zeros count'),
    "printed": (_text(_printed), lambda: 'a printed_id of printed_values.csv such as "A1.2.07"'),
    "exhibit": (_text(_exhibits), lambda: 'a key of exhibits.csv such as "A1-T"'),
    "tier": (_name(_tiers("tier")), lambda: "a tier of tiers.csv such as middle"),
    "outlook": (_name(_tiers("outlook")), lambda: "an outlook of tiers.csv such as falls"),
}
