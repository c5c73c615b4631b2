"""Every count and facet that Datasette asks of our large tables is answered without reading them.

Asked are the Datasette that is installed and the newest one of the line 1.0, fetched from the package index; what both
have written so far stands here, too.
"""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from quoteattr.store import open_store
from quoteattr.web.serve import application
from quoteattr.web.shortcuts import shortcut
from tests.store.extractions import ferry
from tests.web.asking import questions_of

# As 0.65.5 and 1.0a41 write them.
FACET = """
                select {field} as value, count(*) as count from (
                    select id, text, {field}, kind, document_id from {table} {where}
                )
                where {field} is not null
                group by {field} order by count desc, value limit 31
            """
WHERE = 'where "kind" = :p0 '
COUNT = "select count(*) from {table} {where}"  # 0.65 alone
LIMITED = "select count(*) from (select * from {table} {where} limit 10001)"  # 1.0 alone


@pytest.mark.parametrize("table", ["quotes", "claims", "statements"])
@pytest.mark.parametrize("page", ["", "?kind=direct", "?_facet=role&_facet=polarity", "?_facet=outlet&kind=direct"])
def test_no_question_of_the_installed_datasette_reads_a_large_table(tmp_path: Path, table: str, page: str) -> None:
    with open_store(tmp_path / "quotes.db", create=True) as store:
        store.save(ferry(), store.start_run(version="1", model="sm"))
    asked = asyncio.run(questions_of(application(tmp_path / "quotes.db"), f"/quotes/{table}{page}"))
    counts = [sql for sql in asked if "count(*)" in sql and "limit 10001" not in sql]
    assert counts
    narrowed = "kind=" in page and table != "statements"  # read by the index of the kind, as they are
    assert narrowed or [sql for sql in counts if shortcut(sql) is None] == []


@pytest.mark.slow
def test_no_question_of_the_newest_datasette_reads_a_large_table(tmp_path: Path) -> None:
    with open_store(tmp_path / "quotes.db", create=True) as store:
        store.save(ferry(), store.start_run(version="1", model="sm"))
    newest = tmp_path / "newest"
    pip = ("-m", "pip", "--disable-pip-version-check", "-q", "install", "--no-compile", "--target", str(newest))
    fetched = subprocess.run((sys.executable, *pip, "datasette>=1.0a0,<2"), text=True, capture_output=True, check=False)
    if fetched.returncode:
        pytest.skip(f"no package index can be reached: {fetched.stderr.strip().splitlines()[-1][:200]}")
    pages = ("/quotes/statements?_facet=role&_facet=polarity", "/quotes/statements?_facet=speaker&kind=direct")
    done = subprocess.run(
        (sys.executable, str(Path(__file__).with_name("asking.py")), str(tmp_path / "quotes.db"), *pages),
        env={**os.environ, "PYTHONPATH": str(newest), "DATASETTE_LOAD_PLUGINS": ""},
        text=True, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    counts = [sql for sql in json.loads(done.stdout) if "count(*)" in sql and "limit 10001" not in sql]
    assert len(counts) == 3
    assert [sql for sql in counts if shortcut(sql) is None] == []


@pytest.mark.parametrize("where", ["", WHERE])
@pytest.mark.parametrize("field", ["role", "speaker"])
def test_facets_are_known_as_both_lines_write_them(field: str, where: str) -> None:
    assert shortcut(FACET.format(field=field, table="statements", where=where)) is not None


@pytest.mark.parametrize("where", ["", WHERE])
def test_counts_are_known_or_end_soon(where: str) -> None:
    assert shortcut(COUNT.format(table="statements", where=where)) is not None
    assert shortcut(LIMITED.format(table="statements", where=where)) is None
