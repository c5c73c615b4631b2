"""Answers what Datasette counts of large tables without reading them: pages of a million rows at once.

In: a question of Datasette's table page (how many rows, how often each value of a facet). Out: a question with the same
answer that reads less. Of a whole table, the counts that the database keeps; of the view `statements` where it is
narrowed to some values, quotes and claims one by one, without the documents and speakers that the view joins::

    shortcut("select count(*) from statements ") == "SELECT sum(statements) FROM value_counts WHERE field = 'kind'"

No hook of Datasette answers a count, so that its questions are known by how they are written. What it writes is pinned
by tests/web/test_shortcuts.py, which asks the version that is installed and the newest one of the line 1.0 (1.0a41 so
far, which counts no more than 10,000 rows by itself). A question that is written otherwise is answered as Datasette
does.
"""

import functools
import re
from typing import Any

from quoteattr.store import questions
from quoteattr.store.counting import FIELDS

# As Datasette writes them.
_COUNT = re.compile(r"\s*select count\(\*\) from (?P<table>quotes|claims|statements)(?P<where> where .+?)?\s*", re.S)
_FACET = re.compile(
    r"\s*select (?P<field>\w+) as value, count\(\*\) as count from \(\s*"
    r"select [\w\s,]+ from (?P<table>quotes|claims|statements)(?P<where> where .+?)?\s*\)\s*"
    r"where (?P=field) is not null\s*"
    r"group by (?P=field) order by count desc, value limit (?P<limit>\d+)\s*",
    re.S,
)
_CONDITION = re.compile(r'"(\w+)" = (:p\d+)')
# Columns that the view has from quotes and claims as they are, besides the facets.
_PLAIN = {*FIELDS, "document_id", "run_id", "claim_id", "anonymous", "speaker_type", "method", "medium", "addressee"}


def shortcut(sql: str) -> str | None:
    """A question with the same answer and the same parameters that reads less, if there is one."""
    if count := _COUNT.fullmatch(sql):
        return _count(count["table"], count["where"])
    facet = _FACET.fullmatch(sql)
    return _facet(**facet.groupdict()) if facet else None


def _count(table: str, where: str | None) -> str | None:
    if where is None:
        return questions.COUNT_OF_TABLE.format(table=table)
    conditions = _conditions(where)
    return questions.COUNT_OF_SOME.format(where=conditions) if table == "statements" and conditions else None


def _facet(field: str, table: str, where: str | None, limit: str) -> str | None:
    named = table == "statements" and field == "speaker"
    if field not in FIELDS and not named:
        return None
    if where is None:
        question = questions.FACET_OF_NAMES if named else questions.FACET_OF_TABLE
        return question.format(field=field, table=table, limit=limit)
    conditions = _conditions(where)
    if table != "statements" or conditions is None:
        return None
    question = questions.FACET_OF_SOME_NAMES if named else questions.FACET_OF_SOME
    return question.format(field=field, where=conditions, limit=limit)


def _conditions(where: str) -> str | None:
    """The conditions as quotes and claims have them; None when there is one that they do not have."""
    parts = [_CONDITION.fullmatch(part.strip()) for part in where.removeprefix(" where ").split(" and ")]
    made = [part and _condition(*part.groups()) for part in parts]
    return None if None in made else " AND ".join(filter(None, made))


def _condition(column: str, parameter: str) -> str | None:
    if column == "speaker":
        return f"speaker_id IN (SELECT id FROM speakers WHERE name = {parameter})"
    if column == "date":
        return f"published = {parameter}"
    return f"{column} = {parameter}" if column in _PLAIN else None


def take_shortcuts(database: Any) -> None:
    """Lets a database of Datasette answer by shortcuts where there are any."""
    execute = database.execute

    @functools.wraps(execute)
    async def answer(sql: str, *rest: Any, **options: Any) -> Any:
        return await execute(shortcut(sql) or sql, *rest, **options)

    database.execute = answer
