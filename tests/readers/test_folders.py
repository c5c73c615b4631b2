import os
from pathlib import Path

import pytest

from quoteattr.documents import Document
from quoteattr.readers import Skipped, read, read_all


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    (made / "bridge.txt").write_text("The bridge is closed.")
    return made


def found(*paths: object) -> tuple[list[Document], list[Skipped]]:
    skipped: list[Skipped] = []
    return list(read_all([str(path) for path in paths], skipped.append)), skipped


def link(path: Path, target: Path) -> None:
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("the file system has no links")


def test_links_that_leave_the_folder_are_skipped_with_their_reason(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("The secret.")
    (tmp_path / "elsewhere").mkdir()
    link(folder / "a.txt", tmp_path / "secret.txt")
    link(folder / "b.txt", Path("..", "secret.txt"))
    link(folder / "c", tmp_path / "elsewhere")
    documents, skipped = found(folder)
    assert [document.text for document in documents] == ["The bridge is closed."]
    assert [(item.address, item.reason) for item in skipped] == [
        (str(folder / name), "a link that leaves the folder; pass what it links to") for name in ("a.txt", "b.txt", "c")
    ]


def test_links_within_the_folder_are_files_and_links_to_folders_are_not_followed(folder: Path) -> None:
    link(folder / "again.txt", folder / "bridge.txt")
    link(folder / "circle", folder)
    documents, skipped = found(folder)
    assert [document.address for document in documents] == [str(folder / name) for name in ("again.txt", "bridge.txt")]
    assert skipped == []


def test_a_link_to_nothing_is_skipped(folder: Path) -> None:
    link(folder / "gone.txt", folder / "nothing.txt")
    _, (skipped,) = found(folder)
    assert skipped.reason.startswith("cannot be read: No such file")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_in_a_folder_does_not_hold_the_run_up(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    assert len(found(folder)[0]) == 1


@pytest.mark.parametrize(
    "name", ["two\nlines.txt", "a..%2f..%2fetc.txt", "-rf.txt", "a b'c\"d;e.txt", "\x1b[31mred.txt"]
)
def test_names_that_mean_harm_are_names(folder: Path, name: str) -> None:
    (folder / name).write_text("The second bridge is closed.")
    documents, skipped = found(folder)
    assert str(folder / name) in [document.address for document in documents]
    assert skipped == []


def test_patterns(folder: Path, tmp_path: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "deep" / "ferry.txt").write_text("A ferry runs.")
    (folder / "[1].txt").write_text("One.")
    assert [document.text for document in read(tmp_path / "*" / "b*.txt")] == ["The bridge is closed."]
    assert len(list(read(tmp_path / "**" / "*.txt"))) == 3
    assert [document.text for document in read(folder / "[1].txt")] == ["One."]
    assert found(tmp_path / "*.none") == (
        [],
        [Skipped(str(tmp_path / "*.none"), "no file fits this pattern; check the path")],
    )


def test_a_path_with_dots_is_read_as_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "deep").mkdir()
    monkeypatch.chdir(folder / "deep")
    (document,) = read(Path("..") / "bridge.txt")
    assert document.address == str(Path("..", "bridge.txt"))
