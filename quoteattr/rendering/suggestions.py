"""What people are asked about speakers, as a table, JSON or CSV.

In: suggestions. Out: for each a line with its id, chance, question and reason::

    write(suggestions(path), "table", sys.stdout)
"""

import csv
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TextIO

from quoteattr.rendering.articles import clean
from quoteattr.rendering.as_csv import safe_cell

if TYPE_CHECKING:
    from quoteattr.suggestions import Suggestion

FIELDS = (
    *("id", "kind", "chance", "question", "reason", "speaker", "name", "other", "other_name", "statements"),
    "documents",
)


def write(found: "Iterable[Suggestion]", listing: str, out: TextIO) -> None:
    """Write the suggestions.

    Args:
        found: in the order in which they are asked.
        listing: table, json, nl or csv.
        out: where to.
    """
    {"table": _write_table, "json": _write_json, "nl": _write_nl, "csv": _write_csv}[listing](found, out)


def _write_json(found: "Iterable[Suggestion]", out: TextIO) -> None:
    json.dump([_row(each) for each in found], out, ensure_ascii=False, indent=2)
    out.write("\n")


def _write_nl(found: "Iterable[Suggestion]", out: TextIO) -> None:
    out.writelines(json.dumps(_row(each), ensure_ascii=False) + "\n" for each in found)


def _write_csv(found: "Iterable[Suggestion]", out: TextIO) -> None:
    rows = csv.DictWriter(out, FIELDS, lineterminator="\n")
    rows.writeheader()
    rows.writerows({name: safe_cell(value) for name, value in _row(each).items()} for each in found)


def _write_table(found: "Iterable[Suggestion]", out: TextIO) -> None:
    """Two lines for each, with the id by which it is accepted or rejected."""
    for each in found:
        out.write(f"{each.chance:.2f}  {clean(each.question)}\n      {each.id}  {each.kind}: {clean(each.reason)}\n")


def _row(each: "Suggestion") -> dict[str, Any]:
    known = {**asdict(each), "question": each.question}
    return {name: known[name] for name in FIELDS}
