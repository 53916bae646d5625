"""Another country's book: the index chapters alone, with a first page of its own."""

from strategybook import paths
from strategybook.exhibits import escape
from strategybook.language import country_name, words
from strategybook.parameters import Parameters


def first_page(parameters: Parameters) -> str:
    """Return the first page of a country's book as MyST text."""
    language = parameters.language
    country = country_name(parameters.country, language)
    chapters = sorted(notebook.stem for notebook in paths.NOTEBOOKS.glob("*.ipynb"))
    lines = [
        "(home)=",
        f"# {escape(words('country_book.title', language, country=country))}",
        escape(words("country_book.text", language, country=country)),
        "\n".join(f"- {{doc}}`{name}`" for name in chapters),
    ]
    return "\n\n".join(lines) + "\n"
