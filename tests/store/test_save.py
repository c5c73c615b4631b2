"""What the store keeps: all of a document or nothing of it, once, and as it was."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from quoteattr.documents import Document
from quoteattr.errors import StoreError
from quoteattr.statements import Extraction, Polarity, Speaker, SpeakerType
from quoteattr.store import RunCounts, SaveCounts, Store, open_store
from quoteattr.store.rows import record_of
from tests.store.extractions import claim, extractions, ferry, numbered, quote, records

ROOT = Path(__file__).parents[2]
TABLES = ("documents", "quotes", "claims", "speakers", "speaker_names", "speaker_roles", "runs", "skipped")


def dump(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, rowids included."""
    return {
        table: [tuple(row) for row in store.connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3")]
        for table in TABLES
    }


def column(store: Store, query: str) -> list[object]:
    return [row[0] for row in store.connection.execute(query)]


def stored(store: Store, document_id: str) -> list[dict[str, object]]:
    query = "SELECT *, date AS published FROM statements WHERE document_id = ?"
    return [record_of(row) for row in store.connection.execute(query, (document_id,))]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("store") / "quotes.db", create=True) as opened:
        yield opened


@settings(max_examples=60)
@given(extraction=extractions())
def test_what_is_saved_is_what_was_extracted(shared: Store, extraction: Extraction) -> None:
    run = shared.start_run(version="1", model="sm")
    shared.save(extraction, run)
    found = sorted(stored(shared, extraction.document.id), key=lambda record: str(record["id"]))
    assert found == sorted(records(extraction), key=lambda record: record["id"])
    before = dump(shared)
    assert shared.save(extraction, run) == SaveCounts()
    assert dump(shared) == before


def test_saving_says_how_many_statements_are_new(store: Store, run: int) -> None:
    assert store.save(ferry(), run) == SaveCounts(added=4)


def test_a_later_run_that_finds_the_same_changes_no_statement(store: Store, run: int) -> None:
    store.save(ferry(), run)
    before = dump(store)
    later = store.start_run(version="1", model="sm")
    assert store.save(ferry(), later) == SaveCounts()
    assert {table: rows for table, rows in dump(store).items() if table != "runs"} == {
        table: rows for table, rows in before.items() if table != "runs"
    }


def test_a_run_with_another_model_changes_what_it_finds_otherwise(store: Store, run: int) -> None:
    store.save(ferry(), run)
    found = ferry()
    denied, thought = found.claims
    better = replace(found, claims=(replace(denied, confidence=0.95),), quotes=found.quotes)
    later = store.start_run(version="1", model="lg")
    assert store.save(better, later) == SaveCounts(changed=1, removed=1)
    rows = store.connection.execute("SELECT id, confidence, run_id FROM claims").fetchall()
    assert [tuple(row) for row in rows] == [(denied.id, 0.95, later)]
    assert thought.id not in column(store, "SELECT id FROM statements")
    assert column(store, "SELECT DISTINCT run_id FROM quotes") == [run]


def test_changed_text_at_an_address_takes_the_place_of_the_old(store: Store, run: int) -> None:
    store.save(ferry(), run)
    document = Document(text="“No ferry this year,” Ivar Ness said.", address="ferry.txt")
    changed = quote(document, "No ferry this year,", speaker="Ivar Ness", speaker_type=SpeakerType.PERSON)
    store.save(Extraction(document=document, quotes=(changed,), claims=(), speakers=()), run)
    assert column(store, "SELECT id FROM documents") == [document.id]
    assert column(store, "SELECT text FROM statements") == ["No ferry this year,"]
    assert column(store, "SELECT name FROM speakers") == ["Ivar Ness"]
    assert column(store, "SELECT name FROM speaker_names") == ["Ivar Ness"]
    assert column(store, "SELECT role FROM speaker_roles") == []


def test_the_same_text_at_two_addresses_is_two_documents(store: Store, run: int) -> None:
    store.save(ferry(), run)
    store.save(ferry(address="copy.txt"), run)
    assert column(store, "SELECT address FROM documents ORDER BY address") == ["copy.txt", "ferry.txt"]
    assert column(store, "SELECT count(*) FROM quotes") == [4]


def test_texts_without_an_address_do_not_replace_each_other(store: Store, run: int) -> None:
    for text in ("“One,” Ann Lee said.", "“Two,” Ann Lee said."):
        store.save(Extraction(document=Document(text=text), quotes=(), claims=(), speakers=()), run)
    assert column(store, "SELECT count(*) FROM documents") == [2]


