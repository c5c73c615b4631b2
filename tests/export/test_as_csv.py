import csv
import json
from pathlib import Path

from quoteattr.export import Format, write
from quoteattr.statements import Statement
from quoteattr.store.reading import Stored


def test_a_row_a_statement_and_no_cell_is_a_formula(
    found: list[Stored], statements: dict[str, tuple[Statement, Stored]], tmp_path: Path
) -> None:
    write(found, Format.CSV, tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["id"] for row in rows} == set(statements)
    assert len(rows) == len(statements)
    for row in rows:
        statement, each = statements[row["id"]]
        assert row["text"].removeprefix("'") == statement.text
        assert json.loads(row["spans"]) == [list(span) for span in statement.spans]
        assert (row["model"], row["model_digest"]) == (each.run["model"], each.run["model_digest"])
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert sum(row["text"].startswith("'=SUM") and row["medium"] == "'=cmd()" for row in rows) == 1
