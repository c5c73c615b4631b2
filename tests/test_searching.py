"""Words of statements: in any form, misspelt, half remembered, narrowed, sorted, and marked where they stand."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr import searching
from quoteattr.queries import Filters, Sort, hits_query, parameters_of, reading
from quoteattr.searching import Question, ask, find_page, search
from quoteattr.store import open_store
from tests.test_queries import LEADER, MINISTER, make_database, texts

ENGINES = "The engines are worn out,"
ALL = Filters(limit=20)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_database(tmp_path_factory.mktemp("searching") / "quotes.db")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("engines", [ENGINES]),
        ("WORN engines", [ENGINES]),
        ('"worn out"', [ENGINES]),
        ('"out worn"', []),
        ('"worn out', [ENGINES]),
        ("engin*", [ENGINES]),
        ("engine", [ENGINES]),
        ('"engine"', []),
        ('engine "worn out"', [ENGINES]),
        ('ferry "worn out"', []),
        ("don't", ["Don’t ask me,"]),
        ("fares doubled", ["that fares would double", "The fares doubled in 2019"]),
        ('"fares doubled"', ["The fares doubled in 2019"]),
        ("egnines", [ENGINES]),
        ("zeppelin engines", [ENGINES]),
        ("strike", []),  # a thought
        ("Løvås", []),  # a speaker, not a word that was said
        ("", []),
    ],
)
def test_words_are_found(path: Path, words: str, expected: list[str]) -> None:
    assert sorted(texts(iter(search(path, words)))) == sorted(expected)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(since="2026"), MINISTER[:1]),
        (Filters(outlet="star", role="leader"), LEADER),
        (Filters(speaker="Minister Løvås"), MINISTER[:1]),
        (Filters(speaker="council leader Løvås"), LEADER),
        (Filters(speaker="nobody"), []),
        (Filters(kind="direct", until="2025"), LEADER),
    ],
)
def test_a_search_can_be_narrowed(path: Path, filters: Filters, expected: list[str]) -> None:
    assert texts(iter(search(path, "ferry", filters))) == expected
    assert len(texts(iter(search(path, "ferry")))) == 3


def test_a_thought_is_found_where_it_is_asked_for(path: Path) -> None:
    assert texts(iter(search(path, "strike", Filters(include_thoughts=True)))) == ["that the strike is over"]


def test_the_best_match_comes_first_or_the_newest_or_the_oldest(path: Path) -> None:
    # Two of five words speak for the short text more than one of nine for the long one.
    assert texts(iter(search(path, "the ferry")))[0] == "The ferry sank,"
    undated = ["The ferry sank,"]
    assert texts(iter(search(path, "ferry", sort=Sort.DATE))) == [MINISTER[0], *LEADER, *undated]
    assert texts(iter(search(path, "ferry", sort=Sort.OLDEST))) == [*LEADER, MINISTER[0], *undated]


def test_where_no_statement_holds_all_words_those_with_most_are_given_and_it_is_told(path: Path) -> None:
    answer = search(path, "the ferry engines are the business of councils")
    assert texts(iter(answer))[0] == LEADER[0]
    assert answer.told == ("No statement holds all of these words; those that hold most of them:",)
    assert search(path, "ferry engines", Filters(outlet="gazette")).told == answer.told
    assert texts(iter(search(path, "ferry sank", Filters(kind="mixed")))) == []


def test_of_too_many_matches_the_newest_are_given(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ranked = texts(iter(search(path, "the")))
    monkeypatch.setattr(searching, "RANKED", 1)
    assert texts(iter(search(path, "the"))) == ranked
    some = search(path, "the", ALL)
    assert sorted(texts(iter(some))) == sorted(ranked)
    dates = [record["published"] or "" for record in some]
    assert dates == sorted(dates, reverse=True)
    assert "the newest are given" in some.told[0]


@pytest.mark.parametrize("filters", [Filters(limit=5), Filters(limit=5, speaker="x"), Filters(limit=5, since="2026")])
@pytest.mark.parametrize("many", [False, True], ids=["few", "many"])
@pytest.mark.parametrize("words", ["the", '"the"', 'ferry "the council"'])
def test_no_search_reads_a_whole_table(path: Path, words: str, many: bool, filters: Filters) -> None:
    with reading(path) as connection:
        asked = ask(connection, words, Filters())
        question = Question(terms=asked.terms, many=many)
        query = hits_query(question.template, question.order(Sort.MATCH), filters)
        parameters = {**parameters_of(connection, filters), **question.expressions}
        plan = [row["detail"] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}", parameters)]
    # Of very many, statements come in the order of an index on their dates, or from those of a speaker or a phrase.
    scans = [step for step in plan if step.startswith("SCAN") and "VIRTUAL TABLE INDEX" not in step]
    assert [step for step in scans if "USING INDEX idx" not in step] == []
    assert ("USE TEMP B-TREE FOR ORDER BY" in plan) <= (many and bool(filters.speaker or " " in words))


@given(words=st.text(max_size=30) | st.text(alphabet="\"*()-+^:{}\\' ANDORTNEAR\0\ud800ab", max_size=30))
def test_no_input_is_an_error(path: Path, words: str) -> None:
    assert isinstance(texts(iter(search(path, words, Filters(speaker=words)))), list)
    with reading(path) as connection:
        assert find_page(connection, words, ALL).number >= 0


def page(path: Path, words: str, **filters: Any) -> searching.ResultPage:
    with reading(path) as connection:
        return find_page(connection, words, Filters(limit=2, **filters))


def test_a_page_has_counts_of_all_and_the_words_marked(path: Path) -> None:
    found = page(path, "ferries")
    assert (found.number, len(found.hits), found.at_least) == (3, 2, False)
    assert found.facets["kind"] == (("direct", 3),)
    assert found.facets["outlet"] == (("Sound Gazette", 1), ("Évening Star", 1))
    assert found.facets["speaker"] == (("Jorunn Løvås", 1), ("Nils Løvås", 1))
    assert found.facets["year"] == (("2025", 1), ("2026", 1))
    assert found.hits[0].pieces == (("The ", False), ("ferry", True), (" sank,", False))


def test_a_page_without_words_lists_what_the_filters_let_through(path: Path) -> None:
    found = page(path, "", speaker="Ms O'Hara")
    assert (found.number, [hit.pieces for hit in found.hits]) == (
        2,
        [(("Don’t ask me,", False),), (("The fares doubled in 2019", False),)],
    )


def test_the_words_of_a_long_statement_are_shown_around_those_found(tmp_path: Path) -> None:
    from tests.groups.said import article, save

    long = " ".join(["We have said it before."] * 60 + ["The gulls are back."] + ["We say it again."] * 60)
    with open_store(tmp_path / "quotes.db", create=True) as store:
        save(store, [article(long, "Ida Moss", address="long.txt")])
    (hit,) = page(tmp_path / "quotes.db", "gull").hits
    shown = "".join(piece for piece, _ in hit.pieces)
    assert ("gulls", True) in hit.pieces and shown.startswith(" … ") and len(shown) < 600


def test_the_index_of_stems_follows_what_is_changed_and_removed(tmp_path: Path) -> None:
    path = make_database(tmp_path / "quotes.db")
    with open_store(path) as store:
        store.connection.execute("UPDATE quotes SET text = 'The motors failed,' WHERE text LIKE 'The engines%'")
        store.connection.execute("DELETE FROM claims WHERE text LIKE '%doubled%'")
        for table in ("quotes_fts_stems", "claims_fts_stems"):
            store.connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
    assert texts(iter(search(path, "motor"))) == ["The motors failed,"]
    assert texts(iter(search(path, '"engines"'))) == []
    assert texts(iter(search(path, "doubles"))) == ["that fares would double"]