def test_a_corrected_date_reaches_statements_and_roles(store: Store, run: int) -> None:
    store.save(ferry(), run)
    store.save(ferry(published="2026-03-05", outlet="The Sound Gazette"), run)
    assert column(store, "SELECT DISTINCT date || outlet FROM statements") == ["2026-03-05The Sound Gazette"]
    assert column(store, "SELECT DISTINCT published FROM speaker_roles") == ["2026-03-05"]


@pytest.mark.parametrize(
    ("name", "anonymous", "rows"),
    [
        ("Jorunn Løvås", False, 1),
        ("Northline", False, 1),
        ("李强", False, 1),
        ("A senior engineer", True, 2),
        ("the company", False, 2),
        ("my husband", False, 2),
    ],
)
def test_a_name_is_one_speaker_across_documents_a_description_is_not(
    store: Store, run: int, name: str, anonymous: bool, rows: int
) -> None:
    speaker = Speaker(name=name, type=SpeakerType.UNKNOWN, anonymous=anonymous)
    for address in ("one.txt", "two.txt"):
        document = Document(text="“No,” somebody said.", address=address)
        found = quote(document, "No,", speaker=name, anonymous=anonymous)
        store.save(Extraction(document=document, quotes=(found,), claims=(), speakers=(speaker,)), run)
    assert column(store, "SELECT name FROM speakers") == [name] * rows


def test_a_speaker_gathers_names_while_documents_use_them(store: Store, run: int) -> None:
    store.save(ferry(), run)
    other = ferry(address="copy.txt")
    minister = replace(other.speakers[0], names=("Jorunn Løvås", "Jo Løvås"))
    store.save(replace(other, speakers=(minister,)), run)
    names = "SELECT names FROM speakers WHERE name = 'Jorunn Løvås'"
    assert column(store, names) == ["Jo Løvås; Jorunn Løvås; Løvås"]
    store.save(other, run)
    assert column(store, names) == ["Jorunn Løvås; Løvås"]


def test_two_of_one_name_in_a_document_are_stored_as_one(store: Store, run: int) -> None:
    found = ferry()
    namesake = replace(found.speakers[0], roles=("Harbour Minister", "sailor"))
    store.save(replace(found, speakers=(*found.speakers, namesake)), run)
    assert column(store, "SELECT role FROM speaker_roles ORDER BY role") == [
        "Harbour Minister",
        "sailor",
        "senior engineer",
    ]


def test_two_statements_with_one_id_are_refused_and_nothing_is_stored(store: Store, run: int) -> None:
    document = Document(text="Fares rose, two ferry firms said.", address="a.txt")
    twice = tuple(claim(document, "Fares rose", speaker=name) for name in ("Northline", "Southline"))
    with pytest.raises(StoreError, match=r"a\.txt: two statements have the id .*Northline and Southline"):
        store.save(Extraction(document=document, quotes=(), claims=twice, speakers=()), run)
    assert column(store, "SELECT count(*) FROM documents") == [0]


def test_a_statement_that_fails_takes_its_document_with_it(store: Store, run: int) -> None:
    found = ferry()
    dangling = replace(found.quotes[0], same_as="0123456789abcdef")
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        store.save(replace(found, quotes=(dangling,)), run)
    assert dump(store) | {"runs": []} == {table: [] for table in TABLES}
    assert store.save(found, run) == SaveCounts(added=4)


def test_half_a_character_is_refused_with_its_document_only(store: Store, run: int) -> None:
    document = Document(text="“\ud800,” Ann Lee said.", address="a.txt")
    with pytest.raises(StoreError, match="half of a character"):
        store.save(Extraction(document=document, quotes=(), claims=(), speakers=()), run)
    assert store.save(ferry(), run) == SaveCounts(added=4)


def test_a_file_name_that_is_no_text_is_written_out(store: Store, run: int) -> None:
    name = b"caf\xe9.txt".decode("utf-8", "surrogateescape")
    store.skip(name, "is empty", run)
    assert column(store, "SELECT address FROM skipped") == ["caf\\udce9.txt"]
    store.save(ferry(address=name), run)
    store.save(ferry(address=name, text=ferry().document.text + " The end."), run)
    assert column(store, "SELECT address FROM skipped") == []
    assert column(store, "SELECT address FROM documents") == ["caf\\udce9.txt"]


