"""Runs that are cut off, a full disk, a folder that may not be written, two runs at once.

Whatever happens, the old state is there or the new one; `trials/kill_runs.py` tries it far oftener.
"""

import errno
import os
import random
import subprocess
import sys
import tempfile
import time

import pytest
from filelock import FileLock

from strategybook import cli, disk, files, paths
from strategybook.pipeline import build
from tests.projects import contents, make_project
from tests.publisher_files import EPI, THAILAND, cell, survey
from trials import kill_runs


@pytest.fixture
def other(tmp_path):
    """A survey with another figure than the one held."""
    file = tmp_path / "other.csv"
    file.write_bytes(survey(cell(THAILAND, EPI, "0.7543")))
    return file


def refused(capsys, *arguments):
    """Run a command that must end with status 2, and return its sentence."""
    with pytest.raises(SystemExit) as end:
        cli.main([str(argument) for argument in arguments])
    assert end.value.code == 2
    return capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_kills_of_add_at_random_moments_leave_no_half_state(tmp_path):
    random.seed(6)
    root = tmp_path / "project"
    make_project(root, {"un_egov": ["2024"]})
    assert kill_runs.kill_adds(root, tmp_path, 3) == []


class Killed(BaseException):
    """Ends a run at once."""


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
    assert "found a place that may not be written, expected a folder of your own" in said
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


@pytest.mark.parametrize("command", [["book"], ["site"], ["check"], ["add", "--replace"]])
def test_a_second_run_at_once_is_refused(root, other, capsys, command):
    paths.BUILD.mkdir()
    before = contents(root)
    arguments = [*command, other] if command[0] == "add" else command
    with FileLock(paths.BUILD / "run.lock"):
        said = refused(capsys, *arguments)
    assert said.startswith("strategybook: found another run at work in this folder")
    assert contents(root) == before


@pytest.mark.skipif(sys.platform == "win32", reason="the trial starts groups of processes")
def test_two_runs_started_at_once_give_what_one_gives(root, other):
    runs = [kill_runs.start(root, "add", "--replace", other) for _ in range(2)]
    said = [run.communicate()[0] for run in runs]
    statuses = sorted(run.returncode for run in runs)
    assert statuses in ([0, 0], [0, 2]), said
    assert statuses == [0, 0] or "another run at work" in "".join(said)
    table = (root / "data/raw/un_egov/2024.csv").read_bytes()
    assert b"0.7543" in table
    register = (root / "data/raw/editions.csv").read_text(encoding="utf-8")
    assert "other.csv" in register
    assert not [name for name in contents(root) if "/." in name]


@pytest.mark.parametrize("command", ["book", "site"])
def test_the_next_run_of_any_command_ends_what_add_began(root, other, monkeypatch, command):
    """A run of `add` is killed when it has decided; then another command is run."""

    def killed():
        raise Killed

    place = root / "data/raw/un_egov/2024.csv"
    move = os.replace
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(os, "replace", lambda a, b: killed() if b == place else move(a, b))
        cli.main(["add", "--replace", str(other)])
    assert b"0.7543" not in place.read_bytes()
    seen = []
    for name in ("bring_up_to_date", "render"):
        monkeypatch.setattr(build, name, lambda run: seen.append(place.read_bytes()))
    cli.main([command])
    assert b"0.7543" in seen[0]
    assert not [name for name in contents(root) if "/." in name]


def test_a_dry_run_also_ends_what_add_began(root, other, monkeypatch):
    folder = root / "data/raw/.adding/un_egov"
    folder.mkdir(parents=True)
    new = (root / "data/raw/un_egov/2024.csv").read_bytes()
    new = new.replace(b"THA,2024,52,0.8351,0.7534", b"THA,2024,52,0.8351,0.7543")
    (folder / "2024.csv").write_bytes(new)
    cli.main(["add", "--dry-run", str(other)])
    assert (root / "data/raw/un_egov/2024.csv").read_bytes() == new
    assert not folder.exists()


def test_scratch_of_runs_killed_long_ago_is_removed_and_no_other(
    root, other, tmp_path, monkeypatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    old, new = (tmp_path / f"strategybook-scratch-{name}" for name in ("old", "new"))
    own = tmp_path / "strategybook-of-a-person"
    for folder in (old, new, own):
        (folder / "book").mkdir(parents=True)
    two_days_ago = time.time() - 2 * 24 * 60 * 60
    for folder in (old, own):
        os.utime(folder, (two_days_ago, two_days_ago))
    cli.main(["add", "--replace", str(other)])
    assert not old.exists()
    assert (new / "book").exists()
    assert (own / "book").exists()


WORK = """
import sys, time
from pathlib import Path
from loky import get_reusable_executor
from strategybook import files

def work(folder):
    (folder / "begun").touch()
    while not (folder / "go on").exists():
        time.sleep(0.05)
    try:
        files.write_text(folder / "page", "old")
    finally:
        (folder / "ended").touch()

get_reusable_executor(1).submit(work, Path(sys.argv[1])).result()
"""


def wait_for(file):
    end = time.monotonic() + 120
    while not file.exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert file.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell of a parent's end")
@pytest.mark.parametrize("is_killed", [False, True])
def test_a_worker_whose_run_was_killed_writes_nothing_more(tmp_path, is_killed):
    """It could overwrite what the next run has made meanwhile."""
    run = subprocess.Popen([sys.executable, "-c", WORK, tmp_path])
    wait_for(tmp_path / "begun")
    if is_killed:
        run.kill()
        run.wait()
    (tmp_path / "go on").touch()
    wait_for(tmp_path / "ended")
    run.wait()
    assert (tmp_path / "page").exists() is not is_killed


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
