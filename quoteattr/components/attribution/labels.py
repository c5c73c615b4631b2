"""Turns of speakers that a label names: transcripts, questions and answers, `Jon Dow: “No.”`.

In: the text and its quotations. Out: an `Attribution` for each turn, by layout alone::

    SEN. VEGA: Did you know? MR. LOW: No.   -> two turns, method "transcript"
    Mr. LOW of Ohio. I rise to object.      -> one turn, its source “Mr. LOW”
    Jon Dow:“No.”                           -> one turn, method "label"
    Q: Will you run?                        -> whom the introduction names: “she spoke to Bo Carr”, else no source
    A: I have not decided.                  -> whom the introduction names: "an interview with Kay Orr"

The paragraphs after a label belong to its turn up to the next label.

`is_list_entry` tells lines of a list, which say something about a name, from turns.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from quoteattr.components.annotations import Attribution
from quoteattr.components.attribution.cues import CueClass, find_cues, is_talk
from quoteattr.components.attribution.interviews import (
    find_examiners,
    find_questions_answers,
    find_sworn,
    last_before,
)
from quoteattr.components.attribution.mentions import CAPITAL, NAME
from quoteattr.components.attribution.pieces import OuterQuotations
from quoteattr.components.quotations.paragraphs import split_paragraphs
from quoteattr.components.turnlabels import names_no_speaker, read_role_label
from quoteattr.components.vocabulary import is_given_name, title
from quoteattr.spans import Span, trim

# A line with a name before its colon: a few words, each with a capital or an initial.
_ENTRY = re.compile(r"[^\w\n]{0,3}[A-Z][\w.’'-]*(?:[ ][A-Z][\w.’'-]*){0,5}:[ ](?=[^\n]*\w)")
_ANY_WORD = re.compile(r"\S")
# Between the name and what is said of it.
_COLON = re.compile(r"\s*:\s*")


# How often such turns are what they seem to be: counted on interviews, hearings and news with labels.
RELIABILITY = 0.95
# Turns with labels that are not all capitals, below which they may be a list ("Berlin: ...", "Oslo: ...").
FEWEST_TURNS = 3
# Paragraphs without a label that a turn may run on for inside an article; a full transcript has no limit.
LONGEST_GAP = 6
# Share of the paragraphs with a label from which on a text is a full transcript.
TRANSCRIPT_SHARE = 0.3

_AROUND_ROLE = ("The", "pro", "tempore")
WITNESS = "witness"  # the role that an oath gives a name to
_CLOSING = "\"”’'"
_OPENING = "\"“„«»‘'`"
_CAPITALS = rf"{CAPITAL}[{CAPITAL[1:-1]}.’'-]+"
_BRACKETS = r"(?:[ ]\([^()\n]{1,60}\))"
# `Jon Dow:`, `"SEN. VEGA (D):` where a paper quotes a transcript, `**Kay Orr**:`, `Ines Tal, chair of the board:`,
# `Ms. Ada Quill (Northtown) (Lab):`, `>> MR. LOW:` in subtitles, `Q12 Chair:` in the records of a committee,
# `The SPEAKER pro tempore:`
_LABEL = re.compile(
    r"[>*_ ]{0,4}(?:Q\d{1,4}[.:]?[ ])?[\"“‘']?"
    rf"(?P<label>{NAME}(?:[ ]#?\d{{1,3}}|[ ]pro[ ]tempore)?{_BRACKETS}{{0,3}}(?:,(?:[ ]\w[\w.’'-]{{0,30}}){{1,8}})?)"
    r"[*_]{0,3}[ ]?(?P<cue>:)[*_]{0,3}[ \u00a0]*"
)
# `SEN. VEGA: Did you know? MR. LOW: No.`: capitals and a colon after the end of a sentence.
_INLINE = re.compile(
    r"(?<=[.?!…)\]\"”’])[ \u00a0]+"
    rf"(?P<label>{_CAPITALS}(?:[ ]{_CAPITALS}){{0,4}})(?P<cue>:)[ \u00a0]+"
)
# `Mr. TOLLIVER of Ohio. I rise`, `The PRESIDING OFFICER (Ms. ORR). The Senator`: records of parliaments; the name is
# in capitals, what stands around it is not.
_SURNAME = rf"(?:(?:de|De|La|van|Van|von|Von)[ ])?(?:Mc|Mac|Van|De|La|Le|Di|O[’'])?{CAPITAL}[{CAPITAL[1:-1]}’'-]+"
_FLOOR = re.compile(
    r"[ ]{0,4}(?P<label>(?:M[rs]|Mrs|Miss|Dr|Messrs)\.?"
    rf"(?:[ ](?!of\b)[A-Z][\w’'-]{{0,20}}\.?){{0,2}}?(?:[ ]{_SURNAME}){{1,3}}(?:,[ ](?:Jr|Sr)\b\.?)?"
    rf"|The[ ](?:[A-Z]{{2,}}[ ]?){{1,4}}(?<![ ])(?:[ ]pro[ ]tempore)?)"
    rf"(?:[ ]of(?:[ ]{CAPITAL}[\w’'-]+){{1,3}})?{_BRACKETS}?(?P<cue>\.)[ \u00a0]+(?=[\"“(\[]?[A-Z])"
)
# The holder of a role that a label names: `The SPEAKER pro tempore (Mr. LOW).`, `The Chair (Ada Quill):`
_HOLDER = re.compile(rf"\((?P<name>{NAME})\)$")
_CHANGE = re.compile(r">>[ ]+(?=\S)")
# (APPLAUSE), [Laughter], "(END VIDEO CLIP.)
_DIRECTION = re.compile(r"[\"“]?[(\[][^()\[\]\n]*[)\]]\.?$")
_QUOTED = re.compile(r"[“\"«„][^”\"»“]*[”\"»“]")
_NAME_PART = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """A label, and the paragraph or part of one that it opens.

    Attributes:
        label, cue: as they stand.
        words: what is said in its paragraph.
        paragraph: number of the paragraph.
        source: the mention of who speaks: the label, or a name elsewhere; None when the text names nobody.
        is_floor: a label as records of parliaments have it, which stands nowhere else.
    """

    label: Span
    cue: Span
    words: Span
    paragraph: int
    source: Span | None
    is_floor: bool = False

    def is_capital(self, text: str) -> bool:
        """`MR. LOW`, `Senator VEGA`, `Ada QUILL`: all letters are capitals but those of title and given name."""
        label = self.label.of(text)
        words = _NAME_PART.findall(label.partition(" (")[0].partition(" of ")[0])
        if read_role_label(label):  # `The SPEAKER pro tempore`
            words = [word for word in words if word not in _AROUND_ROLE]
        named = [
            word for word in words if word.isupper() or not (title(word) or title(f"{word}.") or is_given_name(word))
        ]
        return self.is_floor or (any(len(word) > 1 for word in named) and all(word.isupper() for word in named))

    def is_sure(self, text: str) -> bool:
        """`MR. LOW`, `THE CLERK`: a title or a role, which hardly stands in capitals but for a turn."""
        label = self.label.of(text)
        return self.is_floor or title(label.split()[0]) is not None or read_role_label(label) is not None


def find_labelled(text: str, outermost: OuterQuotations, *, is_recording: bool = False) -> tuple[Attribution, ...]:
    """The turns of a text whose speakers labels name; in a recording, what looks like a label is one."""
    paragraphs = tuple(split_paragraphs(text))
    turns = [
        turn
        for number, span in enumerate(paragraphs)
        for turn in (*_labels(text, span, number),) or (_change(text, span, number) if is_recording else ())
    ]
    spoken = _testimony(text, paragraphs, turns)
    if spoken:
        return tuple(_attributions(text, paragraphs, spoken, is_full=True))
    spoken = _spoken(text, turns, is_recording=is_recording)
    if spoken:
        is_full = any(turn.is_floor for turn in spoken) or len(spoken) >= TRANSCRIPT_SHARE * len(paragraphs)
        return tuple(_attributions(text, paragraphs, spoken, is_full=is_full))
    return tuple(
        _quoted_turn(outermost.quotations[index].outer, turn)
        for turn in turns
        for index in outermost.overlapping((turn.words,))
        if outermost.quotations[index].outer[0].start == turn.words.start
    )


def _labels(text: str, paragraph: Span, number: int) -> Iterator[_Turn]:
    """The labels of a paragraph: one at its start, and others in capitals inside it."""
    floor = _FLOOR.match(text, paragraph.start, paragraph.end)
    if floor is not None and _is_of_parliament(floor["label"]):
        yield _turn(text, floor, paragraph.end, number, is_floor=True)
        return
    first = _LABEL.match(text, paragraph.start, paragraph.end)
    if first is None or names_no_speaker(first["label"]) or _ends_in_verb(first["label"]):
        return
    inline = _INLINE.finditer(text, first.end(), paragraph.end)
    found = [first, *(match for match in inline if not names_no_speaker(match["label"]))]
    ends = [match.start() for match in found[1:]] + [paragraph.end]
    for match, end in zip(found, ends, strict=True):
        turn = _turn(text, match, end, number)
        if turn.words.start < turn.words.end:
            yield turn


def _ends_in_verb(label: str) -> bool:
    """`On Instagram, the singer Mona Reyes wrote:` is a sentence, and nobody's name."""
    found = find_cues(label)
    last = found[-1] if found else None
    return (
        last is not None
        and last.kind is CueClass.VERB
        and last.span.of(label).islower()
        and last.span.end == len(label)
    )


