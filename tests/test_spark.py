"""The recipe for Spark in the docs: what it does with a table, and, where Spark is installed, a run of it."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from docs.spark import extracted
from quoteattr.loading import load_into
from quoteattr.store import open_store
from tests.jobs.stand_in import STAND_IN

ROOT = Path(__file__).parents[1]
FRENCH = "« Le pont sera fermé vendredi », a déclaré la maire de la ville, qui a reçu les habitants le soir. " * 3
ROWS = [
    {"text": "“It is open,” said Ana Ruiz.", "address": "a.txt", "outlet": "Bay Weekly", "title": None},
    {"text": FRENCH, "address": "b.txt", "outlet": None, "title": None},
    {"text": "“No,” denied Bo Lind.", "address": "c.txt", "outlet": None, "title": "Ferry"},
]


def test_a_row_becomes_a_line_that_load_reads_or_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quoteattr.jobs.annotators.WORKER", STAND_IN)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    crash = {"text": "crash", "address": "d.txt", "outlet": float("nan"), "title": None}
    found = pd.concat(extracted(iter([pd.DataFrame(ROWS), pd.DataFrame([crash])])))
    assert found.set_index("address")["reason"].dropna().to_dict() == {
        "b.txt": "not in English (fr); --any-language reads it all the same",
        "d.txt": "ended the process that worked on it (exit code 7)",
    }
    (tmp_path / "lines.jsonl").write_text("\n".join(found["line"].dropna()))
    with open_store(tmp_path / "quotes.db", create=True) as store:
        report = load_into(store, [tmp_path / "lines.jsonl"])
    assert (report.documents, report.quotes, report.skipped) == (2, 2, ())


@pytest.mark.slow
@pytest.mark.skipif(
    find_spec("pyspark") is None or not shutil.which("java"),
    reason="Spark is not installed: pip install pyspark, and Java",
)
def test_a_run_of_spark(tmp_path: Path) -> None:
    pq.write_table(pa.Table.from_pylist(ROWS), tmp_path / "articles.parquet")
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    command = [sys.executable, ROOT / "docs" / "spark.py", "articles.parquet", "out"]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    lines = sorted((tmp_path / "out" / "lines").glob("part-*"))
    with open_store(tmp_path / "quotes.db", create=True) as store:
        report = load_into(store, lines)
    assert (report.documents, report.quotes) == (2, 2)
    assert pq.read_table(tmp_path / "out" / "skipped")["address"].to_pylist() == ["b.txt"]
