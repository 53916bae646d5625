"""The twelve success indicators as the strategy describes them, with their targets."""

import pandas as pd

from strategybook import strategy
from strategybook.catalogue import decimals, indicator_name
from strategybook.chapters import logic
from strategybook.chapters.result_charts import Bar
from strategybook.language import shown_year, words
from strategybook.observations import pick
from strategybook.parameters import OWN_COUNTRY
from strategybook.show.exhibits import Chapter
from strategybook.show.tables import Table

KINDS = ("plan", "tactic")
FACTS = ["about", "origin", "publisher", "cycle", "baseline", "target"]


def register() -> pd.DataFrame:
    """Return the register of the success indicators for tables and exhibits, a row each."""
    return strategy.as_printed(strategy.success_indicators().reset_index())


def row_of(indicator: str) -> pd.DataFrame:
    """Return the register's row of one indicator."""
    table = register()
    return table[table["indicator"] == indicator]


def definition(chapter: Chapter, indicator: str) -> Table:
    """Return what the strategy says of an indicator, a row a fact, and what it hangs together with.

    The last rows link to the plans that it is an indicator of or supports, and to its tactics.
    """
    row = row_of(indicator).iloc[0]
    facts = [[_fact_name(chapter, row, name), _fact(chapter, row, name)] for name in FACTS]
    rows = facts + _partners(chapter, indicator)
    return Table.headed(chapter.language, ["fact", "strategy_says"], rows)


def _partners(chapter: Chapter, indicator: str) -> list[list[str]]:
    found = {kind: logic.partners(f"indicator_{kind}s", "indicator", indicator) for kind in KINDS}
    return [
        [words(f"fact.{kind}s", chapter.language), logic.named_links(chapter, kind, keys)]
        for kind, keys in found.items()
        if keys
    ]


def _fact_name(chapter: Chapter, row: pd.Series, name: str) -> str:
    label = words(f"fact.{name}", chapter.language)
    if name == "baseline" and row["baseline_year"]:
        return f"{label} ({shown_year(row['baseline_year'], chapter.language)})"
    return label


def _fact(chapter: Chapter, row: pd.Series, name: str) -> str:
    return row[f"{name}_{chapter.language}"]


def caption(chapter: Chapter, indicator: str) -> str:
    """Return the caption of the definition of an indicator."""
    name = indicator_name(indicator, chapter.language)
    return words("caption.definition", chapter.language, indicator=name)


def targets(indicator: str, measure: str) -> dict[str, float]:
    """Return the target of an indicator, as charts of courses take it."""
    return {indicator: strategy.target(indicator, measure)}


def bar(chapter: Chapter, table: pd.DataFrame, indicator: str, measure: str) -> Bar:
    """Return the newest value of an indicator with its target; none is told as such."""
    own = pick(table, indicator, [OWN_COUNTRY], measures=[measure]).sort_values("year")
    target, digits = strategy.target(indicator, measure), decimals(indicator, measure)
    if own.empty:
        return Bar(words("no_data", chapter.language), 0, target, digits)
    newest = own.iloc[-1]
    return Bar(shown_year(newest["year"], chapter.language), newest["value"], target, digits)


def targets_agree(chapter: Chapter) -> str:
    """Tell whether section 6 prints the targets that appendix 1 prints."""
    table = strategy.printed_values()
    table = table[(table["role"] == "target") & (table["entity"] == OWN_COUNTRY)]
    key = ["indicator", "measure", "value"]
    lists = set(strategy.success_indicators()["list_exhibit"])
    listed = table[table["exhibit"].isin(lists)][key]
    appendix = table[table["exhibit"] == "A1-T"][key]
    same = len(listed.merge(appendix))
    return words("sentence.targets_agree", chapter.language, same=same, all=len(listed))
