"""What a reader knows of a document at one place of it: who has been named, described, related, and is in mind.

In: mentions, the entities of its names, roles and sources. Out: a `Discourse` that pronouns.py and nominals.py
ask and reading.py fills; `referents` says for each pronoun and description whom it means.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from quoteattr.components.roles import Role
from quoteattr.components.speakers.descriptions import Descriptions
from quoteattr.components.speakers.entities import Entities, Entity
from quoteattr.components.speakers.family import FamilyRelations
from quoteattr.components.speakers.mentions import Mention, MentionKind
from quoteattr.components.speakers.salience import MentionWeight, RecentMentions, Weights
from quoteattr.components.speakers.sources import Source

# Prominence from which on a description that is not a source puts somebody new into the foreground.
FOREGROUND = 0.5
SUBJECT = 0.9  # prominence of the subject of a main clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Referent:
    """What a pronoun or description means: an entity, or None with candidates (entity numbers).

    `together`: the candidates were named in one breath (“Ann and Eva left. She ...”).
    """

    entity: int | None
    candidates: tuple[int, ...] = ()
    certainty: float = 1.0
    together: bool = False


@dataclass(slots=True, kw_only=True)
class Discourse:
    """A document while it is read.

    Attributes:
        doc, text, mentions, entities, roles, sources: what was found before; roles by index of the name mention,
            sources by that of the mention that heads them.
        reports: whether the second mention stands in what the first one reports.
        weights: of the salience model.
        author: who writes, when that is one person.
        headline: tokens of the headline, when the text begins with one.
        memory: the last mentions.
        descriptions: what each entity has been called.
        family: who is whose relative.
        referents: whom pronouns and descriptions mean, by index of the mention.
        described: entities that are known by a description only, and the mention that it stands in.
        subjects: entities by the token of the verb that they are the subject of.
        salience: of the entities at each source, pronoun and description, by index of the mention.
        pronouns: indices of pronouns by their token.
        ending: indices of names by the token after their last.
    """

    doc: Doc
    text: str
    mentions: Sequence[Mention]
    entities: Entities
    roles: Mapping[int, tuple[Role, ...]]
    sources: Mapping[int, Source]
    reports: Callable[[int, int], bool]
    weights: Weights
    author: str | None
    headline: int
    memory: RecentMentions
    descriptions: Descriptions
    pronouns: Mapping[int, int]
    ending: Mapping[int, int]
    family: FamilyRelations = field(default_factory=FamilyRelations)
    referents: dict[int, Referent] = field(default_factory=dict)
    described: dict[int, int] = field(default_factory=dict)
    subjects: dict[int, int] = field(default_factory=dict)
    salience: dict[int, dict[int, float]] = field(default_factory=dict)

    def foreground(self, index: int, *, exclude: int | None = None) -> dict[int, float]:
        """Entities in the foreground at a mention, by number; what it reports itself is left out."""
        is_source = index in self.sources

        def skip(mention: MentionWeight) -> bool:
            return mention.entity == exclude or (is_source and self.reports(index, mention.mention))

        found: dict[int, float] = {}
        sentence = self.mentions[index].sentence
        for number, value in self.memory.values(sentence, skip if is_source or exclude is not None else None).items():
            known = self.entities.all[number].number  # two numbers of one person, once they are merged
            found[known] = found.get(known, 0.0) + value
        return found

    def merge(self, number: int, into: int) -> None:
        """Take two entities for one; either may have been taken for another one before."""
        number, into = self.entities.all[number].number, self.entities.all[into].number
        if number != into:
            self.memory.move(number, into)
            self.entities.merge(number, into)

    def is_past(self, index: int) -> bool:
        """Whether the text has gone on since a mention, so that who was in the foreground there is forgotten."""
        latest = self.memory.latest
        return bool(latest) and latest[-1].mention > index

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

    def entity_of(self, index: int) -> Entity | None:
        """The entity that a mention means, as far as that is settled."""
        if self.mentions[index].kind is MentionKind.NAME:
            known = self.entities.of_mention.get(index, ())
            return self.entities.all[known[0]] if len(known) == 1 else None
        referent = self.referents.get(index)
        return self.entities.all[referent.entity] if referent and referent.entity is not None else None
