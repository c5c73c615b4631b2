"""The queue of what is doubtful, and judging from it."""

from pathlib import Path

from datasette.app import Datasette

from tests.store.extractions import ferry
from tests.web.conftest import data, get, page, post, signed

FARES = ferry().claims[0]
QUEUE = "/quotes/-/queue"


def test_the_queue_has_what_is_doubtful(datasette: Datasette) -> None:
    shown = page(datasette, QUEUE)
    assert shown.count('<li class="statement">') == 2
    assert "sure 0.70" in shown and "denies" in shown and "judge" not in shown
    assert "aria-current=page>most seen first" in page(datasette, f"{QUEUE}?order=most-seen")
    assert "Nothing here is doubtful" in page(datasette, f"{QUEUE}?page=9&order=nonsense")


def test_a_reviewer_judges_from_the_queue(reviewed: Datasette, fresh: Path) -> None:
    shown = get(reviewed, QUEUE, cookies=signed(reviewed)).text
    assert shown.count('class="judge"') == 2 and f'href="{QUEUE}"' in shown
    form = {"judgement": "right", "next": "least-sure"}
    answer = post(reviewed, QUEUE, f"/quotes/-/review/{FARES.id}", form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{QUEUE}?order=least-sure")
    assert FARES.text not in page(reviewed, QUEUE)
    (row,) = data(reviewed, f"/quotes/claims.json?_shape=array&id={FARES.id}")
    assert (row["review"], row["polarity"]) == ("right", "denied")
    answer = post(reviewed, QUEUE, f"/quotes/-/review/{FARES.id}", {**form, "next": "https://evil.example"})
    assert answer.headers["location"].startswith("/quotes/claims/")
