"""Which edition a file of the WGI is of, by what it says of itself."""

import re
from dataclasses import dataclass, field

from strategybook.readers.sheets import Sheet
from strategybook.readers.wgi import terms

SAID_WITHIN = 10
NAMED = re.compile(r"Worldwide Governance Indicators, (\d{4}) Update")
# DataBank writes 09/29/2023 below the table, files of the API 2026-03-11 above it.
UPDATED = re.compile(
    r"Last Updated(?: Date)?:?\s*"
    r"(?:(?P<us_month>\d\d)/(?P<us_day>\d\d)/(?P<us_year>\d{4})"
    r"|(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d))"
)
# Since 2010 each edition came in September or later.
FIRST_MONTH = 9


@dataclass
class Said:
    """What the sheets of a file say: editions named, days of update, years of saving."""

    named: set[str] = field(default_factory=set)
    updated: set[str] = field(default_factory=set)
    saved: set[str] = field(default_factory=set)

    def hear(self, sheet: Sheet) -> None:
        """Add what a sheet says above and below its table."""
        ends = sheet.rows[:SAID_WITHIN] + sheet.rows[-SAID_WITHIN:]
        text = "\n".join(str(cell) for row in ends for cell in row[:SAID_WITHIN])
        self.named |= set(NAMED.findall(text))
        self.saved |= {sheet.saved} - {""}
        for match in UPDATED.finditer(text):
            day = [match["year"], match["month"], match["day"]]
            day = day if match["year"] else [match["us_year"], match["us_month"], match["us_day"]]
            self.updated.add("-".join(day))


def edition_of(said: Said, last_year: int, is_whole: bool) -> tuple[str, list[str]]:
    """Return the edition, "" where the file cannot tell, and notes on it.

    Each edition ends with the year before it. So a file that ends with 2021 is of no edition
    before 2022, and if it was saved or updated before the edition of 2023 of none after it.

    Parameters
    ----------
    is_whole
        Whether the file is a whole workbook in the layout in use since 2025.
    """
    ends, after = f"its last year is {last_year}", str(last_year + 1)
    if len(said.named) == 1:
        edition = min(said.named)
        odd = edition != after
        return edition, [f"The file names the {edition} edition, but {ends}."] if odd else []
    before_next = f"{last_year + 2}-{FIRST_MONTH:02}"
    updated = sorted(day for day in said.updated if after <= day < before_next)
    if after in said.saved | {day[:4] for day in updated}:
        why = f"{ends} and it was saved in {after}"
    elif updated:
        why = (
            f"{ends} and it was last updated on {updated[0]}, before an edition of {updated[0][:4]}"
        )
    elif is_whole and int(after) >= terms.SCORES_SINCE:
        why = f"{ends} and it is a whole workbook in the layout in use since {terms.SCORES_SINCE}"
    else:
        return "", [f"The file names no edition; {ends}."]
    return after, [f"The file names no edition, but {why}, so that it is of the {after} edition."]


def published_on(said: Said, edition: str) -> str:
    """Return the day on which the World Bank put an edition up, "" where the file tells none."""
    days = [day for day in said.updated if day[:4] == edition and int(day[5:7]) >= FIRST_MONTH]
    return min(days, default="")
