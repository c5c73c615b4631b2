"""What every document goes through, whatever its format: repaired text, a date in ISO form, names without "By".

In: a document as its reader made it, and what the user says. Out: the document as it is stored, or `Skipped` when
it is too long or its language is not English::

    >>> finish_document(Document(text="â€œNo,â€ Ann Lee said.", published="4 March 2026"), ReadOptions())
    Document(text='“No,” Ann Lee said.', ..., published='2026-03-04', ...)

Offsets are those of the text as it is here.
"""

import re
from dataclasses import replace
from html import unescape

from quoteattr.documents import Document
from quoteattr.readers.bylines import author_names
from quoteattr.readers.dates import iso_date
from quoteattr.readers.fields import Skipped
from quoteattr.readers.language import ENGLISH, find_language
from quoteattr.readers.options import ReadOptions
from quoteattr.readers.outlets import host_of, outlet_of

# What nothing can print, and SQLite takes for the end of a text.
UNPRINTABLE = re.compile(r"[\x00\ud800-\udfff]")
SPACES = re.compile(r"\s+")
TOO_LONG = "{length:,} characters, more than the {most:,} that fit into memory; split it into articles"
EMPTY = "there is nothing but white space in it"
LONGEST_VALUE = 1_000  # characters of a title or a name; what is longer is none
# Entities of HTML in text that is none: "&ldquo;", "&#8220;". What stands for "&", "<" and ">" is left, since it may be
# there to be read.
ENTITY = re.compile(
    r"&(?!(?:amp|lt|gt|AMP|LT|GT|#0*(?:38|60|62)|#[xX]0*(?:26|3[cCeE]));)"
    r"(?:#\d{2,7}|#[xX][\da-fA-F]{2,6}|[a-zA-Z]{2,31}\d{0,2});"
)
# Characters that damaged UTF-8 leaves wherever it stands in English: without one, ftfy need not look.
DAMAGE = re.compile("[\xc2\xc3\xe2\xf0\xef][\x80-\xff\u0152-\u2122]")


def finish_document(document: Document, options: ReadOptions) -> Document | Skipped:
    """The document as it is stored, or why it is not read."""
    length = len(document.text)
    if options.size_limit and length > options.size_limit:
        return Skipped(document.address, TOO_LONG.format(length=length, most=options.size_limit))
    text = mend(document.text)
    if not text.strip():
        return Skipped(document.address, EMPTY)
    values = {name: getattr(document, name) or options.defaults.get(name) for name in ("title", "byline")}
    found = find_language(text)
    if found not in (None, ENGLISH) and not options.any_language:
        return Skipped(document.address, f"not in English ({found}); --any-language reads it all the same")
    outlet = _outlet(document, options)
    published = iso_date(document.published) or iso_date(options.defaults.get("published"))
    return replace(
        document,
        text=text,
        title=_value(values["title"]),
        outlet=outlet,
        byline=author_names(_value(values["byline"]), outlet),
        published=published,
        language=found or document.language or options.defaults.get("language"),
    )


def mend(text: str) -> str:
    """The text with damaged encoding ("â€œ" for “) repaired line by line, and entities decoded; the rest as it is."""
    if DAMAGE.search(text):
        from ftfy import fix_encoding

        text = "\n".join(fix_encoding(line) if DAMAGE.search(line) else line for line in text.split("\n"))
    return UNPRINTABLE.sub("\ufffd", ENTITY.sub(_character, text) if "&" in text else text)


def _character(entity: re.Match[str]) -> str:
    """The character that an entity stands for; one without a shape stays as it is written."""
    character = unescape(entity[0])
    return character if character.isprintable() or character == "\N{NO-BREAK SPACE}" else entity[0]


def _outlet(document: Document, options: ReadOptions) -> str | None:
    """The one name of the publication: a host, in place of a name, gives way to what the user says."""
    stated, given = _value(document.outlet), options.defaults.get("outlet")
    outlet = given if given and (not stated or stated == host_of(document.address)) else stated
    return outlet_of(outlet) if outlet else None


def _value(value: str | None) -> str | None:
    """One line, or nothing."""
    if value is None:
        return None
    line = SPACES.sub(" ", mend(value)).strip()
    return line if 0 < len(line) <= LONGEST_VALUE else None
