"""Bad inputs: how each is made, what is said, and the exit code. docs/errors.md is made from it.

In: a folder to make files in. Out: the arguments of a command, for a test and for the docs::

    for bad in BAD_INPUTS:
        print(bad.given, bad.message, bad.code)
"""

import gzip
import io
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from quoteattr.store import open_store
from quoteattr.store.schema import target_version

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


def _link() -> Arguments:
    Path("articles").mkdir()
    Path("secret.txt").write_bytes(ARTICLE)
    Path("articles", "link.txt").symlink_to(Path("..", "secret.txt"))
    return ("extract", "quotes.db", "articles")


def _link_to_nothing() -> Arguments:
    Path("articles").mkdir()
    Path("articles", "gone.txt").symlink_to("nothing.txt")
    return ("extract", "quotes.db", "articles")


def _empty_database() -> Arguments:
    Path("quotes.db").touch()
    return ("lookup", "quotes.db", "ruiz")


def _damaged_database() -> Arguments:
    open_store(Path("quotes.db"), create=True).close()
    data = Path("quotes.db").read_bytes()
    Path("quotes.db").write_bytes(data[:100] + b"\xff" * (len(data) - 100))
    return ("extract", "quotes.db", *_file("bridge.txt", ARTICLE, "bridge.txt")())


def _copied() -> Arguments:
    open_store(Path("quotes.db"), create=True).close()
    Path("copy.db").write_bytes(b"precious")
    return ("backup", "quotes.db", "copy.db")


def _with_database(*arguments: str) -> Callable[[], Arguments]:
    def make() -> Arguments:
        open_store(Path("quotes.db"), create=True).close()
        return arguments

    return make


def _archive(name: str, **parts: bytes) -> Callable[[], Arguments]:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return _file(name, out.getvalue())


