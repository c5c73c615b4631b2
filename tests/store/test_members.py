"""Statements of several: each member is found, counted and kept."""

from dataclasses import replace
from pathlib import Path

import pytest

from quoteattr.directory import entries
from quoteattr.queries import lookup
from quoteattr.statements import Extraction
from quoteattr.store import open_store, questions
from quoteattr.store.copying import copy_database
from quoteattr.store.reading import read_documents
from quoteattr.store.speakers import move
from tests.groups.said import save
from tests.parses import extract

TOGETHER = "Ida Marsh, Tom Orr and Bo Renn said the pier was lost."


@pytest.fixture
def found() -> Extraction:
    """What is found in a sentence of three speakers."""
    return extract(TOGETHER)


@pytest.fixture
def quotes_db(found: Extraction, tmp_path: Path) -> Path:
    """A database of one statement of three, and of one that one of them makes alone."""
    path = tmp_path / "quotes.db"
    with open_store(path, create=True) as store:
        save(store, [found, extract("“The pier is lost,” Tom Orr said.")])
    return path


@pytest.mark.parametrize(("name", "number"), [("Ida Marsh", 1), ("Tom Orr", 2), ("Bo Renn", 1), ("Ann Lee", 0)])
def test_a_lookup_of_each_member_finds_the_statement(quotes_db: Path, name: str, number: int) -> None:
    records = list(lookup(quotes_db, name))
    assert len(records) == number
    assert all(name in (record["speaker"], *record["members"]) for record in records)


def test_the_directory_counts_what_somebody_says_with_others(quotes_db: Path) -> None:
    counts = {entry.name: entry.statements for entry in entries(quotes_db)}
    assert counts == {"Tom Orr": 2, "Ida Marsh": 1, "Bo Renn": 1, "Ida Marsh, Tom Orr and Bo Renn": 1}


def test_members_are_read_back(quotes_db: Path, found: Extraction) -> None:
    with open_store(quotes_db, read_only=True) as store:
        (stored,) = read_documents(store.connection, [found.document.id])
    assert [claim.members for claim in stored.extraction.claims] == [("Ida Marsh", "Tom Orr", "Bo Renn")]


def test_who_is_a_member_no_longer_is_not_found(quotes_db: Path, found: Extraction) -> None:
    changed = replace(found, claims=tuple(replace(claim, members=claim.members[:2]) for claim in found.claims))
    with open_store(quotes_db) as store:
        save(store, [changed])
        rows = store.connection.execute("SELECT name FROM statement_members ORDER BY name").fetchall()
    assert [name for (name,) in rows] == ["Ida Marsh", "Tom Orr"]


def test_a_database_with_members_is_sound_and_can_be_copied(quotes_db: Path, tmp_path: Path) -> None:
    copy_database(quotes_db, tmp_path / "copy.db")
    assert [record["id"] for record in lookup(tmp_path / "copy.db", "Ida Marsh")]


def test_a_member_is_found_by_the_speaker_whom_the_document_is_given_to(quotes_db: Path) -> None:
    with open_store(quotes_db) as store:
        ask = store.connection.execute
        known = """SELECT m.name, a.speaker_id = m.speaker_id FROM statement_members AS m
            JOIN appearances AS a USING (document_id, name) ORDER BY 1"""
        assert [tuple(row) for row in ask(known)] == [("Bo Renn", 1), ("Ida Marsh", 1), ("Tom Orr", 1)]
        kinds = {tuple(row) for row in ask("SELECT DISTINCT kind, proposition IS 0 FROM statement_members")}
        assert kinds == {("indirect", 0)}
        ask("UPDATE claims SET proposition = 0")
        assert ask("SELECT min(proposition), max(proposition) FROM statement_members").fetchone()[:] == (0, 0)
        with store.transaction():
            place = ask("SELECT id FROM appearances WHERE name = 'Ida Marsh'").fetchone()[0]
            ask("INSERT INTO speakers (id, name, type, anonymous, names) VALUES ('other', 'Ida', 'person', 0, '')")
            move(store.connection, [("other", place)])
        (moved,) = ask("SELECT speaker_id FROM statement_members WHERE name = 'Ida Marsh'").fetchone()
        assert moved == "other"
        ask("DELETE FROM documents")
        assert ask("SELECT count(*) FROM statement_members").fetchone()[0] == 0


def test_who_is_quoted_most_is_counted_alone_and_with_others(quotes_db: Path) -> None:
    with open_store(quotes_db, read_only=True) as store:
        rows = [tuple(row)[1:] for row in store.connection.execute(questions.MOST_QUOTED)]
    assert rows == [("Tom Orr", 1, 1)]
