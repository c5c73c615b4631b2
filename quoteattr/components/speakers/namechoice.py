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

from quoteattr.components.grammar import words_between
from quoteattr.components.names import abbreviates, parse_name
from quoteattr.components.speakers.nametypes import NameSpan, has_capital_by_place
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
# “DpolK”, “eBay”: capitals inside a word; those of “McKay”, “DeLong” and “O’Hara” stand behind a prefix.
MIXED_CAPITALS = re.compile(r"(?!(?:Ma?c|De|Di|La|Le|Van|Fitz|[A-Z][’'])[A-Z])\w*[a-zß-ÿ]\w*[A-ZÀ-Þ]\w*")
# What speaks for a first word of a name (above zero) or against it, in points; below zero it is cut off.
KNOWN, SEEN, STRAY, OTHER, ELSEWHERE, SHAPE = 4, 2, -1, -2, -2, -5
OPENING_TAGS = frozenset({"DT", "PDT", "JJ", "CD", "NNP", "NNPS", "VB", "VBP"})


def choose_starts(doc: Doc, names: Sequence[NameSpan]) -> list[NameSpan]:
    """The names of a document with their beginnings settled; in order, as they came."""
    known = _Known(names)
    chosen: list[NameSpan] = []
    for name in names:
        if name.name is None:
            chosen.append(_of_body(doc, name, known, chosen[-1].end if chosen else 0))
        else:
            chosen.append(_of_person(doc, name, known))
    return chosen


class _Known:
    """What the names of a document are, folded: full names and bodies; and whose first or last word a word is."""

    def __init__(self, names: Sequence[NameSpan]) -> None:
        full = {fold(name.name.full): name.name for name in names if name.name and name.name.is_full}
        self.full = frozenset(full)
        self.bodies = frozenset(fold(name.words) for name in names if name.name is None)
        self.bearers = Counter(fold(part) for name in full.values() for part in {name.given[0], name.surname})


def _of_person(doc: Doc, name: NameSpan, known: _Known) -> NameSpan:
    """The person without the words before the name, as many of them as there are."""
    starts = [at for at in range(name.start + 1, name.end) if _may_start(doc, name, at, known)]
    if not starts:
        return name
    parts = parse_name(words_between(doc, starts[-1], name.end))
    return replace(name, start=starts[-1], words=parts.full, name=parts)


def _may_start(doc: Doc, name: NameSpan, start: int, known: _Known) -> bool:
    """Whether a person's name begins at a token, and all words of the run before it stand there by chance."""
    points = [_points(doc[at], doc[start]) for at in range(name.start, start)]
    rest = fold(parse_name(words_between(doc, start, name.end)).full)
    if name.end - start == 1:
        # “Fuming Rudd”, where the text names a Rudd in full; “Ann Lee” beside “Jo Lee” is somebody else.
        agency = fold(doc[name.start].text) in name_parts("agency")
        return max(points) < 0 and known.bearers[rest] > 1 and (agency or _begins_line(doc[name.start]))
    begins_name = is_given_name(doc[start].text) or doc[start].ent_type_ == "PERSON" or max(points) <= SHAPE
    return begins_name and max(points) + (ELSEWHERE if rest in known.full else 0) < 0


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
    return has_capital_by_place(token) or token.nbor(-1).is_punct


def _of_body(doc: Doc, name: NameSpan, known: _Known, first_free: int) -> NameSpan:
    """The body without a news agency before it, or with the first word that is part of its name."""
    if name.end - name.start > 1 and fold(doc[name.start].text) in name_parts("agency"):
        rest = words_between(doc, name.start + 1, name.end)
        if fold(rest) in known.bearers:  # “told CNN Rudd was first elected”
            return NameSpan(
                start=name.start + 1, end=name.end, type=SpeakerType.PERSON, words=rest, name=parse_name(rest)
            )
        if fold(rest) in known.bodies:
            return replace(name, start=name.start + 1, words=rest)
    before = name.start - 1
    if before < first_free or name.type is not SpeakerType.ORGANIZATION or not _may_open(doc[before]):
        return name
    words = words_between(doc, before, name.end)
    if fold(words) in known.bodies or not has_capital_by_place(doc[before]) or _is_explained(doc, name.end, words):
        return replace(name, start=before, words=words)
    return name


def _is_explained(doc: Doc, end: int, words: str) -> bool:
    """Whether an acronym in parentheses says that a name has these words: “All Norland Airways | (ANA)”."""
    return end + 1 < len(doc) and doc[end].text == "(" and abbreviates(doc[end + 1].text, words)


def _may_open(token: Token) -> bool:
    """Whether a word with a capital may open the name of a body: “All”, “Third”, but no article."""
    return token.text[:1].isupper() and token.tag_ in OPENING_TAGS and token.lower_ not in {"the", "a", "an"}
