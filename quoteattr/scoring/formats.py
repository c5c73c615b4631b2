"""Reading annotated text, in whatever of the formats it is.

In: paths. Out: gold documents. A `.jsonl` file holds one document a line, either with `relations`
(as PolNeAR is converted; docs/annotation.md lists the fields) or with `quotes` that know their
speaker (as GUM is); a `.txt` file is an article with marks (see `markup`), a folder holds any of
them::

    documents = list(read_gold([Path("tests/gold/articles")]))
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from quoteattr.annotation.article import read_articles
from quoteattr.documents import Document
from quoteattr.errors import GoldError
from quoteattr.scoring.gold import GoldDocument, GoldRelation, GoldSpeaker, QuotedSegment, SourceForm
from quoteattr.scoring.gum import from_gum
from quoteattr.scoring.markup import parse
from quoteattr.scoring.predictions import read_json_lines, to_spans
from quoteattr.scoring.press import read_press
from quoteattr.spans import Span
from quoteattr.statements import Kind, Modality, Polarity

SUFFIXES = (".jsonl", ".txt")


def read_gold(paths: Iterable[Path], texts: Iterable[Path] = (), part: str | None = None) -> Iterator[GoldDocument]:
    """The annotated documents of files and folders, in the order of their names.

    Args:
        paths: annotated text; a folder may also hold annotations as offsets (`.json`, one an article).
        texts: JSONL files with the articles that such annotations belong to.
        part: of annotations as offsets, only those of this part.

    Raises:
        GoldError: a file is missing or is not in a documented format; the message says where.
    """
    articles = {article.id: article for path in texts for article in read_articles(path)}
    for path in paths:
        if path.is_dir() and any(path.glob("*.json")):
            yield from read_press(path, articles, part)
        elif path.is_dir():
            yield from _read_folder(path)
        elif path.suffix == ".txt":
            yield _read_article(path)
        else:
            yield from (_parse_line(line, where) for where, line in read_json_lines(path))


def _read_folder(path: Path) -> Iterator[GoldDocument]:
    files = sorted(file for file in path.iterdir() if file.suffix in SUFFIXES)
    if not files:
        raise GoldError(f"{path}: no annotated text; it must hold files with {' or '.join(SUFFIXES)}")
    yield from read_gold(files)


def _read_article(path: Path) -> GoldDocument:
    try:
        return parse(path.stem, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: cannot be read: {error}") from error


def _parse_line(line: Any, where: str) -> GoldDocument:
    try:
        gold = from_gum(line) if "quotes" in line else _from_relations(line)
    except (KeyError, TypeError, ValueError) as error:
        raise GoldError(f"{where}: not an annotated document ({error!r}); see docs/annotation.md") from error
    for span in _all_spans(gold):
        if not 0 <= span.start <= span.end <= len(gold.text):
            raise GoldError(
                f"{where}: span {span.start} to {span.end} lies outside the text of {len(gold.text)} characters"
            )
    return gold


def _all_spans(gold: GoldDocument) -> Iterator[Span]:
    for relation in (*gold.relations, *gold.nested):
        yield from (*relation.content, *relation.cue, *relation.source)
    for segment in gold.quoted:
        yield from segment.spans
    yield from gold.ignored


def _from_relations(line: Mapping[str, Any]) -> GoldDocument:
    return GoldDocument(
        id=line["id"],
        document=Document(
            text=line["text"],
            title=line.get("title"),
            outlet=line.get("publisher"),
            byline=line.get("byline"),
            published=line.get("date"),
        ),
        group=line.get("group") or line.get("publisher") or "?",
        relations=tuple(_relation(entry) for entry in line["relations"]),
        nested=tuple(_relation(entry) for entry in line.get("nested", ())),
        quoted=tuple(_segment(entry) for entry in line["quoted"]),
        ignored=to_spans(line.get("discard")),
    )


def _relation(entry: Mapping[str, Any]) -> GoldRelation:
    form, polarity, modality = (entry.get(key) for key in ("source_form", "polarity", "modality"))
    speaker = entry.get("speaker")
    return GoldRelation(
        content=to_spans(entry["content"]),
        cue=to_spans(entry["cue"]),
        source=to_spans(entry["source"]),
        kind=Kind(entry["kind"]),
        stated_form=SourceForm(form) if form else None,
        speaker=None if speaker is None else _speaker(speaker),
        polarity=Polarity(polarity) if polarity else None,
        modality=Modality(modality) if modality else None,
    )


def _speaker(entry: Mapping[str, Any]) -> GoldSpeaker:
    return GoldSpeaker(names=tuple(entry["names"]), named=entry.get("named", True), roles=tuple(entry.get("roles", ())))


def _segment(entry: Mapping[str, Any]) -> QuotedSegment:
    return QuotedSegment(
        spans=to_spans(entry["spans"]),
        relation=entry["relation"] if entry["attributed"] else None,
        ignored=bool(entry.get("discard") or entry.get("unclosed")),
    )


def gold_as_line(gold: GoldDocument) -> str:
    """The JSON line of a gold document, with `relations`; `read_gold` reads it back."""
    line = {
        "id": gold.id,
        "title": gold.document.title,
        "publisher": gold.document.outlet,
        "group": gold.group,
        "byline": gold.document.byline,
        "date": gold.document.published,
        "text": gold.text,
        "relations": [_relation_as_dict(relation) for relation in gold.relations],
        "nested": [_relation_as_dict(relation) for relation in gold.nested],
        "quoted": [
            {
                "spans": segment.spans,
                "attributed": segment.relation is not None,
                "relation": segment.relation,
                "discard": segment.ignored,
            }
            for segment in gold.quoted
        ],
        "discard": gold.ignored,
    }
    return json.dumps(line, ensure_ascii=False)


def _relation_as_dict(relation: GoldRelation) -> dict[str, Any]:
    return {
        "content": relation.content,
        "cue": relation.cue,
        "source": relation.source,
        "kind": relation.kind,
        "source_form": relation.form,
        "speaker": None if relation.speaker is None else asdict(relation.speaker),
        "polarity": relation.polarity,
        "modality": relation.modality,
    }
