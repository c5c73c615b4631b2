"""What a reviewer states in a form: who says which words, in which role, and as what kind of act.

In: the fields of a form as they were sent. Out: a `Correction`, or a message about what is missing::

    form = await read_form(visit.request, FIELDS)
    correction(form, spans)
"""

from collections.abc import Iterable
from typing import Any

from quoteattr.errors import QuoteattrError
from quoteattr.spans import Span
from quoteattr.statements import Modality, Polarity, SpeakerType
from quoteattr.store.reviews import Correction

Form = dict[str, str]

# What is right of a statement beside its words.
FIELDS = ("speaker", "speaker_type", "role", "polarity", "modality", "addressee", "note")
# A name or a note is a line or two; a form that is longer is no review.
LONGEST = 2_000
# How the form names what is stored, for those who do not know the words of the field.
POLARITIES = {
    Polarity.ASSERTED: "the speaker says it",
    Polarity.DENIED: "the speaker denies it",
    Polarity.NOT_SAID: "the speaker did not say it",
}
MODALITIES = {
    Modality.STATEMENT: "states it",
    Modality.QUESTION: "asks it",
    Modality.DIRECTIVE: "demands or advises it",
    Modality.THOUGHT: "thinks it",
    Modality.HYPOTHETICAL: "may say it, as far as the text supposes",
    Modality.FUTURE: "will say it",
}
CHOICES = {
    "types": {str(kind): str(kind) for kind in SpeakerType},
    "polarities": {str(polarity): told for polarity, told in POLARITIES.items()},
    "modalities": {str(modality): told for modality, told in MODALITIES.items()},
}


async def read_form(request: Any, fields: Iterable[str]) -> Form:
    """The fields that were sent; line breaks as a document has them."""
    sent = await request.post_vars()
    return {name: str(sent[name]).replace("\r\n", "\n").strip() for name in fields if name in sent}


def correction(form: Form, spans: tuple[Span, ...]) -> Correction:
    """What a form says is right, of the words that stand there.

    Raises:
        QuoteattrError: it says what cannot be.
    """
    if any(len(form[name]) > LONGEST for name in ("speaker", "role", "addressee", "note")):
        raise QuoteattrError(f"A name, a role, an addressee and a note have at most {LONGEST:,} characters.")
    if form["speaker_type"] not in tuple(SpeakerType):
        raise QuoteattrError("Say what kind of speaker it is.")
    if form["polarity"] not in tuple(Polarity) or form["modality"] not in tuple(Modality):
        raise QuoteattrError("Say whether the speaker says or denies it, and what kind of act it is.")
    return Correction(
        speaker=one_line(form["speaker"]),
        speaker_type=form["speaker_type"] if form["speaker"] else SpeakerType.UNKNOWN,
        role=one_line(form["role"]),
        spans=spans,
        polarity=form["polarity"],
        modality=form["modality"],
        addressee=one_line(form["addressee"]),
    )


def one_line(words: str) -> str | None:
    """The words with single spaces; None when there are none."""
    return " ".join(words.split()) or None
