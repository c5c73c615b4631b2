"""What speaks for two appearances of a name being one speaker, and what speaks against it.

In: two roles, or a date. Out: the relation of the roles, the number of the day::

    relation_of_roles("Mayor of Marne", "Marne mayor")  -> Relation.SAME
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from itertools import product

from quoteattr.acronyms import is_acronym_of
from quoteattr.components.rolewords import RoleWords, take_apart
from quoteattr.components.vocabulary import RoleNoun, country_of, fold, is_given_name, name_parts, role_noun, role_of_noun, title
from quoteattr.lexicon import load_entries
from quoteattr.statements import SpeakerType

# Words that no two people say by chance.
BEGINNING = 7
_WORD = re.compile(r"\w+")
# Documents of the same week are about the same event more often than not.
DAYS = 7
_SOFT = frozenset({"person", "resident", "relative", "spouse", "parent", "child", "sibling", "associate", "opposite"})
_KIN = frozenset({"relative", "spouse", "parent", "child", "sibling"})
# Kinds in which people move on: a senator becomes a minister.
_CAREER = frozenset({"politician", "head of government"})
# Kinds of public life: a campaigner becomes an adviser, then the head of an agency.
_PUBLIC = _CAREER | {"campaigner", "chief", "official", "spokesperson"}
# Kinds that hold too much to say that two of them are one: a head teacher, a chief executive.
_VAGUE = frozenset({"campaigner", "chief", "official", "teacher"})

# “Ana Ruiz, 41,”, “Ana Ruiz (41)”, “Ana Ruiz, aged 41”.
_BEHIND = r"{name}(?:,? \(|, )(?:aged? )?(?P<age>\d{{1,3}})(?:[,;.)]| years old)"
# “41-year-old Ana Ruiz”, “the 41-year-old dentist Ana Ruiz”.
_BEFORE = r"(?P<age>\d{{1,3}})-year-old (?:\w+ ){{0,3}}{name}\b"
# “Ana Ruiz, born in 1985”, “Ana Ruiz (born 4 May 1985)”.
_BORN = r"{name},? \(?(?:who was )?born [\w ,]{{0,20}}?(?P<year>(?:18|19|20)\d\d)\b"
_YEAR = re.compile(r"\d{4}")
OLDEST = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """A speaker of one document.

    Attributes:
        id: hash of document, name and type.
        document_id, outlet, published: of the document.
        name, type: as the document has them.
        roles: what the document says that it is.
        beside: full names of the other speakers of the document.
        names: all names that the document has for it.
        called: the sources of its statements as they stand, of one named by the surname alone.
        subjects: what the document is about, but for the speaker's own name.
        said: how its longer quotes begin, as `beginning_of` has them.
        born: year of birth, by the age that the document tells.
        alone: it stays in its document unless somebody decides otherwise: a description.
        by_surname: it is named by the surname alone.
        identifier: of the entry of a list that it is, where the document came with one.
    """

    id: str
    document_id: str
    name: str
    type: SpeakerType
    roles: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    beside: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    born: int | None = None
    alone: bool = False
    by_surname: bool = False
    identifier: str | None = None

    @property
    def key(self) -> str:
        """The name without case, diacritics, articles and endings of companies."""
        return fold(self.name) if self.type is SpeakerType.PERSON else bodies_key(self.name)


# “critic of”: a role that was cut off.
_BEFORE_A_NAME = frozenset({"and", "for", "in", "of", "to", "with"})
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class RoleRelation(StrEnum):
    """How the roles of two appearances go together, from what speaks most for one person to what speaks against it."""

    SAME = "same"
    LIKE = "like"
    OTHER_OFFICE = "other office"  # of public life or in the same body, where people move on
    APART = "apart"  # of one kind, but in different bodies or places
    ELSEWHERE = "elsewhere"  # the same office of different bodies or places
    AGAINST = "against"
    NONE = "none"  # nothing is known on one side


@lru_cache(maxsize=100_000)
def day_of(date: str | None) -> int | None:
    """The number of the day of a date, None for what is none."""
    found = _DATE.match(date or "")
    try:
        return datetime.date.fromisoformat(found.group()).toordinal() if found else None
    except ValueError:
        return None


def year_of_birth(text: str, name: str, published: str | None) -> int | None:
    """The year of birth of a name; None where the document tells no age, or has no date to count back from.

    It may be the year before as well::

        >>> year_of_birth("“No,” said Ana Ruiz, 41, a dentist.", "Ana Ruiz", "2026-03-04")
        1985
    """
    if name not in text:
        return None
    if born := _pattern(_BORN, name).search(text):
        return int(born["year"])
    year = _YEAR.match(published or "")
    found = (_pattern(_BEHIND, name).search(text) or _pattern(_BEFORE, name).search(text)) if year else None
    age = int(found["age"]) if found else 0
    return int(year.group()) - age if year and 0 < age <= OLDEST else None


@lru_cache(maxsize=1_000)
def _pattern(form: str, name: str) -> re.Pattern[str]:
    return re.compile(form.format(name=re.escape(name)))


def beginning_of(words: str) -> str | None:
    """The first words of a quote without marks and case, by which it is known elsewhere; None of a short one."""
    found = _WORD.findall(words.casefold())
    return " ".join(found[:BEGINNING]) if len(found) >= BEGINNING else None


@lru_cache(maxsize=100_000)
def bodies_key(name: str) -> str:
    """The name of a body without article and ending, and by the one name of it that is best known.

    “The Acme Corp.” and “Acme” are one, “AP” and “the Associated Press”, “U.N. Security Council” and “United Nations
    Security Council”.
    """
    key = _without_frame(name)
    return _known_bodies().get(key, key)


def _without_frame(name: str) -> str:
    """A name without article and ending of a company, its first words as the list has them: “US” of “United States”."""
    words = fold(name).split()
    words = words[1:] if len(words) > 1 and words[0] == "the" else words
    endings = {fold(ending) for ending in name_parts("company ending")}
    words = words[:-1] if len(words) > 1 and words[-1] in endings else words
    whole = " ".join(words)
    first = next((" ".join(words[:length]) for length in (2, 1) if " ".join(words[:length]) in _beginnings()), "")
    return f"{_beginnings()[first]}{whole.removeprefix(first)}" if first else whole


def is_known_body(name: str) -> bool:
    """Whether a name is that of one publication or body that everybody knows: “Guardian”, but “Times” ends several."""
    key = fold(name)
    return key in _known_bodies() and not any(known.endswith(f" {key}") for known in _known_bodies())


@cache
def _known_bodies() -> Mapping[str, str]:
    """The best known name of a body or publication by each of its names, as `_without_frame` has them."""
    listed = (*load_entries("outlets").values(), *load_entries("known_bodies").values())
    return {
        _without_frame(name): _without_frame(entry.term)
        for entry in listed
        for name in (entry.term, *entry.many("names"))
    }


@cache
def _beginnings() -> Mapping[str, str]:
    """The same of those that begin the names of others: “UN” of “UN Security Council”."""
    return {
        fold(name): fold(entry.term)
        for entry in load_entries("known_bodies").values()
        if entry.one("begins") == "yes"
        for name in (entry.term, *entry.many("names"))
    }


_POSSESSIVE = re.compile(r"['’]s$|s['’]$")


@lru_cache(maxsize=100_000)
def is_description(name: str) -> bool:
    """Whether what stands as the name of a person only says who it is: “Weber's spokesman”, “Mum”, “Lib Dem MPs”.

    So is a “Belm Democrat”. Such a one means somebody else in another document, or several.
    """
    *before, last = name.split() or [""]
    noun = role_noun(last)
    if before and last[:1].islower() and last not in name_parts("particle"):
        return True
    several = noun is not None and noun.plural and "politician" in noun.kinds
    if several or last in _several() or (noun is not None and fold(last) in _politics("party")):
        return True
    if not before:
        return noun is not None and "parent" in noun.kinds
    owned = any(_POSSESSIVE.search(word) for word in before)
    return noun is not None and owned and not any(map(is_given_name, before))


@cache
def _several() -> frozenset[str]:
    """Nouns with a capital for several people, such as “Tories”."""
    return frozenset(
        noun for entry in load_entries("groups").values() for noun in entry.many("nouns") if noun[:1].isupper()
    )


@lru_cache(maxsize=100_000)
def offices_of(role: str) -> tuple[str, ...]:
    """The single offices of a role, each with the body that stands behind the last one.

    >>> offices_of("president and treasurer of Acme")
    ('president of Acme', 'treasurer of Acme')
    """
    found = role.split(" and ")
    if len(found) == 1 or not all(_noun_of(take_apart(each).word) for each in found):
        return (role,)
    head, of, body = found[-1].partition(" of ")
    return tuple(each if " of " in each or not of else f"{each} of {body}" for each in (*found[:-1], f"{head}{of}{body}"))


def is_telling(role: str) -> bool:
    """Whether a role says more than everybody may be: not a witness, several at once, an “adviser to”.

    Whose son or wife somebody is tells, where the text names whose.
    """
    return any(map(_tells, offices_of(role)))


def _tells(role: str) -> bool:
    parts = take_apart(role)
    noun = _noun_of(parts.word)
    if noun is None or noun.plural or role.rpartition(" ")[2].casefold() in _BEFORE_A_NAME:
        return False
    return not noun.kinds <= _SOFT or bool(noun.kinds & _KIN and parts.marks)


@lru_cache(maxsize=100_000)
def _noun_of(word: str) -> RoleNoun | None:
    """What is known of the noun of a role: “Secretary” of “Home Secretary”, the senator of “Sen.”."""
    words = word.split()
    for at in range(len(words)):
        ending = " ".join(words[at:])
        if known := role_noun(ending):
            return known
        if (named := title(ending)) and (known := role_noun(named.term.casefold())):
            return replace(known, kinds=known.kinds - {"spokesperson"})  # a “Rep.” represents voters
    return None


@lru_cache(maxsize=100_000)
def relation_of_roles(one: str, other: str) -> RoleRelation:
    """How two roles, as texts state them, go together: the offices of them that do so best."""
    found = {_relation_of_offices(mine, theirs) for mine, theirs in product(offices_of(one), offices_of(other))}
    return next(how for how in RoleRelation if how in found)


def _relation_of_offices(one: str, other: str) -> RoleRelation:
    mine, theirs = take_apart(one), take_apart(other)
    first, second = _noun_in(mine), _noun_in(theirs)
    same = role_of_noun(mine.word) == role_of_noun(theirs.word)
    if first and second and first.kinds & second.kinds & _KIN:
        return RoleRelation.SAME if same and mine.marks & theirs.marks else RoleRelation.NONE
    if fold(one) == fold(other):
        return RoleRelation.NONE if first and first.kinds <= _SOFT else RoleRelation.SAME
    if first is None or second is None or first.kinds <= _SOFT or second.kinds <= _SOFT:
        return RoleRelation.NONE
    if _are_abroad(one, mine, other, theirs):
        return RoleRelation.ELSEWHERE if first.is_like(second) else RoleRelation.AGAINST
    plain = _politics("party") | _politics("chamber") | (frozenset() if same else _politics("faith"))
    ours, others = mine.marks - plain, theirs.marks - plain
    if not same and not first.is_like(second) and not _is_career(first, second):
        return (
            RoleRelation.OTHER_OFFICE
            if (first.kinds & _PUBLIC and second.kinds & _PUBLIC) or ours & others or _is_running(mine, theirs)
            else RoleRelation.AGAINST
        )
    if ours & others or _is_one_body(mine.organization, theirs.organization):
        return RoleRelation.SAME
    if ours and others and _is_unnamed(mine) != _is_unnamed(theirs):
        return RoleRelation.NONE
    if same and ours and others:
        return RoleRelation.ELSEWHERE
    close = same or _is_career(first, second) or _is_close(first, second)
    return RoleRelation.LIKE if close and not (ours and others) else RoleRelation.APART


def _noun_in(parts: RoleWords) -> RoleNoun | None:
    """What is known of the noun of a role; whoever chairs something in a parliament is a politician."""
    noun = _noun_of(parts.word)
    words = parts.marks.union(fold(parts.word).split(), fold(parts.organization or "").split())
    if noun and noun.kinds & {"chief", "official"} and words & _politics("chamber"):
        return replace(noun, kinds=noun.kinds | {"politician"})
    return noun


def _are_abroad(one: str, mine: RoleWords, other: str, theirs: RoleWords) -> bool:
    """Whether two roles are in different countries, and one of them says so by its party or chamber only."""
    implied = [_implied_countries(role) for role in (one, other)]
    stated = [{mark for mark in parts.marks if country_of(mark.title())} for parts in (mine, theirs)]
    ours, others = (stated[at] | implied[at] for at in (0, 1))
    return any(implied) and bool(ours and others) and ours.isdisjoint(others)


@lru_cache(maxsize=100_000)
def _implied_countries(role: str) -> frozenset[str]:
    """The country whose parties or chambers alone have a word of a role: a Tory is British."""
    return frozenset(
        fold(entry.one("country"))
        for entry in load_entries("politics").values()
        if entry.one("country") and re.search(rf"\b(?:{'|'.join(map(re.escape, entry.many('nouns')))})(?!\w)", role)
    )


def _is_running(*roles: RoleWords) -> bool:
    """Whether one of some runs for an office: whoever does is something else, too."""
    return any(each.word.split()[-1].casefold() in load_entries("politics")["running"].many("nouns") for each in roles)


@cache
def _politics(kind: str) -> frozenset[str]:
    """Words that tell nobody from another one of the name."""
    return frozenset(word for noun in load_entries("politics")[kind].many("nouns") for word in fold(noun).split())


def _is_unnamed(parts: RoleWords) -> bool:
    """Whether a role only says what kind of body it is in, as “director of the festival” does."""
    return parts.organization is not None and parts.organization.islower()


def _is_one_body(one: str | None, other: str | None) -> bool:
    return bool(one and other) and (is_acronym_of(str(one), str(other)) or is_acronym_of(str(other), str(one)))


def _is_career(first: RoleNoun, second: RoleNoun) -> bool:
    return bool(first.kinds & _CAREER and second.kinds & _CAREER)


def _is_close(first: RoleNoun, second: RoleNoun) -> bool:
    """Whether two nouns share a kind that says something."""
    return replace(first, kinds=first.kinds - _VAGUE).is_like(second)
