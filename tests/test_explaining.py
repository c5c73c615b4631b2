"""Statements of documents and of databases are explained by reading the text again; else by what the record keeps."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

import quoteattr
from quoteattr import __version__
from quoteattr.documents import Document
from quoteattr.errors import ModelError, QuoteattrError, StoreError
from quoteattr.explaining import explain, explain_path, explain_stored, read_stored
from quoteattr.explanations import as_json, found_by
from quoteattr.pipeline import annotate, model_info
from quoteattr.readers import ReadOptions, Skipped
from quoteattr.statements import Extraction
from quoteattr.store import open_store
from quoteattr.store.reviews import Judgement, Review

TEXT = (
    "Harbour Minister Mia Orr met the skipper Tom Hale.\n\n“We will dig,” she said. “Nobody asked me,” Hale said.\n\n"
    "The minister denied that the boats had been sold."
)
DOCUMENT = Document(text=TEXT, address="harbour.txt")


@cache
def nlp() -> Language:
    return quoteattr.load()


@cache
def extraction() -> Extraction:
    (found,) = annotate([DOCUMENT], nlp())
    return found


DENIAL = "that the boats had been sold"


def stored(folder: Path, found: Extraction | None = None, **run: Any) -> Path:
    """A database that holds the document."""
    info = model_info(nlp())
    told = {"version": __version__, "model": "sm", "model_digest": info.digest, "spacy_model": info.spacy_model, **run}
    with open_store(folder / "quotes.db", create=True) as store:
        store.save(found or extraction(), store.start_run(**told))
    return folder / "quotes.db"


def id_of(words: str) -> str:
    return next(found.id for found in extraction().statements if found.text == words)


def refuse() -> Language:
    raise ModelError("no such model")


def test_every_statement_of_a_document_is_explained_in_the_order_of_the_text() -> None:
    found = explain(DOCUMENT, nlp())
    assert [one.statement for one in found] == list(extraction().statements)
    assert {one.considered[0].name for one in found} == {"Mia Orr", "Tom Hale"}


def test_a_statement_of_a_database_is_explained_from_its_text(tmp_path: Path) -> None:
    found = explain_stored(read_stored(stored(tmp_path), id_of(DENIAL)), nlp)
    assert found.notes == ()
    assert found in explain(DOCUMENT, nlp())


def test_another_version_or_model_is_said(tmp_path: Path) -> None:
    path = stored(tmp_path, version="0.0.1", model_digest="old")
    found = explain_stored(read_stored(path, id_of(DENIAL)), nlp)
    assert [note.split(",")[0] for note in found.notes] == ["Found with quoteattr 0.0.1", "Found with model sm old"]


def test_without_the_model_the_record_tells_what_it_keeps(tmp_path: Path) -> None:
    found = explain_stored(read_stored(stored(tmp_path), id_of("We will dig,")), refuse)
    assert "no such model" in found.notes[0]
    (kept,) = (one for one in found.considered if one.chosen)
    assert kept.name == "Mia Orr" and kept.chance is not None and kept.speaks_for == found.statement.evidence


def test_candidates_of_a_record_have_no_chances(tmp_path: Path) -> None:
    quotes = tuple(replace(one, speaker=None, candidates=("Ann Lee", "Eva Low")) for one in extraction().quotes)
    path = stored(tmp_path, replace(extraction(), quotes=quotes))
    found = explain_stored(read_stored(path, id_of("We will dig,")), refuse)
    assert [(one.name, one.chosen) for one in found.considered] == [
        (None, True), ("Ann Lee", False), ("Eva Low", False),
    ]  # fmt: skip
    assert all(one.chance is None for one in found.considered[1:])


def test_what_the_text_does_not_give_any_more_is_told_from_the_record(tmp_path: Path) -> None:
    path = stored(tmp_path)
    given = read_stored(path, id_of(DENIAL))
    found = explain_stored(replace(given, document=Document(text="It rained.")), nlp)
    assert found.statement == given.statement and "does not give this statement" in found.notes[-1]


def test_where_the_database_says_otherwise_than_the_text_it_is_said(tmp_path: Path) -> None:
    path = stored(tmp_path)
    with open_store(path) as store:
        store.review(Review(statement=id_of(DENIAL), judgement=Judgement.RIGHT, reviewer="eva"))
    given = read_stored(path, id_of(DENIAL))
    found = explain_stored(replace(given, statement=replace(given.statement, speaker="M. Orr")), nlp)
    assert "A reviewer has judged it: right" in found.notes[0]
    assert found.notes[1] == "The database has the speaker “M. Orr”; this text read alone gives “Mia Orr”."


def test_an_unknown_id_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no statement 0123"):
        read_stored(stored(tmp_path), "0123")


@pytest.mark.parametrize("wanted", ["1", None])
def test_one_statement_of_a_file_is_chosen_by_number_or_id(tmp_path: Path, wanted: str | None) -> None:
    (tmp_path / "harbour.txt").write_text(TEXT)
    skipped: list[Skipped] = []
    path = str(tmp_path / "harbour.txt")
    everything = explain_path(path, nlp(), skipped.append, ReadOptions())
    (found,) = explain_path(path, nlp(), skipped.append, ReadOptions(), wanted=wanted or everything[0].statement.id)
    assert found == everything[0] and skipped == []
    with pytest.raises(QuoteattrError, match="choose a number from 1 to"):
        explain_path(path, nlp(), skipped.append, ReadOptions(), wanted="77")


def test_json_has_the_record_of_the_statement() -> None:
    told = as_json(explain(DOCUMENT, nlp())[0])
    assert told["statement"]["text"] == "We will dig,"
    assert told["considered"][0]["name"] == "Mia Orr"
    assert set(told) == {
        "statement",
        "found",
        "decided",
        "considered",
        "others",
        "role",
        "roles",
        "polarity",
        "changes",
        "notes",
    }


@pytest.mark.parametrize(
    ("method", "words"), [("rule:label", "by rule: a label before the words"), ("pattern", "by pattern")]
)
def test_how_a_statement_was_found_is_told_in_words(method: str, words: str) -> None:
    assert found_by(method) == words
