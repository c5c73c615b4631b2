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
from collections.abc import Iterator
from pathlib import Path

import quoteattr
from quoteattr.components import component
from quoteattr.documents import Document
from quoteattr.pipeline import annotate
from quoteattr.scoring import read_gold
from quoteattr.spans import Span
from quoteattr.statements import Extraction, Kind, Quote, Speaker, SpeakerType
from quoteattr.store import open_store

ARTICLES = Path(__file__).parents[1] / "tests" / "gold" / "articles"
GIVEN = [
    "Ana",
    "Bo",
    "Carla",
    "Dario",
    "Elin",
    "Farid",
    "Greta",
    "Hugo",
    "Ines",
    "Jonas",
    "Kira",
    "Lars",
    "Mira",
    "Nils",
    "Olga",
    "Paul",
]
PARTS = [
    "bar",
    "den",
    "fal",
    "gor",
    "hal",
    "kes",
    "lor",
    "mun",
    "nor",
    "pel",
    "rav",
    "sol",
    "tor",
    "ves",
    "wik",
    "zan",
]
ROLES = ("mayor of {}", "surgeon at {} Hospital", "economist in {}", "novelist from {}")
TOGETHER = 4  # people of a document
OFTEN = 2  # documents of a person


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("people", nargs="?", type=int, default=100_000)
    people = parser.parse_args().people
    print(f"finding speakers takes {share_of_extraction():.1%} of extraction")
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "quotes.db", create=True) as store:
        run = store.start_run(version=quoteattr.__version__, model="none")
        with store.transaction():
            for extraction in documents(people):
                store.save(extraction, run)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.process_time()
        blocks = store.settle_speakers()
        seconds = time.process_time() - start
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        found = store.connection.execute("SELECT count(*) FROM speakers").fetchone()[0]
    print(f"{people:,} people: {found:,} speakers from {blocks:,} blocks of names")
    print(f"in {seconds:.0f} s of processor time, with {grown // 1024} MB more than before")


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
    appearances = [number for number in range(people) for _ in range(OFTEN)]
    chance.shuffle(appearances)
    for number in range(0, len(appearances), TOGETHER):
        yield document(number, sorted(set(appearances[number : number + TOGETHER])), chance)


def document(number: int, speakers: list[int], chance: random.Random) -> Extraction:
    """A document of a few speakers, each with one quote."""
    text = f"Article {number}. " + " ".join(f"“No {speaker},” said {name_of(speaker)}." for speaker in speakers)
    made = Document(text=text, address=f"{number}.txt", outlet=f"outlet {chance.randrange(50)}")
    quotes = []
    for speaker in speakers:
        start = text.index(f"No {speaker},")
        span = Span(start, text.index(",", start))
        fields = {"speaker": name_of(speaker), "speaker_type": SpeakerType.PERSON, "confidence": 0.9, "method": "made"}
        quotes.append(Quote(document_id=made.id, kind=Kind.DIRECT, text=span.of(text), spans=(span,), **fields))
    told = tuple(
        Speaker(name=name_of(each), type=SpeakerType.PERSON, names=(name_of(each),), roles=(role_of(each),))
        for each in speakers
    )
    return Extraction(document=made, quotes=tuple(quotes), claims=(), speakers=told)


def name_of(number: int) -> str:
    """A name; a surname is borne by some twenty people, most full names by one."""
    rest = number // len(GIVEN)
    surname = "".join(PARTS[rest // len(PARTS) ** place % len(PARTS)] for place in range(3))
    return f"{GIVEN[number % len(GIVEN)]} {surname.title()}"


def role_of(number: int) -> str:
    """What the bearer of a number is."""
    return ROLES[number % len(ROLES)].format(PARTS[number * 7 // 3 % len(PARTS)].title())


if __name__ == "__main__":
    main()
