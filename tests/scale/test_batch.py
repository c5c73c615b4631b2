import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import fsspec
import pyarrow.parquet as pq
import pytest

from quoteattr.errors import QuoteattrError
from quoteattr.loading import load_into, read_exported
from quoteattr.readers import ReadOptions, Skipped, read_all
from quoteattr.scale import manifest as manifests
from quoteattr.scale import output
from quoteattr.scale.batch import BatchReport, run_batch
from quoteattr.scale.local import open_local
from quoteattr.scale.manifest import MANIFEST, Manifest, read_manifest
from quoteattr.scale.output import read_markers
from quoteattr.scale.places import Folder
from quoteattr.store import open_store
from quoteattr.store.reading import Stored
from tests.cli.conftest import extract
from tests.scale.conftest import articles, tree

pytestmark = pytest.mark.usefixtures("stand_in")


def batch(*inputs: object, out: object, size: int = 4, **given: Any) -> BatchReport:
    reading = given.pop("options", ReadOptions())
    return run_batch(map(str, inputs), str(out), open_local(jobs=2), options=reading, shard_size=size, **given)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> None:
    """All batches begin at the same moment, so that their documents are the same to the byte."""
    new = manifests.new_manifest

    def at_noon(*given: Any) -> Manifest:
        return Manifest(
            **{name: getattr(new(*given), name) for name in Manifest.__dataclass_fields__ if name != "started"},
            started="2026-03-04T12:00:00+00:00",
        )

    monkeypatch.setattr("quoteattr.scale.batch.new_manifest", at_noon)


def test_an_output_holds_what_extract_finds_in_the_order_of_the_documents(tmp_path: Path) -> None:
    given = [articles(tmp_path / "in" / "a.jsonl", 10), articles(tmp_path / "in" / "b.jsonl", 3)]
    report = batch(tmp_path / "in", out=tmp_path / "out")
    assert (report.shards, report.done, report.unfinished) == (4, 4, 0)
    assert (report.documents, report.quotes, report.left_out) == (13, 26, 0)
    found = [item for item in read_exported(tmp_path / "out") if isinstance(item, Stored)]
    expected = [extract(document) for document in read_all(given, print)]
    assert [item.extraction for item in found] == expected
    assert {item.run["model_digest"] for item in found} == {"d1"}


def test_what_a_stage_cannot_read_is_in_the_marker_and_loaded_with_the_rest(tmp_path: Path) -> None:
    path = articles(tmp_path / "in.jsonl", 3, at1="I trip over it.")
    report = batch(path, out=tmp_path / "out")
    told = Skipped("https://n.example/in/1", "roles at 0-5: IndexError: no such place (roles.py:7)", "roles")
    assert (report.documents, report.left_out, report.skipped) == (3, 0, (told,))
    with open_store(tmp_path / "quotes.db", create=True) as store:
        loaded = load_into(store, [tmp_path / "out"])
        kept = [tuple(row) for row in store.connection.execute("SELECT address, reason, stage FROM skipped")]
    assert (loaded.documents, loaded.skipped) == (3, (told,))
    assert kept == [(told.address, told.reason, told.stage)]


def test_the_manifest_names_models_options_and_counts(tmp_path: Path) -> None:
    articles(tmp_path / "a.jsonl", 5, at1="raise an error")
    batch(tmp_path / "a.jsonl", out=tmp_path / "out", options=ReadOptions(defaults={"outlet": "Bay"}))
    found = json.loads((tmp_path / "out" / MANIFEST).read_text())
    assert (found["model"], found["model_digest"], found["options"]["defaults"]) == ("sm", "d1", {"outlet": "Bay"})
    assert (found["documents"], found["quotes"], found["skipped"], found["repeated"]) == (4, 8, 1, 0)
    assert found["shards"] == [
        {"shard": "part-000000/0000", "documents": 3, "quotes": 6, "claims": 0, "repeated": 0, "skipped": 1},
        {"shard": "part-000000/0001", "documents": 1, "quotes": 2, "claims": 0, "repeated": 0, "skipped": 0},
    ]
    (first, _) = read_markers(Folder(str(tmp_path / "out")))
    assert first.skipped == (Skipped("https://n.example/a/1", "the document asked for it"),)


def test_a_document_that_kills_workers_is_skipped_and_the_others_are_done(tmp_path: Path) -> None:
    articles(tmp_path / "a.jsonl", 9, at5="crash")
    report = batch(tmp_path / "a.jsonl", out=tmp_path / "out")
    assert (report.documents, report.left_out, report.unfinished) == (8, 1, 0)
    assert report.skipped[0].reason == "ended the process that worked on it (exit code 7)"


def test_a_second_run_does_nothing_and_a_grown_input_only_what_is_new(tmp_path: Path) -> None:
    articles(tmp_path / "in" / "a.jsonl", 5)
    batch(tmp_path / "in", out=tmp_path / "out")
    before = tree(tmp_path / "out")
    again = batch(tmp_path / "in", out=tmp_path / "out")
    assert (again.shards, again.done, again.documents) == (0, 2, 5)
    assert tree(tmp_path / "out") == before
    articles(tmp_path / "in" / "0.jsonl", 3)
    more = batch(tmp_path / "in", out=tmp_path / "out")
    assert (more.shards, more.done, more.documents) == (1, 3, 8)
    assert {name: data for name, data in tree(tmp_path / "out").items() if name in before} | {
        "plan.jsonl": before["plan.jsonl"]
    } == before


