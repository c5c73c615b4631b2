"""Matches names of a table against the speakers of a database, as the Reconciliation Service API asks for it.

In: an open database and a batch of queries after version 0.2 of the specification (W3C Entity Reconciliation Community
Group, https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/). Out: the candidates of each::

    reconcile(connection, {"q0": {"query": "ruiz", "type": "person"}})
    -> {"q0": {"result": [{"id": "7fe28fa954eea8e6", "name": "Ana Ruiz", "score": 100.0, "match": True, ...}]}}

datasette-reconcile does so for any table, by one column of names and without what else speaks for a candidate; it
stands on fuzzywuzzy, whose place rapidfuzz has taken.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from quoteattr.entries import held_roles
from quoteattr.errors import QuoteattrError
from quoteattr.queries import folded
from quoteattr.spans import WORD
from quoteattr.store.questions import ROLES
from quoteattr.store.speaker_questions import CANDIDATES, IDENTIFIERS, NAMED_SPEAKERS, SUGGESTED
from quoteattr.store.terms import NO_WORDS, match_expression

VERSION = "0.2"
TYPES = {"person": "Person", "organization": "Organization", "group": "Group", "document": "Document",
         "unknown": "Speaker"}  # fmt: skip
# What a table may say of each name beside it.
PROPERTIES = {"role": "Role", "identifier": "Identifier of a list"}
# What a table may be given of a speaker who was matched.
EXTENSIONS = {**PROPERTIES, "names": "Names", "type": "Type", "statements": "Statements"}
# Pixels of the frame in which a client shows who a candidate is.
PREVIEW_WIDTH, PREVIEW_HEIGHT = 420, 260
# Queries or ids of a batch, candidates that are looked at, and candidates given unless a query says otherwise.
MOST_QUERIES, LOOKED_AT, GIVEN = 100, 500, 10
# Points of 100: what another name takes that is as near, what a role that fits adds or one that does not takes.
LEAST_SCORE, ROLE_FITS, ROLE_DIFFERS = 60.0, 10.0, -10.0
# So much better than the next one is a candidate that needs nobody's look, and so many times as often quoted.
CLEARLY, OFTEN = 5.0, 10
BEGINNING = 3
PART_OF_A_NAME = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One name to match.

    Attributes:
        words: the name.
        types: ids of `TYPES`; empty means any.
        limit: how many candidates at most.
        role: what the table says that it is; None where it says nothing.
        identifier: of a list that the table has, too.
    """

    words: str
    types: tuple[str, ...] = ()
    limit: int = GIVEN
    role: str | None = None
    identifier: str | None = None


def manifest(name: str, home: str, view: str, service: str) -> dict[str, Any]:
    """What the service says of itself.

    A flyout is not among it: the specification makes it optional, and proposes to drop it for what a preview does.

    Args:
        name: of the service.
        home: address of the database.
        view: address of the page of a speaker, with {{id}} in it.
        service: address of this service, below which beginnings are completed and speakers previewed.
    """
    paths = {"entity": "/suggest", "property": "/suggest/property", "type": "/suggest/type"}
    return {
        "versions": [VERSION],
        "name": name,
        "identifierSpace": f"{home}/speakers/",
        "schemaSpace": f"{home}/speakers#",
        "defaultTypes": [{"id": key, "name": told} for key, told in TYPES.items()],
        "view": {"url": view},
        "preview": {"url": f"{service}/preview/{{{{id}}}}", "width": PREVIEW_WIDTH, "height": PREVIEW_HEIGHT},
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties"},
            "property_settings": [],
        },
        "suggest": {what: {"service_url": service, "service_path": path} for what, path in paths.items()},
    }


def read_queries(given: Any) -> dict[str, Query]:
    """The queries of a batch.

    Raises:
        QuoteattrError: it is none of the specification; the message says what is wrong.
    """
    if not isinstance(given, dict) or len(given) > MOST_QUERIES:
        raise QuoteattrError(f"queries are an object of at most {MOST_QUERIES} queries")
    return {str(key): _query(key, query) for key, query in given.items()}


