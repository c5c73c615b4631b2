"""Whether a short form is the acronym of a name.

In: two names. Out: yes or no::

    >>> is_acronym_of("NHB", "National Harbour Board"), is_acronym_of("BoE", "the Bank of England")
    (True, True)
"""

import re

# “NATO”, “N.A.T.O.”, “NHB”, “BoE”.
_ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Z](?:[A-Za-z&]?\.?){1,7}")
_INITIAL = re.compile(r"\b\w")


def is_acronym_of(short: str, name: str) -> bool:
    """Whether the letters of an acronym are initials of a name, in their order, the first one first."""
    if not _ACRONYM.fullmatch(short) or " " not in name:
        return False
    initials = "".join(_INITIAL.findall(name)).casefold()
    letters = [letter for letter in short.casefold() if letter.isalpha()]
    rest = iter(initials.removeprefix("t") if name.casefold().startswith("the ") else initials)
    return initials != "" and all(letter in rest for letter in letters)
