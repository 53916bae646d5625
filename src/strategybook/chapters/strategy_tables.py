"""The strategy's tables and lists of words, from its registers.

Each returns a `StackedTable`, or a plain one where the cells are short or few.
"""

import pandas as pd

from strategybook import strategy
from strategybook.catalogue import indicator_name, series_name, short_name
from strategybook.chapters import logic
from strategybook.chapters.logic import anchor, lines, strong, together
from strategybook.language import country_name, joined, shown_year, words
from strategybook.show.exhibits import Chapter
from strategybook.show.tables import StackedTable, Table

NOTHING = "\N{EN DASH}"
NUMBERS = ("number",)
ROOM_ON_A_PHONE = 3  # columns


def _own(chapter: Chapter, table: pd.DataFrame, name: str) -> pd.Series:
    """Return a column in the chapter's language."""
    return table[f"{name}_{chapter.language}"]


def listed(
    chapter: Chapter, table: pd.DataFrame, columns: list[str], headings: list[str] | None = None
) -> Table:
    """Return columns of a register in the chapter's language.

    More columns of words than a phone has room for make a `StackedTable`.

    Parameters
    ----------
    table
        A register as `strategy.listed` returns it.
    columns
        Names of columns, those in both languages without `_en` or `_th`.
    headings
        The entry `table.NAME` of the language table for each column, where it is not its name.
    """
    rows = [[_cell(chapter, row, name) for name in columns] for _, row in table.iterrows()]
    kind = Table if len(columns) <= ROOM_ON_A_PHONE else StackedTable
    return kind.headed(chapter.language, headings or columns, rows, NUMBERS)


def _cell(chapter: Chapter, row: pd.Series, name: str) -> str:
    if name == "sub_factor":
        return short_name(row["indicator"], chapter.language)
    if name == "indicator":
        return indicator_name(row["indicator"], chapter.language)
    if name == "outcome":
        return words(f"outcome.{row['outcome']}", chapter.language)
    if name == "baseline_year":
        return row[name] and shown_year(row[name], chapter.language)
    return row[name] if name in row else row[f"{name}_{chapter.language}"]


def numbered(chapter: Chapter, table: pd.DataFrame, heading: str) -> StackedTable:
    """Return what has a number (the register's first column), a name and an explanation."""
    numbers = table.iloc[:, 0]
    names = [
        strong(f"{number}. {name}")
        for number, name in zip(numbers, _own(chapter, table, "name"), strict=True)
    ]
    abouts = _own(chapter, table, "about")
    rows = [list(row) for row in zip(names, abouts, strict=True)]
    return StackedTable.headed(chapter.language, [heading, "meaning"], rows)


def with_points(
    chapter: Chapter, table: pd.DataFrame, points: pd.DataFrame, headings: tuple[str, str]
) -> StackedTable:
    """Return what has a key (the first column of both registers) and a name, with its points."""
    key = table.columns[0]
    texts = _own(chapter, points, "text").groupby(points[key]).agg(list)
    names = _own(chapter, table, "name")
    numbers = [f"{value}. " if value.isdigit() else "" for value in table[key]]
    rows = [
        [strong(f"{number}{name}"), lines(texts[value])]
        for number, name, value in zip(numbers, names, table[key], strict=True)
    ]
    return StackedTable.headed(chapter.language, list(headings), rows)


def matrix(
    chapter: Chapter, table: pd.DataFrame, cells: pd.DataFrame, heading: str
) -> StackedTable:
    """Return what has a key and a name against the things of the cells' second column.

    Each of those things has its heading in the language table, as entry `table.KEY`.
    """
    key, other = cells.columns[:2]
    across = list(cells[other].unique())
    texts = _own(chapter, cells, "text").set_axis(pd.MultiIndex.from_frame(cells[[key, other]]))
    rows = [
        [_explained(chapter, row), *(texts[row[key], name] for name in across)]
        for _, row in table.iterrows()
    ]
    return StackedTable.headed(chapter.language, [heading, *across], rows)


def _explained(chapter: Chapter, row: pd.Series) -> str:
    name, about = (row[f"{column}_{chapter.language}"] for column in ("name", "about"))
    return together(strong(f"{name}:"), about)


def plans(chapter: Chapter, table: pd.DataFrame, points: pd.DataFrame) -> StackedTable:
    """Return the aims, approaches and indicators of the plans that frame the strategy."""
    parts = ("aim", "approach", "indicator")
    texts = _own(chapter, points, "text").groupby([points["plan"], points["part"]]).agg(list)
    rows = [
        [
            anchor("plan", row["plan"], row[f"name_{chapter.language}"]),
            *(lines(texts[row["plan"], part]) for part in parts),
        ]
        for _, row in table.iterrows()
    ]
    return StackedTable.headed(
        chapter.language, ["plan", *(f"plan_{part}" for part in parts)], rows
    )


def plan_targets(chapter: Chapter, table: pd.DataFrame) -> Table:
    """Return each target of a plan beside the one that the strategy sets itself."""
    rows = [_plan_target(chapter, row) for _, row in table.iterrows()]
    numbers = ["plan_target", "own_target"]
    return Table.headed(chapter.language, ["plan", "what", *numbers], rows, numbers)


