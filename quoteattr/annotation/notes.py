"""Reads what an annotator wrote about a numbered article.

In: notes, in which numbers stand for candidates and quoted segments. Out: an `Annotation`, and what could not be
understood, each with its line::

    === a1
    E orr = Mia Orr | person f | Harbour Minister; minister | 1 4 7 p3<the minister>
    E aide = senior aide | person ? anonymous | senior aide | 9
    Q 1 2 | orr | 1 said
    Q 3 | orr | - -
    C p2<the bay is ... too shallow> | aide | 9 warned | not_said
    N 4 | title
    X 12

E: key = names | type gender | roles | mentions. Q: quoted segments | speakers | source and cue | flags. C: a claim,
its words as `pN<first ... last>`. N: quoted segments that nobody said | what they are. X: candidates that look
like a mention of somebody but are none ("it rains", "you" of everybody).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from quoteattr.annotation.corpus import (
    AnnotatedEntity,
    AnnotatedStatement,
    Annotation,
    Gender,
    NotQuote,
    Spans,
)
from quoteattr.annotation.numbering import Numbered
from quoteattr.spans import Span
from quoteattr.statements import Kind, Modality, Polarity, SpeakerType

HEADER = "=== "
_PLACE = re.compile(r"p(?P<paragraph>\d+)(?:<(?P<words>[^>]*)>(?:#(?P<nth>\d+))?)?")
_REFERENCE = re.compile(rf"\d+|{_PLACE.pattern}|\S+")
_SOURCE_AND_CUE = re.compile(rf"(?P<source>\d+|-|{_PLACE.pattern})\s+(?P<cue>.+)")
_GAP = re.compile(r"\s*(?:\.\.\.|…)\s*")
_ALIKE = str.maketrans("“”„‟‘’‚‛`´–—‑\u00a0", "\"\"\"\"''''''--- ")
_TYPES = {"org": SpeakerType.ORGANIZATION, "doc": SpeakerType.DOCUMENT} | {one.value: one for one in SpeakerType}
_OPEN, _NONE = "?", "-"
_SELF = frozenset({"i", "me", "my", "mine", "myself"})
_PRONOUNS = _SELF | {"he", "she", "it", "they", "we", "you", "his", "her", "its", "their", "our", "your", "him", "them"}


class _NotUnderstood(ValueError):
    """A line, or a part of it, that says nothing; the message says why."""


@dataclass(kw_only=True)
class _Reading:
    """What has been read so far."""

    numbered: Numbered
    entities: list[AnnotatedEntity] = field(default_factory=list)
    statements: list[AnnotatedStatement] = field(default_factory=list)
    not_quotes: list[NotQuote] = field(default_factory=list)
    nobody: list[Span] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What the notes about one article say.

    Attributes:
        annotation: what was understood.
        nobody: candidates that the annotator says mean nobody.
        problems: what was not understood, each with its line.
    """

    annotation: Annotation
    nobody: Spans
    problems: tuple[str, ...]


def split_notes(text: str) -> Iterator[tuple[str, str]]:
    """The notes of a file, by the id in the header line before them."""
    for part in re.split(rf"^{HEADER}", text, flags=re.MULTILINE)[1:]:
        head, _, notes = part.partition("\n")
        yield head.split("·")[0].strip(), notes


def parse_notes(text: str, numbered: Numbered) -> Notes:
    """What an annotator wrote about an article, without its header line."""
    reading = _Reading(numbered=numbered)
    for at, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            try:
                _read_line(reading, line.strip())
            except _NotUnderstood as error:
                reading.problems.append(f"line {at} ({line.strip()[:60]}): {error}")
    article = numbered.article
    annotation = Annotation(
        id=article.id,
        digest=article.digest,
        url=article.url,
        outlet=article.outlet,
        genre=article.genre,
        date=article.date,
        event=article.event,
        entities=tuple(_with_own_mentions(reading)),
        statements=tuple(reading.statements),
        not_quotes=tuple(reading.not_quotes),
    )
    return Notes(annotation=annotation, nobody=tuple(reading.nobody), problems=tuple(reading.problems))


def _read_line(reading: _Reading, line: str) -> None:
    kind, _, rest = line.partition(" ")
    fields = [part.strip() for part in rest.split("|")]
    match kind:
        case "E":
            reading.entities.append(_entity(reading, fields))
        case "Q":
            spoken = _spoken(reading, fields)
            reading.statements += [
                _statement(reading, Kind.DIRECT, spans, spoken) for spans in _segments(reading, fields[0])
            ]
        case "C":
            spans = tuple(_references(reading, fields[0]))
            reading.statements.append(_statement(reading, _claim_kind(reading, spans), spans, _spoken(reading, fields)))
        case "N":
            what = fields[1] if len(fields) > 1 and fields[1] else "other"
            reading.not_quotes += [NotQuote(spans=spans, what=what) for spans in _segments(reading, fields[0])]
        case "X":
            reading.nobody += _references(reading, fields[0])
        case _:
            raise _NotUnderstood("a line begins with E, Q, C, N or X and a space")


