"""What people are asked about speakers, as a table, JSON or CSV.

In: suggestions. Out: for each a line with its id, chance, question and reason::

    write(suggestions(path), "table", sys.stdout)
"""

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TextIO

from quoteattr.rendering.articles import clean
from quoteattr.rendering.data import write_records

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
    if listing == "table":
        _write_table(found, out)
    else:
        write_records(map(_row, found), listing, out, FIELDS)


def _write_table(found: "Iterable[Suggestion]", out: TextIO) -> None:
    """Two lines for each, with the id by which it is accepted or rejected."""
    for each in found:
        out.write(f"{each.chance:.2f}  {clean(each.question)}\n      {each.id}  {each.kind}: {clean(each.reason)}\n")


def _row(each: "Suggestion") -> dict[str, Any]:
    known = {**asdict(each), "question": each.question}
    return {name: known[name] for name in FIELDS}
