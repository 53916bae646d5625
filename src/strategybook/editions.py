"""Sources, their editions, and which of them a run may see.

Of a source that re-states all years (cumulative) a run sees one edition and no other, since two
must never be mixed: the newest *whole* edition among those that `as_of` allows. A newer edition of
which only a part is held (one dimension, some years, a few countries) is kept and told on the page
of editions, but does not take the place of the whole one, and adds nothing to it. Only where no
whole edition is allowed, the newest partial one is seen. Whether an edition is whole follows from
the figures held; `strategybook.adding.extent` has the rule, and writes it into the register.

Of a source whose editions add a year each (one_year) every edition is seen, whatever it lacks.
"""

import functools

import pandas as pd

from strategybook import paths
from strategybook.errors import InputError

AS_OF_WORDS = ("latest", "strategy")
WHOLE, PARTIAL = "whole", "partial"


@functools.cache
def sources() -> pd.DataFrame:
    """Return `data/raw/sources.csv`, indexed by source.

    `reader` is the module of `strategybook.readers` that reads its files, "" where none does.
    `revision` is `cumulative` where an edition re-states all years, `one_year` where an edition
    adds a year. `every_years` is the time between its editions, "" where they are irregular.
    What a reader of the book is told (`title`, `about`, `frequency`, `terms`) is there in both
    languages, in columns that end with `_en` and `_th`.
    """
    return pd.read_csv(paths.RAW / "sources.csv", keep_default_na=False, index_col="source")


@functools.cache
def editions() -> pd.DataFrame:
    """Return `data/raw/editions.csv`: one row a source and edition, all columns text.

    Columns `source, edition, published_on` (as exactly as known: `2022-09-28` or `2012`),
    `came_from, publisher_sha256` (of the file as received), `figures, figures_sha256` (our
    extract, relative to `data/raw`, and its hash), `extent` (`whole` or `partial`, "" for a source
    whose editions add a year each).
    """
    return pd.read_csv(paths.RAW / "editions.csv", dtype=str, keep_default_na=False)


@functools.cache
def publication_days() -> pd.Series:
    """Return when each edition was published, as exactly as known: `2022-09-28`, `2012`.

    Indexed by source and edition. The day is that of `data/raw/publication_days.csv`, which says
    who states it and has editions that are out but not held; of others it is what
    `editions.csv` says.
    """
    keys = ["source", "edition"]
    file = paths.RAW / "publication_days.csv"
    stated = pd.read_csv(file, dtype=str, keep_default_na=False).set_index(keys)["published_on"]
    held = editions().set_index(keys)["published_on"]
    return stated.combine_first(held).sort_index()


def published_on(source: str, edition: str) -> str:
    """Return when an edition was published, as exactly as known."""
    return publication_days()[source, edition]


def first_day(published_on: str) -> str:
    """Return the first day that a date may mean: of a year alone, New Year's Day."""
    return published_on + "YYYY-01-01"[len(published_on) :]


@functools.cache
def samples(source: str) -> pd.DataFrame:
    """Return a survey's statements of method, from `data/raw/survey_samples.csv`, by year.

    Columns `respondents` and `countries` (how many in all), `sample_least` and `sample_most` (in
    a country), `margin_least` and `margin_most` (of a country's value, plus or minus, percentage
    points), `source, edition, origin, confidence`.
    """
    table = pd.read_csv(paths.RAW / "survey_samples.csv", dtype={"edition": str})
    mine = table[table["source"] == source]
    return mine.set_index(mine["edition"].astype(int).rename("year"))


def publication_years() -> list[str]:
    """Return the years in which the editions held were published, oldest first."""
    return sorted(editions()["published_on"].str[:4].unique())


def checked(as_of: str) -> str:
    """Return which editions may be seen, if there is such a word or year.

    Raises
    ------
    InputError
        Otherwise, with what there is.
    """
    years = publication_years()
    allowed = [*AS_OF_WORDS, *map(str, range(int(years[0]), int(years[-1]) + 1))]
    if str(as_of) not in allowed:
        known = ", ".join([*AS_OF_WORDS, f"a year from {years[0]} to {years[-1]}"])
        raise InputError("Parameter as_of", "option.parameter", value=as_of, known=known)
    return str(as_of)


def visible(as_of: str) -> pd.DataFrame:
    """Return the editions that a run may see.

    Parameters
    ----------
    as_of
        `strategy` (what the strategy's authors had, `data/raw/strategy/editions.csv`), `latest`,
        or a year of publication.

    Returns
    -------
    Columns `source, edition`. Of a cumulative source only the newest whole edition is there, since
    editions of it must never be mixed; a partial one only for want of a whole.
    """
    table = editions()
    if as_of == "strategy":
        seen = pd.read_csv(paths.RAW / "strategy" / "editions.csv", dtype=str)
        table = table.merge(seen[["source", "edition"]])
    elif as_of != "latest":
        table = table[table["published_on"].str[:4] <= as_of]
    order = ["source", "published_on", "edition"]
    table = table.assign(whole=table["extent"] != PARTIAL).sort_values(order)
    # The newest of the whole ones, or of all where none is whole.
    best = table.sort_values(["whole", *order[1:]]).groupby("source")["edition"].last()
    cumulative = table["source"].map(sources()["revision"]) == "cumulative"
    is_seen = ~cumulative | (table["edition"] == table["source"].map(best))
    return table.loc[is_seen, ["source", "edition"]]


def without_parts(observations: pd.DataFrame) -> pd.DataFrame:
    """Return the observations but for those of partial editions of sources that have whole ones.

    For whatever looks at several editions of a source, each as a whole.
    """
    whole = editions()[editions()["extent"] == WHOLE]
    known = pd.MultiIndex.from_frame(whole[["source", "edition"]])
    is_whole = pd.MultiIndex.from_frame(observations[["source", "edition"]]).isin(known)
    has_whole = observations["source"].isin(whole["source"])
    return observations[is_whole | ~has_whole]


def select(observations: pd.DataFrame, as_of: str) -> pd.DataFrame:
    """Return the chosen observations of the editions that `as_of` may see."""
    seen = observations.merge(visible(as_of), on=["source", "edition"])
    return seen[seen["chosen"]].reset_index(drop=True)