def _extract(*arguments: str) -> Callable[[], Arguments]:
    return _file("bridge.txt", ARTICLE, "extract", "quotes.db", *arguments)


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
        given="a damaged Parquet file",
        make=_file("articles.parquet", b"PAR1 and no more"),
        message="skipped articles.parquet: the Parquet file is damaged",
        code=SKIPPED,
    ),
    BadInput(
        given="a folder without articles",
        make=_folder,
        message="skipped pictures: the folder holds no articles (files that end in .atom, .csv, .docx, .eml, "
        ".htm, .html, .json, .jsonl, .markdown, .md, .ndjson, .parquet, .pdf, .rss, .srt, .tab, .text, .tsv, .txt, "
        ".vtt, .warc, .xhtml, .xml)",
        code=SKIPPED,
    ),
    BadInput(
        given="10 MB in a single line",
        make=_file("long.txt", b"word " * 2_000_000),
        message="10,000,000 characters, more than the 1,000,000 that fit into memory; split it into articles",
        code=SKIPPED,
    ),
    BadInput(
        given="a picture",
        make=_file("photo.txt", b"\x89PNG\r\n"),
        message="skipped photo.txt: this is an image, not text; convert it to text or HTML first",
        code=SKIPPED,
    ),
    BadInput(
        given="an old Word document",
        make=_file("old.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        message="skipped old.txt: this is an old office document, not text; convert it to text or HTML first",
        code=SKIPPED,
    ),
    BadInput(
        given="an RTF document",
        make=_file("old.txt", b"{\\rtf1 The bridge}"),
        message="skipped old.txt: this is an RTF document, not text; convert it to text or HTML first",
        code=SKIPPED,
    ),
    BadInput(
        given="a SQLite database given as an article",
        make=_file("articles.txt", b"SQLite format 3\x00"),
        message="skipped articles.txt: this is a SQLite database, not text; convert it to text or HTML first",
        code=SKIPPED,
    ),
    BadInput(
        given="a zip archive",
        make=_archive("articles.zip", **{"bridge.txt": b"The bridge."}),
        message="skipped articles.zip: this is a zip archive or an office document, not text; convert it to "
        "text or HTML first",
        code=SKIPPED,
    ),
    BadInput(
        given="a damaged DOCX file",
        make=_file("release.docx", b"PK\x03\x04word/"),
        message="skipped release.docx: the DOCX file is damaged: File is not a zip file",
        code=SKIPPED,
    ),
    BadInput(
        given="a DOCX file without text in it",
        make=_archive("release.docx", **{"[Content_Types].xml": b"<Types/>"}),
        message="skipped release.docx: this is a zip archive or an office document other than DOCX; unpack or "
        "convert it first",
        code=SKIPPED,
    ),
    BadInput(
        given="a DOCX file that unpacks to 300 MB",
        make=_archive("bomb.docx", **{"word/document.xml": b" " * 300_000_000}),
        message="skipped bomb.docx: unpacks to 300 MB, more than the 200 allowed",
        code=SKIPPED,
    ),
    BadInput(
        given="a gzip file cut off",
        make=_file("bridge.txt.gz", gzip.compress(ARTICLE * 50)[:-12]),
        message="skipped bridge.txt.gz: the gzip file is damaged or cut off: Compressed file ended before the "
        "end-of-stream marker was reached",
        code=SKIPPED,
    ),
    BadInput(
        given="a gzip file in a gzip file",
        make=_file("bridge.txt.gz", gzip.compress(gzip.compress(ARTICLE))),
        message="skipped bridge.txt.gz: packed by gzip twice; unpack it once",
        code=SKIPPED,
    ),
    BadInput(
        given="a gzip file that unpacks to 150 MB",
        make=_file("bomb.txt.gz", gzip.compress(b"a" * 150_000_000)),
        message="skipped bomb.txt.gz: larger than 100 MB, which is held in memory whole; split the file",
        code=SKIPPED,
    ),
    BadInput(
        given="a web page of a million nested tags",
        make=_file("page.html", b"<html><body>" + b"<div>" * 1_000_000 + b"The bridge."),
        message="skipped page.html: no article text was found in the HTML",
        code=SKIPPED,
    ),
    BadInput(
        given="an empty web page",
        make=_file("page.html", b"<html></html>"),
        message="skipped page.html: no article text was found in the HTML",
        code=SKIPPED,
    ),
    BadInput(
        given="Markdown without words",
        make=_file("notes.md", b"---\ntitle: Bridge\n---\n![](a.png)\n"),
        message="skipped notes.md: the file has no text outside its markup",
        code=SKIPPED,
    ),
    BadInput(
        given="XML that is no feed",
        make=_file("notes.xml", b"<note>The bridge is closed.</note>"),
        message="skipped notes.xml: this is XML, but not an RSS or Atom feed; convert it to text or HTML",
        code=SKIPPED,
    ),
    BadInput(
        given="a feed that defines entities",
        make=_file("news.rss", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><rss><channel>&a;</channel></rss>'),
        message="skipped news.rss: the XML defines entities, which may unpack to anything; remove them",
        code=SKIPPED,
    ),
    BadInput(
        given="subtitles without words",
        make=_file("council.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n[Music]\n"),
        message="skipped council.vtt: there are no words in its cues",
        code=SKIPPED,
    ),
    BadInput(
        given="subtitles that are none",
        make=_file("council.srt", b"The council met on Friday."),
        message="skipped council.srt: there are no words in its cues",
        code=SKIPPED,
    ),
    BadInput(
        given="a feed without entries",
        make=_file("news.rss", b'<rss version="2.0"><channel><title>News</title></channel></rss>'),
        message="skipped news.rss: the feed has no entries",
        code=SKIPPED,
    ),
    BadInput(
        given="an entry of a feed in a file that has only a link",
        make=_file(
            "news.rss", b'<rss version="2.0"><channel><item><link>https://example.org/1</link></item></channel></rss>'
        ),
        message="skipped https://example.org/1: the feed has only a link to it; pass the address to read it",
        code=SKIPPED,
    ),
    BadInput(
        given="a damaged web archive",
        make=_file("crawl.warc", b"WARC/1.0 and nothing more" * 20),
        message="skipped crawl.warc: the WARC file is damaged: Invalid WARC header",
        code=SKIPPED,
    ),
    BadInput(
        given="mail without words",
        make=_file("release.eml", b"From: press@example.org\nSubject: Bridge\nMIME-Version: 1.0\n\n"),
        message="skipped release.eml: the message has no text",
        code=SKIPPED,
    ),
    BadInput(
        given="a line of JSONL that is no JSON",
        make=_file("articles.jsonl", b'{"text": "Yes."}\n{broken\n'),
        message="skipped articles.jsonl#2: not JSON: Expecting property name enclosed in double quotes: line 1 "
        "column 2 (char 1)",
        code=SKIPPED,
    ),
    BadInput(
        given="a line of JSONL that is no object",
        make=_file("articles.jsonl", b'{"text": "Yes."}\n[1]\n'),
        message="skipped articles.jsonl#2: not a JSON object but list",
        code=SKIPPED,
    ),
    BadInput(
        given="a text in JSON that is a number",
        make=_file("articles.jsonl", b'{"text": 5}\n'),
        message="skipped articles.jsonl#1: field 'text' is not a string",
        code=SKIPPED,
    ),
    BadInput(
        given="half a character in JSON",
        make=_file("articles.jsonl", b'{"text": "No \\ud83d."}\n'),
        message="skipped articles.jsonl#1: holds half of a character (a lone surrogate)",
        code=SKIPPED,
    ),
    BadInput(
        given="JSON nested a hundred thousand times",
        make=_file("articles.json", b'{"text": ' + b"[" * 100_000),
        message="skipped articles.json#1: not JSON: maximum recursion depth exceeded while decoding a JSON "
        "array from a unicode string",
        code=SKIPPED,
    ),
    BadInput(
        given="a table without a column of text",
        make=_file("articles.csv", b"story,date\nThe bridge.,2026\n"),
        message="skipped articles.csv: no column 'text' for the field 'text'; the table has 'story', 'date': "
        "name one with --text-column or --map, for example --text-column NAME",
        code=SKIPPED,
    ),
    BadInput(
        given="a row of a table without text",
        make=_file("articles.csv", b"text,date\n,2026\n"),
        message="skipped articles.csv#2: no field 'text', or an empty one",
        code=SKIPPED,
    ),
    BadInput(
        given="an article in French",
        make=_file("pont.txt", "Le pont sera fermé vendredi, a déclaré la maire de la ville. ".encode() * 6),
        message="skipped pont.txt: not in English (fr); --any-language reads it all the same",
        code=SKIPPED,
    ),
    BadInput(
        given="an article in Russian letters",
        make=_file("most.txt", "Мост закрыт, сказала мэр города.".encode()),
        message="skipped most.txt: not in English (ru); --any-language reads it all the same",
        code=SKIPPED,
    ),
    BadInput(
        given="an article longer than it may be",
        make=_extract("bridge.txt", "--size-limit", "10"),
        message="skipped bridge.txt: 38 characters, more than the 10 that fit into memory; split it into articles",
        code=SKIPPED,
    ),
    BadInput(
        given="a link that leaves the folder",
        make=_link,
        message="skipped articles/link.txt: a link that leaves the folder; pass what it links to",
        code=SKIPPED,
    ),
    BadInput(
        given="a link to nothing",
        make=_link_to_nothing,
        message="skipped articles/gone.txt: cannot be read: No such file or directory",
        code=SKIPPED,
    ),
    BadInput(
        given="an address of this machine",
        make=lambda: ("extract", "quotes.db", "http://127.0.0.1:9/"),
        message="skipped http://127.0.0.1:9/: leads to 127.0.0.1, which is in a private network; "
        "use --allow-private to read it anyway",
        code=SKIPPED,
    ),
    BadInput(
        given="an address of this machine, as a number",
        make=lambda: ("extract", "quotes.db", "http://2130706433/"),
        message="skipped http://2130706433/: leads to 127.0.0.1, which is in a private network; use "
        "--allow-private to read it anyway",
        code=SKIPPED,
    ),
    BadInput(
        given="an address of a private network",
        make=lambda: ("extract", "quotes.db", "http://[::ffff:10.0.0.1]/"),
        message="skipped http://[::ffff:10.0.0.1]/: leads to ::ffff:10.0.0.1, which is in a private network; "
        "use --allow-private to read it anyway",
        code=SKIPPED,
    ),
    BadInput(
        given="an address that is none",
        make=lambda: ("extract", "quotes.db", "http://[bridge/"),
        message="skipped http://[bridge/: this is not a web address: Invalid IPv6 URL",
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
        message="Error: since: “March” is not a date; write it as 2026-01-31, 2026-01 or 2026",
        code=MISUSE,
    ),
    BadInput(
        given="two formats at once",
        make=_file("bridge.txt", ARTICLE, "show", "bridge.txt", "--json", "--csv"),
        message="Error: Invalid value: choose one of --json and --csv",
        code=MISUSE,
    ),
    BadInput(
        given="a pattern that no file fits",
        make=lambda: ("extract", "quotes.db", "articles/*.txt"),
        message="Error: Invalid value for 'PATH...': 'articles/*.txt': no such file or folder; check the path",
        code=MISUSE,
    ),
    BadInput(
        given="an empty file in place of a database",
        make=_empty_database,
        message="Error: quotes.db is empty; `quoteattr extract quotes.db PATH...` fills it",
        code=MISUSE,
    ),
    BadInput(
        given="a damaged database",
        make=_damaged_database,
        message="Error: quotes.db is damaged; put back a copy of it, or extract into a new database",
        code=MISUSE,
    ),
    BadInput(
        given="a database in a folder that does not exist",
        make=_file("bridge.txt", ARTICLE, "extract", "none/quotes.db", "bridge.txt"),
        message="Error: none does not exist; make the folder first",
        code=MISUSE,
    ),
    BadInput(
        given="a format that does not exist",
        make=_extract("bridge.txt", "--format", "scroll"),
        message="Error: --format scroll: choose one of pdf, docx, parquet, warc, feed, html, jsonl, markdown, mail, "
        "vtt, srt, table, text",
        code=MISUSE,
    ),
    BadInput(
        given="a field that does not exist",
        make=_extract("bridge.txt", "--map", "weather=rain"),
        message="Error: --map weather=rain: write FIELD=COLUMN, where FIELD is one of text, address, title, "
        "outlet, byline, published, language",
        code=MISUSE,
    ),
    BadInput(
        given="a field without a column",
        make=_extract("bridge.txt", "--map", "outlet="),
        message="Error: --map outlet=: write FIELD=COLUMN, where FIELD is one of text, address, title, outlet, "
        "byline, published, language",
        code=MISUSE,
    ),
    BadInput(
        given="a date of documents that is none",
        make=_extract("bridge.txt", "--published", "soon"),
        message="Error: --published: “soon” is not a date; write it as 2026-01-31, 2026-01 or 2026",
        code=MISUSE,
    ),
    BadInput(
        given="no processes",
        make=_extract("bridge.txt", "--jobs", "0"),
        message="Error: Invalid value for '--jobs' / '-j': 0 is not in the range 1<=x<=256.",
        code=MISUSE,
    ),
    BadInput(
        given="a limit of no documents",
        make=_extract("bridge.txt", "--limit", "0"),
        message="Error: Invalid value for '--limit': 0 is not in the range x>=1.",
        code=MISUSE,
    ),
    BadInput(
        given="an option that does not exist",
        make=_extract("bridge.txt", "--fast"),
        message="Error: No such option: --fast (Possible options: --format)",
        code=MISUSE,
    ),
    BadInput(
        given="a copy over another file",
        make=_copied,
        message="Error: copy.db exists already; name another file",
        code=MISUSE,
    ),
    BadInput(
        given="a repair of nothing",
        make=lambda: ("doctor", "--repair"),
        message="Error: Invalid value: --repair needs the database that is to be repaired",
        code=MISUSE,
    ),
    BadInput(
        given="a confidence above 1",
        make=_with_database("lookup", "quotes.db", "ruiz", "--min-confidence", "3"),
        message="Error: Invalid value for '--min-confidence': 3.0 is not in the range 0<=x<=1.",
        code=MISUSE,
    ),
)


def errors_table() -> str:
    """The table of docs/errors.md."""
    rows = (f"| {bad.given} | ``{bad.message}`` | {bad.code} |" for bad in BAD_INPUTS)
    return "\n".join(("| given | standard error says | exit code |", "|---|---|---|", *rows))
