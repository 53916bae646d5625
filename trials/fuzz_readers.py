"""Feed broken files to every reader: none may bring a traceback, a warning, a hang or a write.

`python -m trials.fuzz_readers [MINUTES] [SEED] [FOLDER]` breaks good files in random ways (bytes,
lines, cells, members of workbooks) and reads them as `strategybook add --dry-run` does, each also
as if its source had been said. What ends in anything but an answer or one sentence is kept in
FOLDER. Good files are made from the figures held; the publishers' own are taken too where they lie
in `../shared/publisher-files`. Not for Windows, which lacks the limits of time and memory.
"""

import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from io import BytesIO, StringIO
from pathlib import Path

import pandas as pd

from strategybook import paths
from strategybook.adding import add, arrivals
from strategybook.errors import UserError
from tests import publisher_files

PUBLISHERS = paths.ROOT.parent / "shared" / "publisher-files"
SECONDS, MEMORY = 20, 3 * 2**30  # that one file may take
LARGEST = 60_000  # bytes of a good file, so that many are tried
TOKENS = [
    *(b"", b"\0", b'"', b'""', b",", b";", b"\t", b"\n", b"\r", b"\xef\xbb\xbf", b"\xff\xfe"),
    *(b"-1", b"0", b"1e999", b"nan", b"inf", b"1_0", b"0x1", b"9" * 400, b"1.5.5", b"100%", b"%"),
    *("๒๕๖๗".encode(), "๐.๕".encode(), "ไทย".encode("cp874"), "\u2013".encode(), b"n/a", b"NA"),
    *(b"2567", b"1066", b"9999", b"=1+1", b"@SUM(A1)", b"<table>", b"{code}", b"%s", b"\x1b[31m"),
    *(b"THA", b"Thailand", b"Siam", b"../../x", b"#REF!", b"#N/A", b"True", b"'", b"\xc3\x28"),
]
HELD = ["un_egov/2024.csv", "imd/2024.csv", "opdc/2024.csv"]
Seeds = dict[str, tuple[bytes, str]]


def wgi_seeds() -> Iterator[tuple[str, bytes]]:
    """Yield small files of the World Bank's layouts."""
    yield "wgi.xlsx", publisher_files.wgi()
    held = pd.read_csv(paths.RAW / "wgi/2022.csv").query("entity in ['THA', 'VNM', 'SGP']")
    last = held[held["year"] == 2021]
    stata = pd.DataFrame({"code": last["entity"], "year": last["year"]})
    stata["vae"] = last["wgi_voice_and_accountability.estimate"].astype("float32")
    content = BytesIO()
    stata.to_stata(content, write_index=False)
    yield "wgi.dta", content.getvalue()
    rows = ["Country Name,Country Code,Series Name,Series Code,2020 [YR2020],2021 [YR2021]"]
    rows += [f"X,{code},Voice,VA.EST,0.5,.." for code in ("THA", "VNM")]
    yield "wgi.csv", "\n".join(rows).encode()
    panel = [["Economy (code)", "Year", "Governance score (0-100)"], ["THA", 2024, 51.5]]
    sheets = dict.fromkeys(["va", "pv", "ge", "rq", "rl", "cc"], panel)
    yield "wgi_new.xlsx", publisher_files.workbook(sheets)


def wjp_seeds() -> Iterator[tuple[str, bytes]]:
    """Yield small workbooks of WJP's layouts: a row a country, and a column a country."""
    yield "wjp.xlsx", publisher_files.law_sheet()
    across = [["Country", "Thailand"], ["Country Code", "THA"]]
    across += [[label, 0.5] for label in publisher_files.law_labels().values()]
    yield "wjp_years.xlsx", publisher_files.workbook({"WJP ROL Index 2024 Scores": across})


def seeds() -> Seeds:
    """Return good files by their name: content, and the source that they are of."""
    found = {name: (content, "wgi") for name, content in wgi_seeds()}
    found |= {name: (content, "wjp") for name, content in wjp_seeds()}
    found["imd_2024.csv"] = ((paths.RAW / "imd/2024.csv").read_bytes(), "imd")
    found["copy.csv"] = (publisher_files.copy(), "un_egov_data360")
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp874"):
        few = publisher_files.text_of(publisher_files.survey_rows()[:4])
        found[f"survey-{encoding}.csv"] = (few.encode(encoding), "un_egov")
    for file in sorted(PUBLISHERS.glob("*/*")):
        if file.stat().st_size < LARGEST:
            found[file.name] = (file.read_bytes(), file.parent.name)
    return found


def broken_bytes(content: bytes) -> bytes:
    """Return bytes with a few changes: cut, doubled, overwritten, or a token put in."""
    changed = bytearray(content)
    for _ in range(random.choice([1, 1, 2, 5, 20])):
        start = random.randrange(len(changed) + 1)
        end = min(len(changed), start + random.choice([0, 1, 1, 2, 8, 64, 4096]))
        piece = random.choice([random.choice(TOKENS), bytes(changed[start:end]) * 2])
        piece = random.choice([piece, random.randbytes(max(1, end - start))])
        changed[start:end] = piece
    if random.random() < 0.1:
        del changed[random.randrange(len(changed) + 1) :]
    return bytes(changed)


