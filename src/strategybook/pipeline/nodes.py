"""Nodes for pytask: what a task depends on or makes, and the hash that tells whether it changed."""

import functools
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from strategybook import paths


def content_hash(value: object) -> str:
    """Return a hash of what `value` says, the same in every process (unlike Python's `hash`)."""
    return hashlib.sha256(repr(value).encode()).hexdigest()


@functools.cache
def _digest_of(file: Path, changed: int, size: int) -> bytes:
    return hashlib.sha256(file.read_bytes()).digest()


def _digest(file: Path) -> bytes:
    """Return the digest of a file, which is read again only when it has changed."""
    stat = file.stat()
    return _digest_of(file, stat.st_mtime_ns, stat.st_size)


def _digest_of_all(named: Iterable[tuple[str, Path]]) -> str:
    """Return one digest of the names and contents of files."""
    whole = hashlib.sha256()
    for name, file in named:
        whole.update(name.encode() + b"\0")
        whole.update(_digest(file))
    return whole.hexdigest()


@dataclass
class FilesNode:
    """Files that are one input together, known by the names and contents of all of them.

    They take one line in pytask's lock file where files of their own would take one each.

    Attributes
    ----------
    name
        How pytask's lock file calls them; no two of a task's are called the same.
    files
        Files that exist before the run; what a task of the run makes is a node of its own.
    """

    name: str
    files: list[Path]
    attributes: dict[Any, Any] = field(default_factory=dict)

    @property
    def signature(self) -> str:
        """A unique key of the node."""
        return content_hash((self.name, [str(file) for file in self.files]))

    def state(self) -> str | None:
        """Return the hash of the files, or None where one is missing."""
        if not all(file.is_file() for file in self.files):
            return None
        return _digest_of_all((paths.shown(file), file) for file in self.files)

    def load(self, is_product: bool = False) -> list[Path]:
        """Return the files."""
        return self.files

    def save(self, value: Any) -> None:
        """Do nothing: no task makes them."""


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
        return _digest_of_all((file.relative_to(self.folder).as_posix(), file) for file in files)

    def load(self, is_product: bool = False) -> Path:
        """Return the folder: tasks read and write it themselves."""
        return self.folder

    def save(self, value: Any) -> None:
        """Do nothing: tasks write the folder themselves."""
