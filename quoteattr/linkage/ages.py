"""The year in which somebody was born, by the age that a document tells.

In: the text, a name and the date of the document. Out: a year, which may be the one before as well::

    >>> year_of_birth("“No,” said Ana Ruiz, 41, a dentist.", "Ana Ruiz", "2026-03-04")
    1985
"""

import re
from functools import lru_cache

# “Ana Ruiz, 41,”, “Ana Ruiz (41)”, “Ana Ruiz, aged 41”.
_BEHIND = r"{name}(?:,? \(|, )(?:aged? )?(?P<age>\d{{1,3}})(?:[,;.)]| years old)"
# “41-year-old Ana Ruiz”, “the 41-year-old dentist Ana Ruiz”.
_BEFORE = r"(?P<age>\d{{1,3}})-year-old (?:\w+ ){{0,3}}{name}\b"
# “Ana Ruiz, born in 1985”, “Ana Ruiz (born 4 May 1985)”.
_BORN = r"{name},? \(?(?:who was )?born [\w ,]{{0,20}}?(?P<year>(?:18|19|20)\d\d)\b"
_YEAR = re.compile(r"\d{4}")
OLDEST = 110


def year_of_birth(text: str, name: str, published: str | None) -> int | None:
    """The year of birth of a name; None where the document tells no age, or has no date to count back from."""
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
