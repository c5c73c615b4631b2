"""Ctrl-C and the request of a system to end (SIGTERM), as one and the same thing.

In: a block that stores as it goes. Out: a `KeyboardInterrupt` in it, whichever of the two comes; a second one ends the
program at once, which harms no database::

    with interruptible():
        report = extract_into(...)
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


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
