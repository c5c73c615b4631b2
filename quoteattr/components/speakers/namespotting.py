"""Names in running text: which capitalised words name a person, and which a body or a place.

In: a Doc with tags and entities. Out: `NameSpan`s without the role words before them: “Defence
Minister Ola Nyberg flew to the Bank of Marne” has the person “Ola Nyberg” (title “Minister”) and
the organisation “Bank of Marne”.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from quoteattr.components.speakers.names import PersonName, parse_name
from quoteattr.components.speakers.vocabulary import (
    body_noun,
    country_of,
    fold,
    is_calendar_word,
    is_given_name,
    is_metonym,
    name_parts,
    national,
    pronoun,
    role_noun,
    title,
)
from quoteattr.statements import SpeakerType

LINKS = frozenset({"of", "for", "on", "and", "the", "&", "in", "to", "at"})
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "NORP"})
# What only a body has, and what is only in or at a body.
OF_BODY = frozenset(
    {
        "board",
        "chief",
        "finance",
        "founder",
        "headquarters",
        "share",
        "shareholders",
        "shares",
        "spokesman",
        "spokesperson",
        "spokeswoman",
        "stock",
        "subsidiary",
        "customers",
        "chairman",
        "chairwoman",
        "directors",
    }
)
BEFORE_BODY = frozenset({"shares", "stake", "stock", "stakes", "invested"})
NICKNAME_MARKS = frozenset({"“", '"', "‘", "'", "(", "''", "``"})


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


def find_names(doc: Doc) -> list[NameSpan]:
    """Every name of a person, body or place in the document, in order, without overlaps."""
    names: list[NameSpan] = []
    for start, end in _runs(doc):
        middle = _person_inside(doc, start, end)
        for first, last in ((start, middle), (middle, end)):
            found = _classify(doc, first, last) if first < last else None
            if found is None:
                continue
            found = _with_possessor(doc, found)
            while names and names[-1].end > found.start:
                names.pop()
            names.append(found)
    return _with_shared_surnames(doc, names)


def _person_inside(doc: Doc, start: int, end: int) -> int:
    """Where a person's name begins inside a longer run: “University of Marne | Amina Deby”; else the start."""
    for middle in range(start + 2, end - 1):
        body = any(body_noun(token.text) for token in doc[start:middle])
        if body and is_given_name(doc[middle].text) and not body_noun(doc[end - 1].text):
            linked = doc[middle - 1].lower_ in LINKS or doc[middle - 1].text in {"St", "St."}
            return start if linked else middle
    return start


def _with_possessor(doc: Doc, body: NameSpan) -> NameSpan:
    """“China’s Trade Ministry”, “Couriers’ Union”, “District Attorney’s Office”: one name."""
    mark = body.start - 1
    if mark < 1 or doc[mark].text not in {"'s", "’s", "’", "'"} or not body_noun(doc[body.end - 1].text):
        return body
    first = mark
    while first > 0 and doc[first - 1].text[:1].isupper() and not _is_opening(doc[first - 1]):
        first -= 1
    owner = doc[first:mark].text
    plural = doc[mark].text in {"’", "'"} and mark - first == 1 and doc[first].ent_type_ != "PERSON"
    if first == mark or not (plural or country_of(owner) or role_noun(doc[mark - 1].text)):
        return body
    words = doc[first : body.end].text
    return NameSpan(start=first, end=body.end, type=SpeakerType.ORGANIZATION, words=words, certain=True)


def _is_opening(token: Token) -> bool:
    """Whether a capitalised word before a name is only the article or the end of a line."""
    return token.lower_ in {"the", "a", "an"} or "\n" in token.text_with_ws


def _with_shared_surnames(doc: Doc, names: list[NameSpan]) -> list[NameSpan]:
    """“Ann and Peter Voss”: both are Voss."""
    surnames = {fold(name.name.surname) for name in names if name.name and name.name.is_full}
    for index, (first, second) in enumerate(pairwise(names)):
        alone = first.end - first.start == 1 and is_given_name(first.words) and fold(first.words) not in surnames
        joined = second.start == first.end + 1 and doc[first.end].lower_ in {"and", "&"}
        if alone and joined and second.name is not None and second.name.is_full:
            shared = PersonName(given=(first.words,), surname=second.name.surname)
            names[index] = replace(first, type=SpeakerType.PERSON, name=shared, words=shared.full)
    return names


