"""The pages about data: sources, editions, what was rewritten, what is missing."""

import pytest

from strategybook import paths
from strategybook.chapters import dimension_charts, register_tables, sentences
from strategybook.observations import pick
from strategybook.show.exhibits import Chapter

HISTORY = "wgi_regulatory_quality"


@pytest.fixture(params=["en", "th"])
def chapter(request):
    return Chapter("data", "THA", request.param, "latest", [])


@pytest.fixture
def ranks(chapter):
    return pick(chapter.all_editions(), HISTORY, ["THA"], measures=["percentile_rank"])


def test_thailands_history_was_rewritten_as_known(ranks):
    """Regulatory quality of 2018 in the World Bank's editions of 2021, 2022, 2023 and 2024."""
    english = Chapter("data", "THA", "en", "latest", [])
    assert sentences.by_edition(english, ranks, 2018) == (
        "For 2018 the editions 2021, 2022, 2023 and 2024 give 59.13, 50.96, 50.00 and 50.00."
    )


def test_a_table_by_edition_has_a_row_an_edition_and_says_where_one_has_no_value(ranks):
    english = Chapter("data", "THA", "en", "latest", [])
    table = register_tables.by_edition(english, ranks, [2018, 2021])
    assert table.header == ["Edition", "2018", "2021"]
    # The edition of 2021 ends with 2020; the strategy prints 50.96 and 56.73 of that of 2022.
    assert table.rows[:2] == [["2021", "59.13", "no data"], ["2022", "50.96", "56.73"]]


def test_no_line_of_the_chart_mixes_two_editions(chapter, ranks):
    rewritten = pick(chapter.all_editions(), HISTORY, ["THA"])
    axis = dimension_charts.by_edition(chapter, rewritten, [HISTORY]).axes[0]
    drawn = {line.get_label()[-4:]: dict(zip(*line.get_data(), strict=True)) for line in axis.lines}
    assert sorted(drawn) == ["2021", "2022", "2023", "2024"]
    assert [round(drawn[edition][2018], 2) for edition in sorted(drawn)] == [
        59.13,
        50.96,
        50.0,
        50.0,
    ]


def test_every_source_has_its_terms_and_its_editions(chapter):
    sources = register_tables.read_register("sources")
    terms = register_tables.terms(chapter, sources)
    assert len(terms.rows) == len(sources)
    assert all(cell for row in terms.rows for cell in row)
    held = register_tables.editions_held(chapter, register_tables.read_register("editions"))
    editions = {row[1] for row in held.rows}
    assert "2021, 2022, 2023, 2024" in editions  # WGI
    assert "2020, 2022, 2025" in editions  # WJP


def test_every_register_is_in_words_in_both_languages(chapter):
    for name, show in (
        ("sources", register_tables.sources),
        ("method_breaks", register_tables.method_breaks),
        ("missing", register_tables.missing),
    ):
        register = register_tables.read_register(name)
        table = show(chapter, register)
        assert len(table.rows) == len(register) > 5
        assert all(cell for row in table.rows for cell in row)


def test_what_is_missing_is_really_not_held():
    """Each series that one country lacks is looked for among the observations."""
    from strategybook import observations

    held = observations.read(paths.PROCESSED / "observations.csv")
    have = set(zip(held["indicator"], held["entity"], held["year"].astype(str), strict=True))
    for row in register_tables.read_register("missing").itertuples():
        for entity in row.entity.split():
            for year in row.years.split("; "):
                assert (row.indicator, entity, year) not in have, row


@pytest.mark.parametrize(("language", "shown"), [("en", "in part"), ("th", "มีข้อมูลบางส่วน")])
def test_an_edition_that_is_held_in_part_is_told(language, shown):
    chapter = Chapter("data", "THA", language, "latest", [])
    register = register_tables.read_register("editions")
    newest = (register["source"] == "wgi") & (register["edition"] == "2024")
    register.loc[newest, "extent"] = "partial"
    held = register_tables.editions_held(chapter, register)
    assert f"2021, 2022, 2023, 2024 ({shown})" in {row[1] for row in held.rows}
