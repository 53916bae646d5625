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
def two_editions_of_a_cumulative_source(monkeypatch):
    columns = ["source", "edition", "published_on"]
    rows = [("wgi", "2021", "2021-09"), ("wgi", "2022", "2022-09"), ("un_egov", "2022", "2022")]
    monkeypatch.setattr(editions, "editions", lambda: pd.DataFrame(rows, columns=columns))
    kinds = pd.DataFrame({"revision": {"wgi": "cumulative", "un_egov": "one_year"}})
    monkeypatch.setattr(editions, "sources", lambda: kinds)


def test_of_a_cumulative_source_only_the_newest_visible_edition_is_seen(
    two_editions_of_a_cumulative_source,
):
    for as_of, edition in (("latest", "2022"), ("2021", "2021")):
        table = editions.visible(as_of)
        assert table.loc[table["source"] == "wgi", "edition"].tolist() == [edition]
