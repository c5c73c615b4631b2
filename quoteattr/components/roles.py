"""What the text says that a named person is: the role before, after or in a clause about the name.

In: a Doc and the tokens of a name. Out: `Role`s as the text states them, without articles::

    Russian Defence Minister Andrey Belousov said     Russian Defence Minister   (before)
    Hugh Marsh, a doctor at St Bride’s, said          doctor at St Bride’s       (after)
    Paul Low, who covers shipping at Linden, said     covers shipping at Linden  (clause)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Doc

from quoteattr.components.grammar import words_between
from quoteattr.components.vocabulary import body_noun, is_role_modifier, role_noun, role_verbs, title

COURTESY = "courtesy"
LONGEST_BEFORE_NOUN = 6  # tokens before the participle of “the firm’s chief operating | officer”
LONGEST_ROLE = 22  # tokens; longer ones are whole sentences
# Parts of speech that stand in a role phrase beside its nouns.
PHRASE = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
JOINERS = frozenset({"-", "–", "’s", "'s", "’", "'", "/", "&"})
ARTICLES = frozenset({"a", "an", "the", "one", "another", "this", "that"})
POSSESSORS = frozenset({"his", "her", "its", "their", "my", "our", "your"})
STOPS = frozenset({",", ";", ":", ".", "—", "–", "(", ")", "“", "”", '"', "‘", "!", "?", "-"})
AGE_WORDS = frozenset({"aged", "age"})
AFTER_NOUN = frozenset({"general", "emeritus", "elect", "designate"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
BE = frozenset({"is", "was", "are", "were", "became", "remains", "serves", "served", "works", "worked"})


class Place(StrEnum):
    """Where the text states a role."""

    BEFORE = "before"
    AFTER = "after"
    CLAUSE = "clause"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role as the text states it.

    Attributes:
        text: without leading article or possessive pronoun.
        place: where it stands.
        start, end: its tokens.
        possessor: token of the possessive pronoun before it (“his lawyer”), None without one.
    """

    text: str
    place: Place
    start: int
    end: int
    possessor: int | None = None


def find_roles(doc: Doc, start: int, end: int) -> tuple[Role, ...]:
    """The roles that stand beside the name at tokens `start` to `end`."""
    found = (
        _before(doc, start),
        _before_comma(doc, words_left(doc, start), end),
        _after(doc, end),
        _clause(doc, end),
        _copula(doc, end),
        _subject(doc, start, end),
    )
    return tuple(role for role in found if role is not None)


def _before(doc: Doc, start: int) -> Role | None:
    """“Russian Defence Minister | Andrey Belousov”, “the Afghan team’s coach | Alireza”."""
    first = words_left(doc, start)
    if not _has_role(doc, first, start):
        found = _left_over_preposition(doc, first) if first < start else None
        if found is None:
            return None
        first = found
    while first < start and is_courtesy(doc, first, start):
        first += 1
    if first > 0 and doc[first - 1].lower_ in {"a", "an"}:
        first = _past_mood(doc, first)
    last = start
    while last > first and is_courtesy(doc, last - 1, start):
        last -= 1
    owned = max((token.i + 1 for token in doc[first:last] if token.tag_ == "POS"), default=first)
    if not _has_role(doc, owned, last):
        return None  # the parents’ defence is no role, nor is the captain’s wife’s
    only_title = title(words_between(doc, first, last)) is not None
    return as_role(doc, first, last, Place.TITLE if only_title else Place.BEFORE)


def _past_mood(doc: Doc, first: int) -> int:
    """“said a defiant | Mayor Carla Pinto”: behind “a”, the adjective says how, not what somebody is."""
    while doc[first].pos_ == "ADJ" and doc[first].text.islower():
        first += 1
    return first


