"""Block quotes, embedded posts, and names in boxes, as they come to stand in the text."""

import pytest
from lxml.html import document_fromstring

from quoteattr.readers.html import article_of
from quoteattr.readers.mending import mend

BEFORE = "The old bridge will close on Friday, the council said on Monday, after months of talks with the county."
AFTER = "Work starts in May, and a ferry will run until the new bridge opens in the spring of the year after."


def paragraphs(middle: str) -> list[str]:
    """What stands between two ordinary paragraphs of an article."""
    page = f"<!DOCTYPE html><html><body><article><p>{BEFORE}</p>{middle}<p>{AFTER}</p></article></body></html>"
    found = article_of(page).text.split("\n\n")
    return found[found.index(BEFORE) + 1 : found.index(AFTER)]


TWEET = (
    '<div class="social-embed"><blockquote class="twitter-tweet"><p lang="en">The bridge is shut.<br>Take the ferry. '
    '<a href="x">pic.example/1</a></p>&mdash; Mayor Ana Ruiz (@mayorruiz) <a href="y">March 3, 2026</a></blockquote>'
    '</div><script async src="widgets.js"></script>'
)
INSTAGRAM = (
    '<blockquote class="instagram-media"><div><p><a href="x">The last ferry was at noon today.</a></p><p>A post shared '
    "by <a>Tom Hale</a> (@tomhale) on <time>Mar 3, 2026 at 9:00am PST</time></p></div></blockquote>"
)
BLUESKY = (
    '<blockquote class="bluesky-embed"><p>The new bridge is ugly.</p>&mdash; Rhea Cole (<a>@rhea.bsky.example</a>) '
    "<a>March 4, 2026 at 6:00 PM</a></blockquote>"
)


@pytest.mark.parametrize(
    ("post", "lines"),
    [
        (TWEET, ["The bridge is shut.\nTake the ferry. pic.example/1", "— Mayor Ana Ruiz (@mayorruiz) March 3, 2026"]),
        (INSTAGRAM, ["The last ferry was at noon today.", "— Tom Hale (@tomhale) on Mar 3, 2026 at 9:00am PST"]),
        (BLUESKY, ["The new bridge is ugly.", "— Rhea Cole (@rhea.bsky.example) March 4, 2026 at 6:00 PM"]),
    ],
    ids=["twitter", "instagram", "bluesky"],
)
def test_an_embedded_post_stays_with_its_author(post: str, lines: list[str]) -> None:
    assert paragraphs(post) == lines


def test_a_post_that_names_nobody_stays_as_it_is() -> None:
    assert paragraphs('<blockquote class="twitter-tweet"><p>The bridge is shut.</p></blockquote>') == [
        "The bridge is shut."
    ]


def test_a_block_quote_that_is_announced_gets_marks() -> None:
    block = "<blockquote><p>Every bolt was <b>rusted</b>.</p><p>Not once did they <i>answer</i></p></blockquote>"
    said = "Mayor Ana Ruiz wrote to the residents of the town on Monday:"
    assert paragraphs(f"<p>{said}</p>{block}") == [said, "“Every bolt was rusted.", "“Not once did they answer”"]
    assert paragraphs(block) == ["Every bolt was rusted.", "Not once did they answer"]


def test_a_block_quote_with_marks_gets_none() -> None:
    said = "Mayor Ana Ruiz wrote to the residents of the town on Monday:"
    assert paragraphs(f"<p>{said}</p><blockquote><p>“We are late.”</p></blockquote>")[1] == "“We are late.”"


def test_the_author_line_below_an_announced_block_gets_no_mark() -> None:
    said = "The director of the ferry wrote to the residents of the town:"
    block = "<blockquote><p>We sail at noon.</p><footer>— Rhea Cole, director</footer></blockquote>"
    assert paragraphs(f"<p>{said}</p>{block}")[1:] == ["“We sail at noon.”", "— Rhea Cole, director"]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p><a>Ana Ruiz</a><span><span>Ana Maria Ruiz</span><span>Mayor of Norvane</span></span> said no.</p>",
         "Ana Ruiz Ana Maria Ruiz Mayor of Norvane said no."),
        ("<p>Mayor Ana Ruiz<span>Head of Town</span> said no.</p>", "Mayor Ana Ruiz Head of Town said no."),
        ("<p><span>T</span><span>he bridge</span> is shut.</p>", "The bridge is shut."),
        ("<p><span>Harbour</span><span>Post</span> is a paper.</p>", "HarbourPost is a paper."),
        ("<p>Mc<span>Donald of Norvane</span> said no.</p>", "McDonald of Norvane said no."),
    ],
)  # fmt: skip
def test_names_in_boxes_do_not_run_into_each_other(markup: str, words: str) -> None:
    page = document_fromstring(f"<html><body>{markup}</body></html>")
    mend(page)
    assert " ".join(page.text_content().split()) == words