def _query(key: str, given: Any) -> Query:
    if not isinstance(given, dict) or not isinstance(given.get("query"), str):
        raise QuoteattrError(f"query {key} is an object with the words as “query”")
    types = given.get("type") or []
    limit = given.get("limit", GIVEN)
    if not isinstance(limit, int) or limit < 1:
        raise QuoteattrError(f"query {key}: the limit is a number from 1 on")
    properties = _properties(given.get("properties") or [])
    return Query(
        words=given["query"],
        types=tuple(map(str, [types] if isinstance(types, str) else types)),
        limit=min(limit, LOOKED_AT),
        role=properties.get("role"),
        identifier=properties.get("identifier"),
    )


def _properties(given: Any) -> dict[str, str]:
    """Values by property; of several values the first."""
    found = {}
    for each in given if isinstance(given, list) else ():
        if isinstance(each, dict) and "pid" in each:
            value = each.get("v")
            first = value[0] if isinstance(value, list) and value else value
            found[str(each["pid"])] = str(first.get("name", "") if isinstance(first, dict) else first)
    return found


def reconcile(connection: sqlite3.Connection, queries: Mapping[str, Query]) -> dict[str, Any]:
    """The candidates of each query, the best first, as the specification has them."""
    return {key: {"result": _result(connection, query)} for key, query in queries.items()}


def _result(connection: sqlite3.Connection, query: Query) -> list[dict[str, Any]]:
    rows = [row for row in _rows(connection, query.words) if not query.types or row["type"] in query.types]
    found = [candidate for row in rows if (candidate := _candidate(connection, row, query))["score"] >= LEAST_SCORE]
    found.sort(key=lambda each: (-each["score"], -each["statements"], each["id"]))
    sure = bool(found) and found[0]["score"] >= 100 - CLEARLY and _is_clear(found)
    shown = found[: query.limit]
    return [
        {**{name: value for name, value in each.items() if name != "statements"}, "match": sure and at == 0}
        for at, each in enumerate(shown)
    ]


def _is_clear(found: list[dict[str, Any]]) -> bool:
    """Whether nobody else comes close to the first candidate."""
    if len(found) == 1:
        return True
    best, next_ = found[:2]
    nearer: bool = best["score"] - next_["score"] > CLEARLY
    return nearer or bool(best["statements"] > OFTEN * max(next_["statements"], 1))


def _rows(connection: sqlite3.Connection, words: str) -> list[sqlite3.Row]:
    """The speaker of an id, or those with all the words in their names; else with words that begin alike."""
    known = connection.execute(f"{NAMED_SPEAKERS} AND s.id = ?", (words,)).fetchall()
    if known:
        return known
    for expression in (match_expression(words), _beginnings(words)):
        found = connection.execute(CANDIDATES, {"words": expression, "limit": LOOKED_AT}).fetchall()
        if found:
            return found
    return []


def _beginnings(words: str) -> str:
    found = (f'"{word[:BEGINNING]}"*' for word in WORD.findall(words) if len(word) >= BEGINNING)
    return " OR ".join(found) or NO_WORDS


def _candidate(connection: sqlite3.Connection, row: sqlite3.Row, query: Query) -> dict[str, Any]:
    names = (row["id"], *row["names"].split("; "))
    name_score = max(_name_score(query.words, name) for name in names)
    roles = held_roles(connection.execute(ROLES, {"id": row["id"]})) if name_score >= LEAST_SCORE else ()
    features = [{"id": "name", "value": round(name_score, 1)}]
    score = name_score
    if query.role and roles:
        alike = max(_alike(fuzz.token_set_ratio, query.role, role.role) for role in roles)
        features.append({"id": "role", "value": round(alike, 1)})
        score += ROLE_FITS if alike >= 100 - CLEARLY else ROLE_DIFFERS if alike < LEAST_SCORE else 0.0
    if query.identifier and query.identifier in _identifiers(connection, row["id"]):
        features.append({"id": "identifier", "value": 100.0})
        score = 100.0
    main = max(roles, key=lambda role: role.documents, default=None)
    return {
        "id": row["id"],
        "name": row["name"],
        "description": f"{main.role + ', ' if main else ''}{row['statements']} statements",
        "type": [{"id": row["type"], "name": TYPES.get(row["type"], row["type"])}],
        "score": round(max(0.0, min(100.0, score)), 1),
        "features": features,
        "statements": row["statements"],
    }


