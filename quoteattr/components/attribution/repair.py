"""Links that the model misses or takes across a paragraph break, put right by position.

In: attributions of the model. Out: the same with sources and quotations that stand right beside a cue::

    “A?” said Bo Orr, a cook. “B.” ¶ ... “C,” he said.    [B] goes with the cue of [A], not with that of [C]
    Ann Lee praised the plan, saying it was overdue.      the source of "saying" is that of "praised"
    The pier, Ann Lee said, would reopen in May.          both halves of the sentence are what she said

`mend_boundaries` draws contents without marks to the edges that their sentence gives them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from quoteattr.components.annotations import Attribution, changed
from quoteattr.components.attribution.adjacent import speaks
from quoteattr.components.attribution.cues import CueClass, CueMatch, find_cues, words_of
from quoteattr.components.attribution.frames import frame_of
from quoteattr.components.attribution.mentions import NAME, mention_after, mention_before
from quoteattr.components.attribution.pieces import ANY_MARK, OuterQuotations
from quoteattr.components.attribution.sentences import is_rest_of_clause, sentence_at
from quoteattr.spans import Span, SpanIndex, covers, trim, without

_NAME = re.compile(NAME)
# `recounted how | Clara Voss | had turned to him and | said`
_SUBORDINATE_SUBJECT = re.compile(rf"\b(?:how|that)\s(?P<name>{NAME})\s[^,.;:“”\"\n]{{3,80}}\band\s(?:[a-z]+ly\s)?$")
_LETTERS = re.compile(r"[^\W\d_]+")
_AND = re.compile(r",?\s+and(?:\s+(?:also|then|later))?\s+$")
_MODAL = re.compile(r"\b(?:can|could|will|would|shall|should|may|might|must|is|are|was|were|has|have|had)\b")


# A cue that shares the subject of the verb before it: `saying`, `and warned`.
_SHARES_SUBJECT = re.compile(r"\w+ing\b", re.IGNORECASE)
# A cue that ends before its source: `was told by` Mercer.
_AGENT = re.compile(r"\bby$", re.IGNORECASE)
# `was hailed as “fair” | by Mercer`
_BY_BEHIND = re.compile(rf"[”\"’'](?P<by>\sby)(?:\s(?P<agent>(?:[a-zà-ÿ][\w-]*\s){{0,4}}{NAME}))?$")
# `a report in which | Hana Vey | warned`, `denying what | Renn | called`
_INSIDE = re.compile(r"\b(?:in\swhich|what|where)\s(?=\w)")
# `according to Ann Lee | , Bo Orr and Jo Tan, | the tunnel is safe`
_LISTED = re.compile(rf",\s(?P<more>(?:{NAME},\s){{0,6}}{NAME},?\sand\s{NAME}),\s")
# `ridiculed the notion, put forward | by Mercer, | that`
_PUT_BY = re.compile(rf"\sby\s(?P<agent>(?:[a-zà-ÿ][\w-]*\s){{0,4}}{NAME})(?=[,.]|\sthat\b)")
_QUANTIFIERS = {"all", "both", "each"}  # `Lee and Orr, who agree on little else, | both called it`
_CONJUNCTION = re.compile(r"\b(?:and|but|or|then|also|before|after|while|by)\s*$", re.IGNORECASE)

# The rules that give a cue of the model its source.
SOURCES = ("agent", "shared_subject", "subject")


def keep_turns(text: str, outermost: OuterQuotations, found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Quotations that follow a cue clause at once go with it, unless their own cue is nearer."""
    attributions = list(found)
    ends = sorted((_end(one), number) for number, one in enumerate(attributions) if one.cue and one.source)
    for number, attribution in enumerate(found):
        for index in outermost.overlapping(attribution.content) if attribution.cue else ():
            outer = outermost.quotations[index].outer
            before = bisect_left(ends, (outer[0].start + 1, 0)) - 1
            if before < 0 or ends[before][1] == number or not covers(attribution.content, outer):
                continue
            end, other = ends[before]
            if _follows(text, outer[0], attribution, attributions[other], end):
                left = without(attributions[number].content, outer)
                attributions[number] = changed(attributions[number], "turn", content=left)
                whole = (*attributions[other].content, *outer)
                attributions[other] = changed(attributions[other], "turn", content=whole)
    return tuple(one for one in attributions if one.content)


def _follows(text: str, quotation: Span, own: Attribution, other: Attribution, end: int) -> bool:
    """Whether a quotation stands right after the cue clause of another attribution, and its own cue does not."""
    if "\n" in text[end : quotation.start] or not is_rest_of_clause(text, end, quotation.start):
        return False
    clause = min(span.start for span in (*other.cue, *other.source))
    if other.content[-1].end > clause:  # `Orr said it had sunk. “I saw it go.”`
        return not _same_paragraph(text, own.cue[0], quotation)
    # `“A,” I said. “B,” he said, “C.”`: C is his, although a cue of mine stands in the same paragraph.
    return own.cue[0].end < clause or not _same_paragraph(text, own.cue[0], quotation)


def _end(one: Attribution) -> int:
    return max(span.end for span in (*one.content, *one.cue, *one.source))


def _same_paragraph(text: str, one: Span, other: Span) -> bool:
    first, second = sorted((one, other))
    return "\n" not in text[first.end : second.start]


