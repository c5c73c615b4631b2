"""An article with numbers on what an annotator points at.

In: an article. Out: `Numbered`: its paragraphs, its quoted segments and the phrases that may mention somebody
(pronouns, names, descriptions), each with a number, and `render`, which prints them in the text::

    p1 Q1⟨“We are late,”⟩ said {1 {2 Harbour} Minister Mia Orr}.

Quoted segments are what the marks say, before anybody decides whether it is a quote; candidates are phrases of a
parser, before anybody decides whom they mean. Neither needs a model of ours.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from quoteattr.annotation.article import Article
from quoteattr.components.quotations import find_quotations
from quoteattr.spans import Span, trim

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

# Entities that may speak, or that a pronoun may mean.
_NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE", "FAC", "PRODUCT", "WORK_OF_ART"})
_PRONOUN_TAGS = frozenset({"PRP", "PRP$"})
# Nouns that no phrase is a mention by: times, measures, and what is mere talk of something.
_NO_MENTION = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})
_ARTICLES = frozenset({"a", "an", "the"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """An article and what its numbers stand for; the first of each is number 1.

    Attributes:
        article: the article.
        paragraphs: its lines that are not empty.
        quoted: the outermost segments in quotation marks, one span a paragraph, without their marks.
        candidates: phrases that may mention somebody, by position, an outer one before those inside it.
    """

    article: Article
    paragraphs: tuple[Span, ...]
    quoted: tuple[tuple[Span, ...], ...]
    candidates: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The text that every span points into."""
        return self.article.text


def number(article: Article, parser: "Language") -> Numbered:
    """Give numbers to the paragraphs, quoted segments and candidate mentions of an article."""
    return Numbered(
        article=article,
        paragraphs=tuple(_paragraphs(article.text)),
        quoted=tuple(_quoted(article.text)),
        candidates=_candidates(parser, article.text),
    )


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield trim(text, Span(start, start + len(line)))
        start += len(line)


def _quoted(text: str) -> Iterator[tuple[Span, ...]]:
    end = 0
    for quotation in find_quotations(text):
        if quotation.spans and quotation.spans[0].start >= end:
            end = quotation.spans[-1].end
            yield quotation.spans


def _candidates(parser: "Language", text: str) -> tuple[Span, ...]:
    """Phrases that may mention somebody; of two with one head only the longer."""
    found: dict[int, Span] = {}
    paragraphs = tuple(_paragraphs(text))
    docs = parser.pipe(paragraph.of(text) for paragraph in paragraphs)  # a sixth of the time of one by one
    for paragraph, doc in zip(paragraphs, docs, strict=True):
        for head, span in _phrases(doc):
            moved = Span(paragraph.start + span.start, paragraph.start + span.end)
            at = paragraph.start + head.idx
            if at not in found or len(moved.of(text)) > len(found[at].of(text)):
                found[at] = moved
    return _nested(found.values())


def _phrases(doc: "Doc") -> "Iterator[tuple[Token, Span]]":
    """Each phrase with its head: noun phrases, names, pronouns, and possessors inside phrases."""
    for phrase in chain(doc.noun_chunks, doc.ents):
        if _may_mention(phrase):
            yield phrase.root, _characters(phrase)
    for token in doc:
        if token.tag_ in _PRONOUN_TAGS:
            yield token, Span(token.idx, token.idx + len(token))


def _may_mention(phrase: "TokenSpan") -> bool:
    head = phrase.root
    if head.ent_type_ in _NO_MENTION or not any(character.isalpha() for character in phrase.text):
        return False
    return head.pos_ in {"NOUN", "PROPN", "PRON"} or phrase.label_ in _NAMED or head.ent_type_ in _NAMED


def _characters(phrase: "TokenSpan") -> Span:
    """The phrase without a possessive ending, punctuation at its edges, and quotation marks."""
    text = phrase.doc.text
    span = trim(text, Span(phrase.start_char, phrase.end_char), " \n\t\"“”‘’',;:()[]—–-")
    words = span.of(text)
    for ending in ("'s", "’s"):
        if words.endswith(ending):
            return Span(span.start, span.end - len(ending))
    return span


def _nested(spans: Iterable[Span]) -> tuple[Span, ...]:
    """By position, outer before inner; a span that crosses another one's edge is left out."""
    kept: list[Span] = []
    open_until: list[int] = []
    for span in sorted(set(spans), key=lambda span: (span.start, -span.end)):
        while open_until and open_until[-1] <= span.start:
            open_until.pop()
        if span.start < span.end and (not open_until or span.end <= open_until[-1]):
            kept.append(span)
            open_until.append(span.end)
    return tuple(kept)


def render(numbered: Numbered) -> str:
    """The article as an annotator reads it: `{12 the minister}` is candidate 12, `Q3⟨“...”⟩` quoted segment 3."""
    lines = [_header(numbered.article)]
    marks = sorted(_inserts(numbered), key=lambda insert: insert[:2])
    for at, paragraph in enumerate(numbered.paragraphs, 1):
        inside = [(place, words) for place, _, words in marks if paragraph.start <= place <= paragraph.end]
        lines.append(f"p{at} {_insert(numbered.text, paragraph, inside)}")
    return "\n".join(lines)


def _header(article: Article) -> str:
    known = (article.outlet, article.date, article.genre, article.title)
    return f"=== {article.id} · " + " · ".join(value for value in known if value)


def _inserts(numbered: Numbered) -> Iterator[tuple[int, tuple[int, int], str]]:
    """What goes where; at one place, what ends goes before what begins, and an outer beginning before an inner one."""
    for at, span in enumerate(numbered.candidates, 1):
        yield span.start, (2, at), f"{{{at} "
        yield span.end, (0, -at), "}"
    for at, spans in enumerate(numbered.quoted, 1):
        for part, span in enumerate(spans):
            yield span.start, (1, at), f"Q{at}{'+' if part else ''}⟨"
            yield span.end, (1, -at), "⟩"


def _insert(text: str, paragraph: Span, inserts: Iterable[tuple[int, str]]) -> str:
    pieces, start = [], paragraph.start
    for place, words in inserts:
        pieces += [text[start:place], words]
        start = place
    return "".join((*pieces, text[start : paragraph.end]))
