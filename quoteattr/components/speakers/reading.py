"""Reads a document once, in order, and finds who is meant by “he”, “they” and “the minister”.

In: a `Discourse` whose names are known. Out: the same discourse, with a `Referent` for each pronoun and description:
an entity, or none with the candidates that were too close to each other::

    read_discourse(discourse)
    discourse.referents[7].entity

Words inside quotes do not count: the narrator's “he” is hardly ever somebody whom only a speaker has
named. A source that is a description (“a senior official”) becomes an entity of its own, so that
“the official” and “she” can mean it.
"""

from quoteattr.components.grammar import root_between
from quoteattr.components.names import PersonName
from quoteattr.components.roles import Role
from quoteattr.components.speakers.cataphora import Cataphora
from quoteattr.components.speakers.discourse import Discourse, Referent
from quoteattr.components.speakers.family import relation_of
from quoteattr.components.speakers.mentions import Mention, MentionKind
from quoteattr.components.speakers.nominals import find_described, introduce
from quoteattr.components.speakers.possessors import role_with_owner
from quoteattr.components.speakers.pronouns import find_antecedent, owner_of
from quoteattr.components.vocabulary import role_noun
from quoteattr.lexicon import word_set
from quoteattr.statements import SpeakerType


def read_discourse(discourse: Discourse) -> None:
    """Go through the document."""
    cataphora = Cataphora()
    beside_name = {
        token for found in discourse.roles.values() for role in found for token in range(role.start, role.end)
    }
    for index, mention in enumerate(discourse.mentions):
        if mention.quoted and index not in discourse.sources:
            continue
        if mention.kind is not MentionKind.NAME or index in discourse.sources:
            discourse.salience[index] = discourse.foreground(index)
        entity = _entity_of(discourse, index, mention, beside_name, cataphora)
        if entity is not None:
            _remember(discourse, discourse.entities.all[entity].number, index, mention)


def _entity_of(
    discourse: Discourse, index: int, mention: Mention, beside_name: set[int], cataphora: Cataphora
) -> int | None:
    if mention.kind is MentionKind.NAME:
        return _of_name(discourse, index, mention, cataphora)
    if mention.kind is MentionKind.NOMINAL and mention.end - 1 in beside_name and index not in discourse.sources:
        return None
    if mention.quoted:
        return introduce(discourse, index) if mention.kind is MentionKind.NOMINAL else None
    if mention.kind is MentionKind.PRONOUN:
        referent = find_antecedent(discourse, index)
        _take_for_person(discourse, mention, referent)
    else:
        referent = cataphora.note(discourse, index) or find_described(discourse, index)
    if referent is not None:
        discourse.referents[index] = referent
    return referent.entity if referent else None


def _take_for_person(discourse: Discourse, mention: Mention, referent: Referent | None) -> None:
    """“Zita Hadad ... her”: whom “he” and “she” mean is a person, whatever else is known of the name."""
    if mention.gender is None or referent is None or referent.entity is None:
        return
    entity = discourse.entities.all[referent.entity]
    if entity.type is SpeakerType.UNKNOWN:
        entity.type = SpeakerType.PERSON


def _of_name(discourse: Discourse, index: int, mention: Mention, cataphora: Cataphora) -> int | None:
    """The person or body of a name, of whom the words around the name now tell more."""
    known = discourse.entities.of_mention.get(index, ())
    if len(known) != 1:
        return None
    roles = discourse.roles.get(index, ())
    discourse.descriptions.learn(known[0], mention, roles)
    for role in roles:
        if role.possessor is not None:
            discourse.descriptions.add(known[0], role_with_owner(discourse, role, discourse.entities.all[known[0]]))
    for role in roles:
        _relate(discourse, known[0], role)
    _take_surname(discourse, known[0], mention)
    _take_birth_name(discourse, known[0], mention)
    cataphora.recognise(discourse, index, discourse.entities.all[known[0]].number)
    return known[0]


def _relate(discourse: Discourse, entity: int, role: Role) -> None:
    """“her husband Kevin”, “Kev’s mum Jean”: note whose relative a person is."""
    relation = next(filter(None, (relation_of(role_noun(word)) for word in reversed(role.text.split()))), None)
    if relation is None:
        return
    first = role.start if role.possessor is None else role.possessor
    owner = owner_of(discourse, first, role.end)
    if owner is None or owner.number != entity:
        discourse.family.add(owner.number if owner else None, relation, entity)


def _take_surname(discourse: Discourse, entity: int, mention: Mention) -> None:
    """“her husband Kevin”, later “Mr Voss”: one person, when she is a Voss and nobody else may be he."""
    person = discourse.entities.all[entity]
    if mention.name is None or mention.name.is_full or not (mention.name.titles or mention.name.suffix):
        return
    if person.person_name is not None and person.person_name.is_full:
        return
    found = {
        number
        for other in discourse.entities.all
        if (number := other.number) != person.number and _may_bear(discourse, number, mention.name)
    }
    if len(found) == 1:
        relative = discourse.entities.all[found.pop()]
        relative.person_name = PersonName(given=(relative.name,), surname=mention.name.surname)
        discourse.merge(person.number, relative.number)
        relative.names.append(relative.name)
        relative.name = relative.person_name.full


def _take_birth_name(discourse: Discourse, entity: int, mention: Mention) -> None:
    """“She was born Ida Moss”, “Ida Voss, née Moss”: another name of the same person."""
    before = discourse.doc[mention.start - 1] if mention.start > 0 else None
    if before is None or before.lower_ not in word_set("born"):
        return
    bearer = discourse.subjects.get(before.i)
    if bearer is None and before.i > 1 and (index := discourse.ending.get(before.i - 1)) is not None:
        named = discourse.entity_of(index)
        bearer = named.number if named else None
    if bearer is not None and bearer != discourse.entities.all[entity].number:
        discourse.merge(entity, bearer)


def _may_bear(discourse: Discourse, number: int, name: PersonName) -> bool:
    """Whether somebody of whom only the given name is known is a relative of one with that surname."""
    entity = discourse.entities.all[number]
    if " " in entity.name or entity.type is not SpeakerType.PERSON or number in discourse.described:
        return False
    if name.gender and entity.gender and name.gender != entity.gender:
        return False
    return any(
        (known := discourse.entities.all[other].person_name) is not None
        and known.surname == name.surname
        and (relation == "parent" or not name.suffix)
        for relation, other in discourse.family.relatives(number)
    )


def _remember(discourse: Discourse, entity: int, index: int, mention: Mention) -> None:
    if not mention.quoted:
        discourse.memory.add(
            entity,
            sentence=mention.sentence,
            prominence=mention.prominence,
            mention=index,
            speaks=index in discourse.sources,
        )
    known = discourse.entities.all[entity]
    if mention.gender and known.gender is None and known.type is not SpeakerType.ORGANIZATION:
        known.gender = mention.gender
    root = root_between(discourse.doc, mention.start, mention.end)
    if root.dep_ in {"nsubj", "nsubjpass"}:
        discourse.subjects[root.head.i] = entity
