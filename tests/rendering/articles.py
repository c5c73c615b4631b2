"""An article with every kind of statement that rendering treats differently, written to be hostile."""

from dataclasses import replace
from typing import Any

from quoteattr.documents import Document
from quoteattr.spans import Span, span_text
from quoteattr.statements import Claim, Extraction, Kind, Modality, Polarity, Quote, Statement

TEXT = """Bridge closes for good

“The bridge is <script>alert(1)</script>unsafe,” said Mayor Ana Ruiz, “and ‘we will not wait’.”

Ruiz denied that the council had lied about the “so-called repairs”. She did not say when it would open.

"=1+1" & <img src=x onerror=alert(2)> asked Bo Lind."""

DOCUMENT = Document(
    text=TEXT,
    title="Bridge </title><script>alert(3)</script> closes",
    address="javascript:alert(4)",
    outlet="Harbour \x1b[31mPost\u202e",
    published="2026-03-04",
)


def spot(words: str, occurrence: int = 0) -> Span:
    """Where the words stand in TEXT."""
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def statement(kind: Kind, *words: str, **fields: Any) -> Any:
    """A quote or a claim of the words of TEXT."""
    spans = tuple(spot(each) for each in words)
    make: type[Statement] = Quote if kind is Kind.DIRECT else Claim
    known = {"confidence": 0.9, "method": "model", "speaker": "Ana Ruiz", "role": "Mayor"}
    text = span_text(TEXT, spans)
    return make(document_id=DOCUMENT.id, kind=kind, text=text, spans=spans, **{**known, **fields})


OUTER = statement(
    Kind.DIRECT, "The bridge is <script>alert(1)</script>unsafe,", "and ‘we will not wait’.",
    source="Mayor Ana Ruiz", source_span=spot("Mayor Ana Ruiz"), cue="said", cue_span=spot("said"),
)  # fmt: skip
INNER = statement(
    Kind.DIRECT, "we will not wait", speaker=None, role=None, candidates=("Ana Ruiz", "Bo Lind"), parent_id=OUTER.id
)
DENIED = statement(
    Kind.MIXED, "the council had lied about the “so-called repairs”", polarity=Polarity.DENIED,
    source="Ruiz", source_span=spot("Ruiz", 1), cue="denied", cue_span=spot("denied"),
)  # fmt: skip
PIECE = statement(Kind.DIRECT, "so-called repairs", polarity=Polarity.DENIED, claim_id=DENIED.id)
NOT_SAID = statement(Kind.INDIRECT, "when it would open", polarity=Polarity.NOT_SAID)
QUESTION = statement(Kind.DIRECT, "=1+1", speaker="Bo Lind", role="=cmd|' /C calc'!A0", modality=Modality.QUESTION)

EXTRACTION = Extraction(
    document=DOCUMENT, quotes=(OUTER, INNER, PIECE, QUESTION), claims=(DENIED, NOT_SAID), speakers=()
)
EMPTY = replace(EXTRACTION, quotes=(), claims=())
