"""Boxes of words for drawn figures: text that breaks into lines, also in Thai, and fits."""

import functools

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Circle, FancyBboxPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from strategybook.show.svg import WIDTH, new_figure, prepare

PAGE = WIDTH * 72  # width of a figure in points, which are the units of a canvas
LINE_HEIGHT = 1.4
PADDING = 6


def canvas(height: float) -> tuple[Figure, Axes]:
    """Return an empty figure, its units points from the lower left corner."""
    figure, axis = new_figure(height / 72)
    figure.set_layout_engine("none")
    axis.set_position([0, 0, 1, 1])
    axis.set_axis_off()
    axis.set_xlim(0, PAGE)
    axis.set_ylim(0, height)
    return figure, axis


def pieces(row: pd.Series, language: str) -> list[str]:
    """Return a name in pieces between which a line may break.

    Thai writes no spaces between words: the register has the name with `|` between them.
    """
    if language == "th":
        return row["words_th"].split("|")
    return [f"{word} " for word in row[f"name_{language}"].split(" ")]


def wrapped(parts: list[str], width: float, size: float, *, bold: bool = False) -> str:
    """Return pieces as lines no wider than `width` points at a font size."""
    lines = [""]
    for part in parts:
        if lines[-1] and _width((lines[-1] + part).rstrip(), size, bold) > width:
            lines.append("")
        lines[-1] += part
    return "\n".join(line.strip() for line in lines)


@functools.cache
def _width(text: str, size: float, bold: bool) -> float:
    prepare()
    font = FontProperties(family="Sarabun", weight="bold" if bold else "normal")
    outline = TextPath((0, 0), text, size=size, prop=font)
    # Between the outlines' own points; exact extents of their curves take far longer.
    across = outline.vertices[outline.codes != Path.CLOSEPOLY, 0] if text else np.zeros(1)
    return float(np.ptp(across))


def height_of(text: str, size: float) -> float:
    """Return how many points lines of text need in a box."""
    return (text.count("\n") + 1) * size * LINE_HEIGHT + 2 * PADDING


def box(axis: Axes, place: tuple[float, float, float, float], text: str, **look: object) -> None:
    """Draw a box (left, bottom, width, height) with text in its middle.

    `look` has `size` of the font, `fill`, and if need be `colour` of the text and `bold`.
    """
    left, bottom, width, height = place
    shape = FancyBboxPatch(
        (left, bottom), width, height, boxstyle="round,pad=0,rounding_size=4", lw=0
    )
    shape.set_facecolor(look["fill"])
    axis.add_patch(shape)
    write_lines(
        axis,
        (left + width / 2, bottom + height / 2),
        text,
        look["size"],
        ha="center",
        color=look.get("colour", "black"),
        fontweight="bold" if look.get("bold") else "normal",
    )


def write_lines(
    axis: Axes, middle: tuple[float, float], text: str, size: float, **style: object
) -> None:
    """Write lines of text around the height of a point, evenly, whatever marks Thai has."""
    lines, step = text.split("\n"), size * LINE_HEIGHT
    top = middle[1] + (len(lines) / 2 - 0.5) * step - size / 3
    for number, line in enumerate(lines):
        axis.text(middle[0], top - number * step, line, va="baseline", fontsize=size, **style)


def numbered_list(names: list[list[str]], colours: list[str], size: float = 13) -> Figure:
    """Draw names (each in pieces) as a list with their numbers in discs."""
    radius, gap = 14, 8
    texts = [wrapped(name, PAGE - 3.4 * radius, size) for name in names]
    heights = [max(height_of(text, size), 2 * radius + PADDING) for text in texts]
    figure, axis = canvas(sum(heights) + gap * (len(heights) - 1))
    top = axis.get_ylim()[1]
    for number, (text, height, colour) in enumerate(zip(texts, heights, colours, strict=True), 1):
        _numbered(axis, number, text, (top, height, radius, colour, size))
        top -= height + gap
    return figure


def _numbered(axis: Axes, number: int, text: str, look: tuple) -> None:
    top, height, radius, colour, size = look
    middle = top - height / 2
    back = FancyBboxPatch(
        (radius, top - height), PAGE - radius, height, boxstyle="round,pad=0,rounding_size=4", lw=0
    )
    back.set_facecolor("#eef3f7")
    axis.add_patch(back)
    axis.add_patch(Circle((radius, middle), radius, facecolor=colour, lw=0))
    disc = {"ha": "center", "color": "white", "fontweight": "bold"}
    write_lines(axis, (radius, middle), str(number), size, **disc)
    write_lines(axis, (2.6 * radius, middle), text, size)