def _plan_target(chapter: Chapter, row: pd.Series) -> list[str]:
    plan = words(f"plan.{row['plan']}", chapter.language)
    own = strategy.target(row["indicator"], row["measure"])
    return [
        logic.link("plan", row["plan"], plan),
        _measured(chapter, row),
        row["value"],
        NOTHING if own is None else f"{own:g}",
    ]


def _measured(chapter: Chapter, row: pd.Series) -> str:
    """Return indicator and measure, with a link to the success indicator if it is one."""
    text = series_name(row["indicator"], row["measure"], chapter.language)
    exhibits = strategy.success_indicators()["exhibit"]
    return (
        logic.exhibit_link(exhibits[row["indicator"]], text)
        if row["indicator"] in exhibits
        else text
    )


def strong_points(chapter: Chapter, table: pd.DataFrame) -> StackedTable:
    """Return what efficient governments are strong in, aspect by aspect."""
    rows = [
        [
            strong(country_name(economy, chapter.language)),
            lines([_aspect(chapter, row) for _, row in mine.iterrows()]),
        ]
        for economy, mine in table.groupby("economy", sort=False)
    ]
    return StackedTable.headed(chapter.language, ["economy", "strong_points"], rows)


def _aspect(chapter: Chapter, row: pd.Series) -> str:
    name = words(f"aspect.{row['aspect']}", chapter.language)
    return together(strong(f"{name}:"), row[f"text_{chapter.language}"])


def outlook(chapter: Chapter, tiers: pd.DataFrame) -> StackedTable:
    """Return in words which way the state's capability goes in each tier."""
    rows = [
        [strong(name), words(f"outlook.{way}", chapter.language)]
        for name, way in zip(_own(chapter, tiers, "name"), tiers["outlook"], strict=True)
    ]
    return StackedTable.headed(chapter.language, ["tier", "outlook"], rows)


def tactics(chapter: Chapter, table: pd.DataFrame) -> StackedTable:
    """Return the tactics of a strategy, their directions and who is responsible for each.

    `table` is what `directions_of` returns.
    """
    first = ~table["tactic"].duplicated()
    rows = [
        [
            anchor("tactic", row["tactic"], _named(chapter, "tactic", row["tactic"]))
            if is_first
            else "",
            f"{row['printed_number']} {row[f'text_{chapter.language}']}",
            logic.agency_links(chapter, row["agencies"].split()),
        ]
        for is_first, (_, row) in zip(first, table.iterrows(), strict=True)
    ]
    return StackedTable.headed(
        chapter.language, ["tactic", "direction", "responsible_agencies"], rows
    )


def goal(chapter: Chapter, number: str) -> str:
    """Tell the goal of one of the three strategies."""
    row = strategy.listed("strategies").set_index("strategy").loc[number]
    return words("sentence.goal", chapter.language, goal=row[f"goal_{chapter.language}"])


def directions_of(number: str) -> pd.DataFrame:
    """Return the directions of one of the three strategies, with the agencies of each."""
    table = strategy.listed("directions")
    agencies = strategy.listed("direction_agencies").groupby("direction")["agency"].agg(" ".join)
    mine = table[table["tactic"].str.startswith(f"{number}.")]
    return mine.assign(agencies=mine["direction"].map(agencies))


def _named(chapter: Chapter, kind: str, key: str) -> str:
    return f"{key} {logic.names(kind).loc[key, f'name_{chapter.language}']}"


def served_by(chapter: Chapter, table: pd.DataFrame) -> StackedTable:
    """Return for each tactic the indicators that it serves and its projects."""
    rows = [
        [
            logic.link("tactic", tactic, _named(chapter, "tactic", tactic)),
            logic.indicator_links(chapter, logic.partners("indicator_tactics", "tactic", tactic)),
            logic.named_links(
                chapter, "project", logic.partners("tactic_projects", "tactic", tactic)
            ),
        ]
        for tactic in table["tactic"]
    ]
    return StackedTable.headed(chapter.language, ["tactic", "success_indicators", "projects"], rows)


def served(chapter: Chapter, table: pd.DataFrame) -> StackedTable:
    """Return for each success indicator its plans, and its tactics with the reason of each."""
    rows = [
        [
            logic.indicator_links(chapter, [indicator]),
            lines(_plans_of(chapter, indicator)),
            lines([_reason(chapter, row) for _, row in mine.iterrows()]),
        ]
        for indicator, mine in table.groupby("indicator", sort=False)
    ]
    return StackedTable.headed(chapter.language, ["success_indicator", "plans", "tactics"], rows)


def _plans_of(chapter: Chapter, indicator: str) -> list[str]:
    table = strategy.listed("indicator_plans")
    mine = table[table["indicator"] == indicator]
    return [
        together(
            words(f"relation.{row['relation']}", chapter.language),
            logic.link("plan", row["plan"], words(f"plan.{row['plan']}", chapter.language)),
        )
        for _, row in mine.iterrows()
    ] or [NOTHING]


