"""What a document has called each entity, and whether a description may mean it.

In: the roles and titles beside names, and the words of unnamed sources. Out: for “the minister” the
entities that were called minister, best match first; and whether a doctor may be “the consultant”.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc

from quoteattr.components.grammar import words_between
from quoteattr.components.roles import Place, Role
from quoteattr.components.rolewords import GENERIC, SOFT
from quoteattr.components.speakers.mentions import Mention
from quoteattr.components.vocabulary import country_of, fold, role_noun, title
from quoteattr.lexicon import word_set

# Entities with one role noun that are compared: a parliament has hundreds of members.
MOST = 20


class Descriptions:
    """The descriptions of the entities of one document."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.of_entity: dict[int, list[frozenset[str]]] = defaultdict(list)
        self.by_noun: dict[str, list[int]] = defaultdict(list)

    def add(self, entity: int, words: str) -> None:
        """Note that an entity was called so."""
        content = frozenset(content_words(words))
        self.of_entity[entity].append(content)
        for word in content:
            if self.by_noun[word][-1:] != [entity]:
                self.by_noun[word].append(entity)

    def learn(self, entity: int, mention: Mention, roles: Sequence[Role]) -> None:
        """Note the roles and titles beside a name, the nouns in it, and the age behind it."""
        if mention.name is None:
            self.add(entity, mention.words)
        for role in roles:
            if role.place is not Place.CLAUSE:
                self.add(entity, role.text)
        for words in mention.name.titles if mention.name else ():
            found = title(words)
            if found and role_noun(found.term):
                self.add(entity, found.term)
        end = mention.end
        if end + 1 < len(self.doc) and self.doc[end].text == "," and self.doc[end + 1].text.isdigit():
            self.add(entity, self.doc[end + 1].text)

    def having(self, mention: Mention) -> Iterator[tuple[int, int]]:
        """Entities that were called by the noun of a mention, and how well all its words fit.

        3: the very words, 2: no word against it, 1: the noun only. Where the words tell several
        apart, those against whom they speak are left out.
        """
        nouns = [fold(word) for word in mention.words.split()]
        own = self._own_words(mention)
        recent = dict.fromkeys(reversed(self.by_noun.get(nouns[-1], ())[-MOST:])) if nouns else {}
        found = {number: match for number in recent if (match := self._match(number, nouns, own))}
        best = max(found.values(), default=0)
        yield from ((number, match) for number, match in found.items() if best < 3 or match == best)

    def _match(self, entity: int, nouns: Iterable[str], own: frozenset[str]) -> int:
        best = 0
        for called in self.of_entity[entity]:
            if not called.issuperset(nouns) or (called ^ own) & word_set("ranks"):
                continue
            extra = own - called
            best = max(best, (3 if own - set(nouns) else 2) if not extra else 1)
        return best

    def _own_words(self, mention: Mention) -> frozenset[str]:
        return frozenset(content_words(words_between(self.doc, mention.start, mention.end)))

    def alike(self, entity: int, mention: Mention) -> bool | None:
        """Whether an entity was called something of the same kind; None when nothing is known of it."""
        if mention.role is None:
            return False
        if not mention.role.kinds:
            return None  # “the Dane”, “the 52-year-old”
        if mention.role.kinds & GENERIC:
            return True
        called = [found for found in self.of_entity.get(entity, ()) if self._is_telling(found)]
        if not called:
            return None
        more = self._own_words(mention) - {fold(word) for word in mention.words.split()}
        roles = [role for found in called if more <= found for word in found if (role := role_noun(word))]
        return any(mention.role.is_like(role) for role in roles)

    def kinds(self, entity: int) -> frozenset[str]:
        """The kinds of all roles that an entity was said to have, but for those that everybody may have."""
        words = (word for called in self.of_entity.get(entity, ()) for word in called)
        return frozenset(kind for word in words if (role := role_noun(word)) for kind in role.kinds - SOFT)

    @staticmethod
    def _is_telling(called: Iterable[str]) -> bool:
        return any((role := role_noun(word)) is not None and not role.kinds <= SOFT for word in called)


def content_words(words: str) -> tuple[str, ...]:
    """The words that distinguish a description, folded; a country and its adjective are one word."""
    parts = (fold(part.strip("-–,.")) for part in words.replace("’", "'").replace("'s", " ").split())
    return tuple(
        (country_of(part.title()) or part).casefold() for part in parts if part and part not in word_set("empty")
    )
