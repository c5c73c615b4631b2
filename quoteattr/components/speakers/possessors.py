"""Which of the roles that a document states is the speaker's at a mention, in words.

In: a `Discourse`, an entity and the mention beside the cue. Out: the role, or None. “His Chinese
counterpart Dong Jun” beside the Russian Defence Minister is the Chinese Defence Minister, and “his
lawyer, Curt Boon” is Vincent Salt’s lawyer.
"""

import re
from collections.abc import Sequence

from quoteattr.components.roles import Place, Role
from quoteattr.components.speakers.discourse import Discourse
from quoteattr.components.speakers.entities import Entity
from quoteattr.components.speakers.pronouns import owner_of
from quoteattr.components.vocabulary import country_of, fold, role_noun
from quoteattr.lexicon import word_set
from quoteattr.statements import SpeakerType

POSSESSIVE = re.compile(r"['’]s?$")
OWNERS = frozenset({SpeakerType.PERSON, SpeakerType.ORGANIZATION})


def best_role(roles: Sequence[Role]) -> Role | None:
    """The role that says most: a phrase beside the name, then a clause, then a title alone."""

    def worth(role: Role) -> int:
        if role.place is Place.TITLE:
            return 0
        return 1 if role.place is Place.CLAUSE or role.end - role.start == 1 else 2

    return max(roles, key=worth, default=None)


def role_with_owner(discourse: Discourse, role: Role, entity: Entity) -> str:
    """A role with its owner by name, and a counterpart by the office that it is the counterpart in."""
    owner = owner_of(discourse, role.possessor, role.end) if role.possessor is not None else None
    if owner is None or owner.number == entity.number:
        return role.text
    words = role.text.split()
    place = next((at for at, word in enumerate(words) if fold(word) in word_set("counterpart")), None)
    if place is not None:
        office = best_role([role for index in owner.mentions for role in discourse.roles.get(index, ())])
        return " ".join((*words[:place], bare_office(office.text), *words[place + 1 :])) if office else role.text
    if owner.type not in OWNERS or owner.number in discourse.described:
        return role.text
    return f"{owner.name}{possessive_mark(discourse)} {role.text}"


def possessive_mark(discourse: Discourse) -> str:
    """The possessive ending as the document writes it."""
    return "’s" if "’" in discourse.text else "'s"


def bare_office(office: str) -> str:
    """An office without its country or body: Russian Defence Minister, Acme’s chief -> Defence Minister, chief."""
    words = office.split()
    for length in (2, 1):
        if len(words) > length and country_of(POSSESSIVE.sub("", " ".join(words[:length]))):
            return " ".join(words[length:])
    owner = next((at + 1 for at, word in enumerate(words[:-1]) if re.search(r"['’]s?$", word)), 0)
    if owner:
        return " ".join(words[owner:])
    # “Strathmoor manager”: where the office is written small, capitals before it are a name.
    small = next((at for at, word in enumerate(words) if word.islower()), 0)
    return " ".join(words[small:]) if role_noun(words[-1]) and words[-1].islower() else office
