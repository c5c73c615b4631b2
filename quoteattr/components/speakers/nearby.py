"""Descriptions that nothing has tied to anybody, and the entities that they may be told of.

In: a `Scene`. Out: for each entity the descriptions near its names, with what speaks for the tie::

    Uma Orr left. ... The actress was firm.   ->  Uma Orr: actress

They only serve as candidates for a role (rolechoice.py); who speaks does not depend on them.
"""

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quoteattr.components.speakers.entities import Entity
from quoteattr.components.speakers.mentions import Mention, MentionKind
from quoteattr.components.speakers.nominals import without_article
from quoteattr.components.speakers.scene import Scene
from quoteattr.components.tokens import words_between
from quoteattr.components.vocabulary import fold
from quoteattr.statements import SpeakerType

FAR = 12  # sentences beyond which a name is not close by
KINDS = frozenset({SpeakerType.PERSON, SpeakerType.ORGANIZATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """A description near the names of an entity: its words without article, and features of the tie."""

    text: str
    features: tuple[tuple[str, float], ...]


def find_nearby(scene: Scene) -> Mapping[int, tuple[Nearby, ...]]:
    """The descriptions near the names of each entity, by its number."""
    named = _Named(scene)
    beside = {token for found in scene.roles.values() for role in found for token in range(role.start, role.end)}
    found: dict[int, list[Nearby]] = defaultdict(list)
    for index, mention in enumerate(scene.mentions):
        if _is_loose(scene, index, mention) and mention.end - 1 not in beside:
            text = without_article(words_between(scene.doc, mention.start, mention.end))
            for entity, why in named.around(index, mention).items():
                found[entity].append(Nearby(text=text, features=tuple(_features(scene, entity, index, mention, why))))
    return {entity: tuple(near) for entity, near in found.items()}


def _is_loose(scene: Scene, index: int, mention: Mention) -> bool:
    """Whether nothing says whom a description means, and it means one."""
    if mention.kind is not MentionKind.NOMINAL or mention.plural or mention.quoted or mention.type not in KINDS:
        return False
    referent = scene.story.referents.get(index)
    number = referent.entity if referent is not None else None
    return number is None or scene.entities.all[number].number in scene.story.described


class _Named:
    """The names of the document in order, to look up those around a place."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.places: dict[SpeakerType, list[tuple[int, int]]] = {kind: [] for kind in KINDS}
        for index, mention in enumerate(scene.mentions):
            known = scene.entities.of_mention.get(index, ())
            if mention.kind is MentionKind.NAME and len(known) == 1 and not mention.quoted:
                entity = scene.entities.all[known[0]]
                if entity.type in KINDS:
                    self.places[entity.type].append((index, entity.number))
        counts = {kind: Counter(number for _, number in places) for kind, places in self.places.items()}
        self.most = {kind: min(count, key=lambda n: (-count[n], n)) for kind, count in counts.items() if count}

    def around(self, index: int, mention: Mention) -> dict[int, list[str]]:
        """The entities that are named last before, first behind, most of all and first of all, and which of these."""
        places = self.places[mention.type]
        at = bisect_left(places, (index, -1))
        found: dict[int, list[str]] = defaultdict(list)
        for why, place in (("last", at - 1), ("next", at), ("first", 0)):
            if 0 <= place < len(places) and self._is_close(places[place][0], mention):
                found[places[place][1]].append(why)
        if mention.type in self.most:
            found[self.most[mention.type]].append("most")
        return {number: why for number, why in found.items() if self._fits(self.scene.entities.all[number], mention)}

    def _is_close(self, other: int, mention: Mention) -> bool:
        return abs(self.scene.mentions[other].sentence - mention.sentence) <= FAR

    def _fits(self, entity: Entity, mention: Mention) -> bool:
        return not (mention.gender and entity.gender and mention.gender != entity.gender)


def _features(scene: Scene, entity: int, index: int, mention: Mention, why: list[str]) -> Iterator[tuple[str, float]]:
    yield "nearby", 1.0
    yield from ((f"nearby_{each}", 1.0) for each in why)
    yield "nearby_everywhere", float(len(why) > 2)
    yield "nearby_definite", float(mention.definite)
    yield "nearby_bare", float(not mention.determined)
    yield "nearby_prominence", mention.prominence
    yield "nearby_owned", float(scene.doc[mention.start].tag_ == "PRP$")
    yield "nearby_in_headline", float(mention.end <= scene.story.headline)
    distances = [abs(scene.mentions[at].sentence - mention.sentence) for at in scene.entities.all[entity].mentions]
    yield "nearby_distance", math.log(1 + min(distances, default=FAR))
    called = {scene.entities.all[other].number for other in scene.story.descriptions.by_noun.get(_noun(mention), ())}
    described = {number for number in called if number in scene.story.described}
    yield "nearby_own_noun", float(entity in called)
    yield "nearby_noun_of_another", float(bool(called - described - {entity}))
    yield "nearby_speaks", float(index in scene.story.sources)


def _noun(mention: Mention) -> str:
    return fold(mention.words.split()[-1]) if mention.words else ""
