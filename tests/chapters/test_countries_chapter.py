"""The index chapters for other countries than Thailand: run in this process, without a kernel."""

import nbformat
import pytest

from strategybook import observations, paths, rank_changes
from strategybook.parameters import ASEAN_PEERS, with_peers
from strategybook.show import exhibits
from strategybook.show.exhibits import Chapter

# Young states, states that the UN could not always rate, names with marks, a micronesian outlier.
COUNTRIES = ["VNM", "SSD", "MNE", "LBY", "CIV", "FSM"]


@pytest.fixture(scope="module")
def changes(panel):
    """Why ranks moved, of all countries, as the book of another country has it."""
    return rank_changes.changes(panel)


@pytest.fixture
def of_all(panel, changes, monkeypatch):
    """Let chapters read tables of all countries that are in no file."""
    monkeypatch.setattr(Chapter, "_everything", lambda _: panel)
    monkeypatch.setattr(rank_changes, "of_everyone", lambda: changes)
    return panel


def run(country, language, as_of, monkeypatch, chapter="egovernment"):
    """Run the code of a chapter and return what it shows, as plain text."""
    shown = []
    monkeypatch.setattr(exhibits, "display", lambda output, raw: shown.append(output["text/plain"]))
    peers = list(with_peers(country, ASEAN_PEERS))
    values = {"country": country, "language": language, "as_of": as_of, "peers": peers}
    for cell in nbformat.read(paths.NOTEBOOKS / f"{chapter}.ipynb", as_version=4).cells:
        if cell.cell_type == "code" and "parameters" not in cell.metadata.get("tags", []):
            exec(cell.source, values)
    return shown


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_chapter_runs_for_any_state(country, of_all, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    shown = run(country, "en", "latest", monkeypatch)
    text = "\n".join(shown)
    name = exhibits.country_name(country, "en")
    assert f"{name}, 2016 to 2022" in text
    assert "target" not in text
    ranks = observations.series(of_all[of_all["chosen"]], "egdi", country, "rank")
    assert f"to rank {int(ranks[2024])} in 2024" in text or f"at rank {int(ranks[2024])}" in text


@pytest.mark.parametrize("as_of", ["strategy", "2018", "2010"])
def test_the_second_half_sees_the_editions_that_it_may(as_of, of_all, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    text = "\n".join(run("THA", "th", as_of, monkeypatch))
    assert "ฉบับปีข้อมูล ค.ศ. 2020, 2022" in text  # as printed, whatever the second half sees
    assert "2024" not in text
    # EGOV_DATA_2018.csv ranks Thailand 73rd, EGOV_DATA_2010.csv 76th.
    expected = {"strategy": "อันดับที่ 55 ในปี 2565", "2018": "อันดับที่ 73 ในปี 2561"}
    assert expected.get(as_of, "อันดับที่ 76 ในปี 2553") in text


@pytest.mark.parametrize(
    ("chapter", "country", "as_of", "told"),
    [
        # 2025_wjp_rule_of_law_index_HISTORICAL_DATA_FILE.xlsx rates no Brunei.
        ("rule_of_law", "BRN", "latest", "there are no data for Brunei Darussalam"),
        # FINAL_2022_wjp_rule_of_law_index_HISTORICAL_DATA_FILE.xlsx: 0.4889 in 2022, 84th.
        ("rule_of_law", "VNM", "latest", "to rank 84 in 2022"),
        ("governance", "FSM", "latest", "Voice and Accountability"),
        ("governance", "THA", "2021", "Edition 2021"),
    ],
)
def test_the_other_index_chapters_run_too(
    chapter, country, as_of, told, of_all, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    text = "\n".join(run(country, "en", as_of, monkeypatch, chapter))
    assert told in text
    if as_of == "2021":
        assert "Edition 2022" not in text
