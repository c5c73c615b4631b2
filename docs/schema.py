"""The tables of data-model.md, as the database and metadata.yml have them.

In: nothing. Out: Markdown, one section a table or view, for cog::

    from docs.schema import tables
    cog.outl(tables())
"""

import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import yaml

from quoteattr.store import open_store
from quoteattr.web.serve import metadata_path


def tables() -> str:
    """Every table and view, in the order of metadata.yml."""
    metadata = yaml.safe_load(metadata_path().read_text(encoding="utf-8"))
    told = metadata["databases"]["quotes"]["tables"]
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "quotes.db", create=True) as store:
        return "\n\n".join(_section(store.connection, name, told[name]) for name in told)


def _section(connection: sqlite3.Connection, table: str, told: dict[str, Any]) -> str:
    references = {row["from"]: row["table"] for row in connection.execute(f"PRAGMA foreign_key_list({table})")}
    lines = [
        f"### {table}",
        "",
        " ".join(told["description"].split()),
        "",
        "| column | type | meaning |",
        "|---|---|---|",
    ]
    for column in connection.execute(f"PRAGMA table_info({table})"):
        target = f" (`{references[column['name']]}`)" if column["name"] in references else ""
        key = ", key" if column["pk"] else ""
        kind = column["type"].lower() or "text"
        lines.append(f"| {column['name']} | {kind}{key} | {told['columns'][column['name']]}{target} |")
    return "\n".join(lines)
