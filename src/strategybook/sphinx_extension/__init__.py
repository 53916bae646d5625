"""What the book needs of Sphinx beyond Jupyter Book: exhibits, two languages, Thai."""

from pathlib import Path

import fontpkg_sarabun
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.config import Config

from strategybook.sphinx_extension import exhibits, folds, headings, languages, stacked, thai_lines
from strategybook.sphinx_extension.thai_search import ThaiSearch

HERE = Path(__file__).parent
FONTS = ("Sarabun-Regular.ttf", "Sarabun-Bold.ttf")


def add_files(app: Sphinx, config: Config) -> None:
    """Add our templates, style, script and the fonts, all served by the site itself."""
    fonts = [str(fontpkg_sarabun.ROOT / "files" / font) for font in FONTS]
    config.html_static_path += [str(HERE / "static"), *fonts]
    config.templates_path.insert(0, str(HERE / "templates"))


def _open_code(writer: object, node: HideCodeCellNode) -> None:
    # Unlike myst-nb's own: no box around it, and no English label for screen readers.
    show, hide = (writer.encode(node[prompt]) for prompt in ("prompt_show", "prompt_hide"))
    writer.body.append(
        f'<details class="hide {" ".join(node["classes"])}">\n<summary>'
        f'<span class="collapsed">{show}</span><span class="expanded">{hide}</span></summary>\n'
    )


def _close_code(writer: object, node: HideCodeCellNode) -> None:
    writer.body.append("</details>\n")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register everything with Sphinx."""
    for part in (exhibits, folds, headings, languages, stacked, thai_lines):
        part.setup(app)
    app.connect("config-inited", add_files)
    app.add_search_language(ThaiSearch)
    app.add_node(HideCodeCellNode, override=True, html=(_open_code, _close_code))
    app.add_css_file("book.css", priority=900)
    app.add_js_file("book.js", loading_method="defer")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
