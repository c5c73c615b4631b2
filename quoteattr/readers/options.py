"""What a user says about the documents that are to be read.

In: the options of a command, or arguments in Python. Out: `ReadOptions`, which readers are given::

    options = ReadOptions(defaults={"outlet": "Harbour Post"}, any_language=True)
    for document in read("articles/", options):
        ...
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quoteattr.errors import ReadError
from quoteattr.readers.fields import NAMES, Columns


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How documents are read.

    Attributes:
        columns: which column of a table, or key of a JSON object, holds which field.
        defaults: fields of `Document` for documents that do not state them.
        any_language: keep documents in other languages than English.
        allow_private: read web addresses in private networks too.
        format: name of the reader of all files, instead of the one that fits.
        time_limit: seconds that reading one document may take.
        size_limit: characters that one document may have.
    """

    columns: Columns = field(default_factory=Columns)
    defaults: Mapping[str, str] = field(default_factory=dict)
    any_language: bool = False
    allow_private: bool = False
    format: str | None = None
    time_limit: float | None = None
    size_limit: int | None = None


def parse_mapping(pairs: list[str], text_column: str | None) -> Columns:
    """What `--map FIELD=COLUMN` and `--text-column COLUMN` say.

    Raises:
        ReadError: a pair names no field of a document, or no column.
    """
    names = {"text": text_column} if text_column else {}
    for pair in pairs:
        name, _, column = (part.strip() for part in pair.partition("="))
        if name not in NAMES or not column:
            raise ReadError(f"--map {pair}: write FIELD=COLUMN, where FIELD is one of {', '.join(NAMES)}")
        names[name] = column
    return Columns(names)
