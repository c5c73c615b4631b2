"""What kind of act a report is: what its verb reports, said where and to whom, and whether anything is reported at all.

In: the text and the cue, source and content of one attribution. Out: a `Frame`, from the words of the
cue and around it (no parse); the verbs and what they mean are in lexicon/cues.yml::

    Kim Wu denied that she lied.        ->  act denied
    Wu told members it failed.          ->  act statement, addressee "members"
    Wu wrote on X: “See you in court.”  ->  medium "social_post"
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest

from quoteattr.components.attribution.cues import WORD, CueClass, CueMatch, find_cues, inflect, words_of
from quoteattr.components.attribution.media import find_addressee, find_medium
from quoteattr.components.attribution.sentences import begins_sentence
from quoteattr.lexicon import load_entries
from quoteattr.spans import Span
from quoteattr.statements import Modality

# Values of `frame` and of its variants in the lists of cues.
DENIED, NOT_SAID, DECLINED = "denied", "not_said", "declined"
FRAMES = (*Modality, DENIED, NOT_SAID, DECLINED)

# Characters before the verb in which its auxiliaries and negations are looked for.
REACH = 60
# Characters after the cue in which a phrase that begins in it may end: "declined" + "to comment".
AHEAD = 30

_QUOTED = re.compile(r"[\"“”„«»‘]|''|``")
_LEAD = re.compile(r"^[\s\"“„«‘'`,:;—–-]+(?:that\s+)?", re.IGNORECASE)
_ASKS = re.compile(r"(?:whether|if)\b", re.IGNORECASE)
# `an official who asked not to be named said`: the negation is that of the clause, not of the cue.
_RELATIVE = re.compile(r"\b(?:who|which|whose|whom)\b")
# `Norvane rejects that.`
_POINTERS = {"it", "that", "this", "those"}
# Auxiliaries that change their form before "n't".
_FULL = {"wo": "will", "sha": "shall", "ca": "can"}
# `to resign`, `him to resign`, `the ministers to resign`: no subject with a verb of its own before "to".
_INFINITIVE = re.compile(
    r"(?:(?:the|a|an|his|her|its|their|our|my|all|both|me|him|us|them)\s+)?(?:[\w’'-]+\s+)?(?:not\s+)?to\s+[a-z]",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"(?:for|on|upon)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[.,;:!?\"“”«»\n—–()]|''|\s-\s")
_NEGATED = re.compile(r"(?P<auxiliary>\w+)n't$")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|(?:he|she|it|that|there|who)[’']s)\s*$", re.IGNORECASE)
_TO = re.compile(r"\bto\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How a content is reported; whether it was said at all is what components/veridicality finds.

    Attributes:
        act: what the verb itself reports: a modality, DENIED or NOT_SAID.
        is_statement: False when nothing is reported ("declined to comment") or nobody in
            particular says it ("you can’t just say “sorry”").
        is_negated: a negation stands with the cue or opens the source, so that the content reports nothing further.
        is_passive: the mention before the cue is not who says it ("He is said to be ill").
    """

    act: str = Modality.STATEMENT
    medium: str | None = None
    addressee: str | None = None
    is_statement: bool = True
    is_negated: bool = False
    is_passive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """The words around a cue that say how it is meant: all lower case."""

    head: CueMatch | None
    before: str  # auxiliaries, negations, adverbs
    words: tuple[str, ...]
    source: str
    content: str  # from its first word on, without "that" and marks
    is_imperative: bool  # `Say that it fails.`
    is_mark: bool  # the cue is a colon or a dash; before it may stand a label, `Q:`

    def has(self, word_class: str) -> bool:
        """Whether a word of a class of function_words.yml stands before the verb."""
        padded = f" {' '.join(self.words)} "
        return any(f" {word} " in padded for word in words_of(word_class))

    @property
    def is_negated(self) -> bool:
        """`did not say`, `never said`, `nobody said`."""
        return self.has("negation") or self.source.startswith(words_of("nobody"))