def _runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Stretches of tokens that may be one name, with the role words before it."""
    index = 0
    while index < len(doc):
        if not _may_begin(doc[index]):
            index += 1
            continue
        end = index + 1
        while (step := _continuation(doc, end)) > 0:
            end += step
        yield index, end
        index = end


def _may_begin(token: Token) -> bool:
    if not token.text[:1].isupper() or _is_date(token):
        return False
    if pronoun(token.text) or (token.is_stop and token.pos_ != "PROPN"):
        return False
    return (
        token.pos_ == "PROPN"
        or bool(token.ent_type_)
        or title(token.text) is not None
        or role_noun(token.text) is not None
        or is_given_name(token.text)
        or not _begins_sentence(token)
    )


def _is_date(token: Token) -> bool:
    """Whether the word is part of the calendar; “June Hale” and “May” after “Theresa” are not."""
    if not is_calendar_word(token.text):
        return False
    return token.ent_type_ != "PERSON" or not is_given_name(token.text)


def _begins_sentence(token: Token) -> bool:
    if token.i == 0 or token.is_sent_start:
        return True
    before = token.nbor(-1)
    return before.is_quote or "\n" in before.text_with_ws or before.text in {":", "—", "–"}


def _continuation(doc: Doc, end: int) -> int:
    """How many tokens after `end` still belong to the run: 0 when it ends here."""
    if end >= len(doc) or "\n" in doc[end - 1].text_with_ws:
        return 0
    token, before = doc[end], doc[end - 1]
    if token.text == "." and not before.whitespace_ and title(before.text + "."):
        return 1  # “SEN. ORTEGA” is four tokens
    following = doc[end + 1] if end + 1 < len(doc) else None
    if _is_name_word(token):
        return 1
    if following is None or "\n" in token.text_with_ws:
        return 0
    if token.text in {"-", "–"} and not before.whitespace_ and not token.whitespace_ and following.text[:1].isalnum():
        return 2
    if token.text in name_parts("particle"):
        return _after_links(doc, end)
    if token.text in NICKNAME_MARKS and before.whitespace_:
        return _nickname(doc, end)
    if token.lower_ in LINKS and _links(doc, end):
        return _after_links(doc, end)
    return 0


def _is_name_word(token: Token) -> bool:
    if token.text[:1].isupper() and not pronoun(token.text):
        return not _is_date(token)
    return fold(token.text) in name_parts("suffix") and token.i > 0


def _after_links(doc: Doc, index: int) -> int:
    """Tokens from a particle or link up to and with the capitalised word after it (0: there is none)."""
    for length in (1, 2, 3):
        if index + length >= len(doc):
            return 0
        token = doc[index + length]
        if _is_name_word(token):
            return length + 1
        if token.text not in name_parts("particle") and token.lower_ not in LINKS:
            return 0
    return 0


def _nickname(doc: Doc, index: int) -> int:
    """Tokens of a nickname in marks before a further capitalised word: Carl “Shorty” Webb."""
    for length in (2, 3):
        if index + length + 1 < len(doc) and (doc[index + length].is_quote or doc[index + length].text == ")"):
            follows = doc[index + length + 1]
            return length + 1 if follows.text[:1].isupper() and doc[index + 1].text[:1].isupper() else 0
    return 0


def _links(doc: Doc, index: int) -> bool:
    """Whether “of”, “and” ... joins two parts of one name: Department of Health, Marks & Spencer."""
    token, before = doc[index], doc[index - 1]
    same_entity = bool(token.ent_type_) and token.ent_iob_ == "I" and token.ent_type_ not in {"PERSON", "GPE"}
    if same_entity or token.text == "&":
        return True
    return token.lower_ in {"of", "for", "on"} and body_noun(before.text) is not None


def _classify(doc: Doc, start: int, end: int) -> NameSpan | None:
    end = _trimmed_end(doc, start, end)
    cut = _after_role(doc, start, end)
    words = doc[cut:end].text
    if cut > start or looks_like_person(doc, cut, end):
        person = _as_body(doc, start, end) is None and (end - cut > 1 or not _is_body_here(doc, start, end))
        if person and cut < end:
            titled = _title_start(doc, start, cut)
            name = parse_name(doc[titled:end].text)
            return NameSpan(start=cut, end=end, type=SpeakerType.PERSON, words=name.full, name=name)
    if (
        _is_role(doc, start, end)
        or _is_national(doc, start, end)
        or (end - start == 1 and doc[start].dep_ in {"amod", "compound"} and country_of(words))
    ):
        return None
    kind = _as_body(doc, start, end)
    if kind is not None or _is_body_here(doc, start, end):
        certain = kind is None or _says_body(doc, start, end)
        words = doc[start:end].text
        return NameSpan(start=start, end=end, type=SpeakerType.ORGANIZATION, words=words, certain=certain)
    return NameSpan(start=cut, end=end, type=SpeakerType.UNKNOWN, words=words) if cut < end else None


def _trimmed_end(doc: Doc, start: int, end: int) -> int:
    while end - start > 1 and (doc[end - 1].is_punct or doc[end - 1].tag_ == "POS"):
        end -= 1
    return end


def _after_role(doc: Doc, start: int, end: int) -> int:
    """Where the name begins behind titles and role words: Defence Minister | Ola Nyberg."""
    for index in range(end - 2, start - 1, -1):
        word = doc[index].text
        known = title(word) or role_noun(word) or title(doc[max(start, index - 1) : index + 1].text)
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
    return any(
        role_noun(words) or title(words) for words in (doc[index:end].text for index in range(max(start, end - 3), end))
    )


def _is_national(doc: Doc, start: int, end: int) -> bool:
    """“the Dane”: a description, not a name."""
    return end - start == 1 and start > 0 and doc[start - 1].lower_ == "the" and national(doc[start].text) is not None


def _title_start(doc: Doc, start: int, cut: int) -> int:
    """Where the titles right before a name begin."""
    first = cut
    for length in (1, 2, 3):
        if cut - length >= start and title(doc[cut - length : cut].text):
            first = cut - length
    return first


def looks_like_person(doc: Doc, start: int, end: int) -> bool:
    """Whether the words alone, or the entity recogniser, say that a run names a person."""
    if end <= start:
        return False
    if end - start > 1 and is_given_name(doc[start].text):
        return country_of(doc[start:end].text) is None
    if end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].lower_ in {"who", "whose"}:
        return country_of(doc[start:end].text) is None
    labels = {token.ent_type_ for token in doc[start:end]}
    return "PERSON" in labels and country_of(doc[start:end].text) is None


def _is_body_here(doc: Doc, start: int, end: int) -> bool:
    """Whether the words around a name say that it is a body: “director at X”, “X’s shares”, “X, the maker”."""
    if start > 1 and doc[start - 1].lower_ in {"at", "in"} and doc[start - 2].lower_ in BEFORE_BODY:
        return True
    if start > 1 and doc[start - 1].lower_ == "at" and role_noun(doc[start - 2].text):
        return True
    if end + 1 < len(doc) and doc[end].tag_ == "POS":
        return any(token.lower_ in OF_BODY for token in doc[end + 1 : end + 4])
    return end + 2 < len(doc) and doc[end].text == "," and _is_body_phrase(doc, end + 1)


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


def _says_body(doc: Doc, start: int, end: int) -> bool:
    """Whether the words of a name themselves say that it is a body or a place."""
    words, last = doc[start:end].text, doc[end - 1]
    said = is_metonym(words) or country_of(words) or body_noun(last.text) or last.lower_ in name_parts("company ending")
    return bool(said) or last.lower_ in name_parts("body")


def _as_body(doc: Doc, start: int, end: int) -> SpeakerType | None:
    """Organization for names of bodies and places, None for what may be a person."""
    words, last = doc[start:end].text, doc[end - 1]
    if is_metonym(words) or country_of(words):
        return SpeakerType.ORGANIZATION
    ending = body_noun(last.text) or (last.lower_ in name_parts("body") and not is_given_name(doc[start].text))
    if last.lower_ in name_parts("company ending") or (end - start > 1 and ending):
        return SpeakerType.ORGANIZATION
    if any(token.lower_ in LINKS and token.text.islower() for token in doc[start:end]):
        return SpeakerType.ORGANIZATION
    labels = {token.ent_type_ for token in doc[start:end]}
    if labels == {"ORG"} and not (end - start > 1 and is_given_name(doc[start].text)):
        return SpeakerType.ORGANIZATION
    if labels and labels <= PLACE_LABELS and not is_given_name(doc[start].text):
        return SpeakerType.ORGANIZATION
    return None
