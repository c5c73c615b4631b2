"""Who is meant by “he”, “she”, “it” and “they”.

In: a `Story` up to a pronoun. Out: a `Referent`, or None where nobody can be meant::

    find_antecedent(story, 7).entity

Of persons, a trained ranker chooses, and leaves open what is close; of bodies and groups, the most salient.
"""

from quoteattr.components.grammar import root_between
from quoteattr.components.speakers.entities import Entity
from quoteattr.components.speakers.mentions import Mention, MentionKind
from quoteattr.components.speakers.ranker import PronounCandidate, Ranker, chances
from quoteattr.components.speakers.story import SUBJECT, Referent, Story
from quoteattr.components.vocabulary import is_reporting_participle
from quoteattr.statements import SpeakerType

# Share of the persons of whom nothing but the name is known, or not even that it is one.
OPEN_GENDER, OPEN_TYPE = 0.8, 0.4
LONGEST_JOINT = 3  # tokens between two names that “and” joins: “Ann and Mayor | Eva”


def find_antecedent(story: Story, index: int) -> Referent | None:
    """Whom a pronoun of the third person means; nobody once the story has gone on: what came later says nothing."""
    mention = story.mentions[index]
    if (
        story.is_past(index)
        or (mention.gender is None and mention.words not in {"they", "it"})
        or is_spoken_of(story, mention)
    ):
        return None
    foreground = story.foreground(index, exclude=_clause_subject(story, mention))
    fitting = {
        number: value * fit
        for number, value in foreground.items()
        if (fit := _fit(story.entities.all[number], mention)) and value * fit > story.weights.least
    }
    if mention.gender is None:
        return story.choose([(value, number) for number, value in fitting.items()])
    found = story.rank(_candidates(story, index, fitting), index)
    if found is None or found.entity is None or index not in story.sources:
        return found
    joined = {number for number in fitting if _are_joined(story, found.entity, number)}
    if not joined:
        return found
    return Referent(entity=None, candidates=tuple(sorted({*joined, found.entity})), together=True)


def _are_joined(story: Story, one: int, other: int) -> bool:
    """Whether two persons were last spoken of in one breath: “Ann and Eva left. She ...”."""
    first, second = sorted(story.memory.last[number].mention for number in (one, other))
    names = all(story.mentions[index].kind is MentionKind.NAME for index in (first, second))
    between = story.doc[story.mentions[first].end : story.mentions[second].start]
    return names and one != other and 0 < len(between) <= LONGEST_JOINT and "and" in {token.lower_ for token in between}


def choose_person(candidates: tuple[PronounCandidate, ...], ranker: Ranker) -> Referent | None:
    """The candidate that is likely enough, else nobody with all that are likely at all."""
    if not candidates:
        return None
    likely = chances(candidates, ranker)
    best = max(range(len(candidates)), key=lambda at: (likely[at], -candidates[at].entity))
    if likely[best] >= ranker.least:
        return Referent(entity=candidates[best].entity, certainty=round(likely[best], 2))
    close = sorted(each.entity for each, chance in zip(candidates, likely, strict=True) if chance >= ranker.close)
    return Referent(entity=None, candidates=tuple(close))


def is_spoken_of(story: Story, mention: Mention) -> bool:
    """Whether something is said of a mention, not by it: “it was announced”, “he is said to be ill”."""
    token = root_between(story.doc, mention.start, mention.end)
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


def _candidates(story: Story, index: int, fitting: dict[int, float]) -> tuple[PronounCandidate, ...]:
    """The persons that go with a pronoun, by their numbers, with their features."""
    if not fitting:
        return ()
    counts = {number: story.memory.counts[number] for number in fitting}
    top, most, total = max(fitting.values()), max(counts.values()), sum(counts.values())
    latest = max(fitting, key=lambda number: story.memory.last[number].mention)
    return tuple(
        _candidate(
            story,
            index,
            number,
            salience=value / top,
            share=counts[number] / total,
            lead=float(counts[number] == most),
            latest=float(number == latest),
        )
        for number, value in sorted(fitting.items())
    )


def _candidate(
    story: Story, index: int, number: int, *, salience: float, share: float, lead: float, latest: float
) -> PronounCandidate:
    mention, entity, last = story.mentions[index], story.entities.all[number], story.memory.last[number]
    source = story.sources.get(index)
    spoke = story.last_source is not None and story.entities.all[story.last_source].number == number
    away = mention.sentence - last.sentence
    return PronounCandidate(
        entity=number,
        salience=salience,
        foremost=float(salience == 1.0),
        share=share,
        lead=lead,
        known=float(entity.gender is not None),
        person=float(entity.type is SpeakerType.PERSON),
        latest=latest,
        near=1 / (1 + away),
        clause=float(away == 0 and last.prominence >= SUBJECT),
        parallel=float((last.prominence >= SUBJECT) == (mention.prominence >= SUBJECT)),
        repeated=float(story.meant.get(mention.gender or "") == number),
        speaker=float(spoke),
        speaks_on=float(spoke and source is not None),
        continues=float(spoke and source is not None and source.continues),
        silent=float(not spoke and source is not None and story.last_source is not None),
        in_headline=float(any(story.mentions[at].end <= story.headline for at in entity.mentions[:1])),
    )


def owner_of(story: Story, first: int, last: int) -> Entity | None:
    """The owner that the words between two tokens name."""
    index = story.pronouns.get(first)
    if index is not None and story.doc[first].tag_ == "PRP$":
        return meaning_of(story, index)
    for place in range(first, last):
        if story.doc[place].tag_ == "POS":
            index = story.ending.get(place)
            return story.entity_of(index) if index is not None else None
    return None


def meaning_of(story: Story, index: int) -> Entity | None:
    """The entity of a pronoun, also of one that the story comes to only later: the “his” of “his wife”."""
    if index in story.referents:
        return story.entity_of(index)
    referent = find_antecedent(story, index)
    return story.entities.all[referent.entity] if referent and referent.entity is not None else None
