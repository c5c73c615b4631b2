"""Bad inputs: how each is made, what is said, and the exit code. docs/errors.md is made from it.

In: a folder to make files in. Out: the arguments of a command, for a test and for the docs::

    for bad in BAD_INPUTS:
        print(bad.given, bad.message, bad.code)
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from quoteattr.store import open_store
from quoteattr.store.migrations import target_version

Arguments = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BadInput:
    """One row of the table.

    Attributes:
        given: what is wrong, in words.
        make: makes the files in a folder that holds nothing else, and gives the arguments. Paths are relative to it.
        message: what standard error says, whole sentences as the user reads them.
        code: the exit code.
    """

    given: str
    make: Callable[[], Arguments]
    message: str
    code: int


def _file(name: str, data: bytes, *arguments: str) -> Callable[[], Arguments]:
    def make() -> Arguments:
        Path(name).write_bytes(data)
        return arguments or ("extract", "quotes.db", name)

    return make


def _folder() -> Arguments:
    Path("pictures").mkdir()
    Path("pictures", "bridge.png").write_bytes(b"\x89PNG")
    return ("extract", "quotes.db", "pictures")


def _database(statement: str) -> Callable[[], Arguments]:
    def make() -> Arguments:
        with closing(sqlite3.connect("quotes.db")) as connection:
            connection.execute(statement)
        return ("lookup", "quotes.db", "ruiz")

    return make


def _newer() -> Arguments:
    open_store(Path("quotes.db"), create=True).close()
    return _database("PRAGMA user_version = 99")()


ARTICLE = "“The bridge is unsafe,” said Ana Ruiz.".encode()
SKIPPED, MISUSE = 1, 2

BAD_INPUTS = (
    BadInput(
        given="an empty file",
        make=_file("empty.txt", b""),
        message="skipped empty.txt: the file is empty",
        code=SKIPPED,
    ),
    BadInput(
        given="a file of white space",
        make=_file("blank.txt", b" \n\n"),
        message="skipped blank.txt: the file is empty",
        code=SKIPPED,
    ),
    BadInput(
        given="a damaged PDF file",
        make=_file("report.pdf", b"%PDF-1.7\n"),
        message="skipped report.pdf: the PDF is damaged: No /Root object! - Is this really a PDF?",
        code=SKIPPED,
    ),
    BadInput(
        given="a binary file",
        make=_file("program.txt", bytes(range(256)) * 4),
        message="skipped program.txt: this is a binary file, not text; convert it to text or HTML first",
        code=SKIPPED,
    ),
    BadInput(
        given="bytes that are neither UTF-8 nor Windows-1252",
        make=_file("bad.txt", b"Zo\xe9 said \x81\x8d no."),
        message="skipped bad.txt: this is not text in UTF-8, UTF-16 or Windows-1252; save it as UTF-8",
        code=SKIPPED,
    ),
    BadInput(
        given="a web page without an article",
        make=_file("page.html", b"<html><body><script>1</script></body></html>"),
        message="skipped page.html: no article text was found in the HTML",
        code=SKIPPED,
    ),
    BadInput(
        given="a damaged line of JSONL",
        make=_file("articles.jsonl", b'{"title": "Bridge closes"}\n'),
        message="skipped articles.jsonl#1: no field 'text', or an empty one",
        code=SKIPPED,
    ),
    BadInput(
        given="a folder without articles",
        make=_folder,
        message="skipped pictures: the folder holds no articles (files that end in .atom, .csv, .docx, .eml, "
        ".htm, .html, .json, .jsonl, .markdown, .md, .ndjson, .pdf, .rss, .tab, .text, .tsv, .txt, .warc, .xhtml, "
        ".xml)",
        code=SKIPPED,
    ),
    BadInput(
        given="10 MB in a single line",
        make=_file("long.txt", b"word " * 2_000_000),
        message="10,000,000 characters, more than the 1,000,000 that fit into memory; split it into articles",
        code=SKIPPED,
    ),
    BadInput(
        given="a path that does not exist",
        make=lambda: ("extract", "quotes.db", "missing.txt"),
        message="Error: Invalid value for 'PATH...': 'missing.txt': no such file or folder; check the path",
        code=MISUSE,
    ),
    BadInput(
        given="a database that is not one",
        make=_file("notes.txt", b"Not a database, whatever its name.\n" * 40, "lookup", "notes.txt", "ruiz"),
        message="Error: notes.txt is not an SQLite database; name another file",
        code=MISUSE,
    ),
    BadInput(
        given="the database of another program",
        make=_database("CREATE TABLE notes (text)"),
        message="Error: quotes.db is an SQLite database of another program; name another file",
        code=MISUSE,
    ),
    BadInput(
        given="a database that a newer version wrote",
        make=_newer,
        message="Error: quotes.db was written by a newer quoteattr (schema 99, this one reads up to "
        f"{target_version()}); upgrade quoteattr, or extract into another database",
        code=MISUSE,
    ),
    BadInput(
        given="a database that does not exist",
        make=lambda: ("lookup", "quotes.db", "ruiz"),
        message="Error: quotes.db does not exist; `quoteattr extract quotes.db PATH...` makes it",
        code=MISUSE,
    ),
    BadInput(
        given="a folder in place of a database",
        make=lambda: ("lookup", ".", "ruiz"),
        message="Error: . is a folder; name a file, such as quotes.db",
        code=MISUSE,
    ),
    BadInput(
        given="a date that is none",
        make=lambda: ("lookup", "quotes.db", "ruiz", "--since", "March"),
        message="Error: since: “March” is no date; write it as 2026-01-31, 2026-01 or 2026",
        code=MISUSE,
    ),
    BadInput(
        given="two formats at once",
        make=_file("bridge.txt", ARTICLE, "show", "bridge.txt", "--json", "--csv"),
        message="Error: Invalid value: choose one of --json and --csv",
        code=MISUSE,
    ),
)


def errors_table() -> str:
    """The table of docs/errors.md."""
    rows = (f"| {bad.given} | ``{bad.message}`` | {bad.code} |" for bad in BAD_INPUTS)
    return "\n".join(("| given | standard error says | exit code |", "|---|---|---|", *rows))
