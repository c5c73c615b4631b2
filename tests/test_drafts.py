"""A draft is read from any format, and every quote in it is verified; nothing of it is kept or fetched."""

import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import docx
import pytest

from quoteattr.documents import Document
from quoteattr.drafts import LONGEST, check_draft, draft_as_json, read_draft
from quoteattr.errors import QuoteattrError, ReadError
from quoteattr.outcomes import Outcome
from quoteattr.statements import Extraction, ModelInfo
from quoteattr.store import open_store
from tests.cli.conftest import extract
from tests.store.extractions import ferry

DRAFT = (
    "“We will surely reopen the ferry by May, and nobody pays twice,” said Jorunn Løvås. "
    "“The engines are worn out,” said Ola Berg.\n"
    "“Bread is dear,” said Ola Berg. “We will reopen the ferry by May,” said Jorunn Løvås."
)


class Pattern:
    """An annotator without a model."""

    info = ModelInfo(model="pattern", digest="0", spacy_model="none")

    def annotate(
        self, documents: Iterable[Document], on_error: Callable[[Document, Exception], None]
    ) -> Iterator[Extraction]:
        for document in documents:
            if "raise an error" in document.text:
                on_error(document, ValueError("the document asked for it"))
            else:
                yield extract(document)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "quotes.db"
    with open_store(made, create=True) as store:
        store.save(ferry(), store.start_run(version="1", model="sm"))
    return made


def test_every_quote_has_the_verdict_of_its_words_in_the_mouth_of_its_speaker(path: Path) -> None:
    (draft,) = check_draft(path, read_draft(DRAFT.encode()), Pattern())
    assert [(one.quote.speaker, one.verdict.outcome) for one in draft.quotes] == [
        ("Jorunn Løvås", Outcome.NEAR),
        ("Ola Berg", Outcome.OTHER_SPEAKER),
        ("Ola Berg", Outcome.NOT_FOUND),
        ("Jorunn Løvås", Outcome.FRAGMENT),
    ]
    assert not draft.as_given
    told = draft_as_json(draft)
    assert told["outcomes"] == {"near": 1, "other_speaker": 1, "not_found": 1, "fragment": 1}
    first = told["quotes"][0]
    (start, end), = first["quote"]["spans"]  # fmt: skip
    assert told["document"]["text"][start:end] == first["quote"]["text"] == first["verdict"]["words"]


def test_nothing_of_a_draft_is_stored(path: Path) -> None:
    before = path.read_bytes()
    list(check_draft(path, read_draft(DRAFT.encode()), Pattern()))
    assert path.read_bytes() == before


def as_docx(text: str) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    for line in text.split("\n"):
        made.add_paragraph(line)
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("", DRAFT.encode()),
        ("draft.txt", DRAFT.encode("utf-16")),
        ("draft.md", f"# Ferry\n\n{DRAFT}".encode()),
        ("C:\\drafts\\draft.docx", as_docx(DRAFT)),
        ("https://elsewhere.example/draft.txt", DRAFT.encode()),
        ("", b"<rss>is pasted text here, in which nothing is looked up: </rss>\n" + DRAFT.encode()),
    ],
    ids=["pasted", "utf-16", "markdown", "docx", "an address as name", "pasted markup"],
)
def test_drafts_of_many_formats_have_the_same_quotes(path: Path, name: str, data: bytes) -> None:
    quotes = [one for draft in check_draft(path, read_draft(data, name), Pattern()) for one in draft.quotes]
    assert len(quotes) == 4


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("", b"", "empty"),
        ("draft.pdf", b"%PDF-1.7 and no more", "cannot be read"),
        ("draft.txt", b"word " * (LONGEST // 5 + 9), "300,0"),
        ("", "Die Fähre fährt wieder, sagte die Ministerin, und niemand zahlt zweimal dafür.".encode() * 9, "English"),
    ],
)
def test_what_cannot_be_read_is_told(name: str, data: bytes, told: str) -> None:
    with pytest.raises(ReadError, match=told):
        read_draft(data, name)


def test_what_cannot_be_annotated_is_told(path: Path) -> None:
    with pytest.raises(QuoteattrError, match="the document asked for it"):
        list(check_draft(path, read_draft(b"This draft will raise an error in what annotates it."), Pattern()))
