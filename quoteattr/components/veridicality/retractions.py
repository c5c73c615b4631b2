"""What the next clause or sentence takes back: “She never said that”, “The quote is fake”, “He did not”.

In: a page and its judged statements. Out: the same, those that the text takes back as not said::

    “Hope is a debt” is often credited to Ines Karr, but she said no such thing.     not said
    A post claims that Lau called them “vermin”. She did not.                       Lau’s words are not said

That something is false, or was not done, denies only that it was said of what somebody else reports: “I won,” Marr
said. “That is false” says of Marr’s words that they are not so, and leaves them Marr’s.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial

from quoteattr.components.annotations import Reported, changed
from quoteattr.components.attribution.cues import CueClass, find_cues, words_of
from quoteattr.components.attribution.mentions import mention_before
from quoteattr.components.attribution.sentences import sentence_at
from quoteattr.components.stages import Attempt, unguarded
from quoteattr.components.veridicality.page import STAGE, Page, reading_at
from quoteattr.components.veridicality.predicates import is_unreal, predicate_truth
from quoteattr.components.veridicality.signatures import Truth, has_phrase, phrase_before
from quoteattr.components.veridicality.words import Word
from quoteattr.spans import Span
from quoteattr.statements import Polarity

SECONDHAND = "rule:secondhand"
# Words of the longest sentence that takes back all before it by itself, and of what opens a predicate of words.
SHORT, OPENING = 8, 4
MARKS = 2  # characters of the marks around words that are quoted
_WHICH = re.compile(r"[”\"’']*,?[”\"’']*\s(?:which|that)\s")
_NAME = re.compile(r"\b[A-Z][\w’'-]+")


def retract(page: Page, reported: Sequence[Reported], attempt: Attempt = unguarded) -> tuple[Reported, ...]:
    """The statements, with `polarity` NOT_SAID of those that what follows takes back.

    Args:
        page: the text, with its sentences as words.
        reported: its statements, judged.
        attempt: does what concerns one statement only; one that cannot be read stays as it is.
    """
    return tuple(attempt(STAGE, one.spans[0], partial(_retracted, page, reported, one), one) for one in reported)


def _retracted(page: Page, reported: Sequence[Reported], one: Reported) -> Reported:
    if one.polarity is not Polarity.ASSERTED or one.source is None or not _is_taken_back(page, reported, one):
        return one
    return changed(one, STAGE, polarity=Polarity.NOT_SAID)


def _is_taken_back(page: Page, reported: Sequence[Reported], one: Reported) -> bool:
    end = max(span.end for span in (*one.spans, *filter(None, (one.cue, one.source))))
    own = sentence_at(page.text, end - 1)
    if any(_is_unreal_source(page, outer) for outer in _outer_sources(reported, one)):
        return True
    following = _next_sentence(page.text, own.end)
    is_inside = one.quotation is not None and page.quotations[one.quotation].parent is not None
    is_told = (
        is_inside or one.method == SECONDHAND or (one.claim is not None and reported[one.claim].source != one.source)
    )
    for stretch in (Span(min(end, own.end), own.end), following):
        if stretch is None or any(_holds(other, stretch) for other in reported if not _holds(other, one.spans[0])):
            continue
        if _denies_saying(page, one, stretch) or (stretch is not following and _is_called_false(page, stretch)):
            return True
        if stretch is following and (_is_of_false_words(page, stretch, is_told) or (is_told and _is_no(page, stretch))):
            return True
    return False


def _outer_sources(reported: Sequence[Reported], one: Reported) -> Iterator[Span]:
    """The sources of the claims that a statement is reported inside of, other than its own."""
    claim = one.claim
    while claim is not None:
        outer = reported[claim]
        if outer.source is not None and outer.source != one.source:
            yield outer.source
        claim = outer.claim


def _is_unreal_source(page: Page, source: Span) -> bool:
    """`according to a hoax`: what it says that somebody else said, nobody said."""
    words = page.words_around(source.start)
    numbers = [number for number, word in enumerate(words) if word.span.overlaps(source)]
    return bool(numbers) and is_unreal(words, numbers[0], numbers[-1] + 1)


def _holds(other: Reported, stretch: Span) -> bool:
    """Whether somebody says the whole stretch, so that the text itself does not."""
    return any(span.start - MARKS <= stretch.start and stretch.end <= span.end + MARKS for span in other.spans)


def _next_sentence(text: str, end: int) -> Span | None:
    """The next sentence, also over the end of a paragraph."""
    start = end + len(text[end:]) - len(text[end:].lstrip(" \n\"”’'"))
    return sentence_at(text, start) if start < len(text) else None


def _denies_saying(page: Page, one: Reported, stretch: Span) -> bool:
    """`he never said that`, `the physicist said no such thing`, `, which he never said`, of the same speaker."""
    if _is_denied_by_relative(page, one, stretch):
        return True
    for match in _pointer().finditer(page.text, stretch.start, stretch.end):
        verbs = [cue for cue in find_cues(page.text, stretch.start, match.start()) if cue.kind is CueClass.VERB]
        if not verbs or verbs[-1].span.end != match.start():
            continue
        subject = mention_before(page.text, stretch.start, verbs[-1].span.start)
        if subject is None or not _is_same(page.text, one, subject, stretch):
            continue
        if reading_at(page, verbs[-1].span.start, subject).truth is Truth.NOT_SAID:
            return True
    return False


def _is_denied_by_relative(page: Page, one: Reported, stretch: Span) -> bool:
    """`attributes to Renn the words “...”, which she has never spoken`."""
    relative = _WHICH.match(page.text, stretch.start, stretch.end)
    verbs = find_cues(page.text, relative.end(), stretch.end) if relative else []
    if not relative or not verbs or page.text[verbs[0].span.end : stretch.end].strip(" .,;\n"):
        return False
    subject = mention_before(page.text, relative.end(), verbs[0].span.start)
    if subject is None or not (_is_attributed(page, one) or _is_same(page.text, one, subject, stretch)):
        return False
    return reading_at(page, verbs[0].span.start, subject).truth is Truth.NOT_SAID


def _is_attributed(page: Page, one: Reported) -> bool:
    """Whether the cue says that somebody is given words: `attributes to Renn`."""
    cue = one.cue
    if cue is None:
        return False
    words = page.words_around(cue.start)
    ends = (at + 1 for at, word in enumerate(words) if cue.contains(word.span))
    return any(phrase_before(words, end, "attributing") is not None for end in ends)


def _is_same(text: str, one: Reported, subject: Span, stretch: Span) -> bool:
    """Whether a subject may be the source: a pronoun, a name that it shares, a description in the same sentence."""
    assert one.source is not None
    words = subject.of(text)
    if words.casefold() in words_of("subject") or words.casefold().startswith(words_of("nobody")):
        return True
    names = set(_NAME.findall(words.removeprefix("The ")))
    if names:
        return not names.isdisjoint(_NAME.findall(one.source.of(text)))
    return sentence_at(text, one.spans[-1].end - 1).end >= stretch.end


def _is_of_false_words(page: Page, stretch: Span, is_told: bool) -> bool:
    """`The quote is a fabrication.`; `The claim is false.` only of what somebody else reports."""
    words = page.words_around(stretch.start)
    ends = range(2, min(OPENING, len(words)) + 1)
    wording = next((end for end in ends if phrase_before(words, end, "wording") is not None), None)
    opens = bool(words) and words[0].text in words_of("demonstrative")
    if not opens or predicate_truth(words, 0) is not Truth.NOT_SAID:
        return False
    if wording is not None and has_phrase(words, wording, len(words), "fabricated"):
        return True
    return is_told and len(words) <= SHORT + OPENING


def _is_called_false(page: Page, stretch: Span) -> bool:
    """`though scholars regard the line as apocryphal`: behind the words, in their own sentence."""
    words = [word for word in page.words_around(stretch.start) if word.span.start >= stretch.start]
    nouns = (
        end
        for start, word in enumerate(words)
        if word.text in words_of("demonstrative")
        for end in range(start + 2, min(start + OPENING, len(words)) + 1)
        if phrase_before(words, end, "wording") is not None
    )
    return any(_is_then_false(words, end) for end in nouns)


def _is_then_false(words: Sequence[Word], end: int) -> bool:
    """`the line | as apocryphal`, `the quote | to be a fake`."""
    tie = {"as": 1, "to": 2}.get(words[end].text, 0) if end < len(words) else 0
    return any(phrase_before(words, stop, "predicate") == end + tie for stop in range(end + tie + 1, len(words) + 1))


def _is_no(page: Page, stretch: Span) -> bool:
    """`No.`, `Not so.`, `She did not.`, `Not true.`: a short sentence that has nothing but its negation."""
    words = [word.text.rstrip(".") for word in page.words_around(stretch.start) if word.text[0].isalpha()]
    if not 0 < len(words) <= SHORT:
        return False
    return _denial().fullmatch(" ".join(words)) is not None


@cache
def _pointer() -> re.Pattern[str]:
    """What points at all that was said, at the end of its clause: `never said | that.`, `said | no such thing.`."""
    pointers = "|".join(map(re.escape, sorted(words_of("all_said"), key=len, reverse=True)))
    return re.compile(rf"\s+(?:{pointers})(?=[.,;:!?)—–]|\s*$|\s(?:and|but|at all|either)\b)", re.IGNORECASE)


@cache
def _denial() -> re.Pattern[str]:
    """A whole sentence that denies: an answer, or a subject with a negated auxiliary and no verb."""
    answers, nots, subjects, auxiliaries = (
        "|".join(map(re.escape, words_of(name))) for name in ("denying", "not_so", "subject", "finite")
    )
    subject = rf"(?:(?:but|except|in fact|that)\s)?(?:{subjects}|[\w’'-]+|the\s\w+)"
    return re.compile(rf"(?:{answers})|(?:no\s)?{subject}\s(?:(?:{auxiliaries})\s(?:{nots})|never\s(?:{auxiliaries}))")
