"""Annotated articles for the tests, written with their marks in place."""

import re

from quoteattr.spans import Span
from quoteattr.training.corpus import Article, Relation

_MARK = re.compile(r"\[(source|cue|content) ([^\]]*)\]")


def marked(text: str) -> Article:
    """An article from "[source Ann] [cue said] [content no]"; all marks belong to one relation."""
    plain, position = "", 0
    spans: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    for match in _MARK.finditer(text):
        plain += text[position : match.start()]
        spans[match[1]].append(Span(len(plain), len(plain) + len(match[2])))
        plain += match[2]
        position = match.end()
    relation = Relation(**{role: tuple(found) for role, found in spans.items()})
    return Article(id="sample", text=plain + text[position:], relations=(relation,))