def _change(text: str, paragraph: Span, number: int) -> tuple[_Turn, ...]:
    """`>> I saw it.`: the turn of somebody whom subtitles do not name."""
    mark = _CHANGE.match(text, paragraph.start, paragraph.end)
    if mark is None:
        return ()
    label = Span(paragraph.start, paragraph.start + 2)
    return (_Turn(label=label, cue=label, words=Span(mark.end(), paragraph.end), paragraph=number, source=None),)


def _is_of_parliament(label: str) -> bool:
    """`Mr. LOW`, `The PRESIDING OFFICER`, but not `The BBC`."""
    return not label.startswith("The ") or read_role_label(label) is not None


def _turn(text: str, match: re.Match[str], end: int, number: int, *, is_floor: bool = False) -> _Turn:
    words, label = trim(text, Span(match.end(), end)), Span(*match.span("label"))
    if label.start > 0 and text[label.start - 1] in _OPENING:
        words = Span(words.start, trim(text, words, _CLOSING).end)
    holder = _HOLDER.search(text, match.start(), match.start("cue")) if read_role_label(label.of(text)) else None
    source = Span(*holder.span("name")) if holder and " " in holder["name"] else label
    cue = Span(*match.span("cue"))
    return _Turn(label=label, cue=cue, words=words, paragraph=number, source=source, is_floor=is_floor)


