r"""Annotation that a person can write and read: an article with marks in it.

In: the source of an annotated article, as docs/annotation.md describes it. Out: a `GoldDocument`
whose text is the article without its marks::

    >>> source = "---\nspeakers: {lee: {name: Ann Lee}}\n---\n{1 <“No,”>} {1s=lee she} {1c said}."
    >>> parse("note", source).text
    '“No,” she said.'

Marks: `{1 ...}` is the content of relation 1, `{1c ...}` its cue, `{1s=lee ...}` its source and
who that is, `<“...”>` a quoted segment, `{x ...}` a stretch in which nothing is counted.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from quoteattr.documents import Document
from quoteattr.errors import GoldError
from quoteattr.scoring.comparison import OPENING_MARKS, QUOTATION_MARKS, characters
from quoteattr.scoring.gold import GoldDocument, GoldRelation, GoldSpeaker, QuotedSegment, SourceForm
from quoteattr.spans import Span, trim
from quoteattr.statements import Kind, Modality, Polarity

# The header: YAML between two lines of dashes.
HEADER = re.compile(r"---\n(?P<header>.*?\n)---\n(?P<body>.*)", re.S)
# One label of a mark: relation number, role, speaker and flags, as in "3s=lee!nested".
LABEL = re.compile(r"(?P<number>\d+)(?P<role>[sc]?)(?:=(?P<speaker>[\w-]+|\?))?(?P<flags>(?:![a-z_]+)*)")
# An opening brace with its labels, a closing brace, or an angle bracket beside a quotation mark.
MARK = re.compile(
    r"\{(?P<labels>x|\d[\w=!?,-]*) |(?P<close>\})"
    rf"|(?P<quote><(?=[{OPENING_MARKS}]))|(?P<unquote>(?<=[{QUOTATION_MARKS}])>)"
)
PRONOUNS = frozenset({"i", "you", "he", "she", "it", "we", "they", "who", "which", "me", "him", "her", "us", "them"})
UNSETTLED = "?"


@dataclass(slots=True)
class _Draft:
    """A relation while its marks are being read."""

    content: list[Span] = field(default_factory=list)
    cue: list[Span] = field(default_factory=list)
    source: list[Span] = field(default_factory=list)
    speaker: str | None = None
    flags: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Marks:
    """Everything that the marks of an article say, with offsets into the text without them."""

    text: str = ""
    drafts: dict[int, _Draft] = field(default_factory=dict)
    segments: list[Span] = field(default_factory=list)
    ignored: list[Span] = field(default_factory=list)


def parse(name: str, source: str) -> GoldDocument:
    """The annotated article that `source` describes.

    Raises:
        GoldError: the header or a mark is wrong; the message says where.
    """
    match = HEADER.fullmatch(source)
    if match is None:
        raise GoldError(f"{name}: no header; an annotated article begins with YAML between two lines of ---")
    header = _header(name, match["header"])
    marks = _read_marks(name, match["body"].rstrip("\n"))
    speakers = _speakers(name, header.get("speakers") or {})
    return _document(name, header, marks, speakers)


def _header(name: str, source: str) -> dict[str, Any]:
    try:
        header = yaml.safe_load(source)
    except yaml.YAMLError as error:
        raise GoldError(f"{name}: the header is not YAML: {error}") from error
    if not isinstance(header, dict):
        raise GoldError(f"{name}: the header must be a YAML mapping with the key speakers")
    return header


def _speakers(name: str, entries: Mapping[str, Any]) -> dict[str, GoldSpeaker]:
    speakers = {UNSETTLED: GoldSpeaker()}
    for key, entry in entries.items():
        if not isinstance(entry, dict) or "name" not in entry:
            raise GoldError(f"{name}: speaker {key!r} has no name; write {key}: {{name: ..., role: ...}}")
        roles = (entry.get("role"), *entry.get("roles", ()))
        named = not entry.get("anonymous") and entry.get("type") not in ("group", "document")
        speakers[key] = GoldSpeaker(
            names=(entry["name"], *entry.get("also", ())), named=named, roles=tuple(role for role in roles if role)
        )
    return speakers


def _read_marks(name: str, body: str) -> _Marks:
    """Take the marks out of the text, and note what they say."""
    marks, position = _Marks(), 0
    open_marks: list[tuple[str, int]] = []
    for match in MARK.finditer(body):
        marks.text += body[position : match.start()]
        position = match.end()
        here = len(marks.text)
        if match["labels"] is not None:
            open_marks.append((match["labels"], here))
        elif match["quote"]:
            open_marks.append(("<", here))
        else:
            if not open_marks or (open_marks[-1][0] == "<") != bool(match["unquote"]):
                raise GoldError(f"{name}: {match[0]!r} closes nothing, after {marks.text[-40:]!r}")
            label, start = open_marks.pop()
            _note(name, marks, label, Span(start, here))
    marks.text += body[position:]
    if open_marks:
        raise GoldError(
            f"{name}: {open_marks[-1][0]!r} is never closed; it opens at {marks.text[open_marks[-1][1] :][:40]!r}"
        )
    return marks


def _note(name: str, marks: _Marks, labels: str, span: Span) -> None:
    if labels == "<":
        marks.segments.append(span)
    elif labels == "x":
        marks.ignored.append(span)
    else:
        for label in labels.split(","):
            _note_label(name, marks, label, span)


def _note_label(name: str, marks: _Marks, label: str, span: Span) -> None:
    match = LABEL.fullmatch(label)
    if match is None:
        raise GoldError(f"{name}: {label!r} is not a label; write a number, then s or c, =speaker and !flags as needed")
    draft = marks.drafts.setdefault(int(match["number"]), _Draft())
    {"": draft.content, "s": draft.source, "c": draft.cue}[match["role"]].append(span)
    if match["speaker"] and draft.speaker not in (None, match["speaker"]):
        raise GoldError(f"{name}: relation {match['number']} has two speakers, {draft.speaker} and {match['speaker']}")
    draft.speaker = match["speaker"] or draft.speaker
    draft.flags.update(match["flags"].split("!")[1:])


def _document(name: str, header: Mapping[str, Any], marks: _Marks, speakers: Mapping[str, GoldSpeaker]) -> GoldDocument:
    drafts = dict(sorted(marks.drafts.items()))
    _check(name, drafts, speakers)
    turns = [span for draft in drafts.values() if "turn" in draft.flags for span in draft.content]
    segments = [_paragraphs(marks.text, span) for span in _outermost([*marks.segments, *turns])]
    ignored = characters(marks.text, marks.ignored)
    quoted = frozenset(offset for spans in _inner(marks) for offset in characters(marks.text, spans)) - ignored
    relations = {
        number: _relation(marks.text, draft, speakers[draft.speaker or UNSETTLED], quoted)
        for number, draft in drafts.items()
    }
    expected = [number for number, draft in drafts.items() if "nested" not in draft.flags]
    return GoldDocument(
        id=name,
        document=Document(
            text=marks.text,
            outlet=_text(header.get("outlet")),
            byline=_text(header.get("byline")),
            published=_text(header.get("published")),
        ),
        group=str(header.get("style", "article")),
        relations=tuple(relations[number] for number in expected),
        nested=tuple(relations[number] for number in drafts if number not in expected),
        quoted=tuple(
            QuotedSegment(
                spans=spans,
                relation=_holder(spans, [drafts[number] for number in expected]),
                ignored=characters(marks.text, spans) <= ignored,
            )
            for spans in segments
        ),
        ignored=tuple(marks.ignored),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _check(name: str, drafts: Mapping[int, _Draft], speakers: Mapping[str, GoldSpeaker]) -> None:
    known = {"turn", "nested", *Polarity, *Modality}
    for number, draft in drafts.items():
        if not draft.content:
            raise GoldError(f"{name}: relation {number} has no content; mark it with {{{number} ...}}")
        if draft.speaker is None:
            raise GoldError(
                f"{name}: relation {number} has no speaker; write {{{number}s=key ...}}, or =? if unsettled"
            )
        if draft.speaker not in speakers:
            raise GoldError(f"{name}: relation {number} names {draft.speaker!r}, which the header does not list")
        if unknown := draft.flags - known:
            raise GoldError(f"{name}: relation {number} has unknown flags {sorted(unknown)}; known: {sorted(known)}")
    if unused := set(speakers) - {draft.speaker for draft in drafts.values()} - {UNSETTLED}:
        raise GoldError(f"{name}: the header lists speakers that say nothing: {', '.join(sorted(unused))}")


def _inner(marks: _Marks) -> Iterator[tuple[Span, ...]]:
    """Quoted segments and turns, whole."""
    yield from ((span,) for span in marks.segments)
    yield from (tuple(draft.content) for draft in marks.drafts.values() if "turn" in draft.flags)


def _outermost(spans: list[Span]) -> list[Span]:
    return sorted(span for span in spans if not any(other != span and other.contains(span) for other in spans))


def _paragraphs(text: str, span: Span) -> tuple[Span, ...]:
    """The words of a quoted segment, one span a paragraph, without the marks around each."""
    pieces = re.finditer(r"[^\n]+", span.of(text))
    lines = (Span(span.start + piece.start(), span.start + piece.end()) for piece in pieces)
    return tuple(trim(text, line, QUOTATION_MARKS + " ") for line in lines)


def _relation(text: str, draft: _Draft, speaker: GoldSpeaker, quoted: frozenset[int]) -> GoldRelation:
    source = tuple(sorted(draft.source))
    return GoldRelation(
        content=tuple(sorted(draft.content)),
        cue=tuple(sorted(draft.cue)),
        source=source,
        kind=_kind(characters(text, draft.content), quoted),
        stated_form=_form(text, source, speaker),
        speaker=speaker,
        polarity=next((value for value in Polarity if value in draft.flags), Polarity.ASSERTED),
        modality=next((value for value in Modality if value in draft.flags), Modality.STATEMENT),
    )


def _kind(content: frozenset[int], quoted: frozenset[int]) -> Kind:
    if content <= quoted:
        return Kind.DIRECT
    return Kind.MIXED if content & quoted else Kind.INDIRECT


def _form(text: str, source: tuple[Span, ...], speaker: GoldSpeaker) -> SourceForm:
    """A source is a name when it holds a capitalised word of the speaker's name."""
    words = [word for span in source for word in re.findall(r"[\w.-]+", span.of(text))]
    if not words:
        return SourceForm.EMPTY
    if len(words) == 1 and words[0].casefold() in PRONOUNS:
        return SourceForm.PRONOUN
    names = {word for name in speaker.names for word in re.findall(r"[\w.-]+", name) if word[0].isupper()}
    named = {word.casefold() for word in names} & {word.casefold() for word in words if word[0].isupper()}
    return SourceForm.NAME if named else SourceForm.NOMINAL


def _holder(spans: tuple[Span, ...], drafts: list[_Draft]) -> int | None:
    """Index of the relation whose content holds all of the spans."""
    holders = (
        index
        for index, draft in enumerate(drafts)
        if all(any(content.contains(span) for content in draft.content) for span in spans)
    )
    return next(holders, None)
