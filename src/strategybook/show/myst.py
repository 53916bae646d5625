"""MyST text: what Jupyter Book renders, with directives that are live even in outputs."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$^:@&\"'=%])")


def escape(text: str) -> str:
    """Return `text` so that MyST shows it as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(str(text).split()))
