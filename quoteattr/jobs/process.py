"""One worker process: lines of JSON in, lines of JSON out, over its standard input and output.

In: the command of a program that first says `{"ready": ...}` and then answers each item of a shard with one line.
Out: its answers, or `WorkerDied` when it ends, is killed, or is silent for longer than it may be::

    with Process(("python", "-m", "quoteattr.jobs.worker", "sm")) as process:
        for answer in process.answers([item, item]):
            ...
"""

import json
import subprocess
import threading
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Any, Self

from quoteattr.errors import QuoteattrError

# Seconds; a worker that has not loaded its model by then never will.
LOADING = 300.0


class WorkerDied(QuoteattrError):
    """A worker process that ended before it had answered; the message says how."""


class Process:
    """A running worker; ends it as a context manager.

    Attributes:
        ready: what the worker said of itself when it was ready.
        late: it was silent for longer than it may be, and was ended for that.
    """

    def __init__(self, command: Sequence[str], silence: float | None = None) -> None:
        """Starts the program.

        Args:
            command: program and arguments.
            silence: seconds that it may take for an answer; it is killed then.

        Raises:
            QuoteattrError: the program says why it cannot start.
            WorkerDied: it ends without a word.
        """
        self._silence = silence
        self.late = False
        self._popen = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        try:
            started = self._read(LOADING)
        except BaseException:
            self.kill()
            raise
        if "ready" not in started:
            self.kill()
            raise QuoteattrError(str(started.get("fatal")))
        self.ready: Any = started["ready"]

    def __enter__(self) -> Self:
        """The worker itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends the process."""
        self.kill()

    def answers(self, shard: Sequence[Any]) -> Iterator[Any]:
        """One answer for each item of the shard, in order.

        Raises:
            WorkerDied: the process ended before it had answered all.
        """
        assert self._popen.stdin
        try:
            self._popen.stdin.write(json.dumps(shard).encode() + b"\n")
            self._popen.stdin.flush()
        except OSError as error:
            raise WorkerDied(self._how()) from error
        for _ in shard:
            yield self._read(self._silence)

    def kill(self) -> None:
        """Ends the process at once; it has nothing to save."""
        self._popen.kill()
        self._popen.wait()
        for pipe in (self._popen.stdin, self._popen.stdout):
            try:
                if pipe:
                    pipe.close()
            except OSError:
                """What was to be written to it is of no use any more."""

    def _read(self, seconds: float | None) -> Any:
        assert self._popen.stdout
        clock = threading.Timer(seconds, self._give_up) if seconds else None
        if clock:
            clock.daemon = True
            clock.start()
        try:
            line = self._popen.stdout.readline()
        finally:
            if clock:
                clock.cancel()
                clock.join()  # so that no thread is left when a pool has ended
        if not line.endswith(b"\n"):
            raise WorkerDied(self._how())
        return json.loads(line)

    def _give_up(self) -> None:
        self.late = True
        self._popen.kill()

    def _how(self) -> str:
        """In which way it ended."""
        if self.late:
            return f"took longer than the {self._silence:g} seconds that a worker may be silent, and was ended"
        code = self._popen.wait()
        return f"ended the process that worked on it ({f'signal {-code}' if code < 0 else f'exit code {code}'})"
