"""Numbers, reasons and verdicts of `data/processed/claims.csv` in the words of a page."""

from itertools import groupby

from strategybook import printed_check
from strategybook.catalogue import short_name
from strategybook.language import ARROWS, MINUS, country_name, shown_year, words
from strategybook.parameters import OWN_COUNTRY

# Numbers that are told together, as print against recomputed.
PRINT = ("printed", "recomputed")


def verdict(kind: str, found: str, language: str) -> str:
    """Return a verdict in words; of a target, whether it is reached."""
    return words(f"claim.{kind}.{found.replace(' ', '_')}", language)


def numbers(text: str, language: str) -> str:
    """Return the numbers that a verdict rests on: `EGDI rank 57 (2020), 55 (2022)`.

    Parameters
    ----------
    text
        As in the table: `egdi.rank THA 2020 = 57; egdi.rank THA 2022 = 55`.
    """
    pairs = [part.split(" = ", 1) for part in text.split("; ") if part]
    told = [
        (subject.split(), _value(value))
        for subject, value in pairs
        if not _is_whole(subject, value)
    ]
    return "; ".join(
        _together(key, [*items], language) for key, items in groupby(told, key=_belongs_to)
    )


def _is_whole(subject: str, value: str) -> bool:
    """Tell whether a number only says that every member of a group is covered."""
    covered, _, members = value.partition(" of ")
    return subject.startswith("covered") and covered == members


def _value(value: str) -> str:
    """Return a value with true minus signs and commas, and an arrow for a direction."""
    if value in ARROWS:
        return ARROWS[value]
    return f"{int(value):,}" if value.isdecimal() else value.replace("-", MINUS, value[0] == "-")


def _belongs_to(item: tuple[list[str], str]) -> tuple[str, ...]:
    """Return what items must share to be told together."""
    subject = item[0]
    if subject[0] in PRINT:
        return PRINT
    return tuple(subject[:-1] if "." in subject[0] else subject)


def _together(key: tuple[str, ...], items: list, language: str) -> str:
    if "." in key[0]:
        return _figures(key, items, language)
    if key == PRINT:
        return words("number.printed", language, values=_printed(items, language))
    subject, value = items[0]
    return _worked_out(subject, value, language)


def _printed(items: list, language: str) -> str:
    """Return printed values, each with the recomputed one where it differs."""
    told: list[str] = []
    for subject, value in items:
        if subject[0] == "recomputed":
            told[-1] = words("number.recomputed", language, printed=told[-1], value=value)
        else:
            told.append(value)
    return ", ".join(told)


def _figures(key: tuple[str, ...], items: list, language: str) -> str:
    series, entity = key
    values = ", ".join(f"{value} ({shown_year(subject[-1], language)})" for subject, value in items)
    whose = "" if entity == OWN_COUNTRY else f", {country_name(entity, language)}"
    return f"{_series(series, language)}{whose} {values}"


def _series(series: str, language: str) -> str:
    """Return the short name of a series: `EGDI rank`, `คะแนน EGDI`."""
    indicator, measure = series.rsplit(".", 1)
    name = short_name(indicator, language)
    return words(f"number.series.{measure}", language, indicator=name)


# What the words after the first one of a worked-out number are.
PLACES = {
    "above": ("series", "other", "year"),
    "covered": ("series", "group", "year"),
    "fell": ("series", "first_year", "last_year"),
    "indicators": ("exhibit",),
    "mean": ("series", "entity", "year"),
    "mean_of_others": ("series", "entity", "group", "year"),
    "place": ("series", "entity", "group", "year"),
    "score_at_rank": ("series", "rank", "year"),
    "years": ("exhibit",),
}


def _worked_out(subject: list[str], value: str, language: str) -> str:
    head, *rest = subject
    named = dict(zip(PLACES[head], rest, strict=True))
    told = {place: _place(place, word, language) for place, word in named.items()}
    number, _, whole = value.partition(" of ")
    if head == "years":
        number = "-".join(shown_year(year, language) for year in value.split("-"))
    return words(f"number.{head}", language, value=number, whole=whole, **told)


def _place(place: str, word: str, language: str) -> str:
    if place.endswith("year"):
        return shown_year(word, language)
    if place == "group":
        return words(f"group.{word}", language)
    if place == "entity":
        return country_name(word, language)
    return short_name(word.rsplit(".", 1)[0], language) if place in ("series", "other") else word


def reasons(text: str, language: str) -> str:
    """Return what limits a verdict, "" for nothing.

    Parameters
    ----------
    text
        As in the table: heads and facts, joined by ` | `.
    """
    found = [_reason(reason, language) for reason in text.split(" | ") if reason]
    return together(*found)


def together(*parts: str) -> str:
    """Return what is told of one verdict as one text; parts may be empty."""
    return "; ".join(part for part in parts if part)


def _reason(reason: str, language: str) -> str:
    head, _, missing = reason.partition("; missing=")
    if head == "not_testable":
        return ""
    if head == "no_figure":
        return words("reason.no_figure", language, missing=_missing(missing, language))
    return printed_check.reason_in_words(reason, language)


def _missing(missing: str, language: str) -> str:
    """Return what figure is missing: `Societal framework rank 2021`."""
    subject = missing.split()
    if subject[0] == "printed":
        return words("number.to_work_out", language)
    years = [shown_year(word, language) for word in subject[1:] if word.isdigit()]
    whose = [country_name(word, language) for word in subject[1:] if _is_foreign(word)]
    return " ".join([_series(subject[0], language), *whose, *years])


def _is_foreign(word: str) -> bool:
    return word.isupper() and word.isalpha() and word != OWN_COUNTRY
