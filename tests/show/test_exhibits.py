"""Exhibits: what one call writes and shows."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from strategybook.observations import pick
from strategybook.show import exhibits
from strategybook.show.exhibits import Chapter, escape
from strategybook.show.svg import new_figure
from strategybook.show.tables import Table


@pytest.fixture
def shown(monkeypatch, tmp_path):
    """Show into a list, write into a temporary folder."""
    monkeypatch.chdir(tmp_path)
    outputs = []
    monkeypatch.setattr(exhibits, "display", lambda output, raw: outputs.append(output))
    return outputs


@pytest.fixture
def chapter():
    return Chapter("egovernment", "THA", "en", "latest", ["SGP", "MYS"])


def test_a_figure_is_written_with_its_data_and_shown_with_all_that_belongs_to_it(
    shown, chapter, panel, tmp_path
):
    figure, axis = new_figure(2)
    axis.plot([2020, 2022], [57, 55])
    chapter.show_figure(
        "ranks",
        figure,
        pick(panel, "egdi", ["THA"], [2020, 2022], ["rank"]),
        caption="Ranks",
        alternative="2020: 57, 2022: 55",
        exhibit="A1.2",
    )
    markdown = shown[0]["text/markdown"]
    assert markdown.startswith("::::{exhibit} A1.2\n:name: ranks\n")
    for part in ("egovernment/ranks.svg", ":alt: 2020: 57", "Ranks", "<egovernment/ranks.csv>"):
        assert part in markdown
    assert "editions 2020, 2022" in shown[0]["text/plain"]
    assert (tmp_path / "egovernment/ranks.svg").read_bytes().startswith(b"<?xml")
    data = pd.read_csv(tmp_path / "egovernment/ranks.csv")
    assert data["raw_file"].str.startswith("data/raw/un_egov/").all()


def test_a_table_is_shown_for_the_book_and_for_line_by_line_diffs(shown, chapter, panel):
    table = Table(["Country", "Rank"], [["Thailand", "55"], ["Lao PDR", "159"]], numeric=("Rank",))
    chapter.show_table("ranks", table, pick(panel, "egdi", ["THA"], [2022]), caption="Ranks")
    assert "| Thailand | 55 |" in shown[0]["text/markdown"]
    assert "Thailand    55\nLao PDR    159" in shown[0]["text/plain"]


def test_an_exhibit_that_the_strategy_does_not_have_is_an_error(shown, chapter, panel):
    with pytest.raises(KeyError, match="9.9-X"):
        chapter.show_table(
            "x",
            Table(["A"], [["1"]]),
            pick(panel, "egdi", ["THA"], [2022]),
            caption="X",
            exhibit="9.9-X",
        )


def test_other_countries_are_read_from_the_panel():
    columns = set(Chapter("egovernment", "THA", "en", "latest", ["SGP"]).observations("latest"))
    assert "raw_place" in columns
    outside = Chapter("egovernment", "FRA", "en", "latest", [])
    assert "FRA" in set(outside.observations("latest")["entity"])


DIRECTIVES = [
    "```{literalinclude} /etc/passwd\n```",
    "::::{exhibit} 4.2.2-P\n::::",
    "{download}`x <../../secrets>`",
    "<script>alert(1)</script>",
    "[link](javascript:alert(1))",
    "![image](x.png)",
    "# heading",
    "| a | b |",
    "(label)=",
    "{{ substitution }}",
    "&lt;b&gt;",
]


@pytest.mark.parametrize("text", DIRECTIVES)
def test_markup_in_data_is_shown_as_text(text):
    html = MarkdownIt("commonmark").enable("table").render(escape(text))
    assert html.count("<") == 2, html  # the paragraph alone
    flat = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert html == f"<p>{flat.replace(chr(34), '&quot;')}</p>\n"


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1))
def test_any_text_is_shown_as_it_is(text):
    flat = " ".join(text.split())
    tokens = MarkdownIt("commonmark").enable("table").parse(escape(text))
    inline = [token for token in tokens if token.type == "inline"]
    if flat:
        assert len(inline) == 1
        assert "".join(child.content for child in inline[0].children) == flat
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