def _reason(chapter: Chapter, row: pd.Series) -> str:
    """Return the number of a tactic, why it belongs here, and who says so."""
    basis = words(f"basis.{row['basis']}", chapter.language)
    why = f"{row[f'why_{chapter.language}']} ({basis})"
    return together(logic.link("tactic", row["tactic"], row["tactic"]), why)


def projects(chapter: Chapter, table: pd.DataFrame) -> StackedTable:
    """Return the projects: when, what, who, and which tactics they carry out.

    `table` is what `strategybook.chapters.timetable.projects` returns.
    """
    rows = [
        [
            anchor("project", row["project"], f"{row['project']} {_project_name(chapter, row)}"),
            _period(chapter, row),
            row[f"about_{chapter.language}"],
            logic.agency_links(chapter, row["agencies"].split()),
            logic.number_links(
                "tactic", logic.partners("tactic_projects", "project", row["project"])
            ),
        ]
        for _, row in table.iterrows()
    ]
    names = ["project", "years", "what_it_does", "responsible_agencies", "tactics"]
    return StackedTable.headed(chapter.language, names, rows)


def _project_name(chapter: Chapter, row: pd.Series) -> str:
    return row[f"name_{chapter.language}"]


def _period(chapter: Chapter, row: pd.Series) -> str:
    """Return the years of a project as printed."""
    if not row["from"]:
        return words("project.no_years", chapter.language)
    years = dict.fromkeys(shown_year(row[end], chapter.language) for end in ("from", "to"))
    return "-".join(years)


def reasons(chapter: Chapter, table: pd.DataFrame) -> Table:
    """Return why each project belongs to a tactic, and who says so."""
    rows = [
        [logic.link("project", row["project"], row["project"]), _reason(chapter, row)]
        for _, row in table.iterrows()
    ]
    return Table.headed(chapter.language, ["project", "tactic"], rows)


def agencies(chapter: Chapter, table: pd.DataFrame) -> StackedTable:
    """Return the index of agencies: the directions and projects that each is responsible for."""
    rows = [
        [
            anchor("agency", row["agency"], row[f"short_{chapter.language}"]),
            row[f"name_{chapter.language}"],
            _directions_of(row["agency"]),
            logic.named_links(
                chapter, "project", logic.partners("project_agencies", "agency", row["agency"])
            ),
        ]
        for _, row in table.iterrows()
    ]
    return StackedTable.headed(
        chapter.language, ["abbreviation", "agency", "tactics_and_directions", "projects"], rows
    )


def _directions_of(agency: str) -> str:
    """Return links to an agency's tactics, each with the numbers of its directions."""
    keys = logic.partners("direction_agencies", "agency", agency)
    table = strategy.listed("directions").set_index("direction").loc[keys]
    return lines(
        [
            together(logic.link("tactic", tactic, tactic), f"({', '.join(numbers)})")
            for tactic, numbers in table.groupby("tactic")["printed_number"]
        ]
    )


def glossary(chapter: Chapter, table: pd.DataFrame, groups: pd.DataFrame) -> StackedTable:
    """Return the terms, group by group."""
    names = groups.set_index("group")[f"name_{chapter.language}"]
    rows = [
        [
            f"{row['group']}. {names[row['group']]}",
            strong(row[f"name_{chapter.language}"]),
            row[f"about_{chapter.language}"],
        ]
        for _, row in table.iterrows()
    ]
    return StackedTable.headed(chapter.language, ["group", "term", "meaning"], rows)


def services(chapter: Chapter, table: pd.DataFrame) -> Table:
    """Return the agenda e-services with their numbers."""
    rows = [list(row) for row in zip(table["service"], _own(chapter, table, "name"), strict=True)]
    return Table.headed(chapter.language, ["service_number", "service"], rows)


def references(chapter: Chapter, table: pd.DataFrame) -> StackedTable:
    """Return the strategy's own sources with the year of the edition that it cites."""
    years = [
        shown_year(year, chapter.language) if year else words("reference.no_year", chapter.language)
        for year in table["year"]
    ]
    authors, titles = (_own(chapter, table, name) for name in ("author", "title"))
    rows = [list(row) for row in zip(authors, titles, years, strict=True)]
    return StackedTable.headed(chapter.language, ["author", "title", "year_of_edition"], rows)


def exhibits_counted(chapter: Chapter, table: pd.DataFrame) -> str:
    """Tell how many exhibits there are of each form."""
    language = chapter.language
    counts = table["form"].value_counts().sort_index()
    forms = [
        words("exhibits.of_form", language, number=number, form=words(f"forms.{form}", language))
        for form, number in counts.items()
    ]
    return words("sentence.exhibits", language, number=len(table), forms=joined(forms, language))


def exhibits(chapter: Chapter, table: pd.DataFrame) -> Table:
    """Return all exhibits of the strategy, each linked to its place in the book."""
    rows = [
        [
            logic.exhibit_link(key, key),
            row[f"title_{chapter.language}"],
            words(f"form.{row['form']}", chapter.language),
        ]
        for key, row in table.iterrows()
    ]
    return Table.headed(chapter.language, ["exhibit", "what_it_shows", "form"], rows)
