"""Cue and source right beside a quotation: said X, X said, according to X.

In: the text and its quotations. Out: an `Attribution` for each quotation whose own sentence has a cue
clause in one of the classic orders; what a parse or a model finds further away is not looked for::

    “Enough,” said a weary Nils Berg.       “It’s a mess,” Kim Wu told the Daily Post.
    Hugh Marsh, a doctor, said: “We ran out of beds.”       “NO DEAL,” SAYS WU

These are the fallback for quotations that the model leaves without a source.

`find_pointers` finds what is said, pointed at: “A clerk said as much on Friday.”
"""

import re
from collections.abc import Iterator
from functools import cache

from quoteattr.components.annotations import Attribution, Quotation
from quoteattr.components.attribution.cues import CueClass, CueMatch, find_cues, inflect, words_of
from quoteattr.components.attribution.mentions import NAME, mention_after, mention_before
from quoteattr.components.attribution.pieces import OuterQuotations
from quoteattr.components.attribution.sentences import begins_sentence, sentence_at
from quoteattr.components.attribution.turns import is_title
from quoteattr.components.vocabulary import body_noun, document_noun, is_group_noun
from quoteattr.lexicon import load_entries, word_set
from quoteattr.spans import Span, trim
from quoteattr.statements import Modality

# Characters before the pointer in which its verb begins.
POINTER_REACH = 40


# The clause names its speaker right after the marks; every other clause beside them.
BESIDE, SAID = "beside", "said"
# How often such a clause names the source of the quotation: 97 and 94 in a hundred on annotated news (PolNeAR,
# 400 articles); other clauses are asked only where the model found none, so that they are right less often.
RELIABILITY = {BESIDE: 0.95, SAID: 0.8}
# Characters after a quotation in which its cue clause stands, and words between a cue and a colon.
REACH = 200
LONGEST_TAIL = 8

_SPOKEN = {Modality.STATEMENT, Modality.QUESTION, Modality.DIRECTIVE, "denied"}
_NAME = re.compile(NAME)
_NEXT_WORD = re.compile(r"\s+(\w+)")
_SINGULAR = frozenset({"a", "an", "each", "every", "that", "the", "this"})
# `“Enough,” he said`: the sentence goes on after the marks.
_OPEN_END = re.compile(r"[,?!…—–-][\"'”’]*$")
# `in the words of Mark Lund, a lawyer, “...”`: the source follows the cue.
_OF = re.compile(r"\b(?:of|to)$")
# `“a sham,” as Lund put it`
_AS = re.compile(r",?(?:\s+as\b)?")
_NEXT_MARK = re.compile(r"[\"“”„«»\n]|``|''")
_ADVERB = re.compile(r"\s*(?:,\s*)?(?:(?:[a-z]+ly|also|then|later)\s+){0,2}$")
# What stands between a cue and the quotation: `said on Monday: “`, `told the Daily Post, “`.
_TAIL = re.compile(r"[^.!?;\"“”„«»\n]*$")
# `he told me ‘never again’`: nothing but who is addressed stands between.
# What stands between a verb and the words that are its object: `called it “`, `described the vote as “`.
_OBJECT = re.compile(r"(?:\s+[\w’'-]+){0,5}\s+$")
_ADDRESSEE = re.compile(rf"(?:\s+(?:to\s+)?(?:me|us|you|him|her|them|{NAME}|the\s\w+|my\s\w+))?(?:\s+that)?\s*$")


def find_adjacent(text: str, outermost: OuterQuotations) -> Iterator[Attribution]:
    """The attribution of each outermost quotation that a cue clause stands beside."""
    for index in outermost.indices:
        quotation = outermost.quotations[index]
        clause = find_clause(text, quotation)
        if clause:
            cue, source = clause
            method = BESIDE if _is_beside(text, quotation, cue, source) else SAID
            scores = (RELIABILITY[method],) * 4
            yield Attribution(content=quotation.outer, cue=(cue,), source=(source,), method=method, scores=scores)