def frame_of(text: str, cue: Sequence[Span], source: Sequence[Span], content: Sequence[Span]) -> Frame:
    """The frame of one attribution."""
    if not cue:
        return Frame()
    setting = _setting(text, cue, source, content)
    frame = _base(setting, _is_quoted(text, content))
    return Frame(
        act=frame,
        medium=find_medium(text, cue, source, content, setting.head),
        addressee=find_addressee(text, cue, source, content, setting.head),
        is_statement=not (
            _is_declined(setting, frame) or _is_generic(setting, bool(source)) or _is_sign(setting, text, source)
        ),
        is_negated=setting.is_negated or frame == NOT_SAID,
        is_passive=_is_passive(text, cue, source, setting),
    )


def _setting(text: str, cue: Sequence[Span], source: Sequence[Span], content: Sequence[Span]) -> _Setting:
    start, end = cue[0].start, cue[-1].end
    head = head_of(text, Span(start, end))
    stop = head.span.start if head else start
    begin = max(0, start - REACH)
    if source and source[-1].end <= stop:
        begin = max(begin, source[-1].end)
    elif content and content[-1].end <= stop:
        begin = max(begin, content[-1].end)
    # Auxiliaries stand in the clause of the verb: `Wu, who did not attend, said`.
    before = _CLAUSE.split(text[begin:stop])[-1]
    if source and _RELATIVE.search(text, source[-1].start, stop):
        before = _verb_group(before)
    words = _words(before if head else before + text[start:end])
    lead = text[content[0].start : content[0].start + REACH] if content else ""
    return _Setting(
        head=head,
        before=text[begin - 20 if begin > 20 else 0 : stop],
        words=words,
        source=_source_words(text, source[0]) if source else "",
        content=_LEAD.sub("", lead).casefold(),
        is_imperative=head is not None and _is_imperative(text, head),
        is_mark=WORD.search(text, start, end) is None,
    )


def _source_words(text: str, source: Span) -> str:
    """A source in lower case, a relative with the word before it: `anyone who`."""
    words = source.of(text).casefold()
    before = text[max(0, source.start - REACH) : source.start].split()
    is_one = [word.casefold() for word in before[-2:-1]] == ["the"]  # `was the one who said`
    return f"{before[-1].casefold()} {words}" if words == "who" and before and not is_one else words


def _verb_group(before: str) -> str:
    """The auxiliaries and adverbs at the end: `who asked not to be named has also` -> `has also`."""
    words = before.split()
    known = {word for kind in ("auxiliary", "negation", "possible", "future", "past") for word in words_of(kind)}
    first = len(words)
    while first and (_NEGATED.match(words[first - 1]) or words[first - 1] in known or words[first - 1].endswith("ly")):
        first -= 1
    return " ".join(words[first:])


def _is_imperative(text: str, head: CueMatch) -> bool:
    """Whether a sentence begins with the bare verb."""
    is_bare = head.kind is CueClass.VERB and head.span.of(text).casefold() == head.entry.term
    return is_bare and begins_sentence(text, head.span.start)


def _words(text: str) -> tuple[str, ...]:
    """Words in lower case, contracted auxiliaries in full: `won’t` is will, not."""
    words: list[str] = []
    for word in WORD.findall(text.replace("’", "'").casefold()):
        negated = _NEGATED.match(word)
        words.extend((_FULL.get(negated["auxiliary"], negated["auxiliary"]), "not") if negated else (word,))
    return tuple(words)


@lru_cache(maxsize=1_000)  # several stages ask for the cues of the text at hand
def head_of(text: str, cue: Span) -> CueMatch | None:
    """The cue that says what kind of act it is: a phrase of several words, else a verb, else a noun.

    In `is expected to say` the first verb is no cue but an auxiliary; `pleaded “not guilty”` is no phrase of the list.
    """
    found = find_cues(text, cue.start, min(len(text), cue.end + AHEAD))
    matches = [match for match in found if match.span.start < cue.end and not _QUOTED.search(match.span.of(text))]
    matches = [
        match
        for match, after in zip_longest(matches, matches[1:])
        if after is None or text[match.span.start : after.span.start].rstrip().casefold() not in words_of("future")
    ]
    matches = [one for one in matches if text[cue.start : one.span.end].casefold() not in words_of("arriving")]
    phrases = [match for match in matches if " " in match.entry.term]
    verbs = [match for match in matches if match.kind is CueClass.VERB]
    return next(iter([*phrases, *verbs, *matches]), None)


