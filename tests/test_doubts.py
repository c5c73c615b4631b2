"""What is doubtful comes in order, and goes when somebody has reviewed it."""

from dataclasses import replace
from pathlib import Path

import pytest

from quoteattr.doubts import Order, doubt_of, doubts
from quoteattr.groups import update_groups
from quoteattr.store import open_store, questions
from quoteattr.store.reviews import Judgement, Review
from tests.store.extractions import ferry

REOPEN, ENGINES = ferry().quotes


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "quotes.db"
    with open_store(made, create=True) as store:
        run = store.start_run(version="1", model="sm")
        for number in range(3):
            found = ferry(
                address=f"{number}.txt", published=f"2026-03-0{number + 1}", text=f"{number}\n{ferry().document.text}"
            )
            quotes = [replace(found.quotes[0], confidence=0.95, speaker_confidence=0.5 + number / 10)]
            quotes += [replace(found.quotes[1], confidence=0.95)] if number else []
            store.save(replace(found, quotes=tuple(quotes)), run)
        update_groups(store)
    return made


def told(path: Path, order: Order, **bounds: float) -> list[tuple[str, float]]:
    return [(record["text"][:10], doubt_of(record)) for record in doubts(path, order, **bounds)]  # type: ignore[arg-type]


def test_the_least_sure_come_first(path: Path) -> None:
    found = told(path, Order.LEAST_SURE)
    assert found[:2] == [("We will re", 0.5), ("We will re", 0.6)]
    assert [sure for _, sure in found[2:]] == [0.7] * 7
    assert told(path, Order.LEAST_SURE, below=0.6) == found[:1]
    assert told(path, Order.LEAST_SURE, limit=3, offset=1) == found[1:4]
    assert len(told(path, Order.LEAST_SURE, below=1)) == 11


def test_the_most_seen_come_first_and_once(path: Path) -> None:
    assert told(path, Order.MOST_SEEN) == [("We will re", 0.5)]
    assert told(path, Order.MOST_SEEN, below=1) == [("We will re", 0.5), ("The engine", 0.95)]
    assert told(path, Order.MOST_SEEN, below=1, limit=1, offset=1) == [("The engine", 0.95)]


def test_what_is_reviewed_is_doubtful_no_more(path: Path) -> None:
    first, *rest = doubts(path)
    with open_store(path) as store:
        store.review(Review(statement=first["id"], judgement=Judgement.RIGHT, reviewer="mia"))
        update_groups(store)
    assert [record["id"] for record in doubts(path)] == [record["id"] for record in rest]
    assert list(doubts(path, Order.MOST_SEEN)) == []


def test_indexes_give_the_order(path: Path) -> None:
    bounds = {"below": 0.9, "last": 5, "offset": 0}
    with open_store(path, read_only=True) as store:
        plans = [
            [row["detail"] for row in store.connection.execute(f"EXPLAIN QUERY PLAN {question}", bounds)]
            for question in (questions.LEAST_SURE, questions.MOST_SEEN)
        ]
    plan, seen = plans
    assert "idx_quote_groups_occurrences" in seen[0] and not any("TEMP B-TREE" in line for line in seen)
    assert {name for line in plan for name in ("idx_quotes_doubt", "idx_claims_doubt") if name in line} == {
        "idx_quotes_doubt", "idx_claims_doubt",
    }  # fmt: skip
