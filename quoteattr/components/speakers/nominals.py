"""Who is meant by a description: “the minister”, “his wife”, “her opponent”, “the company”, “a pilot”.

In: a `Discourse` up to a description. Out: a `Referent`: somebody who was called so before, somebody new, or
nobody, with those who may be meant::

    find_described(discourse, 7).entity
"""

import re

from quoteattr.components.grammar import words_between
from quoteattr.components.rolewords import SOFT
from quoteattr.components.speakers.discourse import FOREGROUND, SUBJECT, Discourse, Referent
from quoteattr.components.speakers.family import relation_of
from quoteattr.components.speakers.mentions import Mention, MentionKind
from quoteattr.components.speakers.nametypes import PLACE_LABELS
from quoteattr.components.speakers.possessors import possessive_mark
from quoteattr.components.speakers.pronouns import meaning_of, owner_of
from quoteattr.components.vocabulary import body_noun, country_of, is_metonym
from quoteattr.statements import SpeakerType

# “33-year-old”: the age in a description.
AGE = re.compile(r"\b\d+-year-old\b\s*")
PERSON = "person"  # kind of the nouns that anybody may be called: man, woman
OPPOSITE = "opposite"  # kind of the nouns that mean somebody in the place of another one


def find_described(discourse: Discourse, index: int) -> Referent | None:
    """Whom or what a description means."""
    mention = discourse.mentions[index]
    if mention.plural or mention.type is SpeakerType.GROUP:
        return _introduced(discourse, index, mention)
    if not mention.definite:
        prominent = mention.type is SpeakerType.PERSON and mention.determined and mention.prominence >= FOREGROUND
        return Referent(entity=introduce(discourse, index)) if index in discourse.sources or prominent else None
    if mention.type is not SpeakerType.PERSON:
        return _thing(discourse, index, mention) or _introduced(discourse, index, mention)
    if mention.role is not None and OPPOSITE in mention.role.kinds:
        return _opposite(discourse, index, mention) or _introduced(discourse, index, mention)
    return (
        _relative(discourse, index, mention)
        or _known_person(discourse, index, mention)
        or _introduced(discourse, index, mention)
        or _unknown_subject(discourse, index, mention)
    )


def introduce(discourse: Discourse, index: int) -> int:
    """A new entity that is known by its description only."""
    mention = discourse.mentions[index]
    source = discourse.sources.get(index)
    words = _with_owner(
        discourse,
        mention,
        source.description if source else in_small_letters(words_between(discourse.doc, mention.start, mention.end)),
    )
    entity = discourse.entities.add(source.type if source else mention.type, words, mention.gender)
    entity.anonymous = source is not None and source.anonymous
    entity.mentions.append(index)
    discourse.described[entity.number] = index
    discourse.descriptions.add(entity.number, words_between(discourse.doc, mention.start, mention.end))
    return entity.number


def _with_owner(discourse: Discourse, mention: Mention, words: str) -> str:
    """“his lawyer” -> “Vince Salt’s lawyer”, “my father” -> “Ida Moss’s father” in what Ida Moss writes."""
    first, _, rest = words.partition(" ")
    if discourse.doc[mention.start].tag_ != "PRP$" or not rest or mention.quoted:
        return words
    owner = owner_of(discourse, mention.start, mention.end)
    name = discourse.author if first.casefold() == "my" else owner.name if owner and owner.person_name else None
    return f"{name}{possessive_mark(discourse)} {rest}" if name else words


def _introduced(discourse: Discourse, index: int, mention: Mention) -> Referent | None:
    return Referent(entity=introduce(discourse, index)) if index in discourse.sources else None


def _unknown_subject(discourse: Discourse, index: int, mention: Mention) -> Referent | None:
    """“The captain left”: somebody of whom no name is known, but “he” will not be somebody else."""
    subject = mention.prominence >= SUBJECT and mention.determined
    return Referent(entity=introduce(discourse, index)) if subject else None


