"""What has been read of a clause so far: a verb or noun with the words of its own clause.

In: the words of a sentence. Out: a `Node`, which `steps` moves to the left, word by word, until `borders` says that the
clause begins::

    Node(at=3, top=4)     Hale did not | say “...”     before “say”, with “not” still to be read
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from quoteattr.components.veridicality.words import FINITE, QUOTED, Word

# Marks that end a clause, or stand around an aside in it.
STOPS = frozenset({",", ";", ":", "(", ")", "[", "]", "—", "–", "-", "--", QUOTED, ".", "!", "?"})
# What may stand before the auxiliary that opens a question: `But did Hale say`, `So did Hale say`.
OPENINGS = frozenset({QUOTED, "and", "but", "or", "so", "then", "yet"})


class Mood(StrEnum):
    """How a clause is told, when it is no plain statement."""

    CONDITION = "condition"
    COUNTERFACTUAL = "counterfactual"
    QUESTION = "question"


@dataclass(slots=True, kw_only=True)
class Node:
    """A verb or noun and what has been read of its clause so far, from the right to the left.

    Attributes:
        at: number of the word behind what is still to be read.
        top: number of the verb or noun.
        subject: where its subject stands, when that is known and stands before it.
        link: how what governs it would be tied to it (`takes` of the list); None for a finite verb.
        negators: the words that negate it.
    """

    words: Sequence[Word]
    at: int
    top: int
    subject: tuple[int, int] | None
    depth: int
    link: str | None
    group: list[str] = field(default_factory=list)
    negators: list[str] = field(default_factory=list)
    is_negated: bool = False
    has_subject: bool = False
    is_false: bool = False
    is_fabricated: bool = False
    is_open: bool = False
    mood: Mood | None = None

    def negate(self, start: int, end: int) -> None:
        """Turn what it says into its opposite; the words between the two numbers do so."""
        self.negators.append(" ".join(word.text for word in self.words[start:end]))
        self.is_negated = not self.is_negated


def asks_at_start(node: Node) -> bool:
    """`Is it true that Hale said ...?`: the sentence opens with an auxiliary, and asks."""
    first = next((word for word in node.words if word.text not in OPENINGS), None)
    return first is not None and first.text in FINITE and any(word.text == "?" for word in node.words[node.top :])
