"""Errors for the person who meets them: one sentence that says what to do."""

from pathlib import Path

from strategybook import paths


class UserError(Exception):
    """A mistake in what the project was given; its text is shown without a traceback."""


class InputError(UserError):
    """Something wrong in a file: where, what was found, what was expected, what to do.

    Parameters
    ----------
    file
        The file, shown relative to the project's root.
    found, expected, cure
        Parts of the sentence; `cure` is an instruction.
    sheet, row, column
        The place in the file, as a spreadsheet shows it (rows from 1), where known.
    """

    def __init__(
        self,
        file: Path | str,
        found: str,
        expected: str,
        cure: str,
        *,
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
    ):
        self.file, self.sheet, self.row, self.column = Path(file), sheet, row, column
        self.found, self.expected, self.cure = found, expected, cure
        named = {"sheet": sheet, "row": row, "column": column}
        place = "".join(f", {word} {value}" for word, value in named.items() if value is not None)
        super().__init__(
            f"{paths.shown(self.file)}{place}: found {found}, expected {expected}; {cure}."
        )

    def __reduce__(self):
        """Travel between processes as the finished sentence."""
        return UserError, (str(self),)
