"""What single words say about a source: titles, role nouns, given names, pronouns, kinds of body.

In: a word as it stands in the text. Out: what the word lists in quoteattr/lexicon say of it; every
list is read once, when it is first needed::

    >>> role_noun("minister").kinds
    frozenset({'head of government', 'politician', 'official', 'chief', 'cleric'})
    >>> given_gender("Solveig")
    'she'
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from quoteattr.lexicon import load_entries

Gender = str | None  # "he", "she", or None when nothing is known


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleNoun:
    """A noun that says what a person is.

    Attributes:
        kinds: kinds of role that it can belong to, the wider ones included.
        gender: he or she where the noun says so.
        plural: whether this form is the plural.
        special: those of the kinds in which the noun contradicts every other one that is special there.
    """

    kinds: frozenset[str]
    gender: Gender = None
    plural: bool = False
    special: frozenset[str] = frozenset()

    def is_like(self, other: "RoleNoun") -> bool:
        """Whether one person may be both: consultant and doctor, but not roofer and hairdresser."""
        return any(not (kind in self.special and kind in other.special) for kind in self.kinds & other.kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title before a name: its headword, what kind it is, and the gender that it says."""

    term: str
    kind: str
    gender: Gender = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pronoun:
    """A pronoun: gender (he, she, it, any, self, other, relative), number (one, many, any)."""

    term: str
    gender: str
    number: str


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """The word without diacritics, case and periods: “Orbán” and “Orban” fold alike."""
    plain = unicodedata.normalize("NFKD", word.replace("ł", "l").replace("ø", "o").replace("Ł", "L").replace("Ø", "O"))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return kept.casefold().replace("’", "'").replace(".", "")


def plural_of(noun: str) -> str:
    """The plural of a noun or of the last word of a compound."""
    for end, plural in (("man", "men"), ("person", "people"), ("wife", "wives"), ("child", "children")):
        if noun.endswith(end):
            return noun.removesuffix(end) + plural
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


@cache
def _role_nouns() -> Mapping[str, RoleNoun]:
    kinds: dict[str, set[str]] = defaultdict(set)
    special: dict[str, set[str]] = defaultdict(set)
    genders: dict[str, Gender] = {}
    for entry in load_entries("role_nouns").values():
        for field, gender in (("nouns", None), ("she", "she"), ("he", "he")):
            for noun in entry.many(field):
                kinds[noun].update((entry.term, *entry.many("wider")))
                genders[noun] = gender
                if entry.many("general") and noun not in entry.many("general"):
                    special[noun].add(entry.term)
    found: dict[str, RoleNoun] = {}
    for noun, of_noun in kinds.items():
        known = RoleNoun(kinds=frozenset(of_noun), gender=genders[noun], special=frozenset(special[noun]))
        found[plural_of(noun)] = replace(known, plural=True)
    for noun, of_noun in kinds.items():
        found[noun] = RoleNoun(kinds=frozenset(of_noun), gender=genders[noun], special=frozenset(special[noun]))
    return found


@lru_cache(maxsize=20_000)
def role_noun(words: str) -> RoleNoun | None:
    """What is known of a role noun (one word or a compound of the list), in singular or plural."""
    return _role_nouns().get(words) or _role_nouns().get(words.casefold())


@cache
def _same_roles() -> Mapping[str, str]:
    return {
        fold(noun): fold(entry.term)
        for entry in load_entries("same_roles").values()
        for noun in (entry.term, *entry.many("same"))
    }


def role_of_noun(words: str) -> str:
    """What a role noun names, folded: the skipper is a captain; another noun names its own role."""
    return _same_roles().get(fold(words), fold(words))


@cache
def role_noun_endings() -> frozenset[str]:
    """The last words of the role nouns of several words, folded: “minister” of “prime minister”."""
    return frozenset(re.split(r"[\s-]", noun)[-1].casefold() for noun in _role_nouns() if re.search(r"[\s-]", noun))


@cache
def _titles() -> Mapping[str, Title]:
    found = {}
    for entry in load_entries("titles").values():
        title = Title(term=entry.term, kind=entry.one("kind"), gender=entry.one("gender") or None)
        for form in (entry.term, *entry.many("forms")):
            found[fold(form)] = title
    return found


@lru_cache(maxsize=20_000)
def title(words: str) -> Title | None:
    """The title that these words (one to three) are; capitals are needed, also all capitals."""
    return _titles().get(fold(words)) if words[:1].isupper() else None


@cache
def _given_names() -> Mapping[str, Gender]:
    found: dict[str, Gender] = {}
    for entry in load_entries("given_names").values():
        gender = entry.one("gender")
        for name in map(fold, entry.many("names")):
            same = found.get(name, gender) == gender
            found[name] = gender if same and gender != "any" else None
    return found


def is_given_name(word: str) -> bool:
    """Whether the word is in the list of given names."""
    return word[:1].isupper() and fold(word) in _given_names()


def given_gender(word: str) -> Gender:
    """The pronoun that bearers of a given name usually take; None when it is open or unknown."""
    return _given_names().get(fold(word))


@cache
def _short_forms() -> Mapping[str, tuple[str, ...]]:
    forms: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in load_entries("nicknames").values():
        for short in map(fold, entry.many("short")):
            forms[fold(entry.term)][short] = None
            forms[short][fold(entry.term)] = None
    return {name: tuple(others) for name, others in forms.items()}


def familiar_forms(name: str) -> tuple[str, ...]:
    """The familiar and full forms of a given name, folded."""
    return _short_forms().get(fold(name), ())


