"""The words of the site in the language of its pages, and the way to the other language."""

import io
import json
from gettext import GNUTranslations
from pathlib import Path

from babel.messages import mofile, pofile
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.config import Config

from strategybook.language import LANGUAGES, words

HOME = LANGUAGES[0]
_WORDS = ("title", "author", "figure", "table", "show_code", "hide_code", "search")
_THAI = Path(__file__).with_name("thai.po")


def put_in_words(app: Sphinx, config: Config) -> None:
    """Fill the configuration with the words of its language."""
    say = {key: words(f"site.{key}", config.language) for key in _WORDS}
    config.html_title = config.project = say["title"]
    config.author = say["author"]
    config.numfig_format = {"figure": say["figure"], "table": say["table"]}
    config.nb_code_prompt_show, config.nb_code_prompt_hide = say["show_code"], say["hide_code"]
    config.html_theme_options["search_bar_text"] = say["search"]
    if config.language == "th":
        _speak_thai(app)


def _speak_thai(app: Sphinx) -> None:
    """Give Sphinx and its themes the Thai words that they lack."""
    with _THAI.open("rb") as file:
        catalogue = pofile.read_po(file, locale="th")
    compiled = io.BytesIO()
    mofile.write_mo(compiled, catalogue)
    compiled.seek(0)
    app.translator = locale.translators["general", "sphinx"] = GNUTranslations(compiled)
    messages = {message.id: message.string for message in catalogue if message.id}
    body = json.dumps({"messages": messages}, ensure_ascii=False, sort_keys=True)
    app.add_js_file(None, body=f"Documentation.addTranslations({body});", priority=300)


def add_switch(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object
) -> None:
    """Tell the page's templates where the same page is in the other language, if it is built."""
    own = app.config.language
    others = [language for language in app.config.site_languages if language != own]
    if not others:
        return
    to_home = context["content_root"] + ("" if own == HOME else "../")
    to_other = "" if others[0] == HOME else f"{others[0]}/"
    url = (to_home + to_other + app.builder.get_target_uri(pagename)).removeprefix("./")
    context["language_switch"] = {
        "language": others[0],
        "url": url,
        "text": words("site.other_language", own),
    }
    link = f'<link rel="alternate" hreflang="{others[0]}" href="{url}"/>\n'
    context["metatags"] = context.get("metatags", "") + link


def setup(app: Sphinx) -> None:
    """Connect words and language switch; `site_languages` lists the languages of the whole site."""
    app.add_config_value("site_languages", [], "html")
    app.connect("config-inited", put_in_words, priority=400)
    app.connect("html-page-context", add_switch)
