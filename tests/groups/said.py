"""Documents of one quote each: who said what, where and when."""

from collections.abc import Iterable

from quoteattr.documents import Document
from quoteattr.spans import Span
from quoteattr.statements import Extraction, Kind, Quote, Speaker, SpeakerType
from quoteattr.store import Store

MOSS = "Ida Moss"


def article(
    text: str, speaker: str | None = MOSS, *, address: str, published: str | None = None, outlet: str | None = None
) -> Extraction:
    """A document that holds one quote."""
    document = Document(text=f"“{text}”", address=address, published=published, outlet=outlet)
    quote = Quote(
        document_id=document.id, kind=Kind.DIRECT, text=text, spans=(Span(1, 1 + len(text)),), speaker=speaker,
        speaker_type=SpeakerType.PERSON, confidence=0.9, method="model",
    )  # fmt: skip
    speakers = (Speaker(name=speaker, type=SpeakerType.PERSON),) if speaker else ()
    return Extraction(document=document, quotes=(quote,), claims=(), speakers=speakers)


def save(store: Store, articles: Iterable[Extraction]) -> None:
    """Store the documents, as one run."""
    run = store.start_run(version="1", model="sm")
    for each in articles:
        store.save(each, run)


def groups(store: Store) -> set[frozenset[str]]:
    """The addresses that each group holds."""
    found: dict[str, set[str]] = {}
    for row in store.connection.execute("SELECT group_id, address FROM quote_history"):
        found.setdefault(row[0], set()).add(row[1])
    return {frozenset(addresses) for addresses in found.values()}
