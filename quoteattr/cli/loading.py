"""The models, loaded behind a progress bar: what every command does before it annotates.

In: which ones, and how many processes. Out: an annotator, whose processes end with the block::

    with loaded(models, time_limit=reading.time_limit) as annotator:
        ...
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from quoteattr.choice import ModelChoice
from quoteattr.cli.progress import progress

if TYPE_CHECKING:
    from quoteattr.jobs import Annotator


@contextmanager
def loaded(models: ModelChoice, *, jobs: int = 1, time_limit: float | None = None) -> "Iterator[Annotator]":
    """What annotates, ready to do so.

    Raises:
        QuoteattrError: a model is missing or does not fit.
    """
    with ExitStack() as stack:
        with progress("loading the model"):
            from quoteattr.jobs import open_annotator

            annotator = stack.enter_context(open_annotator(models, jobs=jobs, time_limit=time_limit))
        yield annotator
