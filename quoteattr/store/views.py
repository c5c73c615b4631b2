"""The view `statements`: quotes and claims together, one flat row each.

In: a database whose tables stand. Out: the view, with whatever columns quotes and claims have gained since version 1;
a step that adds a column to both makes it anew::

    make_statements(database)
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_FIELDS = """
    s.id, s.text, speakers.name AS speaker, s.polarity, s.role, s.kind, s.outlet, s.published AS date,
    s.confidence, s.modality, documents.title, documents.address, s.anonymous, s.source, s.cue,
    s.medium, s.addressee, s.candidates, s.speaker_type, s.method, s.spans, s.source_span,
    s.cue_span, s.start, s.document_id, s.speaker_id, s.run_id, s.claim_id"""

_JOINS = """
LEFT JOIN documents ON documents.id = s.document_id
LEFT JOIN speakers ON speakers.id = s.speaker_id"""

# What only quotes have.
_LINKS = ("parent_id", "same_as")


def make_statements(database: "Database") -> None:
    """Makes the view, in place of the one that stands."""
    known = {field.split()[0].removeprefix("s.") for field in _FIELDS.split(",")} | {*_LINKS}
    claims = {column.name for column in database.table("claims").columns} - known
    gained = "".join(f", s.{column.name}" for column in database.table("quotes").columns if column.name in claims)
    # SQLite reads such a view in the order of an index, instead of making all of it first, only when
    # both halves have columns of the same types: hence the casts.
    database.executescript(f"""
        DROP VIEW IF EXISTS statements;
        CREATE VIEW statements AS
        SELECT {_FIELDS}, s.parent_id, s.same_as{gained}
        FROM quotes AS s {_JOINS}
        UNION ALL
        SELECT {_FIELDS}, CAST(NULL AS TEXT) AS parent_id, CAST(NULL AS TEXT) AS same_as{gained}
        FROM claims AS s {_JOINS};
    """)
