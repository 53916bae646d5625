"""Figures entered by hand: what is held reads back unchanged, and a slip is named by its cell."""

import pandas as pd
import pytest

from strategybook import editions, paths
from strategybook.errors import InputError
from strategybook.observations import pick
from strategybook.readers import entered

SOURCES = ("imd", "edelman", "opdc")
FILES = sorted(file for source in SOURCES for file in (paths.RAW / source).glob("*.csv"))
HEADER = "indicator,entity,year,measure,value,economies,basis,origin,chosen,confidence,note"
# IMD's World Competitiveness Ranking 2024: Thailand is 25th of 67.
GOOD = "imd_overall,THA,2024,rank,25,67,published,a report,yes,one secondary source,"
OTHER = "imd_overall,SGP,2024,rank,1,67,published,a report,yes,one secondary source,"


@pytest.fixture
def write(tmp_path):
    """Write a hand-entered file and return it."""

    def write(*rows, header=HEADER, name="imd_2024.csv", encoding="utf-8"):
        file = tmp_path / name
        file.write_text("\n".join([header, *rows, ""]), encoding=encoding, newline="\n")
        return file

    return write


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_held_file_is_what_its_reading_writes(file):
    assert entered.recognises(file)
    read = entered.read(file)
    assert (read.source, read.edition) == (file.parent.name, file.stem)
    assert read.figures.to_csv(index=False, lineterminator="\n").encode() == file.read_bytes()


def test_every_held_file_is_in_the_register_of_editions():
    table = editions.editions()
    mine = table[table["source"].isin(SOURCES)]
    assert sorted(mine["figures"]) == [file.relative_to(paths.RAW).as_posix() for file in FILES]


def test_observations_keep_what_each_row_says_of_itself(panel):
    """IMD's infrastructure factor of 2023: two reports say 43, one says 42 and is not chosen."""
    rows = pick(panel, "imd_infrastructure", ["THA"], [2023]).set_index("value")
    assert rows["chosen"].to_dict() == {42: False, 43: True}
    assert rows["confidence"][42] == "sources disagree"
    assert rows["economies"].tolist() == [64, 64]
    assert "bangkokpost.com" in rows["origin"][43]
    line = (paths.ROOT / rows["raw_file"][43]).read_text(encoding="utf-8").splitlines()
    number = int(rows["raw_place"][43].removeprefix("row "))
    assert line[number - 1].startswith("imd_infrastructure,THA,2023,rank,43,64,published,")


def test_the_edition_is_in_the_name_or_else_the_last_year(write):
    assert entered.read(write(GOOD, name="imd_2025.csv")).edition == "2025"
    assert entered.read(write(GOOD, name="from the press.csv")).edition == "2024"


def test_order_spaces_blank_lines_and_a_byte_order_mark_do_not_matter(write):
    columns = HEADER.split(",")
    cells = [f" {cell} " for cell in GOOD.split(",")]
    turned = write(
        "",
        ",".join(cells[::-1]),
        ",,,,,,,,,,",
        header=",".join(columns[::-1]),
        encoding="utf-8-sig",
    )
    assert entered.read(turned).figures.equals(entered.read(write(GOOD)).figures)


def test_values_are_the_shortest_texts(write):
    rows = [GOOD.replace(",25,", ",25.0,"), OTHER]
    assert entered.read(write(*rows)).figures["value"].tolist() == ["1", "25"]


@pytest.mark.parametrize(
    ("old", "new", "column", "told"),
    [
        ("imd_overall", "imd_overal", "indicator", "'imd_overal', expected an indicator of"),
        ("THA", "Siam", "entity", "expected an ISO 3166 alpha-3 code"),
        ("2024", "20240", "year", "'20240', expected a year such as 2026"),
        ("2024", "2025", "year", "expected a year up to the edition, 2024"),
        ("rank", "percent", "measure", "'percent', expected a measure that the catalogue has"),
        (",25,", ",25th,", "value", "'25th', expected a number such as"),
        (",25,", ",25.5,", "value", "'25.5', expected a whole number"),
        (",25,", ",0,", "value", "'0', expected a whole number from 1"),
        (",25,", ",68,", "value", "'68', expected a rank up to the number of economies"),
        (",67,", ",,", "economies", "'', expected how many economies were ranked"),
        (
            "published",
            "guessed",
            "basis",
            "'guessed', expected one of published, computed, implied",
        ),
        ("a report", "", "origin", "'', expected where the figure stands"),
        ("one secondary source", "sure", "confidence", "'sure', expected one of primary publisher"),
        ("yes", "no", "chosen", "expected yes in exactly one row"),
        ("yes", "YES", "chosen", "'YES', expected one of yes, no"),
    ],
)
def test_a_slip_is_named_by_row_and_column(write, old, new, column, told):
    file = write(OTHER, GOOD.replace(old, new, 1))
    with pytest.raises(InputError) as refusal:
        entered.read(file)
    assert str(refusal.value).startswith(f"imd_2024.csv, row 3, column {column}: found ")
    assert told in str(refusal.value)


def test_two_chosen_rows_of_a_key_are_refused_at_the_second(write):
    with pytest.raises(InputError, match=r"row 3, column chosen: .* yes in exactly one row"):
        entered.read(write(GOOD, GOOD.replace(",25,", ",26,")))


def test_a_row_below_a_cell_with_a_line_break_is_counted_as_a_spreadsheet_does(write):
    noted = GOOD + '"first line\nsecond line"'
    with pytest.raises(InputError, match="row 3, column entity"):
        entered.read(write(noted, OTHER.replace("SGP", "SIN")))


def test_figures_of_two_sources_are_refused(write):
    opdc = "service_satisfaction,THA,2024,percent,81.69,,published,a report,yes,doubtful,"
    with pytest.raises(InputError, match="expected indicators of imd; keep one file"):
        entered.read(write(GOOD, opdc))


def test_another_header_is_refused_with_the_right_one(write):
    with pytest.raises(InputError, match=f"{HEADER.replace(',', ', ')}; give the header"):
        entered.read(write(GOOD, header=HEADER.replace("note", "remark")))


def test_a_row_with_a_cell_too_many_is_named(write):
    with pytest.raises(InputError, match="row 3: found 12 cells, expected 11"):
        entered.read(write(OTHER, GOOD + ",x"))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00bad", b'"unfinished\n'])
def test_an_unreadable_file_is_not_recognised_and_refused_in_one_sentence(tmp_path, content):
    file = tmp_path / "imd_2026.csv"
    file.write_bytes(content)
    assert not entered.recognises(file)
    with pytest.raises(InputError, match=r"^imd_2026\.csv"):
        entered.read(file)


def test_files_of_publishers_are_not_recognised(shared):
    files = sorted((shared / "publisher-files").rglob("*.*"))
    assert {file.parent.name for file in files} >= {"un_egov", "wgi", "wjp"}
    assert [file.name for file in files if entered.recognises(file)] == []


def test_the_strategys_authors_had_what_was_out_when_they_wrote():
    seen = editions.visible("strategy")
    newest = seen.groupby("source")["edition"].max()
    assert newest[["imd", "edelman", "opdc"]].to_dict() == {
        "imd": "2022",
        "edelman": "2023",
        "opdc": "2022",
    }


def test_edelmans_mean_is_a_group_of_its_own(panel):
    """Edelman Trust Barometer 2023: 62 per cent trust business, the mean of 26 markets."""
    mean = pick(panel, "edelman_trust_business", ["EDELM"], [2023])
    assert mean["value"].tolist() == [62]
    assert pd.isna(mean["economies"].iloc[0])