def broken_cells(content: bytes) -> bytes:
    """Return a text table with some cells, or whole lines, changed."""
    lines = [line.split(b",") for line in content.split(b"\n")]
    for _ in range(random.choice([1, 1, 2, 6])):
        cells = random.choice(lines)
        place = random.randrange(len(cells))
        cells[place] = random.choice([*TOKENS, cells[place] + random.choice(TOKENS)])
        if random.random() < 0.2:
            random.choice([lines.remove, lines.append])(cells)
        if not lines:
            break
    comma = random.choice([b",", b",", b",", b";", b"\t"])
    return b"\n".join(comma.join(cells) for cells in lines)


def broken_member(content: bytes) -> bytes:
    """Return a workbook of which one member is broken, or all texts of one kind exchanged."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        chosen = random.choice(old.namelist())
        for name in old.namelist():
            member = old.read(name)
            if name == chosen:
                break_it = random.choice([broken_bytes, broken_text])
                member = break_it(member)
            new.writestr(name, member)
    return packed.getvalue()


def broken_text(content: bytes) -> bytes:
    """Return XML with one of its texts or attributes exchanged for a token."""
    pieces = content.replace(b">", b">\1").replace(b"<", b"\1<").replace(b'"', b'"\1').split(b"\1")
    pieces[random.randrange(len(pieces))] = random.choice(TOKENS)
    return b"".join(pieces)


def broken(content: bytes) -> bytes:
    """Return a file broken in a way that suits it."""
    ways: list[Callable[[bytes], bytes]] = [broken_bytes]
    if content.startswith(b"PK"):
        ways += [broken_member] * 4
    elif b"," in content:
        ways += [broken_cells] * 3
    return random.choice(ways)(content)


def answer(file: Path, source: str) -> str:
    """Return what reading a file comes to: "read", "refused", or a traceback."""
    choices = arrivals.Choices(source=source)
    said = StringIO()
    signal.setitimer(signal.ITIMER_PROF, SECONDS)  # of work, however busy the machine is
    try:
        with redirect_stderr(said):
            add.add([file], choices, dry_run=True, show=lambda line: None)
        return f"said {said.getvalue()!r}" if said.getvalue() else "read"
    except UserError as refusal:
        sentence, *rest = str(refusal).splitlines()
        return "refused" if rest[-1:] == ["Nothing was written."] else f"odd: {refusal}"
    except BaseException:
        return traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def move_to_small_project(folder: Path) -> None:
    """Let the package work where few editions are held, so that comparing with them is quick."""
    raw = folder / "data" / "raw"
    for pattern in ("*.csv", "strategy/*.csv", *HELD):
        for file in paths.RAW.glob(pattern):
            place = raw / file.relative_to(paths.RAW)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, place)
    lines = (raw / "editions.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if line == lines[0] or any(f",{name}," in line for name in HELD)]
    (raw / "editions.csv").write_text("".join(kept), encoding="utf-8", newline="\n")
    paths.ROOT, paths.RAW, paths.BUILD = folder, raw, folder / "_build"


def limit() -> None:
    """Make errors of warnings, and of too much memory or time."""
    warnings.simplefilter("error")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, lambda *_: (_ for _ in ()).throw(TimeoutError("hangs")))


def contents() -> dict[str, int]:
    """Return the files of data/raw with the time of their last change."""
    return {str(file): file.stat().st_mtime_ns for file in paths.RAW.rglob("*")}


def main(minutes: str = "10", seed: str = "1", folder: str = "") -> None:
    """Break and read files for some minutes; end with status 1 where one was not answered."""
    random.seed(int(seed))
    limit()
    kept = Path(folder or tempfile.mkdtemp(prefix="strategybook-fuzz-"))
    kept.mkdir(parents=True, exist_ok=True)
    good, counts = seeds(), {"read": 0, "refused": 0}
    move_to_small_project(kept / "project")
    before = contents()
    kinds: dict[str, str] = {}
    end = time.monotonic() + 60 * float(minutes)
    while time.monotonic() < end:
        name = random.choice(sorted(good))
        content, own = good[name]
        file = kept / name
        file.write_bytes(broken(content))
        found = answer(file, random.choice(["", "", own]))
        if found in counts:
            counts[found] += 1
        elif found.splitlines()[-1] not in kinds:
            kinds[found.splitlines()[-1]] = found
            shutil.copy(file, kept / f"finding-{len(kinds)}-{name}")
            print(f"finding {len(kinds)}, {name}:\n{found}", flush=True)
        file.unlink()
    wrote = contents() != before
    print(f"{counts}, findings: {len(kinds)} in {kept}, data/raw changed: {wrote}")
    sys.exit(bool(kinds) or wrote)


if __name__ == "__main__":
    main(*sys.argv[1:])
