"""Text files as they come off any desk: all are read alike, or refused."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategybook import paths
from strategybook.errors import InputError
from strategybook.language import country_name
from strategybook.readers import entered, text, un_egov, un_egov_data360, wgi, wjp
from tests.publisher_files import (
    COPY,
    EPI,
    NAME,
    OSI,
    RANK,
    SURVEY_ROW,
    THAILAND,
    YEAR,
    cell,
    copy,
    every,
    hand,
    law_sheet,
    survey,
    text_of,
    wgi_world,
    without_column,
)

HELD = pd.read_csv(paths.RAW / "un_egov/2024.csv", dtype=str, keep_default_na=False)
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
FIGURES = range(RANK, OSI + 3)


@pytest.fixture
def save(tmp_path):
    def save(content, name="file.csv"):
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return save


def in_figures(make):
    """Return changes that rewrite every figure of a survey."""
    return [every(column, make) for column in FIGURES]


def comma(figure):
    return figure.replace(".", ",")


def per_cent(score):
    return f"{float(score) * 100:.3f} %"


DESKS = {
    "UTF-8": survey(),
    "a byte order mark": survey(encoding="utf-8-sig"),
    "Unicode text of Excel": survey(encoding="utf-16", delimiter="\t"),
    "UTF-16, big-endian": b"\xfe\xff" + survey(encoding="utf-16-be"),
    "semicolons and decimal commas": survey(*in_figures(comma), delimiter=";"),
    "tabs and decimal commas": survey(*in_figures(comma), delimiter="\t"),
    "Thai digits": survey(*in_figures(lambda figure: figure.translate(THAI_DIGITS))),
    "Thai digits and decimal commas": survey(
        *in_figures(lambda figure: comma(figure.translate(THAI_DIGITS))), delimiter=";"
    ),
    "Buddhist years": survey(every(YEAR, lambda year: "2567")),
    "Buddhist years in Thai digits": survey(every(YEAR, lambda year: "๒๕๖๗")),
    "per cent": survey(*(every(column, per_cent) for column in FIGURES if column != RANK)),
    "blanks": survey(*(every(column, lambda cell: f"\u00a0{cell} ") for column in range(8))),
    "Thai names": survey(cell(THAILAND, NAME, "ไทย"), cell(SURVEY_ROW["Japan"], NAME, "ญี่ปุ่น")),
    "Thai names in Windows-874": survey(
        cell(THAILAND, NAME, "ไทย"),
        cell(SURVEY_ROW["Türkiye"], NAME, "TUR"),
        cell(SURVEY_ROW["Côte d'Ivoire"], NAME, "Cote d'Ivoire"),
        encoding="cp874",
    ),
    "Namibia by its code of two letters": survey(cell(SURVEY_ROW["Namibia"], NAME, "NA")),
    "blank rows and columns": survey(
        lambda rows: (rows.insert(5, [""] * 8), [row.extend(["", ""]) for row in rows])
    ),
}


@pytest.mark.parametrize("desk", DESKS)
def test_a_survey_reads_alike_from_every_desk(save, desk):
    publication = un_egov.read(save(DESKS[desk]))
    assert publication.edition == "2024"
    assert publication.figures.to_dict("list") == HELD.to_dict("list")
    assert any("Buddhist" in note for note in publication.notes) == ("Buddhist" in desk)


@pytest.mark.parametrize("missing", ["-", "–", "—", "n/a", "N/A", "#N/A", "..", "…", ""])
def test_what_stands_for_no_figure_is_missing(save, missing):
    figures = un_egov.read(save(survey(cell(THAILAND, EPI, missing)))).figures
    assert figures.set_index("entity").at["THA", "epi.score"] == ""


def test_the_letters_na_are_no_missing_figure_but_namibia(save):
    """Namibia's EGDI of 2024 is the UN's; NA among figures is refused."""
    rows = [COPY[0], ["NA", "Namibia", "UN_EGDI_OSI", "0.4", "0.5"], *COPY[1:]]
    read = un_egov_data360.read(save(text_of(rows).encode()))
    assert sorted(read.figures["entity"].unique()) == ["NAM", "THA", "VNM"]
    with pytest.raises(InputError, match="found 'NA' as osi.score"):
        un_egov.read(save(survey(cell(THAILAND, OSI, "NA"))))


def test_names_are_read_where_the_codes_are_deleted(save):
    content = copy(cell(3, 1, country_name("VNM", "th")), without_column(0))
    assert sorted(set(un_egov_data360.read(save(content)).figures["entity"])) == ["THA", "VNM"]
    content = law_sheet(cell(2, 0, "สิงคโปร์"), without_column(2))
    read = wjp.read(save(content, "law.xlsx"))
    assert list(read.figures["entity"]) == ["SGP", "THA", "VNM"]


def test_buddhist_years_of_other_sources_are_converted(save):
    """As headings, as cells, in a workbook, and in the name of a hand-entered file."""
    copies = un_egov_data360.read(save(copy(cell(1, 3, "2565"), cell(1, 4, "2567"))))
    assert (copies.edition, sorted(set(copies.figures["year"]))) == ("2024", [2022, 2024])
    panel = wgi.read(save(wgi_world(every(1, lambda year: "2564"))))
    assert set(panel.figures["year"]) == {2021}
    law = wjp.read(save(law_sheet(every(1, lambda year: 2568)), "law.xlsx"))
    assert (law.edition, set(law.figures["year"])) == ("2025", {2025})
    figures = hand(every(2, lambda year: str(int(year) + 543)))
    by_hand = entered.read(save(figures, "imd_2568.csv"))
    assert by_hand.edition == "2025"
    assert by_hand.figures.to_csv(index=False, lineterminator="\n").encode() == (
        (paths.RAW / "imd/2025.csv").read_bytes()
    )


def test_a_workbook_that_thai_excel_saved_as_csv_in_windows_874_keeps_its_thai(save):
    note = "ข่าวจากหนังสือพิมพ์"
    content = hand(every(10, lambda _: note)).decode().encode("cp874")
    assert set(entered.read(save(content, "imd_2025.csv")).figures["note"]) == {note}


CELL = st.text(
    st.characters(codec="utf-8", exclude_characters='",;\t\r\n"', exclude_categories=["C", "Z"]),
    min_size=1,
    max_size=8,
).filter(lambda cell: not text.NUMBER.fullmatch(cell) and not text.WEB_PAGE.match(cell))


@given(
    rows=st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=5),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    delimiter=st.sampled_from(",;\t"),
)
def test_any_words_read_back_from_any_encoding(tmp_path_factory, rows, encoding, delimiter):
    file = tmp_path_factory.mktemp("text") / "file.csv"
    lines = io.StringIO()
    csv.writer(lines, delimiter=delimiter).writerows(rows)
    file.write_bytes(lines.getvalue().encode(encoding))
    assert text.read_rows(file) == rows


@given(content=st.binary(max_size=300))
def test_any_bytes_are_a_table_or_one_sentence(tmp_path_factory, content):
    file = tmp_path_factory.mktemp("bytes") / "file.csv"
    file.write_bytes(content)
    try:
        rows = text.read_rows(file)
    except InputError as refusal:
        assert "\n" not in str(refusal)
    else:
        assert all(isinstance(cell, str) for row in rows for cell in row)
