"""Names of persons: their parts, and whether two may be names of one person.

In: the words of a name, with its titles. Out: a `PersonName` and comparisons of two::

    >>> name = parse_name("Sir Carl “Shorty” Webb Jr.")
    >>> name.given, name.surname, name.nickname, name.full
    (('Carl',), 'Webb', 'Shorty', 'Carl Webb Jr.')
    >>> are_compatible(parse_name("Bill Hale"), parse_name("William J. Hale"))
    True
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from quoteattr.components.vocabulary import (
    Gender,
    are_forms_of_one_name,
    fold,
    given_gender,
    is_given_name,
    name_parts,
    title,
)

# A nickname between given name and surname: Carl “Shorty” Webb, Carl (Shorty) Webb.
NICKNAME = re.compile(r"[“\"‘'(]([^”\"’')]{2,20})[”\"’')]")
# A given name of two syllables in Latin letters: “Dae-in”, “Ing-wen”.
HYPHENED = re.compile(r"[A-Z][a-z]+-[a-z]+")
LONGEST_FAMILY_NAME, LONGEST_SYLLABLE = 6, 5  # letters
POSSESSIVE = re.compile(r"['’]s?$")
VOWEL = re.compile(r"[^\WBCDFGHJKLMNPQRSTVWXZ\d_]")  # “DJ” and “JP” have none
PREFIX = re.compile(r"(?:Mc|Mac|Fitz)(?=[A-Z])")
# Letters from which on a word in capitals is a name: behind a title or beside a longer name (“MR. LOW”, “BO LIND”), and
# by itself.
SHORT, LONG = 2, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """The parts of a name.

    Attributes:
        titles: titles before it, as they stand.
        given: all words before the surname, initials included.
        surname: last word with its particles ("von der Leyen"); a name of one word is all surname.
        suffix: "Jr.", "III" or "".
        family_first: the surname comes first, as in “Moon Dae-in”.
        nickname: what stands in quotation marks or parentheses inside the name, or "".
    """

    given: tuple[str, ...]
    surname: str
    titles: tuple[str, ...] = ()
    suffix: str = ""
    nickname: str = ""
    family_first: bool = False

    @property
    def full(self) -> str:
        """The name without titles and nickname."""
        parts = (self.surname, *self.given) if self.family_first else (*self.given, self.surname)
        return " ".join(part for part in (*parts, self.suffix) if part)

    @property
    def is_full(self) -> bool:
        """Whether it has a given name besides the surname."""
        return bool(self.given)

    @property
    def gender(self) -> Gender:
        """What titles and given names say; titles win."""
        for words in self.titles:
            found = title(words)
            if found and found.gender:
                return found.gender
        return next(filter(None, map(given_gender, self.given or (self.surname,))), None)


@lru_cache(maxsize=20_000)
def parse_name(words: str) -> PersonName:
    """Take a name apart; never fails on a text with at least one word.

    A single word is a surname. A particle goes with the surname: “Ursula von der Leyen”.
    """
    # “Jon Dow:“No.”” without a space is one word to the tokenizer.
    words = POSSESSIVE.sub("", " ".join(words.split(":")[0].split())) or words
    found = NICKNAME.search(words)
    nickname = found.group(1) if found and found.start() > 0 else ""
    parts = (NICKNAME.sub(" ", words) if nickname else words).replace(",", " ").split()
    titles, parts = split_titles(parts)
    suffix = parts.pop() if len(parts) > 1 and fold(parts[-1]) in name_parts("suffix") else ""
    if _is_family_first(parts):
        given = (*parts[1:-1], parts[-1].rstrip("."))
        return PersonName(titles=titles, given=given, surname=parts[0], suffix=suffix, family_first=True)
    start = len(parts) - 1
    while start > 1 and parts[start - 1] in name_parts("particle"):
        start -= 1
    if start == 1 and parts[0].casefold() in name_parts("particle"):
        start = 0  # “Von der Lahr said”: no given name
    is_name = bool(titles) or (len(parts) > 1 and (is_given_name(parts[0]) or any(map(_is_long, parts))))
    shaped = [_in_small_letters(word, SHORT if is_name and "".join(parts).isupper() else LONG) for word in parts]
    return PersonName(
        titles=titles,
        given=tuple(shaped[:start]) if start > 0 else (),
        # “Dong Jun.” at the end of a sentence; “J.” keeps its period.
        surname=(" ".join(shaped[max(start, 0) :]) or words).rstrip(".") or words,
        suffix=suffix,
        nickname=nickname,
    )


def _is_family_first(parts: list[str]) -> bool:
    """Whether a name is Chinese, Korean or Vietnamese, in its own order: “Moon Dae-in”, “Kim Chol Un”, “Wang Yiran”."""
    if not 2 <= len(parts) <= 3:
        return False
    first, last = parts[0], parts[-1]
    if len(parts) == 2 and HYPHENED.fullmatch(last) and len(first) <= LONGEST_FAMILY_NAME:
        return True
    if fold(first) not in name_parts("family name"):
        return False
    if len(parts) == 3:
        return all(len(part) <= LONGEST_SYLLABLE and not is_given_name(part) for part in parts[1:])
    return not is_given_name(first) and fold(last) not in name_parts("family name")


def _in_small_letters(word: str, fewest: int) -> str:
    """“ORTEGA” -> “Ortega”, “McKAY” -> “McKay”; initials, abbreviations and words of fewer letters stay."""
    prefix = PREFIX.match(word)
    if prefix and len(word) > prefix.end() + 1 and word[prefix.end() :].isupper():
        return prefix.group() + word[prefix.end() :].title()
    is_word = word.isupper() and len(word) >= fewest and "." not in word and (len(word) >= LONG or VOWEL.search(word))
    return word.title() if is_word else word


def _is_long(word: str) -> bool:
    return word.isupper() and len(word) >= LONG and "." not in word


def split_titles(parts: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """The titles that a list of words begins with, and the other words; one word is always left."""
    titles: list[str] = []
    while len(parts) > 1:
        length = next((n for n in (3, 2, 1) if len(parts) > n and title(" ".join(parts[:n]))), 0)
        if not length or (len(parts) == 2 and is_given_name(parts[0]) and not _is_courtesy(parts[0])):
            break  # “Dean Johnson” has a given name, “Mr Dean” a title
        titles.append(" ".join(parts[:length]))
        parts = parts[length:]
    return tuple(titles), parts


def _is_courtesy(word: str) -> bool:
    found = title(word)
    return found is not None and found.kind == "courtesy"


def are_compatible(one: PersonName, other: PersonName) -> bool:
    """Whether two full names with one surname may mean one person.

    Given names match when they are equal, one is the initial or a familiar form of the other, or
    the nickname of one name is the given name of the other.
    """
    if one.suffix and other.suffix and fold(one.suffix) != fold(other.suffix):
        return False
    genders = {one.gender, other.gender} - {None}
    if len(genders) > 1:
        return False
    if not (one.given and other.given):
        return True
    if one.family_first and other.family_first:
        return _syllables(one) == _syllables(other)
    return (
        _match(one.given[0], other.given[0])
        or any(
            nickname and fold(nickname) in {fold(given) for given in name.given}
            for nickname, name in ((one.nickname, other), (other.nickname, one))
        )
        or bool({fold(part) for part in one.given if len(part) > 2} & {fold(part) for part in other.given})
    )


def _syllables(name: PersonName) -> str:
    """The given name without marks between its syllables: “Chol-un” is “Chol Un”."""
    return fold("".join(name.given)).replace("-", "")


def _match(one: str, other: str) -> bool:
    first, second = fold(one), fold(other)
    if min(len(first), len(second)) == 1:
        return first[0] == second[0]
    return first == second or are_forms_of_one_name(one, other)


def abbreviates(short: str, full: str) -> bool:
    """Whether letters are the first ones of the words of a name, or of its last words: HG, Harbour Guild."""
    words = re.split(r"[\s-]+", full)
    letters = ("".join(word[0] for word in chosen).upper() for chosen in (words, [w for w in words if w[:1].isupper()]))
    return short.isupper() and len(short) > 1 and " " in full and any(every.endswith(short) for every in letters)
