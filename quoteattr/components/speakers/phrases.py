"""Where a noun phrase begins: “the former health | minister” begins at “the”.

In: a Doc and the token of a noun. Out: the first token of its phrase::

    phrase_start(doc, 3)
"""

from spacy.tokens import Doc, Token

DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their", "my", "our", "your"})
INDEFINITE = frozenset({"a", "an", "another", "one", "some", "any", "no", "every", "each"})
# Words that may stand between the determiner of a noun phrase and its noun.
INSIDE_PHRASE = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV", "PART"})
LONGEST_PHRASE = 10  # tokens before the noun


def phrase_start(doc: Doc, index: int) -> int:
    """The first token of the noun phrase whose noun begins at a token: “the former health | minister”."""
    start = index
    while start > 0 and index - start < LONGEST_PHRASE:
        token = doc[start - 1]
        if token.lower_ in DEFINITE or token.lower_ in INDEFINITE:
            return start - 1
        inside = token.pos_ in INSIDE_PHRASE or token.text == "-" or _describes(token)
        if (
            not inside
            or "\n" in token.text_with_ws
            or doc[start].is_sent_start
            or (token.is_sent_start and token.pos_ == "ADV")
        ):
            break
        start -= 1
    return start


def _describes(token: Token) -> bool:
    """“flying instructor”: a participle that belongs to the noun behind it."""
    return token.tag_ == "VBG" and token.dep_ in {"amod", "compound"} and token.head.i > token.i
