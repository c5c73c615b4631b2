import re
from pathlib import Path

import pytest

from quoteattr.readers import registry
from quoteattr.readers.registry import OWN, SUBTITLES, choose_reader, known_suffixes, readers


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
        pytest.param(b"%PDF-1.7", ".txt", "pdf", id="PDF under another suffix"),
        pytest.param(b"PK\x03\x04..[Content_Types].xml", "", "docx", id="DOCX"),
        pytest.param(b"WARC/1.0\r\n", "", "warc", id="web archive"),
        pytest.param(b'<?xml version="1.0"?>\n<!-- made --><rss version="2.0">', ".html", "feed", id="RSS"),
        pytest.param(b'<feed xmlns="http://www.w3.org/2005/Atom">', "", "feed", id="Atom"),
        pytest.param(b"From: Mia Orr <m@example.org>\nSubject: Bridge\n\nNo.", "", "mail", id="mail"),
        pytest.param(b"Date: Monday\nPlace: Norvane\n\nNo.", "", "text", id="a date line makes no mail"),
        pytest.param(b"text,outlet\n", "", "table", id="header of a table"),
        pytest.param(b"url\tTitle\tBody\n", ".txt", "table", id="header with tabs"),
        pytest.param(b"Content, please\n", ".txt", "text", id="a headline with a comma"),
        pytest.param(b"body;soul\n", ".txt", "text", id="one known name makes no header"),
    ],
)
def test_content_first_suffix_second(data: bytes, suffix: str, name: str) -> None:
    assert choose_reader(data, suffix).name == name


def test_every_module_of_the_folder_registers_its_reader() -> None:
    folder = Path(registry.__file__).parent
    registering = {file.stem for file in folder.glob("*.py") if re.search("^@(stream_)?reader", file.read_text(), re.M)}
    assert registering == {SUBTITLES.get(name, name) for name in OWN}
    assert set(OWN) <= readers().keys()
    assert {".txt", ".md", ".html", ".htm", ".json", ".jsonl"} <= known_suffixes()
