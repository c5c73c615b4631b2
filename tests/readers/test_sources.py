import io
import os
import sys
from pathlib import Path

import pytest

import quoteattr
from quoteattr.errors import ReadError
from quoteattr.readers import Skipped, read, read_all, registry
from quoteattr.readers import sources as module


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in {
        "b.txt": b"Second article.",
        "a.txt": b"First article.",
        "deep/er/c.md": b"# Third\n\nThird article.",
        "d.jsonl": b'{"text": "Fourth."}\n{"text": "Fifth.", "url": "https://example.org/5"}',
        "photo.png": b"\x89PNG",
        ".hidden/e.txt": b"Hidden.",
        ".f.txt": b"Hidden.",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_a_folder_is_read_recursively_and_sorted(folder: Path) -> None:
    first = [str(folder / name) for name in ("a.txt", "b.txt", "d.jsonl#1")]
    last = ["https://example.org/5", str(folder / "deep" / "er" / "c.md")]
    assert [document.address for document in quoteattr.read(folder)] == [*first, *last]


def test_the_address_does_not_depend_on_how_the_path_is_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (one,), (other,) = read("a.txt"), read(f".{os.sep}a.txt")
    assert one.address == other.address == "a.txt"
    assert one.id == other.id


def test_a_file_name_that_is_no_text_can_be_printed(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(name)).write_text("It is unsafe.")
    except OSError:
        pytest.skip("the file system takes no such name")
    (document,) = read(tmp_path)
    assert (document.address or "").encode().endswith("caf\ufffd.txt".encode())


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"<html><body><p>It is unsafe.</p></body></html>")))
    (document,) = read("-")
    assert (document.text, document.address) == ("It is unsafe.", None)


BAD = {
    "empty": (b"", "the file is empty"),
    "binary": (b"\x00\x01\x02", "a binary file"),
    "no-encoding": (b"\x81\x8d", "not text in"),
    "broken.jsonl": (b"{", "not JSON"),
}


@pytest.mark.parametrize("name", BAD)
def test_one_bad_file_raises_in_read_and_is_skipped_in_read_all(tmp_path: Path, name: str) -> None:
    data, reason = BAD[name]
    path, good = tmp_path / name, tmp_path / "good.txt"
    path.write_bytes(data)
    good.write_bytes(b"It is unsafe.")
    with pytest.raises(ReadError, match=reason) as raised:
        list(read(path))
    assert str(path) in str(raised.value)
    skipped: list[Skipped] = []
    (document,) = read_all([path, good], skipped.append)
    assert document.address == str(good)
    assert [reason in found.reason for found in skipped] == [True]


def test_missing_path(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        list(read(tmp_path / "missing.txt"))


def test_folder_without_articles(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    with pytest.raises(ReadError, match=r"holds no articles .*\.html"):
        list(read(tmp_path))


def test_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text("It is unsafe.")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ReadError, match="Permission denied"):
        list(read(tmp_path / "a.txt"))


def test_size_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "LARGEST_DOCUMENT", 10)
    (tmp_path / "a.txt").write_text("It is unsafe.")
    with pytest.raises(ReadError, match="larger than"):
        list(read(tmp_path / "a.txt"))


def test_ten_megabytes_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_bytes(b"word " * 2_000_000)
    (document,) = read(tmp_path / "long.txt")
    assert len(document.text) == 10_000_000
    assert document.title is None


def test_files_are_counted_for_the_progress_bar(folder: Path) -> None:
    assert module.count_files([folder, "-", "https://example.org/"]) == 6
