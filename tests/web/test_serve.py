"""What a person sees in the browser: pages, facets, ready-made questions; and where it can be reached."""

import asyncio
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from datasette.app import Datasette

from quoteattr.decisions import Decision, DecisionKind, DecisionScope
from quoteattr.errors import QuoteattrError, StoreError
from quoteattr.groups import update_groups
from quoteattr.linkage.authority import Listed
from quoteattr.statements import Extraction
from quoteattr.store import open_store
from quoteattr.store.reviews import Judgement, Review
from quoteattr.web.serve import application, metadata_path, serve
from tests.store.extractions import ferry
from tests.web.conftest import data, page

ROOT = Path(__file__).parents[2]
METADATA = yaml.safe_load(metadata_path().read_text(encoding="utf-8"))["databases"]["quotes"]


@pytest.fixture(scope="module")
def grouped(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    """A database in which no table is empty."""
    made = tmp_path_factory.mktemp("grouped") / "quotes.db"
    with open_store(made, create=True) as store:
        run = store.start_run(version="1", model="sm")
        for extraction in (replace(ferry(), subjects=("ferry", "fares")), ferry(address="copy.txt"), other_speaker()):
            store.save(extraction, run)
        store.skip("broken.pdf", "no reader for .pdf", run)
        store.review(Review(statement=ferry().quotes[0].id, judgement=Judgement.RIGHT, reviewer="mia"))
        store.decide(
            [Decision(verdict=DecisionKind.RENAME, speaker=DecisionScope(names=("Ivar Ness",)), name="Ivar J. Ness")]
        )
        minister = Listed(identifier="Q1", names=("Jorunn Løvås",), description="Harbour Minister")
        store.link([minister, replace(minister, identifier="Q2", names=("Ivar Ness",), until="1999")], "people.csv")
        store.connection.execute("INSERT INTO unsettled_blocks VALUES ('ness')")
        update_groups(store)
    return application(made)


def other_speaker() -> Extraction:
    """The words of the minister in the mouth of somebody else."""
    found = ferry(address="other.txt")
    said = replace(found.quotes[0], speaker="Ivar Ness")
    return replace(found, quotes=(said,), claims=(), speakers=())


def test_the_home_page_names_the_database_and_warns_of_denials(datasette: Datasette) -> None:
    home = page(datasette, "/")
    assert "<h1>Who said what</h1>" in home
    assert "are not what the speaker said" in home
    assert "is not what the speaker said" in page(datasette, "/quotes")
    assert [found["name"] for found in data(datasette, "/-/databases.json")] == ["quotes"]


def test_the_database_page_lists_every_table_and_question(datasette: Datasette) -> None:
    listed = page(datasette, "/quotes")
    for name in (*METADATA["tables"], *METADATA["queries"]):
        assert f'href="/quotes/{name}"' in listed
    assert "quotes_fts_data" not in [
        table["name"] for table in data(datasette, "/quotes.json")["tables"] if not table["hidden"]
    ]


@pytest.mark.parametrize("table", METADATA["tables"])
def test_every_table_shows_its_title_and_what_its_columns_mean(grouped: Datasette, table: str) -> None:
    shown = unescape(page(grouped, f"/quotes/{table}"))
    told = METADATA["tables"][table]
    assert f"<h1>{told['title']}" in shown
    answer = data(grouped, f"/quotes/{table}.json")
    assert set(answer["columns"]) == set(told["columns"])
    # Empty whenever one looks, or here, where nobody speaks with others; Datasette shows no columns of an empty table.
    if table in ("uncounted", "statement_members"):
        assert not answer["rows"]
        return
    for column, description in told["columns"].items():
        # Datasette puts no description on the column that leads to the row.
        assert [column] in (["id"], answer["primary_keys"]) or f'data-column-description="{description}"' in shown


@pytest.mark.parametrize("table", METADATA["tables"])
def test_every_facet_is_there_in_time(grouped: Datasette, table: str) -> None:
    found = data(grouped, f"/quotes/{table}.json")["facet_results"]
    assert set(found) == set(METADATA["tables"][table].get("facets", ()))
    assert "These facets timed out" not in page(grouped, f"/quotes/{table}")


def test_facets_are_names_not_numbers(datasette: Datasette) -> None:
    answer = data(datasette, "/quotes/quotes.json")
    labels = [value["label"] for value in answer["facet_results"]["speaker_id"]["results"]]
    assert sorted(labels) == ["Jorunn Løvås", "a senior engineer"]
    named = data(datasette, "/quotes/statements.json")["facet_results"]["speaker"]["results"]
    assert [(value["value"], value["count"]) for value in named] == [("Jorunn Løvås", 3), ("a senior engineer", 1)]


def test_the_text_comes_first_and_the_polarity_beside_the_speaker(datasette: Datasette) -> None:
    assert data(datasette, "/quotes/quotes.json")["columns"][:6] == [
        "id",
        "text",
        "speaker_id",
        "polarity",
        "role",
        "kind",
    ]
    assert data(datasette, "/quotes/statements.json")["columns"][:6] == [
        "id",
        "text",
        "speaker",
        "polarity",
        "role",
        "kind",
    ]


def test_a_denial_stands_out(datasette: Datasette) -> None:
    for address in ("statements", "claims", "denials", "search?words=fares"):
        assert '<strong class="not-asserted">denied</strong>' in page(datasette, f"/quotes/{address}")
    shown = page(datasette, "/quotes/quotes")
    assert '"not-asserted"' not in shown
    style = re.search(r'href="(/-/static-plugins/quoteattr/[^"]*)"', shown)
    assert style is not None
    assert ".not-asserted" in page(datasette, style[1])


@pytest.mark.parametrize(
    ("table", "words", "count"),
    [
        ("quotes", "engines", 1),
        ("claims", "fares", 1),
        ("documents", "strike", 1),
        ("speakers", "jorunn", 1),
        ("speakers", "engines", 0),
    ],
)
def test_tables_can_be_searched(datasette: Datasette, table: str, words: str, count: int) -> None:
    assert 'name="_search"' in page(datasette, f"/quotes/{table}")
    assert len(data(datasette, f"/quotes/{table}.json?_search={words}")["rows"]) == count


REOPEN = ("We will reopen the ferry", "Jorunn Løvås", "asserted")
FARES = ("that fares would double", "Jorunn Løvås", "denied")
ENGINES = ("The engines are worn out", "a senior engineer", "asserted")


@pytest.mark.parametrize(
    ("question", "parameters", "expected"),
    [
        ("search", "words=fares", [FARES]),
        ("search", "words=strike", []),
        ("search", "words=", []),
        ("search", "words=%22%29+OR+*", []),
        ("by_speaker", "speaker=L%C3%B8vas", [REOPEN, FARES]),
        ("by_speaker", "speaker=", []),
        ("by_role", "role=minister", [REOPEN, FARES]),
        ("most_quoted", "", [("Jorunn Løvås", "person", 1)]),
        ("latest", "", [REOPEN, FARES, ENGINES]),
        ("name_withheld", "", [ENGINES]),
        ("denials", "", [FARES]),
        ("speaker_unknown", "", []),
        ("roles_over_time", "speaker=jorunn", [("Jorunn Løvås", "Harbour Minister", "2026-03-04")]),
        ("coverage", "", [("Sound Gazette", 1, "2026-03-04")]),
    ],
)
def test_ready_made_questions_are_answered(
    datasette: Datasette, question: str, parameters: str, expected: list[tuple[Any, ...]]
) -> None:
    page(datasette, f"/quotes/{question}?{parameters}")
    rows = data(datasette, f"/quotes/{question}.json?_shape=arrays&{parameters}")["rows"]
    assert len(rows) == len(expected)
    for row, (first, *others) in zip(rows, expected, strict=True):
        assert row[0].startswith(first)
        assert row[1 : 1 + len(others)] == others


def test_every_question_is_asked_by_a_test() -> None:
    asked = test_ready_made_questions_are_answered.pytestmark[0].args[1]  # type: ignore[attr-defined]
    assert {question for question, *_ in asked} == set(METADATA["queries"])


def test_ready_made_questions_leave_thoughts_out_and_show_polarity(datasette: Datasette) -> None:
    asked = {name: each["sql"] for name, each in METADATA["queries"].items() if re.search(r"\btext,", each["sql"])}
    assert {"by_speaker", "latest", "denials", "speaker_unknown"} <= set(asked)
    for name, sql in asked.items():
        assert "listed_statements" in sql or "modality <> 'thought'" in sql, name
        assert re.search(r"\bpolarity,", sql), name


def test_a_statement_leads_to_its_document_and_its_speaker(datasette: Datasette) -> None:
    quote = ferry().quotes[0]
    row = page(datasette, f"/quotes/quotes?id={quote.id}")
    assert f'href="/quotes/documents/{quote.document_id}">Ferry</a>' in row
    assert ">Jorunn Løvås</a>" in row
    assert "nobody pays twice" in page(datasette, f"/quotes/documents/{quote.document_id}")


def test_the_view_leads_to_quotes_claims_speakers_and_documents(datasette: Datasette) -> None:
    shown = page(datasette, "/quotes/statements")
    quote, claim = ferry().quotes[0], ferry().claims[0]
    links = re.findall(r'<td[^>]*><a href="(/quotes/[^"]*)">', shown)
    assert {f"/quotes/quotes/{quote.id}", f"/quotes/claims/{claim.id}"} <= set(links)
    assert f"/quotes/documents/{quote.document_id}" in links
    for link in sorted(set(links)):
        page(datasette, link)
    assert any(link.startswith("/quotes/speakers/") for link in links)


@pytest.mark.parametrize("columns", ["_col=id", "_col=speaker&_col=polarity", "_nocol=kind&_nocol=document_id"])
def test_the_view_can_be_asked_for_some_columns(datasette: Datasette, columns: str) -> None:
    assert "Jorunn" in page(datasette, f"/quotes/statements?{columns}&speaker__contains=Jorunn")


def test_what_is_added_meanwhile_is_shown(path: Path, datasette: Datasette) -> None:
    before = len(data(datasette, "/quotes/runs.json")["rows"])
    with open_store(path) as store:
        store.start_run(version="1", model="sm")
    assert len(data(datasette, "/quotes/runs.json")["rows"]) == before + 1


def test_nothing_can_be_written(datasette: Datasette) -> None:
    answer = asyncio.run(datasette.client.get("/quotes.json?sql=delete+from+quotes"))
    assert answer.status_code == 400


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        application(tmp_path / "none.db")


SERVE = """
import sys
from pathlib import Path
from quoteattr.web.serve import serve
serve(Path(sys.argv[1]), port=0, announce=lambda url: print(url, flush=True))
"""


def test_serving_takes_a_free_port_and_stops_when_interrupted(path: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", SERVE, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(url, timeout=60) as answer:
            assert "Who said what" in answer.read().decode()
        server.send_signal(signal.SIGINT)
        out, errors = server.communicate(timeout=60)
    assert (server.returncode, out, errors) == (0, "", "")


def test_a_port_that_is_taken_is_told(path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(QuoteattrError, match=rf"cannot serve at 127\.0\.0\.1:{port}: .*name another --port"):
            serve(path, port=port)


@pytest.mark.parametrize("port", [-1, 65536, 70000])
def test_a_port_that_is_none_is_told(path: Path, port: int) -> None:
    with pytest.raises(QuoteattrError, match="cannot serve at"):
        serve(path, port=port)
