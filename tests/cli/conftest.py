"""Commands without a model: a pipeline that finds `“words,” said (or denied) First Last` by pattern.

What the real one finds is tested elsewhere; here it is how commands read, store, print and fail.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from quoteattr.cli import app
from quoteattr.documents import Document
from quoteattr.spans import Span
from quoteattr.statements import Extraction, Failure, Kind, ModelInfo, Polarity, Quote, Speaker, SpeakerType

SAID = re.compile(r"“(?P<words>[^”]+)” (?P<cue>said|denied) (?P<name>[A-Z]\w+ [A-Z]\w+)")

Run = Callable[..., Result]


class FakePipeline(ModuleType):
    """Stands in for quoteattr.pipeline; counts the documents that it was asked to annotate."""

    def __init__(self) -> None:
        super().__init__("quoteattr.pipeline")
        self.annotated: list[Document] = []
        self.digest = "d1"

    def load(
        self, model: str = "sm", *, spacy_model: str | None = None, device: str = "cpu", subjects: bool = False
    ) -> Any:
        return SimpleNamespace(model=model)

    def model_info(self, nlp: Any) -> Any:
        return ModelInfo(model=nlp.model, digest=self.digest, spacy_model="fake 1.0")

    def annotate(
        self, documents: Iterable[Document], nlp: Any, on_error: Any = None, *, time_limit: float | None = None
    ) -> Iterator[Extraction]:
        for document in documents:
            self.annotated.append(document)
            if "raise an error" in document.text:
                on_error(document, ValueError("the document asked for it"))
            else:
                yield extract(document)


def extract(document: Document) -> Extraction:
    quotes = tuple(
        Quote(
            document_id=document.id,
            kind=Kind.DIRECT,
            text=match["words"],
            spans=(Span(*match.span("words")),),
            speaker=match["name"],
            speaker_type=SpeakerType.PERSON,
            role="minister",
            source=match["name"],
            source_span=Span(*match.span("name")),
            cue=match["cue"],
            cue_span=Span(*match.span("cue")),
            polarity=Polarity.DENIED if match["cue"] == "denied" else Polarity.ASSERTED,
            confidence=0.9,
            method="pattern",
        )
        for match in SAID.finditer(document.text)
    )
    names = dict.fromkeys(quote.speaker for quote in quotes if quote.speaker)
    speakers = tuple(Speaker(name=name, type=SpeakerType.PERSON, names=(name,), roles=("minister",)) for name in names)
    fault = Failure(stage="roles", span=Span(0, 5), error="IndexError: no such place (roles.py:7)")
    failures = (fault,) if "trip over" in document.text else ()
    return Extraction(document=document, quotes=quotes, claims=(), speakers=speakers, failures=failures)


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> FakePipeline:
    fake = FakePipeline()
    monkeypatch.setitem(sys.modules, "quoteattr.pipeline", fake)
    monkeypatch.delitem(sys.modules, "quoteattr.runs", raising=False)
    return fake


@pytest.fixture
def run(pipeline: FakePipeline) -> Run:
    """Runs a command: run("show", path, "--json")."""

    def command(*arguments: object, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)

    return command


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of two articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "bridge.txt").write_text(
        "Bridge closes\n\n“The bridge is unsafe,” said Ana Ruiz. “We knew of it,” denied Bo Lind.", "utf-8"
    )
    (folder / "ferry.jsonl").write_text(
        '{"text": "“A ferry will run,” said Ana Ruiz.", "outlet": "Harbour Post", "published": "2026-03-04"}\n', "utf-8"
    )
    return folder


@pytest.fixture
def database(run: Run, articles: Path, tmp_path: Path) -> Path:
    """A database of the two articles."""
    path = tmp_path / "quotes.db"
    assert run("extract", path, articles).exit_code == 0
    return path
