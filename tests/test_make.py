"""make.py: set-up, NAME=VALUE arguments and what is held fixed, without a real installation."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys

import pytest

import make

COMMANDS = ["help", "book", "site", "check", "review", "test", "clean", "lock"]


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Return the root of a project whose lock names two packages for this system."""
    lock = "alpha==1.0\nbeta==2.0\ngamma==3.0 ; os_name == 'other'\n"
    (tmp_path / "requirements.lock").write_text(lock, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n', encoding="utf-8")
    monkeypatch.setattr(make, "ROOT", tmp_path)
    return tmp_path


@pytest.fixture
def steps(project, monkeypatch):
    """Return the list that each step of a set-up is noted in, instead of being run."""
    noted = []

    def note(*command):
        noted.append([str(part) for part in command])
        make.venv_python().parent.mkdir(parents=True, exist_ok=True)
        make.venv_python().touch()

    monkeypatch.setattr(make, "run_step", note)
    return noted


def test_help_lists_every_command(capsys):
    make.main([])
    listed = re.findall(r"^  (\w+) ", capsys.readouterr().out, re.MULTILINE)
    assert listed == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.skipif(shutil.which("make") is None, reason="this system has no make")
def test_makefile_hands_each_command_to_make_py(command):
    asked = ["make", "--dry-run", command, "COUNTRY=VNM", "PYTHON=some-python"]
    told = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    run = subprocess.run(asked, cwd=make.ROOT, env=told, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["some-python", "make.py", command, "COUNTRY=VNM"]


def test_makefile_does_nothing_else():
    makefile = (make.ROOT / "Makefile").read_text(encoding="utf-8")
    assert makefile.count("\n\t") == 1


def test_old_python_is_refused_in_one_sentence():
    with pytest.raises(
        SystemExit, match=r"^Python 3\.11 or newer is needed and this is 3\.8: .*\.$"
    ):
        make.refuse_old_python((3, 8, 10, "final", 0))


def test_python_3_11_is_accepted():
    assert make.refuse_old_python((3, 11, 0, "final", 0)) is None


def test_old_python_can_read_the_file_far_enough_to_refuse():
    source = (make.ROOT / "make.py").read_text(encoding="utf-8")
    statements = ast.parse(source, feature_version=(3, 8)).body
    imported = {
        name.name for one in statements if isinstance(one, ast.Import) for name in one.names
    }
    assert imported <= sys.stdlib_module_names - {"tomllib"}


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("COUNTRY=VNM", ["--country", "VNM"]),
        ("AS_OF=2022", ["--as-of", "2022"]),
        ("PEERS=MYS,SGP", ["--peers", "MYS,SGP"]),
        ("--as-of=2022", ["--as-of=2022"]),
        ("VNM", ["VNM"]),
    ],
)
def test_names_become_options(argument, expected):
    assert make.options(argument) == expected


def test_unknown_name_is_refused_with_the_known_ones_before_anything_is_set_up(steps):
    with pytest.raises(SystemExit, match=r"^Unknown name 'CUNTRY': .*COUNTRY, AS_OF, PEERS\.$"):
        make.main(["book", "CUNTRY=VNM"])
    assert steps == []


def test_unknown_command_is_refused_with_the_known_ones():
    with pytest.raises(SystemExit, match=r"^Unknown command 'bok': .*book.*\.$"):
        make.main(["bok"])


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["book"], ["-m", "strategybook.cli", "book"]),
        (["book", "COUNTRY=VNM"], ["-m", "strategybook.cli", "book", "--country", "VNM"]),
        (["site"], ["-m", "strategybook.cli", "site"]),
        (["check"], ["-m", "strategybook.cli", "check"]),
        (["test", "-k", "lock"], ["-m", "pytest", "-n", "2", "-k", "lock"]),
    ],
)
def test_a_command_sets_up_and_then_runs(arguments, expected, steps, monkeypatch):
    called = []
    monkeypatch.setattr(make, "call", lambda *given: called.append(list(given)) or 5)
    assert make.main(arguments) == 5
    assert called == [expected]
    assert len(steps) == 3


