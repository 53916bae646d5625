"""What belongs beside an edition in data/raw and is not there yet.

Beside an edition stand the changes of method that it brought, how many people a survey asked, and
the day on which it came out. No file of figures has them; each is a row that a person writes.
"""

import csv
import io

from strategybook import paths
from strategybook.adding.held import Edition

# The register, what it tells, the column that names the edition, and whether each edition has one.
REGISTERS = [
    ("method_breaks.csv", "a change of method, if there was one", "year", False),
    ("survey_samples.csv", "how many were asked", "edition", True),
]
DAYS = "publication_days.csv"
ECONOMIES_EN = "{now} economies were ranked, {then} the year before."
ECONOMIES_TH = "จัดอันดับ {now} เขตเศรษฐกิจ จากเดิม {then}"


def _csv_row(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()


def _economies(edition: Edition | None) -> str:
    """Return how many economies an edition entered by hand ranks, mostly; "" where it does not."""
    if edition is None or not edition.is_entered:
        return ""
    told = edition.figures["economies"]
    return told[told != ""].mode().get(0, "")


def _known(edition: Edition, previous: Edition | None) -> dict[str, str]:
    """Return the cells that follow from the figures: that another number of economies is ranked."""
    now, then = _economies(edition), _economies(previous)
    if not now or not then or now == then:
        return {}
    words = {"what_en": ECONOMIES_EN, "what_th": ECONOMIES_TH}
    cells = {column: text.format(now=now, then=then) for column, text in words.items()}
    return {"series": ""} | cells


def _row_to_write(
    edition: Edition, previous: Edition | None, file: str, key: str, always: bool
) -> str:
    """Return the row that a register lacks, "" if it lacks none; unknown cells name themselves."""
    with (paths.RAW / file).open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        rows = [row for row in reader if row["source"] == edition.source]
    columns = reader.fieldnames or []
    is_told = any(row[key] == edition.name for row in rows)
    if is_told or (always and not rows):  # no edition of such a source has one
        return ""
    cells = {"source": edition.source, key: edition.name} | _known(edition, previous)
    return _csv_row([cells.get(column, column) for column in columns])


def _day_to_write(edition: Edition) -> str:
    """Return the row that the register of days of publication lacks, "" if the day is known."""
    with (paths.RAW / DAYS).open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        told = {(row["source"], row["edition"]): row["published_on"] for row in reader}
    known = max(edition.published_on, told.get(edition.key, ""), key=len)
    cells = {"source": edition.source, "edition": edition.name}
    cells["published_on"] = f"{known}{'-MM-DD'[len(known) - len('2024') :]}"
    is_known = len(known) == len("2024-09-17")
    return "" if is_known else _csv_row([cells.get(name, name) for name in reader.fieldnames])


def missing(edition: Edition, previous: Edition | None) -> list[str]:
    """Return lines on what an edition lacks beside it: the file, and the row to write.

    Parameters
    ----------
    previous
        The edition before it, if one is held.
    """
    lines = []
    for file, what, key, always in REGISTERS:
        if row := _row_to_write(edition, previous, file, key, always):
            lines.append(f"    {what}: in data/raw/{file} `{row}`")
    if row := _day_to_write(edition):
        lines.append(f"    the day of publication: in data/raw/{DAYS} `{row}`")
    return ["  Still to be written beside it:", *lines] if lines else []
