"""A sheet of the WGI as a table: its header, and the figures below it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from strategybook import countries
from strategybook.countries import entity_of
from strategybook.errors import InputError
from strategybook.readers import text
from strategybook.readers.sheets import Sheet
from strategybook.readers.wgi import terms

MISSING = [*sorted(text.MISSING), np.nan, None]


@dataclass(frozen=True)
class Label:
    """A column that says what the figures of its rows speak of.

    `meaning` turns a cell into an entity, year, indicator or measure, or else None; then it is an
    error of the kind `key`, told with `facts`.
    """

    place: int
    key: str
    meaning: Callable
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A sheet's header, in the row `header`, and the cells below it.

    `left_out` gets what a layout passes over, in words.
    """

    sheet: Sheet
    header: int
    left_out: list[str] = field(default_factory=list)

    @cached_property
    def words(self) -> list[str]:
        """The headings without stray blanks and capitals.

        A heading merged over two rows stands in the upper one, so a blank takes what is above it.
        """
        own = terms.words(self.sheet.rows[self.header])
        above = ["" if terms.year(word) else word for word in terms.words(self._row_above)]
        return [word or upper for word, upper in zip(own, above, strict=True)]

    @property
    def _row_above(self) -> list:
        rows = self.sheet.rows
        return rows[self.header - 1] if self.header else [""] * len(rows[self.header])

    @cached_property
    def years_above(self) -> list[int | None]:
        """The year in the row above each heading; one merged over columns stands in the first."""
        years, last = [], None
        for cell in self._row_above:
            stated = terms.year(cell)
            last = stated if stated or str(cell).strip() else last
            years.append(last)
        return years

    @cached_property
    def indicator(self) -> str | None:
        """The indicator that the sheet, or the file of a single sheet, is named after."""
        name = self.sheet.path.stem if self.sheet.name is None else self.sheet.name
        return terms.sheet_dimension(name)

    @cached_property
    def below(self) -> np.ndarray:
        """The cells below the header; a header that a person has repeated there is blank."""
        rows, width = self.sheet.rows, len(self.sheet.rows[self.header])
        heads, blank = (rows[self.header], self._row_above), [""] * width
        cells = [blank if row in heads else row for row in rows[self.header + 1 :]]
        return np.array(cells, dtype=object).reshape(-1, width)

    def place(self, wanted: set[str]) -> int | None:
        """Return the first column with one of some headings."""
        return next((place for place, word in enumerate(self.words) if word in wanted), None)

    def cells(self, place: int) -> list:
        """Return the cells of a column below the header."""
        return list(self.below[:, place])

    @property
    def has_entities(self) -> bool:
        """Whether a column says the economies."""
        return self.place(terms.CODE_HEADINGS | terms.NAME_HEADINGS) is not None

    @property
    def entities(self) -> Label:
        """The column of codes, or else that of names."""
        place = self.place(terms.CODE_HEADINGS)
        if place is not None:
            return Label(place, "country.code", terms.entity)
        named = self.place(terms.NAME_HEADINGS)
        return Label(named, "country.name", lambda cell: entity_of(str(cell)))

    def mistake(self, key: str, place: int, **facts: object) -> InputError:
        """Return an error of a kind at a heading."""
        return self.sheet.mistake(key, self.header, place, **facts)

    def figures(
        self, places: list[int], rows: np.ndarray | None = None, **labels: Label | list
    ) -> pd.DataFrame:
        """Return the filled cells below the headings at `places`, one a row.

        Parameters
        ----------
        rows
            Which of the rows below the header count; None is all.
        labels
            What says the `entity`, `year`, `indicator` and `measure` of a cell: a column, or the
            headings (a list of what each means).

        Returns
        -------
        Columns `value, number, row, place`, and the labels as categories.

        Raises
        ------
        InputError
            At the first filled cell of which a column says something unknown.
        """
        kept = np.arange(len(self.below)) if rows is None else np.flatnonzero(rows)
        values = self.below[np.ix_(kept, places)]
        columns = {"row": kept[:, None] + self.header + 1, "place": np.array([places])}
        columns |= {name: self._codes(name, label, kept) for name, label in labels.items()}
        spread = {
            name: np.broadcast_to(column, values.shape).ravel() for name, column in columns.items()
        }
        table = pd.DataFrame({"value": values.ravel()} | spread)
        table["number"] = pd.to_numeric(table["value"], errors="coerce")
        blank = table.loc[table["number"].isna(), "value"].isin(MISSING)
        table = table.drop(index=blank.index[blank])
        for name, label in labels.items():
            self._check_known(table, name, label)
            table[name] = pd.Categorical.from_codes(table[name], dtype=terms.kinds()[name])
        return table

    def _codes(self, name: str, label: Label | list, kept: np.ndarray) -> np.ndarray:
        """Return codes of what a label means, for each row (a column) or heading (a row)."""
        if isinstance(label, list):
            return pd.Categorical(label, dtype=terms.kinds()[name]).codes[None, :]
        cells = pd.Series(self.below[kept, label.place], dtype=object)
        meanings = cells.map({cell: label.meaning(cell) for cell in cells.unique()})
        return pd.Categorical(meanings, dtype=terms.kinds()[name]).codes[:, None]

    def _check_known(self, table: pd.DataFrame, name: str, label: Label | list) -> None:
        unknown = table["row"][table[name] == -1]
        if len(unknown):
            row = unknown.iloc[0]
            facts = {"value": self.sheet.rows[row][label.place]} | label.facts
            if name == "entity":
                facts = self._unknown_entities(label, str(facts["value"]))
            raise self.sheet.mistake(label.key, row, label.place, **facts)

    def _unknown_entities(self, label: Label, first: str) -> dict[str, object]:
        """Return what is told of the cells of a column that are no known country, `first` first."""
        if label.key == "country.code":
            return countries.unknown_code(first)
        meant = {str(cell): label.meaning(cell) for cell in self.cells(label.place)}
        unknown = [cell for cell, entity in meant.items() if entity is None and cell != first]
        return countries.unknown("wgi", [first, *unknown], set(meant.values()) - {None})
