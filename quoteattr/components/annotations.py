"""What the stages hand to one another: quotations, attributions, reported pieces, mentions.

In: character offsets into the text of a document. Out: frozen values, free of spaCy and of any
model, so that each stage can be tested on its own::

    find_quotations(text)                -> tuple[Quotation, ...]
    attribute(texts, quotations)         -> tuple[Attribution, ...] for each text
    assemble(text, quotations, found)    -> tuple[Reported, ...]
    judge_speech(doc, quotations, reported) -> tuple[Reported, ...], with proposition
    resolve_speakers(doc, reported, ...) -> tuple[Resolution, ...], one for each Reported
    judge_veridicality(doc, quotations, reported) -> tuple[Reported, ...], with polarity and modality
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeVar

from quoteattr.spans import Span
from quoteattr.statements import Kind, Modality, Polarity, SpeakerType


class Repair(StrEnum):
    """What was wrong with the marks of a quotation, and how it was read all the same."""

    MIXED_MARKS = "mixed_marks"  # “We won", with an opening and a closing mark of two styles
    UNCLOSED = "unclosed"  # the closing mark is missing; the quotation was closed by rule
    ENCODING = "encoding"  # the marks were damaged by a wrong encoding


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A stretch of text between quotation marks.

    Attributes:
        spans: the words without their outer marks, one span a paragraph.
        outer: the same with their marks.
        mark: the opening mark as it stands; "—" for a dialogue dash.
        parent: index of the enclosing quotation in the result of find_quotations.
        repair: what was wrong with the marks, None when nothing was.
    """

    spans: tuple[Span, ...]
    outer: tuple[Span, ...]
    mark: str
    parent: int | None = None
    repair: Repair | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceEntry:
    """One change of an attribution or a statement.

    Attributes:
        rule: that made it.
        field: that it changed.
        before, after: the values.
    """

    rule: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One attribution relation: somebody (source) reports (cue) something (content).

    Attributes:
        content: what is reported, with quotation marks where the text has them; several spans
            when it is interrupted.
        cue: the words that report ("said", "according to", ":"); empty when there are none.
        source: the mention of who says it, with its role words; empty when the text names none.
        method: "model" or the name of the structural rule ("label", "transcript", ...).
        scores: evidence for the calibration, each 0..1, higher is surer:
            (content, cue, source, link).
        trace: what rules have changed, in order.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    method: str
    scores: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)
    trace: tuple[TraceEntry, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A statement before its speaker is known.

    Attributes:
        kind, spans: as in the record; direct ones without their outer marks.
        cue, source: the spans next to each other in the text, None when there are none.
        claim: index (into the same tuple) of the mixed claim that this quote is a piece of, or of the claim
            that reports this one ("Lund said Grant had told her ...").
        parent: index of the quote that this one is nested in.
        carried: index of the quote whose speaker is carried on to this one (same turn).
        quotation: index into the quotations of the document, None for a claim.
        confidence: calibrated, before the speaker is resolved.
        act: what the verb of the cue itself reports (`frame` in cues.yml).
        polarity, modality: of the statement in its sentence, given by components/veridicality.
        proposition: the content can be true or false, or is quoted, and no title or term (components/speech).
        trace: what rules have changed, in order, those of its attribution first.
    """

    kind: Kind
    spans: tuple[Span, ...]
    cue: Span | None = None
    source: Span | None = None
    act: str = Modality.STATEMENT
    polarity: Polarity = Polarity.ASSERTED
    modality: Modality = Modality.STATEMENT
    proposition: bool = True
    medium: str | None = None
    addressee: str | None = None
    claim: int | None = None
    parent: int | None = None
    carried: int | None = None
    quotation: int | None = None
    confidence: float = 1.0
    method: str = "model"
    trace: tuple[TraceEntry, ...] = field(default=(), compare=False, repr=False)


T = TypeVar("T", Attribution, Reported)


def changed(one: T, rule: str, **fields: Any) -> T:
    """The attribution or statement with other fields, and what the rule changed on its trace."""
    steps: tuple[TraceEntry, ...] = tuple(
        TraceEntry(rule=rule, field=name, before=getattr(one, name), after=value)
        for name, value in fields.items()
        if getattr(one, name) != value
    )
    return replace(one, **fields, trace=(*one.trace, *steps)) if steps else one


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Who the source of one Reported is.

    Attributes:
        speaker: canonical name, description of an unnamed source, or None when not settled.
        type: what kind of source.
        anonymous: the text withholds the name.
        role: best description of the speaker's role in this document.
        candidates: names considered when the speaker is None or close.
        certainty: 0..1, how often the rule is right that names the speaker, where it decides alone.
        evidence: which rule found the speaker ("name", "pronoun", "nominal", "headline", ...).
        chance: 0..1, calibrated: that the speaker is who the source means; None where nobody is named.
        reasons: names of the features that decided, the weightiest first.
        members: who speaks together, where the source names several.
    """

    speaker: str | None = None
    type: SpeakerType = SpeakerType.UNKNOWN
    anonymous: bool = False
    role: str | None = None
    candidates: tuple[str, ...] = ()
    certainty: float = 1.0
    evidence: str = "none"
    chance: float | None = None
    reasons: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