def find_sources(text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """Sources for cues that have none or a far one: the mention before the verb, its agent, the subject it shares."""
    found = [_without_agent(text, one) for one in found]
    known = sorted((one.cue[0].start, one.source) for one in found if one.cue and one.source)
    near = [_with_own_subject(text, one, found) if one.cue and one.source else one for one in found]
    return [_with_source(text, one, known) if one.cue and not _is_near(text, one) else one for one in near]


def _with_own_subject(text: str, one: Attribution, found: Sequence[Attribution]) -> Attribution:
    """`After Renn had said it was safe, his deputy, Piet Vos, spoke of “a mess”`: a name right before the verb."""
    source, cue = one.source[0], one.cue[0]
    inside = _INSIDE.search(text, source.start, source.end)
    if inside is not None:
        return changed(one, "subject", source=(Span(inside.end(), source.end),))
    listed = _LISTED.match(text, source.end) if cue.end <= source.start else None
    if listed is not None and one.content[0].start == listed.start("more"):
        content = without(one.content, (Span(listed.start(), listed.end()),))
        return changed(one, "subject", source=(Span(source.start, listed.end("more")),), content=content)
    agent = _PUT_BY.match(text, cue.end)
    if agent is not None and source.end <= cue.start and "," in text[source.end : cue.start]:
        return changed(one, "agent", source=(Span(*agent.span("agent")),))
    if source.of(text).casefold() in _QUANTIFIERS:
        several = mention_before(text, sentence_at(text, source.start).start, source.start)
        return changed(one, "subject", source=(several,)) if several is not None else one
    clause = _SUBORDINATE_SUBJECT.search(text, source.end, cue.start)
    if clause is not None:
        return changed(one, "subject", source=(Span(*clause.span("name")),))
    between = [other.content[-1].end for other in found if other is not one and other.source == one.source]
    between = [end for end in between if source.end < end < cue.start]
    if not between or not any(speaks(text, match) for match in find_cues(text, cue.start, cue.end)):
        return one
    mention = mention_before(text, max(between), cue.start)
    is_named = mention is not None and _NAME.search(mention.of(text)) is not None
    return changed(one, "subject", source=(mention,)) if is_named and mention is not None else one


def _is_near(text: str, attribution: Attribution) -> bool:
    """Whether cue and source stand in one paragraph, as they do in 99 of 100 reports."""
    return any(_same_paragraph(text, span, attribution.cue[0]) for span in attribution.source)


def _with_source(text: str, attribution: Attribution, known: Sequence[tuple[int, tuple[Span, ...]]]) -> Attribution:
    cue = attribution.cue[0]
    sentence = sentence_at(text, cue.start)
    if _AGENT.search(text, cue.start, cue.end):
        content = (span.start for span in attribution.content if span.start >= cue.end)
        agent = mention_after(text, cue.end, min(content, default=sentence.end))
        return _with_agent(attribution, agent) if agent else attribution
    if _SHARES_SUBJECT.match(text, cue.start) or _CONJUNCTION.search(text, sentence.start, cue.start):
        before = bisect_left(known, (cue.start,)) - 1
        shared = before >= 0 and known[before][0] >= sentence.start
        return changed(attribution, "shared_subject", source=known[before][1]) if shared else attribution
    if not any(speaks(text, match) for match in find_cues(text, cue.start, cue.end)):
        return attribution
    mention = mention_before(text, sentence.start, cue.start)
    if mention is None or any(mention.overlaps(span) for span in attribution.content):
        return attribution
    frame = frame_of(text, attribution.cue, (mention,), attribution.content)
    return attribution if frame.is_passive else changed(attribution, "subject", source=(mention,))


def _without_agent(text: str, attribution: Attribution) -> Attribution:
    """The content of a passive without who says it, which is the source where there is none."""
    last = attribution.content[-1]
    behind = _BY_BEHIND.search(text, last.start, last.end) if attribution.cue else None
    if behind is None:
        return attribution
    left = changed(attribution, "agent", content=(*attribution.content[:-1], Span(last.start, behind.start("by"))))
    return left if attribution.source or not behind["agent"] else _with_agent(left, Span(*behind.span("agent")))


def _with_agent(attribution: Attribution, agent: Span) -> Attribution:
    """The attribution with the source that its cue announces, which is as sure as the cue."""
    content, cue, _, link = attribution.scores
    return changed(attribution, "agent", source=(agent,), scores=(content, cue, cue, link))


def join_halves(text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """Contents that a cue clause between two commas interrupts, with the half that is missing."""
    taken = SpanIndex((span, number) for number, one in enumerate(found) for span in (*one.content, *one.cue))
    return [_whole(text, one, number, taken) for number, one in enumerate(found)]


def _whole(text: str, attribution: Attribution, number: int, taken: SpanIndex) -> Attribution:
    if not attribution.cue or not attribution.source:
        return attribution
    first, second = sorted((attribution.cue[0], attribution.source[0]))
    sentence = sentence_at(text, first.start)
    before = trim(text, Span(sentence.start, first.start))
    after = trim(text, Span(second.end, sentence.end))
    is_aside = before.of(text).endswith(",") and after.of(text).startswith(",")
    if not is_aside or text[first.end : second.start].strip() or ANY_MARK.search(text, sentence.start, sentence.end):
        return attribution
    halves = (Span(before.start, before.end - 1), Span(after.start + 1, after.end))
    has = [any(span.overlaps(half) for span in attribution.content) for half in halves]
    missing = [half for half, found in zip(halves, has, strict=True) if not found]
    if len(missing) != 1 or set(taken.overlapping(missing)) - {number}:
        return attribution
    content = tuple(sorted((*attribution.content, trim(text, missing[0]))))
    return changed(attribution, "interrupted", content=content)


def mend_boundaries(text: str, found: Sequence[Attribution]) -> list[Attribution]:
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
    word = _LETTERS.match(text, lead.start, lead.end)
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
