"""A quote that repeats words of a fuller one by the same speaker points to it."""

import pytest

from quoteattr.components.repeats import find_fuller

FULL = "I am sure that the harbour wall will hold, and I told the council so"


@pytest.mark.parametrize(
    ("why", "quotes", "expected"),
    [
        ("a phrase of the full sentence", [("the harbour wall will hold", "Ada Berg"), (FULL, "Ada Berg")], (1, None)),
        ("the full sentence may come first", [(FULL, "Ada Berg"), ("told the council so", "Ada Berg")], (None, 0)),
        ("case and punctuation do not count", [("wall will hold and I", "Ada Berg"), (FULL, "Ada Berg")], (1, None)),
        ("marks inside do not count", [("the ‘harbour wall’ will", "Ada Berg"), (FULL, "Ada Berg")], (1, None)),
        (
            "somebody else's words are not the same quote",
            [("wall will hold", "Bo Lind"), (FULL, "Ada Berg")],
            (None, None),
        ),
        ("two words recur by chance", [("harbour wall", "Ada Berg"), (FULL, "Ada Berg")], (None, None)),
        ("unknown speakers are not compared", [("wall will hold", None), (FULL, None)], (None, None)),
        ("a part of a word is not the word", [("all will hold", "Ada Berg"), (FULL, "Ada Berg")], (None, None)),
        ("equal quotes have no fuller one", [(FULL, "Ada Berg"), (FULL, "Ada Berg")], (None, None)),
        (
            "the fullest of several",
            [("wall will hold", "Ada Berg"), ("the wall will hold, I think", "Ada Berg"), (FULL, "Ada Berg")],
            (2, None, None),
        ),
    ],
)
def test_fuller_quote(why, quotes, expected):
    assert find_fuller(quotes) == expected, why
