"""Opens the file: what may be opened, how, and what a refusal says.

In: a path. Out: an SQLite connection with foreign keys on, whose schema is the present one, or a
`StoreError` that says what is wrong with the file, which is then left as it was::

    with refusals(path):
        connection = connect(path, create=True)
"""

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from quoteattr.errors import StoreError
from quoteattr.store.schema import APPLICATION_ID, migrate, pragma, target_version

# How long a writer waits for another one, in seconds. A transaction holds one document and takes
# milliseconds; half a minute is a stuck program, not a busy one.
BUSY_TIMEOUT = 30.0
BUSY_PAUSE = 0.02  # between two tries, where SQLite does not wait itself

# A file that nobody can write: read without looking for a log of changes.
FROZEN = "mode=ro&immutable=1"

# SQLite's own 2 MB make a search of a million statements read the same pages again and again.
CACHE_KIB = 64 * 1024

# SQLite's error names (the longest that fits is taken), and what a user can do about them.
_REFUSALS = {
    "SQLITE_NOTADB": "is not an SQLite database; name another file",
    "SQLITE_CORRUPT": "is damaged; put back a copy of it, or extract into a new database",
    "SQLITE_BUSY": "is locked by another program; close that one, or wait, and try again",
    "SQLITE_LOCKED": "is locked by another program; close that one, or wait, and try again",
    "SQLITE_READONLY": "cannot be written; check the permissions of the file and its folder",
    "SQLITE_PERM": "may not be opened; check the permissions of the file and its folder",
    "SQLITE_CANTOPEN": "cannot be opened; check that its folder exists and may be written",
    "SQLITE_FULL": "cannot grow: the disk is full; make room and try again",
    "SQLITE_IOERR": "cannot be read or written: the disk reports an error",
}


@contextlib.contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turns what SQLite refuses into a `StoreError` that names the file and the remedy."""
    try:
        yield
    except sqlite3.Error as err:
        # A Python build that gives no name (or a name of our own making) keeps SQLite's words.
        name = getattr(err, "sqlite_errorname", "")
        told = next((text for start, text in _REFUSALS.items() if name.startswith(start)), f"failed: {err}")
        raise StoreError(f"{path} {told}") from err


def connect(
    path: Path, *, create: bool = False, read_only: bool = False, timeout: float = BUSY_TIMEOUT
) -> sqlite3.Connection:
    """Opens a database of quoteattr, and brings an older one up to date.

    Args:
        path: the file.
        create: make it when it is missing or empty.
        read_only: the connection refuses to write. An older database is still brought up to
            date first (a copy is kept), since queries know the present schema only.
        timeout: seconds to wait for another writer.

    Raises:
        StoreError: the file is missing, is no database of quoteattr, or is a newer one's.
    """
    path = Path(path)
    _check_place(path, create=create)
    if not read_only:
        return _open(path, "mode=rwc" if create else "mode=rw", create=create, timeout=timeout)
    with refusals(path):
        reading = _reading_mode(path)
    if _is_outdated(path, reading, timeout):
        _open(path, "mode=rw", create=False, timeout=timeout).close()
    return _open(path, reading, create=False, timeout=timeout)


def inspect(path: Path) -> sqlite3.Connection:
    """Opens a database of quoteattr as it is, to look at it: an older one stays what it is.

    Raises:
        StoreError: the file is missing, is no database of quoteattr, or is a newer one's.
    """
    _check_place(path, create=False)
    with refusals(path):
        frozen = _reading_mode(path)
    connection = _raw(path, "mode=rw" if os.access(path, os.W_OK) and frozen != FROZEN else frozen, BUSY_TIMEOUT)
    try:
        with refusals(path):
            _checked_version(connection, path, create=False)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_place(path: Path, *, create: bool) -> None:
    """Refuses what needs no look into the file."""
    if path.is_dir():
        raise StoreError(f"{path} is a folder; name a file, such as {path / 'quotes.db'}")
    if not path.exists() and not create:
        raise StoreError(f"{path} does not exist; `quoteattr extract {path} PATH...` makes it")
    if not path.parent.is_dir():
        raise StoreError(f"{path.parent} does not exist; make the folder first")


def _open(path: Path, mode: str, *, create: bool, timeout: float) -> sqlite3.Connection:
    with refusals(path):
        connection = _raw(path, mode, timeout)
        try:
            version = _checked_version(connection, path, create=create)
            if mode.startswith("mode=rw"):
                _keep_log(connection, timeout)
                if version < target_version():
                    migrate(connection, path)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        except BaseException:
            connection.close()
            raise
    return connection


def _raw(path: Path, mode: str, timeout: float) -> sqlite3.Connection:
    """A connection in which transactions begin and end where this package says so."""
    uri = f"{path.absolute().as_uri()}?{mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def _checked_version(connection: sqlite3.Connection, path: Path, *, create: bool) -> int:
    """The schema version of the file, 0 for an empty one that may become a database."""
    # Counted first: another process may be making the tables, and marks the file in the same transaction.
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    version, application = pragma(connection, "user_version"), pragma(connection, "application_id")
    if application == APPLICATION_ID:
        if version > target_version():
            raise StoreError(
                f"{path} was written by a newer quoteattr (schema {version}, this one reads up to "
                f"{target_version()}); upgrade quoteattr, or extract into another database"
            )
        return version
    if tables or application or version:
        raise StoreError(f"{path} is an SQLite database of another program; name another file")
    if not create:
        raise StoreError(f"{path} is empty; `quoteattr extract {path} PATH...` fills it")
    return 0


def _keep_log(connection: sqlite3.Connection, timeout: float) -> None:
    """Makes changes go to a log beside the file; waits for a writer as any other change does.

    WAL: readers go on while one document is written. NORMAL is safe with it: a killed process
    loses nothing, a power cut at most the last documents, and never leaves half of one.
    """
    give_up = time.monotonic() + timeout
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as err:
            # The one change that SQLite does not wait for: two processes that make a file meet here.
            if not err.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > give_up:
                raise
            time.sleep(BUSY_PAUSE)
    connection.execute("PRAGMA synchronous = NORMAL")


def _is_outdated(path: Path, mode: str, timeout: float) -> bool:
    with refusals(path), contextlib.closing(_raw(path, mode, timeout)) as connection:
        return _checked_version(connection, path, create=False) < target_version()


def is_frozen(path: Path) -> bool:
    """Whether nobody can write the file, so that it is read as one that does not change."""
    with refusals(path):
        return _reading_mode(path) == FROZEN


def _reading_mode(path: Path) -> str:
    """How to open for reading.

    A WAL database in a folder that may not be written cannot be opened in the usual way; when no
    log lies beside it, nobody is writing, and it may be read as a file that does not change.
    """
    try:
        with contextlib.closing(_raw(path, "mode=ro", BUSY_TIMEOUT)) as connection:
            pragma(connection, "user_version")
    except sqlite3.OperationalError as err:
        no_log = not path.with_name(f"{path.name}-wal").exists()
        if no_log and err.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")):
            return FROZEN
    return "mode=ro"
