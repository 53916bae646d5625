"""Feed every reader broken files, and break further those that led it a new way.

`python -m trials.fuzz_coverage text|workbook FOLDER [OPTIONS of libFuzzer]` needs atheris, which is
not among the project's packages (`pip install atheris`, for Linux, best into an environment of its
own). `trials/fuzz_readers.py` breaks good files blindly; this one watches which code of the readers
a file reaches, and keeps the files that reach more of it in FOLDER/corpus, for the next time too.
Its good files are the same, and those in FOLDER/seeds/SOURCE. `-max_total_time=900` ends it after
900 seconds. What ends in anything but an answer or one sentence is kept in FOLDER; where the
process itself is brought down, libFuzzer leaves the file as `crash-...` in the working folder.
"""

import importlib
import pkgutil
import random
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["strategybook"]):
    from strategybook import readers
    from trials import fuzz_readers

    for reader in pkgutil.iter_modules(readers.__path__):
        importlib.import_module(f"strategybook.readers.{reader.name}")

LARGEST = 400_000  # bytes of a file; workbooks are not compressed


def members(content: bytes) -> dict[str, bytes]:
    """Return the files in a workbook, none where it is damaged."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # a damaged archive makes zipfile raise almost anything
        return {}


def changed_workbook(content: bytes, largest: int, seed: int) -> bytes:
    """Return a workbook with a change in one of its sheets, or in the bytes of a damaged one."""
    random.seed(seed)
    files = members(content)
    sheets = [name for name in files if "sheet" in name or "sharedStrings" in name]
    if not sheets:
        return atheris.Mutate(content, largest)
    name = random.choice(sheets)
    change = random.choice([fuzz_readers.broken_text, lambda xml: atheris.Mutate(xml, largest)])
    files[name] = change(files[name])
    changed = fuzz_readers.publisher_files.packed(files, zipfile.ZIP_STORED)
    return changed if len(changed) <= largest else content


def changed_text(content: bytes, largest: int, seed: int) -> bytes:
    """Return a text file with some cells exchanged, or the fuzzer's own change."""
    random.seed(seed)
    if content and random.random() < 0.5:
        return fuzz_readers.broken_cells(content)[:largest]
    return atheris.Mutate(content, largest)


def good_files(kind: str, kept: Path) -> fuzz_readers.Seeds:
    """Return the good files of a kind, workbooks not compressed so that the fuzzer sees them."""
    found = fuzz_readers.seeds()
    for file in sorted(kept.glob("seeds/*/*")):
        found[file.name] = (file.read_bytes(), file.parent.name)
    if kind == "text":
        return {name: its for name, its in found.items() if not name.endswith(".xlsx")}
    pack = fuzz_readers.publisher_files.packed
    return {
        name: (pack(members(content), zipfile.ZIP_STORED), own)
        for name, (content, own) in found.items()
        if name.endswith(".xlsx")
    }


def main(kind: str, folder: str, *options: str) -> None:
    """Break and read files of a kind until libFuzzer ends."""
    kept = Path(folder).resolve()
    corpus = kept / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    good = good_files(kind, kept)
    for name, (content, _) in good.items():
        (corpus / name).write_bytes(content)
    sources = ["", "", *sorted({own for _, own in good.values()})]
    fuzz_readers.move_to_small_project(kept / "project")
    before, kinds = fuzz_readers.contents(), set()
    file = kept / ("file.xlsx" if kind == "workbook" else "file.csv")

    def read(content: bytes) -> None:
        file.write_bytes(content)
        found = fuzz_readers.answer(file, sources[len(content) % len(sources)])
        last = found.splitlines()[-1]
        if found not in ("read", "refused") and last not in kinds:
            kinds.add(last)
            (kept / f"finding-{len(kinds)}{file.suffix}").write_bytes(content)
            print(f"finding {len(kinds)}:\n{found}", flush=True)
        if fuzz_readers.contents() != before:
            raise SystemExit(f"{file} made it write")

    change = changed_workbook if kind == "workbook" else changed_text
    limits = [f"-max_len={LARGEST}", "-cross_over=0", "-reduce_inputs=0"]
    atheris.Setup([sys.argv[0], str(corpus), *limits, *options], read, custom_mutator=change)
    fuzz_readers.limit()
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
