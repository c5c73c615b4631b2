"""What is doubtful: the statements that a reviewer should look at first.

In: a database and an order. Out: records of statements that nobody has reviewed (docs/data-model.md)::

    for record in doubts(Path("quotes.db"), Order.MOST_SEEN, limit=20):
        print(doubt_of(record), record["speaker"], record["text"])

Sure is the lower of two: that the words are a statement, and that it is this speaker who says them.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from quoteattr.queries import Record, reading, record_at
from quoteattr.store import questions

# At or above it, nine in ten are right.
SURE = 0.9


class Order(StrEnum):
    """What comes first: the least sure, or what stands in the most documents."""

    LEAST_SURE = "least-sure"
    MOST_SEEN = "most-seen"


_QUESTIONS = {Order.LEAST_SURE: questions.LEAST_SURE, Order.MOST_SEEN: questions.MOST_SEEN}


def doubts(
    database: Path, order: Order = Order.LEAST_SURE, *, below: float = SURE, limit: int = 50, offset: int = 0
) -> Iterator[Record]:
    """Statements that nobody has reviewed and that are less sure than `below`.

    Args:
        database: the file.
        order: what comes first; of the most seen, each utterance once, as it was said first.
        below: 0..1.
        limit: how many at most.
        offset: after how many.

    Raises:
        StoreError: the file is no database of quoteattr.
    """
    bounds = {"below": below, "last": limit + offset, "offset": offset}
    with reading(database) as connection:
        for row in connection.execute(_QUESTIONS[order], bounds):
            yield record_at(connection, row["place"], row["number"])


def doubt_of(record: Mapping[str, Any]) -> float:
    """How sure a record is: that somebody says it, and that it is this speaker, whichever is less."""
    speaker = record["speaker_confidence"]
    return float(record["confidence"] if speaker is None else min(record["confidence"], speaker))
