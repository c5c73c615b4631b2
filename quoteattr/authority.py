"""Ties speakers to a list of known people and bodies: of a newsroom, a parliament, Wikidata.

In: a database and a CSV file with a heading. Out: how many of the list are among the speakers::

    link(Path("quotes.db"), Path("people.csv"))  -> LinkReport(entries=650, tied=212, exact=198, asked=7)

Columns are name, identifier, and where there are any: other names (several apart by semicolons), description, from,
until, party, country, type (person or organization; where it is empty, the name decides). Several rows of one
identifier are one entry with several offices. The list stays in the database, so that speakers of later documents are
tied to it, too.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from quoteattr.errors import QuoteattrError
from quoteattr.groups import update_groups
from quoteattr.linkage.authority import Listed
from quoteattr.linkage.shortnames import is_named_as_body
from quoteattr.queries import folded, reading
from quoteattr.statements import SpeakerType
from quoteattr.store import open_store
from quoteattr.store.speaker_questions import ASKED_OF_LIST, TIED_OF_LIST

# What the columns may be called, folded.
_COLUMNS = {
    "name": ("name", "label", "full name"),
    "identifier": ("identifier", "id", "wikidata", "qid", "uri"),
    "names": ("other names", "other_names", "aliases", "also known as"),
    "description": ("description", "role", "office", "position"),
    "since": ("from", "since", "start"),
    "until": ("until", "to", "end"),
    "party": ("party",),
    "country": ("country",),
    "type": ("type",),
}
_TYPES = {"person": SpeakerType.PERSON, "human": SpeakerType.PERSON,
          "organization": SpeakerType.ORGANIZATION, "organisation": SpeakerType.ORGANIZATION}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkReport:
    """What linking a list did.

    Attributes:
        entries: of the list.
        tied: speakers that are one of them.
        exact: those of them that bear the very name.
        asked: speakers that may be one of them, which `quoteattr speakers ... review` asks about.
    """

    entries: int
    tied: int
    exact: int
    asked: int


def link(path: Path, file: Path) -> LinkReport:
    """Keep a list, in the place of what came from a file of this name before, and tie speakers to it.

    Raises:
        QuoteattrError: the file is no list; the message says which row or column.
    """
    entries = read_list(file)
    with open_store(path) as store:
        store.link(entries, file.name)
        update_groups(store)
    with reading(path) as connection:
        tied = connection.execute(TIED_OF_LIST, (file.name,)).fetchall()
        asked = connection.execute(ASKED_OF_LIST, (file.name,)).fetchone()[0]
    exact = sum(folded(name) in (folded(names) or "").split("; ") for names, name in tied)
    return LinkReport(entries=len(entries), tied=len(tied), exact=exact, asked=asked)


def read_list(file: Path) -> list[Listed]:
    """The entries of a list.

    Raises:
        QuoteattrError: the file is no list; the message says which row or column.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            dialect = "excel-tab" if "\t" in lines.readline() else "excel"
            lines.seek(0)
            return _entries(csv.DictReader(lines, dialect=dialect), file)
    except (OSError, UnicodeDecodeError, csv.Error) as err:
        raise QuoteattrError(f"{file} cannot be read as CSV in UTF-8: {err}") from err


def _entries(rows: "csv.DictReader[str]", file: Path) -> list[Listed]:
    columns = _columns(rows.fieldnames or (), file)
    found: dict[str, Listed] = {}
    for number, row in enumerate(rows, start=2):
        values = {field: " ".join((row[column] or "").split()) for field, column in columns.items()}
        if not any(values.values()):
            continue
        entry = _entry(values, f"{file}, row {number}", file.name)
        known = found.get(entry.identifier)
        found[entry.identifier] = _joined(known, entry) if known else entry
    return list(found.values())


def _columns(headings: Iterable[str], file: Path) -> dict[str, str]:
    """The heading of each field; name and identifier must be there."""
    by_name = {(folded(heading) or "").strip(): heading for heading in headings}
    found = {field: by_name[name] for field, names in _COLUMNS.items() for name in reversed(names) if name in by_name}
    if missing := [field for field in ("name", "identifier") if field not in found]:
        raise QuoteattrError(f"{file} has no column {' or '.join(missing)}; its headings are: {', '.join(by_name)}")
    return found


def _entry(values: Mapping[str, str], where: str, source: str) -> Listed:
    if not (values["name"] and values["identifier"]):
        raise QuoteattrError(f"{where}: a name and an identifier are needed")
    told = values.get("type", "").casefold()
    type_ = _TYPES.get(told) if told else _type_of(values["name"])
    if type_ is None:
        raise QuoteattrError(f"{where}: {values['type']!r} is not a type; write person or organization")
    return Listed(
        identifier=values["identifier"],
        names=tuple(dict.fromkeys((values["name"], *_parts(values.get("names", ""))))),
        type=type_,
        source=source,
        **{name: values.get(name) or None for name in ("description", "since", "until", "party", "country")},
    )


def _type_of(name: str) -> SpeakerType:
    return SpeakerType.ORGANIZATION if is_named_as_body(name) else SpeakerType.PERSON


def _parts(names: str) -> Iterator[str]:
    return (part.strip() for part in names.replace("|", ";").split(";") if part.strip())


def _joined(one: Listed, other: Listed) -> Listed:
    """One entry of two rows: both offices, from the first day of the one to the last of the other."""
    return Listed(
        identifier=one.identifier,
        names=tuple(dict.fromkeys((*one.names, *other.names))),
        type=one.type,
        description="; ".join(dict.fromkeys(each for each in (one.description, other.description) if each)) or None,
        since=min(one.since, other.since) if one.since and other.since else None,
        until=max(one.until, other.until) if one.until and other.until else None,
        party=one.party or other.party,
        country=one.country or other.country,
        source=one.source,
    )
