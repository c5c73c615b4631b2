"""What a database may say about words, and how it is said.

In: nothing. Out: the outcomes of `verify`, with a sentence for each::

    >>> SENTENCES[Outcome.DENIED].format(speaker="Mia Orr", asked=None, shared="100%")
    'Denied by Mia Orr.'
"""

from enum import StrEnum

from quoteattr.statements import Modality


class Outcome(StrEnum):
    """What a database says about words."""

    EXACT = "exact"
    FRAGMENT = "fragment"
    NEAR = "near"
    DENIED = "denied"
    NOT_SAID = "not_said"
    CLAIM = "claim"
    OTHER_SPEAKER = "other_speaker"
    SPEAKER_UNKNOWN = "speaker_unknown"
    IN_ARTICLE = "in_article"
    NOT_FOUND = "not_found"


# What each says in words, with a place for who says it, who was asked about, and the share that is the same.
SENTENCES = {
    Outcome.EXACT: "Said in these words by {speaker}.",
    Outcome.FRAGMENT: "Part of a longer quote of {speaker}.",
    Outcome.NEAR: "Said in other words by {speaker}. Of the telling words {shared} are the same.",
    Outcome.DENIED: "Denied by {speaker}.",
    Outcome.NOT_SAID: "Not said: the text reports that {speaker} did not say it.",
    Outcome.CLAIM: "Not in quotation marks: reported of {speaker} in the words of the writer.",
    Outcome.OTHER_SPEAKER: "Said by {speaker}, not by {asked}.",
    Outcome.SPEAKER_UNKNOWN: "Found, but the text does not settle who says it; nothing shows that it is {asked}.",
    Outcome.IN_ARTICLE: "In the text of an article, attributed to nobody: no statement has these words.",
    Outcome.NOT_FOUND: "Nobody says so in what was searched.",
}
# Of what is not vouched for: why.
UNREAL = {
    Modality.QUESTION: "Not said, as far as the text shows: it asks whether {speaker} did.",
    Modality.HYPOTHETICAL: "Not said, as far as the text shows: it supposes that {speaker} did.",
    Modality.FUTURE: "Not said yet: the text announces it of {speaker}.",
}
