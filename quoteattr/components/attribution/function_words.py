"""The closed-class words that the surface rules look at.

In: the name of a class of lexicon/function_words.yml. Out: its words, lower case::

    >>> words_of("nobody")
    ('no one', 'nobody', 'none')
"""

from functools import cache

from quoteattr.lexicon import load_entries


@cache
def words_of(word_class: str) -> tuple[str, ...]:
    """The function words of a class, in the order of the list."""
    entries = load_entries("function_words").items()
    return tuple(term.casefold() for term, entry in entries if word_class in entry.many("class"))