def test_an_output_within_the_input_is_not_read(tmp_path: Path) -> None:
    articles(tmp_path / "a.jsonl", 2)
    batch(tmp_path, out=tmp_path / "out")
    assert batch(tmp_path, out=tmp_path / "out").done == 1


@pytest.mark.usefixtures("started")
def test_a_limit_and_an_interrupt_are_taken_up_with_the_same_result(tmp_path: Path) -> None:
    articles(tmp_path / "in" / "a.jsonl", 10, at2="raise an error", at7="crash")
    articles(tmp_path / "in" / "b.jsonl", 6)
    batch(tmp_path / "in", out=tmp_path / "whole")
    first = batch(tmp_path / "in", out=tmp_path / "pieces", limit=1)
    assert (first.shards, first.unfinished) == (1, 1)

    def interrupt(address: str) -> None:
        if address.endswith("/9"):
            raise KeyboardInterrupt

    second = batch(tmp_path / "in", out=tmp_path / "pieces", on_document=interrupt)
    assert (second.interrupted, second.unfinished) == (True, 1)
    third = batch(tmp_path / "in", out=tmp_path / "pieces")
    assert (third.interrupted, third.unfinished) == (False, 0)
    assert tree(tmp_path / "pieces") == tree(tmp_path / "whole")


@pytest.mark.usefixtures("started")
def test_a_shard_without_its_marker_is_written_again(tmp_path: Path) -> None:
    articles(tmp_path / "a.jsonl", 10)
    batch(tmp_path / "a.jsonl", out=tmp_path / "out")
    before = tree(tmp_path / "out")
    (tmp_path / "out" / "part-000000" / "done-0001.json").unlink()
    (tmp_path / "out" / "part-000000" / "quotes-0001.parquet").write_bytes(b"half of it")
    assert batch(tmp_path / "a.jsonl", out=tmp_path / "out").shards == 1
    assert tree(tmp_path / "out") == before


def test_what_a_worker_was_writing_that_was_killed_is_gone_at_the_end(tmp_path: Path) -> None:
    articles(tmp_path / "a.jsonl", 5)

    def leave(address: str) -> None:
        (tmp_path / "out" / "part-000000").mkdir(exist_ok=True)
        (tmp_path / "out" / "part-000000" / "done-0000.json.1.unfinished").write_bytes(b"half of it")

    assert batch(tmp_path / "a.jsonl", out=tmp_path / "out", on_document=leave).unfinished == 0
    assert [name for name in tree(tmp_path / "out") if name.endswith(".unfinished")] == []


def test_the_marker_comes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    write = Folder.write

    def noted(self: Folder, name: str, data: bytes) -> None:
        written.append(name.split("/")[-1])
        write(self, name, data)

    monkeypatch.setattr(Folder, "write", noted)
    articles(tmp_path / "a.jsonl", 3)
    batch(tmp_path / "a.jsonl", out=tmp_path / "out")
    shard = [name for name in written if "-0000" in name]
    assert (len(shard), shard[-1]) == (5, "done-0000.json")


@pytest.mark.usefixtures("started")
def test_object_stores_take_the_same(tmp_path: Path, memory: fsspec.AbstractFileSystem) -> None:
    data = articles(tmp_path / "in" / "a.jsonl", 6).read_bytes()
    batch(tmp_path / "in", out=tmp_path / "out")
    memory.pipe_file("/crawl/a.jsonl", data)
    batch("memory://crawl", out="memory://out")
    found = {path.removeprefix("/out/"): memory.cat_file(path) for path in memory.find("/out")}
    expected = tree(tmp_path / "out")
    for made in (found, expected):
        del made["plan.jsonl"]
    del found[MANIFEST]
    assert found == expected
    assert batch("memory://crawl", out="memory://out").shards == 0


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"size": 5}, "option shard_size 4, not 5"),
        ({"options": ReadOptions(any_language=True)}, "option any_language False, not True"),
    ],
    ids=["shard size", "language"],
)
def test_an_output_of_other_options_is_refused(change: dict[str, Any], told: str, tmp_path: Path) -> None:
    articles(tmp_path / "a.jsonl", 2)
    batch(tmp_path / "a.jsonl", out=tmp_path / "out")
    with pytest.raises(QuoteattrError, match=f"{told}. Go on with the same, or name a new folder"):
        batch(tmp_path / "a.jsonl", out=tmp_path / "out", **change)


@pytest.mark.parametrize("name", ["version", "model", "model_digest", "spacy_model"])
def test_an_output_of_another_model_or_version_is_refused(name: str, tmp_path: Path) -> None:
    articles(tmp_path / "a.jsonl", 2)
    batch(tmp_path / "a.jsonl", out=tmp_path / "out")
    path = tmp_path / "out" / MANIFEST
    path.write_text(json.dumps({**json.loads(path.read_text()), name: "other"}))
    before = tree(tmp_path / "out")
    with pytest.raises(QuoteattrError, match=f"was made with {name} other, not "):
        batch(tmp_path / "a.jsonl", out=tmp_path / "out")
    assert tree(tmp_path / "out") == before


