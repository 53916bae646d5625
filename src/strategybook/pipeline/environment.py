"""The environment of every run: nothing of the machine may reach an output."""

import os

from strategybook import paths

FIXED = {
    # A person's own start-up files of IPython stay outside.
    "IPYTHONDIR": str(paths.BUILD / "ipython"),
    "LC_ALL": "C.UTF-8",
    "MPLBACKEND": "Agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "PYTHONWARNINGS": "default",
    "SOURCE_DATE_EPOCH": "1700000000",
    "TZ": "UTC",
}


def fix() -> None:
    """Fix the environment of all processes that this one starts."""
    os.environ.update(FIXED)
