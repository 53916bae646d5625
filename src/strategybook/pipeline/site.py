"""Build the static site from the executed chapters, and check what was built.

English lies at the site's root, Thai under `th/`; both are rendered side by side by Jupyter Book
from `book/LANGUAGE`, which runs no notebook. A build starts from nothing and is moved into place
only when it is whole.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml

from strategybook import paths
from strategybook.disk import refusal_in
from strategybook.errors import InputError
from strategybook.files import stop_if_abandoned, write_text
from strategybook.language import LANGUAGES, words

SHOWN_WARNINGS = 8
# By way of the package, which leaves out what makes Jupyter Book slow to start.
_JUPYTER_BOOK = [
    sys.executable,
    "-c",
    "import strategybook; from jupyter_book.cli.main import main; main()",
]
_UNUSED = shutil.ignore_patterns(
    ".buildinfo", "*.map", "fontawesome.js*", "locales", "*webpack-macros.html"
)
_ALARMS = (  # what tells why in Sphinx's log: warnings of pages, else the text of exceptions
    re.compile(r"\b(WARNING|ERROR|CRITICAL|SEVERE): "),
    re.compile(r"^[\w.]*(Error|Exception): ."),
)
_FOLLOWED = ("alternate", "canonical", "next", "prev", "search")  # kinds of <link> not fetched
_FETCHED_BY_STYLE = re.compile(r"""(?:url\(\s*|@import\s+)['"]?([^'"()\s;]+)""")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def build(root: Path, output: Path, languages: tuple[str, ...] = LANGUAGES) -> None:
    """Render `root/book/LANGUAGE` of each language, and put the site into `output`.

    The first language is put at the site's root, each other one into a folder of its name.

    Raises
    ------
    InputError
        With the lines of Sphinx that tell why, where a page cannot be rendered without a warning,
        or with what `check` finds; what lies in `output` is then left as it is.
    """
    root, output = root.resolve(), output.resolve()
    output.parent.mkdir(parents=True, exist_ok=True)
    for left_by_a_kill in output.parent.glob(f".{output.name}.*"):
        shutil.rmtree(left_by_a_kill, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=output.parent, prefix=f".{output.name}.") as place:
        scratch = Path(place)
        with ThreadPoolExecutor(len(languages)) as pool:
            pages = list(pool.map(lambda own: _render(root, scratch, own, languages), languages))
        site = scratch / "new"
        for rendered, language in zip(pages, languages, strict=True):
            folder = site if language == languages[0] else site / language
            shutil.copytree(rendered, folder, ignore=_UNUSED)
        _refuse_faults(site)
        _swap(site, output, scratch / "old")


def _render(root: Path, scratch: Path, language: str, languages: tuple[str, ...]) -> Path:
    """Render one language in a scratch folder, and return the folder of its pages."""
    source = root / "book" / language
    work = scratch / language
    config, toc = work / "_config.yml", work / "_toc.yml"
    write_text(config, _config_of(root, language, languages))
    write_text(toc, _toc_of(root, language, languages[0]))
    flags = ["--path-output", work, "-W", "--keep-going", "--quiet"]
    run = subprocess.run(
        [*_JUPYTER_BOOK, "build", source, "--config", config, "--toc", toc, *flags],
        capture_output=True,
        env={**os.environ, "PYTHONUTF8": "1"},
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if run.returncode:
        log = run.stderr + run.stdout
        lines = _failure(log, source)
        of_the_disk = refusal_in(log, "the site")
        raise of_the_disk or InputError(f"book/{language}", "book.pages", lines=lines)
    return work / "_build" / "html"


def _config_of(root: Path, language: str, languages: tuple[str, ...]) -> str:
    """Return the configuration of one language: the project's with what depends on it."""
    config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    settings = config["sphinx"]["config"]
    settings |= {"language": language, "site_languages": list(languages)}
    # The works are the book's own, whichever country's pages are rendered.
    settings["bibtex_bibfiles"] = [str(paths.ROOT / file) for file in settings["bibtex_bibfiles"]]
    return yaml.safe_dump(config, allow_unicode=True, sort_keys=False)


def _toc_of(root: Path, language: str, home: str) -> str:
    """Return the contents in one language, with pages named from the language's own folder."""
    text = (root / "_toc.yml").read_text(encoding="utf-8").replace(f"book/{home}/", "")
    toc = yaml.safe_load(text)
    for part in toc.get("parts", []):
        key = part["caption"].lower().replace(" ", "_")
        part["caption"] = words(f"part.{key}", language)
    return yaml.safe_dump(toc, allow_unicode=True, sort_keys=False)


def _failure(log: str, source: Path) -> list[str]:
    """Return what a person needs of a failed build's log: its first warnings, or its end."""
    log = _COLOUR.sub("", log).replace(f"{source}{os.sep}", "")
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    kinds = [[line for line in lines if alarm.search(line)] for alarm in _ALARMS]
    alarms = next(filter(None, kinds), lines[-SHOWN_WARNINGS:])
    more = len(alarms) - SHOWN_WARNINGS
    shown = alarms[:SHOWN_WARNINGS] + ([f"... and {more} more"] if more > 0 else [])
    return [f"  {line}" for line in shown]


def _refuse_faults(site: Path) -> None:
    found = check(site)
    if found:
        lines = [f"  {fault}" for fault in found[:SHOWN_WARNINGS]]
        raise InputError("the site", "book.site", lines=lines)


def _swap(new: Path, place: Path, old: Path) -> None:
    """Move the folder `new` to `place`, whatever lay there before."""
    stop_if_abandoned()
    if place.exists():
        place.rename(old)
    new.rename(place)


class Page(HTMLParser):
    """What a page of the site refers to and offers.

    Attributes
    ----------
    ids, headings
        All ids of the page, in order; and those of its sections.
    exhibits
        Keys of the strategy's exhibits on it, in order.
    loads, links
        Addresses that a browser fetches to show the page; and those a reader may follow.
    images
        Address and alternative text of each picture.
    switch
        Address of the language switch, or none.
    """

    def __init__(self, file: Path):
        super().__init__()
        self.file = file
        self.ids: list[str] = []
        self.headings: list[str] = []
        self.exhibits: list[str] = []
        self.loads: list[str] = []
        self.links: list[str] = []
        self.images: list[tuple[str, str]] = []
        self.switch: str | None = None
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what one element says of ids, exhibits, pictures and addresses."""
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids.append(values["id"])
            self.headings += [values["id"]] if tag == "section" else []
        if "data-exhibit" in values:
            self.exhibits.append(values["data-exhibit"])
        if tag == "img":
            self.images.append((values.get("src", ""), values.get("alt", "")))
        if "language-switch" in values.get("class", ""):
            self.switch = values["href"]
        self._note_addresses(tag, values)

    def _note_addresses(self, tag: str, values: dict[str, str]) -> None:
        followed = tag in ("a", "form") or values.get("rel") in _FOLLOWED
        for name in ("href", "src", "action", "data", "poster"):
            if values.get(name):
                (self.links if followed else self.loads).append(values[name])


def check(site: Path) -> list[str]:
    """Return what is wrong with a built site, one sentence each; nothing where all is well.

    Every link, anchor, picture, script and stylesheet leads somewhere; nothing is fetched from
    another place; every picture says what it shows; every page leads to its twin in the other
    language, which has the same headings and the same exhibits, each exhibit once.
    """
    site = site.resolve()
    pages = {file: Page(file) for file in sorted(site.rglob("*.html"))}
    found = [problem for page in pages.values() for problem in _problems(page, pages)]
    found += [problem for file in sorted(site.rglob("*.css")) for problem in _style(file)]
    found += _repeated_exhibits(site, pages.values())
    return [sentence.replace(f"{site}{os.sep}", "") for sentence in found]


def _problems(page: Page, pages: dict[Path, Page]) -> Iterator[str]:
    """Tell what is wrong with one page."""
    for address in page.loads:
        if _is_elsewhere(address):
            yield f"{page.file}: {address} is fetched from another place."
    for address in dict.fromkeys(page.loads + page.links):
        if not _leads_somewhere(address, page, pages):
            yield f"{page.file}: {address} leads nowhere."
    for address, alternative in page.images:
        if not alternative.strip():
            yield f"{page.file}: the picture {address} has no alternative text."
    yield from _missing_in_twin(page, pages)


def _is_elsewhere(address: str) -> bool:
    """Return whether an address is of another server; `data:` holds what it loads in itself."""
    parts = urlsplit(address)
    return bool(parts.netloc or parts.scheme) and parts.scheme != "data"


def _leads_somewhere(address: str, page: Page, pages: dict[Path, Page]) -> bool:
    parts = urlsplit(address)
    if parts.netloc or parts.scheme:
        return True
    target = _target(address, page.file)
    if parts.fragment and target in pages:
        return unquote(parts.fragment) in pages[target].ids
    return target.is_file()


def _target(address: str, file: Path) -> Path:
    """Return the file that a relative address in `file` means."""
    path = unquote(urlsplit(address).path)
    return Path(os.path.normpath(file.parent / path)) if path else file


def _missing_in_twin(page: Page, pages: dict[Path, Page]) -> Iterator[str]:
    """Tell what the same page in the other language lacks."""
    twin = pages.get(_target(page.switch, page.file)) if page.switch else None
    if twin is None or twin is page:
        yield f"{page.file}: there is no way to the same page in the other language."
        return
    for heading in page.headings:
        if heading not in twin.headings:
            yield f"{twin.file}: the heading #{heading} of the other language is missing."


def _style(file: Path) -> Iterator[str]:
    """Tell what a stylesheet fetches that is elsewhere or nowhere."""
    for address in _FETCHED_BY_STYLE.findall(file.read_text(encoding="utf-8")):
        if _is_elsewhere(address):
            yield f"{file}: {address} is fetched from another place."
        elif not urlsplit(address).scheme and not _target(address, file).is_file():
            yield f"{file}: {address} leads nowhere."


def _repeated_exhibits(site: Path, pages: Iterable[Page]) -> Iterator[str]:
    """Tell which exhibits are shown more than once in a language, or in one language alone."""
    shown = {language: Counter() for language in LANGUAGES}
    for page in pages:
        folder = page.file.relative_to(site).parts[0]
        shown[folder if folder in LANGUAGES[1:] else LANGUAGES[0]].update(page.exhibits)
    for key in sorted(set().union(*shown.values())):
        for language, count in shown.items():
            if count[key] != 1:
                yield f"Exhibit {key} is shown {count[key]} times in language {language}, not once."
