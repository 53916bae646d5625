"""Nothing is made from figures that were changed since they were added."""

import pytest

from strategybook import cli, observations, paths, seal
from strategybook.errors import InputError
from strategybook.pipeline import environment
from tests.projects import contents, make_project, move_to, refused


@pytest.fixture
def raw(tmp_path, monkeypatch):
    """A project that holds a publisher's edition and one that was entered by hand."""
    root = (tmp_path / "project").resolve()
    folder = make_project(root, {"un_egov": ["2024"], "imd": ["2025"]})
    move_to(root, monkeypatch)
    monkeypatch.setattr(environment, "fix", lambda: None)
    return folder


def change(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


@pytest.mark.parametrize("command", ["book", "check"])
def test_a_publishers_figure_changed_by_hand_stops_all(raw, capsys, command):
    """Thailand's rank of 2024, 52, once became 42 in the book and in `check`."""
    change(raw / "un_egov/2024.csv", "THA,2024,52,", "THA,2024,42,")
    before = contents(paths.ROOT)
    said = refused(capsys, command)
    assert said.startswith("data/raw/un_egov/2024.csv: found other figures than data/raw/editions")
    assert "undo the change with `git checkout data/raw/un_egov/2024.csv`" in said
    assert len(said.splitlines()) == 1
    assert contents(paths.ROOT) == before


@pytest.mark.parametrize("command", ["book", "check"])
def test_a_figure_entered_by_hand_is_to_be_added_when_it_was_edited(raw, capsys, command):
    change(raw / "imd/2025.csv", "imd_overall,THA,2025,rank,30,", "imd_overall,THA,2025,rank,31,")
    said = refused(capsys, command)
    assert said.startswith("data/raw/imd/2025.csv: found other figures")
    assert "take them as a revision with `strategybook add data/raw/imd/2025.csv`" in said


def test_every_file_that_is_wrong_has_its_sentence(raw, capsys):
    (raw / "un_egov/2024.csv").unlink()
    change(raw / "imd/2025.csv", ",rank,30,", ",rank,31,")
    (raw / "imd/2026.csv").write_text("indicator,entity\n", encoding="utf-8")
    gone, stray, edited = sorted(refused(capsys, "book").splitlines(), reverse=True)
    assert gone.startswith("data/raw/un_egov/2024.csv: found no such file")
    assert "`strategybook remove un_egov 2024`" in gone
    assert stray.startswith("data/raw/imd/2026.csv: found figures of which data/raw/editions.csv")
    assert "add them with `strategybook add data/raw/imd/2026.csv`" in stray
    assert edited.startswith("data/raw/imd/2025.csv: found other figures")


def test_no_figure_is_read_that_is_not_the_one_registered(raw):
    """Whoever reads them: `strategybook.load` and the forecasts do so without the pipeline."""
    change(raw / "un_egov/2024.csv", "THA,2024,52,", "THA,2024,42,")
    with pytest.raises(InputError, match=r"un_egov/2024\.csv: found other figures"):
        observations.collect()


def test_what_was_added_is_sealed(raw, tmp_path):
    seal.check()
    file = tmp_path / "imd_2026.csv"
    text = (raw / "imd/2025.csv").read_text(encoding="utf-8").replace(",2025,", ",2026,")
    file.write_text(text, encoding="utf-8")
    cli.main(["add", str(file)])
    seal.check()
    cli.main(["remove", "imd", "2026"])
    seal.check()


def test_what_is_committed_is_sealed():
    seal.check()
