"""When words are said in a recording: kept from the reader to the database, and out of it again."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from quoteattr.documents import Time
from quoteattr.export import Format, stored, write
from quoteattr.loading import load_into
from quoteattr.spans import Span
from quoteattr.statements import Extraction
from quoteattr.store import open_store
from quoteattr.store.migrations import MIGRATIONS, v7_times
from quoteattr.store.reading import document_ids, read_documents
from quoteattr.store.reviews import Correction, Judgement, Review
from tests.store.extractions import TEXT, ferry

TIMES = (Time(0, 1.0), Time(TEXT.index("Løvås denied"), 62.5), Time(TEXT.index("“The engines"), 3600.0))


def recorded() -> Extraction:
    found = ferry()
    document = replace(found.document, times=TIMES)

    def timed(statement):  # type: ignore[no-untyped-def]
        return replace(statement, begins_at=document.second_at(statement.spans[0].start))

    return replace(
        found, document=document, quotes=tuple(map(timed, found.quotes)), claims=tuple(map(timed, found.claims))
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "quotes.db"
    with open_store(made, create=True) as store:
        store.save(recorded(), store.start_run(version="1", model="sm"))
    return made


def test_each_statement_has_the_second_of_its_first_words(path: Path) -> None:
    with open_store(path) as store:
        rows = store.connection.execute("SELECT begins_at FROM statements ORDER BY start").fetchall()
        (found,) = read_documents(store.connection, document_ids(store.connection))
    assert [row[0] for row in rows] == [1.0, 62.5, 62.5, 3600.0]
    assert found.extraction.document == recorded().document
    assert found.extraction.quotes == recorded().quotes


def test_another_timing_is_another_state_of_the_document(path: Path) -> None:
    with open_store(path) as store:
        run = store.start_run(version="1", model="sm")
        assert store.has_document(recorded().document, run=run)
        assert not store.has_document(replace(recorded().document, times=TIMES[:2]), run=run)


@pytest.mark.parametrize("form", [Format.JSONL, Format.PARQUET])
def test_an_export_has_the_times(path: Path, tmp_path: Path, form: Format) -> None:
    target = tmp_path / ("out.jsonl" if form is Format.JSONL else "out")
    write(stored(path), form, target)
    with open_store(tmp_path / "again.db", create=True) as store:
        load_into(store, [target])
        (found,) = read_documents(store.connection, document_ids(store.connection))
    assert found.extraction.document == recorded().document
    assert [quote.begins_at for quote in found.extraction.quotes] == [1.0, 3600.0]


def test_words_that_are_corrected_begin_when_they_begin(path: Path) -> None:
    with open_store(path) as store:
        start = TEXT.index("Løvås denied")
        right = Correction(speaker="Jorunn Løvås", speaker_type="person", role=None, spans=(Span(start, start + 20),),
                           polarity="asserted", modality="statement", addressee=None)  # fmt: skip
        quote = recorded().quotes[0]
        review = Review(statement=quote.id, judgement=Judgement.CORRECTED, reviewer="mia", correction=right)
        changed = store.review(review)
        row = store.connection.execute("SELECT begins_at FROM quotes WHERE id = ?", (changed,)).fetchone()
    assert row[0] == 62.5


def columns(connection: sqlite3.Connection) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM pragma_table_info('statements')")]


def test_a_database_without_times_gets_the_columns_and_keeps_its_view() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for step in MIGRATIONS[: MIGRATIONS.index(v7_times.MIGRATION)]:
        step.take(connection)
    before = columns(connection)
    v7_times.MIGRATION.take(connection)
    after = columns(connection)
    assert [name for name in after if name != "begins_at"] == before
    assert "begins_at" in after
    assert connection.execute("SELECT * FROM statements").fetchall() == []
    connection.close()
