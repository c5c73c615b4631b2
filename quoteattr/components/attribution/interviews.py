"""Questions and answers: interviews and testimony that are marked with Q and A.

In: a text and its paragraphs. Out: turns, whose source is named elsewhere in the text::

    An interview with Kay Orr               Q: no source; A: [Kay Orr]
    Q: Will you run?
    A: I have not decided.

    PAUL KEMP, having been duly sworn       Q.: [MR. LOW]; A.: [PAUL KEMP]
    BY MR. LOW:
    Q. Where were you?
    A. At home.

Of the one who answers, and of the one who asks, the text before the first question tells, by the phrases of
lexicon/interviews.yml; in court, the lines that open an examination.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from quoteattr.components.attribution.mentions import CAPITAL, NAME
from quoteattr.components.attribution.sentences import is_abbreviation
from quoteattr.lexicon import load_entries
from quoteattr.spans import Span

_QUESTION_ANSWER = re.compile(r"[>*_ ]{0,4}(?P<label>Q|A|Question|Answer)[*_]{0,3}(?P<cue>[:.)])[*_]{0,3}[ \u00a0]+")
# `BY MR. LOW:`, `BY MS. ORR (resuming):`, `Q. (BY MR. LOW) Where were you?`
_EXAMINER = re.compile(
    r"[ ]{0,4}(?:CROSS[- ]?EXAMINATION |DIRECT EXAMINATION |EXAMINATION )?B[Yy] (?P<name>"
    rf"(?:{CAPITAL}[\w’'-]{{0,30}}\.? ){{1,3}}?{CAPITAL}[{CAPITAL[1:-1]}’'-]{{1,30}})(?:[ ]\([^()\n]{{1,40}}\))?:?[ ]*$"
)
# `PAUL KEMP, having been duly sworn`, `Paul Kemp was called as a witness`
_SWORN = re.compile(
    rf"(?P<name>{NAME}),?\s{{1,2}}(?:[^.:\n“”]{{0,60}},\s)?(?:(?:having|being|was|after)[ ](?:been[ ]|being[ ])?"
    r"(?:first[ ]|previously[ ])?(?:duly[ ])?(?:sworn|affirmed)|(?:was[ ])?(?:re)?called[ ]as[ ]an?[ ]\w*[ ]?witness)"
)
# `We talked to her.`, `We met him last week.`, but not “her husband”
_PRONOUN = r"(?:her|him)(?=[.,;:!?]|[ ](?:about|after|again|as|at|before|by|for|from|in|last|on|over|this|when)\b)"
# Who prints an interview is nobody by name.
_SELF = r"(?:We|I|He|She|They)\b"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswer:
    """One turn of an interview.

    Attributes:
        label: Q or A.
        cue: the mark behind it.
        words: what is said in its paragraph.
        paragraph: number of the paragraph.
        source: the mention of who speaks; None when the text names nobody.
    """

    label: Span
    cue: Span
    words: Span
    paragraph: int
    source: Span | None


def find_questions_answers(text: str, paragraphs: Sequence[Span]) -> tuple[QuestionAnswer, ...]:
    """The turns that Q and A mark; none when the text has not both."""
    found = [
        (number, match)
        for number, span in enumerate(paragraphs)
        if (match := _QUESTION_ANSWER.match(text, span.start, span.end)) and match.end() < span.end
    ]
    if {match["label"][0] for _, match in found} != {"Q", "A"}:
        return ()
    introduction = Span(0, found[0][1].start())
    asks, answers = find_interviewer(text, introduction), find_interviewed(text, introduction)
    examiners = find_examiners(text, paragraphs)
    witnesses = find_sworn(text)
    turns = []
    for number, match in found:
        if match["label"][0] == "Q":
            source = last_before(match.start(), examiners) or asks
        else:
            source = last_before(match.start(), witnesses) or answers
        words = Span(match.end(), paragraphs[number].end)
        label, cue = Span(*match.span("label")), Span(*match.span("cue"))
        turns.append(QuestionAnswer(label=label, cue=cue, words=words, paragraph=number, source=source))
    return tuple(turns)


def find_examiners(text: str, paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    """The names of the lines that say who asks from there on: `BY MR. LOW:`."""
    found = (_EXAMINER.match(text, span.start, span.end) for span in paragraphs)
    return tuple(Span(*match.span("name")) for match in found if match)


def find_sworn(text: str) -> tuple[Span, ...]:
    """The names of those who are sworn, in order: who answers from there on."""
    return tuple(Span(*match.span("name")) for match in _SWORN.finditer(text))


def last_before(offset: int, spans: Sequence[Span]) -> Span | None:
    """The last of some spans before an offset."""
    return next((span for span in reversed(spans) if span.end <= offset), None)


def find_interviewed(text: str, introduction: Span) -> Span | None:
    """The name of the one who is interviewed, in the words before the first question; “her” after “We talked to”."""
    found = _interviewed().search(text, introduction.start, introduction.end)
    return _named(text, found) if found else None


def find_interviewer(text: str, introduction: Span) -> Span | None:
    """The name of the one who asks: “She spoke to Bo Carr of the Courier”, “Bo Carr interviewed her”."""
    found = _interviewer().search(text, introduction.start, introduction.end)
    if found is None:
        return None
    name = _named(text, found)
    paper = text.find(" of ", *name)
    return Span(name.start, paper) if paper > 0 else name


def _named(text: str, found: re.Match[str]) -> Span:
    """The name that a phrase has beside it, without the stop of its sentence."""
    start, end = found.span(found.lastgroup or 0)
    return Span(start, end - (text[end - 1] == "." and not is_abbreviation(text[start:end])))


@cache
def _phrases(field: str, side: str) -> str:
    """The phrases on whose side the one who answers, or who asks, is named, as alternatives."""
    entries = load_entries("interviews").items()
    return "|".join(
        re.escape(term) for term, entry in entries if entry.one(field, allowed=("", "after", "before")) == side
    )


@cache
def _interviewer() -> re.Pattern[str]:
    after, before = (_phrases("asker", side) for side in ("after", "before"))
    return re.compile(
        rf"(?<![Ww]e[ ])(?<!\bI[ ])\b(?i:{after})[ ](?P<after>{NAME})"
        rf"|(?<![Tt]he )(?<![\w’'-])(?!{_SELF})(?P<before>{NAME})[ ](?:has[ ])?(?:{before})\b"
    )


@cache
def _interviewed() -> re.Pattern[str]:
    after, before, asked = _phrases("answerer", "after"), _phrases("answerer", "before"), _phrases("asker", "after")
    # `in an interview with the Bay Weekly, Kay Orr said`: with an article it is the outlet's name.
    return re.compile(
        rf"\b(?i:{after})[ ]the[ ]{NAME},?[ ](?P<guest>{NAME})"
        rf"|\b(?i:{after})[ ](?:[a-z][\w’'-]*,?[ ]){{0,6}}?(?<!the[ ])(?P<after>{NAME}|{_PRONOUN})"
        rf"|\b(?:[Ww]e|I)[ ](?:{asked})[ ](?:[a-z][\w’'-]*,?[ ]){{0,6}}?(?P<asked>{NAME}|{_PRONOUN})"
        rf"|(?!{_SELF})(?P<before>{NAME})[ ](?:has[ ])?(?:{before})\b"
    )
