"""The sentences of a text as words, and where the subject of a verb stands in them.

In: a Doc with its quotations. Out: a `Page`, which reads each sentence once, and what governs a verb at an offset::

    page = Page(doc=doc, text=doc.text, quotations=quotations)
    reading_at(page, 12, source)   what governs the verb at character 12, whose subject is `source`
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from quoteattr.components.annotations import Quotation
from quoteattr.components.attribution.sentences import sentence_at
from quoteattr.components.veridicality.path import Reading, read_path
from quoteattr.components.veridicality.signatures import has_phrase, phrase_before
from quoteattr.components.veridicality.steps import opens_negatively
from quoteattr.components.veridicality.words import FINITE, Word, read_words
from quoteattr.spans import Span

STAGE = "veridicality"
_RELATIVES = {"who", "which", "that"}
# Auxiliaries that a negation at the beginning puts before the subject: `By no means did the envoy`.
_INVERTING = ("did", "does", "do", "has", "have", "had")
# Tags of the words that make a list of nouns: `no video, audio or`.
_LISTED = ("NN", "JJ", "DT", "CC")
# Tags of the words of a subject that has a preposition in it: `no one at this company`.
_OF_SUBJECT = ("NN", "JJ", "DT", "IN", "PRP$", "POS", "CD")


@dataclass(slots=True)
class Page:
    """A Doc with its quotations, and the sentences that have been read."""

    doc: Doc
    text: str
    quotations: Sequence[Quotation]
    read: dict[Span, tuple[Word, ...]] = field(default_factory=dict)

    def words_around(self, offset: int) -> tuple[Word, ...]:
        """The sentence around an offset, without what is quoted in it; inside a quotation, no word from outside."""
        inside = [
            (span, quotation)
            for quotation in self.quotations
            for span, outer in zip(quotation.spans, quotation.outer, strict=True)
            if outer.start <= offset < outer.end
        ]
        stretch = sentence_at(self.text, offset)
        if inside:
            innermost = min((span for span, _ in inside), key=lambda span: span.end - span.start)
            stretch = Span(max(stretch.start, innermost.start), min(stretch.end, innermost.end))
        if stretch not in self.read:
            others = [one for one in self.quotations if all(one is not quotation for _, quotation in inside)]
            self.read[stretch] = read_words(self.doc, stretch, others)
        return self.read[stretch]


def reading_at(page: Page, head: int, source: Span | None) -> Reading:
    """What governs the verb or noun at an offset."""
    words = page.words_around(head)
    at = number_at(words, head)
    return Reading() if at is None else read_path(words, at, subject_words(words, at, source))


def number_at(words: Sequence[Word], offset: int) -> int | None:
    """The number of the word at an offset."""
    return next((number for number, word in enumerate(words) if word.span.start <= offset < word.span.end), None)


def subject_words(words: Sequence[Word], head: int, source: Span | None) -> tuple[int, int] | None:
    """The words of a source that stands before the verb, from behind a verb that is not part of the mention."""
    if source is None:
        return None
    numbers = [number for number, word in enumerate(words[:head]) if word.span.overlaps(source)]
    if not numbers or words[numbers[-1]].text in _RELATIVES:
        return None
    numbers = numbers[_behind_wording(words, numbers) :]  # `a recording of | Hale saying`
    opens_relative = words[numbers[0]].text in _RELATIVES
    foreign = [at for at in numbers[:-1] if words[at].text in FINITE or (opens_relative and words[at].is_verb)]
    return _whole_subject(words, foreign[-1] + 1 if foreign else numbers[0], numbers[-1] + 1)


def _behind_wording(words: Sequence[Word], numbers: Sequence[int]) -> int:
    """How many words of a mention come before whom it shows: `this recording of`."""
    of = next((place for place, number in enumerate(numbers) if words[number].text == "of"), 0)
    shows = of and of + 1 < len(numbers) and phrase_before(words, numbers[of], "wording") is not None
    return of + 1 if shows else 0


def _whole_subject(words: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """A subject without a negation behind it (`Hale at no stage`), with what it ends (`no tape or log`)."""
    while (negator := phrase_before(words, end, "negator")) is not None and start < negator:
        end = negator
    is_listed = any(word.text in ("or", "nor", "and") for word in words[max(0, start - 1) : end])
    first = start
    while first and (words[first - 1].tag.startswith(_LISTED) or words[first - 1].text in (",", "or", "of")):
        first -= 1
    negative = _negative_subject(words, start, end)
    if negative is not None:
        return negative, end
    if first and words[first - 1].text in _INVERTING and words[first].tag == "DT" and words[start - 1].text == ",":
        return first, end  # `did the envoy, | Samir Haddad`
    return (first, end) if is_listed and opens_negatively(words, first, end) else (start, end)


def _negative_subject(words: Sequence[Word], start: int, end: int) -> int | None:
    """Where a negative subject begins whose last words are the mention: `no one at | this company`."""
    first = start
    while (before := _before_part(words, first)) is not None:
        first = before
        lead = words[first:start]
        begins = not first or not words[first - 1].tag.startswith(("IN", "DT", "JJ", "TO"))
        is_tied = any(word.tag == "IN" for word in lead)
        is_whole = all(word.text != "," for word in lead) or has_phrase(words, first, start, "adding")
        if begins and is_tied and is_whole and opens_negatively(words, first, end):
            return first
    return None


def _before_part(words: Sequence[Word], end: int) -> int | None:
    """Where the word or phrase begins that ends here, if it can be part of a subject."""
    adding = phrase_before(words, end, "adding")
    if adding is not None:
        return adding
    is_part = end > 0 and (words[end - 1].tag.startswith(_OF_SUBJECT) or words[end - 1].text == ",")
    return end - 1 if is_part and phrase_before(words, end, "border") is None else None
