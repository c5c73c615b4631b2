"""What a run of capitalised words names: a person behind a role, a body, a people, or nothing.

In: a Doc and the tokens of a run. Out: a `NameSpan` without the role words before the name: “Defence
Minister Ola Nyberg” is the person “Ola Nyberg”, “Bank of Marne” an organisation, “Prime Minister”
nothing.
"""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from quoteattr.components.grammar import words_between
from quoteattr.components.names import PersonName, parse_name
from quoteattr.components.vocabulary import (
    body_noun,
    country_of,
    is_common_noun,
    is_given_name,
    is_metonym,
    name_parts,
    national,
    role_noun,
    title,
)
from quoteattr.lexicon import word_set
from quoteattr.statements import SpeakerType

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "NORP"})
# What only a body has, and what is only in or at a body.
# fmt: off
OF_BODY = frozenset({
    "board", "chairman", "chairwoman", "chief", "customers", "directors", "finance", "founder", "headquarters", "share",
    "shareholders", "shares", "spokesman", "spokesperson", "spokeswoman", "stock", "subsidiary",
})


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSpan:
    """A name: tokens `start` to `end`, its type, its parts (persons) or its words (others).

    `certain`: its own words or those around it say so, not only the entity recogniser.
    """

    start: int
    end: int
    type: SpeakerType
    words: str
    name: PersonName | None = None
    certain: bool = False


def has_capital_by_place(token: Token) -> bool:
    """Whether a word has its capital from its place only."""
    if token.i == 0 or token.is_sent_start:
        return True
    before = token.nbor(-1)
    if before.text in {"’", "'"} and before.i > 0 and not before.nbor(-1).whitespace_ and token.i > 1:
        return False  # “Teachers’ Union”
    return before.is_quote or "\n" in before.text_with_ws or before.text in {":", "—", "–"}


def classify(doc: Doc, start: int, end: int) -> NameSpan | None:
    """The name in the run of tokens `start` to `end`, None when there is none in it."""
    end = _trimmed_end(doc, start, end)
    if end - start == 1 and end < len(doc) and doc[end].lower_ == "of" and title(doc[start].text):
        return None  # “Mayor of Marne”, whatever the entity recogniser says
    if _is_post(doc[end - 1]):
        if end - start == 1 or (start > 0 and doc[start - 1].lower_ in {"the", "a", "an"}):
            return None  # “the Marne North MP”
        end -= 1  # “Ann Lee MP”
    while end - start > 1 and not any(map(str.isalpha, doc[start].text[:1])):
        start += 1  # “£9M DAWN”
    cut = _after_role(doc, start, end)
    if cut < end and not _is_national(doc, start, end) and _is_person(doc, start, cut, end):
        name = parse_name(words_between(doc, _title_start(doc, start, cut), end))
        return NameSpan(start=cut, end=end, type=SpeakerType.PERSON, words=name.full, name=name)
    if _is_role(doc, start, end) or _is_national(doc, start, end) or _is_country_before_noun(doc, start, end):
        return None
    words = words_between(doc, start, end)
    kind = _as_body(doc, start, end)
    if kind is not None:
        certain = _says_body(doc, start, end) or _is_body_here(doc, start, end)
        return NameSpan(start=start, end=end, type=kind, words=words, certain=certain)
    if _is_body_here(doc, start, end):
        return NameSpan(start=start, end=end, type=SpeakerType.ORGANIZATION, words=words, certain=True)
    if cut == end:
        return None
    acronym = end - cut == 1 and doc[cut].is_upper and cut > 0 and doc[cut - 1].lower_ == "the"
    type_ = SpeakerType.ORGANIZATION if acronym else SpeakerType.UNKNOWN
    return NameSpan(start=cut, end=end, type=type_, words=words_between(doc, cut, end))


def _is_person(doc: Doc, start: int, cut: int, end: int) -> bool:
    """Whether a run is a person: its words from `cut` on, behind a role or not, name no body."""
    if cut == start and not looks_like_person(doc, start, end):
        return False
    if cut > start and role_noun(doc[end - 1].text) and not looks_like_person(doc, cut, end):
        return False  # “Chief Cabinet Secretary”
    behind_role = cut > start and not _says_body(doc, cut, end)
    titles = [title(words_between(doc, first, cut)) for first in range(max(start, cut - 2), cut)]
    if behind_role and any(found and found.kind == "courtesy" for found in titles):
        return True  # “Dr Pike”, whatever the entity recogniser calls Pike
    if _as_body(doc, cut, end) is not None or not (behind_role or _as_body(doc, start, end) is None):
        return False
    return end - cut > 1 or not _is_body_here(doc, start, end)


