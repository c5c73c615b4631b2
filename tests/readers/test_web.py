import gzip
import socket

import pytest

from quoteattr.documents import Document
from quoteattr.errors import ReadError
from quoteattr.readers import Columns, ReadOptions, Skipped, read, read_all, web
from tests.readers.conftest import Answer, Site

HERE = ReadOptions(allow_private=True)
PAGE = "<html><body><article><p>“It is unsafe,” Zoé Ruiz said.</p></article></body></html>"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def one(address: str, options: ReadOptions = HERE) -> Document:
    (document,) = read(address, options)
    return document


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html; charset=utf-8", PAGE.encode()),
        ("text/html", PAGE.encode("cp1252")),
        ("text/html; charset=no-such", PAGE.encode("cp1252")),
        ("text/plain", "“It is unsafe,” Zoé Ruiz said.".encode()),
        ("text/markdown", "“It is *unsafe*,” Zoé Ruiz said.".encode()),
        ("text/csv", 'story,desk\n"“It is unsafe,” Zoé Ruiz said.",News\n'.encode()),
    ],
)
def test_page(site: Site, kind: str, body: bytes) -> None:
    address = site.page("/page", body, kind=kind)
    document = one(
        address, ReadOptions(allow_private=True, columns=Columns({"text": "story"} if "csv" in kind else {}))
    )
    assert document.text == "“It is unsafe,” Zoé Ruiz said."
    assert (document.address or "").split("#")[0] == address


def test_encoding_that_the_server_names(site: Site) -> None:
    page = PAGE.replace("Zoé", "Łuk").encode("iso-8859-2", "xmlcharrefreplace")
    assert "Łuk Ruiz" in one(site.page("/latin", page, kind="text/html; charset=iso-8859-2")).text


def test_says_who_asks(site: Site) -> None:
    one(site.page("/page", PAGE))
    assert {agent.split("/")[0] for _, agent in site.asked if agent} == {"quoteattr"}


def test_redirects_are_followed_and_the_document_has_the_address_that_was_given(site: Site) -> None:
    site.page("/end", PAGE)
    site.redirect("/middle", "/end", status=301)
    address = site.redirect("/start", f"{site.url}/middle", status=307)
    assert one(address).address == address


@pytest.mark.parametrize(
    ("target", "message"),
    [("/start", "redirects more than 5 times"), ("file:///etc/passwd", "which is not a web address")],
)
def test_redirects_that_lead_nowhere(site: Site, target: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        one(site.redirect("/start", target))


def test_errors_name_the_address(site: Site) -> None:
    with pytest.raises(ReadError, match=r"/gone: the server answered 410"):
        one(site.page("/gone", b"gone", status=410))


def test_size_limit(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LARGEST_PAGE", 1000)
    with pytest.raises(ReadError, match="larger than"):
        one(site.page("/large", b"word " * 1000, kind="text/plain"))


def test_a_page_that_unpacks_to_gigabytes_is_given_up_at_the_size_limit(site: Site) -> None:
    bomb = gzip.compress(b" " * 200_000_000, 9)
    address = site.page("/bomb", bomb, kind="text/plain", headers={"Content-Encoding": "gzip"})
    with pytest.raises(ReadError, match="larger than 20 MB"):
        one(address)


def test_a_server_that_sends_a_byte_at_a_time_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "SLOWEST", 0.2)
    with pytest.raises(ReadError, match="still sending after"):
        one(site.page("/slow", b"word " * 20_000, kind="text/plain", pieces=100, pause=0.05))


def test_a_server_that_does_not_answer(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "TIMEOUT", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(ReadError, match="no answer within"):
            one(f"http://127.0.0.1:{silent.getsockname()[1]}/")


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "http://", "http://[bad", "http://no such host/"])
def test_no_answer(address: str) -> None:
    with pytest.raises(ReadError, match=r"cannot be reached|not a web address"):
        one(address)


ROBOTS = {
    "refused": (Answer(b"User-agent: *\nDisallow: /*.html$"), "robots.txt asks programs not to"),
    "refused by name": (Answer(b"User-agent: quoteattr\nDisallow: /\n"), "robots.txt asks programs not to"),
    "out of order": (Answer(b"", 503), "robots.txt, which says what may be read, cannot be had"),
}


@pytest.mark.parametrize("case", ROBOTS)
def test_what_robots_txt_refuses_is_not_asked_for(site: Site, case: str) -> None:
    site.pages["/robots.txt"], message = ROBOTS[case]
    with pytest.raises(ReadError, match=message):
        one(site.page("/news/bridge.html", PAGE))
    assert [path for path, _ in site.asked] == ["/robots.txt"]


def test_robots_txt_is_asked_for_once_and_allows_the_rest(site: Site) -> None:
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private/")
    for path in ("/a.html", "/b.html"):
        one(site.page(path, PAGE))
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a.html", "/b.html"]


def test_a_redirect_to_a_page_that_robots_txt_refuses(site: Site) -> None:
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private/")
    site.page("/private/a.html", PAGE)
    with pytest.raises(ReadError, match=r"robots\.txt asks"):
        one(site.redirect("/start", "/private/a.html"))


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title>
<item><title>Bridge closes</title><link>{url}/bridge</link><pubDate>Wed, 04 Mar 2026 10:00:00 GMT</pubDate>
<author>Mia Orr</author><description>The bridge.</description></item>
<item><title>Gone</title><link>{url}/gone</link></item></channel></rss>"""


def test_the_articles_behind_a_feed_are_read_and_get_what_the_feed_knows(site: Site) -> None:
    site.page("/bridge", PAGE)
    address = site.page("/feed", FEED.format(url=site.url), kind="application/rss+xml")
    skipped: list[Skipped] = []
    (document,) = read_all([address], skipped.append, HERE)
    assert (document.text, document.address) == ("“It is unsafe,” Zoé Ruiz said.", f"{site.url}/bridge")
    assert (document.title, document.outlet, document.byline) == ("Bridge closes", "Harbour Post", "Mia Orr")
    assert document.published == "2026-03-04T10:00:00+00:00"
    assert [(found.address, found.reason) for found in skipped] == [
        (f"{site.url}/gone", "the server answered 404 Not Found")
    ]
