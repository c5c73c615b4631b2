"""A web page: the articles with their statements highlighted by speaker, and a table of them.

In: articles. Out: one page that needs no other file and loads nothing from the network::

    write(articles, sys.stdout)

The text of an article is written by strangers: the template escapes all of it, the page forbids scripts,
and only http(s) addresses become links.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TextIO

from quoteattr import __version__
from quoteattr.rendering.articles import (
    CONTROLS,
    PLAIN_ACT,
    Article,
    act_of,
    clean,
    history_of,
    is_negated,
    pieces_within,
    role_of,
    speaker_of,
    verb_of,
)
from quoteattr.rendering.highlights import Stretch, paragraphs_of
from quoteattr.sureness import speaker_sureness, words_sureness

# Degrees. The golden angle keeps the colours of neighbouring speakers far apart, however many there are;
# red is left out (30 degrees on either side), because it means denied.
FIRST_HUE, HUE_STEP, HUES, RED = 180, 137.5, 300, 30
TEMPLATE = "statements.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One statement as the page shows it.

    Attributes:
        number: its place in the tables of the page; of one within a claim, that of the row before it.
        negated: denied, or not said.
        plain: the speaker simply says it.
        words_sure, speaker_sure: how sure its words and its speaker are, in words and as a number.
        piece: it belongs to a mixed claim.
        within: that claim is in the table and shows its words, so that it has no row of its own.
        nested: it stands inside another quote.
        hue: the speaker's colour in degrees, None for an unsettled speaker.
        history: where the words were said first, and in which wordings, when they are in several places.
    """

    number: int
    speaker: str
    role: str
    act: str
    verb: str
    words: str
    kind: str
    words_sure: str
    speaker_sure: str
    negated: bool
    plain: bool
    piece: bool
    within: bool
    nested: bool
    hue: int | None
    history: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One article as the page shows it."""

    title: str
    facts: str
    link: str | None
    lines: tuple[Line, ...]
    paragraphs: tuple[tuple[Stretch, ...], ...]


def write(articles: Iterable[Article], out: TextIO) -> None:
    """Write the page; articles are rendered one after the other."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("quoteattr.rendering"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template(TEMPLATE)
    out.writelines(page.generate(sections=_sections(articles), version=__version__))


def _sections(articles: Iterable[Article]) -> Iterator[Section]:
    number = 0
    for article in articles:
        yield Section(
            title=clean(article.title or article.address or "Standard input"),
            facts=" · ".join(clean(fact) for fact in (article.published, article.outlet, article.address) if fact),
            link=article.address if (article.address or "").startswith(("http://", "https://")) else None,
            lines=tuple(_lines(article, number)),
            paragraphs=tuple(map(_without_controls, paragraphs_of(article))),
        )
        number += len(article.records) - len(pieces_within(article.records))


def _without_controls(paragraph: Iterable[Stretch]) -> tuple[Stretch, ...]:
    return tuple(replace(stretch, words=CONTROLS.sub("", stretch.words)) for stretch in paragraph)


def _lines(article: Article, before: int) -> Iterator[Line]:
    hues: dict[str, int] = {}
    pieces = pieces_within(article.records)
    number = before
    for record in article.records:
        number += record["id"] not in pieces
        speaker = record["speaker"]
        if speaker:
            hues.setdefault(speaker, RED + int(FIRST_HUE + len(hues) * HUE_STEP) % HUES)
        yield _line(record, number, hues.get(speaker), within=record["id"] in pieces)


def _line(record: dict[str, Any], number: int, hue: int | None, *, within: bool) -> Line:
    return Line(
        number=number,
        speaker=speaker_of(record),
        role=role_of(record),
        act=act_of(record),
        verb=verb_of(record),
        words=clean(record["text"]),
        kind=record["kind"],
        words_sure=words_sureness(record),
        speaker_sure=speaker_sureness(record),
        negated=is_negated(record),
        plain=act_of(record) == PLAIN_ACT,
        piece=record["claim_id"] is not None,
        within=within,
        nested=record["parent_id"] is not None,
        hue=hue,
        history=history_of(record),
    )
