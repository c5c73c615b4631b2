"""Progress bars on standard error, where that is a terminal; they go away at the end.

In: what is done, and a call for each piece of it. Out: a bar::

    with progress("extracting", total=count_files(paths)) as advance:
        extract_into(store, paths, annotator, on_document=advance)

`interruptible` makes SIGTERM stop a block as Ctrl-C does.

`loaded` loads the models behind a bar.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import isnan
from typing import TYPE_CHECKING

from quoteattr.cli.summaries import printable

if TYPE_CHECKING:
    from rich.progress import Progress

import signal
import threading
from contextlib import ExitStack
from types import FrameType
from typing import TYPE_CHECKING

from quoteattr.errors import ModelError
from quoteattr.statements import ModelChoice

if TYPE_CHECKING:
    from quoteattr.jobs import Annotator


# Characters of the name of a document; the end of a path tells more than its beginning.
WIDTH = 40


@contextmanager
def with_training() -> Iterator[None]:
    """Import what trains, or say what to install.

    Raises:
        ModelError: a package of the extra is missing.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise ModelError(f'{error.name} is not installed; run: pip install "quoteattr[train]"') from error


@contextmanager
def progress(description: str, *, total: int | None = None) -> Iterator[Callable[[str], None]]:
    """Show a bar while the block runs.

    Args:
        description: what is being done.
        total: how many pieces there are, as far as that is known; None shows that work goes on.

    Yields:
        A function that is to be called with the name of each piece that is done.
    """
    with _bar() as bar:
        task = bar.add_task(description, total=total)

        def advance(name: str) -> None:
            bar.update(task, advance=1, description=printable(name[-WIDTH:]))
            if total is not None and bar.tasks[0].completed > total:  # a file held several documents
                bar.update(task, total=None)

        yield advance


@contextmanager
def steps(description: str) -> Iterator[Callable[[int, int, float], None]]:
    """Show a bar while the block trains.

    Args:
        description: what is being done.

    Yields:
        A function that is to be called with the steps done, the steps in all, and the loss (no number
        while a teacher reads the corpus).
    """
    with _bar() as bar:
        task = bar.add_task(description, total=None)

        def show(done: int, total: int, loss: float) -> None:
            now = "the teacher reads" if isnan(loss) else f"loss {loss:.3f}"
            bar.update(task, completed=done, total=total, description=f"{description}, {now}")

        yield show


def _bar() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeElapsedColumn(), console=console, transient=True, disable=not console.is_terminal)


@contextmanager
def interruptible() -> Iterator[None]:
    """Let SIGTERM interrupt the block as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


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
