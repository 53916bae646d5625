"""Data are inert: no formula, no markup, no path and no parameter does anything."""

import re

import pandas as pd
import pytest

from strategybook import cli, observations, paths
from strategybook.errors import InputError
from strategybook.parameters import Parameters
from strategybook.pipeline import build
from strategybook.pipeline.execute import run_chapter
from strategybook.show import exhibits
from strategybook.show.exhibits import Chapter
from strategybook.show.tables import Table
from tests.projects import contents
from tests.publisher_files import FORMULAS, survey

MARKUP = ["<script>alert(1)</script>", "```{raw} html", "{download}`x`", "[x](javascript:x)", "$x$"]


def test_exports_of_chapters_and_tables_are_inert(tmp_path, monkeypatch, panel):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(exhibits, "display", lambda *_, **__: None)
    chapter = Chapter("data", "THA", "en", "latest", [])
    register = pd.DataFrame({"came_from": ["=cmd.csv"]})
    chapter.show_table("register", Table(["a"], [["b"]]), register, caption="c")
    assert (tmp_path / "data/register.csv").read_text("utf-8") == "came_from\n'=cmd.csv\n"
    rows = observations.pick(panel, "egdi", ["THA"], [2024]).assign(origin="@SUM(A1)")
    observations.write(rows, tmp_path / "observations.csv")
    assert ",'@SUM(A1)," in (tmp_path / "observations.csv").read_text("utf-8")


@pytest.mark.parametrize("name", [*MARKUP, *FORMULAS])
def test_a_file_s_name_is_kept_as_text(root, tmp_path, name):
    """It is told in the register, which the page on data exports."""
    file = tmp_path / (name.replace("/", "").replace("\t", "") + ".csv")
    file.write_bytes(survey())
    cli.main(["add", str(file)])
    register = pd.read_csv(root / "data/raw/editions.csv", dtype=str, keep_default_na=False)
    assert file.name in register["came_from"][0].split("; ")
    assert not re.search(r"^[=+@-]", register["figures"][0])


def test_a_name_with_a_terminal_s_commands_is_shown_without_them(root, tmp_path, capsys):
    file = tmp_path / "a\x1b[31m\nNothing was written.csv"
    file.write_bytes(b"")
    with pytest.raises(SystemExit):
        cli.main(["add", str(file)])
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert "\x1b" not in said[0]


OUTSIDE = ["../../../outside.csv", "/etc/passwd", "un_egov/../../../outside.csv"]


@pytest.mark.parametrize("place", OUTSIDE)
def test_a_register_that_leads_out_of_the_project_is_refused(root, tmp_path, capsys, place):
    (tmp_path / "outside.csv").write_text("entity,year,egdi.score\nTHA,2024,0.9\n", "utf-8")
    register = root / "data/raw/editions.csv"
    register.write_text(register.read_text("utf-8").replace("un_egov/2024.csv", place), "utf-8")
    before = contents(tmp_path)
    file = tmp_path / "a.csv"
    file.write_bytes(survey())
    with pytest.raises(SystemExit) as end:
        cli.main(["add", "--replace", str(file)])
    assert end.value.code == 2
    assert "found a path that leads out of data/raw" in capsys.readouterr().err
    row = pd.read_csv(register, dtype=str, keep_default_na=False)
    with pytest.raises(InputError, match="leads out of data/raw"):
        observations.of_editions(row, paths.RAW)
    file.unlink()
    assert contents(tmp_path) == before


INJECTED = ['THA"; import os', "THA\nimport os", "__import__('os')", "../../x", "{country}", "%pwd"]


@pytest.mark.parametrize("option", ["--country", "--as-of", "--peers"])
@pytest.mark.parametrize("value", INJECTED)
def test_a_parameter_that_is_code_starts_nothing(root, monkeypatch, capsys, option, value):
    started = []
    monkeypatch.setattr(build, "bring_up_to_date", started.append)
    before = contents(root)
    with pytest.raises(SystemExit) as end:
        cli.main(["book", option, value])
    assert end.value.code == 2
    assert "expected " in capsys.readouterr().err
    assert not started
    assert contents(root) == before


@pytest.mark.parametrize("field", ["country", "language", "as_of"])
@pytest.mark.parametrize("value", INJECTED)
def test_no_kernel_starts_with_a_parameter_that_is_code(monkeypatch, tmp_path, field, value):
    """Whatever way it came, past the command line too."""
    monkeypatch.setattr("papermill.execute_notebook", lambda *_, **__: pytest.fail("started"))
    notebook = paths.NOTEBOOKS / "egovernment.ipynb"
    with pytest.raises(InputError, match=f"Parameter {field}: found"):
        run_chapter(notebook, Parameters(**{field: value}), tmp_path)
    assert contents(tmp_path) == {}
