"""The page on a new year: what it tells a person to type is what the program takes."""

import re

import click
import pytest

from strategybook import countries, paths
from strategybook.cli import cli
from strategybook.errors import InputError
from strategybook.language import LANGUAGES
from strategybook.readers import entered

PAGES = {
    language: (paths.BOOK / language / "new_year.md").read_text(encoding="utf-8")
    for language in LANGUAGES
}
BLOCK = re.compile(r"```text\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("pattern", [BLOCK, re.compile(r"^\(([a-z-]+)\)=$", re.MULTILINE)])
def test_both_languages_show_the_same_commands_outputs_and_labels(pattern):
    english, thai = (pattern.findall(PAGES[language]) for language in LANGUAGES)
    assert english == thai
    assert len(english) > 7


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_option_that_the_page_names_is_one_of_the_command(language):
    both = [*cli.commands["add"].params, *cli.commands["remove"].params]
    known = {name for option in [*cli.params, *both] for name in option.opts}
    named = set(re.findall(r"--[a-z][a-z-]+", PAGES[language]))
    assert {"--published-on", "--dry-run", "--replace", "--whole", "--edition"} <= named <= known


def test_every_command_that_the_page_shows_can_be_parsed():
    commands = [
        line.split()
        for block in BLOCK.findall(PAGES["en"])
        for line in block.splitlines()
        if line.startswith(".venv/bin/strategybook ")
    ]
    assert [name for _, name, *_ in commands] == ["add"] * 5 + ["remove"]
    for _, name, *arguments in commands:
        command = cli.commands[name]
        context = command.make_context(name, arguments, parent=click.Context(cli))
        given = context.params.get("files") or [context.params["edition"]]
        assert len(given) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_columns_is_that_of_the_reader(language):
    table = re.findall(r"^\| (`.*?) \|", PAGES[language], re.MULTILINE)
    columns = {name for cell in table for name in re.findall(r"`(\w+)`", cell)}
    assert columns == set(entered.COLUMNS)
    words = set(re.findall(r"`([a-z ]+)`", PAGES[language]))
    # What the strategy itself printed is entered already.
    assert set(entered.CONFIDENCE) - {"printed in the strategy"} <= words


def test_the_rows_shown_are_good_and_the_slip_shown_is_refused_in_these_words(tmp_path):
    block = next(one for one in BLOCK.findall(PAGES["en"]) if one.startswith("indicator,"))
    file = tmp_path / "imd_2026.csv"
    file.write_text(block, encoding="utf-8")
    assert entered.read(file).figures["value"].tolist() == ["24", "25"]
    file.write_text(block.replace(",25,", ",128,"), encoding="utf-8")
    with pytest.raises(InputError) as refusal:
        entered.read(file)
    assert str(refusal.value) in PAGES["en"]


def test_the_unknown_country_shown_is_told_in_these_words():
    facts = countries.unknown("un_egov", ["Turkiyye"])
    place = {"row": 168, "column": "Country Name"}
    assert str(InputError("EGOV_DATA_2024.csv", "country.name", **place, **facts)) in PAGES["en"]
