"""Links to the words on the publisher's own page.

In: the address of a document and words of it. Out: an address with a text fragment, by which a browser shows and marks
the words (https://wicg.github.io/scroll-to-text-fragment/)::

    >>> words_at("https://example.org/a", ["We are late, all of us"])
    'https://example.org/a#:~:text=We%20are%20late%2C%20all%20of%20us'
"""

import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

# Longer words are named by their beginning and their end: a page may have a link or a picture between them.
MOST_WORDS, WORDS_OF_AN_END = 12, 5

# Marks at the ends of words, and what stands for words that were left out, are not looked for on the page.
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


def web_address(address: str | None) -> str | None:
    """The address if a browser may follow it: http(s), with a host; anything else is text."""
    if not address or any(character.isspace() or not character.isprintable() for character in address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def words_at(address: str | None, pieces: Iterable[str]) -> str | None:
    """Where the words stand on the page, or None when the document has no web address."""
    page = web_address(address)
    if page is None:
        return None
    found = [_directive(piece) for piece in pieces]
    directives = "&".join(directive for directive in found if directive)
    joint = ":~:" if "#" in page else "#:~:"
    return f"{page}{joint}{directives}" if directives else page


def _directive(piece: str) -> str:
    words = _EDGES.sub("", piece).split()
    if not words:
        return ""
    if len(words) <= MOST_WORDS and "\n" not in piece:
        return f"text={_encoded(words)}"
    return f"text={_encoded(words[:WORDS_OF_AN_END])},{_encoded(words[-WORDS_OF_AN_END:])}"


def _encoded(words: Iterable[str]) -> str:
    # A dash, a comma and an ampersand are syntax of the fragment.
    return quote(" ".join(words), safe="").replace("-", "%2D")
