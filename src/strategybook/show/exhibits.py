"""Show an exhibit: the picture or table, its caption, source, data and code, by one call.

A chapter opens with `Chapter(...)` and shows everything through it. Each figure or table is
written beside the chapter as `CHAPTER/NAME.svg` and `CHAPTER/NAME.csv`, and shown as MyST text
that Jupyter Book renders. Whatever comes from data is escaped, since MyST directives in an output
are live.
"""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from IPython.display import display
from matplotlib.figure import Figure

from strategybook import countries, editions, observations, panel, paths, rank_changes, strategy
from strategybook.files import csv_text, write_text
from strategybook.language import country_name, words
from strategybook.parameters import ASEAN_PEERS, OWN_COUNTRY
from strategybook.peers import fitting
from strategybook.show import svg
from strategybook.show.myst import escape
from strategybook.show.tables import Markup, Table

# More editions than these are told by the first and the last.
LISTED_EDITIONS = 4


def show_markdown(markdown: str, plain: str) -> None:
    """Show MyST text to the book, and a plain form to terminals and to line-by-line diffs."""
    display({"text/markdown": markdown, "text/plain": plain}, raw=True)


@dataclass(frozen=True)
class Chapter:
    """One run of a chapter: what it is about, what it may read, where it writes.

    Attributes
    ----------
    name
        The chapter's name, which is its notebook's file name.
    country, language, as_of, peers
        The chapter's parameters, see `strategybook.parameters.Parameters`; peers are those that
        fit the country where none are named.
    """

    name: str
    country: str
    language: str
    as_of: str
    peers: list[str]

    def __post_init__(self) -> None:
        """Compare with those that fit the country, where the parameters name nobody."""
        object.__setattr__(self, "peers", list(self.peers or fitting(self.country)))

    @property
    def country_name(self) -> str:
        """The country's name in the chapter's language."""
        return country_name(self.country, self.language)

    @property
    def is_the_strategys(self) -> bool:
        """Whether the country is the one that the strategy is about."""
        return self.country == OWN_COUNTRY

    def compared(self, year: int) -> list[str]:
        """Return the country, and those that it is compared with.

        Where these are ASEAN, it is ASEAN as it was at the end of `year`.
        """
        asean = countries.members("ASEAN", year)
        everyone = {self.country, *self.peers}
        is_asean = self.country in asean and {OWN_COUNTRY, *ASEAN_PEERS} <= everyone <= {
            *countries.members("ASEAN", 9999)
        }
        others = [name for name in asean if name != self.country] if is_asean else self.peers
        return [self.country, *others]

    def observations(self, as_of: str) -> pd.DataFrame:
        """Return the chosen observations that `as_of` may see.

        The reviewed table has what the book itself shows; the panel has everything.
        """
        return editions.select(self._everything(), as_of)

    def all_editions(self) -> pd.DataFrame:
        """Return the observations of every edition up to those that the chapter may see."""
        table = self._everything()
        newest = editions.visible(self.as_of).groupby("source")["edition"].max()
        seen = table["source"].map(newest).fillna("")
        return table[table["edition"] <= seen].reset_index(drop=True)

    def _everything(self) -> pd.DataFrame:
        table = observations.read(paths.PROCESSED / "observations.csv")
        is_there = self.is_the_strategys and set(self.peers) <= set(table["entity"])
        return table if is_there and self.as_of == "latest" else panel.everything()

    def rank_changes(self, as_of: str) -> pd.DataFrame:
        """Return why the country's ranks moved, in the editions that `as_of` may see."""
        is_reviewed = self.is_the_strategys and self.as_of == "latest"
        table = (
            rank_changes.read(paths.PROCESSED / "rank_changes.csv")
            if is_reviewed
            else rank_changes.of_everyone()
        )
        seen = table.merge(editions.visible(as_of), on=["source", "edition"])
        return seen[seen["entity"] == self.country].reset_index(drop=True)

    def printed_check(self, *keys: str) -> pd.DataFrame:
        """Return the checks of some exhibits' printed values, with what they are (all text).

        What the strategy printed is of its own country: of another one there is none.
        """
        table = pd.read_csv(paths.PROCESSED / "printed_check.csv", dtype=str, keep_default_na=False)
        table = table if self.is_the_strategys else table.head(0)
        facts = ["printed_id", "series", "unit", "role", "group", "compared_with"]
        what = strategy.printed_values()[facts]
        return table[table["exhibit"].isin(keys)].merge(what, on="printed_id")

    def say(self, *sentences: str) -> None:
        """Show sentences about data as a paragraph, or nothing where there is none to say.

        A line break inside one begins a new paragraph: Thai, which has no full stop, needs it.
        """
        text = " ".join(sentence for sentence in sentences if sentence)
        if text:
            show_markdown("\n\n".join(map(escape, text.splitlines())), text)

    def say_marked(self, text: Markup) -> None:
        """Show text with markup as a paragraph."""
        show_markdown(text.myst, text)

    def show_figure(
        self,
        name: str,
        picture: Figure,
        data: pd.DataFrame,
        *,
        caption: str,
        alternative: str,
        exhibit: str = "",
    ) -> None:
        """Write and show a figure.

        Parameters
        ----------
        name
            Of the files and of the label, unique in the chapter.
        picture
            A matplotlib figure; it is closed.
        data
            What the figure shows, as observations; their sources and editions are cited.
        caption, alternative
            Plain text in the page's language; the alternative tells what is to be seen.
        exhibit
            Key of the strategy's exhibit, where this is one.
        """
        if data.empty or not alternative:  # then there is nothing to be seen
            return self._show_nothing(caption)
        svg.write(picture, Path(self.name) / f"{name}.svg")
        body = (
            f"```{{figure}} {self.name}/{name}.svg\n:name: figure-{self.name}-{name}\n"
            f":alt: {_option(alternative)}\n\n{escape(caption)}\n```"
        )
        self._show(name, body, f"{caption}\n{alternative}", data, exhibit)

    def show_table(
        self,
        name: str,
        table: Table,
        data: pd.DataFrame,
        *,
        caption: str,
        exhibit: str = "",
        cited: pd.DataFrame | None = None,
        fold: str = "",
    ) -> None:
        """Write and show a table; the parameters are those of `show_figure`.

        Data without an edition are a register of the project's own, unless `cited` names the
        sources and editions that they rest on. With a `fold` the page shows that line alone until
        it is opened.
        """
        if data.empty or (isinstance(table, Table) and not table.rows):
            return self._show_nothing(caption)
        body = (
            f"```{{table}} {escape(caption)}\n:name: table-{self.name}-{name}\n\n"
            f"{table.as_myst(escape)}\n```"
        )
        self._show(name, body, f"{caption}\n{table.as_text()}", data, exhibit, cited, fold)

    def _show_nothing(self, caption: str) -> None:
        """Tell that what would stand here has no data, such as of a country that is not rated."""
        self.say(f"{caption}: {words('no_data', self.language)}")

    def _show(
        self,
        name: str,
        body: str,
        plain: str,
        data: pd.DataFrame,
        exhibit: str,
        cited: pd.DataFrame | None = None,
        fold: str = "",
    ) -> None:
        if exhibit and exhibit not in strategy.exhibits().index:
            raise KeyError(f"{exhibit} is no exhibit of data/raw/strategy/exhibits.csv")
        self._write_data(name, data)
        source = sources_in_words(data if cited is None else cited, self.language)
        footer = (
            f"{{.source}}\n{escape(source)} "
            f"{{download}}`{words('exhibit.data', self.language)} <{self.name}/{name}.csv>` "
            f"{{codelink}}`{words('exhibit.code', self.language)} <{name}>`"
        )
        markdown = f"::::{{exhibit}} {exhibit}\n:name: {name}\n\n{body}\n\n{footer}\n::::"
        if fold:
            markdown = f":::::{{fold}} {_option(fold)}\n:name: {name}\n\n{markdown}\n:::::"
        show_markdown(markdown, f"{plain}\n{source}")

    def _write_data(self, name: str, data: pd.DataFrame) -> None:
        file = Path(self.name) / f"{name}.csv"
        if set(observations.COLUMNS) <= set(data.columns):
            observations.write(data[observations.COLUMNS], file)
        else:
            write_text(file, csv_text(data))


def _option(text: str) -> str:
    """Return text as the value of a directive's option, which ends with its line."""
    return " ".join(text.split())


def sources_in_words(data: pd.DataFrame, language: str) -> str:
    """Return "Source: ..." with the editions and terms of what `data` shows."""
    if "edition" not in data:
        return words("exhibit.register", language)
    cited = data[["source", "edition"]].drop_duplicates()
    cited.loc[cited["source"] == "", "source"] = "strategy"
    parts = [
        words(
            f"source.{source}",
            language,
            editions=_editions_in_words(sorted(group["edition"].unique()), language),
        )
        for source, group in cited.groupby("source", sort=True)
    ]
    return words("exhibit.source", language, sources="; ".join(parts))


def _editions_in_words(names: list[str], language: str) -> str:
    """Return the names of editions, of many the first and the last."""
    if len(names) > LISTED_EDITIONS:
        told = {"first": names[0], "last": names[-1], "number": len(names)}
        return words("exhibit.editions", language, **told)
    if len(names) > 1 or "-" in names[0]:  # forecasts learn from a span such as `2003-2024`
        return words("exhibit.listed_editions", language, names=", ".join(names))
    return words("exhibit.one_edition", language, name=names[0])
