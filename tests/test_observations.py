"""Observations: the whole panel, its ranks, what counts as no data, validation."""

import pytest

from strategybook import editions, observations, paths
from strategybook.errors import UserError
from strategybook.observations import pick, series


def test_panel_has_all_states_surveys_and_indices(panel):
    survey = panel[panel["source"] == "un_egov"]
    published = survey[(survey["measure"] == "score") & (survey["basis"] == "published")]
    assert published["entity"].nunique() == 193
    assert published["year"].nunique() == 12
    assert set(published["indicator"]) == {"egdi", "osi", "tii", "hci", "epi"}


def test_no_data_is_no_zero(panel):
    """South Sudan did not exist before 2011; the UN could not rate Libya in 2012."""
    panel = panel[panel["chosen"]]
    years = series(panel, "egdi", "SSD", "score").index
    assert years.min() == 2012
    assert 2012 not in series(panel, "egdi", "LBY", "score").index
    assert 2012 not in series(panel, "egdi", "LBY", "rank").index
    # Libya's human capital was measured all the same: 0.85018 in EGOV_DATA_2012.csv.
    assert series(panel, "hci", "LBY", "score")[2012] == 0.85018


def test_a_measured_zero_stays(panel):
    """EGOV_DATA_2012.csv: Armenia has an EGDI of 0.49967 and an EPI of 0.00000."""
    panel = panel[panel["chosen"]]
    assert series(panel, "egdi", "ARM", "score")[2012] == 0.49967
    assert series(panel, "epi", "ARM", "score")[2012] == 0


def test_copies_of_the_uns_figures_are_held_but_never_chosen(panel):
    """World Bank Data360 copies the UN's scores: a chart must not show each twice."""
    copies = panel[panel["source"] == "un_egov_data360"]
    assert len(copies) > 9000
    assert not copies["chosen"].any()


def test_published_egdi_ranks_are_chosen_and_differ_from_computed_ones_as_known(panel):
    """In 2020 four states stand one place below a rank of the printed scores."""
    ranks = panel[(panel["indicator"] == "egdi") & (panel["measure"] == "rank")]
    assert set(ranks["source"]) == {"un_egov"}
    both = ranks.pivot(index=["year", "entity"], columns="basis", values="value")
    assert ranks.loc[ranks["chosen"], "basis"].unique().tolist() == ["published"]
    apart = both[both["published"] != both["computed"]]
    assert (apart.loc[2020, "published"] - apart.loc[2020, "computed"]).tolist() == [1, 1, 1, 1]


def test_number_of_economies_is_the_number_rated(panel):
    thailand = pick(panel, "egdi", ["THA"], measures=["rank"])
    rated = thailand.drop_duplicates("year").set_index("year")["economies"]
    assert rated[2022] == 193
    # EGOV_DATA_2003.csv: 193 rows, of which 20 have no EGDI.
    assert rated[2003] == 173


def test_every_number_names_its_file_and_cell(panel):
    row = pick(panel, "osi", ["THA"], [2022], ["score"]).iloc[0]
    lines = (paths.ROOT / row["raw_file"]).read_text(encoding="utf-8").splitlines()
    number = int(row["raw_place"].split(",")[0].removeprefix("row "))
    cells = dict(zip(lines[0].split(","), lines[number - 1].split(","), strict=True))
    assert cells["entity"] == "THA"
    assert cells["osi.score"] == "0.7763"


@pytest.mark.as_held
def test_the_committed_table_reads_back_equal(panel_as_held, tmp_path):
    mine = observations.of_the_book(panel_as_held)
    file = tmp_path / "observations.csv"
    observations.write(mine, file)
    read = observations.read(file)
    assert read.astype(object).equals(mine.astype(object))
    assert file.read_bytes() == (paths.PROCESSED / "observations.csv").read_bytes()


def test_a_renamed_file_touches_its_row_of_the_register_alone():
    """The name of the publisher's file once stood in every row."""
    register = editions.editions()
    register = register[register["source"] == "un_egov"]
    renamed = register.assign(came_from="survey.csv")
    one, other = (observations.of_editions(rows, paths.RAW) for rows in (register, renamed))
    assert one.equals(other)
    assert set(one["origin"]) == {""}


def test_where_a_figure_entered_by_hand_stands_is_told_in_its_row(panel):
    entered = panel[panel["source"].isin(["imd", "edelman", "opdc"])]
    assert (entered["origin"] != "").all()
    assert (panel.loc[panel["source"].isin(["un_egov", "wgi", "wjp"]), "origin"] == "").all()


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [("measure", "scores", "measure"), ("entity", "Thailand", "entity"), ("year", 2567, "year")],
)
def test_a_row_that_breaks_a_rule_is_named(panel, column, value, words):
    table = panel.head(50).copy()
    table.loc[7, column] = value
    with pytest.raises(UserError) as refusal:
        observations.validate(table)
    assert words in str(refusal.value)
    assert table.loc[7, "raw_file"] in str(refusal.value)


def test_a_second_chosen_value_is_refused(panel):
    table = panel.head(50)
    twice = table.iloc[[*range(50), 7]].reset_index(drop=True)
    with pytest.raises(UserError, match="one chosen observation a key"):
        observations.validate(twice)


def test_a_rank_beyond_the_number_of_economies_is_refused(panel):
    table = panel[panel["measure"] == "rank"].head(20).reset_index(drop=True)
    table.loc[3, "value"] = 194.0
    with pytest.raises(UserError, match="number of economies"):
        observations.validate(table)
