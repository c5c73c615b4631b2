"""How a text brings in a name: as that of somebody's relative.

In: a Doc and the first token of a name. Out: whether it is so::

    is_owned_relative(doc, 5)         her husband | Kevin

`phrase_start` gives the first token of a noun phrase.
"""

from spacy.tokens import Doc, Token

from quoteattr.components.vocabulary import RoleNoun, role_noun
from quoteattr.lexicon import word_set

# Words that may stand between the determiner of a noun phrase and its noun.
INSIDE_PHRASE = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV", "PART"})
LONGEST_PHRASE = 10  # tokens before the noun


def is_relative(doc: Doc, start: int) -> bool:
    """Whether a name stands right behind the word for a relative: “her husband, Kevin”."""
    role = _relative_before(doc, start) if start > 1 else None
    return role is not None and doc[start - 1].lower_ != "partner"  # which may be a firm


def _relative_before(doc: Doc, start: int) -> RoleNoun | None:
    last = start - 1 if doc[start - 1].text != "," else start - 2
    role = role_noun(doc[last].text) if last >= 0 else None
    return role if role and "relative" in role.kinds else None


def is_owned_relative(doc: Doc, start: int) -> bool:
    """Whether a name is brought in as that of somebody's relative: “her husband, | Mark Pike”."""
    before = [doc[index] for index in range(max(start - 4, 0), start)]
    relatives = (role_noun(token.text) for token in before)
    return any(token.tag_ == "PRP$" for token in before) and any(
        role and "relative" in role.kinds for role in relatives
    )


def phrase_start(doc: Doc, index: int) -> int:
    """The first token of the noun phrase whose noun begins at a token: “the former health | minister”."""
    start = index
    while start > 0 and index - start < LONGEST_PHRASE:
        token = doc[start - 1]
        if token.lower_ in word_set("definite") or token.lower_ in word_set("indefinite"):
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
