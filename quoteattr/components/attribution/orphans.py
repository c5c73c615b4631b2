"""Quotations that neither the model nor a rule gives to anybody: which of them somebody said.

In: the text and a quotation. Out: whether it is a quote of an unknown speaker, or a title, term, sign
or scare quote and no statement at all::

    “Unforgivable.” Traffic resumed at noon.     a quote
    the so-called “reforms” of last year         nothing
"""

import re
from functools import cache

from quoteattr.components.annotations import Quotation
from quoteattr.components.attribution.function_words import words_of
from quoteattr.components.attribution.sentences import begins_sentence

# How often such a quotation is a quote; its speaker stays unknown.
RELIABILITY = 0.6
# Words from which on a quotation is hardly ever a term or a scare quote: of the quotations in annotated
# news (PolNeAR) that nobody says, one in fourteen is so long.
LONG = 8
# Share of capitalised words that makes a title: “Backfire: The Fall of the House of Hale”.
TITLE_SHARE = 0.6

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")


def is_orphan(text: str, quotation: Quotation) -> bool:
    """Whether the quotation is somebody's words though the text does not say whose."""
    words = " ".join(span.of(text) for span in quotation.spans)
    if is_title(words):
        return False
    is_sentence = words[:1].isupper() and words.endswith((".", "!", "?", "…"))
    return (is_sentence and begins_sentence(text, quotation.outer[0].start)) or len(words.split()) >= LONG


def is_title(words: str) -> bool:
    """Whether most words of content begin with a capital: “Backfire: The Fall of the House of Hale”."""
    content = [word for word in _WORD.findall(words) if word.casefold() not in _function_words()]
    return len(content) > 1 and sum(word[0].isupper() for word in content) > TITLE_SHARE * len(content)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(word for kind in ("boundary", "determiner", "filler", "lead") for word in words_of(kind))
