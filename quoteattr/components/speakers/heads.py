"""Which word or name of a source is its head, and what the words beside it are.

In: a Doc and tokens of a source. Out: the head noun of a description, whether a name only modifies a noun behind it,
whether a noun is a role::

    head_noun(doc, start, stop)
"""

from spacy.tokens import Doc

from quoteattr.components.grammar import words_between
from quoteattr.components.speakers.mentions import Mention
from quoteattr.components.speakers.wording import is_time
from quoteattr.components.vocabulary import body_noun, document_noun, fold, is_group_noun, name_parts, role_noun, title
from quoteattr.lexicon import word_set
from quoteattr.statements import SpeakerType


def is_modifier(doc: Doc, index: int, stop: int) -> bool:
    """Whether a name only modifies a noun behind it: “Trump aides”, “the Reuters/Ipsos poll”."""
    for token in doc[index:stop]:
        if token.pos_ in {"NOUN", "PROPN"} and not is_time(token):
            return not (token.is_upper and role_noun(token.text))  # “Bo Lind MP”
        if token.pos_ not in {"ADJ", "NUM", "SYM", "PUNCT", "PROPN"} or token.text in {"(", ")"}:
            return False
    return False


def is_of_press(doc: Doc, body: Mention, stop: int) -> bool:
    """“KPZX channel”, “AP reports”: the name is that of who publishes, and the noun says no more."""
    if body.type is SpeakerType.PERSON or stop - body.end > 3:
        return False
    if doc[stop - 1].lower_ in word_set("prepositions"):
        stop -= 1
    noun = words_between(doc, body.end, stop)
    agency = fold(body.words) in name_parts("agency")
    return body_noun(noun) == "press" or (agency and document_noun(noun) == "report")


def is_apart(doc: Doc, preposition: int, name: int) -> bool:
    """Whether the object of the preposition is something else than the name right behind it."""
    behind = doc[preposition + 1 : name]
    between = [token for token in behind if token.pos_ in {"NOUN", "PROPN"} and not title(token.text)]
    return bool(between) and role_noun(between[-1].text) is None


def is_role(doc: Doc, head: int) -> bool:
    """Whether a noun, alone or with the word before it, says what somebody is: “ranking member”."""
    two = words_between(doc, head - 1, head + 1) if head > 0 else ""
    return role_noun(doc[head].text) is not None or role_noun(two) is not None


def may_describe(doc: Doc, index: int) -> bool:
    """Whether a word may stand before a name in an apposition: “deputy police chief | Bo Lind”."""
    token = doc[index]
    return token.lower_ in {"the", "a", "an"} or token.pos_ in {"ADJ", "NOUN", "PROPN"} or bool(role_noun(token.text))


def head_noun(doc: Doc, start: int, stop: int) -> int | None:
    """The head noun of a description: the last noun before its first preposition."""
    head = None
    for index in range(start, stop):
        token = doc[index]
        verb = token.pos_ in {"VERB", "AUX"} and token.tag_ not in {"VBG", "VBN"}  # “the ranking member”
        if head is not None and (token.lower_ in word_set("prepositions") or verb):
            break
        if token.pos_ in {"NOUN", "PROPN"} or _is_known(token.text):
            head = index
    return head if head is not None else (start if start < stop else None)


def _is_known(word: str) -> bool:
    return any(known(word) for known in (role_noun, body_noun, document_noun, is_group_noun))
