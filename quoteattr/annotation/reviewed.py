"""What reviewers have decided, as annotations to measure and to train with.

In: a database. Out: for each document that has a review its text and an `Annotation`, as corpora/press has them::

    for article, annotation in reviewed_articles(Path("quotes.db")):
        write_annotation(annotation, folder / f"{article.id}.json")

What reviewers have found right, corrected or added is annotated so, and with a claim its quoted pieces; a quote that
nobody says is a `NotQuote`. What nobody has reviewed is `unsure`, so that finding it is neither right nor wrong.
Mentions are only those that are certain: the sources of reviewed statements, and the places of the speaker's names.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from quoteattr.annotation.article import Article
from quoteattr.annotation.corpus import AnnotatedEntity, AnnotatedStatement, Annotation, NotQuote
from quoteattr.documents import Document
from quoteattr.queries import reading
from quoteattr.spans import Span
from quoteattr.statements import Kind, Speaker, Statement
from quoteattr.store.judging import judgements_in, reviewed_documents
from quoteattr.store.reading import Stored, read_documents
from quoteattr.store.reviews import Judgement

OPEN = "nobody has reviewed it"
NOBODY = "nobody says it"
_ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)


def reviewed_articles(database: Path, part: str | None = None) -> Iterator[tuple[Article, Annotation]]:
    """The documents that have a review, with what reviewers have decided in them.

    Args:
        database: the file.
        part: of the corpus that they are to belong to: train, dev or test.

    Raises:
        StoreError: the file is no database of quoteattr.
    """
    with reading(database) as connection:
        for found in read_documents(connection, reviewed_documents(connection)):
            document = found.extraction.document
            article = _article(document)
            yield article, _annotation(article, found, judgements_in(connection, document.id), part)


def _article(document: Document) -> Article:
    return Article(
        id=document.id,
        text=document.text,
        outlet=document.outlet,
        title=document.title,
        date=document.published,
        url=document.address,
    )


def _annotation(article: Article, found: Stored, judged: Mapping[str, Judgement], part: str | None) -> Annotation:
    statements = found.extraction.statements
    decided = _decided(statements, judged)
    right = [one for one in statements if one.id in decided]
    refuted = [one for one in statements if judged.get(one.id) is Judgement.WRONG]
    entities = dict(_entities(article.text, found.extraction.speakers, right))
    return Annotation(
        id=article.id,
        digest=article.digest,
        url=article.url,
        part=part,
        outlet=article.outlet,
        date=article.date,
        entities=tuple(entities.values()),
        statements=tuple(
            _statement(article.text, one, entities, is_open=one.id not in decided)
            for one in statements
            if one not in refuted
        ),
        not_quotes=tuple(NotQuote(spans=one.spans, what=NOBODY) for one in refuted if one.kind is Kind.DIRECT),
    )


def _decided(statements: Sequence[Statement], judged: Mapping[str, Judgement]) -> set[str]:
    """Ids of what reviewers have found right; a claim and its quoted pieces of one speaker are right together."""
    found = {one.id for one in statements if judged.get(one.id, Judgement.WRONG) is not Judgement.WRONG}
    claims = {one.id: one for one in statements if one.kind is not Kind.DIRECT}
    for piece in statements:
        claim = claims.get(piece.claim_id or "")
        if claim and (claim.speaker, claim.polarity) == (piece.speaker, piece.polarity):
            pair = {piece.id, claim.id}
            if found & pair and not any(judged.get(one) is Judgement.WRONG for one in pair):
                found |= pair
    return found


def _entities(
    text: str, speakers: Iterable[Speaker], right: Iterable[Statement]
) -> Iterator[tuple[str, AnnotatedEntity]]:
    """Those who say something that reviewers have found right, by the name that statements have."""
    sources: dict[str, set[Span]] = {}
    for statement in right:
        if statement.speaker:
            spans = [statement.source_span] if statement.source_span else []
            sources.setdefault(statement.speaker, set()).update(spans)
    for number, speaker in enumerate(one for one in speakers if one.name in sources):
        names = tuple(dict.fromkeys((speaker.name, *speaker.names)))
        named = () if speaker.anonymous else (span for name in names for span in _places(text, name))
        entity = AnnotatedEntity(
            key=f"e{number}",
            names=tuple(dict.fromkeys(_ARTICLE.sub("", name) for name in names)) if speaker.anonymous else names,
            type=speaker.type,
            anonymous=speaker.anonymous,
            roles=tuple(span for role in speaker.roles for span in _places(text, role)[:1]),
            mentions=_outermost({*sources[speaker.name], *named}),
        )
        yield speaker.name, entity


def _places(text: str, words: str) -> list[Span]:
    """Where words stand in the text, as whole words."""
    return [Span(*match.span()) for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]


def _outermost(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, without those that lie within another one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _statement(
    text: str, statement: Statement, entities: Mapping[str, AnnotatedEntity], *, is_open: bool
) -> AnnotatedStatement:
    speaker = entities.get(statement.speaker or "")
    role = _nearest(text, statement) if speaker and statement.role else None
    return AnnotatedStatement(
        kind=statement.kind,
        spans=statement.spans,
        cue=(statement.cue_span,) if statement.cue_span else (),
        source=statement.source_span,
        speakers=(speaker.key,) if speaker else (),
        roles=(role,) if role else (),
        polarity=statement.polarity,
        modality=statement.modality,
        unsure=OPEN if is_open else None,
    )


def _nearest(text: str, statement: Statement) -> Span | None:
    """Where the role of the speaker stands, nearest to the source or to the words."""
    at = (statement.source_span or statement.spans[0]).start
    return min(_places(text, statement.role or ""), key=lambda span: abs(span.start - at), default=None)
