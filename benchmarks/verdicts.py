"""How often verify takes made-up words for said ones, and finds what was said though it was copied loosely.

In: a database of real articles. Out: tables on stdout: of 400 short sentences that nobody said, how many are found or
called near, and how much of their telling words the near ones share; of 400 quotes of the database, copied with other
marks, case, quotation marks, brackets or an omission, how many are found. Exit code 1 when something made up is found,
or called near with more than 70% of its telling words, or a true one is not found::

    python benchmarks/verdicts.py quotes.db
"""

import argparse
import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from generated import marks, short_sentence
from rich.console import Console
from rich.table import Table

from quoteattr.outcomes import Outcome
from quoteattr.statements import Modality, Polarity
from quoteattr.verify import verify_all
from quoteattr.wording import wording

SENTENCES, SEED = 400, 17
MOST_SHARED = 0.7
FEWEST_WORDS = 5
# What a speaker vouches for, once in each wording.
_QUOTES = f"""
SELECT text FROM quotes WHERE parent_id IS NULL AND polarity = '{Polarity.ASSERTED}'
AND modality IN ('{Modality.STATEMENT}', '{Modality.DIRECTIVE}') GROUP BY text ORDER BY min(rowid)"""
FOUND = frozenset({Outcome.EXACT, Outcome.FRAGMENT})


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("database", type=Path)
    arguments = parser.parse_args()
    rng = random.Random(SEED)
    bad = [*told_of_made_up(arguments.database, rng), *told_of_true(arguments.database, rng)]
    for line in bad:
        print(line)
    raise SystemExit(int(bool(bad)))


def told_of_made_up(path: Path, rng: random.Random) -> Iterator[str]:
    """What is wrong with the verdicts on sentences that nobody said."""
    asked = list(dict.fromkeys(short_sentence(rng) for _ in range(2 * SENTENCES)))[:SENTENCES]
    verdicts = list(verify_all(path, asked))
    print_outcomes("made up", Counter(verdict.outcome for verdict in verdicts))
    for verdict in verdicts:
        if verdict.outcome not in (Outcome.NOT_FOUND, Outcome.NEAR):
            yield f"{verdict.outcome}: {verdict.words}"
        elif verdict.outcome is Outcome.NEAR:
            first = verdict.candidates[0]
            print(f"near, {first.shared:.0%} shared: {verdict.words} | {first.record['text']}")
            if first.shared > MOST_SHARED:
                yield f"near, {first.shared:.0%} shared: {verdict.words}"


def told_of_true(path: Path, rng: random.Random) -> Iterator[str]:
    """What is wrong with the verdicts on what was said."""
    with closing(sqlite3.connect(path)) as connection:
        said = [text for (text,) in connection.execute(_QUOTES) if len(wording(text).words) >= FEWEST_WORDS]
    asked = [rng.choice(COPIES)(rng, text) for text in rng.sample(said, SENTENCES)]
    verdicts = list(verify_all(path, asked))
    print_outcomes("true", Counter(verdict.outcome for verdict in verdicts))
    for verdict in verdicts:
        if verdict.outcome not in FOUND:
            yield f"{verdict.outcome}: {verdict.words}"


def omitted(rng: random.Random, text: str) -> str:
    """One to three words within left out, and said so."""
    words = text.split()
    start = rng.randint(1, len(words) - 2)
    del words[start : start + rng.randint(1, 3)]
    return " ".join((*words[:start], rng.choice(("…", "...", "[...]", "(…)")), *words[start:]))


def bracketed(rng: random.Random, text: str) -> str:
    """A word within in brackets, or another one in its place."""
    words = text.split()
    place = rng.randint(1, len(words) - 2)
    words[place] = f"[{rng.choice((words[place].strip(',.'), 'it'))}]"
    return " ".join(words)


def quoted(rng: random.Random, text: str) -> str:
    """In other quotation marks."""
    return rng.choice(("“{}”", "'{}'", "«{}»", '"{}"', "‘{}’", "„{}“")).format(text.translate(_STRAIGHT))


_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
Copy = Callable[[random.Random, str], str]
COPIES: tuple[Copy, ...] = (lambda rng, text: text, marks, quoted, omitted, bracketed)


def print_outcomes(kind: str, outcomes: Counter[Outcome]) -> None:
    """A row for each outcome."""
    table = Table(title=f"{outcomes.total()} {kind}")
    table.add_column("verdict")
    table.add_column("sentences", justify="right")
    for outcome, number in outcomes.most_common():
        table.add_row(outcome, str(number))
    Console().print(table)


if __name__ == "__main__":
    main()
