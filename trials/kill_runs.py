"""Kill runs at random moments, and look whether a half state is left.

`python -m trials.kill_runs [ADDS] [BOOKS] [CHECKS] [SEED] [whole]` works in scratch copies of the
project, for books with one chapter, unless `whole` is said. Runs of `add`, `book` and `check` are
killed (SIGKILL). After that every file that they write must be as before the run or as after it,
and the next run must end what was begun. Half of the kills of `add` are aimed at its writing. Every
other kill of `book` and `check` takes the first process alone, and the next run starts while its
workers still work: they must not meddle, and must end. Not for Windows, which has no SIGKILL.
"""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "_build", ".pytask", "__pycache__", ".*_cache")
MADE = ["data/**/*", "book/*/*.ipynb", "book/*/*/*"]
# Two files of one edition that do not agree.
COPIES = "REF_AREA,INDICATOR,2024\nTHA,UN_EGDI_EGDI,{}\nVNM,UN_EGDI_EGDI,0.7709\n"
# Thailand's figures in the survey of 2024, and others that keep the survey's rules (EPI has none).
SURVEY = "THA,2024,52,0.8351,0.7534,"
OTHER_SURVEY = "THA,2024,52,0.8351,0.7543,"
CHAPTER = "egovernment"
EVERY = 10  # so often a run goes to its end, to see that all is then as it would have been
LONGEST = 600  # seconds that the processes of a killed run may live on

State = dict[str, bytes]


def start(root: Path, *arguments: object) -> subprocess.Popen:
    """Start a command on a copy, as the leader of a group of its own."""
    code = root / "src" if (root / "src").exists() else ROOT / "src"
    environment = os.environ | {"STRATEGYBOOK_ROOT": str(root), "PYTHONPATH": str(code)}
    command = [sys.executable, "-m", "strategybook.cli", *map(str, arguments)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8"}
    return subprocess.Popen(command, cwd=root, env=environment, start_new_session=True, **pipes)


def run(root: Path, *arguments: object) -> float:
    """Run a command to its end and return the seconds that it took."""
    began = time.monotonic()
    process = start(root, *arguments)
    output, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"{arguments} failed:\n{output}")
    return time.monotonic() - began


def kill(process: subprocess.Popen, after: float, first_alone: bool = False) -> bool:
    """Kill a run, or its first process, after some seconds; tell whether it was still at work."""
    time.sleep(after)
    was_at_work = process.poll() is None
    if was_at_work and first_alone:
        process.kill()
        process.wait()
        return True
    if was_at_work:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    return was_at_work