def _is_beside(text: str, quotation: Quotation, cue: Span, source: Span) -> bool:
    """Whether nothing stands between the marks, the verb and a name or pronoun: `,” said Nils Berg`."""
    end = quotation.outer[-1].end
    first, second = sorted((cue, source))
    near = first.start >= end and not text[end : first.start].strip(" ,") and not text[first.end : second.start].strip()
    is_pronoun = source.of(text).casefold() in words_of("subject")
    return near and (is_pronoun or _NAME.match(text, source.start) is not None)


def find_clause(text: str, quotation: Quotation, around: Span | None = None) -> tuple[Span, Span] | None:
    """Cue and source of the clause right after or before a quotation.

    Args:
        text: the text.
        quotation: the quotation.
        around: what encloses it, when it stands inside another quotation or turn; there the clause before
            it need not end with a colon or comma (`he told me ‘never again’`).
    """
    whole = Span(0, len(text))
    return _clause_after(text, quotation, around or whole) or _clause_before(text, quotation, around or whole, around)


def _clause_after(text: str, quotation: Quotation, around: Span) -> tuple[Span, Span] | None:
    end = quotation.outer[-1].end
    mark = _NEXT_MARK.search(text, end, min(end + REACH, around.end))
    limit = min(sentence_at(text, end + 1).end, mark.start() if mark else end + REACH, around.end)
    is_open = _OPEN_END.search(quotation.spans[-1].of(text)) is not None or text.startswith(",", end)
    cue, is_foreign = next(_cues(text, end, limit), (None, False))
    if cue is None or _has_own_cue(text, quotation, around):
        return None
    if _ADVERB.match(text, end, cue.start):
        is_stopped = quotation.spans[-1].of(text).endswith(".") and text[cue.start].islower()
        source = mention_after(text, cue.end, limit)
        return (cue, source) if source and (is_open or is_stopped or is_foreign) else None
    lead = _AS.match(text, end)
    start = lead.end() if lead else end
    source = mention_before(text, start, cue.start)
    if is_foreign or not source or text[start : source.start].strip() or is_title(quotation.spans[-1].of(text)):
        return None
    # `“yes” he said` has lost its comma; `Carl “Shorty” Webb said` is no quote.
    return (cue, source) if is_open or source.of(text) in words_of("subject") else None


def _has_own_cue(text: str, quotation: Quotation, around: Span) -> bool:
    """Whether a verb that stands before the marks has them as its object: `While Renn called it “mad”, Stone said`."""
    start = quotation.outer[0].start
    sentence = sentence_at(text, start - 1) if start > around.start else Span(start, start)
    lead = max(sentence.start, around.start, start - REACH)
    verbs = [cue for cue in find_cues(text, lead, start) if cue.kind is CueClass.VERB]
    return bool(verbs) and _OBJECT.match(text, verbs[-1].span.end, start) is not None


def _clause_before(text: str, quotation: Quotation, around: Span, inside: Span | None) -> tuple[Span, Span] | None:
    start = quotation.outer[0].start
    lead = text[max(around.start, start - REACH) : start].rstrip()
    end = max(around.start, start - REACH) + len(lead)
    if "\n" in text[end:start] and not lead.endswith(":"):
        return None
    tail_pattern = _TAIL
    if not lead.endswith((":", ",")):
        if is_title(quotation.spans[0].of(text)) or (inside is None and not _is_sentence(text, quotation)):
            return None
        tail_pattern = _ADDRESSEE
    region = sentence_at(text, end - 1) if end > around.start else Span(end, end)
    cues = [cue for cue, is_foreign in _cues(text, max(region.start, around.start), end) if not is_foreign]
    if not cues:
        return None
    if _OF.search(text, cues[-1].start, cues[-1].end):
        named = trim(text, Span(cues[-1].end, end), " ,:\u00a0")
        return (cues[-1], named) if mention_after(text, named.start, named.end) else None
    tail = text[cues[-1].end : end]
    if not tail_pattern.match(tail) or len(tail.split()) > LONGEST_TAIL:
        return None
    source = mention_before(text, max(region.start, around.start), cues[-1].start)
    return (cues[-1], source) if source else None


