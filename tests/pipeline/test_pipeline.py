"""The pipeline end to end, in a copy of the project with one small chapter."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from strategybook import paths
from strategybook.pipeline import remake
from trials.kill_runs import write_registered

PARAMETERS = """\
country = "THA"  # country
language = "en"  # language
as_of = "latest"  # editions
peers = ["BRN", "IDN", "KHM", "LAO", "MMR", "MYS", "PHL", "SGP", "VNM"]  # to compare with"""
SETUP = """\
from strategybook.chapters import sentences
from strategybook.show.exhibits import Chapter
chapter = Chapter("small", country, language, as_of, peers)
latest = chapter.observations(as_of)"""
SHOW = 'chapter.say(sentences.rank_change(chapter, latest, "egdi", [2022, 2024]))'
TABLE = """\
from strategybook.observations import pick
from strategybook.show.tables import Table
chapter.show_table("t", Table(["a"], [["b"]]), pick(latest, "egdi", [country]), caption="c")"""

CONTENTS = """\
format: jb-book
root: book/en/index
parts:
- caption: The indices
  chapters:
  - file: book/en/small
"""


def write_chapter(root, show=SHOW):
    """Write the small chapter whose one sentence `show` says."""

    def cell(make, name, source, *tags):
        made = make(source, id=name)
        made.metadata["tags"] = list(tags)
        return made

    cells = [
        cell(new_markdown_cell, "title-en", "(small)=\n# Small", "en"),
        cell(new_markdown_cell, "title-th", "(small)=\n# เล็ก", "th"),
        cell(new_code_cell, "parameters", PARAMETERS, "parameters"),
        cell(new_code_cell, "setup", SETUP, "setup"),
        cell(new_code_cell, "show", show),
        cell(new_code_cell, "table", TABLE),
    ]
    nbformat.write(new_notebook(cells=cells), root / "notebooks/small.ipynb")


def start(root, *arguments, **options):
    """Start the command line on the copy."""
    environment = os.environ | {"STRATEGYBOOK_ROOT": str(root), "PYTHONPATH": str(root / "src")}
    return subprocess.Popen(
        [sys.executable, "-m", "strategybook.cli", *arguments],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        **options,
    )


def run(root, *arguments):
    """Run the command line on the copy; return exit status, output and the tasks that ran."""
    process = start(root, *arguments)
    output, _ = process.communicate(timeout=300)
    done = [line.split("]", 1)[1].strip() for line in output.splitlines() if line.startswith("[")]
    return process.returncode, output, sorted(line.split(":")[0] for line in done)


def contents(root):
    """Return what the book's committed outputs hold."""
    files = [*root.glob("book/*/small.ipynb"), *root.glob("book/*/small/*"), root / "pytask.lock"]
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in sorted(files)}


def keep_one_source(raw):
    """Keep the UN's surveys alone, so that each run is short."""
    register = raw / "editions.csv"
    lines = register.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.startswith(("source,", "un_egov,"))]
    register.write_text("\n".join(kept) + "\n", encoding="utf-8", newline="\n")
    for source in ("edelman", "imd", "opdc", "un_egov_data360", "wgi", "wjp"):
        shutil.rmtree(raw / source)


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A copy of the project with one small chapter, brought up to date once."""
    root = tmp_path_factory.mktemp("project").resolve()
    read = [
        "data/raw",
        "data/issued",
        "src",
        "tasks",
        "pyproject.toml",
        "requirements.lock",
        "_config.yml",
    ]
    for name in [*read, "book/references.bib"]:
        source = paths.ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy2
        (root / name).parent.mkdir(exist_ok=True)
        copy(source, root / name)
    keep_one_source(root / "data/raw")
    (root / "notebooks").mkdir()
    (root / "_toc.yml").write_text(CONTENTS, encoding="utf-8")
    for language in ("en", "th"):
        page = root / "book" / language / "index.md"
        page.parent.mkdir(parents=True)
        page.write_text("(home)=\n# Home\n\n- {doc}`small`\n", encoding="utf-8")
    write_chapter(root)
    status, output, ran = run(root, "book")
    assert status == 0, output
    assert {"observations", "printed check", "small-en", "small-th", "site"} <= set(ran)
    return root


@pytest.fixture
def project(finished, tmp_path):
    """A fresh clone of the finished copy: what is committed, without `_build`."""
    root = (tmp_path / "clone").resolve()
    shutil.copytree(finished, root, ignore=shutil.ignore_patterns("_build", ".pytask"))
    return root


def test_nothing_changed_runs_nothing(finished):
    before = contents(finished)
    status, _, ran = run(finished, "book")
    assert (status, ran) == (0, [])
    assert contents(finished) == before


def test_a_fresh_clone_renders_what_is_committed_and_runs_nothing_else(project):
    before = contents(project)
    status, output, ran = run(project, "book")
    assert status == 0, output
    assert ran == ["site"]
    assert contents(project) == before
    for page in ("index.html", "small.html", "th/index.html", "th/small.html"):
        assert (project / "_build/html" / page).is_file()


def test_a_stale_clone_runs_what_is_stale(project):
    """Thailand's rank of 2024 in another file of figures: everything that shows it runs again."""
    file = project / "data/raw/un_egov/2024.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    row = next(number for number, line in enumerate(lines) if line.startswith("THA,"))
    cells = lines[row].split(",")
    assert cells[2] == "52"  # EGOV_DATA_2024.csv
    lines[row] = ",".join([*cells[:2], "51", *cells[3:]])
    write_registered(project, "un_egov/2024.csv", "\n".join(lines) + "\n")
    status, output, ran = run(project, "book")
    assert status == 0, output
    assert {"observations", "printed check", "small-en", "small-th", "site"} <= set(ran)
    assert "to rank 51 in 2024" in (project / "book/en/small.ipynb").read_text(encoding="utf-8")


