"""Bylines: the people who wrote an article, and nothing else that stands there.

In: a byline as it is stated. Out: the names of people, or None::

    >>> author_names("By MIA ORR and Tom Hale, Bay Press Political Writer, 4 March 2026")
    'MIA ORR and Tom Hale'

The first person is who "I" is, so that an organisation, a desk or a date in place of one would be wrong. Words that no
name has are in lexicon/byline_words.yml, agencies and publications in lexicon/outlets.yml.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from quoteattr.lexicon import load_entries
from quoteattr.readers.outlets import known_outlet

ADDRESS = re.compile(r"\S+@\S+|https?://\S+|<[^>]*>|\(?@\w+\)?")
_AND = re.compile(r"\s*(?:[,;/&]|\b(?:and|with)\b)\s*", re.I)
# "Mia Orr | Harbour Post", "Mia Orr (Norvane)"
_BEHIND = re.compile(r"\s*[|•·–—(].*$|\s-\s.*$", re.S)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?"
)
# Where a name has ended: "Mia Orr in Norvane", "Mia Orr for the Bay Post", "Mia Orr March 4".
_END = re.compile(rf"\s(?:in|at|for|of|on|from)\s.*$|\s*(?:{_MONTH}\s*)?\d.*$", re.I | re.S)
_DAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.I)
# A date before the name: "Monday 4 March 2026 by Mia Orr".
_DATED = re.compile(rf"^[^a-z]*(?:{_DAY.pattern}\b|{_MONTH}|\d).{{0,60}}?\bby[\s:]+", re.I | re.S)
# "Orr", "O’Neill", "J.", "DeArdo"; particles are small.
_PART = re.compile(r"[^\W\d_][\w.’'-]*")
_PARTICLES = frozenset(("al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "la", "le", "ten", "van",
                        "von", "y"))  # fmt: skip
MOST_PARTS = 6


def author_names(byline: str | None, outlet: str | None = None) -> str | None:
    """The names of the people of a byline, joined by "and"; None when it names none.

    Args:
        byline: as it is stated.
        outlet: the publication, which may stand behind the name.
    """
    return join_names((byline,), outlet)


def join_names(stated: Iterable[str | None], outlet: str | None = None) -> str | None:
    """The people of several bylines, each once."""
    found: dict[str, str] = {}
    for byline in stated:
        for name in _people(byline or ""):
            found.setdefault(name.casefold(), name)
    found.pop((outlet or "").casefold(), None)
    return " and ".join(found.values()) or None


def _people(byline: str) -> Iterator[str]:
    words = ADDRESS.sub(" ", byline).strip()
    words = _BEHIND.sub("", _leading().sub("", _DATED.sub("", words)))
    for number, part in enumerate(_AND.split(words)):
        name = _person(part)
        # What has one word only is a place or a paper, but for the pen name of one who writes alone.
        if name and (" " in name or (number == 0 and name == part.strip(" ,;:.·-–—)"))):
            yield name


def _person(words: str) -> str | None:
    """The name that the words begin with."""
    parts = []
    for part in _END.sub("", f" {words}").split():
        if not _stops().isdisjoint(part.strip(".,").casefold().split("-")) or _DAY.fullmatch(part.strip(".,")):
            break
        parts.append(part)
    name = " ".join(parts).strip(" ,;:·-–—)")
    name = name if name.endswith(("Jr.", "Sr.")) else name.rstrip(".")
    if not name or len(parts) > MOST_PARTS or known_outlet(name):
        return None
    is_name = all(_PART.fullmatch(part) and (part[0].isupper() or part in _PARTICLES) for part in name.split())
    return name if is_name and len(name) > 1 else None


@cache
def _stops() -> frozenset[str]:
    return frozenset(term for term, entry in load_entries("byline_words").items() if not entry.one("place"))


@cache
def _leading() -> re.Pattern[str]:
    """`By Mia Orr`, `Words by: Mia Orr`, `Analysis by Mia Orr`."""
    before = [term for term, entry in load_entries("byline_words").items() if entry.one("place") == "before"]
    return re.compile(rf"^\s*(?:(?:{'|'.join(before)})\s+)?by\b[\s:]*|^\s*from\b[\s:]+", re.I)
