"""Another country's book: what is about it alone, with a first page of its own."""

from pathlib import Path

import yaml

from strategybook import editions
from strategybook.language import country_name, in_order, joined, words
from strategybook.parameters import Parameters
from strategybook.show.myst import escape


def first_page(parameters: Parameters, notebooks: list[Path], silent: list[str]) -> str:
    """Return the first page of a country's book as MyST text.

    Parameters
    ----------
    notebooks
        The chapters that the book has.
    silent
        The sources that have no figures of the country, which one sentence names.
    """
    language = parameters.language
    country = country_name(parameters.country, language)
    compared = in_order(country_name(peer, language) for peer in parameters.peers)
    lines = [
        "(home)=",
        f"# {escape(words('country_book.title', language, country=country))}",
        escape(words("country_book.text", language, country=country)),
        escape(words("country_book.peers", language, peers=joined(compared, language))),
        "\n".join(f"- {{doc}}`{notebook.stem}`" for notebook in notebooks),
    ]
    if silent:
        titles = editions.sources()[f"title_{language}"]
        named = joined([titles[source] for source in silent], language)
        lines.append(
            escape(words("country_book.without", language, country=country, sources=named))
        )
    return "\n\n".join(lines) + "\n"


def contents(toc: str, notebooks: list[Path]) -> str:
    """Return the text of `_toc.yml` without the pages that a country's book does not have."""
    whole = yaml.safe_load(toc)
    names = {notebook.stem for notebook in notebooks}
    for part in whole["parts"]:
        part["chapters"] = [page for page in part["chapters"] if Path(page["file"]).name in names]
    parts = [part for part in whole["parts"] if part["chapters"]]
    return yaml.safe_dump(whole | {"parts": parts}, sort_keys=False)
