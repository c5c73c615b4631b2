"""A sentence as the words that decide whether something was said: no quoted words, contractions in full.

In: a Doc, the quotations of its text, and the stretch to be read. Out: `Word`s in small letters with their tags; a
quotation counts as one word, since what is quoted negates nothing outside::

    “Never,” Ann Lee didn’t say.  ->  “” ann lee did not say .
"""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from quoteattr.components.annotations import Quotation
from quoteattr.spans import Span

QUOTED = "“”"  # the tag, and the text, of the word that stands for one
# Auxiliaries lose letters before "n't".
_FULL = {"n't": "not", "n’t": "not", "ca": "can", "wo": "will", "sha": "shall", "'ll": "will", "’ll": "will"}
_BE = ("be", "am", "is", "are", "was", "were", "been", "being", "'s", "’s", "'re", "’re")
_DO = ("do", "does", "did")
_HAVE = ("have", "has", "had", "having", "'ve", "’ve")
_MODALS = ("will", "shall", "would", "should", "can", "could", "may", "might", "must", "'d", "’d")
# `few, if any, said`; `rarely, if ever, said`
_HEDGES = {"any", "ever"}
FINITE = frozenset((*_BE[1:6], *_DO, *_HAVE[:3], *_MODALS[:9]))
AUXILIARIES = frozenset((*_BE, *_DO, *_HAVE, *_MODALS))
COPULAS = frozenset((*_BE, "remain", "remains", "remained", "proved", "proves"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence, in small letters; `tag` is that of the Penn Treebank."""

    text: str
    tag: str
    span: Span

    @property
    def is_verb(self) -> bool:
        """Whether it is a verb, other than an auxiliary."""
        return self.tag.startswith("VB") and self.text not in AUXILIARIES

    @property
    def is_bare(self) -> bool:
        """`say`: an infinitive or an imperative."""
        return self.tag in ("VB", "VBP") and self.text not in AUXILIARIES


def read_words(doc: Doc, stretch: Span, quotations: Sequence[Quotation]) -> tuple[Word, ...]:
    """The words of a stretch of text.

    Args:
        doc: has tags.
        stretch: what is read.
        quotations: those that count as one word each.
    """
    quoted = [span for quotation in quotations for span in quotation.outer if span.overlaps(stretch)]
    tokens = doc.char_span(stretch.start, stretch.end, alignment_mode="expand")
    words: list[Word] = []
    for token in tokens or ():
        span = Span(token.idx, token.idx + len(token))
        around = next((outer for outer in quoted if outer.overlaps(span)), None) if quoted else None
        if around is not None:
            if not words or words[-1].span != around:
                words.append(Word(QUOTED, QUOTED, around))
        elif not token.is_space:
            text = token.text.casefold()
            words.append(Word(_FULL.get(text, text), token.tag_, span))
    return _joined(_without_hedge_marks(words))


def _without_hedge_marks(words: Sequence[Word]) -> list[Word]:
    """The words without the commas around a hedge, as most write it: `few , if any , of them`."""
    around = {
        place
        for at in range(1, len(words) - 2)
        if words[at].text == "if" and words[at + 1].text in _HEDGES and words[at - 1].text == ","
        for place in (at - 1, at + 2)
    }
    return [word for place, word in enumerate(words) if place not in around or word.text != ","]


def _joined(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words, with those that hyphens tie as one: `ai - generated`."""
    joined: list[Word] = []
    for word in words:
        last = joined[-1] if joined else None
        is_tied = last is not None and last.span.end == word.span.start and QUOTED not in (last.tag, word.tag)
        if last is not None and is_tied and (word.text == "-" or last.text.endswith("-")):
            joined[-1] = Word(last.text + word.text, word.tag, Span(last.span.start, word.span.end))
        else:
            joined.append(word)
    return tuple(joined)