def _entity(reading: _Reading, fields: list[str]) -> AnnotatedEntity:
    if len(fields) != 4 or "=" not in fields[0]:
        raise _NotUnderstood("an entity is: E key = name; other name | type gender | role; role | mentions")
    key, _, names = (part.strip() for part in fields[0].partition("="))
    what = fields[1].split()
    if not what or what[0] not in _TYPES:
        raise _NotUnderstood(f"type is one of {', '.join(_TYPES)}")
    genders = [word for word in what[1:] if word in set(Gender)]
    return AnnotatedEntity(
        key=key,
        names=tuple(_parts(names)),
        type=_TYPES[what[0]],
        gender=Gender(genders[0]) if genders else Gender.UNKNOWN,
        anonymous="anonymous" in what or "anon" in what,
        roles=tuple(_anywhere(reading, role) for role in _parts(fields[2]) if role != _NONE),
        mentions=tuple(sorted(set(_references(reading, fields[3])))),
    )


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _anywhere(reading: _Reading, words: str) -> Span:
    """Where a role first stands in the text."""
    whole = Span(0, len(reading.numbered.text))
    for flags in (re.NOFLAG, re.IGNORECASE):
        if found := _find(reading, whole, words, 1, flags):
            return found
    raise _NotUnderstood(f"the role “{words}” is not in the text; write it as the text does")


def _segments(reading: _Reading, numbers: str) -> Iterator[Spans]:
    """The quoted segments of some numbers; words that no mark was paired around may be given as `pN<...>`."""
    for reference in _REFERENCE.finditer(numbers):
        word = reference.group().removeprefix("Q")
        if not word.isdigit():
            yield (_place(reading, word),)
        elif 1 <= int(word) <= len(reading.numbered.quoted):
            yield reading.numbered.quoted[int(word) - 1]
        else:
            raise _NotUnderstood(f"there is no quoted segment {word}")


def _references(reading: _Reading, text: str) -> Iterator[Span]:
    """Candidates by number, and other words as `pN<...>`."""
    for reference in _REFERENCE.finditer(text.replace("+", " ") if "<" not in text else text.replace("> +", ">")):
        yield _reference(reading, reference.group().rstrip(","))


def _reference(reading: _Reading, word: str) -> Span:
    if not word.isdigit():
        return _place(reading, word)
    if not 1 <= int(word) <= len(reading.numbered.candidates):
        raise _NotUnderstood(f"there is no candidate {word}")
    return reading.numbered.candidates[int(word) - 1]


def _place(reading: _Reading, reference: str) -> Span:
    """The words that `pN<first ... last>`, or `pN` for a whole paragraph, points at."""
    found = _PLACE.fullmatch(reference)
    if not found or not 1 <= int(found["paragraph"]) <= len(reading.numbered.paragraphs):
        raise _NotUnderstood(f"“{reference}” is neither a number nor pN<words> of a paragraph of the article")
    paragraph = reading.numbered.paragraphs[int(found["paragraph"]) - 1]
    if found["words"] is None:
        return paragraph
    span = _find(reading, paragraph, found["words"], int(found["nth"] or 1))
    if span is None:
        raise _NotUnderstood(f"“{found['words']}” is not in paragraph {found['paragraph']}")
    return span


def _find(reading: _Reading, where: Span, words: str, nth: int, flags: re.RegexFlag = re.NOFLAG) -> Span | None:
    """The nth place of some words; `...` stands for what is between the first words and the last."""
    first, *last = (_pattern(part, flags) for part in _GAP.split(words.strip()) if part)
    text = where.of(reading.numbered.text).translate(_ALIKE)
    for found in list(first.finditer(text))[nth - 1 : nth]:
        start, end = found.span()
        for part in last:
            if not (behind := part.search(text, end)):
                return None
            end = behind.end()
        return Span(where.start + start, where.start + end)
    return None


