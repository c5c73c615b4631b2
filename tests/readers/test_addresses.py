"""Addresses of private networks are refused: also as numbers, behind names, after redirects and by DNS rebinding."""

import socket
from typing import Any

import pytest

from quoteattr.errors import ReadError
from quoteattr.readers import ReadOptions, read, web
from quoteattr.readers.web import is_public, resolve
from tests.readers.conftest import Site

PAGE = "<html><body><article><p>“It is unsafe,” Zoé Ruiz said.</p></article></body></html>"
REFUSED = "in a private network; use --allow-private"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::a00:1", False),
    ],
)
def test_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://0x7f.1/", "http://[::1]/", "http://0/",
     "http://user@127.0.0.1:80/", "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest/meta-data/"],
)  # fmt: skip
def test_private_addresses_are_refused(address: str) -> None:
    with pytest.raises(ReadError, match=REFUSED):
        web.fetch(address)


def names(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Name resolution that gives these answers, one after the other; the names that were asked for."""
    asked: list[str] = []

    def resolve_in_turn(host: Any, port: Any, *rest: Any, **named: Any) -> list[Any]:
        asked.append(host)
        turn = asked.count("rebinding.example.org")
        address = answers[min(turn, len(answers)) - 1] if host == "rebinding.example.org" else host
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve_in_turn)
    return asked


def test_a_name_of_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, "192.168.1.1")
    with pytest.raises(ReadError, match=r"leads to 192\.168\.1\.1, which is in"):
        web.fetch("http://rebinding.example.org/")


def test_a_name_with_one_private_address_among_open_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *rest, **named: found)
    with pytest.raises(ReadError, match=r"10\.0\.0\.1"):
        resolve("example.org", 80, allow_private=False)


def test_what_was_checked_is_what_is_connected_to(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the second answer for the name is a private address; nobody asks a second time."""
    port = site.url.rsplit(":", 1)[1]
    site.page("/page", PAGE)
    monkeypatch.setattr("quoteattr.readers.web.is_public", lambda address: address == "127.0.0.1")
    asked = names(monkeypatch, "127.0.0.1", "127.0.0.1", "10.9.9.9")
    page = web.fetch(f"http://rebinding.example.org:{port}/page")
    assert page.data == PAGE.encode()
    assert asked.count("rebinding.example.org") == 2  # once for robots.txt, once for the page: each used as resolved


def test_a_redirect_into_a_private_network_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    address = site.redirect("/start", "http://10.0.0.1/admin")
    monkeypatch.setattr("quoteattr.readers.web.is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(ReadError, match=r"leads to 10\.0\.0\.1"):
        list(read(address))


def test_a_feed_that_links_into_a_private_network(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = '<rss version="2.0"><channel><title>X</title><item><link>http://10.0.0.1/</link></item></channel></rss>'
    address = site.page("/feed", feed, kind="application/rss+xml")
    monkeypatch.setattr("quoteattr.readers.web.is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(ReadError, match=r"leads to 10\.0\.0\.1"):
        list(read(address))


def test_allowed_private_addresses_are_read(site: Site) -> None:
    (document,) = read(site.page("/page", PAGE), ReadOptions(allow_private=True))
    assert document.text.startswith("“It is unsafe")
