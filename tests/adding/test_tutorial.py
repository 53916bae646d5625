"""The page on a new year, run as a person types it, command by command."""

import re
import shlex

import pandas as pd
import pytest

from strategybook import cli, paths
from tests import editions_to_come as to_come
from tests import publisher_files
from tests.projects import COMMITTED, make_project, move_to

PAGE = (paths.BOOK / "en" / "new_year.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
COMMAND = ".venv/bin/strategybook "
# What was held before the files of the page came.
BEFORE = {"un_egov": ["2020", "2022"], "wgi": ["2023"], "wjp": ["2022"], "imd": ["2024", "2025"]}


def _wgi_of_2024():
    """Return the World Bank's long sheet of 2024, which names no edition."""
    return to_come._wgi_long(pd.read_csv(COMMITTED / "wgi/2024.csv"))


def _wjp_of_2025():
    return to_come._law_workbook(pd.read_csv(COMMITTED / "wjp/2025.csv"))


FILES = {
    "Downloads/EGOV_DATA_2024.csv": publisher_files.survey,
    "Downloads/wgidataset.xlsx": _wgi_of_2024,
    "Downloads/2025_wjp_rule_of_law_index_HISTORICAL_DATA_FILE.xlsx": _wjp_of_2025,
    "project/imd_2026.csv": lambda: to_come.imd("2026").content(),
}


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A person's folder: downloads, and a project that has what was held before them."""
    project = tmp_path / "project"
    days = make_project(project, BEFORE) / "publication_days.csv"
    lines = days.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("un_egov,2024,")]  # not known at once
    days.write_text("".join(kept), encoding="utf-8", newline="\n")
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content())
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(project)
    move_to(project.resolve(), monkeypatch)
    monkeypatch.setattr(paths, "ISSUED", project / "data" / "issued")  # where nothing is issued
    return tmp_path


def _typed():
    """Return each command of the page that adds or removes, and the output shown below it."""
    for block, after in zip(BLOCKS, [*BLOCKS[1:], ""], strict=True):
        for line in block.splitlines():
            if line.startswith(COMMAND):
                shown = "" if after.startswith((COMMAND, "make", "indicator,")) else after
                yield line.removeprefix(COMMAND), shown


def _run(command, home, capsys):
    arguments = [word.replace("~", str(home)) for word in shlex.split(command)]
    cli.cli.main(arguments, standalone_mode=False)
    return capsys.readouterr().out


def _follows(output, shown):
    """Tell whether each line shown is in the output, in its order; `...` stands for any lines."""
    rest = iter(output.splitlines())
    return all(line.strip() == "..." or line in rest for line in shown.splitlines())


def test_the_page_is_true_as_it_is_typed(home, capsys):
    typed = list(_typed())
    assert [command.split()[0] for command, _ in typed].count("add") >= 4
    for command, shown in typed:
        if command.startswith("add data/raw/imd/2026.csv"):
            _correct_a_rank()
        output = _run(command, home, capsys)
        if command.startswith("add ~/Downloads"):
            assert _follows(output, shown), output
        if command.startswith("remove"):
            source, edition = command.split()[1:]
            assert not (paths.RAW / source / f"{edition}.csv").exists()


def _correct_a_rank():
    """Correct a cell of the file that is held, as the page says that one may."""
    file = paths.RAW / "imd" / "2026.csv"
    table = pd.read_csv(file, dtype=str, keep_default_na=False)
    mine = (table["indicator"] == "imd_overall") & (table["entity"] == "THA")
    table.loc[mine, "value"] = "33"
    table.to_csv(file, index=False, lineterminator="\n")
