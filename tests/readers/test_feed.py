import pytest

from quoteattr.documents import Document
from quoteattr.errors import ReadError
from quoteattr.readers import Linked, Skipped
from quoteattr.readers.feed import read_feed

LONG = (
    "<p>“It is unsafe,” said Ana Ruiz.</p><ul><li>One.</li></ul>" + "<p>Nobody may cross the old bridge now.</p>" * 20
)
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Post</title><language>en-gb</language>
<item><title>Bridge closes</title><link>https://example.org/bridge</link><dc:creator>Mia Orr</dc:creator>
<pubDate>Wed, 04 Mar 2026 10:00:00 GMT</pubDate><description>A teaser.</description>
<content:encoded><![CDATA[{LONG}<script>alert(1)</script>]]></content:encoded></item>
<item><title>Ferry</title><link>https://example.org/ferry</link>
<description>A ferry &lt;b&gt;runs&lt;/b&gt;.</description></item>
<item><title>Nothing</title></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Bay Weekly</title><entry><title>Bridge closes</title>
<link href="https://example.org/bridge"/><updated>2026-03-04T10:00:00Z</updated><author><name>Mia Orr</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{LONG}</div></content></entry></feed>"""


def test_entries_of_rss() -> None:
    whole, teaser, empty = read_feed(RSS.encode())
    assert isinstance(whole, Document)
    assert whole.text.split("\n\n")[:3] == [
        "“It is unsafe,” said Ana Ruiz.", "One.", "Nobody may cross the old bridge now.",
    ]  # fmt: skip
    assert "alert" not in whole.text
    assert (whole.title, whole.outlet, whole.byline) == ("Bridge closes", "Harbour Post", "Mia Orr")
    assert (whole.published, whole.language) == ("Wed, 04 Mar 2026 10:00:00 GMT", "en")
    assert isinstance(teaser, Linked)
    assert (teaser.address, teaser.document.text) == ("https://example.org/ferry", "A ferry runs.")
    assert empty == Skipped("#3", "the entry has neither text nor a link")


def test_entries_of_atom() -> None:
    (found,) = read_feed(ATOM.encode())
    assert isinstance(found, Document)
    assert found.text.startswith("“It is unsafe,” said Ana Ruiz.\n\nOne.")
    assert (found.outlet, found.byline, found.published) == ("Bay Weekly", "Mia Orr", "2026-03-04T10:00:00Z")


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("<note>No feed.</note>", "not an RSS or Atom feed"),
        ('<rss version="2.0"><channel><title>x</title></channel></rss>', "no entries"),
        (f'<?xml version="1.0"?>{BOMB}<rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>',
         "defines entities"),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel>&a;</channel></rss>', "defines entities"),
    ],
)  # fmt: skip
def test_refused(data: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        list(read_feed(data.encode()))


def test_a_feed_whose_content_names_a_file_is_not_opened() -> None:
    with pytest.raises(ReadError, match="not an RSS or Atom feed"):
        list(read_feed(b"/etc/passwd"))