def _base(setting: _Setting, quoted: bool) -> str:
    """The frame of the verb itself, by what follows it."""
    if setting.head is None:
        if setting.is_mark:
            return Modality.STATEMENT
        # An unknown cue with words between marks is speech; without, it mostly is an attitude ("is wary of").
        return Modality.STATEMENT if quoted else Modality.THOUGHT
    entry = setting.head.entry
    frame = entry.one("frame", Modality.STATEMENT, FRAMES)
    for name, applies in (
        ("claims", _begins_with_claim(setting.content)),
        ("whether", bool(_ASKS.match(setting.content))),
        ("to", bool(_INFINITIVE.match(setting.content))),
        ("for", setting.content.startswith("for ")),
        ("on", bool(_PREPOSITION.match(setting.content))),
    ):
        if applies and entry.one(name):
            return entry.one(name, allowed=FRAMES)
    return frame


def _is_declined(setting: _Setting, frame: str) -> bool:
    """`declined to comment`, `did not respond`."""
    if frame == DECLINED:
        return True
    return setting.is_negated and setting.head is not None and setting.head.entry.one("negated") == DECLINED


def _is_generic(setting: _Setting, has_source: bool) -> bool:
    """`You can’t just say “sorry”`, `It is not enough to say “sorry”`, `Say that it fails`."""
    if not has_source and _TO.search(setting.before):
        return setting.head is not None and setting.head.entry.term == "say"
    if not has_source and setting.is_imperative:
        return True
    somebody = setting.source if has_source else next(iter(setting.words), "")
    is_relative = somebody.endswith(" who")  # `Anyone who says “sorry” is shown the door`
    return somebody.removesuffix(" who") in words_of("generic") and (
        is_relative or somebody.endswith("ever") or setting.has("possible")
    )


def _is_sign(setting: _Setting, text: str, source: Sequence[Span]) -> bool:
    """`A banner read “Save the pier”`, `a placard reading “Hands off”`."""
    if setting.is_mark or (setting.head is not None and setting.head.entry.one("signs") != "yes"):
        return False
    subject = source[0].of(text) if source else _CLAUSE.split(setting.before)[-1]
    if source and setting.source in words_of("relative"):
        subject = text[max(0, source[0].start - REACH) : source[0].end]  # `a banner | that | said`
    return _sign().search(subject) is not None


@cache
def _sign() -> re.Pattern[str]:
    """A thing that bears words, as the head of a mention or before the verb."""
    nouns = "|".join(re.escape(noun) for noun in load_entries("signs"))
    return re.compile(rf"\b(?:{nouns})s?(?:\s+(?:that|which))?\s*$", re.IGNORECASE)


def _is_passive(text: str, cue: Sequence[Span], source: Sequence[Span], setting: _Setting) -> bool:
    """`It was announced that`, `Wu was told`: what stands before the cue is not who speaks."""
    if setting.head is None or setting.head.kind is not CueClass.VERB or not source or source[-1].end > cue[0].start:
        return False
    entry, verb = setting.head.entry, setting.head.span.of(text).casefold()
    participle = verb.endswith("ed") or (verb in entry.many("forms") and not verb.endswith("ing"))
    # `We are convinced`: the one who is convinced is the one who thinks so.
    is_attitude = entry.one("frame") == Modality.THOUGHT and entry.one("addressee") == "object"
    return participle and not is_attitude and " " not in entry.term and bool(_PASSIVE.search(setting.before))


def _begins_with_claim(content: str) -> bool:
    """Whether the content is a claim of somebody's: `rumours that ...`, `the widespread suggestion of ...`."""
    words = WORD.findall(content)
    return not _deniable().isdisjoint(words[:4]) or (len(words) > 0 and " ".join(words) in _POINTERS)


def _is_quoted(text: str, content: Sequence[Span]) -> bool:
    return any(_QUOTED.search(text, max(0, span.start - 2), span.end + 1) for span in content)


@cache
def _deniable() -> frozenset[str]:
    """Nouns that stand for a claim, singular and plural."""
    nouns = [term for term, entry in load_entries(CueClass.NOUN).items() if entry.one("deniable") == "yes"]
    return frozenset(form for noun in nouns for form in inflect(noun)[:2])
