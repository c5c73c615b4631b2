"""brat standoff: a folder with the text and the annotations of each document, for https://brat.nlplab.org/.

In: documents. Out: ID.txt and ID.ann for each, and annotation.conf, which names the types for brat::

    T1	Quote 1 14;30 44	the words of the quote
    T2	Source 16 24	Ana Ruiz
    R1	SaidBy Arg1:T1 Arg2:T2
    A1	Polarity T1 denied
    #1	AnnotatorNotes T1	{"id": ..., "speaker": ...}

Offsets are code points. brat has no spans over line breaks: they are split there. The note of a statement holds its
whole record, and the model that made it.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from quoteattr.errors import QuoteattrError
from quoteattr.spans import Span
from quoteattr.statements import Kind, Statement, as_record
from quoteattr.store.reading import Stored

CONFIGURATION = """\
# Made by quoteattr; the notes of the annotations name version and model.
[entities]
Quote
Claim
Source
Cue
[relations]
SaidBy\tArg1:Quote|Claim, Arg2:Source
ReportedBy\tArg1:Quote|Claim, Arg2:Cue
[events]
[attributes]
Polarity\tArg:Quote|Claim, Value:asserted|denied|not_said
Modality\tArg:Quote|Claim, Value:statement|question|directive|thought|hypothetical|future
"""
_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def write(found: Iterable[Stored], folder: Path) -> None:
    """Write a folder.

    Raises:
        QuoteattrError: the folder is there and holds something: annotations are not written over.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise QuoteattrError(f"{folder} is there already; name a new folder, so that no annotation is written over")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "annotation.conf").write_text(CONFIGURATION, encoding="utf-8")
    for stored in found:
        document = stored.extraction.document
        # Line breaks as they are: the offsets count them.
        (folder / f"{document.id}.txt").write_text(document.text, encoding="utf-8", newline="")
        lines = _Lines(document.text)
        for statement in stored.extraction.statements:
            lines.add(statement, {**as_record(statement), "run": stored.run})
        (folder / f"{document.id}.ann").write_text("".join(f"{line}\n" for line in lines.lines), encoding="utf-8")


class _Lines:
    """The lines of one .ann file; mentions that several statements share are written once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str] = []
        self.mentions: dict[tuple[str, Span], str] = {}
        self.counts = dict.fromkeys("TRA#", 0)

    def add(self, statement: Statement, note: dict[str, object]) -> None:
        """Add a statement with its source and cue."""
        spans = [piece for span in statement.spans for piece in self._pieces(span)]
        if not spans:
            return
        name = self._entity("Quote" if statement.kind is Kind.DIRECT else "Claim", spans)
        for relation, kind, mention in (
            ("SaidBy", "Source", statement.source_span),
            ("ReportedBy", "Cue", statement.cue_span),
        ):
            pieces = list(self._pieces(mention)) if mention else []
            if mention and pieces:
                target = self.mentions.get((kind, mention)) or self._entity(kind, pieces)
                self.mentions[kind, mention] = target
                self._line("R", f"{relation} Arg1:{name} Arg2:{target}")
        self._line("A", f"Polarity {name} {statement.polarity}")
        self._line("A", f"Modality {name} {statement.modality}")
        self._line("#", f"AnnotatorNotes {name}\t{json.dumps(note, ensure_ascii=True)}")

    def _pieces(self, span: Span) -> Iterator[Span]:
        """The span without line breaks."""
        for line in _LINE.finditer(span.of(self.text)):
            yield Span(span.start + line.start(), span.start + line.end())

    def _entity(self, kind: str, spans: list[Span]) -> str:
        places = ";".join(f"{span.start} {span.end}" for span in spans)
        return self._line("T", f"{kind} {places}\t{' '.join(span.of(self.text) for span in spans)}")

    def _line(self, letter: str, content: str) -> str:
        self.counts[letter] += 1
        name = f"{letter}{self.counts[letter]}"
        self.lines.append(f"{name}\t{content}")
        return name
