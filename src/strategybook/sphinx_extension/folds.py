"""Folds: what a page has more of, behind one line that opens it, with no script needed."""

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


class fold(nodes.General, nodes.Element):
    """Content behind a line; `summary` is the line."""


class Fold(SphinxDirective):
    """`:::{fold} What opens it` with `:name: ID`: the content, closed at first."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec = {"name": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return the fold with its parsed content."""
        node = fold(summary=self.arguments[0])
        node["ids"].append(f"fold-{self.options['name']}")
        self.set_source_info(node)
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


def _open(writer: object, node: fold) -> None:
    writer.body.append(writer.starttag(node, "details", CLASS="fold"))
    writer.body.append(f"<summary>{writer.encode(node['summary'])}</summary>\n")


def _close(writer: object, node: fold) -> None:
    writer.body.append("</details>\n")


def _content_alone(writer: object, node: fold) -> None:
    """Other formats than HTML show the content and nothing around it."""


def setup(app: Sphinx) -> None:
    """Add the directive."""
    others = dict.fromkeys(("latex", "text", "man", "texinfo"), (_content_alone, _content_alone))
    app.add_node(fold, html=(_open, _close), **others)
    app.add_directive("fold", Fold)
