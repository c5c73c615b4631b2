"""Whose a quotation without a cue of its own is: the turn that it goes on, or the sentence before it.

In: the text, the statements found so far, and one quotation that none of them holds. Out: the index of
the statement whose speaker is carried on, or the mention that the sentence before it is about::

    “We tried,” Diaz said. “It failed.”     “It failed.” goes on the turn of “We tried,”
    The mayor was blunt. “It is over.”      The mayor

Not carried: across another speaker, a heading, a paragraph of narrative; not to a quotation that has
words of the narrator after it.

`is_unattributed_quote` tells a quote of an unknown speaker from a title, term or sign.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from quoteattr.components.annotations import Quotation, Reported
from quoteattr.components.attribution.cues import words_of
from quoteattr.components.attribution.mentions import NAME
from quoteattr.components.attribution.sentences import begins_sentence, is_rest_of_clause, sentence_at, sentence_ends
from quoteattr.components.quotations.paragraphs import is_caption
from quoteattr.lexicon import load_entries
from quoteattr.spans import Span

# How often such a quotation is a quote; its speaker stays unknown.
UNATTRIBUTED = 0.6
# Words from which on a quotation is hardly ever a term or a scare quote: of the quotations in annotated
# news (PolNeAR) that nobody says, one in fourteen is so long.
LONG = 8
# Share of capitalised words that makes a title: “Backfire: The Fall of the House of Hale”.
TITLE_SHARE = 0.6

_TITLE_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")


# How often a carried speaker is the right one: in the paragraph of the cue, and in the one after it.
SAME_PARAGRAPH = 0.9
NEXT_PARAGRAPH = 0.8
# How often the only person in the sentence before a quotation is its speaker.
FLOATING = 0.5

_INSIDE_WORD = re.compile(r"\w|[’'-]\w")
_NAMES = re.compile(NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """The statement whose speaker is carried on.

    Attributes:
        index: of the statement.
        reliability: how often its speaker is the right one.
        is_certain: the same sentence goes on, so that even one word between marks is a quote.
        goes_on: the quote itself goes on: “We tried,” said Diaz, “and failed.”
    """

    index: int
    reliability: float
    is_certain: bool = False
    goes_on: bool = False


class Turns:
    """The statements of a text by where they end, cue and source included."""

    def __init__(self, text: str, reported: Sequence[Reported]) -> None:
        self.text = text
        self._ended: list[tuple[int, int]] = []
        self._reported: dict[int, Reported] = {}
        for index, one in enumerate(reported):
            self.add(index, one)

    def add(self, index: int, one: Reported) -> None:
        """Count in a statement that was found later, or has become longer."""
        if one.source is not None:
            self._reported[index] = one
            insort(self._ended, (max(span.end for span in (*one.spans, one.cue, one.source) if span), index))

    def carrier(self, quotation: Quotation) -> Carried | None:
        """The statement before the quotation whose speaker goes on in it."""
        start = quotation.outer[0].start
        position = bisect_left(self._ended, (start + 1, 0)) - 1
        if position < 0:
            return None
        end, index = self._ended[position]
        if self._reported[index].method == "rule:transcript":
            return None
        line = self.text.find("\n", end, start)
        if line < 0:
            return self._in_paragraph(index, end, start)
        alone = _stands_alone(self.text, quotation) and is_rest_of_clause(self.text, end, line)
        if alone and _is_empty(self.text[line:start]) and self._reported[index].quotation is not None:
            return Carried(index=index, reliability=NEXT_PARAGRAPH)
        return None

    def _in_paragraph(self, index: int, end: int, start: int) -> Carried | None:
        if _is_signed(self._reported[index]) or not is_rest_of_clause(self.text, end, start):
            return None
        is_sentence = any(sentence_ends(self.text, end, start))
        lead = self.text[end:start].rstrip()
        goes_on = not is_sentence and lead.endswith((",", "—", "–", "-")) and not any(map(str.isalnum, lead))
        # `she said, adding: “Never again.”`: the same sentence, so whatever its length it is hers.
        opened = not is_sentence and lead.endswith((":", ","))
        return Carried(index=index, reliability=SAME_PARAGRAPH, goes_on=goes_on, is_certain=opened)


def _is_empty(between: str) -> bool:
    """Whether nothing but white space and captions stands between two paragraphs."""
    return all(not line.strip() or is_caption(line) for line in between.splitlines())


def _is_signed(one: Reported) -> bool:
    """Whether its speaker signs it, with no word of speaking: what follows in the paragraph is not the speaker's."""
    return one.cue is None and one.source is not None and one.source.start >= one.spans[-1].end


