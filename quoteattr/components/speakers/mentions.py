"""Mentions of those who may speak: names, pronouns and descriptions, in the order of the text.

In: a parsed Doc and the spans of its quotes. Out: `Mention`s with token and character offsets; the
mentions of “Health Secretary Ruth Amos met the mayor, and she said no” are the name “Health
Secretary Ruth Amos”, the nominal “the mayor” and the pronoun “she”.

spaCy's small entity recogniser is one witness among several: titles, role nouns, given names and
capitals are asked first, because it calls a third of the surnames of a news article places or firms.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from spacy.tokens import Doc

from quoteattr.components.grammar import root_between, words_between
from quoteattr.components.names import PersonName, parse_name
from quoteattr.components.speakers.apposition import (
    is_owned_relative,
    is_relative,
    phrase_start,
)
from quoteattr.components.speakers.namespotting import find_names
from quoteattr.components.speakers.nametypes import NameSpan
from quoteattr.components.speakers.salience import prominence
from quoteattr.components.vocabulary import (
    Gender,
    RoleNoun,
    body_noun,
    document_noun,
    is_group_noun,
    national,
    pronoun,
    role_noun,
    role_noun_endings,
)
from quoteattr.lexicon import word_set
from quoteattr.spans import Span
from quoteattr.statements import SpeakerType

# A new paragraph puts what was before it as far away as this many sentences do.
PARAGRAPH = 2


# “the Dane”, “the 52-year-old”: somebody of whom no kind of role is said.
ANYBODY = RoleNoun(kinds=frozenset())


class MentionKind(StrEnum):
    """How a mention refers."""

    NAME = "name"
    PRONOUN = "pronoun"
    NOMINAL = "nominal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One mention.

    Attributes:
        start, end: tokens; of a name without the role words before it.
        span: characters of the same.
        kind: name, pronoun or nominal.
        type: person, organization, group, document or unknown.
        is_relative: a name is brought in as that of somebody's relative: “her husband, Mark Pike”.
        certain: the words around a name say what it is, not only the entity recogniser.
        name: parts of a person's name, None for everything else.
        words: name of an organisation, head noun of a nominal, headword of a pronoun.
        role: what is known of the head noun of a nominal.
        gender: he or she when the mention itself says so.
        plural: several are meant.
        determined: a nominal has an article, a pronoun or the like before it.
        definite: “the minister” as against “a minister”; names are definite.
        quoted: stands inside a quote.
        sentence: number of the sentence, for distances.
        prominence: 0..1, how much its place in the sentence puts it in the foreground.
    """

    start: int
    end: int
    span: Span
    kind: MentionKind
    type: SpeakerType
    is_relative: bool = False
    certain: bool = False
    name: PersonName | None = None
    words: str = ""
    role: RoleNoun | None = None
    gender: Gender = None
    plural: bool = False
    determined: bool = True
    definite: bool = True
    quoted: bool = False
    sentence: int = 0
    prominence: float = 0.0


def find_mentions(doc: Doc, quotes: Sequence[Span]) -> tuple[Mention, ...]:
    """Every mention of the document.

    Args:
        doc: with parse, tags and entities.
        quotes: spans of direct quotes, in any order; mentions inside them are marked.
    """
    words = [token.text for token in doc]
    names = find_names(doc, words)
    taken = {index for name in names for index in range(name.start, name.end)}
    before_name = {name.start for name in names if name.type is SpeakerType.PERSON}
    inside = _Inside(quotes)
    sentences = _sentence_numbers(doc, words, inside)
    found = [_of_name(doc, name) for name in names]
    found += _pronouns(words, taken)
    found += _nominals(doc, words, taken, before_name)
    found.sort(key=lambda mention: (mention.start, -mention.end))
    return tuple(_placed(doc, mention, inside, sentences) for mention in found)


