"""Cue clauses inside a quotation: French incises, dialogue dashes, a closing mark that is missing.

In: the text and its quotations. Out: `Attribution`s whose content leaves the cue clause out::

    « C’est fini, a déclaré Luc Morel, on arrête. »       -> [C’est fini,] [on arrête.]
    — No iremos —dijo Paz—. Nunca más.                    -> [No iremos] [Nunca más.]
    “The bridge is safe, Ana Ruiz said. Work ends Friday. -> [The bridge is safe,]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quoteattr.components.annotations import Attribution, Repair
from quoteattr.components.attribution.adjacent import foreign_cue
from quoteattr.components.attribution.cues import CueClass, find_cues
from quoteattr.components.attribution.mentions import mention_after, mention_before
from quoteattr.components.attribution.pieces import DASH, INCISE, OuterQuotations
from quoteattr.components.quotations.paragraphs import split_paragraphs
from quoteattr.spans import Span, trim

# A dash at the start of a paragraph is a list item as often as speech; with a cue clause it is speech.
RELIABILITY = 0.85

DASHES = " \t\u00a0—–"
# `— No iremos`, `– Vi går`: a dialogue dash, not the hyphen of a list.
_DIALOGUE_DASH = re.compile(r"[—–―][ \u00a0]?(?=\w|[¿¡«“])")
# What stands before an incise, and what after it when the words go on.
_OPEN = re.compile(r"(?:[,?!…]|\s[—–])\s*$|[,?!…]\s*[—–]\s*$|\s[—–]$")
_CLOSE = re.compile(r"\s*(?:[,.;…]|[—–]\s?[,.;:]?|$)")


def find_interposed(text: str, outermost: OuterQuotations) -> Iterator[Attribution]:
    """Attributions of quotations and dialogue paragraphs that hold their own cue clause."""
    for index in outermost.indices:
        quotation = outermost.quotations[index]
        if _DIALOGUE_DASH.match(text, quotation.outer[0].start):
            continue
        for words in quotation.spans:
            clause = _foreign_clause(text, words) or (
                _unclosed(text, words) if quotation.repair is Repair.UNCLOSED else None
            )
            if clause:
                yield _attribution(clause, _content(text, words, clause), INCISE)
    for paragraph in split_paragraphs(text):
        dash = _DIALOGUE_DASH.match(text, paragraph.start)
        words = Span(dash.end(), paragraph.end) if dash else paragraph
        clause = (_foreign_clause(text, words) or _said_incise(text, words)) if dash else None
        if clause:
            quoted = [outermost.quotations[index].outer for index in outermost.overlapping((paragraph,))]
            yield _attribution(clause, quoted[0] if quoted else _content(text, words, clause), DASH)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    """A cue clause inside quoted words, and whether these go on after it."""

    whole: Span
    cue: Span
    source: Span
    goes_on: bool


def _foreign_clause(text: str, words: Span) -> _Clause | None:
    """`, a déclaré Luc Morel,`: a verb of another language and its subject between two breaks."""
    for match in foreign_cue().finditer(text, words.start, words.end):
        cue = Span(*match.span())
        source = mention_after(text, cue.end, words.end)
        if source and _OPEN.search(text, words.start, cue.start):
            return _closed(text, words, Span(cue.start, source.end), cue, source)
    return None


def _said_incise(text: str, words: Span) -> _Clause | None:
    """An inverted English clause: `— We go, said Berg`."""
    for match in find_cues(text, words.start, words.end):
        source = mention_after(text, match.span.end, words.end)
        if match.kind is CueClass.VERB and source and _OPEN.search(text, words.start, match.span.start):
            return _closed(text, words, Span(match.span.start, source.end), match.span, source)
    return None


def _unclosed(text: str, words: Span) -> _Clause | None:
    """`, Ana Ruiz said.`, `, said Ana Ruiz.`: where the missing mark would stand."""
    inverted = _said_incise(text, words)
    if inverted:
        return inverted
    for match in find_cues(text, words.start, words.end):
        source = mention_before(text, words.start, match.span.start)
        if match.kind is CueClass.VERB and source and _OPEN.search(text, words.start, source.start):
            return _closed(text, words, Span(source.start, match.span.end), match.span, source)
    return None


def _closed(text: str, words: Span, clause: Span, cue: Span, source: Span) -> _Clause | None:
    """The clause with the break after it, when there is one."""
    after = _CLOSE.match(text, clause.end, words.end)
    if not after:
        return None
    goes_on = after.group().strip() not in ("", ".")
    return _Clause(whole=Span(clause.start, after.end()), cue=cue, source=source, goes_on=goes_on)


def _content(text: str, words: Span, clause: _Clause) -> tuple[Span, ...]:
    """The words without the clause."""
    before = trim(text, Span(words.start, clause.whole.start), DASHES)
    after = trim(text, Span(clause.whole.end, words.end), DASHES)
    return (before, after) if clause.goes_on and after.start < after.end else (before,)


def _attribution(clause: _Clause, content: tuple[Span, ...], method: str) -> Attribution:
    return Attribution(
        content=content, cue=(clause.cue,), source=(clause.source,), method=method, scores=(RELIABILITY,) * 4
    )
