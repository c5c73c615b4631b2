from collections import defaultdict
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from quoteattr.export import Format, write
from quoteattr.export.as_jsonl import from_json
from quoteattr.spans import Span
from quoteattr.statements import Statement
from quoteattr.store.reading import Stored


@pytest.fixture
def docs(found: list[Stored], tmp_path: Path) -> list[Doc]:
    write(found, Format.SPACY, tmp_path / "out.spacy")
    return list(DocBin().from_disk(tmp_path / "out.spacy").get_docs(spacy.blank("en").vocab))


def test_texts_and_offsets_are_exact(docs: list[Doc], statements: dict[str, tuple[Statement, Stored]]) -> None:
    spans: dict[str, list[Span]] = defaultdict(list)
    for doc in docs:
        for span in doc.spans["statements"]:
            spans[span.id_].append(Span(span.start_char, span.end_char))
            statement, each = statements[span.id_]
            assert doc.text == each.extraction.document.text
            assert (span.label_, span.kb_id_) == (statement.kind, statement.speaker or "")
        for group, field in (("sources", "source_span"), ("cues", "cue_span")):
            for span in doc.spans[group]:
                assert (span.start_char, span.end_char) == getattr(statements[span.id_][0], field)
    assert {name: tuple(found) for name, found in spans.items()} == {
        name: statement.spans for name, (statement, _) in statements.items()
    }


def test_whole_records_travel_along(docs: list[Doc], found: list[Stored]) -> None:
    assert [from_json(doc.user_data["quoteattr"]) for doc in docs] == found
