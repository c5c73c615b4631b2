"""Version 1 had one speaker for a name; a database of it learns whose words were whose in each document."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from quoteattr.directory import merge
from quoteattr.statements import Extraction
from quoteattr.store import open_store
from quoteattr.store.appearances import _BLOCK
from quoteattr.store.migrations import MIGRATIONS
from quoteattr.store.schema import migrate
from tests.store.extractions import ferry

OLD = """
INSERT INTO runs (id, started, version, model, options) VALUES (1, '2026', '0.1.0', 'sm', '{}');
INSERT INTO documents (id, outlet, text, run_id) VALUES ('d1', 'Post', 'x', 1), ('d2', 'Bay', 'y', 1);
INSERT INTO speakers VALUES ('s1', 'Ana Ruiz', 'person', 0, 'Ana Ruiz; Ruiz'),
    ('s2', 'an aide', 'person', 1, 'an aide');
INSERT INTO speaker_names VALUES ('s1', 'Ana Ruiz', 'd1'), ('s1', 'Ana Ruiz', 'd2'), ('s1', 'Ruiz', 'd2'),
    ('s2', 'an aide', 'd2');
INSERT INTO speaker_roles VALUES ('s1', 'dentist in Marne', 'd1', NULL), ('s1', 'striker', 'd2', NULL);
INSERT INTO quotes (id, text, speaker_id, polarity, kind, confidence, modality, anonymous, speaker_type, document_id,
    start, spans, method, run_id)
VALUES ('q1', 'No', 's1', 'asserted', 'direct', 1, 'statement', 0, 'person', 'd1', 0, '[[0, 1]]', 'model', 1),
    ('q2', 'Yes', 's1', 'asserted', 'direct', 1, 'statement', 0, 'person', 'd2', 0, '[[0, 1]]', 'model', 1);
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "quotes.db"
    connection = sqlite3.connect(made, isolation_level=None)
    migrate(connection, made, MIGRATIONS[:1])
    connection.executescript(OLD)
    connection.close()
    return made


def test_an_older_database_tells_its_speakers_apart_once_it_is_brought_up_to_date(path: Path) -> None:
    with open_store(path) as store:
        ask = store.connection.execute
        assert ask("SELECT count(*) FROM appearances").fetchone()[0] == 3
        assert ask("SELECT count(DISTINCT speaker_id) FROM quotes").fetchone()[0] == 1
        assert store.settle_speakers() == 1
        assert ask("SELECT count(DISTINCT speaker_id) FROM quotes").fetchone()[0] == 2
        assert ask("SELECT count(*) FROM unsettled_blocks").fetchone()[0] == 0
        told = ask("SELECT role, word, organization FROM speaker_roles ORDER BY role").fetchall()
        assert [tuple(row) for row in told] == [("dentist in Marne", "dentist", "Marne"), ("striker", "striker", None)]
        assert ask("SELECT names FROM speakers WHERE names LIKE '%; Ruiz'").fetchall()


def test_what_has_been_settled_stays_when_a_document_is_saved_again(tmp_path: Path) -> None:
    with open_store(tmp_path / "quotes.db", create=True) as store:
        run = store.start_run(version="1", model="sm")
        store.save(ferry(), run)
        store.save(ferry(text=ferry().document.text + " ", address="other.txt", outlet="Other"), run)
        assert store.settle_speakers() > 0
        before = list(store.connection.iterdump())
        store.save(ferry(), run)
        assert store.settle_speakers() == 0
        assert list(store.connection.iterdump()) == before


def test_who_no_document_names_any_more_goes(tmp_path: Path) -> None:
    with open_store(tmp_path / "quotes.db", create=True) as store:
        run = store.start_run(version="1", model="sm")
        store.save(ferry(), run)
        store.settle_speakers()
        store.save(ferry(text="Later. " + ferry().document.text), run)
        store.settle_speakers()
        assert store.connection.execute("SELECT count(*) FROM appearances").fetchone()[0] == 2
        stray = "SELECT count(*) FROM speakers WHERE id NOT IN (SELECT speaker_id FROM appearances)"
        assert store.connection.execute(stray).fetchone()[0] == 0


def test_a_surname_alone_joins_a_person_when_somebody_decides_so_and_only_there(tmp_path: Path) -> None:
    path = tmp_path / "quotes.db"

    def short(address: str) -> Extraction:
        """The same article, which has the minister by her surname only, without her office and her quotes."""
        whole = ferry(text=ferry().document.text + address, address=address)
        named = {"speaker": "Løvås"}
        return replace(
            whole,
            quotes=(whole.quotes[1],),
            claims=tuple(replace(claim, **named) for claim in whole.claims),
            speakers=(replace(whole.speakers[0], name="Løvås", names=("Løvås",), roles=()), *whole.speakers[1:]),
        )

    with open_store(path, create=True) as store:
        run = store.start_run(version="1", model="sm")
        for extraction in (ferry(), short("second.txt"), short("third.txt")):
            store.save(extraction, run)
        store.settle_speakers()
        (second,) = store.connection.execute(
            "SELECT speaker_id FROM appearances JOIN documents AS d ON d.id = document_id "
            "WHERE name = 'Løvås' AND address = 'second.txt'"
        ).fetchone()
    merge(path, [second], "Jorunn Løvås")
    with open_store(path) as store:
        store.save(short("second.txt"), store.start_run(version="2", model="sm"))
        store.settle_speakers()
        found = dict(
            store.connection.execute(
                "SELECT d.address, s.name FROM appearances AS a JOIN documents AS d ON d.id = a.document_id "
                "JOIN speakers AS s ON s.id = a.speaker_id WHERE a.anonymous = 0"
            ).fetchall()
        )
    assert found == {"ferry.txt": "Jorunn Løvås", "second.txt": "Jorunn Løvås", "third.txt": "Løvås"}


def test_a_block_is_read_by_its_own_rows_and_their_documents(tmp_path: Path) -> None:
    with open_store(tmp_path / "quotes.db", create=True) as store:
        values = {"blocks": "[]", "names": "[]"}
        plan = " ".join(row["detail"] for row in store.connection.execute(f"EXPLAIN QUERY PLAN {_BLOCK}", values))
    # By type or by "no block" every block would read half of the table: the square of the number of people.
    assert "(type=?)" not in plan
    assert {"(block=?)", "(name=?)", "(document_id=?)"} <= set(plan.split())
