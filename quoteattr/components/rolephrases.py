"""Every phrase beside a name that may say what its bearer is, whether or not its words are known.

In: a Doc and the tokens of a name. Out: `Phrase`s, those of the rules (roles.py) and wider ones::

    carpet fitter Kai Snow          carpet fitter                (before)
    Kai Snow, a Marne parent,       Marne parent                 (behind a comma)
    Kai Snow, who lives nearby,     lives nearby                 (clause)
    Kai Snow, representing Norvik,  representing Norvik          (participle)
    Kai Snow, of Norvik,            of Norvik                    (preposition)
    Norvik is the largest utility   largest utility              (copula)

They are candidates, of which a scorer chooses (speakers/rolechoice.py).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Doc

from quoteattr.components.roles import (
    ARTICLES,
    BE,
    POSSESSORS,
    Place,
    Role,
    as_role,
    behind_comma,
    is_courtesy,
    phrase_end,
    words_left,
)
from quoteattr.components.vocabulary import body_noun, role_noun, title

LONGEST_LIST = 25  # tokens between “senators” and the last of their names
LONGEST_CLAUSE = 14  # tokens of a clause, a participle or a prepositional phrase
ENDS = frozenset({",", ";", ":", ".", "—", "–", "(", ")", "“", "”", '"', "!", "?"})
BEGINS = frozenset({"of", "from", "at", "with", "in", "for"})  # prepositions of a place of work
CLAUSE_ENDS = frozenset({"and", "but", "when", "since", "said", "says", "told"})
LETTERS = re.compile(r"[^\W\d_]{2,}(?:[-’'.][^\W\d_]+)*\.?")  # a word, not “£9M”
NOUNS = frozenset({"NOUN", "PROPN", "ADJ"})


class Construction(StrEnum):
    """How a phrase is tied to the name."""

    RULE_BEFORE = "rule_before"
    RULE_AFTER = "rule_after"
    RULE_CLAUSE = "rule_clause"
    RULE_TITLE = "rule_title"
    BEFORE = "before"
    BEHIND = "behind"
    CLAUSE = "clause"
    PARTICIPLE = "participle"
    PREPOSITION = "preposition"
    COPULA = "copula"
    DESCRIPTION = "description"  # “the minister”, where it means the person
    ANNOUNCED = "announced"  # what the text called somebody who is named later
    NAME = "name"  # a noun in the name itself: Marne Zoo
    SHARED = "shared"  # “senators | Ann Low and | Bo Lind”
    POSSESSIVE = "possessive"  # “Norvik’s | Bo Lind”
    TAIL = "tail"  # “Marnapress | news agency”
    AS = "as"  # “Orr left as | mayor”
    RESOLVED = "resolved"  # “the minister”, as the source of a statement that was decided to be the person's
    UNRESOLVED = "unresolved"  # “the minister”, of whom no rule says who it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A phrase that may say what somebody is."""

    construction: Construction
    role: Role


def find_phrases(doc: Doc, start: int, end: int, known: Sequence[Role]) -> Iterator[Phrase]:
    """The phrases beside the name at tokens `start` to `end`; the rules know some of them."""
    for role in known:
        yield Phrase(construction=Construction(f"rule_{role.place}"), role=role)
    wider: tuple[tuple[Construction, Role | None], ...] = (
        (Construction.BEFORE, _before(doc, start)),
        (Construction.BEHIND, _behind(doc, end)),
        (Construction.CLAUSE, _clause(doc, end)),
        (Construction.PARTICIPLE, _participle(doc, end)),
        (Construction.PREPOSITION, _preposition(doc, end)),
        (Construction.COPULA, _copula(doc, end)),
        (Construction.SHARED, _shared(doc, start)),
        (Construction.POSSESSIVE, _possessive(doc, start)),
        (Construction.TAIL, _tail(doc, end)),
        (Construction.AS, _as(doc, end)),
    )
    for construction, found in wider:
        if found is not None:
            yield Phrase(construction=construction, role=_core(found, known))


def _core(role: Role, known: Sequence[Role]) -> Role:
    """“defiant | mayor”: of a wider phrase what the rules know, where it holds just that."""
    return next((one for one in known if role.start <= one.start < one.end == role.end), role)


def _before(doc: Doc, start: int) -> Role | None:
    """“carpet fitter | Kai Snow”: nouns and adjectives right before the name, not “£9M | Dawn”."""
    first, last = words_left(doc, start), start
    while first < last and is_courtesy(doc, first, start):
        first += 1
    while last > first and is_courtesy(doc, last - 1, start):
        last -= 1
    if first >= last or doc[last - 1].pos_ not in NOUNS or not LETTERS.fullmatch(doc[last - 1].text):
        return None
    return as_role(doc, first, last, Place.BEFORE)