def words_left(doc: Doc, start: int) -> int:
    """Where the words before a name that may be its role begin, the article not among them."""
    first = start
    while first > 0 and start - first < LONGEST_ROLE:
        token, after = doc[first - 1], doc[first]
        if "\n" in token.text_with_ws or _stops(doc, first - 1):
            break
        joined = token.text in JOINERS or (after.text == "-" and not token.whitespace_) or token.text == "."
        if token.lower_ == "and" and first - 2 >= 0 and _has_role(doc, first - 2, first - 1) and first < start:
            joined = True
        described = token.pos_ in PHRASE or title(token.text) or role_noun(token.text) or is_role_modifier(token.text)
        if token.lower_ == "of" and first > 1 and after.text[:1].isupper() and body_noun(doc[first - 2].text):
            joined = doc[first - 2].text[:1].isupper()  # “University of Marne student leader Ann Low”
        if token.lower_ == "the" and first > 1 and role_noun(doc[first - 2].text) and title(after.text):
            described = True  # “Vatican spokesman the Rev. Luigi Conti”
        elif token.lower_ in ARTICLES or token.tag_ == "VBD":
            break
        if not (joined or described):
            break
        first -= 1
    return first


def _stops(doc: Doc, index: int) -> bool:
    """Whether a mark ends a role phrase: not the hyphen of “co-founder”, nor the period of “Lt.”."""
    token = doc[index]
    if token.text in {"-", "–"}:
        return bool(token.whitespace_) or (index > 0 and bool(doc[index - 1].whitespace_))
    if token.text == "." and index > 0 and not doc[index - 1].whitespace_:
        return title(doc[index - 1].text + ".") is None
    return token.text in STOPS


def _left_over_preposition(doc: Doc, first: int) -> int | None:
    """“Governor of | Washington | Chris Low”: the role noun stands before the preposition."""
    index, steps = first - 1, 0
    while index > 0 and steps < LONGEST_ROLE:
        token = doc[index]
        if "\n" in token.text_with_ws or token.text in STOPS or token.pos_ in {"VERB", "AUX"}:
            return None
        if token.pos_ == "ADP" and role_noun(doc[index - 1].text):
            return words_left(doc, index)
        index, steps = index - 1, steps + 1
    return None


def _before_comma(doc: Doc, start: int, end: int) -> Role | None:
    """“Malaysia’s Prime Minister, | Najib Razak”; “A spokeswoman for Acme, | Jo Tan”."""
    while start > 1 and doc[start - 1].lower_ in ARTICLES:
        start -= 1
    if start < 2 or doc[start - 1].text != ",":
        return None
    first, comma = start - 1, start - 1
    while first > 0 and comma - first < LONGEST_ROLE:
        token = doc[first - 1]
        if token.text in STOPS - {"-", "–"} or "\n" in token.text_with_ws:
            break
        if token.pos_ in {"VERB", "AUX", "SCONJ"} and not (token.tag_ == "VBG" and _before_noun(doc, first - 1)):
            break
        if token.text in {"’", "'"} and first > 1 and doc[first - 2].is_punct:  # the end of a quote
            break
        first -= 1
    while first < comma and doc[first].pos_ == "CCONJ":  # “But the leader of the guild, | Doug Ray”
        first += 1
    for opening in _openings(doc, first, comma, closed=end >= len(doc) or doc[end].is_punct):
        head = _head(doc, opening, comma)
        if head is not None and _definite(doc, opening, head):
            return as_role(doc, opening, comma, Place.BEFORE)
    return None


def _openings(doc: Doc, first: int, last: int, *, closed: bool) -> Iterator[int]:
    """Where a role phrase before a comma may begin: at the start, or behind one of its prepositions.

    “in the words of | the Crown prosecutor, | Mark Low, | ...”; without a mark behind the name, “In a
    letter to | the mayor, | Ann Low | said” is about two persons.
    """
    yield first
    for index in range(first, last if closed else first):
        if doc[index].pos_ in {"ADP", "CCONJ", "ADV"}:
            yield index + 1


