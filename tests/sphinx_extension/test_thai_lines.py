"""Thai words that browsers would break are kept whole, and nothing else is touched."""

import pytest

from strategybook import paths
from strategybook.sphinx_extension.thai_lines import WORDS, kept_whole


def test_words_are_kept_whole_wherever_they_stand_between_tags():
    assert kept_whole('ร้อยละ<b title="ร้อยละ">ดีขึ้น</b>') == (
        '<span class="whole">ร้อยละ</span><b title="ร้อยละ"><span class="whole">ดีขึ้น</span></b>'
    )


@pytest.mark.parametrize(
    "element",
    [
        "<script>\nconst word = '<b>ร้อยละ</b>';\n</script>",
        "<style>p::before { content: 'ร้อยละ' }</style>",
        '<pre class="code"><span>ร้อยละ</span>\n ดีขึ้น</pre>',
    ],
)
def test_programs_and_text_of_fixed_lines_stay_as_they_are(element):
    assert kept_whole(f"<p>{element}</p>") == f"<p>{element}</p>"


@pytest.mark.parametrize("word", WORDS)
def test_every_word_of_the_list_is_in_the_book(word, thai_book):
    assert word in thai_book


@pytest.fixture(scope="module")
def thai_book():
    """The text of every Thai page, as executed."""
    pages = [file for form in ("md", "ipynb") for file in (paths.BOOK / "th").glob(f"*.{form}")]
    return "".join(page.read_text(encoding="utf-8") for page in pages)
