"""Issued forecasts: what was forecast once, frozen with its date, and never worked out again.

Each release's forecasts are a file `data/issued/DATE.csv` with a row in `data/issued/register.csv`
that holds its fingerprint, so that later code cannot rewrite the record.
"""

import hashlib
import re

import numpy as np
import pandas as pd

from strategybook import paths
from strategybook.errors import InputError
from strategybook.files import write_text
from strategybook.parameters import OWN_COUNTRY

COLUMNS = ["kind", "indicator", "entity", "measure", "year", "method", "quantile"]
COLUMNS += ["target", "value"]
REGISTER = paths.ISSUED / "register.csv"


def register() -> pd.DataFrame:
    """Return `data/issued/register.csv`: `issued_on, file, sha256`, all text."""
    if not REGISTER.exists():
        return pd.DataFrame(columns=["issued_on", "file", "sha256"], dtype=str)
    return pd.read_csv(REGISTER, dtype=str, keep_default_na=False)


def content() -> pd.DataFrame:
    """Return what would be issued now: quantiles and chances of the strategy's country.

    Columns `COLUMNS`; `kind` is `quantile` or `chance`, and `value` is the quantile or the chance.
    """
    forecasts = pd.read_csv(paths.PROCESSED / "forecasts.csv").assign(kind="quantile")
    targets = pd.read_csv(paths.PROCESSED / "targets.csv").dropna(subset="chance")
    chances = targets.drop(columns="reason").assign(kind="chance", value=targets["chance"])
    both = pd.concat([forecasts, chances])
    mine = both[(both["as_of"] == "latest") & (both["entity"] == OWN_COUNTRY)]
    order = ["kind", "indicator", "measure", "year", "quantile"]
    return mine[COLUMNS].sort_values(order, ignore_index=True)


def issue(date: str) -> str:
    """Freeze the forecasts as they are in `data/processed`, and return the file's name.

    Parameters
    ----------
    date
        The day of the release, such as 2026-11-25.

    Raises
    ------
    InputError
        Where the date is none, or forecasts were issued with it already.
    """
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
        raise InputError("DATE", "option.issue_date", value=repr(date))
    file = paths.ISSUED / f"{date}.csv"
    # A file that the register does not speak of was left by a run that was killed.
    if date in set(register()["issued_on"]):
        raise InputError(file, "option.issued")
    text = content().to_csv(index=False, lineterminator="\n")
    row = {"issued_on": date, "file": file.name, "sha256": _fingerprint(text.encode())}
    rows = pd.concat([register(), pd.DataFrame([row])]).sort_values("issued_on")
    write_text(file, text, lasting=True)
    write_text(REGISTER, rows.to_csv(index=False, lineterminator="\n"), lasting=True)
    return paths.shown(file)


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def read() -> pd.DataFrame:
    """Return every forecast ever issued, with its date in `issued_on`.

    Raises
    ------
    InputError
        Where a file is not as it was issued.
    """
    parts = [pd.DataFrame(columns=[*COLUMNS, "issued_on"])]
    for row in register().itertuples():
        file = paths.ISSUED / row.file
        if _fingerprint(file.read_bytes()) != row.sha256:
            raise InputError(file, "held.issued", sha256=row.sha256)
        parts.append(pd.read_csv(file).assign(issued_on=row.issued_on))
    return pd.concat(parts[1:] or parts, ignore_index=True)


def chances() -> pd.DataFrame:
    """Return every chance of a target ever issued: the columns of `read`, `value` is the chance."""
    return read().query("kind == 'chance'").reset_index(drop=True)


def scored(quantiles: pd.DataFrame, actual: pd.DataFrame) -> pd.DataFrame:
    """Return forecasts beside what has happened since, where anything has.

    Parameters
    ----------
    quantiles
        Columns `indicator, entity, measure, year, quantile, value`, perhaps with others that tell
        one forecast from another.
    actual
        Observations.

    Returns
    -------
    One row a forecast: its columns, `low` and `high` (the central 80 %), `middle`, `actual` and
    `inside` (whether the actual value lies from low to high).
    """
    keys = [name for name in quantiles.columns if name not in ("quantile", "value")]
    wide = quantiles.pivot(index=keys, columns="quantile", values="value")[[0.1, 0.5, 0.9]]
    wide.columns = ["low", "middle", "high"]
    on = ["indicator", "entity", "measure", "year"]
    happened = actual[[*on, "value"]].rename(columns={"value": "actual"})
    found = wide.reset_index().merge(happened, on=on).sort_values(on, ignore_index=True)
    inside = np.logical_and(found["low"] <= found["actual"], found["actual"] <= found["high"])
    return found.assign(inside=inside)
