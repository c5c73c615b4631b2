"""What tells a report of something that can be true or false from acts, aims, topics and bare pronouns.

In: a claim. Out: features by name::

    features = features_of(page, reported)
    features["content_pronoun"] == 1.0     Lund denied it
"""

from collections.abc import Iterator, Mapping
from functools import cache

from spacy.tokens import Token

from quoteattr.components.annotations import Reported
from quoteattr.components.attribution.calibration import log_odds
from quoteattr.components.attribution.cues import CueClass, words_of
from quoteattr.components.attribution.frames import head_of
from quoteattr.components.speech.page import SpeechPage, base_of, words_in
from quoteattr.components.speech.quotations import length_class
from quoteattr.spans import Span
from quoteattr.statements import Kind

Pairs = Iterator[tuple[str, float]]

FINITE = {"VBD", "VBZ", "VBP", "MD"}
_POINTERS = {"it", "that", "this", "so", "these", "those", "them", "one", "something", "anything", "him", "her"}
_OPENINGS = {"that", "whether", "if", "how", "why", "what", "who", "when", "where", "to", "for", "about", "of", "not"}
_NEGATIONS = {"not", "n't", "n’t", "never", "no"}
_TENSES = {"VBD", "VBZ", "VBP", "VBG", "VBN", "VB"}


def features_of(page: SpeechPage, one: Reported) -> Mapping[str, float]:
    """The features of a claim that are not 0."""
    content = [token for span in one.spans for token in page.tokens(span)]
    pairs = (
        *_of_content(page, one, content),
        *_of_cue(page, one),
        *_of_source(page, one),
        *_of_place(page, one),
        *_of_both(page, one, content),
    )
    return {name: value for name, value in pairs if value}


def is_clause(content: list[Token]) -> bool:
    """Whether there is a finite verb with its subject: “the gate was open”."""
    own = {token.i for token in content}
    return any(
        token.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"}
        and token.head.i in own
        and (token.head.tag_ in FINITE or any(child.tag_ in FINITE and child.i in own for child in token.head.children))
        for token in content
    )


def _of_content(page: SpeechPage, one: Reported, content: list[Token]) -> Pairs:
    words = words_in(page.text, one.spans)
    yield "any", 1.0
    yield length_class(len(words)), 1.0
    yield "mixed", float(one.kind is Kind.MIXED)
    yield "clause", float(is_clause(content))
    yield "finite_verb", float(any(token.tag_ in FINITE for token in content))
    yield "content_pronoun", float(all(word.casefold() in _POINTERS for word in words) or _points(content))
    first = content[0] if content else None
    yield f"first_{first.pos_ if first is not None else 'none'}", 1.0
    if first is not None:
        yield f"opens_{first.lower_}", float(first.lower_ in _OPENINGS)
        yield "opens_gerund", float(first.tag_ == "VBG")
        yield "opens_adjective", float(first.pos_ == "ADJ")
    yield "several", float(len(one.spans) > 1)


def _points(content: list[Token]) -> bool:
    """`discussed | that with her lawyers`: a pronoun and what stands beside it."""
    is_pointer = len(content) > 1 and content[0].lower_ in {"that", "this", "so"}
    return is_pointer and content[1].tag_ == "IN" and not is_clause(content)


def _of_cue(page: SpeechPage, one: Reported) -> Pairs:
    if one.cue is None:
        yield "no_cue", 1.0
        return
    tokens = page.tokens(one.cue)
    head = head_of(page.text, one.cue)
    yield "cue_words", min(5.0, len(tokens)) / 5
    yield "cue_negated", float(any(token.lower_ in _NEGATIONS for token in tokens))
    verbs = [token for token in tokens if token.tag_ in _TENSES]
    yield f"tense_{verbs[-1].tag_ if verbs else 'none'}", 1.0
    yield "cue_after_to", float(any(token.lower_ == "to" and token.tag_ == "TO" for token in tokens))
    yield "cue_passive", float(_is_passive(verbs))
    yield "cue_modal", float(any(token.tag_ == "MD" for token in tokens))
    yield "cue_colon", float(one.cue.of(page.text).strip() == ":")
    if head is None:
        yield "cue_unknown", 1.0
        if verbs:
            yield f"cue={base_of(verbs[-1])}", 1.0
        return
    yield f"cue={head.entry.term}", 1.0
    yield f"cue_{head.kind}", 1.0
    yield f"act_{one.act}", 1.0
    yield "cue_clause", float(bool(head.entry.one("clause")))
    yield "cue_names", float(bool(head.entry.one("names")))
    inside = page.tokens(head.span)
    yield "cue_no_verb", float(head.kind is CueClass.VERB and inside[0].pos_ not in {"VERB", "AUX"})
    yield "cue_proper", float(inside[0].pos_ == "PROPN")


def _is_passive(verbs: list[Token]) -> bool:
    return len(verbs) > 1 and verbs[-1].tag_ in {"VBN", "VBD"} and any(base_of(one) == "be" for one in verbs[:-1])


def _of_source(page: SpeechPage, one: Reported) -> Pairs:
    if one.source is None:
        yield "no_source", 1.0
        return
    words = one.source.of(page.text).casefold()
    yield f"source_{words}", float(words in words_of("subject") or words in {"who", "which", "that"})
    tokens = page.tokens(one.source)
    yield "source_name", float(any(token.pos_ == "PROPN" for token in tokens))
    yield "source_entity", float(any(token.ent_type_ == "PERSON" for token in tokens))
    yield "source_quoted", float(page.is_quoted(one.source))


def _of_place(page: SpeechPage, one: Reported) -> Pairs:
    yield "confidence", log_odds(one.confidence) / 4
    yield "headline", float(one.spans[0].start < page.headline_end)
    yield "early", float(one.spans[0].start < len(page.text) / 10)
    yield "inside_quotation", float(all(page.is_quoted(span) for span in one.spans))
    yield f"method_{one.method.partition('+')[0].removeprefix('rule:')}", 1.0
    yield "of_claim", float(one.claim is not None)
    yield "addressee", float(one.addressee is not None)
    yield "medium", float(one.medium is not None)
    if one.cue is not None:
        yield "content_first", float(one.spans[0].start < one.cue.start)
        yield "content_right_behind", float(0 <= one.spans[0].start - one.cue.end <= 1)
        yield "comma_between", float("," in _between(page.text, one.spans[0], one.cue))


def _between(text: str, one: Span, other: Span) -> str:
    first, second = sorted((one, other))
    return text[first.end : second.start]


def _of_both(page: SpeechPage, one: Reported, content: list[Token]) -> Pairs:
    """What the verb and the form of its content say together."""
    form = _form(content)
    yield f"form_{form}", 1.0
    yield f"{one.act}_{form}", 1.0
    head = head_of(page.text, one.cue) if one.cue else None
    group = _group(head.entry.term) if head is not None else "unknown"
    yield f"{group}_{form}", 1.0
    yield f"mixed_{one.act}", float(one.kind is Kind.MIXED)


def _form(content: list[Token]) -> str:
    """How the content is built: a clause, an infinitive, a gerund, a noun phrase."""
    if is_clause(content):
        return "clause"
    first = content[0] if content else None
    if first is None:
        return "none"
    if first.tag_ == "TO" or (first.lower_ == "not" and len(content) > 1 and content[1].tag_ == "TO"):
        return "infinitive"
    if first.tag_ == "VBG":
        return "gerund"
    return "verb" if any(token.tag_ in FINITE for token in content) else "phrase"


@cache
def _group(term: str) -> str:
    return "plain" if term in {"say", "tell", "add", "according to", "announce", "report"} else "other"
