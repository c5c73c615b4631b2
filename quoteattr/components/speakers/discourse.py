"""Who is meant by “he”, “they” and “the minister”: one pass over the mentions of a document.

In: mentions, the entities of its names and their roles. Out: for each pronoun and description a
`Referent`: an entity, or none with the candidates that were too close to each other.

Words inside quotes do not count: the narrator's “he” is hardly ever somebody whom only a speaker has
named. A source that is a description (“a senior official”) becomes an entity of its own, so that
“the official” and “she” can mean it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from quoteattr.components.roles import Role
from quoteattr.components.speakers.descriptions import GENERIC, Descriptions
from quoteattr.components.speakers.entities import Entities, Entity
from quoteattr.components.speakers.mentions import Mention, MentionKind
from quoteattr.components.speakers.nametypes import PLACE_LABELS
from quoteattr.components.speakers.salience import Memory, Touch, Weights
from quoteattr.components.speakers.sources import Source
from quoteattr.components.vocabulary import body_noun, country_of, is_metonym, is_reporting_participle
from quoteattr.statements import SpeakerType


@dataclass(frozen=True, slots=True, kw_only=True)
class Referent:
    """What a pronoun or description means: an entity, or None with candidates (entity numbers)."""

    entity: int | None
    candidates: tuple[int, ...] = ()
    certainty: float = 1.0


# Prominence from which on a description that is not a source puts somebody new into the foreground.
FOREGROUND = 0.5
SUBJECT = 0.9  # prominence of the subject of a main clause


class Discourse:
    """Reads a document once, in order; `referents` and `entities` grow as it goes.

    Args:
        doc: the document.
        mentions: all its mentions.
        entities: those of its names.
        roles: roles that stand beside name mentions, by index of the mention.
        sources: the sources that mentions head, by index of the mention.
        reports: whether the second mention stands in what the first one reports.
        weights: of the salience model.
    """

    def __init__(
        self,
        doc: Doc,
        mentions: Sequence[Mention],
        entities: Entities,
        *,
        roles: Mapping[int, tuple[Role, ...]],
        sources: Mapping[int, Source],
        reports: Callable[[int, int], bool],
        weights: Weights | None = None,
    ) -> None:
        self.doc = doc
        self.mentions = mentions
        self.entities = entities
        self.roles = roles
        self.sources = sources
        self.reports = reports
        self.weights = weights or Weights()
        self.memory = Memory(self.weights)
        self.descriptions = Descriptions(doc)
        self.referents: dict[int, Referent] = {}
        self.described: dict[int, int] = {}
        self._subjects: dict[int, int] = {}
        self._beside_name = {
            token for found in roles.values() for role in found for token in range(role.start, role.end)
        }
        self._last_source: int | None = None

    def read(self) -> None:
        """Go through the document."""
        for index, mention in enumerate(self.mentions):
            if mention.quoted and index not in self.sources:
                continue
            entity = self._entity_of(index, mention)
            if entity is not None:
                self._touch(entity, index, mention)

    def _entity_of(self, index: int, mention: Mention) -> int | None:
        if mention.kind is MentionKind.NAME:
            known = self.entities.of_mention.get(index, ())
            if len(known) != 1:
                return None
            roles = self.roles.get(index, ())
            self._recognise(known[0], index, roles)
            self.descriptions.learn(known[0], mention, roles)
            return known[0]
        if mention.kind is MentionKind.NOMINAL and mention.end - 1 in self._beside_name and index not in self.sources:
            return None
        if mention.quoted:
            return self._new(index, mention) if mention.kind is MentionKind.NOMINAL else None
        referent = self._of_pronoun(index) if mention.kind is MentionKind.PRONOUN else self._of_nominal(index)
        if referent is not None:
            self.referents[index] = referent
        return referent.entity if referent else None

    def _recognise(self, entity: int, index: int, roles: Sequence[Role]) -> None:
        """“An inspector said ...”, then “the inspector, Grace Falk”: the unnamed one is she."""
        for role in roles:
            if role.start == 0 or self.doc[role.start - 1].lower_ != "the":
                continue
            noun = self.descriptions.unnamed(role.text, self.described)
            if noun is not None and entity not in self.described:
                self.entities.merge(noun, entity)

    def _touch(self, entity: int, index: int, mention: Mention) -> None:
        weight = mention.prominence + (self.weights.speaker if index in self.sources else 0.0)
        if not mention.quoted:
            self.memory.touch(entity, sentence=mention.sentence, weight=weight, mention=index)
        if index in self.sources:
            self._last_source = entity
        known = self.entities.all[entity]
        if mention.gender and known.gender is None and known.type is not SpeakerType.ORGANIZATION:
            known.gender = mention.gender
        root = self.doc[mention.start : mention.end].root
        if root.dep_ in {"nsubj", "nsubjpass"}:
            self._subjects[root.head.i] = entity

    def foreground(self, index: int, *, exclude: int | None = None) -> dict[int, float]:
        """Entities in the foreground at a mention, by number; what it reports itself is left out."""

        def skip(touch: Touch) -> bool:
            return touch.entity == exclude or self.reports(index, touch.mention)

        return self.memory.values(self.mentions[index].sentence, skip)

    def _of_pronoun(self, index: int) -> Referent | None:
        mention = self.mentions[index]
        if (mention.gender is None and mention.words not in {"they", "it"}) or self.is_spoken_of(mention):
            return None
        foreground = self.foreground(index, exclude=self._clause_subject(mention))
        source = self.sources.get(index)
        if source is not None and source.continues and self._last_source is not None:
            foreground[self._last_source] = foreground.get(self._last_source, 0.0) + self.weights.continues
        ranked = [
            (value * fit, number)
            for number, value in foreground.items()
            if (fit := self._fit(self.entities.all[number], mention)) and value * fit > self.weights.least
        ]
        return self.choose(ranked)

    def is_spoken_of(self, mention: Mention) -> bool:
        """Whether something is said of a mention, not by it: “it was announced”, “he is said to be ill”."""
        token = self.doc[mention.start : mention.end].root
        if mention.words == "it":
            return token.dep_ in {"nsubjpass", "expl"}
        return token.dep_ == "nsubjpass" and is_reporting_participle(token.head.text)

    def _clause_subject(self, mention: Mention) -> int | None:
        """The subject of the clause in which a pronoun is an object: “Wu told him” is not Wu."""
        token = self.doc[mention.start]
        if token.dep_ not in {"dobj", "pobj", "dative"}:
            return None
        verb = token.head.head if token.dep_ == "pobj" else token.head
        return self._subjects.get(verb.i)

    def _fit(self, entity: Entity, mention: Mention) -> float:
        """How well an entity goes with a pronoun: 0 not at all, 1 in gender and number."""
        if mention.words == "they":
            return {SpeakerType.GROUP: 1.0, SpeakerType.ORGANIZATION: 0.6}.get(entity.type, 0.0)
        if mention.words == "it":
            return 1.0 if entity.type in {SpeakerType.ORGANIZATION, SpeakerType.DOCUMENT} else 0.0
        if entity.type is SpeakerType.PERSON:
            if entity.gender is None:
                return self.weights.open_gender
            return 1.0 if entity.gender == mention.gender else 0.0
        return self.weights.open_type if entity.type is SpeakerType.UNKNOWN else 0.0

    def choose(self, ranked: list[tuple[float, int]]) -> Referent | None:
        """The best of (salience, entity) candidates; none when the second is too close."""
        if not ranked:
            return None
        ranked = sorted(ranked, key=lambda pair: (-pair[0], pair[1]))
        best, entity = ranked[0]
        close = tuple(number for value, number in ranked if value >= self.weights.close * best)
        if len(close) > 1:
            return Referent(entity=None, candidates=tuple(sorted(close)))
        second = ranked[1][0] / best if len(ranked) > 1 else 0.0
        return Referent(entity=entity, certainty=round(1.0 - 0.5 * second, 2))

    def _of_nominal(self, index: int) -> Referent | None:
        mention = self.mentions[index]
        if mention.plural or mention.type is SpeakerType.GROUP:
            return self._introduced(index, mention)
        if not mention.definite:
            prominent = mention.type is SpeakerType.PERSON and mention.determined and mention.prominence >= FOREGROUND
            return Referent(entity=self._new(index, mention)) if index in self.sources or prominent else None
        if mention.type is SpeakerType.PERSON:
            known = self._known_person(index, mention) or self._relative(index, mention)
            return known or self._introduced(index, mention) or self._unknown_subject(index, mention)
        return self._thing(index, mention) or self._introduced(index, mention)

    def _known_person(self, index: int, mention: Mention) -> Referent | None:
        """The person meant; a source that is called “the consultant” has that for a role."""
        referent = self._person(index, mention)
        generic = mention.role is None or mention.role.kinds & GENERIC or "relative" in mention.role.kinds
        if referent is not None and referent.entity is not None and index in self.sources and not generic:
            self.entities.all[referent.entity].roles.append(without_article(self.doc[mention.start : mention.end].text))
        return referent

    def _relative(self, index: int, mention: Mention) -> Referent | None:
        """“my father”: a possessive pronoun makes a relative known at the first mention."""
        own = self.doc[mention.start].tag_ == "PRP$" and mention.role is not None and "relative" in mention.role.kinds
        return Referent(entity=self._new(index, mention)) if own and mention.prominence >= FOREGROUND else None

    def _unknown_subject(self, index: int, mention: Mention) -> Referent | None:
        """“The captain left”: somebody of whom no name is known, but “he” will not be somebody else."""
        subject = mention.prominence >= SUBJECT and mention.determined
        return Referent(entity=self._new(index, mention)) if subject else None

    def _introduced(self, index: int, mention: Mention) -> Referent | None:
        return Referent(entity=self._new(index, mention)) if index in self.sources else None

    def _new(self, index: int, mention: Mention) -> int:
        """A new entity that is known by its description only."""
        source = self.sources.get(index)
        words = source.description if source else in_small_letters(self.doc[mention.start : mention.end].text)
        entity = self.entities.add(source.type if source else mention.type, words, mention.gender)
        entity.anonymous = source is not None and source.anonymous
        entity.mentions.append(index)
        self.described[entity.number] = index
        self.descriptions.add(entity.number, self.doc[mention.start : mention.end].text)
        return entity.number

    def _person(self, index: int, mention: Mention) -> Referent | None:
        """The person whose role a definite description repeats: “the minister”, “the consultant”."""
        possessors = self._possessors(index, mention)
        foreground = {number: value for number, value in self.foreground(index).items() if number not in possessors}
        exact = [
            (match + min(foreground.get(number, 0.0), 0.9), number)
            for number, match in self.descriptions.having(mention)
            if number not in possessors and self._may_be(number, mention, index)
        ]
        if exact:
            return self.choose(exact)
        alike: list[tuple[float, int]] = []
        silent: list[tuple[float, int]] = []
        for number, value in foreground.items():
            if value > self.weights.least and self._may_be(number, mention, index):
                match = self.descriptions.alike(number, mention)
                if match:
                    alike.append((value, number))
                elif match is None:
                    silent.append((value, number))
        relative = mention.role is not None and "relative" in mention.role.kinds
        hers = relative and self.doc[mention.start].tag_ == "PRP$"
        guess = index in self.sources and (hers or not possessors)
        return self.choose(alike) or (self.choose(silent) if guess else None)

    def _possessors(self, index: int, mention: Mention) -> set[int | None]:
        """Entities that are named inside a description: Falk's lawyer is not Falk, nor is her lawyer she."""
        found: set[int | None] = set()
        for other in range(index + 1, len(self.mentions)):
            inner = self.mentions[other]
            if inner.start >= mention.end:
                break
            found.update(self.entities.of_mention.get(other, ()))
            if inner.kind is MentionKind.PRONOUN:
                referent = self._of_pronoun(other)
                found.add(referent.entity if referent else None)
        return found

    def _may_be(self, number: int, mention: Mention, index: int) -> bool:
        entity = self.entities.all[number]
        if entity.type is not SpeakerType.PERSON or not entity.mentions or entity.mentions[0] >= index:
            return False
        return not (mention.gender and entity.gender and mention.gender != entity.gender)

    def _thing(self, index: int, mention: Mention) -> Referent | None:
        """“the company”, “the report”: the body or document in the foreground, if there is only one."""
        ranked = [
            (value, number)
            for number, value in self.foreground(index).items()
            if self.entities.all[number].type is mention.type and value > self.weights.least
        ]
        same = {number for number, _ in self.descriptions.having(mention)}
        business = mention.type is SpeakerType.ORGANIZATION and body_noun(mention.words) == "business"
        return self.choose(
            [(value, number) for value, number in ranked if number in same or (business and self._is_business(number))]
        )

    def _is_business(self, number: int) -> bool:
        """Whether a body may be “the company”: no place, no house of government, no ministry."""
        entity = self.entities.all[number]
        label = self.doc[self.mentions[entity.mentions[0]].start].ent_type_
        if label in PLACE_LABELS or country_of(entity.name) or is_metonym(entity.name):
            return False
        kind = body_noun(entity.name.split()[-1])
        return kind is None or kind == "business"


def in_small_letters(words: str) -> str:
    """A description as it stands inside a sentence: “My father” -> “my father”."""
    words = " ".join(words.split())
    return words[:1].lower() + words[1:]


def without_article(words: str) -> str:
    """“the consultant” -> “consultant”."""
    return re.sub(r"^(?:the|an?|this|that|his|her|its|their)\s+", "", " ".join(words.split()), flags=re.I)
