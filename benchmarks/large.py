"""Makes a large database of invented quotes, to measure what a browser waits for.

In: a path and numbers. Out: a database with the tables, indexes and triggers of any other; the same numbers give the
same rows::

    make_database(Path("large.db"), quotes=1_000_000, speakers=200_000)
"""

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import Any
from unittest.mock import patch

from quoteattr.documents import Document
from quoteattr.spans import Span
from quoteattr.statements import (
    Claim,
    Extraction,
    Kind,
    Modality,
    Polarity,
    Quote,
    Speaker,
    SpeakerType,
    Statement,
)
from quoteattr.store import Store, open_store, rows

QUOTES_A_DOCUMENT, CLAIMS_A_DOCUMENT = 10, 2
OUTLETS, ROLES, WORDS = 120, 400, 20_000
SUBJECTS, SUBJECTS_A_DOCUMENT = 30_000, 6
# The last claim of a document is mixed: so many of its last words are quoted.
QUOTED_WORDS = 4
# Utterances that stand in several documents; those of the program are made by benchmarks/million.py.
SEEN_AGAIN = 20_000
SEED = 5
# One in so many documents commits: a transaction a document would measure the disk.
BATCH = 2_000
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstv" for vowel in "aeiou"]
CUES = ("said", "told", "added", "according to", "wrote", "warned", "argued", "announced")


def make_database(path: Path, *, quotes: int, speakers: int) -> None:
    """Fill a new database."""
    chance = random.Random(SEED)
    vocabulary = Vocabulary(chance, speakers)
    with open_store(path, create=True) as store:
        store.connection.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;")
        run = store.start_run(version="bench", model="none")
        documents = quotes // QUOTES_A_DOCUMENT
        # No invented person has an age, and to look for those of so many takes longer than all else.
        with indexed_afterwards(store.connection), patch.object(rows, "born_in", return_value=None):
            for first in range(0, documents, BATCH):
                with store.transaction():
                    for number in range(first, min(first + BATCH, documents)):
                        insert(store, extraction(number, chance, vocabulary), run)
        store.connection.execute(_GROUPS, (SEEN_AGAIN,))


@contextmanager
def indexed_afterwards(connection: sqlite3.Connection) -> Iterator[None]:
    """Makes all indexes at the end, full-text ones too: row by row they take most of the time."""
    query = "SELECT type, name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL OR type = 'trigger' "
    dropped = connection.execute(f"{query} AND sql LIKE '%_fts%' ORDER BY type").fetchall()
    for kind, name, _ in dropped:
        connection.execute(f"DROP {kind} {name}")
    yield
    for *_, sql in dropped:
        connection.execute(sql)
    full_text = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'"
    for (name,) in connection.execute(full_text).fetchall():
        connection.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")


_GROUPS = """
INSERT INTO quote_groups (id, text, speaker_id, occurrences, documents, outlets, wordings, first, last, first_quote_id)
SELECT id, text, speaker_id, 2 + rowid % 7, 2, 2, 1, published, published, id FROM quotes
WHERE claim_id IS NULL LIMIT ?"""