def _definite(doc: Doc, first: int, head: int) -> bool:
    """Whether a phrase begins with a determiner or a possessor; a bare noun is more often an object."""
    if first >= head and doc[first].text.islower():
        return False
    opening = doc[first].lower_ in ARTICLES | POSSESSORS or doc[first].text[:1].isupper()
    return opening or any(token.tag_ == "POS" for token in doc[first:head])


def _after(doc: Doc, end: int) -> Role | None:
    """“Hugh Marsh, | a doctor at St Bride’s, | said”; “Rhea Cole, director”; “Jo Low (chairman)”."""
    first = behind_comma(doc, end)
    if first is None:
        return None
    last = phrase_end(doc, first)
    opening = doc[first]
    if opening.pos_ in {"CCONJ", "ADP"} or opening.tag_ in {"WP", "WP$", "WDT"} or _head(doc, first, last) is None:
        return None
    # “In the words of Mark Low, the man lied” goes on with a clause.
    clause = opening.lower_ == "the" and last < len(doc) and doc[last].tag_ in FINITE
    return None if clause else as_role(doc, first, last, Place.AFTER)


def behind_comma(doc: Doc, end: int) -> int | None:
    """The first token behind “Name,”, an age and the like skipped; None when no comma follows."""
    index = end
    while index + 1 < len(doc) and doc[index].text in {",", "—", "–", "(", "-"} and "\n" not in doc[index].text_with_ws:
        index += 1
        aged = index
        while aged < len(doc) and (doc[aged].like_num or doc[aged].lower_ in AGE_WORDS):
            aged += 1
        if aged == index or aged >= len(doc) or doc[aged].text not in {",", ")"}:
            return index
        index = aged + 1 if doc[aged].text == ")" else aged
    return index if index > end else None


def phrase_end(doc: Doc, first: int) -> int:
    """Where a role phrase that begins at a token ends: at a comma, a verb, a clause, a name."""
    index = first
    while index < len(doc) and index - first < LONGEST_ROLE:
        token = doc[index]
        if token.tag_ in {"VBG", "VBN"} and index - first < LONGEST_BEFORE_NOUN and _before_noun(doc, index):
            index += 1
            continue
        if token.text in STOPS - {"-"} or (token.pos_ in {"VERB", "AUX", "SCONJ", "PRON"} and token.tag_ != "PRP$"):
            break
        if token.tag_ in {"WP", "WDT", "WRB"} or (token.is_quote and token.text not in {"’", "'"}):
            break
        index += 1
        if "\n" in token.text_with_ws:
            break
    while index > first and doc[index - 1].pos_ in {"ADV", "CCONJ", "ADP"} and not role_noun(doc[index - 1].text):
        index -= 1
    return index


def _before_noun(doc: Doc, index: int) -> bool:
    """“a practising | homeopath”, “a retired | judge”: a participle that describes."""
    return index + 1 < len(doc) and doc[index + 1].pos_ in {"NOUN", "ADJ"}


def _head(doc: Doc, first: int, last: int) -> int | None:
    """The role noun that heads a phrase: the last one before its first preposition."""
    head = None
    for index in range(first, last):
        token = doc[index]
        if token.pos_ == "ADP" and head is not None:
            break
        if token.tag_ in {"VBG", "VBN"} and head is None and _before_noun(doc, index):
            continue
        if token.pos_ in {"ADP", "VERB", "AUX"} or token.text == ",":
            return head
        if any(role_noun(words_between(doc, start, index + 1)) for start in range(max(first, index - 2), index + 1)):
            head = index
        elif head == index - 1 and token.pos_ == "PROPN" and token.lower_ not in AFTER_NOUN:
            return None  # “coach Bo Lind”: the role of somebody else
        elif head == index - 1 and token.pos_ in {"NOUN", "PROPN", "ADJ"} and token.lower_ not in AFTER_NOUN:
            head = None
    return head