class _Inside:
    """Tells whether an offset lies inside a quote, in logarithmic time."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = sorted(spans)
        self.starts = [span.start for span in self.spans]
        self.ends: list[int] = []
        for span in self.spans:
            self.ends.append(max(span.end, self.ends[-1] if self.ends else 0))

    def __call__(self, offset: int) -> bool:
        place = bisect_right(self.starts, offset)
        return place > 0 and offset < self.ends[place - 1]


def _sentence_numbers(doc: Doc, words: Sequence[str], inside: _Inside) -> list[int]:
    """The number of the narrator's sentence of each token; a line break always ends one.

    Sentences inside quotes are not counted: a long quote does not move its speaker away.
    """
    numbers, number, told, broken = [], 0, False, False
    starts, letters, offsets = doc.to_array(["SENT_START", "IS_ALPHA", "IDX"]).T.tolist()
    for word, start, is_alpha, offset in zip(words, starts, letters, offsets, strict=True):
        if told and (broken or start == 1):
            number, told = number + (PARAGRAPH if broken else 1), False
        told = told or (is_alpha == 1 and not inside(offset))
        numbers.append(number)
        broken = "\n" in word
    return numbers


def _placed(doc: Doc, mention: Mention, inside: _Inside, sentences: list[int]) -> Mention:
    return replace(
        mention,
        span=_characters(doc, mention.start, mention.end),
        quoted=inside(doc[mention.start].idx),
        sentence=sentences[mention.start],
        prominence=prominence(root_between(doc, mention.start, mention.end)),
    )


def _characters(doc: Doc, start: int, end: int) -> Span:
    last = doc[end - 1]
    return Span(doc[start].idx, last.idx + len(last))


def _of_name(doc: Doc, name: NameSpan) -> Mention:
    relative = is_owned_relative(doc, name.start)
    # “his father, Sandy, missed one”: a relative is a person, whatever the entity recogniser says.
    open_ = name.name is None and not name.certain and " " not in name.words
    person = open_ and relative and is_relative(doc, name.start)
    parts = parse_name(name.words) if person else name.name
    return Mention(
        start=name.start,
        end=name.end,
        span=Span(0, 0),
        kind=MentionKind.NAME,
        type=SpeakerType.PERSON if person else name.type,
        is_relative=relative,
        certain=name.certain or person,
        name=parts,
        words=name.words,
        gender=parts.gender if parts else None,
    )


def _pronouns(words: Sequence[str], taken: set[int]) -> Iterator[Mention]:
    for index, word in enumerate(words):
        known = pronoun(word)
        if known is None or known.gender == "relative" or index in taken:
            continue
        many = known.number == "many"
        person = known.gender in {"he", "she", "self", "other"} and not many
        yield Mention(
            start=index,
            end=index + 1,
            span=Span(0, 0),
            kind=MentionKind.PRONOUN,
            type=SpeakerType.PERSON if person else SpeakerType.UNKNOWN,
            words=known.term,
            gender=known.gender if known.gender in {"he", "she"} else None,
            plural=many,
        )


def _nominals(doc: Doc, words: Sequence[str], taken: set[int], before_name: set[int]) -> Iterator[Mention]:
    for index in (index for index, word in enumerate(words) if _may_be_noun(word)):
        found = _age_noun(doc, index) or _national_noun(doc, index) or _head_noun(doc, index)
        if not found or index + 1 in before_name or _continues(doc, index):
            continue
        if index in taken and not found.national:
            continue
        start = phrase_start(doc, index - found.length + 1)
        determiner = doc[start].lower_
        several = is_group_noun(found.words) or (doc[index].tag_ == "NNS" and body_noun(found.words) is not None)
        plural = found.role.plural if found.role else several
        yield Mention(
            start=start,
            end=index + 1,
            span=Span(0, 0),
            kind=MentionKind.NOMINAL,
            type=_nominal_type(found.words, found.role, plural=plural),
            words=found.words,
            role=found.role,
            gender=found.gender,
            plural=plural,
            determined=determiner in word_set("definite") | word_set("indefinite"),
            definite=determiner in word_set("definite") or any(doc[part].tag_ == "POS" for part in range(start, index)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Noun:
    """The noun of a description: what to look for in roles, how many tokens it has."""

    words: str
    length: int = 1
    role: RoleNoun | None = None
    gender: Gender = None
    national: bool = False


@lru_cache(maxsize=20_000)
def _may_be_noun(word: str) -> bool:
    """Whether a description can end with a word at all: most words of a text are left out here."""
    if "-" in word or word.lower() == "old" or word.casefold() in role_noun_endings():
        return True
    return role_noun(word) is not None or national(word) is not None or _is_thing(word)


def _national_noun(doc: Doc, index: int) -> _Noun | None:
    """“the Dane”: the country stands for the noun."""
    found = national(doc[index].text)
    if found is None or index == 0 or doc[index - 1].lower_ not in word_set("definite"):
        return None
    if index + 1 < len(doc) and (doc[index + 1].pos_ in {"NOUN", "ADJ"} or doc[index + 1].text[:1].isupper()):
        return None
    return _Noun(words=found[0].casefold(), role=ANYBODY, gender=found[1], national=True)


def _nominal_type(noun: str, role: RoleNoun | None, *, plural: bool) -> SpeakerType:
    if plural:
        return SpeakerType.GROUP
    if role is not None:
        return SpeakerType.PERSON
    return SpeakerType.ORGANIZATION if body_noun(noun) else SpeakerType.DOCUMENT


def _age_noun(doc: Doc, index: int) -> _Noun | None:
    """“the 52-year-old”: the age stands for the noun."""
    first = index - 4
    if doc[index].lower_ != "old" or first < 0 or words_between(doc, first + 1, index + 1).casefold() != "-year-old":
        return None
    if index + 1 < len(doc) and doc[index + 1].pos_ in {"NOUN", "PROPN", "ADJ"}:
        return None
    return _Noun(words=doc[first].text, length=5, role=ANYBODY)


def _head_noun(doc: Doc, index: int) -> _Noun | None:
    """The role noun, body or document that ends at a token."""
    token = doc[index]
    if not token.is_alpha and "-" not in token.text:
        return None
    may_be_long = "-" in token.text or token.text.casefold() in role_noun_endings()
    for length in (5, 3, 2, 1) if may_be_long else (1,):
        first = index - length + 1
        words = words_between(doc, first, index + 1) if first >= 0 else ""
        if (role := role_noun(words)) is not None:
            return _Noun(words=words.casefold(), length=length, role=role, gender=role.gender)
    if token.pos_ in {"NOUN", "PROPN", "PRON"} and _is_thing(token.text):
        return _Noun(words=token.lower_)
    return None


def _is_thing(word: str) -> bool:
    return body_noun(word) is not None or document_noun(word) is not None or is_group_noun(word)


def _continues(doc: Doc, index: int) -> bool:
    """Whether the noun is only the first part of a compound (the “bank” of “bank manager”)."""
    token = doc[index]
    if token.dep_ == "compound" and token.head.i > index:
        return True
    if index + 2 < len(doc) and doc[index + 1].text == "-" and not token.whitespace_:
        return True  # the “mum” of “mum-of-three”
    return token.lower_ != "old" and token.pos_ in {"VERB", "ADJ", "ADV"} and token.dep_ in {"ROOT", "amod", "advmod"}


def is_authored(doc: Doc, author: Mention, end: int) -> bool:
    """Whether a source is what a person wrote: “Cole's statement added” reports Cole."""
    owned = author.end + 1 < end and doc[author.end].tag_ == "POS"
    return owned and author.type is not SpeakerType.ORGANIZATION and bool(document_noun(doc[end - 1].text))
