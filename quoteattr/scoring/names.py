"""Whether two ways of writing a speaker or a role mean the same one.

In: a predicted name or description and the gold. Out: a verdict. A name has to be one of the names
that the gold accepts, whatever its case, diacritics, article or possessive ending. A description
("a senior official") and a role are right when their head word is right and one of the two says all
that the other says::

    >>> same_description("Senior official at the ministry", "a senior official")
    True
    >>> same_description("the ministry", "senior official at the ministry")
    False
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum

from quoteattr.scoring.gold import GoldSpeaker
from quoteattr.spans import WORD

ARTICLES = frozenset({"a", "an", "the"})
# Words at which the head of a description ends: "chair | of the inquiry", "person | close to them".
# fmt: off
AFTER_THE_HEAD = frozenset({
    "at", "briefed", "by", "close", "familiar", "for", "from", "in", "issued", "of", "on", "published", "released",
    "seen", "speaking", "that", "to", "when", "which", "who", "whose", "with",
})
# fmt: on
# The possessive ending, after its apostrophe has been made straight.
POSSESSIVE = re.compile(r"'s\b|(?<=s)'(?=\s|$)")
# “Ann Lee, Bo Lind and Jo Tan”
BETWEEN_NAMES = re.compile(r",\s*(?:and\s+)?|\s+and\s+")


class SpeakerVerdict(StrEnum):
    """How a predicted speaker or role compares with the gold."""

    RIGHT = "right"
    WRONG = "wrong"
    UNSETTLED = "unsettled"  # none is given, though the gold has one
    MISSED = "missed"  # the statement itself was not found


def judge_speaker(gold: GoldSpeaker, predicted: str | None) -> SpeakerVerdict:
    """The verdict on a predicted speaker; none is right where the text settles none.

    Of several who speak together all have to be named: the first alone is wrong.
    """
    if predicted is None:
        return SpeakerVerdict.UNSETTLED if gold.names else SpeakerVerdict.RIGHT
    if gold.members:
        return (
            SpeakerVerdict.RIGHT
            if _same_members(gold.members, BETWEEN_NAMES.split(predicted))
            else SpeakerVerdict.WRONG
        )
    same = same_name if gold.named else same_description
    return SpeakerVerdict.RIGHT if any(same(name, predicted) for name in gold.names) else SpeakerVerdict.WRONG


def judge_role(gold: GoldSpeaker, predicted: str | None) -> SpeakerVerdict:
    """The verdict on a predicted role; none is right where the text gives none.

    What describes an unnamed source ("a senior official") is its role as well.
    """
    if predicted is None:
        return SpeakerVerdict.UNSETTLED if gold.roles else SpeakerVerdict.RIGHT
    roles = gold.roles if gold.named else (*gold.roles, *gold.names)
    return SpeakerVerdict.RIGHT if any(same_description(role, predicted) for role in roles) else SpeakerVerdict.WRONG


def _same_members(wanted: Sequence[tuple[str, ...]], given: Sequence[str]) -> bool:
    """Whether each of those who speak together is among the names, and nobody else."""
    found = [any(same_name(name, one) for name in names for one in given) for names in wanted]
    return all(found) and len(given) == len(wanted)


def same_name(one: str, other: str) -> bool:
    """Whether two names are written the same but for case, marks, diacritics and article."""
    return words_of(one) == words_of(other)


def same_description(one: str, other: str) -> bool:
    """Whether two descriptions have the same head, and one has all the content words of the other."""
    first, second = words_of(one), words_of(other)
    if not first or not second or _head(first) != _head(second):
        return False
    mine, theirs = _content(first), _content(second)
    return mine <= theirs or theirs <= mine


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name without case, diacritics, possessive endings and leading article."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'")).casefold()
    bare = "".join(character for character in plain if not unicodedata.combining(character))
    words = tuple(WORD.findall(POSSESSIVE.sub("", bare)))
    return words[1:] if words and words[0] in ARTICLES else words


def _head(words: tuple[str, ...]) -> str:
    end = next((index for index, word in enumerate(words) if index and word in AFTER_THE_HEAD), len(words))
    return words[end - 1]


def _content(words: Iterable[str]) -> frozenset[str]:
    return frozenset(words) - ARTICLES - AFTER_THE_HEAD
