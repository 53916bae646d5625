"""Runs that are cut off, a full disk, a folder that may not be written.

Whatever happens, the old state is there or the new one; `trials/kill_runs.py` tries it far oftener.
"""

import errno
import os
import random
import sys
import tempfile

import pytest

from strategybook import cli, files, paths
from strategybook.pipeline import build
from tests.projects import contents, make_project, refused
from trials import kill_runs


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_kills_of_add_at_random_moments_leave_no_half_state(tmp_path):
    random.seed(6)
    root = tmp_path / "project"
    make_project(root, {"un_egov": ["2024"]})
    assert kill_runs.kill_adds(root, tmp_path, 3) == []


class Disk:
    """A file on a disk that is full after some bytes."""

    def __init__(self, file, room):
        self.file, self.room = file, room

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()

    def write(self, content):
        """Write what there is room for."""
        self.file.write(content[: self.room])
        if len(content) > self.room:
            raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("room", [0, 100, 9_000])
def test_a_full_disk_changes_nothing_and_is_told(root, other, monkeypatch, capsys, room):
    """The survey's figures take some 10,000 bytes, the register some 300."""
    before, fdopen = contents(root), os.fdopen
    with monkeypatch.context() as patch:
        patch.setattr(files.os, "fdopen", lambda *given: Disk(fdopen(*given), room))
        said = refused(capsys, "add", "--replace", other)
    assert "found no space left, expected a disk with room" in said
    assert contents(root) == before
    cli.main(["add", "--replace", str(other)])
    assert b"0.7543" in (root / "data/raw/un_egov/2024.csv").read_bytes()


@pytest.mark.parametrize("error", [errno.EACCES, errno.EROFS, errno.EPERM])
def test_a_folder_that_may_not_be_written_is_told(root, other, monkeypatch, capsys, error):
    """As the system says it, since the tests may run as one who may write everywhere."""
    before, make = contents(root), tempfile.mkdtemp

    def forbidden(suffix=None, prefix=None, dir=None):
        if dir == paths.RAW:
            raise OSError(error, os.strerror(error), str(dir))
        return make(suffix, prefix, dir)

    monkeypatch.setattr(tempfile, "mkdtemp", forbidden)
    said = refused(capsys, "add", "--replace", other)
    assert "found a place that may not be written, expected a folder where you may write" in said
    assert contents(root) == before


def test_a_person_who_stops_a_run_sees_no_traceback(root, other, monkeypatch, capsys):
    before = contents(root)

    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", stopped)
    with pytest.raises(SystemExit) as end:
        cli.main(["add", "--replace", str(other)])
    assert end.value.code == 130
    assert capsys.readouterr().err.strip() == "Stopped; nothing is half written."
    assert contents(root) == before


def test_an_error_of_the_program_itself_is_not_taken_for_a_full_disk(root, other, monkeypatch):
    def broken(*_):
        raise FileNotFoundError(errno.ENOENT, "No such file", "x")

    monkeypatch.setattr(files.os, "fdopen", broken)
    with pytest.raises(FileNotFoundError):
        cli.main(["add", "--replace", str(other)])


def test_a_full_disk_while_the_book_is_made_is_told_in_one_sentence():
    class Report:
        exc_info = (OSError, OSError(errno.ENOSPC, "No space left", "book/en/x.csv"), None)
        task = None

    assert build._complaint(Report()).startswith("book/en/x.csv: found no space left")


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EPERM])
def test_a_disk_that_takes_no_lock_file_is_told_in_one_sentence(monkeypatch, capsys, error):
    class Session:
        execution_reports, exit_code = (), 1

    def failing(**_):
        build.pytask.console.print(f"Traceback\nOSError: [Errno {error}] X: 'pytask.lock.journal'")
        return Session()

    monkeypatch.setattr(build.pytask, "build", failing)
    said = refused(capsys, "book")
    assert said.startswith("pytask.lock: found ")
    assert "Traceback" not in said
