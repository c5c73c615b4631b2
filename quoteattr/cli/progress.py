"""A progress bar on standard error, where that is a terminal.

In: how much is to do, and a call for each piece that is done. Out: a bar that goes away at the end::

    with progress("extracting", total=count_files(paths)) as advance:
        extract_into(store, paths, nlp, on_document=advance)
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(description: str, *, total: int | None = None) -> Iterator[Callable[[str], None]]:
    """Show a bar while the block runs.

    Args:
        description: what is being done.
        total: how many pieces there are, as far as that is known; None shows that work goes on.

    Yields:
        A function that is to be called with the name of each piece that is done.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, TimeElapsedColumn(), console=console, transient=True, disable=not console.is_terminal)
    with bar:
        task = bar.add_task(description, total=total)

        def advance(name: str) -> None:
            bar.update(task, advance=1, description=name[-40:])
            done = bar.tasks[0].completed
            if total is not None and done > total:  # a file turned out to hold several documents
                bar.update(task, total=None)

        yield advance
