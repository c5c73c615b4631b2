"""Documents to extractions: long ones in parts, and nothing of that to be seen in the result."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import threadpool_info

import quoteattr
from quoteattr import pipeline
from quoteattr.documents import Document
from quoteattr.pipeline import annotate, cut_text

PARAGRAPHS = (
    "“The ferry will sail on Monday,” said Marit Oyelaran, the harbour master of Port Sable.\n\n"
    "Oyelaran said the crew had been told. Jonas Reyk, who runs the café, was not so sure.\n\n"
    "“We heard that last year,” he said. “Nobody came.”\n\n"
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return quoteattr.load()


@given(st.text(alphabet="ab \n", max_size=80), st.integers(1, 20))
def test_a_text_is_the_sum_of_its_parts(text: str, longest: int) -> None:
    parts = list(cut_text(text, longest))
    assert "".join(parts) == text
    assert all(0 < len(part) <= longest for part in parts)


def test_a_text_is_cut_after_a_line_break_where_there_is_one() -> None:
    assert list(cut_text("one two\nthree\nfour", 9)) == ["one two\n", "three\n", "four"]


def test_a_long_document_gives_what_a_short_one_gives(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document(text=PARAGRAPHS * 2)
    (whole,) = annotate([document], nlp)
    monkeypatch.setattr(pipeline, "BATCH_LENGTH", 100)
    (parts,) = annotate([document], nlp)
    assert parts.statements == whole.statements
    assert {statement.speaker for statement in parts.statements} == {"Marit Oyelaran", "Jonas Reyk"}


def test_only_so_many_words_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = quoteattr.load()
    list(annotate([Document(text=PARAGRAPHS)], nlp))
    known = len(nlp.vocab)
    monkeypatch.setattr(pipeline, "KEPT_WORDS", known)
    (found,) = annotate([Document(text="“The quay is shut,” said Ilka Brandvold of Tarn Haven.")], nlp)
    assert [statement.speaker for statement in found.statements] == ["Ilka Brandvold"]
    assert "Brandvold" not in nlp.vocab.strings
    assert "Oyelaran" in nlp.vocab.strings


def test_one_process_computes_with_one_thread(nlp: Language) -> None:
    used: list[int] = []

    def look(doc: Doc) -> Doc:
        used.extend(library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas")
        return doc

    Language.component("look", func=look)
    nlp.add_pipe("look")
    list(annotate([Document(text=PARAGRAPHS)], nlp))
    nlp.remove_pipe("look")
    assert used
    assert set(used) == {1}


def test_a_document_without_text_has_no_statements(nlp: Language) -> None:
    (found,) = annotate([Document(text="")], nlp)
    assert not found.statements
