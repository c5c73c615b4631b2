"""Reviews: what people have said of a statement, as rows.

In: a judgement of a statement. Out: a row of `reviews`, which stays when the statement is extracted again; it holds
what is right (the words, who says them, in which role) and, for the newsroom's figures, what was extracted::

    store.review(Review(statement="3e9cb84314349386", judgement=Judgement.RIGHT, reviewer="mia"))

reviewing.py puts them into effect.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from quoteattr.spans import Span
from quoteattr.store.views import make_statements

if TYPE_CHECKING:
    from sqlite_utils import Database

# `statements.method` of what a person has reviewed.
BY_REVIEW = "review"


class Judgement(StrEnum):
    """What a reviewer says of a statement.

    Attributes:
        RIGHT: words, speaker and role are right.
        CORRECTED: they are right as the review has them.
        WRONG: nobody is reported to say this.
    """

    RIGHT = "right"
    CORRECTED = "corrected"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is right; a review that corrects states all of it, also what was right before.

    Attributes:
        speaker: who says it, None when the text does not settle it.
        speaker_type: person, organization, group, document or unknown.
        role: what the text says that the speaker is.
        spans: where the words stand in the document.
    """

    speaker: str | None
    speaker_type: str
    role: str | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a reviewer says of a statement.

    Attributes:
        statement: its id.
        judgement: right, corrected or wrong.
        reviewer: who says so.
        correction: what is right instead; only with `Judgement.CORRECTED`.
        note: why, in the reviewer's words.
    """

    statement: str
    judgement: Judgement
    reviewer: str
    correction: Correction | None = None
    note: str | None = None


# No foreign keys: a review outlives the statement and the document that it was made of.
_TABLE = """
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    judgement TEXT NOT NULL CHECK (judgement IN ('right', 'corrected', 'wrong')),
    speaker TEXT,
    found_speaker TEXT,
    role TEXT,
    found_role TEXT,
    found_text TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    created TEXT NOT NULL,
    note TEXT,
    kind TEXT NOT NULL,
    confidence REAL NOT NULL,
    found_by TEXT NOT NULL,
    title TEXT,
    address TEXT,
    speaker_type TEXT NOT NULL,
    spans TEXT NOT NULL,
    statement_id TEXT NOT NULL,
    found_id TEXT,
    document_id TEXT NOT NULL,
    found TEXT NOT NULL
);
"""

_INDEXES = ("judgement", "speaker", "found_speaker", "reviewer", "created", "kind", "address", "statement_id",
            "document_id", "found_by")  # fmt: skip


def add_reviews(database: "Database") -> None:
    """Reviews, and what the last one says of each quote and claim."""
    database.executescript(_TABLE)
    for column in _INDEXES:
        database.table("reviews").create_index((column,))
    for table in ("quotes", "claims"):
        database.table(table).add_column("review", str)
        database.table(table).create_index(("review",))
    make_statements(database)
