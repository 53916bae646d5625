"""Claims: the strategy's sentences tested as of the strategy and since."""

from pathlib import Path
from typing import Annotated

from pytask import Product

from strategybook import paths
from strategybook.pipeline import dependencies
from strategybook.pipeline.nodes import FilesNode, FolderNode
from strategybook.pipeline.run import Run

CODE = FilesNode("code", dependencies.files_behind_data(Path(__file__)))

if Run.from_environment().is_the_book:

    def task_claims(
        raw: Path = FolderNode(paths.RAW),
        code: FilesNode = CODE,
        claims: Annotated[Path, Product] = paths.PROCESSED / "claims.csv",
        changes: Annotated[Path, Product] = paths.PROCESSED / "claim_changes.csv",
    ) -> None:
        """Every claim with what has become of it, and the editions that turned one."""
        from strategybook import observations
        from strategybook.claims import check, table
        from strategybook.files import write_text

        found = check.findings(observations.collect())
        for made, product in ((table.table(found), claims), (table.changes(found), changes)):
            write_text(product, made.to_csv(index=False, lineterminator="\n"))