def test_a_change_that_changes_no_figure_stops_there(project):
    """A comment in a reader makes the tables again; they are the same, so no chapter runs."""
    with (project / "src/strategybook/readers/un_egov.py").open("a", encoding="utf-8") as file:
        file.write("# A comment.\n")
    status, output, ran = run(project, "book")
    assert status == 0, output
    assert "observations" in ran
    assert not {"small-en", "small-th"} & set(ran)


def test_an_output_edited_by_hand_is_made_again(project):
    before = contents(project)
    page = project / "book/th/small.ipynb"
    page.write_text(page.read_text(encoding="utf-8").replace("อันดับ", "ลำดับ"), encoding="utf-8")
    status, output, ran = run(project, "book")
    assert status == 0, output
    assert ran == ["site", "small-th"]
    assert contents(project) == before


def test_a_figure_s_data_edited_by_hand_are_made_again(project):
    before = contents(project)
    (project / "book/en/small/t.csv").write_text("edited\n", encoding="utf-8")
    status, output, ran = run(project, "book")
    assert status == 0, output
    assert ran == ["site", "small-en"]
    assert contents(project) == before


def test_a_failing_chapter_is_named_and_leaves_its_previous_output(project):
    pages = {name: content for name, content in contents(project).items() if "pytask" not in name}
    write_chapter(project, "latest['no such column']")
    status, output, _ = run(project, "book")
    assert status == 2
    assert "notebooks/small.ipynb (en), cell 'show': found KeyError: 'no such column'" in output
    assert "Traceback" not in output
    after = {name: content for name, content in contents(project).items() if "pytask" not in name}
    assert after == pages
    write_chapter(project)
    status, output, _ = run(project, "book")
    assert status == 0, output


def everything(root):
    """Return all that runs make and version control keeps, and what lies hidden beside it."""
    made = list(remake.made(root).values())
    hidden = [file for name in ("data", "book") for file in (root / name).rglob(".*")]
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in made + hidden}


def test_a_run_that_fails_changes_nothing_and_the_next_one_goes_on_from_it(project):
    """Of a changed figure, the tables and one language are made before the other one fails."""
    before = everything(project)
    file = project / "data/raw/un_egov/2024.csv"
    text = file.read_text(encoding="utf-8")
    thailand = next(line for line in text.splitlines() if line.startswith("THA,"))
    rank = ",".join([*thailand.split(",")[:2], "51", *thailand.split(",")[3:]])
    write_registered(project, "un_egov/2024.csv", text.replace(thailand, rank))
    write_chapter(project, f"assert language == 'en'\n{SHOW}")
    status, output, ran = run(project, "book")
    assert status == 2
    assert {"observations", "small-en"} <= set(ran)
    assert "What is committed is as it was" in output
    assert everything(project) == before
    assert sorted(place.name for place in (project / "_build").glob("before*")) == []
    write_chapter(project)
    status, output, ran = run(project, "book")
    assert status == 0, output
    assert "observations" not in ran  # it was made by the run that failed
    assert "to rank 51 in 2024" in (project / "book/en/small.ipynb").read_text(encoding="utf-8")
    assert [place.name for place in (project / "_build").glob("after*")] == []


def test_a_committed_error_does_not_reach_the_site(project):
    page = project / "book/en/small.ipynb"
    notebook = json.loads(page.read_text(encoding="utf-8"))
    shown = next(cell for cell in notebook["cells"] if cell["id"] == "show")
    shown["outputs"] = [
        {"output_type": "error", "ename": "KeyError", "evalue": "'egdi'", "traceback": []}
    ]
    page.write_text(json.dumps(notebook), encoding="utf-8")
    status, output, _ = run(project, "site")
    assert status == 2
    assert "found that cell 'show' shows the error KeyError" in output
    assert not (project / "_build/html").exists()


def test_a_lock_file_that_a_power_cut_left_half_is_made_again(project):
    before = contents(project)
    lock = project / "pytask.lock"
    lock.write_bytes(lock.read_bytes()[:3000])
    status, output, _ = run(project, "book")
    assert status == 0, output
    assert contents(project) == before


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are killed otherwise there")
def test_a_killed_run_is_mended_by_the_next(project):
    before = contents(project)
    write_chapter(project, SHOW + "\nimport time; time.sleep(60)")
    process = start(project, "book", start_new_session=True)
    time.sleep(6)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert contents(project) == before
    write_chapter(project)
    status, output, _ = run(project, "book")
    assert status == 0, output
    assert contents(project) == before


def test_another_country_is_made_apart_from_the_book(project):
    before = contents(project)
    status, output, _ = run(project, "book", "--country", "FRA", "--peers", "DEU,ESP")
    assert status == 0, output
    assert contents(project) == before
    site = project / "_build/countries/FRA/html"
    assert "France" in (site / "small.html").read_text(encoding="utf-8")
    assert "ฝรั่งเศส" in (site / "th/small.html").read_text(encoding="utf-8")
    status, _, ran = run(project, "book", "--country", "FRA", "--peers", "DEU,ESP")
    assert (status, ran) == (0, [])


def test_a_wrong_parameter_starts_nothing(project):
    status, output, ran = run(project, "book", "--country", "Thaland")
    assert (status, ran) == (2, [])
    assert output.startswith("Parameter country: found 'THALAND', expected an ISO 3166 alpha-3")
    assert "THA (Thailand)" in output
    assert len(output) < 300
    assert not (project / "_build").exists()
