"""Puts reviews into effect: what a person has corrected stays so, however often the document is extracted.

In: the rows that a document is about to have, and its reviews. Out: the rows as the reviews leave them, and what
there is to note in the reviews::

    applied = apply_reviews(parts, document, reviews, names)

A review belongs to the statement that covers most of its words. When the text of the document has changed, the words
are looked for; a review whose words are gone waits for their return. A statement that an extraction does not find
again is put back when a person has found it right.
"""

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quoteattr.documents import Document, digest
from quoteattr.spans import PARAGRAPH_JOIN, Span, span_text
from quoteattr.statements import Kind, Speaker, SpeakerType
from quoteattr.store.review_rows import ACT, REFUTED, SURE, found_values
from quoteattr.store.reviews import BY_REVIEW, BY_REVIEWER, Judgement
from quoteattr.store.rows import (
    LINKS,
    Row,
    appearance_id,
    appearance_row,
    name_rows,
    role_rows,
    speaker_id,
)
from quoteattr.store.stored import STATEMENTS

# The share of their common words that a statement and a review must both have.
SAME_PLACE = 0.5

Parts = dict[str, list[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What reviews make of the rows of a document.

    Attributes:
        parts: the rows, by table.
        speakers: whom the reviews name beside those of the document, and who they are across documents.
        anchors: what to note in each review, whose number is its `id`; `was` is the statement that it has been of.
    """

    parts: Parts
    speakers: Mapping[Speaker, str]
    anchors: tuple[Row, ...]


def apply_reviews(
    parts: Parts, document: Document, reviews: Iterable[Row], names: Mapping[str, str], known: Mapping[str, str]
) -> Applied:
    """Puts the last review of each statement into effect.

    Args:
        parts: rows of the document as extracted, by table; rows of quotes and claims are replaced, not changed.
        document: whose rows they are.
        reviews: rows of `reviews` of the document, in the order in which they were made.
        names: speaker by id, for those in the rows.
        known: who the speakers that the document has had so far are across documents, by their ids in it.
    """
    rows = {**parts, **{table: [{"review": None, **row} for row in parts[table]] for table in STATEMENTS}}
    anchors: list[Row] = []
    speakers: dict[Speaker, str] = {}
    present = {row["id"] for row in parts["appearances"]}
    for *earlier, review in _by_statement(reviews):
        places = _located(review, document)
        if places is None:
            continue
        case = _Case(review=review, document=document, names=names, places=places, known=known, present=present)
        found = case.found(rows[case.table])
        after = case.corrected(found or case.restored())
        if after:
            # One that has the same words by now makes way.
            kept = [row for row in rows[case.table] if row is not found and row["id"] != after["id"]]
            rows[case.table] = [*kept, after]
            speakers.update(case.speakers(after))
        anchors += case.anchors(found, after, earlier)
    _name(rows, speakers, document)
    return Applied(parts=_linked(rows, anchors), speakers=speakers, anchors=tuple(anchors))


def _by_statement(reviews: Iterable[Row]) -> Iterable[list[Row]]:
    """The reviews of each statement together, in the order in which they were made."""
    made: dict[str, list[Row]] = {}
    for review in reviews:
        made.setdefault(review["statement_id"], []).append(review)
    return made.values()


_Places = tuple[tuple[Span, ...], tuple[Span, ...]]


def _located(review: Row, document: Document) -> _Places | None:
    """Where the words stand that were found, and those that are right; None when the text has them no more."""
    found = json.loads(review["found"])
    pairs = [(found["text"], json.loads(found["spans"])), (review["text"], json.loads(review["spans"]))]
    if review["document_id"] == document.id:
        found_at, right_at = (tuple(Span(*span) for span in spans) for _, spans in pairs)
        return found_at, right_at
    first, second = (locate(pieces_of(text, spans), spans[0][0], document.text) for text, spans in pairs)
    return (first, second) if first and second else None


def pieces_of(text: str, spans: Iterable[Sequence[int]]) -> Iterator[str]:
    """The words of each span, from the text that `span_text` joined."""
    at = 0
    for start, end in spans:
        if at:
            at += len(PARAGRAPH_JOIN) if text.startswith(PARAGRAPH_JOIN, at) else 1
        yield text[at : at + end - start]
        at += end - start


def _nearest(words: str, start: int, into: str) -> int:
    before, after = into.rfind(words, 0, start + len(words)), into.find(words, start)
    known = [at for at in (before, after) if at >= 0]
    return min(known, key=lambda at: abs(at - start), default=-1)


def _share(left: Iterable[Sequence[int]], right: Iterable[Sequence[int]]) -> float:
    """Characters that both have, of those that either has."""
    ours, theirs = ({at for start, end in spans for at in range(start, end)} for spans in (left, right))
    return len(ours & theirs) / (len(ours | theirs) or 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A review and the document that it is put into effect in.

    Attributes:
        review: the row.
        document: as it is now.
        names: speaker by id, for those in the rows.
        places: where the words stand that were found, and those that are right.
        known: who the speakers that the document has had so far are across documents.
        present: ids of the speakers that the document has in this extraction.
    """

    review: Row
    document: Document
    names: Mapping[str, str]
    places: _Places
    known: Mapping[str, str]
    present: Container[str]

    @property
    def table(self) -> str:
        return "quotes" if self.review["kind"] == Kind.DIRECT else "claims"

    @property
    def refuted(self) -> bool:
        return bool(self.review["judgement"] == Judgement.WRONG)

    def found(self, rows: Iterable[Row]) -> Row | None:
        """The statement of the extraction that the review is about."""
        free = [row for row in rows if not row["review"]]
        same = [row for row in free if row["id"] == self.review["found_id"]]
        if same:
            return same[0]
        shares = [max(_share(json.loads(row["spans"]), spans) for spans in self.places) for row in free]
        best = max(range(len(free)), key=shares.__getitem__, default=None)
        return free[best] if best is not None and shares[best] >= SAME_PLACE else None

    def restored(self) -> Row | None:
        """What an earlier extraction found, where a person has found it right."""
        if self.refuted:
            return None
        row: Row = {"members": None, **json.loads(self.review["found"])}  # an older review knows of no members
        if self.review["document_id"] != self.document.id:
            row |= {"source_span": None, "cue_span": None}
        document = self.document
        known = {"document_id": document.id, "outlet": document.outlet, "published": document.published}
        return {**row, **known, "spans": json.dumps(self.places[0])}

    def corrected(self, row: Row | None) -> Row | None:
        """The row as the review leaves it."""
        review = self.review
        if row is None or self.refuted:
            return row and {**row, "review": review["judgement"], "confidence": REFUTED, "method": BY_REVIEW}
        return {
            **row,
            **self._words(row),
            **self._speaker(row),
            "role": review["role"],
            "proposition": True,
            "candidates": None,
            "members": row.get("members") if self.names.get(row["speaker_id"]) == review["speaker"] else None,
            "review": review["judgement"],
            "confidence": SURE,
            "speaker_confidence": SURE if self.review["speaker"] else None,
            "method": BY_REVIEWER if review["found_by"] == BY_REVIEWER else BY_REVIEW,
            "evidence": None,
            **{name: review[name] for name in ACT},
        }

    def _words(self, row: Row) -> Row:
        spans = self.places[1]
        offsets = ",".join(f"{span.start}-{span.end}" for span in spans)
        return {
            "id": digest(self.document.id, row["kind"], offsets),
            "text": span_text(self.document.text, spans),
            "spans": json.dumps(spans),
            "start": spans[0].start,
            "begins_at": self.document.second_at(spans[0].start),
        }

    def _speaker(self, row: Row) -> Row:
        kind = {"speaker_type": self.review["speaker_type"]}
        if not self.review["speaker"]:
            return {**kind, "speaker_id": None, "appearance_id": None, "anonymous": False}
        if self.names.get(row["speaker_id"]) == self.review["speaker"] and row["appearance_id"] in self.present:
            return kind
        speaker = self._named()
        key = appearance_id(speaker, self.document)
        identity = self.known.get(key, speaker_id(speaker, self.document))
        return {**kind, "speaker_id": identity, "appearance_id": key, "anonymous": False}

    def _named(self) -> Speaker:
        review = self.review
        roles = (review["role"],) if review["role"] else ()
        return Speaker(name=review["speaker"], type=SpeakerType(review["speaker_type"]), roles=roles)

    def speakers(self, after: Row) -> dict[Speaker, str]:
        """Whom the review names, unless the document has them already."""
        new = not self.refuted and after["speaker_id"] and after["appearance_id"] not in self.present
        return {self._named(): after["speaker_id"]} if new else {}

    def anchors(self, found: Row | None, after: Row | None, earlier: Iterable[Row]) -> Iterator[Row]:
        """What to note in the reviews of the statement: where it is now, and, in the last, what was extracted.

        Earlier ones keep the words that they were about.
        """
        key = {"was": self.review["statement_id"]}
        place: Row = {"document_id": self.document.id, "title": self.document.title}
        now: Row = {"statement_id": after["id"]} if after else {}
        words = {"spans": after["spans"], "text": after["text"]} if after else {}
        extracted = found_values(found, self.names) if found else {"found_id": None}
        for review in earlier:
            spans = _respanned(review, self.document)
            moved = {**place, "spans": spans} if spans else {}
            yield {**key, "id": review["id"], **now, **moved, "found_id": extracted["found_id"]}
        yield {**key, "id": self.review["id"], **now, **place, **words, **extracted}


def _respanned(review: Row, document: Document) -> str | None:
    """Where the words of an earlier review stand in the document, as JSON; None when it has them no more."""
    places = _located(review, document)
    return json.dumps(places[1]) if places else None


def as_extracted(parts: Parts, reviews: Iterable[Row]) -> Parts:
    """The rows of a document as they were before its reviews changed them."""
    found = {review["statement_id"]: review for review in reviews}
    identities = {row["id"]: row["speaker_id"] for row in parts["appearances"]}

    def as_found(review: Row) -> Row:
        row: Row = json.loads(review["found"])
        # Whom a name means across documents may have been found out since.
        return {**row, "speaker_id": identities.get(row["appearance_id"], row["speaker_id"])}

    def before(rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            if row["review"] is None:
                yield row
            elif found[row["id"]]["found_id"]:
                yield {**row, "review": None, **as_found(found[row["id"]])}

    return {table: [*before(rows)] if table in STATEMENTS else rows for table, rows in parts.items()}


def locate(pieces: Iterable[str], near: int, text: str) -> tuple[Span, ...] | None:
    """Where pieces of text stand, the first one near an offset and the others after it; None when one does not."""
    spans: list[Span] = []
    for words in pieces:
        at = text.find(words, spans[-1].end) if spans else _nearest(words, near, text)
        if at < 0:
            return None
        spans.append(Span(at, at + len(words)))
    return tuple(spans)


def _name(rows: Parts, speakers: Mapping[Speaker, str], document: Document) -> None:
    """The document names whom the reviews name, in the role that they give."""
    made = {
        "appearances": [appearance_row(speaker, document, identity) for speaker, identity in speakers.items()],
        "speaker_names": name_rows(speakers, document),
        "speaker_roles": role_rows(speakers, document),
    }
    for table, found in made.items():
        keys = [_key(row) for row in rows[table]]
        rows[table] = [*rows[table], *(row for row in found if _key(row) not in keys)]


def _key(row: Row) -> tuple[Any, ...]:
    return row["speaker_id"], row.get("id"), row.get("name"), row.get("role")


def _linked(rows: Parts, anchors: Iterable[Row]) -> Parts:
    """The rows with their links to one another leading to the ids of now, or nowhere."""
    moved = [row for row in anchors if "statement_id" in row]
    now = {row[key]: row["statement_id"] for row in moved for key in ("was", "found_id") if row[key]}
    ids = {row["id"] for table in STATEMENTS for row in rows[table]}

    def led(row: Row) -> Row:
        links = {name: now.get(row[name], row[name]) for name in ("claim_id", *LINKS) if row.get(name)}
        return {**row, **{name: target if target in ids else None for name, target in links.items()}}

    return {table: [led(row) for row in found] if table in STATEMENTS else found for table, found in rows.items()}
