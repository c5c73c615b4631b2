"""Names in running text: which capitalised words name a person, and which a body or a place.

In: a Doc with tags and entities. Out: `NameSpan`s without the role words before them: “Defence
Minister Ola Nyberg flew to the Bank of Marne” has the person “Ola Nyberg” (title “Minister”) and
the organisation “Bank of Marne”.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from quoteattr.components.grammar import words_between
from quoteattr.components.names import PersonName, parse_name
from quoteattr.components.speakers.namechoice import choose_starts
from quoteattr.components.speakers.nametypes import NameSpan, classify, has_capital_by_place
from quoteattr.components.vocabulary import (
    bodies_like_pronouns,
    body_noun,
    country_of,
    fold,
    is_calendar_word,
    is_given_name,
    name_parts,
    pronoun,
    role_noun,
    title,
)
from quoteattr.lexicon import word_set
from quoteattr.statements import SpeakerType

# Share of the longer words with a capital from which on a line is a headline.
TITLE_CASE = 0.8
BETWEEN_NAMES = frozenset({"TO", "MD", "IN", "WRB", "VBZ"})  # tags of words that headlines write with a capital
FEWEST_WORDS = 4  # longer words of a headline; a line with fewer is a label or a signature
ENDINGS = frozenset({".", "!", ":", ",", "”", '"'})  # of a line that is no headline
PARTICIPLES = frozenset({"VBN", "VBD", "VBG"})  # “Texas-based Orlane” is Orlane
SAINTS = frozenset({"St", "St.", "Saint"})
AGAINST = frozenset({"v", "v.", "vs", "vs."})
NICKNAME_MARKS = frozenset({"“", '"', "‘", "'", "(", "''", "``"})


def find_names(doc: Doc, words: Sequence[str]) -> list[NameSpan]:
    """Every name of a person, body or place in the document, in order, without overlaps; `words` are its tokens."""
    names: list[NameSpan] = []
    headlines = _headlines(doc, words)
    for start, end in _runs(doc, words):
        if (start in headlines and end - start > 1) or _is_modifier(doc, end):
            continue
        middle = _person_inside(doc, start, end)
        for first, last in ((start, middle), (middle, end)):
            found = classify(doc, first, last) if first < last else None
            if found is None or (found.type is SpeakerType.PERSON and _is_party(doc, first)):
                continue
            found = _with_possessor(doc, found)
            while names and names[-1].end > found.start:
                names.pop()
            names.append(found)
    names = _with_recurring(doc, words, choose_starts(doc, names))
    return _with_shared_surnames(doc, names)


def _is_modifier(doc: Doc, end: int) -> bool:
    """Whether a name is only part of an adjective: “the Texas | -based Orlane”."""
    return end + 1 < len(doc) and doc[end].text == "-" and doc[end + 1].tag_ in PARTICIPLES


def _is_party(doc: Doc, start: int) -> bool:
    """Whether a name is that of a party in a court case: “Belm County v. Holt”, which is a ruling, not Holt."""
    return start > 1 and doc[start - 1].lower_ in AGAINST and doc[start - 2].text[:1].isupper()


def _headlines(doc: Doc, words: Sequence[str]) -> set[int]:
    """Tokens of lines in title case: there every word looks like a name."""
    found: set[int] = set()
    ends = [index + 1 for index, word in enumerate(words) if "\n" in word]
    for start, end in pairwise((0, *ends, len(words))):
        if not ENDINGS.isdisjoint(words[max(start, end - 3) : end]):
            continue
        long = [words[at] for at in range(start, end) if len(words[at]) > 3 and doc[at].is_alpha]
        if len(long) >= FEWEST_WORDS and sum(word[0].isupper() for word in long) >= TITLE_CASE * len(long):
            found.update(range(start, end))
    return found


def _with_recurring(doc: Doc, words: Sequence[str], names: list[NameSpan]) -> list[NameSpan]:
    """Add single surnames that are names elsewhere: in headlines, and where the tagger saw a common word."""
    full = {fold(name.words): name for name in names if name.name and name.name.is_full}
    surnames = {fold(name.name.surname) for name in full.values() if name.name}
    pairs = {(fold(name.name.given[0]), fold(name.name.surname)) for name in full.values() if name.name}
    given = {fold(name.name.given[0]) for name in full.values() if name.name} - surnames
    taken = {index for name in names for index in range(name.start, name.end)}
    added = []
    for index, word in enumerate(words):
        if word.islower() or index in taken:
            continue
        if is_calendar_word(word) and not _acts(doc[index]):
            continue
        if word.isupper() and len(word) > 2 and fold(word) in given:
            name = parse_name(word)  # “WE’LL STILL CLIP COUPONS, SAYS DAWN”
            added.append(NameSpan(start=index, end=index + 1, type=SpeakerType.PERSON, words=name.full, name=name))
            continue
        if not word[:1].isupper() or fold(word) not in surnames:
            continue
        grammatical = doc[index].pos_ in {"AUX", "ADJ", "DET", "ADP"} and not is_calendar_word(word)
        if grammatical and doc[index].ent_type_ != "PERSON":
            continue
        whole = index > 0 and index - 1 not in taken and (fold(words[index - 1]), fold(word)) in pairs
        first, end = index - 1 if whole else index, index + 1
        if end < len(words) and fold(words[end]) in name_parts("suffix"):
            end += 1
        name = parse_name(words_between(doc, first, end))
        added.append(NameSpan(start=first, end=end, type=SpeakerType.PERSON, words=name.full, name=name))
    return sorted([*names, *added], key=lambda name: name.start)


def _person_inside(doc: Doc, start: int, end: int) -> int:
    """Where a person's name begins inside a longer run; the start when it does not.

    “University of Marne | Amina Deby”, “Secretary of | State | Rosa Falk”, “Envoy to the United States | Omid Sar”.
    """
    if (after_country := _after_country(doc, start, end)) is not None:
        return after_country
    object_of_role = start > 1 and doc[start - 1].lower_ in {"of", "for", "to"} and role_noun(doc[start - 2].text)
    for middle in range(start + 1, end - 1):
        known = object_of_role or (middle > start + 1 and any(body_noun(doc[at].text) for at in range(start, middle)))
        if known and is_given_name(doc[middle].text) and not body_noun(doc[end - 1].text):
            before = doc[middle - 1]
            linked = before.lower_ in word_set("links") or before.text in SAINTS or title(before.text) is not None
            return start if linked or is_given_name(before.text) else middle
    return start


def _after_country(doc: Doc, start: int, end: int) -> int | None:
    """Where the words after the country of an office begin, when they can be a person's full name."""
    if body_noun(doc[end - 1].text):
        return None
    for first in range(start, end - 2):
        office = any(role_noun(doc[at].text) for at in range(max(first - 3, 0), first))
        if not office or doc[first - 1].lower_ not in {"of", "for", "to", "the"}:
            continue
        for middle in range(first + 1, end - 1):
            if country_of(words_between(doc, first, middle)) and country_of(doc[middle].text) is None:
                return middle
    return None