def test_set_up_installs_what_the_lock_says_and_nothing_else(steps):
    make.set_up()
    venv, packages, project = steps
    assert venv[1:] == ["-m", "venv", "--clear", ".venv"]
    assert {"--require-hashes", "--no-deps", "requirements.lock"} <= set(packages)
    assert {"--no-deps", "--no-build-isolation", "-e", "."} <= set(project)


def test_second_set_up_does_nothing(steps, capsys):
    make.set_up()
    capsys.readouterr()
    make.set_up()
    assert len(steps) == 3
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_changed_lock_or_project_is_set_up_anew(name, project, steps):
    make.set_up()
    with (project / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    make.set_up()
    assert len(steps) == 6


def test_another_python_is_set_up_anew(steps, monkeypatch):
    make.set_up()
    monkeypatch.setattr(make.platform, "python_version", lambda: "3.99.0")
    make.set_up()
    assert len(steps) == 6


def test_a_moved_folder_is_set_up_anew(project, steps, monkeypatch):
    make.set_up()
    moved = project.parent / "moved"
    project.rename(moved)
    monkeypatch.setattr(make, "ROOT", moved)
    make.set_up()
    assert len(steps) == 6


def test_a_set_up_that_was_cut_off_is_done_again_from_nothing(steps, monkeypatch):
    note = make.run_step

    def cut_off(*command):
        note(*command)
        if "--require-hashes" in command:
            raise KeyboardInterrupt

    make.set_up()
    (make.ROOT / "requirements.lock").write_text("alpha==1.1\n", encoding="utf-8")
    monkeypatch.setattr(make, "run_step", cut_off)
    with pytest.raises(KeyboardInterrupt):
        make.set_up()
    (make.ROOT / "requirements.lock").write_text("alpha==1.0\n", encoding="utf-8")
    monkeypatch.setattr(make, "run_step", note)
    steps.clear()
    make.set_up()
    assert "--clear" in steps[0]
    assert len(steps) == 3


def test_python_inside_the_environment_does_not_remove_itself(project, steps, monkeypatch):
    monkeypatch.setattr(sys, "prefix", str(project / ".venv"))
    with pytest.raises(SystemExit, match="deactivate"):
        make.set_up()
    assert steps == []


def test_progress_counts_only_this_systems_packages(project, capsys):
    pip = ["Ignoring gamma: markers\n", "Collecting alpha==1.0\n", "Processing /x/beta.whl\n"]
    assert list(make.show_progress(pip)) == pip
    shown = capsys.readouterr().out
    assert shown == "  fetching package 1 of 2\n  fetching package 2 of 2\n"


def test_a_failed_step_says_what_the_step_said(project):
    with pytest.raises(SystemExit, match=r"(?s)^no network\nPut right .* again\.$"):
        make.run_step(sys.executable, "-c", "raise SystemExit('no network')")


def test_exit_status_is_passed_on(monkeypatch):
    monkeypatch.setattr(make, "venv_python", lambda: sys.executable)
    assert make.call("-c", "raise SystemExit(3)") == 3


def test_programs_meet_the_fixed_environment(tmp_path, monkeypatch):
    expected = {"PYTHONUTF8": "1"}
    monkeypatch.setenv("PYTHONUTF8", "0")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(make, "venv_python", lambda: sys.executable)
    file = tmp_path / "environment.json"
    tell = "import json, os, sys; json.dump([dict(os.environ), sys.path], open(sys.argv[1], 'w'))"
    assert make.call("-c", tell, str(file)) == 0
    met, path = json.loads(file.read_text(encoding="utf-8"))
    assert {name: met[name] for name in expected} == expected
    assert str(tmp_path) not in path


def test_clean_removes_what_was_built_and_keeps_the_rest(project):
    for folder in ("_build/html", ".pytask", ".venv", "book/en"):
        (project / folder).mkdir(parents=True)
    make.main(["clean"])
    left = sorted(path.name for path in project.iterdir() if path.is_dir())
    assert left == [".venv", "book"]


def test_lock_without_uv_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(make.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match=r"needs uv: .*\.$"):
        make.main(["lock"])
