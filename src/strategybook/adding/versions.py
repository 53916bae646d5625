"""What git keeps of a file: a figure file that a person has edited is compared with it."""

import subprocess
from pathlib import Path

from strategybook.files import sha256

# As last committed; as `git add` has it.
PLACES = ("HEAD:./", ":./")


def version(file: Path, digest: str) -> bytes | None:
    """Return what a file held when it had a SHA-256, or None where git does not know that."""
    contents = (_shown(file, place) for place in PLACES)
    return next((one for one in contents if one is not None and sha256(one) == digest), None)


def _shown(file: Path, place: str) -> bytes | None:
    command = ["git", "show", f"{place}{file.name}"]
    try:
        run = subprocess.run(command, cwd=file.parent, capture_output=True, check=False)
    except OSError:  # no git, or no such folder
        return None
    return None if run.returncode else run.stdout
