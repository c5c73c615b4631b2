import pytest

from quoteattr.readers.registry import OWN, choose_reader, known_suffixes, readers


@pytest.mark.parametrize(
    ("data", "suffix", "name"),
    [
        pytest.param(b"It is unsafe.", ".txt", "text", id="suffix"),
        pytest.param(b"It is unsafe.", "", "text", id="nothing known"),
        pytest.param(b"It is unsafe.", ".news", "text", id="unknown suffix"),
        pytest.param(b"# Bridge", ".md", "markdown", id="markdown"),
        pytest.param(b"---\ntitle: Bridge\n---\n", "", "markdown", id="front matter"),
        pytest.param(b"<!DOCTYPE html><html>", ".txt", "html", id="HTML under another suffix"),
        pytest.param(b"\xef\xbb\xbf\n<!-- saved --><HTML>", "", "html", id="byte order mark and comment"),
        pytest.param(b"<b>bold</b> words", ".txt", "text", id="a tag does not make a page"),
        pytest.param(b'{"text": "x"}', "", "jsonl", id="object"),
        pytest.param(b'[\n {"text": "x"}]', ".txt", "jsonl", id="list"),
        pytest.param(b'["The plan] is dead," she said.', ".txt", "text", id="a bracket is not JSON"),
        pytest.param(b"{curly} words", ".json", "jsonl", id="suffix of JSON"),
    ],
)
def test_content_first_suffix_second(data: bytes, suffix: str, name: str) -> None:
    assert choose_reader(data, suffix).name == name


def test_every_module_of_the_folder_registers_its_reader() -> None:
    assert set(OWN) <= readers().keys()
    assert {".txt", ".md", ".html", ".htm", ".json", ".jsonl"} <= known_suffixes()