def _is_sentence(text: str, quotation: Quotation) -> bool:
    """Whether the quotation is a sentence of its own, as “No deal.” is."""
    first, last = quotation.spans[0].of(text), quotation.spans[-1].of(text)
    return (
        first[:1].isupper() and last.endswith((".", "!", "?")) and not begins_sentence(text, quotation.outer[0].start)
    )


def _cues(text: str, start: int, end: int) -> Iterator[tuple[Span, bool]]:
    """The cues of speaking in a stretch of text, and whether they are of another language."""
    native = [(match.span, False) for match in find_cues(text, start, end) if speaks(text, match)]
    foreign = [(Span(*match.span()), True) for match in foreign_cue().finditer(text, start, end)]
    yield from sorted({*native, *foreign})


def speaks(text: str, match: CueMatch) -> bool:
    """Whether a cue is a finite verb of speaking, or a phrase: not `saying`, not `called it`."""
    entry = match.entry
    if match.kind is CueClass.NOUN or entry.one("frame") not in _SPOKEN or entry.one("names"):
        return False
    return match.kind is CueClass.PHRASE or not match.span.of(text).split()[0].casefold().endswith("ing")


def reads_as_noun(text: str, match: CueMatch, source: Span) -> bool:
    """Whether a cue is a noun and no verb: `the horrific details of`, `the claims are`, `the former quiz show`."""
    cue, verb = match.span.of(text).casefold(), match.entry.term
    if match.kind is not CueClass.VERB or cue not in inflect(verb)[:2]:
        return False
    behind = _NEXT_WORD.match(text, match.span.end)
    word = behind[1] if behind else ""
    if word in word_set("behind a noun") and not (word == "of" and verb in word_set("verbs with of")):
        return True
    first, last = (source.of(text).casefold().split()[at] for at in (0, -1))
    if document_noun(f"{last} {cue}"):
        return True  # a blog post
    singular = first in _SINGULAR and not last.endswith("s") and not (is_group_noun(last) or body_noun(last))
    return cue == verb and singular and source.end + 1 == match.span.start


@cache
def foreign_cue() -> re.Pattern[str]:
    """Any verb of foreign_cues.yml."""
    verbs = sorted(load_entries("foreign_cues"), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, verbs))})\b")


def find_pointers(text: str, outermost: OuterQuotations) -> Iterator[Attribution]:
    """The attributions whose content is nothing but a word that points at what was said."""
    for match in _pointer().finditer(text):
        content = Span(*match.span("pointer"))
        cues = [
            cue for cue in find_cues(text, max(0, match.start() - POINTER_REACH), match.start()) if speaks(text, cue)
        ]
        if not cues or cues[-1].span.end != match.start() or outermost.overlapping((content,)):
            continue
        cue = cues[-1].span
        source = mention_before(text, sentence_at(text, cue.start).start, cue.start)
        if source is not None:
            scores = (RELIABILITY[SAID],) * 4
            yield Attribution(content=(content,), cue=(cue,), source=(source,), method=SAID, scores=scores)


@cache
def _pointer() -> re.Pattern[str]:
    """A pointer that ends its clause or phrase: `said so.`, `said the same of Wu`, not `said the same clerk`."""
    pointers, next_words = (
        "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        for words in (words_of("pointer"), (*words_of("boundary"), *words_of("filler")))
    )
    return re.compile(rf"(?<=\w)\s+(?P<pointer>{pointers})(?=[.,;:!?)\n]|$|\s(?:{next_words})\b)", re.IGNORECASE)
