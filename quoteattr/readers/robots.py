"""robots.txt: what a site asks programs not to read.

In: the address of a page, and how to get another page of the site. Out: whether it may be read, as RFC 9309 says: a
site without the file allows everything, one whose file cannot be had now allows nothing::

    check_robots("https://example.org/news/1.html", get)
"""

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urljoin

from quoteattr.errors import ReadError

LARGEST = 512_000  # bytes that are looked at, as RFC 9309 asks for
REFUSED = "the site's robots.txt asks programs not to read it; save the page with a browser and pass the file"
UNKNOWN = "the site's robots.txt, which says what may be read, cannot be had (the server answered {status}); try later"

Get = Callable[[str], tuple[int, bytes]]


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
        raise ReadError(f"this is no web address: {error}") from error
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
