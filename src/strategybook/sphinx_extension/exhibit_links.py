"""Links to the strategy's exhibits by their keys, on whatever page each one is."""

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxRole
from sphinx.util.nodes import make_refnode

from strategybook.sphinx_extension.exhibits import exhibit

TYPE = "exhibit-key"


class ExhibitLink(SphinxRole):
    """`` {exhibitlink}`4.2.2-P` ``: the key, linked to its exhibit if a page has it."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a reference that is resolved when all pages are read."""
        reference = pending_xref("", refdomain="", reftype=TYPE, reftarget=self.text)
        reference += nodes.inline("", self.text, classes=["exhibit-key"])
        self.set_source_info(reference)
        return [reference], []


def _places(env: BuildEnvironment) -> dict[str, tuple[str, str]]:
    """Return the page and the id of each exhibit's key."""
    if not hasattr(env, "exhibit_places"):
        env.exhibit_places = {}
    return env.exhibit_places


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Remember the exhibits of a page that was read."""
    for node in doctree.findall(exhibit):
        if node["key"]:
            _places(app.env)[node["key"]] = (app.env.docname, node["ids"][0])


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget the exhibits of a page that is to be read again."""
    env.exhibit_places = {key: place for key, place in _places(env).items() if place[0] != docname}


def merge(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
    """Take the exhibits of pages that another process read."""
    _places(env).update(
        {key: place for key, place in _places(other).items() if place[0] in docnames}
    )


def resolve(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.Node
) -> nodes.Node | None:
    """Return the link to an exhibit, or its key alone where no page has it."""
    if node["reftype"] != TYPE:
        return None
    if node["reftarget"] not in _places(env):
        return content
    page, place = _places(env)[node["reftarget"]]
    return make_refnode(app.builder, node["refdoc"], page, place, content)


def setup(app: Sphinx) -> None:
    """Add the role, and collect and resolve the keys."""
    app.add_role("exhibitlink", ExhibitLink())
    app.connect("doctree-read", collect)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("missing-reference", resolve)