def still_running(processes: list[subprocess.Popen]) -> list[str]:
    """Return a line for each run of which a process, which has its output open, does not end."""
    lines, end = [], time.monotonic() + LONGEST
    for process in processes:
        try:
            process.communicate(timeout=max(1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            lines.append(f"processes of run {process.pid} are still at work")
        except ValueError:  # its output was read to the end before
            pass
    return lines


def left_in_temporary_folder(root: Path, *arguments: object) -> list[str]:
    """Return what a run leaves in the temporary folder, where all in it is older than a day."""
    yesterday = time.time() - 25 * 60 * 60
    folder = Path(tempfile.gettempdir())
    before = list(folder.iterdir())
    for place in before:
        os.utime(place, (yesterday, yesterday))
    run(root, *arguments)
    print(f"{arguments[0]}: of {len(before)} scratch folders left: {len(list(folder.iterdir()))}")
    return [f"{place.name} is left in the temporary folder" for place in folder.iterdir()]


def state(root: Path, patterns: list[str] = MADE) -> State:
    """Return the files that runs write, but for the unfinished, which the next run sees to."""
    files = sorted({file for pattern in patterns for file in root.glob(pattern) if file.is_file()})
    named = {file.relative_to(root).as_posix(): file.read_bytes() for file in files}
    return {name: content for name, content in named.items() if "/." not in name}


def site(root: Path) -> State:
    """Return the files of the site."""
    return state(root, ["_build/html/**/*"])


def unfinished(root: Path) -> list[str]:
    """Return the files and folders that a kill has left."""
    hidden = [file for folder in ("data", "book") for file in (root / folder).rglob(".*")]
    return [f"{file.relative_to(root).as_posix()} is left" for file in hidden]


def half(found: State, states: list[State]) -> list[str]:
    """Return a line for each file that is as in none of the states."""
    return [f"{name} is half" for name in found if found[name] not in [s.get(name) for s in states]]


def copy(folder: Path, name: str) -> Path:
    """Return a copy of the project."""
    root = folder / name
    shutil.copytree(ROOT, root, ignore=NOT_COPIED, symlinks=True)
    return root


def drop(root: Path, source: str) -> None:
    """Take a source out of a copy."""
    shutil.rmtree(root / "data/raw" / source)
    register = root / "data/raw/editions.csv"
    lines = register.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith(f"{source},"))
    register.write_text(kept, encoding="utf-8", newline="\n")


def kill_add(root: Path, file: Path, longest: float, aimed: bool) -> bool:
    """Start `add` and kill it: at any moment, or just after it has shown what it will write."""
    process = start(root, "add", "--replace", file)
    if aimed:
        process.stdout.readline()
    return kill(process, random.uniform(0, 0.1 if aimed else longest))


def kill_adds(root: Path, folder: Path, times: int) -> list[str]:
    """Kill runs that replace an edition; return what was wrong after the next run."""
    faults, killed = [], 0
    files = [folder / "a.csv", folder / "b.csv"]
    for file, score in zip(files, ("0.8351", "0.8451"), strict=True):
        file.write_text(COPIES.format(score), encoding="utf-8")
    states = []
    for file in files:
        longest = run(root, "add", "--replace", file)
        states.append(state(root))
    for number in range(times):
        killed += kill_add(root, files[number % 2], longest, aimed=number % 4 > 1)
        start(root, "add", files[number % 2]).communicate()  # refused, or has nothing to do
        found = state(root)
        wrong = unfinished(root) + ([] if found in states else half(found, states) or ["mixed"])
        faults += [f"add {number}: {line}" for line in wrong]
    print(f"add: {killed} of {times} runs killed at work, faults: {len(faults)}", flush=True)
    return faults


def exchange(root: Path) -> None:
    """Exchange Thailand's figures in the survey of 2024 for the others."""
    file = root / "data/raw/un_egov/2024.csv"
    text = file.read_text(encoding="utf-8")
    old, new = (SURVEY, OTHER_SURVEY) if SURVEY in text else (OTHER_SURVEY, SURVEY)
    write_registered(root, "un_egov/2024.csv", text.replace(old, new))


def write_registered(root: Path, name: str, text: str) -> None:
    """Write a file of figures as if it had been added: the register speaks of it."""
    file, register = root / "data/raw" / name, root / "data/raw/editions.csv"
    old, new = (hashlib.sha256(one).hexdigest() for one in (file.read_bytes(), text.encode()))
    file.write_text(text, encoding="utf-8", newline="\n")
    rows = register.read_text(encoding="utf-8").replace(old, new)
    register.write_text(rows, encoding="utf-8", newline="\n")


def shorten(root: Path) -> None:
    """Leave the chapter on e-government alone, and its source, so that a run takes seconds."""
    for source in ("wgi", "wjp", "un_egov_data360"):
        drop(root, source)
    for notebook in root.glob("notebooks/*.ipynb"):
        if notebook.stem != CHAPTER:
            notebook.unlink()
    for language in ("en", "th"):
        for page in (root / "book" / language).iterdir():
            if page.is_dir() or page.suffix == ".ipynb":
                shutil.rmtree(page) if page.is_dir() else page.unlink()
            elif page.stem != "index":
                page.unlink()
        index = "(home)=\n# Home\n\n" + f"{{doc}}`{CHAPTER}`\n"
        (root / "book" / language / "index.md").write_text(index, encoding="utf-8")
    (root / "pytask.lock").unlink()  # it speaks of the other chapters
    contents = (root / "_toc.yml").read_text(encoding="utf-8").split("parts:")[0]
    contents += f"chapters:\n  - file: book/en/{CHAPTER}\n"
    (root / "_toc.yml").write_text(contents, encoding="utf-8")


def kill_books(folder: Path, times: int, whole: bool) -> list[str]:
    """Kill runs that bring a changed figure into the book; return what was wrong."""
    root, faults, killed, processes = copy(folder, "books"), [], 0, []
    if not whole:
        shorten(root)
    run(root, "book")
    states, sites = [], []
    for _ in range(2):
        exchange(root)
        longest = run(root, "book")
        states.append(state(root))
        sites.append(site(root))
    for number in range(times):
        exchange(root)
        processes.append(start(root, "book"))
        killed += kill(processes[-1], random.uniform(0, longest), first_alone=number % 2 > 0)
        wrong = half(state(root), states)
        wrong += [] if site(root) in sites else ["the site is half"]
        if number % EVERY == EVERY - 1 or wrong:
            run(root, "book")
            own = OTHER_SURVEY in (root / "data/raw/un_egov/2024.csv").read_text(encoding="utf-8")
            place = 0 if own else 1
            wrong += unfinished(root)
            wrong += [] if state(root) == states[place] else ["not mended by the next run"]
            wrong += [] if site(root) == sites[place] else ["site not mended by the next run"]
        faults += [f"book {number}: {line}" for line in wrong]
        print(f"book {number}: {wrong or 'whole'}", flush=True)
    faults += still_running(processes) + left_in_temporary_folder(root, "book")
    print(f"book: {killed} of {times} runs killed at work, faults: {len(faults)}", flush=True)
    return faults


def git(root: Path, *arguments: str) -> str:
    """Return what git says of a copy."""
    person = ["-c", "user.name=Trial", "-c", "user.email=trial@example.org"]
    command = ["git", *person, *arguments]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout


def wrong_answers(root: Path) -> list[str]:
    """Return what `check` says wrongly of a copy as committed, and of one with a changed table."""
    run(root, "check")
    table = root / "data/processed/claims.csv"
    good = table.read_bytes()
    table.write_bytes(good + b"x")
    process = start(root, "check")
    said, _ = process.communicate()
    table.write_bytes(good)
    is_right = process.returncode == 2 and "data/processed/claims.csv: other bytes" in said
    return [] if is_right else [f"check says of a changed table: {said}"]


def kill_checks(folder: Path, times: int, whole: bool) -> list[str]:
    """Kill runs of `check`; return what was wrong."""
    root, faults, killed, processes = copy(folder, "checks"), [], 0, []
    if not whole:
        shorten(root)
    run(root, "book")
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "As made"]):
        git(root, *arguments)
    longest = run(root, "check")
    for number in range(times):
        processes.append(start(root, "check"))
        killed += kill(processes[-1], random.uniform(0, longest), first_alone=number % 2 > 0)
        wrong = git(root, "status", "--porcelain").splitlines()
        if number % EVERY == EVERY - 1 or wrong:
            wrong += wrong_answers(root) + git(root, "status", "--porcelain").splitlines()
        faults += [f"check {number}: {line}" for line in wrong]
        print(f"check {number}: {wrong or 'whole'}", flush=True)
    faults += still_running(processes) + left_in_temporary_folder(root, "check")
    print(f"check: {killed} of {times} runs killed at work, faults: {len(faults)}", flush=True)
    return faults


def main(
    adds: str = "100", books: str = "100", checks: str = "40", seed: str = "1", whole: str = ""
) -> None:
    """Kill runs; end with status 1 where a half state was left."""
    random.seed(int(seed))
    with tempfile.TemporaryDirectory(prefix="strategybook-kills-") as folder:
        place = Path(folder).resolve()
        temporary = place / "temporary"
        temporary.mkdir()
        os.environ["TMPDIR"] = tempfile.tempdir = str(temporary)
        faults = []
        if int(adds):
            root = copy(place, "adds")
            drop(root, "un_egov_data360")
            faults += kill_adds(root, place, int(adds))
        faults += kill_books(place, int(books), bool(whole)) if int(books) else []
        faults += kill_checks(place, int(checks), bool(whole)) if int(checks) else []
    print("\n".join(faults) or "No half state.")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main(*sys.argv[1:])
