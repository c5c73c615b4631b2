from pathlib import Path

import fsspec
import pytest

from quoteattr.errors import QuoteattrError
from quoteattr.readers import ReadOptions, Skipped
from quoteattr.scale.places import Folder, InputFile, find_sources, is_remote, read_source


def addresses(*inputs: object) -> list[str]:
    skipped: list[Skipped] = []
    return [source.address for source in find_sources(map(str, inputs), skipped.append)]


def test_files_folders_and_patterns_each_file_once_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.jsonl.gz", "deep/c.html", "left.bin", ".hidden.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    expected = [str(tmp_path / name) for name in ("a.jsonl.gz", "b.txt", "deep/c.html")]
    assert addresses(tmp_path) == expected
    assert addresses(tmp_path / "*.txt", tmp_path, tmp_path / "b.txt") == [expected[1], expected[0], expected[2]]
    assert addresses(tmp_path / "left.bin", "https://n.example/1") == [
        str(tmp_path / "left.bin"),
        "https://n.example/1",
    ]


def test_a_source_tells_when_its_file_changes(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one")
    (before,) = find_sources([str(file)], print)
    assert (before.size, before.version) == (3, str(file.stat().st_mtime_ns))
    file.write_text("other")
    assert list(find_sources([str(file)], print)) != [before]


def test_addresses_of_object_stores(memory: fsspec.AbstractFileSystem) -> None:
    for name in ("news/b.txt", "news/a.jsonl", "news/deep/c.txt", "news/picture.png"):
        memory.pipe_file(f"/{name}", "“No,” Ann Lee said.".encode())
    assert addresses("memory://news") == [f"memory:///news/{name}" for name in ("a.jsonl", "b.txt", "deep/c.txt")]
    assert addresses("memory://news/*.txt") == ["memory:///news/b.txt"]
    assert addresses("memory://news/picture.png") == ["memory:///news/picture.png"]
    (document,) = read_source(InputFile("memory:///news/b.txt"), ReadOptions())
    assert (document.address, getattr(document, "text", None)) == ("memory:///news/b.txt", "“No,” Ann Lee said.")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("-", "standard input cannot be read again"),
        ("missing.txt", "missing.txt cannot be read: No such file or directory"),
        ("memory://nowhere", "there are no articles"),
        ("nosuch://bucket/a", "nosuch"),
        ("{tmp}", "there are no articles; check the path"),
        ("{tmp}/*.txt", "there are no articles; check the path"),
    ],
)
def test_what_is_not_there_is_refused(given: str, told: str, tmp_path: Path, memory: fsspec.AbstractFileSystem) -> None:
    with pytest.raises(QuoteattrError, match=told):
        addresses(given.format(tmp=tmp_path))


@pytest.mark.parametrize(
    ("address", "remote"),
    [
        ("s3://bucket/a.warc.gz", True),
        ("memory://a", True),
        ("https://n.example/1", False),
        ("articles/a.txt", False),
        ("C://a.txt", False),
    ],
)
def test_what_fsspec_has_to_open(address: str, remote: bool) -> None:
    assert is_remote(address) == remote


@pytest.mark.parametrize("place", ["{tmp}/out", "memory://out", "{tmp}/out/"])
def test_a_folder_keeps_what_is_written(place: str, tmp_path: Path, memory: fsspec.AbstractFileSystem) -> None:
    folder = Folder(place.format(tmp=tmp_path))
    assert (folder.names(), folder.read("a")) == ([], None)
    folder.write("part/b", b"first")
    folder.write("part/b", b"second")
    folder.write("a", b"third")
    assert folder.names() == ["a", "part/b"]
    assert (folder.read("part/b"), list(folder.read_all(["part/b", "a"]))) == (b"second", [b"second", b"third"])


def test_a_folder_knows_what_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = Folder("out")
    held = ["out/part/a", str(tmp_path / "out" / "a"), "outer/a", "a", "https://n.example/out/a", "memory://out/a"]
    assert [folder.holds(address) for address in held] == [True, True, False, False, False, False]


def test_what_a_killed_run_was_writing_is_not_there_and_is_tidied_away(tmp_path: Path) -> None:
    folder = Folder(str(tmp_path))
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "b.7.unfinished").write_bytes(b"half")
    assert folder.names() == []
    folder.tidy()
    assert list((tmp_path / "part").iterdir()) == []


def test_a_folder_that_cannot_be_written_to_says_so(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(QuoteattrError, match=r"out/part/a: .*"):
        Folder(str(tmp_path / "out")).write("part/a", b"")
