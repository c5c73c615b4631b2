"""Who is meant by “he”, “she”, “it” and “they”.

In: a `Story` up to a pronoun. Out: a `Referent`, or None where nobody can be meant::

    find_antecedent(story, 7).entity
"""

from quoteattr.components.speakers.entities import Entity
from quoteattr.components.speakers.mentions import Mention
from quoteattr.components.speakers.story import Referent, Story
from quoteattr.components.vocabulary import is_reporting_participle
from quoteattr.statements import SpeakerType


def find_antecedent(story: Story, index: int) -> Referent | None:
    """Whom a pronoun of the third person means."""
    mention = story.mentions[index]
    if (mention.gender is None and mention.words not in {"they", "it"}) or is_spoken_of(story, mention):
        return None
    foreground = story.foreground(index, exclude=_clause_subject(story, mention))
    source = story.sources.get(index)
    if source is not None and source.continues and story.last_source is not None:
        foreground[story.last_source] = foreground.get(story.last_source, 0.0) + story.weights.continues
    ranked = [
        (value * fit, number)
        for number, value in foreground.items()
        if (fit := _fit(story, story.entities.all[number], mention)) and value * fit > story.weights.least
    ]
    return story.choose(ranked)


def is_spoken_of(story: Story, mention: Mention) -> bool:
    """Whether something is said of a mention, not by it: “it was announced”, “he is said to be ill”."""
    token = story.doc[mention.start : mention.end].root
    if mention.words == "it":
        return token.dep_ in {"nsubjpass", "expl"}
    return token.dep_ == "nsubjpass" and is_reporting_participle(token.head.text)


def _clause_subject(story: Story, mention: Mention) -> int | None:
    """The subject of the clause in which a pronoun is an object: “Wu told him” is not Wu."""
    token = story.doc[mention.start]
    if token.dep_ not in {"dobj", "pobj", "dative"}:
        return None
    verb = token.head.head if token.dep_ == "pobj" else token.head
    return story.subjects.get(verb.i)


def _fit(story: Story, entity: Entity, mention: Mention) -> float:
    """How well an entity goes with a pronoun: 0 not at all, 1 in gender and number."""
    if mention.words == "they":
        return {SpeakerType.GROUP: 1.0, SpeakerType.ORGANIZATION: 0.6}.get(entity.type, 0.0)
    if mention.words == "it":
        return 1.0 if entity.type in {SpeakerType.ORGANIZATION, SpeakerType.DOCUMENT} else 0.0
    if entity.type is SpeakerType.PERSON:
        if entity.gender is None:
            return story.weights.open_gender
        return 1.0 if entity.gender == mention.gender else 0.0
    return story.weights.open_type if entity.type is SpeakerType.UNKNOWN else 0.0
