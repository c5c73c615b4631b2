"""Questions about speakers: who may be one, who has been taken for one, who may be on a list; one click each.

In: nothing, or the answer of a reviewer. Out: the questions, the least sure first, and what was decided last::

    /quotes/-/questions?page=2
    POST /quotes/-/questions

The page of a speaker sends here what is not that speaker's.
"""

import asyncio
from pathlib import Path
from typing import Any

from datasette.utils.asgi import Forbidden, Response

from quoteattr.directory import undo
from quoteattr.entries import held_roles, main_role
from quoteattr.errors import QuoteattrError
from quoteattr.queries import reading
from quoteattr.rendering.directory import held
from quoteattr.store import questions
from quoteattr.suggestions import Asked, Suggestion, answer, chosen_by_id, find_suggestions, merges_of
from quoteattr.web.reviewers import is_same_site, may_review
from quoteattr.web.visits import Row, Visit, page

SHOWN = 50
MOST_PAGES = 2_000
TABLES = ("documents", "quotes", "claims", "speakers", "appearances", "speaker_suggestions", "speaker_decisions")


@page("/-/questions", *TABLES)
async def questions_page(visit: Visit) -> Response:
    """The page of questions; what reviewers send to it is put into effect."""
    if visit.request.method != "POST":
        return await _show(visit)
    if not may_review(visit.datasette, visit.request) or not is_same_site(visit.request):
        raise Forbidden("Only reviewers who have signed in may answer, from the page of questions.")
    form = await visit.request.post_vars()
    path = Path(visit.datasette.get_database(visit.database).path)
    reviewer = str(visit.request.actor["id"])
    try:
        await asyncio.get_running_loop().run_in_executor(None, _decide, path, form, f"answered by {reviewer}")
    except QuoteattrError as error:
        return await _show(visit, status=400, problem=str(error))
    return Response.redirect(visit.special("questions"), status=303)


def _decide(path: Path, form: Row, note: str) -> None:
    """Put what was sent into effect: one answer, all that are sure enough, or the end of a decision.

    Raises:
        QuoteattrError: it is none of these.
    """
    if number := form.get("undo"):
        undo(path, _number(number))
        return
    found = _asked_about(path, form.get("speaker"))
    if least := form.get("least"):
        answer(path, accepted=[each for each in found if each.chance >= _share(least)], note=note)
        return
    asked = [*chosen_by_id(found, [form.get("id", "")])]
    if form.get("answer") not in ("yes", "no"):
        raise QuoteattrError("Say yes or no.")
    yes, no = (asked, []) if form["answer"] == "yes" else ([], asked)
    answer(path, accepted=yes, rejected=no, note=note)


def _asked_about(path: Path, speaker: str | None) -> list[Suggestion]:
    """What is asked on the page of questions, or on that of a speaker."""
    with reading(path) as connection:
        return merges_of(connection, speaker) if speaker else find_suggestions(connection)


def _number(given: str) -> int:
    if not (given.isascii() and given.isdigit()):
        raise QuoteattrError("A decision has a number.")
    return int(given)


def _share(given: str) -> float:
    try:
        return min(max(float(given), 0.0), 1.0)
    except ValueError as err:
        raise QuoteattrError("How sure is a number from 0 to 1.") from err


async def _show(visit: Visit, *, status: int = 200, problem: str | None = None) -> Response:
    number = visit.number("page", least=1, most=MOST_PAGES)
    found = await visit.datasette.get_database(visit.database).execute_fn(find_suggestions)
    shown = found[SHOWN * (number - 1) : SHOWN * number]
    address = visit.special("questions")
    return await visit.show(
        "questions.html",
        status=status,
        title="Questions about speakers",
        problem=problem,
        asked=[await _shown(visit, each) for each in shown],
        open=len(found),
        decided=await visit.ask(questions.DECIDED),
        address=address,
        number=number,
        newer=f"{address}?page={number - 1}" if number > 1 else None,
        older=f"{address}?page={number + 1}" if len(found) > SHOWN * number else None,
    )


async def _shown(visit: Visit, asked: Suggestion) -> dict[str, Any]:
    """A question with the pages of those whom it is about, and their roles; an entry of a list has a row."""
    other = visit.url("authority" if asked.kind is Asked.LISTED else "speakers", asked.other)
    return {
        "it": asked,
        "speaker_url": visit.url("speakers", asked.speaker),
        "speaker_role": await _role(visit, asked.speaker),
        "other_url": other,
        "other_role": await _role(visit, asked.other) if asked.kind is Asked.MERGE else "",
    }


async def _role(visit: Visit, speaker: str) -> str:
    """What most documents say that a speaker is: of two who bear one name it tells who is who."""
    main = main_role(held_roles(await visit.ask(questions.ROLES, id=speaker)))
    return held(main) if main else ""
