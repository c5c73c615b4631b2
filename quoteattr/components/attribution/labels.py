"""Turns of speakers that a label names: transcripts, questions and answers, `Jon Dow: “No.”`.

In: the text and its quotations. Out: an `Attribution` for each turn, by layout alone::

    SEN. VEGA: Did you know? MR. LOW: No.   -> two turns, method "transcript"
    Jon Dow:“No.”                           -> one turn, method "label"
    Q: Will you run?                        -> whom the introduction names: “she spoke to Bo Carr”, else no source
    A: I have not decided.                  -> whom the introduction names: "an interview with Kay Orr"

The paragraphs after a label belong to its turn up to the next label.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from quoteattr.components.annotations import Attribution
from quoteattr.components.attribution.function_words import is_talk
from quoteattr.components.attribution.names import CAPITAL, NAME
from quoteattr.components.attribution.pieces import OuterQuotations
from quoteattr.components.quotations.paragraphs import split_paragraphs
from quoteattr.lexicon import load_entries
from quoteattr.spans import Span, trim

# How often such turns are what they seem to be: counted on interviews, hearings and news with labels.
RELIABILITY = 0.95
# Turns with labels that are not all capitals, below which they may be a list ("Berlin: ...", "Oslo: ...").
FEWEST_TURNS = 3
# Paragraphs without a label that a turn may run on for inside an article; a full transcript has no limit.
LONGEST_GAP = 6
# Share of the paragraphs with a label from which on a text is a full transcript.
TRANSCRIPT_SHARE = 0.3

_CLOSING = "\"”’'"
_OPENING = "\"“„«»‘'`"
# `Jon Dow:`, `"SEN. VEGA (D):` where a paper quotes a transcript, `**Kay Orr**:`, `Ines Tal, chair of the board:`
_LABEL = re.compile(
    rf"[>*_ ]{{0,4}}[\"“‘']?(?P<label>{NAME}(?:[ ]\([^()\n]{{1,40}}\))?(?:,(?:[ ]\w[\w.’'-]{{0,30}}){{1,8}})?)"
    r"[*_]{0,3}[ ]?:[*_]{0,3}[ \u00a0]*"
)
# `SEN. VEGA: Did you know? MR. LOW: No.`: capitals and a colon after the end of a sentence.
_INLINE = re.compile(
    r"(?<=[.?!…)\]\"”’])[ \u00a0]+"
    rf"(?P<label>{CAPITAL}[{CAPITAL[1:-1]}.’'-]+(?:[ ][{CAPITAL[1:-1]}.’'-]+){{0,4}}):[ \u00a0]+"
)
_QUESTION_ANSWER = re.compile(r"[>*_ ]{0,4}(?P<label>Q|A|Question|Answer)[*_]{0,3}(?P<cue>[:.)])[*_]{0,3}[ \u00a0]+")
# (APPLAUSE), [Laughter], "(END VIDEO CLIP.)
_DIRECTION = re.compile(r"[\"“]?[(\[][^()\[\]\n]*[)\]]\.?$")
_QUOTED = re.compile(r"[“\"«„][^”\"»“]*[”\"»“]")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """A label, and the paragraph or part of one that it opens."""

    label: Span
    cue: Span
    words: Span
    paragraph: int

    def is_capital(self, text: str) -> bool:
        """`MR. LOW`: all letters are capitals, and it is no initial."""
        letters = _WORD.findall(self.label.of(text))
        return any(len(word) > 1 for word in letters) and all(word.isupper() for word in letters)


def find_labelled(text: str, outermost: OuterQuotations) -> tuple[Attribution, ...]:
    """The turns of a text whose speakers labels name."""
    paragraphs = tuple(split_paragraphs(text))
    answers = _question_answer(text, paragraphs)
    if answers:
        return tuple(answers)
    turns = [turn for number, span in enumerate(paragraphs) for turn in _labels(text, span, number)]
    spoken = _spoken(text, turns)
    if spoken:
        return tuple(_attributions(text, paragraphs, spoken))
    return tuple(
        _quoted_turn(outermost.quotations[index].outer, turn)
        for turn in turns
        for index in outermost.overlapping((turn.words,))
        if outermost.quotations[index].outer[0].start == turn.words.start
    )


def _labels(text: str, paragraph: Span, number: int) -> Iterator[_Turn]:
    """The labels of a paragraph: one at its start, and others in capitals inside it."""
    first = _LABEL.match(text, paragraph.start, paragraph.end)
    if first is None or first["label"].replace("’", "'").casefold() in _no_speakers():
        return
    found = [first, *_INLINE.finditer(text, first.end(), paragraph.end)]
    ends = [match.start() for match in found[1:]] + [paragraph.end]
    for match, end in zip(found, ends, strict=True):
        words = trim(text, Span(match.end(), end))
        if match.start("label") > paragraph.start and text[match.start("label") - 1] in _OPENING:
            words = Span(words.start, trim(text, words, _CLOSING).end)
        if words.start < words.end:
            colon = text.index(":", match.end("label"))
            yield _Turn(label=Span(*match.span("label")), cue=Span(colon, colon + 1), words=words, paragraph=number)


def _spoken(text: str, turns: Sequence[_Turn]) -> list[_Turn]:
    """The turns without quotation marks that are a transcript, not a list of items with a heading each."""
    plain = [turn for turn in turns if text[turn.words.start] not in _OPENING]
    capital = [turn for turn in plain if turn.is_capital(text)]
    if any(is_talk(turn.words.of(text)) for turn in capital):
        plain = capital
    else:
        labels = Counter(turn.label.of(text) for turn in plain)
        recurs = len(labels) > 1 and max(labels.values()) > 1
        if len(plain) < FEWEST_TURNS or not recurs or not any(is_talk(turn.words.of(text)) for turn in plain):
            return []
    spoken = {turn.label.of(text) for turn in plain}
    return [turn for turn in turns if turn.label.of(text) in spoken]


def _attributions(text: str, paragraphs: Sequence[Span], turns: Sequence[_Turn]) -> Iterator[Attribution]:
    is_full = len(turns) >= TRANSCRIPT_SHARE * len(paragraphs)
    for turn, words in zip(turns, _extents(text, paragraphs, turns, is_full=is_full), strict=True):
        yield Attribution(
            content=words,
            cue=(turn.cue,),
            source=(turn.label,),
            method="transcript",
            scores=(RELIABILITY,) * 4,
        )


def _extents(
    text: str, paragraphs: Sequence[Span], turns: Sequence[_Turn], *, is_full: bool
) -> Iterator[tuple[Span, ...]]:
    """The words of each turn: its own paragraph and those that follow it without a label."""
    for position, turn in enumerate(turns):
        is_last = position + 1 == len(turns)
        until = len(paragraphs) if is_last else turns[position + 1].paragraph
        following = [span for span in paragraphs[turn.paragraph + 1 : until] if not _DIRECTION.fullmatch(span.of(text))]
        if not is_full and (is_last or len(following) > LONGEST_GAP):
            following = []
        if is_last:  # the words of the narrator may follow: `After the tape was off, the chef said ...`
            following = list(takewhile(lambda span: is_talk(_QUOTED.sub("", span.of(text))), following))
        yield turn.words, *following


def _quoted_turn(outer: tuple[Span, ...], turn: _Turn) -> Attribution:
    """A label right before a quotation: `Jon Dow:“No.”`, one turn."""
    return Attribution(content=outer, cue=(turn.cue,), source=(turn.label,), method="label", scores=(RELIABILITY,) * 4)


def _question_answer(text: str, paragraphs: Sequence[Span]) -> Iterator[Attribution] | None:
    """The turns of an interview that is marked with Q and A; None when the text is none."""
    turns = []
    for number, span in enumerate(paragraphs):
        match = _QUESTION_ANSWER.match(text, span.start, span.end)
        if match and match.end() < span.end:
            label, cue = Span(*match.span("label")), Span(*match.span("cue"))
            turns.append(_Turn(label=label, cue=cue, words=Span(match.end(), span.end), paragraph=number))
    letters = {text[turn.label.start] for turn in turns}
    if letters != {"Q", "A"}:
        return None
    introduction = Span(0, turns[0].label.start)
    named = {"A": find_interviewed(text, introduction), "Q": find_interviewer(text, introduction)}
    return _answers(text, paragraphs, turns, named)


def _answers(
    text: str, paragraphs: Sequence[Span], turns: Sequence[_Turn], named: Mapping[str, Span | None]
) -> Iterator[Attribution]:
    for turn, words in zip(turns, _extents(text, paragraphs, turns, is_full=True), strict=True):
        speaker = named[text[turn.label.start]]
        source = (speaker,) if speaker else ()
        yield Attribution(content=words, cue=(turn.cue,), source=source, method="transcript", scores=(RELIABILITY,) * 4)


def find_interviewed(text: str, introduction: Span) -> Span | None:
    """The name of the one who is interviewed, in the words before the first question."""
    found = _interviewed().search(text, introduction.start, introduction.end)
    return Span(*found.span(found.lastgroup or 0)) if found else None


def find_interviewer(text: str, introduction: Span) -> Span | None:
    """The name of the one who asks: “She spoke to Bo Carr of the Courier”, “Bo Carr interviewed her”."""
    found = _interviewer().search(text, introduction.start, introduction.end)
    if found is None:
        return None
    start, end = found.span(found.lastgroup or 0)
    paper = text.find(" of ", start, end)
    return Span(start, paper if paper > 0 else end)


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
        rf"\b(?i:{after})[ ](?P<after>{NAME})|(?<![Tt]he )(?<![\w’'-])(?P<before>{NAME})[ ](?:has[ ])?(?:{before})\b"
    )


@cache
def _interviewed() -> re.Pattern[str]:
    after, before = (_phrases("answerer", side) for side in ("after", "before"))
    # `in an interview with the Bay Weekly, Kay Orr said`: with an article it is the outlet's name.
    return re.compile(
        rf"\b(?i:{after})[ ]the[ ]{NAME},?[ ](?P<guest>{NAME})"
        rf"|\b(?i:{after})[ ](?:[a-z][\w’'-]*,?[ ]){{0,6}}?(?<!the[ ])(?P<after>{NAME})"
        rf"|(?P<before>{NAME})[ ](?:has[ ])?(?:{before})\b"
    )


@cache
def _no_speakers() -> frozenset[str]:
    return frozenset(load_entries("labels"))
