"""Several worker processes: shards of items in, an answer for each item out, whatever happens to the workers.

In: the command of a worker (quoteattr.jobs.process) and shards, read lazily. Out: pairs of an item and its answer, in
the order in which they are done::

    with Pool(command, jobs=4) as pool:
        for item, answer in pool.run(shards):
            ...

A worker that dies is replaced, and its shard is tried again: once as it is, since whoever ended the worker may have
meant another and items that go through a model together are answered as before only together; then one item at a time.
An item that a worker dies of when it is alone with it has killed it: its answer is `Failed`, and the rest goes on.
"""

import queue
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import Any, Self

from quoteattr.jobs.process import Process, WorkerDied

Shard = tuple[Any, ...]
# Shards that wait for each worker: one at hand when it is done with the last; more would only fill memory.
AHEAD = 2
# How often a shard is tried as it is, before its items are tried alone.
TOGETHER = 2


@dataclass(frozen=True, slots=True)
class Failed:
    """The answer to an item that killed its worker: how it ended."""

    reason: str


class Pool:
    """Worker processes and the threads that talk to them; ends both as a context manager.

    Attributes:
        ready: what the first worker said of itself.
    """

    def __init__(self, command: Sequence[str], jobs: int, silence: float | None = None) -> None:
        """Starts the workers.

        Args:
            command: program and arguments of a worker.
            jobs: how many.
            silence: seconds that a worker may take for one answer.

        Raises:
            QuoteattrError: the program says why it cannot start.
        """
        self._command, self._jobs, self._silence = command, jobs, silence
        self._shards: queue.Queue[Shard | None] = queue.Queue()
        self._done: queue.Queue[tuple[Any, Any] | BaseException | None] = queue.Queue()
        self._running: dict[int, Process] = {}
        self._closed = False
        first = self._start(0)
        self.ready = first.ready
        self._threads = [
            threading.Thread(target=self._work, args=(number, first if number == 0 else None), daemon=True)
            for number in range(jobs)
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        """The pool itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends the workers, whatever they are at."""
        self._closed = True
        for process in list(self._running.values()):
            process.kill()
        for _ in self._threads:
            self._shards.put(None)
        for thread in self._threads:
            thread.join()

    def run(self, shards: Iterable[Shard]) -> Iterator[tuple[Any, Any]]:
        """Each item with its answer, or with `Failed`.

        Args:
            shards: tuples of what JSON can say; only a few more than there are workers are read ahead.

        Raises:
            QuoteattrError: a worker that died cannot be replaced.
        """
        waiting, stream = 0, iter(shards)
        while True:
            while waiting < AHEAD * self._jobs and (shard := next(stream, None)) is not None:
                self._shards.put(shard)
                waiting += 1
            if not waiting:
                return
            found = self._done.get()
            if isinstance(found, BaseException):
                raise found
            if found is None:  # a shard is done
                waiting -= 1
            else:
                yield found

    def _start(self, number: int) -> Process:
        process = Process(self._command, self._silence)
        self._running[number] = process
        if self._closed:
            process.kill()
        return process

    def _work(self, number: int, process: Process | None) -> None:
        """What each thread does: one shard after the other to its process."""
        while (shard := self._shards.get()) is not None and not self._closed:
            try:
                process = self._answer(shard, number, process)
            except BaseException as error:
                self._done.put(error)
            self._done.put(None)

    def _answer(self, shard: Shard, number: int, process: Process | None) -> Process | None:
        """Puts an answer for each item into the queue, and gives the process that is alive then."""
        answered, together = 0, min(TOGETHER, len(shard))
        while answered < len(shard) and not self._closed:
            items, known = (shard, answered) if together else (shard[answered : answered + 1], 0)
            process = process or self._start(number)
            try:
                for item, answer in islice(zip(items, process.answers(items), strict=True), known, None):
                    self._done.put((item, answer))
                    answered += 1
            except WorkerDied as error:
                if not together:
                    self._done.put((items[0], Failed(str(error))))
                    answered += 1
                together = 0 if process.late else max(0, together - 1)
                process.kill()
                process = None
        return process
