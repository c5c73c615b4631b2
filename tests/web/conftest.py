"""A database with a story, served; and pages of it as text."""

import asyncio
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from datasette_auth_passwords.utils import hash_password

from quoteattr.store import open_store
from quoteattr.store.reviews import Judgement, Review
from quoteattr.web.serve import application
from tests.store.extractions import ferry

ADDRESS = "https://sound.example/ferry"
PASSWORD = "long enough, and no word of a song"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("web") / "my articles.db"
    with open_store(made, create=True) as store:
        run = store.start_run(version="1", model="sm")
        store.save(ferry(), run)
        store.skip("broken.pdf", "no reader for .pdf", run)
        store.review(Review(statement=ferry().quotes[0].id, judgement=Judgement.RIGHT, reviewer="mia"))
    return made


@pytest.fixture(scope="module")
def datasette(path: Path) -> Datasette:
    return application(path)


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("accounts") / "reviewers.yml"
    path.write_text(f"mia: {hash_password(PASSWORD, iterations=1000)}\n", "utf-8")
    return path


@pytest.fixture
def fresh(path: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(path, tmp_path / "quotes.db"))


@pytest.fixture
def reviewed(fresh: Path, accounts: Path) -> Datasette:
    return application(fresh, reviewers=accounts)


def signed(datasette: Datasette, name: str = "mia") -> dict[str, str]:
    return {"ds_actor": datasette.sign({"a": {"id": name}}, "actor")}


def post(
    datasette: Datasette, shown: str, target: str, form: dict[str, str], *, name: str = "mia", token: bool = True,
    **options: Any,
) -> Any:  # fmt: skip
    """The answer to a form that is sent from the page on which it is shown."""
    cookies = signed(datasette, name)
    before = get(datasette, shown, cookies=cookies)
    found = re.search(r'name="csrftoken" value="([^"]+)"', before.text)
    if token and found:
        form = {**form, "csrftoken": found[1]}
    cookies |= dict(before.cookies)
    return asyncio.run(datasette.client.post(target, data=form, cookies=cookies, **options))


def get(datasette: Datasette, address: str, **options: Any) -> Any:
    """The answer to a request."""
    return asyncio.run(datasette.client.get(address, **options))


def page(datasette: Datasette, address: str) -> str:
    """The text of a page that is there."""
    answer = get(datasette, address)
    assert answer.status_code == 200, answer.text
    text: str = answer.text
    return text


def data(datasette: Datasette, address: str) -> Any:
    """What a page says as JSON."""
    answer = get(datasette, address)
    assert answer.status_code == 200, answer.text
    return answer.json()
