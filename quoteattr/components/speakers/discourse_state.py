"""Everything that is known of a document when its sources are resolved.

In: a parsed Doc, the reported statements and the document's metadata. Out: a `DiscourseState` with mentions,
entities, roles, the sources as read, and who pronouns and descriptions mean.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from spacy.tokens import Doc
from spacy.tokens import Span as SpanOfTokens

from quoteattr.components.annotations import Reported, Resolution
from quoteattr.components.roles import Place, Role, find_roles, is_office
from quoteattr.components.speakers.descriptions import Descriptions
from quoteattr.components.speakers.discourse import Discourse
from quoteattr.components.speakers.entities import Entities, Entity, cluster_names
from quoteattr.components.speakers.mentions import Mention, MentionKind, find_mentions
from quoteattr.components.speakers.reading import read_discourse
from quoteattr.components.speakers.salience import RecentMentions, Weights
from quoteattr.components.speakers.sources import Form, Source, SourceReader
from quoteattr.components.stages import Attempt, unguarded
from quoteattr.components.vocabulary import body_noun, pronoun
from quoteattr.documents import Document
from quoteattr.spans import Span
from quoteattr.statements import Kind, SpeakerType

# Methods of the rules whose sources are labels of turns.
LABELLED = ("rule:transcript", "rule:label")
BYLINE = re.compile(r"^\s*by\s+", re.I)
SEVERAL_AUTHORS = re.compile(r"\s*(?:,|&|\band\b)\s*")


@dataclass(slots=True, kw_only=True)
class DiscourseState:
    """A document while its sources are resolved.

    Attributes:
        doc, document, reported: what was given.
        mentions: in the order of the text.
        entities: persons and bodies.
        roles: roles beside name mentions, by index of the mention.
        reader: reads further sources.
        sources: one for each statement, None where there is none.
        discourse: who pronouns and descriptions mean.
        ending: indices of mentions by the token after their last.
        quotes: direct quotes by their start, for the quote around a source.
        attempt: does what concerns one statement or one mention only.
        done: resolutions so far, by index of the statement.
    """

    doc: Doc
    document: Document
    reported: tuple[Reported, ...]
    mentions: tuple[Mention, ...]
    entities: Entities
    roles: dict[int, tuple[Role, ...]]
    reader: SourceReader
    sources: tuple[Source | None, ...]
    discourse: Discourse
    ending: dict[int, int]
    quotes: list[tuple[Span, int]]
    attempt: Attempt
    done: dict[int, Resolution] = field(default_factory=dict)

    def before(self, index: int) -> int | None:
        """The statement whose speaker must be known before that of this one."""
        source = self.sources[index]
        if source is None:
            return self.reported[index].carried
        known = pronoun(source.noun) if source.form is Form.PRONOUN else None
        return self.quote_around(index, source.span) if known and known.gender == "self" else None

    def entity_of(self, mention: int) -> Entity | None:
        """The entity that a mention outside quotes means, if that is settled."""
        if self.mentions[mention].quoted:
            return None
        known = self.entities.of_mention.get(mention, ())
        referent = self.discourse.referents.get(mention)
        number = known[0] if len(known) == 1 else referent.entity if referent else None
        return self.entities.all[number] if number is not None else None

    def quote_around(self, index: int, span: Span) -> int | None:
        """The innermost direct quote, other than this statement, that a span lies in."""
        place = bisect_right(self.quotes, span.start, key=lambda quote: quote[0].start)
        for around, other in reversed(self.quotes[max(0, place - 3) : place]):
            if around.contains(span) and other != index:
                return other
        return None


def read_state(
    doc: Doc,
    reported: tuple[Reported, ...],
    document: Document,
    attempt: Attempt = unguarded,
) -> DiscourseState:
    """Read a document once: mentions, entities, roles, sources, referents."""
    quotes = sorted(
        (span, index) for index, item in enumerate(reported) if item.kind is Kind.DIRECT for span in item.spans
    )
    mentions = find_mentions(doc, [span for span, _ in quotes])
    headline = _headline(doc, document)
    entities = cluster_names(mentions, document.title or headline.text)
    roles = _roles(doc, mentions, attempt)
    reader = SourceReader(doc, document.text, mentions)
    sources = tuple(_source_of(item, reader, document.text) for item in reported)
    heads = {source.head: index for index, source in enumerate(sources) if source and source.head is not None}
    _name_persons(mentions, entities, sources)
    weights = Weights()
    discourse = Discourse(
        doc=doc,
        text=document.text,
        mentions=mentions,
        entities=entities,
        roles=roles,
        sources={source.head: source for source in sources if source and source.head is not None},
        reports=_Reports(reported, mentions, heads),
        weights=weights,
        author=author_of(document)[0] if len(author_of(document)) == 1 else None,
        headline=headline.end,
        memory=RecentMentions(weights),
        descriptions=Descriptions(doc),
        pronouns={m.start: index for index, m in enumerate(mentions) if m.kind is MentionKind.PRONOUN},
        ending={m.end: index for index, m in enumerate(mentions) if m.kind is MentionKind.NAME},
    )
    read_discourse(discourse)
    return DiscourseState(
        doc=doc,
        document=document,
        reported=reported,
        mentions=mentions,
        entities=entities,
        roles=roles,
        reader=reader,
        sources=sources,
        discourse=discourse,
        ending={mention.end: index for index, mention in enumerate(mentions)},
        quotes=quotes,
        attempt=attempt,
    )


def _source_of(item: Reported, reader: SourceReader, text: str) -> Source | None:
    """The source of a statement as it reads on the page."""
    if item.source is None:
        return None
    cue = item.cue.of(text) if item.cue else ""
    return reader.read(item.source, cue, is_label=item.method.startswith(LABELLED))


def _headline(doc: Doc, document: Document) -> SpanOfTokens:
    """The first line, when it is the title, or reads like one: no sentence, and a paragraph of its own."""
    end = next((token.i + 1 for token in doc if "\n" in token.text_with_ws or token.is_space), len(doc))
    line = doc[:end]
    words = line.text.strip()
    title = words == (document.title or "").strip()
    return line if title or (end < len(doc) and words[-1:].isalnum()) else doc[:0]


def _name_persons(mentions: Sequence[Mention], entities: Entities, sources: Sequence[Source | None]) -> None:
    """Take a source of two or three capitalised words of which nothing else is known for a person."""
    for source in sources:
        if source is None or source.head is None or source.form is not Form.NAME:
            continue
        known = entities.of_mention.get(source.head, ())
        words = mentions[source.head].words
        if len(known) == 1 and entities.all[known[0]].type is SpeakerType.UNKNOWN and 2 <= len(words.split()) <= 3:
            entities.all[known[0]].type = SpeakerType.PERSON


def _roles(doc: Doc, mentions: Sequence[Mention], attempt: Attempt) -> dict[int, tuple[Role, ...]]:
    """The roles beside each name that has some."""
    found = {}
    for index, mention in enumerate(mentions):
        if mention.kind is not MentionKind.NAME or mention.type is SpeakerType.ORGANIZATION:
            continue
        roles: tuple[Role, ...] = attempt("roles", mention.span, partial(_roles_of, doc, mention), ())
        if roles:
            found[index] = roles
    return found


def _roles_of(doc: Doc, mention: Mention) -> tuple[Role, ...]:
    roles = find_roles(doc, mention.start, mention.end)
    titles = mention.name.titles if mention.name else ()
    return roles or tuple(
        Role(text=words, place=Place.TITLE, start=mention.start, end=mention.start)
        for words in titles
        if is_office(words)
    )


def author_of(document: Document) -> tuple[str, ...]:
    """The persons whom the byline names: one word, or the name of an agency, is nobody."""
    byline = BYLINE.sub("", document.byline or "").strip()
    words = filter(None, SEVERAL_AUTHORS.split(byline))
    return tuple(name for name in words if " " in name and body_noun(name.split()[-1]) is None)


class _Reports:
    """Tells whether a mention stands in what a source mention reports: “Trump will win, he said”."""

    def __init__(self, reported: tuple[Reported, ...], mentions: tuple[Mention, ...], heads: dict[int, int]) -> None:
        self.reported = reported
        self.mentions = mentions
        self.heads = heads

    def __call__(self, source: int, other: int) -> bool:
        index = self.heads.get(source)
        if index is None:
            return False
        mention = self.mentions[other].span
        # A loop takes half the time of any(), and each source asks of forty mentions.
        for span in self.reported[index].spans:  # noqa: SIM110
            if span.contains(mention):
                return True
        return False