def _with_possessor(doc: Doc, body: NameSpan) -> NameSpan:
    """“China’s Trade Ministry”, “Couriers’ Union”, “District Attorney’s Office”: one name."""
    mark = body.start - 1
    known = body_noun(doc[body.end - 1].text) or body_noun(doc[body.start].text)
    if mark < 1 or doc[mark].text not in {"'s", "’s", "’", "'"} or not known:
        return body
    first = mark
    while first > 0 and doc[first - 1].text[:1].isupper() and not _is_opening(doc[first - 1]):
        first -= 1
    owner = words_between(doc, first, mark)
    plural = doc[mark].text in {"’", "'"} and mark - first == 1 and doc[first].ent_type_ != "PERSON"
    saint = doc[first].text in SAINTS
    one = doc[mark].ent_type_ == "ORG" and doc[body.start].ent_type_ == "ORG" and doc[body.start].ent_iob_ == "I"
    if first == mark or not (one or saint or plural or country_of(owner) or role_noun(doc[mark - 1].text)):
        return body
    words = words_between(doc, first, body.end)
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


def _runs(doc: Doc, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Stretches of tokens that may be one name, with the role words before it."""
    end = 0
    for start, word in enumerate(words):
        if start < end or not word[:1].isupper() or not _may_begin(doc[start]):
            continue
        end = start + 1
        while (step := _continuation(doc, end)) > 0:
            end += step
        yield start, end


def _may_begin(token: Token) -> bool:
    """Whether a word with a capital may be the first of a name."""
    word = token.text
    if _is_date(token) or _is_turn(token):
        return False
    if word in bodies_like_pronouns():
        return True
    if pronoun(word) or (token.is_stop and token.pos_ != "PROPN"):
        return False
    if token.is_upper and token.pos_ in {"VERB", "ADV"} and not token.ent_type_:
        return False  # “WATCH Why the bridge fell”
    return (
        token.pos_ == "PROPN"
        or bool(token.ent_type_)
        or title(word) is not None
        or role_noun(word) is not None
        or is_given_name(word)
        or not has_capital_by_place(token)
    )


def _is_turn(token: Token) -> bool:
    """Whether a letter marks a turn of an interview: “Q12 Ann Low: ...”, “A: No”."""
    word = token.text
    colon = len(word) == 1 and token.i + 1 < len(token.doc) and token.nbor().text == ":"
    return colon or (word[:1] == "Q" and word[1:].isdigit())


def _is_date(token: Token) -> bool:
    """Whether the word is part of the calendar; “June Hale”, and “May” after “Theresa” or “Mrs”, are not."""
    if not is_calendar_word(token.text):
        return False
    before = token.nbor(-1) if token.i > 0 and "\n" not in token.nbor(-1).text_with_ws else None
    named = before is not None and (is_given_name(before.text) or title(before.text) is not None)
    if named and not (token.i + 1 < len(token.doc) and token.nbor().like_num):
        return False
    whole = token.i + 1 < len(token.doc) and token.nbor().ent_type_ == "PERSON" and token.nbor().ent_iob_ == "I"
    return token.ent_type_ != "PERSON" or not (whole or is_given_name(token.text))


def _continuation(doc: Doc, end: int) -> int:
    """How many tokens after `end` still belong to the run: 0 when it ends here."""
    if end >= len(doc) or "\n" in doc[end - 1].text:
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
        return 0 if following.text.islower() and following.tag_ in PARTICIPLES else 2
    if token.text in name_parts("particle"):
        return _after_links(doc, end)
    if token.text in NICKNAME_MARKS and before.whitespace_:
        return _nickname(doc, end)
    if token.lower_ in word_set("links") and _links(doc, end):
        return _after_links(doc, end)
    return 0


def _is_name_word(token: Token) -> bool:
    if token.text[:1].isupper() and (not pronoun(token.text) or _is_inside_body(token)):
        return not (_is_date(token) if is_calendar_word(token.text) else _breaks_off(token))
    if token.lower_ in {"senior", "junior"}:
        return token.text.islower() and token.i + 1 < len(token.doc) and token.nbor().pos_ in {"PUNCT", "VERB", "AUX"}
    return fold(token.text) in name_parts("suffix") and token.i > 0


def _acts(token: Token) -> bool:
    """Whether a word of the calendar does something, as only a person of that name does: “May said”, not “In May”."""
    verb = token.i + 1 < len(token.doc) and token.nbor().tag_ in {"VBD", "VBZ"}
    return token.ent_type_ == "PERSON" or (verb and not (token.i > 0 and token.nbor(-1).pos_ in {"ADP", "NUM", "DET"}))


def _is_inside_body(token: Token) -> bool:
    """“Bring Home Our Sons”: a pronoun inside the name of a body."""
    return token.ent_type_ == "ORG" and token.ent_iob_ == "I"


def _breaks_off(token: Token) -> bool:
    """Whether a word with a capital ends a name: “Mitt To Arkin” of a headline, “Reuters The Harbour Council”."""
    opens = token.is_stop and token.tag_ == "DT" and len(token) > 1 and token.nbor(-1).lower_ not in word_set("links")
    return (opens or token.tag_ in BETWEEN_NAMES) and not _is_inside_body(token)


def _after_links(doc: Doc, index: int) -> int:
    """Tokens from a particle or link up to and with the capitalised word after it (0: there is none)."""
    for length in (1, 2, 3):
        if index + length >= len(doc):
            return 0
        token = doc[index + length]
        if _is_name_word(token):
            return length + 1
        if token.text not in name_parts("particle") and token.lower_ not in word_set("links"):
            return 0
    return 0


def _nickname(doc: Doc, index: int) -> int:
    """Tokens of a nickname in marks before a further capitalised word: Carl “Shorty” Webb; “(HG)” is an acronym."""
    if doc[index].text == "(" and index + 1 < len(doc) and doc[index + 1].is_upper:
        return 0
    for length in (2, 3):
        if index + length + 1 < len(doc) and (doc[index + length].is_quote or doc[index + length].text == ")"):
            follows = doc[index + length + 1]
            return length + 1 if follows.text[:1].isupper() and doc[index + 1].text[:1].isupper() else 0
    return 0


def _has_body_noun(doc: Doc, index: int) -> bool:
    """Whether a name that goes on at a token has said that it is a body: “Office for the Western Ports of ...”."""
    first = index
    while first > 0 and (doc[first - 1].ent_type_ == "ORG" or doc[first - 1].lower_ in word_set("links")):
        first -= 1
    return any(body_noun(doc[at].text) for at in range(first, index))


def _links(doc: Doc, index: int) -> bool:
    """Whether “of”, “and” ... joins two parts of one name: Department of Health, Marks & Spencer."""
    token, before = doc[index], doc[index - 1]
    same_entity = bool(token.ent_type_) and token.ent_iob_ == "I" and token.ent_type_ not in {"PERSON", "GPE"}
    if token.text == "&":
        return True
    # “Jo Low of Human Rights Watch” is no body, though the entity recogniser may say so.
    two_words = index > 1 and doc[index - 2].text[:1].isupper() and body_noun(before.text) is None
    two_words = two_words and not _has_body_noun(doc, index)
    if same_entity and not (two_words and token.lower_ == "of"):
        return True
    if token.lower_ == "of" and before.ent_type_ == "ORG" and doc[index + 1].ent_type_ == "GPE":
        return _has_body_noun(doc, index) or body_noun(before.text) is not None
    if token.lower_ == "and" and doc[index + 1].ent_type_ != "PERSON" and index > 2 and doc[index - 2].lower_ == "of":
        return body_noun(doc[index - 3].text) is not None  # “Ministry of Ports and Fisheries”
    return token.lower_ in {"of", "for", "on"} and body_noun(before.text) is not None
