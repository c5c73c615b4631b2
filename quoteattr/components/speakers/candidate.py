"""A candidate for who a source is, and the features that need nothing but the source and the candidate.

In: a source at its `Place`, and an entity or a description. Out: pairs of a feature's name and its value::

    dict(of_description(place, "senior engineer"))["described_role"] == 1.0
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from quoteattr.components.annotations import Resolution
from quoteattr.components.speakers.entities import Entity
from quoteattr.components.speakers.sources import Source
from quoteattr.components.vocabulary import body_noun, document_noun, is_group_noun, role_noun
from quoteattr.lexicon import word_set
from quoteattr.spans import Span
from quoteattr.statements import SpeakerType

Features = Mapping[str, float]
Pairs = Iterator[tuple[str, float]]


class Sort(StrEnum):
    """What a candidate is."""

    ENTITY = "entity"
    DESCRIBED = "described"  # somebody who is known by the source's own words only
    OPEN = "open"  # the text does not settle it


class SourceGroup(StrEnum):
    """Sources that are weighed alike: each group has weights of its own."""

    HE_SHE = "he_she"
    THEY_IT = "they_it"
    NAME = "name"
    DEFINITE = "definite"  # the minister, his lawyer, Acme's chief
    INDEFINITE = "indefinite"  # a minister, critics
    EMPTY = "empty"  # a quote beside which the text names no source


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One answer to who a source is.

    Attributes:
        sort: an entity, somebody described, or nobody.
        name: of the entity, or the description; empty for nobody.
        entity: the entity, None for the others.
        features: by name; what is not there is 0.
    """

    sort: Sort
    name: str
    entity: Entity | None = None
    features: Features


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A source in its document.

    Attributes:
        index: of the statement.
        source: of the statement.
        answer: what the resolvers say of it.
        spans: the words of the statement.
        gender: he, she, it or any, of a pronoun.
        at: index of the mention that heads the source, or of the first one behind its beginning.
        sentence: its number.
        paragraph: its number.
        words: what a description says.
        salience: of the entities, relative to the most salient one.
        latest: the last two whom the source may mean, with the numbers of the mentions that spoke of them.
        inside: the mentions in the words of the source, or within a word behind it.
        speakers: who said the two statements before, the last first.
        openings: the first mention behind the beginning of each of the spans.
    """

    index: int
    source: Source
    answer: Resolution
    spans: tuple[Span, ...]
    gender: str | None
    at: int
    sentence: int
    paragraph: int
    words: frozenset[str]
    salience: Mapping[int, float]
    latest: tuple[tuple[int, Entity], ...]
    inside: range
    speakers: tuple[str, ...]
    openings: tuple[int, ...]


def filled(pairs: Iterable[tuple[str, float]]) -> Features:
    """The features that are not 0; of two with one name the larger."""
    found: dict[str, float] = {}
    for name, value in pairs:
        if value and value > found.get(name, 0.0):
            found[name] = value
    return found


def may_mean(gender: str | None, entity: Entity) -> bool:
    """Whether gender and number of a pronoun leave the entity as a candidate at all; None of what is no pronoun."""
    if gender in {"he", "she"}:
        fits = entity.gender is None or entity.gender == gender
        return fits and entity.type in (SpeakerType.PERSON, SpeakerType.UNKNOWN)
    return gender != "it" or entity.type is not SpeakerType.PERSON


def answered(place: Place, entity: Entity) -> Pairs:
    """What the resolvers say."""
    answered = place.answer.speaker == entity.name
    yield "answer", float(answered)
    yield f"answer_{place.answer.evidence}", float(answered)
    yield "answer_certainty", place.answer.certainty if answered else 0.0
    yield "answer_candidate", float(entity.name in place.answer.candidates)


def of_description(place: Place, words: str) -> Pairs:
    """What speaks for somebody of whom no mention is known, and who is known by these words only."""
    answered = place.answer.speaker == words
    yield "described", 1.0
    yield "answer", float(answered)
    yield f"answer_{place.answer.evidence}", float(answered)
    yield from as_new(place, words)
    yield from definite(words)


def as_new(place: Place, words: str) -> Pairs:
    """What speaks for somebody whom the text brings in with the words of the source."""
    type_ = place.source.type
    article, *rest = words.split() or ("",)
    yield "new", 1.0
    yield f"new_{type_}", 1.0
    yield "new_role", float(any(role_noun(word.strip(",")) for word in words.split()))
    yield "new_capital", float(any(word[:1].isupper() for word in rest))
    if article.casefold() in {"the", "this", "that"}:
        yield f"new_definite_{type_}", 1.0


def definite(words: str) -> Pairs:
    """Whether a description takes for granted that its reader knows who is meant: “the firm”, “the former governor”."""
    article, *rest = words.split() or ("",)
    presupposes = article.casefold() in {"the", "this", "that"} and bool(rest)
    yield "described_definite", float(presupposes)
    yield "described_in_detail", float(presupposes and any(word in word_set("prepositions") for word in rest))


def types_fit(noun: str, entity: Entity) -> Pairs:
    """Whether an entity is of the kind that a noun means."""
    yield from ((f"{kind}_for_{entity.type}", 1.0) for kind in _kinds(noun))


@lru_cache(maxsize=1_000)  # every candidate of a source is asked
def _kinds(noun: str) -> tuple[str, ...]:
    """What a noun means: somebody in a role, a body, a group, a document."""
    kinds = {
        "role": role_noun(noun) is not None,
        "body": body_noun(noun) is not None,
        "group": is_group_noun(noun),
        "document": document_noun(noun) is not None,
    }
    return tuple(kind for kind, holds in kinds.items() if holds)
