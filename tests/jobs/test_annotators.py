"""The same documents, alone and together: with the real pipeline, and with one that fails where it is told to."""

import sys
from collections.abc import Iterator
from pathlib import Path

from quoteattr.documents import Document
from quoteattr.jobs import Annotator, PooledAnnotator, open_annotator
from quoteattr.jobs.pool import Pool
from quoteattr.statements import Extraction
from tests.jobs.stand_in import STAND_IN

SEEDS = Path(__file__).parents[2] / "seeds"


def together(jobs: int, silence: float | None = None) -> Iterator[Annotator]:
    with Pool((sys.executable, *STAND_IN), jobs, silence) as pool:
        yield PooledAnnotator(pool)


def documents(count: int, **words: str) -> list[Document]:
    return [
        Document(
            text=f"“It is number {number},” said Ana Ruiz. {words.get(f'at{number}', '')}", address=f"{number}.txt"
        )
        for number in range(count)
    ]


def outcome(annotator: Annotator, given: list[Document]) -> tuple[dict[str | None, Extraction], dict[str | None, str]]:
    errors: dict[str | None, str] = {}
    found = {
        extraction.document.address: extraction
        for extraction in annotator.annotate(
            given, lambda document, error: errors.update({document.address: str(error)})
        )
    }
    return found, errors


def test_documents_that_fail_crash_or_hang_are_reported_and_the_others_are_done() -> None:
    given = documents(40, at3="raise an error", at7="crash", at20="hang")
    for annotator in together(2, silence=2):
        assert annotator.info.model == "sm"
        found, errors = outcome(annotator, given)
    assert errors.keys() == {"3.txt", "7.txt", "20.txt"}
    assert errors["3.txt"] == "the document asked for it"
    assert "exit code 7" in errors["7.txt"]
    assert "may be silent" in errors["20.txt"]
    assert len(found) == 37
    assert all(extraction.quotes for extraction in found.values())


def test_alone_and_together_find_the_same() -> None:
    given = [Document(text=path.read_text("utf-8"), address=path.name) for path in sorted(SEEDS.glob("*.txt"))]
    given = [*given, *documents(30)]
    with open_annotator(time_limit=300) as alone, open_annotator(jobs=2, time_limit=300) as several:
        assert alone.info == several.info
        assert outcome(alone, given) == outcome(several, given)


def test_a_document_that_takes_too_long_is_reported_and_its_neighbours_are_done() -> None:
    given = documents(3, at1="word said that. " * 40_000)
    with open_annotator(time_limit=2) as alone:
        found, errors = outcome(alone, given)
    assert found.keys() == {"0.txt", "2.txt"}
    assert errors == {"1.txt": "took longer than the 2 seconds that one document may take; see --time-limit"}
