"""What can be wrong with an installation or a database, looked at one thing after the other.

In: the models to try, and a database. Out: findings, which say what is wrong and what to do::

    for finding in (*check_installation(), *check_file(Path("quotes.db"))):
        print(finding.checked, finding.fault or "in order")

`repair` puts a database in order as far as that can be done, and keeps a copy of it as it was.
"""

import json
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from quoteattr.errors import MissingExtraError, QuoteattrError, StoreError
from quoteattr.statements import DEFAULT_MODELS, ModelChoice
from quoteattr.store import copy_database, inspect, open_store, refusals
from quoteattr.store.checks import Finding, check_database

OLDEST_PYTHON = (3, 11)
# A sentence whose speaker every model finds.
SENTENCE = "“The bridge is safe,” said Ana Ruiz."
SPEAKER = "Ana Ruiz"
# Bytes; below it, an extraction of some thousand articles may fill the disk.
LITTLE_ROOM = 200_000_000
# A text, and the fingerprint of what each shipped model finds in it; tests/machines/digests.py writes them.
SAMPLE = Path(__file__).with_name("models") / "sample.json"
NAME_CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."


def check_installation(choice: ModelChoice = DEFAULT_MODELS) -> Iterator[Finding]:
    """Python, SQLite, the packages, a sample of each format, and what the models find."""
    yield _python()
    yield _sqlite()
    yield _packages()
    yield _formats()
    yield _models(choice)
    yield from _agreement(choice)


def check_file(path: Path) -> Iterator[Finding]:
    """Everything that is looked at in a database and around it; nothing is changed."""
    try:
        with closing(inspect(path)) as connection, refusals(path):
            yield from check_database(connection)
    except StoreError as error:
        yield Finding(checked="the file", fault=str(error))
        return
    yield _room(path)


def repair(path: Path) -> tuple[Path, list[Finding]]:
    """Repairs what can be repaired, in one transaction.

    Returns:
        Where the database as it was is kept, and what was repaired.

    Raises:
        StoreError: the database cannot be opened, copied or written.
    """
    kept = _unused(path)
    _keep(path, kept)
    with open_store(path) as store, refusals(path):
        found = [finding for finding in check_database(store.connection) if finding.fault and finding.repair]
        store.connection.execute("BEGIN IMMEDIATE")
        try:
            for finding in found:
                assert finding.repair
                finding.repair(store.connection)
            store.connection.execute("COMMIT")
        finally:
            if store.connection.in_transaction:
                store.connection.execute("ROLLBACK")
    return kept, found


def _keep(path: Path, kept: Path) -> None:
    """A copy through SQLite, or of the bytes where SQLite finds the database too damaged to copy."""
    try:
        with refusals(path):
            copy_database(path, kept)
    except StoreError:
        try:
            shutil.copyfile(path, kept)
        except OSError as error:
            raise StoreError(f"{path} was not touched: no copy can be made of it in {kept}: {error}") from error


def _unused(path: Path) -> Path:
    """A name for the copy, which none has yet."""
    number, kept = 1, path.with_name(f"{path.name}.before-repair.bak")
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}.before-repair-{number}.bak")
    return kept


def _python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    fault = f"{found} is too old; install Python {'.'.join(map(str, OLDEST_PYTHON))} or newer"
    return Finding(checked=f"Python {found}", fault=fault if sys.version_info < OLDEST_PYTHON else None)


def _sqlite() -> Finding:
    """Whether this SQLite has full-text search; some systems build it without."""
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE words USING fts5 (word)")
        except sqlite3.OperationalError as error:
            return Finding(checked="SQLite", fault=f"no full-text search (FTS5) in this Python's SQLite: {error}")
    return Finding(checked=f"SQLite {sqlite3.sqlite_version} with full-text search")


def _packages() -> Finding:
    """Whether everything that quoteattr needs is installed."""
    try:
        needed = [requirement for requirement in requires("quoteattr") or () if "extra ==" not in requirement]
    except PackageNotFoundError:
        return Finding(checked="packages", fault="quoteattr itself is not installed; run: pip install .")
    names = [_name(requirement) for requirement in needed]
    missing = [name for name in names if not _is_installed(name)]
    told = f"not installed: {', '.join(missing)}; run: pip install --force-reinstall quoteattr"
    return Finding(
        checked=f"quoteattr {version('quoteattr')} and the {len(names)} packages it needs",
        fault=told if missing else None,
    )


def _formats() -> Finding:
    """Whether a tiny file of every format is read as it should be."""
    from quoteattr.readers.samples import format_names, try_format

    faults: list[str] = []
    missing: list[str] = []
    for name in format_names():
        try:
            fault = try_format(name)
        except MissingExtraError as error:
            missing.append(f"{name} ({error})")
            continue
        faults += [f"{name}: {fault}"] if fault else []
    told = f"a sample of each of {len(format_names()) - len(missing)} formats"
    return Finding(
        checked=f"{told}; not installed: {', '.join(missing)}" if missing else told,
        fault="; ".join(faults) or None,
    )


def _name(requirement: str) -> str:
    return requirement[: len(requirement) - len(requirement.lstrip(NAME_CHARACTERS))] or requirement


def _is_installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def _models(choice: ModelChoice) -> Finding:
    """Whether the models load and do what they are for."""
    checked = f"the model {choice.model}"
    try:
        from quoteattr.documents import Document
        from quoteattr.jobs import InProcessAnnotator

        annotator = InProcessAnnotator.load(choice)
        errors: list[str] = []
        found = list(annotator.annotate([Document(text=SENTENCE)], lambda document, error: errors.append(str(error))))
    except (QuoteattrError, ImportError, OSError) as error:
        return Finding(checked=checked, fault=str(error))
    speakers = [quote.speaker for extraction in found for quote in extraction.quotes]
    fault = (
        None
        if speakers == [SPEAKER]
        else f"finds {speakers or errors} in {SENTENCE} and not {SPEAKER}; install it anew"
    )
    return Finding(checked=f"{checked} ({annotator.info.digest[:12]}) with {annotator.info.spacy_model}", fault=fault)


def _agreement(choice: ModelChoice) -> Iterator[Finding]:
    """Whether the model finds in a text what it does on other machines; nothing for a model that does not load.

    What a model of the user finds is known of no other machine, and so is what another spaCy pipeline makes of `lg`.
    """
    try:
        from quoteattr.documents import Document
        from quoteattr.jobs import InProcessAnnotator
        from quoteattr.statements import fingerprint

        annotator = InProcessAnnotator.load(choice)
    except (QuoteattrError, ImportError, OSError):
        return
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
    pipeline, _ = annotator.info.spacy_model.rsplit(maxsplit=1)  # behind it stands its version
    expected = sample["fingerprints"].get(f"{annotator.info.digest} {pipeline}")
    if expected is None:
        return
    errors: list[str] = []
    text = Document(text=sample["text"])
    found = [*map(fingerprint, annotator.annotate([text], lambda document, error: errors.append(str(error))))]
    fault = (
        f"this machine gives other statements than those that were tried ({(found or errors)[0]}, not {expected}); "
        f"report it, with its processor: {platform.processor() or platform.machine()}, onnxruntime "
        f"{version('onnxruntime')}"
    )
    yield Finding(checked="the same statements as on other machines", fault=None if found == [expected] else fault)


def _room(path: Path) -> Finding:
    free = shutil.disk_usage(path.parent).free
    told = f"{free // 1_000_000:,} MB free on the disk of {path}"
    return Finding(checked=told, fault=f"only {told}; make room before extracting" if free < LITTLE_ROOM else None)
