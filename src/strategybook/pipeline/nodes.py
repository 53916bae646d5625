"""Nodes for pytask: what a task depends on or makes, and the hash that tells whether it changed."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from strategybook import paths


def content_hash(value: object) -> str:
    """Return a hash of what `value` says, the same in every process (unlike Python's `hash`)."""
    return hashlib.sha256(repr(value).encode()).hexdigest()


@dataclass
class FolderNode:
    """A folder of files, known by the names and contents of all of them.

    Attributes
    ----------
    folder
        Its place.
    pattern
        Which files of it count.
    """

    folder: Path
    pattern: str = "**/*"
    attributes: dict[Any, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """How pytask's lock file calls the folder."""
        return f"{paths.shown(self.folder)}/{self.pattern}"

    @property
    def signature(self) -> str:
        """A unique key of the node."""
        return hashlib.sha256(f"{self.folder}:{self.pattern}".encode()).hexdigest()

    def state(self) -> str | None:
        """Return the hash of the folder's files, or None where there are none."""
        files = sorted(file for file in self.folder.glob(self.pattern) if file.is_file())
        if not files:
            return None
        whole = hashlib.sha256()
        for file in files:
            whole.update(file.relative_to(self.folder).as_posix().encode() + b"\0")
            whole.update(hashlib.sha256(file.read_bytes()).digest())
        return whole.hexdigest()

    def load(self, is_product: bool = False) -> Path:
        """Return the folder: tasks read and write it themselves."""
        return self.folder

    def save(self, value: Any) -> None:
        """Do nothing: tasks write the folder themselves."""
