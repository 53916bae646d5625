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
        """Every claim with its verdicts, and the editions that flipped one."""
        from strategybook import observations
        from strategybook.claims import check
        from strategybook.files import write_text

        found = check.findings(observations.collect())
        for table, product in ((check.check(found), claims), (check.changes(found), changes)):
            write_text(product, table.to_csv(index=False, lineterminator="\n"))