def _relative(discourse: Discourse, index: int, mention: Mention) -> Referent | None:
    """“his wife”: the one who was brought in as his wife, or whose husband he is."""
    relation = relation_of(mention.role)
    owner = owner_of(discourse, mention.start, mention.end) if relation else None
    if relation is None or owner is None:
        return None
    found = {discourse.entities.all[number].number for number in discourse.family.find(owner.number, relation)}
    fitting = sorted(
        number
        for number in found
        if number != owner.number
        and _same_gender(discourse, number, mention)
        and discourse.entities.all[number].mentions
    )
    if len(fitting) != 1:
        return None
    if index in discourse.sources:
        words = without_article(words_between(discourse.doc, mention.start, mention.end))
        own = discourse.doc[mention.start].tag_ == "PRP$"
        discourse.entities.all[fitting[0]].roles.append(
            f"{owner.name}{possessive_mark(discourse)} {words}" if own else words
        )
    return Referent(entity=fitting[0])


def _opposite(discourse: Discourse, index: int, mention: Mention) -> Referent | None:
    """“her opponent”: the only other one in the foreground whose role is of the same kind as hers."""
    owner = owner_of(discourse, mention.start, mention.end)
    kinds = discourse.descriptions.kinds(owner.number) if owner else frozenset()
    others = [
        number
        for number in range(len(discourse.entities.all))
        if owner is not None
        and number == discourse.entities.all[number].number != owner.number
        and kinds & discourse.descriptions.kinds(number)
        and _may_be(discourse, number, mention, index)
    ]
    return Referent(entity=others[0]) if len(others) == 1 else None


def _known_person(discourse: Discourse, index: int, mention: Mention) -> Referent | None:
    """The person meant; a source that is called “the consultant” has that for a role."""
    referent = _person(discourse, index, mention)
    soft = mention.role is None or mention.role.kinds <= SOFT
    telling = index in discourse.sources or _is_of_somebody_known(discourse, mention)
    if referent is not None and referent.entity is not None and telling and not soft:
        words = AGE.sub("", without_article(words_between(discourse.doc, mention.start, mention.end)))
        discourse.entities.all[referent.entity].roles.append(words)
    return referent


def _person(discourse: Discourse, index: int, mention: Mention) -> Referent | None:
    """The person whose role a definite description repeats: “the minister”, “the consultant”."""
    inside = _entities_inside(discourse, index, mention)
    foreground = {number: value for number, value in discourse.foreground(index).items() if number not in inside}
    exact = [
        (match + min(foreground.get(number, 0.0), 0.9), number)
        for number, match in _called(discourse, mention).items()
        if number not in inside and _may_be(discourse, number, mention, index)
    ]
    if exact:
        return discourse.choose(exact)
    alike: list[tuple[float, int]] = []
    silent: list[tuple[float, int]] = []
    for number, value in foreground.items():
        may_be = _may_be(discourse, number, mention, index) and not _is_another(discourse, number, mention)
        if value > discourse.weights.least and may_be:
            match = discourse.descriptions.alike(number, mention)
            if match:
                alike.append((value, number))
            elif match is None:
                silent.append((value, number))
    relative = mention.role is not None and "relative" in mention.role.kinds
    hers = relative and discourse.doc[mention.start].tag_ == "PRP$"
    if _is_of_somebody_known(discourse, mention) and not alike and silent:
        return Referent(
            entity=max((number for _, number in silent), key=lambda number: _last_named(discourse, number, index))
        )
    guess = index in discourse.sources and (hers or not inside)
    return discourse.choose(alike) or (discourse.choose(silent) if guess else None)


def _last_named(discourse: Discourse, number: int, index: int) -> int:
    """The last mention by name before an index: whom a text has just named, it calls by age or country next."""
    before = (at for at in discourse.entities.all[number].mentions if at < index and not discourse.mentions[at].quoted)
    return max((at for at in before if discourse.mentions[at].kind is MentionKind.NAME), default=-1)


