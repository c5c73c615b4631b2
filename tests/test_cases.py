"""Hard cases, end to end: the document goes in, records come out."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from quoteattr.statements import as_record
from tests.parses import extract

EXAMPLES = yaml.safe_load((Path(__file__).parent / "examples" / "cases.yml").read_text(encoding="utf-8"))
CHECKED_OTHERWISE = {"method", "below", "nested"}


def _marks(entry: dict[str, Any]) -> tuple[pytest.MarkDecorator, ...]:
    return (pytest.mark.xfail(strict=True, reason=entry["xfail"]),) if "xfail" in entry else ()


def fits(record: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """Whether a record has all that an expectation names."""
    return (
        all(record[name] == value for name, value in wanted.items() if name not in CHECKED_OTHERWISE)
        and wanted.get("method", "") in record["method"]
        and record["confidence"] < wanted.get("below", 1.01)
        and (not wanted.get("nested") or record["parent_id"] is not None)
    )


@pytest.mark.parametrize("entry", [pytest.param(each, id=each["case"]) for each in EXAMPLES])
def test_a_case_names_what_must_be_found_or_that_nothing_is(entry: dict[str, Any]) -> None:
    """Whatever a case lacks is lacking where nothing is found at all."""
    assert entry.get("finds") or entry.get("unsettled") or entry.get("quotes") == 0


@pytest.mark.parametrize("entry", [pytest.param(each, id=each["case"], marks=_marks(each)) for each in EXAMPLES])
def test_case(entry: dict[str, Any]) -> None:
    metadata = {name: entry.get(name) for name in ("title", "byline")}
    extraction = extract(entry["text"], **metadata)
    records = [as_record(statement) for statement in extraction.statements]
    for wanted in entry.get("finds", ()):
        assert any(fits(record, wanted) for record in records), (wanted, records)
    for words in entry.get("unsettled", ()):
        assert {record["speaker"] for record in records if record["text"] == words} == {None}, records
    assert not set(entry.get("lacks", ())) & {record["text"] for record in records}
    assert not set(entry.get("lacks_speakers", ())) & {record["speaker"] for record in records}
    assert not set(entry.get("lacks_types", ())) & {record["speaker_type"] for record in records}
    if "quotes" in entry:
        assert len(extraction.quotes) == entry["quotes"], records
