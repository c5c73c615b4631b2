"""What a user typed as the full-text indexes take it.

In: words, "phrases in double quotes" and beginnings of words (tax*). Out: expressions of FTS5 that hold no syntax but
our own::

    >>> match_expression('tax* "night shift"')
    '"tax*"* AND "night shift"'
    >>> terms_of('taxes "night shift"')
    (Term(text='taxes'), Term(text='night shift', exact=True))
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# An expression that is valid and finds nothing.
NO_WORDS = '""'

# A phrase in double quotes (the last may lack its closing mark), or a word.
_WORDS = re.compile(r'"([^"]*)"?|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase that is looked for.

    Attributes:
        text: as it was typed, without marks.
        exact: typed in double quotes: these words, in no other form.
        beginning: any word that begins so.
        forms: words that are looked for in its place.
    """

    text: str
    exact: bool = False
    beginning: bool = False
    forms: tuple[str, ...] = ()

    @property
    def expression(self) -> str:
        """As FTS5 takes it."""
        if self.forms:
            return "({})".format(" OR ".join(f'"{form}"' for form in self.forms))
        return f'"{self.text}"' + "*" * self.beginning

    @property
    def is_verbatim(self) -> bool:
        """Whether it is looked for as it stands, not by its stem."""
        return self.exact or self.beginning


def terms_of(words: str) -> tuple[Term, ...]:
    """The words and phrases of what a user typed; any input is taken as words."""
    # NUL would end the expression early; half a character cannot be stored, so cannot be found.
    clean = words.replace("\0", " ").encode("utf-8", "ignore").decode()
    return tuple(
        Term(phrase or word, exact=bool(phrase), beginning=word.endswith("*"))
        for phrase, word in _WORDS.findall(clean)
        if any(character.isalnum() for character in phrase or word)
    )


def all_of(terms: Iterable[Term]) -> str:
    """An expression that holds where all the terms do; one that finds nothing when there is none."""
    return " AND ".join(term.expression for term in terms) or NO_WORDS


def any_of(terms: Iterable[Term]) -> str:
    """An expression that holds where one of the terms does; one that finds nothing when there is none."""
    return " OR ".join(term.expression for term in terms) or NO_WORDS


def match_expression(words: str) -> str:
    """An expression that holds where all the words do, as they stand."""
    return all_of(terms_of(words))
