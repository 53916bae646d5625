"""What is said where the disk is full or may not be written, whoever has met it."""

import errno
import re
from pathlib import Path

from strategybook.errors import InputError

_KINDS = {
    errno.ENOSPC: "run.full",
    errno.EDQUOT: "run.full",
    errno.EROFS: "run.read_only",
    errno.EACCES: "run.read_only",
    errno.EPERM: "run.read_only",
}
# An error of the system as Python prints it.
_NUMBER = re.compile(r"(?:\[Errno |(?:OS|Permission)Error\()(\d+)")


def refusal(problem: OSError) -> InputError | None:
    """Return the sentence on a disk that is full or may not be written, None for other errors."""
    key = _KINDS.get(problem.errno)
    place = Path(problem.filename) if isinstance(problem.filename, str) else "the disk"
    return InputError(place, key) if key else None


def refusal_in(report: str, place: str) -> InputError | None:
    """Return the same sentence where another program's report speaks of such a disk."""
    keys = [_KINDS.get(int(number)) for number in _NUMBER.findall(report)]
    return next((InputError(place, key) for key in keys if key), None)
