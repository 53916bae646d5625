"""Everything that a person does with the project; `python make.py help` lists it.

Needs Python alone. `make NAME` does the same as `python make.py NAME`.
"""

import functools
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OPTIONS = {"BASE": "--base", "COUNTRY": "--country", "AS_OF": "--as-of", "PEERS": "--peers"}
ENVIRONMENT = {
    "PYTHONUTF8": "1",
    # A person's own modules must not reach the book.
    "PYTHONPATH": "",
}
PIP_INSTALL = "-m pip install --disable-pip-version-check --no-input --no-user --no-deps".split()
UV_COMPILE = """
    pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url
    --no-header --no-annotate --fork-strategy fewest --group test --group build
    pyproject.toml -o requirements.lock""".split()
CONDA_NAMES = {  # where conda-forge's differ; None: conda-forge does not have the package
    "fontpkg-sarabun": None,
    "matplotlib": "matplotlib-base",
    "pandera": "pandera-pandas",
    "quickjs": "python-quickjs",
}
CONDA_ENVIRONMENT = """\
# Made by `python make.py lock` from pyproject.toml and requirements.lock: change those.
name: strategybook
channels:
  - conda-forge
  - nodefaults
dependencies:
  - python=3.11
  - pip
{conda}
  - pip:
{pip}
      - -e .
"""


def refuse_old_python(version):
    """Stop with one sentence if `version`, as in `sys.version_info`, is before 3.11."""
    if tuple(version[:2]) < (3, 11):
        raise SystemExit(
            f"Python 3.11 or newer is needed and this is {version[0]}.{version[1]}: install it, "
            "then say `python3.11 make.py ...`, or `make ... PYTHON=python3.11`."
        )


def venv_python():
    """Return the path of the environment's Python."""
    return ROOT / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint():
    """Return a digest of all that the environment is made from; a moved folder changes it."""
    made_from = [(ROOT / name).read_bytes() for name in ("requirements.lock", "pyproject.toml")]
    made_from += [platform.python_version().encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(made_from)).hexdigest()


def set_up():
    """Make `.venv/` from nothing, unless it was finished before from what is here now."""
    stamp = ROOT / ".venv" / "stamp"
    if venv_python().exists() and stamp.exists() and stamp.read_text() == fingerprint():
        return
    refuse_inside_venv()
    began = time.monotonic()
    print(f"Setting up .venv with Python {platform.python_version()} (once, about two minutes)")
    stamp.unlink(missing_ok=True)
    run_step(sys.executable, "-m", "venv", "--clear", ".venv")
    run_step(venv_python(), *PIP_INSTALL, "--require-hashes", "-r", "requirements.lock")
    run_step(venv_python(), *PIP_INSTALL, "--no-build-isolation", "-e", ".")
    stamp.write_text(fingerprint())  # last, so that a set-up that was cut off is done again
    print(f"Set up in {time.monotonic() - began:.0f} seconds", flush=True)


def refuse_inside_venv():
    """Stop if this very Python lies in the `.venv/` that is to be made anew."""
    if Path(sys.prefix).resolve() == ROOT / ".venv":
        raise SystemExit(
            "`.venv` must be made anew and this Python is in it: "
            "say `deactivate`, then the same command again."
        )


def run_step(*command):
    """Run one step of the set-up; if it fails, stop with the last lines that it printed."""
    printed = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    text = {"encoding": "utf-8", "errors": "replace"}
    env = {**os.environ, **ENVIRONMENT}
    with subprocess.Popen(command, cwd=ROOT, env=env, **printed, **text) as child:
        lines = list(show_progress(child.stdout))
    if child.returncode:
        cure = "Put right what stopped the set-up (above), then say the same command again."
        raise SystemExit("".join([*lines[-12:], cure]))


