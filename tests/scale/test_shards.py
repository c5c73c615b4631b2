import json
from pathlib import Path

import pytest

from quoteattr.documents import Document
from quoteattr.readers import ReadOptions
from quoteattr.scale import shards as module
from quoteattr.scale.places import InputFile
from quoteattr.scale.plan import Part
from quoteattr.scale.shards import Shard, read_shards


def part(folder: Path, *lines: dict[str, str]) -> Part:
    path = folder / "a.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return Part(3, (InputFile(str(path)),))


def said(number: int) -> dict[str, str]:
    return {"text": f"“It is number {number},” said Ana Ruiz.", "url": f"https://n.example/{number}"}


def shards(given: Part, size: int, *done: int) -> list[Shard]:
    return list(read_shards(given, ReadOptions(), size, frozenset(done)))


@pytest.mark.parametrize(
    ("count", "size", "lengths"), [(1, 2, [1]), (2, 2, [2]), (3, 2, [2, 1]), (4, 2, [2, 2]), (5, 100, [5])]
)
def test_a_part_is_cut_into_shards_and_the_last_one_says_so(
    count: int, size: int, lengths: list[int], tmp_path: Path
) -> None:
    found = shards(part(tmp_path, *map(said, range(count))), size)
    assert [len(shard.documents) for shard in found] == lengths
    assert [shard.number for shard in found] == list(range(len(lengths)))
    assert [shard.is_last for shard in found] == [False] * (len(lengths) - 1) + [True]
    assert {shard.part for shard in found} == {"part-000003"}


def test_shards_that_are_done_are_passed_over_and_the_others_are_the_same(tmp_path: Path) -> None:
    given = part(tmp_path, *map(said, range(7)))
    whole = shards(given, 2)
    assert shards(given, 2, 0, 2) == [whole[1], whole[3]]


def test_what_cannot_be_read_counts_and_what_is_repeated_is_there_once(tmp_path: Path) -> None:
    given = part(tmp_path, said(0), {"title": "No text"}, said(0), said(1), {"title": "No text"}, said(2))
    first, second = shards(given, 4)
    assert [document.address for document in first.documents] == ["https://n.example/0", "https://n.example/1"]
    assert (len(first.skipped), first.repeated) == (1, 1)
    assert (len(second.skipped), len(second.documents)) == (1, 1)


def test_very_long_documents_make_small_shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST", 50)
    given = part(tmp_path, *map(said, range(5)))
    assert [len(shard.documents) for shard in shards(given, 100)] == [2, 2, 1]


def test_a_part_without_documents_is_one_shard_that_says_why(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (found,) = shards(Part(0, (InputFile(str(tmp_path / "empty.txt")), InputFile(str(tmp_path / "gone.txt")))), 10)
    assert found.is_last
    assert found.documents == ()
    assert [skipped.reason for skipped in found.skipped] == [
        "the file is empty",
        "no such file or folder; check the path",
    ]


def test_documents_are_those_that_extract_reads(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“No,” said Ana Ruiz.", "utf-8")
    (found,) = shards(Part(0, (InputFile(str(tmp_path / "a.txt")),)), 10)
    assert found.documents == (Document(text="“No,” said Ana Ruiz.", address=str(tmp_path / "a.txt")),)
