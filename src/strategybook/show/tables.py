"""Tables: the same cells for the book (MyST) and for line-by-line diffs (plain text)."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self

from strategybook.language import words


class Markup(str):
    """A cell with markup: as text it is plain, and `myst` is the same as MyST."""

    def __new__(cls, plain: str, myst: str):
        """Return the plain text, with its MyST beside it."""
        cell = super().__new__(cls, plain)
        cell.myst = myst
        return cell


@dataclass(frozen=True)
class Table:
    """A table ready to be shown.

    Attributes
    ----------
    header
        Column headings.
    rows
        Cells as text, as many as headings in each row.
    numeric
        Headings of the columns to be aligned to the right.
    """

    header: list[str]
    rows: list[list[str]]
    numeric: tuple[str, ...] = ()

    @classmethod
    def headed(
        cls, language: str, names: list[str], rows: list[list[str]], numeric: Iterable[str] = ()
    ) -> Self:
        """Return a table whose headings are the entries `table.NAME` of the language table.

        Parameters
        ----------
        names, numeric
            Names of all columns, and of those to be aligned to the right.
        """
        headings = {name: words(f"table.{name}", language) for name in names}
        right = tuple(headings[name] for name in numeric if name in headings)
        return cls(list(headings.values()), rows, right)

    def as_myst(self, escape: Callable[[str], str]) -> str:
        """Return a pipe table whose cells are escaped by `escape`, but for those with markup."""
        rule = ["--:" if name in self.numeric else ":--" for name in self.header]
        rows = [
            [cell.myst if isinstance(cell, Markup) else escape(cell) for cell in row]
            for row in self.rows
        ]
        lines = [map(escape, self.header), rule, *rows]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def as_text(self) -> str:
        """Return the table in columns of equal width, one line a row."""
        lines = [self.header, *self.rows]
        widths = [max(_width(line[column]) for line in lines) for column in range(len(self.header))]
        return "\n".join(self._line(line, widths) for line in lines)

    def _line(self, cells: list[str], widths: list[int]) -> str:
        padded = [
            " " * (width - _width(cell)) + cell
            if name in self.numeric
            else cell + " " * (width - _width(cell))
            for name, cell, width in zip(self.header, cells, widths, strict=True)
        ]
        return "  ".join(padded).rstrip()


class StackedTable(Table):
    """A table of words, whose rows a phone shows as blocks, each cell below its heading."""

    def as_myst(self, escape: Callable[[str], str]) -> str:
        """Return a pipe table of the class `stacked`."""
        return f"{{.stacked}}\n{super().as_myst(escape)}"

    def as_text(self) -> str:
        """Return the rows as blocks, one line a cell: whole sentences fit into no columns."""
        blocks = [
            [f"{name}: {cell}" for name, cell in zip(self.header, row, strict=True) if cell]
            for row in self.rows
        ]
        return "\n\n".join("\n".join(block) for block in blocks)


def _width(text: str) -> int:
    """Return how many columns `text` takes: Thai vowels and tone marks above or below take none."""
    return sum(unicodedata.category(character) not in ("Mn", "Me", "Cf") for character in text)
