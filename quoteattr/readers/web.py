"""Web addresses: the bytes of one page.

In: an http(s) address. Out: what the server sends, as UTF-8 where it names another encoding, or a
`ReadError` that says why not::

    page = fetch("https://example.org/news/article.html")

Redirects are followed by hand, because every step has to be one that may be asked (quoteattr.readers.web) and
that robots.txt allows. Certificates are checked; the whole takes no longer than `TIMEOUT` allows.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from functools import lru_cache, partial
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from quoteattr import __version__
from quoteattr.errors import ReadError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, HTTPConnectionPool, ProxyManager

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

# IPv6 addresses that stand for an IPv4 address in their last 32 bits (RFC 6052).
NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))


LARGEST = 512_000  # bytes that are looked at, as RFC 9309 asks for
REFUSED = "the site's robots.txt asks programs not to read it; save the page with a browser and pass the file"
UNKNOWN = "the site's robots.txt, which says what may be read, cannot be had (the server answered {status}); try later"

Get = Callable[[str], tuple[int, bytes]]


Headers = dict[str, str]

ADDRESS = re.compile(r"https?://", re.I)
AGENT = "quoteattr"
USER_AGENT = f"{AGENT}/{__version__} (reads one page when a user asks for it)"
TIMEOUT = 30.0  # seconds without an answer
SLOWEST = 120.0  # seconds for the whole page; a server that sends a byte at a time would hold a run up for ever
LARGEST_PAGE = 20_000_000  # bytes; the largest article pages have a tenth of it
MOST_REDIRECTS = 5
PIECE = 1 << 16
# Content types whose format the bytes do not show, with the suffix of their readers.
SUFFIXES = {
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "text/markdown": ".md",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """What a server sent.

    Attributes:
        data: the content, as UTF-8 where the server names an encoding of text.
        suffix: of the format that the server states, empty when it states none that needs stating.
    """

    data: bytes
    suffix: str


def is_web_address(path: str) -> bool:
    """Whether the path is an http(s) address."""
    return ADDRESS.match(path) is not None


def fetch(address: str, *, allow_private: bool = False) -> WebPage:
    """What the server sends for an address.

    Raises:
        ReadError: there is no answer in time, an error, more than the size limit, or it may not be asked for.
    """
    for _ in range(MOST_REDIRECTS + 1):
        check_robots(address, AGENT, _get_robots(allow_private))
        with _answer(address, allow_private) as answer:
            target = _target(answer)
            if target is None:
                return _page(answer)
        address = urljoin(address, target)
        if not is_web_address(address):
            raise ReadError(f"redirects to {address[:200]!r}, which is not a web address")
    raise ReadError(f"redirects more than {MOST_REDIRECTS} times; check the address")


@lru_cache(maxsize=2)
def _get_robots(allow_private: bool) -> partial[tuple[int, bytes]]:
    """The same function each time, so that what it got is remembered by it."""
    return partial(_get, allow_private=allow_private)


def _get(address: str, allow_private: bool) -> tuple[int, bytes]:
    """Status and content of an address, redirects within the limit followed."""
    for _ in range(MOST_REDIRECTS + 1):
        with _answer(address, allow_private) as answer:
            target = _target(answer)
            if target is None:
                return answer.status, _read(answer)
        address = urljoin(address, target)
    return 404, b""


def _target(answer: "BaseHTTPResponse") -> str | None:
    """Where a server redirects to."""
    return answer.headers.get("Location") if 300 <= answer.status < 400 else None


@contextmanager
def _answer(address: str, allow_private: bool) -> "Iterator[BaseHTTPResponse]":
    """The open answer of a server; every way in which there is none becomes a `ReadError`."""
    from urllib3.exceptions import HTTPError, NewConnectionError, TimeoutError

    try:
        with _pool(address, allow_private) as (pool, target, headers):
            answer = pool.urlopen(
                "GET", target, headers=headers, redirect=False, retries=False, preload_content=False, timeout=TIMEOUT
            )
            try:
                yield answer
            finally:
                answer.close()
    except NewConnectionError as error:  # which urllib3 counts among the timeouts
        raise ReadError(f"cannot be reached: {error}; check the address and the network") from error
    except TimeoutError as error:
        raise ReadError(f"no answer within {TIMEOUT:.0f} seconds; try again later") from error
    except (HTTPError, ValueError, OSError) as error:
        raise ReadError(f"cannot be reached: {error}; check the address and the network") from error


@contextmanager
def _pool(address: str, allow_private: bool) -> "Iterator[tuple[HTTPConnectionPool | ProxyManager, str, Headers]]":
    """Connections to the one machine that may be asked, what to ask it for, and with which headers."""
    from ssl import create_default_context
    from urllib.request import getproxies, proxy_bypass

    from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, ProxyManager
    from urllib3.util import parse_url

    url = parse_url(address)
    if not url.host:
        raise ReadError("this is not a web address; write it as https://example.org/page.html")
    host, scheme = url.host.strip("[]"), url.scheme or "http"
    port = url.port or (443 if scheme == "https" else 80)
    headers = {"Host": url.host if url.port is None else f"{url.host}:{url.port}", "User-Agent": USER_AGENT}
    machine = resolve(host, port, allow_private=allow_private)
    proxy = getproxies().get(scheme)
    if proxy and not proxy_bypass(host):
        with ProxyManager(proxy) as manager:
            yield manager, address, headers
    elif scheme == "http":
        with HTTPConnectionPool(machine, port) as pool:
            yield pool, url.request_uri, headers
    else:
        checked = create_default_context()
        with HTTPSConnectionPool(
            machine, port, ssl_context=checked, server_hostname=host, assert_hostname=host
        ) as pool:
            yield pool, url.request_uri, headers


def _page(answer: "BaseHTTPResponse") -> WebPage:
    if answer.status != 200:
        raise ReadError(f"the server answered {answer.status} {answer.reason or ''}".rstrip())
    data = _read(answer)
    if len(data) > LARGEST_PAGE:
        raise ReadError(f"larger than {LARGEST_PAGE // 1_000_000} MB; save the page and pass the file")
    stated = Message()
    stated["Content-Type"] = answer.headers.get("Content-Type", "")
    kind = stated.get_content_type()
    charset = stated.get_content_charset() if kind.startswith("text/") or kind in SUFFIXES else None
    return WebPage(data=_as_utf8(data, charset) if charset else data, suffix=SUFFIXES.get(kind, ""))


def _read(answer: "BaseHTTPResponse") -> bytes:
    """The content, up to a byte more than the largest that is taken; unpacked a piece at a time."""
    data, end = bytearray(), time.monotonic() + SLOWEST
    for piece in answer.stream(PIECE, decode_content=True):
        data += piece
        if len(data) > LARGEST_PAGE:
            break
        if time.monotonic() > end:
            raise ReadError(f"still sending after {SLOWEST:.0f} seconds; try again later")
    return bytes(data[: LARGEST_PAGE + 1])


def _as_utf8(data: bytes, charset: str) -> bytes:
    """The same text in UTF-8; as it is when the server names an encoding that does not fit."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return data.decode(charset).encode()
        except (ValueError, LookupError):
            pass
    return data


