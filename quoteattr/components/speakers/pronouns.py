"""Who is meant by “he”, “she”, “it” and “they”.

In: a `Discourse` up to a pronoun. Out: a `Referent`, or None where nobody can be meant::

    find_antecedent(discourse, 7).entity

The most salient one of those that fit in gender and number; of bodies and groups, nobody where two are close. Who
speaks is the scorer's to decide: this only keeps track of who is in the foreground.
"""

from quoteattr.components.grammar import root_between
from quoteattr.components.speakers.discourse import Discourse, Referent
from quoteattr.components.speakers.entities import Entity
from quoteattr.components.speakers.mentions import Mention, MentionKind
from quoteattr.components.vocabulary import is_reporting_participle
from quoteattr.statements import SpeakerType

# Share of the persons of whom nothing but the name is known, or not even that it is one.
OPEN_GENDER, OPEN_TYPE = 0.8, 0.4
DOUBTFUL = 0.5  # certainty of the best of several that are close
LONGEST_JOINT = 3  # tokens between two names that “and” joins: “Ann and Mayor | Eva”


def find_antecedent(discourse: Discourse, index: int) -> Referent | None:
    """Whom a pronoun of the third person means; nobody once the text has gone on: what came later says nothing."""
    mention = discourse.mentions[index]
    if (
        discourse.is_past(index)
        or (mention.gender is None and mention.words not in {"they", "it"})
        or is_spoken_of(discourse, mention)
    ):
        return None
    foreground = discourse.foreground(index, exclude=_clause_subject(discourse, mention))
    fitting = {
        number: value * fit
        for number, value in foreground.items()
        if (fit := _fit(discourse.entities.all[number], mention)) and value * fit > discourse.weights.least
    }
    found = discourse.choose([(value, number) for number, value in fitting.items()])
    if mention.gender is None or found is None:
        return found
    best = max(fitting, key=lambda number: (fitting[number], -number))
    joined = {number for number in fitting if index in discourse.sources and _are_joined(discourse, best, number)}
    if joined:
        return Referent(entity=None, candidates=tuple(sorted({*joined, best})), together=True)
    settled = found.entity is not None or index in discourse.sources
    return found if settled else Referent(entity=best, certainty=DOUBTFUL)


def _are_joined(discourse: Discourse, one: int, other: int) -> bool:
    """Whether two persons were last spoken of in one breath: “Ann and Eva left. She ...”."""
    first, second = sorted(discourse.memory.last[number].mention for number in (one, other))
    names = all(discourse.mentions[index].kind is MentionKind.NAME for index in (first, second))
    between = discourse.doc[discourse.mentions[first].end : discourse.mentions[second].start]
    return names and one != other and 0 < len(between) <= LONGEST_JOINT and "and" in {token.lower_ for token in between}


def is_spoken_of(discourse: Discourse, mention: Mention) -> bool:
    """Whether something is said of a mention, not by it: “it was announced”, “he is said to be ill”."""
    token = root_between(discourse.doc, mention.start, mention.end)
    if mention.words == "it":
        return token.dep_ in {"nsubjpass", "expl"}
    return token.dep_ == "nsubjpass" and is_reporting_participle(token.head.text)


def _clause_subject(discourse: Discourse, mention: Mention) -> int | None:
    """The subject of the clause in which a pronoun is an object: “Wu told him” is not Wu."""
    token = discourse.doc[mention.start]
    if token.dep_ not in {"dobj", "pobj", "dative"}:
        return None
    verb = token.head.head if token.dep_ == "pobj" else token.head
    return discourse.subjects.get(verb.i)


def _fit(entity: Entity, mention: Mention) -> float:
    """How well an entity goes with a pronoun: 0 not at all, 1 in gender and number."""
    if mention.words == "they":
        return {SpeakerType.GROUP: 1.0, SpeakerType.ORGANIZATION: 0.6}.get(entity.type, 0.0)
    if mention.words == "it":
        return 1.0 if entity.type in {SpeakerType.ORGANIZATION, SpeakerType.DOCUMENT} else 0.0
    if entity.type is SpeakerType.PERSON:
        if entity.gender is None:
            return OPEN_GENDER
        return 1.0 if entity.gender == mention.gender else 0.0
    return OPEN_TYPE if entity.type is SpeakerType.UNKNOWN else 0.0


def owner_of(discourse: Discourse, first: int, last: int) -> Entity | None:
    """The owner that the words between two tokens name."""
    index = discourse.pronouns.get(first)
    if index is not None and discourse.doc[first].tag_ == "PRP$":
        return meaning_of(discourse, index)
    for place in range(first, last):
        if discourse.doc[place].tag_ == "POS":
            index = discourse.ending.get(place)
            return discourse.entity_of(index) if index is not None else None
    return None


def meaning_of(discourse: Discourse, index: int) -> Entity | None:
    """The entity of a pronoun, also of one that is read later (“his” of “his wife”); nobody where two are close."""
    referent = discourse.referents.get(index) or find_antecedent(discourse, index)
    if referent is None or referent.entity is None or referent.certainty <= DOUBTFUL:
        return None
    return discourse.entities.all[referent.entity]
