"""Who speaks together: the conjuncts of a source that names several.

In: a Doc, the names and descriptions that begin at its tokens, and the tokens of a source. Out: the heads of the
conjuncts, and whether the text leaves open which of them it was; None where one alone is named::

    Ann Lee, a lawyer, and Bo Orr       ->  Ann Lee; Bo Orr
    Ann Lee and her deputy, Bo Orr      ->  Ann Lee; Bo Orr
    either Ann Lee or Bo Orr            ->  Ann Lee; Bo Orr, open
    Ann Lee, a friend of Bo Orr and Jo  ->  None: what stands in an apposition speaks with nobody
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from quoteattr.components.speakers.mentions import Mention, MentionKind
from quoteattr.components.vocabulary import role_noun
from quoteattr.lexicon import load_entries, word_set
from quoteattr.statements import SpeakerType

# Tokens of the longest phrase that joins two: “as well as”.
LONGEST = 3
_ROLE_TAGS = ("DT", "JJ", "NN", "PRP$", "POS", "VBN", "IN", "HYPH", "CD")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conjuncts:
    """The mentions that a source joins, by their indices, and whether “or” joins them."""

    parts: tuple[int, ...]
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Segment:
    """Tokens between two separators; `joins` are the words before it: “,”, “and”, “, and”, “or”."""

    joins: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A document by its mentions: the names and the descriptions, by the token that each begins at."""

    doc: Doc
    mentions: Sequence[Mention]
    names: Mapping[int, int]
    nominals: Mapping[int, int]

    def name_at(self, index: int) -> Mention | None:
        """The name that begins at a token."""
        number = self.names.get(index)
        return None if number is None else self.mentions[number]


def find_conjuncts(page: Page, start: int, end: int) -> Conjuncts | None:
    """The conjuncts of a source that has more than one.

    Args:
        page: the document by its mentions.
        start: first token of the source.
        end: the token behind it.
    """
    if any((token.lower_,) in _terms("example") for token in page.doc[start:end]):
        return None
    heads: list[int] = []
    joins: list[tuple[str, ...]] = []
    is_aside = False
    for segment in _segments(page, start, end):
        named, described = _named(page, segment), _described(page, segment)
        joined = any(tuple(word.split()) in _terms("joining") for word in segment.joins)
        is_listed = segment.joins == (",",) and not is_aside
        if not heads:
            head = named if named is not None else described
            if head is None or (named is None and _names_another(page, segment)):
                return None
        elif joined and (not is_aside or "," in segment.joins):
            head = next((each for each in (named, described) if each is not None), None)
            head = _first(page, segment) if head is None and not is_aside else head
        elif is_listed and named is not None and not _is_of(page, heads[-1], named):
            if page.mentions[heads[-1]].kind is MentionKind.NOMINAL:
                heads[-1] = named  # `her deputy, | Bo Orr`
                continue
            head = named
        else:
            head = None
        if head is None:
            is_aside = True
            continue
        heads.append(head)
        joins.append(segment.joins)
        is_aside = False
    if len(heads) < 2 or joins[-1] == (",",):
        return None
    is_open = any((word,) in _terms("open") for words in joins for word in words)
    return Conjuncts(parts=tuple(heads), is_open=is_open)


def find_start(page: Page, start: int, end: int) -> int:
    """Where a list of names begins of which a source is the end: “Ann Lee, Bo Orr, and | Jo Tan”.

    With a single name before it, the clause may as well be another: “met Ann Lee, and | Bo Orr said”.
    """
    if start not in page.names:
        return start
    ends = {page.mentions[number].end: index for index, number in page.names.items()}
    at, found = start, 0
    is_whole = is_joint = find_conjuncts(page, start, end) is not None
    while (before := _joined_before(page.doc, at, is_last=not (found or is_joint))) is not None and before in ends:
        is_whole = is_whole or (page.doc[at - 1].text != "," and _joining_at(page.doc, at - 1) == 0)
        at, found = ends[before], found + 1
    opens = at == 0 or page.doc[at - 1].is_punct or page.doc[at - 1].is_space or page.doc[at].is_sent_start
    return at if found and opens and (found > 1 or is_whole) else start


def _joined_before(doc: Doc, at: int, *, is_last: bool) -> int | None:
    """Where the conjunct before a place ends; before the last one stands “and”, before the others a comma."""
    words = tuple(token.lower_ for token in doc[max(0, at - LONGEST) : at])
    if not is_last:
        return at - 1 if words[-1:] == (",",) else None
    width = next((width for width in range(len(words), 0, -1) if words[-width:] in _terms("joining")), 0)
    if not width:
        return None
    return at - 2 if words[-2:-1] == (",",) and width == 1 else at - width


