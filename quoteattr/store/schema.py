"""The tables, as numbered steps; docs/data-model.md describes them as they stand.

In: a sqlite-utils database inside a transaction. Out: the tables, indexes, triggers and views of
one version more. A step that has been released is never edited: to add a column or a table, add
a step to `MIGRATIONS` and a line to metadata.yml::

    MIGRATIONS = (create_tables, add_groups, add_reviews, add_counts)
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from quoteattr.store.appearances import add_appearances
from quoteattr.store.counting import add_counting
from quoteattr.store.counts import add_counts
from quoteattr.store.groups import add_groups
from quoteattr.store.pages import add_pages
from quoteattr.store.reviews import add_reviews
from quoteattr.store.views import make_statements

if TYPE_CHECKING:
    from sqlite_utils import Database

Migration = Callable[["Database"], None]

# Diacritics are folded ("Orban" finds "Orbán"); words are not stemmed: "lied" is not "lies".
_TOKENIZE = "unicode61 remove_diacritics 2"

# What a fact-checker reads comes first, in the order of the columns on a page.
_STATEMENT_COLUMNS = """
    id TEXT PRIMARY KEY NOT NULL,
    text TEXT NOT NULL,
    speaker_id TEXT REFERENCES speakers(id),
    polarity TEXT NOT NULL,
    role TEXT,
    kind TEXT NOT NULL,
    outlet TEXT,
    published TEXT,
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    modality TEXT NOT NULL,
    anonymous INTEGER NOT NULL,
    source TEXT,
    cue TEXT,
    medium TEXT,
    addressee TEXT,
    candidates TEXT,
    speaker_type TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    spans TEXT NOT NULL,
    source_span TEXT,
    cue_span TEXT,
    method TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    claim_id TEXT REFERENCES claims(id) DEFERRABLE INITIALLY DEFERRED"""

# Links between the statements of one document; they are saved in any order, so checked at the end.
_QUOTE_LINKS = """,
    parent_id TEXT REFERENCES quotes(id) DEFERRABLE INITIALLY DEFERRED,
    same_as TEXT REFERENCES quotes(id) DEFERRABLE INITIALLY DEFERRED"""

_TABLES = f"""
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,
    version TEXT NOT NULL,
    model TEXT NOT NULL,
    model_digest TEXT,
    spacy_model TEXT,
    options TEXT NOT NULL,
    documents INTEGER,
    quotes INTEGER,
    claims INTEGER,
    skipped INTEGER
);
CREATE TABLE documents (
    id TEXT PRIMARY KEY NOT NULL,
    title TEXT,
    outlet TEXT,
    published TEXT,
    byline TEXT,
    address TEXT UNIQUE,
    language TEXT,
    text TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(id)
);
CREATE TABLE speakers (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    anonymous INTEGER NOT NULL,
    names TEXT NOT NULL
);
CREATE TABLE speaker_names (
    speaker_id TEXT NOT NULL REFERENCES speakers(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    PRIMARY KEY (speaker_id, name, document_id)
);
CREATE TABLE speaker_roles (
    speaker_id TEXT NOT NULL REFERENCES speakers(id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    published TEXT,
    PRIMARY KEY (speaker_id, role, document_id)
);
CREATE TABLE claims ({_STATEMENT_COLUMNS}
);
CREATE TABLE quotes ({_STATEMENT_COLUMNS}{_QUOTE_LINKS}
);
CREATE TABLE skipped (
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL UNIQUE,
    reason TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(id)
);
"""

_STATEMENT_INDEXES: tuple[tuple[str, ...], ...] = (
    # All that a lookup sorts and sieves by: the statements of one who is quoted everywhere are put
    # in order without reading their rows.
    ("speaker_id", "published", "document_id", "start", "modality"),
    ("document_id", "start"),
    ("published",),
    ("outlet",),
    ("role",),
    ("kind",),
    ("cue",),
    ("polarity",),
    ("modality",),
    ("run_id",),
    ("claim_id",),
)

# Every facet column and every column that refers to another table.
_INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "quotes": (*_STATEMENT_INDEXES, ("parent_id",), ("same_as",)),
    "claims": _STATEMENT_INDEXES,
    "documents": (("published",), ("outlet",), ("language",), ("run_id",)),
    "speakers": (("name",), ("type",), ("anonymous",)),
    "speaker_names": (("name",), ("document_id",)),
    "speaker_roles": (("role",), ("document_id",), ("published",)),
    "skipped": (("run_id",), ("reason",)),
}

_FULL_TEXT = {"quotes": ("text",), "claims": ("text",), "speakers": ("names",), "documents": ("title", "text")}

# `speakers.names` is what a name is looked up in: one row a speaker, however many documents name
# them. It is made anew only when a document brings a name that is new, or takes the last one away.
_ALL_NAMES = """
    UPDATE speakers SET names = coalesce((
        SELECT group_concat(name, '; ') FROM (
            SELECT DISTINCT name FROM speaker_names WHERE speaker_id = {row}.speaker_id ORDER BY name
        )
    ), name) WHERE id = {row}.speaker_id;"""

_TRIGGERS = f"""
CREATE TRIGGER speaker_names_known AFTER INSERT ON speaker_names WHEN NOT EXISTS (
    SELECT 1 FROM speaker_names
    WHERE speaker_id = new.speaker_id AND name = new.name AND document_id <> new.document_id
) BEGIN {_ALL_NAMES.format(row="new")}
END;
CREATE TRIGGER speaker_names_forgotten AFTER DELETE ON speaker_names WHEN NOT EXISTS (
    SELECT 1 FROM speaker_names WHERE speaker_id = old.speaker_id AND name = old.name
) BEGIN {_ALL_NAMES.format(row="old")}
END;
CREATE TRIGGER documents_corrected AFTER UPDATE OF outlet, published ON documents BEGIN
    UPDATE quotes SET outlet = new.outlet, published = new.published WHERE document_id = new.id;
    UPDATE claims SET outlet = new.outlet, published = new.published WHERE document_id = new.id;
    UPDATE speaker_roles SET published = new.published WHERE document_id = new.id;
END;
"""


def create_tables(database: "Database") -> None:
    """Version 1: documents, statements, speakers, runs, and what was skipped."""
    database.executescript(_TABLES)
    for table, indexes in _INDEXES.items():
        for columns in indexes:
            database.table(table).create_index(columns)
    for table, columns in _FULL_TEXT.items():
        database.table(table).enable_fts(columns, create_triggers=True, tokenize=_TOKENIZE)
    database.executescript(_TRIGGERS)
    make_statements(database)


MIGRATIONS: tuple[Migration, ...] = (
    *(create_tables, add_groups, add_appearances, add_reviews, add_counts, add_counting),
    add_pages,
)