def test_denials_stay_denials(store: Store, run: int) -> None:
    store.save(ferry(), run)
    found = store.connection.execute("SELECT text, polarity FROM statements WHERE polarity <> 'asserted'").fetchall()
    assert [tuple(row) for row in found] == [("that fares would double", Polarity.DENIED)]


def test_a_run_keeps_its_settings_and_counts(store: Store) -> None:
    run = store.start_run(
        version="1.2", model="sm", model_digest="ab12", spacy_model="en 3.8", options={"workers": 2, "all": True}
    )
    row = store.connection.execute("SELECT * FROM runs").fetchone()
    assert (row["finished"], row["quotes"]) == (None, None)
    store.finish_run(run, RunCounts(documents=3, quotes=5, claims=7, skipped=1))
    row = store.connection.execute("SELECT * FROM runs").fetchone()
    assert (row["version"], row["model"], row["model_digest"], row["spacy_model"]) == ("1.2", "sm", "ab12", "en 3.8")
    assert row["options"] == '{"all": true, "workers": 2}'
    assert (row["documents"], row["quotes"], row["claims"], row["skipped"]) == (3, 5, 7, 1)
    assert row["started"] <= row["finished"]


def test_a_document_is_known_for_runs_of_the_same_settings(store: Store, run: int) -> None:
    document = ferry().document
    assert not store.has_document(document, run=run)
    store.save(ferry(), run)
    same, other = store.start_run(version="1", model="sm"), store.start_run(version="1", model="lg")
    assert store.has_document(document, run=same)
    assert not store.has_document(document, run=other)
    store.save(ferry(), other)
    assert store.has_document(document, run=other)


def test_a_document_of_which_more_is_known_is_another(store: Store, run: int) -> None:
    store.save(ferry(), run)
    dated = ferry(published="2026-03-05")
    assert dated.document.id == ferry().document.id
    assert not store.has_document(dated.document, run=run)
    store.save(dated, run)
    assert store.has_document(dated.document, run=run)


def test_what_was_skipped_is_told_once_and_until_it_is_read(store: Store, run: int) -> None:
    store.skip("ferry.txt", "no text", run)
    store.skip("ferry.txt", "no text", run)
    store.skip(None, "is not UTF-8", run)
    store.skip(None, "is empty", run)
    assert column(store, "SELECT address || ': ' || reason FROM skipped ORDER BY id") == [
        "ferry.txt: no text",
        "-: is empty",
    ]
    store.save(ferry(), run)
    assert column(store, "SELECT address FROM skipped") == ["-"]


WRITER = """
import sys
from pathlib import Path
from quoteattr.store import open_store
from tests.store.extractions import numbered

with open_store(Path(sys.argv[1]), create=True) as store:
    run = store.start_run(version="1", model="sm")
    for number in range(int(sys.argv[2]), int(sys.argv[3])):
        store.save(numbered(number), run)
        print(number, flush=True)
"""


def start_writer(path: Path, first: int, last: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), str(first), str(last)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_processes_that_write_a_new_database_at_once_both_finish(tmp_path: Path) -> None:
    path = tmp_path / "quotes.db"
    writers = [start_writer(path, first, first + 30) for first in (0, 20)]
    for writer in writers:
        _, errors = writer.communicate(timeout=120)
        assert (writer.returncode, errors) == (0, "")
    with open_store(path) as store:
        assert column(store, "SELECT count(*) FROM documents") == [50]
        assert column(store, "SELECT count(*) FROM quotes") == [250]


def test_a_killed_process_leaves_whole_documents_only(tmp_path: Path) -> None:
    path = tmp_path / "quotes.db"
    for attempt in range(3):
        writer = start_writer(path, attempt * 10_000, (attempt + 1) * 10_000)
        assert writer.stdout is not None
        for _ in range(5 + attempt):
            writer.stdout.readline()
        time.sleep(0.007 * attempt)  # somewhere within a later document
        writer.kill()
        writer.communicate()
    with open_store(path) as store:
        sizes = column(
            store, "SELECT count(*) FROM documents LEFT JOIN quotes ON document_id = documents.id GROUP BY documents.id"
        )
        assert len(sizes) >= 18
        assert set(sizes) == {5}
        assert column(store, "PRAGMA integrity_check") == ["ok"]
        store.connection.execute("INSERT INTO quotes_fts (quotes_fts, rank) VALUES ('integrity-check', 1)")
        run = store.start_run(version="1", model="sm")
        assert store.save(numbered(99_999), run).added == 5
