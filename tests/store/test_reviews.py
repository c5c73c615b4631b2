"""What a person has corrected stays so: at once, after another extraction, after another text of the article."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from quoteattr.errors import StoreError
from quoteattr.queries import Filters, latest_reviews, lookup
from quoteattr.scoring.newsroom import Share, newsroom_report
from quoteattr.searching import search
from quoteattr.spans import Span, span_text
from quoteattr.statements import Extraction, Kind, Polarity, Quote
from quoteattr.store import SaveCounts, Store, open_store
from quoteattr.store.reviews import Correction, Judgement, Missed, Review
from tests.store.extractions import TEXT, extractions, ferry

ENGINES = ferry().quotes[1]
REOPEN = ferry().quotes[0]
FARES = ferry().claims[0]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "quotes.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path, create=True) as opened:
        opened.save(ferry(), opened.start_run(version="1", model="sm"))
        yield opened


def spans(*parts: str, text: str = TEXT) -> tuple[Span, ...]:
    return tuple(Span(text.index(part), text.index(part) + len(part)) for part in parts)


def correct(store: Store, statement: str, **right: Any) -> str:
    given = {"speaker": "Ola Berg", "speaker_type": "person", "role": "engineer", "spans": ENGINES.spans,
             "polarity": "asserted", "modality": "statement", "addressee": None, **right}  # fmt: skip
    review = Review(
        statement=statement, judgement=Judgement.CORRECTED, reviewer="mia", correction=Correction(**given), note="ear"
    )
    return store.review(review)


def judge(store: Store, statement: str, judgement: Judgement) -> str:
    return store.review(Review(statement=statement, judgement=judgement, reviewer="tom"))


def rows(store: Store, columns: str = "text, speaker, role, review") -> list[tuple[Any, ...]]:
    found = store.connection.execute(f"SELECT {columns} FROM statements ORDER BY document_id, start, kind")
    return [tuple(row) for row in found]


def with_quote(extraction: Extraction, *quotes: Quote) -> Extraction:
    return replace(extraction, quotes=quotes)


CORRECTED = ("The engines are worn out,", "Ola Berg", "engineer", "corrected")


def test_a_correction_is_in_effect_at_once_and_everywhere(store: Store, path: Path) -> None:
    correct(store, ENGINES.id)
    assert rows(store)[-1] == CORRECTED
    (found,) = lookup(path, "berg")
    assert (found["text"], found["role"], found["review"]) == ("The engines are worn out,", "engineer", "corrected")
    assert (found["confidence"], found["method"], found["anonymous"]) == (1.0, "review", False)
    assert [record["speaker"] for record in search(path, "engines")] == ["Ola Berg"]
    roles = store.connection.execute("SELECT role FROM speaker_roles JOIN speakers ON id = speaker_id WHERE name = ?",
                                     ("Ola Berg",)).fetchall()  # fmt: skip
    assert [row[0] for row in roles] == ["engineer"]


def test_a_correction_survives_any_number_of_extractions(store: Store) -> None:
    correct(store, ENGINES.id)
    columns = "statement_id, found_id, speaker, found_speaker, spans, confidence, reviewer, created, note"
    before = store.connection.execute(f"SELECT {columns} FROM reviews").fetchall()
    for model in ("sm", "lg"):
        assert store.save(ferry(), store.start_run(version="2", model=model)) == SaveCounts()
        assert store.connection.execute(f"SELECT {columns} FROM reviews").fetchall() == before
        assert rows(store)[-1] == CORRECTED


def test_corrected_words_change_the_id_and_search(store: Store, path: Path) -> None:
    now = correct(store, ENGINES.id, spans=spans("engines are worn"))
    assert now != ENGINES.id
    store.save(ferry(), store.start_run(version="2", model="sm"))
    (found,) = lookup(path, "berg")
    assert (found["id"], found["text"], found["spans"]) == (
        now,
        "engines are worn",
        [list(spans("engines are worn")[0])],
    )
    assert list(search(path, '"worn out"')) == []


def test_another_extraction_of_the_same_words_is_recognised(store: Store) -> None:
    correct(store, ENGINES.id)
    cut = spans("engines are worn out")
    shorter = replace(ENGINES, spans=cut, text=span_text(TEXT, cut), speaker="the company", confidence=0.4)
    store.save(with_quote(ferry(), ferry().quotes[0], shorter), store.start_run(version="2", model="lg"))
    assert rows(store)[-1] == CORRECTED
    review = store.connection.execute("SELECT * FROM reviews").fetchone()
    assert (review["found_id"], review["found_text"]) == (shorter.id, "engines are worn out")
    assert (review["found_speaker"], review["confidence"]) == ("the company", 0.4)


@pytest.mark.parametrize("judgement", [Judgement.RIGHT, Judgement.CORRECTED])
def test_what_is_not_found_again_is_kept_when_a_person_found_it_right(store: Store, judgement: Judgement) -> None:
    if judgement is Judgement.RIGHT:
        judge(store, ENGINES.id, judgement)
    else:
        correct(store, ENGINES.id)
    store.save(with_quote(ferry(), ferry().quotes[0]), store.start_run(version="2", model="lg"))
    assert rows(store)[-1][0] == "The engines are worn out,"
    assert rows(store)[-1][3] == judgement
    assert store.connection.execute("SELECT found_id FROM reviews").fetchone()[0] is None
    store.save(ferry(), store.start_run(version="3", model="sm"))
    assert store.connection.execute("SELECT found_id FROM reviews").fetchone()[0] == ENGINES.id


def test_what_is_wrong_says_so_and_is_not_kept(store: Store, path: Path) -> None:
    judge(store, FARES.id, Judgement.WRONG)
    found = store.connection.execute("SELECT review, confidence, method FROM claims WHERE id = ?", (FARES.id,))
    assert tuple(found.fetchone()) == ("wrong", 0.0, "review")
    assert [record["review"] for record in search(path, "fares", Filters(min_confidence=0.1))] == []
    store.save(replace(ferry(), claims=ferry().claims[1:]), store.start_run(version="2", model="lg"))
    assert "that fares would double" not in [row[0] for row in rows(store)]
    store.save(ferry(), store.start_run(version="3", model="sm"))
    assert ("that fares would double", "Jorunn Løvås", "Harbour Minister", "wrong") in rows(store)


def test_a_review_follows_its_words_into_another_text_of_the_article(store: Store) -> None:
    correct(store, ENGINES.id, spans=spans("engines are worn out"))
    longer = ferry(text=f"Corrected on Friday.\n{TEXT}")
    store.save(longer, store.start_run(version="1", model="sm"))
    assert rows(store)[-1] == ("engines are worn out", "Ola Berg", "engineer", "corrected")
    review = store.connection.execute("SELECT * FROM reviews").fetchone()
    assert review["document_id"] == longer.document.id
    (start, end), = json.loads(review["spans"])  # fmt: skip
    assert longer.document.text[start:end] == "engines are worn out"


def test_a_review_whose_words_are_gone_waits_for_them(store: Store) -> None:
    correct(store, ENGINES.id)
    other = TEXT.replace("“The engines are worn out,” a senior engineer said.", "Nobody spoke of engines.")
    first = ferry(text=TEXT)
    document = replace(first.document, text=other)
    quote = replace(first.quotes[0], document_id=document.id)
    store.save(Extraction(document=document, quotes=(quote,), claims=(), speakers=first.speakers),
               store.start_run(version="1", model="sm"))  # fmt: skip
    assert [row[3] for row in rows(store)] == [None]
    store.save(ferry(), store.start_run(version="1", model="sm"))
    assert rows(store)[-1] == CORRECTED


def test_the_newest_review_counts_and_all_are_kept(store: Store, path: Path) -> None:
    correct(store, ENGINES.id)
    correct(store, ENGINES.id, speaker=None, role=None)
    assert rows(store)[-1] == ("The engines are worn out,", None, None, "corrected")
    judge(store, ENGINES.id, Judgement.WRONG)
    assert rows(store)[-1][3] == "wrong"
    correct(store, ENGINES.id)
    assert rows(store)[-1] == CORRECTED
    assert store.connection.execute("SELECT count(*) FROM reviews").fetchone()[0] == 4
    (latest,) = latest_reviews(path)
    assert (latest["judgement"], latest["found_speaker"]) == ("corrected", "a senior engineer")


def test_earlier_reviews_keep_the_words_that_they_were_about(store: Store) -> None:
    correct(store, ENGINES.id, spans=spans("engines are worn out"))
    now = store.connection.execute("SELECT statement_id FROM reviews").fetchone()[0]
    last = correct(store, now, spans=spans("The engines"))
    noted = "SELECT text, spans, statement_id FROM reviews ORDER BY id"
    first, second = ("engines are worn out", "The engines")
    assert [tuple(row) for row in store.connection.execute(noted)] == [
        (words, json.dumps(spans(words)), last) for words in (first, second)
    ]
    longer = ferry(text=f"Corrected on Friday.\n{TEXT}")
    store.save(longer, store.start_run(version="1", model="sm"))
    kept = store.connection.execute(noted).fetchall()
    assert [row[0] for row in kept] == [first, second]
    for words, places, statement in kept:
        (start, end), = json.loads(places)  # fmt: skip
        assert longer.document.text[start:end] == words
        assert store.connection.execute("SELECT 1 FROM quotes WHERE id = ?", (statement,)).fetchone()


def test_polarity_modality_and_addressee_are_corrected(store: Store, path: Path) -> None:
    act = {"polarity": "denied", "modality": "future", "addressee": "the council"}
    correct(store, ENGINES.id, **act)
    columns = "polarity, modality, addressee"
    for model in ("sm", "lg"):
        store.save(ferry(), store.start_run(version="2", model=model))
        assert rows(store, columns)[-1] == tuple(act.values())
    report = newsroom_report(latest_reviews(path))
    assert (report.figures["right act"].right, report.figures["right act"].of) == (0, 1)
    judge(store, ENGINES.id, Judgement.RIGHT)
    assert rows(store, columns)[-1] == tuple(act.values())


@pytest.mark.parametrize("change", [{"polarity": "maybe"}, {"modality": "song"}])
def test_an_act_that_is_none_is_refused(store: Store, change: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="is not a valid"):
        correct(store, ENGINES.id, **change)


def add(store: Store, words: str, kind: Kind = Kind.DIRECT, text: str = TEXT, **right: Any) -> str:
    given = {"speaker": "Ola Berg", "speaker_type": "person", "role": None, "spans": spans(words, text=text),
             "polarity": "asserted", "modality": "statement", "addressee": None, **right}  # fmt: skip
    return store.review(Missed(document=ferry().document.id, kind=kind, reviewer="mia", right=Correction(**given)))


@pytest.mark.parametrize(("kind", "table"), [(Kind.DIRECT, "quotes"), (Kind.INDIRECT, "claims")])
def test_what_was_missed_is_added_and_kept(store: Store, path: Path, kind: Kind, table: str) -> None:
    added = add(store, "the strike", kind, addressee="a reporter")
    shown = ("the strike", "Ola Berg", None, "added")
    for model in ("sm", "lg"):
        assert shown in rows(store)
        (found,) = lookup(path, "Ola Berg")
        assert (found["id"], found["kind"], found["method"]) == (added, kind, "reviewer")
        assert (found["confidence"], found["addressee"], found["spans"]) == (
            1.0,
            "a reporter",
            [list(*spans("the strike"))],
        )
        assert store.connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (added,)).fetchone()
        store.save(ferry(), store.start_run(version="2", model=model))
    store.save(ferry(text=f"News.\n{TEXT}"), store.start_run(version="2", model="sm"))
    assert shown in rows(store)
    report = newsroom_report(latest_reviews(path))
    assert (report.figures["still found"].right, report.figures["still found"].of) == (0, 1)


def test_what_was_added_is_the_extraction_s_once_it_finds_it(store: Store, path: Path) -> None:
    added = add(store, "the strike", Kind.INDIRECT)
    where = spans("the strike is")
    late = replace(FARES, spans=where, text=span_text(TEXT, where), polarity=Polarity.ASSERTED)
    store.save(replace(ferry(), claims=(late,)), store.start_run(version="2", model="lg"))
    assert ("the strike", "Ola Berg", None, "added") in rows(store)
    assert store.connection.execute("SELECT found_id, statement_id FROM reviews").fetchone()[:] == (late.id, added)
    assert newsroom_report(latest_reviews(path)).figures["still found"].right == 1


def test_what_was_added_in_error_goes(store: Store) -> None:
    added = add(store, "the strike")
    judge(store, added, Judgement.WRONG)
    assert "the strike" not in [row[0] for row in rows(store)]
    add(store, "the strike")
    assert "the strike" in [row[0] for row in rows(store)]


def test_what_is_stored_is_not_added_again(store: Store) -> None:
    with pytest.raises(StoreError, match="a statement already"):
        add(store, "The engines are worn out,")
    with pytest.raises(StoreError, match="no document 0123"):
        right = Correction(speaker=None, speaker_type="unknown", role=None, spans=(Span(0, 3),), polarity="asserted",
                           modality="statement", addressee=None)  # fmt: skip
        store.review(Missed(document="0123", kind=Kind.DIRECT, reviewer="mia", right=right))


def test_links_lead_to_corrected_statements(store: Store) -> None:
    piece = Quote(document_id=REOPEN.document_id, kind=REOPEN.kind, text="nobody", spans=spans("nobody"),
                  confidence=0.5, method="model", parent_id=REOPEN.id)  # fmt: skip
    store.save(with_quote(ferry(), *ferry().quotes, piece), store.start_run(version="1", model="sm"))
    now = correct(store, REOPEN.id, spans=spans("and nobody pays twice."))
    parent = "SELECT parent_id FROM quotes WHERE id = ?"
    assert store.connection.execute(parent, (piece.id,)).fetchone()[0] == now
    back = correct(store, now, spans=REOPEN.spans)
    assert back == REOPEN.id
    assert store.connection.execute(parent, (piece.id,)).fetchone()[0] == REOPEN.id


@pytest.mark.parametrize(
    "bad", [(), (Span(5, 5),), (Span(9, 4),), (Span(0, 10_000),), (Span(-3, 4),), (Span(8, 12), Span(2, 4))]
)
def test_words_that_are_not_in_the_text_are_refused(store: Store, bad: tuple[Span, ...]) -> None:
    with pytest.raises(StoreError, match="do not stand at"):
        correct(store, ENGINES.id, spans=bad)
    assert store.connection.execute("SELECT count(*) FROM reviews").fetchone()[0] == 0


def test_a_statement_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match=r"there is no statement 0123456789abcdef; .* look it up anew"):
        judge(store, "0123456789abcdef", Judgement.RIGHT)


@given(extraction=extractions())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_found_right_is_as_it_was(tmp_path: Path, extraction: Extraction) -> None:
    path = tmp_path / f"{abs(hash(extraction))}.db"
    with open_store(path, create=True) as store:
        run = store.start_run(version="1", model="sm")
        store.save(extraction, run)
        fields = "id, speaker, role, spans, source, polarity, claim_id, parent_id, same_as"
        before = sorted(map(repr, rows(store, fields)))
        for statement in extraction.statements:
            judge(store, statement.id, Judgement.WRONG)
        store.save(extraction, run)
        assert sorted(map(repr, rows(store, fields))) == before
        assert {row[0] for row in rows(store, "review")} <= {"wrong"}
    path.unlink()


def test_figures_of_the_newsroom(store: Store, path: Path) -> None:
    correct(store, ENGINES.id)
    judge(store, REOPEN.id, Judgement.RIGHT)
    judge(store, FARES.id, Judgement.WRONG)
    report = newsroom_report(latest_reviews(path))
    assert (report.reviewed, report.reviewers) == (3, 2)
    counted = {name: (share.right, share.of) for name, share in report.figures.items()}
    assert counted == {
        "still found": (2, 2),
        "said by somebody": (2, 3),
        "right speaker": (1, 2),
        "right role": (1, 2),
        "right words": (2, 2),
        "right act": (2, 2),
        "all right": (1, 3),
    }
    assert {value: (share.right, share.of) for value, share in report.groups["kind"].items()} == {
        "direct": (1, 2),
        "indirect": (0, 1),
    }
    assert [(each.count, each.accuracy) for each in report.calibration.bins] == [(1, 0.0), (2, 0.5)]
    assert "right speaker" in report.table()


@pytest.mark.parametrize(
    ("right", "of", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)]
)
def test_intervals_are_those_of_wilson(right: int, of: int, low: float, high: float) -> None:
    share = Share.count([True] * right + [False] * (of - right))
    assert (share.low, share.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_no_reviews_have_no_figures(path: Path) -> None:
    report = newsroom_report([])
    assert report.table().startswith("no reviews yet")
    assert report.figures["right speaker"].value is None
