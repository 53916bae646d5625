"""The strategy's SWOT: its nine points as a matrix, and each point against the evidence."""

import functools
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from strategybook import paths
from strategybook.catalogue import decimals, short_name
from strategybook.chapters import claims as claims_page
from strategybook.claims.check import OPEN
from strategybook.language import shown_number, shown_year, words
from strategybook.observations import series
from strategybook.show.exhibits import Chapter

KINDS = ("strength", "weakness", "opportunity", "threat")
EXHIBIT = "4-SWOT"


@functools.cache
def points() -> pd.DataFrame:
    """Return `data/raw/strategy/swot.csv`: the nine points, all columns text.

    Columns `point, kind` (one of `KINDS`) and in both languages (`_en`, `_th`) `wording`,
    `evidence` (what the strategy cites for it) and `remark` (what its indicators can say of it),
    then `indicators` (series such as `egdi.rank`) and `claims` (keys), both with blanks between.
    """
    file = paths.RAW / "strategy" / "swot.csv"
    return pd.read_csv(file, dtype=str, keep_default_na=False)


@dataclass(frozen=True)
class Matrix:
    """Two rows of two headed lists, which the book stacks where there is no room for two.

    Attributes
    ----------
    parts
        Heading and points of each of the four lists.
    """

    parts: list[tuple[str, list[str]]]

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """What there is to show, as a table has rows."""
        return self.parts

    def as_myst(self, escape: Callable[[str], str]) -> str:
        """Return a list table; the caption and the name are its caller's."""
        cells = [
            "\n".join([f"[{escape(heading)}]{{.heading}}", "", *(f"- {escape(p)}" for p in points)])
            for heading, points in self.parts
        ]
        rows = [cells[:2], cells[2:]]
        body = "\n".join(
            _indented(cell, "* - " if first else "  - ")
            for row in rows
            for cell, first in zip(row, (True, False), strict=True)
        )
        return f":::{{list-table}}\n:class: matrix\n\n{body}\n:::"

    def as_text(self) -> str:
        """Return headings and points, a line each."""
        return "\n".join(line for heading, points in self.parts for line in (heading, *points))


def _indented(cell: str, bullet: str) -> str:
    first, *rest = cell.splitlines()
    return "\n".join([bullet + first, *(" " * len(bullet) + line for line in rest)])


def show_matrix(chapter: Chapter) -> None:
    """Show the SWOT as the strategy prints it, in this book's words."""
    wording = f"wording_{chapter.language}"
    parts = [
        (words(f"swot.{kind}", chapter.language), list(group[wording]))
        for kind, group in ((kind, of_kind(kind)) for kind in KINDS)
    ]
    chapter.show_table(
        "matrix",
        Matrix(parts),
        points(),
        caption=words("caption.swot", chapter.language),
        exhibit=EXHIBIT,
        cited=pd.DataFrame([("strategy", "2024")], columns=["source", "edition"]),
    )


def of_kind(kind: str) -> pd.DataFrame:
    """Return the points of one kind, in the strategy's order."""
    return points()[points()["kind"] == kind]


def show_points(chapter: Chapter, kind: str) -> None:
    """Show each point of a kind: what it rests on, and what became of it."""
    for _, point in of_kind(kind).iterrows():
        claims = _claims(point)
        chapter.say(f"{point['point']}. {point[f'wording_{chapter.language}']}")
        chapter.say(*_sentences(chapter, point, claims))
        if _has_evidence(chapter, point, claims):
            chapter.show_table(
                point["point"].lower(),
                claims_page.then_and_today(chapter, claims),
                claims,
                caption=words("caption.swot.point", chapter.language, point=point["point"]),
                cited=claims_page.cited(claims),
            )


def _claims(point: pd.Series) -> pd.DataFrame:
    """Return the claims of a point, in its own order."""
    named = point["claims"].split()
    return claims_page.claims().set_index("claim_id", drop=False).loc[named].reset_index(drop=True)


def _has_evidence(chapter: Chapter, point: pd.Series, claims: pd.DataFrame) -> bool:
    """Tell whether the strategy cites anything for a point, or a number could test it."""
    return point[f"evidence_{chapter.language}"] != "" or (claims["today"] != OPEN).any()


def _sentences(chapter: Chapter, point: pd.Series, claims: pd.DataFrame) -> list[str]:
    """Return what the strategy cites for a point, its indicators, and its verdicts today."""
    if not _has_evidence(chapter, point, claims):
        return [words("swot.no_numbers", chapter.language)]
    evidence = point[f"evidence_{chapter.language}"]
    cites = words("swot.cites", chapter.language, evidence=evidence) if evidence else ""
    figures = [indicator(chapter, name) for name in point["indicators"].split()]
    return [cites, point[f"remark_{chapter.language}"], *figures, _counted(chapter, claims)]


def _counted(chapter: Chapter, claims: pd.DataFrame) -> str:
    parts = claims_page.counted(chapter, claims)
    return words("swot.today", chapter.language, parts=parts)


def indicator(chapter: Chapter, name: str) -> str:
    """Return a series' newest figure as of the strategy and on the editions of the chapter."""
    name, measure = name.rsplit(".", 1)
    ends = [
        series(chapter.observations(as_of), name, chapter.country, measure)
        for as_of in ("strategy", chapter.as_of)
    ]
    if any(end.empty for end in ends):
        name, country = short_name(name, chapter.language), chapter.country_name
        return words("sentence.no_data", chapter.language, indicator=name, country=country)
    (first_year, first), (last_year, last) = ((end.index[-1], end.iloc[-1]) for end in ends)
    digits = decimals(name, measure)
    return words(
        "swot.indicator.same" if first_year == last_year else "swot.indicator",
        chapter.language,
        indicator=short_name(name, chapter.language),
        measure=words(f"measure.{measure}", chapter.language).lower(),
        first=shown_number(first, digits),
        last=shown_number(last, digits),
        first_year=shown_year(first_year, chapter.language),
        last_year=shown_year(last_year, chapter.language),
    )
