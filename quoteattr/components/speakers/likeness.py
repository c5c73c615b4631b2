"""What a document calls its entities, and whether a description fits one of them.

In: a `DiscourseState` with its entities, and a description at its `Place`. Out: pairs of a feature and its value::

    likeness = Likeness(state, entities, known)
    dict(likeness.of(place, entity, features))["same_noun"] == 1.0

What an entity is called stands in its names, in the roles and descriptions that the rules found, and in the phrases
beside its name whatever their words (“carpet fitter Kai Snow”, “Norvik, a maker of kites”).
"""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quoteattr.components.rolephrases import Construction, find_phrases
from quoteattr.components.speakers.candidate import Features, Pairs, Place, as_new, types_fit
from quoteattr.components.speakers.descriptions import content_words
from quoteattr.components.speakers.discourse_state import DiscourseState
from quoteattr.components.speakers.entities import Entity
from quoteattr.components.speakers.mentions import MentionKind
from quoteattr.components.vocabulary import fold, role_noun
from quoteattr.statements import SpeakerType

BEGINNING = 3  # sentences at the beginning of an article, in which its main persons are named
MOST = 20  # names of an entity beside which phrases are looked for
CLAUSES = frozenset({Construction.CLAUSE, Construction.PARTICIPLE, Construction.PREPOSITION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """What a document calls an entity.

    Attributes:
        names: words of its names.
        words: words of its roles and descriptions.
        kinds: of its roles.
    """

    names: frozenset[str]
    words: frozenset[str]
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a description says of whom it means.

    Attributes:
        noun: its head.
        modifiers: its other words.
        kinds: of its role.
        gender: of its mention.
    """

    noun: str
    modifiers: frozenset[str]
    kinds: frozenset[str]
    gender: str | None


class Likeness:
    """Compares descriptions with the entities of one document.

    Args:
        state: the document, read.
        entities: whom it mentions.
        known: the numbers of the mentions of each, by `id`.
    """

    def __init__(self, state: DiscourseState, entities: Sequence[Entity], known: Mapping[int, Sequence[int]]) -> None:
        self.state = state
        self.first = {id(entity): known[id(entity)][0] for entity in entities}
        self.new = defaultdict[SpeakerType, list[int]](list)
        for entity in entities:
            if entity.number not in state.discourse.described:
                insort(self.new[entity.type], self.first[id(entity)])
        self.called = {id(entity): self._called(entity) for entity in entities}
        self.apposed: dict[int, frozenset[str]] = {}
        self.described: dict[tuple[int, int], Described] = {}  # by the tokens of the source, for all candidates

    def _called(self, entity: Entity) -> Called:
        called = self.state.discourse.descriptions.of_entity.get(entity.number, [])
        roles = (word for role in entity.roles for word in content_words(role))
        words = frozenset().union(*called, roles)
        names = frozenset(content_words(" ".join(entity.names)))
        return Called(
            names=names,
            words=words,
            kinds=frozenset(kind for word in words if (known := role_noun(word)) for kind in known.kinds),
        )

    def words(self, entity: Entity) -> frozenset[str]:
        """Everything that an entity is called."""
        called = self.called[id(entity)]
        return called.names | called.words

    def _apposed(self, entity: Entity) -> frozenset[str]:
        """The words of the phrases beside the names of an entity."""
        if id(entity) not in self.apposed:
            mentions = [(at, self.state.mentions[at]) for at in entity.mentions[:MOST]]
            phrases = (
                phrase
                for at, mention in mentions
                if mention.kind is MentionKind.NAME
                for phrase in find_phrases(self.state.doc, mention.start, mention.end, self.state.roles.get(at, ()))
                if phrase.construction not in CLAUSES
            )
            self.apposed[id(entity)] = frozenset(word for phrase in phrases for word in content_words(phrase.role.text))
        return self.apposed[id(entity)]

    def of(self, place: Place, entity: Entity, lasting: Features) -> Pairs:
        """What the words of a description say for and against an entity, of which `lasting` features are known."""
        if entity.number in self.state.discourse.described and self.first[id(entity)] >= place.at:
            yield from as_new(place, entity.name)
            yield from types_fit(place.source.noun, entity)
            return
        yield from self._compare(place, entity)
        yield "opening_headline", float(place.sentence <= BEGINNING) * lasting.get("headline", 0.0)
        yield "opening_most", float(place.sentence <= BEGINNING) * lasting.get("most_mentioned", 0.0)
        yield "next_of_type", float(self._is_next(place, entity))

    def _is_next(self, place: Place, entity: Entity) -> bool:
        """Whether the entity is the first one of its type that the text brings in by name behind the source."""
        first, new = self.first[id(entity)], self.new[entity.type]
        named = entity.number not in self.state.discourse.described
        return named and first > place.at and bisect_left(new, first) == bisect_right(new, place.at)

    def _compare(self, place: Place, entity: Entity) -> Pairs:
        """Whether a description fits an entity that is known by more than this description."""
        called, apposed = self.called[id(entity)], self._apposed(entity)
        described = self._described(place)
        noun, own, gender = described.noun, described.kinds, described.gender
        yield "same_noun", float(noun in called.words)
        yield "noun_in_name", float(noun in called.names)
        yield "shared_words", len(place.words & called.words) / max(1, len(place.words))
        yield "shared_name", float(bool(described.modifiers & called.names))
        yield "other_kind", float(bool(own and called.kinds) and not own & called.kinds)
        yield "never_called", float(not called.words)
        yield "noun_gender", float(gender is not None and gender == entity.gender)
        yield "noun_other_gender", float(gender is not None and entity.gender is not None and gender != entity.gender)
        yield "apposed_noun", float(noun in apposed)
        yield "apposed_words", len(place.words & apposed) / max(1, len(place.words))
        yield from types_fit(place.source.noun, entity)

    def _described(self, place: Place) -> Described:
        source = place.source
        key = (source.start, source.end)
        if key not in self.described:
            noun, role = fold(_last(source.noun)), role_noun(source.noun)
            self.described[key] = Described(
                noun=noun,
                modifiers=place.words - {noun},
                kinds=role.kinds if role else frozenset(),
                gender=self.state.mentions[source.head].gender if source.head is not None else None,
            )
        return self.described[key]


def _last(words: str) -> str:
    return words.strip().rpartition(" ")[2]
