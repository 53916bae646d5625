"""Run the tests in a copy of the project to which editions to come were added.

`python -m trials.suite_to_come FOLDER [PYTEST ARGUMENTS...]` clones the project as it is committed
into FOLDER, adds a made survey of the UN of 2026 and the editions of WGI 2025, WJP, IMD and Edelman
2026 (`tests/editions_to_come.py`) as a person would, makes the book, and runs the tests. They must
pass, since no test may depend on what the newest edition is.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests import editions_to_come as to_come

ROOT = Path(__file__).resolve().parents[1]
MADE = [to_come.un_survey, to_come.wgi, to_come.wjp, to_come.imd, to_come.edelman]


def main(folder: Path, arguments: list[str]) -> int:
    """Return the status with which the first step that failed ended, or the tests."""
    copy = folder / "project"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(copy)], check=True)
    settings = {"STRATEGYBOOK_ROOT": str(copy), "PYTHONPATH": f"{copy / 'src'}{os.pathsep}{copy}"}
    command = [sys.executable, "-m", "strategybook.cli"]
    steps = [[*command, "add", *make().arguments(folder)] for make in MADE]
    steps += [[*command, "book"], [sys.executable, "-m", "pytest", "-q", *arguments]]
    for step in steps:
        status = subprocess.run(step, cwd=copy, env=os.environ | settings, check=False).returncode
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), sys.argv[2:]))
