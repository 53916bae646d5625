"""One figure changed, in a copy: the check and the page that show it change, and no other."""

import nbformat
import pytest

from strategybook import editions, paths, printed_check, rank_changes
from strategybook.parameters import ASEAN_PEERS
from strategybook.show import exhibits
from strategybook.show.exhibits import Chapter

CHAPTERS = ["egovernment", "rule_of_law", "governance"]
# What is changed in the strategy's edition, by little: nobody is overtaken, no bound is crossed.
CHANGES = {
    ("wjp_3_4_complaint_mechanisms", 2022, "score", 0.564): ("rule_of_law", {"4.3.2-T.12"}),
    ("wgi_rule_of_law", 2020, "percentile_rank", 56.8): ("governance", {"4.4.1-T.23"}),
    ("hci", 2020, "score", 0.7752): ("egovernment", {"4.2.2-T1.06"}),
}


def shown(chapter, panel, checks, monkeypatch, tmp_path):
    """Return what a chapter shows of these observations and checks, by cell."""
    found, told = {}, []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(exhibits, "display", lambda output, raw: told.append(output["text/plain"]))
    monkeypatch.setattr(exhibits.svg, "write", lambda picture, file: None)  # slow, and not read
    monkeypatch.setattr(Chapter, "_everything", lambda _: panel)
    read = Chapter.printed_check
    monkeypatch.setattr(
        Chapter,
        "printed_check",
        lambda self, *keys: checks[checks["exhibit"].isin(keys)].merge(
            read(self, *keys)[["printed_id", "series", "unit", "role", "group", "compared_with"]],
            on="printed_id",
        ),
    )
    values = {"country": "THA", "language": "en", "as_of": "latest", "peers": list(ASEAN_PEERS)}
    for cell in nbformat.read(paths.NOTEBOOKS / f"{chapter}.ipynb", as_version=4).cells:
        if cell.cell_type == "code" and "parameters" not in cell.metadata.get("tags", []):
            told.clear()
            exec(cell.source, values)
            found[cell.id] = "\n".join(told)
    return found


def changed(panel, indicator, year, measure, value):
    """Return the panel with one figure of Thailand changed, in the strategy's editions."""
    copy = panel.copy()
    key = [indicator, "THA", year, measure]
    own = (copy[["indicator", "entity", "year", "measure"]] == key).all(axis=1)
    own &= copy.index.isin(
        copy.reset_index().merge(editions.visible("strategy"), on=["source", "edition"])["index"]
    )
    assert own.sum() == 1
    copy.loc[own, "value"] = value
    return copy


@pytest.fixture(scope="module")
def before(panel):
    return printed_check.check(panel).set_index("printed_id")


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change[0])
def test_a_changed_figure_changes_its_check_and_no_other(change, panel, before):
    _, expected = CHANGES[change]
    after = printed_check.check(changed(panel, *change)).set_index("printed_id")
    moved = after.index[(after != before).any(axis=1)]
    assert set(moved) == expected
    assert set(after.loc[moved, "verdict"]) == {"differs"}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change[0])
def test_a_changed_figure_changes_its_page_and_no_other(change, panel, monkeypatch, tmp_path):
    page, _ = CHANGES[change]
    tables = [panel, changed(panel, *change)]
    checks = [printed_check.check(table) for table in tables]
    shown_here = panel["entity"].isin(["THA", *ASEAN_PEERS, "WLD", "EAP"])
    for chapter in CHAPTERS:
        old, new = (
            shown(chapter, table[shown_here], check, monkeypatch, tmp_path)
            for table, check in zip(tables, checks, strict=True)
        )
        moved = {cell for cell in old if old[cell] != new[cell]}
        assert bool(moved) == (chapter == page), (chapter, moved)
        assert not any("since" in cell for cell in moved if change[0] != "hci"), moved


def test_a_changed_score_changes_why_the_rank_moved(panel):
    """EPI of 2022 as in 2020: then the country's own score explains nothing."""
    again = rank_changes.of_the_book(changed(panel, "epi", 2022, "score", 0.7738))
    key = ["indicator", "entity", "first_year", "last_year"]
    row = again.set_index(key).loc[("epi", "THA", 2020, 2022)]
    assert row["own_score"] == 0
    assert row["if_others_stood_still"] == 51
