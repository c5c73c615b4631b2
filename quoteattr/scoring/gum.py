"""Gold documents from GUM, whose entities say who speaks.

In: a JSON line of GUM as it is converted (Zeldes 2017, "The GUM Corpus"): quotes with cue, source,
and the speaker with all mentions and roles. Out: a `GoldDocument`::

    gold = from_gum(json.loads(line))
    gold.relations[0].speaker.names

What its annotators leave open (optional, relayed, uncertain, hypothetical), reports of thought and
evidence, quotes inside quotes, items that nobody has reviewed, and turns, whose labels are not in
the text, go to `nested`, so that finding them is neither right nor wrong.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from quoteattr.documents import Document
from quoteattr.scoring.gold import GoldDocument, GoldRelation, GoldSpeaker, QuotedSegment, SourceForm
from quoteattr.scoring.predictions import to_spans
from quoteattr.spans import Span
from quoteattr.statements import Kind

TURN = "turn"  # of an interview or a hearing; the corpus has taken its label out of the text
LEFT_OPEN = ("optional", "relay", "uncertain", "hypothetical", "nested_in")
NOT_SPEECH = ("mental", "evidence")


def from_gum(line: Mapping[str, Any]) -> GoldDocument:
    """The gold document of a GUM line."""
    expected = [entry for entry in line["quotes"] if _is_expected(entry)]
    others = [entry for entry in line["quotes"] if not _is_expected(entry)]
    text = line["text"]
    return GoldDocument(
        id=line["id"],
        document=Document(text=text, title=line.get("title"), byline=line.get("author"), published=line.get("date")),
        group=line.get("genre", "?"),
        relations=tuple(_relation(text, entry) for entry in expected),
        nested=tuple(_relation(text, entry) for entry in others),
        quoted=tuple(_segments(expected, line.get("unattributed_quoted", ()))),
    )


def _is_expected(entry: Mapping[str, Any]) -> bool:
    scored = entry["reviewed"] and entry["kind"] != TURN and entry["cue_class"] not in NOT_SPEECH
    return scored and not any(entry.get(flag) for flag in LEFT_OPEN)


def _relation(text: str, entry: Mapping[str, Any]) -> GoldRelation:
    form = entry["source_form"]
    return GoldRelation(
        content=to_spans(entry["spans"]),
        cue=to_spans(entry["cue"]),
        source=to_spans(entry["source"]),
        kind=Kind.DIRECT if entry["kind"] == TURN else Kind(entry["kind"]),
        stated_form=SourceForm.EMPTY if form == "none" else SourceForm(form),
        speaker=_speaker(text, entry),
    )


def _speaker(text: str, entry: Mapping[str, Any]) -> GoldSpeaker | None:
    """The entity by all of its names; by its descriptions when it has no name."""
    entity = entry["speaker"] or {}
    stated = [entity.get("name"), entity.get("wiki"), entry.get("speaker_label")]
    names = _distinct([*stated, *_mentions(text, entity, "name")])
    if names:
        return GoldSpeaker(names=names, roles=tuple(entry["roles"]))
    descriptions = _distinct(_mentions(text, entity, "nominal"))
    return GoldSpeaker(names=descriptions, named=False, roles=tuple(entry["roles"])) if descriptions else None


def _mentions(text: str, entity: Mapping[str, Any], kind: str) -> Iterator[str]:
    for span, stated in zip(entity.get("mentions", ()), entity.get("mention_types", ()), strict=True):
        if stated == kind:
            yield Span(*span).of(text)


def _distinct(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _segments(entries: Sequence[Mapping[str, Any]], unattributed: Iterable[Sequence[int]]) -> Iterator[QuotedSegment]:
    """What stands in quotation marks; a block quote is one segment as a whole."""
    for index, entry in enumerate(entries):
        if "quoted" in entry:
            yield from (QuotedSegment(spans=to_spans([pair]), relation=index) for pair in entry["quoted"])
        elif entry["kind"] == Kind.DIRECT:
            yield QuotedSegment(spans=to_spans(entry["spans"]), relation=index)
    yield from (QuotedSegment(spans=to_spans([pair])) for pair in unattributed)
