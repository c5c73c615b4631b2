"""How to cite a statement, and how to show it on a page of one's own.

In: a card and the address of its page. Out: plain text, Markdown, BibTeX, HTML, each with everything in it escaped, and
none that shows a denial as an assertion::

    plain_text(card, "https://quotes.example.org/quotes/quotes/3e9cb84314349386")
"""

import re

from markupsafe import Markup

from quoteattr.rendering.articles import clean
from quoteattr.rendering.highlights import web_address
from quoteattr.web.cards import Card

# What has a meaning within a line of CommonMark and of GitHub's, and what has one where a line begins.
_INLINE = re.compile(r"([\\`*_\[\]<>~|]|&(?=#?\w+;))")
_AT_THE_START = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+#=:]))")
_BIBTEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", **{sign: f"\\{sign}" for sign in "$&%#_"},
           "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}  # fmt: skip


def plain_text(card: Card, origin: str) -> str:
    """One line for a text or a footnote."""
    source = ", ".join((*_facts(card), web_address(card.record["address"]) or origin))
    return f"{_says(card)} {_words(card)} ({source})"


def markdown(card: Card, origin: str) -> str:
    """A block quote with its source."""
    link = web_address(card.record["address"]) or origin
    title = marked(", ".join(_facts(card)) or "source")
    lead = "" if card.plain else f"**{marked(card.act)}:** "
    # An address may hold what ends a link; between angle brackets only these do.
    target = link.replace("<", "%3C").replace(">", "%3E")
    return f"> {lead}{marked(_words(card))}\n>\n> — {marked(_who(card))}, [{title}](<{target}>)"


def bibtex(card: Card, origin: str) -> str:
    """An entry for the article, with the statement as its note."""
    record = card.record
    fields = {
        "title": clean(record["title"] or record["address"] or "Untitled"),
        "author": clean(record["outlet"] or ""),
        "date": clean(record["published"] or ""),
        "url": web_address(record["address"]) or origin,
        "note": f"{_says(card)} {_words(card)}",
    }
    lines = (f"  {name} = {{{_texed(value)}}}," for name, value in fields.items() if value)
    return "\n".join((f"@online{{quoteattr-{record['id']},", *lines, "}"))


def embed_words(card: Card, origin: str) -> str:
    """A block quote that needs nothing of ours."""
    link = card.original or origin
    lead = Markup("") if card.plain else Markup("<strong>{}:</strong> ").format(card.act)
    return Markup('<blockquote cite="{}"><p>{}{}</p>\n<footer>— {}, <a href="{}">{}</a></footer></blockquote>').format(
        web_address(card.record["address"]) or origin,
        lead,
        _words(card),
        _who(card),
        link,
        ", ".join(_facts(card)) or "source",
    )


def embed_frame(card: Card, address: str) -> str:
    """A frame that shows the statement as it is now, also when it is corrected later."""
    return Markup(
        '<iframe src="{}" title="{}" width="100%" height="220" loading="lazy" sandbox="allow-popups"></iframe>'
    ).format(address, f"What {card.speaker} {card.verb}")


def _who(card: Card) -> str:
    speaker = card.speaker if card.record["speaker"] else "an unsettled speaker"
    return f"{speaker}, {card.role}" if card.role else speaker


def _says(card: Card) -> str:
    """Who says it, and how: "Ada Hale, mayor, said:"."""
    return f"{_who(card)}{',' if card.role else ''} {card.verb.removesuffix(':')}:"


def _words(card: Card) -> str:
    return f"“{card.words}”" if card.direct else card.words


def _facts(card: Card) -> tuple[str, ...]:
    record = card.record
    return tuple(clean(record[name]) for name in ("title", "outlet", "published") if record[name])


def marked(text: str) -> str:
    """Text of one line as Markdown that shows it as it stands."""
    return _AT_THE_START.sub(r"\1\\", _INLINE.sub(r"\\\1", text))


def _texed(text: str) -> str:
    return "".join(_BIBTEX.get(character, character) for character in text)
