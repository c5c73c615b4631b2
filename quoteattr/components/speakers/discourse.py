"""Who is meant by “he”, “they” and “the minister”: one pass over the mentions of a document.

In: mentions, the entities of its names and their roles. Out: for each pronoun and description a
`Referent`: an entity, or none with the candidates that were too close to each other.

The method is salience over a short memory: every mention puts its entity into the foreground by its
grammatical function, speakers more than others, and each sentence of the narrator halves what was
there before (after Lappin & Leass 1994). Words inside quotes do not count: the narrator's “he” is
hardly ever somebody whom only a speaker has named.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from quoteattr.components.roles import Place, Role
from quoteattr.components.speakers.entities import Entities, Entity
from quoteattr.components.speakers.mentions import Mention, MentionKind
from quoteattr.components.speakers.vocabulary import fold, role_noun, title
from quoteattr.statements import SpeakerType


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights of the salience model; each was set on annotated news and interviews.

    Attributes:
        decay: what a sentence leaves of the salience before it.
        speaker: added for a mention that is the source of a statement: the next “she said” is most
            often the speaker before.
        open_gender: factor for a person of whom no gender is known.
        close: share of the best candidate's salience from which the second best is too close.
        least: salience below which nobody is in the foreground any more.
        memory: mentions that are remembered; ten sentences of news.
    """

    decay: float = 0.5
    speaker: float = 0.8
    open_gender: float = 0.8
    close: float = 0.7
    least: float = 0.04
    memory: int = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Referent:
    """What a pronoun or description means: an entity, or None with candidates (entity numbers)."""

    entity: int | None
    candidates: tuple[int, ...] = ()
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class _Touch:
    entity: int
    sentence: int
    weight: float
    mention: int


GENERIC = frozenset({"person", "resident"})  # kinds of role that do not contradict any other


