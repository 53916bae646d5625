"""Forecasts of all countries as seen from any date, for the books of other countries.

`data/processed/forecasts.csv` has the same of Thailand and of ASEAN, as its two dates see it.
"""

import pandas as pd

from strategybook import countries, kept, panel
from strategybook.forecast import backtest, panels, tables


def forecasts(as_of: str) -> pd.DataFrame:
    """Return what may come of every index and country, as `as_of` could see it.

    Columns as in `tables.COLUMNS`; made once for what is held, in some seconds.
    """
    return kept.kept(f"forecasts-{as_of}", panel.key("forecast"), lambda: _made(as_of))


def _made(as_of: str) -> pd.DataFrame:
    table = tables.read()
    by_indicator = panels.all_panels(table)
    records = {name: backtest.record(by_indicator, name) for name in by_indicator}
    found = {as_of: tables.outlooks(table, records, as_of)}
    return tables.forecasts(found, set(countries.regions().index))
