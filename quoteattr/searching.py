"""Searches the words of statements: in any form, misspelt, half remembered, and narrowed by who, where and when.

In: the path of a database, words and filters. Out: an `Answer`, which gives records and tells in words what was taken
for what::

    answer = search(Path("quotes.db"), "wall controversal", Filters(speaker="President Ayala"))
    print(*answer.told)
    for record in answer:
        print(record["speaker"], record["text"])

A word is found in all its forms (walls, walled), a "phrase in double quotes" and the beginning of a word (tax*) only as
they stand. A word that is in no statement is taken for the ones most like it, or left out. Where no statement holds all
the words, those are given that hold most of the telling ones.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from quoteattr.contrasts import is_telling
from quoteattr.queries import (
    EVERYTHING,
    NO_FILTERS,
    ORDERS,
    Filters,
    Record,
    Sort,
    check_dates,
    conditions,
    fold_in,
    hits_query,
    parameters_of,
    reading,
    records,
)
from quoteattr.store.similar import TABLES, Place
from quoteattr.store.spelling import rows_of, understand
from quoteattr.store.terms import Term, all_of, any_of

# What a search ranks at most: to find the best of a million matches, all of them are read.
RANKED = 20_000
# Statements that hold some of the words, where none holds all.
MOST_LIKE = 50
# What no statement holds.
NOTHING = (Term(""),)
# Statements of each table that are counted, by the values of facets too; and how many values are told. Each is read
# from a place of its own: more of them, on a disk that has not been read yet, take longer than a reader waits.
COUNTED, MOST_VALUES = 2_000, 8
# Those whose articles' subjects are counted: each has several.
COUNTED_SUBJECTS = 500
# Around a word that was found: private characters, which no text of ours holds, and the words shown of a long one.
MARKS, LONGEST_SHOWN, AROUND = ("\ue000", "\ue001"), 600, 60

_COUNTED = """
WITH hits AS MATERIALIZED ({hits})
SELECT 'number' AS facet, NULL AS value, count(*) AS number FROM hits
UNION ALL SELECT 'speaker', speakers.name, count(*)
FROM hits JOIN speakers ON speakers.id = hits.speaker_id GROUP BY speakers.name
UNION ALL SELECT 'outlet', outlet, count(*) FROM hits WHERE outlet IS NOT NULL GROUP BY outlet
UNION ALL SELECT 'kind', kind, count(*) FROM hits GROUP BY kind
UNION ALL SELECT 'about', min(subject), count(*)
FROM (SELECT document_id FROM hits LIMIT {some}) AS h JOIN subjects USING (document_id) GROUP BY key
UNION ALL SELECT 'year', year, count(*) FROM hits WHERE year IS NOT NULL GROUP BY year
ORDER BY number DESC, value"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of the indexes.

    Attributes:
        terms: what is looked for; without any, everything that the filters let through.
        told: how that differs from what was typed.
        widely: statements that hold some of the terms, the best first; else those that hold all.
        many: more than `RANKED` hold the words: they are passed by date, not ranked.
    """

    terms: tuple[Term, ...]
    told: tuple[str, ...] = ()
    widely: bool = False
    many: bool = False

    @property
    def index(self) -> str:
        """The full-text index that hands rows over; phrases in double quotes beside plain words need another."""
        return "{table}_fts" if all(term.is_verbatim for term in self.terms) else "{table}_fts_stems"

    @property
    def template(self) -> str:
        """The first stage of a query of one table."""
        columns = f"SELECT '{{table}}' AS place, s.rowid AS number, s.published, s.document_id, s.start{self._score}"
        return f"{columns} {self.source}" if self.terms else EVERYTHING

    @property
    def _score(self) -> str:
        return "" if self.many else f", {self.index}.rank AS score"

    @property
    def source(self) -> str:
        """Where the rows of one table come from. Full-text search hands its rows over in the order of their rank.

        Of very many, statements are passed in the order of their dates until there are enough that hold the words.
        """
        if not self.terms:
            return "FROM {table} AS s WHERE TRUE"
        index, also = self.index, ""
        if any(term.is_verbatim for term in self.terms) and index != "{table}_fts":
            also = " AND s.rowid IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH :verbatim)"
        if self.many:
            held = f"EXISTS (SELECT 1 FROM {index} WHERE {index} MATCH :words AND {index}.rowid = s.rowid)"
            return f"FROM {{table}} AS s WHERE {held}{also}"
        return f"FROM {index} CROSS JOIN {{table}} AS s ON s.rowid = {index}.rowid WHERE {index} MATCH :words{also}"

    @property
    def expressions(self) -> dict[str, str]:
        """The parameters of a query."""
        verbatim = [term for term in self.terms if term.is_verbatim]
        plain = [term for term in self.terms if not term.is_verbatim]
        return {"words": (any_of if self.widely else all_of)(plain or verbatim), "verbatim": all_of(verbatim)}

    def order(self, sort: Sort) -> str:
        """What the rows of both tables are sorted by."""
        if sort is Sort.MATCH and self.terms and not self.many:
            return "score"
        by_date = Sort.DATE if sort is Sort.MATCH else sort
        # An index hands statements over by date; to sort those of one day, all that hold the words would be looked for.
        return ORDERS[by_date].split(",")[0] if self.many else ORDERS[by_date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The records that a search finds, read as they are asked for.

    Attributes:
        told: in words, what was taken for what, and in which order very many are given.
    """

    path: Path
    question: Question
    filters: Filters
    sort: Sort

    @property
    def told(self) -> tuple[str, ...]:
        """In words, what was left out or taken for something else."""
        return self.question.told

    def __iter__(self) -> Iterator[Record]:
        """Opens the database again when the first record is asked for."""
        with reading(self.path) as connection:
            query = hits_query(self.question.template, self.question.order(self.sort), self.filters)
            parameters = {**parameters_of(connection, self.filters), **self.question.expressions}
            yield from records(connection, query, parameters)


