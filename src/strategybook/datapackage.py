"""`data/datapackage.json`: what every table and column means, for programs.

In the format of a Frictionless Data Package (https://specs.frictionlessdata.io/data-package/). The
tables and the meanings of their columns are in `datapackage.csv`; types and rules of observations
come from the schema that `strategybook.observations` validates with.
"""

import functools
import hashlib
import json
from pathlib import Path

import pandas as pd

from strategybook import editions, paths

DATA = paths.ROOT / "data"
FILE = DATA / "datapackage.json"
PACKAGE = {
    "profile": "tabular-data-package",
    "name": "strategybook",
    "title": "Thailand's public-sector strategy 2024-2027, measured",
    "description": (
        "Figures of international indices on Thailand and its neighbours, what the strategy "
        "printed of them, and registers of sources and editions. The figures stand under the "
        "terms of their publishers, which each source names."
    ),
    "licenses": [
        {
            "name": "CC-BY-4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
            "title": "CC BY 4.0, for the registers and words of the book; figures: see sources",
        }
    ],
}
# The type of a Table Schema for each type of the observations' schema, by how its name begins.
TYPES = {"str": "string", "int": "integer", "float": "number", "bool": "boolean"}
# How Table Schema calls what a check of the observations' schema says.
CONSTRAINTS = {
    "allowed_values": "enum",
    "pattern": "pattern",
    "min_value": "minimum",
    "max_value": "maximum",
}


@functools.cache
def _meanings() -> pd.DataFrame:
    """Return `datapackage.csv`: one row a column of a table, and one with no column a table."""
    file = Path(__file__).with_suffix(".csv")
    return pd.read_csv(file, dtype=str, keep_default_na=False)


def tables() -> list[str]:
    """Return the tables of the package, as paths from `data/`."""
    return list(_meanings()["path"].unique())


def key(table: str) -> list[str]:
    """Return the columns that name a row of a table of `tables()`; none where it has no key."""
    rows = _meanings()[_meanings()["path"] == table]
    return list(rows.loc[rows["role"] == "key", "column"])


@functools.cache
def _observed() -> dict[str, dict]:
    """Return type and constraints of each column of observations."""
    from strategybook.observations import schema

    return {
        name: {
            "type": _type(str(column.dtype).lower()),
            "constraints": _required(not column.nullable) | _constraints(column.checks),
        }
        for name, column in schema().columns.items()
    }


def _required(is_required: bool) -> dict:
    return {"required": True} if is_required else {}


def _type(dtype: str) -> str:
    return next(kind for beginning, kind in TYPES.items() if dtype.startswith(beginning))


def _constraints(checks: list) -> dict:
    said = [item for check in checks for item in (check.statistics or {}).items()]
    found = {CONSTRAINTS[name]: value for name, value in said if name in CONSTRAINTS and value}
    # The least length of a text is no least value; that a text is there, `required` says.
    is_length = any(check.name == "str_length" for check in checks)
    return {} if is_length else {name: _plain(value) for name, value in found.items()}


def _plain(value: object) -> object:
    """Return a value as JSON can hold it."""
    if isinstance(value, (list, tuple, set, frozenset)):
        return list(value)
    return getattr(value, "pattern", value)


def _field(row: pd.Series) -> dict:
    """Return the description of one column."""
    named = {"type": row["type"], "constraints": _required(row["role"] != "")}
    own = named if row["type"] else _observed()[row["column"]]
    words = {"trueValues": ["yes"], "falseValues": ["no"]} if own["type"] == "boolean" else {}
    whole = {"name": row["column"], "description": row["meaning"]} | own | words
    return {name: value for name, value in whole.items() if value}


def _foreign_key(row: pd.Series) -> dict:
    path, column = row["refers_to"].split()
    reference = {"resource": _name(path), "fields": column}
    return {"fields": row["column"], "reference": reference}


def _name(path: str) -> str:
    """Return the name of a table: `raw/strategy/editions.csv` is `strategy-editions`."""
    return "-".join(Path(path).with_suffix("").parts[1:])


def _table_schema(rows: pd.DataFrame) -> dict:
    keys = list(rows.loc[rows["role"] == "key", "column"])
    references = [_foreign_key(row) for _, row in rows[rows["refers_to"] != ""].iterrows()]
    whole = {
        "fields": [_field(row) for _, row in rows.iterrows()],
        "missingValues": [""],
        "primaryKey": keys,
        "foreignKeys": references,
    }
    return {name: value for name, value in whole.items() if value}


def _resource(path: str, rows: pd.DataFrame) -> dict:
    content = (DATA / path).read_bytes()
    about = rows[rows["column"] == ""]["meaning"].iloc[0]
    return {
        "name": _name(path),
        "path": path,
        "profile": "tabular-data-resource",
        "description": about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": _table_schema(rows[rows["column"] != ""]),
    }


def _sources() -> list[dict]:
    return [
        {
            "title": row["title_en"],
            "path": row["address"],
            "publisher": row["publisher"],
            "terms": row["terms_en"],
            "cite": row["cite"],
        }
        for _, row in editions.sources().iterrows()
    ]


def describe() -> dict:
    """Return the description of all tables as they are in `data/` now."""
    resources = [_resource(path, rows) for path, rows in _meanings().groupby("path", sort=False)]
    return PACKAGE | {"sources": _sources(), "resources": resources}


def text() -> str:
    """Return the content of `data/datapackage.json`."""
    return json.dumps(describe(), ensure_ascii=False, indent=2) + "\n"
