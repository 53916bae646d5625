"""Write files so that a kill at any moment leaves the old one or the new one, never half."""

import os
import tempfile
from pathlib import Path


def write_text(file: Path, text: str) -> None:
    """Write UTF-8 text with `\\n` line ends into `file`, atomically, making its folder."""
    write_bytes(file, text.encode("utf-8"))


def write_bytes(file: Path, content: bytes) -> None:
    """Write `content` into `file`, atomically, making its folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        Path(name).chmod(0o644)
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
