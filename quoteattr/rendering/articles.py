"""What is rendered: an article with the records of its statements.

In: an `Extraction`, or the records that a query gives. Out: `Article`s::

    for article in articles_of(lookup(Path("quotes.db"), "belousov")):
        print(article.heading, len(article.records))
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, TextIO

from quoteattr.components.vocabulary import fold
from quoteattr.statements import Extraction, Kind, Modality, Polarity, as_record
from quoteattr.store.reviews import Judgement

if TYPE_CHECKING:
    from rich.console import Console

WIDTH_OF_A_FILE = 140  # characters a line

# Fields of the document that each record repeats, so that it can stand alone in a list.
DOCUMENT_FIELDS = ("outlet", "published", "title", "address")
# What control a terminal or turn the direction of text: never part of what somebody said.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ARTICLE = re.compile(r"^(?:the|an?) ")
# What the source does with the words. A denial must never read as an assertion, nor must a question.
ACTS: Mapping[str, str] = {
    Polarity.DENIED: "denies",
    Polarity.NOT_SAID: "did not say",
    Modality.QUESTION: "asks",
    Modality.DIRECTIVE: "urges",
    Modality.THOUGHT: "thinks",
    Modality.HYPOTHETICAL: "may say",
    Modality.FUTURE: "will say",
}
PLAIN_ACT = "says"
# Acts that the verb of the text tells by itself.
_OF_VERB = {PLAIN_ACT, ACTS[Modality.THOUGHT], ACTS[Modality.DIRECTIVE]}
# What a reviewer has marked wrong is not said at all; the record of an extraction has no review.
REFUTED = "does not say (reviewed)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document and statements in it.

    Attributes:
        title, outlet, published, address: of the document, None where unknown.
        text: of the document; None when only the statements are at hand.
        records: JSON objects of docs/data-model.md, each with the `DOCUMENT_FIELDS` and `review`.
    """

    title: str | None
    outlet: str | None
    published: str | None
    address: str | None
    text: str | None = None
    records: tuple[dict[str, Any], ...]

    @property
    def heading(self) -> str:
        """Date, outlet, title and address in one line, as far as they are known."""
        known = (self.published, self.outlet, self.title, self.address)
        return " · ".join(clean(part) for part in known if part) or "standard input"


def article_of(extraction: Extraction, *, include_thoughts: bool = True, include_all: bool = False) -> Article:
    """The article of an extraction, with its statements in the order of the text."""
    document = extraction.document
    facts = {name: getattr(document, name) for name in DOCUMENT_FIELDS}
    statements = (
        statement
        for statement in extraction.statements
        if include_all
        or (statement.proposition is not False and (include_thoughts or statement.modality is not Modality.THOUGHT))
    )
    records = tuple({**as_record(statement), **facts, "review": None} for statement in statements)
    return Article(**facts, text=document.text, records=records)


def articles_of(records: Iterable[dict[str, Any]]) -> Iterator[Article]:
    """The articles of the records of a query: neighbours of one document together."""
    for _, group in groupby(records, itemgetter("document_id")):
        found = tuple(group)
        yield Article(**{name: found[0][name] for name in DOCUMENT_FIELDS}, records=found)


def pieces_within(records: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The quotes that a mixed claim among the records has in it, by id: a list shows their words there, and once.

    A piece that is not said as its claim is (by somebody else, or denied where the claim is not) stands for itself.
    """
    found = tuple(records)
    claims = {record["id"]: _said(record) for record in found if record["kind"] == Kind.MIXED}
    pieces = (record for record in found if record["kind"] == Kind.DIRECT and record["claim_id"] in claims)
    return frozenset(piece["id"] for piece in pieces if claims[piece["claim_id"]] == _said(piece))


def _said(record: Mapping[str, Any]) -> tuple[Any, ...]:
    return record["speaker"], record["polarity"], record.get("review")


def act_of(record: Mapping[str, Any]) -> str:
    """What the speaker does with the words of the record: "says", "denies", "asks", ..."""
    if is_refuted(record):
        return REFUTED
    if is_negated(record):
        return ACTS[record["polarity"]]
    return ACTS.get(record["modality"], PLAIN_ACT)


def verb_of(record: Mapping[str, Any]) -> str:
    """How the speaker says the words: by the verb of the text ("accused", "vetoed"), unless that hides what is done."""
    act, cue = act_of(record), clean(record["cue"] or "")
    return cue if act in _OF_VERB and any(map(str.isalpha, cue)) else act


def is_negated(record: Mapping[str, Any]) -> bool:
    """Whether the speaker denies the words, or is reported not to have said them, or a reviewer finds so."""
    return is_refuted(record) or record["polarity"] in (Polarity.DENIED, Polarity.NOT_SAID)


def is_refuted(record: Mapping[str, Any]) -> bool:
    """Whether a reviewer has found that nobody is reported to say the words."""
    return record.get("review") == Judgement.WRONG


def speaker_of(record: Mapping[str, Any]) -> str:
    """The speaker's name; for an unsettled one "?" and the names that were considered."""
    if record["speaker"]:
        return clean(record["speaker"])
    return clean(" ".join(("?", *(record["candidates"] and [" or ".join(record["candidates"])]))))


def console_of(out: TextIO) -> "Console":
    """What prints tables: as wide as the terminal, or as COLUMNS says; a file is read in a wide window."""
    from rich.console import Console

    width = None if out.isatty() else get_terminal_size((WIDTH_OF_A_FILE, 0)).columns
    return Console(file=out, width=width, highlight=False, markup=False, emoji=False)


def role_of(record: Mapping[str, Any]) -> str:
    """The speaker's role; nothing where it only says the name again: “the minister” is a minister."""
    role, speaker = clean(record["role"] or ""), clean(record["speaker"] or "")
    return "" if role and _ARTICLE.sub("", fold(speaker)) == _ARTICLE.sub("", fold(role)) else role


def clean(text: str) -> str:
    """The text in one line, without characters that would steer a terminal."""
    return " ".join(CONTROLS.sub("", text).split())


def history_of(record: Mapping[str, Any]) -> str | None:
    """Where the words of a record were said first, and in which wordings; None when one document alone has them."""
    group = record.get("group")
    if not group or group["documents"] == 1:
        return None
    first = " · ".join(clean(part) for part in (group["first"], group["first_outlet"]) if part)
    since = f"first {first}, " if first else ""
    spread = f"{group['occurrences']} times in {group['documents']} documents, {group['wordings']} wordings"
    here = f"; here {group['relation']}: {clean(group['differs'])}" if group["differs"] else ""
    return f"{since}{spread}{here}"


def tail(text: str, most: int) -> str:
    """The end of a text, from the beginning of a word; at most so many characters of it."""
    return text if len(text) <= most else "…" + text[-most:].partition(" ")[2]


def head(text: str, most: int) -> str:
    """The beginning of a text, up to the end of a word; at most so many characters of it."""
    return text if len(text) <= most else text[:most].rpartition(" ")[0] + "…"
