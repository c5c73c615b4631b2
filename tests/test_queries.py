"""What a user finds: by any name of a speaker, by words, within limits; and never a denial as a saying."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.documents import Document
from quoteattr.errors import QuoteattrError, StoreError
from quoteattr.queries import (
    EVERYTHING,
    ORDERS,
    Coverage,
    Filters,
    Sort,
    coverage,
    hits_query,
    lookup,
    parameters_of,
    reading,
)
from quoteattr.searching import search
from quoteattr.statements import Extraction, Kind, Modality, Polarity, Speaker, SpeakerType, as_record
from quoteattr.store import open_store
from quoteattr.store.terms import match_expression
from tests.store.extractions import claim, ferry, quote, records

ROOT = Path(__file__).parents[1]


def council() -> Extraction:
    """Another outlet, another year, a speaker of the same surname, and one with an apostrophe."""
    document = Document(
        text=(
            "“The ferry is the council’s business, not the minister’s,” said Nils Løvås, who leads the council. "
            "“Don’t ask me,” said Zoë O’Hara. The fares doubled in 2019, she said."
        ),
        address="https://example.org/council",
        title="Council and ferry",
        outlet="Évening Star",
        published="2025-11-30T18:20:00+01:00",
    )
    leader: dict[str, Any] = {"speaker": "Nils Løvås", "speaker_type": SpeakerType.PERSON, "role": "council leader"}
    driver: dict[str, Any] = {"speaker": "Zoë O’Hara", "speaker_type": SpeakerType.PERSON}
    return Extraction(
        document=document,
        quotes=(
            quote(document, "The ferry is the council’s business, not the minister’s,", **leader),
            quote(document, "Don’t ask me,", **driver),
        ),
        claims=(claim(document, "The fares doubled in 2019", confidence=0.95, **driver),),
        speakers=(
            Speaker(name="Nils Løvås", type=SpeakerType.PERSON, names=("Nils Løvås",), roles=("council leader",)),
            Speaker(name="Zoë O’Hara", type=SpeakerType.PERSON, names=("Zoë O’Hara", "Ms O’Hara")),
        ),
    )


def rumour() -> Extraction:
    """A text without a date, an outlet, an address or a speaker."""
    document = Document(text="“The ferry sank,” somebody wrote.")
    return Extraction(document=document, quotes=(quote(document, "The ferry sank,"),), claims=(), speakers=())


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_database(tmp_path_factory.mktemp("queries") / "quotes.db")


def make_database(made: Path) -> Path:
    """Three articles, and one that was skipped."""
    with open_store(made, create=True) as store:
        run = store.start_run(version="1", model="sm")
        for extraction in (council(), ferry(), rumour()):
            store.save(extraction, run)
        store.skip("broken.pdf", "no reader for .pdf", run)
    return made


def texts(found: Iterator[dict[str, Any]]) -> list[str]:
    return [record["text"] for record in found]


MINISTER = [
    "We will reopen the ferry by May, and nobody pays twice.",
    "that fares would double",
]
LEADER = ["The ferry is the council’s business, not the minister’s,"]
DRIVER = ["Don’t ask me,", "The fares doubled in 2019"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jorunn Løvås", MINISTER),
        ("jorunn", MINISTER),
        ("JORUNN LØVAS", MINISTER),  # å is an a with a ring; ø is a letter of its own
        ("Løvås Jorunn", MINISTER),
        ("løvås", MINISTER + LEADER),
        ("O'Hara", DRIVER),
        ("zoe o’hara", DRIVER),
        ("Ms O’Hara", DRIVER),
        ("senior engineer", ["The engines are worn out,"]),
        ("Jorunn Nils", []),
        ("nobody", []),
        ("", []),
        ("…", []),
    ],
)
def test_a_speaker_is_found_by_any_name_newest_first(path: Path, name: str, expected: list[str]) -> None:
    assert texts(lookup(path, name)) == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, MINISTER + LEADER),
        ({"role": "minister"}, MINISTER),
        ({"role": "HARBOUR"}, MINISTER),
        ({"role": "council leader"}, LEADER),
        ({"role": "mayor"}, []),
        ({"since": "2026"}, MINISTER),
        ({"since": "2026-03-04", "until": "2026-03-04"}, MINISTER),
        ({"since": "2026-03-05"}, []),
        ({"until": "2026-03-03"}, LEADER),
        ({"until": "2025-11-30"}, LEADER),
        ({"until": "2025-11"}, LEADER),
        ({"until": "2025-11-29"}, []),
        ({"outlet": "evening star"}, LEADER),
        ({"outlet": "gazette"}, MINISTER),
        ({"kind": "direct"}, MINISTER[:1] + LEADER),
        ({"kind": "indirect"}, MINISTER[1:]),
        ({"min_confidence": 0.8}, MINISTER[:1] + LEADER),
        ({"include_thoughts": True, "kind": "indirect"}, [*MINISTER[1:], "that the strike is over"]),
        ({"limit": 2}, MINISTER),
        ({"limit": 0}, []),
        ({"role": None, "since": None, "limit": None, "min_confidence": None}, MINISTER + LEADER),
    ],
)
def test_a_lookup_can_be_narrowed(path: Path, filters: Any, expected: list[str]) -> None:
    assert texts(lookup(path, "løvås", Filters(**filters))) == expected


def test_without_a_name_everything_is_listed_newest_document_first(path: Path) -> None:
    assert texts(lookup(path)) == [*MINISTER, "The engines are worn out,", *LEADER, *DRIVER, "The ferry sank,"]
    assert texts(lookup(path, None, Filters(role="minister"))) == MINISTER
    assert texts(lookup(path, filters=Filters(limit=1))) == MINISTER[:1]


def test_a_denial_is_shown_as_one(path: Path) -> None:
    (found,) = search(path, '"would double"')
    assert (found["speaker"], found["polarity"]) == ("Jorunn Løvås", Polarity.DENIED)
    assert {record["polarity"] for record in lookup(path, "jorunn", Filters(kind="indirect"))} == {Polarity.DENIED}


def test_records_are_those_of_the_extraction(path: Path) -> None:
    expected = [{**record, "group": None} for record in records(ferry()) if record["speaker"] == "Jorunn Løvås"]
    found = list(lookup(path, "Jorunn Løvås", Filters(include_thoughts=True)))
    assert found == expected
    assert [list(record) for record in found] == [
        [*as_record(ferry().quotes[0]), "outlet", "published", "title", "address", "review", "group"]
    ] * 3
    assert {record["modality"] for record in found} == {Modality.STATEMENT, Modality.THOUGHT}


@given(words=st.text(max_size=30) | st.text(alphabet="\"*()-+^:{}\\' ANDORTNEAR\0\ud800ab", max_size=30))
def test_no_input_is_a_syntax_error(path: Path, words: str) -> None:
    for found in (search(path, words), lookup(path, words)):
        assert isinstance(list(found), list)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("one two", '"one" AND "two"'),
        ('say "one two" now', '"say" AND "one two" AND "now"'),
        ('"one two', '"one two"'),
        ("tax* (rise) NOT a:b", '"tax*"* AND "(rise)" AND "NOT" AND "a:b"'),
        ('""', '""'),
        (" — ! * ", '""'),
        ("a\0b", '"a" AND "b"'),
        ("\ud800a", '"a"'),
    ],
)
def test_words_are_quoted(words: str, expected: str) -> None:
    assert match_expression(words) == expected


@pytest.mark.parametrize("date", ["yesterday", "2026-1-5", "05/01/2026", "26", "2026-01-05 or so"])
def test_a_date_that_is_none_is_refused_before_anything_is_asked(path: Path, date: str) -> None:
    with pytest.raises(QuoteattrError, match="is not a date; write it as 2026-01-31"):
        lookup(path, "løvås", Filters(since=date))
    with pytest.raises(QuoteattrError, match=r"until: “.*” is not a date"):
        search(path, "ferry", Filters(until=date))


def test_coverage_says_what_was_read(path: Path) -> None:
    assert coverage(path) == Coverage(
        documents=3,
        quotes=5,
        claims=3,
        speakers=4,
        outlets=2,
        first="2025-11-30T18:20:00+01:00",
        last="2026-03-04",
        undated=1,
        skipped=1,
        reviews=0,
    )


def test_coverage_of_an_empty_database(tmp_path: Path) -> None:
    open_store(tmp_path / "quotes.db", create=True).close()
    told = coverage(tmp_path / "quotes.db")
    assert (told.documents, told.first, told.last) == (0, None, None)


@pytest.mark.parametrize("ask", [lambda path: list(lookup(path, "a")), lambda path: list(search(path, "a")), coverage])
def test_a_missing_database_is_told_and_not_made(tmp_path: Path, ask: Any) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        ask(tmp_path / "quotes.db")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("sort", ORDERS)
@pytest.mark.parametrize(
    "filters", [{}, {"role": "minister", "outlet": "star", "since": "2026", "min_confidence": 0.5}]
)
def test_no_lookup_reads_a_whole_table(path: Path, sort: Sort, filters: Any) -> None:
    filters = Filters(speaker="x", **filters)
    query = hits_query(EVERYTHING, ORDERS[sort], filters)
    with reading(path) as connection:
        asked = f"EXPLAIN QUERY PLAN {query}"
        plan = [row["detail"] for row in connection.execute(asked, parameters_of(connection, filters))]
    assert [step for step in plan if step.startswith("SCAN") and "VIRTUAL TABLE INDEX" not in step] == []
    if filters == Filters(speaker="x"):
        assert len([step for step in plan if "COVERING INDEX" in step]) == 2


def test_a_lookup_imports_no_model(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from quoteattr.queries import lookup;"
        "found = list(lookup(Path(sys.argv[1]), 'jorunn'));"
        "print(len(found), sorted({'spacy', 'textacy', 'onnxruntime', 'torch', 'datasette'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("2 []", "")


def mixed() -> Extraction:
    """A claim that quotes two words of its speaker."""
    document = Document(text="Ida Moe called the new quay “a costly mistake” on Monday.", published="2026-05-04")
    known: dict[str, Any] = {"speaker": "Ida Moe", "speaker_type": SpeakerType.PERSON}
    whole = claim(
        document, "the new quay “a costly mistake", kind=Kind.MIXED, confidence=0.6, speaker_confidence=0.97, **known
    )
    piece = quote(document, "a costly mistake", claim_id=whole.id, speaker_confidence=0.5, **known)
    return Extraction(document=document, quotes=(piece,), claims=(whole,), speakers=())


@pytest.fixture(scope="module")
def quay(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("mixed") / "quotes.db"
    with open_store(made, create=True) as store:
        store.save(mixed(), store.start_run(version="1", model="sm"))
    return made


@pytest.mark.parametrize(
    ("filters", "kinds"),
    [
        ({}, ["mixed", "direct"]),
        ({"once": True}, ["mixed"]),
        ({"once": True, "kind": "direct"}, ["direct"]),
        ({"once": True, "min_confidence": 0.8}, ["direct"]),
        ({"min_speaker_confidence": 0.9}, ["mixed"]),
        ({"once": True, "min_speaker_confidence": 0.5}, ["mixed"]),
        ({"min_speaker_confidence": 0.98}, []),
    ],
)
def test_each_statement_once_and_as_sure_as_asked(quay: Path, filters: Any, kinds: list[str]) -> None:
    for found in (lookup(quay, "moe", Filters(**filters)), search(quay, "costly mistake", Filters(**filters))):
        assert sorted(record["kind"] for record in found) == sorted(kinds)


@pytest.mark.parametrize(("about", "number"), [("quays", 2), ("Moe", 2), ("ferry", 0), ("new quay", 2), ('"', 0)])
def test_what_is_said_in_documents_about_a_subject(tmp_path: Path, about: str, number: int) -> None:
    with open_store(tmp_path / "quotes.db", create=True) as store:
        made = replace(mixed(), subjects=("new quay", "Ida Moe"))
        store.save(made, store.start_run(version="1", model="sm"))
    assert len([*search(tmp_path / "quotes.db", "mistake", Filters(about=about))]) == number
