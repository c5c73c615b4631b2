"""Somebody is described first and named later: “Pilot lands on ferry”, “A dinner lady who won ...”.

In: the descriptions of the headline and of the first sentence, then the names that follow. Out: the person
of a name is the one that was announced, and has the description for a role::

    announced.note(discourse, 0)           # headline: “Pilot lands on ferry”
    announced.recognise(discourse, 4, 2)   # “Mia Orr landed ...”: Mia Orr is a pilot
"""

from dataclasses import dataclass, field

from quoteattr.components.grammar import words_between
from quoteattr.components.rolewords import SOFT
from quoteattr.components.speakers.discourse import FOREGROUND, Discourse, Referent
from quoteattr.components.speakers.entities import Entity
from quoteattr.components.speakers.mentions import Mention, MentionKind
from quoteattr.components.speakers.nametypes import has_capital_by_place
from quoteattr.components.speakers.nominals import introduce, without_article
from quoteattr.statements import SpeakerType

# Sentences (a new paragraph counts two) after which nobody is the one that was announced any more.
REACH = 8


@dataclass(slots=True)
class Cataphora:
    """The descriptions that still wait for a name, by index of the mention; the entity of each, None without one."""

    waiting: dict[int, int | None] = field(default_factory=dict)

    def note(self, discourse: Discourse, index: int) -> Referent | None:
        """Keep a description that announces somebody; one that speaks is an entity at once."""
        mention = discourse.mentions[index]
        if mention.type is not SpeakerType.PERSON or mention.plural or mention.definite or mention.role is None:
            return None
        bare = mention.end <= discourse.headline and not mention.determined
        lede = (
            mention.end > discourse.headline and mention.sentence <= _first_sentence(discourse) and mention.determined
        )
        if not (bare or lede) or mention.prominence < FOREGROUND:
            return None
        entity = introduce(discourse, index) if lede or index in discourse.sources else None
        self.waiting[index] = entity
        return Referent(entity=entity) if entity is not None else None

    def recognise(self, discourse: Discourse, index: int, entity: int) -> None:
        """Take the person of a name for the one that was announced, if all that is known speaks for it."""
        mention = discourse.mentions[index]
        person = discourse.entities.all[entity]
        if not self.waiting or mention.end <= discourse.headline or person.type is not SpeakerType.PERSON:
            return
        for waiting, number in tuple(self.waiting.items()):
            described = discourse.mentions[waiting]
            if mention.sentence - described.sentence > REACH:
                del self.waiting[waiting]
            elif number != entity and _fits(discourse, index, person, described):
                del self.waiting[waiting]
                words = without_article(words_between(discourse.doc, described.start, described.end))
                words = words[: -len(described.words)] + described.words  # “DINNER lady”, “Contractor”
                person.roles.append(words)
                discourse.descriptions.add(entity, words)
                if number is not None:
                    discourse.merge(number, entity)


def _first_sentence(discourse: Discourse) -> int:
    """The sentence in which the text below the headline begins."""
    last = min(discourse.headline, len(discourse.doc) - 1)
    return next((m.sentence for m in discourse.mentions if m.start >= last), 0)


def _fits(discourse: Discourse, index: int, person: Entity, described: Mention) -> bool:
    """Whether a person is who was announced: so called beside the name, or the first to be named, and alone."""
    mention = discourse.mentions[index]
    if person.mentions[0] != index and not _only_in_headline(discourse, person, index):
        return False
    if described.gender and person.gender and described.gender != person.gender:
        return False
    alike = discourse.descriptions.alike(person.number, described)
    headline = described.end <= discourse.headline
    if headline and alike and described.role is not None and not described.role.kinds <= SOFT:
        return True
    first = all(
        other.kind is not MentionKind.NAME or other.type is not SpeakerType.PERSON or number == index
        for number, other in enumerate(discourse.mentions[: index + 1])
        if other.end > discourse.headline
    )
    subject = mention.prominence >= FOREGROUND or has_capital_by_place(discourse.doc[mention.start])
    told = mention.sentence <= _first_sentence(discourse) if headline else _is_aged(discourse, mention)
    return alike is not False and first and subject and told


def _only_in_headline(discourse: Discourse, person: Entity, index: int) -> bool:
    return all(number >= index or discourse.mentions[number].end <= discourse.headline for number in person.mentions)


def _is_aged(discourse: Discourse, mention: Mention) -> bool:
    """“Dawn Pratt, 54, said”: people of whom a text has told are given with their age."""
    end = mention.end
    return end + 1 < len(discourse.doc) and discourse.doc[end].text == "," and discourse.doc[end + 1].like_num
