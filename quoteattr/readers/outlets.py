"""Publications: one name each, however pages and files spell it.

In: names as they are stated, and the address of the page. Out: the name that the database shows::

    >>> outlet_of("NYT"), outlet_at("https://www.nytimes.com/2026/bridge.html")
    ('The New York Times', 'The New York Times')
    >>> outlet_at("https://www.harbourpost.example/bridge")
    'harbourpost.example'

The list is lexicon/outlets.yml. What is not in it is called as its site calls itself, else by the host of the page.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from urllib.parse import urlsplit

from quoteattr.lexicon import Entry, load_entries

# "http://www.harbourpost.example/", "@harbourpost"
_AROUND = re.compile(r"^(?:https?://)?(?:www\.)?@?|[/\s]+$", re.I)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}", re.I)
# Hosts that show the pages of another one: "m.harbourpost.example".
_SHELL = re.compile(r"^(?:www\d?|m|amp|mobile|edition)\.(?=[\w-]+\.)", re.I)


def outlet_of(stated: str) -> str:
    """The one name of a publication, of which a file or a user states some name or its host."""
    words = _AROUND.sub("", stated.strip())
    if _HOST.fullmatch(words):
        known = _of_host(_SHELL.sub("", words.casefold()))
        return known.term if known else known_outlet(words) or words.casefold()
    return known_outlet(words) or words


def outlet_at(address: str | None) -> str | None:
    """The publication of a web address: by its name where that is known, else its host."""
    host = host_of(address)
    known = _of_host(host)
    return known.term if known else host


def own_outlet(stated: Iterable[str], address: str | None) -> str | None:
    """The publication that a page names as its own.

    Args:
        stated: its names in the order of their weight. A news agency is no outlet on the pages of others, and a host
            counts where there is no name.
        address: of the page.
    """
    known = _of_host(host_of(address))
    if known:
        return known.term
    names = [outlet_of(words) for words in stated]
    own = [name for name in names if not (_is_agency(name) and address)]
    return next((name for name in own if not _HOST.fullmatch(name)), next(iter(own), None))


def known_outlet(name: str) -> str | None:
    """The publication of a name in the list."""
    entry = _by_name().get(_AROUND.sub("", name).casefold())
    return entry.term if entry else None


def host_of(address: str | None) -> str | None:
    """The host of a web address, without what stands before its name."""
    try:
        found = urlsplit(address or "")
        host = found.hostname if found.scheme in ("http", "https") else None
    except ValueError:
        return None
    return _SHELL.sub("", host.casefold()) if host else None


def _is_agency(name: str) -> bool:
    entry = load_entries("outlets").get(name)
    return entry is not None and entry.one("agency") == "yes"


def _of_host(host: str | None) -> Entry | None:
    """The entry of a host, or of one that it is part of."""
    hosts = _by_host()
    while host and "." in host:
        if host in hosts:
            return hosts[host]
        host = host.partition(".")[2]
    return None


@cache
def _by_host() -> Mapping[str, Entry]:
    return {host: entry for entry in load_entries("outlets").values() for host in entry.many("hosts")}


@cache
def _by_name() -> Mapping[str, Entry]:
    entries = load_entries("outlets").values()
    return {name.casefold(): entry for entry in entries for name in (entry.term, *entry.many("names"))}
