"""A disk that is full or may not be written, as other programs tell of it."""

import pytest

from strategybook import disk


@pytest.mark.parametrize(
    ("report", "found"),
    [
        ("WARNING: Failed to copy x.js: OSError(28, 'No space left on device')", "no space left"),
        ("OSError: [Errno 28] No space left on device: 'x.svg'", "no space left"),
        ("PermissionError: [Errno 13] Permission denied: 'x'", "a place that may not be written"),
        (
            "WARNING: Failed to copy x.js: PermissionError(1, 'x')",
            "a place that may not be written",
        ),
        ("WARNING: FileNotFoundError(2, 'No such file or directory')", None),
        ("KeyError: 28", None),
    ],
)
def test_a_disk_that_another_program_has_met_is_told_too(report, found):
    """As Sphinx and a chapter's kernel wrote it on a disk that was full."""
    sentence = disk.refusal_in(report, "the site")
    assert str(sentence).startswith(f"the site: found {found}") if found else sentence is None
