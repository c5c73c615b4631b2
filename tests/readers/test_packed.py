import gzip
import json
from pathlib import Path

import pytest

from quoteattr.readers import Skipped, read, read_all, registry

ARTICLES = b"".join(json.dumps({"text": f"“No {number},” said Ana Ruiz."}).encode() + b"\n" for number in range(50))


def skipped_of(path: Path) -> list[Skipped]:
    skipped: list[Skipped] = []
    assert len(list(read_all([path], skipped.append))) <= 50
    return skipped


@pytest.mark.parametrize("name", ["bridge.txt.gz", "bridge.gz", "bridge", "bridge.txt"])
def test_a_packed_file_is_read_as_what_it_holds(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress("“No,” said Ana Ruiz.".encode()))
    (document,) = read(tmp_path / name)
    assert document.text == "“No,” said Ana Ruiz."


def test_packed_files_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(ARTICLES))
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(b"<html><body><p>The bridge is closed.</p></body></html>"))
    (tmp_path / "c.tar.gz").write_bytes(gzip.compress(b"\0" * 512))
    assert len(list(read(tmp_path))) == 51


def test_members_one_after_the_other_are_one_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(ARTICLES) + gzip.compress(ARTICLES))
    assert len(list(read(tmp_path / "a.jsonl.gz"))) == 100


def test_a_cut_off_file_gives_what_is_whole_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(ARTICLES * 200)[:-40])
    skipped: list[Skipped] = []
    documents = list(read_all([path], skipped.append))
    assert len(documents) > 50
    assert "damaged or cut off" in skipped[-1].reason


@pytest.mark.parametrize(
    "data",
    [b"\x1f\x8b", b"\x1f\x8b\x08\x00garbage", gzip.compress(b"word ")[:-6]],
    ids=["two bytes", "garbage", "cut off"],
)
def test_damaged(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.gz").write_bytes(data)
    assert "damaged or cut off" in skipped_of(tmp_path / "a.gz")[0].reason


def test_a_bomb_is_given_up_at_the_size_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "LARGEST_DOCUMENT", 1_000_000)
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"word " * 10_000_000))
    assert "larger than 1 MB" in skipped_of(tmp_path / "a.txt.gz")[0].reason


def test_a_bomb_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quoteattr.readers.decoding.LONGEST_LINE", 1_000_000)
    for name in ("a.jsonl.gz", "a.csv.gz"):
        (tmp_path / name).write_bytes(gzip.compress(b"text,date\n" * ("csv" in name) + b" " * 50_000_000))
        assert "longer than 1 MB" in skipped_of(tmp_path / name)[0].reason


def test_packed_twice(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(gzip.compress(b"word " * 1000)))
    assert "packed by gzip twice" in skipped_of(tmp_path / "a.gz")[0].reason