@contextmanager
def large_database(description: str | None) -> Iterator[Path]:
    """The database that the options of the command line ask for, made where it is not there yet."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0] if description else None)
    parser.add_argument("--quotes", type=int, default=1_000_000)
    parser.add_argument("--speakers", type=int, default=200_000)
    parser.add_argument("--database", type=Path, help="keep the database here, and use it again")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.database or Path(folder) / "large.db"
        if not path.exists():
            begin = time.perf_counter()
            make_database(path, quotes=arguments.quotes, speakers=arguments.speakers)
            print(f"made {path} in {time.perf_counter() - begin:.0f} s", file=sys.stderr)
        yield path


def count_rows(path: Path) -> tuple[int, int]:
    """How many quotes and speakers the database holds."""
    with open_store(path, read_only=True) as store:
        ask = store.connection.execute
        return ask("SELECT count(*) FROM quotes").fetchone()[0], ask("SELECT count(*) FROM speakers").fetchone()[0]


class Vocabulary:
    """Invented words, names, outlets and roles; a few of each are frequent, most are rare."""

    def __init__(self, chance: random.Random, speakers: int) -> None:
        """Draw them."""
        self.chance = chance
        self.words = [self._word(2 + number % 2) for number in range(WORDS)]
        self.weights = list(accumulate(1 / (number + 10) for number in range(WORDS)))
        self.names = [
            f"{self._word(2).title()} {self._word(3).title()}{_letters(number)}" for number in range(speakers)
        ]
        self.number = {name: number for number, name in enumerate(self.names)}
        self.outlets = [f"The {self._word(3).title()} Post" for _ in range(OUTLETS)]
        self.subjects = [f"{self._word(2)} {self._word(2)}" for _ in range(SUBJECTS)]
        self.roles = [f"{self._word(2)} {kind}" for kind in ("minister", "director") for _ in range(ROLES // 2)]

    def _word(self, syllables: int) -> str:
        return "".join(self.chance.choices(SYLLABLES, k=syllables))

    def sentence(self) -> str:
        """Some twelve words."""
        words = self.chance.choices(self.words, cum_weights=self.weights, k=self.chance.randint(6, 18))
        return " ".join(words).capitalize()

    def some(self, values: list[str]) -> str:
        """One of the values; the first ones often."""
        return values[int(len(values) * self.chance.random() ** 3)]


def _letters(number: int) -> str:
    """A number as the end of a surname: names with digits are no names."""
    return "".join(SYLLABLES[int(digit)] for digit in str(number))


def extraction(number: int, chance: random.Random, vocabulary: Vocabulary) -> Extraction:
    """One document; each speaker is quoted several times."""
    names = [vocabulary.some(vocabulary.names) for _ in range(3)]
    roles = {name: vocabulary.roles[vocabulary.number[name] % ROLES] for name in names}
    statements = QUOTES_A_DOCUMENT + CLAIMS_A_DOCUMENT
    said = [(vocabulary.sentence(), chance.choice(names), vocabulary.some([*CUES])) for _ in range(statements)]
    text, spans = "", []
    for place, (words, name, cue) in enumerate(said, 1):
        quoted = len(" ".join(words.split()[-QUOTED_WORDS:])) if place == statements else len(words)
        begin = len(text) + (quoted == len(words))
        text += f"{words[:-quoted]}“{words[-quoted:]},” {name} {cue}.\n"
        spans.append(Span(begin, begin + len(words) + (quoted < len(words))))
    document = Document(
        text=text,
        address=f"https://example.org/{number}",
        title=vocabulary.sentence(),
        outlet=vocabulary.some(vocabulary.outlets),
        published=f"{2016 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}",
        language="en",
    )
    made = [
        statement(place, document, span, (name, *(names[:2] * (chance.random() < 0.02))), roles[name], cue, chance)
        for place, ((_, name, cue), span) in enumerate(zip(said, spans, strict=True))
    ]
    made.append(piece(made[-1]))
    return Extraction(
        document=document,
        quotes=tuple(found for found in made if isinstance(found, Quote)),
        claims=tuple(found for found in made if isinstance(found, Claim)),
        speakers=tuple(
            Speaker(name=name, type=SpeakerType.PERSON, names=(name, name.split()[1]), roles=(roles[name],))
            for name in dict.fromkeys(names)
        ),
        subjects=tuple(vocabulary.some(vocabulary.subjects) for _ in range(SUBJECTS_A_DOCUMENT)),
    )


def statement(
    place: int, document: Document, span: Span, names: tuple[str, ...], role: str, cue: str, chance: random.Random
) -> Quote | Claim:
    """A quote, or one of the last ones of the document: a claim; of the first name, or of those behind it together."""
    values: dict[str, Any] = {
        "document_id": document.id,
        "text": document.text[span.start : span.end],
        "spans": (span,),
        "speaker": names[0] if len(names) == 1 and chance.random() < 0.95 else None,
        "members": names[1:],
        "speaker_type": SpeakerType.PERSON,
        "role": role,
        "cue": cue,
        "polarity": Polarity.DENIED if chance.random() < 0.03 else Polarity.ASSERTED,
        "modality": Modality.THOUGHT if chance.random() < 0.03 else Modality.STATEMENT,
        "proposition": chance.random() >= 0.05,
        "confidence": round(chance.random(), 3),
        "speaker_confidence": round(chance.random(), 3),
        "method": "model",
    }
    if place < QUOTES_A_DOCUMENT:
        return Quote(kind=Kind.DIRECT, **values)
    mixed = place == QUOTES_A_DOCUMENT + CLAIMS_A_DOCUMENT - 1
    return Claim(kind=Kind.MIXED if mixed else Kind.INDIRECT, **values)


def piece(claim: Statement) -> Quote:
    """The quoted words of a mixed claim."""
    span = Span(claim.spans[0].start + claim.text.index("“") + 1, claim.spans[0].end)
    values = {name: getattr(claim, name) for name in Statement.__dataclass_fields__}
    quoted = claim.text[claim.text.index("“") + 1 :]
    return Quote(**{**values, "kind": Kind.DIRECT, "text": quoted, "spans": (span,), "claim_id": claim.id})


def insert(store: Store, found: Extraction, run: int) -> None:
    """Insert the rows of a document; they are new, so nothing is compared."""
    document = found.document
    identities = {speaker: rows.speaker_id(speaker, document) for speaker in found.speakers}
    speakers = {speaker.name: speaker for speaker in found.speakers}

    def row_of(made: Statement) -> rows.Row:
        if made.speaker is None:
            return rows.statement_row(made, document, None, None, run)
        speaker = speakers[made.speaker]
        return rows.statement_row(made, document, identities[speaker], rows.appearance_id(speaker, document), run)

    for table, made in (
        ("documents", [rows.document_row(document, run)]),
        ("subjects", rows.subject_rows(found.subjects, document)),
        ("speakers", [rows.speaker_row(speaker, identity) for speaker, identity in identities.items()]),
        ("appearances", [rows.appearance_row(speaker, document, identity) for speaker, identity in identities.items()]),
        ("speaker_names", rows.name_rows(identities, document)),
        ("speaker_roles", rows.role_rows(identities, document)),
        ("claims", [*map(row_of, found.claims)]),
        ("quotes", [*map(row_of, found.quotes)]),
    ):
        columns = list(next(iter(made), ()))
        values = ", ".join(f":{name}" for name in columns)
        if made:
            store.connection.executemany(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values}) ON CONFLICT DO NOTHING", made
            )
