"""Write figures as SVG: the same bytes each time, the book's own font, sizes fit for a phone."""

import functools
import io
from pathlib import Path

import fontpkg_sarabun
import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure

from strategybook.files import write_bytes

# Okabe and Ito's palette, which colour-blind readers can tell apart
# (https://jfly.uni-koeln.de/color/).
BLUE, ORANGE, GREEN, VERMILION, PURPLE, SKY = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#D55E00",
    "#CC79A7",
    "#56B4E9",
)
GREY = "#767676"
# Inches: as wide as a phone's page, so that text keeps its size there.
WIDTH = 4.8


@functools.cache
def prepare() -> None:
    """Set matplotlib to the book's style and font, once."""
    fonts = Path(fontpkg_sarabun.__file__).parent / "files"
    for weight in ("Regular", "Bold"):
        font_manager.fontManager.addfont(fonts / f"Sarabun-{weight}.ttf")
    # A person's own matplotlibrc stays outside.
    mpl.rcdefaults()
    mpl.rcParams.update(
        {
            "font.family": "Sarabun",
            "font.size": 11,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.edgecolor": GREY,
            "axes.titlesize": 11,
            "axes.titleweight": "bold",
            "axes.titlelocation": "left",
            "axes.grid": True,
            "axes.grid.axis": "y",
            "grid.color": "#e3e3e3",
            "lines.linewidth": 2,
            "lines.markersize": 6,
            "legend.frameon": False,
            "svg.fonttype": "path",
        }
    )


def new_figure(height: float, rows: int = 1, columns: int = 1, **options):
    """Return a figure of the book's width and its axes, ready to draw in the book's style.

    The figure belongs to no window, so that it needs no closing.
    """
    prepare()
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    return figure, figure.subplots(rows, columns, **options)


def write(figure: Figure, file: Path) -> None:
    """Write `figure` as SVG, atomically; ids come from the file's name, never from chance."""
    prepare()
    picture = io.BytesIO()
    with mpl.rc_context({"svg.hashsalt": file.stem}):
        figure.savefig(picture, format="svg", metadata={"Date": None, "Creator": None})
    write_bytes(file, picture.getvalue())