def show_progress(lines):
    """Pass on pip's lines; print now and then how many packages it has fetched."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    total, fetched = len(re.findall(r"^[\w.-]+==", lock, re.MULTILINE)), 0
    for line in lines:
        total -= line.startswith("Ignoring ")  # for other systems or other Pythons
        is_package = line.startswith(("Collecting ", "Processing "))
        fetched += is_package
        if is_package and (fetched % 25 == 1 or fetched == total):
            print(f"  fetching package {fetched} of {total}", flush=True)
        elif line.startswith("Installing ") and fetched:
            print(f"  installing {total} packages", flush=True)
        yield line


def call(*arguments):
    """Run `.venv`'s Python with the fixed environment and return its exit status."""
    command = [venv_python(), *arguments]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **ENVIRONMENT}) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:  # the child has met it too: let it end in good order
                continue


def options(argument):
    """Return the command-line options that one argument, such as AS_OF=2022, stands for."""
    name, equals, value = argument.partition("=")
    if argument.startswith("-") or not equals:
        return [argument]
    if name not in OPTIONS:
        raise SystemExit(f"Unknown name {name!r}: the names are {', '.join(OPTIONS)}.")
    return [OPTIONS[name], value]


def package(command, *arguments):
    """Run a command of the package with NAME=VALUE arguments as its options."""
    given = [part for argument in arguments for part in options(argument)]
    set_up()
    return call("-m", "strategybook.cli", command, *given)


def test(*arguments):
    """Run the tests, two at a time; arguments go to pytest."""
    set_up()
    return call("-m", "pytest", "-n", "2", *arguments)


def clean():
    """Remove what was built, but neither the environment nor anything that is committed."""
    for folder in (ROOT / "_build", ROOT / ".pytask"):
        if folder.exists():
            shutil.rmtree(folder)


def lock(*arguments):
    """Make requirements.lock, then environment.yml from it; arguments go to uv."""
    uv = shutil.which("uv")
    if uv is None:
        raise SystemExit("Making the lock needs uv: install it with `pip install uv`.")
    subprocess.run([uv, *UV_COMPILE, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    (ROOT / "environment.yml").write_text(conda_environment(), encoding="utf-8", newline="\n")


def conda_environment():
    """Return environment.yml: what pyproject.toml asks for, at the lock's versions."""
    import tomllib  # here, since an older Python lacks it and must get as far as its refusal

    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = [pyproject["project"]["dependencies"], *pyproject["dependency-groups"].values()]
    asked = {re.match(r"[\w.-]+", line)[0].replace("_", "-") for group in groups for line in group}
    lock_text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    versions = dict(re.findall(r"^([\w.-]+)==(\S+)", lock_text, re.MULTILINE))
    names = {name: CONDA_NAMES.get(name, name) for name in sorted(asked)}
    conda = [f"  - {its}={versions[name]}" for name, its in names.items() if its]
    pip = [f"      - {name}=={versions[name]}" for name, its in names.items() if not its]
    return CONDA_ENVIRONMENT.format(conda="\n".join(conda), pip="\n".join(pip))


def show_help():
    """List the commands."""
    print("python make.py COMMAND ...    or    make COMMAND ...\n")
    print("\n".join(f"  {name:7}{meaning}" for name, (_, meaning) in COMMANDS.items()))


COMMANDS = {
    "help": (show_help, "this list"),
    "book": (
        functools.partial(package, "book"),
        "bring all up to date and render it; for another country or date:\n"
        "         make book COUNTRY=VNM AS_OF=2022 PEERS=MYS,SGP",
    ),
    "site": (functools.partial(package, "site"), "only render the chapters that are committed"),
    "check": (functools.partial(package, "check"), "make all again elsewhere and compare"),
    "review": (
        functools.partial(package, "review"),
        "show which numbers differ from a branch: make review BASE=main",
    ),
    "test": (test, "run the tests; `python make.py test -k WORD` runs some"),
    "clean": (clean, "remove _build/ and .pytask/"),
    "lock": (lock, "for maintainers, with uv: renew requirements.lock and environment.yml"),
}


def main(arguments):
    """Run the command that the arguments name and return its exit status."""
    refuse_old_python(sys.version_info)
    name, *rest = arguments or ["help"]
    if name not in COMMANDS:
        raise SystemExit(f"Unknown command {name!r}: the commands are {', '.join(COMMANDS)}.")
    return COMMANDS[name][0](*rest)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
