"""Named fields to a document: the columns of a table, the keys of a JSON object, the lines of front matter.

In: names and values, and which name a user gives to which field. Out: a `Document`, or `Skipped` with the reason why
the fields make none::

    >>> document_of({"body": "“No,” Ann Lee said.", "publisher": "Harbour Post"}, Columns(), "#1").outlet
    'Harbour Post'
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from quoteattr.documents import Document
from quoteattr.errors import ReadError

# Names that files use for the fields of Document; the first one that is there counts.
NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "full_text", "article_text"),
    "address": ("address", "url", "link", "uri", "permalink"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "publication", "publisher", "source", "site_name"),
    "byline": ("byline", "author", "authors"),
    "published": ("published", "date", "published_at", "publication_date", "date_published", "pubdate"),
    "language": ("language", "lang"),
}
# JSON can spell half of a character ("\\ud83d" without its other half); nothing can print or store it.
SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A document that was not read or not processed, and why; with `stage`, only that could not read some of it."""

    address: str | None
    reason: str
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds which field.

    Attributes:
        names: column by field, where a user says so; `NAMES` has the usual ones.
    """

    names: Mapping[str, str] = field(default_factory=dict)

    def of(self, name: str) -> tuple[str, ...]:
        """The columns that may hold a field, the likeliest first."""
        given = self.names.get(name)
        return (given,) if given else NAMES[name]


def check_columns(names: Iterable[str], columns: Columns) -> None:
    """Refuse a table that cannot have documents; without this every row would be refused.

    Raises:
        ReadError: no column holds the text, or one that the user names is not there.
    """
    given = tuple(names)
    known = {name.strip().casefold() for name in given}
    for name in ("text", *columns.names):
        if not any(column.strip().casefold() in known for column in columns.of(name)):
            raise ReadError(
                f"no column {columns.of(name)[0]!r} for the field {name!r}; the table has "
                f"{', '.join(map(repr, given[:20])) or 'none'}: name one with --text-column or --map, for example "
                f"{'--text-column NAME' if name == 'text' else f'--map {name}=NAME'}"
            )


def values_of(item: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    """The fields of `Document` that the item gives; letter case of the usual names does not count."""
    folded = {str(name).strip().casefold(): value for name, value in item.items() if value not in (None, "")}
    found = {}
    for name in NAMES:
        for column in columns.of(name):
            if column.strip().casefold() in folded:
                found[name] = folded[column.strip().casefold()]
                break
    return found


def document_of(item: Mapping[str, Any], columns: Columns, address: str) -> Document | Skipped:
    """The document of an item.

    Args:
        item: values by name.
        columns: which name holds which field.
        address: of the item in its file, such as "#3"; an address among the fields goes before it.
    """
    known = values_of(item, columns)
    if isinstance(known.get("byline"), list) and all(isinstance(name, str) for name in known["byline"]):
        known["byline"] = " and ".join(known["byline"])
    wrong = next((name for name, value in known.items() if not isinstance(value, str)), None)
    if wrong:
        return Skipped(address, f"field {wrong!r} is not a string")
    if not known.get("text", "").strip():
        return Skipped(address, f"no field {columns.of('text')[0]!r}, or an empty one")
    if any(SURROGATE.search(value) for value in known.values()):
        return Skipped(address, "holds half of a character (a lone surrogate)")
    return Document(**{"address": address, **known})
