"""Tables that take seconds to make, kept in `_build/kept/` as long as nothing behind them moves.

A table's file has in its name a digest of all that the table comes from, so that what is kept is
never old: a changed figure, register or line of code asks for another file.
"""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from strategybook import paths
from strategybook.files import write_bytes


def digest(files: Iterable[Path], text: str = "") -> str:
    """Return a digest of what files hold, of their names, and of a text beside them."""
    whole = hashlib.sha256(text.encode())
    for file in sorted(files):
        whole.update(paths.shown(file).encode() + b"\0")
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()[:16]


def kept(name: str, key: str, make: Callable[[], pd.DataFrame], **reading) -> pd.DataFrame:
    """Return a table from `_build/kept/NAME-KEY.parquet`; where it is not there, make it first.

    Parameters
    ----------
    key
        See `digest`.
    reading
        What of it to read, as `pandas.read_parquet` takes it: `columns`, `filters`.
    """
    folder = paths.BUILD / "kept"
    file = folder / f"{name}-{key}.parquet"
    try:
        return pd.read_parquet(file, **reading)
    except (OSError, ValueError):  # not there, or half of it after a power cut
        write_bytes(file, make().to_parquet(index=False))
    for old in folder.glob(f"{name}-{'?' * len(key)}.parquet"):
        if old != file:
            old.unlink(missing_ok=True)
    return pd.read_parquet(file, **reading)
