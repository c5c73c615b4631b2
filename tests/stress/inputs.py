"""Thousands of documents that strangers may write: whatever the text, nothing raises, nothing hangs, offsets fit.

In: how many. Out: the first inputs that break a rule, and figures::

    report = read_documents(folder, 20_000, annotator)
    assert report.broken == []

`check_marks` is for quotation marks alone; `check_reading` for every reader; `check_extraction` for what a pipeline
finds in a document.
"""

import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from quoteattr.components.quotations import find_quotations
from quoteattr.documents import Document
from quoteattr.jobs import Annotator
from quoteattr.readers import ReadOptions, Skipped, read_all
from quoteattr.readers.registry import readers
from quoteattr.runs import extract_into
from quoteattr.spans import span_text
from quoteattr.statements import Extraction
from quoteattr.store import open_store
from tests.stress.articles import PIECES, mangled, plain

# Inputs that once broke a rule, one a file.
CORPUS = Path(__file__).parent / "corpus"
# Seconds for one document of some hundred characters: none takes a hundredth of it.
LIMIT = 60.0


@dataclass(slots=True)
class Report:
    """What came of it.

    Attributes:
        inputs: how many there were.
        broken: rules that did not hold, with the input.
        memory: megabytes in use, by the number of documents that were done.
        slowest: seconds of the slowest input.
    """

    inputs: int = 0
    broken: list[str] = field(default_factory=list)
    memory: dict[int, float] = field(default_factory=dict)
    slowest: float = 0.0


def check_marks(text: str) -> None:
    """Raises an AssertionError where quotations of the text break a rule."""
    found = find_quotations(text)
    for quotation in found:
        assert len(quotation.spans) == len(quotation.outer) > 0
        for span, outer in zip(quotation.spans, quotation.outer, strict=True):
            assert 0 <= outer.start < span.start < span.end <= outer.end <= len(text)
        assert all(before.end <= after.start for before, after in pairwise(quotation.outer))
    starts = [quotation.outer[0].start for quotation in found]
    assert starts == sorted(set(starts))


def check_reading(data: bytes) -> list[Document]:
    """The documents that any reader makes of a file with these bytes; each has a text that can be stored.

    Raises:
        AssertionError: a document has no text, one that cannot be stored, or is skipped without a reason.
    """
    skipped: list[Skipped] = []
    with tempfile.NamedTemporaryFile(suffix=".bin") as file:
        file.write(data)
        file.flush()
        formats = [ReadOptions(any_language=True, format=name, time_limit=LIMIT) for name in (None, *readers())]
        documents = [document for options in formats for document in read_all([file.name], skipped.append, options)]
    for document in documents:
        assert document.text.strip()
        document.text.encode()
    assert all(found.reason for found in skipped)
    assert not any("seconds" in found.reason for found in skipped)
    return documents


def check_extraction(extraction: Extraction) -> None:
    """Raises an AssertionError where a stage has failed, or a statement does not fit the text of its document."""
    assert extraction.failures == ()
    text = extraction.document.text
    ids = {statement.id for statement in extraction.statements}
    assert len(ids) == len(extraction.statements)
    for statement in extraction.statements:
        assert all(0 <= span.start < span.end <= len(text) for span in statement.spans)
        assert all(before.end <= after.start for before, after in pairwise(statement.spans))
        assert statement.text == span_text(text, statement.spans)
        for words, place in ((statement.source, statement.source_span), (statement.cue, statement.cue_span)):
            assert (words is None) == (place is None)
            assert place is None or place.of(text) == words
        assert 0 <= statement.confidence <= 1
        assert {statement.claim_id} <= {None, *ids}


def read_marks(count: int, seed: int = 1) -> Report:
    """Random texts of marks and words, checked one after the other."""
    dice, report = random.Random(seed), Report(inputs=count)
    for _ in range(count):
        text = "".join(dice.choices(PIECES, k=dice.randint(0, 24)))
        began = time.perf_counter()
        try:
            check_marks(text)
        except Exception as error:
            report.broken.append(f"{type(error).__name__} {error}: {text!r}")
        report.slowest = max(report.slowest, time.perf_counter() - began)
    return report


def documents(count: int) -> Iterator[Document]:
    """Two mangled articles for each plain one."""
    for number in range(count):
        text = plain(number) if number % 3 == 0 else mangled(number)
        yield Document(text=text or " ", address=f"{number}.txt")


class Checked:
    """An annotator whose extractions are checked before they are passed on, and whose memory is watched."""

    def __init__(self, annotator: Annotator, report: Report, every: int) -> None:
        self.annotator, self.report, self.every = annotator, report, every
        self.info = annotator.info

    def annotate(self, documents, on_error):  # type: ignore[no-untyped-def]
        began = time.perf_counter()
        for extraction in self.annotator.annotate(documents, on_error):
            self.report.slowest = max(self.report.slowest, time.perf_counter() - began)
            try:
                check_extraction(extraction)
            except AssertionError as error:
                self.report.broken.append(f"{error}: {extraction.document.text!r}")
            self.report.inputs += 1
            if self.report.inputs % self.every == 0:
                self.report.memory[self.report.inputs] = memory()
            yield extraction
            began = time.perf_counter()


def read_documents(folder: Path, count: int, annotator: Annotator, *, every: int = 1_000) -> Report:
    """Documents through reading, annotating and storing, with the memory of this process every so often."""
    report, articles = Report(), folder / "articles.jsonl"
    with articles.open("w", encoding="utf-8") as file:
        for document in documents(count):
            file.write(json.dumps({"text": document.text, "url": document.address}) + "\n")
    with open_store(folder / "quotes.db", create=True) as store:
        found = extract_into(
            store, [str(articles)], Checked(annotator, report, every), options=ReadOptions(any_language=True)
        )
    expected = {"no field 'text', or an empty one"}
    report.broken += [f"skipped: {one}" for one in found.skipped if one.reason not in expected]
    report.broken += _stored_wrongly(folder / "quotes.db")
    return report


def _stored_wrongly(database: Path) -> list[str]:
    """Statements whose text is not what stands at their place in the stored document."""
    wrong = []
    with closing(sqlite3.connect(database)) as connection:
        for table in ("quotes", "claims"):
            query = f"SELECT s.id, s.text, s.spans, d.text FROM {table} s JOIN documents d ON d.id = s.document_id"
            for identity, words, spans, text in connection.execute(query):
                pieces = [text[start:end] for start, end in json.loads(spans)]
                if not all(pieces) or not all(piece in words for piece in pieces):
                    wrong.append(f"{table} {identity}: {words!r}")
    return wrong


def memory() -> float:
    """Megabytes that this process has in use now."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("the system does not say how much memory is in use")
