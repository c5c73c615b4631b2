"""What the next clause or sentence takes back, and what it leaves as it was said."""

import pytest

from quoteattr.statements import Polarity
from tests.parses import extract

TAKEN_BACK = {
    "“Hope is a debt” is often credited to the novelist Ines Karr, but she said no such thing.": "Hope is a debt",
    "Ines Karr is quoted as saying that “hope is a debt”. She never said that.": "hope is a debt",
    "A post claims that Wendy Lau called the marchers “vermin”. She did not.": "vermin",
    "A post claims that Wendy Lau called the marchers “vermin”. That is false.": "vermin",
    "A post claims that Wendy Lau called the marchers “vermin”. No.": "vermin",
    "Wendy Lau wrote: “The marchers are vermin.” The quote is a fabrication.": "The marchers are vermin.",
}
LEFT = {
    "“I won the vote,” Dale Fong said. That is false.": "I won the vote,",
    "“I will resign on Monday,” Dale Fong said. He did not.": "I will resign on Monday,",
    "“They stole the boat,” Dale Fong said. Wendy Lau never said that.": "They stole the boat,",
    "“They stole the boat,” Dale Fong said. He did not say that lightly.": "They stole the boat,",
    "“It was dark,” Dale Fong said. “She never said that.”": "It was dark,",
}


def polarities(text: str, words: str) -> set[Polarity]:
    """Those of the statements that are the words."""
    return {one.polarity for one in extract(text).statements if one.text == words}


@pytest.mark.parametrize("text", TAKEN_BACK)
def test_words_are_taken_back(text: str) -> None:
    assert polarities(text, TAKEN_BACK[text]) == {Polarity.NOT_SAID}


@pytest.mark.parametrize("text", LEFT)
def test_words_are_left_to_who_said_them(text: str) -> None:
    assert polarities(text, LEFT[text]) == {Polarity.ASSERTED}
