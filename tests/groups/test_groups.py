"""Which quotes are one utterance; and that neither order nor detours have a part in it."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from benchmarks.generated import Said, variants_and_lookalikes
from quoteattr import directory
from quoteattr.groups import update_groups
from quoteattr.queries import Filters, lookup
from quoteattr.store import Store, open_store
from tests.groups.said import MOSS, article, groups, save

FULL = "We will mend the old pier before winter comes, and nobody in Ashby will pay for it twice. That is a promise."
PIECE = "nobody in Ashby will pay for it twice"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "quotes.db", create=True) as opened:
        yield opened


@pytest.mark.parametrize(
    ("other", "relation"),
    [
        (FULL, None),
        (FULL.upper(), "marks"),
        (FULL.rstrip("."), None),
        ("We’ll mend the old pier before winter comes, and nobody in Ashby will pay for it twice.", "cut"),
        ("nobody in Ashby will pay for it twice", "cut"),
        ("We will mend the old pier … and nobody in Ashby will pay for it twice.", "ellipsis"),
        ("We will mend [it] before winter comes, and nobody in Ashby will pay for it twice.", "bracketed"),
        ("We will repair the old pier before winter comes, and nobody in Ashby will pay for it twice. "
         "That is a promise.", "changed"),
    ],
)  # fmt: skip
def test_one_utterance(store: Store, other: str, relation: str | None) -> None:
    save(
        store, [article(FULL, address="a", published="2026-01-01"), article(other, address="b", published="2026-01-02")]
    )
    update_groups(store)
    assert groups(store) == {frozenset("ab")}
    relations = {row[0] for row in store.connection.execute("SELECT relation FROM quote_variants")}
    assert relations == {"fullest", relation} - {None}


@pytest.mark.parametrize(
    "other",
    [
        "We will mend the new bridge before summer comes, and nobody in Velby will pay it twice. That is a promise.",
        "We will mend the old pier before winter comes, and nobody in Velby will pay for it twice. That is a promise.",
        "We will not mend the old pier before winter comes, and nobody in Ashby will pay for it twice.",
        "We will mend the old pier before winter comes, and everybody in Ashby will pay 300 for it. That is a promise.",
        "That is a promise.",
        "before winter comes",
    ],
)
def test_two_utterances(store: Store, other: str) -> None:
    save(store, [article(FULL, address="a"), article(other, address="b")])
    update_groups(store)
    assert groups(store) == set()


@pytest.mark.parametrize(
    ("speakers", "grouped"),
    [
        ((MOSS, "Tom Hale"), False),
        ((MOSS, None), False),
        ((MOSS, "the skipper"), False),
        (("the skipper", "the skipper"), True),
        (("the skipper", "a skipper"), False),
        ((None, None), True),
    ],
)
def test_a_group_never_mixes_speakers(store: Store, speakers: tuple[str | None, str | None], grouped: bool) -> None:
    save(store, [article(FULL, speaker, address=address) for speaker, address in zip(speakers, "ab", strict=True)])
    update_groups(store)
    assert groups(store) == ({frozenset("ab")} if grouped else set())


def test_who_is_not_named_is_grouped_by_the_same_words_only(store: Store) -> None:
    changed = FULL.replace("mend", "repair")
    save(store, [article(text, "the skipper", address=text[:20] + str(n)) for n, text in enumerate((FULL, changed))])
    update_groups(store)
    assert groups(store) == set()


def test_the_same_words_of_two_speakers_are_a_conflict(store: Store) -> None:
    save(store, [article(FULL, MOSS, address="a"), article(FULL.lower(), "Tom Hale", address="b"),
                 article(FULL, None, address="c"), article("No comment.", "Tom Hale", address="d"),
                 article("No comment.", MOSS, address="e")])  # fmt: skip
    update_groups(store)
    found = store.connection.execute("SELECT speaker, other_speaker FROM attribution_conflicts").fetchall()
    assert [set(row) for row in found] == [{MOSS, "Tom Hale"}]


def test_a_group_knows_its_first_its_spread_and_its_wordings(store: Store) -> None:
    save(store, [
        article(FULL, address="a", published="2026-01-03", outlet="Bay Weekly"),
        article("nobody in Ashby will pay for it twice", address="b", published="2026-01-01", outlet="Sound Gazette"),
        article(FULL, address="c", published="2026-01-09", outlet="Bay Weekly"),
        article(FULL, address="d"),
    ])  # fmt: skip
    update_groups(store)
    (group,) = store.connection.execute("SELECT * FROM quote_groups").fetchall()
    assert tuple(group)[1:2] + tuple(group)[3:9] == (FULL, 4, 4, 2, 2, "2026-01-01", "2026-01-09")
    (cut, *_) = lookup(store.path, "Moss", Filters(until="2026-01-01"))
    assert cut["group"]["first_outlet"] == "Sound Gazette"
    assert cut["group"]["relation"] == "cut"
    assert cut["group"]["differs"].startswith("{+We will mend the old pier before winter comes, and+} nobody in Ashby")
    history = store.connection.execute("SELECT address FROM quote_history WHERE date NOT NULL ORDER BY date")
    assert [row[0] for row in history] == ["b", "a", "c"]


def test_a_piece_of_two_utterances_goes_with_the_one_that_is_nearer_in_time(store: Store) -> None:
    other = "I say it again: nobody in Ashby will pay for it twice, whatever the council writes."
    said = {"a": (FULL, "2024-01-03"), "b": (other, "2026-05-05"), "c": (PIECE, "2026-05-06")}
    save(store, [article(text, address=address, published=date) for address, (text, date) in said.items()])
    update_groups(store)
    assert groups(store) == {frozenset("bc")}


def test_a_piece_of_two_utterances_that_no_date_tells_apart_stays_alone(store: Store) -> None:
    other = "I say it again: nobody in Ashby will pay for it twice, whatever the council writes."
    save(store, [article(FULL, address="a"), article(other, address="b"),
                 article(PIECE, address="c")])  # fmt: skip
    update_groups(store)
    assert groups(store) == set()


def test_a_document_that_goes_away_is_forgotten(store: Store) -> None:
    save(store, [article(FULL, address=address) for address in "abc"])
    update_groups(store)
    store.connection.execute("DELETE FROM documents WHERE address = 'a'")
    assert update_groups(store).quotes == 2
    assert groups(store) == {frozenset("bc")}
    store.connection.execute("DELETE FROM documents WHERE address = 'b'")
    update_groups(store)
    assert groups(store) == set()
    assert store.connection.execute("SELECT count(*) FROM quote_groups").fetchone()[0] == 0


def test_groups_follow_speakers_that_are_merged_and_split(store: Store) -> None:
    save(store, [article(FULL, MOSS, address="a"), article(FULL, "I. Moss", address="b")])
    update_groups(store)
    assert groups(store) == set()
    ids = {row["name"]: row["id"] for row in store.connection.execute("SELECT * FROM speakers")}
    change = "UPDATE quotes SET speaker_id = ? WHERE document_id IN (SELECT id FROM documents WHERE address = 'b')"
    store.connection.execute(change, (ids[MOSS],))
    update_groups(store)
    assert groups(store) == {frozenset("ab")}
    assert store.connection.execute("SELECT count(*) FROM attribution_conflicts").fetchone()[0] == 0
    store.connection.execute(change, (ids["I. Moss"],))
    update_groups(store)
    assert groups(store) == set()


def test_a_decision_about_speakers_is_followed_at_once(store: Store) -> None:
    save(store, [article(FULL, MOSS, address="a"), article(FULL, "Edda Lund", address="b")])
    store.settle_speakers()
    update_groups(store)
    directory.merge(store.path, ["Edda Lund"], MOSS)
    assert groups(store) == {frozenset("ab")}
    directory.undo(store.path, 1)
    assert groups(store) == set()


def test_a_corrected_date_reaches_the_group(store: Store) -> None:
    save(store, [article(FULL, address=address, published="2026-01-05") for address in "ab"])
    update_groups(store)
    save(store, [article(FULL, address="a", published="2025-12-31")])
    update_groups(store)
    assert store.connection.execute("SELECT first FROM quote_groups").fetchone()[0] == "2025-12-31"


def test_nothing_waits_when_nothing_has_changed(store: Store) -> None:
    save(store, [article(FULL, address="a"), article("No.", address="b")])
    assert update_groups(store).quotes == 2
    assert update_groups(store).quotes == 0


def generated(count: int) -> list[Said]:
    return list(variants_and_lookalikes(random.Random(7), utterances=count, speakers=4))


def articles(said: list[Said]) -> list[object]:
    return [article(each.text, each.speaker, address=str(n), published=each.date) for n, each in enumerate(said)]


def state(store: Store) -> list[list[tuple[object, ...]]]:
    tables = ("quote_groups", "quote_variants", "quote_occurrences", "quote_links", "quote_keys")
    return [sorted(map(tuple, store.connection.execute(f"SELECT * FROM {table}")), key=str) for table in tables]


@pytest.mark.parametrize("chunk", [1, 7, 1_000])
def test_order_and_number_of_runs_do_not_matter(tmp_path: Path, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made = articles(generated(8))
    with open_store(tmp_path / "at once.db", create=True) as store:
        save(store, made)  # type: ignore[arg-type]
        update_groups(store)
        expected = state(store)
    monkeypatch.setattr("quoteattr.groups.CHUNK", chunk)
    random.Random(chunk).shuffle(made)
    with open_store(tmp_path / "in turn.db", create=True) as store:
        for start in range(0, len(made), 10):
            save(store, made[start : start + 10])  # type: ignore[arg-type]
            update_groups(store)
        assert state(store) == expected


def test_what_was_there_for_a_while_leaves_no_trace(tmp_path: Path) -> None:
    made = articles(generated(6))
    with open_store(tmp_path / "one.db", create=True) as one, open_store(tmp_path / "two.db", create=True) as two:
        save(one, made[::2])  # type: ignore[arg-type]
        update_groups(one)
        save(two, made)  # type: ignore[arg-type]
        update_groups(two)
        for number in range(1, len(made), 2):
            two.connection.execute("DELETE FROM documents WHERE address = ?", (str(number),))
        update_groups(two)
        assert groups(one) == groups(two)
        assert state(one)[:3] == state(two)[:3]


def test_precision_and_recall_on_generated_variants(tmp_path: Path) -> None:
    """3,000 quotes that are variants and 3,000 that only look alike: the floors of the project."""
    said = list(variants_and_lookalikes(random.Random(1), utterances=500))
    assert len(said) == 6_000
    with open_store(tmp_path / "quotes.db", create=True) as store:
        with store.transaction():
            save(store, [replace(each) for each in articles(said)])  # type: ignore[type-var, arg-type]
        update_groups(store)
        found = {pair for group in groups(store) for pair in combinations(sorted(map(int, group)), 2)}
    true = {pair for pair in combinations(range(len(said)), 2) if said[pair[0]].utterance == said[pair[1]].utterance}
    assert len(found & true) / len(found) >= 0.99
    assert len(found & true) / len(true) >= 0.95
