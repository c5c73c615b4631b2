"""Acronyms of names: whether a short form is one, and which ones a text gives.

In: two names, or a text and a name. Out: yes or no, or the other name::

    >>> is_acronym_of("NHB", "National Harbour Board"), is_acronym_of("BoE", "the Bank of England")
    (True, True)
    >>> other_name_in("The National Harbour Board met. The NHB said no.", "NHB")
    'National Harbour Board'
"""

import re
from functools import lru_cache

# “NATO”, “N.A.T.O.”, “NHB”, “BoE”.
_ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Z](?:[A-Za-z&]?\.?){1,7}")
_INITIAL = re.compile(r"\b\w")


def is_acronym_of(short: str, name: str) -> bool:
    """Whether the letters of an acronym are initials of a name, in their order, the first one first.

    One that is a word of the name is none of it: the UN is not the UN Security Council.
    """
    if not _ACRONYM.fullmatch(short) or " " not in name:
        return False
    initials = "".join(_INITIAL.findall(name)).casefold()
    letters = [letter for letter in short.casefold() if letter.isalpha()]
    if "".join(letters) in name.casefold().replace(".", "").split():
        return False
    rest = iter(initials.removeprefix("t") if name.casefold().startswith("the ") else initials)
    return initials != "" and all(letter in rest for letter in letters)


# Words of a name that an acronym may leave out, and those that only stand inside one.
_SMALL = ("of", "the", "and", "for", "on", "in", "to", "&")
# Letters from which on an acronym is hardly that of two names of one text.
_ENOUGH = 3
_DEFINITION = r"{name}[”’'\"]? \((?:the )?[“‘]?(?P<short>[A-Z][A-Za-z&.]{{1,9}})[”’]?\)"


def other_name_in(text: str, name: str) -> str | None:
    """The acronym that a text has for a body, or the body that it has for an acronym; None without one.

    Either the text says so, “National Harbour Board (NHB)”, or it has both, and the acronym of three letters or more is
    made of all the initials of the name.
    """
    if " " in name:
        return _acronym_in(text, name)
    return _spelled_in(text, name) if _ACRONYM.fullmatch(name) and len(_letters(name)) >= _ENOUGH else None


def _acronym_in(text: str, name: str) -> str | None:
    defined = re.search(_DEFINITION.format(name=re.escape(name)), text)
    if defined and is_acronym_of(defined["short"], name):
        return defined["short"]
    initials = "".join(word[0] for word in name.split() if word not in _SMALL and word[0].isupper())
    known = len(initials) >= _ENOUGH and re.search(rf"\b{re.escape(initials)}\b", text)
    return initials if known else None


def _spelled_in(text: str, acronym: str) -> str | None:
    """The one name of a text whose initials are the acronym."""
    found = {" ".join(match.group().split()) for match in _spelling(_letters(acronym)).finditer(text)}
    found = {name for name in found if not name.isupper()}
    return found.pop() if len(found) == 1 else None


def _letters(acronym: str) -> str:
    return "".join(letter for letter in acronym if letter.isalpha()).upper()


@lru_cache(maxsize=1_000)
def _spelling(letters: str) -> re.Pattern[str]:
    """What finds a name of these initials, with small words between them."""
    small = rf"(?: (?:{'|'.join(map(re.escape, _SMALL))}))* "
    words = (letter + r"[\w’-]+" for letter in letters)
    return re.compile(rf"\b{small.join(words)}\b")
