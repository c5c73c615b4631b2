import re
from pathlib import Path

import pytest

from quoteattr.errors import QuoteattrError
from quoteattr.scale.places import Folder, InputFile
from quoteattr.scale.plan import Done, Part, extend_plan, read_plan, write_plan


def sources(*sizes: int) -> list[InputFile]:
    return [InputFile(f"{number}.txt", size, "v1") for number, size in enumerate(sizes)]


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ((), []),
        ((10, 10, 10, 10, 10), [3, 2]),  # as many as make a shard
        ((30_000_000, 30_000_000, 10), [1, 2]),  # as much as is read in one go
        ((90_000_000, 10, 90_000_000), [1, 1, 1]),
    ],
)
def test_small_files_are_read_together_and_large_ones_alone(sizes: tuple[int, ...], groups: list[int]) -> None:
    parts = extend_plan((), sources(*sizes), 3)
    assert [len(part.sources) for part in parts] == groups
    assert [source for part in parts for source in part.sources] == sources(*sizes)
    assert [part.name for part in parts[:2]] == ["part-000000", "part-000001"][: len(parts)]


def test_a_plan_only_grows() -> None:
    known = extend_plan((), sources(1, 1), 3)
    grown = extend_plan(known, sources(1, 1, 1), 3)
    assert grown == (*known, Part(1, (InputFile("2.txt", 1, "v1"),)))
    assert extend_plan(grown, sources(1), 3) == grown


@pytest.mark.parametrize("now", [InputFile("0.txt", 2, "v1"), InputFile("0.txt", 1, "v2")])
def test_a_file_that_has_changed_is_refused(now: InputFile) -> None:
    with pytest.raises(QuoteattrError, match=re.escape("0.txt has changed since this batch began (1 bytes of v1 then")):
        extend_plan(extend_plan((), sources(1), 3), [now], 3)


def test_a_plan_is_read_as_it_was_written(tmp_path: Path) -> None:
    folder = Folder(str(tmp_path))
    assert read_plan(folder) == ()
    odd = (InputFile("a\nb “c”.txt", 7, "1"), InputFile("bytes-\udce9.txt", 7, "1"), InputFile("https://n.example/1"))
    parts = (Part(0, odd), Part(1, (InputFile("d.txt", 0, "1"),)))
    write_plan(folder, parts)
    assert read_plan(folder) == parts


def test_what_is_left_to_do() -> None:
    parts = extend_plan((), sources(1, 1, 1), 1)
    done = Done()
    for part, number, is_last in (("part-000000", 0, True), ("part-000001", 1, True), ("part-000002", 0, False)):
        done.note(part, number, is_last)
    assert [(todo.part.number, set(todo.done)) for todo in done.todo(parts)] == [(1, {1}), (2, {0})]
    done.note("part-000001", 0, False)
    assert [todo.part.number for todo in done.todo(parts)] == [2]
