"""A draft is checked: an article is pasted or a file is dropped, and every quote in it is held against the database.

In: a text, or a file of any format that is read. Out: the article with its quotes marked, and beside it what the
database says of each; nothing is stored::

    /quotes/-/draft

Extracting is work, so that not every visitor of a public page may ask for it (reviewers.py).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from datasette.utils.asgi import Forbidden, Response

from quoteattr.drafts import LONGEST, CheckedDraft, CheckedQuote
from quoteattr.errors import QuoteattrError
from quoteattr.rendering.articles import article_of, clean
from quoteattr.rendering.highlights import Stretch, paragraphs_of
from quoteattr.statements import Kind
from quoteattr.web.checking import CHECKER, Busy
from quoteattr.web.reviewers import is_same_site, may_check_drafts
from quoteattr.web.uploads import Upload, has_token, read_upload
from quoteattr.web.visits import Visit, page

# Bytes of a form; the files of long reports have a tenth of it.
LARGEST = 10_000_000
# Of what is like a quote, how much is shown beside it; the page to verify it shows the rest.
MOST_SHOWN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where the database has what is like a quote.

    Attributes:
        candidate: of the verdict.
        url: the page of its statement.
    """

    candidate: object
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is shown beside a quote of the draft.

    Attributes:
        number: of the quote on the page, from 1.
        checked: the quote and its verdict.
        found: what is like it.
        verify_url: the page that shows all of it.
    """

    number: int
    checked: CheckedQuote
    found: tuple[Found, ...]
    verify_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An article of the draft: its title, its paragraphs, and an answer for each quote, in its order."""

    title: str
    paragraphs: tuple[tuple[Stretch, ...], ...]
    answers: tuple[Answer, ...]


@page("/-/draft", "documents", "quotes", "claims", "speakers", "reviews")
async def draft_page(visit: Visit) -> Response:
    """The form, and what the database says of a draft that was sent by it."""
    if not may_check_drafts(visit.datasette, visit.request):
        raise Forbidden("Only reviewers who have signed in may have drafts checked here.")
    if visit.request.method != "POST":
        return await _answer(visit)
    if not is_same_site(visit.request):
        raise Forbidden("Send the draft from a page of this site.")
    upload = Upload()
    try:
        upload = await read_upload(visit.request, largest=LARGEST)
        if not has_token(visit.request, upload.fields):
            raise Forbidden("The form has expired; open the page again.")
        text = upload.fields.get("text", "").replace("\r\n", "\n")
        data, name = (upload.data, upload.name or "draft.txt") if upload.data else (text.encode(), "")
        if not data.strip():
            raise QuoteattrError("Paste an article, or choose a file.")
        drafts = await CHECKER.check(visit.path, data, name)
    except Busy as error:
        return await _answer(visit, status=503, problem=str(error), text=upload.fields.get("text", ""))
    except QuoteattrError as error:
        return await _answer(visit, status=400, problem=str(error), text=upload.fields.get("text", ""))
    return await _answer(visit, text="" if upload.data else text, name=name, drafts=drafts)


async def _answer(
    visit: Visit, *, status: int = 200, problem: str | None = None, text: str = "", name: str = "",
    drafts: Iterable[CheckedDraft] = (),
) -> Response:  # fmt: skip
    drafts = tuple(drafts)
    quotes = [quote for draft in drafts for quote in draft.quotes]
    return await visit.show(
        "draft.html",
        status=status,
        title="Check a draft",
        action=visit.special("draft"),
        problem=problem,
        text=text,
        name=clean(name),
        longest=LONGEST,
        largest=LARGEST // 1_000_000,
        checked=bool(drafts),
        articles=[*_articles(visit, drafts)],
        number=len(quotes),
        outcomes=Counter(str(quote.verdict.outcome).replace("_", " ") for quote in quotes),
        coverage=quotes[0].verdict.coverage.sentence if quotes else None,
    )


def _articles(visit: Visit, drafts: Iterable[CheckedDraft]) -> Iterator[Shown]:
    number = 0
    for draft in drafts:
        article = article_of(draft.extraction)
        answers = tuple(_beside(visit, checked, number + at) for at, checked in enumerate(draft.quotes, 1))
        number += len(answers)
        title = clean(article.title or article.address or "")
        yield Shown(title=title, paragraphs=tuple(paragraphs_of(article)), answers=answers)


def _beside(visit: Visit, checked: CheckedQuote, number: int) -> Answer:
    found = tuple(
        Found(
            candidate=candidate,
            url=visit.url("quotes" if candidate.record["kind"] == Kind.DIRECT else "claims", candidate.record["id"]),
        )
        for candidate in checked.verdict.candidates[:MOST_SHOWN]
    )
    asked = {"words": checked.verdict.words, "speaker": checked.verdict.speaker}
    return Answer(number=number, checked=checked, found=found, verify_url=visit.query("verify", asked))
