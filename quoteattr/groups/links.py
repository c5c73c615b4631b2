"""Whether two wordings are the same utterance, a piece of it, or the same words of another speaker.

In: two wordings. Out: a `Link`, or none; it follows from the two alone, and does not depend on which comes first::

    link_of(Side(1, voice, wording("we build boats here")), Side(2, voice, wording("We built boats here")))

Near wordings that differ in a number, a name, a negation or an opposite are two utterances, however alike they are.
"""

from typing import NamedTuple

from quoteattr.comparing import Comparison, Match, compare
from quoteattr.contrasts import Concern
from quoteattr.groups.keys import Voice
from quoteattr.store.grouping import Link
from quoteattr.wording import Wording

NEAR, PART, OTHER_SPEAKER = "near", "part", "other_speaker"

# Words that a piece of a longer quote has at least: shorter ones recur in what one speaker says on other days.
SHORTEST_PART = 5
# From this share of the length of the longer one on, two near wordings are versions, below it one is a piece.
VERSION = 0.75
# Similarity of two versions: where there are few words, nearly all have to stay.
FEW, NEAR_FEW = 8, 0.8
# Words, and similarity, from which the same words of two speakers are a conflict and no coincidence.
SHORTEST_CONFLICT, NEAR_CONFLICT = 5, 0.85
# Words that may be changed: so many, or a share of a long quote.
CHANGED, CHANGED_SHARE = 3, 0.125


class Side(NamedTuple):
    """One of two wordings: its number, who says it, and its words."""

    number: int
    voice: Voice
    words: Wording


def link_of(one: Side, other: Side) -> Link | None:
    """The link from a wording to another one that says the same: from the edited or shorter one to the other."""
    shorter, longer = sorted(
        (one, other), key=lambda side: (not side.words.is_edited, len(side.words.words), side.number)
    )
    # Most pairs that meet end here: words that the longer one lacks are words that were changed.
    missing = set(shorter.words.words).difference(longer.words.words)
    if len(missing) - len(shorter.words.bracketed) > _changes(shorter):
        return None
    found = compare(shorter.words, longer.words)
    judge = _relation if shorter.voice == longer.voice else _conflict
    relation = judge(found, shorter, longer)
    return Link(shorter.number, longer.number, relation, found.similarity) if relation else None


def _changes(side: Side) -> float:
    """How many words of a wording may be changed."""
    return max(CHANGED, CHANGED_SHARE * len(side.words.words))


def _share(shorter: Side, longer: Side) -> float:
    return len(shorter.words.words) / len(longer.words.words)


def _relation(found: Comparison, shorter: Side, longer: Side) -> str | None:
    length = len(shorter.words.words)
    if not shorter.voice.is_named:
        return NEAR if found.match is Match.EXACT else None
    if found.match is Match.NONE or found.changed > _changes(shorter):
        return None
    if set(found.concerns) - {Concern.CONTEXT}:
        return None
    if found.match is Match.FRAGMENT or _share(shorter, longer) < VERSION or shorter.words.is_edited:
        # What says itself that words are missing or replaced stands for any wording that has them.
        return PART if length >= SHORTEST_PART and not longer.words.is_edited else None
    return NEAR if found.match is Match.EXACT or length >= FEW or found.similarity >= NEAR_FEW else None


def _conflict(found: Comparison, shorter: Side, longer: Side) -> str | None:
    """Whether two speakers are given the same words."""
    alike = (
        found.match in (Match.EXACT, Match.NEAR)
        and found.similarity >= NEAR_CONFLICT
        and _share(shorter, longer) >= VERSION
    )
    return OTHER_SPEAKER if alike and len(shorter.words.words) >= SHORTEST_CONFLICT else None
