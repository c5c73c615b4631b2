"""Names that are offered when nobody bears the one that was looked for."""

from pathlib import Path

import pytest

from quoteattr import similar_names
from quoteattr.queries import reading
from quoteattr.similar_names import near_names
from quoteattr.store import speaker_questions
from tests.test_queries import make_database


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_database(tmp_path_factory.mktemp("names") / "quotes.db")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("lovas", ("Jorunn Løvås", "Nils Løvås")),
        ("Jorun Lovas", ("Jorunn Løvås",)),
        ("ohara", ("Zoë O’Hara",)),
        ("Minister Jorunn Lovaas", ("Jorunn Løvås",)),
        ("Minister Jorunn Løvås", ()),  # who is found by this name
        ("Wolfgang", ()),
        ("", ()),
    ],
)
def test_near_names_are_offered(path: Path, name: str, expected: tuple[str, ...]) -> None:
    assert near_names(path, name) == expected


def test_a_near_name_that_begins_alike_is_found_without_reading_all_names(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with reading(path) as connection:
        plan = [
            row["detail"] for row in connection.execute(f"EXPLAIN QUERY PLAN {speaker_questions.NAMES_LIKE}", ("løv",))
        ]
    assert any("SEARCH speakers USING INTEGER PRIMARY KEY" in step for step in plan)
    monkeypatch.setattr(similar_names, "ALL_NAMES", "SELECT all_names FROM nowhere")
    assert near_names(path, "løvaas", limit=1) == ("Jorunn Løvås",)


@pytest.mark.parametrize("name", ["Køvås", "Jøvås", "Rorunn Køvås"])
def test_a_near_name_that_begins_otherwise_is_found_too(path: Path, name: str) -> None:
    assert "Jorunn Løvås" in near_names(path, name)


def test_near_names_are_as_many_as_asked_for(path: Path) -> None:
    assert near_names(path, "lovas", limit=1) == ("Jorunn Løvås",)