def are_forms_of_one_name(one: str, other: str) -> bool:
    """Whether one given name is a familiar form of the other (Bill, William)."""
    return fold(other) in familiar_forms(one)


@cache
def _pronouns() -> Mapping[str, Pronoun]:
    return {
        form.casefold(): Pronoun(term=entry.term, gender=entry.one("gender"), number=entry.one("number"))
        for entry in load_entries("pronouns").values()
        for form in (entry.term, *entry.many("forms"))
    }


@lru_cache(maxsize=20_000)
def pronoun(word: str) -> Pronoun | None:
    """What is known of a pronoun, in any case; “the US” and “the WHO” are none."""
    return None if word in bodies_like_pronouns() else _pronouns().get(word.casefold())


@cache
def bodies_like_pronouns() -> frozenset[str]:
    """Names that are a pronoun in small letters."""
    return frozenset(body for entry in load_entries("pronouns").values() for body in entry.many("bodies"))


@cache
def _nouns(name: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for entry in load_entries(name).values():
        for noun in entry.many("nouns"):
            found.setdefault(plural_of(noun), entry.term)
    for entry in load_entries(name).values():
        for noun in entry.many("nouns"):
            found.setdefault(noun, entry.term)
    return found


def _look_up(name: str, word: str) -> str | None:
    """The entry of a list that has the word, or has it in small letters: “Bank”, but “Ngo” is no NGO."""
    return _nouns(name).get(word) or _nouns(name).get(word.casefold())


@lru_cache(maxsize=20_000)
def body_noun(word: str) -> str | None:
    """The kind of body that a common noun names (government, business, ...), in either number."""
    return _look_up("organizations", word)


def document_noun(word: str) -> str | None:
    """The kind of document that a noun names (report, data, law), in either number."""
    return _look_up("documents", word)


@cache
def _common_nouns() -> frozenset[str]:
    lists = ("role_nouns", "groups", "organizations", "documents")
    nouns = {noun for name in lists for entry in load_entries(name).values() for noun in entry.many("nouns")}
    return frozenset(form for noun in nouns if noun.islower() for form in (noun, plural_of(noun)))


def is_common_noun(word: str) -> bool:
    """Whether the lists have the word with a small letter: “Neighbours said”, but “Republicans said”."""
    return word.casefold() in _common_nouns()


@cache
def _groups() -> frozenset[str]:
    return frozenset(noun.casefold() for entry in load_entries("groups").values() for noun in entry.many("nouns"))


def is_group_noun(word: str) -> bool:
    """Whether the word names several people at once (critics, police, many)."""
    return word.casefold() in _groups()


def is_calendar_word(word: str) -> bool:
    """Whether the word is the name of a month, a day or a feast."""
    return word[:1].isupper() and word in _nouns("calendar")


@cache
def name_parts(kind: str) -> frozenset[str]:
    """Words in names of a kind (particle, suffix, company ending), in small letters."""
    return frozenset(word.casefold() for word in load_entries("name_parts")[kind].many("nouns"))


@cache
def _metonyms() -> frozenset[str]:
    return frozenset(fold(term) for term in load_entries("metonyms"))


def is_metonym(words: str) -> bool:
    """Whether a place name stands for the body that sits there (Kremlin, Downing Street)."""
    return fold(words) in _metonyms()


@cache
def _nationals() -> Mapping[str, tuple[str, Gender]]:
    found: dict[str, tuple[str, Gender]] = {}
    for entry in load_entries("demonyms").values():
        for noun in entry.many("nationals"):
            gender = "he" if noun.endswith("man") and noun != "German" else "she" if noun.endswith("woman") else None
            found[noun] = (entry.term, gender)
    return found


def national(word: str) -> tuple[str, Gender] | None:
    """The country of which the word names a national, and the gender that it says (Dane, Dutchman)."""
    return _nationals().get(word)


@cache
def _countries() -> Mapping[str, str]:
    found = {}
    for entry in load_entries("demonyms").values():
        for word in (entry.term, *entry.many("adjectives")):
            found[fold(word)] = entry.term
    return found


def country_of(words: str) -> str | None:
    """The country that a name or an adjective of it means (Chinese, China -> China)."""
    return _countries().get(fold(words)) if words[:1].isupper() else None


@cache
def role_verbs() -> frozenset[str]:
    """Verbs, in all forms, whose object says what a person is."""
    return frozenset(
        form for entry in load_entries("role_verbs").values() for form in (entry.term, *entry.many("forms"))
    )


@cache
def _continuing() -> frozenset[str]:
    entries = load_entries("continuing_cues").values()
    return frozenset(form for entry in entries for form in (entry.term, *entry.many("forms")))


def says_more(cue: str) -> bool:
    """Whether a cue says that a speaker goes on: “he added”, “she went on”."""
    return any(form in cue.casefold() for form in _continuing())


def is_reporting_participle(word: str) -> bool:
    """Whether the subject of a passive is spoken of, not speaking: “he is said to be ill”."""
    return word.casefold() in load_entries("reporting_participles")


@cache
def _role_modifiers() -> frozenset[str]:
    return frozenset(load_entries("role_modifiers"))


def is_role_modifier(word: str) -> bool:
    """Whether the word says since when or until when somebody holds an office (acting, former)."""
    return word.casefold() in _role_modifiers()


@cache
def anonymity_phrases() -> tuple[str, ...]:
    """Words by which a text withholds a name, longest first."""
    return tuple(sorted(_phrases(), key=len, reverse=True))


def _phrases() -> Iterator[str]:
    for entry in load_entries("anonymity").values():
        yield from entry.many("phrases")
