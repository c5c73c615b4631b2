"""What kind of act a report is: asserted or denied, statement or question, said where and to whom.

In: the text and the cue, source and content of one attribution. Out: a `Frame`::

    Kim Wu denied that she lied.   ->  Frame(polarity=DENIED, modality=STATEMENT, ...)
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quoteattr.spans import Span
from quoteattr.statements import Modality, Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How a content is reported.

    Attributes:
        is_statement: False when nothing is reported ("declined to comment").
    """

    polarity: Polarity = Polarity.ASSERTED
    modality: Modality = Modality.STATEMENT
    medium: str | None = None
    addressee: str | None = None
    is_statement: bool = True


def frame_of(text: str, cue: Sequence[Span], source: Sequence[Span], content: Sequence[Span]) -> Frame:
    """The frame of one attribution."""
    return Frame()
