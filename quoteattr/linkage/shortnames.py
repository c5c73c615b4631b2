"""Short names of bodies: “Orlen” of “Orlen Label Group”, “NHB” of “National Harbour Board”, “the Journal” of a paper.

In: a text and a name, or the appearances of bodies by key. Out: the longer name that the text has, and what is one::

    longer_name_in("Orlen Label Group was sold. Orlen said no.", "Orlen")  -> "Orlen Label Group"
    short_names({"orlen label group": [...], "orlen": [...]})  -> [Joined(...)]

A beginning counts where the rest only says what the body is (lexicon/describing_words.yml), and is no place: “New York”
is not “New York University”. A mere noun, such as “the Journal”, is nobody's name, and “the Supreme Court” that of
many: they mean what their own text says.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from quoteattr.acronyms import is_acronym_of
from quoteattr.components.vocabulary import body_noun, country_of, fold, is_given_name, is_metonym, name_parts
from quoteattr.evidence import Appearance, bodies_key, is_known_body
from quoteattr.lexicon import load_entries
from quoteattr.linkage.profile import Membership

DEFINED = Membership(0.95, "a document has both the name and this acronym of it")
SAID = Membership(0.95, "the document has the longer name, too")
# A beginning that is used for one body only, and mostly beside its whole name.
ELSEWHERE = Membership(0.8, "other documents call it so, and by the longer name")
# The share of documents with a short name that have to say what it is short for.
MOSTLY = 0.5
# A longer name in a text: capitalised words around the short one.
_AROUND = r"(?:(?!The )[A-Z][\w&’'.-]* )*\b{name}\b(?: (?:(?:of|for) (?:the )?|& )?[A-Z][\w&’'-]*)*"
_SMALL = frozenset({"a", "and", "for", "of", "the", "&"})


class Joined(NamedTuple):
    """Appearances that are one body with those of a key, and why."""

    appearances: tuple[Appearance, ...]
    full: str
    why: Membership


@lru_cache(maxsize=100_000)
def is_mere_noun(name: str) -> bool:
    """Whether a name is only what the body is, such as “Council” and “Supreme Court”: another one elsewhere."""
    plain = re.sub(r"^the ", "", name, flags=re.IGNORECASE)
    if fold(plain) in _shared():
        return True
    if " " in plain or is_metonym(plain) or bodies_key(name) != fold(plain) or is_known_body(plain):
        return False
    return body_noun(plain) is not None or plain.casefold() in name_parts("body")


def is_named_as_body(name: str) -> bool:
    """Whether a name says by itself that it is a body's: by its last word, or since everybody knows it."""
    words = name.split()
    if is_known_body(name) or bodies_key(name) != fold(name.removeprefix("The ").removeprefix("the ")):
        return True
    if len(words) < 2 or is_given_name(words[0]):
        return False
    last = words[-1]
    return fold(last) in _describing() or body_noun(last) is not None or last.casefold() in name_parts("body")


@cache
def _shared() -> frozenset[str]:
    return frozenset(fold(noun) for entry in load_entries("shared_bodies").values() for noun in entry.many("nouns"))


@lru_cache(maxsize=100_000)
def stands_for(short: str, full: str) -> bool:
    """Whether a name of a body may be short for another one, where a document has both."""
    if is_acronym_of(short, full):
        return True
    mine, theirs = (bodies_key(name).split() for name in (short, full))
    if len(mine) >= len(theirs):
        return False
    if is_mere_noun(short):
        return mine in (theirs[: len(mine)], theirs[-len(mine) :])
    return theirs[: len(mine)] == mine and not _is_place(short) and _describes(theirs[len(mine) :])


def _describes(rest: Sequence[str]) -> bool:
    known = _describing()
    return rest[-1] in known and all(word in known or word in _SMALL for word in rest)


@cache
def _describing() -> frozenset[str]:
    found = {fold(noun) for entry in load_entries("describing_words").values() for noun in entry.many("nouns")}
    return frozenset(found | {fold(ending) for ending in name_parts("company ending")})


@cache
def _places() -> frozenset[str]:
    capitals = {fold(entry.one("capital")) for entry in load_entries("demonyms").values()}
    return frozenset(
        capitals | {fold(each) for entry in load_entries("datelines").values() for each in entry.many("places")}
    )


def _is_place(name: str) -> bool:
    key = bodies_key(name)
    return key in _places() or country_of(name) is not None or is_metonym(name)


def longer_name_in(text: str, name: str) -> str | None:
    """The one longer name of a text that a name is short for; None without one, or with several."""
    if name not in text or not name[:1].isupper():
        return None
    bare = name.removeprefix("The ")
    found = {" ".join(match.group().split()) for match in re.finditer(_AROUND.format(name=re.escape(bare)), text)}
    longer = {
        bodies_key(each): each for each in sorted(found) if not is_acronym_of(name, each) and stands_for(name, each)
    }
    return next(iter(longer.values())) if len(longer) == 1 else None


def short_names(bodies: Mapping[str, Sequence[Appearance]]) -> list[Joined]:
    """What short names of bodies mean: those that one document has beside the longer name, and those like them.

    Args:
        bodies: appearances by the key of their name; mere nouns are each by themselves.
    """
    defined: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    found: list[Joined] = []
    for key, appearances in sorted(bodies.items()):
        for each in appearances:
            for other in each.names:
                if stands_for(each.name, other):
                    defined[key][bodies_key(other)].add(each.document_id)
                elif stands_for(other, each.name) and not is_mere_noun(other):
                    defined[bodies_key(other)][key].add(each.document_id)
    for short, fulls in sorted(defined.items()):
        if len(fulls) == 1 and short in bodies and (full := min(fulls)) in bodies:
            found += _joined(bodies[short], full, fulls[full])
    return found


def _joined(appearances: Sequence[Appearance], full: str, documents: set[str]) -> list[Joined]:
    """Those of one short name, where it is that of the body of a key: an acronym, or what most documents say."""
    if is_acronym_of(appearances[0].name, full):
        return [Joined(tuple(appearances), full, DEFINED)]
    said = tuple(each for each in appearances if each.document_id in documents)
    others = tuple(each for each in appearances if each.document_id not in documents)
    if len(said) < MOSTLY * len(appearances):
        return []
    return [Joined(some, full, why) for some, why in ((said, SAID), (others, ELSEWHERE)) if some]


def related(name: str, names: Iterable[str]) -> list[str]:
    """Those of some names that a name stands for, or that stand for it."""
    return [other for other in names if other != name and (stands_for(name, other) or stands_for(other, name))]