class Discourse:
    """Reads a document once, in order; `referents` and `entities` grow as it goes.

    Args:
        doc: the document.
        mentions: all its mentions.
        entities: those of its names.
        roles: roles that stand beside name mentions, by index of the mention.
        sources: indices of mentions that head a source.
        ignored: for a source pronoun, tells which mentions stand in what it reports.
        weights: of the salience model.
    """

    def __init__(
        self,
        doc: Doc,
        mentions: Sequence[Mention],
        entities: Entities,
        *,
        roles: Mapping[int, tuple[Role, ...]],
        sources: Mapping[int, int],
        ignored: Callable[[int, int], bool],
        weights: Weights | None = None,
    ) -> None:
        self.doc = doc
        self.mentions = mentions
        self.entities = entities
        self.roles = roles
        self.sources = sources
        self.ignored = ignored
        self.weights = weights or Weights()
        self.memory: deque[_Touch] = deque(maxlen=self.weights.memory)
        self.referents: dict[int, Referent] = {}
        self.subjects: dict[int, int] = {}
        self.descriptions: dict[int, list[tuple[str, ...]]] = {}
        self.described: dict[int, int] = {}

    def read(self) -> None:
        """Go through the document."""
        for index, mention in enumerate(self.mentions):
            if mention.quoted and index not in self.sources:
                continue
            entity = self._referent_of(index, mention)
            if entity is not None:
                self._touch(entity, index, mention)

    def _referent_of(self, index: int, mention: Mention) -> int | None:
        if mention.kind is MentionKind.NAME:
            known = self.entities.of_mention.get(index, ())
            self._learn_roles(known, index)
            return known[0] if len(known) == 1 else None
        if mention.quoted:
            return None
        if mention.kind is MentionKind.PRONOUN:
            referent = self._of_pronoun(index, mention)
        else:
            referent = self._of_nominal(index, mention)
        if referent is None:
            return None
        self.referents[index] = referent
        return referent.entity

    def _touch(self, entity: int, index: int, mention: Mention) -> None:
        weight = mention.prominence + (self.weights.speaker if index in self.sources else 0.0)
        self.memory.append(_Touch(entity, mention.sentence, weight, index))
        known = self.entities.all[entity]
        if mention.gender and known.gender is None and known.type is not SpeakerType.ORGANIZATION:
            known.gender = mention.gender
        root = self.doc[mention.start : mention.end].root
        if root.dep_ in {"nsubj", "nsubjpass"}:
            self.subjects[root.head.i] = entity

    def _learn_roles(self, known: tuple[int, ...], index: int) -> None:
        if len(known) != 1:
            return
        for role in self.roles.get(index, ()):
            if role.place is not Place.CLAUSE:
                self.descriptions.setdefault(known[0], []).append(_content_words(role.text))
        name = self.mentions[index].name
        for words in name.titles if name else ():
            found = title(words)
            if found:
                self.descriptions.setdefault(known[0], []).append((fold(found.term),))

    def salience(self, index: int, *, exclude: int | None = None) -> dict[int, float]:
        """Entities in the foreground at a mention, by number."""
        mention = self.mentions[index]
        found: dict[int, float] = {}
        for touch in self.memory:
            if touch.entity == exclude or self.ignored(index, touch.mention):
                continue
            distance = mention.sentence - touch.sentence
            value = touch.weight * self.weights.decay**distance
            found[touch.entity] = found.get(touch.entity, 0.0) + value
        return found

    def _of_pronoun(self, index: int, mention: Mention) -> Referent | None:
        if mention.gender is None and mention.words not in {"they", "it"}:
            return None
        ranked = []
        for number, value in self.salience(index, exclude=self._clause_subject(mention)).items():
            fit = self._fit(self.entities.all[number], mention)
            if fit and value * fit > self.weights.least:
                ranked.append((value * fit, number))
        return self._choose(ranked)

    def _clause_subject(self, mention: Mention) -> int | None:
        """The subject of the clause in which a pronoun is an object: “Wu told him” is not Wu."""
        token = self.doc[mention.start]
        if token.dep_ not in {"dobj", "pobj", "dative"}:
            return None
        verb = token.head.head if token.dep_ == "pobj" else token.head
        return self.subjects.get(verb.i)

    def _fit(self, entity: Entity, mention: Mention) -> float:
        """How well an entity goes with a pronoun: 0 not at all, 1 in gender and number."""
        if mention.words == "they":
            return {SpeakerType.GROUP: 1.0, SpeakerType.ORGANIZATION: 0.6}.get(entity.type, 0.0)
        if mention.words == "it":
            return {SpeakerType.ORGANIZATION: 1.0, SpeakerType.DOCUMENT: 1.0}.get(entity.type, 0.0)
        if entity.type is SpeakerType.PERSON:
            if entity.gender is None:
                return self.weights.open_gender
            return 1.0 if entity.gender == mention.gender else 0.0
        return self.weights.open_gender / 2 if entity.type is SpeakerType.UNKNOWN else 0.0

    def _choose(self, ranked: list[tuple[float, int]]) -> Referent | None:
        """The best of ranked candidates; none when the second is too close."""
        if not ranked:
            return None
        ranked.sort(key=lambda pair: (-pair[0], pair[1]))
        best, entity = ranked[0]
        close = tuple(number for value, number in ranked if value >= self.weights.close * best)
        if len(close) > 1:
            return Referent(entity=None, candidates=close)
        second = ranked[1][0] / best if len(ranked) > 1 else 0.0
        return Referent(entity=entity, candidates=(), certainty=round(1.0 - 0.5 * second, 2))

    def _of_nominal(self, index: int, mention: Mention) -> Referent | None:
        if mention.type is SpeakerType.PERSON and not mention.plural:
            if mention.definite and (referent := self._described(index, mention)):
                return referent
            return self._new_description(index, mention) if self._is_new(index, mention) else None
        if mention.type is SpeakerType.ORGANIZATION and mention.definite:
            return self._body(index, mention)
        if mention.type is SpeakerType.GROUP and index in self.sources:
            return self._new_description(index, mention)
        return None

    def _is_new(self, index: int, mention: Mention) -> bool:
        return index in self.sources or (not mention.definite and mention.prominence >= 0.5)

    def _described(self, index: int, mention: Mention) -> Referent | None:
        """The person whose role a definite description repeats: “the minister”, “the consultant”."""
        words = set(_content_words(self.doc[mention.start : mention.end].text))
        foreground = self.salience(index)
        exact, alike, silent = [], [], []
        for entity in self.entities.all:
            if not self._may_be(entity, mention, index):
                continue
            value = foreground.get(entity.number, 0.0)
            roles = self.descriptions.get(entity.number, [])
            match = max((_match(mention, words, role) for role in roles), default=-1)
            if match > 0:
                exact.append((match + min(value, 1.0), entity.number))
            elif value > self.weights.least and match == 0:
                alike.append((value, entity.number))
            elif value > self.weights.least and match == -1 and not roles:
                silent.append((value, entity.number))
        if exact:
            return self._choose(exact)
        return self._choose(alike) or (self._choose(silent) if index in self.sources else None)

    def _may_be(self, entity: Entity, mention: Mention, index: int) -> bool:
        if entity.type is not SpeakerType.PERSON:
            return False
        if mention.gender and entity.gender and mention.gender != entity.gender:
            return False
        return bool(entity.mentions) and entity.mentions[0] < index

    def _new_description(self, index: int, mention: Mention) -> Referent:
        words = " ".join(self.doc[mention.start : mention.end].text.split())
        entity = self.entities.add(mention.type, words, mention.gender)
        entity.mentions.append(index)
        self.described[entity.number] = index
        self.descriptions[entity.number] = [_content_words(words)]
        return Referent(entity=entity.number)

    def _body(self, index: int, mention: Mention) -> Referent | None:
        """“the company”: the named body in the foreground, if there is only one."""
        ranked = [
            (value, number)
            for number, value in self.salience(index).items()
            if self.entities.all[number].type is SpeakerType.ORGANIZATION and value > self.weights.least
        ]
        return self._choose(ranked)


def _content_words(words: str) -> tuple[str, ...]:
    """The words of a role or description that distinguish it, folded."""
    skipped = {"the", "a", "an", "his", "her", "its", "their", "former", "acting", "then", "'s", "of", "for", "and"}
    return tuple(word for word in (fold(part) for part in words.replace("’", "'").split()) if word not in skipped)


def _match(mention: Mention, words: set[str], role: tuple[str, ...]) -> int:
    """How a description goes with a role: 2 the same words, 1 the same noun, 0 a like kind, -1 not."""
    nouns = set(mention.words.split())
    if nouns <= set(role):
        return 2 if words <= set(role) else 1
    own = mention.role.kinds if mention.role else frozenset()
    if own & GENERIC:
        return 0
    other = [found.kinds for word in role if (found := role_noun(word))]
    return 0 if any(own & kinds for kinds in other) else -2
