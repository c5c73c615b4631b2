"""The closed-class words that the surface rules look at.

In: the name of a class of lexicon/function_words.yml. Out: its words, lower case::

    >>> words_of("nobody")
    ('no one', 'nobody', 'none')
"""

import re
from functools import cache

from quoteattr.lexicon import load_entries

_WORD = re.compile(r"[^\W\d_]+")


@cache
def words_of(word_class: str) -> tuple[str, ...]:
    """The function words of a class, in the order of the list."""
    entries = load_entries("function_words").items()
    return tuple(term.casefold() for term, entry in entries if word_class in entry.many("class"))


def is_talk(words: str) -> bool:
    """Whether somebody speaks of himself or to somebody: I, we, you."""
    return not set(words_of("first_person")).isdisjoint(word.casefold() for word in _WORD.findall(words))
