"""How long speakers take: within documents as a share of extraction, and across a large database.

In: a number of people. Out: the share of the time that finding speakers takes on the articles of the project,
then the time and memory in which that many people, most of them in two documents, become speakers of the
whole database::

    python benchmarks/speakers.py 100000
"""

import argparse
import random
import resource
import tempfile
import time
from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from large import indexed_afterwards, insert

import quoteattr
from quoteattr.components import component
from quoteattr.documents import Document
from quoteattr.lexicon import load_entries
from quoteattr.pipeline import annotate
from quoteattr.scoring import read_gold
from quoteattr.spans import Span
from quoteattr.statements import Extraction, Kind, Quote, Speaker, SpeakerType
from quoteattr.store import Store, open_store

ARTICLES = Path(__file__).parents[1] / "tests" / "gold" / "articles"
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstv" for vowel in "aeiou"]
ROLES = ("mayor of {}", "surgeon at {} Hospital", "economist in {}", "novelist from {}")
TOGETHER = 4  # people of a document
OFTEN = 2  # documents of a person
FIRST_DAY, DAYS = date(2023, 1, 1), 700
SUBJECTS = 2_000


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("people", nargs="?", type=int, default=100_000)
    people = parser.parse_args().people
    print(f"finding speakers takes {share_of_extraction():.1%} of extraction")
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "quotes.db", create=True) as store:
        run = store.start_run(version=quoteattr.__version__, model="none")
        fill(store, people, run)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.process_time()
        blocks = store.settle_speakers()
        seconds = time.process_time() - start
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        found = store.connection.execute("SELECT count(*) FROM speakers").fetchone()[0]
        print(f"{people:,} people, {people * OFTEN:,} appearances: {found:,} speakers from {blocks:,} blocks of names")
        print(f"in {seconds:.0f} s of processor time, with {grown // 1024} MB more than before")
        for told, surname, borne in surnames(store):
            taken = seconds_of_one_more(store, surname, run)
            print(f"one document more, {told} surname ({borne:,} appearances): {taken * 1000:.0f} ms")


def fill(store: Store, people: int, run: int) -> None:
    """Insert the documents, with all their names still to be settled."""
    with indexed_afterwards(store.connection), store.transaction():
        for extraction in documents(people):
            insert(store, extraction, run)
        store.connection.execute(_UNSETTLED)


_UNSETTLED = "INSERT INTO unsettled_blocks SELECT DISTINCT block FROM appearances WHERE block IS NOT NULL"
_SURNAMES = "SELECT substr(block, 8), count(*) FROM appearances GROUP BY block ORDER BY count(*), block"


def surnames(store: Store) -> list[tuple[str, str, int]]:
    """The rarest surname, one in the middle, the commonest one, and how many appearances bear it."""
    rows = store.connection.execute(_SURNAMES).fetchall()
    return [(told, *rows[at]) for told, at in (("rarest", 0), ("usual", len(rows) // 2), ("commonest", -1))]


def seconds_of_one_more(store: Store, surname: str, run: int) -> float:
    """What a new document with a bearer of a surname takes until its speakers are settled."""
    query = "SELECT name FROM appearances WHERE block = ? ORDER BY id LIMIT 1"
    name = store.connection.execute(query, (f"person {surname}",)).fetchone()[0]
    made = document(f"more {surname}", [(name, ROLES[0].format("Marne"))], random.Random(1))
    start = time.process_time()
    with store.transaction():
        store.save(made, run)
    store.settle_speakers()
    return time.process_time() - start


def share_of_extraction() -> float:
    """The share of the time of extraction that goes into speakers and roles."""
    gold = [document.document for document in read_gold([ARTICLES])]
    nlp = quoteattr.load()
    list(annotate(gold, nlp))
    spent, resolve = 0.0, component.resolve_speakers

    def timed(*arguments):
        nonlocal spent
        start = time.process_time()
        found = resolve(*arguments)
        spent += time.process_time() - start
        return found

    component.resolve_speakers = timed
    start = time.process_time()
    list(annotate(gold, nlp))
    component.resolve_speakers = resolve
    return spent / (time.process_time() - start)


def documents(people: int) -> Iterator[Extraction]:
    """Documents in which each person speaks `OFTEN` times, in one of four roles at a place."""
    chance = random.Random(7)
    names = Names(chance)
    bearers = [(names.full(), ROLES[number % len(ROLES)].format(names.word(2))) for number in range(people)]
    appearances = [number for number in range(people) for _ in range(OFTEN)]
    chance.shuffle(appearances)
    for number in range(0, len(appearances), TOGETHER):
        speakers = sorted(set(appearances[number : number + TOGETHER]))
        yield document(str(number), sorted({bearers[each][0]: bearers[each] for each in speakers}.values()), chance)


def document(number: str, speakers: Sequence[tuple[str, str]], chance: random.Random) -> Extraction:
    """A document of a few speakers by name and role, each with one quote."""
    text = f"Article {number}. " + " ".join(f"“No by {name},” said {name}." for name, _ in speakers)
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    made = Document(text=text, address=f"{number}.txt", outlet=f"outlet {chance.randrange(50)}", published=f"{day}")
    quotes = []
    for name, _ in speakers:
        start = text.index(f"No by {name},")
        span = Span(start, text.index(",", start))
        fields = {"speaker": name, "speaker_type": SpeakerType.PERSON, "confidence": 0.9, "method": "made"}
        quotes.append(Quote(document_id=made.id, kind=Kind.DIRECT, text=span.of(text), spans=(span,), **fields))
    told = tuple(Speaker(name=name, type=SpeakerType.PERSON, names=(name,), roles=(role,)) for name, role in speakers)
    subjects = (f"subject {chance.randrange(SUBJECTS)}",)
    return Extraction(document=made, quotes=tuple(quotes), claims=(), speakers=told, subjects=subjects)


class Names:
    """Draws names: frequent ones as often as the lexicon has them, and rare ones."""

    def __init__(self, chance: random.Random) -> None:
        """Read the frequent ones."""
        self.chance = chance
        self.drawn = {kind: [*accumulate_shares(kind)] for kind in ("given", "surname")}

    def full(self) -> str:
        """A given name and a surname."""
        return f"{self._one('given')} {self._one('surname')}"

    def word(self, syllables: int) -> str:
        """A rare name."""
        return "".join(self.chance.choices(SYLLABLES, k=syllables)).title()

    def _one(self, kind: str) -> str:
        drawn, known = self.chance.random(), self.drawn[kind]
        at = bisect(known, (drawn, ""))
        return known[at][1] if at < len(known) else self.word(2 if kind == "given" else 3)


def accumulate_shares(kind: str) -> Iterator[tuple[float, str]]:
    """Frequent names with the share of people who bear this one or one of those before."""
    share = 0.0
    for entry in load_entries("name_frequencies").values():
        if entry.one("kind") == kind:
            for name in entry.many("names"):
                share += int(entry.one("in_100000")) / 100_000
                yield share, name


if __name__ == "__main__":
    main()
