"""What a file of figures held when it was registered: an edited one is compared with it.

Git has what was committed or staged. What was entered by hand and added since then is kept beside
the site, in `_build/added/`, by its SHA-256, since people go on editing it before they commit.
"""

import subprocess
from pathlib import Path

from strategybook import paths
from strategybook.files import sha256, write_text

# As last committed; as `git add` has it.
PLACES = ("HEAD:./", ":./")


def _kept(digest: str) -> Path:
    return paths.BUILD / "added" / f"{digest}.csv"


def keep(text: str) -> None:
    """Keep what is added, to compare with it what a person makes of the file later."""
    write_text(_kept(sha256(text.encode())), text)


def version(file: Path, digest: str) -> bytes | None:
    """Return what a file held when it had a SHA-256, or None where that is not known."""
    if (kept := _kept(digest)).exists():
        return kept.read_bytes()
    contents = (_shown(file, place) for place in PLACES)
    return next((one for one in contents if one is not None and sha256(one) == digest), None)


def _shown(file: Path, place: str) -> bytes | None:
    command = ["git", "show", f"{place}{file.name}"]
    try:
        run = subprocess.run(command, cwd=file.parent, capture_output=True, check=False)
    except OSError:  # no git, or no such folder
        return None
    return None if run.returncode else run.stdout
