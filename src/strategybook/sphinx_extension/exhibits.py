"""The exhibit around a figure or table, the links to it and from it to the code that made it."""

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import ReferenceRole, SphinxDirective, SphinxRole

from strategybook.language import words

logger = logging.getLogger(__name__)


class exhibit(nodes.General, nodes.Element):
    """A figure or table with its source and its links; `key` is the strategy's, or empty."""


class Exhibit(SphinxDirective):
    """`:::{exhibit} KEY` with `:name: NAME`: the content, as exhibit NAME of the page."""

    has_content = True
    optional_arguments = 1
    option_spec = {"name": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return the exhibit with its parsed content."""
        node = exhibit(key="".join(self.arguments), name=self.options["name"])
        node["ids"].append(f"exhibit-{node['name']}")
        if node["key"]:
            place = self.env.docname, node["ids"][0]
            self.env.get_domain("std").anonlabels[_label(node["key"])] = place
        self.set_source_info(node)
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class ExhibitLink(ReferenceRole):
    """`` {exhibit-link}`KEY` `` or `` {exhibit-link}`words <KEY>` ``: a link to the exhibit KEY.

    It leads to whichever page shows the exhibit; where none does, words say so in its place.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link; Sphinx finds its target when it has read all pages."""
        classes = [] if self.has_explicit_title else ["key"]
        node = pending_xref(
            "",
            nodes.inline("", self.title, classes=classes),
            refdomain="std",
            reftype="ref",
            reftarget=_label(self.target),
            refexplicit=True,
            refwarn=False,
            exhibit=self.target,
        )
        self.set_source_info(node)
        return [node], []


def _label(key: str) -> str:
    return f"exhibit {key}".lower()


def _say_not_here(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.TextElement
) -> nodes.TextElement | None:
    """Return the words of a link to an exhibit that no page shows."""
    if "exhibit" not in node:
        return None
    absent = words("site.exhibit_absent", app.config.language)
    return nodes.inline("", f"{content.astext()} ({absent})", classes=["absent"])


class CodeLink(SphinxRole):
    """`` {codelink}`Code <NAME>` ``: a link to the code cell that shows exhibit NAME."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link; `LabelCode` makes its target."""
        text, _, name = self.text.rstrip(">").rpartition("<")
        node = nodes.reference("", text.strip(), refid=f"code-{name.strip()}", internal=True)
        self.set_source_info(node)
        return [node], []


class LabelCode(SphinxTransform):
    """Give the code of each cell the ids `code-NAME` of the exhibits in its output."""

    default_priority = 500

    def apply(self, **kwargs: object) -> None:
        """Label the code, and warn where a link leads to no code."""
        for node in self.document.findall(exhibit):
            code = _code_of(node)
            if code is not None:
                code["ids"].append(f"code-{node['name']}")
        ids = {id_ for node in self.document.findall(nodes.container) for id_ in node["ids"]}
        for link in self.document.findall(nodes.reference):
            if link.get("refid", "").startswith("code-") and link["refid"] not in ids:
                logger.warning("no cell shows the code #%s", link["refid"], location=link)


def _code_of(node: nodes.Node) -> nodes.container | None:
    """Return the source of the code cell whose output holds `node`."""
    while node is not None and node.get("nb_element") != "cell_code":
        node = node.parent if isinstance(node.parent, nodes.Element) else None
    if node is None or node[0].get("nb_element") != "cell_code_source":
        return None
    return node[0]


def _open(writer: object, node: exhibit) -> None:
    key = {"data-exhibit": node["key"]} if node["key"] else {}
    writer.body.append(writer.starttag(node, "div", CLASS="exhibit", **key))


def _close(writer: object, node: exhibit) -> None:
    writer.body.append("</div>\n")


def _content_alone(writer: object, node: exhibit) -> None:
    """Other formats than HTML show the content and nothing around it."""


def _number_by_page(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Number the figures and the tables of each page from 1.

    Sphinx numbers them through the whole book where chapters have no numbers: a new table would
    change the number of all that come after it.
    """
    for kinds in env.toc_fignumbers.values():
        for numbers in kinds.values():
            numbers.update({name: (place,) for place, name in enumerate(numbers, 1)})
    return []


def setup(app: Sphinx) -> None:
    """Add the directive, the roles, the labels of code cells and the numbers of captions."""
    others = dict.fromkeys(("latex", "text", "man", "texinfo"), (_content_alone, _content_alone))
    app.add_node(exhibit, html=(_open, _close), **others)
    app.add_directive("exhibit", Exhibit)
    app.add_role("codelink", CodeLink())
    app.add_role("exhibit-link", ExhibitLink())
    app.connect("missing-reference", _say_not_here)
    app.connect("env-get-updated", _number_by_page, priority=900)  # after Sphinx's own numbering
    app.add_transform(LabelCode)
