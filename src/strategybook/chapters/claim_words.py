"""Numbers, reasons and verdicts of `data/processed/claims.csv` in the words of a page."""

from itertools import groupby

import pandas as pd

from strategybook import printed_check, strategy
from strategybook.catalogue import short_name
from strategybook.language import ARROWS, MINUS, country_name, shown_year, words
from strategybook.parameters import OWN_COUNTRY

# Numbers that are told together, as print against recomputed.
PRINT = ("printed", "recomputed")
# Measures whose series have a name of their own in a sentence.
TOLD_MEASURES = ("count", "estimate", "percent", "percentile_rank", "rank", "score")


def slug(name: str) -> str:
    """Return the name of a kind or verdict as the keys of words have it."""
    return name.replace(" ", "_")


def of_kind(kind: str, way: str, language: str) -> str:
    """Return what has become of a claim, and which way."""
    name = slug(kind)
    return words(f"claim.today.{name}.{way}" if way else f"claim.today.{name}", language)


def counted(kind: str, way: str, number: int, language: str) -> str:
    """Return how many claims there are of a kind that went one way."""
    name = slug(kind)
    key = f"claims.part.{name}.{way}" if way else f"claims.part.{name}"
    return words(key, language, number=number)


def verdict(kind: str, found: str, language: str) -> str:
    """Return a verdict in words; of a target, whether it is reached."""
    return words(f"claim.{kind}.{slug(found)}", language)


def today(row: pd.Series, language: str) -> str:
    """Return what has become of a claim; of a target, whether it is reached by now."""
    told = of_kind(row["today"], row["direction"], language)
    if row["kind"] == "statement":
        return told
    reached = verdict(row["kind"], row["verdict_latest"], language)
    return (
        reached if row["newer"] or row["verdict_latest"] == row["today"] else f"{reached} ({told})"
    )


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
    """Tell whether a number only says that nothing is missing: every member, or a target."""
    if subject.startswith("targets"):
        return value != "0"
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
    if measure not in TOLD_MEASURES:
        return f"{name}, {words(f'measure.{measure}', language).lower()}"
    return words(f"number.series.{measure}", language, indicator=name)


# What the words after the first one of a worked-out number are.
PLACES = {
    "above": ("series", "other", "year"),
    "change": ("series", "entity", "first_year", "last_year"),
    "countries": ("series", "year"),
    "covered": ("series", "group", "year"),
    "fell": ("series", "first_year", "last_year"),
    "indicators": ("exhibit",),
    "mean": ("series", "entity", "year"),
    "mean_of_others": ("series", "entity", "group", "year"),
    "outlook": ("tier",),
    "place": ("series", "entity", "group", "year"),
    "score_at_rank": ("series", "rank", "year"),
    "targets": ("exhibit", "measured"),
}


def _worked_out(subject: list[str], value: str, language: str) -> str:
    head, *rest = subject
    named = dict(zip(PLACES[head], rest, strict=True))
    told = {place: _place(place, word, language) for place, word in named.items()}
    number, _, whole = value.partition(" of ")
    if head == "outlook":
        number = words(f"outlook.{value}", language)
    return words(f"number.{head}", language, value=number, whole=whole, **told)


def _place(place: str, word: str, language: str) -> str:
    if place.endswith("year"):
        return shown_year(word, language)
    if place == "group":
        return words(f"group.{word}", language)
    if place == "entity":
        return country_name(word, language)
    if place == "measured":
        return _series(word, language)
    if place == "tier":
        return strategy.listed("tiers").set_index("tier").at[word, f"name_{language}"]
    return short_name(word.rsplit(".", 1)[0], language) if place in ("series", "other") else word


def reasons(text: str, language: str, known: tuple[str, ...] = ()) -> str:
    """Return what limits a verdict, "" for nothing.

    Parameters
    ----------
    text
        As in the table: heads and facts, joined by ` | `.
    known
        Heads of what the page has told already.
    """
    found = [
        _reason(reason, language) for reason in text.split(" | ") if reason and reason not in known
    ]
    return together(*found)


def together(*parts: str) -> str:
    """Return what is told of one verdict as one text; parts may be empty."""
    return "; ".join(part for part in parts if part)


def _reason(reason: str, language: str) -> str:
    head, _, missing = reason.partition("; missing=")
    if head == "not_testable":
        return ""
    if missing:
        return words(f"reason.{head}", language, missing=_missing(missing, language))
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
