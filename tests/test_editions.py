"""Which editions a run may see."""

import pandas as pd
import pytest

from strategybook import editions


def seen(as_of):
    table = editions.visible(as_of)
    return table.loc[table["source"] == "un_egov", "edition"].tolist()


def test_the_strategy_saw_the_surveys_to_2022():
    assert seen("strategy")[-1] == "2022"


def test_latest_sees_everything():
    assert seen("latest")[-1] == "2024"
    assert len(seen("latest")) == 12


def test_a_year_sees_what_was_published_by_then():
    assert seen("2021")[-1] == "2020"


@pytest.fixture
def register(monkeypatch):
    """Let the register hold some editions of one source of each kind, with their extents."""

    def hold(**extents):
        columns = ["source", "edition", "published_on", "extent"]
        rows = [("wgi", name[1:], f"{name[1:]}-09", extent) for name, extent in extents.items()]
        rows.append(("un_egov", "2022", "2022", ""))
        monkeypatch.setattr(editions, "editions", lambda: pd.DataFrame(rows, columns=columns))

    kinds = pd.DataFrame({"revision": {"wgi": "cumulative", "un_egov": "one_year"}})
    monkeypatch.setattr(editions, "sources", lambda: kinds)
    return hold


def of_wgi(as_of):
    table = editions.visible(as_of)
    return table.loc[table["source"] == "wgi", "edition"].tolist()


def test_of_a_cumulative_source_only_the_newest_visible_edition_is_seen(register):
    register(e2021="whole", e2022="whole")
    assert (of_wgi("latest"), of_wgi("2021")) == (["2022"], ["2021"])


def test_a_partial_edition_does_not_take_the_place_of_a_whole_one(register):
    register(e2023="whole", e2024="whole", e2025="partial")
    assert (of_wgi("latest"), of_wgi("2025"), of_wgi("2023")) == (["2024"], ["2024"], ["2023"])
    register(e2023="whole", e2025="partial", e2026="whole")
    assert (of_wgi("latest"), of_wgi("2025")) == (["2026"], ["2023"])


def test_a_partial_edition_is_seen_for_want_of_a_whole_one(register):
    register(e2024="partial", e2025="partial", e2026="whole")
    assert (of_wgi("2025"), of_wgi("2024"), of_wgi("2023")) == (["2025"], ["2024"], [])


def test_the_strategy_s_edition_is_whole():
    """So that it is seen whatever else a list of the strategy's editions holds."""
    seen = editions.visible("strategy").merge(editions.editions())
    assert set(seen.loc[seen["source"].isin(["wgi", "wjp"]), "extent"]) == {"whole"}
