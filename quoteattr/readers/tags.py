r"""A guard for the parser of HTML: no tag has thousands of attributes.

In: the markup of a page. Out: nothing, or a `ReadError`: libxml2 takes the square of the number of attributes of one
tag, and cannot be interrupted::

    >>> check_tags("<p " + " ".join(f"a{number}" for number in range(5000)) + ">")
    Traceback (most recent call last):
    quoteattr.errors.ReadError: a tag of the HTML has thousands of attributes, which no article has

Whether a "<" begins a tag depends on all that stands before it (scripts, comments, values in quotes), so every place
that could begin one is read as one, as far as the HTML standard says that it goes. What that costs is bounded by the
length of the page, whatever is in it.
"""

import re

from quoteattr.errors import ReadError

MOST_ATTRIBUTES = 2_000  # of a tag; real ones have some dozens. It takes 0.02 s
# Characters that are read, for each character of the page; a tag inside the value of another one is read twice.
MOST_READ = 20
SHORT_PAGE = 10_000  # characters; what is read again and again in such a page takes no time
TOO_MANY = "a tag of the HTML has thousands of attributes, which no article has"
# A name, and a value that may stand in quotes, which end at the end of the page where nothing else ends them.
_ATTRIBUTE = r"[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"?+|'[^']*+'?+|[^\s>\"'][^\s>]*+)?+)?+"
ATTRIBUTE = re.compile(_ATTRIBUTE)
# In a lookahead: the next one that is looked for may begin inside of it.
TAG = re.compile(rf"<[a-zA-Z](?=([^\s/>]*+(?:[\s/]*+{_ATTRIBUTE})*+))")


def check_tags(markup: str) -> None:
    """Refuse a page that would hold the parser up.

    Raises:
        ReadError: a tag has too many attributes, or tags lie inside of each other beyond all use.
    """
    left = MOST_READ * max(len(markup), SHORT_PAGE)
    for found in TAG.finditer(markup):
        start, end = found.span(1)
        left -= end - start
        if left < 0 or (end - start > 2 * MOST_ATTRIBUTES and _count(markup, start, end) > MOST_ATTRIBUTES):
            raise ReadError(TOO_MANY)


def _count(markup: str, start: int, end: int) -> int:
    """How many attributes a tag has; its name is counted with them."""
    return sum(1 for _ in ATTRIBUTE.finditer(markup, start, end))
