"""A report: the statements that a reader has chosen, to read, to print and to take along.

In: ids of statements. Out: a page, or a file::

    /quotes/-/report?id=3e9cb84314349386&id=66e3ef0fe25981e0
    /quotes/-/report.docx?id=3e9cb84314349386
"""

import asyncio
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from quoteattr.reports import Form, Report, render, report_of
from quoteattr.reports.report import MOST
from quoteattr.store import questions
from quoteattr.web.cards import cards
from quoteattr.web.visits import Visit, page

_TABLES = ("documents", "quotes", "claims", "speakers", "reviews")
# What each format is called on the page.
_NAMES = {Form.MARKDOWN: "Markdown", Form.HTML: "web page", Form.DOCX: "Word"}


@page("/-/report", *_TABLES)
async def report_page(visit: Visit) -> Response:
    """The page, with links to the same as files."""
    ids = _ids(visit)
    report = await _report(visit, ids) if ids else None
    shown = []
    for entry in report.entries if report else ():
        rows = await visit.ask(questions.STATEMENT, id=entry.record["id"])
        shown += [(entry, card) for card in cards(visit, rows)]
    query = urlencode([("id", identifier) for identifier in ids])
    return await visit.show(
        "report.html",
        title="Report",
        report=report,
        entries=shown,
        most=MOST,
        files={_NAMES[form]: f"{visit.special('report')}.{form}?{query}" for form in Form},
    )


@page(r"/-/report\.(?P<form>md|html|docx)", *_TABLES)
async def report_file(visit: Visit) -> Response:
    """The same as a file."""
    form = Form(visit.key("form"))
    report = await _report(visit, _ids(visit))
    content = await asyncio.get_running_loop().run_in_executor(None, render, report, form)
    headers = {"content-disposition": f'attachment; filename="report-{report.made}.{form}"'}
    return Response(content, headers=headers, content_type=form.media_type)


def _ids(visit: Visit) -> list[str]:
    return list(dict.fromkeys(visit.request.args.getlist("id")))[:MOST]


async def _report(visit: Visit, ids: list[str]) -> Report:
    """The report, made on a thread: verifying is work, and others want their pages."""
    return await asyncio.get_running_loop().run_in_executor(None, report_of, visit.path, ids)
