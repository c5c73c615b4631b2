import io
import json
from collections.abc import Iterator

from quoteattr.documents import Document
from quoteattr.readers.fields import Columns, Skipped
from quoteattr.readers.jsonl import read_jsonl as read_stream

ARTICLE = {"text": "“No,” Ann Lee said.", "title": "Talks fail", "outlet": "Harbour Post", "published": "2026-03-04"}


def read_jsonl(data: bytes, **names: str) -> Iterator[Document | Skipped]:
    return read_stream(io.BytesIO(data), Columns(names))


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


def test_usual_and_given_names_of_keys() -> None:
    lines = b'{"Body": "No.", "publisher": "Harbour Post", "authors": ["Mia Orr", "Tom Hale"], "date": "2026-03-04"}'
    known = {"text": "No.", "outlet": "Harbour Post", "byline": "Mia Orr and Tom Hale", "published": "2026-03-04"}
    assert list(read_jsonl(lines)) == [Document(**known, address="#1")]
    (document,) = read_jsonl(b'{"text": "No.", "paper": "Bay Weekly", "words": "Yes."}', text="words", outlet="paper")
    assert document == Document(text="Yes.", outlet="Bay Weekly", address="#1")


def test_numbers_of_thousands_of_digits_are_skipped() -> None:
    (found,) = read_jsonl(b'{"text": "No.", "id": ' + b"9" * 10_000 + b"}")
    assert isinstance(found, Skipped)


def test_damage_in_one_line_leaves_the_others_whole() -> None:
    damaged = json.dumps(ARTICLE).encode() + b"\n" + '{"text": "Zoé Ruiz said no."}'.encode("cp1252")
    assert [document.text for document in read_jsonl(damaged)] == [ARTICLE["text"], "Zoé Ruiz said no."]
