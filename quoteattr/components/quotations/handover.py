"""Whether a paragraph that begins with a quotation mark goes on with what the one before left open, or is another's.

In: the text, where the open quotation began, and where the words of the new paragraph end. Out: whether somebody else
is named as the speaker of these::

    Renn said: “I am staying.     the mark that closes it is missing
    “So am I,” said Park.         is_of_another(...) -> True: Park does not go on for Renn
"""

import re
from functools import cache

from quoteattr.components.attribution.cues import CueClass, CueMatch, find_cues
from quoteattr.components.attribution.mentions import NAME, mention_after, mention_before
from quoteattr.components.attribution.sentences import sentence_at
from quoteattr.lexicon import load_entries
from quoteattr.spans import Span

# Characters around a quotation in which its cue clause stands.
REACH = 200
_APPOSITION = re.compile(rf",\s{NAME}")  # `his neighbour | , Edie Moss`
_UNNAMED = ("He", "She", "They", "The")


def is_of_another(text: str, opened: int, closed: int) -> bool:
    """Whether the clause behind a quotation names another one than the clause before an open one.

    Args:
        text: the whole text.
        opened: where the opening mark stands that was never closed.
        closed: behind the closing mark of the new paragraph.
    """
    before, behind = _names(text, _lead(text, opened)), _names(text, _tail(text, closed))
    if not before or not behind:
        return False
    is_relative = len(before) == len(behind) > 1 and before[0] != behind[0]  # `Mona Reyes`, `Luis Reyes`
    return is_relative or set(before).isdisjoint(behind)


def _lead(text: str, opened: int) -> Span | None:
    """Who is named as speaker in the paragraph before an opening mark."""
    begin = max(text.rfind("\n", 0, opened) + 1, opened - REACH)
    for match in reversed(_verbs(text, begin, opened)):
        start = max(begin, sentence_at(text, match.span.start).start)
        source = mention_before(text, start, match.span.start) or mention_after(text, match.span.end, opened)
        if source is not None:
            return source
    return None


def _tail(text: str, closed: int) -> Span | None:
    """Who is named as speaker behind a closing mark: `,” said Park`, `,” Park said`."""
    newline = text.find("\n", closed)
    limit = min(closed + REACH, newline if newline >= 0 else len(text))
    for match in _verbs(text, closed, limit)[:1]:
        if not text[closed : match.span.start].strip(" ,"):
            source = mention_after(text, match.span.end, limit)
            name = _APPOSITION.match(text, source.end, limit) if source is not None else None
            return Span(source.start, name.end()) if source is not None and name else source
        source = mention_before(text, closed, match.span.start)
        is_beside = source is not None and not text[closed : source.start].strip(" ,")
        return source if is_beside else None
    return None


def _verbs(text: str, start: int, end: int) -> list[CueMatch]:
    return [match for match in find_cues(text, start, end) if match.kind is not CueClass.NOUN]


def _names(text: str, mention: Span | None) -> list[str]:
    """The capitalised words of a mention up to a comma behind them, no titles; none of a pronoun or description."""
    parts = mention.of(text).split(",") if mention is not None else []
    named = (
        [word for word in part.split() if word[:1].isupper() and len(word) > 1 and word not in _UNNAMED]
        for part in parts[:2]  # `his neighbour, Edie Moss`
    )
    return [word for word in next(filter(None, named), []) if word not in _titles()]


@cache
def _titles() -> frozenset[str]:
    """All titles, with their other forms."""
    entries = load_entries("titles").items()
    return frozenset(word for term, entry in entries for form in (term, *entry.many("forms")) for word in form.split())
