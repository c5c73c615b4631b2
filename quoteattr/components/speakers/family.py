"""Who is whose wife, father, son: what lets “his wife” and “Mr Voss” mean somebody.

In: relations as the text states them (“her husband Kevin”: Kevin is the spouse of her). Out: the relative
of a person, whichever of the two the text spoke of::

    family.add(0, "spouse", 1)
    family.find(1, "spouse") -> {0}
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from quoteattr.components.vocabulary import RoleNoun

# What the other one is, by what the one is.
INVERSE = {"spouse": "spouse", "parent": "child", "child": "parent", "sibling": "sibling"}


@dataclass(slots=True)
class FamilyRelations:
    """The relatives of the entities of a document, by their numbers."""

    known: dict[tuple[int | None, str], set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, owner: int | None, relation: str, entity: int) -> None:
        """Note that an entity is the spouse, parent, child or sibling of another one, or of nobody knows whom."""
        self.known[owner, relation].add(entity)
        if owner is not None:
            self.known[entity, INVERSE[relation]].add(owner)

    def find(self, owner: int | None, relation: str) -> set[int]:
        """Everybody who is that to the owner; when nobody is, whoever is that to nobody knows whom."""
        return self.known.get((owner, relation)) or self.known.get((None, relation), set()) - {owner or -1}

    def relatives(self, entity: int) -> Iterator[tuple[str, int]]:
        """What an entity is to others, and to whom."""
        for relation, inverse in INVERSE.items():
            for other in self.known.get((entity, inverse), ()):
                yield relation, other


def relation_of(role: RoleNoun | None) -> str | None:
    """The relation that a role noun names, as far as it can be turned around."""
    return next((kind for kind in INVERSE if role is not None and kind in role.kinds), None)