def _name_score(words: str, name: str) -> float:
    """How alike two names are; words that are all in the other one are a part of a name."""
    return max(_alike(fuzz.token_sort_ratio, words, name), PART_OF_A_NAME * _alike(fuzz.token_set_ratio, words, name))


def _alike(ratio: Callable[[str, str], float], one: str, other: str) -> float:
    return ratio(folded(one) or "", folded(other) or "")


def _identifiers(connection: sqlite3.Connection, speaker: str) -> Iterator[str]:
    return (row["identifier"] for row in connection.execute(IDENTIFIERS, (speaker,)))


def propose_properties(type_: str, limit: int) -> dict[str, Any]:
    """What a table may be given of matched speakers of a type, of all types the same; a limit of 0 is none."""
    known = [{"id": key, "name": told} for key, told in EXTENSIONS.items()]
    return {"type": type_, "properties": known[: limit or None]}


def extend(connection: sqlite3.Connection, given: Any) -> dict[str, Any]:
    """What is known of matched speakers, as the specification wants it of data extension.

    Args:
        connection: open for reading.
        given: ids of speakers, and the properties that are wanted.

    Raises:
        QuoteattrError: it is no such query; the message says what is wrong.
    """
    ids = given.get("ids") if isinstance(given, dict) else None
    wanted = given.get("properties") if isinstance(given, dict) else None
    if not isinstance(ids, list) or not isinstance(wanted, list) or len(ids) > MOST_QUERIES:
        raise QuoteattrError(f"an extension has “ids”, at most {MOST_QUERIES}, and “properties”")
    keys = [each.get("id") for each in wanted if isinstance(each, dict)]
    if unknown := [str(key) for key in keys if key not in EXTENSIONS]:
        raise QuoteattrError(f"there is no property {', '.join(unknown)}; there are {', '.join(EXTENSIONS)}")
    return {
        "meta": [{"id": key, "name": EXTENSIONS[str(key)]} for key in keys],
        "rows": {str(speaker): _extended(connection, str(speaker), keys) for speaker in ids},
    }


def _extended(connection: sqlite3.Connection, speaker: str, keys: Iterable[Any]) -> dict[str, list[dict[str, Any]]]:
    """The cells of a speaker by property; all empty where there is none of the id any more."""
    row = connection.execute(f"{NAMED_SPEAKERS} AND s.id = ?", (speaker,)).fetchone()
    if row is None:
        return {key: [] for key in keys}
    cells: dict[str, Callable[[], list[dict[str, Any]]]] = {
        "role": lambda: [{"str": held.role} for held in held_roles(connection.execute(ROLES, {"id": speaker}))],
        "identifier": lambda: [{"str": identifier} for identifier in _identifiers(connection, speaker)],
        "names": lambda: [{"str": name} for name in row["names"].split("; ")],
        "type": lambda: [{"str": row["type"]}],
        "statements": lambda: [{"int": row["statements"]}],
    }
    return {key: cells[key]() for key in keys}


def suggest(connection: sqlite3.Connection, prefix: str, skipped: int = 0) -> dict[str, Any]:
    """Speakers one of whose names begins with some letters, those who are quoted most first, or the one of an id.

    Args:
        connection: open for reading.
        prefix: what somebody has typed.
        skipped: how many of the first ones the client has already.
    """
    words = match_expression(prefix)
    expression = words if words == NO_WORDS or words.endswith("*") else f"{words}*"
    values = {"words": expression, "id": prefix, "limit": GIVEN, "skipped": skipped}
    return {
        "result": [
            {
                "id": row["id"],
                "name": row["name"],
                "description": f"{row['type']}, {row['statements']} statements",
                "notable": [row["type"]],
            }
            for row in connection.execute(SUGGESTED, values)
        ]
    }


def suggest_word(known: Mapping[str, str], prefix: str) -> dict[str, Any]:
    """Those of `TYPES` or `PROPERTIES` whose id or name begins with some letters; all of them for none.

    >>> suggest_word(TYPES, "org")
    {'result': [{'id': 'organization', 'name': 'Organization'}]}
    """
    begun = prefix.casefold()
    found = (key for key, told in known.items() if key.startswith(begun) or told.casefold().startswith(begun))
    return {"result": [{"id": key, "name": known[key]} for key in found]}
