"""The committed forecasts of the UN's indices come out again, also on another processor."""

import os
import subprocess
import sys

import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

from strategybook import paths

RUN = """
from strategybook import countries, editions, observations, paths
from strategybook.forecast import backtest, panels, tables
register = editions.editions()
table = observations.of_editions(register[register["source"] == "un_egov"], paths.RAW)
table = table[table["chosen"] & ~table["entity"].isin(countries.MEANS)]
held = panels.all_panels(table)
records = {name: backtest.record(held, name) for name in held}
found = {as_of: tables.outlooks(table, records, as_of) for as_of in editions.AS_OF_WORDS}
print(tables.forecasts(found).to_csv(index=False, lineterminator="\\n"), end="")
"""
FEATURES = [name for name in __cpu_dispatch__ if __cpu_features__[name]]


@pytest.mark.skipif(sys.platform != "linux", reason="the same bytes are promised on Linux")
def test_another_processor_gives_the_committed_forecasts():
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
    text = (paths.PROCESSED / "forecasts.csv").read_text(encoding="utf-8")
    header, *lines = text.splitlines()
    indices = ("egdi", "osi", "tii", "hci", "epi")
    committed = [line for line in lines if line.split(",")[1] in indices]
    assert len(committed) > 1000
    assert result.stdout.splitlines() == [header, *committed]
