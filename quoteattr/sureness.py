"""How sure something is, in words that a reader understands, with the number behind them.

In: the record of a statement. Out: what is known of its words, and of its speaker, which are two things: a text may
leave no doubt that something was said, and not settle by whom::

    >>> words_sureness({"confidence": 0.98})
    'very sure 0.98'
    >>> speaker_sureness({"speaker": None, "speaker_confidence": None})
    'not settled'
"""

from collections.abc import Mapping
from typing import Any

# The confidences are calibrated, so that each step says how often the rows of its kind are right; lowest bound first
# where it begins. Every step has a word of its own: "likely" never means both nineteen and twelve in twenty.
STEPS: tuple[tuple[float, str, str], ...] = (
    (0.95, "very sure", "at least nineteen in twenty are right"),
    (0.85, "sure", "about nine in ten are right"),
    (0.70, "likely", "about three in four are right"),
    (0.50, "unsure", "more are right than wrong"),
    (0.00, "doubtful", "as many are wrong as right, or more"),
)
# What a reader may ask for at least, as a form gives it, with its word.
STEPS_GIVEN = tuple((f"{least:.2f}", word) for least, word, _ in STEPS if least)
UNSETTLED, UNMEASURED = "not settled", "not measured"


def bound(given: str) -> float:
    """The least chance that a form asks for: one of the steps; 0 for anything else."""
    return float(given) if given in dict(STEPS_GIVEN) else 0.0


def in_words(chance: float) -> str:
    """The word for a chance of 0 to 1."""
    return next(word for least, word, _ in STEPS if chance >= least)


def with_number(chance: float) -> str:
    """The word for a chance, and the chance."""
    return f"{in_words(chance)} {chance:.2f}"


def words_sureness(record: Mapping[str, Any]) -> str:
    """How sure it is that the words are a statement with this source."""
    return with_number(record["confidence"])


def speaker_sureness(record: Mapping[str, Any]) -> str:
    """How sure it is that the speaker is who the source means; one that the text leaves open is "not settled".

    What was extracted before this was measured, and what a reviewer names, has no number: "not measured".
    """
    if record["speaker"] is None:
        return UNSETTLED
    chance = record.get("speaker_confidence")
    return UNMEASURED if chance is None else with_number(chance)
