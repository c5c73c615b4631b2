"""Whose wife, lawyer or office a phrase names: “her son”, “Falk’s son”.

In: a `Story` and the tokens of a phrase. Out: the entity of the pronoun that opens it, or of the name with
the possessive mark in it, as far as that is settled.
"""

from quoteattr.components.speakers.entities import Entity
from quoteattr.components.speakers.pronouns import find_antecedent
from quoteattr.components.speakers.story import Story


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
