"""Who is found to speak: the sentences of tests/examples/speakers.yml and names.yml."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

import quoteattr
from quoteattr.components.annotations import Reported, Resolution
from quoteattr.components.speakers import resolve_speakers
from quoteattr.documents import Document
from quoteattr.spans import Span
from quoteattr.statements import Kind
from tests.parses import parse

EXAMPLES = Path(__file__).parents[1] / "examples"
MARK = re.compile(r"[\[\]<>“”^{}]")


@cache
def nlp() -> Language:
    """The model itself, for text that no table has."""
    return quoteattr.load()


def load_examples() -> list[Any]:
    files = (EXAMPLES / name for name in ("speakers.yml", "names.yml"))
    examples = [example for file in files for example in yaml.safe_load(file.read_text(encoding="utf-8"))]
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
    return resolve_speakers(parse(text), as_reported(sources, contents, cue), document).resolutions


@pytest.mark.parametrize("example", load_examples())
def test_speakers(example: dict[str, Any]) -> None:
    for found, expected in zip(resolve(example), example["expect"], strict=True):
        assert found.speaker == expected["speaker"], found
        if found.speaker is not None:
            assert found.type == expected.get("type", "person"), found
        assert found.anonymous == expected.get("anonymous", False), found
        for name in ("role", "evidence"):
            if name in expected:
                assert getattr(found, name) == expected[name], found
        if "candidates" in expected:
            assert list(found.candidates) == expected["candidates"], found


def source_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def test_a_chain_of_quotes_has_one_speaker() -> None:
    text = "“No,” said Nils Borg. " + "“No.” " * 50
    reported = [Reported(kind=Kind.DIRECT, spans=(Span(1, 3),), source=source_of(text, "Nils Borg"))]
    for index in range(50):
        start = 23 + 6 * index
        reported.append(Reported(kind=Kind.DIRECT, spans=(Span(start, start + 3),), carried=index))
    for order in (reported, reported[::-1]):
        turned = len(order) - 1
        linked = tuple(
            replace(item, carried=turned - item.carried) if order is not reported and item.carried is not None else item
            for item in order
        )
        found = resolve_speakers(parse(text), linked, Document(text=text)).resolutions
        assert {resolution.speaker for resolution in found} == {"Nils Borg"}


def test_speakers_come_once_with_their_names_and_roles() -> None:
    text = "Mayor Inge Tall said no. Tall said why. She left. Critics said yes."
    sources = [source_of(text, words) for words in ("Mayor Inge Tall", "Tall said", "Critics")]
    reported = tuple(Reported(kind=Kind.INDIRECT, spans=(), source=span) for span in sources)
    speakers = resolve_speakers(parse(text), reported, Document(text=text)).speakers
    assert [(speaker.name, speaker.names, speaker.roles) for speaker in speakers] == [
        ("Inge Tall", ("Inge Tall", "Tall"), ("Mayor",)),
        ("critics", ("critics",), ("critics",)),
    ]


SEED = Path(__file__).parents[2] / "seeds" / "russia-china-defence.txt"


@pytest.mark.parametrize(
    ("clause", "speaker", "role"),
    [
        ("Andrey Belousov said", "Andrey Belousov", "Russian Defence Minister"),
        ("Belousov added", "Andrey Belousov", "Russian Defence Minister"),
        ("he said", "Andrey Belousov", "Russian Defence Minister"),
        ("Dong reaffirmed", "Dong Jun", "Chinese Defence Minister"),
        ("Dong said", "Dong Jun", "Chinese Defence Minister"),
        ("He noted", "Dong Jun", "Chinese Defence Minister"),
        ("China’s Defence Ministry said", "China’s Defence Ministry", None),
        ("Authorities have", "authorities", None),
        ("US President Donald Trump threatened", "Donald Trump", "US President"),
    ],
)
def test_who_speaks_in_the_sample_article(clause: str, speaker: str, role: str | None) -> None:
    text = SEED.read_text(encoding="utf-8")
    clauses = [
        "Andrey Belousov said",
        "he said",
        "Belousov added",
        "China’s Defence Ministry said",
        "Dong reaffirmed",
        "Dong said",
        "He noted",
        "Authorities have",
        "US President Donald Trump threatened",
    ]
    sources = [source_of(text, words) for words in clauses]
    reported = tuple(
        Reported(kind=Kind.INDIRECT, spans=(), source=Span(span.start, text.rindex(" ", 0, span.end)))
        for span in sources
    )
    found = resolve_speakers(parse(text), reported, Document(text=text)).resolutions[clauses.index(clause)]
    assert (found.speaker, found.role) == (speaker, role)


WORDS = st.sampled_from(
    ["She", "said", "the", "Mayor", "Inge Tall", "“", "”", ",", ".", "\n\n", "of", "Acme", "’s", "who"]
)


@given(
    words=st.lists(WORDS, max_size=12),
    cuts=st.lists(st.integers(-5, 90), min_size=6, max_size=6),
    carried=st.integers(-1, 3),
)
def test_odd_text_and_odd_spans_raise_nothing(words: list[str], cuts: list[int], carried: int) -> None:
    text = " ".join(words)
    spans = [Span(*sorted(max(cut, 0) for cut in cuts[at : at + 2])) for at in (0, 2, 4)]
    reported = (
        Reported(kind=Kind.DIRECT, spans=(spans[0],), source=spans[1], cue=spans[2]),
        Reported(kind=Kind.DIRECT, spans=(spans[1],), carried=1),
        Reported(kind=Kind.INDIRECT, spans=(), source=spans[2], carried=carried),
        Reported(kind=Kind.DIRECT, spans=(spans[2],), carried=carried),
    )
    found = resolve_speakers(nlp()(text), reported, Document(text=text))
    assert len(found.resolutions) == len(reported)
    assert all(resolution.speaker is None or resolution.speaker for resolution in found.resolutions)
