"""A small database of every schema version, as the quoteattr of that version wrote it, packed by gzip.

`python -m tests.store.versions` writes that of the newest one; it is kept when the next step is added.
"""

import gzip
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path

from quoteattr.statements import Extraction
from quoteattr.store import RunCounts, open_store
from tests.store.extractions import ferry, numbered

FOLDER = Path(__file__).with_name("databases")
# The clock of the machine goes into no comparison.
_CLOCK = "UPDATE runs SET started = '2026-03-04T10:00:00+00:00', finished = '2026-03-04T10:00:05+00:00'"


def stored(version: int) -> Path:
    """Where the database of a version is kept."""
    return FOLDER / f"version-{version}.db.gz"


def fill(path: Path) -> None:
    """Saves what every version can hold: two papers that quote one person, others, and a file that was skipped."""
    with open_store(path, create=True) as store:
        run = store.start_run(version="1", model="sm")
        for extraction in (
            ferry(),
            ferry(address="other.txt", outlet="Other", text=f"Ferry news.\n{ferry().document.text}"),
        ):
            store.save(_plain(extraction), run)
        for number in range(9):
            store.save(_plain(numbered(number, quotes=2)), run)
        store.skip("broken.pdf", "no text in it", run)
        store.finish_run(run, RunCounts(documents=11, quotes=22, claims=4, skipped=1))
        store.connection.execute(_CLOCK)


def _plain(extraction: Extraction) -> Extraction:
    """The same without what older versions do not know, and leave empty."""
    quotes = tuple(replace(quote, proposition=None) for quote in extraction.quotes)
    claims = tuple(replace(claim, proposition=None) for claim in extraction.claims)
    return replace(extraction, quotes=quotes, claims=claims)


def unpack(version: int, path: Path) -> None:
    """Puts the database of a version at a path."""
    path.write_bytes(gzip.decompress(stored(version).read_bytes()))


def keep(folder: Path) -> Path:
    """Writes the database of the present version."""
    path = folder / "quotes.db"
    fill(path)
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA journal_mode = DELETE; VACUUM;")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    kept = stored(version)
    kept.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    return kept


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(keep(Path(made)))
