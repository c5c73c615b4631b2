import json

from quoteattr.documents import Document
from quoteattr.readers.jsonl import read_jsonl
from quoteattr.readers.registry import Skipped

ARTICLE = {"text": "“No,” Ann Lee said.", "title": "Talks fail", "outlet": "Harbour Post", "published": "2026-03-04"}


def test_one_object_a_line() -> None:
    lines = "\n".join(
        json.dumps({**ARTICLE, "id": number, "url": f"https://example.org/{number}"}) for number in (1, 2)
    )
    first, second = read_jsonl(lines.encode())
    assert first == Document(**ARTICLE, address="https://example.org/1")
    assert isinstance(second, Document)
    assert second.address == "https://example.org/2"


def test_one_object_or_a_list() -> None:
    assert list(read_jsonl(json.dumps(ARTICLE, indent=2).encode())) == [Document(**ARTICLE, address="#1")]
    assert len(list(read_jsonl(json.dumps([ARTICLE, ARTICLE]).encode()))) == 2


def test_damaged_lines_are_skipped_with_their_number_and_reason() -> None:
    lines = [json.dumps(ARTICLE), "{broken", '"text"', '{"title": "x"}', '{"text": 5}', "", json.dumps(ARTICLE)]
    found = list(read_jsonl("\n".join(lines).encode()))
    skipped = {item.address: item.reason for item in found if isinstance(item, Skipped)}
    assert [item.address for item in found if isinstance(item, Document)] == ["#1", "#7"]
    assert skipped.keys() == {"#2", "#3", "#4", "#5"}
    assert skipped["#2"].startswith("not JSON")
    assert "object" in skipped["#3"]
    assert "'text'" in skipped["#4"]
    assert "not a string" in skipped["#5"]


def test_half_a_character_is_skipped_and_a_whole_one_is_read() -> None:
    half, whole = read_jsonl(b'{"text": "No \\ud83d."}\n{"text": "No \\ud83d\\ude00."}')
    assert isinstance(half, Skipped)
    assert "half of a character" in half.reason
    assert isinstance(whole, Document)
    assert whole.text == "No 😀."


def test_deeply_nested_json_is_skipped() -> None:
    (found,) = read_jsonl(b'{"text": ' + b"[" * 200_000)
    assert isinstance(found, Skipped)
