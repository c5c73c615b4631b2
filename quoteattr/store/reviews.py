"""Reviews: what people have said of a statement, as rows.

In: a judgement of a statement. Out: a row of `reviews`, which stays when the statement is extracted again; it holds
what is right (the words, who says them, in which role) and, for the newsroom's figures, what was extracted::

    store.review(Review(statement="3e9cb84314349386", judgement=Judgement.RIGHT, reviewer="mia"))

reviewing.py puts them into effect. What was missed is `Missed`, and its row one of `Judgement.ADDED`.
"""

from dataclasses import dataclass
from enum import StrEnum

from quoteattr.spans import Span
from quoteattr.statements import Kind

# `statements.method` of what a person has reviewed, and of what nothing but a person has found.
BY_REVIEW, BY_REVIEWER = "review", "reviewer"


class Judgement(StrEnum):
    """What a reviewer says of a statement.

    Attributes:
        RIGHT: words, speaker and role are right.
        CORRECTED: they are right as the review has them.
        WRONG: nobody is reported to say this.
        ADDED: it was missed, and is right as the review has it.
    """

    RIGHT = "right"
    CORRECTED = "corrected"
    WRONG = "wrong"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is right; a review that corrects states all of it, also what was right before.

    Attributes:
        speaker: who says it, None when the text does not settle it.
        speaker_type: person, organization, group, document or unknown.
        role: what the text says that the speaker is.
        spans: where the words stand in the document.
        polarity: asserted, denied or not_said.
        modality: statement, question, directive, thought, hypothetical or future.
        addressee: whom it was said to, when the text tells.
    """

    speaker: str | None
    speaker_type: str
    role: str | None
    spans: tuple[Span, ...]
    polarity: str
    modality: str
    addressee: str | None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A statement that no extraction has found, as a reviewer has.

    Attributes:
        document: the id of its document.
        kind: direct, indirect or mixed.
        reviewer: who says so.
        right: the statement.
        note: why, in the reviewer's words.
    """

    document: str
    kind: Kind
    reviewer: str
    right: Correction
    note: str | None = None
