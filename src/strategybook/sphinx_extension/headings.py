"""Headings: the label written before one is its id, so that both languages share their ids."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

logger = logging.getLogger(__name__)


class LabelSections(SphinxTransform):
    """Make the label of each section its only id, in place of one made from the heading.

    An id made from a Thai heading is `id1`, `id2`, ...: it would move with every new heading.
    """

    default_priority = 500  # after docutils has given labels to sections, before Sphinx lists them

    def apply(self, **kwargs: object) -> None:
        """Label the sections, and warn of each one without a label."""
        for section in self.document.findall(nodes.section):
            labels = [
                self.document.nameids[name]
                for name in section["names"]
                if self.document.nametypes.get(name)
            ]
            if labels:
                section["ids"] = labels
            else:
                heading = section[0].astext()
                logger.warning(
                    "the heading %r has no label: write (a-label)= on the line before it, "
                    "the same in both languages",
                    heading,
                    location=section,
                )


def setup(app: Sphinx) -> None:
    """Add the labels of sections."""
    app.add_transform(LabelSections)
