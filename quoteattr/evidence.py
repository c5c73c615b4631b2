"""What speaks for two appearances of a name being one speaker, and what speaks against it.

In: a text and a name, a date, words. Out: the year of birth, the number of the day, how the words are known elsewhere::

    year_of_birth("“No,” said Ana Ruiz, 41, a dentist.", "Ana Ruiz", "2026-03-04")  -> 1985
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from quoteattr.components.vocabulary import (
    fold,
    is_given_name,
    name_parts,
    role_noun,
)
from quoteattr.lexicon import load_entries
from quoteattr.rolerelations import words_of_politics
from quoteattr.statements import SpeakerType

# Words that no two people say by chance.
BEGINNING = 7
_WORD = re.compile(r"\w+")
# Documents of the same week are about the same event more often than not.
DAYS = 7
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


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


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
    if several or last in _several() or (noun is not None and fold(last) in words_of_politics("party")):
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
