"""Drafts that are checked for the pages: one at a time, beside the server, with a model that is loaded once.

In: the file of a database and a draft. Out: its articles with verdicts, while the server goes on answering others::

    drafts = await checked(path, data, "draft.docx")

The model runs in a process of its own, which is ended when a draft takes too long; reading and verifying run on one
thread. The model is loaded for the first draft and stays.
"""

import asyncio
import atexit
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from quoteattr.drafts import CheckedDraft, check_draft, read_draft
from quoteattr.errors import QuoteattrError
from quoteattr.jobs import Annotator, open_workers

# Seconds that the model may take for one article; a long one takes ten.
TIME_LIMIT = 60.0
# Drafts that wait for their turn; who comes then is asked to come back.
MOST_WAITING = 4


class Busy(QuoteattrError):
    """Too many drafts are waiting."""


class Checker:
    """One thread that checks drafts, and the process that annotates for it."""

    def __init__(self) -> None:
        """Loads nothing yet."""
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drafts")
        self._places = threading.BoundedSemaphore(MOST_WAITING + 1)
        self._open = ExitStack()
        self._annotator: Annotator | None = None
        atexit.register(self._open.close)

    async def check(self, database: Path, data: bytes, name: str) -> tuple[CheckedDraft, ...]:
        """The articles of a draft with every quote in them verified.

        Raises:
            Busy: others are waiting already.
            QuoteattrError: the draft cannot be read or annotated.
        """
        if not self._places.acquire(blocking=False):
            raise Busy("Several drafts are being checked; send yours again in a minute.")
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._thread, self._check, database, data, name)
        finally:
            self._places.release()

    def _check(self, database: Path, data: bytes, name: str) -> tuple[CheckedDraft, ...]:
        documents = read_draft(data, name)
        if self._annotator is None:
            self._annotator = self._open.enter_context(open_workers(jobs=1, time_limit=TIME_LIMIT))
        return tuple(check_draft(database, documents, self._annotator))


CHECKER = Checker()
