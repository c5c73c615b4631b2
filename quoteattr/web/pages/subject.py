"""Who said what about a subject: by speaker, over time, article by article; and the list of subjects.

In: the key of a subject, and perhaps a speaker and how sure it is to be. Out: the page::

    /quotes/-/subjects?words=ferry
    /quotes/-/subject/ferry?speaker=7fe28fa954eea8e6&words_sure=0.95
"""

from itertools import groupby
from operator import itemgetter
from typing import Any

from datasette.utils.asgi import NotFound, Response

from quoteattr.rendering.articles import clean
from quoteattr.store import questions
from quoteattr.store.terms import NO_WORDS, match_expression
from quoteattr.sureness import STEPS_GIVEN, bound
from quoteattr.web.cards import cards
from quoteattr.web.chart import timeline
from quoteattr.web.latest import Group, group_of
from quoteattr.web.visits import Row, Visit, page

SUBJECTS, STATEMENTS, MOST_PAGES = 200, 200, 200
_TABLES = ("documents", "quotes", "claims", "speakers", "reviews", "subjects")


@page("/-/subjects", *_TABLES)
async def subjects_page(visit: Visit) -> Response:
    """The subjects of the latest documents, or those with some words."""
    words = visit.argument("words")
    expression = match_expression(words)
    if expression == NO_WORDS:
        found = await visit.ask(questions.FREQUENT_SUBJECTS, limit=SUBJECTS)
    else:
        found = await visit.ask(questions.SUBJECTS, words=expression, limit=SUBJECTS)
    return await visit.show("subjects.html", title="Subjects", asked=words, subjects=found)


@page(r"/-/subject/(?P<id>[^/]+)", *_TABLES)
async def subject_page(visit: Visit) -> Response:
    """The page of a subject."""
    key = visit.key()
    subject = await visit.ask_one(questions.SUBJECT, key=key)
    if subject is None or not subject["documents"]:
        raise NotFound("No document is about this; the list of subjects has what there is.")
    number = visit.number("page", least=1, most=MOST_PAGES)
    asked = _asked(visit)
    rows = await visit.ask(
        questions.ABOUT, key=key, limit=STATEMENTS + 1, offset=STATEMENTS * (number - 1), **asked
    )  # fmt: skip
    months = await visit.ask(questions.ABOUT_BY_MONTH, key=key, **asked)
    return await visit.show(
        "subject.html",
        title=clean(subject["subject"]),
        subject=subject,
        asked=asked,
        steps=STEPS_GIVEN,
        recent=questions.RECENT,
        speakers=await visit.ask(questions.ABOUT_BY_SPEAKER, key=key, **{**asked, "speaker": ""}),
        beside=await visit.ask(questions.BESIDE_SUBJECT, key=key),
        chart=timeline({row["month"]: row["number"] for row in months}),
        groups=_groups(visit, rows[:STATEMENTS], whole=bool(asked["speaker"])),
        address=visit.special("subject", key),
        number=number,
        older=len(rows) > STATEMENTS,
    )


def _asked(visit: Visit) -> dict[str, Any]:
    """Whom and how sure the reader has asked for."""
    return {
        "speaker": visit.argument("speaker"),
        "words_sure": bound(visit.argument("words_sure")),
        "speaker_sure": bound(visit.argument("speaker_sure")),
    }


def _groups(visit: Visit, rows: list[Row], *, whole: bool) -> list[Group]:
    """The articles with what is said in each: one or two of everybody, or all of one speaker."""
    found = []
    for identity, said in groupby(rows, itemgetter("document_id")):
        rows = list(said)
        document = {**rows[0], "id": identity}
        found.append(group_of(visit, document, cards(visit, rows), whole=whole))
    return found