def _is_of_somebody_known(discourse: Discourse, mention: Mention) -> bool:
    """“The 33-year-old striker”, “the Dane”: what is told in passing of somebody who has been named."""
    words = words_between(discourse.doc, mention.start, mention.end)
    known = mention.role is not None and not mention.role.kinds
    return discourse.doc[mention.start].lower_ == "the" and (known or AGE.search(words) is not None)


def _called(discourse: Discourse, mention: Mention) -> dict[int, int]:
    """Entities that were called by the noun of a description, and how well all its words fit."""
    found: dict[int, int] = {}
    for number, match in discourse.descriptions.having(mention):
        known = discourse.entities.all[number].number
        found[known] = max(match, found.get(known, 0))
    return found


def _entities_inside(discourse: Discourse, index: int, mention: Mention) -> set[int | None]:
    """Entities that are named inside a description: Falk's lawyer is not Falk, nor is her lawyer she."""
    found: set[int | None] = set()
    for other in range(index + 1, len(discourse.mentions)):
        inner = discourse.mentions[other]
        if inner.start >= mention.end:
            break
        found.update(discourse.entities.all[number].number for number in discourse.entities.of_mention.get(other, ()))
        if inner.kind is MentionKind.PRONOUN:
            known = meaning_of(discourse, other)
            found.add(known.number if known else None)
    return found


def _may_be(discourse: Discourse, number: int, mention: Mention, index: int) -> bool:
    entity = discourse.entities.all[number]
    if entity.type is not SpeakerType.PERSON or not entity.mentions or entity.mentions[0] >= index:
        return False
    return _same_gender(discourse, number, mention)


def _is_another(discourse: Discourse, number: int, mention: Mention) -> bool:
    """“A visitor said ... The clerk said”: whom only a noun tells is not called by another noun, but man or woman."""
    if number not in discourse.described:
        return False
    called = discourse.mentions[discourse.described[number]].role
    return not any(role is None or PERSON in role.kinds for role in (called, mention.role))


def _same_gender(discourse: Discourse, number: int, mention: Mention) -> bool:
    known = discourse.entities.all[number].gender
    return not (mention.gender and known and mention.gender != known)


def _thing(discourse: Discourse, index: int, mention: Mention) -> Referent | None:
    """“the company”, “the report”: the body or document in the foreground, if there is only one."""
    ranked = [
        (value, number)
        for number, value in discourse.foreground(index).items()
        if discourse.entities.all[number].type is mention.type and value > discourse.weights.least
    ]
    same = set(_called(discourse, mention))
    business = mention.type is SpeakerType.ORGANIZATION and body_noun(mention.words) == "business"
    return discourse.choose(
        [
            (value, number)
            for value, number in ranked
            if number in same or (business and _is_business(discourse, number))
        ]
    )


def _is_business(discourse: Discourse, number: int) -> bool:
    """Whether a body may be “the company”: no place, no house of government, no ministry."""
    entity = discourse.entities.all[number]
    first = discourse.mentions[entity.mentions[0]]
    # “Norvik, the battery maker”: what stands beside a name says more than the entity recogniser.
    place = discourse.doc[first.start].ent_type_ in PLACE_LABELS and not first.certain
    if place or country_of(entity.name) or is_metonym(entity.name):
        return False
    kind = body_noun(entity.name.split()[-1])
    return kind is None or kind == "business"


def in_small_letters(words: str) -> str:
    """A description as it stands inside a sentence: “My father” -> “my father”."""
    words = " ".join(words.split())
    return words[:1].lower() + words[1:]


def without_article(words: str) -> str:
    """“the consultant” -> “consultant”."""
    return re.sub(r"^(?:the|an?|this|that|his|her|its|their)\s+", "", " ".join(words.split()), flags=re.I)
