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
from functools import cached_property

from quoteattr.components.rolephrases import Construction, find_phrases
from quoteattr.components.speakers.candidate import Features, Pairs, Place, as_new, types_fit
from quoteattr.components.speakers.descriptions import content_words
from quoteattr.components.speakers.discourse_state import DiscourseState
from quoteattr.components.speakers.entities import Entity
from quoteattr.components.speakers.mentions import MentionKind
from quoteattr.components.vocabulary import body_noun, fold, role_noun
from quoteattr.statements import SpeakerType

WINDOW = 10  # tokens on either side of a name in which its description may recur
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
        bodies: kinds of body that its names and descriptions say.
    """

    names: frozenset[str]
    words: frozenset[str]
    kinds: frozenset[str]
    bodies: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a description says of whom it means.

    Attributes:
        noun: its head.
        modifiers: its other words.
        kinds: of its role.
        body: the kind of body that it says.
        gender: of its mention.
    """

    noun: str
    modifiers: frozenset[str]
    kinds: frozenset[str]
    body: str | None
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
            if entity.number not in state.story.described:
                insort(self.new[entity.type], self.first[id(entity)])
        self.nouns: dict[str, int] = {}
        for number, mention in enumerate(state.mentions):
            if mention.kind is MentionKind.NOMINAL:
                self.nouns.setdefault(_last(mention.words), number)
        self.called = {id(entity): self._called(entity) for entity in entities}
        self.told: dict[int, frozenset[str]] = {}
        self.described: dict[tuple[int, int], Described] = {}  # by the tokens of the source, for all candidates

    def _called(self, entity: Entity) -> Called:
        called = self.state.story.descriptions.of_entity.get(entity.number, [])
        roles = (word for role in entity.roles for word in content_words(role))
        words = frozenset().union(*called, roles)
        names = frozenset(content_words(" ".join(entity.names)))
        bodies = (body_noun(word) for word in (*words, *names))
        return Called(
            names=names,
            words=words,
            kinds=frozenset(kind for word in words if (known := role_noun(word)) for kind in known.kinds),
            bodies=frozenset(kind for kind in bodies if kind),
        )

    def words(self, entity: Entity) -> frozenset[str]:
        """Everything that an entity is called."""
        called = self.called[id(entity)]
        return called.names | called.words

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """The tokens of each word of the document, folded."""
        found: dict[str, list[int]] = defaultdict(list)
        for token in self.state.doc:
            if token.is_alpha:
                found[fold(token.text)].append(token.i)
        return found

    def _told(self, entity: Entity) -> frozenset[str]:
        """The words of the phrases beside the names of an entity."""
        if id(entity) not in self.told:
            mentions = [(at, self.state.mentions[at]) for at in entity.mentions[:MOST]]
            phrases = (
                phrase
                for at, mention in mentions
                if mention.kind is MentionKind.NAME
                for phrase in find_phrases(self.state.doc, mention.start, mention.end, self.state.roles.get(at, ()))
                if phrase.construction not in CLAUSES
            )
            self.told[id(entity)] = frozenset(word for phrase in phrases for word in content_words(phrase.role.text))
        return self.told[id(entity)]

    def of(self, place: Place, entity: Entity, lasting: Features) -> Pairs:
        """What the words of a description say for and against an entity, of which `lasting` features are known."""
        if entity.number in self.state.story.described and self.first[id(entity)] >= place.at:
            first = self.nouns.get(_last(place.source.noun))
            yield from as_new(place, entity.name)
            yield "new_noun", float(first is None or first >= place.at)
            yield from types_fit(place.source.noun, entity)
            return
        yield from self._compare(place, entity)
        yield "opening_headline", float(place.sentence <= BEGINNING) * lasting.get("headline", 0.0)
        yield "opening_most", float(place.sentence <= BEGINNING) * lasting.get("most_mentioned", 0.0)
        yield "next_of_type", float(self._is_next(place, entity))

    def _is_next(self, place: Place, entity: Entity) -> bool:
        """Whether the entity is the first one of its type that the text brings in by name behind the source."""
        first, new = self.first[id(entity)], self.new[entity.type]
        named = entity.number not in self.state.story.described
        return named and first > place.at and bisect_left(new, first) == bisect_right(new, place.at)

    def _compare(self, place: Place, entity: Entity) -> Pairs:
        """Whether a description fits an entity that is known by more than this description."""
        called, told = self.called[id(entity)], self._told(entity)
        described = self._described(place)
        noun, own, body, gender = described.noun, described.kinds, described.body, described.gender
        yield "same_noun", float(noun in called.words)
        yield "noun_in_name", float(noun in called.names)
        yield "shared_words", len(place.words & called.words) / max(1, len(place.words))
        yield "shared_all", float(bool(place.words) and place.words <= called.words)
        yield "shared_name", float(bool(described.modifiers & called.names))
        yield "same_kind", float(bool(own & called.kinds))
        yield "other_kind", float(bool(own and called.kinds) and not own & called.kinds)
        yield "never_called", float(not called.words)
        yield "noun_gender", float(gender is not None and gender == entity.gender)
        yield "noun_other_gender", float(gender is not None and entity.gender is not None and gender != entity.gender)
        yield "told_noun", float(noun in told)
        yield "told_words", len(place.words & told) / max(1, len(place.words))
        yield "never_told", float(not told)
        yield "same_body", float(body is not None and body in called.bodies)
        yield "other_body", float(body is not None and bool(called.bodies) and body not in called.bodies)
        yield "modifier_near", float(any(self._is_near(word, place, entity) for word in described.modifiers))
        yield "noun_near", float(self._is_near(noun, place, entity))
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
                body=body_noun(noun),
                gender=self.state.mentions[source.head].gender if source.head is not None else None,
            )
        return self.described[key]

    def _is_near(self, word: str, place: Place, entity: Entity) -> bool:
        """Whether a word of a description stands near a name of the entity elsewhere."""
        own = entity.mentions
        for token in self._places.get(word, ())[:MOST]:
            if place.source.start <= token < place.source.end:
                continue
            cut = bisect_left(own, token, key=lambda at: self.state.mentions[at].start)
            around = (self.state.mentions[at] for at in own[max(0, cut - 1) : cut + 1])
            if any(mention.start - WINDOW <= token < mention.end + WINDOW for mention in around):
                return True
        return False


def _last(words: str) -> str:
    return words.strip().rpartition(" ")[2]
