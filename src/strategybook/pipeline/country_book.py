"""Another country's book: the index chapters alone, with a first page of its own."""

from pathlib import Path

import yaml

from strategybook.language import country_name, words
from strategybook.parameters import Parameters
from strategybook.show.myst import escape


def first_page(parameters: Parameters, notebooks: list[Path]) -> str:
    """Return the first page of a country's book, which has these chapters, as MyST text."""
    language = parameters.language
    country = country_name(parameters.country, language)
    lines = [
        "(home)=",
        f"# {escape(words('country_book.title', language, country=country))}",
        escape(words("country_book.text", language, country=country)),
        "\n".join(f"- {{doc}}`{notebook.stem}`" for notebook in notebooks),
    ]
    return "\n\n".join(lines) + "\n"


def contents(toc: str, notebooks: list[Path]) -> str:
    """Return the text of `_toc.yml` without the pages that a country's book does not have."""
    whole = yaml.safe_load(toc)
    names = {notebook.stem for notebook in notebooks}
    for part in whole["parts"]:
        part["chapters"] = [page for page in part["chapters"] if Path(page["file"]).name in names]
    parts = [part for part in whole["parts"] if part["chapters"]]
    return yaml.safe_dump(whole | {"parts": parts}, sort_keys=False)
