"""spaCy DocBin: the documents as `Doc`s, for training or analysis with spaCy.

In: documents. Out: one .spacy file::

    for doc in DocBin().from_disk("quotes.spacy").get_docs(spacy.blank("en").vocab):
        for span in doc.spans["statements"]:
            print(span.label_, span.id_, span.text)

Groups of spans: `statements` (label direct, indirect or mixed, `kb_id` the speaker, `id` the statement; a statement in
several pieces has several spans), `sources` and `cues` (`id` the statement). Tokens are spaCy's, split where a span
begins or ends inside one, so that every offset is exact. `doc.user_data["quoteattr"]` holds the whole records.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quoteattr.export.as_jsonl import to_json
from quoteattr.spans import Span
from quoteattr.statements import Extraction
from quoteattr.store.reading import Stored

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def write(found: Iterable[Stored], path: Path) -> None:
    """Write a .spacy file."""
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank("en")
    binary = DocBin(store_user_data=True)
    for stored in found:
        binary.add(_doc(stored, nlp))
    binary.to_disk(path)


def _doc(stored: Stored, nlp: "Language") -> "Doc":
    extraction = stored.extraction
    doc = _tokens(extraction, nlp)
    groups: dict[str, list[Any]] = {"statements": [], "sources": [], "cues": []}
    for statement in extraction.statements:
        for group, label, spans in (
            ("statements", statement.kind.value, statement.spans),
            ("sources", "source", (statement.source_span,)),
            ("cues", "cue", (statement.cue_span,)),
        ):
            kb_id = statement.speaker or "" if group == "statements" else ""
            for span in spans:
                if span and span.start < span.end:
                    groups[group].append(doc.char_span(*span, label=label, kb_id=kb_id, span_id=statement.id))
    for group, found in groups.items():
        doc.spans[group] = found
    doc.user_data["quoteattr"] = to_json(stored)
    return doc


def _tokens(extraction: Extraction, nlp: "Language") -> "Doc":
    """The text in spaCy's tokens, split at every place where a span begins or ends."""
    from spacy.tokens import Doc

    cuts = sorted({offset for span in _spans(extraction) for offset in span})
    words: list[str] = []
    spaces: list[bool] = []
    place = 0
    for token in nlp.make_doc(extraction.document.text):
        start, end = token.idx, token.idx + len(token)
        while place < len(cuts) and cuts[place] <= start:
            place += 1
        while place < len(cuts) and cuts[place] < end:
            words.append(extraction.document.text[start : cuts[place]])
            spaces.append(False)
            start, place = cuts[place], place + 1
        words.append(extraction.document.text[start:end])
        spaces.append(bool(token.whitespace_))
    return Doc(nlp.vocab, words=words, spaces=spaces)


def _spans(extraction: Extraction) -> Iterator[Span]:
    for statement in extraction.statements:
        yield from statement.spans
        yield from filter(None, (statement.source_span, statement.cue_span))