def search(path: Path, words: str, filters: Filters = NO_FILTERS, *, sort: Sort = Sort.MATCH) -> Answer:
    """Statements that hold all the words, best match (bm25) first; where there are none, those that hold most of them.

    To find the best of very many all of them are read: where only some are asked for of more than `RANKED`, they are
    the newest.

    Args:
        path: the database.
        words: words, "phrases in double quotes", and beginnings of words (tax*). Any input is
            taken as words; case and diacritics do not matter.
        filters: see `Filters`.
        sort: by how well they match, or by date.

    Raises:
        StoreError: the file is no database of quoteattr.
        QuoteattrError: a date that is none.
    """
    check_dates(filters)
    with reading(path) as connection:
        question = ask(connection, words, filters)
    if question.widely:
        filters = replace(filters, limit=min(filters.limit or MOST_LIKE, MOST_LIKE))
    return Answer(path=path, question=question, filters=filters, sort=sort)


def ask(connection: sqlite3.Connection, words: str, filters: Filters) -> Question:
    """What to ask for words: all of those that can be found, or where no statement holds all of them, any."""
    understood = understand(connection, words)
    if not understood.terms:
        return Question(terms=NOTHING, told=understood.told)
    question = Question(terms=understood.terms, told=understood.told)
    if filters.limit is not None and _holding(connection, question) > RANKED:
        most = f"More than {RANKED:,} statements hold these words: the newest are given, not the best."
        return replace(question, many=True, told=(*question.told, most))
    if _is_found(connection, question, filters):
        return question
    return _widened(connection, question)


def _holding(connection: sqlite3.Connection, question: Question) -> int:
    """How many rows of the fuller table hold the words, whatever the filters say, counted to one more than `RANKED`."""
    words = question.expressions["words"]
    return max(rows_of(connection, question.index.format(table=table), words, RANKED + 1) for table in TABLES)


def _is_found(connection: sqlite3.Connection, question: Question, filters: Filters) -> bool:
    parameters = {**parameters_of(connection, filters), **question.expressions}
    query = f"SELECT 1 {question.source}{conditions(filters)} LIMIT 1"
    return any(connection.execute(query.format(table=table), parameters).fetchone() for table in TABLES)


