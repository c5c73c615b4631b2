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
    assert "mia  wrong" in " ".join(listed.split(" ")) or "mia wrong" in listed
    assert "(a headline)" in listed
    (row,) = json.loads(run("reviews", database, "--json").stdout)
    assert row["judgement"] == "wrong"
    assert run("reviews", database, "queue", "--order", "loudest").exit_code == 2
