"""Which of the roles that a document states is the speaker's at a mention, in words.

In: a `Story`, an entity and the mention beside the cue. Out: the role, or None. “His Chinese
counterpart Dong Jun” beside the Russian Defence Minister is the Chinese Defence Minister, and “his
lawyer, Curt Boon” is Vincent Salt’s lawyer.
"""

import re
from collections.abc import Sequence

from quoteattr.components.roles import Place, Role
from quoteattr.components.speakers.descriptions import SOFT
from quoteattr.components.speakers.entities import Entity
from quoteattr.components.speakers.owners import owner_of
from quoteattr.components.speakers.story import Story
from quoteattr.components.vocabulary import country_of, fold, role_noun, title
from quoteattr.statements import SpeakerType

POSSESSIVE = re.compile(r"['’]s?$")
COUNTERPART = frozenset({"counterpart", "opposite number"})
OWNERS = frozenset({SpeakerType.PERSON, SpeakerType.ORGANIZATION})


def role_of(story: Story, entity: Entity, local: int | None = None) -> str | None:
    """The role beside a mention if it says something new, else the best that the document states."""
    best = best_role([role for index in entity.mentions for role in story.roles.get(index, ())])
    here = best_role(story.roles.get(local, ())) if local is not None else None
    if here is not None and best is not None and here.place is not Place.CLAUSE and not _is_part(here, best):
        best = here
    told = next(iter(entity.roles), None)
    words = in_words(story, best, entity) if best else None
    return told if words is None or (told and _is_soft(words)) else words


def _is_soft(role: str) -> bool:
    """Whether a role is one that everybody may have: witness, brother, colleague."""
    kinds = [known.kinds for word in role.split() if (known := role_noun(word))]
    return bool(kinds) and all(of_noun <= SOFT for of_noun in kinds)


def best_role(roles: Sequence[Role]) -> Role | None:
    """The role that says most: a phrase beside the name, then a clause, then a title alone."""

    def worth(role: Role) -> int:
        if role.place is Place.TITLE:
            return 0
        return 1 if role.place is Place.CLAUSE or role.end - role.start == 1 else 2

    return max(roles, key=worth, default=None)


def _is_part(one: Role, other: Role) -> bool:
    """Whether a role says nothing that another does not say: Minister, Defence Minister."""
    return _words(one) <= _words(other)


def _words(role: Role) -> set[str]:
    """The words of a role, titles as their headword: Sen. is Senator."""
    whole = title(role.text)
    parts = [whole.term] if whole else [found.term if (found := title(word)) else word for word in role.text.split()]
    return {fold(part) for words in parts for part in words.split()}


def in_words(story: Story, role: Role, entity: Entity) -> str:
    """A role with its owner by name, and a counterpart by the office that it is the counterpart in."""
    owner = owner_of(story, role.possessor, role.end) if role.possessor is not None else None
    if owner is None or owner.number == entity.number:
        return role.text
    words = role.text.split()
    place = next((at for at, word in enumerate(words) if fold(word) in COUNTERPART), None)
    if place is not None:
        office = role_of(story, owner)
        return " ".join((*words[:place], bare_office(office), *words[place + 1 :])) if office else role.text
    if owner.type not in OWNERS or owner.number in story.described:
        return role.text
    return f"{owner.name}{possessive_mark(story)} {role.text}"


def possessive_mark(story: Story) -> str:
    """The possessive ending as the document writes it."""
    return "’s" if "’" in story.text else "'s"


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
