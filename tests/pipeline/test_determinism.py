"""The same bytes, whatever the machine's settings."""

import os
import subprocess
import sys

import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

from strategybook import paths

RUN = """
import sys
from pathlib import Path
from strategybook import observations, paths
from strategybook.pipeline.execute import run_chapter
from strategybook.pipeline.run import Run
target = Path(sys.argv[1])
observations.write(observations.of_the_book(observations.collect()), target / "observations.csv")
run_chapter(paths.NOTEBOOKS / "egovernment.ipynb", Run().parameters("th"), target)
"""
# Only what this processor has may be disabled; numpy complains of anything else.
FEATURES = [name for name in __cpu_dispatch__ if __cpu_features__[name]]
SETTINGS = {
    "another place and language": {
        "TZ": "Asia/Bangkok",
        "LC_ALL": "tr_TR.UTF-8",
        "LANG": "th_TH.UTF-8",
        "PYTHONHASHSEED": "1234",
        "SOURCE_DATE_EPOCH": "1",
    },
    "another processor": {
        "NPY_DISABLE_CPU_FEATURES": " ".join(FEATURES),
        "OMP_NUM_THREADS": "7",
        "OPENBLAS_NUM_THREADS": "7",
        "PYTHONHASHSEED": "99",
    },
}


@pytest.mark.skipif(sys.platform != "linux", reason="the same bytes are promised on Linux")
@pytest.mark.parametrize("settings", SETTINGS)
def test_a_run_under_other_settings_gives_the_committed_bytes(settings, tmp_path):
    result = subprocess.run(
        [sys.executable, "-c", RUN, str(tmp_path)],
        env=os.environ | SETTINGS[settings],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr
    made = {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file()}
    assert {"egovernment.ipynb", "egovernment/egdi-history.svg", "observations.csv"} <= made
    for name in made:
        folder = paths.PROCESSED if name == "observations.csv" else paths.BOOK / "th"
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), name
