import pytest

from quoteattr.errors import ReadError
from quoteattr.readers.html import read_html

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="{charset}"><title>Bridge closes | Harbour Post</title>
<meta property="og:site_name" content="Harbour Post"><meta property="og:title" content="Bridge closes for good">
<meta name="author" content="Mia Orr"><meta property="article:published_time" content="2026-03-04T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Bridge closes for good</h1>{body}</article>
<footer>Copyright Harbour Post. All rights reserved.</footer></body></html>"""
BODY = """<p>The old bridge will close on Friday, the council said on Monday.</p>
<p>“It is not safe,” said <a href="/ruiz">Mayor Ana <b>Ruiz</b></a>.</p>
<blockquote><p>Every bolt was rusted through. I would not drive my own car on it.</p><p>Not even once.</p>
<footer>— <cite>Rhea Cole, director</cite></footer></blockquote>
<p>Work starts in May,<br>and a ferry will run. She called it <q>our <i>last</i></q> chance.</p>
<ul><li>“One,” said Bo Lind.</li><li>A second lane will follow in the autumn.</li></ul>"""
PARAGRAPHS = [
    "Bridge closes for good",
    "The old bridge will close on Friday, the council said on Monday.",
    "“It is not safe,” said Mayor Ana Ruiz.",
    "“Every bolt was rusted through. I would not drive my own car on it.",
    "“Not even once.”",
    "— Rhea Cole, director",
    "Work starts in May,\nand a ferry will run. She called it “our last” chance.",
    "“One,” said Bo Lind.",
    "A second lane will follow in the autumn.",
]


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-15"])
def test_article_and_metadata(charset: str) -> None:
    page = PAGE.format(charset=charset, body=BODY)
    (document,) = read_html(page.encode(charset, "xmlcharrefreplace"))
    assert document.text.split("\n\n") == PARAGRAPHS
    assert (document.title, document.outlet) == ("Bridge closes for good", "Harbour Post")
    assert (document.byline, document.published, document.language) == ("Mia Orr", "2026-03-04", "en")


def test_a_page_that_states_nothing_has_no_metadata() -> None:
    body = "<p>The old bridge will close on Friday, the council said on Monday, after 12 March 2019.</p>"
    (document,) = read_html(f"<html><body><article>{body}</article></body></html>".encode())
    assert (document.outlet, document.byline, document.published, document.language) == (None, None, None, None)


@pytest.mark.parametrize("page", ["<html><body><script>1</script></body></html>", "<html></html>", "<!doctype html>"])
def test_no_article(page: str) -> None:
    with pytest.raises(ReadError, match="no article"):
        list(read_html(page.encode()))


def test_damaged_markup_is_read() -> None:
    (document,) = read_html(PAGE.format(charset="utf-8", body=BODY)[:-120].replace("</p>", "").encode())
    assert "“It is not safe,” said Mayor Ana Ruiz." in document.text
