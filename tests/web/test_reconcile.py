"""The Reconciliation Service API: the shapes of version 0.2 of its specification, and who is found."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from quoteattr.statements import Speaker, SpeakerType
from quoteattr.store import open_store
from quoteattr.web.serve import application
from tests.store.extractions import ferry
from tests.web.conftest import data, get

SERVICE = "/quotes/-/reconcile"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    path = tmp_path_factory.mktemp("reconcile") / "quotes.db"
    with open_store(path, create=True) as store:
        run = store.start_run(version="1", model="sm")
        store.save(ferry(), run)
        other = ferry(address="other.txt", text=ferry().document.text + " ")
        holm = Speaker(name="Jorunn Holm", type=SpeakerType.PERSON, names=("Jorunn Holm",), roles=("dentist",))
        claim = replace(other.claims[0], speaker="Jorunn Holm", role="dentist")
        store.save(replace(other, quotes=(), claims=(claim,), speakers=(holm,)), run)
        store.settle_speakers()
    return application(path)


def ask(datasette: Datasette, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = data(datasette, f"{SERVICE}?queries={json.dumps({'q0': query})}")["q0"]["result"]
    return found


def test_the_manifest_says_what_the_specification_wants(served: Datasette) -> None:
    answer = get(served, SERVICE)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["content-type"].startswith("application/json")
    found = answer.json()
    assert {"versions", "name", "identifierSpace", "schemaSpace"} <= found.keys()
    assert found["versions"] == ["0.2"]
    assert all(found[name].startswith("http") for name in ("identifierSpace", "schemaSpace"))
    assert "{{id}}" in found["view"]["url"]
    assert all({"id", "name"} == each.keys() for each in found["defaultTypes"])
    assert found["suggest"].keys() == {"entity", "property", "type"}
    assert all({"service_url", "service_path"} == each.keys() for each in found["suggest"].values())
    assert "{{id}}" in found["preview"]["url"]
    assert all(isinstance(found["preview"][side], int) for side in ("width", "height"))


def test_every_address_of_the_manifest_answers(served: Datasette) -> None:
    found = data(served, SERVICE)
    for each in found["suggest"].values():
        address = (each["service_url"] + each["service_path"]).removeprefix("http://localhost")
        assert "result" in data(served, f"{address}?prefix=r&cursor=0")
    (jorunn,) = ask(served, query="Jorunn Løvås", limit=1)
    preview = get(served, found["preview"]["url"].replace("{{id}}", jorunn["id"]).removeprefix("http://localhost"))
    assert preview.status_code == 200 and preview.headers["content-type"].startswith("text/html")


def test_a_preview_says_who_it_is_and_may_be_framed(served: Datasette) -> None:
    (jorunn,) = ask(served, query="Jorunn Løvås", limit=1)
    page = get(served, f"{SERVICE}/preview/{jorunn['id']}")
    assert "Jorunn Løvås" in page.text and "harbour minister" in page.text.casefold()
    assert "person · 1 quotes" in page.text
    assert "frame-ancestors *" in page.headers["content-security-policy"]
    assert get(served, f"{SERVICE}/preview/0000000000000000").status_code == 404


def test_each_candidate_has_what_the_specification_wants(served: Datasette) -> None:
    (found,) = ask(served, query="jorunn løvås", type="person")
    assert (found["name"], found["match"]) == ("Jorunn Løvås", True)
    assert isinstance(found["id"], str) and 0 <= found["score"] <= 100
    assert found["type"] == [{"id": "person", "name": "Person"}]
    assert all({"id", "value"} == each.keys() for each in found["features"])
    view = data(served, SERVICE)["view"]["url"].replace("{{id}}", found["id"])
    assert get(served, view.removeprefix("http://localhost")).status_code == 200


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"query": "Løvås"}, ["Jorunn Løvås"]),
        ({"query": "Jorun Lovås"}, ["Jorunn Løvås"]),  # a slip of the pen
        ({"query": "Jorunn", "limit": 1}, ["Jorunn Løvås"]),
        ({"query": "Jorunn Løvås", "type": ["organization"]}, []),
        ({"query": "a senior engineer"}, []),  # nobody who has a name
        ({"query": "zeppelin"}, []),
        ({"query": "\"' OR *"}, []),
        ({"query": ""}, []),
    ],
)
def test_who_is_found(served: Datasette, query: dict[str, Any], names: list[str]) -> None:
    assert [found["name"] for found in ask(served, **query)] == names


def test_a_role_of_the_table_speaks_for_a_candidate(served: Datasette) -> None:
    properties = [{"pid": "role", "v": [{"name": "Harbour Minister"}]}]
    right = ask(served, query="Jorunn Lovas", properties=properties)[0]
    wrong = ask(served, query="Jorunn Lovas", properties=[{"pid": "role", "v": "striker"}])[0]
    assert right["score"] > wrong["score"]
    assert "role" in [feature["id"] for feature in right["features"]]


def test_a_batch_is_answered_by_post_as_by_get(served: Datasette) -> None:
    queries = json.dumps({"a": {"query": "Løvås"}, "b": {"query": "zeppelin"}})
    posted = asyncio.run(served.client.post(SERVICE, data={"queries": queries}, cookies={"ds_actor": "x"}))
    assert posted.status_code == 200
    assert posted.json() == data(served, f"{SERVICE}?queries={queries}")
    assert posted.json()["b"] == {"result": []}


@pytest.mark.parametrize(
    "queries",
    ["{", "[]", '{"q": {}}', '{"q": {"query": 1}}', '{"q": {"query": "a", "limit": "b"}}',
     json.dumps({str(at): {"query": "a"} for at in range(101)})],
)  # fmt: skip
def test_what_is_no_batch_is_refused(served: Datasette, queries: str) -> None:
    answer = get(served, f"{SERVICE}?queries={queries}")
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("these are no queries")


def test_what_is_known_of_matched_speakers_extends_a_table(served: Datasette) -> None:
    service = data(served, SERVICE)["extend"]["propose_properties"]
    proposed = data(served, (service["service_url"] + service["service_path"]).removeprefix("http://localhost"))
    wanted = [{"id": each["id"]} for each in proposed["properties"]]
    assert [each["id"] for each in wanted] == ["role", "identifier", "names", "type", "statements"]
    (jorunn,) = ask(served, query="Jorunn Løvås", limit=1)
    asked = json.dumps({"ids": [jorunn["id"], "gone"], "properties": wanted})
    posted = asyncio.run(served.client.post(SERVICE, data={"extend": asked}, cookies={"ds_actor": "x"})).json()
    assert posted == data(served, f"{SERVICE}?extend={asked}")
    assert [each["id"] for each in posted["meta"]] == [each["id"] for each in wanted]
    cells = posted["rows"][jorunn["id"]]
    assert {"str": "Jorunn Løvås"} in cells["names"] and cells["type"] == [{"str": "person"}]
    assert cells["statements"][0]["int"] > 0 and posted["rows"]["gone"]["role"] == []


@pytest.mark.parametrize("extension", ["[]", '{"ids": "a"}', '{"ids": [], "properties": [{"id": "height"}]}'])
def test_what_is_no_extension_is_refused(served: Datasette, extension: str) -> None:
    assert get(served, f"{SERVICE}?extend={extension}").status_code == 400


def test_the_beginning_of_a_name_is_completed(served: Datasette) -> None:
    found = data(served, f"{SERVICE}/suggest?prefix=jor")["result"]
    assert [each["name"] for each in found] == ["Jorunn Løvås", "Jorunn Holm"]
    assert {"id", "name", "description", "notable"} == found[0].keys()
    assert data(served, f"{SERVICE}/suggest?prefix=")["result"] == []
    assert data(served, f"{SERVICE}/suggest?prefix=jor&cursor=1")["result"] == found[1:]


def test_an_id_finds_its_speaker(served: Datasette) -> None:
    (jorunn,) = ask(served, query="Jorunn Løvås", limit=1)
    (found,) = ask(served, query=jorunn["id"])
    assert (found["id"], found["score"], found["match"]) == (jorunn["id"], 100.0, True)
    assert [each["id"] for each in data(served, f"{SERVICE}/suggest?prefix={jorunn['id']}")["result"]] == [jorunn["id"]]


@pytest.mark.parametrize(
    ("what", "prefix", "ids"),
    [("type", "org", ["organization"]), ("type", "Per", ["person"]), ("property", "ro", ["role"]),
     ("property", "", ["role", "identifier"]), ("property", "zzz", [])],
)  # fmt: skip
def test_types_and_properties_are_completed(served: Datasette, what: str, prefix: str, ids: list[str]) -> None:
    found = data(served, f"{SERVICE}/suggest/{what}?prefix={prefix}")["result"]
    assert [each["id"] for each in found] == ids


def test_who_may_not_see_the_speakers_gets_no_answer(served: Datasette, tmp_path: Path) -> None:
    closed = application(Path(served.get_database("quotes").path))
    closed._metadata_local["databases"]["quotes"]["allow"] = {"id": "mia"}
    assert get(closed, SERVICE).status_code == 403