def check_robots(address: str, agent: str, get: Get) -> None:
    """Whether the site lets a page be read.

    Args:
        address: of the page.
        agent: the name under which it is asked for.
        get: status and content of another address.

    Raises:
        ReadError: it does not.
    """
    try:
        place = urljoin(address, "/robots.txt")
    except ValueError as error:
        raise ReadError(f"this is not a web address: {error}") from error
    status, rules = _rules(place, get)
    if status >= 500:
        raise ReadError(UNKNOWN.format(status=status))
    if status < 400 and not _allows(rules, address, agent):
        raise ReadError(REFUSED)


@lru_cache(maxsize=256)
def _rules(address: str, get: Get) -> tuple[int, str]:
    """Asked for once a run and site."""
    status, data = get(address)
    return status, data[:LARGEST].decode("utf-8", "replace")


def _allows(rules: str, address: str, agent: str) -> bool:
    from protego import Protego

    return bool(Protego.parse(rules).can_fetch(address, agent))


def resolve(host: str, port: int, *, allow_private: bool) -> str:
    """The first IP address of a host, all of whose addresses may be asked.

    Raises:
        ReadError: there is none, or one is in a private network.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ReadError(f"cannot be reached: {reason}; check the address and the network") from error
    addresses = [str(entry[4][0]) for entry in found]
    private = next((address for address in addresses if not is_public(address)), None)
    if private and not allow_private:
        raise ReadError(f"leads to {private}, which is in a private network; use --allow-private to read it anyway")
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, also where it is written as another kind."""
    ip = ip_address(address.split("%")[0])
    return all(part.is_global and not part.is_multicast for part in (ip, *_embedded(ip)))


def _embedded(ip: IPv4Address | IPv6Address) -> tuple[IPv4Address, ...]:
    """IPv4 addresses that an IPv6 address stands for."""
    if isinstance(ip, IPv4Address):
        return ()
    inside = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if any(ip in network for network in NAT64):
        inside.append(IPv4Address(int(ip) & 0xFFFFFFFF))
    return tuple(found for found in inside if found is not None)