def _spoken(text: str, turns: Sequence[_Turn], *, is_recording: bool) -> list[_Turn]:
    """The turns without quotation marks that are a transcript, not a list of items with a heading each."""
    plain = [turn for turn in turns if text[turn.words.start] not in _OPENING]
    capital = [turn for turn in plain if turn.is_capital(text)]
    if is_recording:
        return list(turns)
    told = any(is_talk(turn.words.of(text)) or turn.is_floor for turn in capital)
    if told or (len(capital) > 1 and any(turn.is_sure(text) for turn in capital)):
        plain = capital
    else:
        labels = Counter(turn.label.of(text) for turn in plain)
        recurs = len(labels) > 1 and max(labels.values()) > 1
        if len(plain) < FEWEST_TURNS or not recurs or not any(is_talk(turn.words.of(text)) for turn in plain):
            return []
    spoken = {turn.label.of(text) for turn in plain}
    return [_sworn_in(text, turn) for turn in turns if turn.label.of(text) in spoken]


def _sworn_in(text: str, turn: _Turn) -> _Turn:
    """The turn of a witness, with the name of the one who has been sworn."""
    named = last_before(turn.label.start, find_sworn(text)) if _is_witness(text, turn) else None
    return replace(turn, source=named) if named else turn


def _testimony(text: str, paragraphs: Sequence[Span], turns: Sequence[_Turn]) -> list[_Turn]:
    """The turns of a text that is marked with Q and A, those that labels in capitals interrupt it with among them."""
    marked = find_questions_answers(text, paragraphs)
    if not marked:
        return []
    taken = {one.paragraph for one in marked}
    labelled = [turn for turn in turns if turn.paragraph not in taken and turn.is_capital(text)]
    others = [_sworn_in(text, turn) for turn in labelled]
    witness = next((turn.source for turn in others if _is_witness(text, turn)), None)
    found = [
        _Turn(
            label=one.label,
            cue=one.cue,
            words=one.words,
            paragraph=one.paragraph,
            source=one.source or (witness if text[one.label.start] == "A" else None),
        )
        for one in marked
    ]
    return sorted([*found, *others], key=lambda turn: turn.words)


