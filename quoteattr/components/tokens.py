"""Short stretches of tokens, read without making a spaCy Span of each, which takes ten times as long.

In: a Doc and the numbers of the first token and of the one behind the last. Out: what the Span would give::

    words_between(doc, 3, 5)  ->  doc[3:5].text
    root_between(doc, 3, 5)   ->  doc[3:5].root
"""

from spacy.tokens import Doc, Token


def words_between(doc: Doc, start: int, end: int) -> str:
    """The text of some tokens."""
    if end - start == 1:
        return doc[start].text
    if start >= end:
        return ""
    return "".join([doc[index].text_with_ws for index in range(start, end - 1)]) + doc[end - 1].text


def root_between(doc: Doc, start: int, end: int) -> Token:
    """The token that heads some tokens; most mentions have only one."""
    return doc[start] if end - start == 1 else doc[start:end].root
