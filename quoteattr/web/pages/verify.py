"""Was it said? A sentence held against everything in the database, as a page and as JSON.

In: words, and perhaps who is supposed to have said them. Out: who said it, first where, in which wordings, each with a
word diff; and always what was searched::

    /quotes/-/verify?words=We+will+reopen+the+ferry&speaker=Orr
    /quotes/-/verify.json?words=We+will+reopen+the+ferry
"""

import asyncio
from functools import partial
from pathlib import Path
from typing import Any

from datasette.utils.asgi import Response

from quoteattr.store import questions
from quoteattr.verify import Verdict, as_json, verify
from quoteattr.web.cards import cards
from quoteattr.web.visits import Visit, page

# A sentence or a paragraph; nobody remembers more in somebody's words.
LONGEST = 2_000

_TABLES = ("documents", "quotes", "claims", "speakers", "reviews")


@page("/-/verify", *_TABLES)
async def verify_page(visit: Visit) -> Response:
    """The page that a sentence is pasted into."""
    words, speaker = _asked(visit)
    verdict = await _verdict(visit, words, speaker) if words else None
    found = []
    for candidate in verdict.candidates if verdict else ():
        rows = await visit.ask(questions.STATEMENT, id=candidate.record["id"])
        found += [(candidate, card) for card in cards(visit, rows)]
    return await visit.show(
        "verify.html",
        title="Verify a sentence",
        words_asked=words,
        speaker_asked=speaker,
        longest=LONGEST,
        verdict=verdict,
        found=found,
        json_url=f"{visit.special('verify')}.json?{visit.request.query_string}",
    )


@page(r"/-/verify\.json", *_TABLES)
async def verify_data(visit: Visit) -> Response:
    """The same as JSON."""
    words, speaker = _asked(visit)
    if not words:
        return Response.json({"ok": False, "error": "give words=, and speaker= where it matters"}, status=400)
    return Response.json({"ok": True, **as_json(await _verdict(visit, words, speaker))}, default=str)


def _asked(visit: Visit) -> tuple[str, str | None]:
    return visit.argument("words")[:LONGEST], visit.argument("speaker")[:LONGEST] or None


async def _verdict(visit: Visit, words: str, speaker: str | None) -> Verdict:
    """The verdict, found on a thread: comparing sentences is work, and others want their pages."""
    path = Path(visit.datasette.get_database(visit.database).path)
    made: Any = partial(verify, path, words, speaker=speaker)
    verdict: Verdict = await asyncio.get_running_loop().run_in_executor(None, made)
    return verdict
