"""Gold documents from annotations that are kept as offsets, laid over the articles that they belong to.

In: an `Annotation` and its `Article`. Out: a `GoldDocument`::

    gold = from_annotation(annotation, article)
    gold.relations[0].speaker.names

Quoted segments that share cue and source are one relation, as in PolNeAR, also when a later one of the paragraph leaves
both out (“A,” she said. “B.”), and a claim stands for the segments inside it. What careful readers may differ on is
ignored; a claim inside another one, and one whose content is no proposition, goes to `nested`, so that finding it is
neither right nor wrong.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quoteattr.annotation.article import Article
from quoteattr.annotation.corpus import AnnotatedEntity, AnnotatedStatement, Annotation, read_annotation
from quoteattr.errors import GoldError
from quoteattr.lexicon import load_entries
from quoteattr.scoring.gold import GoldDocument, GoldRelation, GoldSpeaker, QuotedSegment, SourceForm
from quoteattr.scoring.names import words_of
from quoteattr.statements import Kind


def read_press(folder: Path, articles: Mapping[str, Article], part: str | None = None) -> Iterator[GoldDocument]:
    """The gold documents of a folder of annotations.

    Args:
        folder: JSON files, one an article.
        articles: the texts, by id.
        part: only this part of the corpus.

    Raises:
        GoldError: an annotation cannot be read, or its article is missing or has another text.
    """
    for path in sorted(folder.glob("*.json")):
        annotation = read_annotation(path)
        if part is None or annotation.part == part:
            yield from_annotation(annotation, _article_of(annotation, articles, path))


def _article_of(annotation: Annotation, articles: Mapping[str, Article], path: Path) -> Article:
    article = articles.get(annotation.id)
    if article is None:
        raise GoldError(f"{path}: the texts have no article {annotation.id}; name the file that has it with --texts")
    if article.digest != annotation.digest:
        raise GoldError(f"{path}: article {annotation.id} does not have the text that was annotated")
    return article


@dataclass(kw_only=True)
class _Relations:
    """The relations of a document as they are made."""

    expected: list[GoldRelation] = field(default_factory=list)
    nested: list[GoldRelation] = field(default_factory=list)
    quoted: list[QuotedSegment] = field(default_factory=list)


def from_annotation(annotation: Annotation, article: Article) -> GoldDocument:
    """The gold document of an annotation and its article."""
    made = _Relations()
    claims = [one for one in annotation.statements if one.kind is not Kind.DIRECT]
    for claim in claims:
        is_open = claim.phrase or claim.unsure or any(_is_inside(claim, other) for other in claims)
        (made.nested if is_open else made.expected).append(_relation(annotation, article.text, [claim]))
    quotes = sorted((one for one in annotation.statements if one.kind is Kind.DIRECT), key=lambda one: one.spans)
    for group in _by_cue(article.text, quotes):
        _add_quotes(made, annotation, article.text, group)
    made.quoted += [QuotedSegment(spans=entry.spans) for entry in annotation.not_quotes]
    return GoldDocument(
        id=annotation.id,
        document=article.document,
        group=annotation.genre or "other",
        relations=tuple(made.expected),
        nested=tuple(made.nested),
        quoted=tuple(sorted(made.quoted, key=lambda segment: segment.spans)),
        shown_only=True,
    )


def _is_inside(claim: AnnotatedStatement, other: AnnotatedStatement) -> bool:
    if claim is other or claim.spans == other.spans:
        return False
    return all(any(outer.contains(span) for outer in other.spans) for span in claim.spans)


def _by_cue(text: str, quotes: Iterable[AnnotatedStatement]) -> list[list[AnnotatedStatement]]:
    """Quotes that share a cue and a source together, with those of the paragraph that follow without either."""
    groups: dict[tuple[object, ...], list[AnnotatedStatement]] = {}
    last: AnnotatedStatement | None = None
    for quote in quotes:
        if last is None or quote.cue or quote.source or not _goes_on(text, last, quote):
            last = quote
        groups.setdefault(_key(last), []).append(quote)
    return list(groups.values())


def _key(quote: AnnotatedStatement) -> tuple[object, ...]:
    return (quote.cue, quote.source, quote.speakers) if quote.cue else (quote.spans,)


def _goes_on(text: str, before: AnnotatedStatement, quote: AnnotatedStatement) -> bool:
    """Whether a quote without cue and source continues what was said before it in the paragraph."""
    same = before.speakers == quote.speakers and bool(quote.speakers)
    return same and "\n" not in text[before.spans[-1].end : quote.spans[0].start]


def _add_quotes(made: _Relations, annotation: Annotation, text: str, group: Sequence[AnnotatedStatement]) -> None:
    """The segments of quotes with one cue; those that no claim holds are a relation of their own."""
    alone = []
    for quote in group:
        claim = next((at for at, relation in enumerate(made.expected) if _holds(relation, quote)), None)
        if quote.unsure or claim is not None:
            made.quoted.append(QuotedSegment(spans=quote.spans, relation=claim, ignored=bool(quote.unsure)))
        else:
            alone.append(quote)
    if alone:
        made.quoted += [QuotedSegment(spans=quote.spans, relation=len(made.expected)) for quote in alone]
        made.expected.append(_relation(annotation, text, alone))


def _holds(relation: GoldRelation, quote: AnnotatedStatement) -> bool:
    if relation.kind is not Kind.MIXED:
        return False
    return all(any(outer.contains(span) for outer in relation.content) for span in quote.spans)


def _relation(annotation: Annotation, text: str, statements: Sequence[AnnotatedStatement]) -> GoldRelation:
    first = statements[0]
    return GoldRelation(
        content=tuple(sorted(span for statement in statements for span in statement.spans)),
        cue=first.cue,
        source=(first.source,) if first.source else (),
        kind=first.kind,
        stated_form=_form(annotation, text, first),
        speaker=speaker_of(annotation, text, first),
        polarity=first.polarity,
        modality=first.modality,
    )


def _form(annotation: Annotation, text: str, statement: AnnotatedStatement) -> SourceForm:
    if statement.source is None:
        return SourceForm.EMPTY
    mention = statement.source.of(text)
    if mention.casefold() in _pronouns():
        return SourceForm.PRONOUN
    named = {word for entity in _speakers(annotation, statement) if not entity.anonymous for word in _words(entity)}
    return SourceForm.NAME if named & set(words_of(mention)) else SourceForm.NOMINAL


def _pronouns() -> frozenset[str]:
    entries = load_entries("pronouns")
    return frozenset(form.casefold() for word, entry in entries.items() for form in (word, *entry.many("forms")))


def _words(entity: AnnotatedEntity) -> Iterator[str]:
    """The words of the names that are written with a capital."""
    for name in entity.names:
        yield from words_of(" ".join(word for word in name.split() if not word.islower()))


def _speakers(annotation: Annotation, statement: AnnotatedStatement) -> list[AnnotatedEntity]:
    return [annotation.entity(key) for key in statement.speakers]


def speaker_of(annotation: Annotation, text: str, statement: AnnotatedStatement) -> GoldSpeaker:
    """Who speaks: nobody when the text does not settle it; of several together, all of them."""
    speakers = _speakers(annotation, statement)
    if len(speakers) > 1:
        return GoldSpeaker(names=(_together(speakers),), members=tuple(entity.names for entity in speakers))
    roles = tuple(span.of(text) for span in (*statement.roles, *(role for one in speakers for role in one.roles)))
    return GoldSpeaker(
        names=tuple(name for entity in speakers for name in entity.names),
        named=not any(entity.anonymous for entity in speakers),
        roles=tuple(dict.fromkeys(roles)),
    )


def _together(speakers: Sequence[AnnotatedEntity]) -> str:
    names = [entity.names[0] for entity in speakers]
    return f"{', '.join(names[:-1])} and {names[-1]}"
