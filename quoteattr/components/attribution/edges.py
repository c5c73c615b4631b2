"""Where a claim begins and ends within its sentence, where the labels of the model break it off.

In: attributions of the model. Out: the same with other edges of what stands without marks::

    Once the dam is full, the mill can run, Ann Lee said.     the whole sentence up to the last comma
    Ann Lee said the dam would hold and warned against panic. [the dam would hold]
    Nine in ten said yes, compared with six last year.        [yes]
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from quoteattr.components.annotations import Attribution, changed
from quoteattr.components.attribution.cues import CueClass, CueMatch, find_cues
from quoteattr.components.attribution.function_words import words_of
from quoteattr.components.attribution.overlaps import SpanIndex
from quoteattr.components.attribution.pieces import ANY_MARK
from quoteattr.components.attribution.said import speaks
from quoteattr.components.attribution.sentences import sentence_at
from quoteattr.spans import Span, trim

_WORD = re.compile(r"[^\W\d_]+")
_AND = re.compile(r",?\s+and(?:\s+(?:also|then|later))?\s+$")
_MODAL = re.compile(r"\b(?:can|could|will|would|shall|should|may|might|must|is|are|was|were|has|have|had)\b")


def mend_edges(text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, their contents with the edges that the sentence gives them."""
    shorter = [_cut(text, one) for one in found]
    taken = SpanIndex((span, number) for number, one in enumerate(shorter) for span in (*one.content, *one.cue))
    return [_completed(text, one, number, taken) for number, one in enumerate(shorter)]


def _completed(text: str, attribution: Attribution, number: int, taken: SpanIndex) -> Attribution:
    """The content with what is missing of the sentence that its cue clause ends."""
    clause = _last_clause(text, attribution)
    if clause is None:
        return attribution
    inside = [span for span in attribution.content if span.overlaps(clause)]
    if not inside:
        return attribution
    is_led = _is_subordinate(text, Span(clause.start, inside[0].start))
    whole = Span(clause.start if is_led else inside[0].start, clause.end)
    if set(taken.overlapping((whole,))) - {number}:
        return attribution
    others = [span for span in attribution.content if not span.overlaps(clause)]
    return changed(attribution, "whole_sentence", content=tuple(sorted((*others, whole))))


def _last_clause(text: str, attribution: Attribution) -> Span | None:
    """What stands before the comma and the cue clause that end a sentence without quotation marks."""
    if not attribution.cue or not attribution.source:
        return None
    first, second = sorted((attribution.cue[0], attribution.source[0]))
    if not text[max(0, first.start - 2) : first.start].rstrip().endswith(",") or text[first.end : second.start].strip():
        return None
    sentence = sentence_at(text, first.start)
    before = trim(text, Span(sentence.start, first.start))
    if (
        text[second.end : sentence.end].strip(" .")
        or ANY_MARK.search(text, *sentence)
        or not _is_said(text, attribution)
    ):
        return None
    return Span(before.start, before.end - 1)


def _is_subordinate(text: str, lead: Span) -> bool:
    """Whether a clause stands before the main one: `Once the dam is full, `."""
    word = _WORD.match(text, lead.start, lead.end)
    return word is not None and word[0].casefold() in words_of("subordinate") and lead.of(text).rstrip().endswith(",")


def _cut(text: str, attribution: Attribution) -> Attribution:
    """The content without what the narrator adds to it, or says that the source did next."""
    last = attribution.content[-1]
    if not attribution.cue or attribution.cue[-1].end > last.start or ANY_MARK.search(text, *last):
        return attribution
    ends = [match.start() for match in _aside().finditer(text, last.start + 1, last.end)]
    if " and " in last.of(text):
        ends.extend(_next_reports(text, last))
    if not ends or not _is_said(text, attribution):
        return attribution
    content = (*attribution.content[:-1], Span(last.start, min(ends)))
    return changed(attribution, "narrator", content=content)


def _next_reports(text: str, content: Span) -> Iterator[int]:
    """Where the narrator goes on with another verb of the same subject: `would hold and warned against panic`.

    What follows a modal verb or "be" is no past tense, so that the second verb goes with the cue, not with the first.
    """
    for match in find_cues(text, *content):
        joined = _AND.search(text, content.start, match.span.start) if _is_past(text, match) else None
        modal = _MODAL.search(text, content.start, joined.start()) if joined else None
        if joined and modal and not _inner_clause().search(text, modal.end(), joined.start()):
            yield joined.start()


def _is_past(text: str, match: CueMatch) -> bool:
    """Whether a cue is a verb of speaking in the past tense."""
    verb = match.span.of(text).split()[0].casefold()
    is_past = verb.endswith("ed") or verb in match.entry.many("forms")
    return match.kind is CueClass.VERB and is_past and speaks(text, match)


def _is_said(text: str, attribution: Attribution) -> bool:
    """Whether the cue is a verb of speaking or a phrase such as "according to"."""
    return any(speaks(text, match) for span in attribution.cue for match in find_cues(text, *span))


@cache
def _aside() -> re.Pattern[str]:
    """`, compared with six last year`: what the narrator sets beside the claim."""
    return re.compile(rf",?\s(?:{'|'.join(map(re.escape, words_of('aside')))})\b")


@cache
def _inner_clause() -> re.Pattern[str]:
    """What opens a clause with a verb of its own."""
    words = {"who", "which", "whom", "whose", "that", *words_of("lead"), *words_of("subordinate")}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words)))})\b", re.IGNORECASE)
