"""The words of a source without a name: its description, its kind, and whether they withhold the name.

In: a Doc and where the source stands. Out: “a senior official” for “A senior official, who asked not to be
named,”, and that it is anonymous::

    describe(doc, text, Span(0, 38))
"""

import re
from functools import cache

from spacy.tokens import Doc, Token

from quoteattr.components.speakers.mentions import Mention, MentionKind
from quoteattr.components.vocabulary import (
    anonymity_phrases,
    body_noun,
    document_noun,
    fold,
    is_calendar_word,
    is_common_noun,
    is_group_noun,
    name_parts,
    role_noun,
)
from quoteattr.lexicon import load_entries, word_set
from quoteattr.spans import Span, trim
from quoteattr.statements import SpeakerType

LONGEST_CLAUSE = 40  # tokens of a clause that says why a name is withheld
NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
# Where a description ends and what is said of it begins: “a senior official who asked ...”; not the comma of “1,200”.
TAIL = re.compile(r"\s*(?:,(?!\d)|;|\(|—|–|\bwho\b|\bwhich\b|\bwhose\b|\bspeaking\b).*", re.S)


def is_anonymous(doc: Doc, start: int, end: int) -> bool:
    """Whether the source, or a clause right behind it, says that its name is withheld."""
    stop = end
    if stop < len(doc) and (doc[stop].text == "," or doc[stop].lower_ == "who"):
        while stop < min(len(doc), end + LONGEST_CLAUSE) and not _breaks(doc, stop):
            stop += 1
    plain = fold(" ".join(doc[start:stop].text.split()))
    return any(phrase in plain for phrase in anonymity_phrases())


def _breaks(doc: Doc, index: int) -> bool:
    token = doc[index]
    return token.is_sent_start or token.is_quote or "\n" in doc[index - 1].text_with_ws


def describe(doc: Doc, text: str, span: Span) -> str:
    """The words up to the first comma or clause, the first word in small letters if it may be."""
    words = " ".join(TAIL.sub("", text[span.start : span.end], count=1).split())
    words = words or " ".join(text[span.start : span.end].split())
    first = words.split(" ")[0]
    return words[:1].lower() + words[1:] if _is_common(doc, first, span) else words


def _is_common(doc: Doc, word: str, span: Span) -> bool:
    """Whether a word at the start of a description is written small inside a sentence."""
    tokens = doc.char_span(span.start, span.start + 1, alignment_mode="expand")
    if not tokens or (not word[1:].islower() and len(word) > 1):
        return False
    if tokens[0].is_stop or is_common_noun(word):
        return True
    return tokens[0].pos_ != "PROPN" and tokens[0].ent_type_ not in NAME_LABELS


def is_time(token: Token) -> bool:
    """“Tuesday”, “today”: when somebody spoke, and nobody who did."""
    return is_calendar_word(token.text) or token.ent_type_ in {"DATE", "TIME"} or token.lower_ in word_set("near days")


def last_paragraph(text: str, span: Span, edges: str) -> Span:
    """The part of a span in its last paragraph: a picture credit or a list before it is no source."""
    start = text.rfind("\n\n", span.start, trim(text, span, edges).end)
    return span if start < 0 else Span(start + 2, span.end)


def type_of(head: Token, mention: Mention | None) -> SpeakerType:
    """What kind of source a description is, by its head noun and the mention that ends there."""
    if mention is not None and mention.kind is MentionKind.NOMINAL:
        return mention.type
    role = role_noun(head.text)
    plural = head.tag_ in {"NNS", "NNPS"}
    if (role and role.plural) or is_group_noun(head.text) or (plural and role_noun(head.text.removesuffix("s"))):
        return SpeakerType.GROUP
    if role is not None:
        return SpeakerType.PERSON
    if mention is not None and mention.kind is MentionKind.NAME:
        return mention.type
    if head.pos_ == "NUM":
        return SpeakerType.GROUP
    if document_noun(head.text):
        return SpeakerType.DOCUMENT
    return SpeakerType.ORGANIZATION if body_noun(head.text) else SpeakerType.UNKNOWN


def is_outlet(name: str) -> bool:
    """Whether a name is that of a publication or agency."""
    return fold(name.removeprefix("The ").removeprefix("the ")) in _outlets()


@cache
def _outlets() -> frozenset[str]:
    return name_parts("agency") | {
        fold(name) for entry in load_entries("outlets").values() for name in (entry.term, *entry.many("names"))
    }
