"""Which entities of a document are weighed for one source, so that the time grows with the document and not its square.

In: the entities with the mentions that are known to be theirs. Out: for a place, those in reach: mentioned shortly
before or behind it, named at the beginning of the document, mentioned most, sharing a word of their names or
descriptions with the source, or speaking most and last::

    reach = Reach(entities, known, names, beginning=12)
    reach.around(place=40, words=frozenset({"minister"}))
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from quoteattr.components.speakers.entities import Entity

# Mentions before and behind a source, entities of the beginning and the most mentioned ones, entities that share a
# word: beyond these, fewer than one speaker in two hundred of the annotated articles is found.
BEFORE, BEHIND, FIRST, MOST, ALIKE = 40, 12, 8, 8, 6


class Reach:
    """The entities of a document by where they are mentioned and by what they are called.

    Args:
        entities: all of them.
        known: the numbers of the mentions of each, by `id`.
        words: what each is called, by `id`.
    """

    def __init__(
        self, entities: Sequence[Entity], known: Mapping[int, Sequence[int]], words: Mapping[int, Iterable[str]]
    ) -> None:
        self.at: dict[int, Entity] = {number: entity for entity in entities for number in known[id(entity)]}
        self.always = self._everywhere(entities, known)
        self.called: dict[str, list[Entity]] = defaultdict(list)
        for entity in sorted(entities, key=lambda entity: known[id(entity)][0]):
            for word in words[id(entity)]:
                self.called[word].append(entity)
        self.first = {id(entity): known[id(entity)][0] for entity in entities}

    @staticmethod
    def _everywhere(entities: Sequence[Entity], known: Mapping[int, Sequence[int]]) -> list[Entity]:
        first = sorted(entities, key=lambda entity: known[id(entity)][0])[:FIRST]
        most = sorted(entities, key=lambda entity: -len(known[id(entity)]))[:MOST]
        return first + most

    def around(self, place: int, words: Iterable[str], others: Iterable[Entity] = ()) -> list[Entity]:
        """The entities in reach of a mention, each once, in the order of the document.

        Args:
            place: number of the mention.
            words: of the source.
            others: who is weighed in any case.
        """
        near = (self.at[number] for number in range(place - BEFORE, place + BEHIND + 1) if number in self.at)
        alike = (entity for word in words for entity in self._alike(word, place))
        found = {id(entity): entity for part in (self.always, near, alike, others) for entity in part}
        return sorted(found.values(), key=lambda entity: self.first[id(entity)])

    def _alike(self, word: str, place: int) -> Sequence[Entity]:
        """The last entities that were called so before the place, or the first ones behind it."""
        called = self.called.get(word, [])
        cut = bisect_right(called, place, key=lambda entity: self.first[id(entity)])
        return called[max(0, cut - ALIKE) : cut + ALIKE]
