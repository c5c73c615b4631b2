"""Everybody whom a source may mean, with what speaks for and against each: what the scorer decides by.

In: a `DiscourseState`, a statement with its source, and the answer that the resolvers give. Out: `Candidate`s: every
entity of the document, before or behind the source, “somebody known by this description only”, and “not settled”;
each with features by name, 0 to 1 (distances fall from 1 to 0)::

    finder = CandidateFinder(state)
    candidates = finder.find(index, source, answer)
    candidates[0].features["same_sentence"]

To add a feature, add a line to one of the functions below and its words to lexicon/evidence.yml, and train the scorer
again (`python -m quoteattr.training.scorer`).
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from quoteattr.components.annotations import Resolution
from quoteattr.components.speakers.candidate import (
    Candidate,
    Features,
    Pairs,
    Place,
    Sort,
    SourceGroup,
    answered,
    definite,
    filled,
    may_mean,
    of_description,
)
from quoteattr.components.speakers.descriptions import content_words
from quoteattr.components.speakers.discourse import SUBJECT
from quoteattr.components.speakers.discourse_state import DiscourseState
from quoteattr.components.speakers.entities import Entity
from quoteattr.components.speakers.likeness import BEGINNING, Likeness
from quoteattr.components.speakers.mentions import Mention, MentionKind
from quoteattr.components.speakers.reach import Reach
from quoteattr.components.speakers.sources import Form, Source
from quoteattr.components.speakers.unsourced import Surroundings
from quoteattr.components.speakers.wording import is_outlet
from quoteattr.components.vocabulary import pronoun
from quoteattr.lexicon import word_set
from quoteattr.spans import Span
from quoteattr.statements import SpeakerType

APPOSED, PLACES = frozenset({",", "—", "–", "("}), frozenset({"GPE", "LOC", "FAC"})
OFTEN = 3  # other sources that are somebody, more of which say nothing more
FORGOTTEN = 200  # statements, and mentions, behind which nobody looks for who spoke last


class CandidateFinder:
    """Finds the candidates of the statements of one document, in any order; `note` tells it who speaks.

    Args:
        state: the document, read.
    """

    def __init__(self, state: DiscourseState) -> None:
        self.state, self.mentions = state, state.mentions
        entities = list({id(entity): entity for entity in state.entities.all if entity.mentions}.values())
        self.by_name = {entity.name: entity for entity in reversed(entities)}
        self.starts = [mention.start for mention in state.mentions]
        self.offsets = [mention.span.start for mention in state.mentions]
        self.known: dict[int, list[int]] = self._known_mentions(entities)
        self.narrated = {
            key: [number for number in numbers if not self.mentions[number].quoted]
            for key, numbers in self.known.items()
        }
        self.most = max((len(entity.mentions) for entity in entities), default=1)
        self.most_known = max(map(len, self.known.values()), default=1)
        self.known_sets = {key: frozenset(numbers) for key, numbers in self.known.items()}
        self.likeness = Likeness(state, entities, self.known)
        self.reach = Reach(entities, self.known, {id(entity): self.likeness.words(entity) for entity in entities})
        sources = (
            source for source in state.sources if source is not None and source.form in {Form.NAME, Form.NOMINAL}
        )
        heads = {source.head for source in sources}
        self.speaking = {id(entity): heads.intersection(entity.mentions) for entity in entities}
        self.lasting = {id(entity): filled(self._in_document(entity)) for entity in entities}
        self.around = Surroundings(state)
        self.paragraphs = [self.around.paragraph(offset) for offset in self.offsets]
        self.speakers: dict[int, str] = {}
        self.spoke: Counter[str] = Counter()

    def _known_mentions(self, entities: Sequence[Entity]) -> dict[int, list[int]]:
        """Mentions of each entity: its names, and the pronouns and descriptions that the resolvers gave it."""
        found: dict[int, set[int]] = defaultdict(set)
        for entity in entities:
            found[id(entity)].update(entity.mentions)
        for number, referent in self.state.discourse.referents.items():
            if referent.entity is not None:
                found[id(self.state.entities.all[referent.entity])].add(number)
        return {key: sorted(numbers) for key, numbers in found.items()}

    def note(self, index: int, speaker: str | None) -> None:
        """Say who a statement is by, so that those behind it can tell who has spoken."""
        if speaker is not None:
            self.speakers[index] = speaker
            self.spoke[speaker] += 1

    def _speakers_before(self, index: int) -> Iterator[str]:
        """Who said the statements shortly before, the last first."""
        numbers = range(index - 1, max(-1, index - 1 - FORGOTTEN), -1)
        return (self.speakers[other] for other in numbers if other in self.speakers)

    def group(self, source: Source) -> SourceGroup | None:
        """How a source is weighed; None where the resolvers decide alone (“I”, “who”, “whose wife”, “A and B”)."""
        if source.form is Form.NAME:
            return SourceGroup.NAME
        if source.form is Form.EMPTY:
            return SourceGroup.EMPTY
        if source.form is Form.NOMINAL:
            first, tokens = self.state.doc[source.start], self.state.doc[source.start : source.end]
            if first.tag_ == "WP$":
                return None
            owned = first.tag_ == "PRP$" or any(token.tag_ == "POS" for token in tokens)
            definite = owned or first.lower_ in {"the", "this", "that"}
            return SourceGroup.DEFINITE if definite else SourceGroup.INDEFINITE
        known = pronoun(source.noun) if source.form is Form.PRONOUN else None
        groups = {"he": SourceGroup.HE_SHE, "she": SourceGroup.HE_SHE, "it": SourceGroup.THEY_IT}
        return {**groups, "any": SourceGroup.THEY_IT}.get(known.gender or "") if known else None

    def find(self, index: int, source: Source, answer: Resolution, spans: Sequence[Span]) -> tuple[Candidate, ...]:
        """Everybody whom a mention may mean.

        Args:
            index: of the statement whose source it is; of another mention, of the next statement.
            source: the mention.
            answer: what the resolvers say of it.
            spans: the words of the statement; none of another mention.
        """
        place = self._place(index, source, answer, tuple(spans))
        found = [
            Candidate(sort=Sort.ENTITY, name=entity.name, entity=entity, features=self._features(place, entity))
            for entity in self._in_reach(place)
            if may_mean(place.gender, entity) and (entity.name == answer.speaker or not self._owns(place, entity))
        ]
        words = answer.speaker or source.description
        if words and place.gender is None and all(candidate.name != words for candidate in found):
            found.append(Candidate(sort=Sort.DESCRIBED, name=words, features=filled(of_description(place, words))))
        return (*found, Candidate(sort=Sort.OPEN, name="", features=filled(self._of_nobody(place))))

    def _in_reach(self, place: Place) -> list[Entity]:
        """The entities that are weighed."""
        said = (place.answer.speaker, *place.answer.candidates, *place.speakers)
        others = [self.by_name[name] for name in said if name in self.by_name]
        words = place.words if place.gender is None else frozenset()
        return self.reach.around(place.at, words, others)

    def _inside(self, place: Place, entity: Entity) -> list[Mention]:
        """The names of an entity in the words of a source, or within a word behind it."""
        own = entity.mentions
        numbers = own[bisect_left(own, place.inside.start) : bisect_left(own, place.inside.stop)]
        return [self.mentions[number] for number in numbers]

    def _owns(self, place: Place, entity: Entity) -> bool:
        """Whether the source names somebody of the entity's: Falk's lawyer, the Falk campaign, are not Falk."""
        ends = (mention.end for mention in self._inside(place, entity))
        behind = (self.state.doc[end] for end in ends if end < place.source.end)
        return any(token.tag_ == "POS" or token.pos_ == "NOUN" for token in behind)

    def _place(self, index: int, source: Source, answer: Resolution, spans: tuple[Span, ...]) -> Place:
        known = pronoun(source.noun) if source.form is Form.PRONOUN else None
        at = source.head if source.head is not None else bisect_left(self.starts, source.start)
        salience = self.state.discourse.salience.get(at, {})
        top = max(salience.values(), default=0.0)
        gender = known.gender if known else None
        return Place(
            index=index,
            source=source,
            answer=answer,
            spans=spans,
            gender=gender,
            at=at,
            sentence=self.mentions[min(at, len(self.mentions) - 1)].sentence if self.mentions else 0,
            words=frozenset(content_words(source.description)) if gender is None else frozenset(),
            salience={number: value / top for number, value in salience.items()} if top else {},
            latest=self._latest(at, gender),
            paragraph=self.around.paragraph(source.span.start),
            inside=range(bisect_left(self.starts, source.start), bisect_right(self.starts, source.end + 1)),
            speakers=tuple(islice(self._speakers_before(index), 2)),
            openings=tuple(bisect_left(self.offsets, span.start) for span in spans),
        )

    def _latest(self, at: int, gender: str | None) -> tuple[tuple[int, Entity], ...]:
        """The last two whom a mention may mean, with the numbers of the mentions that spoke of them."""
        found: list[tuple[int, Entity]] = []
        for number in range(min(at, len(self.mentions)) - 1, max(-1, at - 1 - FORGOTTEN), -1):
            entity = self.state.entity_of(number)
            if entity is None or not may_mean(gender, entity) or any(entity is other for _, other in found):
                continue
            found.append((number, entity))
            if len(found) > 1:
                break
        return tuple(found)

    def _features(self, place: Place, entity: Entity) -> Features:
        parts = (
            answered(place, entity),
            self._named_by_source(place, entity),
            self._in_discourse(place, entity),
            self._as_speaker(place, entity),
            self._fitting(place, entity),
        )
        found = {**self.lasting[id(entity)], **filled(chain.from_iterable(parts))}
        found.pop("outlet" if "named" in found else "", None)  # “AP reports” is AP
        return found

    def _named_by_source(self, place: Place, entity: Entity) -> Pairs:
        """Where the source names the entity: as its head, behind a comma, as an owner, behind a preposition."""
        doc, source = self.state.doc, place.source
        for mention in self._inside(place, entity):
            if mention.kind is not MentionKind.NAME:
                continue
            if source.start <= mention.start < source.end:
                yield from self._named_inside(source, mention)
            elif mention.start == source.end + 1 and doc[source.end].text in APPOSED:
                yield "named_behind_comma", 1.0

    def _named_inside(self, source: Source, mention: Mention) -> Pairs:
        doc = self.state.doc
        before = doc[source.start : mention.start]
        subordinate = any(token.text in APPOSED or token.lower_ in word_set("prepositions") for token in before)
        last = mention.end >= source.end or doc[mention.end].text in APPOSED
        yield "named", 1.0
        yield "named_first", float(not len(before))
        yield "named_last", float(last and not subordinate)
        yield "named_person", float(mention.type is SpeakerType.PERSON)

    def _in_discourse(self, place: Place, entity: Entity) -> Pairs:
        """How near the entity is to the source, and how much in the foreground."""
        known = self.narrated[id(entity)]
        cut = bisect_left(known, place.at)
        before = known[cut - 1] if cut else None
        behind = next((number for number in known[cut : cut + 2] if number != place.at), None)
        salience = place.salience.get(entity.number, 0.0)
        others = len(self.known[id(entity)]) - (place.at in self.known_sets[id(entity)])
        yield "mentions_share", others / self.most_known
        yield "salience", salience
        yield "foremost", float(salience == 1.0)
        if behind is not None:
            yield "near_behind", 1 / (1 + self.mentions[behind].sentence - place.sentence)
        if before is not None:
            last = self.mentions[before]
            away = place.sentence - last.sentence
            yield "near", 1 / (1 + away)
            yield "same_sentence", float(away == 0)
            yield "sentence_before", float(away == 1)
            yield "subject_before", float(last.prominence >= SUBJECT)
            yield "subject_same_sentence", float(away == 0 and last.prominence >= SUBJECT)
            yield "by_name_before", float(last.kind is MentionKind.NAME)
            yield "latest", float(self._is_latest(place, entity, before))
            yield "same_paragraph", float(self.paragraphs[before] == place.paragraph)
            yield "paragraph_before", float(self.paragraphs[before] == place.paragraph - 1)

    @staticmethod
    def _is_latest(place: Place, entity: Entity, before: int) -> bool:
        """Whether nobody else whom the source may mean was spoken of since."""
        others = [number for number, other in place.latest if other is not entity]
        return not others or others[0] <= before

    def _as_speaker(self, place: Place, entity: Entity) -> Pairs:
        """Whether the entity has been speaking, and whether the statement itself names it."""
        yield "speaker_before", float(place.speakers[:1] == (entity.name,))
        yield "speaker_two_before", float(place.speakers[1:] == (entity.name,))
        yield "speaker_share", self.spoke[entity.name] / max(1, len(self.speakers))
        yield "speaks_elsewhere", min(1.0, len(self.speaking[id(entity)] - {place.source.head}) / OFTEN)
        yield "in_statement", float(self._is_named_in(place, entity))
        if place.source.form is Form.EMPTY:
            yield from self.around.of(place.index, entity.name, self.speakers)

    def _is_named_in(self, place: Place, entity: Entity) -> bool:
        own = entity.mentions
        for span, opening in zip(place.spans, place.openings, strict=True):
            cut = bisect_left(own, opening)
            if cut < len(own) and span.contains(self.mentions[own[cut]].span):
                return True
        return False

    def _in_document(self, entity: Entity) -> Pairs:
        """What the entity is, and how much the article is about it."""
        first, times = self.mentions[self.known[id(entity)][0]], len(entity.mentions)
        yield "most_mentioned", float(times == self.most)
        yield "once", float(times == 1)
        yield "headline", float(first.end <= self.state.discourse.headline)
        yield "beginning", float(first.sentence <= BEGINNING)
        yield "full_name", float(entity.person_name is not None and entity.person_name.is_full)
        yield "known_by_description", float(entity.number in self.state.discourse.described)
        yield "outlet", float(is_outlet(entity.name))
        if entity.number in self.state.discourse.described:
            yield from definite(entity.name)
        yield "place", float(self.state.doc[first.start].ent_type_ in PLACES)
        yield f"type_{entity.type}", 1.0

    def _fitting(self, place: Place, entity: Entity) -> Pairs:
        """Whether gender, number and the words of a description go with the entity."""
        if place.gender is not None:
            yield "gender_known", float(entity.gender is not None)
            yield f"{place.gender}_for_{entity.type}", 1.0
        elif place.source.form is Form.NOMINAL:
            yield from self.likeness.of(place, entity, self.lasting[id(entity)])

    @staticmethod
    def _of_nobody(place: Place) -> Pairs:
        """What speaks for leaving it open."""
        yield "open", 1.0
        yield "open_answer", float(place.answer.speaker is None)
        yield "open_candidates", float(place.answer.speaker is None and len(place.answer.candidates) > 1)