def _stands_alone(text: str, quotation: Quotation) -> bool:
    """Whether the paragraph holds nothing but the quotation."""
    start, end = quotation.outer[0].start, quotation.outer[-1].end
    before = text[text.rfind("\n", 0, start) + 1 : start]
    newline = text.find("\n", end)
    after = text[end : newline if newline >= 0 else len(text)]
    return not before.strip() and not any(character.isalnum() for character in after)


def find_floating(text: str, quotation: Quotation, sources: Iterable[str]) -> Span | None:
    """The only person that the sentence before the quotation speaks of, when it begins with that person.

    Args:
        text: the text.
        quotation: a sentence between marks, without a cue.
        sources: mentions that are sources elsewhere in the text.
    """
    start = quotation.outer[0].start
    before = text[max(0, start - 2) : start].rstrip(" \t\u00a0")
    if not before or before.endswith("\n") or not begins_sentence(text, start):
        return None
    if not quotation.spans[-1].of(text).endswith((".", "!", "?", "…")):
        return None
    sentence = sentence_at(text, start - 3 + len(before))
    person = _person_at(text, sentence, sources)
    if person is None or _mentions_another(text, Span(person.end, sentence.end)):
        return None
    return person


def _mentions_another(text: str, rest: Span) -> bool:
    words = rest.of(text)
    return (
        bool(_NAMES.search(words))
        or bool(_role().search(words))
        or any(re.search(rf"\b{pronoun}\b", words, re.IGNORECASE) for pronoun in words_of("object"))
    )


def _person_at(text: str, sentence: Span, sources: Iterable[str]) -> Span | None:
    """The mention that the sentence begins with: a source elsewhere, the longest first, or a role."""
    role = _subject().match(text, sentence.start, sentence.end)
    ends = [sentence.start + len(source) for source in sources if text.startswith(source, sentence.start)]
    ends += [role.end()] if role else []
    whole = (end for end in sorted(ends, reverse=True) if not _INSIDE_WORD.match(text, end))
    end = next(whole, None)
    return Span(sentence.start, end) if end is not None else None


@cache
def _subject() -> re.Pattern[str]:
    """`The mayor`, `Her young doctor`."""
    return re.compile(rf"(?:The|A|An|Her|His|Their)[ ](?:[a-z][\w-]*[ ]){{0,2}}(?:{_role_words()})\b")


@cache
def _role() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_role_words()})s?\b")


@cache
def _role_words() -> str:
    words = {
        noun
        for entry in load_entries("role_nouns").values()
        for field in ("nouns", "she", "he")
        for noun in entry.many(field)
    }
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def is_unattributed_quote(text: str, quotation: Quotation) -> bool:
    """Whether the quotation is somebody's words though the text does not say whose."""
    words = " ".join(span.of(text) for span in quotation.spans)
    if is_title(words):
        return False
    is_sentence = words[:1].isupper() and words.endswith((".", "!", "?", "…"))
    return (is_sentence and begins_sentence(text, quotation.outer[0].start)) or len(words.split()) >= LONG


def is_title(words: str) -> bool:
    """Whether most words of content begin with a capital: “Backfire: The Fall of the House of Hale”."""
    content = [word for word in _TITLE_WORD.findall(words) if word.casefold() not in _function_words()]
    return len(content) > 1 and sum(word[0].isupper() for word in content) > TITLE_SHARE * len(content)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(word for kind in ("boundary", "determiner", "filler", "lead") for word in words_of(kind))
