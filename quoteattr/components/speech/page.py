"""A document as the features see it: its text and tokens, its quotations, and the words that recur in it.

In: a Doc, its quotations and its statements. Out: a `SpeechPage`::

    page = Page(doc, quotations, reported)
    page.tokens(Span(10, 20))   the tokens that share a character with a span
    page.before(10)             the last word before an offset
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from copy import copy

from spacy.tokens import Doc, Token

from quoteattr.components.annotations import Quotation, Reported
from quoteattr.lexicon import word_set
from quoteattr.spans import Span

_MARKS = "\"“”„‘’'`«»"


def base_of(token: Token) -> str:
    """A word without the ending of a plural, and “be” for its forms: pipelines of quoteattr have no lemmas."""
    word = token.lower_
    if token.tag_ == "NNS":
        return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
    return "be" if token.pos_ == "AUX" and word in word_set("forms of be") else word


class SpeechPage:
    """A document as the features see it.

    Attributes:
        doc, text, quotations, reported: what was given.
    """

    def __init__(self, doc: Doc, quotations: Sequence[Quotation], reported: Sequence[Reported]) -> None:
        self.doc = doc
        self.text = doc.text
        self.quotations = quotations
        self.reported = reported
        self._starts: list[int] = doc.to_array("IDX").tolist()
        self._words = [" ".join(words_in(self.text, one.spans)).casefold() for one in quotations]
        first_line = self.text.find("\n")
        self.headline_end = first_line if first_line >= 0 else 0
        self._folded = self.text.casefold()

    def with_reported(self, reported: Sequence[Reported]) -> "SpeechPage":
        """The same document with other statements."""
        page = copy(self)
        page.reported = reported
        return page

    def tokens(self, span: Span) -> list[Token]:
        """The tokens that share a character with a span."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        found = [self.doc[index] for index in range(first, bisect_left(self._starts, span.end))]
        return [token for token in found if token.idx + len(token) > span.start and not token.is_space]

    def before(self, offset: int, count: int = 1) -> list[Token]:
        """The last tokens before an offset in its paragraph, the nearest first, without marks."""
        found: list[Token] = []
        index = bisect_left(self._starts, offset) - 1
        while index >= 0 and len(found) < count:
            token = self.doc[index]
            if "\n" in token.text:
                break
            if not token.is_space and token.text not in _MARKS:
                found.append(token)
            index -= 1
        return found

    def after(self, offset: int, count: int = 1) -> list[Token]:
        """The first tokens from an offset on in its paragraph, without marks."""
        found: list[Token] = []
        index = bisect_left(self._starts, offset)
        while index < len(self.doc) and len(found) < count:
            token = self.doc[index]
            if "\n" in token.text:
                break
            if not token.is_space and token.text not in _MARKS:
                found.append(token)
            index += 1
        return found

    def is_quoted(self, span: Span) -> bool:
        """Whether a span stands inside a quotation."""
        return any(outer.contains(span) for one in self.quotations for outer in one.outer)

    def times_quoted(self, quotation: Quotation) -> int:
        """How many quotations of the document hold just these words."""
        return self._words.count(" ".join(words_in(self.text, quotation.spans)).casefold())

    def times_written(self, words: str) -> int:
        """How often words occur in the document, between marks or not."""
        return self._folded.count(words.casefold())


def words_in(text: str, spans: Iterable[Span]) -> list[str]:
    """The words of spans, without marks and stops at their edges."""
    stripped = (word.strip(_MARKS + ".,;:!?…—–-()[]") for span in spans for word in span.of(text).split())
    return [word for word in stripped if word]
