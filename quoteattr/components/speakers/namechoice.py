"""Where a name begins, chosen over all names of the document.

In: a Doc and its `NameSpan`s as the capitals give them. Out: the same names without the words that stand before them by
chance (an agency, a picture credit, a place, the first word of a headline), and with the first word that a sentence
hides: “PA Martin Vell” is “Martin Vell”, “Third Quay” is no “Quay”.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from quoteattr.components.names import PersonName, parse_name
from quoteattr.components.speakers.nametypes import NameSpan, begins_sentence
from quoteattr.components.tokens import words_between
from quoteattr.components.vocabulary import (
    body_noun,
    country_of,
    fold,
    is_calendar_word,
    is_given_name,
    name_parts,
    role_noun,
)
from quoteattr.statements import SpeakerType

INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.)+|[A-ZÀ-Þ]\.?")
# “DpolG”, “eBay”: capitals inside a word; those of “McKay”, “DeLong” and “O’Hara” stand behind a prefix.
MIXED_CAPITALS = re.compile(r"(?!(?:Ma?c|De|Di|La|Le|Van|Fitz|[A-Z][’'])[A-Z])\w*[a-zß-ÿ]\w*[A-ZÀ-Þ]\w*")
# What speaks for a first word of a name (above zero) or against it, in points; below zero it is cut off.
KNOWN, SEEN, STRAY, OTHER, ELSEWHERE, SHAPE = 4, 2, -1, -2, -2, -5
OPENING_TAGS = frozenset({"DT", "PDT", "JJ", "CD", "NNP", "NNPS", "VB", "VBP"})


def choose_starts(doc: Doc, names: Sequence[NameSpan]) -> list[NameSpan]:
    """The names of a document with their beginnings settled; in order, as they came."""
    full = Counter(fold(name.name.full) for name in names if name.name and name.name.is_full)
    single = {fold(part) for name in names if name.name and name.name.is_full for part in _ends(name.name)}
    bodies = {fold(name.words) for name in names if name.name is None}
    chosen: list[NameSpan] = []
    for name in names:
        first_free = chosen[-1].end if chosen else 0
        if name.name is None:
            chosen.append(_of_body(doc, name, bodies, first_free))
        else:
            chosen.append(_of_person(doc, name, full, single))
    return chosen


def _ends(name: PersonName) -> tuple[str, str]:
    return name.given[0], name.surname


def _of_person(doc: Doc, name: NameSpan, full: Counter[str], single: set[str]) -> NameSpan:
    """The person without the words before the name, as many of them as there are."""
    start = name.start
    while name.end - start > 1 and _is_stray(doc, start, name.end, full, single):
        start += 1
    if start == name.start:
        return name
    parts = parse_name(words_between(doc, start, name.end))
    return replace(name, start=start, words=parts.full, name=parts)


def _is_stray(doc: Doc, start: int, end: int, full: Counter[str], single: set[str]) -> bool:
    """Whether the first word of a person's name stands before it by chance."""
    rest = fold(parse_name(words_between(doc, start + 1, end)).full)
    points = _points(doc[start], doc[start + 1])
    if " " not in rest:
        # “Fuming Rudd”, where the text names a Rudd in full; “Ann Lee” beside “Jo Lee” is somebody else.
        return points < 0 and rest in single and _begins_line(doc[start])
    begins_name = is_given_name(doc[start + 1].text) or doc[start + 1].ent_type_ == "PERSON" or points <= SHAPE
    return begins_name and points + (ELSEWHERE if rest in full else 0) < 0


def _points(word: Token, following: Token) -> int:
    """What a word itself and the entity recogniser say for its being the first of the name behind it."""
    text = word.text
    if is_given_name(text) or INITIALS.fullmatch(text) or text in name_parts("particle"):
        return KNOWN
    capitals = text.isupper() and not following.text.isupper() and not INITIALS.fullmatch(following.text)
    points = SHAPE if capitals or MIXED_CAPITALS.fullmatch(text) else 0
    if word.ent_type_ == "PERSON":
        points += SEEN
    elif word.ent_type_ or (following.ent_type_ == "PERSON" and following.ent_iob_ == "B"):
        points += OTHER if word.ent_type_ else STRAY
    common = body_noun(text) or role_noun(text) or country_of(text) or is_calendar_word(text)
    return points + (OTHER if common and word.ent_type_ != "PERSON" else 0)


def _begins_line(token: Token) -> bool:
    return begins_sentence(token) or token.nbor(-1).is_punct


def _of_body(doc: Doc, name: NameSpan, bodies: set[str], first_free: int) -> NameSpan:
    """The body without a news agency before it, or with the first word that is part of its name."""
    if name.end - name.start > 1 and fold(doc[name.start].text) in _agencies():
        rest = words_between(doc, name.start + 1, name.end)
        if fold(rest) in bodies:
            return replace(name, start=name.start + 1, words=rest)
    before = name.start - 1
    if before < first_free or name.type is not SpeakerType.ORGANIZATION or not _may_open(doc[before]):
        return name
    words = words_between(doc, before, name.end)
    if fold(words) in bodies or not begins_sentence(doc[before]):
        return replace(name, start=before, words=words)
    return name


def _agencies() -> frozenset[str]:
    return name_parts("agency")


def _may_open(token: Token) -> bool:
    """Whether a word with a capital may open the name of a body: “All”, “Third”, but no article."""
    return token.text[:1].isupper() and token.tag_ in OPENING_TAGS and token.lower_ not in {"the", "a", "an"}
