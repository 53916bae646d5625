"""The strategy's figures of words: the strategy house, the two keys, principles and enablers."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from strategybook import strategy
from strategybook.catalogue import short_name
from strategybook.language import joined, words
from strategybook.show.drawing import (
    PAGE,
    box,
    canvas,
    height_of,
    numbered_list,
    pieces,
    wrapped,
    write_lines,
)
from strategybook.show.exhibits import Chapter

NAVY = "#1d3f5e"
# Of the three strategies: strong enough for white text on them.
PILLARS = ("#00558a", "#00664b", "#8a3d00")
TINTS = ("#dcebf5", "#dcf0ea", "#f9e8dc")
GAP = 6
SIZE = 11
ROOF, GOAL = 112, 36  # heights in points


def numbered(chapter: Chapter, table: pd.DataFrame) -> Figure:
    """Draw the names of a register, such as the guiding principles, as a list with numbers."""
    names = [pieces(row, chapter.language) for _, row in table.iterrows()]
    return numbered_list(names, [PILLARS[0]] * len(names))


def names_in_words(chapter: Chapter, table: pd.DataFrame) -> str:
    """Return numbers and names of a register, for who cannot see its figure."""
    names = table[f"name_{chapter.language}"]
    pairs = zip(table.iloc[:, 0], names, strict=True)
    return "; ".join(f"{number}. {name}" for number, name in pairs)


def keys(chapter: Chapter, table: pd.DataFrame) -> Figure:
    """Draw digital and open government as the two keys to the Government 4.0."""
    rows = table.set_index("part")
    figure, axis = canvas(330)
    half = (PAGE - GAP) / 2
    for left, name, fill in ((0, "digital", PILLARS[0]), (half + GAP, "open", PILLARS[1])):
        text = _text(chapter, rows.loc[name], half, 14)
        box(axis, (left, 270, half, 60), text, size=14, fill=fill, colour="white", bold=True)
    for place, way in enumerate(("way_1", "way_2", "way_3")):
        text = _text(chapter, rows.loc[way], PAGE, 12.5)
        box(axis, (0, 214 - 56 * place, PAGE, 50), text, size=12.5, fill="#eef3f7")
    _arrow(axis, 94, 76)
    text = _text(chapter, rows.loc["outcome"], PAGE, 13)
    box(axis, (0, 0, PAGE, 70), text, size=13, fill=NAVY, colour="white", bold=True)
    return figure


def _arrow(axis: Axes, top: float, bottom: float) -> None:
    middle = PAGE / 2
    corners = [(middle - 24, top), (middle + 24, top), (middle, bottom)]
    axis.add_patch(Polygon(corners, facecolor=NAVY, lw=0))


def _text(chapter: Chapter, row: pd.Series, width: float, size: float) -> str:
    return wrapped(pieces(row, chapter.language), width - 16, size, bold=True)


def keys_in_words(chapter: Chapter, table: pd.DataFrame) -> str:
    """Tell what the figure of the two keys says."""
    name = table.set_index("part")[f"name_{chapter.language}"]
    ways = [name[part] for part in name.index if part.startswith("way")]
    return words(
        "alternative.keys",
        chapter.language,
        keys=joined([name["digital"], name["open"]], chapter.language),
        ways=", ".join(ways),
        outcome=name["outcome"],
    )


def house(chapter: Chapter) -> Figure:
    """Draw vision, goals, the three strategies with their tactics, and the indicators below."""
    pillars = _pillars(chapter)
    heights = _row_heights(pillars)
    base = _base(chapter)
    foot = height_of(base, SIZE)
    figure, axis = canvas(foot + sum(heights) + GAP * (len(heights) + 3) + GOAL + ROOF)
    box(axis, (0, 0, PAGE, foot), base, size=SIZE, fill="#e8e8e8")
    bottom = foot + GAP
    _draw_pillars(axis, pillars, heights, bottom)
    bottom += sum(heights) + GAP * len(heights)
    _draw_goals(chapter, axis, bottom)
    _draw_roof(chapter, axis, bottom + GOAL + GAP)
    return figure


def _pillars(chapter: Chapter) -> list[list[str]]:
    """Return for each strategy its name and those of its tactics, in lines that fit."""
    width = (PAGE - 2 * GAP) / 3 - 10
    tactics = strategy.listed("tactics")
    return [
        [wrapped([f"{row['strategy']}. ", *pieces(row, chapter.language)], width, SIZE, bold=True)]
        + [
            wrapped([f"{tactic['tactic']} ", *pieces(tactic, chapter.language)], width, SIZE)
            for _, tactic in tactics[tactics["strategy"] == row["strategy"]].iterrows()
        ]
        for _, row in strategy.listed("strategies").iterrows()
    ]


def _row_heights(pillars: list[list[str]]) -> list[float]:
    """Return the height of each row of boxes, from the top; a missing box needs none."""
    rows = max(map(len, pillars))
    return [
        max(height_of(texts[row], SIZE) for texts in pillars if row < len(texts))
        for row in range(rows)
    ]


def _draw_pillars(
    axis: Axes, pillars: list[list[str]], heights: list[float], bottom: float
) -> None:
    width = (PAGE - 2 * GAP) / 3
    for place, texts in enumerate(pillars):
        left = place * (width + GAP)
        top = bottom + sum(heights) + GAP * (len(heights) - 1)
        for row, text in enumerate(texts):
            # The last tactic of a strategy with fewer reaches down to the base.
            is_last = row == len(texts) - 1
            height = top - bottom if is_last else heights[row]
            look = {"fill": TINTS[place]}
            if row == 0:
                look = {"fill": PILLARS[place], "colour": "white", "bold": True}
            box(axis, (left, top - height, width, height), text, size=SIZE, **look)
            top -= height + GAP


def _draw_goals(chapter: Chapter, axis: Axes, bottom: float) -> None:
    aims = strategy.listed("aims").set_index("aim")
    half = (PAGE - GAP) / 2
    for left, aim in ((0, "digital"), (half + GAP, "open")):
        text = _text(chapter, aims.loc[aim], half, 12)
        box(axis, (left, bottom, half, GOAL), text, size=12, fill="#c9d9e6", bold=True)


def _draw_roof(chapter: Chapter, axis: Axes, bottom: float) -> None:
    corners = [(0, bottom), (PAGE / 2, bottom + ROOF), (PAGE, bottom)]
    axis.add_patch(Polygon(corners, facecolor=NAVY, lw=0))
    vision = strategy.listed("aims").set_index("aim").loc["vision"]
    text = _text(chapter, vision, 208, 11.5)
    style = {"ha": "center", "color": "white"}
    write_lines(axis, (PAGE / 2, bottom + 26), text, 11.5, fontweight="bold", **style)
    title = words("house.vision", chapter.language)
    write_lines(axis, (PAGE / 2, bottom + 68), title, 10.5, **style)


def _base(chapter: Chapter) -> str:
    """Return the indicators of the whole with their targets, one a line."""
    table = strategy.success_indicators()
    whole = table[table["list_exhibit"] == "6-K"]
    texts = [
        f"{short_name(indicator, chapter.language)}: {row[f'target_{chapter.language}']}"
        for indicator, row in whole.iterrows()
    ]
    parts = [wrapped([f"{word} " for word in text.split(" ")], PAGE - 12, SIZE) for text in texts]
    return "\n".join([words("house.indicators", chapter.language), *parts])


def house_in_words(chapter: Chapter) -> str:
    """Tell what the strategy house says, from the roof down."""
    language = chapter.language
    aims = strategy.listed("aims").set_index("aim")[f"name_{language}"]
    tactics = names_in_words(chapter, strategy.listed("tactics")).replace(". ", " ")
    return words(
        "alternative.house",
        language,
        vision=aims["vision"],
        goals=joined([aims["digital"], aims["open"]], language),
        strategies=names_in_words(chapter, strategy.listed("strategies")),
        tactics=tactics,
    )
