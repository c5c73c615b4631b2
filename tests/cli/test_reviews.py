import json
from pathlib import Path

from quoteattr.store import open_store
from quoteattr.store.reviews import Judgement, Review
from tests.cli.conftest import Run


def test_the_queue_and_the_reviews(run: Run, database: Path) -> None:
    result = run("reviews", database, "queue", "--below", "1", "--nl")
    assert result.exit_code == 0
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(found) == 3
    assert run("reviews", database).stdout == ""
    with open_store(database) as store:
        store.review(Review(statement=found[0]["id"], judgement=Judgement.WRONG, reviewer="mia", note="a headline"))
    assert len(run("reviews", database, "queue", "--below", "1", "--nl").stdout.splitlines()) == 2
    listed = run("reviews", database).stdout
    assert "mia wrong" in listed and "(a headline)" in listed
    (row,) = json.loads(run("reviews", database, "--json").stdout)
    assert row["judgement"] == "wrong"
    assert run("reviews", database, "queue", "--order", "loudest").exit_code == 2


def test_reviews_come_back_as_annotations(run: Run, database: Path, tmp_path: Path) -> None:
    folder, texts = tmp_path / "own", tmp_path / "own.jsonl"
    result = run("annotate", "from-reviews", database, folder)
    assert (result.exit_code, list(folder.iterdir())) == (0, [])
    assert "no reviews yet" in result.stderr
    record = json.loads(run("lookup", database, "Ana Ruiz", "--nl").stdout.splitlines()[0])
    with open_store(database) as store:
        store.review(Review(statement=record["id"], judgement=Judgement.RIGHT, reviewer="mia"))
    result = run("annotate", "from-reviews", database, folder, "--texts", texts)
    assert result.exit_code == 0
    assert f"{record['document_id']}: 1 decided" in result.stdout
    told = run("evaluate", folder, "--texts", texts, "--part", "train", "--json")
    assert told.exit_code == 0
    assert json.loads(told.stdout)["headlines"]["quotes attributed F1"]["value"] == 1.0
