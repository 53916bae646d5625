"""An open report book on Thailand's public-sector development strategy 2024-2027.

To work with its figures: `strategybook.load("egdi")`, and `strategybook.indicators()` for what
there is to load, see `strategybook.panel`.
"""

import importlib
import sys

# Importing jsonschema (nbformat, papermill and Jupyter Book do) loads a grammar of
# internationalised web addresses, which takes 1.4 s in every process and which a book has no use
# for; jsonschema does without it where it is missing.
sys.modules.setdefault("rfc3987_syntax", None)

_OF_THE_PANEL = ("load", "indicators")


def __getattr__(name: str):
    """Return what people load figures with; imported when it is asked for, since it takes time."""
    if name in _OF_THE_PANEL:
        return getattr(importlib.import_module("strategybook.panel"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
