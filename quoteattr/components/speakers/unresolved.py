"""Descriptions that may say what somebody is, though no rule says whom they mean.

In: a resolved `DiscourseState` and one of its entities. Out: `Unresolved` ones, with what ties each to the entity::

    next(UnresolvedDescriptions(state).of(entity)).features["unresolved_next"]

“Marne shuts its port. The mayor was firm. Mia Orr said ...”: that the mayor is Mia Orr is for the scorer of roles to
weigh (rolechoice.py), which knows how near she is, and whether anybody else is.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from quoteattr.components.speakers.candidate import Features, filled
from quoteattr.components.speakers.discourse import SUBJECT
from quoteattr.components.speakers.discourse_state import DiscourseState
from quoteattr.components.speakers.entities import Entity
from quoteattr.components.speakers.mentions import Mention, MentionKind
from quoteattr.components.speakers.sources import Form
from quoteattr.statements import SpeakerType

OPENING = 3  # sentences at the beginning of an article
WEIGHED = frozenset({SpeakerType.PERSON, SpeakerType.ORGANIZATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved:
    """A description, by the index of its mention, and what speaks for its meaning an entity."""

    mention: int
    features: Features


class UnresolvedDescriptions:
    """The descriptions of one document that mean nobody as yet.

    Args:
        state: the document, whose statements are resolved.
    """

    def __init__(self, state: DiscourseState) -> None:
        self.state = state
        self.headline = state.discourse.headline
        self.names: dict[SpeakerType, list[int]] = defaultdict(list)
        for index, mention in enumerate(state.mentions):
            entity = state.entity_of(index) if mention.kind is MentionKind.NAME else None
            if entity is not None:
                self.names[entity.type].append(index)
        self.most = {
            kind: max((len(entity.mentions) for entity in state.entities.all if entity.type is kind), default=0)
            for kind in WEIGHED
        }
        beside = {at for found in state.roles.values() for role in found for at in range(role.start, role.end)}
        self.found = [index for index in range(len(state.mentions)) if self._is_unresolved(index, beside)]

    def _is_unresolved(self, index: int, beside: set[int]) -> bool:
        """Whether a description stands in the narrator's words, alone, and was given to nobody who has a name."""
        mention = self.state.mentions[index]
        if mention.kind is not MentionKind.NOMINAL or mention.quoted or mention.plural or mention.type not in WEIGHED:
            return False
        if not mention.determined or mention.end - 1 in beside or index in self.state.discourse.sources:
            return False
        referent = self.state.discourse.referents.get(index)
        return referent is None or referent.entity is None or referent.entity in self.state.discourse.described

    def of(self, entity: Entity) -> Iterator[Unresolved]:
        """The descriptions that may mean an entity."""
        if entity.type not in WEIGHED or not entity.mentions:
            return
        for index in self.found:
            mention = self.state.mentions[index]
            against = mention.gender is not None and entity.gender is not None and mention.gender != entity.gender
            if mention.type is entity.type and not against:
                features = filled(self._features(index, mention, entity))
                if features:
                    yield Unresolved(mention=index, features=features)

    def _features(self, index: int, mention: Mention, entity: Entity) -> Iterator[tuple[str, float]]:
        names = self.names[entity.type]
        cut = bisect_left(names, index)
        before = names[cut - 1] if cut else None
        behind = names[cut] if cut < len(names) else None
        opening = mention.sentence <= OPENING
        first, most = entity.mentions[0], len(entity.mentions) == self.most[entity.type]
        latest = before is not None and self.state.entity_of(before) is entity
        following = behind is not None and self.state.entity_of(behind) is entity
        if not (latest or following or (opening and most)):
            return
        yield "unresolved_definite", float(mention.definite)
        yield "unresolved_subject", float(mention.prominence >= SUBJECT)
        yield "unresolved_most", float(most)
        yield "unresolved_opening_most", float(opening and most)
        yield "unresolved_opening_headline", float(opening and self.state.mentions[first].end <= self.headline)
        yield "unresolved_both_sides", float(latest and following)
        if before is not None and latest:
            yield "unresolved_latest", 1.0
            yield "unresolved_near", 1 / (1 + mention.sentence - self.state.mentions[before].sentence)
        if behind is not None and following:
            yield "unresolved_next", 1.0
            yield "unresolved_near_behind", 1 / (1 + self.state.mentions[behind].sentence - mention.sentence)
            yield "unresolved_new", float(behind == first)

    def resolved(self, name: str) -> Iterator[int]:
        """The mentions of the descriptions that were decided to mean the speaker of that name."""
        for index, source in enumerate(self.state.sources):
            done = self.state.done.get(index)
            if source is None or source.form is not Form.NOMINAL or source.head is None or done is None:
                continue
            if done.speaker == name and not self.state.mentions[source.head].plural:
                yield source.head
