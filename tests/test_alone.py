"""One run at a time, which first ends what a killed one began."""

import os
import sys

import pytest
from filelock import FileLock

from strategybook import cli, paths
from strategybook.files import sha256
from strategybook.pipeline import build
from tests.projects import contents, refused
from trials import kill_runs


class Killed(BaseException):
    """Ends a run at once."""


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
    old = (root / "data/raw/un_egov/2024.csv").read_bytes()
    new = old.replace(b"THA,2024,52,0.8351,0.7534", b"THA,2024,52,0.8351,0.7543")
    (folder / "2024.csv").write_bytes(new)
    register = (root / "data/raw/editions.csv").read_text(encoding="utf-8")
    register = register.replace(sha256(old), sha256(new))
    (folder.parent / "editions.csv").write_text(register, encoding="utf-8", newline="\n")
    cli.main(["add", "--dry-run", str(other)])
    assert (root / "data/raw/un_egov/2024.csv").read_bytes() == new
    assert not folder.exists()
