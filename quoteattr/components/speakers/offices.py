"""Which of the roles that a document states is the speaker's at a mention, in words.

In: a `Scene`, an entity and the mention beside the cue. Out: the role, or None. “His Chinese
counterpart Dong Jun” beside the Russian Defence Minister is the Chinese Defence Minister.
"""

import re

from quoteattr.components.roles import Place, Role, best_role
from quoteattr.components.speakers.entities import Entity
from quoteattr.components.speakers.scene import Scene
from quoteattr.components.vocabulary import country_of, fold, title

POSSESSIVE = re.compile(r"['’]s?$")


def role_of(scene: Scene, entity: Entity, local: int | None = None) -> str | None:
    """The role beside a mention if it says something new, else the best that the document states."""
    best = best_role([role for index in entity.mentions for role in scene.roles.get(index, ())])
    here = best_role(scene.roles.get(local, ())) if local is not None else None
    if here is not None and best is not None and here.place is not Place.CLAUSE and not _is_part(here, best):
        best = here
    return _in_words(scene, best) if best else next(iter(entity.roles), None)


def _is_part(one: Role, other: Role) -> bool:
    """Whether a role says nothing that another does not say: Minister, Defence Minister."""
    return _words(one) <= _words(other)


def _words(role: Role) -> set[str]:
    """The words of a role, titles as their headword: Sen. is Senator."""
    whole = title(role.text)
    parts = [whole.term] if whole else [found.term if (found := title(word)) else word for word in role.text.split()]
    return {fold(part) for words in parts for part in words.split()}


def _in_words(scene: Scene, role: Role) -> str:
    words = role.text.split()
    if role.possessor is None or fold(words[-1]) != "counterpart":
        return role.text
    office = _office_of(scene, role.possessor)
    return " ".join((*words[:-1], without_country(office))) if office else role.text


def _office_of(scene: Scene, token: int) -> str | None:
    """The role of the one whom a possessive pronoun means."""
    number = scene.pronouns.get(token)
    referent = scene.discourse.referents.get(number) if number is not None else None
    if referent is None or referent.entity is None:
        return None
    return role_of(scene, scene.entities.all[referent.entity])


def without_country(office: str) -> str:
    """An office without the country before it: Russian Defence Minister -> Defence Minister."""
    words = office.split()
    for length in (2, 1):
        if len(words) > length and country_of(POSSESSIVE.sub("", " ".join(words[:length]))):
            return " ".join(words[length:])
    return office
