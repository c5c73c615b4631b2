"""What reviewers decide comes back as annotations that the evaluation and the training read."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from quoteattr.annotation import read_annotation, read_articles, reviewed_articles, write_annotation, write_articles
from quoteattr.annotation.reviewed import NOBODY, OPEN
from quoteattr.scoring import evaluate
from quoteattr.scoring.predictions import to_predictions
from quoteattr.scoring.press import read_press
from quoteattr.spans import Span
from quoteattr.statements import Kind
from quoteattr.store import Store, open_store
from quoteattr.store.reviews import Correction, Judgement, Missed, Review
from tests.store.extractions import TEXT, ferry

REOPEN, ENGINES = ferry().quotes
FARES, STRIKE = ferry().claims


def place(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "quotes.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    source = place("Harbour Minister Jorunn Løvås")
    found = replace(ferry(), quotes=(replace(REOPEN, source_span=source, cue_span=place("said")), ENGINES))
    with open_store(path, create=True) as opened:
        opened.save(found, opened.start_run(version="1", model="sm"))
        yield opened


def judge(store: Store, statement: str, judgement: Judgement) -> None:
    store.review(Review(statement=statement, judgement=judgement, reviewer="mia"))


def decide(store: Store) -> None:
    """One right, one wrong, one corrected, one left open, one added."""
    judge(store, REOPEN.id, Judgement.RIGHT)
    judge(store, ENGINES.id, Judgement.WRONG)
    right = Correction(speaker="Jorunn Løvås", speaker_type="person", role="Harbour Minister", spans=FARES.spans,
                       polarity="not_said", modality="question", addressee=None)  # fmt: skip
    store.review(Review(statement=FARES.id, judgement=Judgement.CORRECTED, reviewer="mia", correction=right))
    added = replace_spans(right, "worn out")
    store.review(Missed(document=ferry().document.id, kind=Kind.DIRECT, reviewer="mia", right=added))


def replace_spans(right: Correction, words: str) -> Correction:
    return replace(right, spans=(place(words),), speaker=None, role=None, polarity="asserted", modality="statement")


def test_decisions_become_an_annotation(store: Store, path: Path) -> None:
    decide(store)
    ((article, annotation),) = reviewed_articles(path, "dev")
    assert (annotation.id, annotation.part, annotation.digest) == (ferry().document.id, "dev", article.digest)
    assert (article.text, article.outlet, article.date) == (TEXT, "Sound Gazette", "2026-03-04")
    (minister,) = annotation.entities
    assert minister.names == ("Jorunn Løvås", "Løvås") and not minister.anonymous
    assert [span.of(TEXT) for span in minister.roles] == ["Harbour Minister"]
    assert [span.of(TEXT) for span in minister.mentions] == ["Harbour Minister Jorunn Løvås", "Løvås"]
    told = {
        " ".join(span.of(TEXT) for span in one.spans): (one.speakers, one.polarity, one.modality, one.unsure)
        for one in annotation.statements
    }
    assert told == {
        "We will reopen the ferry by May, and nobody pays twice.": ((minister.key,), "asserted", "statement", None),
        "that fares would double": ((minister.key,), "not_said", "question", None),
        "that the strike is over": ((minister.key,), "asserted", "thought", OPEN),
        "worn out": ((), "asserted", "statement", None),
    }
    (refuted,) = annotation.not_quotes
    assert (refuted.spans, refuted.what) == (ENGINES.spans, NOBODY)


def test_the_evaluation_reads_it_and_counts_what_is_decided(store: Store, path: Path, tmp_path: Path) -> None:
    decide(store)
    folder, texts = tmp_path / "own", tmp_path / "own.jsonl"
    folder.mkdir()
    found = list(reviewed_articles(path, "train"))
    for article, annotation in found:
        write_annotation(annotation, folder / f"{article.id}.json")
        assert read_annotation(folder / f"{article.id}.json") == annotation
        assert "ferry" not in (folder / f"{article.id}.json").read_text("utf-8").replace("ferry.txt", "")
    write_articles((article for article, _ in found), texts)
    (gold,) = read_press(folder, {article.id: article for article in read_articles(texts)}, "train")
    assert gold.document.text == TEXT
    extraction = replace(ferry(), claims=())
    report = evaluate([gold], {gold.id: to_predictions(extraction)}, samples=0)
    assert (report.quotes_found.recall, report.quotes_found.precision) == (0.5, 0.5)  # one was added, one refuted
    assert report.not_quotes == {"gold": 1, "taken": 1}


@pytest.mark.parametrize("reviewed", ["claim", "piece"])
def test_a_claim_and_its_quoted_pieces_are_decided_together(path: Path, reviewed: str) -> None:
    claim = replace(FARES, kind=Kind.MIXED)
    piece = replace(REOPEN, spans=(place("fares"),), text="fares", claim_id=claim.id, polarity=claim.polarity)
    other = replace(ENGINES, claim_id=claim.id)
    with open_store(path, create=True) as store:
        run = store.start_run(version="1", model="sm")
        store.save(replace(ferry(), quotes=(piece, other), claims=(claim,)), run)
        judge(store, {"claim": claim, "piece": piece}[reviewed].id, Judgement.RIGHT)
    ((_, annotation),) = reviewed_articles(path)
    opened = {one.spans[0].of(TEXT): one.unsure for one in annotation.statements}
    assert opened == {"that fares would double": None, "fares": None, "The engines are worn out,": OPEN}


def test_a_database_without_reviews_has_none(store: Store, path: Path) -> None:
    assert list(reviewed_articles(path)) == []


def test_lines_of_articles_hold_any_character(tmp_path: Path) -> None:
    from quoteattr.annotation import Article

    articles = [Article(id="a", text="One\u2028two\x85three\n“four”", outlet="Sound Gazette")]
    write_articles(articles, tmp_path / "a.jsonl")
    assert list(read_articles(tmp_path / "a.jsonl")) == articles
