"""Stacked tables: each cell carries the heading of its column, for phones to show above it."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform


class LabelCells(SphinxTransform):
    """Give the cells of tables of the class `stacked` the words of their headings."""

    default_priority = 500

    def apply(self, **kwargs: object) -> None:
        """Label the cells that say something."""
        for table in self.document.findall(nodes.table):
            if "stacked" in table["classes"]:
                headings = [entry.astext() for entry in next(table.findall(nodes.thead))[0]]
                for row in next(table.findall(nodes.tbody)):
                    _label(row, headings)


def _label(row: nodes.row, headings: list[str]) -> None:
    for entry, heading in zip(row, headings, strict=True):
        if entry.astext():
            entry["data_label"] = heading


def _open(writer: object, node: nodes.entry) -> None:
    """Open a cell as Sphinx does, with its heading as an attribute."""
    type(writer).visit_entry(writer, node)
    if "data_label" in node:
        cell = writer.body[-1]
        label = writer.attval(node["data_label"])
        writer.body[-1] = cell.replace("<td", f'<td data-label="{label}"', 1)


def _close(writer: object, node: nodes.entry) -> None:
    type(writer).depart_entry(writer, node)


def setup(app: Sphinx) -> None:
    """Add the labels of cells."""
    app.add_node(nodes.entry, override=True, html=(_open, _close))
    app.add_transform(LabelCells)
