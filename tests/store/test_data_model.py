"""docs/data-model.md says what every field and column is."""

import re
from pathlib import Path

from quoteattr.statements import as_record
from quoteattr.store import open_store
from quoteattr.store.rows import RECORD_FIELDS
from tests.store.extractions import ferry

PAGE = (Path(__file__).parents[2] / "docs" / "data-model.md").read_text(encoding="utf-8")


def documented(heading: str) -> list[str]:
    """First cells of the tables of a section."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    cells = [line.split("|")[1].strip() for line in section.splitlines() if line.startswith("| ")]
    return [cell for cell in cells if cell not in ("field", "column")]


def test_every_field_of_a_record_is_documented_in_its_order() -> None:
    assert tuple(documented("The record")) == RECORD_FIELDS


def test_a_record_of_the_store_begins_as_one_of_the_extractor() -> None:
    fields = tuple(as_record(ferry().quotes[0]))
    assert RECORD_FIELDS[: len(fields)] == fields


def test_no_type_of_a_field_is_left_out() -> None:
    lines = PAGE.split("\n## The record\n")[1].split("\n## ")[0].splitlines()
    fields = [line for line in lines if line.startswith("| ") and "field" not in line]
    assert len(fields) >= len(as_record(ferry().quotes[0]))
    for line in fields:
        assert all(cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:4]), line


def test_the_sql_of_the_page_runs(tmp_path: Path) -> None:
    examples = re.findall(r"```sql\n(.*?)```", PAGE, re.S)
    statements = [part for example in examples for part in example.split(";") if part.strip()]
    with open_store(tmp_path / "quotes.db", create=True) as store:
        store.save(ferry(), store.start_run(version="1", model="sm"))
        found = [store.connection.execute(statement).fetchall() for statement in statements]
    assert [row["text"] for row in found[0]] == ["that fares would double"]
    assert len(found) == 2
