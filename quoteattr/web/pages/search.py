"""A search by speaker, words, role, outlet, subject, date, kind and how sure at once, and by the names of speakers.

In: the fields of one form, which are the query of the address; an order alone lists all statements. Out: the statements
with the words marked, by match or by date, each once, how many each value of a facet has, and speakers of such a name;
a search that finds nothing says what was searched::

    /quotes/-/search?words=ferry&speaker=Mr+Orr&since=2025&kind=direct&sort=date
"""

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import Response

from quoteattr import searching
from quoteattr.errors import QuoteattrError
from quoteattr.queries import Filters, Sort
from quoteattr.similar_names import near_names
from quoteattr.statements import Kind
from quoteattr.store import questions
from quoteattr.store.terms import NO_WORDS, match_expression
from quoteattr.sureness import STEPS_GIVEN, bound
from quoteattr.web.cards import Card, cards
from quoteattr.web.pages.speaker import speakers_named
from quoteattr.web.visits import Visit, page

SHOWN, MOST_PAGES = 20, 50
FIELDS = ("words", "speaker", "since", "until", "role", "outlet", "about", "kind", "words_sure", "speaker_sure", "sort")
# What is asked for less often stands folded away, unless some of it is filled in.
FURTHER = ("role", "outlet", "about", "kind", "words_sure", "speaker_sure")
LONGEST = 300  # characters of a field
# As the page has them.
FACETS = ("speaker", "outlet", "year", "about", "kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value of a facet, how many statements have it, and the address that narrows the search to it."""

    value: str
    number: int
    url: str


@page("/-/search", "documents", "quotes", "claims", "speakers", "speaker_roles", "reviews")
async def search_page(visit: Visit) -> Response:
    """The page of what a search finds."""
    fields = {name: visit.argument(name)[:LONGEST] for name in FIELDS}
    number = visit.number("page", least=1, most=MOST_PAGES)
    found, wrong = None, ""
    if any(fields.values()):
        try:
            found = await _found(visit, fields, SHOWN * (number - 1))
        except QuoteattrError as error:
            wrong = str(error)
    everything = not any(fields[name] for name in FIELDS if name != "sort") and found is not None
    expression = match_expression(fields["words"])
    named = await speakers_named(visit, fields["words"], expression) if expression != NO_WORDS else []
    shown = await _cards(visit, found)
    nothing = not (shown or named) if found else False
    return await visit.show(
        "search.html",
        title=f"Search: {fields['words']}" if fields["words"] else "All statements" if everything else "Search",
        fields=fields,
        everything=everything,
        further=any(fields[name] for name in FURTHER),
        steps=STEPS_GIVEN,
        words=fields["words"],
        kinds=Kind,
        found=found,
        wrong=wrong,
        cards=shown,
        pieces={hit.id: hit.pieces for hit in found.hits} if found else {},
        facets=_facets(visit, fields, found),
        speakers=named,
        similar=_similar(visit, fields["speaker"]) if found and not shown else (),
        nothing=nothing,
        coverage=await visit.ask_one(questions.COVERAGE) if nothing else None,
        earlier=_address(visit, fields, page=str(number - 1)) if found and number > 1 else None,
        later=_address(visit, fields, page=str(number + 1)) if found and _goes_on(found, number) else None,
    )


async def _found(visit: Visit, fields: Mapping[str, str], offset: int) -> searching.ResultPage:
    """What is found, on the thread and within the time that Datasette gives its own questions."""
    filters = Filters(
        speaker=fields["speaker"] or None,
        role=fields["role"],
        outlet=fields["outlet"],
        about=fields["about"],
        since=fields["since"],
        until=fields["until"],
        kind=fields["kind"] if fields["kind"] in list(Kind) else None,
        min_confidence=bound(fields["words_sure"]),
        min_speaker_confidence=bound(fields["speaker_sure"]),
        once=True,
        limit=SHOWN,
    )
    sort = Sort(fields["sort"]) if fields["sort"] in list(Sort) else Sort.MATCH
    find = partial(searching.find_page, words=fields["words"], filters=filters, sort=sort, offset=offset)
    timed = _in_time(find, visit.datasette.setting("sql_time_limit_ms"))
    found: searching.ResultPage = await visit.datasette.get_database(visit.database).execute_fn(timed)
    return found


def _in_time(
    find: Callable[..., searching.ResultPage], milliseconds: int
) -> Callable[[sqlite3.Connection], searching.ResultPage]:
    # Datasette loads its plugins while it is being imported itself.
    from datasette.database import QueryInterrupted

    def timed(connection: sqlite3.Connection) -> searching.ResultPage:
        with sqlite_timelimit(connection, milliseconds):
            try:
                return find(connection)
            except sqlite3.OperationalError as error:
                if error.args == ("interrupted",):
                    raise QueryInterrupted(error, "search", {}) from error
                raise

    return timed


async def _cards(visit: Visit, found: searching.ResultPage | None) -> tuple[Card, ...]:
    """The statements as the pages show them, in the order in which they were found."""
    ids = [hit.id for hit in found.hits] if found else []
    rows = await visit.ask(questions.SOME_STATEMENTS, ids=json.dumps(ids)) if ids else []
    by_id = {row["id"]: row for row in rows}
    return cards(visit, (by_id[each] for each in ids if each in by_id))


def _facets(visit: Visit, fields: Mapping[str, str], found: searching.ResultPage | None) -> dict[str, list[Choice]]:
    """The values of each facet that would narrow the search."""
    made = {}
    for name in FACETS:
        values = found.facets.get(name, ()) if found else ()
        chosen = [
            Choice(value=value, number=number, url=_narrowed(visit, fields, name, value)) for value, number in values
        ]
        if len(chosen) > 1:
            made[name] = chosen
    return made


def _narrowed(visit: Visit, fields: Mapping[str, str], facet: str, value: str) -> str:
    if facet == "year":
        return _address(visit, fields, since=value, until=value)
    return _address(visit, fields, **{facet: value})


def _address(visit: Visit, fields: Mapping[str, str], **changed: str) -> str:
    """The address of this search with some of it changed."""
    given = {name: value for name, value in {**fields, **changed}.items() if value}
    return f"{visit.special('search')}?{urlencode(given)}"


def _goes_on(found: searching.ResultPage, number: int) -> bool:
    return number < MOST_PAGES and (found.number > SHOWN * number or found.at_least)


def _similar(visit: Visit, speaker: str) -> tuple[str, ...]:
    """Names like the one of a speaker whom nobody is called by."""
    path = Path(visit.datasette.get_database(visit.database).path)
    return near_names(path, speaker) if speaker else ()
