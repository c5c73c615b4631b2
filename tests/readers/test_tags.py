"""The guard takes time in proportion to the page, at its thresholds as elsewhere, and no attribute hides from it."""

import time
from collections.abc import Callable

import pytest

from quoteattr.errors import ReadError
from quoteattr.readers.feed import OPENING as FEED
from quoteattr.readers.html import MOST_ATTRIBUTES, check_tags, read_html
from quoteattr.readers.html import OPENING as PAGE

ARTICLE = "<p>The old bridge will close on Friday, the council said on Monday.</p>"
SHARES = (0.5, 0.99, 1.01)
WAYS: dict[str, str] = {
    "bare": "a{}",
    "with values": "a{}=1",
    "in quotes": 'a{}="b c"',
    "with brackets in quotes": "a{}='<p>'",
    "without spaces": 'a{}="1"/',
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("share", SHARES)
def test_a_tag_is_refused_from_its_threshold_on(way: str, share: float) -> None:
    tag = f"<p {' '.join(WAYS[way].format(number) for number in range(int(share * MOST_ATTRIBUTES)))}>"
    page = f"<html><body><!-- {tag} --><script>'{tag}'</script>{tag}{ARTICLE}"
    if share > 1:
        with pytest.raises(ReadError, match="thousands of attributes"):
            check_tags(page)
    else:
        check_tags(page)


def test_an_attribute_in_the_value_of_another_tag_counts_as_its_own() -> None:
    """A script may hold what looks like the beginning of a value, which a parser does not see."""
    tag = f"<p {' '.join(f'a{number}' for number in range(2 * MOST_ATTRIBUTES))}>"
    with pytest.raises(ReadError, match="thousands of attributes"):
        check_tags(f"<script>a<b x='</script>{tag}{ARTICLE}")


def test_many_words_without_a_tag_are_no_attributes() -> None:
    words = "The bridge is closed, the council said. " * MOST_ATTRIBUTES
    (document,) = read_html(f"<html><body><article><p>{words}</p></article>".encode())
    assert len(document.text) > len(words) - 10


def seconds(do: Callable[[], object]) -> float:
    """The least of three runs."""
    times = []
    for _ in range(3):
        begin = time.process_time()
        do()
        times.append(time.process_time() - begin)
    return min(times)


def quietly(markup: str) -> None:
    try:
        check_tags(markup)
    except ReadError:
        """Refused, which is an answer too."""


STRETCHES = {
    "text without brackets": "word ",
    "a value": '<p a="',
    "values that open each other": "<p a='",
    "tags that do not end": "<a ",
    "names that do not end": "<a",
    "spaces": "<a        ",
    "equals": "<a = ",
    "text": "a<b ",
}


@pytest.mark.parametrize("piece", STRETCHES.values(), ids=STRETCHES)
@pytest.mark.parametrize("length", [MOST_ATTRIBUTES, 10_000], ids=["attributes", "page"])
@pytest.mark.parametrize("share", SHARES)
def test_the_guard_is_linear(piece: str, length: int, share: float) -> None:
    """Eight times as much takes about eight times as long, where the square would take sixty-four times."""
    short = piece * int(share * length)
    once, more = seconds(lambda: quietly(short)), seconds(lambda: quietly(short * 8))
    assert more < 24 * max(once, 0.001)


@pytest.mark.parametrize("piece", [b"<!-- -->", b"<?xml?>", b"<!--", b"<!-- -- -->"])
def test_many_comments_are_read_in_one_way(piece: bytes) -> None:
    assert PAGE.match(piece * 500 + b"x") is None and FEED.match(piece * 500 + b"x") is None
    assert PAGE.match(b"<!-- a --> <!-- b -->\n<html>") and FEED.match(b"<?xml version='1.0'?><!-- a --> <rss>")
