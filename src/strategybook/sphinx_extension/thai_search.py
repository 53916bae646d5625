"""Search in Thai, which writes no spaces between words and vowels above, below and around letters.

Sphinx cuts Thai at every vowel and tone mark. Here a run of Thai is cut into character clusters
(a consonant with the marks that go with it), and every two and every three neighbouring clusters
are indexed: no dictionary is needed, and a word is found in the middle of a sentence.

Groups of three tell words apart. Groups of two are there for queries of two clusters, such as
the word for Thailand: Sphinx looks inside indexed groups only where none equals the query.
"""

import json
import re

from sphinx.search.en import SearchEnglish

SIZES = (2, 3)
# One rule for Python and JavaScript; only the letters of other scripts are spelt differently.
THAI = r"[\u0e01-\u0e3a\u0e40-\u0e4e]"
CLUSTER = rf"[\u0e40-\u0e44]?[\u0e01-\u0e2e][\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]*|{THAI}"
WORD = rf"{THAI}+|(?:(?!{THAI})LETTER)+"
_WORD = re.compile(WORD.replace("LETTER", r"\w"))
_CLUSTER = re.compile(CLUSTER)

_JAVASCRIPT = """
function splitQuery(query) {
  const groups = (clusters) =>
    clusters.length < SIZES[0]
      ? [clusters.join("")]
      : SIZES.flatMap((size) =>
          clusters
            .slice(0, Math.max(0, clusters.length - size + 1))
            .map((_, start) => clusters.slice(start, start + size).join("")));
  return (query.match(WORD) || []).flatMap((word) =>
    THAI.test(word) ? groups(word.match(CLUSTER)) : [word]);
}
"""


def split(text: str) -> list[str]:
    """Return what is indexed of `text`: words of other scripts, and groups of Thai clusters.

    A run of Thai shorter than a group of two clusters is kept whole.
    """
    return [
        group
        for word in _WORD.findall(text)
        for group in (_groups(_CLUSTER.findall(word)) if re.match(THAI, word) else [word])
    ]


def _groups(clusters: list[str]) -> list[str]:
    if len(clusters) < min(SIZES):
        return ["".join(clusters)]
    return [
        "".join(clusters[start : start + size])
        for size in SIZES
        for start in range(len(clusters) - size + 1)
    ]


def javascript() -> str:
    """Return `splitQuery` for Sphinx's search page: the same as `split`."""
    patterns = {
        "THAI": (THAI, "u"),
        "CLUSTER": (CLUSTER, "gu"),
        "WORD": (WORD.replace("LETTER", r"[\p{L}\p{N}_]"), "gu"),
    }
    constants = [f"const SIZES = {json.dumps(SIZES)};"] + [
        f"const {name} = new RegExp({json.dumps(pattern)}, {json.dumps(flags)});"
        for name, (pattern, flags) in patterns.items()
    ]
    return "\n".join(constants) + _JAVASCRIPT


class ThaiSearch(SearchEnglish):
    """Sphinx's search for Thai pages; English words in them are found as on English pages."""

    lang = "th"
    language_name = "Thai"
    js_splitter_code = javascript()

    def split(self, input: str) -> list[str]:
        """See `split` of this module."""
        return split(input)

    def stem(self, word: str) -> str:
        """Return the stem of an English word; Thai has none, and is most of what is asked."""
        return word if re.match(THAI, word) else super().stem(word)
