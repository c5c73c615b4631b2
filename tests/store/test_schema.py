"""What the tables promise: indexes where questions go, full-text search that is never out of date."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from quoteattr.store import Store, open_store
from quoteattr.web.serve import metadata_path
from tests.store.extractions import ferry, numbered

TABLES = yaml.safe_load(metadata_path().read_text(encoding="utf-8"))["databases"]["quotes"]["tables"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "quotes.db", create=True) as opened:
        run = opened.start_run(version="1", model="sm")
        for number in range(5):
            opened.save(numbered(number), run)
        opened.save(ferry(), run)
        yield opened


def visible(store: Store) -> dict[str, list[str]]:
    """Tables and views with their columns, without what SQLite keeps for itself."""
    names = store.connection.execute(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE '%\\_fts%' ESCAPE '\\'"
    )
    return {name: [row["name"] for row in store.connection.execute(f"PRAGMA table_info({name})")] for (name,) in names}


def first_indexed(store: Store, table: str) -> set[str]:
    indexes = store.connection.execute(f"PRAGMA index_list({table})").fetchall()
    return {store.connection.execute(f"PRAGMA index_info({index['name']})").fetchone()["name"] for index in indexes}


def found(store: Store, table: str, words: str) -> list[str]:
    query = f"SELECT id FROM {table} WHERE rowid IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?)"
    return [row[0] for row in store.connection.execute(query, (words,))]


def test_every_table_and_column_is_described(store: Store) -> None:
    assert {table: set(told["columns"]) for table, told in TABLES.items()} == {
        table: set(columns) for table, columns in visible(store).items()
    }
    assert all(told["title"] and told["description"] for told in TABLES.values())
    assert all(text for told in TABLES.values() for text in told["columns"].values())


@pytest.mark.parametrize("table", sorted(set(TABLES) - {"statements", "quote_history", "attribution_conflicts"}))
def test_facets_and_references_are_indexed(store: Store, table: str) -> None:
    references = {row["from"] for row in store.connection.execute(f"PRAGMA foreign_key_list({table})")}
    wanted = references | set(TABLES[table].get("facets", ()))
    assert wanted <= first_indexed(store, table)


def test_search_follows_an_update(store: Store) -> None:
    (quote,) = found(store, "quotes", '"worn out"')
    store.connection.execute("UPDATE quotes SET text = 'The engines are new' WHERE id = ?", (quote,))
    assert found(store, "quotes", '"worn out"') == []
    assert found(store, "quotes", "new") == [quote]


@pytest.mark.parametrize(
    ("table", "words"),
    [("quotes", "engines"), ("claims", "fares"), ("speakers", "lovas OR jorunn"), ("documents", "ferry")],
)
def test_search_forgets_what_is_deleted(store: Store, table: str, words: str) -> None:
    assert len(found(store, table, words)) == 1
    store.connection.execute("DELETE FROM documents WHERE address = 'ferry.txt'")
    store.connection.execute("DELETE FROM speakers WHERE id NOT IN (SELECT speaker_id FROM speaker_names)")
    assert found(store, table, words) == []


def test_search_holds_after_rows_have_gone_and_the_file_is_packed(store: Store) -> None:
    store.connection.execute("DELETE FROM documents WHERE address IN ('articles/0.txt', 'articles/2.txt')")
    store.connection.execute("VACUUM")
    (quote,) = found(store, "quotes", '"worn out"')
    text = store.connection.execute("SELECT text FROM quotes WHERE id = ?", (quote,)).fetchone()[0]
    assert text == "The engines are worn out,"
    assert len(found(store, "quotes", '"article 3"')) == 5


def test_the_view_holds_every_quote_and_claim_once(store: Store) -> None:
    quotes, claims, statements = (
        [row["id"] for row in store.connection.execute(f"SELECT id FROM {name}")]
        for name in ("quotes", "claims", "statements")
    )
    assert sorted(quotes + claims) == sorted(statements)
    assert len(statements) == 29
    row = store.connection.execute("SELECT * FROM statements WHERE polarity = 'denied'").fetchone()
    assert {name: row[name] for name in ("speaker", "role", "outlet", "date", "kind", "title")} == {
        "speaker": "Jorunn Løvås",
        "role": "Harbour Minister",
        "outlet": "Sound Gazette",
        "date": "2026-03-04",
        "kind": "indirect",
        "title": "Ferry",
    }


@pytest.mark.skipif(sqlite3.sqlite_version_info < (3, 39), reason="older SQLite makes the whole view first")
@pytest.mark.parametrize("condition", ["TRUE", "modality <> 'thought'", "speaker_id IN (SELECT id FROM speakers)"])
def test_a_page_of_the_view_takes_its_order_from_an_index(store: Store, condition: str) -> None:
    query = f"EXPLAIN QUERY PLAN SELECT * FROM statements WHERE {condition} ORDER BY date DESC LIMIT 51"
    plan = [row["detail"] for row in store.connection.execute(query)]
    assert "MERGE (UNION ALL)" in plan  # not made whole first
    assert [step for step in plan if step.startswith("SCAN s") and "USING INDEX" not in step] == []


def test_a_statement_needs_its_document(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        store.connection.execute("UPDATE quotes SET document_id = 'none'")