def _clause(doc: Doc, end: int) -> Role | None:
    """“Paul Low, who | covers shipping at Linden, | said”; “who is the director of the zoo”."""
    first = end + 1 if end < len(doc) and doc[end].text == "," else end
    if first + 2 >= len(doc) or doc[first].lower_ != "who":
        return None
    verb = first + 1
    while verb < len(doc) and doc[verb].lower_ in {"has", "have", "had", "currently", "now", "also", "been"}:
        verb += 1
    if verb + 1 >= len(doc):
        return None
    if doc[verb].lower_ in BE and (found := _predicate(doc, verb + 1)):
        return found
    if doc[verb].lower_ not in role_verbs():
        return None
    last = verb + 1
    while last < len(doc) and last - verb < LONGEST_ROLE and doc[last].text not in STOPS - {"-"}:
        if "\n" in doc[last - 1].text_with_ws or doc[last].lower_ in {"and", "but", "when", "since", "said"}:
            break
        last += 1
    return as_role(doc, verb, last, Place.CLAUSE)


def _copula(doc: Doc, end: int) -> Role | None:
    """“Carl Webb is | the chairman of the club”."""
    if end + 1 < len(doc) and doc[end].lower_ in {"is", "was", "became", "remains"}:
        return _predicate(doc, end + 1)
    return None


def _subject(doc: Doc, start: int, end: int) -> Role | None:
    """“The nurse on most flights was | Innes Rendall”."""
    if start < 3 or doc[start - 1].lower_ not in {"is", "was"} or (end < len(doc) and doc[end].tag_ == "POS"):
        return None
    first = start - 1
    while first > 0 and start - first < LONGEST_ROLE and not doc[first].is_sent_start:
        if doc[first - 1].text in STOPS - {"-"} or "\n" in doc[first - 1].text_with_ws:
            break
        first -= 1
    head = _head(doc, first, start - 1)
    if head is None or not _definite(doc, first, head) or any(token.pos_ == "VERB" for token in doc[head : start - 1]):
        return None
    return as_role(doc, first, start - 1, Place.CLAUSE)


def _predicate(doc: Doc, first: int) -> Role | None:
    if doc[first].lower_ == "as":
        first += 1
    if first >= len(doc) or (doc[first].lower_ not in ARTICLES | POSSESSORS and doc[first].pos_ not in PHRASE):
        return None
    last = phrase_end(doc, first)
    return as_role(doc, first, last, Place.CLAUSE) if _head(doc, first, last) is not None else None


def _has_role(doc: Doc, first: int, last: int) -> bool:
    return any(
        role_noun(words := words_between(doc, index, stop)) or is_office(words)
        for index in range(first, last)
        for stop in range(index + 1, min(index + 3, last) + 1)
    )


def is_office(words: str) -> bool:
    """Whether a title says what somebody is: Senator, but not Sir."""
    found = title(words)
    return found is not None and found.kind != COURTESY


def is_courtesy(doc: Doc, index: int, stop: int) -> bool:
    """“Mr”, “Sir”: a title that does not say what somebody is."""
    found = title(doc[index].text) if index < stop else None
    return found is not None and found.kind == COURTESY and role_noun(doc[index].text) is None


def as_role(doc: Doc, first: int, last: int, place: Place) -> Role | None:
    """The role in some tokens, without article, pronoun and marks at its edges; None when nothing is left."""
    possessor = first - 1 if first > 0 and doc[first - 1].lower_ in POSSESSORS else None
    while first < last and doc[first].lower_ in ARTICLES | POSSESSORS:
        possessor = first if doc[first].lower_ in POSSESSORS else possessor
        first += 1
    while last > first and (doc[last - 1].is_punct and doc[last - 1].text not in {")", "."}):
        last -= 1
    text = " ".join(words_between(doc, first, last).split())
    return Role(text=text, place=place, start=first, end=last, possessor=possessor) if first < last else None