def _is_post(token: Token) -> bool:
    """Whether a word is a role in capitals: MP, CEO."""
    return token.is_upper and len(token) > 1 and role_noun(token.text) is not None


def _trimmed_end(doc: Doc, start: int, end: int) -> int:
    while end - start > 1 and (doc[end - 1].is_punct or doc[end - 1].tag_ == "POS"):
        end -= 1
    return end


def _after_role(doc: Doc, start: int, end: int) -> int:
    """Where the name begins behind titles and role words: Defence Minister | Ola Nyberg."""
    for index in range(end - 2, start - 1, -1):
        word = doc[index].text
        known = title(word) or role_noun(word) or title(words_between(doc, max(start, index - 1), index + 1))
        if not known:
            continue
        # “Dean Kamen”, “James Baker Smith”: a given name that is also a title or a role.
        if is_given_name(word) and index == start and not (index > 0 and doc[index - 1].lower_ == "the"):
            continue
        if index > start and is_given_name(doc[index - 1].text) and not title(word):
            continue
        return index + 1
    return start


def _is_role(doc: Doc, start: int, end: int) -> bool:
    """Whether a run is nothing but a role: Health Secretary, Prime Minister, General."""
    if end - start > 2 and body_noun(doc[start].text) and doc[start + 1].lower_ in {"of", "for"}:
        return False  # “Federation of Marne Bakers”
    if start > 0 and doc[start - 1].lower_ == "the" and _is_national_body(doc, start, end):
        return False
    if end - start == 1 and has_capital_by_place(doc[start]) and is_common_noun(doc[start].text):
        return True
    if end - start == 1 and doc[start].ent_type_ == "ORG" and not title(doc[start].text) and not doc[start].is_upper:
        return False  # the Guardian; but “MP” is a role
    return any(
        role_noun(words) or title(words)
        for words in (words_between(doc, index, end) for index in range(max(start, end - 3), end))
    )


def _is_national_body(doc: Doc, start: int, end: int) -> bool:
    """“the Scottish Executive”: the last word may be a role, but behind a country it is a body."""
    return (
        bool(country_of(words_between(doc, start, end - 1)) and body_noun(doc[end - 1].text))
        if end - start > 1
        else False
    )


def _is_country_before_noun(doc: Doc, start: int, end: int) -> bool:
    """“Russian ships”: no name of its own."""
    follows = end < len(doc) and doc[end].pos_ in {"NOUN", "PROPN", "ADJ"}
    return follows and country_of(words_between(doc, start, end)) is not None


def _is_national(doc: Doc, start: int, end: int) -> bool:
    """“the Dane”: a description, not a name."""
    return end - start == 1 and start > 0 and doc[start - 1].lower_ == "the" and national(doc[start].text) is not None


def _title_start(doc: Doc, start: int, cut: int) -> int:
    """Where the titles right before a name begin."""
    first = cut
    for length in (1, 2, 3):
        if cut - length >= start and title(words_between(doc, cut - length, cut)):
            first = cut - length
    return first


def looks_like_person(doc: Doc, start: int, end: int) -> bool:
    """Whether the words alone, or the entity recogniser, say that a run names a person."""
    if end <= start:
        return False
    if end - start > 1 and (is_given_name(doc[start].text) or doc[end - 1].lower_ in name_parts("suffix")):
        return country_of(words_between(doc, start, end)) is None
    if end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].lower_ in {"who", "whose"}:
        return country_of(words_between(doc, start, end)) is None
    labels = {doc[index].ent_type_ for index in range(start, end)}
    if doc[start].ent_type_ in {"CARDINAL", "ORDINAL"}:
        return False  # “Third Quay”
    if end - start == 1 and labels == {""} and doc[start].pos_ == "PROPN" and _is_given_here(doc[start]):
        return True  # “Mia met Carla”: the recogniser may be silent, but it names no place or body
    return "PERSON" in labels and country_of(words_between(doc, start, end)) is None


