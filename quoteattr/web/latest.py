"""Statements of several articles, a few of each: no article takes the whole list.

In: the cards of one article after the other. Out: groups with the one or two that tell most, and how many more there
are::

    group = group_of(visit, document, cards(visit, await visit.ask(questions.LATEST, id=document["id"], limit=200)))
    print(group.title, len(group.shown), group.more)
"""

from collections.abc import Iterable
from dataclasses import dataclass

from quoteattr.rendering.articles import clean
from quoteattr.statements import Kind
from quoteattr.web.cards import Card
from quoteattr.web.visits import Row, Visit

# Of one article.
SHOWN = 2
# Characters: shorter words say little, longer ones take the place of others.
SHORT, LONG = 40, 280


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """An article, and what of it is shown.

    Attributes:
        title, outlet, published: of the article.
        url: its page.
        shown: the statements that are shown, in the order of the text.
        more: how many others it has.
    """

    title: str
    outlet: str | None
    published: str | None
    url: str
    shown: tuple[Card, ...]
    more: int


def group_of(visit: Visit, document: Row, cards: Iterable[Card], *, whole: bool = False) -> Group:
    """The article with its most telling statements, each of another speaker.

    Args:
        visit: gives addresses.
        document: has its id, title, outlet, published and address.
        cards: of what is said in it.
        whole: show all of them.
    """
    listed = [card for card in cards if not card.within]
    chosen = listed if whole else []
    for card in sorted(listed, key=_rank):
        if not whole and len(chosen) < SHOWN and card.speaker not in [other.speaker for other in chosen]:
            chosen.append(card)
    return Group(
        title=clean(document["title"] or document["address"] or "Untitled"),
        outlet=document["outlet"],
        published=document["published"],
        url=visit.url("documents", document["id"]),
        shown=tuple(sorted(chosen, key=lambda card: card.number)),
        more=len(listed) - len(chosen),
    )


def _rank(card: Card) -> tuple[object, ...]:
    """The best first: said by somebody who is settled, neither a word nor a page long, quoted, sure."""
    record = card.record
    fits = SHORT <= len(card.words) <= LONG
    sure = record["confidence"] * (record["speaker_confidence"] or 0.5)
    indirect = record["kind"] == Kind.INDIRECT
    return (card.refuted, record["speaker"] is None, not fits, indirect, -round(sure, 1), card.number)