def spoil(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], object]:
    def write(path: Path) -> None:
        found = {"format": 1, **dict.fromkeys(Manifest.__dataclass_fields__, "x")}
        change(found)
        path.write_text(json.dumps(found))

    return write


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: path.with_name("notes.txt").write_text("mine"), "holds something else already"),
        (lambda path: path.write_text("[1"), "was not written by `quoteattr batch`"),
        (spoil(lambda found: found.pop("model")), "was not written by `quoteattr batch`"),
        (spoil(lambda found: found.update(format=2)), "a newer quoteattr writes"),
    ],
    ids=["files of others", "no JSON", "a field is missing", "newer"],
)
def test_a_folder_of_something_else_is_refused(make: Callable[[Path], object], told: str, tmp_path: Path) -> None:
    articles(tmp_path / "a.jsonl", 1)
    (tmp_path / "out").mkdir()
    make(tmp_path / "out" / MANIFEST)
    with pytest.raises(QuoteattrError, match=told):
        batch(tmp_path / "a.jsonl", out=tmp_path / "out")


def test_loading_takes_an_output_as_it_is(tmp_path: Path) -> None:
    articles(tmp_path / "in" / "a.jsonl", 6, at1="raise an error")
    articles(tmp_path / "in" / "b.jsonl", 5)
    batch(tmp_path / "in", out=tmp_path / "out")
    with open_store(tmp_path / "quotes.db", create=True) as store:
        report = load_into(store, [tmp_path / "out"])
        again = load_into(store, [tmp_path / "out"])
    assert (report.documents, report.quotes, report.unfinished) == (10, 20, ())
    assert report.skipped == again.skipped == (Skipped("https://n.example/a/1", "the document asked for it"),)
    assert (again.documents, again.unchanged) == (0, 10)
    with closing(sqlite3.connect(tmp_path / "quotes.db")) as connection:
        assert connection.execute("SELECT address, reason, model_digest FROM skipped JOIN runs ON runs.id = run_id") \
            .fetchall() == [("https://n.example/a/1", "the document asked for it", "d1")]  # fmt: skip
        manifest = read_manifest(Folder(str(tmp_path / "out")))
        assert manifest
        assert connection.execute("SELECT DISTINCT started FROM runs").fetchall()[0] == (manifest.started,)


def test_loading_leaves_out_what_is_not_finished_and_says_so(tmp_path: Path) -> None:
    articles(tmp_path / "a.jsonl", 10)
    batch(tmp_path / "a.jsonl", out=tmp_path / "out")
    (tmp_path / "out" / "part-000000" / "done-0001.json").unlink()
    (tmp_path / "out" / "part-000000" / "quotes-0001.parquet").write_bytes(b"half of it")
    with open_store(tmp_path / "quotes.db", create=True) as store:
        report = load_into(store, [tmp_path / "out"])
    assert report.documents == 6
    assert report.unfinished == (
        f"{tmp_path / 'out'}: 1 of 1 parts are not finished; do the same `quoteattr batch` again, then load again",
    )


def test_a_table_that_is_gone_is_missed(tmp_path: Path) -> None:
    articles(tmp_path / "a.jsonl", 2)
    batch(tmp_path / "a.jsonl", out=tmp_path / "out")
    (tmp_path / "out" / "part-000000" / "quotes-0000.parquet").unlink()
    with (
        open_store(tmp_path / "quotes.db", create=True) as store,
        pytest.raises(QuoteattrError, match=r"quotes-0000\.parquet is missing, of a shard that was finished"),
    ):
        load_into(store, [tmp_path / "out"])


def test_tables_are_read_by_their_pattern(tmp_path: Path) -> None:
    articles(tmp_path / "a.jsonl", 10)
    batch(tmp_path / "a.jsonl", out=tmp_path / "out")
    rows = [
        row for path in sorted((tmp_path / "out").glob("*/quotes-*.parquet")) for row in pq.read_table(path).to_pylist()
    ]
    assert len(rows) == 20
    assert {row["speaker"] for row in rows} == {"Ana Ruiz", "Bo Lind"}


def test_documents_that_cannot_be_processed_anywhere_in_a_shard_keep_the_order(tmp_path: Path) -> None:
    articles(tmp_path / "a.jsonl", 40, at3="raise an error", at0="raise an error")
    batch(tmp_path / "a.jsonl", out=tmp_path / "out", size=40)
    table = pq.read_table(tmp_path / "out" / "part-000000" / "documents-0000.parquet")
    assert table["address"].to_pylist() == [
        f"https://n.example/a/{number}" for number in range(40) if number not in (0, 3)
    ]
    (marker,) = output.read_markers(Folder(str(tmp_path / "out")))
    assert [skipped.address for skipped in marker.skipped] == ["https://n.example/a/0", "https://n.example/a/3"]
