"""Tables of example sentences: inline marks for what an attribution has, and the statements expected.

`{s|...}` marks a source, `{k|...}` a cue, `{c|...}` a content; a number tells several attributions apart
(`{c2|...}`), and marks with the same letter and number make one role of several spans.
"""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from _pytest.mark import ParameterSet

from quoteattr.components.annotations import Attribution, Quotation, Reported
from quoteattr.components.attribution.assemble import assemble
from quoteattr.components.attribution.frames import frame_of
from quoteattr.components.attribution.order import find_structural
from quoteattr.components.quotations import find_quotations
from quoteattr.components.veridicality import judge_veridicality
from quoteattr.spans import Span, span_text
from quoteattr.statements import Kind
from tests.parses import parse

EXAMPLES = Path(__file__).parents[2] / "examples"

_OPEN = re.compile(r"\{(?P<role>[skc])(?P<number>\d?)\|")


def cases(name: str) -> list[ParameterSet]:
    """The entries of a table, each named by its `case`."""
    entries = yaml.safe_load((EXAMPLES / f"{name}.yml").read_text(encoding="utf-8"))
    return [pytest.param(entry, id=entry["case"], marks=_marks(entry)) for entry in entries]


def _marks(entry: dict[str, Any]) -> tuple[pytest.MarkDecorator, ...]:
    return (pytest.mark.xfail(strict=True, reason=entry["xfail"]),) if "xfail" in entry else ()


def read_marked(marked: str) -> tuple[str, tuple[Attribution, ...]]:
    """The text without its marks, and the attributions that they make."""
    text, open_marks = "", []
    spans: dict[tuple[str, str], list[Span]] = {}
    position = 0
    while position < len(marked):
        mark = _OPEN.match(marked, position)
        if mark:
            open_marks.append(((mark["number"], mark["role"]), len(text)))
            position = mark.end()
            continue
        if marked[position] == "}":
            key, start = open_marks.pop()
            spans.setdefault(key, []).append(Span(start, len(text)))
        else:
            text += marked[position]
        position += 1
    numbers = sorted({number for number, _ in spans})
    return text, tuple(
        Attribution(
            content=tuple(spans.get((number, "c"), ())),
            cue=tuple(spans.get((number, "k"), ())),
            source=tuple(spans.get((number, "s"), ())),
            method="model",
        )
        for number in numbers
    )


def assembled(text: str, found: tuple[Attribution, ...]) -> tuple[tuple[Quotation, ...], tuple[Reported, ...]]:
    """The quotations of a text, and its statements by the given attributions and all rules."""
    quotations = find_quotations(text)
    structural = find_structural(text, quotations)
    return quotations, assemble(text, quotations, (*found, *structural), lambda one: min(one.scores))


def judged(text: str, attribution: Attribution) -> Reported:
    """A statement of one attribution, with the polarity and modality that its sentence gives it."""
    frame = frame_of(text, attribution.cue, attribution.source, attribution.content)
    one = Reported(
        kind=Kind.MIXED,
        spans=attribution.content,
        cue=Span(attribution.cue[0].start, attribution.cue[-1].end),
        source=attribution.source[0] if attribution.source else None,
        act=frame.act,
    )
    return judge_veridicality(parse(text), find_quotations(text), [one])[0]


def described(text: str, one: Reported, fields: dict[str, Any]) -> dict[str, Any]:
    """Those fields of a statement that an expectation names, spans as the words that they cover."""
    values = {
        "kind": one.kind.value,
        "words": [span.of(text) for span in one.spans],
        "text": span_text(text, one.spans),
        "source": one.source.of(text) if one.source else None,
        "cue": one.cue.of(text) if one.cue else None,
        "method": one.method,
        "claim": one.claim,
        "parent": one.parent,
        "carried": one.carried,
        "polarity": one.polarity.value,
        "modality": one.modality.value,
        "medium": one.medium,
        "addressee": one.addressee,
    }
    return {name: values[name] for name in fields}


def check(entry: dict[str, Any]) -> None:
    """Assert that a text gives the statements that its entry expects, in order and no others."""
    text, found = read_marked(entry["text"])
    quotations, reported = assembled(text, found)
    expected = entry["statements"]
    if any({"polarity", "modality"} & set(fields) for fields in expected):
        reported = judge_veridicality(parse(text), quotations, reported)
    assert [one.kind.value + " " + span_text(text, one.spans) for one in reported] == [
        one.get("kind", "direct") + " " + one["text"] for one in expected
    ]
    for one, fields in zip(reported, expected, strict=True):
        assert described(text, one, fields) == fields