def _joining_at(doc: Doc, index: int) -> int:
    """How many tokens join two names here: one of “and”, three of “as well as”, none of any other."""
    words = tuple(token.lower_ for token in doc[index : index + LONGEST])
    return next((width for width in range(len(words), 0, -1) if words[:width] in _terms("joining")), 0)


@cache
def _terms(word_class: str) -> frozenset[tuple[str, ...]]:
    """The phrases of a class of joining.yml, as words."""
    entries = load_entries("joining").items()
    return frozenset(tuple(term.split()) for term, entry in entries if word_class in entry.many("class"))


def _segments(page: Page, start: int, end: int) -> Iterator[_Segment]:
    """The source, cut at commas and conjunctions that stand in no name and in no bracket."""
    doc, depth = page.doc, 0
    joins: list[str] = []
    first = index = start
    while index < end:
        name = page.name_at(index)
        word = doc[index].lower_
        width = _joining_at(doc, index)
        depth += (word in "([") - (word in ")]") if len(word) == 1 else 0
        is_separator = depth == 0 and (width > 0 or word in {",", "—", "–"})
        if is_separator and name is None:
            if first < index:
                yield _Segment(joins=tuple(joins), start=first, end=index)
                joins = []
            width = max(1, width)
            joins.append(" ".join(each.lower_ for each in doc[index : index + width]))
            first = index = index + width
            continue
        index = min(name.end, end) if name is not None and depth == 0 else index + 1
    if first < end:
        yield _Segment(joins=tuple(joins), start=first, end=end)


def _trimmed(page: Page, segment: _Segment) -> tuple[int, int]:
    """A segment without “both” before it, and what stands in brackets behind it."""
    start, end = segment.start, segment.end
    while start < end and (page.doc[start].lower_,) in _terms("lead"):
        start += 1
    opening = next((index for index in range(start, end) if page.doc[index].text in "(["), end)
    return start, opening


def _named(page: Page, segment: _Segment) -> int | None:
    """The name that a segment ends with, nothing before it but a role: “the lawyer | Bo Orr”."""
    start, end = _trimmed(page, segment)
    for index in range(start, end):
        name = page.name_at(index)
        if name is not None and name.end == end:
            return page.names[index]
        if page.doc[index].lower_ in word_set("relatives") or not page.doc[index].tag_.startswith(_ROLE_TAGS):
            return None
        if page.doc[index].tag_ == "IN" and (
            not any(role_noun(token.text) for token in page.doc[start:index]) or _is_object(page, index, end)
        ):
            return None
    return None


def _described(page: Page, segment: _Segment) -> int | None:
    """The definite description, or several, that a segment begins with: “her deputy”, “the residents”."""
    start, end = _trimmed(page, segment)
    number = page.nominals.get(start)
    if number is None or page.mentions[number].end > end:
        return None
    mention = page.mentions[number]
    return number if mention.plural or (mention.definite and mention.determined) else None


def _names_another(page: Page, segment: _Segment) -> bool:
    """Whether a description has a name behind a preposition: “lawyers for Ann Lee | and Bo Orr”."""
    tokens = range(segment.start, segment.end)
    prepositions = [index for index in tokens if page.doc[index].tag_ == "IN"]
    return bool(prepositions) and any(index in page.names for index in tokens if index > prepositions[0])


def _first(page: Page, segment: _Segment) -> int | None:
    """The first name or description of a segment: of “regulators and environmental groups”, the second."""
    start, end = _trimmed(page, segment)
    found = (page.names.get(index, page.nominals.get(index)) for index in range(start, end))
    return next((number for number in found if number is not None), None)


def _is_object(page: Page, preposition: int, end: int) -> bool:
    """Whether the name that ends a segment is what the preposition stands before: “lawyers for both Ann Lee”."""
    nouns = (index for index in range(preposition + 1, end) if page.doc[index].tag_.startswith("NN"))
    first = next(nouns, None)
    name = page.name_at(first) if first is not None else None
    return name is not None and name.end == end


def _is_of(page: Page, person: int, body: int) -> bool:
    """Whether a body behind a person is where the person belongs: “Ann Lee, Bay Party, said”."""
    types = page.mentions[person].type, page.mentions[body].type
    return types == (SpeakerType.PERSON, SpeakerType.ORGANIZATION)
