"""Annotated text that an extraction is measured on.

In: nothing but values. Out: `GoldDocument` and its parts, frozen, whatever format they were read
from (see `formats` and `markup`)::

    >>> text = "“No,” Ann Lee said."
    >>> Relation(content=(Span(0, 5),), cue=(Span(14, 18),), source=(Span(6, 13),), kind=Kind.DIRECT).form
    <SourceForm.NOMINAL: 'nominal'>
"""

from dataclasses import dataclass
from enum import StrEnum

from quoteattr.documents import Document
from quoteattr.spans import Span
from quoteattr.statements import Kind, Modality, Polarity


class SourceForm(StrEnum):
    """What kind of expression the source is."""

    NAME = "name"
    PRONOUN = "pronoun"
    NOMINAL = "nominal"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSpeaker:
    """Who speaks, as an annotator sees it.

    Attributes:
        names: the answers that are right, the canonical name first; empty when the text does not
            settle who speaks.
        named: the names are names; otherwise they are descriptions ("a senior official").
        roles: the descriptions of the role that are right, the fullest first; empty when the text
            gives none.
        members: of several who speak together, the names of each that are right.
    """

    names: tuple[str, ...] = ()
    named: bool = True
    roles: tuple[str, ...] = ()
    members: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldRelation:
    """Somebody (source) reports (cue) something (content).

    Attributes:
        content: what is reported, with its quotation marks.
        cue: the words that report; empty when there are none.
        source: the mention of who says it; empty when there is none.
        kind: direct when all of the content is quoted, mixed when some of it is.
        stated_form: what the corpus says about the form of the source, None when it says nothing.
        speaker: None when the corpus does not annotate who the source is.
        polarity: None when the corpus does not annotate it; so `modality`.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    kind: Kind
    stated_form: SourceForm | None = None
    speaker: GoldSpeaker | None = None
    polarity: Polarity | None = None
    modality: Modality | None = None

    @property
    def form(self) -> SourceForm:
        """The form of the source."""
        return self.stated_form or (SourceForm.NOMINAL if self.source else SourceForm.EMPTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedSegment:
    """Words in outermost quotation marks, one span a paragraph.

    Attributes:
        relation: index of the relation whose content covers it; None for a title, a term or scare
            quotes, that nobody is reported to have said.
        ignored: the marks are damaged, or the annotators left it open.
    """

    spans: tuple[Span, ...]
    relation: int | None = None
    ignored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """One annotated article.

    Attributes:
        id: name of the article in its corpus.
        document: the text and what is known about it.
        group: what figures are broken down by: publisher, genre, style.
        relations: the attributions that an extraction is expected to find.
        nested: attributions inside or around those; finding one is neither right nor wrong.
        quoted: every outermost quoted segment.
        ignored: stretches in which nothing is counted.
        shown_only: its guide leaves out thoughts, acts and contents without a proposition, as default views do: what an
            extraction marks as such counts as not found.
    """

    id: str
    document: Document
    group: str
    relations: tuple[GoldRelation, ...]
    nested: tuple[GoldRelation, ...] = ()
    quoted: tuple[QuotedSegment, ...] = ()
    ignored: tuple[Span, ...] = ()
    shown_only: bool = False

    @property
    def text(self) -> str:
        """The text that every offset points into."""
        return self.document.text