def _behind(doc: Doc, end: int) -> Role | None:
    """“Kai Snow, | a Marne parent, | said”: a noun phrase behind a comma."""
    first = behind_comma(doc, end)
    if first is None or (doc[first].pos_ not in NOUNS and doc[first].lower_ not in ARTICLES | POSSESSORS):
        return None
    last = phrase_end(doc, first)
    closed = last >= len(doc) or doc[last].text in ENDS or doc[last].tag_ in {"WP", "WDT", "VBG", "VBN", "IN"}
    return as_role(doc, first, last, Place.AFTER) if closed and last - first > 0 else None


def _shared(doc: Doc, start: int) -> Role | None:
    """“senators | Ann Low, Bo Lind and | Kai Snow”: a plural before the first of several names."""
    index, steps = start - 1, 0
    while index > 0 and steps < LONGEST_LIST:
        token = doc[index]
        if token.pos_ not in {"PROPN", "CCONJ", "PUNCT"} and token.text not in {",", "(", ")"}:
            break
        if "\n" in token.text_with_ws or token.is_quote:
            return None
        known = title(token.text) or role_noun(token.text)
        if known is not None and steps and token.lower_.rstrip(".").endswith("s"):
            break
        index, steps = index - 1, steps + 1
    known = role_noun(doc[index].text) if index >= 0 else None
    plural = (known is not None and known.plural) or (title(doc[index].text) is not None and steps > 1)
    if not plural or steps < 2:
        return None
    return as_role(doc, words_left(doc, index), index + 1, Place.BEFORE)


def _possessive(doc: Doc, start: int) -> Role | None:
    """“Norvik’s | Bo Lind”: the body that somebody speaks for, and no noun."""
    if start < 2 or doc[start - 1].tag_ != "POS":
        return None
    return as_role(doc, words_left(doc, start - 1), start, Place.BEFORE)


def _tail(doc: Doc, end: int) -> Role | None:
    """“Marnapress | news agency | said”: a noun of body right behind its name."""
    last = end
    while last < len(doc) and last - end < 3 and doc[last].pos_ in {"NOUN", "ADJ"} and doc[last].text.islower():
        if "\n" in doc[last - 1].text_with_ws:
            break
        last += 1
    if last == end or body_noun(doc[last - 1].text) is None:
        return None
    return as_role(doc, end, last, Place.AFTER)


def _clause(doc: Doc, end: int) -> Role | None:
    """“Kai Snow, who | lives nearby, | said”."""
    first = end + 1 if end < len(doc) and doc[end].text in {",", "(", "–", "—"} else end
    if first + 2 >= len(doc) or doc[first].lower_ not in {"who", "which"}:
        return None
    verb = first + 1
    if doc[verb].lower_ in BE:
        verb += 1
    return as_role(doc, verb, _clause_end(doc, verb), Place.CLAUSE)


def _participle(doc: Doc, end: int) -> Role | None:
    """“Kai Snow, | representing Norvik, | said”."""
    first = behind_comma(doc, end)
    if first is None or doc[first].tag_ not in {"VBG", "VBN"}:
        return None
    return as_role(doc, first, _clause_end(doc, first), Place.CLAUSE)


def _preposition(doc: Doc, end: int) -> Role | None:
    """“Kai Snow, | of Norvik, | said”, “Kai Snow | from Norvik | said”."""
    first = behind_comma(doc, end) or end
    if first + 1 >= len(doc) or doc[first].lower_ not in BEGINS or "\n" in doc[first - 1].text_with_ws:
        return None
    return as_role(doc, first, phrase_end(doc, first), Place.CLAUSE)


def _copula(doc: Doc, end: int) -> Role | None:
    """“Norvik is | the largest utility | in Marne”."""
    if end + 2 >= len(doc) or doc[end].lower_ not in {"is", "was", "became", "remains"}:
        return None
    first = end + 1
    if doc[first].lower_ not in ARTICLES:
        return None
    return as_role(doc, first, phrase_end(doc, first), Place.CLAUSE)


def of_pronoun(doc: Doc, end: int) -> Iterator[Phrase]:
    """The phrases behind a pronoun that ends before token `end`: “She | is a nurse”, “he left | as mayor”."""
    for construction, found in ((Construction.COPULA, _copula(doc, end)), (Construction.AS, _as(doc, end))):
        if found is not None:
            yield Phrase(construction=construction, role=found)


def _as(doc: Doc, end: int) -> Role | None:
    """“Orr said at the meeting, her last | as mayor, | that”: an office behind “as” in the same sentence."""
    for index in range(end, min(end + LONGEST_LIST, len(doc) - 1)):
        token = doc[index]
        if token.is_sent_start or token.is_quote or "\n" in token.text_with_ws:
            return None
        if token.lower_ == "as":
            last = phrase_end(doc, index + 1)
            role = as_role(doc, index + 1, last, Place.CLAUSE) if last > index + 1 else None
            if role is not None and any(role_noun(doc[at].text) for at in range(role.start, role.end)):
                return role
    return None


def _clause_end(doc: Doc, first: int) -> int:
    last = first + 1
    while last < len(doc) and last - first < LONGEST_CLAUSE and doc[last].text not in ENDS:
        if "\n" in doc[last - 1].text_with_ws or doc[last].lower_ in CLAUSE_ENDS:
            break
        last += 1
    return last
