"""Reviews: what people have said of a statement, as rows.

In: a judgement of a statement. Out: a row of `reviews`, which stays when the statement is extracted again; it holds
what is right (the words, who says them, in which role) and, for the newsroom's figures, what was extracted::

    store.review(Review(statement="3e9cb84314349386", judgement=Judgement.RIGHT, reviewer="mia"))

reviewing.py puts them into effect.
"""

from dataclasses import dataclass
from enum import StrEnum

from quoteattr.spans import Span

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
