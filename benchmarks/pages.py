"""How long a reader waits for the pages of a large database.

In: how many quotes and speakers to invent. Out: a table on stdout: the median and the slowest of some visits to each
page, the median of what the processor spent (which counts where other work runs), and whether a facet or a question ran
out of time; exit code 1 when a page that is held to the limit misses it::

    python benchmarks/pages.py --quotes 1000000 --speakers 200000

The server answers in this process, as it does behind a socket, with rendering and without the network. The first visit
to each page is not counted: it reads the database from the disk.
"""

import asyncio
import json
import tempfile
import time
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from statistics import median
from urllib.parse import quote_plus

from datasette.utils import tilde_encode
from datasette_auth_passwords.utils import hash_password
from large import count_rows, large_database
from rich.console import Console
from rich.table import Table

from quoteattr.store import open_store
from quoteattr.web.serve import application

LIMIT = 300.0  # milliseconds, at the median
VISITS = 9
REPORTED = 10  # statements of a report
BY_DOCUMENTS = "SELECT key FROM subjects GROUP BY key ORDER BY count(*) DESC, key LIMIT 1 OFFSET ?"
OUT_OF_TIME = ("These facets timed out", "This took too long", "SQL query took too long")


def main() -> None:
    """Make the database, visit the pages, print the table."""
    with large_database(__doc__) as path:
        quotes, speakers = count_rows(path)
        held, others = addresses(path)
        visits = asyncio.run(visit_all(path, [*held.values(), *others.values()]))
    table = Table(title=f"milliseconds, {VISITS} visits, {quotes:,} quotes, {speakers:,} speakers")
    for column in ("page", "median", "slowest", "processor", "out of time"):
        table.add_column(column, justify="left" if column == "page" else "right")
    missed = False
    for name, address in {**held, **others}.items():
        times, spent, late = visits[address]
        table.add_row(name, f"{median(times):.0f}", f"{max(times):.0f}", f"{median(spent):.0f}", late)
        missed = missed or (name in held and (median(times) > LIMIT or bool(late)))
    Console().print(table)
    raise SystemExit(int(missed))


def addresses(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Pages that are held to the limit, and others; of the speakers the one who is quoted most, and an ordinary one."""
    with open_store(path, read_only=True) as store:
        ask = store.connection.execute
        by_number = "SELECT value FROM value_counts WHERE field = 'speaker_id' ORDER BY quotes DESC LIMIT 1 OFFSET ?"
        most, ordinary = (ask(by_number, (place,)).fetchone()[0] for place in (0, 50))
        name = ask("SELECT name FROM speakers WHERE id = ?", (most,)).fetchone()[0]
        document = ask("SELECT id FROM documents ORDER BY rowid LIMIT 1 OFFSET 100").fetchone()[0]
        words = ask("SELECT text FROM quotes ORDER BY rowid LIMIT 1 OFFSET 500").fetchone()[0].split()
        chosen = [row[0] for row in ask("SELECT id FROM quotes WHERE rowid % 997 = 5 LIMIT ?", (REPORTED,))]
        subject, rare = (ask(BY_DOCUMENTS, (place,)).fetchone()[0] for place in (0, 2_000))
        sentence = ask("SELECT text FROM quotes WHERE length(text) > 60 AND rowid > 900 LIMIT 1").fetchone()[0]
    special, search = "/quotes/-/", "/quotes/-/search?words="
    tables = ("statements", "quotes", "claims", "documents", "speakers", "speaker_names", "speaker_roles", "reviews")
    held = {
        "home": "/",
        "speaker who is quoted most": f"/quotes/speakers/{most}",
        "ordinary speaker": f"/quotes/speakers/{ordinary}",
        "document": f"/quotes/documents/{document}",
        "search, a word": f"{search}{words[0]}",
        "search, two words": f"{search}{words[0]}+{words[2]}",
        "search, nothing": f"{search}zeppelin",
        "search, misspelt": f"{search}{words[0][:3]}x{words[0][3:]}",
        "search, a word of who is quoted most": f"{search}{words[0]}&speaker={quote_plus(name)}",
        "search, many words, half of them others": f"{search}{'+'.join(words[:4] + words[-4:])}",
        "search, by role, date and how sure": f"{search}{words[0]}&role=minister&since=2020&speaker_sure=0.85",
        "search, in articles about a subject": f"{search}{words[0]}&about={quote_plus(rare)}",
        "search, all of who is quoted most": f"{search}&speaker={quote_plus(name)}&sort=date",
        "all statements": f"{search}&sort=date",
        "all statements, page 40": f"{search}&sort=date&page=40",
        "details of a statement": f"/quotes/quotes/{chosen[0]}",
        "subjects": f"{special}subjects",
        "subjects, words": f"{special}subjects?words={quote_plus(subject)}",
        "most frequent subject": f"{special}subject/{tilde_encode(subject)}",
        "ordinary subject": f"{special}subject/{tilde_encode(rare)}",
        "verify a sentence": f"{special}verify?words={quote_plus(sentence)}",
        "verify an altered sentence": f"{special}verify?words={quote_plus(sentence[:-9])}+{words[2]}",
        f"report of {REPORTED}": f"{special}report?{'&'.join(f'id={each}' for each in chosen)}",
        "questions about speakers": f"{special}questions",
        "reconcile a name": f"{special}reconcile?queries={quote_plus(json.dumps({'q': {'query': name}}))}",
        "queue, least sure": f"{special}queue",
        "queue, most seen": f"{special}queue?order=most-seen",
        "draft": f"{special}draft",
        **{f"table {table}": f"/quotes/{table}" for table in tables},
    }
    others = {
        "statements of a speaker": f"/quotes/statements?speaker_id={ordinary}",
        "statements that are denials": "/quotes/statements?polarity=denied",
        "statements of the largest outlet": f"/quotes/statements?outlet={largest_outlet(path)}",
        **{f"question {name}": f"/quotes/{name}" for name in ("latest", "most_quoted", "denials", "coverage")},
    }
    return held, others


def largest_outlet(path: Path) -> str:
    """As an address has it."""
    with open_store(path, read_only=True) as store:
        query = "SELECT value FROM value_counts WHERE field = 'outlet' ORDER BY quotes DESC LIMIT 1"
        return str(store.connection.execute(query).fetchone()[0]).replace(" ", "+")


async def visit_all(path: Path, pages: Sequence[str]) -> dict[str, tuple[list[float], list[float], str]]:
    """Milliseconds of each visit, by the clock and of the processor, and what ran out of time."""
    with tempfile.TemporaryDirectory() as folder:
        accounts = Path(folder) / "reviewers.yml"
        accounts.write_text(f"bench: {hash_password('bench', iterations=1)}\n", "utf-8")
        datasette = application(path, reviewers=accounts)
    signed = {"ds_actor": datasette.sign({"a": {"id": "bench"}}, "actor")}
    found: dict[str, tuple[list[float], list[float], str]] = {}
    for page in pages:
        times, spent, late = [], [], ""
        for number in range(VISITS + 1):
            begin, used = time.perf_counter(), time.process_time()
            answer = await datasette.client.get(page, cookies=signed)
            if number:
                times.append(1000 * (time.perf_counter() - begin))
                spent.append(1000 * (time.process_time() - used))
            refused = f"status {answer.status_code}" if answer.status_code != HTTPStatus.OK else ""
            late = late or refused or next((told for told in OUT_OF_TIME if told in answer.text), "")
        found[page] = times, spent, late
    return found


if __name__ == "__main__":
    main()
