import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from quoteattr.queries import lookup
from quoteattr.store import open_store
from quoteattr.store.reviews import Judgement, Review
from tests.cli.conftest import Run

TEXT = "“The bridge is unsafe,” said Ana Ruiz. “We knew of it,” said Bo Lind."


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Two quotes, with their sources and cues."""

    def relation(words: str, name: str, number: int) -> dict[str, object]:
        spans = {part: [[TEXT.index(found), TEXT.index(found) + len(found)]] for part, found in
                 (("content", f"“{words}”"), ("source", name))}  # fmt: skip
        cue = TEXT.index("said", spans["content"][0][1])
        return {**spans, "cue": [[cue, cue + 4]], "kind": "direct"}

    relations = [relation("The bridge is unsafe,", "Ana Ruiz", 0), relation("We knew of it,", "Bo Lind", 1)]
    quoted = [
        {"spans": each["content"], "attributed": True, "relation": number} for number, each in enumerate(relations)
    ]
    line = {"id": "a", "title": None, "text": TEXT, "relations": relations, "quoted": quoted}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(line) + "\n", "utf-8")
    return path


def test_table_and_json(run: Run, gold: Path) -> None:
    result = run("evaluate", gold)
    assert result.exit_code == 0
    assert "quotes found" in result.stdout
    figures = json.loads(run("evaluate", gold, "--json").stdout)
    assert figures["headlines"]["quotes attributed F1"]["value"] == 1.0


def test_predictions_of_a_file_and_the_floor(run: Run, gold: Path, tmp_path: Path) -> None:
    predictions = tmp_path / "out.jsonl"
    predictions.write_text(json.dumps({"id": "a", "quotes": []}) + "\n", "utf-8")
    written = tmp_path / "written.jsonl"
    assert run("evaluate", gold, "--predictions", written, "--floor", "90").exit_code == 0
    assert run("evaluate", gold, "--given", written, "--floor", "90").exit_code == 0
    result = run("evaluate", gold, "--given", predictions, "--floor", "90")
    assert result.exit_code == 1
    assert "quotes attributed F1: 0.0, below the floor of 90.0" in result.stderr


def test_another_system_can_be_scored_on_the_same_text(run: Run, gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    peer = ModuleType("quoteattr.scoring.peer")
    peer.load_for_textacy = lambda: None  # type: ignore[attr-defined]
    peer.predict_with_textacy = lambda documents, nlp: ((each.id, ()) for each in documents)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "quoteattr.scoring.peer", peer)
    figures = json.loads(run("evaluate", gold, "--system", "textacy", "--json").stdout)
    assert figures["counts"]["quotes.predicted"] == 0


def test_what_is_no_gold_is_misuse(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text("{", "utf-8")
    for path in (tmp_path / "gold.jsonl", tmp_path / "missing.jsonl"):
        result = run("evaluate", path)
        assert result.exit_code == 2
        assert path.name in result.stderr


def test_a_database_is_scored_by_its_reviews(run: Run, database: Path) -> None:
    assert "no reviews yet" in run("evaluate", database).stdout
    (record,) = (record for record in lookup(database, "Bo Lind"))
    with open_store(database) as store:
        store.review(Review(statement=record["id"], judgement=Judgement.WRONG, reviewer="mia"))
    told = run("evaluate", database, "--json")
    assert told.exit_code == 0
    assert json.loads(told.stdout)["figures"]["said by somebody"]["right"] == 0
    assert "reviewed 1 statements, by 1 reviewers" in run("evaluate", database).stdout


def test_a_database_is_scored_alone(run: Run, database: Path, tmp_path: Path) -> None:
    assert run("evaluate", database, database).exit_code == 2
    assert run("evaluate", database, "--predictions", tmp_path / "out.jsonl").exit_code == 2


def test_a_floor_holds_the_reviews_of_a_database(run: Run, database: Path) -> None:
    told = run("evaluate", database, "--floor", "50")
    assert (told.exit_code, told.stderr) == (1, "right speaker: 0.0, below the floor of 50.0\n")
