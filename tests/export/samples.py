"""A database to export: what every format has to carry, and some of what makes formats stumble."""

from pathlib import Path

from quoteattr.documents import Document
from quoteattr.statements import Extraction, Kind, Modality, Polarity, Speaker, SpeakerType
from quoteattr.store import open_store
from tests.store.extractions import claim, ferry, quote

HARD = (
    "Harbour news 🛳️\r\n"
    "“We sail at dawn,\n“come storm or calm,” Ida Moss said, “with all hands.”\n"
    "Moss & Sons denied that <nobody> was paid. A form\x0cfeed and a \x01 stand here.\n"
    "“=SUM(1)+1 is what they paid us,” Tom Hale told her. Hale may sail."
)


def hard() -> Extraction:
    """Several spans, a line break and two code units inside a span, crossing spans, markup, a formula, a denial."""
    document = Document(
        text=HARD, address="https://example.org/a?b=1&c=2", title="Sails <at> dawn", published="2026-02-03T04:05:06Z"
    )
    moss = {"speaker": "Ida Moss", "speaker_type": SpeakerType.PERSON, "role": "skipper & owner"}
    start = HARD.index("Ida Moss")
    mixed = claim(
        document, "sail at dawn,\n“come storm or calm,” Ida", kind=Kind.MIXED, source="Ida Moss",
        source_span=(start, start + 8), cue="said", cue_span=(start + 9, start + 13), confidence=0.5, **moss,
    )  # fmt: skip
    return Extraction(
        document=document,
        quotes=(
            quote(document, "We sail at dawn,", "come storm or calm,", "with all hands.", claim_id=mixed.id, **moss),
            quote(document, "=SUM(1)+1 is what they paid us,", speaker="Tom Hale", addressee="her", medium="=cmd()"),
            quote(document, "🛳️\r\n“We", candidates=("Ida Moss", "Tom Hale")),
        ),
        claims=(
            mixed,
            claim(document, "<nobody> was paid", polarity=Polarity.DENIED, speaker="Moss & Sons",
                  speaker_type=SpeakerType.ORGANIZATION),
            claim(document, "sail.", modality=Modality.HYPOTHETICAL, speaker="Tom Hale"),
        ),
        speakers=(
            Speaker(name="Ida Moss", type=SpeakerType.PERSON, names=("Ida Moss", "Moss"), roles=("skipper & owner",)),
            Speaker(name="Moss & Sons", type=SpeakerType.ORGANIZATION, names=("Moss & Sons",)),
            Speaker(name="Tom Hale", type=SpeakerType.UNKNOWN, names=("Tom Hale", "Hale")),
        ),
    )  # fmt: skip


def silent() -> Extraction:
    """A document in which nobody says anything."""
    return Extraction(document=Document(text="Rain.", address="rain.txt"), quotes=(), claims=(), speakers=())


def make_database(path: Path) -> Path:
    """A database of the documents of this module, read by two runs."""
    with open_store(path, create=True) as store:
        first = store.start_run(version="0.9", model="sm", model_digest="d1", spacy_model="en 3.8", options={"a": 1})
        second = store.start_run(version="1.0", model="lg", model_digest="d2")
        for extraction, run in ((ferry(), first), (hard(), second), (silent(), second)):
            store.save(extraction, run)
    return path
