"""A time limit for a piece of work that may never end by itself.

In: seconds. Out: nothing, or a `TimeLimitError` in the middle of the work::

    with time_limit(60):
        read(document)

By the alarm clock of the system, which interrupts Python wherever it is, regular expressions included; where there is
none (Windows, a thread other than the main one) the work goes on. A program that is stuck in a library of another
language is not interrupted: workers (quoteattr.jobs) are ended from outside for that.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from quoteattr.errors import TimeLimitError

# Seconds until the alarm rings again: Python drops an exception that is raised where it collects garbage.
AGAIN = 1.0


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raises `TimeLimitError` in the block when it takes longer; without a number nothing is limited."""
    usable = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if seconds is None or not usable:
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeLimitError(f"took longer than the {seconds:g} seconds that one document may take; see --time-limit")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