def _widened(connection: sqlite3.Connection, question: Question) -> Question:
    """The same for statements that hold some of the words: of the telling ones, the rarest that are not too many."""
    plain = [term for term in question.terms if not term.is_verbatim]
    telling = [term for term in plain if is_telling(term.text.casefold())] or plain
    counted = sorted((_holding(connection, Question(terms=(term,))), term.text, term) for term in telling)
    kept: list[Term] = []
    rows = 0
    for number, _, term in counted:
        rows += number
        if rows <= RANKED or not kept:
            kept.append(term)
    if len(plain) < 2 or not kept:
        return question
    told = "No statement holds all of these words; those that hold most of them:"
    verbatim = [term for term in question.terms if term.is_verbatim]
    return replace(question, terms=(*verbatim, *kept), widely=True, told=(*question.told, told))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A statement that a search finds: its id, and its words in pieces, each with whether it was looked for."""

    id: str
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPage:
    """A part of what a search finds, with the counts of the whole.

    Attributes:
        hits: the statements of this part.
        number: how many there are, counted up to `COUNTED` in quotes and in claims.
        at_least: there are more.
        facets: the most frequent values of "speaker", "outlet", "kind", "about" (subjects of the articles) and "year",
            with how many statements have each.
        told: what was left out or taken for something else.
    """

    hits: tuple[Hit, ...]
    number: int
    at_least: bool
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    told: tuple[str, ...]


def find_page(
    connection: sqlite3.Connection, words: str, filters: Filters, *, sort: Sort = Sort.MATCH, offset: int = 0
) -> ResultPage:
    """A part of what a search finds, beginning at a place; without words, of all that the filters let through.

    Raises:
        QuoteattrError: a date that is none.
    """
    check_dates(filters)
    fold_in(connection)
    question = ask(connection, words, filters) if words else Question(terms=())
    parameters = {**parameters_of(connection, filters), **question.expressions}
    number, facets = _counts(connection, question, filters, parameters)
    if question.widely:
        number, facets = min(number, MOST_LIKE), {}
        parameters["limit"] = max(0, min(parameters["limit"], number - offset))
    query = f"{hits_query(question.template, question.order(sort), filters)} OFFSET :offset"
    places = connection.execute(query, {**parameters, "offset": offset}).fetchall()
    hits = tuple(_hit(connection, Place(row["place"], row["number"]), question) for row in places)
    return ResultPage(hits=hits, number=number, at_least=number >= COUNTED, facets=facets, told=question.told)


def _counts(
    connection: sqlite3.Connection, question: Question, filters: Filters, parameters: Record
) -> tuple[int, dict[str, tuple[tuple[str, int], ...]]]:
    """How many there are, and the most frequent values of the facets."""
    # In the order of the index, whatever the order of the hits: the first that hold the words come at once.
    question = replace(question, many=False)
    columns = "s.speaker_id, s.outlet, s.kind, s.document_id, substr(s.published, 1, 4) AS year"
    some = f"SELECT * FROM (SELECT {columns} {question.source}{conditions(filters)} LIMIT :most)"
    hits = " UNION ALL ".join(some.format(table=table) for table in TABLES)
    found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in connection.execute(_COUNTED.format(hits=hits, some=COUNTED_SUBJECTS), {**parameters, "most": COUNTED}):
        found[row["facet"]].append((row["value"], row["number"]))
    number = found.pop("number")[0][1]
    facets = {name: tuple(values[:MOST_VALUES]) for name, values in found.items()}
    return number, facets


def _hit(connection: sqlite3.Connection, place: Place, question: Question) -> Hit:
    row = connection.execute(f"SELECT id, text FROM {place.table} WHERE rowid = ?", (place.number,)).fetchone()
    if not question.terms:
        return Hit(id=row["id"], pieces=((row["text"], False),))
    telling = [term for term in question.terms if is_telling(term.text.casefold())] or question.terms
    index, text = f"{place.table}_fts_stems", row["text"]
    shown = f"highlight({index}, 0, ?, ?)"
    if len(text) > LONGEST_SHOWN:
        shown = f"snippet({index}, 0, ?, ?, ' … ', {AROUND})"
    query = f"SELECT {shown} FROM {index} WHERE {index} MATCH ? AND rowid = ?"
    marked = connection.execute(query, (*MARKS, any_of(telling), place.number)).fetchone()
    return Hit(id=row["id"], pieces=tuple(_pieces(marked[0] if marked else text)))


def _pieces(marked: str) -> Iterator[tuple[str, bool]]:
    """The text between marks, and whether it was marked."""
    for number, part in enumerate(marked.replace(MARKS[1], MARKS[0]).split(MARKS[0])):
        if part:
            yield part, number % 2 == 1