def _is_witness(text: str, turn: _Turn) -> bool:
    role = read_role_label(turn.label.of(text))
    return role is not None and role.role == WITNESS


def _attributions(
    text: str, paragraphs: Sequence[Span], turns: Sequence[_Turn], *, is_full: bool
) -> Iterator[Attribution]:
    for turn, words in zip(turns, _extents(text, paragraphs, turns, is_full=is_full), strict=True):
        yield Attribution(
            content=words,
            cue=(turn.cue,),
            source=(turn.source,) if turn.source else (),
            method="transcript",
            scores=(RELIABILITY,) * 4,
        )


def _extents(
    text: str, paragraphs: Sequence[Span], turns: Sequence[_Turn], *, is_full: bool
) -> Iterator[tuple[Span, ...]]:
    """The words of each turn: its own paragraph and those that follow it without a label."""
    sworn = frozenset(span.start for span in find_sworn(text))
    asides = [span for span in paragraphs if span.start in sworn] + [*find_examiners(text, paragraphs)]
    for position, turn in enumerate(turns):
        is_last = position + 1 == len(turns)
        until = len(paragraphs) if is_last else turns[position + 1].paragraph
        following = [
            span
            for span in paragraphs[turn.paragraph + 1 : until]
            if not _is_heading(span.of(text)) and not any(span.contains(aside) for aside in asides)
        ]
        if not is_full and (is_last or len(following) > LONGEST_GAP):
            following = []
        if is_last:  # the words of the narrator may follow: `After the tape was off, the chef said ...`
            following = list(takewhile(lambda span: is_talk(_QUOTED.sub("", span.of(text))), following))
        yield turn.words, *following


def _is_heading(words: str) -> bool:
    """`(APPLAUSE)`, `CROSS-EXAMINATION`: what nobody says in a transcript."""
    return _DIRECTION.fullmatch(words) is not None or (words.isupper() and words[-1].isalpha())


def _quoted_turn(outer: tuple[Span, ...], turn: _Turn) -> Attribution:
    """A label right before a quotation: `Jon Dow:“No.”`, one turn."""
    return Attribution(content=outer, cue=(turn.cue,), source=(turn.label,), method="label", scores=(RELIABILITY,) * 4)


def is_list_entry(text: str, attribution: Attribution) -> bool:
    """Whether a claim is a line of a list: a name, a colon, and a line of the same form above or below."""
    if not (attribution.source and attribution.content):
        return False
    source, content = attribution.source[0], attribution.content[0]
    if _COLON.fullmatch(text, source.end, content.start) is None or is_talk(content.of(text)):
        return False
    line = _line_at(text, source.start)
    beside = [other for other in _neighbours(text, line) if _ENTRY.match(other)]
    return bool(_ENTRY.match(line.of(text)) and beside) and not any(map(is_talk, beside))


def _line_at(text: str, offset: int) -> Span:
    end = text.find("\n", offset)
    return Span(text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end)


def _neighbours(text: str, line: Span) -> Iterator[str]:
    """The lines with words above and below one."""
    above, below = _end_of_words(text, line.start), _ANY_WORD.search(text, line.end)
    if above:
        yield _line_at(text, above - 1).of(text)
    if below:
        yield _line_at(text, below.start()).of(text)


def _end_of_words(text: str, end: int) -> int:
    while end and text[end - 1].isspace():
        end -= 1
    return end
