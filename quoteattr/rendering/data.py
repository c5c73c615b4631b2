"""JSON, JSON lines and CSV: one record a statement or an entry, for other programs.

In: records. Out: text, written while they come::

    write_records(records, "nl", sys.stdout)

A cell of CSV that a spreadsheet would run as a formula gets an apostrophe before it, which spreadsheets
show as text: articles are written by strangers.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, TextIO

# What a formula begins with in spreadsheets, after https://owasp.org/www-community/attacks/CSV_Injection
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_records(records: Iterable[Mapping[str, Any]], form: str, out: TextIO, fields: Sequence[str] = ()) -> None:
    """Write records.

    Args:
        records: all with the same fields.
        form: json (one list, a record a line), nl (an object a line) or csv.
        out: where to.
        fields: the header of CSV without a record.
    """
    if form == "csv":
        _write_csv(iter(records), out, fields)
        return
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    if form == "nl":
        out.writelines(f"{line}\n" for line in lines)
        return
    before = "[\n"
    for line in lines:
        out.write(before + line)
        before = ",\n"
    out.write("[]\n" if before == "[\n" else "\n]\n")


def _write_csv(records: Iterator[Mapping[str, Any]], out: TextIO, fields: Sequence[str]) -> None:
    first = next(records, None)
    writer = csv.DictWriter(out, list(first or fields), lineterminator="\n")
    writer.writeheader()
    if first:
        writer.writerows({name: _cell(value) for name, value in record.items()} for record in chain([first], records))


def _cell(value: Any) -> Any:
    """A value as CSV has it: a list as JSON, and what looks like a formula as text."""
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return value
