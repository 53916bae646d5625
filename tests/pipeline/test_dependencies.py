"""What a chapter depends on, through its imports."""

from strategybook import paths
from strategybook.pipeline import dependencies
from strategybook.pipeline.nodes import FilesNode


def names(file):
    return {path.name for path in dependencies.files_behind(file)}


def test_a_chapter_depends_on_what_it_imports_directly_or_not_and_on_their_data():
    behind = names(paths.NOTEBOOKS / "egovernment.ipynb")
    # By hand: the chapter imports charts, which imports svg and language; language reads words.
    assert {"charts.py", "svg.py", "language.py", "language.csv", "catalogue.csv"} <= behind


def test_a_chapter_does_not_depend_on_readers_or_the_command_line():
    assert not {"un_egov.py", "cli.py", "remake.py"} & names(paths.NOTEBOOKS / "egovernment.ipynb")


def test_an_import_inside_a_function_counts(tmp_path):
    module = tmp_path / "late.py"
    module.write_text("def late():\n    from strategybook import ranks\n    return ranks\n")
    assert names(module) == {"__init__.py", "ranks.py"}


def test_a_chapter_reads_the_tables_that_its_code_names_and_no_other():
    code = [dependencies.PACKAGE / "show" / "exhibits.py"]
    named = {table.name for table in dependencies.tables_named(code)}
    assert named == {"observations.csv", "printed_check.csv", "rank_changes.csv"}
    assert dependencies.tables_named([dependencies.PACKAGE / "show" / "svg.py"]) == []


def test_files_that_are_one_input_are_known_by_names_and_contents(tmp_path):
    files = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for file in files:
        file.write_text(file.stem)
    node = FilesNode("registers", files)
    before = node.state()
    assert before == FilesNode("registers", files).state()
    files[1].write_text("another")
    assert node.state() != before
    files[1].unlink()
    assert node.state() is None
