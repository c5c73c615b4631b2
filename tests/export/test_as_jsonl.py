import json
from pathlib import Path

import pytest

from quoteattr.errors import ReadError
from quoteattr.export import Format, write
from quoteattr.export.as_jsonl import from_json, to_json
from quoteattr.store.reading import Stored


def test_a_line_holds_a_document_and_offsets_point_into_the_text_beside_them(
    found: list[Stored], tmp_path: Path
) -> None:
    write(found, Format.JSONL, tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == len(found) == 7
    for line, each in zip(lines, found, strict=True):
        given = json.loads(line)
        assert from_json(given) == each
        for record in given["statements"]:
            for start, end in record["spans"]:
                assert given["document"]["text"][start:end] in record["text"]


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("document", "text"), ..., "text"),
        (("document",), ..., "no field 'document'"),
        (("statements", 0, "spans"), [[1]], "cannot hold"),
        (("statements", 0, "kind"), "loud", "'loud' is not a valid Kind"),
        (("statements", 0, "polarity"), ..., "no field 'polarity'"),
        (("speakers",), 5, "cannot hold"),
        (("document", "text"), "Another text.", "its text or address was changed"),
    ],
)
def test_what_is_wrong_is_told(found: list[Stored], path: tuple[str | int, ...], value: object, message: str) -> None:
    given = json.loads(json.dumps(to_json(found[0])))
    place = given
    for step in path[:-1]:
        place = place[step]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    with pytest.raises(ReadError, match=message):
        from_json(given)
