"""The committed forecasts and coverage of the UN's come out again, also on another processor."""

import os
import subprocess
import sys

import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

from strategybook import paths

RUN = """
from strategybook import countries, editions, observations, paths
from strategybook.forecast import backtest, panels, replays, tables
register = editions.editions()
table = observations.of_editions(register[register["source"] == "un_egov"], paths.RAW)
table = table[table["chosen"] & ~table["entity"].isin(countries.MEANS)]
held = panels.all_panels(table)
records = {name: backtest.record(held, name) for name in held}
found = {as_of: tables.outlooks(table, records, as_of) for as_of in editions.AS_OF_WORDS}
made = list(records.values())
for one in (tables.forecasts(found), replays.table(made, backtest.table(made))):
    print(one.to_csv(index=False, lineterminator="\\n"), end="")
"""
FEATURES = [name for name in __cpu_dispatch__ if __cpu_features__[name]]


INDICES = {"egdi", "osi", "tii", "hci", "epi"}


def lines_of_un(table):
    """Return the header of a committed table, and its lines of the UN's indices."""
    text = (paths.PROCESSED / f"{table}.csv").read_text(encoding="utf-8")
    header, *lines = text.splitlines()
    column = header.split(",").index("indicator")
    return [header, *(line for line in lines if line.split(",")[column] in INDICES)]


@pytest.mark.skipif(sys.platform != "linux", reason="the same bytes are promised on Linux")
def test_another_processor_gives_the_committed_tables():
    settings = {
        "NPY_DISABLE_CPU_FEATURES": " ".join(FEATURES),
        "OMP_NUM_THREADS": "7",
        "PYTHONHASHSEED": "99",
    }
    result = subprocess.run(
        [sys.executable, "-c", RUN],
        env=os.environ | settings,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    committed = [line for table in ("forecasts", "coverage") for line in lines_of_un(table)]
    assert len(committed) > 1000
    assert result.stdout.splitlines() == committed