def _is_given_here(token: Token) -> bool:
    """Whether a word is a given name as it stands: “Ana”, but “ANA” among small letters is no Ana."""
    alone = token.is_upper and not (token.i + 1 < len(token.doc) and token.nbor().is_upper)
    return is_given_name(token.text) and not (alone and not (token.i > 0 and token.nbor(-1).is_upper))


def _is_body_here(doc: Doc, start: int, end: int) -> bool:
    """Whether the words around a name say that it is a body: “director at X”, “X’s shares”, “X, the maker”."""
    if start > 1 and doc[start - 1].lower_ in {"at", "in"} and doc[start - 2].lower_ in word_set("before a body"):
        return True
    if start > 1 and doc[start - 1].lower_ == "at" and role_noun(doc[start - 2].text):
        return True
    if start > 1 and doc[start - 1].lower_ == "for" and end - start == 1 and _speaks(doc[start - 2].text):
        return True  # “a spokeswoman for Acme”; a person by the surname alone has been named in full elsewhere
    if end + 1 < len(doc) and doc[end].tag_ == "POS":
        return any(token.lower_ in OF_BODY for token in doc[end + 1 : end + 4])
    return end + 2 < len(doc) and doc[end].text == "," and _is_body_phrase(doc, end + 1)


def _speaks(noun: str) -> bool:
    role = role_noun(noun)
    return role is not None and "spokesperson" in role.kinds


def _is_body_phrase(doc: Doc, first: int) -> bool:
    """Whether an apposition says what a body is: “the Danish maker of ship batteries”."""
    if doc[first].lower_ not in {"a", "an", "the"}:
        return False
    for token in doc[first + 1 : first + 6]:
        if token.pos_ not in {"ADJ", "NOUN", "PROPN"}:
            return False
        if body_noun(token.text) and (token.i + 1 >= len(doc) or doc[token.i + 1].pos_ not in {"NOUN", "PROPN"}):
            return True
    return False


def _is_link(token: Token) -> bool:
    """Whether a word joins the parts of a body’s name; the “in” of “Moon Dae-in” does not."""
    if token.text == "&":
        return True
    is_link = token.lower_ in word_set("links") and token.text.islower()
    return is_link and not (token.i > 0 and token.nbor(-1).text == "-")


def _says_body(doc: Doc, start: int, end: int) -> bool:
    """Whether the words of a name themselves say that it is a body or a place."""
    words, last = words_between(doc, start, end), doc[end - 1]
    ending = _body_ending(doc, start, end) or last.lower_ in name_parts("company ending")
    said = is_metonym(words) or country_of(words) or ending
    return bool(said) or last.lower_ in name_parts("body")


def _body_ending(doc: Doc, start: int, end: int) -> bool:
    """Whether the last word is one for a body: “Marne Bank”, and not “Rose Banks”."""
    last = doc[end - 1].text
    several = last.endswith("s") and body_noun(last[:-1]) is not None
    return body_noun(last) is not None and not (several and end - start > 1 and is_given_name(doc[start].text))


def _as_body(doc: Doc, start: int, end: int) -> SpeakerType | None:
    """Organization for names of bodies and places, group for peoples, None for what may be a person."""
    words, last = words_between(doc, start, end), doc[end - 1]
    if is_metonym(words) or country_of(words):
        return SpeakerType.ORGANIZATION
    ending = _body_ending(doc, start, end) or (last.lower_ in name_parts("body") and not is_given_name(doc[start].text))
    if last.lower_ in name_parts("company ending") or (end - start > 1 and ending):
        return SpeakerType.ORGANIZATION
    if any(_is_link(doc[index]) for index in range(start, end)):
        return SpeakerType.ORGANIZATION
    labels = {doc[index].ent_type_ for index in range(start, end)}
    if labels == {"ORG"} and not (end - start > 1 and is_given_name(doc[start].text)):
        return SpeakerType.ORGANIZATION
    if last.tag_ in {"NNS", "NNPS"} and end - start == 1:
        return SpeakerType.GROUP
    if labels and labels <= PLACE_LABELS and not is_given_name(doc[start].text):
        return SpeakerType.ORGANIZATION
    return None
