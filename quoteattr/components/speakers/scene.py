"""Everything that is known of a document when its sources are resolved.

In: a parsed Doc, the reported statements and the document's metadata. Out: a `Scene` with mentions,
entities, roles, the sources as read, and who pronouns and descriptions mean.
"""

from dataclasses import dataclass, field

from spacy.tokens import Doc

from quoteattr.components.annotations import Reported, Resolution
from quoteattr.components.roles import Role, find_roles
from quoteattr.components.speakers.discourse import Discourse, Weights
from quoteattr.components.speakers.entities import Entities, cluster_names
from quoteattr.components.speakers.mentions import Mention, MentionKind, find_mentions
from quoteattr.components.speakers.sources import Source, SourceReader
from quoteattr.documents import Document
from quoteattr.statements import Kind, SpeakerType


@dataclass(slots=True, kw_only=True)
class Scene:
    """A document while its sources are resolved.

    Attributes:
        doc, document, reported: what was given.
        mentions: in the order of the text.
        entities: persons and bodies.
        roles: roles beside name mentions, by index of the mention.
        sources: one for each statement, None where there is none.
        discourse: who pronouns and descriptions mean.
        done: resolutions so far, by index of the statement.
    """

    doc: Doc
    document: Document
    reported: tuple[Reported, ...]
    mentions: tuple[Mention, ...]
    entities: Entities
    roles: dict[int, tuple[Role, ...]]
    sources: tuple[Source | None, ...]
    discourse: Discourse
    done: dict[int, Resolution] = field(default_factory=dict)


def read_scene(doc: Doc, reported: tuple[Reported, ...], document: Document, weights: Weights | None = None) -> Scene:
    """Read a document once: mentions, entities, roles, sources, referents."""
    quotes = [span for item in reported if item.kind is Kind.DIRECT for span in item.spans]
    mentions = find_mentions(doc, quotes)
    entities = cluster_names(mentions)
    roles = {
        index: found
        for index, mention in enumerate(mentions)
        if mention.kind is MentionKind.NAME
        and mention.type is not SpeakerType.ORGANIZATION
        and (found := find_roles(doc, mention.start, mention.end))
    }
    reader = SourceReader(doc, mentions)
    sources = tuple(reader.read(item.source) if item.source else None for item in reported)
    heads = {source.head: index for index, source in enumerate(sources) if source and source.head is not None}
    discourse = Discourse(
        doc,
        mentions,
        entities,
        roles=roles,
        sources=heads,
        ignored=_Reports(reported, mentions, heads),
        weights=weights,
    )
    discourse.read()
    return Scene(
        doc=doc,
        document=document,
        reported=reported,
        mentions=mentions,
        entities=entities,
        roles=roles,
        sources=sources,
        discourse=discourse,
    )


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
        return any(span.contains(self.mentions[other].span) for span in self.reported[index].spans)
