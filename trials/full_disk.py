"""Run on a disk that is full, and on one that may not be written.

`sudo unshare -m .venv/bin/python -m trials.full_disk [TIMES] [SEED]` mounts a disk in memory, puts
a copy of the project with one chapter on it, and runs `add`, `book` and `check` with the disk
read-only, with one folder that may not be changed, and with random room left. Each run must end
with status 2 and sentences, or with 0 where nothing hindered it; every file must be as before the
run or as after it; and the next run, unhindered, must end all. Linux alone; `unshare` sees to it
that the disk is gone afterwards.
"""

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from trials import kill_runs

SIZE = 400  # MB
TAKEN = 20_000_000  # bytes; more than a run of the small book writes
NO_ROOM = "found no space left, expected a disk with room"
NOT_WRITABLE = "found a place that may not be written, expected a folder of your own"
FILE = "other.csv"


def shell(*command: object) -> None:
    """Run a program of the system."""
    subprocess.run([str(word) for word in command], check=True, capture_output=True)


def fill(filler: Path, room: int) -> None:
    """Fill the disk up to some bytes."""
    disk = os.statvfs(filler.parent)
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, disk.f_bavail * disk.f_frsize - room)


def arguments(root: Path, command: str) -> list[object]:
    """Return what is run: `add` with a file that changes a figure, or a command alone."""
    return ["add", "--replace", root.parent / FILE] if command == "add" else [command]


def change(root: Path, command: str) -> None:
    """See to it that a run has something to write."""
    if command == "book":
        kill_runs.exchange(root)
    if command == "add":
        table = (root / "data/raw/un_egov_data360/2024.csv").read_text(encoding="utf-8")
        score = "0.8451" if "0.8351" in table else "0.8351"
        (root.parent / FILE).write_text(kill_runs.COPIES.format(score), encoding="utf-8")


def states(root: Path) -> tuple[kill_runs.State, kill_runs.State]:
    """Return the files that runs write, and those of the site."""
    return kill_runs.state(root), kill_runs.site(root)


def faults_of(
    root: Path, command: str, hinder: Callable[[], None], free: Callable[[], None], sentence: str
) -> list[str]:
    """Run a command on a hindered disk, then again on a free one; return what was wrong."""
    change(root, command)
    old = states(root)
    hinder()
    process = kill_runs.start(root, *arguments(root, command))
    said, _ = process.communicate()
    free()
    found = states(root)
    kill_runs.run(root, *arguments(root, command))
    new = states(root)
    wrong = [line for at in (0, 1) for line in kill_runs.half(found[at], [old[at], new[at]])]
    wrong += kill_runs.unfinished(root)
    is_told = process.returncode == 2 and sentence in said and "Traceback" not in said
    if not is_told and (process.returncode or found != new):
        wrong.append(f"status {process.returncode}: {said}")
    print(f"{command}: status {process.returncode}, {wrong or 'whole'}", flush=True)
    return wrong


def full(root: Path, times: int) -> list[str]:
    """Fill the disk up to a random place."""
    filler, faults = root.parent / "filler", []
    for number in range(times):
        command = ("add", "book", "check")[number % 3]
        most = 40_000 if command == "add" else TAKEN
        room = random.choice([0, random.randrange(most), int(most ** random.random())])
        print(f"{room:,} bytes of room, ", end="")
        faults += faults_of(root, command, partial(fill, filler, room), filler.unlink, NO_ROOM)
    return faults


def read_only(root: Path) -> list[str]:
    """Mount the disk so that nothing can be written."""
    hinder, free = (
        partial(shell, "mount", "-o", f"remount,{how}", root.parent) for how in ("ro", "rw")
    )
    return [
        fault
        for command in ("add", "book", "check")
        for fault in faults_of(root, command, hinder, free, NOT_WRITABLE)
    ]


def immutable(root: Path) -> list[str]:
    """Forbid changes in one folder: that of the figures, of a source, of a chapter, of the site."""
    faults = []
    for command, name in [
        ("add", "data/raw"),
        ("add", "data/raw/un_egov_data360"),
        ("book", "data/processed"),
        ("book", f"book/en/{kill_runs.CHAPTER}"),
        ("book", "book/th"),
        ("book", "_build"),
        ("book", "."),
        ("check", "_build"),
    ]:
        print(f"{name} may not be changed, ", end="")
        hinder, free = (partial(shell, "chattr", how, root / name) for how in ("+i", "-i"))
        faults += faults_of(root, command, hinder, free, NOT_WRITABLE)
    return faults


def small_project(disk: Path) -> Path:
    """Return a copy of the project with one chapter, made, on the disk that takes scratch too."""
    temporary = disk / "temporary"
    temporary.mkdir()
    os.environ["TMPDIR"] = str(temporary)
    root = kill_runs.copy(disk, "project")
    kill_runs.shorten(root)
    (disk / FILE).write_text(kill_runs.COPIES.format("0.8351"), encoding="utf-8")
    kill_runs.run(root, "add", disk / FILE)
    kill_runs.run(root, "book")
    return root


def main(times: str = "60", seed: str = "1") -> None:
    """Run on hindered disks; end with status 1 where one run was not as it must be."""
    random.seed(int(seed))
    disk = Path(tempfile.mkdtemp(prefix="strategybook-full-")).resolve()
    shell("mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", disk)
    try:
        root = small_project(disk)
        faults = full(root, int(times)) + immutable(root) + read_only(root)
    finally:
        shell("umount", "--lazy", disk)
        disk.rmdir()
    print("\n".join(faults) or "No half state.")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main(*sys.argv[1:])