def _pattern(words: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Words at word edges, whatever their white space and kind of marks."""
    text = r"\s+".join(re.escape(word) for word in words.translate(_ALIKE).split())
    before, after = (r"(?<!\w)" if words[:1].isalnum() else ""), (r"(?!\w)" if words[-1:].isalnum() else "")
    return re.compile(before + text + after, flags)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spoken:
    """Who says something, in which words of the text, and how."""

    speakers: tuple[str, ...]
    source: Span | None
    cue: str | None
    flags: tuple[str, ...]


def _spoken(reading: _Reading, fields: list[str]) -> _Spoken:
    if len(fields) < 3:
        raise _NotUnderstood("needs: what | who | source and cue | flags")
    found = _SOURCE_AND_CUE.fullmatch(fields[2])
    if not found:
        raise _NotUnderstood("source and cue: a candidate's number or -, and the words of the cue or -")
    source, cue = found["source"], found["cue"].strip()
    return _Spoken(
        speakers=() if fields[1] == _OPEN else tuple(fields[1].replace("+", " ").split()),
        source=None if source == _NONE else _reference(reading, source),
        cue=None if cue == _NONE else cue,
        flags=tuple(_parts(fields[3])) if len(fields) > 3 else (),
    )


def _statement(reading: _Reading, kind: Kind, spans: Spans, spoken: _Spoken) -> AnnotatedStatement:
    polarity, modality, phrase, unsure, roles = Polarity.ASSERTED, Modality.STATEMENT, False, None, []
    for flag in spoken.flags:
        name, _, value = (part.strip() for part in flag.partition(":"))
        if name in set(Polarity):
            polarity = Polarity(name)
        elif name in set(Modality):
            modality = Modality(name)
        elif name == "phrase":
            phrase = True
        elif name == "unsure":
            unsure = value or "unsure"
        elif name == "role":
            roles.append(_anywhere(reading, value))
        else:
            raise _NotUnderstood(f"“{flag}” is not a flag: a polarity, a modality, phrase, unsure: why, role: words")
    return AnnotatedStatement(
        kind=kind,
        spans=spans,
        cue=(_cue(reading, spoken, spans),) if spoken.cue else (),
        source=spoken.source,
        speakers=spoken.speakers,
        roles=tuple(roles),
        polarity=polarity,
        modality=modality,
        phrase=phrase,
        unsure=unsure,
    )


def _cue(reading: _Reading, spoken: _Spoken, content: Spans) -> Span:
    """Where the cue stands: nearest to the source, else to the content, and outside of the content if it can be."""
    assert spoken.cue is not None
    if _PLACE.fullmatch(spoken.cue):
        return _place(reading, spoken.cue)
    text = reading.numbered.text.translate(_ALIKE)
    places = [Span(*found.span()) for found in _pattern(spoken.cue).finditer(text)]
    outside = [place for place in places if not any(place.overlaps(span) for span in content)]
    near = [spoken.source] if spoken.source else content
    if not places:
        raise _NotUnderstood(f"the cue “{spoken.cue}” is not in the text")
    return min(outside or places, key=lambda place: min(_distance(place, span) for span in near))


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _claim_kind(reading: _Reading, spans: Spans) -> Kind:
    quoted = chain.from_iterable(reading.numbered.quoted)
    return Kind.MIXED if any(piece.overlaps(span) for piece in quoted for span in spans) else Kind.INDIRECT


def _with_own_mentions(reading: _Reading) -> Iterator[AnnotatedEntity]:
    """The entities with the mentions that need not be listed.

    Those are the sources of what they alone say, “I” in what they alone say in quotation marks, and further places
    where a name stands that was listed for them and for nobody else.
    """
    bearers, candidates = _bearers(reading), reading.numbered.candidates
    taken = {mention for entity in reading.entities for mention in entity.mentions} | set(reading.nobody)
    for entity in reading.entities:
        own = [statement for statement in reading.statements if statement.speakers == (entity.key,)]
        sources = {statement.source for statement in own if statement.source} - taken
        again = {one for one in candidates if bearers.get(one.of(reading.numbered.text)) == {entity.key}}
        quoted = [span for statement in own if statement.kind is Kind.DIRECT for span in statement.spans]
        yield replace(
            entity,
            mentions=tuple(sorted({*entity.mentions, *sources, *((set(_selves(reading, quoted)) | again) - taken)})),
        )


def _bearers(reading: _Reading) -> dict[str, set[str]]:
    """Whom each name was listed for; a name is words of which one at least has a capital."""
    found: dict[str, set[str]] = {}
    for entity in reading.entities:
        for mention in entity.mentions:
            words = mention.of(reading.numbered.text)
            if words.casefold() not in _PRONOUNS and any(word[:1].isupper() for word in words.split()[-1:]):
                found.setdefault(words, set()).add(entity.key)
    return found


def _selves(reading: _Reading, quoted: Iterable[Span]) -> Iterator[Span]:
    """“I”, “me”, “my” inside quotes."""
    spans = tuple(quoted)
    for candidate in reading.numbered.candidates:
        if candidate.of(reading.numbered.text).lower() in _SELF and any(span.contains(candidate) for span in spans):
            yield candidate
